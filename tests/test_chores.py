"""What runs beside the site is done step by step, and no step keeps another from being done."""

import pytest

from kaue import chores

ADDRESS = "ada@example.org"
NAMES = [name for name, _ in chores.TIDYING]


def test_every_step_has_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("failing", NAMES)
async def test_a_step_that_fails_is_named_in_the_log_and_all_others_are_done(db, caplog, failing):
    done = []

    def watched(name, step):
        async def run():
            if name == failing:
                raise ValueError(ADDRESS)
            await step()
            done.append(name)

        return name, run

    await chores.one_round(tuple(watched(*step) for step in chores.TIDYING))

    assert done == [name for name in NAMES if name != failing]
    assert [record.levelname for record in caplog.records if record.name == "kaue"] == ["WARNING"]
    assert f"{failing} has to wait: ValueError" in caplog.text
    assert ADDRESS not in caplog.text
