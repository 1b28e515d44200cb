"""A room or round that was removed can come back with its number: nothing else may have got it
meanwhile (see the migration of 2026-11-24T04:50)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-30T14:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "No room and no round gets the number of another"

TABLES = ("room", "round")
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
