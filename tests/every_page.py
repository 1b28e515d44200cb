"""Every page of kaue in every state that looks different, with where it is and who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from second_factor_steps import SETTING_UP, code_of

CAMP, STAGE, OVER, EMPTY = "/smartvest", "/buehne", "/vorbei", "/leer"
TWICE, PLANNED = "/gemeinsam", "/geplant"
RULES, SEALED = "/vor-ort-nur", "/verdeckt"


@dataclass(frozen=True)
class Sight:
    """`path` has places for the values of world.World; typing, ticking and pressing lead on."""

    name: str
    path: str
    who: str | None = None
    status: int = 200
    typed: Mapping[str, str] = field(default_factory=dict)
    opened: str = ""
    ticked: str = ""
    pressed: str = ""

    def __str__(self):
        return self.name

    async def open(self, page, values):
        """Go there. Returns the last answer."""
        answer = await page.goto(self.path.format(**values))
        if self.opened:
            await page.click(self.opened)
        for field_, text in self.typed.items():
            await page.fill(field_.format(**values), text)
        if self.ticked:
            await page.check(self.ticked)
        if self.pressed:
            async with page.expect_navigation() as navigation:
                await page.click(self.pressed)
            answer = await navigation.value
        return answer

    async def read(self, page, values):
        """What the server answers, without drawing it where nothing has to be typed or pressed."""
        if type(self) is Sight and not (self.opened or self.typed or self.ticked or self.pressed):
            path = self.path.format(**values)
            return await page.request.get(path, headers={"accept": "text/html"})
        return await self.open(page, values)


@dataclass(frozen=True)
class SetUp(Sight):
    """The recovery codes, shown once: each visit is somebody else's."""

    async def open(self, page, values):
        (cookie,) = await page.context.cookies()
        await page.context.add_cookies([cookie | {"value": values["setting_up"].pop()}])
        await page.goto(self.path)
        secret = await page.inner_text("#geheimnis")
        await page.fill("#code", code_of(secret.replace(" ", "")))
        async with page.expect_navigation() as navigation:
            await page.click(self.pressed)
        return await navigation.value


class Late(Sight):
    """Somebody else was quicker: the form knows an older version."""

    async def open(self, page, values):
        await page.goto(self.path.format(**values))
        await page.eval_on_selector("input[name=version]", "(one) => { one.value = 0 }")
        async with page.expect_navigation() as navigation:
            await page.click(self.pressed)
        return await navigation.value


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
MERGE = f"/redaktion{TWICE}/themen"
REJECT = "form[action$='/ablehnen'] button"

