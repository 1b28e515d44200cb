"""What each value alone does not tell: whether pages can live with it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from piccolo.table import Table

from kaue.event_file import steps
from kaue.event_file.values import Wrong
from kaue.events.actions import is_reserved
from kaue.events.colours import colour
from kaue.events.logos import MEDIA_TYPE
from kaue.pitch.orders import ORDERS as OF_A_COUNT
from kaue.stage.acts import ACTS, METHODS
from kaue.tables import Draw, Event, Logo, OrderChoice, Ranking, Stage, Step, Topic
from kaue.web.text import slugify

ORDERS = {"", *(method for method, _ in METHODS.values())}
LEADING = {method for method, _, _ in OF_A_COUNT.values()}


def refuse_impossible(rows: Mapping[type[Table], list[dict[str, Any]]]) -> None:
    """Raises Wrong."""
    if len(rows[Event]) != 1 or len(rows[Draw]) != 1 or any(row["id"] < 1 for row in rows[Topic]):
        raise Wrong("event")
    (event,) = rows[Event]
    if slugify(event["slug"]) != event["slug"] or not event["slug"] or is_reserved(event["slug"]):
        raise Wrong("event, slug")
    if event["accent"] and colour(event["accent"]) != event["accent"]:
        raise Wrong("event, accent")
    try:
        ZoneInfo(event["timezone"])
    except (ValueError, OSError, KeyError) as error:
        raise Wrong("event, timezone") from error
    for logo in rows[Logo]:
        digest = sha256(logo["content"]).hexdigest()
        if (logo["media_type"], logo["digest"]) != (MEDIA_TYPE, digest):
            raise Wrong("logo")
    if not _orders_are_known(rows):
        raise Wrong("method")
    for step in rows[Step]:
        if step["act"] not in ACTS or not steps.is_whole(step["before"]):
            raise Wrong("step")


def _orders_are_known(rows: Mapping[type[Table], list[dict[str, Any]]]) -> bool:
    sorting = {one["method"] for one in (*rows[Ranking], *rows[Stage])}
    leading = {one["method"] for one in rows[OrderChoice]} | {rows[Event][0]["pitch_order"]}
    return sorting <= ORDERS and leading <= LEADING
