"""What staff can do that is kept in the log, and what it is about."""

from enum import StrEnum

from kaue.tables import Verdict
from kaue.web.language import N_


class Subject(StrEnum):
    TOPIC = "topic"
    COMMENT = "comment"
    PERSON = "person"
    REPORT = "report"
    EVENT = "event"


class Act(StrEnum):
    """Acts beside the verdicts about topics. At most 20 characters each."""

    TRUSTED = "trusted"
    DISTRUSTED = "distrusted"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    ENTERED = "entered"
    TALLIED = "tallied"
    RULED = "ruled"
    NOTED = "noted"
    NOTE_HIDDEN = "note_hidden"
    NOTE_SHOWN = "note_shown"
    NEXT_STEP = "next_step"


SAID = {
    Verdict.ACCEPTED: N_("Accepted"),
    Verdict.REJECTED: N_("Rejected"),
    Verdict.REOPENED: N_("Back into the queue"),
    Verdict.ASKED_BACK: N_("Asked back"),
    Verdict.PROPOSED: N_("Rejection proposed"),
    Verdict.CHECKED: N_("Looked at and left as it is"),
    Verdict.HIDDEN: N_("Hidden"),
    Verdict.SHOWN: N_("Shown again"),
    Verdict.MERGED: N_("Merged"),
    Verdict.SPLIT: N_("Split again"),
    Verdict.CORRECTED: N_("Spelling mended"),
    Verdict.SUGGESTED: N_("Another wording suggested"),
    Verdict.UNDONE: N_("Undone"),
    Act.TRUSTED: N_("Trusted"),
    Act.DISTRUSTED: N_("No longer trusted"),
    Act.BLOCKED: N_("Blocked"),
    Act.UNBLOCKED: N_("No longer blocked"),
    Act.UPHELD: N_("Report upheld"),
    Act.DISMISSED: N_("Report dismissed"),
    Act.ENTERED: N_("Entered on behalf of somebody"),
    Act.TALLIED: N_("Paper and hands entered"),
    Act.RULED: N_("Rules of the vote changed"),
    Act.NOTED: N_("Note on the session written for somebody"),
    Act.NOTE_HIDDEN: N_("Note on the session hidden"),
    Act.NOTE_SHOWN: N_("Note on the session shown again"),
    Act.NEXT_STEP: N_("Next step entered"),
}
"""How each act is called on pages, in English, to be translated where it is shown."""

SUBJECTS = {
    Subject.TOPIC: N_("Topic"),
    Subject.COMMENT: N_("Comment"),
    Subject.PERSON: N_("Person"),
    Subject.REPORT: N_("Report"),
    Subject.EVENT: N_("Barcamp"),
}
