"""What came of a part, however many cases it opened."""

from __future__ import annotations

from aftersales.actions.imports.part_result import CaseNumbers


def test_numbers_are_kept_as_they_were_added() -> None:
    numbers = CaseNumbers()
    for some in (range(0), range(7, 9), range(9, 10), range(12, 14), range(14, 14), range(20, 21)):
        numbers.add(some)
    known = [7, 8, 9, 12, 13, 20]
    assert [*numbers] == [*numbers] == known
    assert [number for number in range(30) if number in numbers] == known
    assert "7" not in numbers
    assert 7 not in CaseNumbers()
