"""kaue anonymise: what it prints, and what it refuses."""

from databases import at
from factory import NOW, Make
from kaue import cli
from kaue.tables import Event, Person

OVER = dict.fromkeys(["submit_until", "vote_until", "pitch_at", "sessions_at", "ends_at"], NOW)


def test_a_dry_run_reports_and_changes_nothing_then_the_names_go(database, capsys):
    async def built():
        make = Make()
        event = await make.event(slug="camp", **OVER)
        await make.topic(event, votes=2)

    at(database, built)

    assert cli.main(["anonymise", "camp", "--dry-run"]) == 0
    report = capsys.readouterr().out
    assert at(database, Person.count) == 3
    assert cli.main(["anonymise", "camp"]) == 0

    assert "3 people" in report
    assert "2 votes" in report
    assert "dry run" in report
    assert at(database, Person.count) == 0


def test_an_event_that_goes_on_or_is_unknown_is_refused(database, capsys):
    async def built():
        await Make().topic(await Make().event(slug="camp"))

    at(database, built)

    for event in ("camp", "kamp"):
        assert cli.main(["anonymise", event]) == 1
        assert capsys.readouterr().err
    assert at(database, Person.count) == 1

    async def untouched():
        return (await Event.objects().first()).anonymised_at

    assert at(database, untouched) is None
