"""Marked buyers: in `due`, `show` and `choose` with the counts, found over exports, API answers and what was recorded
by hand; and `keep`, which needs --force then. Every count is taken by hand from the few lines that made the ledger.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.requests.buyers import buyer_key
from aftersales.core.vocabulary import COSTLY_KINDS
from aftersales.ledger.queries import buyers as theirs
from importing.files import ORDER, REF, Seller, answer, asked, order, orders, request, returns, unix
from transcripts import Shell

BROKEN = "Product is defective or doesn't work"
LATE = "2026-11-27T12:00:00+00:00"  # everything below has been asked by then


class Desk:
    """A seller who records by hand, with a few words."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.home = shell, shell.home
        shell.begin(lambda shell: shell.ok("init --shop uk-main --market GB"), key="a desk of marked buyers")

    def order(self, n: int, *more: str, buyer: str = "mia.w", placed: str = "2026-07-01T10:00") -> None:
        """The order with that number."""
        words = f"order add {_ref(n)} --amount 25.00 --placed {placed} --sku SKU-{n} --product".split()
        self.shell.ok([*words, f"Product {n}", "--buyer", buyer, *more])

    def ask(self, n: int, at: str, *more: str, kind: str = "return") -> int:
        """A request on it; its case."""
        run = self.shell.ok(["open", kind, "--order", _ref(n), "--at", at, *more])
        return int(run.out)

    def lines(self, now: str = LATE) -> dict[int, dict[str, Any]]:
        """The list, a line of each request."""
        told = json.loads(self.shell.ok("due --all --owner any --json", now=now).out)
        return {line["case"]: line for line in told if line["kind"] in COSTLY_KINDS}

    def flags(self, now: str = LATE) -> dict[int, list[str]]:
        """The marks of the buyers of each line."""
        return {case: [f for f in line["flags"] if f in MARKS] for case, line in self.lines(now).items()}


MARKS = ("repeat-buyer", "serial-returner", "defect-claims")


def _ref(n: int) -> str:
    return str(576_000_000_000_000_000 + n)


@pytest.fixture
def desk(shell: Shell) -> Desk:
    return Desk(shell)


# --- often ----------------------------------------------------------------------------------------------------------


def test_the_third_and_the_fourth_request_are_marked_and_stay_so(desk: Desk) -> None:
    for n in range(1, 11):  # ten orders, so that four returned ones are fewer than half
        desk.order(n)
    for n, at in enumerate(("2026-09-01T10:00", "2026-10-01T10:00", "2026-11-20T10:00", "2026-11-23T10:00"), 1):
        assert desk.ask(n, at) == n
    often = ["repeat-buyer"]
    assert desk.flags() == {1: [], 2: [], 3: often, 4: often}
    assert desk.flags("2027-06-01T10:00:00+00:00") == desk.flags()  # a pure read at any instant
    counts = {case: line["buyer_counts"] for case, line in desk.lines().items()}
    assert [c["requests_90d"] for c in counts.values()] == [1, 2, 3, 4]
    assert counts[4] == {"requests_90d": 4, "orders": 10, "orders_returned": 4, "defect_products": 0}
    assert list(desk.lines()[4])[26:] == ["buyer_counts", "snoozed_until", "stake", "opens", "open_from", "winnable"]


@pytest.mark.parametrize(("first", "found"), [("2026-08-27", 3), ("2026-08-26", 3), ("2026-08-25", 2)])
def test_a_request_89_90_and_91_days_ago(desk: Desk, first: str, found: int) -> None:
    """From Wed 26 Aug to Tue 24 Nov 2026 are 5 + 30 + 31 + 24 = 90 days, an hour of them lost to summer time."""
    for n, at in enumerate((first, "2026-10-05", "2026-11-24"), 1):
        desk.order(n)
        desk.ask(n, f"{at}T10:00")
    assert desk.lines()[3]["buyer_counts"]["requests_90d"] == found
    assert desk.flags()[3] == (["repeat-buyer"] if found == 3 else [])


