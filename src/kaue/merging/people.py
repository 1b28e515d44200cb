"""How many people stand behind two topics, and behind both together. Pure, and numbers only."""

from dataclasses import dataclass

FEW = 3
"""Fewer in common could be recognised, so no number is given, nor one that would tell it."""


@dataclass(frozen=True, slots=True)
class People:
    """`common` is how many are for both."""

    source: int
    home: int
    common: int

    @property
    def are_few(self) -> bool:
        return self.common < FEW

    @property
    def together_at_least(self) -> int:
        """As exact as it may be told."""
        most = min(FEW - 1, self.source, self.home) if self.are_few else self.common
        return self.source + self.home - most

    @property
    def together_at_most(self) -> int:
        return self.source + self.home - (0 if self.are_few else self.common)
