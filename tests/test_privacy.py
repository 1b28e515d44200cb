"""D04, D05: nobody learns who voted for what, and the log holds no persons."""

import logging
import re

import pytest

from canary import leaks
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from routes import routes_of


@pytest.fixture
async def voted(make, browser_for):
    """A topic with the vote of somebody who does nothing else, seen by everybody else."""
    event = await make.event()
    author = await make.person(name="Autorin")
    topic = await make.topic(event, author=author)
    comment = await make.comment(topic, author=author)
    voter = await make.person(name="Wählerin Geheim", email="geheim@example.org")
    viewers = {
        "citizen": await make.person(),
        "author": author,
        "staff": await make.staff(event),
        "moderator": await make.moderator(event),
        "admin": await make.admin(),
    }
    await pitch.freeze(event.id, event.slug, after_version=0, by=viewers["moderator"])
    line = (await pitches.line_up(event.id)).lines[0]
    values = {"slug": event.slug, "topic": topic.number_and_slug, "comment": comment.id}
    values |= {"pitch": line.pitch, "token": "x", "number": 99, "theme": 99}
    return topic, voter, viewers, values


async def test_no_page_names_who_voted_for_what(site, voted, make, browser_for):
    """D04: every GET route, every role; neither the voter's name nor address is anywhere."""
    topic, voter, viewers, values = voted
    await make.vote(topic, voter)
    for role, person in viewers.items():
        browser = await browser_for(person)
        for route in routes_of(site):
            if route.method == "GET":
                text = (await browser.get(route.filled(**values))).text
                assert "Wählerin" not in text, (role, str(route))
                assert "geheim@" not in text, (role, str(route))


async def test_a_vote_of_somebody_else_looks_the_same_whoever_cast_it(voted, make, browser_for):
    topic, voter, viewers, _ = voted
    other = await make.person()
    pages = []
    for person in (voter, other):
        browser = await browser_for(person)
        await browser.post(topic.vote_path, data={"dafuer": "1"})
        seen = []
        for viewer in viewers.values():
            watching = await browser_for(viewer)
            seen.append((await watching.get(topic.path)).text)
            seen.append((await watching.get(f"/{topic.event_slug}/themen")).text)
        pages.append(seen)
        await browser.post(topic.vote_path, data={"dafuer": "0"})

    assert pages[0] == pages[1]


async def test_no_page_shows_an_address(site, voted, browser_for):
    _, _, viewers, values = voted
    for role, person in viewers.items():
        browser = await browser_for(person)
        for route in routes_of(site):
            if route.method == "GET":
                text = (await browser.get(route.filled(**values))).text
                shown = set(re.findall(r"ada\d+@example\.org", text))
                own = {person.email} if route.path.startswith("/konto") else set()
                assert shown <= own, (role, str(route))


async def test_the_log_holds_no_person(voted, make, browser_for, caplog):
    """D05: no mail address, no network address, no token, no name, no vote."""
    topic, voter, _, _ = voted
    caplog.set_level(logging.DEBUG, "kaue")
    browser = await browser_for(voter)
    await browser.post(topic.vote_path, data={"dafuer": "1"})
    await browser.post("/anmelden", data={"email": voter.email, "passwort": "falsch geraten"})
    await browser.get(f"/{topic.event_slug}/themen?q=geheim")
    await browser.post(f"{topic.path}/kommentare", data={"kommentar": "vertraulich"})
    await browser.get("/anmelden?weiter=/x?token=vertraulich")
    await browser.post("/anmelden", data={"email": voter.email})

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("kaue")]
    assert len(lines) >= 5
    token = browser.cookies.get("kaue")
    for secret in ("geheim", "127.0.0.1", "vertraulich", "Wählerin", token, str(topic.path)):
        assert not any(secret in line for line in lines), secret


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("INFO kaue.mail sent to ada@example.org", "address"),
        ("INFO kaue.access GET /anmelden/link/abcdefghijklmnop 200", "token or password"),
        ("INFO kaue code 123456 tried", "code"),
        ("INFO kaue.access GET /anmelden 200 12.3 ms 1a2b3c1234560001", None),
    ],
)
def test_the_canary_sings(line, kind):
    """What tests/canary.py looks for after the whole suite."""
    found = [one for one, _ in leaks([line], {"abcdefghijklmnop", "123456", "4711"})]

    assert found == ([kind] if kind else [])
