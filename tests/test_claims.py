"""The claims of the source article, S1 to S24: each has a command and a test, and each is shown here at the shell.

`claims.toml` is the list; `table` makes the help topic's of it.
"""

from __future__ import annotations

import ast
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aftersales import language
from aftersales.commandline.table import COMMANDS
from tables import of_each
from transcripts import ROOT, Shell, command_tree

CLAIMS = tomllib.loads((ROOT / "tests" / "claims.toml").read_text(encoding="utf-8"))["claim"]
FILES = sorted((ROOT / "tests").rglob("test_*.py"))
ORDER = "577000000000000001"
FRIDAY = "2026-11-20T10:00"  # before it: four working days of the same week; after it a weekend


def table() -> str:
    """The claims as the help topic shows them: what is claimed, which command does it, what holds it."""
    chinese = language.current() == "zh"
    comma = "、" if chinese else ", "
    heads = "编号 | 文章的说法 | 命令 | 测试" if chinese else "claim | what it says | commands | tested by"
    rows = [f"| {heads} |", "| --- | --- | --- | --- |"]
    for claim in CLAIMS:
        commands = comma.join(f"`{c}`" for c in claim["commands"])
        files = dict.fromkeys(test.partition("::")[0] for test in claim["tests"])
        says = claim["zh" if chinese else "says"]
        rows.append(f"| {claim['id']} | {says} | {commands} | {comma.join(f'`{f}`' for f in files)} |")
    return "\n".join(rows) + "\n"


# --- The list -------------------------------------------------------------------------------------------------------


def test_every_claim_is_there_once_and_in_order() -> None:
    assert [claim["id"] for claim in CLAIMS] == [f"S{n}" for n in range(1, 25)]
    for claim in CLAIMS:
        assert set(claim) == {"id", "says", "zh", "commands", "tests"}
        assert claim["says"]
        assert claim["zh"]
        assert claim["commands"]


@of_each("claim", CLAIMS)
def test_its_commands_are_commands_and_its_tests_are_tests(claim: dict[str, Any]) -> None:
    assert set(claim["commands"]) <= _commands()
    for test in claim["tests"]:
        file, _, function = test.partition("::")
        # A name may stand in several folders; the test itself stands in one file.
        assert sum(function in _tests(path) for path in FILES if path.name == file) == 1, test
    # The first is about this claim and no other.
    assert claim["tests"][0].startswith(f"test_claims.py::test_{claim['id'].lower()}_")


@cache
def _commands() -> set[str]:
    tree, found = command_tree(), set[str]()
    for name in COMMANDS:
        leaves = getattr(tree.get_command(None, name), "commands", None)
        found |= {f"{name} {leaf}" for leaf in leaves} if leaves else {name}
    return found


@cache
def _tests(path: Path) -> set[str]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


# --- Each of them at the shell --------------------------------------------------------------------------------------


@pytest.fixture
def shop(shell: Shell) -> Shell:
    """A British shop with an order of £40, delivered on Monday 16 November. Now it is Tuesday 24 November, 9:00."""
    return _with_an_order(shell, "GB")


def _with_an_order(shell: Shell, market: str) -> Shell:
    def build(shell: Shell) -> None:
        shell.ok(f"init --shop s --market {market}")
        shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-10T10:00 --delivered 2026-11-16T10:00")

    shell.begin(build, key=("a claimed order", market, shell.now))
    return shell


def _asked(shop: Shell, kind: str = "return", *more: str) -> None:
    shop.ok(["open", kind, "--order", ORDER, "--at", FRIDAY, "--reason", "Does not suit me", *more])


def _due(shell: Shell, options: str = "", *, now: str | None = None) -> list[tuple[str, str]]:
    return [(line["duty"], line["due"]) for line in _lines(shell, options, now=now)]


def _lines(shell: Shell, options: str = "", *, now: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shell.ok(f"due --all --json {options}", now=now).out)
    return found


def _shown(shell: Shell, case: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shell.ok(f"show {case} --json").out)
    return found


