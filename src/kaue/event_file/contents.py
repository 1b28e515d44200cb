"""What of each table is in an event file, and what is not, and why. A new table, or a new column
of one that is in it, belongs on one of these lists: a test asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from piccolo.table import Table

from kaue import tables as t

FORMAT = 1
"""How the file is laid out. What stands in its rows is told apart by shape()."""


@dataclass(frozen=True)
class Kept:
    """The rows whose column `of` is `among` what belongs to the event, in these columns. Others:
    column → why not.

    `id` is kept where other rows refer to it. `event` need not be: there is only one.
    """

    columns: tuple[str, ...]
    of: str = "event"
    among: str = "event"
    left_out: Mapping[str, str] = field(default_factory=dict)


def _kept(columns: str, of: str = "event", among: str = "", **left_out: str) -> Kept:
    return Kept(tuple(columns.split()), of, among or of, left_out)


STAFF_ONLY = "who did it is told to moderators and staff only, and changes nothing on the day"

ROWS: Mapping[type[Table], Kept] = {
    t.Event: _kept(
        "slug title claim claim_en about about_en organiser place address timezone submit_from"
        " submit_until vote_from vote_until starts_at pitch_at sessions_at ends_at archived_at"
        " accent mining_story anonymise_at anonymised_at voters_then review_topics"
        " review_comments second_pair answer_days counted_at counts staff_see_counts votes_each"
        " voters_mail voters_card voters_on_site voters_directory add_paper add_hands pitch_order",
        of="id",
        among="event",
        rehearsal_of="a rehearsal is never exported",
    ),
    t.Logo: _kept("media_type content digest"),
    t.Draw: _kept("seed committed_at"),
    t.Theme: _kept("id slug name"),
    t.OwnReason: _kept("text text_en removed_at"),
    t.Topic: _kept(
        "id author title text format state merged_into version created_at changed_at"
        " submitted_at unreviewed on_behalf_of came_by corrected_at",
        of="id",
        among="topic",
        waits_since="only what waits for staff has one",
        offers_to_host="only authors of merged topics are asked about it",
        entered_by=STAFF_ONLY,
    ),
    t.Host: _kept("topic person", of="topic", among="public"),
    t.TopicTheme: _kept("topic theme", of="topic"),
    t.Tally: _kept("topic paper hands entered_at", of="topic", entered_by=STAFF_ONLY),
    t.Ranking: _kept(
        "id version method digest frozen_at seed reason people decisions added nonce",
        frozen_by=STAFF_ONLY,
    ),
    t.OrderChoice: _kept("ranking method reason chosen_at", of="ranking"),
    t.RankedTopic: _kept(
        "ranking topic rank votes title passes rank_fair rank_balanced paper hands", of="ranking"
    ),
    t.Receipt: _kept("ranking commitment", of="ranking"),
    t.Turnout: _kept("ranking day votes passes", of="ranking"),
    t.Pitch: _kept(
        "id ranking topic position state by_hand not_here takes_longer hands changed_at",
        of="ranking",
    ),
    t.Stage: _kept(
        "version showing method seconds pitch started_at seconds_left pace held auto_start"
    ),
    t.Step: _kept(
        "number act words before acted_at undone_at",
        acted_by=STAFF_ONLY,
        scene="only steps at the desk travel; the board begins as it stands",
    ),
    t.Room: _kept("id name seats step_free equipment"),
    t.Round: _kept("id title starts_at ends_at"),
    t.ClosedCell: _kept("room round", of="room"),
    t.Need: _kept("topic equipment step_free", of="topic"),
    t.Away: _kept("topic round", of="topic"),
    t.Board: _kept("version", bound="proved anew", bound_for="proved anew"),
    t.Placement: _kept("topic round room pinned again"),
    t.Plan: _kept("id version note kept possible published_at", published_by=STAFF_ONLY),
    t.Session: _kept("plan topic room title room_name starts_at ends_at", of="plan"),
}
"""In this order they can be stored: what is referred to comes first."""

IN_OTHER_FORM: Mapping[type[Table], str] = {
    t.Person: "the names of authors and hosts of public topics, and nothing else about them",
    t.Vote: "whole ballots: how many people want exactly these topics, without who or when",
    t.Pass: "how many there are for each topic",
    t.Coming: "how many there are for each pitch",
}

_ACCOUNTS = "accounts stay where they are; who works on the day is invited anew"
_REVIEW = "reviewing is over on the day, and it is about people"
_KEYS = "a key of the server's; it opens nothing elsewhere, and a stolen file shall open nothing"
_AFTERWARDS = "comes after the day, for which the file is"
_OTHERS = "belongs to the installation, not to the event"

LEFT_OUT: Mapping[type[Table], str] = {
    t.SignIn: _ACCOUNTS,
    t.MailedCode: _ACCOUNTS,
    t.AddressChange: _ACCOUNTS,
    t.SecondFactor: _ACCOUNTS,
    t.RecoveryCode: _ACCOUNTS,
    t.DirectoryVisit: _ACCOUNTS,
    t.Role: _ACCOUNTS,
    t.Invitation: _ACCOUNTS,
    t.Card: _KEYS,
    t.Star: "who wants to go where is theirs alone",
    t.OnSite: "who is in the house matters for voting only, and names people",
    t.ProjectorLink: _KEYS,
    t.Press: "is known again for a day, where it was sent to",
    t.Comment: "what people say to a topic is not needed to hold it",
    t.Decision: _REVIEW,
    t.LogEntry: _REVIEW,
    t.Report: _REVIEW,
    t.Suggestion: _REVIEW,
    t.Trust: _REVIEW,
    t.Looking: _REVIEW,
    t.Note: _AFTERWARDS,
    t.NextStep: _AFTERWARDS,
    t.NextYear: _AFTERWARDS,
    t.Mail: "holds addresses, and the laptop sends none",
    t.Notice: "for mails that the laptop does not send",
    t.Attempt: _OTHERS,
    t.DailyKey: _OTHERS,
    t.SpentProof: _OTHERS,
    t.StandingText: _OTHERS,
    t.BarrierReport: _OTHERS,
}


def shape() -> str:
    """The same wherever the same columns are kept: only there a file can be read."""
    kept = (f"{table._meta.tablename} {one.columns}" for table, one in ROWS.items())
    return sha256("\n".join(kept).encode()).hexdigest()[:12]
