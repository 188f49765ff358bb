"""What buyers write, and what the platform says in its own words: read, kept, shown, found, and safe everywhere."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from importing.files import ORDER, REF, Answer, Seller, answer, asked, order, orders, request, returns, unix
from transcripts import Shell

NOTE = "Lid is chipped, 锅盖磕坏了"


@pytest.fixture
def seller(shell: Shell) -> Seller:
    return Seller(shell)


def api_order(number: str = ORDER, **more: Any) -> Answer:
    """One object of orders/search."""
    return {
        "id": number,
        "status": "AWAITING_SHIPMENT",
        "create_time": unix("2026-11-20 10:00"),
        "update_time": unix("2026-11-20 10:05"),
        "payment": {"currency": "GBP", "total_amount": "49.00"},
        **more,
    }


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_note_of_a_request_is_kept_shown_and_found(seller: Seller, tmp_path: Path, suffix: str) -> None:
    seller.take(returns(tmp_path / f"r.{suffix}", request(**{"Buyer Note": NOTE}, **{"SKU Name": "Forest, S"})))
    shown = seller.show()
    assert (shown["buyer_note"], shown["variation"]) == (NOTE, "Forest, S")
    assert (seller.case()["buyer_note"], seller.case()["variation"]) == (NOTE, "Forest, S")
    page = seller.run("show", "1", "--format", "table").out
    assert NOTE in page
    assert "Forest, S" in page
    for text in ("锅盖", "lid is CHIPPED", "forest", "suit me"):
        assert [case["case"] for case in seller.cases(text)] == [1], text
    assert seller.cases("variation") == []  # a name of the ledger's own is not text of the case


def test_the_message_of_an_order_is_found_with_its_request(seller: Seller, tmp_path: Path) -> None:
    message = "Please leave with a neighbour"
    seller.take(
        orders(tmp_path / "o.csv", order("577" + REF[-15:], **{"Buyer Message": message})),
        returns(tmp_path / "r.csv", request()),
    )
    [case] = seller.cases("neighbour")
    assert seller.show(case["case"])["buyer_message"] == message
    assert message in seller.run("show", str(case["case"]), "--format", "table").out


def test_an_answer_of_the_api_has_the_message_too(seller: Seller, tmp_path: Path) -> None:
    number = "577" + REF[-15:]
    seller.take(
        answer(tmp_path / "o.json", api_order(number, buyer_message="Please ship asap!"), array="orders"),
        answer(tmp_path / "r.json", asked()),
    )
    found = seller.cases("asap")  # the request, and the order that waits to be dispatched
    assert [case["kind"] for case in found] == ["return", "delivery"]
    assert seller.show(found[0]["case"])["buyer_message"] == "Please ship asap!"


def test_an_answer_of_the_api_that_is_silent_keeps_what_an_export_said(seller: Seller, tmp_path: Path) -> None:
    number = "577" + REF[-15:]
    seller.take(orders(tmp_path / "o.csv", order(number, **{"Buyer Message": "Ring twice"})))
    seller.take(
        answer(tmp_path / "o.json", api_order(number, update_time=unix("2026-11-24 08:00")), array="orders"),
        returns(tmp_path / "r.csv", request()),
    )
    assert seller.show(seller.cases("--kind", "return")[0]["case"])["buyer_message"] == "Ring twice"


def test_the_notes_of_several_rows_are_kept_each_once(seller: Seller, tmp_path: Path) -> None:
    rows = [
        request(sku=sku, refund=paid, **{"Buyer Note": note})
        for sku, paid, note in (("A", "£9.00", "Too dark"), ("B", "£10.00", "Too dark"), ("C", "£11.00", "No lid"))
    ]
    seller.take(returns(tmp_path / "r.csv", *rows))
    assert seller.case()["buyer_note"] == "Too dark / No lid"


def test_the_platforms_own_words_are_shown(seller: Seller, tmp_path: Path) -> None:
    row = request(
        fine="Awaiting seller response",
        **{
            "Dispute Status": "Under review",
            "Appeal Status": "Appeal submitted",
            "Compensation Status": "Paid",
            "Compensation Amount": "£12.50",
        },
    )
    seller.take(returns(tmp_path / "r.csv", row))
    shown = seller.show()
    assert (shown["substatus"], shown["dispute_status"], shown["appeal_status"], shown["compensation_status"]) == (
        "Awaiting seller response", "Under review", "Appeal submitted", "Paid",
    )  # fmt: skip
    assert shown["compensation"] == {"amount": "12.50", "currency": "GBP"}
    page = seller.run("show", "1", "--format", "table").out
    for text in ("Under review", "Appeal submitted", "Paid, 12.50 GBP"):
        assert text in page


@pytest.mark.parametrize(
    ("told", "arbitration", "events"),
    [
        ("In Progress", "in-progress", ["request.opened", "request.rejected", "dispute.opened"]),
        ("Support buyer", "for-buyer", ["request.opened", "request.rejected", "dispute.opened", "dispute.ruled"]),
        ("Support seller", "for-seller", ["request.opened", "request.rejected", "dispute.opened", "dispute.ruled"]),
        ("Under review", "none", ["request.opened", "request.rejected"]),  # its meaning is not sure: shown only
        ("", "none", ["request.opened", "request.rejected"]),
    ],
)
def test_a_dispute_in_the_platforms_known_words_is_a_fact(
    seller: Seller, tmp_path: Path, told: str, arbitration: str, events: list[str]
) -> None:
    seller.take(returns(tmp_path / "r.csv", request(state="Refund rejected", **{"Dispute Status": told})))
    shown = seller.show()
    assert (shown["arbitration"], shown["dispute_status"]) == (arbitration, told or None)
    assert [event["event"] for event in shown["timeline"]] == events


def test_a_compensation_that_is_no_amount_rejects_no_request(seller: Seller, tmp_path: Path) -> None:
    row = request(**{"Compensation Status": "Pending", "Compensation Amount": "to be decided"})
    [report] = seller.take(returns(tmp_path / "r.csv", row))
    assert report["rejected"] == 0
    assert (seller.case()["compensation_status"], seller.case()["compensation"]) == ("Pending / to be decided", None)


def test_an_emptied_cell_of_a_newer_export_empties_the_text(seller: Seller, tmp_path: Path) -> None:
    seller.take(
        returns(tmp_path / "1.csv", request(**{"Dispute Status": "Under review"})), "--as-of", "2026-11-23T08:00"
    )
    seller.take(returns(tmp_path / "2.csv", request()), "--as-of", "2026-11-24T08:00")
    assert seller.case()["dispute_status"] is None


@pytest.mark.parametrize(("told", "kept"), [("0", None), ("4035310000000000999", "4035310000000000999")])
def test_requests_that_come_back_together_share_a_number(
    seller: Seller, tmp_path: Path, told: str, kept: str | None
) -> None:
    seller.take(answer(tmp_path / "r.json", asked(combined_return_id=told, is_combined_return=told != "0")))
    assert seller.show()["combined_ref"] == kept


def test_what_is_special_about_an_order_is_shown_with_its_request(seller: Seller, tmp_path: Path) -> None:
    number = "577" + REF[-15:]
    special = {
        "order_type": "PRE_ORDER",
        "shipping_type": "SELLER",
        "handling_duration": {"days": 5, "type": "BUSINESS_DAY"},
    }
    seller.take(
        answer(tmp_path / "o.json", api_order(number, **special), array="orders"), answer(tmp_path / "r.json", asked())
    )
    shown = seller.show(seller.cases("--kind", "return")[0]["case"])
    assert (shown["order_type"], shown["shipping_type"], shown["handling"]) == (
        "pre-order",
        "seller",
        "5 business days",
    )


HOSTILE = [
    "one\r\ntwo\tthree",
    "\x1b]0;title\x07\x1b[2J\x1b[31mred",
    "left \u202eright\u202c \u200bhidden \u2066inside\u2069",
    "[bold]markup[/bold] [link=http://x.example]here[/link]",
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x.example";"pay")',
    "+447911123456",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "long " * 5000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_strangers_text_is_safe_on_every_surface(seller: Seller, tmp_path: Path, text: str) -> None:
    number = "577" + REF[-15:]
    row = asked()
    row["return_line_items"] = [{"seller_sku": "A", "product_name": "Lamp", "sku_name": text}]
    seller.take(
        answer(tmp_path / "o.json", api_order(number, buyer_message=text), array="orders"),
        answer(tmp_path / "r.json", row),
        returns(tmp_path / "r.csv", request(**{"Buyer Note": text.replace("\x1b", "").replace("\x07", "")})),
    )
    case = str(seller.cases("--kind", "return")[0]["case"])
    for line in (f"show {case}", "cases --state all", "due --all"):
        for form in ("table", "tsv", "csv", "json"):
            out = seller.run(*line.split(), "--format", form).out
            assert not set("\x1b\x07\x9b\u202e\u202c\u200b\u2066\u2069") & set(out), (line, form)
            assert "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t" not in out
    page = seller.run("show", case, "--format", "table").out
    assert len(page) < 8000
    if text.startswith("[bold]"):
        assert "[bold]markup[/bold]" in page
    rows = list(csv.DictReader(io.StringIO(seller.run("cases", "--state", "all", "--format", "csv").out)))
    notes = [row["buyer_note"] for row in rows if row["case"] == case]
    assert not notes[0].startswith(("=", "+", "-", "@"))
    tsv = seller.run("cases", "--state", "all", "--format", "tsv").out
    assert len(tsv.splitlines()) == len(rows)
    assert seller.show(case)["buyer_note"]
