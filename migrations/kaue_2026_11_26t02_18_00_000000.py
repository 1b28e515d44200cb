"""What Piccolo cannot declare for rooms and the cells that cannot be had."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-26T02:18:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A room's name is its own in an event, and a cell is closed once"

INDEXES = (
    "CREATE UNIQUE INDEX room_event_name ON room (event, name)",
    "CREATE UNIQUE INDEX closed_cell_room_round ON closed_cell (room, round)",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_create)
    manager.add_raw_backwards(_drop)
    return manager


async def _create() -> None:
    for statement in INDEXES:
        await db.write(statement)


async def _drop() -> None:
    for statement in INDEXES:
        name = statement.split(" INDEX ")[1].split(" ON ")[0]
        await db.write("DROP INDEX " + name)