def test_the_last_minute_of_the_ninety_days(desk: Desk) -> None:
    for n, at in enumerate(("2026-08-26T09:59", "2026-10-05T10:00", "2026-11-24T10:00"), 1):
        desk.order(n)
        desk.ask(n, at)
    assert desk.flags()[3] == []


def test_what_is_no_further_request(desk: Desk) -> None:
    """Asked again after a rejection, cancelled before it was sent, withdrawn, taken back: two requests are left."""
    for n in range(1, 12):
        desk.order(n)
    desk.ask(1, "2026-11-16T10:00")
    desk.shell.ok("reject 1 --at 2026-11-17T10:00 --reason no --force")
    assert desk.ask(1, "2026-11-18T10:00") == 1
    desk.ask(2, "2026-11-18T10:00", kind="cancellation")
    desk.shell.ok(f"withdrawn {desk.ask(3, '2026-11-18T10:00')}")
    desk.ask(4, "2026-11-18T10:00")
    desk.shell.ok("undo --yes")
    last = desk.ask(5, "2026-11-20T10:00")
    assert desk.lines()[last]["buyer_counts"] == {
        "requests_90d": 2, "orders": 11, "orders_returned": 2, "defect_products": 0,
    }  # fmt: skip
    assert {line["kind"] for line in json.loads(desk.shell.ok("due --all --json").out)} == {"return", "cancellation"}
    cancelled = [x for x in json.loads(desk.shell.ok("due --all --json").out) if x["kind"] == "cancellation"]
    assert [line["buyer_counts"] for line in cancelled] == [None]


def test_each_shop_has_its_own_buyers(desk: Desk) -> None:
    desk.shell.ok("init --shop uk-two --market GB")
    for n in range(1, 5):
        desk.order(n, "--shop", "uk-main" if n < 3 else "uk-two")
        desk.ask(n, f"2026-11-2{n}T10:00")
    assert [line["buyer_counts"]["requests_90d"] for line in desk.lines().values()] == [1, 2, 1, 2]


# --- of many orders -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ordered", "returned", "marked"), [(3, 2, False), (4, 2, True), (4, 1, False), (5, 2, False), (6, 3, True)]
)
def test_half_of_at_least_four_orders(desk: Desk, ordered: int, returned: int, marked: bool) -> None:
    for n in range(1, ordered + 1):
        desk.order(n)
    for n in range(1, returned):
        desk.ask(n, f"2026-07-1{n}T10:00")  # more than 90 days before
    last = desk.ask(returned, "2026-11-20T10:00", kind="refund")
    assert desk.flags()[last] == (["serial-returner"] if marked else [])
    assert desk.lines()[last]["buyer_counts"] == {
        "requests_90d": 1, "orders": ordered, "orders_returned": returned, "defect_products": 0,
    }  # fmt: skip


def test_orders_that_were_cancelled_never_paid_or_placed_later_don_t_count(desk: Desk) -> None:
    desk.order(1)
    desk.order(2)
    desk.order(3)
    desk.order(4, "--status", "cancelled")
    desk.order(5, "--status", "unpaid")
    desk.order(6, placed="2026-11-20T10:01")
    desk.ask(1, "2026-11-19T10:00")
    last = desk.ask(2, "2026-11-20T10:00")
    assert desk.lines()[last]["buyer_counts"]["orders"] == 3
    assert desk.flags()[last] == []


# --- defects --------------------------------------------------------------------------------------------------------


def test_defects_of_two_products_are_marked_and_the_same_one_twice_is_not(desk: Desk) -> None:
    for n in (1, 2, 3):
        desk.order(n)
    desk.order(4, "--sku", "SKU-1")
    desk.ask(1, "2026-03-20T10:00", "--reason", BROKEN)
    twice = desk.ask(4, "2026-07-20T10:00", "--reason", "It stopped working", kind="refund")
    damaged = desk.ask(2, "2026-11-19T10:00", "--reason", "Package or product is damaged")
    other = desk.ask(3, "2026-11-20T10:00", "--reason", "故障", kind="replacement")
    counts = {case: line["buyer_counts"]["defect_products"] for case, line in desk.lines().items()}
    assert counts == {1: 1, twice: 1, damaged: 1, other: 2}
    assert "defect-claims" in desk.flags()[other]
    assert "defect-claims" not in desk.flags()[damaged]
    assert "defect-claims: 2 different products" in desk.shell.ok(f"show {other} --format table").out


