"""Answers of the platform's API, as saved by whoever fetched them."""

from __future__ import annotations

import itertools
import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from aftersales.importing.formats import recogniser
from importing.files import (
    ORDER,
    REF,
    Answer,
    Seller,
    answer,
    asked,
    envelope,
    flags,
    order,
    orders,
    request,
    returns,
    unix,
)

A, B, C = (REF[:-1] + digit for digit in "123")
FORMS = Path(recogniser.__file__).parent


def cancellation(ref: str = REF, status: str = "CANCELLATION_REQUEST_PENDING", **told: Any) -> Answer:
    """One object of cancellations/search."""
    row = asked(ref, **told)
    for name in ("return_id", "return_type", "return_status", "return_reason", "return_reason_text"):
        row.pop(name, None)
    return {"cancel_id": ref, "cancel_type": "BUYER_CANCEL", "cancel_status": status, **row}


def sold(number: str = ORDER, status: str = "DELIVERED", **told: Any) -> Answer:
    """One object of orders/search."""
    usual: Answer = {
        "id": number,
        "status": status,
        "create_time": unix("2026-11-13 10:00"),
        "update_time": unix("2026-11-18 16:22"),
        "payment": {"currency": "GBP", "total_amount": "100"},
        "fulfillment_type": "FULFILLMENT_BY_SELLER",
        "line_items": [{"id": "1", "sku_id": "7", "seller_sku": "LAMP-1", "product_name": "Lamp", "sku_name": "White"}]
        * 2,
    }
    return usual | told


def test_a_request_with_the_least_that_an_answer_says(seller: Seller, tmp_path: Path) -> None:
    least = {
        "return_id": REF,
        "order_id": ORDER,
        "return_type": "REFUND",
        "return_status": "RETURN_OR_REFUND_REQUEST_PENDING",
        "create_time": unix("2026-11-20 10:00"),
        "update_time": unix("2026-11-20 10:00"),
    }
    seller.take(answer(tmp_path / "a.json", least))
    (line,) = seller.due()
    assert (line["duty"], line["due"], line["at_risk"]) == ("respond", "2026-11-24T10:00:00+00:00", None)
    assert (line["product"], line["quantity"], line["reason"], flags(line)) == (None, None, None, [])


def test_null_and_zero_stand_for_absent(seller: Seller, tmp_path: Path) -> None:
    row = asked(pre_return_id="0", next_return_id="")
    row |= dict.fromkeys(["refund_amount", "return_line_items", "seller_next_action_response", "arbitration_status"])
    seller.take(answer(tmp_path / "a.json", row))
    assert (seller.case()["amount"], seller.case()["attempt"]) == (None, 1)


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("49", "GBP", "49.00"),
        ("49.0", "GBP", "49.00"),
        ("13.98", "GBP", "13.98"),
        ("82912", "VND", "82912"),
        ("0.10", "gbp", "0.10"),
    ],
)
def test_amounts_are_decimal_strings(seller: Seller, tmp_path: Path, text: str, currency: str, amount: str) -> None:
    seller.take(answer(tmp_path / "a.json", asked(refund_amount={"currency": currency, "refund_total": text})))
    assert seller.case()["amount"] == {"amount": amount, "currency": currency.upper()}


def test_an_amount_as_a_json_number_is_no_float(seller: Seller, tmp_path: Path) -> None:
    text = json.dumps(envelope("return_orders", asked())).replace('"49.00"', "1234567890123456.78")
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    seller.take(tmp_path / "a.json")
    assert seller.case()["amount"]["amount"] == "1234567890123456.78"


@pytest.mark.parametrize("ref", ["576486727588176761", "4035381310168988325", "9223372036854775807"])
@pytest.mark.parametrize("as_int", [False, True])
def test_numbers_keep_every_digit(seller: Seller, tmp_path: Path, ref: str, as_int: bool) -> None:
    text = json.dumps(envelope("return_orders", asked(ref, order_id=ref)))
    (tmp_path / "a.json").write_text(text.replace(f'"{ref}"', ref) if as_int else text, encoding="utf-8")
    seller.take(tmp_path / "a.json")
    case = seller.case()
    assert (case["ref"], case["order"]) == (ref, ref)


