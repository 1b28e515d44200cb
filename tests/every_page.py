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
    Sight("anmelden", "/anmelden"),
    _refused("anmelden-fehler", "/anmelden", ".form .kern-btn--primary"),
    Sight("registrieren", "/registrieren"),
    _refused("registrieren-fehler", "/registrieren", ".form .kern-btn--primary"),
    Sight("postfach", "/postfach"),
    Sight("hilfe", "/hilfe"),
    Sight("datenschutz", "/datenschutz"),
    Sight("barrierefreiheit", "/barrierefreiheit"),
    Sight("quellcode", "/quellcode"),
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
    _refused("ablehnen-fehler", f"{REVIEW}/themen/{{submitted}}", REJECT, "staff"),
]

MODERATOR = [
    Sight("pult-offen", f"/pult{CAMP}/rangliste", "moderator"),
    Sight("pult", f"/pult{STAGE}/rangliste", "moderator"),
    Sight("pult-fertig", f"/pult{OVER}/rangliste", "moderator"),
    Sight("pult-leer", f"/pult{EMPTY}/rangliste", "moderator"),
]

PROJECTOR = [
    Sight("beamer-vorher", f"/beamer{CAMP}/pitch"),
    Sight("beamer", f"/beamer{STAGE}/pitch"),
    Sight("beamer-fertig", f"/beamer{OVER}/pitch"),
]

ORDINARY = [*EVERYBODY, *CITIZEN, *STAFF, *MODERATOR]
ALL = [*ORDINARY, *PROJECTOR]
