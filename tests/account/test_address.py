"""D11: a new mail address counts once both mailboxes have confirmed, and exactly once."""

import asyncio
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import reading
from kaue import keyed
from kaue.account import address, data, leaving, queries
from kaue.people import actions as people
from kaue.tables import AddressChange, Card, Mail, Person, SignIn
from kaue.web.dates import now

NEW = "neu@example.org"
LINK = re.compile(r"/konto/adresse/([\w-]+)")


async def asked(browser, email=NEW):
    """Ask for it; returns the links by mailbox, as they were mailed."""
    answer = await browser.post("/konto/adresse", data={"email": email})
    assert answer.headers["location"] == "/konto/adresse?hinweis=adresse-bestaetigen"
    return await links()


async def links():
    """The latest link in each mailbox."""
    mails = await Mail.objects().order_by(Mail.id)
    return {mail.address: LINK.search(mail.text)[0] for mail in mails if LINK.search(mail.text)}


async def email_of(person):
    return (await Person.objects().get(Person.id == person.id)).email


async def test_both_mailboxes_confirm_in_any_browser(ada, browser, stranger, browser_for):
    other = await browser_for(ada)
    mailed = await asked(browser, " NEU@example.org ")
    assert set(mailed) == {ada.email, NEW}

    first = await stranger.post(mailed[NEW])

    assert first.headers["location"] == mailed[NEW]
    assert "<form" not in (await stranger.get(mailed[NEW])).text.split("<main")[1]
    assert await email_of(ada) == ada.email

    second = await browser.post(mailed[ada.email])

    assert second.headers["location"] == "/konto/adresse?hinweis=adresse-neu"
    assert await email_of(ada) == NEW
    assert (await browser.get("/konto")).status_code == 200
    assert (await other.get("/konto")).status_code == 303
    last = await Mail.objects().order_by(Mail.id, ascending=False).first()
    assert (last.address, last.kind) == (ada.email, "address_changed")
    assert NEW not in last.text
    assert await AddressChange.count() == 0


async def test_confirmed_last_in_a_strange_browser_all_sign_ins_end(ada, browser, stranger):
    mailed = await asked(browser)
    await stranger.post(mailed[ada.email])

    answer = await stranger.post(mailed[NEW])

    assert answer.headers["location"] == "/anmelden?hinweis=adresse-neu"
    assert await email_of(ada) == NEW
    assert await SignIn.count() == 0


async def test_looking_confirms_nothing(ada, browser, stranger):
    mailed = await asked(browser)

    for link in mailed.values():
        for method in ("GET", "HEAD", "GET"):
            answer = await stranger.request(method, link)
            assert answer.status_code == 200
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["referrer-policy"] == "same-origin"
            assert "set-cookie" not in answer.headers
            assert "etag" not in answer.headers

    change = await AddressChange.objects().first()
    assert (change.old_confirmed_at, change.new_confirmed_at) == (None, None)
    assert await email_of(ada) == ada.email


async def test_tokens_are_stored_as_hashes_only(ada, browser):
    mailed = await asked(browser)

    change = await AddressChange.objects().first()
    tokens = [link.rpartition("/")[2] for link in (mailed[ada.email], mailed[NEW])]
    hashes = [change.old_token_hash, change.new_token_hash]
    assert hashes == [keyed.token_hash(token) for token in tokens]


async def test_a_link_works_once_and_not_after_its_time(db, ada, browser, stranger):
    mailed = await asked(browser)
    await stranger.post(mailed[NEW])
    assert (await stranger.post(mailed[NEW])).status_code == 409

    await db.write("UPDATE address_change SET expires_at = {}", now())

    for link in mailed.values():
        assert (await stranger.get(link)).status_code == 409
        assert (await stranger.post(link)).status_code == 409
    assert await email_of(ada) == ada.email
    await address.forget_old_changes()
    assert await AddressChange.count() == 0