def test_a_number_that_went_through_a_float_is_refused(seller: Seller, tmp_path: Path) -> None:
    text = json.dumps(envelope("return_orders", asked(A), asked(B))).replace(f'"{A}"', "4.035312345678901e18")
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    (said,) = seller.take(tmp_path / "a.json", code=5)
    assert [(r["row"], r["column"]) for r in said["rejects"]] == [(1, "return_id")]
    assert seller.case()["ref"] == B


# --- envelopes ----------------------------------------------------------------------------------------------------

ROWS = [asked(A), asked(B)]
PAGES = [
    envelope("return_orders", asked(A), total_count=2, next_page_token="x"),
    envelope("return_orders", asked(B), total_count=2),
]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(envelope("return_orders", *ROWS)),
        json.dumps(envelope("return_orders", *ROWS)["data"]),
        json.dumps(PAGES),
        "\n".join(json.dumps(page) for page in PAGES),
        json.dumps(ROWS),
        "\n".join(json.dumps(row) for row in ROWS),
        "\ufeff" + json.dumps(ROWS, indent=2),
        json.dumps([ROWS[:1], ROWS[1:]]),
    ],
    ids=["envelope", "data", "list of envelopes", "envelopes as lines", "array", "lines", "BOM", "array of arrays"],
)
def test_every_way_of_saving_an_answer(seller: Seller, tmp_path: Path, content: str) -> None:
    (tmp_path / "answer.txt").write_text(content, encoding="utf-8")
    run = seller.run("import", tmp_path / "answer.txt", "--json")
    (said,) = json.loads(run.out)
    assert (said["format"], said["rows"], said["new"]) == ("tiktok-api-returns", 2, 2)
    assert "one page of several" not in run.err


def test_one_file_may_hold_answers_of_all_three_kinds(seller: Seller, tmp_path: Path) -> None:
    pages = [
        envelope("return_orders", asked(A)),
        envelope("cancellations", cancellation(B)),
        envelope("orders", sold()),
    ]
    (tmp_path / "all.json").write_text(json.dumps(pages), encoding="utf-8")
    said = seller.take(tmp_path / "all.json")
    assert sorted(part["format"] for part in said) == [
        "tiktok-api-cancellations",
        "tiktok-api-orders",
        "tiktok-api-returns",
    ]
    assert len(seller.cases()) == 2


@pytest.mark.parametrize(
    "content", ['{"code":0,"data":{"total_count":0,"next_page_token":""}}', '{"code":0,"data":{}}', "[]"]
)
def test_zero_results_are_no_failure(seller: Seller, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    before = seller.dump()
    run = seller.run("import", tmp_path / "a.json", "--json")
    assert (run.code, json.loads(run.out)) == (0, [])
    assert "no results, and does not say of what" in run.err
    assert seller.dump() == before
    assert seller.run("due", "--check").code == 6


@pytest.mark.parametrize(
    ("array", "carries"), [("return_orders", "requests"), ("cancellations", "requests"), ("orders", "orders")]
)
def test_zero_results_of_a_kind_are_an_import_of_that_kind(
    seller: Seller, tmp_path: Path, array: str, carries: str
) -> None:
    """Asked on Mon 23 Nov 2026 at 6:30 UTC, by the first 14 digits of the request's number."""
    nothing = {
        "code": 0,
        "request_id": "202611230630005C0A1B2C3D4E5F60718",
        "data": {"total_count": 0, "next_page_token": "", array: []},
    }
    (tmp_path / "a.json").write_text(json.dumps(nothing), encoding="utf-8")
    assert seller.run("due", "--check").code == 6  # never imported
    run = seller.run("import", tmp_path / "a.json", "--json", now="2026-11-23T09:00:00+00:00")
    (said,) = json.loads(run.out)
    assert (said["format"].rpartition("-")[2], said["rows"]) == (array.replace("return_orders", "returns"), 0)
    assert (said["as_of"], said["as_of_from"]) == ("2026-11-23T06:30:00+00:00", "request_id")
    assert f"a.json: it holds no {carries}." in run.err
    fresh = seller.run("due", "--check", now="2026-11-23T09:00:00+00:00").code
    assert fresh == (6 if array == "orders" else 0)  # orders say nothing of what buyers ask for


@pytest.mark.parametrize("number", ["", "abc", "20261340063000", "20991123063000"])
def test_an_answer_without_its_time_is_of_the_files_time(seller: Seller, tmp_path: Path, number: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"request_id": number, "data": {"return_orders": [], "total_count": 0}}))
    os.utime(path, (unix("2026-11-23 06:10"), unix("2026-11-23 06:10")))
    (said,) = seller.take(path)
    assert (said["as_of"], said["as_of_from"]) == ("2026-11-23T06:10:00+00:00", "the file's modification time")


