"""The words that columns may hold."""

from enum import StrEnum


class Language(StrEnum):
    GERMAN = "de"
    GERMAN_FORMAL = "de-formal"
    ENGLISH = "en"


class RoleName(StrEnum):
    """What a person may do in one event, beyond taking part."""

    STAFF = "staff"
    MODERATOR = "moderator"


class TopicState(StrEnum):
    """Where a topic stands. Only ACCEPTED ones are public and take votes."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASKED_BACK = "asked_back"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    HIDDEN = "hidden"


class TopicFormat(StrEnum):
    """The values stand in addresses (`?format=vortrag`), hence German."""

    TALK = "vortrag"
    WORKSHOP = "workshop"
    DISCUSSION = "diskussion"
    QUESTION = "frage"
    OTHER = "sonstiges"


class Verdict(StrEnum):
    """What a decision did to a topic. REOPENED puts it back into the queue.

    PROPOSED is a rejection that a second pair of eyes has to confirm, CHECKED lets stay what was
    public before anybody looked, UNDONE takes the act before it back.
    """

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"
    ASKED_BACK = "asked_back"
    PROPOSED = "proposed"
    CHECKED = "checked"
    HIDDEN = "hidden"
    SHOWN = "shown"
    MERGED = "merged"
    SPLIT = "split"
    CORRECTED = "corrected"
    SUGGESTED = "suggested"
    UNDONE = "undone"


class ReviewMode(StrEnum):
    """When somebody looks at what people write: before it is public, after, or once reported."""

    BEFORE = "before"
    AFTER = "after"
    REPORTED = "reported"


class Counts(StrEnum):
    """Whom an event tells how many votes a topic has; SEALED is until they are counted.

    OWN: before that, whoever has voted for the topic. MODERATORS: nobody else, ever.
    """

    OPEN = "open"
    OWN = "own"
    SEALED = "sealed"
    MODERATORS = "moderators"


class Channel(StrEnum):
    """How a topic came that staff entered on behalf of somebody; FLOOR: in the hall, at the end."""

    PAPER = "paper"
    PHONE = "phone"
    MAIL = "mail"
    FLOOR = "floor"


class Equipment(StrEnum):
    """What a room has for everybody to use, and what a session may need."""

    PROJECTOR = "projector"
    WHITEBOARD = "whiteboard"
    FLIPCHART = "flipchart"
    SOUND = "sound"
    TABLES = "tables"


class Scene(StrEnum):
    """Where a step was done: at the pitch desk, or at the board of the session grid."""

    DESK = "desk"
    BOARD = "board"


class CommentState(StrEnum):
    """Only SHOWN ones are public. WAITING: the event looks at comments before they are."""

    SHOWN = "shown"
    WAITING = "waiting"
    HIDDEN = "hidden"


class ReportKind(StrEnum):
    """Somebody reports what others wrote; an author appeals against what staff decided."""

    REPORT = "report"
    APPEAL = "appeal"


class Ground(StrEnum):
    """What is wrong with it, in the words of whoever reports."""

    INSULT = "insult"
    ILLEGAL = "illegal"
    ADVERTISING = "advertising"
    PRIVACY = "privacy"
    WRONG = "wrong"
    OTHER = "other"


class Reason(StrEnum):
    """Why a topic was rejected. Its wording in each language is in `review/reasons.py`."""

    OFF_TOPIC = "off_topic"
    ADVERTISING = "advertising"
    DUPLICATE = "duplicate"
    UNCLEAR = "unclear"
    RULES = "rules"
    OTHER = "other"


class Notify(StrEnum):
    """Which mails a person wants beside those that are needed to sign in."""

    MATTERS = "matters"
    DIGEST = "digest"
    NONE = "none"


class RoleSource(StrEnum):
    """Who vouches for a role: somebody who invited, or the operator's own directory."""

    INVITED = "invited"
    DIRECTORY = "directory"


class Way(StrEnum):
    """How somebody came in. Roles from the directory count only where it was asked."""

    MAIL = "mail"
    PASSWORD = "password"  # noqa: S105 - a way, not a password
    DIRECTORY = "directory"
    CARD = "card"
    DEMO = "demo"


class PitchState(StrEnum):
    """WITHDRAWN: whoever would have held it has said so on the day."""

    WAITING = "waiting"
    DONE = "done"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


class Showing(StrEnum):
    """What the projector shows."""

    WAITING = "waiting"
    PITCH = "pitch"
    RANKING = "ranking"
    SCHEDULE = "schedule"
    DRAFT = "draft"
    NOTHING = "nothing"


class Progress(StrEnum):
    """How far the next step about a topic has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_PURSUED = "not_pursued"
