"""What Piccolo cannot declare for passes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-25T19:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Nobody passes the same topic twice"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_create)
    manager.add_raw_backwards(_drop)
    return manager


async def _create() -> None:
    await db.write("CREATE UNIQUE INDEX pass_topic_person ON pass (topic, person)")


async def _drop() -> None:
    await db.write("DROP INDEX pass_topic_person")
