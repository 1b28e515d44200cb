"""R14: who gets through which door, for every route, role and state of what lies behind it.

The doors come from the routes; test_permissions.py makes sure that each has a guard of ours.
"""

import pytest

from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.tables import TopicState
from routes import routes_of

# What each guard lets in. "author" is a citizen, too.
INSIDE = {
    "none": {"stranger", "blocked", "citizen", "author", "staff", "moderator", "admin"},
    "anyone": {"stranger", "blocked", "citizen", "author", "staff", "moderator", "admin"},
    "signed_in": {"citizen", "author", "staff", "moderator", "admin"},
    "participant": {"citizen", "author", "staff", "moderator", "admin"},
    "admin_only": {"admin"},
    "staff_only": {"staff", "admin"},
    "moderator_only": {"moderator", "admin"},
}
ROLES = [
    "stranger",
    "blocked",
    "citizen",
    "author",
    "staff",
    "moderator",
    "admin",
    "staff elsewhere",
]


@pytest.fixture
async def world(make, browser_for):
    """An event with an accepted topic, a comment and a frozen list; one browser per role."""
    event, other = await make.event(), await make.event()
    author = await make.person(name="Autorin")
    people = {
        "author": author,
        "citizen": await make.person(),
        "blocked": await make.person(),
        "staff": await make.staff(event),
        "moderator": await make.moderator(event),
        "admin": await make.admin(),
        "staff elsewhere": await make.staff(other),
    }
    await make.moderator(other)
    topic = await make.topic(event, author=author)
    comment = await make.comment(topic, author=author)
    await pitch.freeze(event.id, event.slug, after_version=0, by=people["moderator"])
    line = (await pitches.line_up(event.id)).lines[0]
    browsers = {role: await browser_for(person) for role, person in people.items()}
    browsers["stranger"] = await browser_for()
    people["blocked"].blocked_at = topic.submitted_at
    await people["blocked"].save()
    values = {"slug": event.slug, "topic": topic.id, "comment": comment.id, "pitch": line.pitch}
    values |= {"token": "x", "number": 99, "theme": 99}
    return values, browsers


def outcome(answer):
    if answer.status_code == 303 and "/anmelden?weiter=" in answer.headers["location"]:
        return "sign in"
    if answer.status_code == 401:
        # The sign-in page itself, with what was sent in it.
        return "sign in" if 'name="handlung"' in answer.text else "refused"
    return "refused" if answer.status_code == 403 else "inside"


async def test_every_door_lets_in_whom_it_should_and_nobody_else(site, world):
    values, browsers = world
    wrong = []
    # Whoever signs out is a stranger from then on.
    for route in sorted(routes_of(site), key=lambda route: route.path == "/abmelden"):
        for role in ROLES:
            # A post without data: whoever gets past the guard meets a 4xx or changes nothing bad.
            answer = await browsers[role].request(route.method, route.filled(**values))
            signed_in = role not in {"stranger", "blocked"}
            as_role = "citizen" if role == "staff elsewhere" else role
            allowed = as_role in INSIDE[route.guard]
            expected = "inside" if allowed else "refused" if signed_in else "sign in"
            if outcome(answer) != expected or answer.status_code >= 500:
                wrong.append(f"{role}: {route} → {answer.status_code}, expected {expected}")

    assert wrong == []


AUTHOR_ONLY = [
    ("GET", "bearbeiten"),
    ("POST", "bearbeiten"),
    ("POST", "einreichen"),
    ("POST", "zurueckziehen"),
    ("POST", "verwerfen"),
]


@pytest.mark.parametrize("state", list(TopicState))
async def test_only_its_author_may_change_a_topic(make, browser_for, state):
    event = await make.event()
    topic = await make.topic(event, state=state)
    for person in (await make.person(), await make.staff(event), await make.admin()):
        browser = await browser_for(person)
        for method, act in AUTHOR_ONLY:
            path = f"/{event.slug}/themen/{topic.id}/{act}"
            answer = await browser.request(method, path)
            assert answer.status_code == 404, (method, act, person.name)


@pytest.mark.parametrize("state", list(TopicState))
async def test_what_you_may_not_see_you_cannot_find(make, browser_for, state):
    event = await make.event()
    author = await make.person()
    topic = await make.topic(event, state=state, author=author)
    seers = {
        "stranger": await browser_for(),
        "citizen": await browser_for(await make.person()),
        "author": await browser_for(author),
        "staff": await browser_for(await make.staff(event)),
        "moderator": await browser_for(await make.moderator(event)),
    }
    seen = {
        role
        for role, browser in seers.items()
        if (await browser.get(topic.path)).status_code == 200
    }

    public = state == TopicState.ACCEPTED
    private = {"author"} if state == TopicState.DRAFT else {"author", "staff"}
    assert seen == (set(seers) if public else private)


async def test_a_comment_is_changed_by_its_author_alone(make, browser_for):
    topic = await make.topic()
    comment = await make.comment(topic)
    browser = await browser_for(await make.person())
    base = f"{topic.path}/kommentare/{comment.id}"

    for act in ("bearbeiten", "loeschen", "wiederherstellen"):
        answer = await browser.post(f"{base}/{act}", data={"kommentar": "Nein."})
        assert answer.status_code == 404
    assert (await browser.get(f"{base}/bearbeiten")).status_code == 404


async def test_a_topic_is_not_found_under_another_event(make, stranger):
    topic, other = await make.topic(), await make.event()

    answer = await stranger.get(f"/{other.slug}/themen/{topic.id}")

    assert answer.status_code == 404
