"""What Piccolo cannot declare for steps and for who means to come."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-25T23:48:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A step has a number of its own, and nobody means to come twice"

INDEXES = (
    "CREATE UNIQUE INDEX step_event_number ON step (event, number)",
    "CREATE UNIQUE INDEX coming_pitch_person ON coming (pitch, person)",
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
