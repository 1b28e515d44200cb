"""A barcamp in every state a page can show, for looking at all of them."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from factory import DAY, NOW, Make
from kaue import db, demo, keyed
from kaue.administration import actions as administration
from kaue.cards import actions as cards
from kaue.comments import queries as comments
from kaue.events import actions as event_actions
from kaue.events import queries as events
from kaue.events.logos import redrawn
from kaue.invitations import actions as invitations
from kaue.limits import actions as limits
from kaue.limits.rules import RULES, Purpose
from kaue.mail import unsubscribing
from kaue.merging import actions as merging
from kaue.merging import hosting
from kaue.merging import queries as merges
from kaue.people import actions as people
from kaue.people import passwords
from kaue.people import queries as people_queries
from kaue.people.demo_people import ADDRESSES, SLUG
from kaue.people.guards import cookie_name
from kaue.pitch import actions as pitch
from kaue.pitch import draws
from kaue.pitch import queries as pitches
from kaue.recent import forget_everything
from kaue.rehearsal import actions as rehearsal
from kaue.reports import actions as reports
from kaue.reports import appeals
from kaue.reports import queries as reported
from kaue.reports.forms import ReportForm
from kaue.results import next_steps, next_year, notes
from kaue.results.forms import NoteForm, StepForm
from kaue.review import actions as review
from kaue.review import comment_actions, on_behalf, reasons, wording
from kaue.review import queries as decisions
from kaue.review.forms import OnBehalfForm, RejectionForm, WordingForm
from kaue.schedule import board, drafts, publishing, rooms, stars
from kaue.schedule import queries as schedule
from kaue.schedule.forms import RoomForm
from kaue.signin import codes
from kaue.signin.acts import Act
from kaue.signin.carry import OF_THE_DOOR
from kaue.stage import actions as stage
from kaue.stage import links
from kaue.standing import actions as standing
from kaue.standing.forms import BarrierForm
from kaue.tables import (
    AddressChange,
    Attempt,
    CommentState,
    Counts,
    Equipment,
    Event,
    Host,
    Invitation,
    Language,
    MailedCode,
    OnSite,
    Person,
    PitchState,
    Placement,
    Plan,
    Reason,
    RecoveryCode,
    RoleName,
    SecondFactor,
    Session,
    Showing,
    Tally,
    Topic,
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
SPOKEN = {
    **dict.fromkeys(TITLES[:3], 3),
    "Digitale Bürgerbeteiligung: Was bringt die dritte Umfrage im Jahr, wenn niemand je erfährt, "
    "was aus der ersten wurde?": 3,
    "Wie kommen alle, die kein Auto haben, nach dem letzten Bus noch vom Bahnhof nach Hause?": 1,
    "Was tun gegen leere Läden in der Innenstadt, bevor es zu spät ist?": 2,
    "Fahrradküche": 3,
}
"""Titles of pitches: 120 characters, no blank to break at, what is usual; and how many hold it."""
THREE = ("Mohammad-Reza Al-Khalidi", "Annegret Schulze-Wiesenkamp", "Friederike von Hohenstein")
GUEST = "Gast mit Karte"
DOOR_SECRET = "of-a-browser-in-which-something-was-begun"
DIRECTORY = {
    "KAUE_OIDC_ISSUER": "http://127.0.0.1:9",  # nobody answers there
    "KAUE_OIDC_CLIENT_ID": "kaue",
    "KAUE_OIDC_NAME": "Kreis Recklinghausen",
}
"""Settings of a server that shows the world with a directory to sign in by."""
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
        # Six of the demo's topics are not public, and two that are come on top.
        await demo.build(demo.Size(topics=listed and listed + 4, people=voters))
        return World(values=await _values(Make()), cookies=await _cookies())
    finally:
        await db.close()
        forget_everything()


async def _values(make):
    values = await _camp(make) | await _stage(make) | await _accounts(make)
    values |= await _over(make)
    values |= await _strict(make)
    await _cards()
    await make.event(slug="leer", title="Leeres Barcamp")
    await _wall(make)
    for slug in (SLUG, "buehne", "vorbei", "verdeckt", "wand"):
        await make.projector(await events.by_slug(slug))
    await make.projector(await events.by_slug("papier"), Showing.RANKING)
    mo, hall = await _demo_person("moderator"), await events.by_slug("buehne")
    await links.make(hall.id, by=mo, name=LONG_WORD[:40], showing=Showing.RANKING)
    before = await make.event(slug="vorher", title="Barcamp vor der Auszählung")
    for title in TITLES[:3]:
        await make.topic(before, title=title, votes=2)
    await draws.commit_all()
    turn = await make.event(slug="umstellen", title="Barcamp zum Umstellen")
    for n in range(5):
        await make.topic(turn, title=f"Thema {n + 1}", votes=5 - n)
    values["pitch"] = (await _frozen(turn))[0].pitch
    values["rehearsal"] = await _rehearsal(turn)
    values |= await _rooms()
    values |= await _plans(make)
    values |= await _offers()
    for name, notify in {"hears": "matters", "hears_not": "none"}.items():
        person = await make.person(notify=notify)
        values[name] = unsubscribing.path(person.id).removeprefix(unsubscribing.PAGE)
    values |= await _mailed_codes(values["topic"]) | await _crowd(make)
    await _look(make)
    values |= await _reports(make, values)
    values |= await _merged(make)
    await _standing()
    await _reasons()
    for slug in (
        "buehne",
        "vorbei",
        "vorbei-leer",
        "leer",
        "umstellen",
        "vorher",
        "verdeckt",
        "wand",
        "jetzt",
        "geplant",
    ):
        event = await events.by_slug(slug)
        for role in (RoleName.STAFF, RoleName.MODERATOR):
            await people.give_role(await _demo_person(role), role, event)
    return values


async def _rooms():
    """Of the barcamp on stage, with some of its topics on the board."""
    event = await events.by_slug("buehne")
    first = await _rooms_of(event)
    found, mo = await schedule.rooms(event.id), await _demo_person("moderator")
    for n, topic in enumerate((await topics.listed(event.id))[:8]):
        cell = (await schedule.rounds(event.id))[n % 2].id, found[n % 3].id
        with suppress(board.OtherThere):
            await board.place(event, topic.id, cell, instead_of=None, by=mo)
    return {"room": found[3].id, "round": first, "cell": f"{first}-{found[3].id}"}


async def _rooms_of(event):
    """Six rooms, four rounds, lunch; one room is closed in the first round, which is returned."""
    begins = event.sessions_at
    spans = [(begins + n * DAY / 24, begins + (n + 0.75) * DAY / 24) for n in (0, 1, 3, 4)]
    await rooms.add_rounds(event, spans)
    lunch = (begins + 1.8 * DAY / 24, begins + 2.9 * DAY / 24)
    await rooms.add_rounds(event, [lunch], title="Mittagessen")
    first = (await schedule.rounds(event.id))[0].id
    for name, seats, closed in (
        ("Schwarzkaue", 120, ()), ("Weißkaue", 60, ()), ("Lampenstube", 30, ()),
        ("Steigerzimmer", 16, (first,)), ("Fördermaschinenhaus", 40, ()), ("Hof", 25, ()),
    ):  # fmt: skip
        things = (Equipment.PROJECTOR,) if seats > 20 else (Equipment.FLIPCHART,)
        form = RoomForm(name, seats, seats > 20, things, frozenset(closed))
        await rooms.add_room(event, form)
    return first


async def _plans(make):
    """Of "geplant" two versions and a draft are made, with what is cancelled, held again and long;
    of "jetzt" all of it runs now.
    """
    event = await make.event(slug="geplant", title="Barcamp mit Plan")
    for n, title in enumerate(TITLES):
        author = await make.person(name=f"{LONG_WORD} von Lang") if n % 2 else None
        await make.topic(event, title=title, text=TEXT, **({"author": author} if author else {}))
    await _rooms_of(event)
    await _place(event, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0), (3, 2)])
    await _publish(event, "")
    listed, kim = await topics.listed(event.id), await _demo_person("citizen")
    await _place(event, [(0, 0), (0, 1), (0, 2), (1, 0), (2, 1), (2, 0), (3, 2)], again=(3, 4))
    await _publish(event, f"Neue Räume. {UNBROKEN}")
    for topic in listed[:3]:
        await stars.set_star(event, topic.id, True, by=kim)
    await Topic.update({Topic.state: TopicState.HIDDEN}).where(Topic.id == listed[5].id)
    topics.list_changed(event.id)
    await _place(event, [(1, 2), (0, 1), (0, 2), (1, 0), (2, 1)])
    day = await make.event(
        slug="jetzt", title="Barcamp, das gerade läuft", starts_at=NOW - DAY / 12
    )
    for title in TITLES[:4]:
        await make.topic(day, title=title)
    spans = [(NOW + n * DAY / 24, NOW + (n + 0.9) * DAY / 24) for n in (-0.5, 0.5, 1.5)]
    await rooms.add_rounds(day, spans)
    await rooms.add_rounds(day, [(spans[2][1], spans[2][1] + DAY / 24)], title="Abschluss")
    await rooms.add_rounds(day, [(NOW - DAY / 12, NOW - DAY / 24)], title="Begrüßung")
    for name in ("Weißkaue", f"Raum {LONG_WORD}"[:60]):
        await rooms.add_room(day, RoomForm(name, 40, True, (), frozenset()))
    await _place(day, [(0, 0), (0, 1), (1, 0), (2, 1)])
    await _publish(day, "Der Plan.")
    await make.projector(day, Showing.SCHEDULE)
    await _crowded(make)
    await make.projector(event, Showing.DRAFT)
    await make.projector(await make.event(slug="raumlos", title="Ohne Räume"), Showing.DRAFT)
    await make.projector(await make.event(slug="planlos", title="Ohne Plan"), Showing.SCHEDULE)
    return {"door": (await schedule.rooms(day.id))[0].id, "planned": listed[1].id}


async def _crowded(make):
    """Twelve rooms at once: more than two rounds beside one another have room for."""
    day = await make.event(slug="voll", title="Barcamp mit zwölf Räumen", starts_at=NOW)
    for n in range(12):
        await make.topic(day, title=TITLES[n % len(TITLES)])
        name = f"Raum {n + 1}" if n % 3 else f"{LONG_WORD[:40]} {n}"
        await rooms.add_room(day, RoomForm(name, 20, True, (), frozenset()))
    await rooms.add_rounds(day, [(NOW, NOW + DAY / 12)])
    await _place(day, [(0, n) for n in range(12)])
    await _publish(day, "")
    await make.projector(day, Showing.SCHEDULE)


async def _place(event, cells, *, again=None):
    """The listed topics, one after the other, into (round, room); the first one twice."""
    await Placement.delete().where(Placement.event == event.id)
    held = [one.id for one in await schedule.rounds(event.id) if not one.is_for_all]
    doors = [one.id for one in await schedule.rooms(event.id)]
    listed = await topics.listed(event.id)
    places = [(topic, cell, False) for topic, cell in zip(listed, cells, strict=False)]
    places += [(listed[0], again, True)] if again else []
    for topic, (nth, room), twice in places:
        where = {"round": held[nth], "room": doors[room], "again": twice}
        await Placement(event=event.id, topic=topic.id, **where).save()


async def _publish(event, note):
    version = (await drafts.the_draft(event.id)).version
    mo = await _demo_person("moderator")
    await publishing.publish(event, note=note, by=mo, after_version=version)


async def _rehearsal(event):
    """Of "umstellen", half way through, with two pitches made one. Returns a projector's key."""
    made = await rehearsal.begin(event)
    await Event.update({Event.slug: "probe"}).where(Event.id == made.id)
    event = await events.load("probe")
    lines, mo = await _frozen(event), await _demo_person("moderator")
    await stage.mark(event, lines[0].pitch, PitchState.DONE, by=mo)
    await stage.merge(event, lines[1].pitch, lines[3].pitch, by=mo)
    await stage.show(event, Showing.PITCH, by=mo)
    return await links.make(event.id, by=mo)


