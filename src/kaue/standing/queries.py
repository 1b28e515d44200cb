"""Reading standing texts and reports of barriers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaue import db
from kaue.standing.texts import LEGAL, PREFIX, TITLES, kaues_text, unfilled
from kaue.tables import Language
from kaue.web.language import german

MOST_REPORTS = 200


@dataclass(frozen=True, slots=True)
class TextView:
    """A standing text in one language: the operator's, or kaue's if `changed_at` is None."""

    name: str
    language: str
    text: str
    changed_at: datetime | None = None
    changed_by_name: str = ""

    @property
    def version(self) -> str:
        """To be handed back when saving; empty for kaue's own text."""
        return self.changed_at.isoformat() if self.changed_at else ""


@dataclass(frozen=True, slots=True)
class ReportView:
    id: int
    text: str
    page: str
    contact: str
    written_at: datetime
    closed_at: datetime | None


def languages() -> tuple[Language, Language]:
    """The two this installation speaks."""
    return german(), Language.ENGLISH


_TEXTS = (
    "SELECT t.name, t.language, t.text, t.changed_at, COALESCE(p.name, '') AS changed_by_name"
    " FROM standing_text t LEFT JOIN person p ON p.id = t.changed_by"
)


async def text(name: str, language: str) -> TextView:
    found = await db.rows(_TEXTS + " WHERE t.name = {} AND t.language = {}", name, language)
    return _view(name, language, found)


async def all_texts() -> list[TextView]:
    """Every page in every language that is spoken here."""
    rows = await db.rows(_TEXTS)
    return [_view(name, language, rows) for name in TITLES for language in languages()]


def _view(name: str, language: str, rows: list[dict[str, Any]]) -> TextView:
    for row in rows:
        if (row["name"], row["language"]) == (name, language):
            return TextView(**row)
    return TextView(name, language, kaues_text(name, language))


async def details() -> dict[str, str]:
    """What the operator has filled in, by key."""
    rows = await db.rows("SELECT name, text FROM standing_text WHERE name LIKE {}", PREFIX + "%")
    return {row["name"].removeprefix(PREFIX): row["text"] for row in rows}


async def unfilled_legal_texts() -> list[str]:
    """One line for each legal text that still has placeholders: which page, and which they are."""
    known = await details()
    return [
        f"/{one.name} ({one.language}): {', '.join(names)}"
        for one in await all_texts()
        if one.name in LEGAL and (names := unfilled(one.text, known))
    ]


_REPORTS = "SELECT id, text, page, contact, written_at, closed_at FROM barrier_report"
_OPEN = _REPORTS + " WHERE closed_at IS NULL ORDER BY written_at, id LIMIT {}"
_CLOSED = _REPORTS + " WHERE closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT {}"


async def reports(*, closed: bool) -> list[ReportView]:
    """Open ones the oldest first; closed ones the latest closed first."""
    rows = await db.rows(_CLOSED if closed else _OPEN, MOST_REPORTS)
    return [ReportView(**row) for row in rows]


async def report_counts() -> dict[bool, int]:
    """How many reports are open (False) and how many closed (True)."""
    [row] = await db.rows("SELECT COUNT(*) AS n, COUNT(closed_at) AS closed FROM barrier_report")
    return {False: int(row["n"]) - int(row["closed"]), True: int(row["closed"])}
