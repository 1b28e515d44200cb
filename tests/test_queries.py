"""Every list page asks the same number of questions, however long the list is."""

import pytest

from kaue.db import current
from kaue.pitch import actions as pitch
from kaue.recent import forget_everything
from kaue.tables import TopicState


@pytest.fixture
def asked(monkeypatch, db):
    """The statements sent to the database."""
    statements = []
    engine = type(current.engine())
    for name in ("rows", "write", "run_querystring"):
        original = getattr(engine, name)

        def counted(self, first, *rest, _original=original, **named):
            statements.append(str(first))
            return _original(self, first, *rest, **named)

        monkeypatch.setattr(engine, name, counted)
    return statements


async def fill(make, event, moderator, topics):
    made = []
    for n in range(topics):
        topic = await make.topic(event, title=f"Thema {n}", themes=["open-data"])
        made.append(topic)
    for state in (TopicState.SUBMITTED, TopicState.REJECTED):
        await make.topic(event, state=state, author=moderator)
    return made


async def visit(browser, asked, path):
    forget_everything()
    asked.clear()
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    return len(asked), answer.text


@pytest.mark.parametrize("frozen", [False, True], ids=["live", "frozen"])
async def test_list_pages_ask_as_often_for_100_rows_as_for_one(make, browser_for, asked, frozen):
    counts = []
    for rows in (1, 100):
        event = await make.event()
        admin = await make.admin()
        topics = await fill(make, event, admin, rows)
        for topic in topics[:40]:
            await make.vote(topic, admin)
            await make.comment(topics[0], author=admin)
            await make.topic(event, state=TopicState.SUBMITTED)
        if frozen:
            await pitch.freeze(event.id, event.slug, after_version=0, by=admin)
        browser, nobody = await browser_for(admin), await browser_for()
        pages = {
            (who, path): await visit(visitor, asked, path)
            for who, visitor in (("admin", browser), ("nobody", nobody))
            for path in (
                f"/{event.slug}",
                f"/{event.slug}/themen",
                f"/{event.slug}/themen?s=neu",
                topics[0].path,
                f"/redaktion/{event.slug}",
                f"/pult/{event.slug}/rangliste",
                f"/{event.slug}/pitch",
                f"/pult/{event.slug}",
                f"/pult/{event.slug}/beamer/vorschau",
                "/konto",
            )
            if who == "admin" or not path.startswith(("/redaktion", "/pult", "/konto"))
        }
        counts.append([number for number, _ in pages.values()])
        assert pages["nobody", f"/{event.slug}/themen"][1].count('class="topic"') == rows

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14


async def test_a_changed_topic_changes_its_card_and_no_other_is_rendered(
    make, stranger, monkeypatch
):
    event = await make.event()
    topics = [await make.topic(event, title=f"Thema {n}") for n in range(5)]
    path = f"/{event.slug}/themen"
    await stranger.get(path)

    rendered = []
    from jinja2 import Template

    original = Template.render

    def noted(self, *values, **named):
        rendered.append(self.name)
        return original(self, *values, **named)

    monkeypatch.setattr(Template, "render", noted)
    await stranger.get(path)
    assert rendered.count("topics/_card.html") == 0

    await make.comment(topics[2])
    answer = await stranger.get(path)
    assert rendered.count("topics/_card.html") == 1
    assert f"{topics[2].path}#kommentare" in answer.text


async def test_a_vote_shows_in_the_list_at_once(make, browser_for):
    topic, ada = await make.topic(), await make.person()
    browser = await browser_for(ada)
    path = f"/{topic.event_slug}/themen"
    assert "<b>0</b>" in (await browser.get(path)).text

    await browser.post(topic.vote_path, data={"dafuer": "1"})

    listed = (await browser.get(path)).text
    assert "<b>1</b>" in listed
    assert 'aria-pressed="true"' in listed