async def _offers():
    """Kim is invited, and so are others; one invitation is over."""
    camp, offered = await events.by_slug(SLUG), {}
    for name, email in {"offer": ADDRESSES["citizen"], "elsewhere": f"{UNBROKEN}@x.org"}.items():
        offered[name] = await invitations.invite(email[-99:], "staff", camp, language="de")
    offered["over"] = await invitations.invite("zu-spaet@x.org", "admin", None, language="de")
    await Invitation.update({"expires_at": NOW}).where(Invitation.role == "admin")
    return offered


async def _mailed_codes(topic):
    """Somebody wants to vote and comes in by mail; somebody chose a password; one is too late.

    In another browser a topic was begun, and a comment of Kim's; one code was used there.
    """
    vote = Act(f"/{SLUG}/themen/{topic}/stimme", (("dafuer", "1"),), f"/{SLUG}/themen")
    proposal = Act(f"/{SLUG}/themen/neu", (("titel", LONG_TITLE), ("text", TEXT + UNBROKEN)), "/")
    comment = Act(f"/{SLUG}/themen/{topic}/kommentare", (("kommentar", TEXT),), f"/{SLUG}/themen")
    day = {
        "code": {"act": vote.packed()},
        "chosen": {"password_hash": "x"},
        "late": {"expires_at": NOW},
        "begun": {"act": proposal.packed()},
        "left": {"act": comment.packed(), "email": ADDRESSES["citizen"], "used_at": NOW},
        "done": {"act": proposal.packed(), "used_at": NOW},
    }
    values = {}
    for name, more in day.items():
        values[name], values[f"{name}_link"] = codes._tied(DOOR_SECRET), codes._tied("another")
        plain = {
            "email": f"{UNBROKEN[:40]}@example.org",
            "handle_hash": keyed.token_hash(values[name]),
            "token_hash": keyed.token_hash(values[f"{name}_link"]),
            "created_at": NOW,
            "expires_at": NOW + DAY,
        }
        await MailedCode(**plain | more).save()
    return values


