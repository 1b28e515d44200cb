"""kaue audit verify: what it prints, and when it fails."""

import pytest

from databases import at
from factory import Make
from kaue import cli
from kaue.audit import actions, queries
from kaue.audit.acts import Subject
from kaue.tables import LogEntry, Verdict


async def built():
    """Two events; the first has three entries. Returns its ends after the second and the third."""
    make = Make()
    event, _ = await make.event(slug="camp"), await make.event(slug="leer")
    staff, ends = await make.staff(event), []
    for number in range(3):
        await actions.note(event.id, Verdict.ACCEPTED, Subject.TOPIC, number, by=staff)
        ends.append(await queries.head(event.id))
    return [f"{end.number}:{end.hash}" for end in ends[1:]]


def test_every_log_is_checked_and_its_end_is_said(database, capsys):
    _, end = at(database, built)

    assert cli.main(["audit", "verify"]) == 0

    said = capsys.readouterr().out
    assert f"camp: 3 entries hold, 0 of them erased; head {end}" in said
    assert "leer: 0 entries hold" in said


def test_one_log_alone_can_be_checked(database, capsys):
    at(database, built)

    assert cli.main(["audit", "verify", "leer"]) == 0

    assert "camp" not in capsys.readouterr().out


def test_a_broken_log_is_named_with_its_first_broken_entry(database, capsys):
    at(database, built)
    at(database, lambda: LogEntry.update({"note": "x"}).where(LogEntry.number == 2).run())

    for arguments in ([], ["camp"]):
        assert cli.main(["audit", "verify", *arguments]) == 1
        assert "camp: BROKEN at entry 2" in capsys.readouterr().out
    assert cli.main(["audit", "verify", "leer"]) == 0


def test_what_was_noted_earlier_is_still_there(database, capsys):
    for noted in at(database, built):
        assert cli.main(["audit", "verify", "camp", "--expect", noted.upper()]) == 0
        assert "is the one that was noted" in capsys.readouterr().out


def test_a_cut_off_end_is_told(database, capsys):
    _, end = at(database, built)
    at(database, lambda: LogEntry.delete().where(LogEntry.number == 3).run())

    assert cli.main(["audit", "verify", "camp"]) == 0
    assert cli.main(["audit", "verify", "camp", "--expect", end]) == 1
    assert "cut off" in capsys.readouterr().out


def test_another_log_in_its_place_is_told(database, capsys):
    at(database, built)

    assert cli.main(["audit", "verify", "camp", "--expect", f"3:{'0' * 64}"]) == 1
    assert "another one" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["kamp"], ["--expect", f"3:{'0' * 64}"], ["kamp", "--expect", "1:0"]]
)
def test_what_makes_no_sense_is_refused(database, capsys, arguments):
    assert cli.main(["audit", "verify", *arguments]) == 1
    assert capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["verify", "camp", "--expect", "last:0"]])
def test_what_it_does_not_understand_it_explains(arguments):
    with pytest.raises(SystemExit) as end:
        cli.main(["audit", *arguments])

    assert end.value.code == 2
