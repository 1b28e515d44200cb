"""What actions may refuse, and how people are told: one table for all of kaue."""

from kaue import db
from kaue.account.actions import NoSuchSignIn
from kaue.account.address import AddressTaken, LinkUsedUp
from kaue.comments.actions import CommentsClosed, NotYours
from kaue.events.actions import NamesRemoved, ThemeInUse
from kaue.invitations.actions import LastAdmin
from kaue.people.actions import Blocked
from kaue.people.passwords import TooBusy
from kaue.pitch.actions import AlreadyFrozen, NoSuchPitch, NothingToFreeze
from kaue.review.actions import AlreadyDecided
from kaue.second_factor.actions import AlreadySetUp, RoleNeedsIt
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
    ThemeInUse: (409, N_("A topic has this theme by now, so it stays.")),
    NamesRemoved: (
        409,
        N_("Names were removed from this barcamp, so it stays closed. For a new one, copy it."),
    ),
    LastAdmin: (409, N_("There has to be one administrator. Invite another one first.")),
    NoSuchSignIn: (404, N_("This sign-in has ended already.")),
    LinkUsedUp: (
        409,
        N_("This link was used already, or is older than 15 minutes. Ask for a new one."),
    ),
    AddressTaken: (409, N_("Meanwhile there is another account with this address.")),
    AlreadySetUp: (409, N_("Your second factor was set up a moment ago, in another window.")),
    RoleNeedsIt: (409, N_("With a role the second factor stays on. You can set up another app.")),
    db.Conflict: (409, N_("Somebody else did the same a moment ago. Look at it again.")),
    Blocked: (403, N_("This account is blocked. The organisers can tell you why.")),
    TooBusy: (503, N_("Many people are signing in right now. Try again in a few seconds.")),
}
