"""kaue event: what it prints, where the file lies, and how somebody gets a role on the laptop."""

import pytest

from databases import at
from event_file.conftest import SLUG, desk
from factory import DAY, NOW, Make
from kaue import cli
from kaue.event_file import document
from kaue.events import queries as events
from kaue.invitations import actions as invitations
from kaue.people import actions as people
from kaue.tables import Event, Logo, Role


def test_without_a_name_the_file_is_called_like_the_event(database, tmp_path, monkeypatch, capsys):
    at(database, lambda: Make().event(slug=SLUG, vote_until=NOW + DAY))
    monkeypatch.chdir(tmp_path)

    assert cli.main(["event", "export", SLUG]) == 0
    assert cli.main(["event", "export", SLUG]) == 0

    assert [one.name for one in tmp_path.iterdir()] == ["camp.kaue.json"]
    said = capsys.readouterr().out
    assert "0 topics, 0 names" in said
    assert "Votes still come in" in said
    assert "as safe as the database" in said


def test_who_is_named_gets_a_link_to_a_role_without_mail_and_without_the_internet(
    exported, setting, capsys
):
    exported.on(exported.laptop)
    setting(
        KAUE_SMTP_URL="", KAUE_ALLOW_HTTP="1", KAUE_PUBLIC_URL="http://192.168.8.2:8000",
        KAUE_DATABASE_URL=exported.laptop,
    )  # fmt: skip
    roles = ["--moderator", "MO@example.org", "--staff", "mo@example.org"]

    assert cli.main(["event", "import", str(exported.file), *roles]) == 0

    said = capsys.readouterr().out
    assert "http://192.168.8.2:8000/camp" in said
    links = [word for word in said.split() if "/einladung/" in word]
    assert all(link.startswith("http://192.168.8.2:8000/einladung/") for link in links)

    async def accepted():
        mo = await people.sign_up(email="mo@example.org", name="Mo")
        for link in links:
            await invitations.accept(link.rpartition("/")[2], by=mo)
        rows = await Role.select(Role.name).where(Role.person == mo.id)
        return {row["name"] for row in rows}, (await desk())["current"]

    assert at(exported.laptop, accepted)[0] == {"staff", "moderator"}


def test_what_is_no_address_is_refused_before_anything_is_stored(exported, capsys):
    exported.on(exported.laptop)

    assert cli.main(["event", "import", str(exported.file), "--staff", "mo@"]) == 1

    assert "no mail address" in capsys.readouterr().err
    assert at(exported.laptop, Event.count) == 0


def test_a_logo_and_everything_an_event_says_travel_along(way, logo_content):
    async def with_logo():
        event = await Make().event(slug=SLUG, accent="#0b5660", address="Straße 1", answer_days=3)
        await Logo(event=event.id, **logo_content).save()

    async def shown():
        event = await events.load(SLUG)
        values = {
            name: getattr(event, name) for name in event.__slots__ if name not in {"id", "themes"}
        }
        return values, await events.logo(event.id), [theme.slug for theme in event.themes]

    at(way.server, with_logo)
    there = at(way.server, shown)
    way.on(way.server)
    assert cli.main(["event", "export", SLUG, str(way.file)]) == 0
    way.on(way.laptop)
    assert cli.main(["event", "import", str(way.file)]) == 0

    assert at(way.laptop, shown) == there
    # And from here it would travel on just the same.
    content = document.load(way.file)
    assert cli.main(["event", "export", SLUG, str(way.file)]) == 0
    again = document.load(way.file)
    assert {**again, "theme": []} == {**content, "theme": []}


@pytest.fixture
def logo_content():
    from hashlib import sha256
    from pathlib import Path

    from kaue.events.logos import MEDIA_TYPE, redrawn

    content = redrawn((Path(__file__).parents[1] / "logo.png").read_bytes())
    return {
        "content": content, "media_type": MEDIA_TYPE, "digest": sha256(content).hexdigest(),
    }  # fmt: skip
