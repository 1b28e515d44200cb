"""Where one topic stands in each of the three orders."""

from dataclasses import dataclass

from kaue.ranking import by_votes, fair


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    by_votes: int
    fair: int
    balanced: int

    def place(self, method: str) -> int:
        return {by_votes.METHOD: self.by_votes, fair.METHOD: self.fair}.get(method, self.balanced)
