"""The note on a session: by its hosts, hidden by staff if need be."""

import pytest

from factory import DAY, NOW
from kaue.audit import queries as audit
from kaue.results import notes, queries
from kaue.results.forms import is_safe_link
from kaue.tables import Channel, Host, Note, Topic
from kaue.topics import queries as topics
from kaue.web.dates import now

WORDS = {"text": "Wir waren uns **einig**.", "link": "https://example.org/folien", "version": "0"}


@pytest.fixture
async def hosts(browser_for, host):
    return await browser_for(host)


async def test_a_host_writes_and_everybody_reads(hosts, stranger, topic, event):
    assert "Notiz schreiben" in (await hosts.get(topic.path)).text
    assert "Notiz schreiben" not in (await stranger.get(topic.path)).text

    answer = await hosts.post(f"{topic.path}/notiz", data=WORDS)

    assert answer.status_code == 303
    for path in (topic.path, f"/{event.slug}/ergebnisse"):
        text = (await stranger.get(path)).text
        assert "<strong>einig</strong>" in text
        assert 'href="https://example.org/folien" rel="noopener nofollow"' in text
    form = await hosts.get(f"{topic.path}/notiz")
    assert "Wir waren uns **einig**." in form.text
    assert 'value="https://example.org/folien"' in form.text


async def test_only_hosts_write(browser_for, make, topic, desk):
    for browser in (await browser_for(await make.person()), desk):
        assert (await browser.get(f"{topic.path}/notiz")).status_code == 404
        assert (await browser.post(f"{topic.path}/notiz", data=WORDS)).status_code == 404
    assert await Note.count() == 0


async def test_before_the_sessions_there_is_none(make, browser_for):
    author = await make.person()
    topic = await make.topic(await make.event(), author=author)
    browser = await browser_for(author)

    assert (await browser.get(f"{topic.path}/notiz")).status_code == 409
    assert (await browser.post(f"{topic.path}/notiz", data=WORDS)).status_code == 409
    assert "Was daraus wurde" not in (await browser.get(topic.path)).text


async def test_while_the_sessions_run_one_can_write_already(make, browser_for):
    author = await make.person()
    event = await make.event(vote_until=NOW, sessions_at=NOW, starts_at=NOW - DAY / 4)
    topic = await make.topic(event, author=author)
    browser = await browser_for(author)

    assert (await browser.post(f"{topic.path}/notiz", data=WORDS)).status_code == 303
    assert "einig" in (await browser.get(topic.path)).text


@pytest.mark.parametrize("role", ["staff", "moderator"])
async def test_for_somebody_without_an_account_the_team_writes(
    make, browser_for, event, stranger, role
):
    topic = await make.topic(event, hosted=False)
    await Host(topic=topic.id, person=None).save()
    values = {Topic.author: None, Topic.came_by: Channel.PAPER, Topic.on_behalf_of: "Frau Alt"}
    await Topic.update(values).where(Topic.id == topic.id)
    topics.list_changed(event.id)
    team = await browser_for(await getattr(make, role)(event))

    assert (await team.post(f"{topic.path}/notiz", data=WORDS)).status_code == 303

    assert "einig" in (await stranger.get(topic.path)).text
    (entry,) = await audit.entries(event.id, 100, 10, "noted")
    assert entry.subject_number == topic.id


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "", "link": ""}, "Schreib, was bei der Session herauskam"),
        ({"link": "http://example.org"}, "der mit https:// beginnt"),
        ({"link": "javascript:alert(1)"}, "der mit https:// beginnt"),
        ({"link": "https://example.org/" + "x" * 500}, "höchstens 500 Zeichen"),
        ({"text": "x" * 4001}, "höchstens 4000 Zeichen"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_lost(hosts, topic, typed, said):
    answer = await hosts.post(f"{topic.path}/notiz", data={"text": "Bleibt."} | WORDS | typed)

    assert answer.status_code == 422
    assert said in answer.text
    if "text" not in typed:
        assert "Wir waren uns **einig**." in answer.text
    assert await Note.count() == 0


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://example.org", True),
        ("https://www.bücher.example/ä?x=1#y", True),
        ("https://example.org:8443/a", True),
        ("http://example.org", False),
        ("https://", False),
        ("https://localhost/", False),
        ("https://127.0.0.1/", False),
        ("https://[::1]/", False),
        ("https://a:b@example.org/", False),
        ("https://example.org@evil.example/", False),
        ("https://example.org:port/", False),
        ("https://exa mple.org/", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://" + "a" * 70 + ".org", False),
        ('https://example.org"onclick="x', False),
    ],
)
def test_only_whole_https_links_are_taken(link, safe):
    assert is_safe_link(link) == safe


