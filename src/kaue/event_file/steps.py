"""What a step at the desk keeps of the moment before it: numbers of rows, which are others here."""

import json
from collections.abc import Mapping
from typing import Any

from piccolo.table import Table

from kaue.event_file.values import NotThatKind, read
from kaue.tables import Pitch, Stage

Numbers = Mapping[int, int]

_OF_STAGE = {
    "showing", "method", "seconds", "pitch", "started_at", "seconds_left", "pace", "held",
    "auto_start",
}  # fmt: skip
_OF_PITCH = {"id", "position", "state", "by_hand", "not_here", "takes_longer", "hands"}
_YES_OR_NO = {"by_hand", "not_here", "takes_longer"}
_SINCE_ADDED = ("held", "auto_start")


def is_whole(before: str) -> bool:
    """Whether all is there that undoing the step would put back."""
    try:
        kept = json.loads(before)
        read(Stage.id, kept["ranking"]) if kept["ranking"] is not None else None
        stage = {"pace": 1} | kept["stage"]
        _read(Stage, stage | {name: bool(stage.get(name)) for name in _SINCE_ADDED}, _OF_STAGE)
        for pitch in kept["pitches"]:
            yes_or_no = {name: bool(pitch[name]) for name in _YES_OR_NO}
            _read(Pitch, _without_merge(pitch) | yes_or_no, _OF_PITCH)
        if read(Stage.version, kept.get("choices", 0)) < 0:
            return False
    except (NotThatKind, ValueError, TypeError, KeyError, RecursionError):
        return False
    return set(kept) - {"merges", "choices"} == {"ranking", "stage", "pitches"}


def _without_merge(pitch: Mapping[str, Any]) -> dict[str, Any]:
    """What was merged before stays so here: whose votes came along is not in the file."""
    return {name: value for name, value in pitch.items() if name != "merged_into"}


def _read(table: type[Table], row: Any, names: set[str]) -> None:
    if set(row) != names:
        raise NotThatKind
    for name in names:
        read(table._meta.get_column_by_name(name), row[name])


def renumbered(before: str, rankings: Numbers, pitches: Numbers) -> str:
    """The same with the numbers of here. A pitch that was taken out since needs none."""
    kept = json.loads(before)
    stage = kept["stage"]
    chosen = {"choices": kept["choices"]} if "choices" in kept else {}
    return json.dumps(
        chosen
        | {
            # A merge cannot be split here as it was: neither it nor what was before is undone.
            "ranking": None if kept.get("merges") else rankings.get(kept["ranking"]),
            "stage": stage | {"pitch": pitches.get(stage["pitch"])},
            "pitches": [
                _without_merge(one) | {"id": pitches[one["id"]]}
                for one in kept["pitches"]
                if one["id"] in pitches
            ],
        }
    )
