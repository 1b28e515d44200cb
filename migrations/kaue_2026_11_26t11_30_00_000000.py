from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from enum import Enum
from piccolo.columns.column_types import Varchar

ID = "2026-11-26T11:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The projector can show the schedule in the making"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="kaue", description=DESCRIPTION
    )

    manager.alter_column(
        table_class_name="Stage",
        tablename="stage",
        column_name="showing",
        db_column_name="showing",
        params={
            "choices": Enum(
                "Showing",
                {
                    "WAITING": "waiting",
                    "PITCH": "pitch",
                    "RANKING": "ranking",
                    "SCHEDULE": "schedule",
                    "DRAFT": "draft",
                    "NOTHING": "nothing",
                },
            )
        },
        old_params={
            "choices": Enum(
                "Showing",
                {
                    "WAITING": "waiting",
                    "PITCH": "pitch",
                    "RANKING": "ranking",
                    "SCHEDULE": "schedule",
                    "NOTHING": "nothing",
                },
            )
        },
        column_class=Varchar,
        old_column_class=Varchar,
        schema=None,
    )

    return manager