async def test_of_two_hosts_the_second_one_sees_both(make, hosts, browser_for, topic):
    other = await make.person()
    await Host(topic=topic.id, person=other.id).save()
    second = await browser_for(other)
    await hosts.post(f"{topic.path}/notiz", data=WORDS)

    answer = await second.post(f"{topic.path}/notiz", data=WORDS | {"text": "Mein Wort."})

    assert answer.status_code == 409
    assert "Mein Wort." in answer.text
    assert "<strong>einig</strong>" in answer.text
    assert 'name="version" value="1"' in answer.text
    again = WORDS | {"text": "Mein Wort.", "version": "1"}
    assert (await second.post(f"{topic.path}/notiz", data=again)).status_code == 303


async def test_a_removed_note_can_be_brought_back_for_an_hour(hosts, stranger, topic):
    await hosts.post(f"{topic.path}/notiz", data=WORDS)

    await hosts.post(f"{topic.path}/notiz/entfernen", data={"version": "1"})
    assert "einig" not in (await stranger.get(topic.path)).text
    assert "Zurückholen" in (await hosts.get(topic.path)).text
    await hosts.post(f"{topic.path}/notiz/zurueckholen")
    assert "einig" in (await stranger.get(topic.path)).text
    await hosts.post(f"{topic.path}/notiz/entfernen", data={"version": "3"})
    long_ago = now() - 2 * queries.RESTORABLE
    await Note.update({Note.removed_at: long_ago}).where(Note.topic == topic.id)

    assert (await hosts.post(f"{topic.path}/notiz/zurueckholen")).status_code == 409
    await notes.forget_removed()
    assert await Note.count() == 0
    assert (await hosts.post(f"{topic.path}/notiz", data=WORDS)).status_code == 303


async def test_instead_of_a_removed_one_another_can_be_written(hosts, stranger, topic):
    await hosts.post(f"{topic.path}/notiz", data=WORDS)
    await hosts.post(f"{topic.path}/notiz/entfernen", data={"version": "1"})

    form = await hosts.get(f"{topic.path}/notiz")
    assert 'name="version" value="2"' in form.text
    await hosts.post(f"{topic.path}/notiz", data={"text": "Neu.", "link": "", "version": "2"})

    assert "Neu." in (await stranger.get(topic.path)).text


async def test_staff_hide_it_with_words_that_its_host_reads(hosts, desk, stranger, topic, event):
    await hosts.post(f"{topic.path}/notiz", data=WORDS)
    base = f"/redaktion/{event.slug}/ergebnisse/{topic.id}"

    refused = await desk.post(f"{base}/notiz/ausblenden", data={"worte": "", "fassung": "1"})
    assert refused.status_code == 422
    hiding = {"worte": "Nennt Namen.", "fassung": "1"}
    assert (await desk.post(f"{base}/notiz/ausblenden", data=hiding)).status_code == 303

    again = {"worte": "Etwas anderes.", "fassung": "2"}
    assert (await desk.post(f"{base}/notiz/ausblenden", data=again)).status_code == 409
    for path in (topic.path, f"/{event.slug}/ergebnisse"):
        text = (await stranger.get(path)).text
        assert "einig" not in text
        assert "Nennt Namen." not in text
    assert "Nennt Namen." in (await hosts.get(topic.path)).text
    form = (await hosts.get(f"{topic.path}/notiz")).text
    assert "Nennt Namen." in form
    assert "einig" in form
    edited = await hosts.post(f"{topic.path}/notiz", data=WORDS | {"version": "2"})
    assert edited.status_code == 409
    gone = await hosts.post(f"{topic.path}/notiz/entfernen", data={"version": "2"})
    assert gone.status_code == 409

    await desk.post(f"{base}/notiz/einblenden")
    assert "einig" in (await stranger.get(topic.path)).text
    acts = [one.act for one in await audit.entries(event.id, 100, 10)]
    assert acts == ["note_shown", "note_hidden"]
