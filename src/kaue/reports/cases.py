"""What reports and appeals are about, and how they hang together. Nothing in here asks anything."""

from dataclasses import dataclass
from datetime import datetime

from kaue.tables import CommentState, ReportKind, TopicState

TOPIC, COMMENT = "thema", "kommentar"


@dataclass(frozen=True, slots=True)
class Thing:
    """A topic, or a comment under it, as it stands now. `title` is always the topic's.

    `home_state` is of the topic this one was merged into: there its comments are read.
    """

    event: int
    event_slug: str
    event_title: str
    topic: int
    comment: int | None
    title: str
    text: str
    author: int | None
    author_name: str
    topic_state: str
    home_state: str | None
    comment_state: str | None
    deleted_at: datetime | None
    version: int

    @property
    def kind(self) -> str:
        """As it is called in addresses."""
        return COMMENT if self.comment else TOPIC

    @property
    def number(self) -> int:
        return self.comment or self.topic

    @property
    def is_public(self) -> bool:
        read_at_home = bool(self.comment) and self.topic_state == TopicState.MERGED
        state = self.home_state if read_at_home else self.topic_state
        if state != TopicState.ACCEPTED:
            return False
        return not self.comment or (
            self.comment_state == CommentState.SHOWN and self.deleted_at is None
        )

    @property
    def may_be_appealed(self) -> bool:
        """Whether something was decided against it."""
        if self.comment:
            return self.comment_state == CommentState.HIDDEN and self.deleted_at is None
        return self.topic_state in {TopicState.REJECTED, TopicState.HIDDEN}

    @property
    def topic_path(self) -> str:
        return f"/{self.event_slug}/themen/{self.topic}"

    @property
    def path(self) -> str:
        return self.topic_path + (f"#kommentar-{self.comment}" if self.comment else "")

    @property
    def report_path(self) -> str:
        return f"/{self.event_slug}/melden/{self.kind}/{self.number}"

    @property
    def appeal_path(self) -> str:
        under = f"/kommentare/{self.comment}" if self.comment else ""
        return f"{self.topic_path}{under}/widerspruch"


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report or an appeal. Who wrote it is nobody's business; what became of it says `note`."""

    id: int
    kind: str
    ground: str
    text: str
    written_at: datetime
    answered_by_mail: bool
    decided_at: datetime | None
    decided_by_name: str
    upheld: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class Case:
    """The reports about one thing that wait together, or were decided together; or one appeal."""

    thing: Thing
    reports: tuple[ReportView, ...]

    @property
    def number(self) -> int:
        """Of the latest report: who decides under it has seen all before it."""
        return max(report.id for report in self.reports)

    @property
    def since(self) -> datetime:
        return self.reports[0].written_at

    @property
    def is_appeal(self) -> bool:
        return self.reports[0].kind == ReportKind.APPEAL

    @property
    def decided_at(self) -> datetime | None:
        return self.reports[0].decided_at

    @property
    def upheld(self) -> bool | None:
        return self.reports[0].upheld


@dataclass(frozen=True, slots=True)
class Against:
    """The decision that an appeal is about. `reason` is a code."""

    reason: str | None
    note: str
    at: datetime | None
    by: int | None
    by_name: str
