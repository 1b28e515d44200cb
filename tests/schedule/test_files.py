"""The plan as files: real readers read them, nothing is executed, nobody's address is in them."""

import csv
import io
import json
import re
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree as Xml

import pytest
from icalendar import Calendar

import printed
from kaue.schedule import plan_queries, plan_sheets, queries, sheets, stars
from kaue.schedule.ical import _folded, escaped
from kaue.tables import Placement, Room, Topic, TopicState
from kaue.web.paper import A4, finished
from world import LONG_TITLE, UNBROKEN

FILES = [
    "zeitplan.ics", "zeitplan.json", "zeitplan.csv", "zeitplan.xlsx", "schedule.xml",
    "zeitplan.pdf", "zeitplan-liste.pdf",
]  # fmt: skip
EVIL = ["=HYPERLINK(1)", "+1", "-1", "@x", 'Semi;kolon, Komma\\ "und" <b>&amp;']


@pytest.fixture
async def evil(make, planned, place, publish):
    """Titles and names that mean something to spreadsheets, calendars and XML."""
    for n, title in enumerate(EVIL):
        author = await make.person(name="=cmd|x", email=f"geheim{n}@example.org")
        text = f"Zeile eins.\nZeile zwei; {title}"
        topic = await make.topic(planned, title=title, author=author, text=text)
        await place(topic, *[(0, "Nord"), (0, "Foyer"), (1, "Nord"), (1, "Süd"), (2, "Süd")][n])
    await publish("Los.")
    return planned


@pytest.fixture
def get(stranger):
    async def file(event, name):
        answer = await stranger.get(f"/{event.slug}/{name}")
        assert answer.status_code == 200, name
        return answer

    return file


def events_of(answer):
    calendar = Calendar.from_ical(answer.content)
    return [one for one in calendar.walk("VEVENT") if not one.errors]


@pytest.mark.parametrize("name", FILES)
async def test_every_file_is_public_once_there_is_a_plan(
    planned, topics, place, publish, stranger, name
):
    path = f"/{planned.slug}/{name}"
    assert (await stranger.get(path)).status_code == 404
    await place(topics["Radwege"], 0, "Nord")
    await publish()

    answer = await stranger.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "no-cache"
    assert "set-cookie" not in answer.headers
    again = await stranger.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", FILES)
