"""The decision log as staff read it, page by page and as a file."""

import csv
import re
from datetime import timedelta
from hashlib import sha256

import pytest

from kaue.administration import actions as administration
from kaue.audit import actions as audit
from kaue.audit import queries
from kaue.audit.acts import Act, Subject
from kaue.review import actions as review
from kaue.review import log_pages, reasons
from kaue.review.forms import RejectionForm
from kaue.review.log_export import CHAINED, COLUMNS
from kaue.tables import LogEntry, Topic, Verdict
from kaue.web.dates import now


@pytest.fixture
async def staff(make, event):
    return await make.staff(event, name="Stefanie")


@pytest.fixture
def path(event):
    return f"/redaktion/{event.slug}/protokoll"


async def filled(event, staff, how_many):
    for number in range(how_many):
        act = Verdict.ACCEPTED if number % 2 else Act.TRUSTED
        await audit.note(event.id, act, Subject.PERSON, number, by=staff)


def numbers(answer):
    return [int(number) for number in re.findall(r'id="eintrag-(\d+)"', answer.text)]


def main(answer):
    return answer.text.partition("<main")[2]


async def test_an_empty_log_says_so_and_leads_to_the_queue(browser, path):
    text = main(await browser.get(path))

    assert 'class="empty"' in text
    assert f'href="{path.removesuffix("/protokoll")}"' in text
    assert ".csv" not in text


async def test_an_act_stands_there_with_all_that_belongs_to_it(make, event, staff, browser, path):
    await administration.add_reason(event, "Andere Stadt.", "Another town.")
    (own,) = await reasons.own_reasons(event.id)
    topic = await make.topic(event, state="submitted", title="Radwege in <Wanne>")
    words = RejectionForm(own.code, "Leider nicht hier.")
    await review.reject(topic, words, version=topic.version, by=staff)

    answer = await browser.get(f"/en{path}")

    text = answer.text.partition('id="eintrag-1"')[2]
    for shown in (
        "Rejected",
        f'href="/en/redaktion/{event.slug}/themen/{topic.id}"',
        "Radwege in &lt;Wanne&gt;",
        "Another town.",
        "Leider nicht hier.",
        "Stefanie",
    ):
        assert shown in text
    assert (await queries.head(event.id)).hash in answer.text


async def test_a_comment_leads_to_where_it_is_decided(make, event, staff, browser, path):
    topic = await make.topic(event, title="Radwege")
    comment = await make.comment(topic)
    await audit.note(event.id, Verdict.HIDDEN, Subject.COMMENT, comment.id, by=staff)

    text = main(await browser.get(path))

    (link,) = re.findall(r'href="([^"]+/kommentare/\d+)"', text)
    assert (await browser.get(link)).status_code == 200
    assert "Radwege" in text
    await Topic.delete().where(Topic.id == topic.id)
    gone = await browser.get(path)
    assert "/kommentare/" not in gone.text.partition("<table")[2]
    assert numbers(gone) == [1]


async def test_the_latest_comes_first_fifty_a_page(event, staff, browser, path):
    await filled(event, staff, 103)

    first = await browser.get(path)
    second = await browser.get(f"{path}?vor=54")
    third = await browser.get(f"{path}?vor=4")

    assert numbers(first) == list(range(103, 53, -1))
    assert numbers(second) == list(range(53, 3, -1))
    assert numbers(third) == [3, 2, 1]
    assert f"{path}?vor=54" in main(first)
    assert f"{path}?vor=4" in main(second)
    assert "vor=" not in main(third)
    assert numbers(await browser.get(f"{path}?vor=1")) == []
    assert numbers(await browser.get(f"{path}?vor=nix")) == numbers(first)


async def test_one_kind_of_act_alone(event, staff, browser, path):
    await filled(event, staff, 110)

    first = await browser.get(f"{path}?handlung=trusted")
    second = await browser.get(f"{path}?handlung=trusted&vor={numbers(first)[-1]}")

    assert numbers(first) + numbers(second) == list(range(109, 0, -2))
    assert f"handlung=trusted&amp;vor={numbers(first)[-1]}" in first.text
    assert set(re.findall(r"\?handlung=(\w+)\"", first.text)) == {"trusted", "accepted"}
    assert len(numbers(await browser.get(f"{path}?handlung=nix"))) == log_pages.PAGE