def test_a_missing_page_is_said(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", answer(tmp_path / "a.json", asked(), total_count=40, next_page_token="x"))
    assert run.code == 0
    assert "one page of several. Fetch the other pages too, or requests are missing here." in run.err


def test_a_token_on_the_last_page_is_no_missing_page(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", answer(tmp_path / "a.json", asked(), next_page_token="x"))
    assert "pages" not in run.err


# --- statuses -----------------------------------------------------------------------------------------------------


def spellings(name: str) -> list[tuple[str, str]]:
    return sorted(tomllib.loads((FORMS / f"tiktok-api-{name}.toml").read_text(encoding="utf-8"))["status"].items())


# What a seller sees of a status first seen three days after the request: decision, open, duties.
SEEN: dict[str, tuple[str, bool, list[str]]] = {
    "pending": ("pending", True, ["respond"]),
    "rejected": ("rejected", True, []),
    "offered": ("offered", True, ["check"]),
    "awaiting-ship": ("approved", True, ["check"]),
    "shipped": ("approved", True, ["check"]),
    "receive-rejected": ("approved", True, ["check"]),
    "refund-due": ("approved", True, ["check"]),
    "approved": ("approved", True, ["check"]),
    "complete": ("approved", False, []),
    "replaced": ("approved", False, []),
    "cancelled": ("pending", False, []),
}


def test_every_spelling_of_a_returns_status(seller: Seller, tmp_path: Path) -> None:
    rows = []
    for number, (written, _) in enumerate(spellings("returns")):
        kind = "REPLACEMENT" if written.startswith("replacement") else "RETURN_AND_REFUND"
        ref = f"4035312345678902{number:03d}"
        rows.append(asked(ref, status=written.upper(), return_type=kind, updated="2026-11-23 10:00"))
    seller.take(answer(tmp_path / "a.json", *rows))
    due, cases = seller.due(), {case["ref"]: case for case in seller.cases()}
    for row, (written, meant) in zip(rows, spellings("returns"), strict=True):
        case = cases[row["return_id"]]
        duties = [line["duty"] for line in due if line["case"] == case["case"]]
        assert (case["decision"], case["open"], duties) == SEEN[meant], written


def test_the_spellings_of_the_field_notes_are_all_known() -> None:
    known = {written for written, _ in spellings("returns")}
    noted = """RETURN_OR_REFUND_REQUEST_PENDING REFUND_OR_RETURN_REQUEST_REJECT AWAITING_BUYER_SHIP BUYER_SHIPPED_ITEM
        REJECT_RECEIVE_PACKAGE AWAITING_BUYER_RESPONSE RETURN_OR_REFUND_REQUEST_SUCCESS
        RETURN_OR_REFUND_REQUEST_COMPLETE RETURN_OR_REFUND_REQUEST_CANCEL REPLACEMENT_REQUEST_PENDING
        REPLACEMENT_REQUEST_REJECT REPLACEMENT_REQUEST_REFUND_SUCCESS REPLACEMENT_REQUEST_CANCEL
        REPLACEMENT_REQUEST_COMPLETE RETURN_OR_REFUND__REQUEST_CANCELLED RETURN_OR_REFUND_CANCEL
        REQUEST_SUCCESS REQUEST_REJECTED RECEIVE_REJECTED"""
    assert {word.lower() for word in noted.split()} <= known


@pytest.mark.parametrize(("written", "meant"), spellings("cancellations"))
def test_every_spelling_of_a_cancellations_status(seller: Seller, tmp_path: Path, written: str, meant: str) -> None:
    row = cancellation(status=written.upper(), updated="2026-11-23 10:00")
    seller.take(answer(tmp_path / "a.json", row, array="cancellations"))
    case = seller.case()
    assert (case["kind"], case["decision"], case["open"]) == ("cancellation", *SEEN[meant][:2])


@pytest.mark.parametrize(("written", "meant"), spellings("orders"))
def test_every_spelling_of_an_orders_status(seller: Seller, tmp_path: Path, written: str, meant: str) -> None:
    seller.take(answer(tmp_path / "a.json", sold(status=written.upper()), array="orders"))
    assert seller.order()["status"] == meant


def test_a_status_nobody_knows_is_a_check_with_its_text(seller: Seller, tmp_path: Path) -> None:
    row = asked(status="VOUCHER_REQUEST_PENDING", updated="2026-11-24 08:00", create_time=unix("2026-11-16 10:00"))
    (said,) = seller.take(answer(tmp_path / "a.json", row))
    assert said["rejected"] == 0
    assert seller.duties() == [("check", "2026-11-24T23:59:59+00:00")]
    assert "VOUCHER_REQUEST_PENDING" in seller.run("explain", "1").out


def test_an_action_nobody_knows_is_a_check_by_its_own_deadline(seller: Seller, tmp_path: Path) -> None:
    seller.take(answer(tmp_path / "a.json", asked(stamp=("SELLER_UPLOAD_EVIDENCE", "2026-11-26 12:00"))))
    assert ("check", "2026-11-26T12:00:00+00:00") in seller.duties()
    assert ("respond", "2026-11-24T10:00:00+00:00") in seller.duties()


# --- the platform's deadlines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("SELLER_RESPOND_REFUND", "REFUND"),
        ("SELLER_RESPOND_RETURN", "RETURN_AND_REFUND"),
        ("SELLER_RESPOND_REPLACEMENT", "REPLACEMENT"),
    ],
)
@pytest.mark.parametrize("deadline", ["2026-11-23 10:00", "2026-11-27 10:00"])
def test_a_stamp_wins_earlier_or_later(seller: Seller, tmp_path: Path, action: str, kind: str, deadline: str) -> None:
    seller.take(answer(tmp_path / "a.json", asked(return_type=kind, stamp=(action, deadline))))
    (line,) = seller.due()
    assert (line["duty"], line["due"], line["source"]) == (
        "respond",
        deadline.replace(" ", "T") + ":00+00:00",
        "stamped",
    )


