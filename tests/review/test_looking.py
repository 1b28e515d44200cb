"""Who has a topic open right now."""

from datetime import timedelta

from kaue.review import looking
from kaue.tables import Looking
from kaue.web.dates import now
from review.steps import act, at


async def test_others_see_who_has_a_topic_open(make, event, topic, browser, browser_for):
    other = await browser_for(await make.staff(event, name="Steffi <b>"))

    await other.get(at(topic))

    assert "Steffi &lt;b&gt;" in (await browser.get(at(topic))).text
    assert "Steffi &lt;b&gt;" in (await browser.get(f"/redaktion/{event.slug}")).text
    assert "Steffi" in (await browser.get(at(topic, "/dabei"))).text
    assert "Steffi" not in (await other.get(at(topic, "/dabei"))).text


async def test_who_has_decided_or_gone_is_not_there_any_more(make, event, topic, browser, staff):
    colleague = await make.staff(event)
    await browser.get(at(topic))
    assert await looking.others(event.id, colleague) == {topic.id: [staff.name]}

    await Looking.update({Looking.seen_at: now() - timedelta(minutes=3)}, force=True)
    assert await looking.others(event.id, colleague) == {}

    await browser.get(at(topic))
    await act(browser, topic, "freigeben")
    assert await looking.others(event.id, colleague) == {}


async def test_it_is_one_row_however_often_somebody_looks(topic, browser):
    for _ in range(3):
        await browser.get(at(topic, "/dabei"))

    assert await Looking.count() == 1
