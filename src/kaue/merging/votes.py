"""The votes of merged topics: one per person at the home, whatever they were cast for.

Within the unit of work of a merge or split, which has locked both topics.
"""

from kaue import db
from kaue.mail import outbox
from kaue.tables import Language, Notify
from kaue.topics.queries import TopicView
from kaue.web.dates import now
from kaue.web.language import N_, german, translate
from kaue.web.text import excerpt

LONGEST_TITLE = 70
"""Two of them fit into a subject."""

MOVED = N_("“%(title)s” was merged into “%(home)s”. Your vote counts there now.")

_CARRY = (
    "INSERT INTO vote (topic, person, cast_at, merged_from)"
    " SELECT CAST({} AS INTEGER), v.person, v.cast_at, v.topic FROM vote v WHERE v.topic = {}"
    " ORDER BY v.id ON CONFLICT (topic, person) DO NOTHING"
)
_CARRY_OTHERS = (
    "INSERT INTO vote (topic, person, cast_at, merged_from)"
    " SELECT t.merged_into, v.person, v.cast_at, v.topic FROM vote v JOIN topic t ON t.id = v.topic"
    " WHERE t.merged_into = {} AND v.person IS NOT NULL"
    " ORDER BY v.topic, v.id ON CONFLICT (topic, person) DO NOTHING"
)
BACK = N_("“%(title)s” stands on its own again. Your vote counts for it there.")

_TELL = (
    "INSERT INTO notice (person, event, subject, path, created_at, about)"
    " SELECT p.id, CAST({} AS INTEGER), {}, {}, {}, {} FROM vote v JOIN person p ON p.id = v.person"
    " WHERE v.topic = {} AND v.merged_from = {} AND p.email IS NOT NULL AND p.blocked_at IS NULL"
    " AND p.notify <> {} AND p.id <> {} AND (p.language = {}) = {}"
)
_TELL_BACK = (
    "INSERT INTO notice (person, event, subject, path, created_at, about)"
    " SELECT p.id, n.event, {}, {}, {}, {} FROM notice n JOIN person p ON p.id = n.person"
    " JOIN vote v ON v.person = p.id AND v.topic = {}"
    " WHERE n.about = {} AND n.mailed_at IS NOT NULL AND p.email IS NOT NULL"
    " AND p.blocked_at IS NULL AND p.notify <> {} AND (p.language = {}) = {}"
)


async def carry(source_id: int, home_id: int) -> None:
    """Whoever is for the one is for the other. Votes without a person each count."""
    await db.write(_CARRY, home_id, source_id)


async def bring_back(source_id: int, home_id: int) -> None:
    """What was carried goes; people who are for another part of the home stay for it."""
    await db.write("DELETE FROM vote WHERE topic = {} AND merged_from = {}", home_id, source_id)
    await db.write(_CARRY_OTHERS, home_id)


async def tell_voters(source: TopicView, home: TopicView, *, about: str) -> None:
    """A line in tomorrow's mail for everybody whose vote was carried; the author hears anyway."""
    for language in (Language.ENGLISH, german()):
        await db.write(
            _TELL,
            source.event,
            translate(
                language,
                MOVED,
                title=excerpt(source.title, LONGEST_TITLE),
                home=excerpt(home.title, LONGEST_TITLE),
            )[: outbox.LONGEST_SUBJECT],
            f"{home.path}?zusammengelegt={source.id}",
            now(),
            about,
            home.id,
            source.id,
            str(Notify.NONE),
            source.author or 0,
            str(Language.ENGLISH),
            language == Language.ENGLISH,
        )


async def tell_voters_back(source: TopicView, *, told: str, about: str) -> None:
    """Whoever has read that the vote moved, and has not taken it back, reads that it is back."""
    for language in (Language.ENGLISH, german()):
        await db.write(
            _TELL_BACK,
            translate(language, BACK, title=excerpt(source.title, LONGEST_TITLE)),
            source.path,
            now(),
            about,
            source.id,
            told,
            str(Notify.NONE),
            str(Language.ENGLISH),
            language == Language.ENGLISH,
        )
