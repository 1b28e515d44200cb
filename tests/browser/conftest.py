"""One server with a barcamp in every state, for all that only look at it."""

import asyncio
from dataclasses import dataclass

import pytest

import world
from serving import serving


@dataclass
class Site:
    url: str
    cookies: dict[str, str]
    values: dict[str, int]


@pytest.fixture(scope="session")
def site_served(chromium, scratch):
    database_url = f"sqlite:///{scratch / 'world.sqlite'}"
    built = asyncio.run(world.build(database_url, listed=40))
    with serving(database_url) as server:
        yield Site(server.url, built.cookies, built.values)


@pytest.fixture
def walk(visit, site_served):
    """walk(sights, …) opens one after another: yields (sight, page, answer).

    One browser per role; the options are those of visit(). Where several widths or schemes are to
    be looked at, change them on the way: that is cheaper than another walk.
    """

    async def through(sights, **options):
        pages = {}
        for sight in sights:
            if sight.who not in pages:
                pages[sight.who] = await visit(sight.who, **options)
            page = pages[sight.who]
            answer = await sight.open(page, site_served.values)
            yield sight, page, answer

    return through