def test_a_stale_action_on_a_closed_case_is_ignored(seller: Seller, tmp_path: Path) -> None:
    rows = [
        asked(ref, status, stamp=("SELLER_RESPOND_REFUND", "2026-11-24 10:00"), updated="2026-11-23 10:00")
        for ref, status in ((A, "RETURN_OR_REFUND_REQUEST_COMPLETE"), (B, "RETURN_OR_REFUND_REQUEST_CANCEL"))
    ]
    seller.take(answer(tmp_path / "a.json", *rows))
    assert seller.duties() == []


def test_a_refused_request_that_the_platform_hands_back(seller: Seller, tmp_path: Path) -> None:
    """REJECT with an action of the future: the seller must act again."""
    row = asked(
        status="REFUND_OR_RETURN_REQUEST_REJECT",
        updated="2026-11-22 12:00",
        stamp=("SELLER_RESPOND_RETURN", "2026-11-25 12:00"),
    )
    seller.take(answer(tmp_path / "a.json", row))
    assert seller.duties() == [("respond", "2026-11-25T12:00:00+00:00")]


def test_what_the_list_says_to_type_is_accepted_for_one_handed_back(seller: Seller, tmp_path: Path) -> None:
    row = asked(
        status="REFUND_OR_RETURN_REQUEST_REJECT",
        updated="2026-11-22 12:00",
        stamp=("SELLER_RESPOND_RETURN", "2026-11-25 12:00"),
    )
    seller.take(answer(tmp_path / "a.json", row))
    (line,) = seller.due()
    assert seller.run(*line["next"].split()[1:]).code == 0


