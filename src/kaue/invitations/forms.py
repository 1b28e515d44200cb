"""What an admin fills in to offer a role."""

from collections.abc import Mapping
from dataclasses import dataclass

from kaue.invitations.queries import ADMIN
from kaue.people.forms import is_address, typed_address
from kaue.tables import RoleName
from kaue.web.forms import Form, Problem
from kaue.web.language import N_

ROLES: Mapping[str, tuple[str, str]] = {
    RoleName.STAFF: (N_("Editor"), N_("reviews topics before they are public")),
    RoleName.MODERATOR: (N_("Moderator"), N_("freezes the list and runs the pitches on the day")),
    ADMIN: (N_("Administrator"), N_("sets up barcamps, texts and roles, and may do everything")),
}
"""Role → what it is called, and what it is for."""

IN_EVENT = tuple(role for role in ROLES if role != ADMIN)


@dataclass(frozen=True)
class InviteForm:
    """Field names on the page: email, rolle."""

    email: str
    role: str

    @classmethod
    def of(cls, form: Form, *, in_event: bool) -> "InviteForm":
        role = form.value("rolle") if in_event else ADMIN
        return cls(email=typed_address(form), role=role)

    def problems(self, *, in_event: bool) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not is_address(self.email):
            found["email"] = N_("Write the whole address, for example name@example.org.")
        if in_event and self.role not in IN_EVENT:
            found["rolle"] = N_("Choose a role.")
        return found
