"""Every table, and every column of those that travel, was decided upon."""

import pytest
from piccolo.table import Table

from kaue import tables
from kaue.event_file.contents import IN_OTHER_FORM, LEFT_OUT, ROWS

ALL = {one for one in vars(tables).values() if isinstance(one, type) and issubclass(one, Table)}


def test_every_table_is_in_the_file_or_left_out_with_a_reason():
    decided = [*ROWS, *IN_OTHER_FORM, *LEFT_OUT]

    assert len(decided) == len(set(decided))
    assert set(decided) == ALL
    assert all([*IN_OTHER_FORM.values(), *LEFT_OUT.values()])


@pytest.mark.parametrize("table", ROWS)
def test_every_column_is_in_the_file_or_left_out_with_a_reason(table):
    kept, columns = ROWS[table], {column._meta.name for column in table._meta.columns}
    decided = {*kept.columns, *kept.left_out}

    assert not {*kept.columns} & {*kept.left_out}
    assert decided <= columns
    # There is one event, and a number of its own says nothing where nothing refers to it.
    assert columns - decided <= {"id", "event"}


def test_nobody_is_referred_to_but_authors_and_hosts():
    people = {
        (table.__name__, column._meta.name)
        for table, kept in ROWS.items()
        for column in table._meta.foreign_key_columns
        if column._foreign_key_meta.resolved_references is tables.Person
        and column._meta.name in kept.columns
    }

    assert people == {("Topic", "author"), ("Host", "person")}
