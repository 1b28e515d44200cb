"""The server killed in the middle of 500 votes: no acknowledged one is lost, none doubled."""

import asyncio
import random
from contextlib import asynccontextmanager

import httpx

from kaue import db

VOTES = 500


async def cast(client, cookie, topic, acknowledged):
    headers = {"cookie": cookie, "sec-fetch-site": "same-origin", "hx-request": "true"}
    path = f"/smartvest/themen/{topic}/stimme"
    try:
        answer = await client.post(path, data={"dafuer": "1"}, headers=headers)
    except httpx.HTTPError:
        return
    if answer.status_code == 200:
        acknowledged.add((cookie, topic))


@asynccontextmanager
async def voting(url, ballots, acknowledged, ready):
    """All of them at once; the block runs as soon as `ready` are acknowledged."""
    limits = httpx.Limits(max_connections=64)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=20) as client:
        tasks = [
            asyncio.create_task(cast(client, cookie, topic, acknowledged))
            for cookie, topic in ballots
        ]
        for done in asyncio.as_completed(tasks):
            await done
            if len(acknowledged) >= ready:
                break
        yield
        await asyncio.gather(*tasks)


async def test_an_acknowledged_vote_survives_kill_9(new_server, new_database_url):
    server = new_server
    people = server.demo("--people", "30", "--comments", "0")
    server.start()
    db.connect(new_database_url)
    await db.open_()
    topics = [r["id"] for r in await db.rows("SELECT id FROM topic WHERE state = 'accepted'")]
    await db.write("DELETE FROM vote")
    await db.close()

    chance = random.Random(7)
    cookies = [person["cookie"] for person in people]
    ballots = chance.sample([(c, t) for c in cookies for t in topics], VOTES)
    acknowledged = set()
    async with voting(server.url, ballots, acknowledged, ready=120):
        server.kill()
    assert 120 <= len(acknowledged) < VOTES

    server.start(within=10)  # ready again, whatever the kill left behind
    await db.open_()
    stored = await db.rows("SELECT topic, person, COUNT(*) AS n FROM vote GROUP BY topic, person")
    await db.close()
    assert max(row["n"] for row in stored) == 1
    by_person = await owners(server, people)
    there = {(row["person"], row["topic"]) for row in stored}
    lost = [(c, t) for c, t in acknowledged if (by_person[c], t) not in there]
    assert lost == []
    assert server.stop() == 0


async def owners(server, people):
    """Whose account each cookie opens."""
    await db.open_()
    rows = await db.rows("SELECT id, email FROM person")
    await db.close()
    ids = {row["email"]: row["id"] for row in rows}
    return {person["cookie"]: ids[person["email"]] for person in people}