async def _crowd(make):
    """An address that was typed too often today, and people who set up their second factor."""
    bound = RULES[Purpose.CODE_REQUEST][-1]
    began, key = limits._counted_under(Purpose.CODE_REQUEST, "viel-gefragt@example.org", bound, NOW)
    asked = {"purpose": Purpose.CODE_REQUEST, "key_hash": key, "span": began}
    await Attempt(**asked, times=bound.most).save()
    return {"setting_up": [await people.start_sign_in(await make.person()) for _ in range(20)]}


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


async def _reports(make, values):
    """A topic and a comment are reported, one report is dismissed; Kim appeals twice."""
    camp, staff = await events.by_slug(SLUG), await _demo_person("staff")
    kim, admin = await _demo_person("citizen"), await _demo_person("admin")
    made = {}
    for name, thing, words in (
        ("told", await reported.topic(camp.id, values["topic"]), UNBROKEN),
        ("report", await reported.comment(camp.id, values["answered"]), f"{LONG_WORD}. {UNBROKEN}"),
        ("report", await reported.comment(camp.id, values["answered"]), TEXT),
    ):
        wanted = ReportForm("insult", words, f"{UNBROKEN[:50]}@x.org")
        made[f"{name}_link"] = await reports.report(thing, wanted, language="de", by=None)
        made[name] = (await reported.open_cases(camp.id))[-1]
        if name == "told":
            await reports.dismiss(made[name], f"Nein. {UNBROKEN}", by=staff)
    hidden = await reported.topic(camp.id, values["hidden"])
    await appeals.appeal(hidden, f"Doch! {UNBROKEN}", language="de", by=kim)
    made["appeal"] = (await reported.open_cases(camp.id))[-1]

    topic = await make.topic(await events.by_slug("farbig"), author=kim, title=LONG_TITLE)
    said = await comments.find((await make.comment(topic, author=kim, text=UNBROKEN)).id)
    reason = RejectionForm(Reason.RULES, UNBROKEN)
    await comment_actions.hide(said, reason, version=said.version, by=staff)
    thing = await reported.comment(topic.event, said.id)
    await appeals.appeal(thing, "Doch!", language="de", by=kim)
    (case,) = await reported.open_cases(topic.event)
    await appeals.refuse(case, f"Nein. {UNBROKEN}", by=admin)
    numbers = {name: made[name].number for name in ("told", "report", "appeal")}
    links = {name: made[name] for name in ("told_link", "report_link")}
    return numbers | links | {"appealed": topic.id, "appealed_comment": said.id}