def test_s1_a_request_keeps_its_reason_amount_time_and_attempt(shop: Shell) -> None:
    assert shop.ok(f"open refund --order {ORDER} --amount 12.50 --at {FRIDAY} --reason 'One is missing'").out == "1\n"
    case = _shown(shop)
    assert (case["kind"], case["order"], case["reason"]) == ("refund", ORDER, "One is missing")
    assert case["amount"] == {"amount": "12.50", "currency": "GBP"}
    assert (case["opened_at"], case["attempt"]) == ("2026-11-20T10:00:00+00:00", 1)


def test_s2_more_than_was_paid_is_refused(shop: Shell) -> None:
    above = shop(f"open refund --order {ORDER} --amount 40.01")
    assert (above.code, above.out) == (1, "")
    assert "40.01 GBP is more than the buyer can get back: 40.00 GBP was paid" in above.err
    assert json.loads(shop.ok("cases --json").out) == []
    _asked(shop)
    shop.ok("approve 1 --mode keep")
    assert shop("refund 1 --amount 40.01").code == 1
    assert _shown(shop)["money"] == "owed"
    shop.ok("refund 1 --amount 40.00")  # to the penny
    # What went back on another case of the order counts too.
    again = shop(f"open refund --order {ORDER} --amount 0.01")
    already = (
        "0.01 GBP is more than the buyer can get back: 40.00 GBP was paid, and 40.00 GBP of it was refunded before"
    )
    assert (again.code, already in again.err) == (1, True)


def test_s3_less_than_was_paid_is_flagged(shop: Shell) -> None:
    opened = shop.ok(f"open refund --order {ORDER} --amount 39.99 --at {FRIDAY}")
    assert "39.99 GBP is less than the 40.00 GBP paid: a partial refund" in opened.err
    (line,) = _lines(shop)
    assert "below-paid" in line["flags"]
    shop.ok("approve 1")
    refunded = shop.ok("refund 1 --amount 30")
    assert "30.00 GBP is less than the 39.99 GBP asked for; 9.99 GBP is still open" in refunded.err
    assert _shown(shop)["money"] == "partial"
    assert [duty for duty, _ in _due(shop)] == []  # TikTok pays the rest by itself
    assert [duty for duty, _ in _due(shop, "--owner platform")] == ["refund"]


@pytest.mark.parametrize(
    ("market", "policy", "due"),
    [
        ("GB", "tiktok", "2026-11-24T10:00:00+00:00"),  # 2 working days: Mon 23, Tue 24
        ("GB", "tt123-2025-03", "2026-11-24T10:00:00+00:00"),  # the article's two for the United Kingdom
        ("DE", "tt123-2025-03", "2026-11-24T10:00:00+01:00"),  # the safe end of its three to five: Sat, Mon, Tue
        ("TH", "tiktok", "2026-11-21T10:00:00+07:00"),  # 1 working day: Sat, on the safe side
        ("DE", "tiktok", "2026-11-22T10:00:00+01:00"),  # the flat 48 hours
    ],
)
def test_s4_the_time_to_answer_by_market_and_rule_set(shell: Shell, market: str, policy: str, due: str) -> None:
    _with_an_order(shell, market)
    config = shell.home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8") + f'policy = "{policy}"\n', encoding="utf-8")
    _asked(shell, "refund")
    assert _due(shell) == [("respond", due)]
    (clock,) = json.loads(shell.ok("explain 1 --json").out)
    assert clock["source_text"]


