"""What every test may ask for."""

import os

# Before anything of kaue reads its settings.
os.environ.update(
    KAUE_SECRET="a secret of at least thirty-two characters",
    KAUE_PUBLIC_URL="http://127.0.0.1:8000",
    KAUE_DATABASE_URL="sqlite:///:never:",
    KAUE_SMTP_URL="smtp://127.0.0.1:9",  # nobody listens there; tests of the sender bring a server
)
for name in ("KAUE_DEMO", "KAUE_ROOT_PATH", "KAUE_GERMAN", "KAUE_TRUSTED_PROXIES"):
    os.environ.pop(name, None)

import httpx
import hypothesis
import pytest

from factory import Make
from kaue import settings
from kaue.app import create_site
from kaue.people import actions as people
from kaue.people.guards import cookie_name
from kaue.recent import forget_everything
from kaue.topics import cards
from kaue.web import templates
from kaue.web.front import Front
from kaue.web.streams import hub

pytest_plugins = ["notes", "databases", "browsing", "canary", "compiled", "serving"]

HERE = "http://127.0.0.1:8000"

# How long one example takes tells how busy the machine is, and nothing of kaue.
hypothesis.settings.register_profile("kaue", deadline=None)
hypothesis.settings.load_profile("kaue")


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    forget_everything()


@pytest.fixture(autouse=True)
def _no_streams(monkeypatch):
    """A test that walks every page would read one for ever; tests/stage/test_live.py has some."""
    monkeypatch.setattr(hub, "ending", True)


@pytest.fixture(scope="session")
def site():
    """The routed part of kaue, whose routes structural tests look at."""
    return create_site()


@pytest.fixture
def make(db):
    return Make()


@pytest.fixture
def setting(monkeypatch):
    """setting(KAUE_DEMO="1") changes the environment for one test."""

    def forget():
        settings.current.cache_clear()
        templates.environment.cache_clear()
        cards._cards.clear()

    def change(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        forget()

    yield change
    monkeypatch.undo()
    forget()


@pytest.fixture
async def browser_for(site, db):
    """browser_for(person) is a client that is signed in; browser_for() is a stranger."""
    opened = []

    async def open_one(person=None, **headers):
        transport = httpx.ASGITransport(app=Front(site))
        cookies = {}
        if person is not None:
            cookies[cookie_name()] = await people.start_sign_in(person, strong=True)
        headers = {"sec-fetch-site": "same-origin"} | headers
        client = httpx.AsyncClient(
            transport=transport, base_url=HERE, headers=headers, cookies=cookies
        )
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        await client.aclose()


@pytest.fixture
async def ada(make):
    return await make.person(name="Ada")


@pytest.fixture
async def browser(browser_for, ada):
    """Ada's."""
    return await browser_for(ada)


@pytest.fixture
async def stranger(browser_for):
    return await browser_for()