async def _merged(make):
    """Kim's topic has become a part of somebody's, and somebody's a part of Kim's."""
    event = await make.event(slug="gemeinsam", title="Barcamp mit Dubletten")
    kim, staff = await _demo_person("citizen"), await _demo_person("staff")
    await people.give_role(staff, RoleName.STAFF, event)
    other = await make.person(name=f"{LONG_WORD} von Lang")
    titles = {"home": LONG_TITLE, "merged": UNBROKEN, "kims_home": "Sitzbänke", "offered": "Bänke"}
    made = {
        name: await make.topic(
            event,
            title=title,
            text=TEXT,
            votes=4,
            author=kim if name in {"merged", "kims_home"} else other,
        )
        for name, title in titles.items()
    }
    await voting.cast(made["merged"], by=kim)
    await make.comment(made["merged"], text=f"Ein Kommentar dort. {UNBROKEN}")
    for source, home in (("merged", "home"), ("offered", "kims_home")):
        await merging.merge(made[source], made[home], version=1, home_version=1, by=staff)
    (part,) = await merges.parts(made["kims_home"], None)
    await hosting.offer(part, by=other)
    twice = [await make.topic(event, title=title, text=TEXT) for title in TITLES[-2:]]
    values = {f"twice_{n}": topic.id for n, topic in enumerate(twice)}
    lone = await make.topic(event, title="Allein", text="Nur dies.", state=TopicState.SUBMITTED)
    return values | {name: topic.id for name, topic in made.items()} | {"lone": lone.id}


