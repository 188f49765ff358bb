"""Returned goods are graded: what that records, suggests, refuses, and tells a stock system."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from transcripts import SAMPLES, Shell

NOW = "2026-11-24T09:00:00+00:00"
US_ORDER = "577000000000000001"


@pytest.fixture
def uk(shell: Shell) -> Shell:
    """The sample shop: 6 is a return of two SKUs, 10 of two throws, both approved and with the seller."""

    def build(shell: Shell) -> None:
        shell.now = NOW
        shell.ok("init --shop uk-main --market GB")
        shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
        shell.ok("approve 6 10 13 --mode seller-address --at 2026-11-24T08:45 --force --yes")

    shell.begin(build, key="grades-uk")
    shell.now = "2026-11-25T10:00:00+00:00"
    return shell


@pytest.fixture
def us(shell: Shell) -> Shell:
    """A shop in the US with the return of an order of 40.00 USD that is with the seller since Monday 09:00."""

    def build(shell: Shell) -> None:
        shell.now = NOW
        shell.ok("init --shop us --market US")
        shell.ok(f"order add {US_ORDER} --shop us --amount 40.00 --placed 2026-11-10T10:00")
        shell.ok(f"open return --order {US_ORDER} --at 2026-11-20T10:00")
        shell.ok("approve 1 --mode seller-address --at 2026-11-20T11:00 --force")
        shell.ok("delivered 1 --at 2026-11-23T09:00")

    shell.begin(build, key="grades-us")
    shell.now = "2026-11-24T20:00:00+00:00"
    return shell


def shown(shell: Shell, case: int) -> Any:
    return json.loads(shell.ok(f"show {case} --json").out)


def listed(shell: Shell, *options: str) -> list[tuple[str, ...]]:
    rows = json.loads(shell.ok(["stock", "list", "--json", *options]).out)
    return [(row["sku"], row["quantity"], row["movement"], row["grade"]) for row in rows]


# --- what it suggests -----------------------------------------------------------------------------------------------


def test_a_damaged_return_in_the_us_suggests_half_to_all(us: Shell) -> None:
    run = us.ok("received 1 --grade minor --scrap 1")
    assert "case 1: suggested: a refund from 20.00 USD to 40.00 USD of 40.00 USD." in run.err
    assert "Seller University 2434329678595882" in run.err
    assert "Nothing is refunded or refused by this. To record it: aftersales refund 1 --amount …" in run.err
    case = shown(us, 1)
    assert (case["parcel"], case["money"], case["refunded"]["amount"]) == ("received", "owed", "0.00")
    assert case["suggestion"]["least"] == {"amount": "20.00", "currency": "USD"}
    assert case["items"] == [{"sku": None, "quantity": None, "grade": "minor", "to_stock": 0, "scrap": 1}]


def test_the_suggestion_is_explained_and_is_gone_with_the_refund(us: Shell) -> None:
    us.ok("received 1 --grade severe")
    page = us.ok("explain 1 --format table").out
    assert "what the grades suggest" in page
    assert "a refund from 20.00 USD to 40.00 USD of 40.00 USD" in " ".join(page.split())
    assert "confidence high" in page
    us.ok("refund 1")
    assert shown(us, 1)["suggestion"] is None
    assert "what the grades suggest" in us.ok("explain 1 --format table").out


def test_as_sent_suggests_the_whole_refund(us: Shell) -> None:
    suggestion = json.loads(us.ok("received 1 --grade original --json").out)["suggestion"]
    assert (suggestion["outcome"], suggestion["command"]) == ("full", "aftersales refund 1")


def test_wrong_goods_are_not_accepted_and_the_time_to_refuse_goes_on(us: Shell) -> None:
    """With the seller Mon 23 Nov 09:00; Tue is 1, Wed is 2 (Thanksgiving is Thursday): until Wed 25 Nov 09:00."""
    before = json.loads(us.ok("due --all --json").out)
    run = us.ok("received 1 --grade wrong")
    assert 'To record it: aftersales refused 1 --reason "…"' in run.err
    assert "your time to refuse the goods goes on" in run.err
    after = json.loads(us.ok("due --all --json").out)
    assert [(line["duty"], line["due"]) for line in after] == [("confirm-receipt", "2026-11-25T09:00:00-08:00")]
    assert before == after
    us.ok('refused 1 --reason "A brick" --force')
    assert shown(us, 1)["parcel"] == "refused"


def test_wrong_goods_that_nobody_called_delivered_have_arrived(us: Shell) -> None:
    us.ok("undo")
    us.ok("received 1 --grade wrong")
    case = shown(us, 1)
    assert case["parcel"] == "delivered"
    assert [duty["duty"] for duty in case["duties"]] == ["confirm-receipt"]
    us.ok("undo")
    assert shown(us, 1)["parcel"] == "awaited"


def test_wrong_goods_can_be_accepted_all_the_same(us: Shell) -> None:
    us.ok("received 1 --grade wrong")
    us.ok("received 1")
    assert shown(us, 1)["parcel"] == "received"


def test_a_market_without_a_rule_says_so_and_invents_nothing(uk: Shell) -> None:
    run = uk.ok("received 10 --grade minor")
    assert "no rule of GB is known for what goes back by grade, so nothing is suggested" in run.err
    assert "To record it" not in run.err
    assert shown(uk, 10)["suggestion"]["outcome"] == "unknown"


def test_a_rule_of_ones_own_holds_for_its_market(uk: Shell) -> None:
    own = uk.home / "config/aftersales/policies/tiktok-gb.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(
        'extends = "tiktok-gb"\n[[grade]]\ngrade = ["minor"]\nrefund = "part"\nleast-off = "0.1"\nmost-off = "0.1"\n'
        'source = "our terms"\nconfidence = "high"\n',
        encoding="utf-8",
    )
    run = uk.ok("received 10 --grade minor")
    assert "suggested: a refund of 100.80 GBP of 112.00 GBP" in run.err  # a tenth of 112.00 is 11.20
    assert "aftersales refund 10 --amount 100.80" in run.err


def test_a_quick_refund_names_only_the_appeal(us: Shell) -> None:
    answer = SAMPLES / "api-returns.json"
    returns = json.loads(answer.read_text(encoding="utf-8"))
    text = json.dumps(returns)
    if '"is_quick_refund": true' not in text:
        pytest.skip("no quick refund in the sample")
    us.ok("init --shop uk --market GB")
    us.ok(["import", str(answer), "--shop", "uk", "--as-of", "2026-11-24T08:55"])
    quick = [c for c in json.loads(us.ok("cases --shop uk --json").out) if "quick-refund" in c["flags"]]
    case = next(c["case"] for c in quick if c["parcel"] in ("shipped", "delivered", "awaited"))
    run = us.ok(f"received {case} --grade wrong")
    assert f"To record it: aftersales appeal {case}" in run.err
    assert "aftersales refused" not in run.err


# --- items apart, and where they went -------------------------------------------------------------------------------


def test_items_are_graded_apart_and_listed_as_movements(uk: Shell) -> None:
    uk.ok("received 6 --item KNIT-CARD-L=1:original:to-stock --item knit-jump-m:severe:scrap")
    uk.ok("received 10 --grade minor --to-stock 1")
    assert listed(uk) == [
        ("THROW-WOOL", 1, "to-stock", "minor"),
        ("THROW-WOOL", 1, "held", "minor"),
        ("KNIT-CARD-L", 1, "to-stock", "original"),
        ("KNIT-JUMP-M", 1, "scrap", "severe"),
    ]
    assert listed(uk, "--movement", "to-stock", "--sku", "KNIT-CARD-L") == [("KNIT-CARD-L", 1, "to-stock", "original")]
    rows = list(csv.DictReader(io.StringIO(uk.ok("stock list --format csv").out)))
    assert len({row["id"] for row in rows}) == 4
    products = {line["sku"]: line["product"] for line in shown(uk, 6)["lines"]}
    assert [row["product"] for row in rows[2:]] == [products["KNIT-CARD-L"], products["KNIT-JUMP-M"]]
    case = next(c for c in json.loads(uk.ok("cases --json").out) if c["case"] == 10)
    assert case["items"] == [{"sku": "THROW-WOOL", "quantity": 2, "grade": "minor", "to_stock": 1, "scrap": 0}]


def test_a_receipt_that_is_undone_is_no_movement(uk: Shell) -> None:
    uk.ok("received 10 --grade minor --to-stock 1")
    uk.ok("undo")
    run = uk.ok("stock list --json")
    assert json.loads(run.out) == []
    assert "Nothing was graded or put to stock." in run.err


def test_all_of_several_items_may_go_to_one_place(uk: Shell) -> None:
    uk.ok("received 6 --grade original --to-stock 2")
    assert {(sku, n, movement) for sku, n, movement, _ in listed(uk)} == {
        ("KNIT-CARD-L", 1, "to-stock"),
        ("KNIT-JUMP-M", 1, "to-stock"),
    }


def test_what_is_left_out_of_a_receipt_is_said(uk: Shell) -> None:
    run = uk.ok("received 10 --item THROW-WOOL=1:original")
    assert "nothing is said of 1 of THROW-WOOL" in run.err


@pytest.mark.parametrize(
    ("line", "says", "code"),
    [
        ("received 10 --grade orignal", "did you mean original?", 2),
        ("received 10 --grade minor --to-stock 3", "3 to stock and scrap is more than the 2 units", 1),
        ("received 10 --grade minor --to-stock 2 --scrap 1", "3 to stock and scrap is more than the 2 units", 1),
        ("received 10 --item THROW-WOOL=3:minor", "3 of THROW-WOOL is more than the 2", 1),
        ("received 10 --item THROW-WOOL=2:minor --item throw-wool=1:severe", "3 of THROW-WOOL is more than the 2", 1),
        ("received 10 --item THROW-WOL=1:minor", "THROW-WOL is not in this return, which has THROW-WOOL", 1),
        ("received 10 --item THROW-WOOL=1:minor --grade minor", "leave out --grade", 2),
        ("received 6 --grade original --to-stock 1", "it has several items (KNIT-CARD-L, KNIT-JUMP-M)", 1),
        ("received 6 10 --grade original --scrap 1 --yes", "for one case at a time", 2),
        ("received 10 --grade wrong --to-stock 1", "a wrong item has no stock here", 1),
        ("received 7 --grade minor", "a refund has no parcel coming back", 1),
        ("received 3 --grade minor", "it is not approved yet, so no parcel is expected", 1),
        ("received 3 --grade wrong", "it is not approved yet, so no parcel is expected", 1),
        ("stock list --movement stock", "--movement 'stock' is not known; did you mean to-stock?", 2),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(uk: Shell, line: str, says: str, code: int) -> None:
    before = uk.ok("log --json").out
    run = uk(line)
    assert (run.code, says in run.err) == (code, True), run
    assert uk.ok("log --json").out == before


def test_a_second_receipt_says_how_to_correct_the_first(uk: Shell) -> None:
    uk.ok("received 10 --grade minor")
    run = uk("received 10 --grade severe")
    assert run.code == 1
    command = run.err.partition("take it back first: aftersales ")[2].partition(".")[0]
    uk.ok(command)
    uk.ok("received 10 --grade severe")
    assert listed(uk) == [("THROW-WOOL", 2, "held", "severe")]


def test_several_cases_may_have_one_grade(uk: Shell) -> None:
    rows = json.loads(uk.ok("received 10 13 --grade original --yes --json").out)
    assert [row["suggestion"]["outcome"] for row in rows] == ["unknown", "unknown"]
    assert [row[3] for row in listed(uk)] == ["original", "original"]


# --- what past receipts teach `choose` ------------------------------------------------------------------------------


def test_three_graded_returns_give_an_expected_recovery_as_a_hint_that_decides_nothing(uk: Shell) -> None:
    """Of THROW-WOOL 2 and 1 units went to stock, 1 to scrap: 3 of 4. The seller's own figure holds."""
    for n, places in enumerate(("--to-stock 2", "--to-stock 1", "--scrap 1"), 1):
        order = f"57700000000000000{n}"
        uk.ok(f"order add {order} --amount 56.00 --placed 2026-11-10T10:00")
        number = uk.ok(f"open return --order {order} --at 2026-11-20T10:00").out.strip()
        uk.ok(f"approve {number} --mode seller-address --at 2026-11-20T11:00 --force")
        units, place = places.split()[1], places.split()[0].removeprefix("--")
        uk.ok(f"received {number} --item THROW-WOOL={units}:minor:{place}")
    uk.ok("config set costs.recovery 0.5")
    before = uk.ok("choose 2 --json")
    run = uk.ok("choose 10 --json")
    learnt = json.loads(run.out)["learnt_recovery"]
    assert (learnt["share"], learnt["of"], learnt["to_stock"], learnt["units"], learnt["count"]) == (
        "0.75", "THROW-WOOL", 3, 4, 3,
    )  # fmt: skip
    assert "recovery of SKU THROW-WOOL: your last 3 graded returns of THROW-WOOL: 3 of 4 units back to stock" in run.err
    assert "To use it: aftersales config set skus.THROW-WOOL.recovery 0.75" in run.err
    assert json.loads(before.out)["learnt_recovery"] is None
    used = {figure["name"]: (figure["value"], figure["from"]) for figure in json.loads(run.out)["inputs"]}
    assert used.get("recovery", ("0.5", "costs")) == ("0.5", "costs")
    uk.ok("config set skus.THROW-WOOL.recovery 0.75")
    assert "To use it" not in uk.ok("choose 10 --json").err
