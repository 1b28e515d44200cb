"""Every table and state kaue stores, one file per noun. Read these first.

What may still come is additive: rooms and rounds. Nothing stores a count: counts are counted (see
docs/decisions.md); a `Ranking` is what was counted once.
"""

from kaue.tables.events import Card, Draw, Event, Invitation, Logo, OnSite, Role, Theme
from kaue.tables.limits import Attempt, DailyKey, SpentProof
from kaue.tables.mail import Mail, Notice
from kaue.tables.people import (
    AddressChange,
    DirectoryVisit,
    MailedCode,
    Person,
    RecoveryCode,
    SecondFactor,
    SignIn,
)
from kaue.tables.pitch import Pitch, RankedTopic, Ranking, Receipt, Turnout
from kaue.tables.review import (
    LogEntry,
    Looking,
    OwnReason,
    Report,
    Suggestion,
    Trust,
)
from kaue.tables.standing import BarrierReport, StandingText
from kaue.tables.states import (
    Channel,
    CommentState,
    Ground,
    Language,
    Notify,
    PitchState,
    Reason,
    ReportKind,
    ReviewMode,
    RoleName,
    RoleSource,
    TopicFormat,
    TopicState,
    Verdict,
    Way,
)
from kaue.tables.topics import (
    Comment,
    Decision,
    Host,
    Pass,
    Topic,
    TopicTheme,
    Vote,
)

__all__ = [
    "AddressChange",
    "Attempt",
    "BarrierReport",
    "Card",
    "Channel",
    "Comment",
    "CommentState",
    "DailyKey",
    "Decision",
    "DirectoryVisit",
    "Draw",
    "Event",
    "Ground",
    "Host",
    "Invitation",
    "Language",
    "LogEntry",
    "Logo",
    "Looking",
    "Mail",
    "MailedCode",
    "Notice",
    "Notify",
    "OnSite",
    "OwnReason",
    "Pass",
    "Person",
    "Pitch",
    "PitchState",
    "RankedTopic",
    "Ranking",
    "Reason",
    "Receipt",
    "RecoveryCode",
    "Report",
    "ReportKind",
    "ReviewMode",
    "Role",
    "RoleName",
    "RoleSource",
    "SecondFactor",
    "SignIn",
    "SpentProof",
    "StandingText",
    "Suggestion",
    "Theme",
    "Topic",
    "TopicFormat",
    "TopicState",
    "TopicTheme",
    "Trust",
    "Turnout",
    "Verdict",
    "Vote",
    "Way",
]
