"""Rejected rows: all are kept, and more than a file can have of them are refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from aftersales.core.cases.facts import Reject
from aftersales.errors import FileRefused
from aftersales.importing.parse import rejected
from aftersales.importing.parse.rejected import RejectedRows, within_bounds


def row(number: int) -> Reject:
    return Reject(number, "Order ID", f"value {number}", "is empty")


def test_all_are_kept_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejected, "KEPT", 3)
    monkeypatch.setattr(rejected, "_BATCH", 4)
    rows = RejectedRows([row(1)])
    assert bool(rows)
    rows += [row(n) for n in range(2, 14)]
    expected = [row(n) for n in range(1, 14)]
    assert (len(rows), list(rows), list(rows)) == (13, expected, expected)
    assert row(9) in rows
    assert not RejectedRows()


def test_more_rejects_than_facts_are_no_file_with_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejected, "MOST", 5)

    def facts(good: int, bad: int) -> Iterator[Any]:
        yield from ["facts"] * good
        yield from ([row(n)] for n in range(2, 2 + bad))

    assert len(list(within_bounds("x.csv", facts(0, 5)))) == 5
    assert len(list(within_bounds("x.csv", facts(9, 9)))) == 18
    with pytest.raises(FileRefused) as caught:
        list(within_bounds("x.csv", facts(2, 6)))
    assert str(caught.value) == (
        "x.csv: more than 5 of its rows can't be used, and fewer can; row 2: Order ID “value 2” is empty. "
        "Export it again, and import it without changing it."
    )