async def test_no_file_holds_an_address_or_what_is_hidden(evil, get, name):
    await Topic.update({Topic.state: TopicState.HIDDEN}).where(Topic.title == EVIL[4])
    plan_queries.plan_changed(evil.id)

    content = (await get(evil, name)).content

    if name.endswith("xlsx"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = b"".join(archive.read(one) for one in archive.namelist())
    assert b"geheim" not in content
    assert b"kolon" not in content


async def test_a_real_reader_reads_the_calendar(published, topics, get):
    answer = await get(published, "zeitplan.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))

    found = {str(one["SUMMARY"]): one for one in events_of(answer)}

    assert set(found) == {"Radwege", "Bänke", "Licht", "Mittagessen"}
    radwege = found["Radwege"]
    assert radwege["DTSTART"].dt == published.sessions_at
    assert radwege["LOCATION"] == "Nord, Schwarzkaue"
    assert "Radwege-Host" in radwege["DESCRIPTION"]
    assert topics["Radwege"].path in radwege["URL"]
    assert radwege["STATUS"] == "CONFIRMED"
    assert len({str(one["UID"]) for one in found.values()}) == 4


async def test_what_means_something_to_calendars_comes_through(evil, get):
    found = events_of(await get(evil, "zeitplan.ics"))

    assert {str(one["SUMMARY"]) for one in found} == {*EVIL, "Mittagessen"}
    assert any("Zeile eins." in str(one.get("DESCRIPTION")) for one in found)
    assert escaped("a\\;,\nb") == "a\\\\\\;\\,\\nb"
    long = _folded("SUMMARY:" + "ä🎉" * 60)
    assert long.replace("\r\n ", "") == "SUMMARY:" + "ä🎉" * 60 + "\r\n"
    assert all(len(line.encode()) <= 75 for line in long.split("\r\n"))


async def test_a_calendar_knows_what_moved_and_what_is_gone(published, topics, place, publish, get):
    first = {str(one["SUMMARY"]): one for one in events_of(await get(published, "zeitplan.ics"))}
    await place(topics["Bänke"], 2, "Foyer")
    await Placement.delete().where(Placement.topic == topics["Licht"].id)
    await publish()

    later = {str(one["UID"]): one for one in events_of(await get(published, "zeitplan.ics"))}

    assert set(later) == {str(one["UID"]) for one in first.values()}
    stays, moved, gone = (later[str(first[name]["UID"])] for name in ("Radwege", "Bänke", "Licht"))
    assert [one["SEQUENCE"] for one in (stays, moved, gone)] == [0, 1, 1]
    assert stays["LAST-MODIFIED"].dt == first["Radwege"]["LAST-MODIFIED"].dt
    assert moved["LAST-MODIFIED"].dt >= first["Bänke"]["LAST-MODIFIED"].dt
    assert (str(gone["STATUS"]), str(gone["SUMMARY"])) == ("CANCELLED", "Fällt aus")

    await place(topics["Licht"], 1, "Nord")
    await publish()
    later = {str(one["UID"]): one for one in events_of(await get(published, "zeitplan.ics"))}
    back = later[str(first["Licht"]["UID"])]
    assert (back["SEQUENCE"], str(back["STATUS"])) == (2, "CONFIRMED")


async def test_a_room_has_a_calendar_and_so_have_ones_own_stars(
    published, topics, get, browser, ada, stranger
):
    nord = (await queries.rooms(published.id))[0]
    found = events_of(await get(published, f"zeitplan/raum/{nord.id}/kalender.ics"))
    assert [str(one["SUMMARY"]) for one in found] == ["Radwege", "Licht"]

    await stars.set_star(published, topics["Bänke"].id, True, by=ada)
    path = f"/{published.slug}/zeitplan/meine.ics"
    answer = await browser.get(path)
    assert [str(one["SUMMARY"]) for one in events_of(answer)] == ["Bänke", "Mittagessen"]
    assert answer.headers["cache-control"] == "no-store"
    assert (await stranger.get(path)).status_code == 303
    sued = (await queries.rooms(published.id))[1]
    missing = await stranger.get(f"/{published.slug}/zeitplan/raum/{sued.id}/kalender.ics")
    assert missing.status_code == 404


async def test_json_says_all_of_it(published, get):
    data = json.loads((await get(published, "zeitplan.json")).text)

    assert (data["version"], data["note"]) == (1, "Der Plan steht.")
    radwege = data["sessions"][0]
    assert radwege["hosts"] == ["Radwege-Host"]
    assert datetime.fromisoformat(radwege["starts_at"]) == published.sessions_at
    assert data["sessions"][-1]["for_everybody"] is True


async def test_no_cell_is_a_formula(evil, get):
    text = (await get(evil, "zeitplan.csv")).text
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert [row["title"] for row in rows] == [
        "'=HYPERLINK(1)", "'+1", "'-1", "'@x", "Mittagessen", EVIL[4],
    ]  # fmt: skip
    assert rows[0]["hosts"] == "'=cmd|x"

    archive = zipfile.ZipFile(io.BytesIO((await get(evil, "zeitplan.xlsx")).content))
    sheet = Xml.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    cells = list(sheet.iter(f"{name}c"))
    assert len(cells) == 9 * 7
    assert {cell.get("t") for cell in cells if len(cell)} == {"s"}
    assert not list(sheet.iter(f"{name}f"))
    shared = Xml.fromstring(archive.read("xl/sharedStrings.xml"))
    assert "=HYPERLINK(1)" in {one.text for one in shared.iter(f"{name}t")}
    assert not any("hyperlink" in one for one in archive.namelist())


# The published schema (voc/schedule, validator/xsd/schedule.xml.xsd), as far as it can be written
# down here: an element's children (in any order), and which of them have to be there.
CHILDREN = {
    "schedule": ({"version"}, {"conference", "day"}),
    "conference": ({"start", "end", "days", "timeslot_duration"}, {"title", "acronym"}),
    "day": ({"room"}, set()),
    "room": ({"event"}, set()),
    "event": (
        {"persons", "language", "description", "recording", "links"},
        {"room", "title", "type", "date", "start", "duration", "abstract", "slug", "subtitle",
         "track"},
    ),
    "persons": ({"person"}, set()),
    "links": ({"link"}, set()),
}  # fmt: skip
SEVERAL = {"day", "room", "event", "person", "link"}
PATTERNS = {
    "start": r"([0-2][0-9]:[0-5][0-9])(:[0-5][0-9])?",
    "duration": r"[0-9]{1,2}:[0-9]{2}(:[0-9]{1,2})?",
    "timeslot_duration": r"[0-9]{1,2}:[0-9]{2}(:[0-9]{1,2})?",
}
ATTRIBUTES = {
    "day": {"date", "start", "end", "index"},
    "room": {"name"},
    "event": {"id", "guid"},
    "person": {"id"},
    "link": {"href"},
}


def wrong(element, parent=""):
    """All in which an element departs from the schema."""
    optional, needed = CHILDREN.get(element.tag, (set(), set()))
    tags = [child.tag for child in element]
    if element.tag == "room" and parent == "event":
        optional = set()
    if set(tags) - optional - needed or needed - set(tags):
        yield f"{element.tag}: {tags}"
    yield from (tag for tag in set(tags) - SEVERAL if tags.count(tag) > 1)
    allowed = (
        ATTRIBUTES.get(element.tag, set()) if parent != "event" or element.tag != "room" else set()
    )
    if set(element.attrib) - allowed:
        yield f"{element.tag}: {element.attrib}"
    pattern = PATTERNS.get(element.tag, "")
    # A conference starts on a day, what is in it at a time.
    if pattern and parent == "event" and not re.fullmatch(pattern, element.text):
        yield f"{element.tag}: {element.text}"
    for child in element:
        yield from wrong(child, element.tag)


async def test_schedule_xml_follows_its_published_schema(evil, get):
    answer = await get(evil, "schedule.xml")
    root = Xml.fromstring(answer.content)

    assert list(wrong(root)) == []
    assert [child.tag for child in root] == ["version", "conference", "day"]
    held = list(root.iter("event"))
    for unique in (
        [one.get("id") for one in held],
        [one.get("guid") for one in held],
        [one.findtext("slug") for one in held],
    ):
        assert len(set(unique)) == len(held) == 6
    assert all(0 < int(one.get("id")) < 2**31 for one in held)
    for day in root.iter("day"):
        date.fromisoformat(day.get("date"))
        begins, ends = (datetime.fromisoformat(day.get(name)) for name in ("start", "end"))
        for one in day.iter("event"):
            assert begins <= datetime.fromisoformat(one.findtext("date")) < ends
    assert {one.findtext("title") for one in held} == {*EVIL, "Mittagessen"}
    first = held[0]
    assert first.findtext("duration") == "00:45"
    assert [one.text for one in first.iter("person")] == ["=cmd|x"]


async def test_a_number_in_schedule_xml_stays_when_the_session_moves(
    published, topics, place, publish, get
):
    def numbers(answer):
        root = Xml.fromstring(answer.content)
        return {one.findtext("title"): dict(one.attrib) for one in root.iter("event")}

    before = numbers(await get(published, "schedule.xml"))
    await place(topics["Bänke"], 2, "Foyer")
    await publish()

    assert numbers(await get(published, "schedule.xml")) == before


def read(pdf):
    pdf.set_compression(False)
    return printed.read(finished(pdf))


def joined(pages):
    return re.sub(r"\s", "", "".join(text.text for page in pages for text in page.texts))


async def test_the_list_on_paper_has_every_session_and_nothing_leaves_it(
    published, make, topics, place, publish
):
    await Topic.update({Topic.title: LONG_TITLE}).where(Topic.title == "Licht")
    await Room.update({Room.name: "W" * 60}).where(Room.name == "Nord")
    rounds = [one for one in await queries.rounds(published.id) if not one.is_for_all]
    for n in range(40):
        topic = await make.topic(published, title=UNBROKEN if n % 2 else f"Thema {n}")
        room = await Room(event=published.id, name=f"R{n}", seats=9).save()
        where = {"round": rounds[2].id, "room": room[0]["id"]}
        await Placement(event=published.id, topic=topic.id, **where).save()
    await publish()
    plan = await plan_queries.latest(published.id)

    pages = read(plan_sheets.drawn_list(published, plan, "de"))

    assert len(pages) > 2
    text = joined(pages)
    for n in range(0, 40, 2):
        assert f"Thema{n}" in text
    assert "Radwege-Host" in text
    for page in pages:
        for one in page.texts:
            assert one.left >= sheets.EDGE - 0.1
            assert one.right <= A4[0] - sheets.EDGE + 0.1
            assert 5 < one.baseline < A4[1] - sheets.EDGE + 1


async def test_the_grid_on_paper_is_the_published_one(published, topics, place):
    await place(topics["Licht"], 2, "Süd")
    plan = await plan_queries.latest(published.id)

    day = plan_sheets.day_of(published, plan, "de")

    assert [room.name for room in day.rooms] == ["Nord", "Foyer"]
    assert [one.title for one in day.rounds] == ["", "", "Mittagessen"]
    titles = {title for title, _ in day.sessions.values()}
    assert titles == {"Radwege", "Bänke", "Licht"}
    text = joined(read(sheets.session_grid(day, "de")))
    for word in ("Radwege", "Bänke", "Licht", "Mittagessen", "Nord", "Foyer"):
        assert word in text
