"""A barcamp as a folder of plain pages: every link leads somewhere, and nothing asks a server."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag

import pytest

from databases import at
from factory import DAY, NOW, Make
from kaue import cli
from kaue.events import queries as events
from kaue.pitch import actions as pitch
from kaue.results import archive, next_steps, notes
from kaue.results.forms import NoteForm, StepForm
from kaue.retention import actions as retention
from kaue.tables import Event
from results.conftest import OVER

TEXT = "Siehe [dort](/camp/themen), [hier](12-x) und [außen](https://example.org/)."


class Page(HTMLParser):
    """The links, what a browser would fetch by itself, and the places of one page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.fetched, self.ids, self.tags = [], [], set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.ids.add(given.get("id"))
        if tag == "a":
            self.links.append(given["href"])
        elif "href" in given and tag == "link":
            self.fetched.append(given["href"])
        if "src" in given:
            self.fetched.append(given["src"])
        assert not any(name.startswith(("on", "hx-")) or name == "style" for name in given)


@pytest.fixture
async def folder(make, event, topic, host, planned, tmp_path):
    """await folder(): the archive, written; with a topic that was held and one that was not."""
    other = await make.topic(event, title="Bänke & <Tische>", text=TEXT, votes=1)
    said = await make.comment(other, author=await make.person(name="Karla"), text="Gut gesagt.")
    await make.comment(other, text="Antwort.", parent=said.id)
    await make.comment(other, text="Ausgeblendet!", state="hidden")
    await make.comment(other, text="Wartet!", state="waiting")
    await make.comment(other, text="Gelöscht!", deleted_at=NOW)
    await make.topic(event, title="Verborgen", state="hidden")
    mo = await make.moderator(event)
    await pitch.freeze(
        event.id, event.slug, after_version=0, by=mo, method="fair", reason="Für Kleines."
    )
    await planned(event, topic)
    note = NoteForm("Einig. [Mehr](/camp/pitch)", "https://example.org/folien")
    await notes.write(topic, note, version=0, by=host)
    await next_steps.enter(topic, StepForm("Bauen", "Amt", "", "done", ""), version=0, by=mo)
    await Event.update({Event.accent: "#0b5660"}).where(Event.id == event.id)
    events.forget(event.slug)

    async def write(name="archiv"):
        archive.write(await archive.files(await events.by_slug(event.slug)), tmp_path / name)
        return tmp_path / name

    return write


def pages_of(folder):
    return {
        file.relative_to(folder): Page(file.read_text(encoding="utf-8"))
        for file in sorted(folder.rglob("*.html"))
    }


async def test_every_link_leads_to_a_file_of_the_folder(folder):
    written = await folder()
    pages = pages_of(written)

    assert len(pages) == 5
    for name, page in pages.items():
        for link in page.links + page.fetched:
            if link.startswith("https://example.org/"):
                assert link in page.links
                continue
            if link.startswith("http://127.0.0.1:8000/"):  # people's own links within the site
                assert link in page.links
                continue
            assert not re.match(r"[a-z]+:|/", link), (name, link)
            path, place = urldefrag(link)
            there = (written / name.parent / unquote(path)).resolve() if path else written / name
            assert there.is_file(), (name, link)
            assert there.is_relative_to(written.resolve())
            if place:
                known = pages[there.relative_to(written.resolve())] if path else page
                assert place in known.ids, (name, link)


async def test_nothing_runs_and_nothing_is_asked_of_a_server(folder):
    written = await folder()

    for page in pages_of(written).values():
        assert not page.tags & {"script", "form", "iframe", "img", "object", "embed", "button"}
    for sheet in written.rglob("*.css"):
        for url in re.findall(r"url\(([^)]*)\)", sheet.read_text(encoding="utf-8")):
            if not url.strip("\"'").startswith("data:"):
                assert (sheet.parent / url.strip("\"'")).is_file(), url


async def test_it_tells_what_everybody_could_read(folder):
    written = await folder()
    index = (written / "index.html").read_text(encoding="utf-8")
    everything = "".join(file.read_text(encoding="utf-8") for file in written.rglob("*.html"))

    assert "Bauen" in index
    assert "Einig." in index
    assert "Bänke &amp; &lt;Tische&gt;" in index
    assert "Gut gesagt." in everything
    assert "Antwort." in everything
    assert "Karla" in everything
    assert "7 Stimmen" in index
    assert "Lampenstube" in (written / "zeitplan.html").read_text(encoding="utf-8")
    assert "Radwege" in (written / "rangliste.html").read_text(encoding="utf-8")
    for unseen in ("Ausgeblendet!", "Wartet!", "Gelöscht!", "Verborgen"):
        assert unseen not in everything
    assert '"licence": "CC0-1.0"' in (written / "ergebnisse.json").read_text(encoding="utf-8")


async def test_it_tells_why_another_order_led_the_pitches(folder):
    page = (await folder() / "rangliste.html").read_text(encoding="utf-8")

    assert "folgen die Pitches der Reihenfolge „Fair“." in page
    assert "Begründung: <span>Für Kleines.</span>" in page


async def test_once_anonymised_it_names_nobody(folder, event):
    await retention.anonymise(event.id)

    written = await folder()

    everything = "".join(file.read_text(encoding="utf-8") for file in written.rglob("*.html"))
    assert "Gut gesagt." in everything
    assert "Einig." in everything
    assert "Bauen" in everything
    for name in ("Karla", "Hanna", "Ada"):
        assert name not in everything


async def test_nothing_is_overwritten(folder, tmp_path):
    written = await folder()

    with pytest.raises(FileExistsError):
        archive.write({"index.html": "x"}, written)
    (tmp_path / "leer").mkdir()
    archive.write({"index.html": "x"}, tmp_path / "leer")


async def test_the_smallest_barcamp_has_one_page(event, tmp_path):
    made = await archive.files(event)

    assert [name for name in made if name.endswith(".html")] == ["index.html"]
    assert "hatte kein öffentliches Thema" in made["index.html"]


def test_the_command_writes_it_once(database, tmp_path, capsys):
    async def build():
        make = Make()
        await make.topic(await make.event(slug="camp", **OVER))

    at(database, build)
    there = tmp_path / "camp"

    assert cli.main(["event", "archive", "camp", str(there)]) == 0
    assert "2 pages" in capsys.readouterr().out
    assert (there / "index.html").is_file()
    assert cli.main(["event", "archive", "camp", str(there)]) == 1
    assert "There is something in it already" in capsys.readouterr().err


@pytest.mark.parametrize("values", [{"ends_at": NOW + DAY}, {"rehearsal_of": 1} | OVER])
def test_the_command_refuses_what_is_not_over_or_not_real(database, tmp_path, capsys, values):
    async def build():
        make = Make()
        await make.event(slug="real", **OVER)
        await make.event(slug="camp", **values)

    at(database, build)

    assert cli.main(["event", "archive", "camp", str(tmp_path / "x")]) == 1
    assert "over" in (said := capsys.readouterr().err) or "no such event" in said
    assert not (tmp_path / "x").exists()
