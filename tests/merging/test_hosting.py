"""Both authors become hosts if both want to, and a split leaves each what was theirs."""

import mailbox

import pytest

from kaue.merging import hosting, queries
from kaue.tables import Host, Mail, Topic
from kaue.topics import queries as topics
from kaue.topics.actions import NotPossibleNow


@pytest.fixture
async def ada(make):
    return await make.person(name="Ada")


@pytest.fixture
async def ben(make):
    return await make.person(name="Ben")


@pytest.fixture
async def source(make, event, ada):
    return await make.topic(event, title="Radwege sicher machen", author=ada)


@pytest.fixture
async def home(make, event, ben):
    return await make.topic(event, title="Sichere Radwege", author=ben)


@pytest.fixture
async def merged(source, home, merge):
    await merge(source, home)
    await Mail.delete(force=True)


async def part(source, home):
    (found,) = [
        one
        for one in await queries.parts(await topics.find(home.id), None)
        if one.topic.id == source.id
    ]
    return found


async def hosts(topic):
    return {host for host, _ in (await topics.find(topic.id)).hosts}


def at(topic, act=""):
    return f"/{topic.event_slug}/themen/{topic.id}/mithalten{act}"


async def test_one_offers_the_other_agrees_and_both_host(
    source, home, merged, ada, ben, browser_for
):
    adas, bens = await browser_for(ada), await browser_for(ben)
    offer, answer = at(source), at(source, "/antwort")
    assert f'action="{offer}"' in (await adas.get(home.path)).text
    assert f'action="{answer}"' not in (await bens.get(home.path)).text

    await adas.post(offer, data={"mithalten": "1"})
    await adas.post(offer, data={"mithalten": "1"})
    (mail,) = await Mail.objects()
    assert (mail.person, mail.kind) == (ben.id, "host_offer")
    assert "Ada" in mail.text
    page = (await bens.get(home.path)).text
    assert f'action="{answer}"' in page
    assert "Ada" in page
    assert await hosts(home) == {ben.id}

    done = await bens.post(answer, data={"einverstanden": "1"})
    assert done.headers["location"] == f"{home.path}?hinweis=mithalten-zu-zweit"
    await bens.post(answer, data={"einverstanden": "1"})
    assert await hosts(home) == {ada.id, ben.id}
    assert (await mailbox.newest()).kind == "host_agreed"
    assert await Mail.count() == 2
    assert f'action="{answer}"' not in (await bens.get(home.path)).text


async def test_a_split_leaves_each_author_the_own_topic(
    make, event, source, home, merged, ada, ben, split
):
    second = await make.topic(event, author=ada)
    await hosting.offer(await part(source, home), by=ada)
    await hosting.agree(await part(source, home), by=ben)
    await split(source)

    assert await hosts(home) == {ben.id}
    assert await hosts(source) == {ada.id}
    assert await hosts(second) == {ada.id}
    assert not (await Topic.objects().get(Topic.id == source.id)).offers_to_host


async def test_splitting_another_part_leaves_the_hosts_alone(
    make, event, source, home, merged, ada, ben, merge, split
):
    second = await make.topic(event, author=ada)
    await merge(second, home)
    await hosting.offer(await part(source, home), by=ada)
    await hosting.agree(await part(source, home), by=ben)

    await split(second)

    assert await hosts(home) == {ada.id, ben.id}


async def test_the_homes_author_may_decline(source, home, merged, ada, ben, browser_for):
    await hosting.offer(await part(source, home), by=ada)
    bens = await browser_for(ben)

    await bens.post(at(source, "/antwort"), data={"einverstanden": "0"})

    assert await hosts(home) == {ben.id}
    assert not (await part(source, home)).offers
    with_form = (await (await browser_for(ada)).get(home.path)).text
    assert 'name="mithalten" value="1"' in with_form


async def test_declining_after_agreeing_takes_nobody_away(source, home, merged, ada, ben):
    await hosting.offer(await part(source, home), by=ada)
    await hosting.agree(await part(source, home), by=ben)
    await hosting.decline(await part(source, home), by=ben)

    assert await hosts(home) == {ada.id, ben.id}


async def test_one_may_think_again(source, home, merged, ada, ben, browser_for):
    await hosting.offer(await part(source, home), by=ada)
    await hosting.agree(await part(source, home), by=ben)
    adas = await browser_for(ada)
    assert 'name="mithalten" value="0"' in (await adas.get(home.path)).text

    await adas.post(at(source), data={"mithalten": "0"})

    assert await hosts(home) == {ben.id}
    # Nobody can agree to what is no longer offered.
    await hosting.agree(await part(source, home), by=ben)
    assert await hosts(home) == {ben.id}


async def test_without_an_author_the_offer_is_enough(source, home, ada, merge):
    await Topic.update({Topic.author: None}).where(Topic.id == home.id)
    await Host.delete().where(Host.topic == home.id)
    await merge(source, home)
    await Mail.delete(force=True)

    await hosting.offer(await part(source, home), by=ada)

    assert await hosts(home) == {ada.id}
    assert await Mail.count() == 0


async def test_only_who_would_have_hosted_is_asked(make, event, home, ada, ben, merge, browser_for):
    wish = await make.topic(event, author=ada, hosted=False)
    bens = await make.topic(event, author=ben)
    for topic in (wish, bens):
        await merge(topic, home)

    for topic, person in ((wish, ada), (bens, ben)):
        browser = await browser_for(person)
        assert f'action="{at(topic)}"' not in (await browser.get(home.path)).text
        assert (await browser.post(at(topic), data={"mithalten": "1"})).status_code == 409
        with pytest.raises(NotPossibleNow):
            await hosting.take_back(await part(topic, home), by=person)
    assert await hosts(home) == {ben.id}


async def test_nobody_else_says_anything(source, home, merged, ada, ben, browser_for, make, staff):
    await hosting.offer(await part(source, home), by=ada)
    found = await part(source, home)
    for person in (await make.person(), staff):
        browser = await browser_for(person)
        assert "/mithalten" not in (await browser.get(home.path)).text
        for act, field in (("", "mithalten"), ("/antwort", "einverstanden")):
            answer = await browser.post(at(source, act), data={field: "1"})
            assert answer.status_code == 404
        for act in (hosting.offer, hosting.take_back, hosting.agree, hosting.decline):
            with pytest.raises(NotPossibleNow):
                await act(found, by=person)
    adas = await browser_for(ada)
    assert (await adas.post(at(source, "/antwort"), data={"einverstanden": "1"})).status_code == 404
    assert await hosts(home) == {ben.id}


async def test_what_is_not_merged_has_nothing_to_offer(source, home, ada, browser_for):
    browser = await browser_for(ada)

    assert (await browser.post(at(source), data={"mithalten": "1"})).status_code == 404


@pytest.mark.parametrize("said", ["", "2", "ja"])
async def test_the_wanted_state_is_said(source, home, merged, ada, browser_for, said):
    browser = await browser_for(ada)

    assert (await browser.post(at(source), data={"mithalten": said})).status_code == 400


async def test_who_offered_and_left_hosts_nothing(source, home, merged, ada, ben):
    await hosting.offer(await part(source, home), by=ada)
    await Topic.update({Topic.author: None}).where(Topic.id == source.id)

    found = await part(source, home)
    assert not found.waits
    await hosting.agree(found, by=ben)
    assert await hosts(home) == {ben.id}
