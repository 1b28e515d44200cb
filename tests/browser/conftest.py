"""One server with a barcamp in every state, for all that only look at it."""

import asyncio
from dataclasses import dataclass
from functools import partial

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
    with serving(database_url, **world.DIRECTORY) as server:
        yield Site(server.url, built.cookies, built.values)


@pytest.fixture
def walk(visit, site_served):
    """walk(sights, …) opens one after another: yields (sight, page, answer).

    The options are those of visit(). Where several widths or schemes are to be looked at, change
    them on the way: that is cheaper than another walk.
    """
    return partial(visit.walk, values=site_served.values)
