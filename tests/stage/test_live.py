"""Whoever looks on hears of changes; streams are cheap, and end with the server."""

import asyncio
import json
import re

import pytest

from kaue import db
from kaue.db import calls
from kaue.pitch import live
from kaue.pitch import queries as pitches
from kaue.stage import actions
from kaue.tables import PitchState, Showing
from kaue.web import streams
from kaue.web.dates import now
from kaue.web.streams import hub
from kaue.web.tickets import Key, ticket


@pytest.fixture(autouse=True)
def _streams(monkeypatch, _no_streams):
    monkeypatch.setattr(hub, "ending", False)


class Reader:
    """Reads a stream as a browser would, in the background."""

    def __init__(self, site, path, headers=()):
        self.heard = []
        self.status = None
        self._gone = asyncio.Event()
        self._more = asyncio.Event()
        self._task = asyncio.create_task(self._read(site, path, headers))

    async def _read(self, site, path, headers):
        path, _, query = path.partition("?")
        scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "path": path,
            "raw_path": path.encode(), "query_string": query.encode(),
            "root_path": "", "scheme": "http",
            "headers": [(b"host", b"127.0.0.1:8000"), *headers], "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000), "asgi": {"version": "3.0"}, "state": {},
        }  # fmt: skip
        await site(scope, self._receive, self._send)

    async def _receive(self):
        if not hasattr(self, "_asked"):
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.heard.append(message["body"].decode())
            self._more.set()
            if not message["more_body"]:
                # As a server does once the answer is complete.
                self._gone.set()

    async def until(self, text):
        async with asyncio.timeout(5):
            while text not in "".join(self.heard):
                self._more.clear()
                await self._more.wait()

    async def leave(self):
        self._gone.set()
        async with asyncio.timeout(5):
            await self._task

    async def end(self):
        async with asyncio.timeout(5):
            await self._task


@pytest.fixture
def follow(event):
    opened = []

    def open_one(path=f"/{event.slug}/pitch/live", **headers):
        from kaue.app import create_site
        from kaue.web.front import Front

        site = Front(create_site())
        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        opened.append(Reader(site, path, raw))
        return opened[-1]

    return open_one


def versions(reader):
    """Of the latest whole message."""
    messages = "".join(reader.heard).split("\n\n")[:-1]
    return json.loads(messages[-1].removeprefix("data: "))["versions"]


async def test_a_page_follows_what_it_has_a_ticket_for_and_nothing_else(event, mo, follow):
    stage, board = ticket("stage", event.id), ticket("board", event.id)
    forged = board[:-1] + ("0" if board[-1] != "0" else "1")
    reader = follow(f"/live?k={stage}&k={forged}&k=stage-1&k=", accept="text/event-stream")
    await reader.until("\n\n")
    assert reader.headers[b"cache-control"] == b"no-store"
    assert versions(reader) == {stage: 0}

    await actions.show(event, Showing.RANKING, by=mo)
    await reader.until(f'"{stage}": 1}}')
    await reader.leave()

    stranger = follow(f"/live?k={forged}", accept="text/event-stream")
    await stranger.end()
    assert stranger.status == 404


async def test_one_stream_tells_of_everything_that_the_tabs_of_a_browser_follow(
    make, event, mo, follow
):
    other = await make.event()
    keys = [ticket("stage", event.id), ticket("plan", event.id), ticket("stage", other.id)]
    reader = follow("/live?" + "&".join(f"k={key}" for key in keys), accept="text/event-stream")
    await reader.until("\n\n")
    assert versions(reader) == dict.fromkeys(keys, 0)

    await actions.show(event, Showing.RANKING, by=mo)
    await reader.until(f'"{keys[0]}": 1')

    assert versions(reader) == {keys[0]: 1, keys[1]: 0, keys[2]: 0}
    await reader.leave()


async def test_who_has_no_stream_asks_for_the_same_numbers_and_the_time(event, mo, stranger):
    key = ticket("stage", event.id)
    await actions.show(event, Showing.RANKING, by=mo)

    answer = await stranger.get(f"/live?k={key}")

    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["versions"] == {key: 1}
    assert abs(answer.json()["at"] / 1000 - now().timestamp()) < 5
    assert "set-cookie" not in answer.headers


async def test_a_stream_says_what_it_knows_before_pages_take_it_for_dead(
    event, follow, monkeypatch
):
    """Also what nobody has told this process: a call may get lost on its way."""
    assert streams.HEARTBEAT * 2 < 5
    monkeypatch.setattr(streams, "HEARTBEAT", 0.05)
    key = ticket("stage", event.id)
    reader = follow(f"/live?k={key}", accept="text/event-stream")
    await reader.until("data: ")
    heard = len(reader.heard)

    await live.begin_stage(event.id)
    await db.write("UPDATE stage SET version = 9 WHERE event = {}", event.id)

    await reader.until(f'"{key}": 9')
    assert len(reader.heard) > heard
    await reader.leave()


