"""A card is one person of one event: made by its first use, shut out when revoked."""

import asyncio

import pytest

from kaue import keyed
from kaue.cards import actions, queries
from kaue.events import queries as events
from kaue.limits.actions import TooOften
from kaue.people.actions import Blocked
from kaue.tables import Card, Event, Person, SignIn
from kaue.web.dates import now


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def card(event):
    (fresh,) = await actions.issue(event, 1)
    return fresh


async def enter(code, language="de"):
    return await actions.enter(code, language=language)


async def entered_by(token):
    row = await SignIn.objects().get(SignIn.token_hash == keyed.token_hash(token))
    return await Person.objects().get(Person.id == row.person)


async def test_cards_are_numbered_on_within_their_event(event, make):
    first, second = await actions.issue(event, 3), await actions.issue(event, 2)
    (elsewhere,) = await actions.issue(await make.event(), 1)

    assert [card.number for card in first + second] == [1, 2, 3, 4, 5]
    assert elsewhere.number == 1


async def test_only_hashes_are_stored(event, db):
    cards = await actions.issue(event, 400)

    stored = repr(await db.rows("SELECT * FROM card"))
    assert len({card.code for card in cards}) == 400
    assert not any(card.code in stored for card in cards)


async def test_two_who_print_at_once_get_different_cards(event):
    issued = await asyncio.gather(*(actions.issue(event, 20) for _ in range(4)))

    numbers = sorted(card.number for cards in issued for card in cards)
    assert numbers == list(range(1, 81))


async def test_the_first_use_makes_a_person_of_that_event(event, card):
    entered = await enter(card.code)

    person = await entered_by(entered.token)
    assert (person.name, person.email, person.only_event) == ("Gast 1", None, event.id)
    assert entered.is_new
    assert entered.slug == event.slug


async def test_the_name_is_in_the_language_of_the_visitor(card):
    entered = await enter(card.code, "en")

    person = await entered_by(entered.token)
    assert (person.name, person.language) == ("Guest 1", "en")


async def test_later_uses_enter_the_same_person_and_sign_nobody_out(card):
    first, again = await enter(card.code), await enter(card.code)

    assert not again.is_new
    assert (await entered_by(first.token)).id == (await entered_by(again.token)).id
    assert await Person.count() == 1


async def test_many_phones_at_once_are_one_person(card):
    phones = await asyncio.gather(*(enter(card.code) for _ in range(8)))

    assert await Person.count() == 1
    assert [phone.is_new for phone in phones].count(True) == 1
    assert len({phone.token for phone in phones}) == 8


async def test_letters_that_were_never_printed_open_nothing(card):
    wrong = "A" * 8 if card.code != "A" * 8 else "B" * 8
    with pytest.raises(actions.NoSuchCard):
        await enter(wrong)

    assert await Person.count() == await SignIn.count() == 0


async def test_a_revoked_card_opens_nothing_and_ends_its_sign_ins(event, make):
    cards = await actions.issue(event, 4)
    tokens = [(await enter(card.code)).token for card in cards]
    bystander = await make.person()
    await SignIn(
        person=bystander.id, token_hash="x", created_at=now(), seen_at=now(), expires_at=now()
    ).save()

    assert await actions.revoke(event, 2, 3) == 2

    for card in cards[1:3]:
        with pytest.raises(actions.NoSuchCard):
            await enter(card.code)
    left = {row.token_hash for row in await SignIn.objects()}
    assert left == {"x", keyed.token_hash(tokens[0]), keyed.token_hash(tokens[3])}
    assert await queries.revoked(event.id) == [(2, 3)]


async def test_revoking_and_entering_at_once_leaves_nobody_signed_in(event):
    for number in range(1, 7):
        (card,) = await actions.issue(event, 1)
        acts = [enter(card.code) for _ in range(4)]
        acts.insert(2, actions.revoke(event, number, number))

        await asyncio.gather(*acts, return_exceptions=True)

        assert await SignIn.count() == 0


async def test_restored_it_enters_the_same_person_again(event, card):
    before = await entered_by((await enter(card.code)).token)
    await actions.revoke(event, 1, 1)

    assert await actions.restore(event, 1, 1) == 1

    assert (await entered_by((await enter(card.code)).token)).id == before.id
    assert await queries.revoked(event.id) == []


async def test_another_event_s_cards_are_not_revoked(event, card, make):
    assert await actions.revoke(await make.event(), 1, 1) == 0

    await enter(card.code)


async def test_cards_of_an_event_that_is_not_announced_open_nothing(event, card):
    await Event.update({"archived_at": now()}).where(Event.id == event.id)
    events.forget(event.slug)
    with pytest.raises(actions.NoSuchCard):
        await enter(card.code)

    assert await Person.count() == 0


async def test_whoever_is_blocked_stays_outside(card):
    person = await entered_by((await enter(card.code)).token)
    await Person.update({"blocked_at": now()}).where(Person.id == person.id)

    with pytest.raises(Blocked):
        await enter(card.code)


async def test_whoever_got_an_account_of_their_own_is_not_entered_by_the_card(event, card):
    """Neither by a card that staff restore: by then the account may hold a role."""
    person = await entered_by((await enter(card.code)).token)
    values = {"email": "ada@example.org", "only_event": None}
    await Person.update(values).where(Person.id == person.id)
    signed_in = await SignIn.count()
    await actions.revoke(event, 1, 1)
    await actions.restore(event, 1, 1)

    with pytest.raises(actions.NoSuchCard):
        await enter(card.code)

    assert await SignIn.count() == signed_in


async def test_a_used_up_card_makes_no_new_person_when_its_holder_has_left(event, card):
    await enter(card.code)
    await Card.update({Card.person: None, Card.used_up_at: now()}).where(Card.event == event.id)

    with pytest.raises(actions.NoSuchCard):
        await enter(card.code)


async def test_one_card_is_entered_so_often_and_no_more(card):
    for _ in range(20):
        await enter(card.code)

    with pytest.raises(TooOften):
        await enter(card.code)


async def test_what_staff_see_of_their_cards(event):
    first = await actions.issue(event, 5)
    await actions.issue(event, 3)
    await enter(first[0].code)
    await actions.revoke(event, 2, 2)
    await actions.revoke(event, 4, 6)

    assert await queries.totals(event.id) == queries.Totals(8, 1, 4)
    later, earlier = await queries.batches(event.id)
    assert (earlier.first, earlier.last, earlier.used, earlier.revoked) == (1, 5, 1, 3)
    assert (later.first, later.last, later.used, later.revoked) == (6, 8, 0, 1)
    assert await queries.revoked(event.id) == [(2, 2), (4, 6)]


async def test_the_same_letters_are_a_card_once(event, monkeypatch):
    """The installation finds a card by its letters alone."""
    given = iter(["AAAAAAAA", "BBBBBBBB", "AAAAAAAA", "CCCCCCCC"])
    monkeypatch.setattr(keyed, "new_letters", lambda _: next(given))
    await actions.issue(event, 2)

    (again,) = await actions.issue(event, 1)

    assert (again.number, again.code) == (3, "CCCCCCCC")
    assert await Card.count() == 3
