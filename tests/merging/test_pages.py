"""What staff see before and after a merge, and what becomes of the topic's page for everybody."""

import re

import pytest

import reading
from kaue.recent import forget_everything
from kaue.tables import Comment, Topic, TopicState
from kaue.topics import queries as topics


@pytest.fixture
async def desk(browser_for, staff):
    return await browser_for(staff)


def at(topic, act="/zusammenlegen"):
    return f"/redaktion/{topic.event_slug}/themen/{topic.id}{act}"


def sent(source, home, **more):
    return {"mit": home.id, "version": source.version, "version_mit": home.version} | more


def numbers(answer):
    """What stands in the preview's list of numbers."""
    return re.findall(r"<dd>(.*?)</dd>", answer.text)


# Staff.


async def test_staff_choose_among_similar_topics(make, event, source, home, desk):
    await make.topic(event, title="Kaffee im Rathaus", text="Mit Kuchen, an jedem Freitag.")
    await make.topic(event, title="Sichere Radwege für alle", state="submitted")
    forget_everything()

    answer = await desk.get(at(source))

    assert re.findall(r'name="mit" value="(\d+)"', answer.text) == [str(home.id)]


async def test_or_search_for_one(make, event, source, home, desk):
    coffee = await make.topic(event, title="Kaffee im Rathaus")
    await make.topic(event, title="Kaffee, noch geheim", state="submitted")

    answer = await desk.get(at(source) + "?q=kaffee")
    assert re.findall(r'name="mit" value="(\d+)"', answer.text) == [str(coffee.id)]
    answer = await desk.get(at(source) + "?q=Radwege")
    assert re.findall(r'name="mit" value="(\d+)"', answer.text) == [str(home.id)]
    answer = await desk.get(at(source) + "?q=xyzxyz")
    assert (answer.status_code, 'class="empty"' in answer.text) == (200, True)


@pytest.mark.parametrize("alike", [True, False])
async def test_without_a_choice_nothing_is_merged(make, event, home, desk, alike):
    title = home.title if alike else "Kaffee"
    source = await make.topic(event, title=title, text="Mit Kuchen, an jedem Freitag.")
    forget_everything()

    answer = await desk.post(at(source), data={"version": source.version})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["mit"]
    assert (await topics.find(source.id)).is_public


async def test_the_preview_shows_both_texts_and_numbers_only(make, event, desk):
    source = await make.topic(event, title="Eins", text="Der eine Text.")
    home = await make.topic(event, title="Zwei", text="Der andere Text.")
    people = [await make.person(name=f"Wählerin Nr{n}") for n in range(7)]
    for topic, some in ((source, people[:5]), (home, people[2:])):
        for person in some:
            await make.vote(topic, person)
    await make.comment(source)

    answer = await desk.get(at(source) + f"?mit={home.id}")

    assert numbers(answer) == ["7", "3"]
    for part in ("Der eine Text.", "Der andere Text.", f"{at(home)}?mit={source.id}"):
        assert part in answer.text
    assert "Wählerin" not in answer.text
    assert reading.value(answer, "version") == str(source.version)
    assert reading.value(answer, "version_mit") == str(home.version)


async def test_few_in_common_are_told_by_no_number(make, source, home, desk):
    people = [await make.person() for _ in range(8)]
    pages = []
    for common in range(3):
        for topic, some in ((source, people[:4]), (home, people[4 - common : 8 - common])):
            for person in some:
                await make.vote(topic, person)
        pages.append((await desk.get(at(source) + f"?mit={home.id}")).text)
        await topics.db.write("DELETE FROM vote")

    assert pages[0] == pages[1] == pages[2]
    assert "<dd>6 bis 8</dd>" in pages[0]


async def test_the_merged_page_tells_no_sum(make, source, home, desk):
    """A topic with one vote, merged and split again, would tell how that person voted elsewhere."""
    alone = await make.person()
    for topic, some in ((source, [alone]), (home, [alone, await make.person()])):
        for person in some:
            await make.vote(topic, person)

    await desk.post(at(source), data=sent(source, home))
    page = await desk.get(at(source))

    assert "damit" not in page.text
    assert not re.search(r"\d+ Stimmen?\b", page.text)


async def test_whoever_merges_late_sees_that_it_is_done(source, home, desk, merge):
    seen = sent(source, home)
    await merge(source, home)

    answer = await desk.post(at(source), data=seen)

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert home.title in answer.text


