"""What Piccolo cannot declare for the board."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-26T02:41:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A cell holds one session, and a topic has one place where it is held first"

INDEXES = (
    "CREATE UNIQUE INDEX placement_cell ON placement (round, room)",
    "CREATE UNIQUE INDEX placement_topic ON placement (topic) WHERE NOT again",
    "CREATE UNIQUE INDEX away_topic_round ON away (topic, round)",
    "CREATE UNIQUE INDEX plan_event_version ON plan (event, version)",
    "CREATE UNIQUE INDEX star_topic_person ON star (topic, person)",
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