# --- who is who -----------------------------------------------------------------------------------------------------

REFS = [REF[:-1] + digit for digit in "12345"]
DAYS = ["16/11/2026", "17/11/2026", "18/11/2026", "19/11/2026", "20/11/2026"]


def _sold(n: int, buyer: str) -> dict[str, str]:
    return order("577" + REFS[n][-15:], buyer=buyer)


def counted(seller: Seller) -> list[int | None]:
    """How often the buyer had asked by each request, in the order of the cases."""
    return [(seller.show(c["case"])["buyer_counts"] or {}).get("requests_90d") for c in seller.cases()]


@pytest.fixture
def seller(shell: Shell) -> Seller:
    return Seller(shell)


@pytest.mark.parametrize("name", ["j***n", "***", "-", "", "N/A", "匿名用户"])
def test_masked_names_are_not_one_buyer(seller: Seller, tmp_path: Path, name: str) -> None:
    sold = [_sold(n, name) for n in range(4)]
    asks = [request(REFS[n], buyer=name, asked=f"{DAYS[n]} 10:00:00") for n in range(4)]
    seller.take(orders(tmp_path / "o.csv", *sold), returns(tmp_path / "r.csv", *asks))
    assert counted(seller) == [None] * 4
    assert [x["buyer_counts"] for x in seller.due()] == [None] * 4
    assert not [x for x in seller.due() if set(MARKS) & set(x["flags"])]


def test_a_request_that_names_nobody_is_its_orders_buyer_s(seller: Seller, tmp_path: Path) -> None:
    """API answers of returns name no buyer, exports do; the third is found by its order, written otherwise."""
    seller.take(orders(tmp_path / "o.csv", *(_sold(n, "Mia.W") for n in range(3))))
    seller.take(returns(tmp_path / "r.csv", request(REFS[0], buyer="mia.w", asked=f"{DAYS[0]} 10:00:00")))
    stamped = [asked(REFS[n], create_time=unix(f"2026-11-{16 + n} 10:00")) for n in (1, 2)]
    seller.take(answer(tmp_path / "a.json", *stamped))
    assert counted(seller) == [1, 2, 3]
    assert seller.show(3)["flags"] == ["repeat-buyer"]
    assert seller.show(3)["buyer"] == "Mia.W"
    assert [c["case"] for c in seller.cases("--buyer", "mia")] == [1, 2, 3]


def _api_order(n: int, user: str) -> dict[str, Any]:
    return {
        "id": "577" + REFS[n][-15:], "status": "DELIVERED", "create_time": unix("2026-11-10 10:00"),
        "update_time": unix("2026-11-14 10:00"), "user_id": user,
        "payment": {"currency": "GBP", "total_amount": "49.00"}, "fulfillment_type": "FULFILLMENT_BY_SELLER",
    }  # fmt: skip


def test_where_there_are_only_api_answers_the_account_s_number_tells(seller: Seller, tmp_path: Path) -> None:
    users = ["7494845267308415300"] * 2 + ["7494845267308415301"] + ["7494845267308415300"]
    sold = [_api_order(n, user) for n, user in enumerate(users)]
    asks = [asked(REFS[n], create_time=unix(f"2026-11-{16 + n} 10:00")) for n in range(4)]
    seller.take(answer(tmp_path / "o.json", *sold, array="orders"), answer(tmp_path / "r.json", *asks))
    assert counted(seller) == [1, 2, 1, 3]