async def test_asking_again_ends_the_earlier_links(ada, browser, stranger):
    first = await asked(browser)
    second = await asked(browser, "ganz.neu@example.org")

    for link in first.values():
        assert (await stranger.post(link)).status_code == (409)
    for link in (second[ada.email], second["ganz.neu@example.org"]):
        assert (await stranger.post(link)).status_code == 303
    assert await email_of(ada) == "ganz.neu@example.org"


async def test_whether_somebody_has_the_address_is_told_to_its_mailbox_only(make, ada, browser):
    eve = await make.person(email=NEW, name="Eve Geheim")

    free = await browser.post("/konto/adresse", data={"email": "frei@example.org"})
    page_free = (await browser.get("/konto/adresse")).text
    taken = await browser.post("/konto/adresse", data={"email": NEW})
    page_taken = (await browser.get("/konto/adresse")).text

    assert (free.status_code, dict(free.headers)["location"]) == (
        taken.status_code,
        dict(taken.headers)["location"],
    )
    assert page_free.replace("frei@example.org", NEW) == page_taken
    mails = await Mail.objects().order_by(Mail.id)
    to_ada = [LINK.sub("", mail.text) for mail in mails if mail.address == ada.email]
    assert to_ada[0] == to_ada[1]
    to_eve = [mail for mail in mails if mail.address == NEW]
    assert [mail.kind for mail in to_eve] == ["address_taken"]
    assert "Geheim" not in to_eve[0].text
    assert LINK.search(to_eve[0].text) is None
    assert await email_of(eve) == NEW


async def test_taken_in_the_meantime_it_is_refused(make, ada, browser, stranger):
    mailed = await asked(browser)
    await stranger.post(mailed[NEW])
    await make.person(email=NEW)

    answer = await stranger.post(mailed[ada.email])

    assert answer.status_code == 409
    assert await email_of(ada) == ada.email
    assert await AddressChange.count() == 0


@pytest.mark.parametrize("email", ["", "keine adresse", "a@b", "x" * 250 + "@example.org"])
async def test_no_address_is_refused(ada, browser, email):
    answer = await browser.post("/konto/adresse", data={"email": email})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["email"]
    assert await Mail.count() == 0


async def test_the_own_address_is_no_new_one(ada, browser):
    answer = await browser.post("/konto/adresse", data={"email": ada.email.upper()})

    assert answer.status_code == 422


async def test_asking_is_limited(ada, browser):
    answers = [
        await browser.post("/konto/adresse", data={"email": f"neu{n}@example.org"})
        for n in range(7)
    ]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429] * 2
    assert reading.value(answers[-1], "email") == "neu6@example.org"
    assert await Mail.count() == 10


async def test_where_no_mail_is_sent_nobody_can_ask(ada, browser, setting):
    setting(KAUE_SMTP_URL="")

    assert 'name="email"' not in (await browser.get("/konto/adresse")).text
    answer = await browser.post("/konto/adresse", data={"email": NEW})
    assert answer.status_code == 404


async def test_a_card_holder_adds_an_address_and_has_an_account_like_any_other(
    make, browser_for, stranger
):
    event = await make.event()
    guest = await make.person(name="Gast", email=None, only_event=event.id)
    card = {"event": event.id, "number": 1, "code_hash": "x", "issued_at": now()}
    await Card(person=guest.id, **card).save()
    browser = await browser_for(guest)

    mailed = await asked(browser)
    assert set(mailed) == {NEW}
    await stranger.post(mailed[NEW])

    person = await Person.objects().get(Person.id == guest.id)
    assert (person.email, person.only_event) == (NEW, None)
    card = await Card.objects().first()
    assert card.used_up_at is not None
    assert card.revoked_at is None


async def test_both_links_pressed_at_once_change_it_once(make, db):
    for turn in range(8):
        person = await make.person()
        account = await queries.account(person.id)
        await db.write("DELETE FROM mail")
        await address.ask(account, f"neu{turn}@example.org")
        tokens = [link.rpartition("/")[2] for link in (await links()).values()]

        done = await asyncio.gather(
            *(address.confirm(token, in_browser=None) for token in tokens * 3),
            return_exceptions=True,
        )

        assert await email_of(person) == f"neu{turn}@example.org"
        changes = [one for one in done if isinstance(one, address.Change)]
        assert sum(one.is_complete for one in changes) == 1
        told = [mail for mail in await Mail.objects() if mail.kind == "address_changed"]
        assert len(told) == 1


