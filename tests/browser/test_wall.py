"""Every kind of pitch on every picture of the projector, at the sizes that projectors have.

The real application answers from memory here, so that a whole barcamp is looked at in seconds.
"""

import pytest

from browsing import CONFESS
from conftest import HERE
from factory import DAY, NOW
from kaue import db as database
from kaue.merging import actions as merging
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.rehearsal import actions as rehearsal
from kaue.schedule import drafts, publishing, rooms
from kaue.schedule import queries as schedule
from kaue.schedule.forms import RoomForm
from kaue.stage import actions as stage
from kaue.tables import Counts, Host, PitchState, Placement, Showing, Tally, Topic, TopicState
from kaue.topics import queries as topics
from measuring import CUT_OFF, STICKING_OUT
from turning import turned
from world import LONG_WORD, SPOKEN, THREE, TITLES

WALLS = [(1920, 1080), (1920, 1200), (1024, 768)]
CAPITAL = 0.689
"""Height of a capital in the size of its letters."""

LOW, TITLE_LENGTH = 60, 120
"""Millimetres, where the picture is 3 m wide; letters."""

TOO_LOW = """([capital, least]) => [...document.querySelectorAll("main *")]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    return one.checkVisibility() && width > 2 && height > 2;
  })
  .map((one) => {
    const drawing = one.closest(".stage-sky");
    const by = drawing ? drawing.getScreenCTM().a : 1;
    return [one, parseFloat(getComputedStyle(one).fontSize) * by * capital * 3000 / innerWidth];
  })
  .filter(([, high]) => high < least - 0.3)
  .map(([one, high]) => `${high.toFixed(1)} mm: ${one.textContent.trim()}`)"""

