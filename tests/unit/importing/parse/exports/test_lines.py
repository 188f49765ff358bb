from __future__ import annotations

import pytest

from aftersales.importing.parse.exports.lines import quantity


def test_a_quantity_is_a_whole_number_or_nothing() -> None:
    assert [quantity(text) for text in ("3", "2.0", "", "--")] == [3, 2, None, None]


@pytest.mark.parametrize("text", ["some", "1.5", "-1", "1234567"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quantity"):
        quantity(text)
