"""The public API: read by anybody, described by its own document, and silent about the rest."""

import re
from datetime import timedelta

import pytest

from kaue.api import openapi
from kaue.recent import forget_everything
from kaue.rehearsal import actions as rehearsal
from kaue.schedule import publishing
from kaue.tables import Counts, Event, Placement, Room, Round, TopicState
from kaue.web.dates import now
from routes import routes_of

BASE = "/api/v1"


@pytest.fixture
async def event(make):
    return await make.event(counts=Counts.OPEN)


@pytest.fixture
async def scheduled(make, event):
    """One topic with two votes, published in one room; a draft of the author's beside it."""
    author = await make.person(name="Öffentlich", email="geheim@example.org")
    topic = await make.topic(event, author=author, votes=2, themes=("open-data",))
    await make.topic(event, author=author, title="Entwurf", state=TopicState.DRAFT)
    room = await Room(event=event.id, name="Nord", seats=9).save()
    span = {"starts_at": now(), "ends_at": now() + timedelta(hours=1)}
    round_ = await Round(event=event.id, **span).save()
    where = {"round": round_[0]["id"], "room": room[0]["id"]}
    await Placement(event=event.id, topic=topic.id, **where).save()
    await publishing.publish(event, note="Los.", by=await make.person(), after_version=0)
    return topic


@pytest.fixture
def ask(stranger):
    async def get(path):
        answer = await stranger.get(BASE + path)
        assert answer.status_code == 200, path
        return answer.json()

    return get


def misfits(value, schema, where="$"):
    """All in which a value departs from its schema."""
    if "$ref" in schema:
        schema = openapi.document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    plain = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
    kind = "null" if value is None else next(k for k, t in plain.items() if type(value) is t)
    if kind not in kinds:
        yield f"{where}: {kind} instead of {kinds}"
    elif kind == "object":
        if set(value) != set(schema["properties"]) or set(schema["required"]) - set(value):
            yield f"{where}: {set(value) ^ set(schema['properties'])}"
        for key in set(value) & set(schema["properties"]):
            yield from misfits(value[key], schema["properties"][key], f"{where}.{key}")
    elif kind == "array":
        for n, one in enumerate(value):
            yield from misfits(one, schema["items"], f"{where}[{n}]")
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value}"


async def test_every_answer_is_what_the_document_says(site, event, scheduled, ask):
    document = await ask("/openapi.json")
    assert document["openapi"].startswith("3.1")
    routes = {str(route) for route in routes_of(site) if route.path.startswith(BASE)}
    said = {f"GET {BASE}{path.replace('{slug}', '{slug:str}')}" for path in document["paths"]}
    assert routes == said | {f"GET {BASE}/openapi.json"}

    for path, operations in document["paths"].items():
        answers = operations["get"]["responses"]
        schema = answers["200"]["content"]["application/json"]["schema"]
        found = await ask(path.replace("{slug}", event.slug))
        assert list(misfits(found, schema)) == []
    names = re.findall(r"#/components/schemas/(\w+)", str(document))
    assert set(names) == set(document["components"]["schemas"])


async def test_what_is_public_is_told(event, scheduled, ask):
    (listed,) = (await ask("/events"))["events"]
    assert (listed["slug"], listed["archived"]) == (event.slug, False)
    one = await ask(f"/events/{event.slug}")
    assert (one["topics"], one["themes"]) == (1, [{"slug": "open-data", "name": "Open Data"}])
    (topic,) = (await ask(f"/events/{event.slug}/topics"))["topics"]
    assert (topic["title"], topic["hosts"], topic["votes"]) == ("Radwege", ["Öffentlich"], 2)
    schedule = await ask(f"/events/{event.slug}/schedule")
    assert (schedule["version"], schedule["note"]) == (1, "Los.")
    assert [(each["title"], each["room"]) for each in schedule["sessions"]] == [("Radwege", "Nord")]
    assert topic["url"].endswith(scheduled.path)
    assert listed["claim"] == "Bring dein Thema mit."


async def test_in_english_addresses_and_words_are_english(event, stranger):
    (listed,) = (await stranger.get(f"/en{BASE}/events")).json()["events"]

    assert listed["claim"] == "Bring your topic."
    assert listed["url"].endswith(f"/en/{event.slug}")


async def test_nothing_tells_addresses_drafts_or_sealed_votes(event, scheduled, ask):
    await Event.update({Event.counts: Counts.SEALED}).where(Event.id == event.id)
    forget_everything()
    for path in openapi.PATHS:
        text = str(await ask(path.replace("{slug}", event.slug)))
        assert "geheim" not in text
        assert "Entwurf" not in text
    (topic,) = (await ask(f"/events/{event.slug}/topics"))["topics"]
    assert topic["votes"] is None


async def test_rehearsals_and_what_is_not_announced_are_not_there(make, event, ask, stranger):
    made = await rehearsal.begin(event)
    later = await make.event(archived_at=now())
    (row,) = await Event.select(Event.slug).where(Event.id == made.id)

    assert [one["slug"] for one in (await ask("/events"))["events"]] == [event.slug]
    for slug in (row["slug"], later.slug, "nirgends", "x" * 200):
        for more in ("", "/topics", "/schedule"):
            answer = await stranger.get(f"{BASE}/events/{slug}{more}")
            _refused(answer, 404)


def _refused(answer, status):
    """In a way that a program understands, whichever site it is from."""
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert ("allow" in answer.headers) is (status == 405)


async def test_whatever_is_wrong_programs_get_no_page(event, stranger):
    for path in ("/nothing", f"/events/{event.slug}/nothing"):
        _refused(await stranger.get(BASE + path), 404)
    _refused(await stranger.get("/en/api/v2"), 404)
    elsewhere = {"sec-fetch-site": "cross-site"}
    _refused(await stranger.post(f"{BASE}/events", headers=elsewhere), 403)
    assert "<html" in (await stranger.get("/apis")).text


async def test_before_a_plan_the_schedule_is_empty(event, ask):
    schedule = await ask(f"/events/{event.slug}/schedule")

    assert (schedule["version"], schedule["sessions"]) == (None, [])


async def test_other_sites_may_read_it_but_send_nothing(event, scheduled, browser, stranger):
    """Only here: pages stay what only our own origin can read."""
    for path in openapi.PATHS:
        address = BASE + path.replace("{slug}", event.slug)
        answer = await browser.get(address, headers={"origin": "https://kreis.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-cache"
        assert (await stranger.get(address)).content == answer.content
        seen = {"if-none-match": answer.headers["etag"]}
        assert (await stranger.get(address, headers=seen)).status_code == 304
        _refused(await stranger.post(address), 405)
    for path in (f"/{event.slug}", f"/{event.slug}/zeitplan", f"/{event.slug}/zeitplan.json"):
        assert "access-control-allow-origin" not in (await stranger.get(path)).headers
