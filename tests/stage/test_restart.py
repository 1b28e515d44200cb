"""R03: killed or told to stop in the middle of a round, the server comes back where it was."""

import asyncio
import re
import time
from contextlib import suppress

import httpx
import pytest

EVENT, PULT = "/smartvest", "/pult/smartvest"
STREAMS = 50
CLOCK = re.compile(r'data-left="(?:-?\d+)"[^>]*>(−?)(\d+):(\d\d)<')
GOES_ON = re.compile(
    r'data-left="-?\d+"[^>]*>[^<]*<|<p class="pult-time".*?</p>| data-at="\d+"', re.DOTALL
)
"""Of the page, only the clocks go on by themselves."""
PRESSES = re.compile(r'name="(druck|gesehen)" value="[\w-]+"')
"""What forms say besides what they want: a key, and the version."""


@pytest.fixture
def cookies(new_server):
    people = new_server.demo("--topics", "14", "--people", "3", "--comments", "0")
    new_server.start()
    return {person["role"]: person["cookie"] for person in people}


class Desk:
    """Without JavaScript, so that each answer is what is stored."""

    def __init__(self, server, cookie):
        headers = {"cookie": cookie, "sec-fetch-site": "same-origin"}
        self.http = httpx.Client(base_url=server.url, headers=headers, timeout=20)

    def press(self, path, **form):
        assert self.http.post(f"{PULT}{path}", data=form).status_code == 303, path

    def press_for_current(self, path, **form):
        current = re.search(r"/pitches/(\d+)/uhr", self.page())[1]
        self.press(f"/pitches/{current}{path}", **form)

    def undo(self):
        step = re.search(r'name="schritt" value="(\d+)"', self.page())[1]
        self.press("/rueckgaengig", schritt=step)

    def undo_all(self):
        while 'name="schritt"' in self.page():
            self.undo()

    def page(self):
        answer = self.http.get(PULT)
        assert answer.status_code == 200
        return answer.text

    def version(self):
        return int(re.search(r'data-version="(\d+)"', self.page())[1])

    def seen(self):
        """The page but for its clocks, the seconds left, and between which moments it was made."""
        began = time.time()
        page = self.page()
        below, minutes, seconds = CLOCK.search(page).groups()
        left = (60 * int(minutes) + int(seconds)) * (-1 if below else 1)
        return PRESSES.sub("", GOES_ON.sub("", page)), left, (began, time.time())


@pytest.fixture
def desk(new_server, cookies):
    """In the middle of the round."""
    desk = Desk(new_server, cookies["moderator"])
    desk.press("/abstimmung-beenden", ende="1")
    desk.press("/rangliste/einfrieren", version="0")
    desk.press("/zeigen", zeigen="pitch")
    for state in ("done", "done", "set_aside", "withdrawn"):
        desk.press_for_current("/haende", haende="7")
        desk.press_for_current("/stand", stand=state)
    desk.press_for_current("/da", da="0")
    desk.press("/nachzuegler", titel="Spontan: Fahrradküche", name="Rosa")
    desk.press_for_current("/laenger", laenger="1")
    desk.press_for_current("/haende", haende="23")
    desk.press_for_current("/uhr", uhr="start")
    yield desk
    desk.http.close()


def test_the_desk_stands_where_it_stood_when_the_server_was_killed(new_server, desk):
    before, left_before, then = desk.seen()
    time.sleep(1.5)  # a clock that began anew would show it
    desk.press_for_current("/uhr", uhr="90")
    version, (acknowledged, *_) = desk.version(), desk.seen()
    new_server.kill()

    new_server.start(within=10)

    after, left, at = desk.seen()
    assert after == acknowledged
    assert desk.version() == version
    assert 'value="23"' in after
    assert "Spontan: Fahrradküche" in after
    assert goes_right((left_before + 30) - left, then, at)
    desk.undo()
    undone, left, at = desk.seen()
    assert goes_right(left_before - left, then, at)
    assert desk.version() == version + 1
    assert shown(undone) == shown(before)
    desk.undo_all()
    first = desk.http.get(f"{PULT}/rangliste").text
    assert "Spontan" not in first
    assert set(re.findall(r'data-state="(\w+)"', first)) == {"current", "waiting"}


def goes_right(seconds, then, at):
    """Both pages show whole seconds, and were made some time between question and answer."""
    return at[0] - then[1] - 1 <= seconds <= at[1] - then[0] + 1


def shown(page):
    """What was undone stays in the history and the number grows; all else is as before."""
    page = re.sub(r'(?s)<details class="more" id="verlauf">.*?</details>', "", page)
    return re.sub(r'data-version="\d+"', "", page)


class Follower:
    """A browser's EventSource: comes back by itself and says what it heard last."""

    def __init__(self, port):
        self.port, self.heard, self.last = port, [], ""
        self.ends = 0
        self._task = asyncio.create_task(self._follow())

    async def _follow(self):
        while True:
            with suppress(OSError):
                await self._read()
            await asyncio.sleep(0.1)

    async def _read(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        seen = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
        head = f"GET {EVENT}/pitch/live HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{seen}\r\n"
        writer.write(head.encode())
        try:
            while line := await reader.readline():
                self._hear(line)
        finally:
            writer.close()

    def _hear(self, line):
        if line.startswith(b"id: "):
            self.last = line[4:].strip().decode()
        elif line.startswith(b"data: "):
            self.heard.append(int(line[6:]))
        elif line == b"0\r\n":
            self.ends += 1

    async def close(self):
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task


async def until(claim):
    async with asyncio.timeout(20):
        while not claim():  # noqa: ASYNC110 - it is told from another process
            await asyncio.sleep(0.02)


async def test_who_follows_comes_back_after_a_stop_and_has_missed_nothing(new_server, cookies):
    """R03: exit 0 in less than five seconds, each stream whole, and no version lost or doubled."""
    mo = Desk(new_server, cookies["moderator"])
    mo.press("/zeigen", zeigen="pitch")
    followers = [Follower(new_server.port) for _ in range(STREAMS)]
    await until(lambda: all(one.heard for one in followers))

    began = time.monotonic()
    assert await asyncio.to_thread(new_server.stop) == 0
    assert time.monotonic() - began < 5
    await until(lambda: all(one.ends for one in followers))

    await asyncio.to_thread(new_server.start)
    mo.press("/zeigen", zeigen="ranking")
    await until(lambda: all(one.heard[-1] == 2 for one in followers))
    mo.press("/zeigen", zeigen="pitch")
    await until(lambda: all(one.heard[-1] == 3 for one in followers))

    assert [one.heard for one in followers] == [[1, 2, 3]] * STREAMS
    for one in followers:
        await one.close()
    mo.http.close()
