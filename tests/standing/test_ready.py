"""D09: nobody is invited before Impressum and Datenschutz are complete."""

import pytest

from kaue import cli, db
from kaue.standing import actions
from kaue.standing.texts import DETAILS
from kaue.tables import Language

COMPLETE = {one.key: "Angabe" for one in DETAILS} | {"email": "kaue@example.org"}
PUBLIC = {"KAUE_PUBLIC_URL": "https://kaue.example.org"}


async def test_in_production_the_legal_texts_must_be_complete(stranger, setting):
    setting(**PUBLIC)
    answer = await stranger.get("/readyz")

    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/plain")
    for text in ("/impressum (de)", "/impressum (en)", "/datenschutz (de)", "/verwaltung/texte"):
        assert text in answer.text
    assert "nutzungsregeln" not in answer.text

    await actions.save_details(COMPLETE, before={})
    assert (await stranger.get("/readyz")).text == "ready\n"


async def test_one_placeholder_is_enough(stranger, setting, make):
    setting(**PUBLIC)
    await actions.save_details(COMPLETE, before={})
    own = "Unser Impressum. Fax: [[Faxnummer]]"
    await actions.save_text("impressum", Language.GERMAN, own, version="", by=await make.admin())

    answer = await stranger.get("/readyz")

    assert answer.status_code == 503
    assert "Faxnummer" in answer.text


async def test_other_pages_keep_nobody_out(stranger, setting, make):
    setting(**PUBLIC)
    await actions.save_details(COMPLETE, before={})
    by = await make.admin()
    await actions.save_text("nutzungsregeln", Language.GERMAN, "[[Regel]]", version="", by=by)

    assert (await stranger.get("/readyz")).status_code == 200


@pytest.mark.parametrize("place", [{"KAUE_DEMO": "1"}, {"KAUE_PUBLIC_URL": "http://127.0.0.1"}])
async def test_a_demo_and_a_machine_of_ones_own_are_ready_at_once(stranger, setting, place):
    setting(**place)

    assert (await stranger.get("/readyz")).status_code == 200


async def test_liveness_does_not_depend_on_texts(stranger, setting):
    setting(**PUBLIC)

    assert (await stranger.get("/healthz")).status_code == 200


async def test_a_database_that_does_not_answer_is_told(stranger, monkeypatch):
    async def gone(*_):
        raise db.Unavailable("gone")

    monkeypatch.setattr(db, "rows", gone)
    answer = await stranger.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "database unavailable\n")


@pytest.fixture
def command(database_url, setting):
    setting(KAUE_DATABASE_URL=database_url)


def test_the_command_fills_in_details_and_check_says_what_is_missing(
    command, setting, capsys, tmp_path
):
    setting(**PUBLIC)
    assert cli.main(["check"]) == 1
    assert "/datenschutz (de)" in capsys.readouterr().err

    lines = [f'"{one.german}" = "{COMPLETE[one.key]}"' for one in DETAILS]
    file = tmp_path / "angaben.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert cli.main(["details", str(file)]) == 0
    assert cli.main(["check"]) == 0


def test_check_only_mentions_it_where_no_stranger_comes(command, capsys):
    assert cli.main(["check"]) == 0
    assert "/impressum (de)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('"Fax" = "1"', "Fax"),
        ('"E-Mail" = "nein"', "E-Mail"),
        ('"Telefon" = 5', "Telefon"),
        ("Telefon", "TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_name(command, capsys, tmp_path, content, named):
    file = tmp_path / "angaben.toml"
    file.write_text(content, encoding="utf-8")

    assert cli.main(["details", str(file)]) == 1
    assert named in capsys.readouterr().err
