"""The returns export of Seller Center: what its rows say, and what they only seem to say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from importing.files import (
    OLDER_COLUMNS,
    ORDER,
    REF,
    RETURN_COLUMNS,
    Cells,
    Seller,
    flags,
    order,
    orders,
    request,
    returns,
)

SECOND, THIRD = REF[:-1] + "5", REF[:-1] + "6"


def test_a_request_and_its_deadline(seller: Seller, tmp_path: Path) -> None:
    (said,) = seller.take(returns(tmp_path / "r.csv", request(reason="Too small", asked="20/11/2026 16:02:00")))
    assert (said["format"], said["new"]) == ("tiktok-returns", 1)
    (line,) = seller.due()
    assert (line["ref"], line["order"], line["kind"]) == (REF, "577312345678901234", "return")
    assert (line["product"], line["sku"], line["quantity"], line["reason"]) == ("Lamp", "LAMP-1", 1, "Too small")
    assert (line["duty"], line["due"], line["at_risk"]) == (
        "respond",
        "2026-11-24T16:02:00+00:00",
        {"amount": "49.00", "currency": "GBP"},
    )


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("columns", [RETURN_COLUMNS, OLDER_COLUMNS], ids=["25", "19"])
@pytest.mark.parametrize("shuffled", [False, True])
def test_19_or_25_columns_in_any_order(
    seller: Seller, tmp_path: Path, columns: list[str], suffix: str, shuffled: bool
) -> None:
    assert len(columns) in (19, 25)
    columns = list(columns)
    if shuffled:
        random.Random(3).shuffle(columns)
    rows = request(asked="05/11/2026 10:00:00", state="Canceled"), request(SECOND)
    seller.take(returns(tmp_path / f"r{suffix}", *rows, columns=columns))
    assert [c["opened_at"] for c in seller.cases()] == ["2026-11-05T10:00:00+00:00", "2026-11-20T10:00:00+00:00"]
    assert seller.duties() == [("respond", "2026-11-24T10:00:00+00:00")]


def test_gb18030_with_trailing_tabs_and_crlf(seller: Seller, tmp_path: Path) -> None:
    row = {
        k: f"{v}\t" if v else ""
        for k, v in request(product="台灯", reason="不喜欢", refund="49.00", worth="49.00").items()
    }
    run = seller.run("import", returns(tmp_path / "r.csv", row, encoding="gb18030"))
    assert run.code == 0
    assert "read as GB18030" in run.err
    case = seller.case()
    assert (case["ref"], case["product"], case["reason"]) == (REF, "台灯", "不喜欢")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Return and refund", "return"),
        ("Refund only", "refund"),
        ("refund Only", "refund"),
        ("Replacement", "replacement"),
    ],
)
def test_kinds(seller: Seller, tmp_path: Path, written: str, kind: str) -> None:
    seller.take(returns(tmp_path / "r.csv", request(kind=written)))
    assert seller.case()["kind"] == kind


def test_a_kind_nobody_knows_is_a_case_to_look_at(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", returns(tmp_path / "r.csv", request(kind="Barter"), request(SECOND)))
    assert (run.code, "1 request has an unknown status or kind, “Barter”" in run.err) == (0, True)
    first, second = seller.cases()
    assert (first["kind"], "unknown-kind" in first["flags"], second["flags"]) == ("refund", True, [])
    assert [line["ref"] for line in seller.due() if line["duty"] == "check"] == [REF]
    assert "“Barter”" in seller.run("explain", "1").out
    # A later export that has a known kind ends it.
    seller.take(returns(tmp_path / "s.csv", request(kind="Replacement")), "--as-of", seller.shell.now)
    assert next((case["kind"], case["flags"]) for case in seller.cases()) == ("replacement", [])
    assert "check" not in [duty for duty, _ in seller.duties()]


# --- money --------------------------------------------------------------------------------------------------------


def asked_for(seller: Seller) -> str:
    """The refund asked for by the only case."""
    amount = seller.case()["amount"]
    return f"{amount['amount']} {amount['currency']}"


def test_return_unit_price_is_the_rows_whole_refund(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", request(refund="£112.00", worth="£112.00", units="2")))
    assert (asked_for(seller), seller.case()["quantity"]) == ("112.00 GBP", 2)


def test_several_skus_of_one_return_are_summed(seller: Seller, tmp_path: Path) -> None:
    rows = (
        request(sku="A", refund="£34.99", worth="£73.48"),
        request(SECOND),
        request(sku="B", refund="£29.99", worth="£73.48"),
    )
    (said,) = seller.take(returns(tmp_path / "r.csv", *rows))
    assert (said["rows"], said["new"]) == (3, 2)
    first, _ = seller.cases()
    assert (first["amount"]["amount"], first["sku"], first["quantity"]) == ("64.98", "A; B", 2)


def test_equal_rows_beyond_the_order_count_once_and_say_so(seller: Seller, tmp_path: Path) -> None:
    rows = request(sku="A", refund="£49.00", worth="£49.00"), request(sku="B", refund="£49.00", worth="£49.00")
    seller.take(returns(tmp_path / "r.csv", *rows))
    assert asked_for(seller) == "49.00 GBP"
    assert "repeated-amount" in seller.case()["flags"]
    assert "repeated-amount" in seller.due()[0]["flags"]


def test_equal_rows_within_the_order_are_summed(seller: Seller, tmp_path: Path) -> None:
    rows = request(sku="A", refund="£20.00", worth="£40.00"), request(sku="B", refund="£20.00", worth="£40.00")
    seller.take(returns(tmp_path / "r.csv", *rows))
    assert (asked_for(seller), seller.case()["flags"]) == ("40.00 GBP", [])


def test_two_units_in_two_rows_that_are_the_same_are_summed(seller: Seller, tmp_path: Path) -> None:
    seller.take(
        returns(tmp_path / "r.csv", request(refund="£20.00", worth="£40.00"), request(refund="£20.00", worth="£40.00"))
    )
    assert (asked_for(seller), seller.case()["quantity"]) == ("40.00 GBP", 2)


def test_two_currencies_are_never_added(seller: Seller, tmp_path: Path) -> None:
    rows = request(sku="A", refund="£20.00"), request(sku="B", refund="$20.00"), request(SECOND)
    (said,) = seller.take(returns(tmp_path / "r.csv", *rows), code=5)
    assert [r["row"] for r in said["rejects"]] == [2, 3]


@pytest.mark.parametrize("written", ["S$12.34", "SGD 12.34"])
def test_the_same_amount_in_either_style(seller: Seller, tmp_path: Path, written: str) -> None:
    seller.shell.ok("init --shop sg --market SG")
    seller.take(returns(tmp_path / "r.csv", request(refund=written, worth=written)), "--shop", "sg")
    assert asked_for(seller) == "12.34 SGD"


# --- statuses -----------------------------------------------------------------------------------------------------


def test_a_refund_time_does_not_prove_a_refund(seller: Seller, tmp_path: Path) -> None:
    rows = (
        request(state="In process", tracking="EV1", refunded="23/11/2026 10:20:14"),
        request(SECOND, state="To process", refunded="23/11/2026 10:20:14"),
        request(THIRD, state="Completed", refunded="23/11/2026 10:20:14"),
    )
    seller.take(returns(tmp_path / "r.csv", *rows))
    assert [(c["money"], c["open"]) for c in seller.cases()] == [("none", True), ("none", True), ("refunded", False)]
    refund = [e for e in seller.show(3)["timeline"] if e["event"] == "refund.issued"]
    assert [(e["at"], e["inferred"]) for e in refund] == [("2026-11-23T10:20:14+00:00", False)]


@pytest.mark.parametrize(
    ("state", "decision", "is_open", "duty"),
    [
        ("To process", "pending", True, ["respond"]),
        ("to  process", "pending", True, ["respond"]),
        ("Refund rejected", "rejected", True, []),
        ("Canceled", "pending", False, []),
        ("Cancelled", "pending", False, []),
        ("Completed", "approved", False, []),
    ],
)
def test_statuses(seller: Seller, tmp_path: Path, state: str, decision: str, is_open: bool, duty: list[str]) -> None:
    seller.take(returns(tmp_path / "r.csv", request(state=state)))
    case = seller.case()
    assert (case["decision"], case["open"], [d for d, _ in seller.duties()]) == (decision, is_open, duty)


def test_a_status_nobody_knows_is_kept_raw_and_shown_as_check(seller: Seller, tmp_path: Path) -> None:
    (said,) = seller.take(
        returns(tmp_path / "r.csv", request(asked="16/11/2026 10:00:00", state="Escalated to platform", fine="Hm")),
        "--as-of",
        "2026-11-24T08:00",
    )
    assert (said["new"], said["rejected"]) == (1, 0)
    (line,) = seller.due()
    assert (line["duty"], line["due"], flags(line)) == ("check", "2026-11-24T23:59:59+00:00", ["unknown-status"])
    assert seller.show()["platform"]["status"] == "Escalated to platform / Hm"
    assert "Escalated to platform / Hm" in seller.run("explain", "1").out


def test_beside_an_unknown_status_an_answer_that_may_still_be_due_stays_in_sight(
    seller: Seller, tmp_path: Path
) -> None:
    seller.take(returns(tmp_path / "r.csv", request(state="Escalated to platform")), "--as-of", "2026-11-24T08:00")
    assert seller.duties() == [("respond", "2026-11-24T10:00:00+00:00"), ("check", "2026-11-24T23:59:59+00:00")]


@pytest.mark.parametrize("turned", [False, True])
def test_a_return_half_of_which_waits_is_not_over(seller: Seller, tmp_path: Path, turned: bool) -> None:
    rows = [
        request(sku="A", refund="£20.00", state="Completed", refunded="21/11/2026 09:00:00"),
        request(sku="B", refund="£20.00", state="To process"),
    ]
    seller.take(returns(tmp_path / "r.csv", *(reversed(rows) if turned else rows)))
    assert seller.case()["open"]
    assert seller.duties()


# --- days and months ----------------------------------------------------------------------------------------------


def test_mixed_orders_of_day_and_month_are_refused(seller: Seller, tmp_path: Path) -> None:
    path = returns(
        tmp_path / "r.csv", request(asked="24/11/2026 08:00:00"), request(SECOND, asked="11/23/2026 08:00:00")
    )
    sentence = seller.refused(path)
    assert "mixes day-first dates (24/11/2026) and month-first ones (11/23/2026)" in sentence


def test_dates_that_leave_it_open_are_refused_with_advice(seller: Seller, tmp_path: Path) -> None:
    path = returns(
        tmp_path / "r.csv", request(asked="05/11/2026 10:00:00"), request(SECOND, asked="11/05/2026 10:00:00")
    )
    sentence = seller.refused(path)
    assert "can be read day-first and month-first" in sentence
    assert "--date-format dmy" in sentence
    assert "mdy" in sentence


@pytest.mark.parametrize(
    ("chosen", "opened"), [("dmy", "2026-11-05T10:00:00+00:00"), ("mdy", "2026-05-11T10:00:00+01:00")]
)
def test_the_users_date_format_wins(seller: Seller, tmp_path: Path, chosen: str, opened: str) -> None:
    seller.take(returns(tmp_path / "r.csv", request(asked="05/11/2026 10:00:00")), "--date-format", chosen)
    assert seller.case()["opened_at"] == opened


def test_a_date_format_nobody_knows_is_a_usage_error(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", returns(tmp_path / "r.csv", request()), "--date-format", "ddmm")
    assert run.code == 2
    assert "dmy, mdy, ymd" in run.err


def test_year_first_reads_nothing_else(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(asked="05/11/2026 10:00:00"))
    (said,) = seller.take(path, "--date-format", "ymd", code=1)
    assert [(r["row"], r["column"]) for r in said["rejects"]] == [(2, "Time Requested")]


def test_a_date_format_that_the_file_contradicts_is_refused(seller: Seller, tmp_path: Path) -> None:
    """05/11 would become 11 May, silently, while 24/11 is rejected."""
    path = returns(
        tmp_path / "r.csv", request(asked="05/11/2026 10:00:00"), request(SECOND, asked="24/11/2026 08:00:00")
    )
    assert "24/11/2026" in seller.refused(path, "--date-format", "mdy")


# --- numbers ------------------------------------------------------------------------------------------------------


def test_ruined_numbers_are_refused_row_by_row(seller: Seller, tmp_path: Path) -> None:
    rows = (
        request("4.03531E+18"),
        request(SECOND, order="5.77E+17"),
        request("see below"),
        request(""),
        request(THIRD),
    )
    (said,) = seller.take(returns(tmp_path / "r.csv", *rows), code=5)
    assert sorted((r["row"], r["column"], r["value"]) for r in said["rejects"]) == [
        (2, "Return Order ID", "4.03531E+18"),
        (3, "Order ID", "5.77E+17"),
        (4, "Return Order ID", "see below"),
        (5, "Return Order ID", ""),
    ]
    assert said["new"] == 1
    assert seller.case()["ref"] == THIRD


def test_19_digits_arrive_whole(seller: Seller, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        seller.take(returns(tmp_path / f"r.{suffix}", request("9223372036854775807", order="999999999999999999")))
    case = seller.case()
    assert (case["ref"], case["order"]) == ("9223372036854775807", "999999999999999999")


def test_zeros_at_the_end_of_most_are_refused_and_one_alone_is_kept(seller: Seller, tmp_path: Path) -> None:
    cut = [request(f"403531234567{n}0000", order=ORDER) for n in (123, 456, 789)]
    (said,) = seller.take(returns(tmp_path / "r.csv", *cut), code=1)
    assert [r["column"] for r in said["rejects"]] == ["Return Order ID"] * 3
    seller.take(returns(tmp_path / "s.csv", cut[0], request(SECOND), request(THIRD)))
    assert len(seller.cases()) == 3


# --- rows that are out of shape -----------------------------------------------------------------------------------


def test_a_row_with_a_cell_too_many_is_no_guess(seller: Seller, tmp_path: Path) -> None:
    """A comma in a note that nothing quotes would shift each later cell."""
    path = returns(tmp_path / "r.csv", request(**{"Buyer Note": "hm"}), request(SECOND))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    lines[1] = lines[1].replace("Does not suit me", "Does not suit me, sorry")
    path.write_text("\n".join(lines), encoding="utf-8")
    (said,) = seller.take(path, code=5)
    assert [r["row"] for r in said["rejects"]] == [2]
    assert "26 cells, but the header has 25" in said["rejects"][0]["reason"]
    assert seller.case()["ref"] == SECOND


def _with_lines(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _requests(count: int) -> list[Cells]:
    """So many requests, whose last three cells are empty."""
    empty = {"Buyer Note": "", "Compensation Amount": "", "Compensation Status": ""}
    return [request(f"40353123456789{n:05}", order=f"57701234567890{n:04}", **empty) for n in range(count)]


def test_an_empty_cell_at_the_end_of_every_row_is_good_and_of_one_row_no_guess(seller: Seller, tmp_path: Path) -> None:
    """A comma too many in the middle of a row whose last cell is empty looks the same: each later cell would be read in
    another's place.
    """
    path = returns(tmp_path / "r.csv", *_requests(4))
    head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    (said,) = seller.take(_with_lines(path, head, *(f"{line}," for line in lines[1:]), lines[0]))
    assert (said["new"], said["rejected"]) == (4, 0)
    shifted = lines[1].replace("Does not suit me", "Does not suit, me")
    (said,) = seller.take(_with_lines(path, head, lines[0], shifted, lines[2], lines[3]), code=5)
    assert [(r["row"], r["column"]) for r in said["rejects"]] == [(3, "the whole row")]
    assert "26 cells, but the header has 25: there is a separator too many" in said["rejects"][0]["reason"]


def test_rows_that_a_spreadsheet_saved_short_are_good(seller: Seller, tmp_path: Path) -> None:
    """It saves 16 rows at a time, and leaves out the separators behind the last cell that one of them fills. So rows 17
    to 32 and 33 to 34 have two cells fewer here. Of the same rows cut elsewhere, one may be torn.
    """
    path = returns(tmp_path / "r.csv", *_requests(33))
    head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert all(line.endswith(",,,") for line in lines)
    short = [line[:-2] for line in lines]
    (said,) = seller.take(_with_lines(path, head, *lines[:15], *short[15:]))
    assert (said["new"], said["rejected"]) == (33, 0)
    (said,) = seller.take(_with_lines(path, head, *lines[:14], *short[14:31], lines[31], short[32]), code=5)
    assert [r["row"] for r in said["rejects"]] == [16, 34]
    assert "23 cells, but the header has 25: a separator is missing" in said["rejects"][0]["reason"]
    (said,) = seller.take(_with_lines(path, head, *lines[:31], short[31]), code=5)
    assert [r["row"] for r in said["rejects"]] == [33]


def test_totals_at_the_end_are_listed(seller: Seller, tmp_path: Path) -> None:
    (said,) = seller.take(returns(tmp_path / "r.csv", request(), {"Return Order ID": "Total"}), code=5)
    assert [(r["row"], r["value"]) for r in said["rejects"]] == [(3, "Total")]


def test_a_case_names_the_file_and_row_it_came_from(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", request(SECOND, state="Canceled"), request()))
    assert [seller.show(n)["origin"] for n in (1, 2)] == ["r.csv:3", "r.csv:2"]


def test_the_orders_amount_decides_even_for_a_part_of_it(seller: Seller, tmp_path: Path) -> None:
    seller.take(orders(tmp_path / "o.csv", order(amount="GBP 100.00")))
    seller.take(returns(tmp_path / "r.csv", request(order=ORDER, refund="£44.00", worth="£100.00")))
    assert seller.duties() == [("respond", "2026-11-26T10:00:00+00:00")]


def test_the_orders_amount_is_read_from_the_returns_file_too(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", request(refund="£44.00", worth="£100.00")))
    assert seller.duties() == [("respond", "2026-11-26T10:00:00+00:00")]