def test_s5_another_way_of_payment_is_flagged(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode keep")
    assert "not the way the buyer paid" not in shop.ok("refund 1 --amount 10").err
    assert "other-channel" not in _shown(shop)["flags"]
    other = shop.ok("refund 1 --amount 10 --channel PayPal")
    assert "refunded by PayPal, not the way the buyer paid" in other.err
    assert "other-channel" in _shown(shop)["flags"]


def test_s6_asked_again_is_a_new_attempt_with_a_fresh_clock(shop: Shell) -> None:
    _asked(shop)
    shop.ok("reject 1 --reason 'Worn and washed' --at 2026-11-20T15:00")
    assert _due(shop) == []
    again = shop.ok(
        f"open return --order {ORDER} --ref 4035390000000000001 --at 2026-11-23T11:30 --reason 'See photos'"
    )
    assert again.out == "1\n"
    assert (_shown(shop)["attempt"], _shown(shop)["decision"]) == (2, "pending")
    assert _due(shop) == [("respond", "2026-11-25T11:30:00+00:00")]  # asked Mon 23: Tue 24, Wed 25


def test_s7_the_buyers_window_is_shown_and_refuses_nothing(shop: Shell) -> None:
    shop.ok(f"open return --order {ORDER} --at 2026-12-16T10:00:00")  # on the last second of the thirty days
    assert _shown(shop)["buyer_window"].startswith(
        "asked in time: it ends Wed 16 Dec 2026 10:00 GMT, 30 days from delivery"
    )
    assert "outside-window" not in _shown(shop)["flags"]
    shop.ok(f"open refund --order {ORDER} --at 2026-12-16T10:00:01")
    assert _shown(shop, 2)["buyer_window"].startswith("asked too late: it ends Wed 16 Dec 2026 10:00 GMT")
    (late,) = _lines(shop, "--kind refund")
    assert "outside-window" in late["flags"]
    shop.ok("approve 2 --at 2026-12-17T10:00")


def test_s8_the_morning_list_tells_what_is_urgent(shop: Shell) -> None:
    empty = shop("due --check")
    assert (empty.code, "no after-sales data were ever imported" in empty.err) == (6, True)
    _asked(shop)  # by Tue 24 Nov, 10:00
    shop.ok(f"open cancellation --order {ORDER} --at 2026-11-24T08:00")  # by Thu 26 Nov, 8:00
    run = shop("due --check --json")
    assert run.code == 3
    assert [(a["case"], a["band"], a["next"]) for a in json.loads(run.out)] == [
        (1, "today", "aftersales approve 1"),
        (2, "soon", "aftersales approve 2"),
    ]
    assert shop("due --check", now="2026-11-24T10:00:00+00:00").code == 3  # not a second late
    assert shop("due --check", now="2026-11-24T10:00:01+00:00").code == 4


def test_s9_keep_owes_the_money_and_expects_no_parcel(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode keep --at 2026-11-23T10:00")
    case = _shown(shop)
    assert (case["mode"], case["parcel"], case["money"]) == ("keep", "none", "owed")
    assert _due(shop, "--owner platform") == [("refund", "2026-11-25T10:00:00+00:00")]  # 48 hours, and TikTok pays
    assert _due(shop, now="2026-11-25T10:00:00+00:00") == []
    assert _due(shop, now="2026-11-25T10:00:01+00:00") == [("check", "2026-11-26T23:59:59+00:00")]  # did it?
    assert shop("shipped 1").code == 1


def test_s10_to_the_sellers_address_a_parcel_is_awaited(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode seller-address --at 2026-11-23T10:00")
    case = _shown(shop)
    assert (case["mode"], case["parcel"], case["money"]) == ("seller-address", "awaited", "none")
    assert _due(shop) == []
    shop.ok("shipped 1 --tracking EV100000001GB")
    shop.ok("received 1")
    assert (_shown(shop)["parcel"], _shown(shop)["money"]) == ("received", "owed")


def test_s11_the_local_service_is_a_mode_of_its_own(shop: Shell) -> None:
    _asked(shop)
    wrong = shop("approve 1 --mode local")
    assert (wrong.code, "local-service" in wrong.err) == (2, True)
    shop.ok("approve 1 --mode local-service --at 2026-11-23T10:00")
    case = _shown(shop)
    assert (case["mode"], case["parcel"], case["money"]) == ("local-service", "awaited", "none")
    assert _due(shop, "--owner buyer") == [("ship-back", "2026-11-28T10:00:00+00:00")]


def test_s12_five_days_to_send_it_back_then_look_and_close(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode seller-address --at 2026-11-20T15:00")
    (line,) = _lines(shop, "--owner buyer")
    assert (line["duty"], line["due"], line["outcome"]) == ("ship-back", "2026-11-25T15:00:00+00:00", "case-closed")
    assert _due(shop, now="2026-11-25T15:00:00+00:00") == []
    # To the end of the next day; nothing closes by itself.
    assert _due(shop, now="2026-11-25T15:00:01+00:00") == [("close", "2026-11-26T23:59:59+00:00")]
    shop.ok("close 1 --reason 'Not sent back'", now="2026-11-26T09:00:00+00:00")
    assert _due(shop, "--owner any", now="2026-11-26T09:00:01+00:00") == []


def test_s13_eight_days_to_confirm_receipt(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode seller-address --at 2026-11-20T15:00")
    shop.ok("shipped 1 --tracking EV100000001GB --at 2026-11-21T18:00")
    (line,) = _lines(shop)
    assert (line["duty"], line["due"]) == ("confirm-receipt", "2026-11-29T18:00:00+00:00")
    assert line["outcome"] == "deemed-delivered"
    shop.ok("received 1")
    assert "confirm-receipt" not in dict(_due(shop))


def test_s14_silence_counts_as_delivered(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode seller-address --at 2026-11-20T15:00")
    shop.ok("shipped 1 --at 2026-11-21T18:00")
    assert [d for d, _ in _due(shop, now="2026-11-29T18:00:00+00:00")] == ["confirm-receipt"]
    # The goods count as delivered at that instant, and from then on 48 hours run.
    assert _due(shop, now="2026-11-29T18:00:01+00:00") == [("refund", "2026-12-01T18:00:00+00:00")]
    assert _due(shop, now="2026-12-05T09:00:00+00:00") == [("refund", "2026-12-01T18:00:00+00:00")]


def test_s15_the_refund_within_48_hours(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode seller-address --at 2026-11-20T15:00")
    shop.ok("shipped 1 --at 2026-11-21T10:00")
    shop.ok("received 1 --at 2026-11-23T16:30")
    (line,) = _lines(shop)
    assert (line["duty"], line["due"]) == ("refund", "2026-11-25T16:30:00+00:00")
    assert line["at_risk"] == {"amount": "40.00", "currency": "GBP"}
    shop.ok("refund 1")
    assert _due(shop) == []
    assert (_shown(shop)["money"], _shown(shop)["open"]) == ("refunded", False)


def test_s16_four_days_more_and_only_once(shop: Shell) -> None:
    _asked(shop)
    shop.ok("approve 1 --mode seller-address --at 2026-11-20T15:00")
    shop.ok("shipped 1 --at 2026-11-21T18:00")
    shop.ok("extend 1")
    assert _due(shop) == [("confirm-receipt", "2026-12-03T18:00:00+00:00")]  # 29 Nov and 4 days
    again = shop("extend 1")
    assert (again.code, "it was extended already, and the rule allows it once" in again.err) == (1, True)
    assert _due(shop) == [("confirm-receipt", "2026-12-03T18:00:00+00:00")]


def test_s17_a_bad_review_asks_for_a_word_to_the_buyer(shop: Shell) -> None:
    assert shop.ok(f"review open --order {ORDER} --stars 1 --text 'Broke at once' --at 2026-11-24T08:00").out == "1\n"
    assert _due(shop) == [("contact-buyer", "2026-11-25T08:00:00+00:00")]  # 24 hours
    shop.ok("review contact 1 --cause quality --text 'We are sorry. What broke?'")
    assert _due(shop) == [("follow-up", "2026-11-27T09:00:00+00:00")]  # 3 days
    assert _shown(shop)["cause"] == "quality"
    # From here it can only be answered or reported, never taken down.
    leaves = {name for name in _commands() if name.startswith("review ")}
    assert leaves == {f"review {name}" for name in ("open", "contact", "offer", "resolve", "appeal", "playbook")}


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("quality", "Offer an exchange or part of the money back"),
        ("logistics", "Ask the carrier to trace the parcel; on loss, send the goods again or refund"),
        ("misunderstanding", "explain without blame, and offer help"),
        ("malicious", "Report the review in Seller Center"),
    ],
)
def test_s18_the_playbook_depends_on_the_cause(shop: Shell, cause: str, told: str) -> None:
    shop.ok(f"review open --order {ORDER} --stars 1 --cause {cause}")
    playbook = json.loads(shop.ok("review playbook 1 --json").out)
    assert playbook["cause"] == cause
    assert told in " ".join(playbook["steps"])
    shop.ok("review offer 1 --what exchange")
    assert _due(shop) == [("follow-up", "2026-11-27T09:00:00+00:00")]


@pytest.mark.parametrize(("market", "code"), [("GB", 1), ("US", 1), ("TH", 0)])
def test_s19_a_polite_word_is_refused_in_gb_and_us_and_allowed_in_th(shell: Shell, market: str, code: int) -> None:
    _with_an_order(shell, market)
    shell.ok(f"review open --order {ORDER} --stars 1 --cause quality")
    polite = "It is mended. If you like, could you please update your review? It is up to you."
    for line in (["review", "contact", "1"], ["review", "offer", "1", "--what", "help"], ["note", "1", "--to-buyer"]):
        assert shell([*line, "--text", polite]).code == code, line
    # The draft keeps to the same: it names the review only where that may be done.
    shell.ok("review offer 1 --what exchange")
    assert ("review" in shell.ok("draft 1 --language en").out) == (code == 0)
    for forced in ("Change your review or we will sue you.", "We refund 5 pounds if you change your review."):
        assert shell(["review", "contact", "1", "--text", forced]).code == 1


def test_s20_a_malicious_review_is_appealed_with_evidence(shop: Shell) -> None:
    shop.ok(f"review open --order {ORDER} --stars 1 --cause malicious --text 'Buy at my shop'")
    bare = shop("review appeal 1 --comment 'A competitor'")
    assert (bare.code, "proof is missing: chat or photos" in bare.err) == (1, True)
    chat = shop.home / "chat.png"
    chat.write_bytes(b"the chat")
    shop.ok(["evidence", "add", "1", str(chat), "--as", "chat"])
    asked = {item["proof"]: item["files"] for item in json.loads(shop.ok("evidence list 1 --json").out)}
    assert asked["chat"][0]["size"] == 8
    assert asked["photos"] == []
    shop.ok("review appeal 1 --comment 'A competitor'")
    assert (_due(shop), _shown(shop)["appeal"]) == ([("follow-up", "2026-12-01T09:00:00+00:00")], "filed")
    shop.ok("ruled 1 --for seller")
    assert _shown(shop)["appeal"] == "won"


@pytest.mark.parametrize(
    ("status", "buyer", "seller"),
    [
        ("unpaid", "direct", "direct"),
        ("on-hold", "automatic", "direct"),
        ("awaiting-shipment", "request", "direct"),
        ("partially-shipping", "no", "no"),
        ("awaiting-collection", "no", "direct"),  # the article lets neither; TikTok lets the seller
        ("in-transit", "no", "no"),
        ("delivered", "no", "no"),
        ("completed", "no", "no"),
        ("cancelled", "no", "no"),
    ],
)
def test_s21_who_may_cancel_depends_on_the_orders_status(shell: Shell, status: str, buyer: str, seller: str) -> None:
    shell.ok("init --shop s --market GB")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-23T10:00 --status {status}")
    verdicts = json.loads(shell.ok(f"order cancel-check {ORDER} --json").out)
    assert [(v["who"], v["how"], v["may"]) for v in verdicts] == [
        ("buyer", buyer, buyer != "no"),
        ("seller", seller, seller != "no"),
    ]
    assert all(v["why"] and v["source"] for v in verdicts)
    assert shell(f"order cancel {ORDER} --by seller").code == (1 if seller == "no" else 0)


def test_s22_a_paid_order_that_the_seller_cancels_owes_the_money(shell: Shell) -> None:
    shell.ok("init --shop s --market GB")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-23T10:00 --status awaiting-shipment")
    assert _due(shell) == [("dispatch", "2026-11-25T23:59:59+00:00")]  # Tue 24, Wed 25
    case = int(shell.ok(f"order cancel {ORDER} --by seller --reason 'Out of stock'").out)
    (line,) = _lines(shell)
    assert (line["case"], line["duty"], line["due"]) == (case, "refund", "2026-11-26T09:00:00+00:00")  # 48 hours
    assert line["at_risk"] == {"amount": "40.00", "currency": "GBP"}
    shell.ok(f"refund {case}")
    assert (_due(shell), _shown(shell, case)["money"]) == ([], "refunded")


def test_s22_what_was_never_paid_owes_nothing(shell: Shell) -> None:
    shell.ok("init --shop s --market GB")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-23T10:00 --status unpaid")
    assert "no refund is due" in shell.ok(f"order cancel {ORDER} --by seller").err
    assert _due(shell) == []


def test_s23_a_routine_comes_back(shop: Shell) -> None:
    shop.ok("routine add 'Count the lamps' --every 7d --sku LAMP --at 2026-11-20T10:00")
    (line,) = _lines(shop)
    assert (line["kind"], line["duty"], line["due"]) == ("routine", "restock", "2026-11-27T23:59:59+00:00")
    assert (line["product"], line["sku"]) == ("Count the lamps", "LAMP")
    shop.ok("done 1 --text '12 left'")  # on Tue 24: a week from then
    assert _due(shop) == [("restock", "2026-12-01T23:59:59+00:00")]
    shop.ok("done 1", now="2026-12-03T12:00:00+00:00")  # late, and reckoned from then
    assert _due(shop) == [("restock", "2026-12-10T23:59:59+00:00")]


def test_s24_a_parcel_that_stands_still_is_traced_and_the_buyer_told(shell: Shell) -> None:
    shell.ok("init --shop s --market GB")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-23T10:00 --status awaiting-shipment")
    shell.ok(f"order dispatched {ORDER} --tracking JX0001724GB --at 2026-11-23T12:00")
    assert _due(shell) == []
    shell.ok(f"order tracking {ORDER} --news 'In the depot' --at 2026-11-24T08:00")
    # Five days without news, from the last news on; the parcel is to arrive by Mon 30, so it is not late yet.
    assert _due(shell, now="2026-11-29T08:00:00+00:00") == []
    later = "2026-11-29T09:00:00+00:00"
    assert _due(shell, now=later) == [("trace", "2026-11-30T08:00:00+00:00")]
    shell.ok("done 1 --text 'In the depot at Leeds'", now=later)
    assert _due(shell, now=later) == [("tell-buyer", "2026-11-30T09:00:00+00:00")]
    draft = shell.ok("draft 1 --language en", now=later).out
    assert ("JX0001724GB" in draft, "sorry" in draft) == (True, True)
    shell.ok(["note", "1", "--to-buyer", "--text", draft], now=later)
    assert _due(shell, now=later) == []
    shell.ok(f"order delivered {ORDER}", now="2026-11-30T12:00:00+00:00")
    assert _due(shell, "--owner any", now="2026-12-20T09:00:00+00:00") == []


def test_s24_a_parcel_that_is_late_is_traced(shell: Shell) -> None:
    shell.ok("init --shop s --market GB")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-16T10:00 --status in-transit")
    shell.ok(f"order tracking {ORDER} --news 'On the van' --at 2026-11-23T09:00")
    # Ordered Mon 16: Tue 17, Wed 18, Thu 19, Fri 20, Mon 23, to the end of the day; then a day to trace it.
    assert _due(shell, "--owner platform --duty deliver") == [("deliver", "2026-11-23T23:59:59+00:00")]
    assert _due(shell) == [("trace", "2026-11-24T23:59:59+00:00")]
