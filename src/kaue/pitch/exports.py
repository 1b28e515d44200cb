"""The list as files. No addresses, nobody's votes, and no cell that a spreadsheet would execute."""

import json

from kaue.pitch.queries import LineUp
from kaue.web import sheets
from kaue.web.dates import iso

COLUMNS = (
    "rank",
    "topic",
    "title",
    "hosts",
    "format",
    "votes",
    "place_by_votes",
    "state",
    "paper",
    "hands",
)
"""`rank` is the place in the pitch order: tools outside rely on it. The frozen list's own rank,
with which the digest is made, is `place_by_votes`."""


def as_json(line_up: LineUp) -> str:
    """A list of objects in pitch order; `state` is waiting, done or set_aside."""
    return json.dumps(_records(line_up), ensure_ascii=False, indent=1)


def as_csv(line_up: LineUp) -> str:
    """The same with a header line."""
    return sheets.as_csv(COLUMNS, _records(line_up))


def _records(line_up: LineUp) -> list[dict[str, object]]:
    frozen = line_up.frozen
    return [
        {
            "rank": line.position,
            "topic": line.topic.id,
            "title": line.title,
            "votes": line.votes,
            "hosts": line.topic.host_names,
            "format": line.topic.format,
            "place_by_votes": line.rank if frozen or line.votes is None else line.position,
            "state": line.state,
            "paper": line.on_paper,
            "hands": line.raised,
            "frozen_at": iso(frozen.frozen_at) if frozen else None,
            "version": frozen.version if frozen else None,
            "method": frozen.rule if frozen else None,
            "digest": frozen.digest if frozen else None,
        }
        for line in line_up.lines
    ]
