"""Whoever is signed in, with what this person may do."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from kaue.tables import RoleName, Way

_EVERY_ROLE = frozenset(RoleName)


LATELY = timedelta(minutes=15)


class HasId(Protocol):
    @property
    def id(self) -> int: ...


class HasRoles(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def roles_of(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `roles` maps event ids to role names.

    A role that is held opens doors only once a second factor was shown (`strong`). `only_event`
    is the one event a card's holder takes part in. `sign_in` is the row of this very browser, made
    by `way` at `since`.
    """

    id: int
    name: str
    language: str
    is_admin: bool = False
    roles: Mapping[int, AbstractSet[str]] = field(default_factory=dict)
    strong: bool = False
    sign_in: int = 0
    only_event: int | None = None
    way: str = Way.PASSWORD
    since: datetime | None = None

    def proved_mailbox_lately(self, at: datetime) -> bool:
        """Came in by mail a moment ago: as good as knowing the password."""
        return self.way == Way.MAIL and self.since is not None and at - self.since < LATELY

    def held_in(self, event: HasRoles | None) -> AbstractSet[str]:
        """The roles in one event, whether they open doors just now or not; an admin has all."""
        if self.is_admin:
            return _EVERY_ROLE
        return self.roles.get(event.roles_of, frozenset()) if event else frozenset()

    @property
    def holds_any(self) -> bool:
        """Whether this person needs a second factor at all."""
        return self.is_admin or bool(self.roles)

    def may_review(self, event: HasRoles) -> bool:
        return self.strong and RoleName.STAFF in self.held_in(event)

    def may_moderate(self, event: HasRoles) -> bool:
        return self.strong and RoleName.MODERATOR in self.held_in(event)

    @property
    def may_administer(self) -> bool:
        """The whole installation: events, roles, standing texts."""
        return self.strong and self.is_admin

    def may_take_part(self, event: HasId) -> bool:
        return self.only_event is None or self.only_event == event.id