@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_update_wins_whatever_the_order_of_rows(seller: Seller, tmp_path: Path, turned: bool) -> None:
    rows = [
        asked(updated="2026-11-20 10:00", stamp=("SELLER_RESPOND_RETURN", "2026-11-24 10:00")),
        asked(
            status="RETURN_OR_REFUND_REQUEST_CANCEL",
            updated="2026-11-22 10:00",
            refund_amount={"currency": "GBP", "refund_total": "10"},
        ),
    ]
    seller.take(answer(tmp_path / "a.json", *(reversed(rows) if turned else rows)))
    case = seller.case()
    assert (case["open"], case["amount"]["amount"]) == (False, "10.00")
    assert seller.duties() == []


# --- chains -------------------------------------------------------------------------------------------------------


def first_link(**told: Any) -> Answer:
    """A refund asked for on 17 Nov and refused on 19 Nov."""
    usual = {
        "order_id": ORDER,
        "return_type": "REFUND",
        "create_time": unix("2026-11-17 10:44"),
        "updated": "2026-11-19 09:31",
    }
    return asked(A, "REFUND_OR_RETURN_REQUEST_REJECT", **(usual | told))


def second_link(**told: Any) -> Answer:
    """The same, asked for again on Fri 20 Nov as a return."""
    return asked(B, **({"order_id": ORDER} | told))


def one_case_second_attempt(seller: Seller) -> None:
    """One case, at its second attempt, with the clock of the second request."""
    case = seller.case()
    assert (case["case"], case["ref"], case["kind"], case["attempt"], case["decision"]) == (
        1,
        B,
        "return",
        2,
        "pending",
    )
    (line,) = seller.due()
    assert (line["case"], line["duty"], line["started_at"], line["due"]) == (
        1,
        "respond",
        "2026-11-20T10:00:00+00:00",
        "2026-11-24T10:00:00+00:00",
    )
    assert seller.show(A)["case"] == seller.show(B)["case"] == 1


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("links", ["both", "pre", "next"])
@pytest.mark.parametrize("files", [1, 2])
def test_a_chain_is_one_case_with_a_fresh_clock(
    seller: Seller, tmp_path: Path, links: str, files: int, turned: bool
) -> None:
    rows = [
        first_link(next_return_id=B if links != "pre" else None),
        second_link(pre_return_id=A if links != "next" else None),
    ]
    rows = rows[::-1] if turned else rows
    if files == 1:
        seller.take(answer(tmp_path / "a.json", *rows))
    else:
        for n, row in enumerate(rows):
            seller.take(answer(tmp_path / f"{n}.json", row))
    one_case_second_attempt(seller)


def test_two_cases_that_turn_out_to_be_a_chain(seller: Seller, tmp_path: Path) -> None:
    """An export does not tell of chains: both are cases until an API answer links them."""
    first = request(A, kind="Refund only", asked="17/11/2026 10:44:00", state="Refund rejected", order=ORDER)
    seller.take(returns(tmp_path / "r.csv", first, request(B, order=ORDER)), "--as-of", "2026-11-24T08:00")
    assert len(seller.cases()) == 2
    seller.take(
        answer(tmp_path / "a.json", first_link(next_return_id=B), second_link(pre_return_id=A)),
        "--as-of",
        "2026-11-24T08:30",
    )
    one_case_second_attempt(seller)
    assert seller.run("approve", "1", "--mode", "seller-address").code == 0


