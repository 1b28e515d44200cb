"""Files for spreadsheets: nothing in them is executed."""

import csv

import pytest

from kaue.web.sheets import as_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text):
    _, row = csv.reader(as_csv(["a"], [{"a": text}]).splitlines(keepends=True), delimiter=";")

    assert row[0].startswith("'")


def test_what_is_written_can_be_read_again():
    records = [{"a": 'Ein "Wort"; noch eins', "b": 7}, {"a": "Zwei\nZeilen", "b": None}]

    text = as_csv(["b", "a"], records)

    assert text.startswith("\ufeffb;a\r\n")
    rows = list(csv.reader(text[1:].splitlines(keepends=True), delimiter=";"))
    assert rows[1:] == [["7", 'Ein "Wort"; noch eins'], ["", "Zwei\nZeilen"]]