async def test_a_change_is_told_with_its_entry(event, staff, browser, path):
    await filled(event, staff, 5)
    sound = await browser.get(f"/en{path}")
    await LogEntry.update({"note": "x"}).where(LogEntry.number == 3)
    # A minute is remembered; the next act ends that.
    await filled(event, staff, 1)

    broken = await browser.get(f"/en{path}")

    assert "all 5 entries are as they were written" in sound.text
    assert "kern-alert--danger" not in sound.text
    assert "Entry 3 is not what was written" in broken.text
    assert "kern-alert--danger" in broken.text


async def test_the_proof_is_remembered_for_a_minute(event, staff, browser, path, monkeypatch):
    await filled(event, staff, 2)
    times = []

    async def counted(event_id):
        times.append(event_id)
        return queries.Proof(2, 0, "x", None)

    monkeypatch.setattr(queries, "verify", counted)
    for _ in range(3):
        await browser.get(path)

    assert times == [event.id]


async def test_a_long_log_is_left_to_the_command(event, staff, browser, path, monkeypatch):
    monkeypatch.setattr(log_pages, "LONGEST_PROVEN_HERE", 2)
    await filled(event, staff, 3)

    text = (await browser.get(path)).text

    assert f"kaue audit verify {event.slug}" in text
    assert "kern-alert" not in text


async def test_erased_entries_are_told(event, staff, browser, path):
    await filled(event, staff, 2)
    await LogEntry.update({"acted_by": None, "note": "", "salt": ""}).where(LogEntry.number == 1)

    text = (await browser.get(f"/en{path}")).text

    assert "In 1 entry the name and the words are erased" in text
    assert "name erased" in text


# As a file


async def the_file(browser, path):
    answer = await browser.get(f"{path}.csv")
    assert answer.status_code == 200
    rows = csv.DictReader(answer.text.removeprefix("\ufeff").splitlines(True), delimiter=";")
    return answer, list(rows)


async def test_from_the_file_anybody_can_work_out_the_chain(make, event, staff, browser, path):
    topic = await make.topic(event, state="submitted")
    evil = RejectionForm("rules", '=HYPERLINK("http://x";"y")')
    await review.reject(topic, evil, version=topic.version, by=staff)
    await filled(event, staff, 3)

    answer, rows = await the_file(browser, path)

    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{event.slug}-protokoll.csv"'
    )
    assert answer.headers["cache-control"] == "no-store"
    assert tuple(rows[0]) == COLUMNS
    before = "0" * 64
    for number, row in enumerate(rows, 1):
        assert row["number"] == str(number)
        assert row["hash_before"] == before
        parts = [row[name] for name in CHAINED]
        before = sha256("\0".join(parts).encode()).hexdigest()
        assert row["hash"] == before
    assert before == (await queries.head(event.id)).hash
    assert (rows[0]["by"], rows[0]["note"]) == ("Stefanie", "'" + evil.note)


async def test_the_file_has_neither_addresses_nor_salts(event, staff, browser, path):
    await filled(event, staff, 2)

    answer, _ = await the_file(browser, path)

    assert "@" not in answer.text
    for entry in await LogEntry.objects():
        assert entry.salt not in answer.text


async def test_an_empty_log_is_a_file_with_a_header(browser, path):
    _, rows = await the_file(browser, path)

    assert rows == []


async def test_each_event_shows_its_own(make, event, staff, browser, path):
    other = await make.event()
    await filled(other, staff, 2)
    await filled(event, staff, 1)

    assert numbers(await browser.get(path)) == [1]
    assert (await browser.get(f"/redaktion/{other.slug}/protokoll")).status_code == 403


async def test_the_time_of_an_entry_is_that_of_the_act(event, staff, browser, path):
    await filled(event, staff, 1)

    _, (row,) = await the_file(browser, path)

    entry = await LogEntry.objects().first()
    assert row["acted_at"] == entry.acted_at.isoformat(timespec="microseconds")
    assert now() - entry.acted_at < timedelta(minutes=1)