@pytest.mark.parametrize("answer_first", [True, False])
def test_a_handle_beats_the_account_s_number_whichever_comes_first(
    seller: Seller, tmp_path: Path, answer_first: bool
) -> None:
    known = answer(tmp_path / "o.json", _api_order(0, "7494845267308415300"), array="orders")
    export = orders(tmp_path / "o.csv", _sold(0, "mia.w"))
    for file in (known, export) if answer_first else (export, known):
        seller.take(file)
    assert seller.order("577" + REFS[0][-15:])["buyer"] == "mia.w"
    seller.take(orders(tmp_path / "masked.csv", _sold(0, "m***w"), _sold(1, "x.y")), "--as-of", "2026-11-24T08:00")
    assert seller.order("577" + REFS[0][-15:])["buyer"] == "mia.w"


def test_two_cases_that_turn_out_to_be_one_are_one_request(seller: Seller, tmp_path: Path) -> None:
    seller.take(orders(tmp_path / "o.csv", *(_sold(n, "mia.w") for n in range(3))))
    states = ("REFUND_OR_RETURN_REQUEST_REJECT", "AWAITING_BUYER_SHIP", "RETURN_OR_REFUND_REQUEST_PENDING")
    made = [asked(REFS[n], state, create_time=unix(f"2026-11-{16 + n} 10:00")) for n, state in enumerate(states)]
    seller.take(answer(tmp_path / "a.json", *made))
    assert counted(seller) == [1, 2, 3]
    later = unix("2026-11-21 10:00")
    seller.take(answer(tmp_path / "b.json", made[1] | {"pre_return_id": REFS[0], "update_time": later}))
    assert counted(seller) == [1, 2]  # two cases are left


def test_taking_back_an_import_takes_its_marks(seller: Seller, tmp_path: Path) -> None:
    ask = [
        request(REFS[n], asked=f"{DAYS[n]} 10:00:00", state="Completed" if n == 0 else "To process") for n in range(3)
    ]
    seller.take(returns(tmp_path / "one.csv", *ask[1:]))
    before = seller.dump()["cases"]
    seller.take(returns(tmp_path / "two.csv", ask[0]), "--as-of", "2026-11-24T08:00")
    assert max(counted(seller)[:2]) == 3  # type: ignore[type-var]
    seller.run("undo", "--yes")
    assert counted(seller) == [1, 2]
    assert [row for row in seller.dump()["cases"] if row in before] == before


def test_a_masked_name_does_not_take_the_place_of_a_handle(seller: Seller, tmp_path: Path) -> None:
    """Seller Center masks names after a while; without an orders export the request alone has the handle."""
    for n in range(3):
        seller.take(returns(tmp_path / f"{n}.csv", request(REFS[n], buyer="mia.w", asked=f"{DAYS[n]} 10:00:00")))
    hidden = [request(REFS[n], buyer="m***w", asked=f"{DAYS[n]} 10:00:00") for n in range(3)]
    seller.take(returns(tmp_path / "later.csv", *hidden), "--as-of", "2026-11-24T08:00")
    assert counted(seller) == [1, 2, 3]


# --- what the seller sees -------------------------------------------------------------------------------------------


@pytest.fixture
def marked(desk: Desk) -> Desk:
    """Mia's third request, case 3, on a lamp of 25.00; it is known to cost least to let her keep it."""
    desk.shell.ok("config set shops.uk-main.takes_returns false")
    desk.shell.ok("config set costs.currency GBP")
    desk.shell.ok("config set costs.service_fee 3.60")
    for n in range(1, 8):
        desk.order(n)
    for n in (1, 2, 3):
        desk.ask(n, f"2026-11-2{n}T10:00")
    return desk


