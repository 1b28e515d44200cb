"""What staff do in tests, through the pages."""

from kaue.topics import queries as topics


def at(topic, act=""):
    return f"/redaktion/{topic.event_slug}/themen/{topic.id}{act}"


async def act(browser, topic, name, **data):
    """Press a button on the topic's page, about the topic as it is now."""
    now = await topics.find(topic.id)
    return await browser.post(at(topic, f"/{name}"), data={"version": now.version} | data)


async def state(topic):
    return (await topics.find(topic.id)).state
