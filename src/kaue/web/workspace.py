"""The bars of those who work on a barcamp: its parts, and the pages of the part one is in."""

from collections.abc import Iterator
from dataclasses import dataclass

from kaue.tables import RoleName
from kaue.web.language import N_
from kaue.web.nav import aria_current
from kaue.web.visit import Visit, Workspace

STAFF, MODERATOR, ADMIN = RoleName.STAFF, RoleName.MODERATOR, "admin"

TOPICS, COMMENTS, REPORTS = "topics", "comments", "reports"
"""What waits of it stands beside a page's name; named as in Visit.waiting."""


@dataclass(frozen=True, slots=True)
class Page:
    """Seen by whoever has the role `whose`; `waiting` names a number of Visit.waiting."""

    label: str
    path: str
    whose: str
    waiting: str = ""
    in_rehearsal: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Its own link leads to the first of its pages that somebody may see."""

    key: str
    label: str
    pages: tuple[Page, ...]


PARTS = (
    Part(
        "review",
        N_("Review"),
        (
            Page(N_("Topics"), "/redaktion/{}", STAFF, TOPICS),
            Page(N_("Comments"), "/redaktion/{}/kommentare", STAFF, COMMENTS),
            Page(N_("Reports"), "/redaktion/{}/meldungen", STAFF, REPORTS),
            Page(N_("Decision log"), "/redaktion/{}/protokoll", STAFF),
        ),
    ),
    Part(
        "people",
        N_("People"),
        (
            Page(N_("Code cards"), "/redaktion/{}/karten", STAFF),
            Page(N_("On site"), "/pult/{}/vor-ort", MODERATOR),
            Page(N_("Trusted and blocked"), "/redaktion/{}/personen", STAFF),
            Page(N_("Roles"), "/verwaltung/barcamps/{}/rollen", ADMIN, in_rehearsal=False),
        ),
    ),
    Part(
        "voting",
        N_("Voting"),
        (
            Page(N_("End and count"), "/pult/{}/abstimmung", MODERATOR),
            Page(N_("Paper and hands"), "/redaktion/{}/auszaehlung", STAFF),
        ),
    ),
    Part(
        "desk",
        N_("Desk"),
        (
            Page(N_("Desk"), "/pult/{}", MODERATOR),
            Page(N_("Order"), "/pult/{}/rangliste", MODERATOR),
            Page(N_("Projector"), "/pult/{}/beamer", MODERATOR),
            Page(N_("Rehearsal"), "/pult/{}/probe", MODERATOR),
            Page(N_("Paper"), "/pult/{}/papier", MODERATOR),
        ),
    ),
    Part(
        "schedule",
        N_("Schedule"),
        (
            Page(N_("Build the plan"), "/pult/{}/zeitplan", MODERATOR),
            Page(N_("Rooms"), "/pult/{}/raeume", MODERATOR),
            Page(N_("Rounds"), "/pult/{}/runden", MODERATOR),
            Page(N_("Publish"), "/pult/{}/zeitplan/veroeffentlichen", MODERATOR),
        ),
    ),
    Part(
        "results",
        N_("Results"),
        (Page(N_("Next steps"), "/redaktion/{}/ergebnisse", STAFF),),
    ),
    Part(
        "settings",
        N_("Settings"),
        tuple(
            Page(label, "/verwaltung/barcamps/{}" + path, ADMIN, in_rehearsal=False)
            for label, path in (
                (N_("Texts"), ""),
                (N_("Dates"), "/termine"),
                (N_("Themes"), "/themenfelder"),
                (N_("Review"), "/pruefung"),
                (N_("Voting"), "/abstimmung"),
                (N_("Look"), "/aussehen"),
            )
        ),
    ),
)
"""In the order in which they stand beside each other."""


@dataclass(frozen=True, slots=True)
class Tab:
    """`waiting`: how much, or None where nothing can wait. `is_next`: what is to be done next."""

    label: str
    href: str
    current: str
    waiting: int | None = None
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """`beside` are the pages of the current part, named `part`; none where it has one only."""

    title: str
    phase: str
    tabs: list[Tab]
    part: str
    beside: list[Tab]


def bars(visit: Visit) -> Bars | None:
    """The bars for this visitor on this page; None where nobody works on a barcamp."""
    work = visit.workspace
    if work is None:
        return None
    parts = [(part, pages) for part in PARTS if (pages := list(_seen(part, work)))]
    here = _here(visit, work, [page for _, pages in parts for page in pages])
    tabs, label, beside = [], "", list[Tab]()
    for part, pages in parts:
        is_current = here in pages
        tabs.append(_tab_of(visit, work, part, pages, is_current=is_current))
        if is_current and len(pages) > 1:
            label = visit.say(part.label)
            beside = [_tab(visit, work, page, is_current=page is here) for page in pages]
    return Bars(work.title, visit.say(work.phase), tabs, label, beside)


def _seen(part: Part, work: Workspace) -> Iterator[Page]:
    for page in part.pages:
        if page.whose in work.roles and (page.in_rehearsal or not work.is_rehearsal):
            yield page


def _here(visit: Visit, work: Workspace, pages: list[Page]) -> Page | None:
    """The page that is shown, or the nearest one above it."""
    above = [page for page in pages if aria_current(visit.here, page.path.format(work.slug))]
    return max(above, key=lambda page: len(page.path), default=None)


def _tab_of(
    visit: Visit, work: Workspace, part: Part, pages: list[Page], *, is_current: bool
) -> Tab:
    path = pages[0].path.format(work.slug)
    current = ("page" if visit.here == path else "true") if is_current else ""
    counted = [_waiting(visit, page) for page in pages if page.waiting]
    return Tab(
        visit.say(part.label),
        visit.address(path),
        current,
        sum(counted) if counted else None,
        part.key == work.next_part,
    )


def _tab(visit: Visit, work: Workspace, page: Page, *, is_current: bool) -> Tab:
    path = page.path.format(work.slug)
    current = aria_current(visit.here, path) if is_current else ""
    waiting = _waiting(visit, page) if page.waiting else None
    return Tab(visit.say(page.label), visit.address(path), current, waiting)


def _waiting(visit: Visit, page: Page) -> int:
    return int(getattr(visit.waiting, page.waiting))