def test_a_link_that_comes_alone_does_not_make_a_return_a_refund(seller: Seller, tmp_path: Path) -> None:
    first = request(A, kind="Refund only", asked="17/11/2026 10:44:00", state="Refund rejected", order=ORDER)
    seller.take(returns(tmp_path / "r.csv", first, request(B, order=ORDER)), "--as-of", "2026-11-24T08:00")
    seller.take(answer(tmp_path / "a.json", first_link(next_return_id=B)), "--as-of", "2026-11-24T08:30")
    assert seller.case()["kind"] == "return"


LINKS = [
    asked(
        A,
        "REFUND_OR_RETURN_REQUEST_REJECT",
        order_id=ORDER,
        create_time=unix("2026-11-10 10:00"),
        updated="2026-11-11 10:00",
        next_return_id=B,
    ),
    asked(
        B,
        "REFUND_OR_RETURN_REQUEST_REJECT",
        order_id=ORDER,
        create_time=unix("2026-11-16 10:00"),
        updated="2026-11-17 10:00",
        pre_return_id=A,
        next_return_id=C,
    ),
    asked(C, order_id=ORDER, pre_return_id=B),
]


def unlinked(row: Answer) -> Answer:
    return {k: v for k, v in row.items() if k not in ("pre_return_id", "next_return_id")}


@pytest.mark.parametrize(
    "turn",
    list(itertools.permutations(range(3))),
    ids=str,
)
def test_three_links_in_any_order_are_one_case(seller: Seller, tmp_path: Path, turn: tuple[int, ...]) -> None:
    for n in turn:
        # Only the middle one tells of the others.
        seller.take(answer(tmp_path / f"{n}.json", LINKS[n] if n == 1 else unlinked(LINKS[n])))
    case = seller.case()
    assert (case["case"], case["ref"], case["attempt"], case["decision"]) == (1, C, 3, "pending")
    assert [d for d in seller.duties() if d[0] == "respond"] == [("respond", "2026-11-24T10:00:00+00:00")]


def test_an_id_merged_twice_still_leads_to_the_case(seller: Seller, tmp_path: Path) -> None:
    bare = [unlinked(row) for row in LINKS]
    for n, row in enumerate([*bare, bare[1] | {"next_return_id": C}, bare[0] | {"next_return_id": B}]):
        seller.take(answer(tmp_path / f"{n}.json", row))
    assert seller.case()["case"] == 1
    assert [seller.show(n)["case"] for n in (1, 2, 3)] == [1, 1, 1]


# --- cancellations and orders -------------------------------------------------------------------------------------


def test_a_buyers_cancellation_is_due_in_48_hours(seller: Seller, tmp_path: Path) -> None:
    seller.take(answer(tmp_path / "a.json", cancellation(refund_amount=None), array="cancellations"))
    seller.take(answer(tmp_path / "o.json", sold("577" + REF[-15:]), array="orders"))
    (line,) = seller.due()
    assert (line["kind"], line["duty"], line["due"]) == ("cancellation", "respond", "2026-11-22T10:00:00+00:00")
    assert line["at_risk"] == {"amount": "100.00", "currency": "GBP"}  # COD rows have no refund amount


def test_a_cancellation_by_the_seller_or_the_system_asks_nothing(seller: Seller, tmp_path: Path) -> None:
    seller.take(answer(tmp_path / "a.json", cancellation() | {"cancel_type": "CANCEL"}, array="cancellations"))
    assert seller.duties() == []


