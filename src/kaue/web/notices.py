"""What just happened, told on the page one is led to. The address carries a key, never the text."""

from urllib.parse import parse_qs

from kaue.web.language import N_
from kaue.web.visit import Visit

NOTICES = {
    "willkommen": N_("Welcome! Your account is ready."),
    "erst-anmelden": N_("Please sign in first, then press once more. Nothing is saved yet."),
    "erst-bestaetigen": N_("Please show your second factor first. Nothing is saved yet."),
    "handlung-getan": N_("You are signed in, and what you began is done."),
    "noch-nicht-getan": N_(
        "You are signed in. What was begun is filled in below; nothing has been sent yet."
    ),
    "ohne-passwort": N_(
        "You are signed in. The password that was chosen in another browser does not count. "
        "In your account, under “Password”, you can set one."
    ),
    "code-geschickt": N_("A new code is on its way to you."),
    "nicht-auf-dem-beamer": N_("The projector no longer shows how the schedule is made."),
    "auf-dem-beamer": N_("The projector shows the schedule as it is being made."),
    "angemeldet": N_("You are signed in."),
    "abgemeldet": N_("You are signed out."),
    "bestaetigt": N_("Confirmed. You can go on."),
    "zweiter-faktor-aus": N_("The second factor is switched off."),
    "eingereicht": N_("Your topic is with the editors. You will see here what they decide."),
    "gleich-oeffentlich": N_("Your topic is in the public list."),
    "entwurf": N_("Your draft is saved. Only you can see it."),
    "geaendert": N_("Your changes are saved."),
    "zurueckgezogen": N_("Your topic is withdrawn. You can submit it again at any time."),
    "verworfen": N_("Your draft is deleted."),
    "stimme-zurueck": N_("Your vote is taken back."),
    "kommentiert": N_("Your comment is online."),
    "kommentar-wartet": N_("Your comment is saved. It goes online once the editors accept it."),
    "kommentar-geloescht": N_("Your comment is deleted. You can restore it for one hour."),
    "kommentar-wieder-da": N_("Your comment is back."),
    "freigegeben": N_("Accepted. The topic is now in the list."),
    "kommentar-freigegeben": N_("Accepted. Everybody can read the comment."),
    "kommentar-ausgeblendet": N_("The comment is hidden. Its author sees your reason."),
    "kommentar-rueckgaengig": N_("Undone. What had not been mailed yet will not be."),
    "kommentar-eingeblendet": N_("Everybody can read the comment again."),
    "kommentare-freigegeben": N_("Accepted. Everybody can read these comments."),
    "kommentare-teils-freigegeben": N_(
        "Accepted, except for what was changed or decided meanwhile. Look at the rest again."
    ),
    "kommentare-schon-entschieden": N_(
        "Nothing was done: something happened to it meanwhile. Look at it again."
    ),
    "abgelehnt": N_("Rejected. The author sees your reason."),
    "ablehnung-vorgeschlagen": N_("Proposed. Somebody else has to confirm the rejection."),
    "zurueckgefragt": N_("The question is on its way to the author."),
    "ausgeblendet": N_("Hidden. The author sees your reason."),
    "eingeblendet": N_("Shown again. The topic is back in the list."),
    "rueckgaengig": N_("Undone. Nobody was told."),
    "rueckgaengig-mit-mail": N_(
        "Undone. The author had been told already, and is told of this, too."
    ),
    "wortlaut-behoben": N_("Mended. Readers see that the editors did it."),
    "wortlaut-vorgeschlagen": N_("The suggestion is on its way to the author."),
    "vorschlag-genommen": N_("You have taken the wording. The editors have a last look."),
    "vorschlag-abgelehnt": N_("Your own words stay. The editors look at them again."),
    "vertraut": N_("Trusted. Topics of this person are public at once from now on."),
    "nicht-mehr-vertraut": N_("From now on topics of this person wait in the queue again."),
    "gesperrt": N_("Blocked. All sign-ins of this person have ended."),
    "entsperrt": N_("No longer blocked. This person can sign in again."),
    "eingetragen": N_("Entered. The next one can follow."),
    "gemeldet": N_("Thank you. Your report has arrived."),
    "widersprochen": N_("Your appeal has arrived. You will see here what becomes of it."),
    "meldung-stattgegeben": N_("Upheld. Author and reporters read the reason."),
    "meldung-abgewiesen": N_("Dismissed. Whoever reported it reads why."),
    "widerspruch-stattgegeben": N_("The appeal is granted. The author is told."),
    "widerspruch-abgewiesen": N_("The appeal is refused. The author reads why."),
    "meldung-wieder-offen": N_("It is open again and waits for a new decision."),
    "zusammengelegt": N_("Merged. The topic that stays has the votes of both."),
    "getrennt": N_("Split. Both topics are what they were."),
    "mithalten-angeboten": N_("Offered. You will hear as soon as there is an answer."),
    "mithalten-nicht": N_("You do not host this topic."),
    "mithalten-zu-zweit": N_("Agreed. You host this topic together."),
    "mithalten-abgelehnt": N_("Declined. Who hosts the topic stays as it was."),
    "vorschlag-dauert": N_("The proposal takes too long just now. Nothing was changed."),
    "entfernt": N_("Removed."),
    "wieder-da": N_("It is back, with all that was in it."),
    "schritt-entfernt": N_(
        "Removed. Was that a slip? The form below still holds it: save it again."
    ),
    "notiz-gespeichert": N_("The note is saved. Everybody can read it."),
    "notiz-entfernt": N_("The note is removed. You can bring it back for an hour."),
    "notiz-wieder-da": N_("The note is back."),
    "notiz-ausgeblendet": N_("The note is hidden. Whoever wrote it reads why."),
    "notiz-eingeblendet": N_("Everybody can read the note again."),
    "naechstes-jahr": N_("Thank you. Your topic comes along to the next barcamp."),
    "nicht-naechstes-jahr": N_("Your topic stays here."),
    "probe-beginnt": N_("The rehearsal begins: voting has just ended. First count the votes."),
    "probe-beendet": N_("The rehearsal is over and deleted. This is the real desk again."),
    "wieder-offen": N_("The topic waits in the queue again."),
    "angelegt": N_("The barcamp is set up. Nobody sees it in the list until it is announced."),
    "gespeichert": N_("The changes are saved."),
    "archiviert": N_("The barcamp is in the archive. It can be read, but not changed any more."),
    "angekuendigt": N_("The barcamp is announced. It is in the list on the start page."),
    "eingeladen": N_("The invitation is on its way by mail."),
    "einladung-widerrufen": N_("The invitation is taken back. Its link no longer works."),
    "rolle-entzogen": N_("The role is taken away."),
    "rolle-angenommen": N_("The role is yours from now on."),
    "passwort-neu": N_("Your password is saved. All other browsers are signed out."),
    "passwort-weg": N_("Your password is removed. All other browsers are signed out."),
    "anmeldung-beendet": N_("That sign-in has ended."),
    "andere-abgemeldet": N_("You are signed out everywhere else."),
    "ueberall-abgemeldet": N_("You are signed out everywhere."),
    "adresse-bestaetigen": N_("We have mailed you. Open the link within 15 minutes."),
    "adresse-neu": N_("The new mail address counts from now on."),
    "konto-geloescht": N_("Your account is deleted. Thank you for having taken part."),
    "angaben-gespeichert": N_("The details are saved. They stand in all texts from now on."),
    "text-gespeichert": N_("The text is saved. Readers see it from now on."),
    "text-zurueckgesetzt": N_("Readers see kaue's text again."),
    "barriere-gemeldet": N_("Thank you. Your report has arrived; we look at every one."),
    "barriere-erledigt": N_("The report is done. You find it under “Done” and can open it again."),
    "barriere-wieder-offen": N_("The report is open again."),
    "willkommen-gast": N_(
        "Welcome. Your card has opened you a place. You can choose a name in your account."
    ),
    "karten-gesperrt": N_("These cards open nothing any more. You can undo that below."),
    "karten-entsperrt": N_("These cards work again."),
    "vor-ort": N_("You are on site. Have a good day."),
    "nicht-vor-ort": N_("You are no longer marked as on site."),
    "entschieden": N_("Your decision is saved."),
    "widerrufen": N_("Revoked. Whoever showed it sees nothing any more."),
    "reihenfolge-gewaehlt": N_(
        "Chosen. What still waits is ordered anew, and everybody reads why."
    ),
    "abstimmung-beendet": N_("Voting has ended. Now the votes can be counted."),
    "veroeffentlicht": N_(
        "Published. Everybody sees the new schedule, and whom it concerns is told."
    ),
    "eingefroren": N_("The list is frozen. Votes no longer move it."),
}


def notice(visit: Visit) -> str | None:
    """The sentence for `?hinweis=…`, in the visitor's language; None for none or an unknown key."""
    if "hinweis=" not in visit.query:
        return None
    key = parse_qs(visit.query).get("hinweis", [""])[-1]
    return visit.say(NOTICES[key]) if key in NOTICES else None
