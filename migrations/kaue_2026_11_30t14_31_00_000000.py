"""What Piccolo cannot declare for presses."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-30T14:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A press counts once"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_create)
    manager.add_raw_backwards(_drop)
    return manager


async def _create() -> None:
    await db.write("CREATE UNIQUE INDEX press_event_key ON press (event, key)")


async def _drop() -> None:
    await db.write("DROP INDEX press_event_key")
