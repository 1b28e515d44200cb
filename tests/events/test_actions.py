"""Creating an event, and the addresses it may not have."""

import pytest

from kaue.events import actions, queries
from kaue.tables import Event, Theme
from kaue.web.dates import now

MOMENTS = [
    name for name in queries.EventView.__slots__ if name.endswith(("_at", "_from", "_until"))
]
PLAIN = {"title": "Camp"} | dict.fromkeys(MOMENTS, now())


async def test_an_event_has_its_themes_by_name(db):
    await actions.create(slug="camp", themes={"b": "Beta", "a": "Alpha"}, **PLAIN)

    event = await queries.by_slug("camp")

    assert [(theme.slug, theme.name) for theme in event.themes] == [("a", "Alpha"), ("b", "Beta")]


@pytest.mark.parametrize("slug", ["redaktion", "en", "static", "healthz"])
async def test_an_address_of_kaues_own_is_refused(db, slug):
    with pytest.raises(actions.ReservedAddress):
        await actions.create(slug=slug, themes={}, **PLAIN)

    assert await Event.count() == 0


async def test_a_taken_address_is_refused_and_nothing_is_left_behind(db):
    await actions.create(slug="camp", themes={"a": "A"}, **PLAIN)

    with pytest.raises(db.Conflict):
        await actions.create(slug="camp", themes={"b": "B"}, **PLAIN)

    assert await Event.count() == 1
    assert [theme.slug for theme in await Theme.objects()] == ["a"]


def test_no_event_can_hide_a_page_of_kaues_own(site):
    firsts = {route.path.split("/")[1] for route in site.routes}
    own = {first for first in firsts if first and not first.startswith("{")}

    assert own <= actions.RESERVED
