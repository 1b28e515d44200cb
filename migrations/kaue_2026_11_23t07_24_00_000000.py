"""Indexes that Piccolo cannot declare. Raw statements run before the tables of the same file
are made, so they stand in a file of their own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-23T07:24:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Nobody votes twice for a topic, and no other pair exists twice either"

FORWARDS = (
    "CREATE UNIQUE INDEX vote_topic_person ON vote (topic, person)",
    "CREATE UNIQUE INDEX host_topic_person ON host (topic, person)",
    "CREATE UNIQUE INDEX topic_theme_topic_theme ON topic_theme (topic, theme)",
    "CREATE UNIQUE INDEX theme_event_slug ON theme (event, slug)",
    "CREATE UNIQUE INDEX role_person_event_name ON role (person, event, name)",
    "CREATE UNIQUE INDEX ranking_event_version ON ranking (event, version)",
    "CREATE UNIQUE INDEX ranked_topic_ranking_topic ON ranked_topic (ranking, topic)",
    "CREATE UNIQUE INDEX pitch_ranking_topic ON pitch (ranking, topic)",
    "CREATE INDEX topic_event_state ON topic (event, state)",
    "CREATE INDEX topic_merged_into ON topic (merged_into)",
    "CREATE INDEX comment_parent ON comment (parent)",
    "CREATE INDEX sign_in_expires_at ON sign_in (expires_at)",
    "CREATE INDEX mail_unsent ON mail (written_at) WHERE sent_at IS NULL",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_create)
    manager.add_raw_backwards(_drop)
    return manager


async def _create() -> None:
    for statement in FORWARDS:
        await db.write(statement)


async def _drop() -> None:
    for statement in FORWARDS:
        name = statement.split(" INDEX ")[1].split(" ON ")[0]
        await db.write("DROP INDEX " + name)
