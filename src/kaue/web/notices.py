"""What just happened, told on the page one is led to. The address carries a key, never the text."""

from urllib.parse import parse_qs

from kaue.web.language import N_
from kaue.web.visit import Visit

NOTICES = {
    "willkommen": N_("Welcome! Your account is ready."),
    "erst-anmelden": N_("Please sign in first, then press once more. Nothing is saved yet."),
    "angemeldet": N_("You are signed in."),
    "abgemeldet": N_("You are signed out."),
    "eingereicht": N_("Your topic is with the editors. You will see here what they decide."),
    "entwurf": N_("Your draft is saved. Only you can see it."),
    "geaendert": N_("Your changes are saved."),
    "zurueckgezogen": N_("Your topic is withdrawn. You can submit it again at any time."),
    "verworfen": N_("Your draft is deleted."),
    "stimme-zurueck": N_("Your vote is taken back."),
    "kommentiert": N_("Your comment is online."),
    "kommentar-geloescht": N_("Your comment is deleted. You can restore it for one hour."),
    "kommentar-wieder-da": N_("Your comment is back."),
    "freigegeben": N_("Accepted. The topic is now in the list."),
    "abgelehnt": N_("Rejected. The author sees your reason."),
    "wieder-offen": N_("The topic waits in the queue again."),
    "eingefroren": N_("The list is frozen. Votes no longer move it."),
}


def notice(visit: Visit) -> str | None:
    """The sentence for `?hinweis=…`, in the visitor's language; None for none or an unknown key."""
    if "hinweis=" not in visit.query:
        return None
    key = parse_qs(visit.query).get("hinweis", [""])[-1]
    return visit.say(NOTICES[key]) if key in NOTICES else None