def test_the_counts_are_told_in_words(marked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = "repeat-buyer: 3 requests in 90 days"
    for line in ("due --long", "show 3", "choose 3"):
        out = " ".join(marked.shell.ok(f"--color never {line} --format table").out.split())
        assert out.count(told) == 1, line
    found = json.loads(marked.shell.ok("choose 3 --json").out)
    assert found["flags"] == ["repeat-buyer"]
    assert found["buyer_counts"] == json.loads(marked.shell.ok("show 3 --json").out)["buyer_counts"]
    assert found["buyer_counts"] == {"requests_90d": 3, "orders": 7, "orders_returned": 3, "defect_products": 0}
    keep = next(m for m in found["modes"] if m["mode"] == "keep")
    assert (keep["available"], keep["why_not"]) == (
        False, f"check this buyer first ({told}); use --force to let them keep it anyway",
    )  # fmt: skip
    forced = json.loads(marked.shell.ok("choose 3 --force --json").out)
    assert forced["recommended"] == "keep"
    assert f"Look closer at this buyer: {told}." in forced["notes"]
    assert marked.shell.ok("due --limit 0 --json").out == "[]\n"


def test_the_list_says_so_of_defects_too(desk: Desk) -> None:
    for n, reason in ((1, BROKEN), (2, "Does not suit me"), (3, "Package or product is damaged")):
        desk.order(n)
        desk.ask(n, f"2026-11-2{n}T10:00", "--reason", reason)
    assert [line["buyer_counts"]["defect_products"] for line in desk.lines().values()] == [1, 1, 1]


@pytest.mark.parametrize("line", ["choose 3 --mode keep --yes", "approve 3 --mode keep"])
def test_keep_needs_force(marked: Desk, line: str) -> None:
    run = marked.shell(line)
    assert (run.code, run.out) == (1, "")
    assert (
        "keep: check this buyer first (repeat-buyer: 3 requests in 90 days); use --force to let them keep it anyway."
        in run.err
    )
    state = json.loads(marked.shell.ok("show 3 --json").out)
    assert (state["decision"], state["mode"]) == ("pending", "undecided")
    marked.shell.ok(f"{line} --force")
    state = json.loads(marked.shell.ok("show 3 --json").out)
    assert (state["decision"], state["mode"]) == ("approved", "keep")


@pytest.mark.parametrize(
    "words",
    [
        "approve 3", "approve 3 --mode seller-address", "approve 3 --mode partial --amount 5",
        "approve 1 2 --mode keep", "reject 3 --reason no --force", "shipped 3 --tracking T1", "close 3 --reason done",
    ],
)  # fmt: skip
def test_nothing_else_does(marked: Desk, words: str) -> None:
    marked.shell.ok("approve 3") if words.startswith("shipped") else None
    marked.shell.ok(words)


# --- finding them ---------------------------------------------------------------------------------------------------


def test_only_what_is_of_the_buyers_is_read(marked: Desk) -> None:
    """No table is gone through: each step of each query is a search by an index."""
    with closing(sqlite3.connect(marked.home / "data/aftersales/ledger.db")) as db:
        seen: list[str] = []
        db.set_trace_callback(seen.append)
        theirs.histories(db, [3])
        db.set_trace_callback(None)
        steps = [row[3] for query in seen for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
    scanned = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    assert len(seen) == 3
    assert scanned == []
    assert any("orders_by_buyer" in step for step in steps)
    assert any("cases_by_buyer" in step for step in steps)


@given(st.lists(st.text(max_size=8), max_size=8))
def test_sqlite_makes_the_same_key(names: Sequence[str]) -> None:
    known = [name for name in names if buyer_key(name) is not None]
    with closing(sqlite3.connect(":memory:")) as db:
        for name in known:
            row = db.execute("SELECT ltrim(lower(trim(?, ' ')), '@')", (name,)).fetchone()
            assert row[0] == buyer_key(name)


def test_an_order_that_several_requests_are_on(seller: Seller, tmp_path: Path) -> None:
    """Three returns of one order by one buyer are three requests, on one order."""
    sold = [order(ORDER, buyer="mia.w"), *(_sold(n, "mia.w") for n in range(3))]
    asks = [request(REFS[n], order=ORDER, buyer="mia.w", asked=f"{DAYS[n]} 10:00:00") for n in range(3)]
    seller.take(orders(tmp_path / "o.csv", *sold), returns(tmp_path / "r.csv", *asks))
    assert seller.show(3)["buyer_counts"] == {
        "requests_90d": 3, "orders": 4, "orders_returned": 1, "defect_products": 0,
    }  # fmt: skip
