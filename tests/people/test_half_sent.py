"""R13: a request that was begun by somebody who was let in, and ends after they no longer are."""

import asyncio

import pytest

from kaue import db as kaue_db
from kaue.people import actions as people
from kaue.people.guards import cookie_name
from kaue.tables import Card, Vote
from kaue.web.front import Front


class HalfSent:
    """A POST whose second half is held back."""

    def __init__(self, site, path, body, token):
        self.halves = [body[: len(body) // 2], body[len(body) // 2 :]]
        self.waits, self.goes_on = asyncio.Event(), asyncio.Event()
        self.status = None
        headers = {
            "host": "127.0.0.1:8000",
            "sec-fetch-site": "same-origin",
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(len(body)),
            "cookie": f"{cookie_name()}={token}",
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 40000),
            "server": ("127.0.0.1", 8000),
        }
        self.answering = asyncio.ensure_future(Front(site)(scope, self._receive, self._send))

    async def _receive(self):
        if len(self.halves) == 1:
            self.waits.set()
            await self.goes_on.wait()
        return {"type": "http.request", "body": self.halves.pop(0), "more_body": bool(self.halves)}

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]

    async def rest(self):
        """Send it. Returns the status of the answer."""
        self.goes_on.set()
        await asyncio.wait_for(self.answering, 10)
        return self.status


@pytest.fixture
async def half_sent(site, db):
    """await half_sent(person, path, body): (the request, the token of its sign-in)."""

    async def do(person, path, body):
        token = await people.start_sign_in(person, strong=True)
        request = HalfSent(site, path, body, token)
        await asyncio.wait_for(request.waits.wait(), 10)
        return request, token

    return do


async def test_sent_as_a_whole_it_would_have_been_done(half_sent, make):
    topic, ada = await make.topic(), await make.person()

    request, _ = await half_sent(ada, topic.vote_path, b"dafuer=1")

    assert await request.rest() == 303
    assert await Vote.count() == 1


async def test_whoever_is_signed_out_meanwhile_does_nothing_more(half_sent, make):
    topic, ada = await make.topic(), await make.person()
    request, token = await half_sent(ada, topic.vote_path, b"dafuer=1")

    await people.sign_out(token)

    assert await request.rest() == 401
    assert await Vote.count() == 0


@pytest.mark.parametrize(("taken_away", "status"), [(False, 200), (True, 403)])
async def test_whoever_loses_the_role_meanwhile_does_nothing_more(
    half_sent, make, taken_away, status
):
    event = await make.event()
    staff = await make.staff(event)
    request, _ = await half_sent(staff, f"/redaktion/{event.slug}/karten", b"anzahl=3")

    if taken_away:
        await kaue_db.write("DELETE FROM role WHERE person = {}", staff.id)

    assert await request.rest() == status
    assert bool(await Card.count()) is not taken_away
