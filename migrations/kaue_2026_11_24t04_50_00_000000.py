"""Piccolo's tables on SQLite give the number of a deleted last row to the next one. A request that
is still on its way for the first would then act on the second: on somebody else's sign-in, say.
AUTOINCREMENT never repeats a number. It changes nothing in how rows are stored, only the text of
the schema, so that may be changed in place (sqlite.org/lang_altertable.html, "writable_schema").
PostgreSQL never repeats one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-24T04:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A number is never given to two people sign-ins or mails"

TABLES = (
    "person",
    "sign_in",
    "mailed_code",
    "address_change",
    "mail",
    "event",
    "invitation",
    "card",
    "topic",
    "comment",
)
BEFORE = '"id" INTEGER PRIMARY KEY NOT NULL'
AFTER = '"id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL'


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_once)
    manager.add_raw_backwards(_again)
    return manager


async def _once() -> None:
    if not db.is_sqlite():
        return
    # The first such table brings sqlite_sequence into being, where the numbers are remembered.
    await db.write("CREATE TABLE numbers_once (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    await db.write("DROP TABLE numbers_once")
    await _reworded(BEFORE, AFTER)
    for table in TABLES:
        await db.write(
            "INSERT INTO sqlite_sequence (name, seq)"
            f" SELECT '{table}', coalesce(max(id), 0) FROM {table}"
        )


async def _again() -> None:
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
