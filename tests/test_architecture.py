"""The shape of the house, so that it stays as docs/architecture.md draws it."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "kaue"

UPWARDS = [
    ("settings", "places", "recent", "keyed"),
    ("db",),
    ("tables", "piccolo_app"),
    ("web", "ranking", "grid", "similar"),
    ("limits", "mail"),
    ("people",),
    ("audit",),
    ("events",),
    ("signin", "second_factor", "directory", "invitations"),
    ("cards",),
    ("topics",),
    ("comments", "voting"),
    ("review",),
    ("merging", "reports", "tallies"),
    ("pitch", "transparency"),
    ("steps",),
    ("stage",),
    ("schedule",),
    ("results",),
    ("rehearsal",),
    ("account", "digests", "api"),
    ("retention",),
    ("event_file",),
    ("administration",),
    ("standing", "refusals"),
    ("background", "commands", "descriptors"),
    ("app", "cli", "event_commands", "chores", "demo", "demo_day"),
]
FLOOR = {part: level for level, parts in enumerate(UPWARDS) for part in parts}

# Composing features on one page is what pages are for: they may read from above.
READABLE = {"queries", "forms", "order", "seed"}


def is_readable(module):
    return module in READABLE or module.endswith("_queries")


def part_of(file):
    return file.relative_to(SRC).parts[0].removesuffix(".py")


def imported(file):
    """(part, module below it) of everything of kaue's that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "kaue":
            yield from ((name.name, "") for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kaue."):
            parts = node.module.split(".")
            if len(parts) > 2:
                yield parts[1], parts[2]
            else:
                yield from ((parts[1], name.name) for name in node.names)


def roots(file):
    """The first names of all that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def modules():
    return [file for file in sorted(SRC.rglob("*.py")) if part_of(file) != "__init__"]


def test_every_part_has_its_floor():
    assert {part_of(file) for file in modules()} <= set(FLOOR)


@pytest.mark.parametrize("file", modules(), ids=lambda file: str(file.relative_to(SRC)))
def test_imports_look_down(file):
    mine = part_of(file)
    upward = [
        f"{theirs}.{module}"
        for theirs, module in imported(file)
        if theirs != mine
        and FLOOR[theirs] >= FLOOR[mine]
        and not (theirs in UPWARDS[0] or FLOOR[mine] == len(UPWARDS) - 1)
        and not (file.name.endswith("pages.py") and is_readable(module))
    ]

    assert upward == []


@pytest.mark.parametrize(
    "file", [*SRC.rglob("actions.py"), *SRC.rglob("queries.py")], ids=lambda f: str(f)
)
def test_actions_and_queries_know_nothing_of_http(file):
    assert "litestar" not in file.read_text(encoding="utf-8")


def test_ranking_is_pure():
    for file in (SRC / "ranking").glob("*.py"):
        assert {part for part, _ in imported(file)} <= {"ranking"}


def test_similar_is_pure():
    allowed = {"kaue", "collections", "dataclasses", "functools", "itertools", "math", "re"}
    for file in (SRC / "similar").glob("*.py"):
        assert {part for part, _ in imported(file)} <= {"similar"}
        assert set(roots(file)) <= allowed | {"unicodedata"}


def test_the_grid_is_pure():
    allowed = {"kaue", "bisect", "collections", "dataclasses", "functools", "hashlib", "itertools"}
    for file in (SRC / "grid").glob("*.py"):
        assert {part for part, _ in imported(file)} <= {"grid"}
        input_and_output = {"sys"} if file.name == "__main__.py" else set()
        assert set(roots(file)) <= allowed | input_and_output | {
            "json", "math", "operator", "random", "typing",
        }  # fmt: skip


def test_modules_stay_small():
    long = {
        str(file.relative_to(SRC)): lines
        for file in modules()
        if (lines := file.read_text(encoding="utf-8").count("\n")) > 300
    }

    assert long == {}