def test_an_order_of_the_api(seller: Seller, tmp_path: Path) -> None:
    facts = {
        "paid_time": unix("2026-11-13 10:01"),
        "rts_time": unix("2026-11-14 08:00"),
        "delivery_time": unix("2026-11-18 16:22"),
    }
    seller.take(answer(tmp_path / "o.json", sold(**facts, recipient_address={"name": "Ann"}), array="orders"))
    found = seller.order()
    assert (found["status"], found["amount"], found["currency"]) == ("delivered", 10000, "GBP")
    assert (found["ready_at"], found["delivered_at"]) == ("2026-11-14T08:00:00Z", "2026-11-18T16:22:00Z")
    assert [(x["sku"], x["quantity"]) for x in found["lines"]] == [("LAMP-1", 2)]
    assert "Ann" not in str(seller.dump())


def test_an_api_order_beats_an_export_of_the_same_instant(seller: Seller, tmp_path: Path) -> None:
    at = ("--as-of", "2026-11-20T08:00")
    both = (
        answer(tmp_path / "o.json", sold(), array="orders"),
        orders(tmp_path / "o.csv", order(status="To ship", substatus="")),
    )
    seller.take(*both, *at)
    assert (seller.order()["status"], seller.order()["amount"]) == ("delivered", 10000)
    assert seller.order()["buyer"] == "a.buyer"  # what only the export says is kept


def test_goods_fulfilled_by_the_platform_are_not_the_sellers_to_receive(seller: Seller, tmp_path: Path) -> None:
    row = asked(status="AWAITING_BUYER_SHIP", updated="2026-11-21 10:00")
    shipped = asked(status="BUYER_SHIPPED_ITEM", updated="2026-11-23 10:00")
    seller.take(
        answer(tmp_path / "o.json", sold("577" + REF[-15:], fulfillment_type="FULFILLMENT_BY_TIKTOK"), array="orders")
    )
    seller.take(answer(tmp_path / "a.json", row), "--as-of", "2026-11-22T08:00")
    seller.take(answer(tmp_path / "b.json", shipped), "--as-of", "2026-11-24T08:00")
    assert [d for d in seller.due() if d["owner"] == "seller" and d["duty"] == "confirm-receipt"] == []


def test_a_quick_refund(seller: Seller, tmp_path: Path) -> None:
    seller.take(
        answer(
            tmp_path / "a.json", asked(status="BUYER_SHIPPED_ITEM", is_quick_refund=True, updated="2026-11-23 10:00")
        )
    )
    assert seller.case()["flags"] == ["quick-refund"]
    assert seller.case()["money"] == "refunded"