class Mover:
    """Somebody who changes the address, with what should be known of it at every moment."""

    def __init__(self, db, person):
        self.db, self.person = db, person
        self.email, self.wanted = person.email, None
        self.tokens, self.earlier = {}, []
        self.confirmed, self.alive = set(), False

    async def ask(self):
        self.earlier += self.tokens.values()
        self.wanted = f"neu{len(self.earlier)}-{self.person.email}"
        await self.db.write("DELETE FROM attempt")
        await self.db.write("DELETE FROM mail")
        await address.ask(await queries.account(self.person.id), self.wanted)
        mailed = {to: link.rpartition("/")[2] for to, link in (await links()).items()}
        self.tokens = {"old": mailed[self.email], "new": mailed[self.wanted]}
        self.confirmed, self.alive = set(), True

    async def old(self):
        await self._confirm("old")

    async def new(self):
        await self._confirm("new")

    async def _confirm(self, side):
        token = self.tokens.get(side, "unbekannt")
        if not self.alive or side in self.confirmed:
            await self._refused(token)
            return
        change = await address.confirm(token, in_browser=self.person)
        self.confirmed.add(side)
        assert change.is_complete == (self.confirmed == {"old", "new"})
        if change.is_complete:
            self.email, self.alive = self.wanted, False
            assert await SignIn.count().where(SignIn.person == self.person.id) == 0

    async def press_earlier(self):
        for token in self.earlier:
            await self._refused(token)

    async def _refused(self, token):
        with pytest.raises(address.LinkUsedUp):
            await address.confirm(token, in_browser=self.person)

    async def look(self):
        for side, token in self.tokens.items():
            if self.alive:
                assert (await address.find(token)).is_confirmed == (side in self.confirmed)

    async def wait(self):
        await self.db.write("UPDATE address_change SET expires_at = {}", now())
        self.alive = False

    async def sign_in(self):
        await people.start_sign_in(self.person)


ACTS = ["ask", "old", "new", "press_earlier", "look", "wait", "sign_in"]


@given(st.lists(st.sampled_from(ACTS), max_size=14))
@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_whatever_happens_in_whatever_order(db, make, acts):
    """The address changes exactly when both fresh links of the latest request were used."""
    mover = Mover(db, await make.person())
    for act in acts:
        await getattr(mover, act)()
        assert await email_of(mover.person) == mover.email


async def test_whoever_leaves_takes_every_mail_to_a_new_mailbox_along(ada, browser):
    await asked(browser, "erste.neue@example.org")
    await asked(browser)

    await leaving.leave(ada.id, keeps_content=True)

    assert await Mail.count() == 0
    for table in data.tables_about_people():
        for row in await table.select():
            assert not any("neu" in str(value) for value in row.values()), table


async def test_a_warning_to_a_mailbox_goes_with_its_own_account(make, ada, browser):
    eve = await make.person(email=NEW)
    await browser.post("/konto/adresse", data={"email": NEW})

    # As unused accounts go: by nothing but the row.
    await Person.delete().where(Person.id == eve.id)

    assert {mail.address for mail in await Mail.objects()} == {ada.email}


async def test_ones_data_neither_tell_whose_an_address_is_nor_confirm_for_it(db, make, browser_for):
    told = []
    for taken in (False, True):
        ada = await make.person(name="Ada")
        if taken:
            await make.person(email="vergeben@example.org")
        browser = await browser_for(ada)
        wanted = "vergeben@example.org" if taken else "frei@example.org"
        mailed = await asked(browser, wanted)
        # Later, too, when mails are no longer fresh.
        await db.write("UPDATE mail SET written_at = {}", now() - timedelta(hours=2))
        sections = await data.about(ada.id)
        text = data.as_json(sections)
        assert not any(link.rpartition("/")[2] in text for link in mailed.values())
        told.append([(section.table, len(section.rows)) for section in sections])

    assert told[0] == told[1]
