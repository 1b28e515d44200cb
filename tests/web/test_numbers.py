"""A number in an address that no row can have is not there; it never breaks anything."""

import re

import pytest

from routes import routes_of

HUGE = [2**31, 99_999_999_999, 10**30, -1, -(10**30), 0]


@pytest.fixture
async def everybody(make, browser_for):
    event = await make.event()
    author = await make.person()
    topic = await make.topic(event, author=author)
    people = [author, await make.staff(event), await make.moderator(event), await make.admin()]
    browsers = [await browser_for(person) for person in (None, *people)]
    return browsers, {"slug": event.slug, "topic": topic.number_and_slug}


async def test_every_route_with_a_number_takes_any(site, everybody, setting):
    setting(KAUE_DEMO="1")
    browsers, values = everybody
    numbered = [route for route in routes_of(site) if ":int}" in route.path]
    assert len(numbered) >= 10
    for route in numbered:
        names = re.findall(r"\{(\w+):int\}", route.path)
        for number in HUGE:
            path = route.filled(**values | dict.fromkeys(names, number))
            statuses = set()
            for browser in browsers:
                # What the forms there ask for.
                sent = {"data": {"platz": "1", "stand": "done"}} if route.method == "POST" else {}
                answer = await browser.request(route.method, path, **sent)
                statuses.add(answer.status_code)
            assert 404 in statuses, (str(route), number, statuses)
            assert statuses <= {303, 401, 403, 404}, (str(route), number, statuses)


@pytest.mark.parametrize("number", ["9" * 5000, "1.5", "x", "٣٣٣٣٣٣٣٣٣٣٣٣"])
async def test_what_is_no_number_is_not_there_either(everybody, setting, number):
    setting(KAUE_DEMO="1")
    browsers, _ = everybody

    assert (await browsers[0].get(f"/postfach/{number}")).status_code == 404
