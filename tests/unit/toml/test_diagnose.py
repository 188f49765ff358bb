"""What is said of a file that is not TOML: its line, and a guess at the mistake."""

from __future__ import annotations

import tomllib

import pytest

from aftersales.toml.diagnose import diagnose
from tables import of_each


@of_each(
    "line, guess",
    [
        ("dated = 2025-13-11", "2025-13-11 is not a date: there is no month 13"),
        ("dated = 2025-02-30", "2025-02-30 is not a date: that month has no day 30"),
        ("dated = 2026-3-5", "2026-3-5 is not a date: write two digits each, 2026-03-05"),
        ("dated = 24/11/2026", "24/11/2026 is not a date: write year, month and day, such as 2026-11-24"),
        ("dated = 24.11.2026", "24.11.2026 is not a date: write year, month and day, such as 2026-11-24"),
        ("length = 2 business days", 'write "2 business days" in quotes'),
        ("terms = [{ length = 2 days, source = 'x' }]", 'write "2 days" in quotes'),
        ("outcome = auto-approved", 'write "auto-approved" in quotes'),
        ("remove = True", "write true in small letters"),
        ("length = “2 days”", "write straight quotation marks, not curly ones"),
        ('length = "2 days', "a quotation mark is missing"),
        ("[[rule]", "write as many closing brackets as opening ones, such as [[rule]]"),
        ("id = 'twice'", "this is defined twice in the file; delete one of them"),
        ("two days to answer", "write key = value"),
    ],
)
def test_the_line_is_shown_with_a_guess(line: str, guess: str) -> None:
    text = f"[[rule]]\r\nid = 'x'\r\n{line}\r\n"
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    assert diagnose(text.encode("utf-8-sig")).problems == [f"line 3, {line}; {guess}"]


def test_days_in_texts_and_comments_are_no_days() -> None:
    text = "# from 2025-13-11\nnote = \"till 24/11/2026\"\nurl = 'x/2025-13-11'\nfrom = 2026-01-01T10:00:00\n"
    assert diagnose(f"{text}bad\n".encode()).problems == ["line 5, bad; write key = value"]


def test_a_file_that_stops_in_the_middle_is_told_so() -> None:
    assert diagnose(b"terms = [\n  1,\n\n").problems == [
        "line 2, 1,; the file ends too early; close the bracket or the quotation mark"
    ]


def test_every_day_that_is_none_is_told_and_the_rest_is_read() -> None:
    diagnosis = diagnose(b"from = 2026-11-31\nuntil = 2026-13-01\n")
    assert [problem.partition(";")[0] for problem in diagnosis.problems] == [
        "line 1, from = 2026-11-31",
        "line 2, until = 2026-13-01",
    ]
    assert diagnosis.repaired == "from = 2026-11-30\nuntil = 2026-12-01\n"
    assert (
        diagnose(b"from = 2026-11-31\nlength = 2 days\n").problems[1]
        == 'line 2, length = 2 days; write "2 days" in quotes'
    )
