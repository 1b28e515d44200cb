"""What Piccolo cannot declare for the tables of the migration before: pairs that exist once, and
numbers that are never given out twice (see the migration of 2026-11-24T04:50)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-25T18:06:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "One place in the log is taken once, and no report gets the number of another"

TABLES = ("report", "suggestion", "own_reason", "decision")
BEFORE = '"id" INTEGER PRIMARY KEY NOT NULL'
AFTER = '"id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL'

INDEXES = (
    "CREATE UNIQUE INDEX log_entry_event_number ON log_entry (event, number)",
    "CREATE UNIQUE INDEX trust_event_person ON trust (event, person)",
    "CREATE UNIQUE INDEX looking_topic_person ON looking (topic, person)",
    "CREATE UNIQUE INDEX report_one_appeal_topic ON report (topic) WHERE kind = 'appeal'",
    "CREATE UNIQUE INDEX report_one_appeal_comment ON report (comment) WHERE kind = 'appeal'",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_create)
    manager.add_raw_backwards(_drop)
    return manager


async def _create() -> None:
    for statement in INDEXES:
        await db.write(statement)
    if db.is_sqlite():
        await _reworded(BEFORE, AFTER)
        for table in TABLES:
            await db.write(
                "INSERT INTO sqlite_sequence (name, seq)"
                f" SELECT '{table}', coalesce(max(id), 0) FROM {table}"
            )


async def _drop() -> None:
    for statement in INDEXES:
        name = statement.split(" INDEX ")[1].split(" ON ")[0]
        await db.write("DROP INDEX " + name)
    if db.is_sqlite():
        await _reworded(AFTER, BEFORE)


async def _reworded(before: str, after: str) -> None:
    version = (await db.write("PRAGMA schema_version"))[0]["schema_version"]
    await db.write("PRAGMA writable_schema = ON")
    for table in TABLES:
        await db.write(
            "UPDATE sqlite_schema SET sql = replace(sql, {}, {}) WHERE type = 'table' AND name = {}",
            before,
            after,
            table,
        )
    await db.write(f"PRAGMA schema_version = {version + 1}")
    await db.write("PRAGMA writable_schema = OFF")