async def test_what_is_not_public_yet_cannot_be_the_home(make, event, home, desk):
    source = await make.topic(event, state="submitted")

    answer = await desk.get(at(source) + f"?mit={home.id}")
    assert f"{at(home)}?mit=" not in answer.text
    assert (await desk.get(at(home) + f"?mit={source.id}")).status_code == 409


async def test_merged_and_split_by_two_forms(source, home, desk, event):
    answer = await desk.post(at(source), data=sent(source, home))
    assert answer.headers["location"] == at(source) + "?hinweis=zusammengelegt"
    merged = await topics.find(source.id)
    assert merged.merged_into == home.id

    answer = await desk.get(answer.headers["location"])
    assert f'action="{at(source, "/trennen")}"' in answer.text
    version = reading.value(answer, "version")
    answer = await desk.post(at(source, "/trennen"), data={"version": version})
    assert answer.headers["location"] == f"{at(source)}?mit={home.id}&hinweis=getrennt"
    assert (await topics.find(source.id)).is_public
    # There it can be merged again, if that was a slip.
    answer = await desk.get(answer.headers["location"])
    assert reading.value(answer, "mit") == str(home.id)


async def test_whoever_comes_second_sees_both_as_they_are(source, home, desk):
    await Topic.update({Topic.title: "Ganz neu", Topic.version: 7}).where(Topic.id == home.id)

    answer = await desk.post(at(source), data=sent(source, home))

    assert answer.status_code == 409
    assert "Ganz neu" in answer.text
    assert reading.value(answer, "version_mit") == "7"
    assert (await topics.find(source.id)).is_public


async def test_whoever_comes_second_to_the_same_merge_reads_that(source, home, desk, merge):
    await merge(source, home)

    assert (await desk.post(at(source), data=sent(source, home))).status_code == 409
    assert (await desk.post(at(home, "/trennen"), data={"version": 1})).status_code == 409


async def test_a_home_of_others_says_how_to_go_on(make, event, source, home, desk, merge):
    third = await make.topic(event)
    await merge(source, home)

    page = await desk.get(at(home))
    assert f'action="{at(source, "/trennen")}"' in page.text
    assert (await desk.get(at(home) + f"?mit={third.id}")).status_code == 409
    answer = await desk.post(at(home), data=sent(home, third))
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "state", [one for one in TopicState if one not in {"submitted", "accepted", "draft"}]
)
async def test_what_cannot_be_merged_has_no_page_for_it(make, event, desk, state):
    topic = await make.topic(event, state=state)
    if state == TopicState.MERGED:
        home = await make.topic(event)
        await Topic.update({Topic.merged_into: home.id}).where(Topic.id == topic.id)

    answer = await desk.get(at(topic))

    assert answer.status_code == (200 if state == TopicState.MERGED else 409)


async def test_another_events_topic_is_not_there(make, source, desk):
    other = await make.topic()

    assert (await desk.get(at(source) + f"?mit={other.id}")).status_code == 404
    assert (await desk.post(at(source), data=sent(source, other))).status_code == 404
    assert (await desk.get(at(source) + "?mit=999999")).status_code == 404


# Everybody.


async def test_the_topics_page_leads_to_the_home_which_explains(
    source, home, merge, stranger, browser_for, make
):
    ada, ben = await make.person(), await make.person()
    await make.vote(source, ada)
    await merge(source, home)
    there = f"{home.path}?zusammengelegt={source.id}"

    answer = await stranger.get(source.path)
    assert (answer.status_code, answer.headers["location"]) == (307, there)
    answer = await stranger.get(f"/en{source.path}?hinweis=geaendert")
    assert answer.headers["location"] == f"/en{there}&hinweis=geaendert"

    pages = [await (await browser_for(one)).get(there) for one in (ada, ben)]
    for page in (*pages, await stranger.get(there)):
        assert page.status_code == 200
        assert 'id="zusammengelegt"' in page.text
        assert source.title in page.text
    # One click takes it back, for whom there is something to take back.
    back = '<input type="hidden" name="dafuer" value="0"><button class="kern-btn'
    assert [back in page.text for page in pages] == [True, False]
    assert 'id="zusammengelegt"' not in (await stranger.get(home.path)).text
    assert "set-cookie" not in answer.headers


async def test_one_click_takes_the_carried_vote_back(source, home, merge, browser_for, make):
    ada = await make.person()
    await make.vote(source, ada)
    await merge(source, home)
    browser = await browser_for(ada)

    await browser.post(home.vote_path, data={"dafuer": "0"})

    assert (await topics.find(home.id)).votes == 0


