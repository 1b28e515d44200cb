"""A02, A15: every page and fragment as the server sends it, without what a script makes of it."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

import every_page
from browsing import Visits
from notes import left_out
from routes import routes_of

VNU = Path(__file__).parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# What is htmx's own, no other program has to understand.
OF_HTMX = ("--filterpattern", "Attribute “hx-.*")

# No page of their own: they only lead on, are files, or answer machines.
NO_PAGE = {
    *("/healthz", "/readyz", "/{slug:str}/pitch/live", "/live", "/beamer/worker.js"),
    # Where a link was shown once leads to the others.
    "/pult/{slug:str}/beamer/links",
    *("/{slug:str}/farben.css", "/{slug:str}/logo", "/postfach/{mail:int}"),
    # For programs.
    *("/api/v1/events", "/api/v1/events/{slug:str}", "/api/v1/events/{slug:str}/topics"),
    "/api/v1/events/{slug:str}/schedule",
    # Fragments, below.
    *("/{slug:str}/themen/aehnlich", "/redaktion/{slug:str}/themen/{topic:str}/dabei"),
    "/pult/{slug:str}/zeitplan/vorschlag",
}

FILES = (".csv", ".json", ".txt", ".pdf", ".ics", ".xlsx", ".xml")

# (who, path, data): what htmx gets.
FRAGMENTS = {
    "stimme": ("uwe", f"{every_page.TOPICS}/{{topic}}/stimme", {"dafuer": "1"}),
    "abgelehnte-stimme": ("uwe", f"{every_page.STAGE}/themen/{{long}}/stimme", {"dafuer": "1"}),
    "tafel": ("moderator", "/pult/umstellen/pitches/{pitch}/platz", {"platz": "1"}),
    "buehne": (None, f"/beamer{every_page.STAGE}/projektor-buehne", None),
    "karte": ("uwe", f"{every_page.TOPICS}/{{topic}}/entscheidung", {"entscheidung": "weiter"}),
    "aehnlich": (None, f"{every_page.TOPICS}/aehnlich?titel=M%C3%A4ngelmelder", None),
    "dabei": ("staff", f"{every_page.REVIEW}/themen/{{submitted}}/dabei", None),
    "fortschritt": ("moderator", f"/pult{every_page.STAGE}/zeitplan/vorschlag", None),
    "stern": ("uwe", f"{every_page.PLANNED}/zeitplan/{{planned}}/merken", {"merken": "1"}),
    "tuer": (None, "/jetzt/zeitplan/raum/{door}", None),
    "nichts": (None, f"{every_page.TOPICS}/{{topic}}/stimme", {"dafuer": "1"}),
}


@pytest.fixture(scope="module")
async def sources(chromium, site_served):
    """Name → HTML of every sight and of every fragment, the latter within a page."""
    visit = Visits(chromium, site_served.url, site_served.cookies)
    found, pages = {}, {}
    for sight in every_page.ALL:
        if sight.who not in pages:
            pages[sight.who] = await visit(sight.who, javascript=False)
        answer = await sight.read(pages[sight.who], site_served.values)
        assert answer.status == sight.status, sight
        found[sight.name] = await answer.text()
    for name, (who, path, data) in FRAGMENTS.items():
        page = await visit(who)
        answer = await page.request.fetch(
            path.format(**site_served.values),
            method="POST" if data else "GET",
            form=data,
            headers={"hx-request": "true", "sec-fetch-site": "same-origin"},
        )
        assert answer.status in {200, 401, 409}, name
        body = await answer.text()
        assert "<html" not in body, name
        found[f"htmx-{name}"] = f"<!DOCTYPE html><html lang=de><title>x</title><body>{body}"
    await visit.close()
    return found


def validated(sources, folder):
    """What the Nu Html Checker calls an error."""
    for name, html in sources.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    switches = ["--format", "json", "--errors-only", "--exit-zero-always", *OF_HTMX]
    done = subprocess.run(["java", "-jar", VNU, *switches, folder], capture_output=True, check=True)
    return {
        (message["url"].rpartition("/")[2], message["message"], message.get("extract"))
        for message in json.loads(done.stderr)["messages"]
    }


async def test_the_nu_checker_finds_no_error(sources, tmp_path, request):
    if not shutil.which("java") or not VNU.is_file():
        reason = "no HTML was validated: it needs java (11 or newer) and the npm package vnu-jar"
        left_out(request.config, reason)
        pytest.skip(reason)

    found = validated(sources | {"spoilt": "<!DOCTYPE html><p></b>"}, tmp_path)
    spoilt = {one for one in found if one[0] == "spoilt.html"}

    assert spoilt  # the checker is awake
    assert sorted(found - spoilt) == []


async def test_every_page_has_its_own_head(sources):
    places, wrong = defaultdict(set), []
    for sight in every_page.ALL:
        html = sources[sight.name]
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]
        if html.count("<h1") != 1 or not re.search(r'<html lang="(de|en)"', html):
            wrong.append(sight.name)
        # To be asked to sign in, or to send it once more, is no error.
        is_error = sight.status >= 400 and sight.status not in {401, 429}
        if title.startswith(("Fehler: ", "Error: ")) != is_error:
            wrong.append(f"{sight}: {title}")
        if sight.status < 400 and not sight.name.endswith("-en"):
            places[title].add(re.sub(r"\{\w+\}", "1", sight.path.partition("?")[0]))

    assert wrong == []
    assert {title: found for title, found in places.items() if len(found) > 1} == {}


async def test_help_stands_in_the_same_place_on_every_page(sources):
    feet = {
        tuple(re.findall(r'href="([^"]+)"', sources[sight.name].partition("<footer")[2]))
        for sight in every_page.ORDINARY
        if not sight.name.endswith("-en")
    }

    assert len(feet) == 1


def test_every_page_there_is_gets_looked_at(site):
    """A new route fails here until tests/every_page.py knows it."""
    looked_at = [re.sub(r"\{\w+\}", "1", one.path.partition("?")[0]) for one in every_page.ALL]
    unseen = []
    for route in routes_of(site):
        pattern = re.sub(r"\{\w+:(str|int)\}", "[^/]+", route.path.replace(".", "[.]"))
        is_page = route.method == "GET" and route.path not in NO_PAGE
        if is_page and not route.path.endswith(FILES):
            seen = [path for path in looked_at if re.fullmatch(f"(/en)?{pattern}", path)]
            unseen += [str(route)] * (not seen)

    assert unseen == []
