"""A fingerprint of all that a plan is made from, so that anybody can redo it.

With it go the seed and how many runs and swaps were made; see planning.py.
"""

import json
from hashlib import sha256
from typing import Any

from kaue.grid.model import Day, Room, Topic


def digest(day: Day) -> str:
    """SHA-256, in hex, of the day as canonical JSON: keys sorted, no spaces, ASCII.

    Sets are sorted, and so are ballots: who voted first leaves no trace.
    """
    text = json.dumps(written(day), sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def written(day: Day) -> dict[str, Any]:
    """The day as JSON has it (reading.py reads it again)."""
    return {
        "topics": [_topic(one) for one in day.topics],
        "rooms": [_room(one) for one in day.rooms],
        "rounds": list(day.rounds),
        "closed": sorted(map(list, day.closed)),
        "pins": sorted([topic, *cell] for topic, cell in day.pins),
        "ballots": sorted(map(sorted, day.ballots)),
    }


def _topic(one: Topic) -> dict[str, Any]:
    return {
        "id": one.id,
        "hosts": sorted(one.hosts),
        "needs": sorted(one.needs),
        "step_free": one.step_free,
        "rounds": None if one.rounds is None else sorted(one.rounds),
        "themes": sorted(one.themes),
        "hands": one.hands,
        "estimated": one.estimated,
    }


def _room(one: Room) -> dict[str, Any]:
    return {
        "id": one.id,
        "seats": one.seats,
        "equipment": sorted(one.equipment),
        "step_free": one.step_free,
    }