async def _reasons():
    """The camp has reasons of its own, and one that was removed."""
    camp = await events.by_slug(SLUG)
    for text, english in ((UNBROKEN, ""), (f"Wegen der {LONG_WORD}.", "Because."), ("Alt.", "")):
        await administration.add_reason(camp, text, english)
    await administration.remove_reason(camp, (await reasons.own_reasons(camp.id))[-1].id)


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
    cookies["setting-up"] = f"{cookie_name()}=replaced on each visit"
    cookies["door"] = f"{cookie_name(OF_THE_DOOR)}={DOOR_SECRET}"
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

    values |= await _reviewed(make, camp, kim)
    said = await make.comment(topic, author=kim, text=TEXT)
    asked = await make.comment(topic, text=f"Gut. {UNBROKEN}")
    await make.comment(topic, author=kim, text="Danke!", parent=asked.id)
    gone = await make.comment(topic, author=kim, text="Weg.", deleted_at=NOW)
    values |= await _moderated(make, topic, kim)
    return values | {"rejected": one.id, "said": said.id, "answered": asked.id, "gone": gone.id}


async def _moderated(make, topic, kim):
    """Comments that wait, were looked at by nobody yet, or are hidden; some of them are Kim's."""
    staff = await _demo_person("staff")
    long_ago = NOW - 9 * DAY
    waits = {"state": CommentState.WAITING, "unreviewed": True, "written_at": long_ago}
    own = await make.comment(topic, author=kim, text=f"Noch nicht. {UNBROKEN}", **waits)
    await make.comment(topic, text="ALLES KLAR!!! https://example.org", unreviewed=True)
    hidden = await make.comment(topic, author=kim, text=f"Das war zu viel: {LONG_WORD}")
    await make.comment(topic, text="Finde ich auch.", parent=hidden.id)
    reason = RejectionForm(Reason.RULES, f"Bitte **freundlich**. {UNBROKEN}")
    for one in (hidden, await make.comment(topic, text="Nur ein Versuch.")):
        found = await comments.find(one.id)
        await comment_actions.hide(found, reason, version=1, by=staff)
    await make.comment(topic, text="Und was sagt ihr dazu?", parent=one.id)
    changed = await make.comment(topic, text="Neu gesagt.", state=CommentState.WAITING)
    await make.comment(topic, text="Gut so.", parent=changed.id)
    return {"waits": own.id, "hidden_comment": hidden.id}


