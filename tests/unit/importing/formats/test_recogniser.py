"""Formats are recognised by their headers or arrays."""

from __future__ import annotations

import pytest

from aftersales.importing.formats.recogniser import formats, nearest, of_array, of_header
from importing.files import OLDER_COLUMNS, ORDER_COLUMNS, RETURN_COLUMNS
from tables import of_each


@of_each(
    "header, name",
    [
        (ORDER_COLUMNS, "tiktok-orders"),
        (RETURN_COLUMNS, "tiktok-returns"),
        (OLDER_COLUMNS, "tiktok-returns"),
        ([f"  {column.upper()} " for column in RETURN_COLUMNS], "tiktok-returns"),
        (["Order ID", "Reason"], None),
    ],
)
def test_a_header_is_recognised_by_its_columns(header: list[str], name: str | None) -> None:
    form = of_header(header)
    assert (form.name if form else None) == name


@pytest.mark.parametrize("array", ["return_orders", "cancellations", "orders"])
def test_an_array_of_an_answer_has_one_format(array: str) -> None:
    assert of_array(array).array == array


def test_a_header_that_lacks_a_column_names_it() -> None:
    near = nearest([column for column in RETURN_COLUMNS if column != "Return Status"])
    assert near is not None
    assert (near[0].name, near[1]) == ("tiktok-returns", ["Return Status"])
    assert nearest(["a", "b", "c"]) is None


def test_the_first_of_two_equal_headers_counts() -> None:
    form = next(f for f in formats() if f.name == "tiktok-returns")
    assert form.places(["Order ID", "Return Order ID", "order  id"])["order"] == 0


def test_a_text_has_its_meaning_in_any_case_and_spacing() -> None:
    form = next(f for f in formats() if f.name == "tiktok-returns")
    assert form.meaning("kind", " Return  AND refund") == "return"
    assert form.meaning("kind", "Voucher") is None
