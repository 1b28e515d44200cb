"""Every page of kaue in every state that looks different, with where it is and who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CAMP, STAGE, OVER, EMPTY = "/smartvest", "/buehne", "/vorbei", "/leer"


@dataclass(frozen=True)
class Sight:
    """`path` has places for the values of world.World; typing, ticking and pressing lead on."""

    name: str
    path: str
    who: str | None = None
    status: int = 200
    typed: Mapping[str, str] = field(default_factory=dict)
    ticked: str = ""
    pressed: str = ""

    def __str__(self):
        return self.name

    async def open(self, page, values):
        """Go there. Returns the last answer."""
        answer = await page.goto(self.path.format(**values))
        for field_, text in self.typed.items():
            await page.fill(field_, text)
        if self.ticked:
            await page.check(self.ticked)
        if self.pressed:
            async with page.expect_navigation() as navigation:
                await page.click(self.pressed)
            answer = await navigation.value
        return answer


def _citizen(name, path, **more):
    return Sight(name, path, "citizen", **more)


def _refused(name, path, pressed, who=None, **more):
    return Sight(name, path, who, 422, pressed=pressed, **more)


TOPICS = f"{CAMP}/themen"
NEW, OWN = f"{TOPICS}/neu", f"{TOPICS}/{{own}}"
PREVIEW = {
    "typed": {"#titel": "Ein Titel", "#text": "Worum es **geht**."},
    "ticked": "#format-workshop",
    "pressed": "button[value=vorschau]",
}
SUBMIT, SAVE = "button[value=einreichen]", "button[value=speichern]"
SAVING, RESERVED = ".form .kern-btn--primary", {"typed": {"#name": "Redakti0n"}}
REVIEW = f"/redaktion{CAMP}"
REJECT = "form[action$='/ablehnen'] button"

EVERYBODY = [
    Sight("barcamps", "/"),
    Sight("start", CAMP),
    Sight("start-en", f"/en{CAMP}"),
    Sight("start-leer", EMPTY),
    Sight("start-vorbei", OVER),
    Sight("themen", TOPICS),
    Sight("themen-en", f"/en{TOPICS}"),
    Sight("themen-suche", f"{TOPICS}?q=daten&s=neu"),
    Sight("themen-nichts-gefunden", f"{TOPICS}?q=xyzxyz"),
    Sight("themen-leer", f"{EMPTY}/themen"),
    Sight("thema", f"{TOPICS}/{{topic}}"),
    Sight("archiv", "/archiv"),
    Sight("start-farbig", "/farbig"),
    Sight("themen-farbig", "/farbig/themen"),
    Sight("einladung", "/einladung/{offer}"),
    Sight("einladung-vorbei", "/einladung/{over}", status=410),
    Sight("anmelden", "/anmelden"),
    _refused("anmelden-fehler", "/anmelden", ".form .kern-btn--primary"),
    Sight("anmelden-mit-stimme", TOPICS, status=401, pressed=".vote-button"),
    Sight("anmelden-mit-thema", NEW, status=401, pressed=SUBMIT),
    Sight("code", "/anmelden/code?vorgang={code}"),
    _refused("code-fehler", "/anmelden/code?vorgang={code}", ".form .kern-btn--primary"),
    Sight("code-vorbei", "/anmelden/code?vorgang={late}", status=410),
    Sight("link", "/anmelden/link/{code_link}"),
    Sight("link-mit-passwort", "/anmelden/link/{chosen_link}"),
    Sight("link-vorbei", "/anmelden/link/{late_link}", status=410),
    Sight("registrieren", "/registrieren"),
    _refused("registrieren-fehler", "/registrieren", ".form .kern-btn--primary"),
    Sight("karte", "/karte"),
    _refused("karte-fehler", "/karte", ".form .kern-btn--primary", typed={"#code": "abcd"}),
    Sight("vor-ort", f"{STAGE}/vor-ort"),
    Sight("vor-ort-anderer-tag", f"{CAMP}/vor-ort"),
    Sight("vor-ort-anmelden", f"{STAGE}/vor-ort", status=401, pressed=".form .kern-btn--primary"),
    Sight("start-am-tag", STAGE),
    Sight("postfach", "/postfach"),
    Sight("abbestellen", "/abbestellen/{hears}"),
    Sight("abbestellt", "/abbestellen/{hears_not}?vorher=digest"),
    Sight("hilfe", "/hilfe"),
    Sight("datenschutz", "/datenschutz"),
    Sight("barrierefreiheit", "/barrierefreiheit"),
    Sight("impressum", "/impressum"),
    Sight("nutzungsregeln", "/nutzungsregeln"),
    Sight("nutzungsregeln-en", "/en/nutzungsregeln"),
    Sight("barriere-melden", f"/barriere-melden?seite={CAMP}/themen"),
    _refused("barriere-melden-fehler", "/barriere-melden", ".form .kern-btn--primary"),
    Sight("quellcode", "/quellcode"),
    Sight("verzeichnis-fehlt", "/anmelden/verzeichnis/zurueck", status=404),
    Sight("fehler-404", f"{CAMP}/gibt-es-nicht", status=404),
]

CITIZEN = [
    _citizen("themen-angemeldet", TOPICS),
    _citizen("themen-geschlossen", f"{STAGE}/themen"),
    _citizen("thema-dafuer", f"{TOPICS}/{{topic}}"),
    _citizen("thema-eigenes", OWN),
    _citizen("thema-lang", f"{STAGE}/themen/{{long}}"),
    _citizen("thema-ohne-luecke", f"{STAGE}/themen/{{unbroken}}"),
    _citizen("thema-entwurf", f"{TOPICS}/{{draft}}"),
    _citizen("thema-in-pruefung", f"{TOPICS}/{{submitted}}"),
    _citizen("thema-abgelehnt", f"{TOPICS}/{{rejected}}"),
    _citizen("thema-zurueckgezogen", f"{TOPICS}/{{withdrawn}}"),
    _citizen("vorschlagen", NEW),
    _citizen("vorschlagen-vorschau", NEW, **PREVIEW),
    _refused("vorschlagen-fehler", NEW, SUBMIT, "citizen"),
    _citizen("vorschlagen-geschlossen", f"{STAGE}/themen/neu"),
    _citizen("bearbeiten", f"{OWN}/bearbeiten"),
    _refused("bearbeiten-fehler", f"{OWN}/bearbeiten", SAVE, "citizen", typed={"#titel": ""}),
    _citizen("kommentieren", f"{OWN}/kommentare"),
    _citizen("antworten", f"{OWN}/kommentare?antwort={{asked}}"),
    _refused("kommentar-fehler", f"{OWN}/kommentare", ".form .kern-btn--primary", "citizen"),
    _citizen("kommentar-bearbeiten", f"{OWN}/kommentare/{{said}}/bearbeiten"),
    _citizen("kommentar-geloescht", f"{OWN}?geloescht={{gone}}&hinweis=kommentar-geloescht"),
    _citizen("konto", "/konto"),
    Sight("konto-leer", "/konto", "admin"),
    _citizen("konto-einstellungen", "/konto/einstellungen"),
    _refused("konto-einstellungen-fehler", "/konto/einstellungen", SAVING, "citizen", **RESERVED),
    _citizen("konto-passwort", "/konto/passwort"),
    _refused("konto-passwort-fehler", "/konto/passwort", SAVING, "citizen"),
    Sight("konto-passwort-gesetzt", "/konto/passwort", "password"),
    _citizen("konto-adresse", "/konto/adresse"),
    _refused("konto-adresse-fehler", "/konto/adresse", SAVING, "citizen"),
    Sight("konto-adresse-wartet", "/konto/adresse", "password"),
    Sight("konto-adresse-link", "/konto/adresse/{old_link}"),
    Sight("konto-adresse-link-neu", "/konto/adresse/{new_link}"),
    Sight("konto-adresse-link-alt", "/konto/adresse/verbraucht", status=409),
    _citizen("konto-anmeldungen", "/konto/anmeldungen"),
    _citizen("konto-daten", "/konto/daten"),
    _citizen("konto-loeschen", "/konto/loeschen"),
    _refused("konto-loeschen-fehler", "/konto/loeschen", ".kern-btn--danger", "citizen"),
    Sight("karte-angemeldet", "/karte", "card"),
    _citizen("vor-ort-da", f"{STAGE}/vor-ort"),
    _citizen("start-am-tag-da", STAGE),
    _refused(
        "vor-ort-fehler",
        f"{STAGE}/vor-ort",
        ".form .kern-btn--primary",
        "staff",
        typed={"#code": "abc"},
    ),
    Sight("konto-karte", "/konto", "card"),
    Sight("konto-karte-adresse", "/konto/adresse", "card"),
    Sight("konto-karte-loeschen", "/konto/loeschen", "card"),
    _citizen("einladung-annehmen", "/einladung/{offer}"),
    _citizen("einladung-fremd", "/einladung/{elsewhere}"),
    _citizen("zweiter-faktor-aus", "/konto/zweiter-faktor"),
    _citizen("zweiter-faktor-einrichten", "/konto/zweiter-faktor/einrichten"),
    _refused(
        "zweiter-faktor-fehler",
        "/konto/zweiter-faktor/einrichten",
        ".form .kern-btn--primary",
        "citizen",
    ),
    Sight("zweiter-faktor", "/konto/zweiter-faktor", "holder"),
    Sight("zweiter-faktor-wechseln", "/konto/zweiter-faktor/einrichten", "holder"),
    Sight("zweiter-faktor-zeigen", "/anmelden/zweiter-faktor?weiter=/", "holder-weak"),
    _refused(
        "zweiter-faktor-zeigen-fehler",
        "/anmelden/zweiter-faktor?weiter=/",
        ".form .kern-btn--primary",
        "holder-weak",
    ),
    _citizen("fehler-403", REVIEW, status=403),
    _citizen("fehler-405", "/abmelden", status=405),
    _citizen("fehler-409", f"{TOPICS}/{{withdrawn}}/bearbeiten", status=409),
]

STAFF = [
    Sight("pruefung", REVIEW, "staff"),
    Sight("pruefung-abgelehnt", f"{REVIEW}?stand=abgelehnt", "staff"),
    Sight("pruefung-leer", f"/redaktion{EMPTY}", "staff"),
    Sight("pruefung-thema", f"{REVIEW}/themen/{{submitted}}", "staff"),
    Sight("pruefung-entschieden", f"{REVIEW}/themen/{{rejected}}", "staff"),
    Sight("karten", f"{REVIEW}/karten", "staff"),
    Sight("karten-leer", f"/redaktion{EMPTY}/karten", "staff"),
    _refused("karten-fehler", f"{REVIEW}/karten", ".form .kern-btn--primary", "staff"),
    _refused("ablehnen-fehler", f"{REVIEW}/themen/{{submitted}}", REJECT, "staff"),
]

MODERATOR = [
    Sight("pult-offen", f"/pult{CAMP}/rangliste", "moderator"),
    Sight("pult", f"/pult{STAGE}/rangliste", "moderator"),
    Sight("pult-fertig", f"/pult{OVER}/rangliste", "moderator"),
    Sight("pult-leer", f"/pult{EMPTY}/rangliste", "moderator"),
    Sight("pult-vor-ort", f"/pult{STAGE}/vor-ort", "moderator"),
]

_TABS = {"texte": "", "termine": "/termine", "felder": "/themenfelder", "aussehen": "/aussehen"}
EVENT = f"/verwaltung/barcamps{CAMP}"
ADMIN = [
    Sight("verwaltung", "/verwaltung", "admin"),
    Sight("verwaltung-neu", "/verwaltung/neu", "admin"),
    _refused("verwaltung-neu-fehler", "/verwaltung/neu", ".form .kern-btn--primary", "admin"),
    *(Sight(f"verwaltung-{name}", f"{EVENT}{path}", "admin") for name, path in _TABS.items()),
    Sight("verwaltung-leer", f"/verwaltung/barcamps{EMPTY}/rollen", "admin"),
    Sight("verwaltung-rollen", f"{EVENT}/rollen", "admin"),
    Sight("verwaltung-admins", "/verwaltung/rollen", "admin"),
    Sight("verwaltung-vergangen", "/verwaltung/barcamps/damals", "admin"),
    Sight("verwaltung-logo", "/verwaltung/barcamps/farbig/aussehen", "admin"),
    _refused(
        "verwaltung-texte-fehler",
        EVENT,
        ".form .kern-btn--primary",
        "admin",
        typed={"#titel": "", "#ort": ""},
    ),
    _refused(
        "verwaltung-termine-fehler",
        f"{EVENT}/termine",
        ".form .kern-btn--primary",
        "admin",
        typed={"#zeitzone": "Herten", "#pitch": "2000-01-01T00:00", "#ende": ""},
    ),
    _refused(
        "verwaltung-farbe-fehler",
        f"{EVENT}/aussehen",
        "form[action$='/aussehen'] button",
        "admin",
        typed={"#akzent": "#ffb72b"},
    ),
    _refused(
        "verwaltung-logo-fehler", f"{EVENT}/aussehen", "form[action$='/logo'] button", "admin"
    ),
    _refused("verwaltung-rollen-fehler", f"{EVENT}/rollen", ".form .kern-btn--primary", "admin"),
    _refused(
        "verwaltung-feld-fehler", f"{EVENT}/themenfelder", ".form .kern-btn--primary", "admin"
    ),
]

STANDING = "/verwaltung/texte"
ADMIN += [
    Sight("feste-seiten", STANDING, "admin"),
    Sight("angaben", f"{STANDING}/angaben", "admin"),
    _refused(
        "angaben-fehler",
        f"{STANDING}/angaben",
        ".form .kern-btn--primary",
        "admin",
        typed={"#email": "niemand"},
    ),
    Sight("fester-text", f"{STANDING}/impressum", "admin"),
    Sight("fester-text-eigener", f"{STANDING}/nutzungsregeln?sprache=en", "admin"),
    Sight(
        "fester-text-vorschau",
        f"{STANDING}/datenschutz",
        "admin",
        pressed="button[value=vorschau]",
    ),
    _refused(
        "fester-text-fehler",
        f"{STANDING}/impressum",
        ".form .kern-btn--primary",
        "admin",
        typed={"#text": ""},
    ),
    Sight("fester-text-zurueck", f"{STANDING}/nutzungsregeln/zuruecksetzen?sprache=en", "admin"),
    Sight("fester-text-schon-zurueck", f"{STANDING}/impressum/zuruecksetzen", "admin"),
    Sight("barrieren", "/verwaltung/barrieren", "admin"),
    Sight("barrieren-erledigt", "/verwaltung/barrieren?stand=erledigt", "admin"),
]

PROJECTOR = [
    Sight("beamer-vorher", f"/beamer{CAMP}/pitch"),
    Sight("beamer", f"/beamer{STAGE}/pitch"),
    Sight("beamer-fertig", f"/beamer{OVER}/pitch"),
    Sight("beamer-vor-ort", f"/pult{STAGE}/vor-ort/beamer", "moderator"),
]

ORDINARY = [*EVERYBODY, *CITIZEN, *STAFF, *MODERATOR, *ADMIN]
ALL = [*ORDINARY, *PROJECTOR]
