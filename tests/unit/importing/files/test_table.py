"""The types that every file is read as."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales.importing.files.answer_records import AnswerRecords, RecordFile, RecordTimes
from aftersales.importing.files.table import NumberCell, Records, Table, os_error_phrases


@pytest.mark.parametrize(
    ("error", "what", "advice"),
    [
        (FileNotFoundError(2, "No such file"), "there is no such file", "Check the name"),
        (
            PermissionError(13, "Permission denied"),
            "you have no permission to open the file",
            "Close it in other programs",
        ),
        (OSError(5, "Input/output error"), "the file cannot be read (Input/output error)", "Copy it"),
    ],
)
def test_an_error_of_the_system_is_told_with_what_to_do(error: OSError, what: str, advice: str) -> None:
    phrases = os_error_phrases(error)
    assert phrases[0] == what
    assert phrases[1].startswith(advice)


def test_a_table_gives_its_rows_as_often_as_they_are_asked_for() -> None:
    table = Table(Path("x.csv"), "", ("a",), "utf-8", 1, 9, lambda _: iter([(2, ["1"])]))
    assert list(table.rows()) == list(table.rows()) == [(2, ["1"])]


def test_records_keep_their_position_in_the_file() -> None:
    items = AnswerRecords(RecordFile())
    for position in (1, 4):
        items.add(position, '{"id": "7"}', "7", RecordTimes())
    records = Records(Path("x.json"), "orders", items)
    assert [position for position, _ in records.rows()] == [1, 4]


def test_a_number_cell_is_text_that_says_where_it_comes_from() -> None:
    assert NumberCell("12") == "12"
    assert isinstance(NumberCell("12"), str)