async def _reviewed(make, camp, kim):
    """What staff can do beside accepting and rejecting, done to topics of Kim."""
    staff, made = await _demo_person("staff"), {}
    waiting = {"author": kim, "state": TopicState.SUBMITTED, "text": TEXT}
    for name in ("asked", "suggested", "changed"):
        made[name] = await make.topic(camp, title=f"{LONG_WORD[:60]} ({name})", **waiting)
    words = f"Wo genau? {UNBROKEN}"
    await review.ask_back(made["asked"], words, version=1, by=staff)
    wanted = WordingForm(LONG_TITLE, f"{TEXT}\n\nUnd **mehr**.", "So ist es klarer.")
    await wording.suggest(made["suggested"], wanted, version=1, by=staff)
    await review.accept(made["changed"], version=1, by=staff)
    await Topic.update(
        {Topic.text: "Nun ganz anders. https://example.org", Topic.state: TopicState.SUBMITTED}
    ).where(Topic.id == made["changed"].id)
    made["hidden"] = await make.topic(camp, author=kim, title="Kims Geheimnis", votes=3)
    reason = RejectionForm(Reason.RULES, UNBROKEN)
    await review.hide(made["hidden"], reason, version=1, by=staff)
    form = OnBehalfForm(LONG_TITLE, TEXT, "Frau Schmidt", "paper", "workshop", (), True, False)
    numbers = {name: topic.id for name, topic in made.items()}
    return numbers | {
        "paper": await on_behalf.enter(camp, form, by=staff),
        "kim": kim.id,
        "act": (await decisions.latest_decision(made["asked"].id)).id,
    }


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


async def _wall(make):
    """The most a projector has to show."""
    event = await make.event(
        slug="wand", title="Barcamp der langen Titel", submit_until=NOW, vote_until=NOW
    )
    first, *others = [await make.person(name=name) for name in THREE]
    for n, (title, hosts) in enumerate(SPOKEN.items()):
        topic = await make.topic(event, title=title, votes=9 - n, author=first)
        for giver in others[: hosts - 1]:
            await Host(topic=topic.id, person=giver.id).save()
    await _frozen(event)


