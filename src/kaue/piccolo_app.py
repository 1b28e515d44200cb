"""Registers kaue's tables with Piccolo and points its migrations at their folder."""

from piccolo.conf.apps import AppConfig, table_finder

from kaue.places import MIGRATIONS

APP_CONFIG = AppConfig(
    app_name="kaue",
    migrations_folder_path=str(MIGRATIONS),
    table_classes=table_finder(["kaue.tables"]),
)
