from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T09:13:06:129037"
VERSION = "1.38.0"
DESCRIPTION = "A frozen list keeps the titles it was frozen with"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="kaue", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="RankedTopic",
        tablename="ranked_topic",
        column_name="title",
        db_column_name="title",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 120,
            "default": "",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    return manager
