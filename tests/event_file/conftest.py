"""A barcamp on the server, in the middle of its pitches, and the laptop that takes it over."""

import shutil
from datetime import timedelta
from types import SimpleNamespace

import pytest

from databases import at
from factory import DAY, NOW, Make
from kaue import cli, keyed
from kaue.event_file import queries as event_file
from kaue.events import queries as events
from kaue.merging import actions as merging
from kaue.people import actions as people
from kaue.pitch import actions as pitch
from kaue.pitch import queries as line_ups
from kaue.recent import forget_everything
from kaue.schedule import queries as schedule
from kaue.schedule import rooms
from kaue.schedule.forms import RoomForm
from kaue.stage import actions as stage
from kaue.stage import coming, links, steps
from kaue.stage import queries as stages
from kaue.steps import queries as done
from kaue.tables import (
    Card,
    Equipment,
    Event,
    Invitation,
    Mail,
    OnSite,
    OwnReason,
    Pass,
    PitchState,
    Scene,
    Tally,
    TopicState,
    Vote,
)
from kaue.web.dates import now

SLUG = "camp"
LONG_AGO = NOW - 5 * DAY
"""When people decided: at no other moment anything else was done."""
WAYS = ["sqlite to sqlite", "sqlite to postgres", "postgres to sqlite"]


@pytest.fixture(params=WAYS)
def way(request, migrated_file, tmp_path, setting):
    """The server, the laptop, and the file between them. `on(where)` makes commands work there."""
    server, laptop = request.param.split(" to ")
    urls = {"sqlite": lambda: request.getfixturevalue("sqlite_url")}
    urls["postgres"] = lambda: request.getfixturevalue("postgres_url")
    there = urls[server]()
    if laptop == server:
        here = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'laptop.sqlite')}"
    else:
        here = urls[laptop]()

    def on(where):
        setting(KAUE_DATABASE_URL=where)
        forget_everything()

    return SimpleNamespace(server=there, laptop=here, file=tmp_path / "camp.json", on=on)


@pytest.fixture
def exported(way):
    """With what was built on the server: see build()."""
    way.built = at(way.server, build)
    way.on(way.server)
    assert cli.main(["event", "export", SLUG, str(way.file)]) == 0
    return way


@pytest.fixture
def imported(exported, capsys):
    exported.on(exported.laptop)
    assert cli.main(["event", "import", str(exported.file)]) == 0
    return exported


async def build():
    """An event in the middle of its pitches."""
    built = await build_before_the_count()
    for version, method in enumerate(("votes", "balanced")):
        await pitch.freeze(
            built.event.id, SLUG, after_version=version, by=built.mo, method=method,
            reason="Neu" * version,
        )  # fmt: skip
    await _hold(built.make, built.event, built.mo)
    return built


async def build_before_the_count():
    """What a day needs, and beside it whatever else belongs to an event."""
    make = Make()
    for _ in range(3):
        await make.topic(await make.event(), votes=1)
    event = await make.event(slug=SLUG, submit_until=now(), add_paper=True, counts="sealed")
    authors = [await make.person(name=name) for name in ("Ada Amsel", "Bo Bussard", "Cy Ciconia")]
    topics = [
        await make.topic(event, author=authors[n % 3], title=title, themes=("open-data",))
        for n, title in enumerate("ABCDEFG")
    ]
    await _leave_out(make, event, topics)
    await _vote(make, topics)
    await _merge(make, event, topics)
    mo = await make.moderator(event, name="Mo Milan")
    await _rooms(event)
    await _end(event)
    event = await events.load(SLUG)
    return SimpleNamespace(authors=authors, event=event, make=make, mo=mo)


async def _rooms(event):
    await rooms.add_rounds(event, [(NOW, NOW + DAY / 24), (NOW + DAY / 12, NOW + DAY / 8)])
    second = (await schedule.rounds(event.id))[1].id
    for name, closed in (("Kaue", ()), ("Hof", (second,))):
        form = RoomForm(name, 20, True, (Equipment.SOUND,), frozenset(closed))
        await rooms.add_room(event, form)