def test_a_kind_nobody_knows_is_a_case_to_look_at(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", answer(tmp_path / "a.json", asked(A, return_type="VOUCHER"), asked(B)))
    assert run.code == 0
    assert f"{tmp_path / 'a.json'}: 1 request has an unknown status or kind, “VOUCHER”" in run.err
    assert [line["ref"] for line in seller.due() if line["duty"] == "check"] == [A]


def test_an_absurd_amount_is_a_rejected_row(seller: Seller, tmp_path: Path) -> None:
    absurd = asked(A, refund_amount={"currency": "GBP", "refund_total": "9" * 20})
    (said,) = seller.take(answer(tmp_path / "a.json", absurd, asked(B)), code=5)
    assert [r["row"] for r in said["rejects"]] == [1]


def test_a_case_merged_into_another_is_not_counted_as_open(seller: Seller, tmp_path: Path) -> None:
    rows = [
        asked(A, updated="2026-11-20 10:00"),
        asked(C, pre_return_id=B, updated="2026-11-20 10:01"),
        asked(B, pre_return_id=A, next_return_id=C, updated="2026-11-20 10:02"),
    ]
    seller.take(answer(tmp_path / "a.json", *rows))
    assert len(seller.cases()) == 1
    assert [shop["open"] for shop in json.loads(seller.run("status", "--json").out)] == [1]


def test_what_decides_how_long_an_order_has(seller: Seller, tmp_path: Path) -> None:
    facts = {
        "order_type": "MADE_TO_ORDER",
        "shipping_type": "SELLER",
        "handling_duration": {"days": 7, "type": "CALENDAR_DAY"},
        "collection_time": unix("2026-11-15 08:00"),
        "tts_sla_time": unix("2026-11-16 23:59"),
        "shipping_due_time": unix("2026-11-17 23:59"),
        "collection_due_time": unix("2026-11-18 23:59"),
        "delivery_due_time": unix("2026-12-18 23:59"),
    }
    seller.take(answer(tmp_path / "o.json", sold(**facts), array="orders"))
    found = seller.order()
    assert (found["order_type"], found["shipping_type"], found["handling"]) == ("made-to-order", "seller", "7 days")
    assert (found["collected_at"], found["collect_by"]) == ("2026-11-15T08:00:00Z", "2026-11-16T23:59:00Z")
    assert [found[due] for due in ("ready_due", "collection_due", "delivery_due")] == [
        "2026-11-17T23:59:00Z", "2026-11-18T23:59:00Z", "2026-12-18T23:59:00Z",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given_time", "handling"),
    [
        ({"days": 5, "type": "BUSINESS_DAY"}, "5 business days"),
        ({"days": "3", "type": "BUSINESS_DAY"}, "3 business days"),
        ({"days": 0, "type": "BUSINESS_DAY"}, None),
        ({"days": 5, "type": "MOON"}, None),
        ({"days": 5}, None),
        ("5 days", None),
        (None, None),
    ],
)
def test_a_handling_time_that_can_not_be_counted_is_none(
    seller: Seller, tmp_path: Path, given_time: object, handling: str | None
) -> None:
    seller.take(answer(tmp_path / "o.json", sold(handling_duration=given_time), array="orders"))
    assert seller.order()["handling"] == handling


def test_a_nul_in_a_text_rejects_its_row_alone(seller: Seller, tmp_path: Path) -> None:
    """A backslash before the same letters is an ordinary text."""
    damaged = asked("4035312345678901231", return_reason_text="to\0rn")
    nested = asked("4035312345678901232", refund_amount={"currency": "GBP\0", "refund_total": "49.00"})
    sound = asked("4035312345678901233", return_reason_text="to\\u0000rn")
    (said,) = seller.take(answer(tmp_path / "a.json", damaged, nested, sound), code=5)
    assert [(one["row"], one["column"]) for one in said["rejects"]] == [(1, "return_reason_text"), (2, "refund_amount")]
    assert said["rejects"][0]["reason"] == "has a NUL byte: the file is damaged there"
    (case,) = seller.cases()
    assert (case["ref"], case["reason"]) == ("4035312345678901233", "to\\u0000rn")


def test_rejected_rows_of_an_answer_can_be_mended(seller: Seller, tmp_path: Path) -> None:
    bad = asked(REF, return_id="x1", refund_amount={"currency": "GBP", "refund_total": "dear"})
    path = answer(tmp_path / "a.json", bad, asked("4035336749790059634"))
    run = seller.run("import", path, "--rejects", tmp_path / "rejected.csv")
    assert run.code == 5
    rejected = tmp_path / "rejected.json"
    assert f"1 rejected row is in {rejected}" in run.err
    (row,) = json.loads(rejected.read_text(encoding="utf-8"))["return_orders"]
    assert row["rejected_because"] == ["return_id is not a platform number (6 to 25 digits)"]
    assert row == {**bad, "rejected_because": row["rejected_because"]}
    row |= {"return_id": REF, "refund_amount": {"currency": "GBP", "refund_total": "9.00"}}
    rejected.write_text(json.dumps({"return_orders": [row]}), encoding="utf-8")
    (said,) = seller.take(rejected)
    assert (said["new"], said["rejected"]) == (1, 0)
    assert sorted(case["ref"] for case in seller.cases()) == sorted([REF, "4035336749790059634"])
