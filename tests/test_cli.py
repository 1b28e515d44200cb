"""The kaue command: what it does, and what it refuses with a sentence and exit status 1."""

import json

import pytest
import uvicorn

from databases import at
from factory import Make
from kaue import cli
from kaue.invitations import actions as invitations
from kaue.people import actions as people
from kaue.tables import Invitation, Mail, Person, SecondFactor
from kaue.web import assets
from second_factor_steps import give_factor


def test_check_says_that_everything_is_fit(database, capsys):
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out


def test_check_refuses_when_the_database_does_not_answer(setting, capsys, tmp_path):
    setting(KAUE_DATABASE_URL=f"postgresql://kaue@/kaue?host={tmp_path}")

    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err


def test_check_refuses_when_the_assets_are_not_built(database, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    assets.manifest.cache_clear()
    try:
        assert cli.main(["check"]) == 1
    finally:
        assets.manifest.cache_clear()

    assert "make setup" in capsys.readouterr().err


def test_check_refuses_a_database_that_others_may_read(setting, capsys, tmp_path):
    file = tmp_path / "kaue.sqlite"
    setting(KAUE_DATABASE_URL=f"sqlite:///{file}")
    assert cli.main(["check"]) == 0
    assert file.stat().st_mode & 0o077 == 0

    file.chmod(0o644)
    setting()

    assert cli.main(["check"]) == 1
    assert "chmod 600" in capsys.readouterr().err


def test_an_unsafe_setting_stops_every_command(setting, capsys):
    setting(KAUE_SECRET="short")

    for arguments in (["serve"], ["migrate"], ["check"], ["demo"]):
        assert cli.main(arguments) == 1
        assert "KAUE_SECRET" in capsys.readouterr().err


def test_migrating_twice_is_no_trouble(new_database_url, setting, capsys):
    setting(KAUE_DATABASE_URL=new_database_url)

    assert cli.main(["migrate"]) == 0
    first = capsys.readouterr().out
    assert cli.main(["migrate"]) == 0

    assert capsys.readouterr().out != first


def test_several_workers_need_postgresql(sqlite_url, setting, capsys, monkeypatch):
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: pytest.fail("it serves"))
    setting(KAUE_DATABASE_URL=sqlite_url)

    assert cli.main(["serve", "--workers", "2"]) == 1
    assert "PostgreSQL" in capsys.readouterr().err


def test_several_workers_serve_from_postgresql(postgres_url, setting, monkeypatch):
    served = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: served.update(options, app=app))
    setting(KAUE_DATABASE_URL=postgres_url)

    assert cli.main(["serve", "--workers", "2", "--port", "8123"]) == 0

    assert (served["workers"], served["port"]) == (2, 8123)
    assert not served["access_log"]
    # Nobody is believed about whose request it is, unless the operator names a proxy.
    assert not served["proxy_headers"]


async def _offers():
    return [(row.email, row.role, row.event) for row in await Invitation.objects()]


@pytest.mark.parametrize("role", ["staff", "moderator"])
def test_a_role_in_one_event_is_offered_by_mail(database, make_event, role, capsys):
    event = at(database, make_event)

    assert cli.main(["invite", "ADA@example.org", "--role", role, "--event", "camp"]) == 0

    assert at(database, _offers) == [("ada@example.org", role, event)]
    assert at(database, Mail.count) == 1
    assert "/einladung/" not in capsys.readouterr().out


def test_the_first_admin_gets_a_link_where_no_mail_is_sent(database, setting, capsys):
    setting(KAUE_SMTP_URL="")

    assert cli.main(["invite", "ada@example.org", "--role", "admin"]) == 0

    link = capsys.readouterr().out.strip()
    assert link.startswith("http://127.0.0.1:8000/einladung/")

    async def accepted():
        person = await people.sign_up(email="ada@example.org", name="Ada")
        await invitations.accept(link.rpartition("/")[2], by=person)
        return (await Person.objects().first()).is_admin

    assert at(database, accepted)


def test_the_link_is_printed_on_demand(database, capsys):
    assert cli.main(["invite", "ada@example.org", "--role", "admin", "--print-link"]) == 0

    assert "/einladung/" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["ada@", "--role", "admin"],
        ["ada@example.org", "--role", "staff"],
        ["ada@example.org", "--role", "staff", "--event", "kamp"],
    ],
)
def test_unknown_events_and_what_is_no_address_are_refused(database, capsys, arguments):
    assert cli.main(["invite", *arguments]) == 1

    assert capsys.readouterr().err
    assert at(database, _offers) == []


@pytest.fixture
def make_event():
    async def make():
        return (await Make().event(slug="camp")).id

    return make


def test_the_demo_is_refused_outside_of_demo_mode(database, capsys):
    assert cli.main(["demo"]) == 1

    assert "KAUE_DEMO" in capsys.readouterr().err
    assert at(database, Person.count) == 0


def test_the_demo_prints_a_cookie_per_person(database, setting, capsys):
    setting(KAUE_DEMO="1")
    small = ["--topics", "3", "--people", "2", "--comments", "1"]

    assert cli.main(["demo", *small, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert cli.main(["demo", *small]) == 0

    assert len(lines) == at(database, Person.count)
    assert all(set(line) == {"email", "role", "cookie"} for line in lines)


@pytest.mark.parametrize("arguments", [[], ["dance"], ["invite", "ada@example.org"]])
def test_what_it_does_not_understand_it_explains(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)

    assert end.value.code == 2
    assert "usage: kaue" in capsys.readouterr().err


def test_a_lost_second_factor_is_removed(database, capsys):
    assert cli.main(["reset-second-factor", "ada@example.org"]) == 1
    at(database, _ada_with_factor)

    assert cli.main(["reset-second-factor", "Ada@example.org"]) == 0

    assert at(database, SecondFactor.count) == 0
    assert "ada@" not in capsys.readouterr().out


async def _ada_with_factor():
    ada = await people.sign_up(email="ada@example.org", name="Ada")
    await give_factor(ada)