async def _leave_out(make, event, topics):
    """What must stay where it is."""
    for state in (TopicState.DRAFT, TopicState.SUBMITTED, TopicState.REJECTED):
        await make.topic(
            event,
            title=f"Verborgen {state}",
            text="Verborgener Text",
            state=state,
            author=await make.person(name="Xaver Xenops"),
        )
    await make.comment(topics[0], author=await make.person(name="Zoe Zeisig"), text="Kommentiert")
    guest = await make.person(name="Gast 1", email=None, only_event=event.id)
    await Card(
        event=event.id, number=1, code_hash=keyed.keyed_hash("x", "y"), person=guest.id,
        issued_at=NOW,
    ).save()  # fmt: skip
    await OnSite(event=event.id, person=guest.id, marked_at=NOW).save()
    await Invitation(
        event=event.id, role="staff", email="neu@example.org", created_at=NOW,
        token_hash=keyed.token_hash("einladung"), expires_at=NOW + DAY,
    ).save()  # fmt: skip
    await Mail(address="post@example.org", kind="x", subject="x", text="x", written_at=NOW).save()
    await people.start_sign_in(await make.staff(event, name="Stefanie Star"), strong=True)
    await OwnReason(event=event.id, text="Zu laut").save()


async def _vote(make, topics):
    """Two groups and some single ones, each vote at another moment; passes; one nobody's vote."""
    wants = ["ABC"] * 7 + ["DE"] * 4 + ["AF", "G", "FG", "B"]
    by_title = {topic.title: topic for topic in topics}
    for n, titles in enumerate(wants):
        voter = await make.person(name=f"Wer Wählt{n}", email=f"wahl{n}@example.org")
        for m, title in enumerate(titles):
            moment = LONG_AGO - timedelta(minutes=7 * n + m, seconds=13)
            await Vote(topic=by_title[title].id, person=voter.id, cast_at=moment).save()
        if n % 3 == 0 and "G" not in titles:
            await Pass(topic=by_title["G"].id, person=voter.id, passed_at=LONG_AGO - n * DAY).save()
    for _ in range(2):
        passer = await make.person(name="Wer Weiter")
        for title in "AD":
            await Pass(topic=by_title[title].id, person=passer.id, passed_at=LONG_AGO).save()
    await Vote(topic=by_title["E"].id, person=None, cast_at=NOW).save()
    await Tally(topic=by_title["D"].id, paper=3, hands=5, entered_at=NOW).save()


async def _merge(make, event, topics):
    part = await make.topic(
        event, votes=2, title="Teil", author=await make.person(name="Tim Tukan")
    )
    await merging.merge(
        part, topics[1], version=part.version, home_version=topics[1].version,
        by=await make.staff(event),
    )  # fmt: skip


async def _end(event):
    await Event.update({Event.vote_until: now()}).where(Event.id == event.id)
    events.forget(event.slug)


async def _hold(make, event, mo):
    """Steps, one of them undone; a late topic that stayed, and one that was taken out again."""

    async def number(place):
        return (await line_ups.line_up(event.id)).lines[place].pitch

    await links.make(event.id, by=mo)
    await stage.start_clock(event, await number(0), by=mo)
    await stage.count_hands(event, await number(0), 17, by=mo)
    await coming.say(event, await number(0), True, by=await make.person(name="Kommt Kiebitz"))
    await stage.mark(event, await number(0), PitchState.DONE, by=mo)
    await stage.add_late(event, "Versehen", "Vera Versehen", by=mo)
    await steps.undo(
        event.id, number=(await done.past(event.id, Scene.DESK)).steps[0].number, by=mo
    )
    await stage.add_late(event, "Aus dem Saal", "Rosa Rotkehlchen", by=mo)
    await stage.move(event, await number(5), to=3, by=mo)
    await stage.miss(event, await number(1), by=mo)


async def desk():
    """All that the desk shows and can change, but for numbers of rows."""
    event = await events.load(SLUG)
    line_up = await line_ups.line_up(event.id, unsealed=True)
    stands = await stages.the_stage(event.id)
    return {
        "lines": [
            (line.title, line.topic.id, line.topic.host_names, line.rank, line.votes, line.state,
             line.by_hand, line.not_here, line.takes_longer, line.hands, line.coming)
            for line in line_up.lines
        ],
        "rooms": [
            (room.name, room.seats, room.step_free, room.equipment, len(room.closed))
            for room in await schedule.rooms(event.id)
        ],
        "rounds": [
            (one.title, one.starts_at, one.ends_at) for one in await schedule.rounds(event.id)
        ],
        "order": line_up.frozen.order,
        "current": line_up.current.title,
        "stage": (stands.version, stands.showing, stands.seconds, stands.started_at,
                  stands.seconds_left, stands.pitch == line_up.frozen.held),
        "history": [
            (step.number, step.act, step.words, step.acted_at, step.undone_at)
            for step in (await done.past(event.id, Scene.DESK)).steps
        ],
    }  # fmt: skip


async def whole():
    """The content of the file that would be written now."""
    return await event_file.content((await events.load(SLUG)).id)
