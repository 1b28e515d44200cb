"""What goes in comes out again, the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaue.tables import Event, Person, RankedTopic, Ranking, Topic

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        NOON.replace(microsecond=5),
        NOON.astimezone(timezone(timedelta(hours=2))),
        NOON.astimezone(timezone(timedelta(hours=-9, minutes=-30))),
        datetime(1970, 1, 1, tzinfo=UTC),
    ],
)
async def test_moments(db, moment):
    await Person(name="Ada", created_at=moment).save()
    person = await Person.objects().first()
    [row] = await db.rows("SELECT created_at, blocked_at FROM person")
    assert person.created_at == row["created_at"] == moment
    assert person.created_at.tzinfo is row["created_at"].tzinfo is UTC
    assert person.blocked_at is row["blocked_at"] is None


async def test_moments_compare_in_raw_sql(db):
    await Person(name="Ada", created_at=NOON.replace(microsecond=500)).save()
    later = NOON.astimezone(timezone(timedelta(hours=5)))
    assert await db.rows("SELECT id FROM person WHERE created_at > {}", later)
    assert not await db.rows("SELECT id FROM person WHERE created_at < {}", later)
    assert not await db.rows(
        "SELECT id FROM person WHERE created_at > {}", NOON.replace(microsecond=501)
    )


@pytest.mark.parametrize("is_admin", [True, False])
async def test_truth(db, is_admin):
    await Person(name="Ada", is_admin=is_admin).save()
    [row] = await db.rows("SELECT is_admin FROM person WHERE is_admin = {}", is_admin)
    assert row["is_admin"] is is_admin
    assert (await Person.objects().first()).is_admin is is_admin


async def test_returning(db):
    [row] = await db.write(
        "INSERT INTO person (name, language, is_admin, created_at) VALUES ({}, {}, {}, {}) "
        "RETURNING id, is_admin, created_at",
        "Ada",
        "de",
        True,
        NOON,
    )
    assert row == {"id": row["id"], "is_admin": True, "created_at": NOON}
    assert isinstance(row["id"], int)


async def test_numbers(db):
    event = Event(slug="a")
    await event.save()
    ranking = Ranking(event=event.id, version=2**31 - 1)
    await ranking.save()
    topic = Topic(event=event.id)
    await topic.save()
    await RankedTopic(ranking=ranking.id, topic=topic.id, rank=3, votes=0).save()
    [row] = await db.rows("SELECT rank, votes FROM ranked_topic")
    assert row == {"rank": 3, "votes": 0}
    assert (await Ranking.objects().first()).version == 2**31 - 1


async def test_a_row_belongs_to_what_exists(db):
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await Topic(event=4711).save()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80))
async def test_texts(db, text):
    [row] = await db.write(
        "INSERT INTO person (name, language) VALUES ({}, {}) RETURNING name", text, "de"
    )
    assert row["name"] == text
