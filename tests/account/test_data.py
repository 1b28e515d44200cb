"""D07: "Meine Daten" has every row that refers to a person, no secret and nobody else."""

import json
from datetime import timedelta
from itertools import count

import pytest
from piccolo.columns import Boolean, Bytea, ForeignKey, Timestamptz
from piccolo.table import TABLE_REGISTRY

from kaue.account import data, labels
from kaue.tables import (
    BarrierReport,
    Decision,
    Invitation,
    Mail,
    MailedCode,
    Person,
    Report,
    Topic,
    Trust,
)
from kaue.web.dates import now


def own_tables():
    return [table for table in TABLE_REGISTRY if table.__module__.startswith("kaue.tables.")]


def test_every_table_about_people_has_a_label():
    refer = {
        table._meta.tablename
        for table in own_tables()
        if table is Person or data.references(table, Person)
    }
    addresses = {
        table._meta.tablename
        for table in own_tables()
        for column in table._meta.columns
        if column._meta.name in {"email", "contact"}
        or (table is Mail and column._meta.name == "address")
    }

    assert refer | addresses == set(labels.TABLES)
    assert {table._meta.tablename for table in data.tables_about_people()} == set(labels.TABLES)


def test_every_column_about_people_has_a_label():
    columns = {
        column._meta.name for table in data.tables_about_people() for column in table._meta.columns
    }

    assert columns <= set(labels.COLUMNS)


def test_every_label_is_used():
    columns = {
        column._meta.name for table in data.tables_about_people() for column in table._meta.columns
    }

    assert set(labels.COLUMNS) <= columns


NUMBERS = count(1)


def name_of(column):
    return column._meta.name


async def filled(table, **chosen):
    """A row of any table, with something in every column."""
    values = {}
    for column in table._meta.columns:
        name = column._meta.name
        if name == "id" or name in chosen:
            continue
        values[name] = await something(table, column)
    row = table(**values | chosen)
    await row.save()
    return row


async def something(table, column):
    if isinstance(column, ForeignKey):
        to = column._foreign_key_meta.resolved_references
        if column._meta.null or to is table:
            return None
        first = await to.objects().first()
        return (first or await filled(to)).id
    if isinstance(column, Timestamptz):
        return now() - timedelta(days=1)
    if isinstance(column, Boolean):
        return False
    if isinstance(column, Bytea):
        return b"x"
    if column._meta.choices:
        return next(iter(column._meta.choices)).value
    number = next(NUMBERS)
    if name_of(column).endswith("_hash") or name_of(column) == "secret":
        # Nothing that stands somewhere else by chance, in a date say.
        return f"hidden {number}"
    return number if column.value_type is int else f"{number}"


UNNUMBERED = {"vote": "topic", "pass": "topic", "notice": "subject"}
"""Rows that are told without their number, and what tells them from one's others."""


def told(table, row):
    """By what somebody knows a row again."""
    mark = row[UNNUMBERED.get(table, "id")]
    return table, mark["id"] if isinstance(mark, dict) else mark


@pytest.fixture
async def everywhere(db, make):
    """Ada with a row in every table, through every column that can refer to her, and so Eve."""
    ada = await make.person(name="Ada", email="ada@example.org")
    eve = await make.person(name="Eve Verraeterisch", email="eve.geheim@example.org")
    event = await make.event(ends_at=now(), vote_until=now())
    await make.topic(event, author=eve)
    expected = {("person", ada.id)}
    for person in (ada, eve):
        for table in own_tables():
            for column in data.references(table, Person):
                chosen = {column._meta.name: person.id}
                if any(one._meta.name == "topic" for one in table._meta.columns):
                    # Nobody is for the same topic twice.
                    topic = await make.topic(event, hosted=False, author=eve)
                    chosen["topic"] = topic.id
                if table is Trust and column._meta.name == "given_by":
                    # Nobody is trusted twice in the same event.
                    chosen["person"] = (await make.person()).id
                row = await filled(table, **chosen)
                if person is ada:
                    mark = UNNUMBERED.get(table._meta.tablename, "id")
                    expected.add((table._meta.tablename, row[mark]))
        for table, name in (
            (Mail, "address"),
            (MailedCode, "email"),
            (Invitation, "email"),
            (BarrierReport, "contact"),
            (Report, "contact"),
        ):
            row = await filled(table, **{name: person.email})
            if person is ada:
                expected.add((table._meta.tablename, row.id))
    return ada, eve, expected


async def test_every_row_that_refers_to_the_person_is_there_and_no_other(everywhere):
    ada, _, expected = everywhere

    sections = await data.about(ada.id)

    found = {told(section.table, row) for section in sections for row in section.rows}
    assert found == expected


async def test_it_is_all_in_the_download_and_nothing_of_anybody_else(everywhere, browser_for):
    ada, _, expected = everywhere
    browser = await browser_for(ada)

    answer = await browser.get("/konto/daten.json")

    assert answer.headers["content-disposition"] == 'attachment; filename="meine-daten.json"'
    assert answer.headers["cache-control"] == "no-store"
    given = answer.json()
    signed_in_now = {("sign_in", given["sign_in"][-1]["id"])}
    found = {told(name, row) for name, rows in given.items() if name != "made_at" for row in rows}
    assert found == expected | signed_in_now
    text = json.dumps(given)
    assert "Verraeterisch" not in text
    assert "geheim" not in text


