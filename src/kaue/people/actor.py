"""Whoever is signed in, with what this person may do."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from kaue.tables import RoleName

_EVERY_ROLE = frozenset(RoleName)


class HasId(Protocol):
    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `roles` maps event ids to role names."""

    id: int
    name: str
    language: str
    is_admin: bool = False
    roles: Mapping[int, AbstractSet[str]] = field(default_factory=dict)

    def roles_in(self, event: HasId | None) -> AbstractSet[str]:
        """The roles in one event; an admin has all of them everywhere."""
        if self.is_admin:
            return _EVERY_ROLE
        return self.roles.get(event.id, frozenset()) if event else frozenset()

    def may_review(self, event: HasId) -> bool:
        return RoleName.STAFF in self.roles_in(event)

    def may_moderate(self, event: HasId) -> bool:
        return RoleName.MODERATOR in self.roles_in(event)
