"""Why a topic may be rejected. A new reason: tables.Reason, a line here, `make migration`."""

from kaue.tables import Reason
from kaue.web.language import N_

REASONS = {
    Reason.OFF_TOPIC: N_("It does not fit the subjects of this barcamp."),
    Reason.DUPLICATE: N_("There already is a topic much like it."),
    Reason.UNCLEAR: N_("It is not yet clear what the session would be about."),
    Reason.ADVERTISING: N_("It advertises a product, a company or a party."),
    Reason.RULES: N_("It breaks the rules of use."),
    Reason.OTHER: N_("Another reason, given below."),
}
