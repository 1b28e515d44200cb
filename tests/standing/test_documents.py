"""docs/privacy says what the software does: tables, columns and periods are compared."""

import importlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from piccolo.table import Table

from kaue import tables
from kaue.people import passwords
from kaue.places import TEMPLATES
from kaue.signin import codes

DOCUMENTS = Path(__file__).parents[2] / "docs" / "privacy"
CONCEPT = (DOCUMENTS / "loeschkonzept.md").read_text(encoding="utf-8")
SECTIONS = {
    found[1]: found[2]
    for found in re.finditer(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", CONCEPT, re.MULTILINE | re.DOTALL)
}
STORED = {
    one._meta.tablename: {column._meta.name for column in one._meta.columns}
    for one in vars(tables).values()
    if isinstance(one, type) and issubclass(one, Table)
}
UNITS = {"Minuten": "minutes", "Stunde": "hours", "Stunden": "hours", "Tage": "days"}
PERIODS = re.findall(
    r"^\|[^|]*\| (\d+) (\w+) \| `kaue\.([\w.]+)\.(\w+)` \|$", CONCEPT, re.MULTILINE
)


def test_every_table_has_its_section():
    assert set(SECTIONS) == set(STORED)


@pytest.mark.parametrize("table", STORED)
def test_every_column_is_accounted_for_once(table):
    personal, _, harmless = SECTIONS[table].partition("Ohne Personenbezug:")
    named = [
        *re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", personal, re.MULTILINE))),
        *re.findall(r"`(\w+)`", harmless),
    ]

    assert sorted(named) == sorted(STORED[table])


@pytest.mark.parametrize(("number", "unit", "module", "name"), PERIODS)
def test_the_periods_are_those_of_the_code(number, unit, module, name):
    known = getattr(importlib.import_module(f"kaue.{module}"), name)

    assert known == timedelta(**{UNITS[unit]: int(number)})


def test_no_period_is_left_out():
    assert len(PERIODS) == CONCEPT.count("| `kaue.") >= 16


def test_the_measures_name_the_parameters_in_use():
    measures = (DOCUMENTS / "tom.md").read_text(encoding="utf-8")
    hasher = passwords._hasher

    assert (
        f"argon2id, {hasher.memory_cost} KiB Speicher, {hasher.time_cost} Durchgänge,"
        f" {hasher.parallelism} Spur" in measures
    )
    assert f"Mindestens {passwords.SHORTEST} Zeichen" in measures
    minutes = int(codes.GOOD_FOR.total_seconds()) // 60
    assert f"{minutes} Minuten gültig, höchstens {codes.MOST_TRIES} Versuche" in measures


def test_files_that_are_named_are_there():
    root = Path(__file__).parents[2] / "src" / "kaue"
    for document in DOCUMENTS.glob("*.md"):
        text = document.read_text(encoding="utf-8")
        for name in re.findall(r"`(\w+/(?:\w+\.py)?|app\.py|settings\.py)`", text):
            assert (root / name).exists(), (document.name, name)
        for name in re.findall(r"\]\((\w+\.md)\)", text):
            assert (DOCUMENTS / name).is_file(), (document.name, name)


@pytest.mark.parametrize("language", ["de", "de-formal", "en"])
def test_readers_are_told_the_same_periods(language):
    text = (TEMPLATES / "standing" / "texts" / f"datenschutz.{language}.md").read_text("utf-8")

    for number in (15, 30, 14, 7, 48, 24, 10):
        assert re.search(rf"\b{number}\b", text), number