async def _strict(make):
    """Two barcamps with rules of their own: one takes votes on site only, one was counted."""
    rules = {"voters_mail": False, "voters_card": False, "voters_directory": False}
    event = await make.event(
        slug="vor-ort-nur", title="Barcamp mit Regeln", counts=Counts.OWN, votes_each=3, **rules
    )
    ruled = [await make.topic(event, title=title, votes=2) for title in TITLES[:3]]
    sealed = {"counts": Counts.MODERATORS, "add_paper": True}
    await _tallied(make, slug="verdeckt", title="Verdecktes Barcamp", **sealed)
    both = {"add_paper": True, "add_hands": True}
    await _tallied(make, slug="papier", title="Barcamp mit Papier", **both)
    return {"ruled": ruled[0].id}


async def _tallied(make, **values):
    """Counted with votes on paper and with hands; another order than the one laid down leads."""
    event = await make.event(submit_until=NOW, vote_until=NOW, starts_at=NOW, **values)
    for n, title in enumerate(TITLES[:4]):
        topic = await make.topic(event, title=title, votes=4 - n)
        await Tally(topic=topic.id, paper=n, hands=2 * n, entered_at=NOW).save()
    await _frozen(event)
    await stage.order_by(event, "fair", by=await _demo_person("moderator"), reason=LONG_TITLE)


async def _cards():
    """Some are printed and one sheet of them is lost; Kim is where it happens."""
    camp, on_stage = await events.by_slug(SLUG), await events.by_slug("buehne")
    for how_many in (40, 7):
        await cards.issue(camp, how_many)
    await cards.revoke(camp, 11, 20)
    kim = await _demo_person("citizen")
    await OnSite(event=on_stage.id, person=kim.id, marked_at=NOW).save()


async def _over(make):
    """All pitches are through, and so is the day: one topic was held, Kim's was not."""
    moments = ["submit_until", "vote_until", "starts_at", "pitch_at", "sessions_at", "ends_at"]
    past = dict.fromkeys(moments, NOW - DAY / 2)
    event = await make.event(slug="vorbei", title="Barcamp von gestern", **past)
    await make.event(slug="vorbei-leer", title="Barcamp, zu dem niemand kam", **past)
    kim, staff = await _demo_person("citizen"), await _demo_person("staff")
    held = await make.topic(event, votes=1)
    await Host(topic=held.id, person=kim.id).save()
    unheld = await make.topic(event, title=LONG_TITLE, author=kim)
    bare = await make.topic(event, title=UNBROKEN)
    for line in (await _frozen(event))[:2]:
        await pitch.mark(event.id, line.pitch, PitchState.DONE)
    await _held(event, held, bare)
    note = NoteForm(f"{TEXT}{UNBROKEN}", f"https://example.org/{'lang' * 30}")
    await notes.write(held, note, version=0, by=kim)
    await notes.write(bare, NoteForm("Nennt Namen.", ""), version=0, by=staff)
    await notes.hide(bare, f"Nein. {UNBROKEN}", version=1, by=staff)
    step = StepForm(f"{LONG_WORD} {UNBROKEN}", f"Amt für {LONG_WORD}", "2027-03-31", "planned", "")
    await next_steps.enter(held, step, version=0, by=staff)
    dropped = StepForm("", "", "", "not_pursued", f"Zu teuer. {UNBROKEN}")
    await next_steps.enter(bare, dropped, version=0, by=staff)
    await next_year.agree(unheld, by=kim)
    return {"held": held.id, "unheld": unheld.id, "bare": bare.id}


async def _held(event, *held):
    """A plan is published in which these are held, one after the other."""
    plan = Plan(event=event.id, version=1, published_at=NOW)
    await plan.save()
    for n, topic in enumerate(held):
        starts = event.sessions_at + n * DAY / 24
        times = {"starts_at": starts, "ends_at": starts + DAY / 32}
        room = "Lampenstube" if n else LONG_WORD[:60]
        await Session(
            plan=plan.id, topic=topic.id, title=topic.title, room_name=room, **times
        ).save()


async def _frozen(event):
    by = await _demo_person("moderator")
    await pitch.freeze(event.id, event.slug, after_version=0, by=by)
    return (await pitches.line_up(event.id)).lines
