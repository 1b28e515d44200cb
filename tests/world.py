"""A barcamp in every state a page can show, for looking at all of them."""

from dataclasses import dataclass, field
from pathlib import Path

from factory import DAY, NOW, Make
from kaue import db, demo, keyed
from kaue.cards import actions as cards
from kaue.events import actions as event_actions
from kaue.events import queries as events
from kaue.events.logos import redrawn
from kaue.invitations import actions as invitations
from kaue.mail import unsubscribing
from kaue.people import actions as people
from kaue.people import passwords
from kaue.people import queries as people_queries
from kaue.people.demo_people import ADDRESSES, SLUG
from kaue.people.guards import cookie_name
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.recent import forget_everything
from kaue.review import actions as review
from kaue.review.forms import RejectionForm
from kaue.signin.acts import Act
from kaue.standing import actions as standing
from kaue.standing.forms import BarrierForm
from kaue.tables import (
    AddressChange,
    Invitation,
    Language,
    MailedCode,
    OnSite,
    Person,
    PitchState,
    Reason,
    RecoveryCode,
    RoleName,
    SecondFactor,
    TopicState,
)
from kaue.topics import queries as topics
from kaue.voting import actions as voting

HERE = Path(__file__).parent
LONG_WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
UNBROKEN = ("Donaudampfschifffahrt" * 6)[:120]
LONG_TITLE = f"{LONG_WORD}: Was sie ist, wem sie hilft und wer sie am Ende abgeschafft hat"[:120]
TITLES = [
    "Wie zehn Städte gemeinsam herausfinden, was gute Beteiligung im Netz ausmacht "
    "und wer davon bis heute nichts gehört hat.",
    LONG_TITLE,
    UNBROKEN,
    "Ja?",
    "Warum <b>spitze Klammern</b> & \"Anführung\" 'harmlos' sind",
    "Kein Netz im Schwimmbad",
    "Sitzbänke, auf denen man nachts ankommt",
]
GUEST = "Gast mit Karte"
TEXT = f"""
Ein Absatz mit **Fettem**, einem [Verweis](https://example.org/) und {LONG_WORD}.

- erstens
- zweitens, <https://example.org/{"lang" * 30}>

> Und ein Zitat.
"""


@dataclass
class World:
    """`cookies` by role or by the key of a demo person; `values` fill the paths of every_page."""

    cookies: dict[str, str] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)


async def build(database_url, *, listed=None, voters=15):
    """Fill a new database. `listed` is how many topics the demo's list shows."""
    forget_everything()
    db.connect(database_url)
    await db.migrate()
    await db.open_()
    try:
        # Six of the demo's topics are not public, and one that is comes on top.
        await demo.build(demo.Size(topics=listed and listed + 5, people=voters))
        return World(values=await _values(Make()), cookies=await _cookies())
    finally:
        await db.close()
        forget_everything()


async def _values(make):
    values = await _camp(make) | await _stage(make) | await _accounts(make)
    await _over(make)
    await _cards()
    await make.event(slug="leer", title="Leeres Barcamp")
    turn = await make.event(slug="umstellen", title="Barcamp zum Umstellen")
    for n in range(5):
        await make.topic(turn, title=f"Thema {n + 1}", votes=5 - n)
    values["pitch"] = (await _frozen(turn))[0].pitch
    values |= await _offers()
    for name, notify in {"hears": "matters", "hears_not": "none"}.items():
        person = await make.person(notify=notify)
        values[name] = unsubscribing.path(person.id).removeprefix(unsubscribing.PAGE)
    values |= await _mailed_codes(values["topic"])
    await _look(make)
    await _standing()
    for slug in ("buehne", "vorbei", "leer", "umstellen"):
        event = await events.by_slug(slug)
        for role in (RoleName.STAFF, RoleName.MODERATOR):
            await people.give_role(await _demo_person(role), role, event)
    return values


