"""A vote or a host may outlive the person. SQLite cannot say that of a column that is there, so
both tables are made anew; nothing refers to them. Then the indexes that Piccolo cannot declare."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-23T21:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A vote counts on when nobody may know any more whose it was"

REFERENCE = "ON DELETE CASCADE ON UPDATE CASCADE DEFAULT null"

ANEW_ON_SQLITE = (
    'CREATE TABLE "vote_anew" ("id" INTEGER PRIMARY KEY NOT NULL,'
    f' "topic" INTEGER NOT NULL REFERENCES "topic" ("id") {REFERENCE},'
    f' "person" INTEGER REFERENCES "person" ("id") {REFERENCE},'
    ' "cast_at" TIMESTAMPTZ NOT NULL DEFAULT current_timestamp)',
    "INSERT INTO vote_anew (id, topic, person, cast_at) SELECT id, topic, person, cast_at FROM vote",
    "DROP TABLE vote",
    "ALTER TABLE vote_anew RENAME TO vote",
    'CREATE INDEX vote_person ON "vote" ("person")',
    "CREATE UNIQUE INDEX vote_topic_person ON vote (topic, person)",
    'CREATE TABLE "host_anew" ("id" INTEGER PRIMARY KEY NOT NULL,'
    f' "topic" INTEGER NOT NULL REFERENCES "topic" ("id") {REFERENCE},'
    f' "person" INTEGER REFERENCES "person" ("id") {REFERENCE})',
    "INSERT INTO host_anew (id, topic, person) SELECT id, topic, person FROM host",
    "DROP TABLE host",
    "ALTER TABLE host_anew RENAME TO host",
    'CREATE INDEX host_topic ON "host" ("topic")',
    'CREATE INDEX host_person ON "host" ("person")',
    "CREATE UNIQUE INDEX host_topic_person ON host (topic, person)",
)

INDEXES = (
    "CREATE UNIQUE INDEX person_directory_id ON person (directory_id)",
    "CREATE UNIQUE INDEX card_event_number ON card (event, number)",
    "CREATE UNIQUE INDEX on_site_event_person ON on_site (event, person)",
    "CREATE UNIQUE INDEX standing_text_name_language ON standing_text (name, language)",
    "CREATE UNIQUE INDEX attempt_purpose_key_hash_span ON attempt (purpose, key_hash, span)",
    "CREATE INDEX notice_unmailed ON notice (person) WHERE mailed_at IS NULL",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_create)
    manager.add_raw_backwards(_drop)
    return manager


async def _create() -> None:
    for statement in (*(ANEW_ON_SQLITE if db.is_sqlite() else ()), *INDEXES):
        await db.write(statement)


async def _drop() -> None:
    for statement in INDEXES:
        name = statement.split(" INDEX ")[1].split(" ON ")[0]
        await db.write("DROP INDEX " + name)