async def first(event):
    return (await pitches.line_up(event.id)).lines[0].pitch


async def test_a_stream_tells_the_version_of_now_and_each_that_follows(event, mo, follow):
    reader = follow()
    await reader.until("id: 0\nevent: version\ndata: 0\n\n")

    await actions.mark(event, await first(event), PitchState.DONE, by=mo)
    await reader.until("data: 1\n\n")
    await actions.show(event, Showing.PITCH, by=mo)
    await reader.until("data: 2\n\n")

    assert reader.status == 200
    await reader.leave()
    assert hub.open == 0


async def test_who_comes_back_with_what_was_seen_hears_nothing_twice(event, mo, follow):
    await actions.show(event, Showing.PITCH, by=mo)

    again, late = follow(last_event_id="1"), follow(last_event_id="0")
    await again.until(":\n\n")
    await late.until("data: 1\n\n")

    assert "data: 1" not in "".join(again.heard)
    for reader in (again, late):
        await reader.leave()


async def test_many_changes_at_once_become_few(event, mo, follow):
    reader = follow()
    await reader.until("data: 0\n\n")

    for hands in range(1, 30):
        await actions.count_hands(event, await first(event), hands, by=mo)
    await reader.until("data: 29\n\n")

    assert len(reader.heard) <= 31
    await reader.leave()


async def test_a_press_that_changes_nothing_wakes_nobody(event, mo, follow):
    await actions.show(event, Showing.PITCH, by=mo)
    reader = follow()
    await reader.until("data: 1\n\n")
    heard = len(reader.heard)

    await actions.show(event, Showing.PITCH, by=mo)
    await asyncio.sleep(0.05)

    assert set(reader.heard[heard:]) <= {":\n\n"}
    await reader.leave()


async def test_streams_end_with_the_server_and_none_is_begun_then(event, follow):
    readers = [follow() for _ in range(3)]
    for reader in readers:
        await reader.until("data: 0")

    hub.end()

    for reader in readers:
        await reader.end()
    late = follow()
    await late.end()
    assert late.status == 204
    assert hub.open == 0


async def test_past_the_most_a_browser_is_told_not_to_come_back(event, follow, monkeypatch):
    monkeypatch.setattr(streams, "MOST", 1)
    reader = follow()
    await reader.until("data: 0")

    late = follow()
    await late.end()

    assert late.status == 204
    await reader.leave()


async def test_what_another_process_has_changed_is_heard(event, mo, follow):
    """On PostgreSQL by NOTIFY; on SQLite there is no other process."""
    listening = asyncio.create_task(live.listen())
    try:
        reader = follow()
        await reader.until("data: 0")
        await asyncio.sleep(0.2)
        # As another process would do it: nothing of this one's memory is touched.
        await db.write(
            "INSERT INTO stage (event, version, showing, method, seconds, seconds_left)"
            " VALUES ({}, 7, 'waiting', '', 60, 60)",
            event.id,
        )
        if db.is_sqlite():
            await live.announce("stage", event.id)
        else:
            await calls.call(f"stage-{event.id}")
        await reader.until("data: 7\n\n")
        await reader.leave()
    finally:
        listening.cancel()


async def test_no_stream_says_who_or_what(event, mo, follow):
    reader = follow()
    await actions.mark(event, await first(event), PitchState.DONE, by=mo)
    await reader.until("data: 1")

    text = "".join(reader.heard)

    assert not any(word in text for word in ("Mo", "A", "pitch"))
    await reader.leave()


@pytest.fixture
def something_happens(monkeypatch):
    """something_happens(module, name, act): while a page is being read, right after `name`."""

    def arrange(module, name, act):
        real = getattr(module, name)

        async def read_and_then(*given, **named):
            found = await real(*given, **named)
            monkeypatch.setattr(module, name, real)
            await act()
            return found

        monkeypatch.setattr(module, name, read_and_then)

    return arrange


@pytest.mark.parametrize("page", ["/pult/{}", "/{}/pitch", "projector"])
async def test_no_page_says_that_it_is_newer_than_what_it_shows(
    make, event, mo, desk, page, something_happens
):
    """Else it would not ask again, and show for long what is over."""
    path = await make.projector(event) if page == "projector" else page.format(event.slug)
    await actions.show(event, Showing.PITCH, by=mo)
    current = await first(event)
    for name in ("moderators_line_up", "line_up"):
        something_happens(
            pitches, name, lambda: actions.mark(event, current, PitchState.DONE, by=mo)
        )

    text = (await desk.get(path, headers={"hx-request": "true"})).text

    assert "A</h" in text or ">A</" in text
    shown = int(re.search(r'data-version="(\d+)"', text)[1])
    assert shown < await live.version(Key("stage", event.id))