@pytest.mark.parametrize("wanted", ["0", "1"])
async def test_a_button_on_an_old_page_explains_and_changes_nothing(
    source, home, merge, browser_for, make, wanted
):
    ada = await make.person()
    await make.vote(source, ada)
    browser = await browser_for(ada)
    await merge(source, home)

    plain = await browser.post(source.vote_path, data={"dafuer": wanted})
    by_htmx = await browser.post(
        source.vote_path, data={"dafuer": wanted}, headers={"hx-request": "true"}
    )

    assert (plain.status_code, plain.headers["location"]) == (303, source.path)
    assert by_htmx.status_code == 409
    assert (await topics.find(home.id)).votes == 1


@pytest.mark.parametrize("gone", [TopicState.HIDDEN, TopicState.WITHDRAWN, TopicState.SUBMITTED])
async def test_while_its_home_is_not_public_neither_is_it(
    make, event, home, merge, browser_for, stranger, staff, gone
):
    ada = await make.person()
    source = await make.topic(event, author=ada)
    await merge(source, home)
    await Topic.update({Topic.state: gone}).where(Topic.id == home.id)

    assert (await stranger.get(source.path)).status_code == 404
    for person in (ada, staff):
        page = await (await browser_for(person)).get(source.path)
        assert page.status_code == 200
        # Not even the title of what not everybody may read.
        assert person is staff or home.title not in page.text
    assert (await (await browser_for(staff)).get(at(source))).status_code == 200


async def test_the_authors_account_shows_the_state(make, event, home, merge, browser_for):
    ada = await make.person()
    source = await make.topic(event, author=ada)
    await merge(source, home)

    page = await (await browser_for(ada)).get("/konto")

    assert 'data-state="merged"' in page.text


# Comments.


async def test_comments_come_along_and_are_counted(
    make, source, home, merge, split, stranger, event
):
    said = await make.comment(source, text="Von hier.")
    await make.comment(home, text="Von dort.")
    await make.comment(source, text="Weg.", deleted_at=source.created_at)
    await merge(source, home)

    page = (await stranger.get(home.path)).text
    assert page.index("Von dort.") < page.index(f'id="kommentare-{source.id}"')
    assert page.index(f'id="kommentare-{source.id}"') < page.index("Von hier.")
    assert f"{source.path}/kommentare?antwort={said.id}" in page
    (listed,) = await topics.listed(event.id)
    assert listed.comments == 2

    await split(source)
    page = (await stranger.get(home.path)).text
    assert "Von hier." not in page
    assert "Von hier." in (await stranger.get(source.path)).text
    assert {one.id: one.comments for one in await topics.listed(event.id)} == {
        source.id: 1,
        home.id: 1,
    }


async def test_comments_can_be_answered_edited_deleted_and_brought_back(
    make, source, home, merge, browser_for, stranger
):
    ada = await make.person()
    said = await make.comment(source, author=ada)
    await merge(source, home)
    browser = await browser_for(ada)
    base = f"{source.path}/kommentare"

    assert (await stranger.get(f"{base}?antwort={said.id}")).status_code == 200
    answer = await browser.post(base, data={"kommentar": "Ja.", "antwort": str(said.id)})
    answered = await Comment.objects().get(Comment.text == "Ja.")
    assert (answered.topic, answered.parent) == (source.id, said.id)
    assert answer.headers["location"].endswith(f"#kommentar-{answered.id}")
    # The place on the page is kept by browsers over the redirect.
    assert (await browser.get(source.path)).status_code == 307

    assert (await browser.get(f"{base}/{said.id}/bearbeiten")).status_code == 200
    await browser.post(f"{base}/{said.id}/bearbeiten", data={"kommentar": "Anders."})
    assert "Anders." in (await stranger.get(home.path)).text

    answer = await browser.post(f"{base}/{said.id}/loeschen")
    page = await browser.get(answer.headers["location"].partition("#")[0])
    page = await browser.get(page.headers["location"])
    assert f'action="{base}/{said.id}/wiederherstellen"' in page.text
    await browser.post(f"{base}/{said.id}/wiederherstellen")
    assert "Anders." in (await stranger.get(home.path)).text


async def test_while_the_home_is_not_public_nobody_comments(make, event, home, merge, browser_for):
    ada = await make.person()
    source = await make.topic(event, author=ada)
    await make.comment(source)
    await merge(source, home)
    await Topic.update({Topic.state: "hidden"}).where(Topic.id == home.id)
    browser = await browser_for(ada)

    page = await browser.get(source.path)
    assert "antwort=" not in page.text
    answer = await browser.post(f"{source.path}/kommentare", data={"kommentar": "Hallo"})
    assert answer.status_code == 409