async def _offers():
    """Kim is invited, and so are others; one invitation is over."""
    camp, offered = await events.by_slug(SLUG), {}
    for name, email in {"offer": ADDRESSES["citizen"], "elsewhere": f"{UNBROKEN}@x.org"}.items():
        offered[name] = await invitations.invite(email[-99:], "staff", camp, language="de")
    offered["over"] = await invitations.invite("zu-spaet@x.org", "admin", None, language="de")
    await Invitation.update({"expires_at": NOW}).where(Invitation.role == "admin")
    return offered


async def _mailed_codes(topic):
    """Somebody wants to vote and comes in by mail; somebody chose a password; one is too late."""
    vote = Act(f"/{SLUG}/themen/{topic}/stimme", (("dafuer", "1"),), f"/{SLUG}/themen")
    day = {"code": {"act": vote.packed()}, "chosen": {"password_hash": "x"}, "late": {}}
    values = {}
    for name, more in day.items():
        values[name], values[f"{name}_link"] = keyed.new_token(), keyed.new_token()
        await MailedCode(
            email=f"{UNBROKEN[:40]}@example.org",
            handle_hash=keyed.token_hash(values[name]),
            token_hash=keyed.token_hash(values[f"{name}_link"]),
            created_at=NOW,
            expires_at=NOW if name == "late" else NOW + DAY,
            **more,
        ).save()
    return values


async def _standing():
    """Two barriers are reported, and one of the standing texts is the operator's own."""
    await standing.report_barrier(BarrierForm(UNBROKEN * 3, "/smartvest", f"{UNBROKEN}@x.org"))
    await standing.report_barrier(BarrierForm(TEXT, "auf der Startseite", ""))
    own = f"## {LONG_WORD}\n\nWrite to [[E-mail]] or [[{LONG_WORD}]]. {UNBROKEN}"
    admin = await _demo_person("admin")
    await standing.save_text("nutzungsregeln", Language.ENGLISH, own, version="", by=admin)


async def _look(make):
    """An event with its own colour and logo and without the miners' story; a past one."""
    await make.event(slug="farbig", title="Barcamp Südstadt", accent="#8a1f6b", mining_story=False)
    event = await events.by_slug("farbig")
    await event_actions.set_logo(event, redrawn((HERE / "logo.png").read_bytes()))
    await make.event(slug="damals", title="Barcamp von damals", archived_at=NOW, ends_at=NOW)


async def _cookies():
    """A sign-in for everybody who wrote in the demo, by key, and for its roles."""
    named = {address: role for role, address in ADDRESSES.items()}
    cookies = {}
    for row in await db.rows("SELECT email FROM person WHERE email LIKE {}", "%@demo.example"):
        person = await people_queries.by_email(row["email"])
        name = named.get(person.email, person.email.partition("@")[0])
        cookies[name] = f"{cookie_name()}={await people.start_sign_in(person, strong=True)}"
    guest = await Person.objects().get(Person.name == GUEST)
    hanna = await people_queries.by_email("holder@demo.example")
    cookies["holder-weak"] = f"{cookie_name()}={await people.start_sign_in(hanna)}"
    cookies["card"] = f"{cookie_name()}={await people.start_sign_in(guest)}"
    return cookies


async def _demo_person(role):
    return await people_queries.by_email(ADDRESSES[role])