async def test_hashes_and_secrets_are_named_and_not_shown(everywhere):
    ada, _, _ = everywhere
    stored = [
        value
        for table in own_tables()
        for row in await table.select()
        for name, value in row.items()
        if value and (name.endswith("_hash") or name == "secret")
    ]
    assert len(stored) > 10

    text = data.as_json(await data.about(ada.id))

    assert not any(str(value) in text for value in stored)
    assert text.count(data.SECRET) >= 8


async def test_the_page_shows_it_in_words(everywhere, browser_for):
    ada, _, expected = everywhere
    browser = await browser_for(ada)

    for address in ("/konto/daten", "/en/konto/daten"):
        page = await browser.get(address)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert "Verraeterisch" not in page.text
        assert page.text.count("<details") == len({table for table, _ in expected})
    assert "ada@example.org" in page.text


async def test_decisions_about_ones_topics_are_there_without_the_name_of_staff(make, ada):
    event = await make.event()
    staff = await make.staff(event, name="Stefanie Sachbearbeiterin")
    topic = await make.topic(event, author=ada)
    other = await make.topic(event)
    for one in (topic, other):
        await Decision(
            topic=one.id, decided_by=staff.id, verdict="rejected", note="So nicht", decided_at=now()
        ).save()

    text = data.as_json(await data.about(ada.id))
    decisions = json.loads(text)["decision"]

    assert [row["topic"]["id"] for row in decisions] == [topic.id]
    assert decisions[0]["note"] == "So nicht"
    assert decisions[0]["decided_by"] == data.SOMEBODY


async def test_titles_that_are_not_public_stay_unknown(make, ada):
    hidden = await make.topic(state="submitted", title="Noch nicht öffentlich")
    await make.vote(hidden, ada)

    text = data.as_json(await data.about(ada.id))

    assert "Noch nicht" not in text
    assert json.loads(text)["vote"][0]["topic"] == hidden.id


async def test_codes_and_links_in_mails_are_not_handed_to_whoever_sits_here(make, ada):
    """Else an open browser would be enough to confirm for a mailbox."""
    token = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF"
    text = f"Bestätige: http://127.0.0.1:8000/konto/adresse/{token}\nGruß"
    mail = {"address": ada.email, "kind": "address_old", "subject": "123456 ist dein Code"}
    await Mail(**mail, text=text, written_at=now()).save()
    await Mail(**mail, text=text, written_at=now() - timedelta(hours=2)).save()
    code = {"handle_hash": "a", "token_hash": "b", "code_hash": "c", "next": f"/einladung/{token}"}
    await MailedCode(email=ada.email, created_at=now(), expires_at=now(), **code).save()

    given = json.loads(data.as_json(await data.about(ada.id)))

    assert token not in json.dumps(given)
    fresh, old = given["mail"]
    assert (fresh["text"], fresh["subject"]) == (data.WITHHELD, data.WITHHELD)
    assert old["text"].endswith("/konto/adresse/…\nGruß")


async def test_long_words_of_ones_own_stay_as_they_are(make, ada):
    word = "Donaudampfschifffahrt" * 5
    await make.comment(await make.topic(), author=ada, text=f"https://example.org/{word}")

    given = json.loads(data.as_json(await data.about(ada.id)))

    assert given["comment"][0]["text"].endswith(word)


async def test_it_is_for_people_who_are_signed_in(stranger):
    for path in ("/konto/daten", "/konto/daten.json"):
        answer = await stranger.get(path)
        assert answer.headers["location"].startswith("/anmelden?weiter=")


async def test_somebody_new_has_little(ada, browser):
    given = (await browser.get("/konto/daten.json")).json()

    assert set(given) == {"made_at", "person", "sign_in"}
    assert given["person"][0]["email"] == ada.email


async def test_whom_one_invited_is_not_told(make, ada):
    offer = {"role": "staff", "created_at": now(), "expires_at": now(), "invited_by": ada.id}
    await Invitation(email="eve.geheim@example.org", token_hash="a", **offer).save()
    await Invitation(email=ada.email.upper(), token_hash="b", **offer).save()

    text = data.as_json(await data.about(ada.id))

    assert "geheim" not in text
    assert [row["email"] for row in json.loads(text)["invitation"]] == [
        data.SECRET,
        ada.email.upper(),
    ]


async def test_one_without_an_address_sees_nobodys(make):
    event = await make.event()
    guest = await make.person(email=None, only_event=event.id)
    offer = {"role": "staff", "created_at": now(), "expires_at": now(), "invited_by": guest.id}
    await Invitation(email="eve.geheim@example.org", token_hash="a", **offer).save()

    assert "geheim" not in data.as_json(await data.about(guest.id))


async def test_whoever_decided_or_entered_something_is_not_told_of_others(make):
    event = await make.event()
    staff, topic = await make.staff(event), await make.topic(event)
    await Report(
        event=event.id,
        topic=topic.id,
        decided_by=staff.id,
        contact="eve.geheim@example.org",
        token_hash="a",
        written_at=now(),
    ).save()
    entered = {"entered_by": staff.id, "on_behalf_of": "Eve Geheim"}
    await Topic.update(entered).where(Topic.id == topic.id)

    text = data.as_json(await data.about(staff.id))

    assert "geheim" not in text.casefold()
    given = json.loads(text)
    assert given["report"][0]["contact"] == data.SECRET
    assert given["topic"][0]["on_behalf_of"] == data.SOMEBODY
