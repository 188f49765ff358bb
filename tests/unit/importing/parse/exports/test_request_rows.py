from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aftersales.core.cases.facts import CaseFacts, OrderFacts, Reject
from aftersales.core.money.amount import Money
from aftersales.importing.parse.parts import ReadOptions
from importing.files import REF, Cells, request, returns
from unit.importing.parse.build import OPTIONS, parts_of


def facts(path: Path, options: ReadOptions = OPTIONS) -> list[CaseFacts | OrderFacts | list[Reject]]:
    with parts_of([path], options) as parts:
        return [fact for part in parts for fact in part.content.facts()]


def case(folder: Path, *rows: Cells) -> CaseFacts:
    [result] = facts(returns(folder / "r.csv", *rows))
    assert isinstance(result, CaseFacts)
    return result


def rejects(folder: Path, *rows: Cells) -> list[Reject]:
    [result] = facts(returns(folder / "r.csv", *rows))
    assert isinstance(result, list)
    return result


def test_a_return_of_two_rows_is_one_request_for_the_sum(tmp_path: Path) -> None:
    result = case(tmp_path, request(refund="£9.00", sku="A"), request(refund="£10.00", sku="B"))
    assert (result.ref, result.kind, result.status, result.origin) == (REF, "return", "pending", "r.csv:2")
    assert (result.amount, result.paid) == (Money(1900, "GBP"), Money(4900, "GBP"))
    assert [line.sku for line in result.lines] == ["A", "B"]
    assert result.opened_at == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def test_a_row_repeated_beyond_what_was_paid_counts_once(tmp_path: Path) -> None:
    result = case(tmp_path, request(refund="£30.00"), request(refund="£30.00"))
    assert (result.amount, result.flags) == (Money(3000, "GBP"), ("repeated-amount",))


def test_of_two_statuses_the_least_settled_counts(tmp_path: Path) -> None:
    result = case(tmp_path, request(state="Completed", sku="A", refund="£9.00"), request(refund="£10.00"))
    assert (result.status, result.flags) == ("pending", ("mixed-status",))


def test_a_return_that_waits_with_a_parcel_under_way_waits_for_its_receipt(tmp_path: Path) -> None:
    assert case(tmp_path, request(tracking="EV1")).status == "shipped"
    assert case(tmp_path, request(tracking="EV1", kind="Refund only")).status == "pending"


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"asked": ""}, "Time Requested", "is empty: without it no deadline"),
        ({"refund": "£-1.00"}, "Return unit price", "is below zero"),
        ({"units": "some"}, "Return Quantity", "is not a quantity"),
        ({"order": "4.03E+18"}, "Order ID", "lost its last digits"),
    ],
)
def test_one_bad_cell_rejects_every_row_of_the_return(
    tmp_path: Path, cells: dict[str, str], column: str, reason: str
) -> None:
    bad = rejects(tmp_path, request(**cells), request(**cells))
    assert [(r.row, r.column) for r in bad] == [(2, column), (3, column)]
    assert reason in bad[0].reason


def test_rows_of_one_return_must_agree(tmp_path: Path) -> None:
    [first, _] = rejects(tmp_path, request(asked="20/11/2026 10:00:00"), request(asked="21/11/2026 10:00:00"))
    assert first.reason == "differs between rows with the same number"


@pytest.mark.parametrize(("written", "kind"), [("Exchange", "exchange"), ("Reshipment", "reshipment")])
def test_what_is_settled_in_goods_is_a_kind_of_its_own_and_its_end_no_refund(
    tmp_path: Path, written: str, kind: str
) -> None:
    assert (case(tmp_path, request(kind=written)).kind, case(tmp_path, request(kind=written)).status) == (
        kind,
        "pending",
    )
    assert case(tmp_path, request(kind=written, state="Completed")).status == "replaced"
    assert case(tmp_path, request(kind=written, state="Completed", refunded="21/11/2026 10:00:00")).status == "complete"


def test_goods_that_come_back_for_an_exchange_wait_for_their_receipt(tmp_path: Path) -> None:
    assert case(tmp_path, request(tracking="EV1", kind="Exchange")).status == "shipped"
    assert case(tmp_path, request(tracking="EV1", kind="Reshipment")).status == "pending"
