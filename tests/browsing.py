"""A real Chromium, for journeys and for what only a browser can tell.

Which one: KAUE_CHROMIUM, else what is installed, but not the headless shell: nothing can be dragged
in it. Without any, its tests are skipped, loudly; KAUE_TEST_REQUIRE_CHROMIUM=1 makes them fail
instead.
"""

import os
import shutil
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import async_playwright

from notes import left_out

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The two renderers that each new window has for suggestions below its address bar. Of switches
    # like this the last one counts, so what Playwright wants off and matters here is said again.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,HttpsUpgrades,PaintHolding,"
    "HttpsFirstBalancedModeAutoEnable,ThirdPartyStoragePartitioning,MediaRouter,OptimizationHints,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,PreconnectToSearch,"
    "NetworkTimeServiceQuerying,AimEnabled",
)
PATIENCE = 8_000
"""Milliseconds until something that should be on a page has to be there."""

# What the page reports of itself; a violation of the policy is an error like any other.
CONFESS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`));
"""


def chromium_program():
    """Where it is. Raises LookupError when there is none."""
    program = os.environ.get("KAUE_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), "")
    if not shutil.which(program):
        raise LookupError("KAUE_CHROMIUM names none, and none is installed (apt install chromium)")
    return program


@asynccontextmanager
async def launched(program):
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=[*SWITCHES])
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture(scope="session")
def _program(request):
    try:
        return chromium_program()
    except LookupError as missing:
        reason = f"every test in a real browser: {missing}"
    left_out(request.config, reason)
    if os.environ.get("KAUE_TEST_REQUIRE_CHROMIUM") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
async def chromium(_program):
    async with launched(_program) as browser:
        yield browser


class Visits:
    """Opens pages at a site and takes down what they do that no page of ours may do."""

    def __init__(self, chromium, url, cookies):
        self.chromium, self.url, self.cookies = chromium, url, cookies
        self.contexts = []
        self.complaints = []

    async def __call__(self, who=None, *, javascript=True, script="", **options):
        """A page of a browser of its own, signed in as `who`: a role, or the name in an address.

        `script` runs first on every page.
        """
        options = {"locale": "de-DE", "java_script_enabled": javascript} | options
        context = await self.chromium.new_context(base_url=self.url, **options)
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        await context.add_init_script(CONFESS + script)
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._complain(error.page, error.error))
        if who:
            name, value = self.cookies[who].split("=", 1)
            await context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return await context.new_page()

    async def walk(self, sights, values, **options):
        """Open one after another: yields (sight, page, answer). One browser for each `who`."""
        pages = {}
        for sight in sights:
            if sight.who not in pages:
                pages[sight.who] = await self(sight.who, **options)
            page = pages[sight.who]
            answer = await sight.open(page, values)
            yield sight, page, answer

    def forgive(self, words):
        """Complaints with these words were to be expected."""
        self.complaints = [one for one in self.complaints if words not in one]

    async def close(self):
        for context in self.contexts:
            await context.close()

    def _on_request(self, request):
        if not request.url.startswith((self.url, "data:")):
            self._complain(None, f"asked elsewhere: {request.url}")

    def _on_console(self, message):
        # An answer of 4xx is no mistake of a page; Chromium says it is.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._complain(message.page, message.text)

    def _complain(self, page, what):
        self.complaints.append(f"{page.url if page else ''} {what}")


@pytest.fixture
async def visit(chromium, site_served):
    """visit("staff") is a page of a signed-in browser; visit() is a stranger's.

    D02, D03: nothing asked of anybody else, no script error, no violation of the policy.
    """
    visits = Visits(chromium, site_served.url, site_served.cookies)
    yield visits
    await visits.close()
    assert visits.complaints == []
