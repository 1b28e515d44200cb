"""Code cards: issuing them, signing in by one, revoking them and taking that back."""

from typing import NamedTuple

from kaue import db, keyed
from kaue.cards import queries
from kaue.cards.forms import CARD_LENGTH
from kaue.limits import actions as limits
from kaue.people import actions as people
from kaue.people.actor import HasId
from kaue.tables import Card, Person, Way
from kaue.web.dates import now
from kaue.web.language import N_, translate

NAME = N_("Guest %(number)s")

TRIES = 5
"""Two who print at the same moment want the same numbers; the second one begins anew."""


class NoSuchCard(Exception):
    """Not issued, revoked, or of an event that is not open. Which of these, nobody is told."""


class Fresh(NamedTuple):
    """A new card. Its letters exist only here and on paper."""

    number: int
    code: str


class Entered(NamedTuple):
    """Who came in by a card: the cookie's token, the event, and whether it was the first time."""

    token: str
    slug: str
    is_new: bool


async def issue(event: HasId, how_many: int) -> list[Fresh]:
    """New cards with the next numbers of the event. Raises db.Conflict in a great crowd."""
    for _ in range(TRIES - 1):
        try:
            return await _issue(event, how_many)
        except db.Conflict:
            continue
    return await _issue(event, how_many)


async def _issue(event: HasId, how_many: int) -> list[Fresh]:
    at, last = now(), await queries.last_number(event.id)
    fresh = [
        Fresh(last + place, keyed.new_letters(CARD_LENGTH)) for place in range(1, how_many + 1)
    ]
    async with db.unit_of_work():
        await Card.insert(
            *(
                Card(
                    event=event.id,
                    number=card.number,
                    code_hash=queries.code_hash(card.code),
                    issued_at=at,
                )
                for card in fresh
            )
        )
    return fresh


_THE_CARD = "SELECT c.id FROM card c WHERE c.code_hash = {}"
_VALID = (
    "SELECT c.id, c.number, c.event, c.person, e.slug, p.blocked_at"
    " FROM card c JOIN event e ON e.id = c.event LEFT JOIN person p ON p.id = c.person"
    " WHERE c.code_hash = {} AND c.revoked_at IS NULL AND c.used_up_at IS NULL"
    " AND e.archived_at IS NULL"
    # Whoever got an account of their own since then comes in by that alone.
    " AND (c.person IS NULL OR p.only_event = c.event)"
)


async def enter(code: str, *, language: str, browser: str = "") -> Entered:
    """Sign in by the letters of a card. Its first use makes the person it then always enters.

    Raises NoSuchCard, people.Blocked, limits.TooOften.
    """
    if not await queries.is_issued(code):
        raise NoSuchCard
    await limits.spend("card", code)
    async with db.unit_of_work():
        # The row is held until the sign-in is there: of two phones the second one finds the
        # person of the first, and a revocation finds every sign-in. Only a statement of its own
        # sees what was done while this one waited.
        await db.rows(_THE_CARD + db.for_update("c"), queries.code_hash(code))
        found = await db.rows(_VALID, queries.code_hash(code))
        if not found:
            raise NoSuchCard
        card = found[0]
        if card["blocked_at"]:
            raise people.Blocked
        person = await Person.objects().get(Person.id == card["person"]) if card["person"] else None
        holder = person or await _first_use(card, language)
        token = await people.start_sign_in(holder, way=Way.CARD, browser=browser)
    return Entered(token, card["slug"], is_new=person is None)


async def _first_use(card: dict[str, int], language: str) -> Person:
    """The name is neutral, and can be changed in the account."""
    person = Person(
        email=None,
        name=translate(language, NAME, number=card["number"]),
        language=language,
        created_at=now(),
        only_event=card["event"],
    )
    await person.save()
    await db.write("UPDATE card SET person = {} WHERE id = {}", person.id, card["id"])
    return person


async def revoke(event: HasId, first: int, last: int) -> int:
    """From now on these cards open nothing, and their sign-ins end. How many there are.

    Twice changes nothing more.
    """
    async with db.unit_of_work():
        await db.write(
            "UPDATE card SET revoked_at = {} WHERE event = {} AND number BETWEEN {} AND {}"
            " AND revoked_at IS NULL",
            now(),
            event.id,
            first,
            last,
        )
        await db.write(
            "DELETE FROM sign_in WHERE person IN (SELECT c.person FROM card c"
            " JOIN person p ON p.id = c.person AND p.only_event = c.event"
            " WHERE c.event = {} AND c.number BETWEEN {} AND {})",
            event.id,
            first,
            last,
        )
        return await _how_many(event, first, last)


async def restore(event: HasId, first: int, last: int) -> int:
    """Undo of revoke(): the cards work again, for the people they entered. How many there are."""
    await db.write(
        "UPDATE card SET revoked_at = NULL WHERE event = {} AND number BETWEEN {} AND {}",
        event.id,
        first,
        last,
    )
    return await _how_many(event, first, last)


async def _how_many(event: HasId, first: int, last: int) -> int:
    found = await db.rows(
        "SELECT COUNT(*) AS n FROM card WHERE event = {} AND number BETWEEN {} AND {}",
        event.id,
        first,
        last,
    )
    return int(found[0]["n"])
