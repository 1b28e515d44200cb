"""Before the count the desk says what comes next; what can be printed stands on one page."""

import re

from factory import NOW
from kaue.events import queries as events
from kaue.tables import Counts


async def steps_before(browser, event):
    """What is to be done before there is a pitch order: label, and whether it is ticked."""
    page = (await browser.get(f"/pult/{event.slug}")).text.partition('<ol class="steps">')[2]
    found = re.findall(r'<li( class="is-done")?><b>([^<]+)', page.partition("</ol>")[0])
    return {label: bool(done) for done, label in found}


async def test_before_a_count_the_desk_says_what_is_next(make, browser_for):
    event, browser = await make.event(), await browser_for(await make.admin())
    await make.topic(event)

    steps = await steps_before(browser, event)
    assert steps == {"Proben": False, "Ende der Abstimmung": False, "Auszählen": False}

    await browser.post(f"/pult/{event.slug}/probe")
    await browser.post(f"/pult/{event.slug}/abstimmung-beenden")
    steps = await steps_before(browser, event)
    assert steps == {"Proben": True, "Ende der Abstimmung": True, "Auszählen": False}


async def test_where_nothing_can_be_counted_the_desk_offers_no_count(make, browser_for):
    empty, sealed = await make.event(vote_until=NOW), await make.event(counts=Counts.SEALED)
    await make.topic(sealed)
    browser = await browser_for(await make.admin())

    for event in (empty, sealed):
        assert 'id="auszaehlen"' not in (await browser.get(f"/pult/{event.slug}")).text
    await make.topic(empty)
    assert 'id="auszaehlen"' in (await browser.get(f"/pult/{empty.slug}")).text


async def test_a_rehearsal_is_not_rehearsed(make, browser_for):
    event, browser = await make.event(), await browser_for(await make.admin())
    answer = await browser.post(f"/pult/{event.slug}/probe")
    slug = answer.headers["location"].partition("?")[0].rpartition("/")[2]

    assert "Proben" not in await steps_before(browser, await events.by_slug(slug))


async def printed(browser, event):
    """What stands on the page of papers: label → address, or none where something is missing."""
    listed = (await browser.get(f"/pult/{event.slug}/papier")).text.partition("<main")[2]
    links = re.findall(r'<a class="kern-link" href="([^"]+)">([^<]+)</a>(?=<br>)', listed)
    return {label: href for href, label in links}


async def test_everything_that_can_be_printed_stands_on_one_page(make, browser_for):
    event = await make.event()
    moderator = await browser_for(await make.moderator(event))

    papers = await printed(moderator, event)
    assert set(papers) == {"Pitch-Liste (PDF, A4)", "Moderationskarten (PDF, A5)", "Code des Tages"}

    await moderator.post(f"/pult/{event.slug}/raeume", data={"name": "Aula", "plaetze": "20"})
    papers = await printed(moderator, event)
    assert {"Türschilder (PDF, A4)", "Zeitplan (PDF, A3)"} < set(papers)
    for address in papers.values():
        assert (await moderator.get(address)).status_code == 200


async def test_code_cards_are_among_the_papers_for_those_who_may_print_them(make, browser_for):
    event = await make.event()
    admin = await browser_for(await make.admin())

    assert (await printed(admin, event))["Code-Karten"] == f"/redaktion/{event.slug}/karten"
