"""What actions may refuse, and how people are told: one table for all of kaue."""

from kaue import db
from kaue.account.actions import NoSuchSignIn
from kaue.account.address import AddressTaken, LinkUsedUp
from kaue.administration.actions import TooManyReasons
from kaue.administration.vote_forms import FIXED
from kaue.comments.actions import CommentsClosed, HiddenByEditors, NotYours
from kaue.events.actions import NamesRemoved, OrderFixed, ThemeInUse
from kaue.invitations.actions import LastAdmin
from kaue.merging.actions import HomeNotPublic, HomeOfOthers
from kaue.people.actions import Blocked
from kaue.people.passwords import TooBusy
from kaue.pitch.actions import (
    AlreadyFrozen,
    NoSuchPitch,
    NothingToFreeze,
    OrderUnexplained,
    VotingStillOpen,
)
from kaue.reports.appeals import AppealedAlready, DecidedYourself, NothingToAppeal
from kaue.results.next_steps import StepChanged
from kaue.results.next_year import NotAsked
from kaue.results.notes import NoteChanged, NotYet
from kaue.review.actions import NeedsAnother
from kaue.review.comment_actions import ReasonNeeded
from kaue.review.deciding import AlreadyDecided
from kaue.review.people import HoldsARole
from kaue.review.wording import NobodyToAsk, TooMuch
from kaue.schedule.board import CellGone, OtherThere, PinnedThere, TopicGone
from kaue.schedule.board_steps import TimeTaken
from kaue.schedule.publishing import DraftChanged, NothingToPublish, PublishedMeanwhile
from kaue.schedule.rooms import NoSuchRoom, NoSuchRound, StillHeld
from kaue.schedule.stars import NoSuchSession
from kaue.second_factor.actions import AlreadySetUp, RoleNeedsIt
from kaue.steps.actions import DoneMeanwhile, NothingToUndo
from kaue.topics.actions import ChangedMeanwhile, NotPossibleNow, ProposingClosed
from kaue.topics.forms import CLOSED
from kaue.voting.actions import MayNotVote, NoVotesLeft, PartOfAnother, VotingClosed
from kaue.web.language import N_

REFUSALS: dict[type[Exception], tuple[int, str]] = {
    VotingClosed: (
        409,
        N_("This topic takes no votes just now. The phases are on the start page."),
    ),
    MayNotVote: (
        409,
        N_(
            "Who may vote here is laid down by the barcamp, and it takes something else than what"
            " this account came with. The rules are on the page “How the order comes about”."
        ),
    ),
    NoVotesLeft: (
        409,
        N_("All your votes are given. Take one back first; you find them under “My votes”."),
    ),
    PartOfAnother: (
        409,
        N_(
            "This topic was merged into another one. Open it: there you see where your vote counts."
        ),
    ),
    ProposingClosed: (409, CLOSED),
    NotPossibleNow: (
        409,
        N_("The topic is in a state in which this is not possible. Look at it again."),
    ),
    ChangedMeanwhile: (409, N_("The topic was changed meanwhile. Look at it again.")),
    CommentsClosed: (409, N_("This topic takes no comments just now.")),
    NotYours: (404, N_("This comment is gone, or somebody else wrote it.")),
    HiddenByEditors: (
        409,
        N_("The editors have hidden this comment, so it cannot be changed. You can delete it."),
    ),
    AlreadyDecided: (
        409,
        N_("Somebody else decided meanwhile, or the author changed the topic. Look at it again."),
    ),
    TooMuch: (
        409,
        N_("This changes more than the spelling. Suggest it to the author instead."),
    ),
    NobodyToAsk: (409, N_("Nobody has an account behind this topic, so nobody can be asked.")),
    HoldsARole: (409, N_("This person has a role. An administrator has to take it away first.")),
    ReasonNeeded: (422, N_("Choose a reason; the author will read it.")),
    NeedsAnother: (
        409,
        N_("You proposed this rejection yourself. Somebody else has to confirm it."),
    ),
    HomeNotPublic: (
        409,
        N_("Only a topic in the public list of this barcamp can take another one in. Choose one."),
    ),
    HomeOfOthers: (
        409,
        N_("Other topics were merged into this one. Split these from it first, then merge it."),
    ),
    NothingToAppeal: (
        409,
        N_("Nothing stands that was decided against it. Look at it again."),
    ),
    AppealedAlready: (409, N_("You have appealed already; that is possible once.")),
    DecidedYourself: (
        409,
        N_("You made the decision this appeal is against. Somebody else has to look at it."),
    ),
    VotingStillOpen: (
        409,
        N_("The votes are sealed until voting has ended. End it first, then count."),
    ),
    AlreadyFrozen: (409, N_("Somebody else froze the list a moment ago. Look at it again.")),
    OrderUnexplained: (
        422,
        N_(
            "Another order than the one laid down needs a reason, which everybody reads. Choose it"
            " on the page “Voting” and say why."
        ),
    ),
    NothingToFreeze: (409, N_("There is no accepted topic yet, so there is nothing to freeze.")),
    TooManyReasons: (409, N_("There are too many reasons already. Remove one first.")),
    NothingToUndo: (409, N_("There is nothing left to undo, or the list was counted anew since.")),
    DoneMeanwhile: (
        409,
        N_("Something else was done meanwhile. Look at the desk again, then undo that first."),
    ),
    NoSuchPitch: (409, N_("This pitch belongs to an older list. Look at the new one.")),
    CellGone: (409, N_("This cell cannot be had any more. Look at the grid again.")),
    OtherThere: (
        409,
        N_("Somebody put something else there meanwhile. Look at the grid again."),
    ),
    PinnedThere: (409, N_("Something there is pinned. Unpin it first.")),
    TopicGone: (
        409,
        N_("This topic is not public any more, or was withdrawn: it has no place in the grid."),
    ),
    StillHeld: (409, N_("Other sessions are held there by now. Look at it again.")),
    TimeTaken: (
        409,
        N_("At the time of this round there is another one by now. Change that one first."),
    ),
    NoSuchRoom: (404, N_("Somebody removed this room meanwhile.")),
    NoSuchRound: (404, N_("Somebody removed this round meanwhile.")),
    NoSuchSession: (404, N_("The schedule has no such session any more. Look at it again.")),
    PublishedMeanwhile: (409, N_("Somebody else published a version meanwhile. Look at it again.")),
    DraftChanged: (409, N_("The board was changed meanwhile. Look at it again.")),
    NothingToPublish: (
        409,
        N_("Nothing has changed since the last version, so there is nothing to publish."),
    ),
    NotYet: (409, N_("That is possible once the sessions have begun.")),
    NoteChanged: (409, N_("The note was changed, hidden or removed meanwhile. Look at it again.")),
    StepChanged: (409, N_("Somebody else changed the next step meanwhile. Look at it again.")),
    NotAsked: (
        409,
        N_("Only a topic that had no session can be taken along, once the day is over."),
    ),
    OrderFixed: (409, FIXED),
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