async def _camp(make):
    """The demo's barcamp, with everything in it that can be Kim's, the demo's citizen."""
    camp, kim = await events.by_slug(SLUG), await _demo_person("citizen")
    first = (await topics.listed(camp.id))[0]
    await voting.cast(first, by=kim)
    topic = await make.topic(camp, author=kim, title="Kims Thema", text=TEXT, themes=("open-data",))
    values = {"topic": first.id, "own": topic.id}

    for state in (TopicState.DRAFT, TopicState.SUBMITTED, TopicState.WITHDRAWN):
        one = await make.topic(camp, author=kim, title=f"Kims Thema ({state})", state=state)
        values[str(state)] = one.id
    one = await make.topic(camp, author=kim, title="Kims Werbung", state=TopicState.SUBMITTED)
    words = RejectionForm(Reason.ADVERTISING, "Bitte mehr dazu, **was** wir gemeinsam tun.")
    await review.reject(one, words, version=one.version, by=await _demo_person("staff"))

    said = await make.comment(topic, author=kim, text=TEXT)
    asked = await make.comment(topic, text=f"Gut. {UNBROKEN}")
    await make.comment(topic, author=kim, text="Danke!", parent=asked.id)
    gone = await make.comment(topic, author=kim, text="Weg.", deleted_at=NOW)
    return values | {"rejected": one.id, "said": said.id, "asked": asked.id, "gone": gone.id}


async def _accounts(make):
    """Somebody with a password, who moves to another mail address, and the holder of a card."""
    camp = await events.by_slug(SLUG)
    hashed = await passwords.hash_password("vier Wörter in einer Reihe")
    pat = await make.person(name="Pat", email="password@demo.example", password_hash=hashed)
    links = {"old_link": keyed.new_token(), "new_link": keyed.new_token()}
    await AddressChange(
        person=pat.id,
        email="pat@example.org",
        old_token_hash=keyed.token_hash(links["old_link"]),
        new_token_hash=keyed.token_hash(links["new_link"]),
        new_confirmed_at=NOW,
        created_at=NOW,
        # Looked at for as long as the suite takes.
        expires_at=NOW + DAY,
    ).save()
    hanna = await make.person(name="Hanna", email="holder@demo.example")
    await SecondFactor(person=hanna.id, secret="?", created_at=NOW, confirmed_at=NOW).save()
    await RecoveryCode(person=hanna.id, code_hash="?").save()
    guest = await make.person(name=GUEST, email=None, only_event=camp.id)
    await voting.cast((await topics.listed(camp.id))[0], by=guest)
    return links


async def _stage(make):
    """On the day: votes are closed, the list is frozen, one pitch is done and one set aside."""
    past = dict.fromkeys(["submit_until", "vote_until"], NOW)
    event = await make.event(slug="buehne", title="Barcamp am Tag selbst", starts_at=NOW, **past)
    author = await make.person(name=f"{LONG_WORD} von Lang")
    made = [await make.topic(event, title=TITLES[0], text=TEXT, votes=9)]
    for n, title in enumerate(TITLES[1:]):
        hosted = {"author": author, "hosted": n % 2 == 0}
        made.append(await make.topic(event, title=title, text=TEXT, votes=8 - n, **hosted))
    await make.comment(made[1], author=author, text=UNBROKEN * 3)
    lines = await _frozen(event)
    await pitch.mark(event.id, lines[3].pitch, PitchState.DONE)
    await pitch.mark(event.id, lines[5].pitch, PitchState.SET_ASIDE)
    return {"long": made[1].id, "unbroken": made[2].id}


async def _cards():
    """Some are printed and one sheet of them is lost; Kim is where it happens."""
    camp, stage = await events.by_slug(SLUG), await events.by_slug("buehne")
    for how_many in (40, 7):
        await cards.issue(camp, how_many)
    await cards.revoke(camp, 11, 20)
    kim = await _demo_person("citizen")
    await OnSite(event=stage.id, person=kim.id, marked_at=NOW).save()


async def _over(make):
    """All pitches are through, and so is the day."""
    moments = ["submit_until", "vote_until", "starts_at", "pitch_at", "sessions_at", "ends_at"]
    past = dict.fromkeys(moments, NOW - DAY / 2)
    event = await make.event(slug="vorbei", title="Barcamp von gestern", **past)
    await make.topic(event, votes=1)
    for line in await _frozen(event):
        await pitch.mark(event.id, line.pitch, PitchState.DONE)


async def _frozen(event):
    by = await _demo_person("moderator")
    await pitch.freeze(event.id, event.slug, after_version=0, by=by)
    return (await pitches.line_up(event.id)).lines