# Words over words, or numbers that stick out of their baskets.
OVER = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [], range = document.createRange();
  while (walker.nextNode()) {
    const { data, parentElement: parent } = walker.currentNode;
    if (!data.trim() || parent.closest("svg, .kern-sr-only, .stage-low .join span")) continue;
    range.selectNodeContents(walker.currentNode);
    // What a title has no room for is out of sight.
    const edge = parent.closest(".cut")?.getBoundingClientRect();
    const boxes = [...range.getClientRects()]
      .filter((box) => !edge || box.top < edge.bottom - box.height / 2);
    if (boxes.length) found.push([data.trim(), boxes]);
  }
  const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.25 * Math.min(a.height, b.height);
  const over = found.flatMap(([text, boxes], n) => found.slice(n + 1)
    .filter(([, others]) => boxes.some((a) => others.some((b) => meets(a, b))))
    .map(([other]) => `${text} over ${other}`));
  for (const number of document.querySelectorAll(".stage-sky text")) {
    const basket = number.parentElement.querySelector(".bk").getBoundingClientRect();
    const box = number.getBoundingClientRect();
    const inside = box.left >= basket.left && box.right <= basket.right;
    if (!inside) over.push(`basket ${number.textContent}`);
  }
  const foot = document.querySelector(".stage-foot")?.getBoundingClientRect();
  if (foot && foot.bottom > innerHeight + 1) over.push("the foot is below the edge");
  return over;
}"""

# What ends in "…" though there is room for one more line, or in the middle of a line.
CUT_WITH_ROOM = """() => {
  const wrong = [], cut = (one) => one.scrollHeight > one.clientHeight + 2;
  for (const one of document.querySelectorAll("main :is(h1, h2, p, b, i, span):not(.cut)")) {
    const clamped = getComputedStyle(one).webkitLineClamp !== "none";
    if (clamped && cut(one)) wrong.push(`cut: ${one.textContent}`);
  }
  const next = document.querySelector(".stage-next:has(ol)");
  if (!next) return wrong;
  const titles = [...next.querySelectorAll(".cut")];
  const line = parseFloat(getComputedStyle(titles[0]).lineHeight);
  const box = (one) => one.getBoundingClientRect();
  const rows = titles.map((one) => box(one.closest("li")));
  const heading = next.querySelector("h2");
  const margin = parseFloat(getComputedStyle(heading).marginBottom);
  const above = rows[0].top - box(heading).bottom - margin;
  const room = above + box(next).bottom - rows.at(-1).bottom;
  titles.forEach((one, n) => {
    const { height, bottom } = box(one), title = one.textContent;
    if (Math.abs(height / line - Math.round(height / line)) > 0.05) wrong.push(`half: ${title}`);
    if (height < line - 2) wrong.push(`nothing of it: ${title}`);
    const goesOn = box(one.firstElementChild).bottom > bottom + line / 2;
    if (goesOn && room + rows[n].height - height > line) wrong.push(`cut: ${title}`);
  });
  return wrong;
}"""

SCROLLS = """() =>
  document.documentElement.scrollHeight > innerHeight + 1 ? ["it scrolls"] : []"""

# In one go, because there are hundreds of pictures.
ALL = f"""(heights) => [
  {", ".join(f"...({one})()" for one in (STICKING_OUT, CUT_OFF, OVER, CUT_WITH_ROOM, SCROLLS))},
  ...({TOO_LOW})(heights),
]"""


@pytest.fixture
def database_url(sqlite_url):
    """What is drawn does not depend on where it is stored."""
    return sqlite_url


@pytest.fixture
async def wall(chromium, browser_for):
    """A projector that is answered from memory."""
    client = await browser_for()
    context = await chromium.new_context(base_url=HERE, locale="de-DE")
    complaints = []
    await context.add_init_script(CONFESS)

    async def fulfil(route):
        path = route.request.url.removeprefix(HERE)
        if path.startswith("/live?"):
            return await route.fulfill(status=204)
        answer = await client.get(path)
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name not in {"content-encoding", "content-length"}
        }
        return await route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    await context.route("**/*", fulfil)
    page = await context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield Wall(page, client)
    await context.close()
    assert complaints == []


class Wall:
    def __init__(self, page, client):
        self.page, self.client = page, client
        self.looked_at = 0

    async def open(self, path):
        self.path = path
        answer = await self.page.goto(path)
        assert answer.status == 200
        await self.page.evaluate("document.fonts.ready")

    async def wrong(self, what):
        """With the picture as it is now, at every size."""
        answer = await self.client.get(self.path)
        assert answer.status_code == 200, what
        main = answer.text[answer.text.index("<main") : answer.text.index("</main>") + 7]
        await self.page.evaluate(
            "(html) => { document.querySelector('#buehne').outerHTML = html }", main
        )
        self.text, found = answer.text, []
        for width, height in WALLS:
            await self.page.set_viewport_size({"width": width, "height": height})
            wrong = await self.page.evaluate(ALL, [CAPITAL, LOW])
            found += [f"{what}, {width} × {height}: {one}" for one in wrong]
            self.looked_at += 1
        return found


def titles():
    """Without end: what is usual, one word, and the longest with the longest words."""
    known = [*TITLES, *SPOKEN, f"{LONG_WORD} und noch eine {LONG_WORD}"]
    for n in range(10_000):
        yield f"{known[n % len(known)][: TITLE_LENGTH - 4]} {n + 1}"


async def pitched(make, number, **values):
    """Counted, with so many pitches of every kind, and a plan. Returns event and moderator."""
    event = await make.event(
        title="Barcamp der langen Titel im Kreis", submit_until=NOW, vote_until=NOW, starts_at=NOW,
        pitch_at=NOW, sessions_at=NOW, ends_at=NOW + DAY, add_paper=True, **values,
    )  # fmt: skip
    mo, title = await make.moderator(event), titles()
    people = [await make.person(name=name) for name in THREE]
    made = []
    for n in range(max(1, number - 2)):
        wish, bare, paper = n % 5 == 1, n % 5 == 2, n % 5 == 3
        votes = 0 if bare or paper else (number - n) % 7
        topic = await make.topic(
            event, title=next(title), author=people[0], hosted=not wish, votes=votes
        )
        if not wish and n % 2 == 0:
            for giver in people[1:]:
                await Host(topic=topic.id, person=giver.id).save()
        if paper:
            await Tally(topic=topic.id, paper=112, hands=0, entered_at=NOW).save()
        made.append(topic)
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    if number > 1:
        await stage.add_late(event, next(title), "Aus dem Saal", by=mo)
        await stage.add_late(event, next(title), "", by=mo)
        part, home, gone = made[3], made[4], made[5]
        await merging.merge(part, home, version=part.version, home_version=home.version, by=mo)
        await Topic.update({Topic.state: TopicState.WITHDRAWN}).where(Topic.id == gone.id)
        topics.list_changed(event.id)
    await planned(event, mo)
    return event, mo


async def planned(event, mo):
    """As many topics as there are cells, all but three."""
    listed = [one.topic for one in (await pitches.line_up(event.id)).lines if one.topic.is_public]
    beside = 1 if len(listed) < 3 else 6 if len(listed) < 30 else 12
    for n in range(beside):
        name = f"{LONG_WORD[:50]} {n}" if n % 4 == 3 else f"Raum {n + 1}"
        await rooms.add_room(event, RoomForm(name, 20, True, (), frozenset()))
    spans = [
        (NOW + n * DAY / 24, NOW + (n + 0.9) * DAY / 24) for n in range(-(-len(listed) // beside))
    ]
    await rooms.add_rounds(event, spans)
    await rooms.add_rounds(event, [(spans[-1][1], NOW + DAY)], title="Abschluss für alle")
    held = [one.id for one in await schedule.rounds(event.id) if not one.is_for_all]
    doors = [one.id for one in await schedule.rooms(event.id)]
    for n, topic in enumerate(listed if len(listed) < 3 else listed[:-3]):
        where = {"round": held[n // beside], "room": doors[n % beside]}
        await Placement(event=event.id, topic=topic.id, **where).save()
    version = (await drafts.the_draft(event.id)).version
    await publishing.publish(event, note="", by=mo, after_version=version)


async def every_page(wall, what):
    """Of a picture that takes several, all. Returns what is wrong, and how many there are."""
    found = []

    async def look(number):
        found.extend(await wall.wrong(f"{what} {number}"))
        return wall.text

    return found, len([number async for number, _ in turned(look)])


async def every_picture(wall, event, mo):
    """All pitches, or some where there are very many; then the other pictures."""
    wrong, lines = [], (await pitches.line_up(event.id)).lines
    some = {0, 1, 2, 3, 9, 30, len(lines) - 3} if len(lines) > 20 else set(range(len(lines)))
    await stage.show(event, Showing.PITCH, by=mo)
    for n, line in enumerate(lines):
        if n in some:
            if n % 2 and line.is_open:
                await stage.start_clock(event, line.pitch, by=mo)
            wrong += await wall.wrong(f"pitch {line.title}")
        if line.is_open:
            await stage.mark(event, line.pitch, PitchState.DONE, by=mo)
    wrong += await wall.wrong("all through")
    await stage.mark(event, lines[0].pitch, PitchState.SET_ASIDE, by=mo)
    wrong += await wall.wrong("one is set aside")
    for showing in (Showing.WAITING, Showing.NOTHING):
        await stage.show(event, showing, by=mo)
        wrong += await wall.wrong(showing)
    of = {}
    for showing in (Showing.RANKING, Showing.SCHEDULE, Showing.DRAFT):
        await stage.show(event, showing, by=mo)
        found, of[showing] = await every_page(wall, showing)
        wrong += found
    return wrong, of


@pytest.mark.parametrize(
    ("number", "values"),
    [(1, {}), (17, {}), (9, {"counts": Counts.MODERATORS}), (60, {})],
    ids=["one", "seventeen", "sealed", "sixty"],
)
async def test_every_kind_of_pitch_on_every_picture(wall, make, number, values):
    event, mo = await pitched(make, number, **values)
    await wall.open(await make.projector(event, Showing.PITCH))

    wrong, of = await every_picture(wall, event, mo)

    assert wrong == []
    assert wall.looked_at >= 3 * 8
    if number == 1:
        assert set(of.values()) == {1}
    else:
        assert min(of[Showing.RANKING], of[Showing.DRAFT]) > 1


async def test_the_pictures_of_a_rehearsal(wall, make):
    event = await make.event()
    mo = await make.moderator(event)
    practised = await rehearsal.begin(event)
    await pitch.freeze(practised.id, practised.slug, after_version=0, by=mo)
    await stage.add_late(practised, next(titles()), "Aus dem Saal", by=mo)
    await planned(practised, mo)
    await wall.open(await make.projector(practised, Showing.PITCH))

    wrong, _ = await every_picture(wall, practised, mo)

    assert wrong == []
    assert database.is_sqlite()
