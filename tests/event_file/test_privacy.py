"""No more people than the day needs: what of the server's database is not in the file."""

import json
import random
import re
import stat
from datetime import UTC

import pytest

from databases import at
from event_file.conftest import LONG_AGO, whole
from event_file.test_contents import ALL
from factory import DAY, NOW
from kaue.tables import Coming, Event, Pass, Person, Vote

SHOWN = {"Ada Amsel", "Bo Bussard", "Cy Ciconia", "Rosa Rotkehlchen"}
"""Authors and hosts of public topics."""

SECRET = re.compile(r".*(email|address|contact|hash|secret|salt|token)")
OWN = {("event", "address"), ("logo", "digest")}
"""Of the event itself."""

DECIDED = {Vote: ["cast_at"], Pass: ["passed_at"], Coming: ["said_at"]}
WORDS = ("Kommentiert", "Verborgen", "wahl0", "example.org", "Tim Tukan", "Gast 1", "Kiebitz")


async def canaries():
    """Every address, hash and name on the server, and every moment at which somebody decided."""
    found, moments = set(), set()
    for table in ALL:
        name = table._meta.tablename
        for row in await table.select():
            found |= {
                value
                for column, value in row.items()
                if SECRET.fullmatch(column) and value and (name, column) not in OWN
            }
            if table is Person:
                found.add(row["name"])
            moments |= {row[column] for column in DECIDED.get(table, ())}
    return found - SHOWN - {"Ada"}, {one.astimezone(UTC).isoformat() for one in moments - {NOW}}


def test_no_address_hash_name_of_others_or_moment_of_a_vote_is_in_the_file(exported):
    text = exported.file.read_text(encoding="utf-8")
    found, moments = at(exported.server, canaries)
    long_ago = {one[:16] for one in moments if one < (LONG_AGO + DAY).isoformat()}

    assert len(found) > 60
    assert len(moments) > len(long_ago) > 20
    for canary in (*found, *moments, *long_ago, *WORDS):
        assert canary not in text


def test_the_names_are_those_of_authors_and_hosts_of_public_topics(exported):
    content = json.loads(exported.file.read_text(encoding="utf-8"))["content"]

    assert content["people"] == ["Ada Amsel", "Bo Bussard", "Cy Ciconia"]
    assert {row["on_behalf_of"] for row in content["topic"]} == {"", "Rosa Rotkehlchen"}


def test_only_its_owner_may_read_the_file(exported):
    assert stat.S_IMODE(exported.file.stat().st_mode) == 0o600


def test_the_same_votes_of_other_people_at_other_moments_make_the_same_file(exported):
    before = at(exported.server, whole)

    async def shuffle():
        voters = [row["person"] for row in await Vote.select(Vote.person) if row["person"]]
        voters = [*dict.fromkeys(voters)]
        others = dict(zip(voters, random.Random(1).sample(voters, len(voters)), strict=True))
        for table, (moment,) in ((Vote, DECIDED[Vote]), (Pass, DECIDED[Pass])):
            rows = await table.select().where(table.person.is_in(voters))
            await table.delete().where(table.person.is_in(voters))
            for row in random.Random(2).sample(rows, len(rows)):
                row |= {"person": others[row["person"]], moment: NOW}
                await table.insert(table(**{name: row[name] for name in row if name != "id"}))

    at(exported.server, shuffle)
    exported.on(exported.server)

    assert at(exported.server, whole) == before


def test_on_the_laptop_voters_have_no_name_and_nothing_tells_them_apart(imported):
    async def voters():
        people = await Person.select().where(Person.name == "")
        alike = [{name: value for name, value in row.items() if name != "id"} for row in people]
        moments = {row["cast_at"] for row in await Vote.select()}
        moments |= {row["passed_at"] for row in await Pass.select()}
        addresses = [row["email"] for row in await Person.select() if row["email"]]
        named = [row["name"] for row in await Person.select() if row["name"]]
        return alike, moments, addresses, named, (await Event.select())[0]

    alike, moments, addresses, named, event = at(imported.laptop, voters)

    assert len(alike) == 19
    assert all(one == alike[0] for one in alike)
    assert alike[0]["only_event"] == event["id"]
    assert moments == {event["vote_until"]}
    assert addresses == []
    assert sorted(named) == ["Ada Amsel", "Bo Bussard", "Cy Ciconia"]


@pytest.mark.parametrize("key", ["ballots", "votes_alone", "passes", "coming"])
def test_votes_are_in_the_file_as_numbers_only(exported, key):
    rows = json.loads(exported.file.read_text(encoding="utf-8"))["content"][key]

    assert rows == sorted(rows, key=lambda row: next(iter(row.values())))
    assert {name for row in rows for name in row} <= {
        "topics",
        "topic",
        "pitch",
        "people",
        "votes",
        "passes",
    }