EVERYBODY = [
    Sight("barcamps", "/"),
    Sight("rangliste", f"{STAGE}/rangliste"),
    Sight("rangliste-ausgewogen", f"{STAGE}/rangliste?nach=ausgewogen"),
    Sight("rangliste-vorher", "/vorher/rangliste"),
    Sight("rangliste-verdeckt", f"{SEALED}/rangliste"),
    Sight("rangliste-papier", "/papier/rangliste"),
    Sight("entstehung-verdeckt", f"{SEALED}/rangliste/entstehung"),
    Sight("entstehung-regeln", f"{RULES}/rangliste/entstehung"),
    _citizen("themen-regeln", f"{RULES}/themen"),
    _citizen("thema-regeln", f"{RULES}/themen/{{ruled}}"),
    _citizen("entdecken-regeln", f"{RULES}/entdecken"),
    Sight("entstehung", f"{STAGE}/rangliste/entstehung"),
    Sight("entstehung-vorher", "/vorher/rangliste/entstehung"),
    _citizen("entdecken", f"{CAMP}/entdecken"),
    _citizen("entdecken-zuletzt", f"{CAMP}/entdecken?zuletzt={{topic}}"),
    _citizen("entdecken-leer", f"{EMPTY}/entdecken"),
    _citizen("entdecken-geschlossen", f"{STAGE}/entdecken"),
    _citizen("stimmen", f"{CAMP}/stimmen"),
    _citizen("stimmen-geschlossen", f"{STAGE}/stimmen"),
    Sight("beleg", f"{STAGE}/rangliste/beleg", "uwe"),
    Sight("start", CAMP),
    Sight("start-en", f"/en{CAMP}"),
    Sight("start-leer", EMPTY),
    Sight("start-vorbei", OVER),
    _citizen("wer-pitcht", f"{STAGE}/pitch"),
    Sight("wer-pitcht-vorher", f"{CAMP}/pitch"),
    Sight("wer-pitcht-fertig", f"{OVER}/pitch"),
    Sight("wer-pitcht-probe", "/beamer/probe/{rehearsal}/handy"),
    Sight("themen", TOPICS),
    Sight("themen-en", f"/en{TOPICS}"),
    Sight("themen-suche", f"{TOPICS}?q=daten&s=neu"),
    Sight("themen-nichts-gefunden", f"{TOPICS}?q=xyzxyz"),
    Sight("themen-leer", f"{EMPTY}/themen"),
    Sight("thema", f"{TOPICS}/{{topic}}"),
    Sight("transparenz", f"{CAMP}/transparenz"),
    Sight("transparenz-en", f"/en{CAMP}/transparenz"),
    Sight("transparenz-leer", f"{EMPTY}/transparenz"),
    Sight("ergebnisse", f"{OVER}/ergebnisse"),
    Sight("ergebnisse-en", f"/en{OVER}/ergebnisse"),
    Sight("ergebnisse-vorher", f"{CAMP}/ergebnisse"),
    Sight("ergebnisse-leer", f"{OVER}-leer/ergebnisse"),
    Sight("ergebnisse-thema", f"{OVER}/themen/{{held}}"),
    Sight("ergebnisse-thema-ohne-notiz", f"{OVER}/themen/{{bare}}"),
    Sight("archiv", "/archiv"),
    Sight("start-farbig", "/farbig"),
    Sight("themen-farbig", "/farbig/themen"),
    Sight("einladung", "/einladung/{offer}"),
    Sight("einladung-vorbei", "/einladung/{over}", status=410),
    Sight("anmelden", "/anmelden"),
    _refused("anmelden-fehler", "/anmelden", ".form .kern-btn--primary"),
    Sight(
        "anmelden-nachweis",
        "/anmelden",
        status=429,
        typed={"#email": "viel-gefragt@example.org"},
        pressed=".form .kern-btn--primary",
    ),
    Sight("anmelden-mit-stimme", TOPICS, status=401, pressed=".vote-button"),
    Sight("anmelden-mit-thema", NEW, status=401, pressed=SUBMIT),
    Sight("code", "/anmelden/code?vorgang={code}"),
    _refused("code-fehler", "/anmelden/code?vorgang={code}", ".form .kern-btn--primary"),
    Sight("code-vorbei", "/anmelden/code?vorgang={late}", status=410),
    Sight("link", "/anmelden/link/{code_link}"),
    Sight("link-mit-passwort", "/anmelden/link/{chosen_link}"),
    Sight("link-mit-thema", "/anmelden/link/{begun_link}"),
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
    Sight("melden-thema", f"{CAMP}/melden/thema/{{topic}}"),
    Sight("melden-kommentar", f"{CAMP}/melden/kommentar/{{answered}}"),
    Sight("melden-en", f"/en{CAMP}/melden/thema/{{topic}}"),
    _refused(
        "melden-fehler",
        f"{CAMP}/melden/kommentar/{{answered}}",
        ".form .kern-btn--primary",
        typed={"#adresse": "niemand"},
    ),
    Sight("meldung", f"{CAMP}/meldung/{{report_link}}?hinweis=gemeldet"),
    Sight("meldung-entschieden", f"{CAMP}/meldung/{{told_link}}"),
    Sight("quellcode", "/quellcode"),
    Sight("verzeichnis-abgelehnt", "/anmelden/verzeichnis/zurueck", status=422),
    Sight(
        "verzeichnis-stumm",
        "/anmelden",
        status=503,
        pressed="form[action$='/verzeichnis'] .kern-btn",
    ),
    Sight("zeitplan", f"{PLANNED}/zeitplan"),
    Sight("zeitplan-en", f"/en{PLANNED}/zeitplan"),
    Sight("zeitplan-jetzt", "/jetzt/zeitplan"),
    Sight("zeitplan-voll", "/voll/zeitplan"),
    Sight("zeitplan-keiner", f"{EMPTY}/zeitplan"),
    Sight("zeitplan-meine-fremd", f"{PLANNED}/zeitplan?nur=meine"),
    Sight("zeitplan-start", "/jetzt"),
    Sight("anmelden-mit-stern", f"{PLANNED}/zeitplan", status=401, pressed=".plan-session .star"),
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
    _citizen("thema-gefragt", f"{TOPICS}/{{asked}}"),
    _citizen("thema-vorschlag", f"{TOPICS}/{{suggested}}"),
    _citizen("thema-ausgeblendet", f"{TOPICS}/{{hidden}}"),
    _citizen("thema-papier", f"{TOPICS}/{{paper}}"),
    _citizen("vorschlagen-aehnlich", NEW, typed={"#titel": "Mängelmelder"}),
    _citizen("thema-zurueckgezogen", f"{TOPICS}/{{withdrawn}}"),
    _citizen("thema-aufgegangen", f"{TWICE}/themen/{{merged}}"),
    _citizen("thema-mitgehalten", f"{TWICE}/themen/{{kims_home}}"),
    _citizen("widerspruch", f"{TOPICS}/{{rejected}}/widerspruch"),
    _refused(
        "widerspruch-fehler",
        f"{TOPICS}/{{rejected}}/widerspruch",
        ".form .kern-btn--primary",
        "citizen",
    ),
    _citizen("widerspruch-schon", f"{TOPICS}/{{hidden}}/widerspruch", status=409),
    _citizen("thema-widerspruch", "/farbig/themen/{appealed}"),
    _citizen(
        "widerspruch-kommentar",
        "/farbig/themen/{appealed}/kommentare/{appealed_comment}/widerspruch",
        status=409,
    ),
    _citizen("vorschlagen", NEW),
    _citizen("vorschlagen-vorschau", NEW, **PREVIEW),
    _refused("vorschlagen-fehler", NEW, SUBMIT, "citizen"),
    _citizen("vorschlagen-geschlossen", f"{STAGE}/themen/neu"),
    _citizen("bearbeiten", f"{OWN}/bearbeiten"),
    _refused("bearbeiten-fehler", f"{OWN}/bearbeiten", SAVE, "citizen", typed={"#titel": ""}),
    _citizen("kommentieren", f"{OWN}/kommentare"),
    _citizen("antworten", f"{OWN}/kommentare?antwort={{answered}}"),
    _refused("kommentar-fehler", f"{OWN}/kommentare", ".form .kern-btn--primary", "citizen"),
    _citizen("kommentar-bearbeiten", f"{OWN}/kommentare/{{said}}/bearbeiten"),
    _citizen("kommentar-geloescht", f"{OWN}?geloescht={{gone}}&hinweis=kommentar-geloescht"),
    _citizen("zeitplan-sterne", f"{PLANNED}/zeitplan"),
    _citizen("zeitplan-meine", f"{PLANNED}/zeitplan?nur=meine"),
    _citizen("zeitplan-meine-leer", "/jetzt/zeitplan?nur=meine"),
    _citizen("konto", "/konto"),
    Sight("konto-leer", "/konto", "admin"),
    _citizen("anmelden-angemeldet", "/anmelden?weiter=/konto"),
    _citizen("begonnen-kommentar", "/anmelden/link/{left_link}?hinweis=noch-nicht-getan"),
    Sight("code-benutzt", "/anmelden/code?vorgang={done}", "door", status=410),
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
    SetUp("ersatzcodes", SETTING_UP, "setting-up", pressed=".form .kern-btn--primary"),
    Sight("zweiter-faktor", "/konto/zweiter-faktor", "holder"),
    Sight("zweiter-faktor-wechseln", "/konto/zweiter-faktor/einrichten", "holder"),
    Sight("zweiter-faktor-zeigen", "/anmelden/zweiter-faktor?weiter=/", "holder-weak"),
    _refused(
        "zweiter-faktor-zeigen-fehler",
        "/anmelden/zweiter-faktor?weiter=/",
        ".form .kern-btn--primary",
        "holder-weak",
    ),
    _citizen("ergebnisse-thema-haelt", f"{OVER}/themen/{{held}}"),
    _citizen("ergebnisse-thema-naechstes-jahr", f"{OVER}/themen/{{unheld}}"),
    _citizen("ergebnisse-notiz", f"{OVER}/themen/{{held}}/notiz"),
    _refused(
        "ergebnisse-notiz-fehler",
        f"{OVER}/themen/{{held}}/notiz",
        ".form .kern-btn--primary",
        "citizen",
        typed={"#link": "http://ohne-s.example"},
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
    Sight("pruefung-suche", f"{REVIEW}?q=nichts-davon", "staff"),
    Sight("pruefung-rueckgaengig", f"{REVIEW}?akt={{act}}&hinweis=zurueckgefragt", "staff"),
    Sight("pruefung-rueckfragen", f"{REVIEW}?stand=rueckfrage", "staff"),
    Sight("pruefung-keine", f"/redaktion{EMPTY}?stand=abgelehnt", "staff"),
    Sight("pruefung-geaendert", f"{REVIEW}/themen/{{changed}}", "staff"),
    Sight("pruefung-freigegeben", f"{REVIEW}/themen/{{own}}", "staff"),
    Sight("pruefung-gefragt", f"{REVIEW}/themen/{{asked}}", "staff"),
    Sight("pruefung-ausgeblendet", f"{REVIEW}/themen/{{hidden}}", "staff"),
    Sight("pruefung-papier", f"{REVIEW}/themen/{{paper}}", "staff"),
    Sight("wortlaut", f"{REVIEW}/themen/{{submitted}}/wortlaut", "staff"),
    _refused(
        "wortlaut-fehler",
        f"{REVIEW}/themen/{{submitted}}/wortlaut",
        "button[value=beheben]",
        "staff",
        typed={"#titel": "Etwas ganz anderes"},
    ),
    Sight("auszaehlung", f"{REVIEW}/auszaehlung", "staff"),
    Sight("auszaehlung-leer", f"/redaktion{EMPTY}/auszaehlung", "staff"),
    _refused(
        "auszaehlung-fehler",
        f"{REVIEW}/auszaehlung",
        ".tally .kern-btn--primary",
        "staff",
        typed={"#papier-{topic}": "viele"},
    ),
    Sight("eintragen", f"{REVIEW}/neu?thema={{paper}}&hinweis=eingetragen", "staff"),
    _refused("eintragen-fehler", f"{REVIEW}/neu", ".form .kern-btn--primary", "staff"),
    Sight("personen", f"{REVIEW}/personen", "staff"),
    Sight("person", f"{REVIEW}/personen/{{kim}}", "staff"),
    Sight(
        "mail-vorschau",
        f"{REVIEW}/themen/{{submitted}}",
        "staff",
        typed={"#worte": "Bitte klarer."},
        ticked="#grund-unclear",
        pressed="button[value=vorschau]",
    ),
    Sight("meldungen", f"{REVIEW}/meldungen", "staff"),
    Sight("meldungen-erledigt", f"{REVIEW}/meldungen?stand=erledigt", "staff"),
    Sight(
        "meldungen-rueckgaengig",
        f"{REVIEW}/meldungen?fall={{told}}&akt=0&hinweis=meldung-abgewiesen",
        "staff",
    ),
    Sight(
        "meldung-zu-spaet",
        f"{REVIEW}/meldungen?fall={{told}}&akt=999999",
        "staff",
        status=409,
        pressed="form.undo button",
    ),
    Sight("meldungen-leer", f"/redaktion{EMPTY}/meldungen", "staff"),
    Sight("meldung-entscheiden", f"{REVIEW}/meldungen/{{report}}", "staff"),
    Sight("meldung-abgewiesen", f"{REVIEW}/meldungen/{{told}}", "staff"),
    Sight("widerspruch-entscheiden", f"{REVIEW}/meldungen/{{appeal}}", "staff"),
    _refused(
        "meldung-fehler",
        f"{REVIEW}/meldungen/{{report}}",
        "form[action$='/stattgeben'] button",
        "staff",
    ),
    _refused(
        "widerspruch-abweisen-fehler",
        f"{REVIEW}/meldungen/{{appeal}}",
        "form[action$='/abweisen'] button",
        "staff",
    ),
    Sight("kommentare", f"{REVIEW}/kommentare", "staff"),
    Sight("kommentare-alle", f"{REVIEW}/kommentare?stand=alle", "staff"),
    Sight("kommentare-ausgeblendet", f"{REVIEW}/kommentare?stand=ausgeblendet&q=viel", "staff"),
    Sight("kommentare-nichts-gefunden", f"{REVIEW}/kommentare?q=xyzxyz", "staff"),
    Sight("kommentare-leer", f"/redaktion{EMPTY}/kommentare", "staff"),
    Sight(
        "kommentare-rueckgaengig",
        f"{REVIEW}/kommentare?akt={{hidden_comment}}-2&hinweis=kommentar-ausgeblendet",
        "staff",
    ),
    _refused(
        "kommentare-fehler", f"{REVIEW}/kommentare", "form[action$='/freigeben'] button", "staff"
    ),
    Sight("pruefung-kommentar", f"{REVIEW}/kommentare/{{waits}}", "staff"),
    Sight("pruefung-kommentar-ausgeblendet", f"{REVIEW}/kommentare/{{hidden_comment}}", "staff"),
    Sight("pruefung-kommentar-geloescht", f"{REVIEW}/kommentare/{{gone}}", "staff"),
    _refused(
        "pruefung-kommentar-fehler",
        f"{REVIEW}/kommentare/{{waits}}",
        "form[action$='/ausblenden'] button",
        "staff",
    ),
    Sight("zusammenlegen", f"{MERGE}/{{twice_0}}/zusammenlegen?q=bänke", "staff"),
    Sight("zusammenlegen-nichts", f"{MERGE}/{{lone}}/zusammenlegen?q=xyzxyz", "staff"),
    Sight("zusammenlegen-vorschau", f"{MERGE}/{{lone}}/zusammenlegen?mit={{home}}", "staff"),
    Sight("zusammenlegen-andersherum", f"{MERGE}/{{twice_0}}/zusammenlegen?mit={{home}}", "staff"),
    Sight("zusammengelegt", f"{MERGE}/{{merged}}/zusammenlegen?hinweis=zusammengelegt", "staff"),
    Sight("zusammenlegen-erst-trennen", f"{MERGE}/{{home}}/zusammenlegen", "staff"),
    Sight("pruefung-zusammengelegt", f"{MERGE}/{{merged}}", "staff"),
    Sight("protokoll", f"{REVIEW}/protokoll", "staff"),
    Sight("protokoll-eine-art", f"{REVIEW}/protokoll?handlung=rejected", "staff"),
    Sight("protokoll-zu-weit", f"{REVIEW}/protokoll?vor=1", "staff"),
    Sight("protokoll-leer", f"/redaktion{EMPTY}/protokoll", "staff"),
    Sight("ergebnisse-eintragen", f"/redaktion{OVER}/ergebnisse", "staff"),
    Sight("ergebnisse-eintragen-vorher", f"{REVIEW}/ergebnisse", "staff"),
    Sight("ergebnisse-eintragen-leer", f"/redaktion{OVER}-leer/ergebnisse", "staff"),
    Sight("ergebnisse-schritt", f"/redaktion{OVER}/ergebnisse/{{held}}", "staff"),
    Sight("ergebnisse-schritt-neu", f"/redaktion{OVER}/ergebnisse/{{unheld}}", "staff"),
    Sight("ergebnisse-schritt-ausgeblendet", f"/redaktion{OVER}/ergebnisse/{{bare}}", "staff"),
    _refused(
        "ergebnisse-schritt-fehler",
        f"/redaktion{OVER}/ergebnisse/{{unheld}}",
        ".form .kern-btn--primary",
        "staff",
        typed={"#bis": "", "#schritt": ""},
    ),
    _refused(
        "ergebnisse-notiz-ausblenden-fehler",
        f"/redaktion{OVER}/ergebnisse/{{held}}",
        "form[action$='/ausblenden'] button",
        "staff",
    ),
    Sight("karten", f"{REVIEW}/karten", "staff"),
    Sight("karten-gesperrt", f"{REVIEW}/karten?hinweis=karten-gesperrt", "staff"),
    Sight("karten-leer", f"/redaktion{EMPTY}/karten", "staff"),
    _refused("karten-fehler", f"{REVIEW}/karten", ".form .kern-btn--primary", "staff"),
    _refused("ablehnen-fehler", f"{REVIEW}/themen/{{submitted}}", REJECT, "staff"),
]

MODERATOR = [
    Sight("abstimmung-offen", f"/pult{CAMP}/abstimmung", "moderator"),
    Sight("abstimmung-vorher", "/pult/vorher/abstimmung", "moderator"),
    Sight("abstimmung", f"/pult{STAGE}/abstimmung", "moderator"),
    Sight("abstimmung-verdeckt", f"/pult{SEALED}/abstimmung", "moderator"),
    Sight("abstimmung-leer", f"/pult{EMPTY}/abstimmung", "moderator"),
    _refused(
        "abstimmung-fehler",
        f"/pult{STAGE}/abstimmung",
        "#andere .kern-btn--secondary",
        "moderator",
        opened="#andere summary",
    ),
    Sight("pult-offen", f"/pult{CAMP}/rangliste", "moderator"),
    Sight("pult-vorher", "/pult/vorher/rangliste", "moderator"),
    Sight("pult", f"/pult{STAGE}/rangliste", "moderator"),
    Sight("pitch-pult", f"/pult{STAGE}", "moderator"),
    Sight("beamer-links", f"/pult{STAGE}/beamer", "moderator"),
    Sight("beamer-links-keine", f"/pult{EMPTY}/beamer", "moderator"),
    Sight("beamer-links-offen", f"/pult{STAGE}/beamer", "moderator", opened=".own-topics summary"),
    Sight("pitch-pult-vorher", "/pult/vorher", "moderator"),
    Sight("pitch-pult-fertig", f"/pult{OVER}", "moderator"),
    _refused(
        "pitch-pult-fehler",
        f"/pult{STAGE}",
        "#nachzuegler .kern-btn--primary",
        "moderator",
        opened="#nachzuegler summary",
    ),
    _refused(
        "pitch-pult-zusammenlegen",
        "/pult/probe",
        "#zusammenlegen .kern-btn--primary",
        "moderator",
        opened="#zusammenlegen summary",
    ),
    Sight("papier", f"/pult{STAGE}/papier", "moderator"),
    Sight("papier-ohne-raeume", f"/pult{EMPTY}/papier", "moderator"),
    Sight("pitch-pult-offen", f"/pult{CAMP}", "moderator"),
    Sight("konto-moderation", "/konto", "moderator"),
    Sight("probe", f"/pult{STAGE}/probe", "moderator"),
    Sight("probe-laeuft", "/pult/umstellen/probe", "moderator"),
    Sight("probe-pitch", "/probe/pitch", "moderator"),
    Sight("zeitplan-brett", f"/pult{STAGE}/zeitplan", "moderator"),
    Sight("zeitplan-brett-karte", f"/pult{STAGE}/zeitplan?karte={{long}}", "moderator"),
    Sight("zeitplan-brett-zelle", f"/pult{STAGE}/zeitplan?zelle={{cell}}", "moderator"),
    Sight("zeitplan-brett-leer", f"/pult{EMPTY}/zeitplan", "moderator"),
    Sight("zeitplan-bedarf", f"/pult{STAGE}/zeitplan/themen/{{long}}", "moderator"),
    Sight("raeume", f"/pult{STAGE}/raeume", "moderator"),
    Sight("raeume-keine", f"/pult{EMPTY}/raeume", "moderator"),
    _refused("raeume-fehler", f"/pult{STAGE}/raeume", ".form .kern-btn--primary", "moderator"),
    Sight("raum", f"/pult{STAGE}/raeume/{{room}}", "moderator"),
    Sight("raum-entfernen", f"/pult{STAGE}/raeume/{{room}}/entfernen", "moderator"),
    Sight("runde-entfernen", f"/pult{STAGE}/runden/{{round}}/entfernen", "moderator"),
    Sight("runden", f"/pult{STAGE}/runden", "moderator"),
    Sight("runden-keine", f"/pult{EMPTY}/runden", "moderator"),
    _refused(
        "runden-fehler",
        f"/pult{STAGE}/runden",
        ".form .kern-btn--primary",
        "moderator",
        typed={"#bis": "2020-01-01T10:00"},
    ),
    Sight("runde", f"/pult{STAGE}/runden/{{round}}", "moderator"),
    Sight("zeitplan-veroeffentlichen", f"/pult{PLANNED}/zeitplan/veroeffentlichen", "moderator"),
    Sight("zeitplan-nichts-neues", "/pult/jetzt/zeitplan/veroeffentlichen", "moderator"),
    Sight("zeitplan-kein-entwurf", f"/pult{EMPTY}/zeitplan/veroeffentlichen", "moderator"),
    Late(
        "zeitplan-veroeffentlichen-zu-spaet",
        f"/pult{PLANNED}/zeitplan/veroeffentlichen",
        "moderator",
        status=409,
        pressed=".form .kern-btn--primary",
    ),
    Sight("pult-verdeckt", f"/pult{SEALED}/rangliste", "moderator"),
    Sight("pult-fertig", f"/pult{OVER}/rangliste", "moderator"),
    Sight("pult-leer", f"/pult{EMPTY}/rangliste", "moderator"),
    Sight("pult-vor-ort", f"/pult{STAGE}/vor-ort", "moderator"),
]

_TABS = {"texte": "", "termine": "/termine", "felder": "/themenfelder", "aussehen": "/aussehen"}
EVENT = f"/verwaltung/barcamps{CAMP}"
ADMIN = [
    Sight("verwaltung", "/verwaltung", "admin"),
    Sight("verwaltung-neu", "/verwaltung/neu", "admin"),
    Sight("verwaltung-neu-ergebnisse", f"/verwaltung/neu?vorlage={OVER[1:]}", "admin"),
    _refused("verwaltung-neu-fehler", "/verwaltung/neu", ".form .kern-btn--primary", "admin"),
    *(Sight(f"verwaltung-{name}", f"{EVENT}{path}", "admin") for name, path in _TABS.items()),
    Sight("verwaltung-leer", f"/verwaltung/barcamps{EMPTY}/rollen", "admin"),
    Sight("verwaltung-rollen", f"{EVENT}/rollen", "admin"),
    Sight("verwaltung-pruefung", f"{EVENT}/pruefung", "admin"),
    Sight("verwaltung-pruefung-leer", f"/verwaltung/barcamps{EMPTY}/pruefung", "admin"),
    _refused(
        "verwaltung-pruefung-fehler",
        f"{EVENT}/pruefung",
        "form[action$='/pruefung'] .kern-btn--primary",
        "admin",
        typed={"#tage": "99"},
    ),
    _refused(
        "verwaltung-grund-fehler",
        f"{EVENT}/pruefung",
        "form[action$='/gruende'] .kern-btn--primary",
        "admin",
    ),
    Sight("verwaltung-abstimmung", f"{EVENT}/abstimmung", "admin"),
    Sight("verwaltung-abstimmung-vorher", f"/verwaltung/barcamps{EMPTY}/abstimmung", "admin"),
    _refused(
        "verwaltung-abstimmung-fehler",
        f"{EVENT}/abstimmung",
        ".form .kern-btn--primary",
        "admin",
        typed={"#je": "viele"},
    ),
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
    Sight("beamer-vorher", f"/beamer{CAMP}/projektor-{CAMP[1:]}"),
    Sight("beamer", f"/beamer{STAGE}/projektor-{STAGE[1:]}"),
    Sight("beamer-verdeckt", f"/beamer{SEALED}/projektor-{SEALED[1:]}"),
    Sight("beamer-vorschau", "/pult/umstellen/beamer/vorschau", "moderator"),
    Sight("beamer-rangliste", "/beamer/papier/projektor-papier"),
    Sight("beamer-fertig", f"/beamer{OVER}/projektor-{OVER[1:]}"),
    Sight("beamer-zeitplan", "/beamer/jetzt/projektor-jetzt"),
    Sight("beamer-zeitplan-voll", "/beamer/voll/projektor-voll"),
    Sight("beamer-zeitplan-keiner", "/beamer/planlos/projektor-planlos"),
    Sight("beamer-entwurf", f"/beamer{PLANNED}/projektor-{PLANNED[1:]}"),
    Sight("beamer-entwurf-leer", "/beamer/raumlos/projektor-raumlos"),
    Sight("beamer-probe", "/beamer/probe/{rehearsal}"),
    Sight("beamer-vor-ort", f"/pult{STAGE}/vor-ort/beamer", "moderator"),
]

BARE = [
    Sight("zeitplan-tuer", "/jetzt/zeitplan/raum/{door}"),
    Sight("zeitplan-einbetten", "/jetzt/zeitplan/einbetten"),
    Sight("zeitplan-einbetten-keiner", f"{EMPTY}/zeitplan/einbetten"),
]
"""Without bar and foot: at a room's door, and in a frame of somebody else's page."""

ORDINARY = [*EVERYBODY, *CITIZEN, *STAFF, *MODERATOR, *ADMIN]
ON_SCREENS = [*ORDINARY, *BARE]
ALL = [*ON_SCREENS, *PROJECTOR]
