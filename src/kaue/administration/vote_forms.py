"""What admins type about the vote of an event."""

from dataclasses import dataclass
from typing import Any

from kaue import settings
from kaue.events.orders import ORDERS, key_of, method_of
from kaue.events.queries import EventView
from kaue.events.vote_rules import ADDED, COUNTS, MAIL, WAYS, offered_ways
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, filled
from kaue.web.language import N_

MOST_VOTES = 100
FIXED = N_(
    "Voting has ended, so the order that leads the pitches stays as everybody knew it."
    " Moderators can choose another one with a reason."
)
NO_MAIL = N_("Without mail nobody can show that an address is theirs. Choose another way as well.")


@dataclass(frozen=True)
class VoteForm:
    """Field names on the page: zahlen, vorher, wer, je, dazu, reihenfolge. Without `je` there is no
    limit.
    """

    counts: str
    staff_see_counts: bool
    ways: frozenset[str]
    each: int
    added: frozenset[str]
    order: str

    @classmethod
    def of(cls, form: Form) -> "VoteForm":
        return cls(
            form.value("zahlen"),
            form.value("vorher") == "1",
            frozenset(form.values("wer")) & offered_ways().keys(),
            form.number_or_zero("je"),
            frozenset(form.values("dazu")),
            form.value("reihenfolge"),
        )

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if self.counts not in set(COUNTS):
            found["zahlen"] = N_("Choose one of these.")
        if not self.ways:
            found["wer"] = N_("Choose at least one, or nobody can vote.")
        elif self.ways == {MAIL} and not settings.current().mails:
            found["wer"] = NO_MAIL
        if not 0 <= self.each <= MOST_VOTES:
            found["je"] = N_("Enter a number from 1 to %(num)s, or nothing."), MOST_VOTES
        if self.order not in ORDERS:
            found["reihenfolge"] = N_("Choose one of these.")
        return found

    @property
    def _is_everybody(self) -> bool:
        """What is not offered must not keep somebody from voting who came in otherwise."""
        return self.ways == offered_ways().keys()

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "counts": self.counts,
            "staff_see_counts": self.staff_see_counts,
            "votes_each": self.each,
            **{way.column: name in self.ways or self._is_everybody for name, way in WAYS.items()},
            **{column: name in self.added for name, (column, _) in ADDED.items()},
            "pitch_order": method_of(self.order),
        }


def vote_of(event: EventView) -> Form:
    texts = filled(
        zahlen=event.counts,
        vorher="1" if event.staff_see_counts else "",
        je=str(event.votes_each or ""),
    )
    ways = [name for name, way in WAYS.items() if getattr(event, way.column)]
    added = [name for name, (column, _) in ADDED.items() if getattr(event, column)]
    return Form(
        {**texts.given, "wer": ways, "dazu": added, "reihenfolge": [key_of(event.pitch_order)]}
    )


def order_is_fixed(event: EventView) -> bool:
    """Which order leads the pitches is to be known before voting ends."""
    return event.vote_until <= now() or event.counted_at is not None


def order_problems(event: EventView, wanted: VoteForm) -> dict[str, Problem]:
    if order_is_fixed(event) and wanted.order != key_of(event.pitch_order):
        return {"reihenfolge": FIXED}
    return {}
