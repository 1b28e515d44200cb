"""Events that were counted before there was a rule: the order they were counted by is theirs."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kaue import db

ID = "2026-11-30T14:24:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "What was chosen before there was a rule stays chosen"

_RULE = (
    "UPDATE event SET pitch_order = (SELECT r.method FROM ranking r WHERE r.event = event.id"
    " ORDER BY r.version DESC LIMIT 1) WHERE id IN (SELECT event FROM ranking)"
)
_CHOSEN = (
    "INSERT INTO order_choice (ranking, method, reason, chosen_at)"
    " SELECT r.id, s.method, '', r.frozen_at FROM stage s JOIN ranking r ON r.event = s.event"
    " WHERE s.method NOT IN ('', 'hand', r.method)"
    " AND r.version = (SELECT MAX(k.version) FROM ranking k WHERE k.event = r.event)"
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kaue", description=DESCRIPTION)
    manager.add_raw(_fill)
    manager.add_raw_backwards(_keep)
    return manager


async def _fill() -> None:
    await db.write(_RULE)
    await db.write(_CHOSEN)


async def _keep() -> None:
    """Both go with their column and table."""
