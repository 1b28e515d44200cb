"""What actions may refuse, and how people are told: one table for all of kaue."""

from kaue import db
from kaue.comments.actions import CommentsClosed, NotYours
from kaue.people.passwords import TooBusy
from kaue.pitch.actions import AlreadyFrozen, NoSuchPitch, NothingToFreeze
from kaue.review.actions import AlreadyDecided
from kaue.topics.actions import ChangedMeanwhile, NotPossibleNow, ProposingClosed
from kaue.topics.forms import CLOSED
from kaue.voting.actions import VotingClosed
from kaue.web.language import N_

REFUSALS: dict[type[Exception], tuple[int, str]] = {
    VotingClosed: (
        409,
        N_("This topic takes no votes just now. The phases are on the start page."),
    ),
    ProposingClosed: (409, CLOSED),
    NotPossibleNow: (
        409,
        N_("The topic is in a state in which this is not possible. Look at it again."),
    ),
    ChangedMeanwhile: (409, N_("The topic was changed meanwhile. Look at it again.")),
    CommentsClosed: (409, N_("This topic takes no comments just now.")),
    NotYours: (404, N_("This comment is gone, or somebody else wrote it.")),
    AlreadyDecided: (
        409,
        N_("Somebody else decided meanwhile, or the author changed the topic. Look at it again."),
    ),
    AlreadyFrozen: (409, N_("Somebody else froze the list a moment ago. Look at it again.")),
    NothingToFreeze: (409, N_("There is no accepted topic yet, so there is nothing to freeze.")),
    NoSuchPitch: (409, N_("This pitch belongs to an older list. Look at the new one.")),
    db.Conflict: (409, N_("Somebody else did the same a moment ago. Look at it again.")),
    TooBusy: (503, N_("Many people are signing in right now. Try again in a few seconds.")),
}
