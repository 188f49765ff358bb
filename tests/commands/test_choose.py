"""`choose`: the comparison for scripts and for people, what it records, and the question on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from importing import files
from importing.files import answer, asked
from transcripts import Shell, prepared

Typist = Callable[[str, Sequence[str]], tuple[int, str]]

ORDER = "576000000000000001"
HERE = Path(__file__).parent
MODE_KEYS = [
    "mode", "available", "why_not", "cost", "terms", "missing", "flip_point", "inputs", "deadlines", "follows",
    "seller_center",
]  # fmt: skip


@prepared
def desk(shell: Shell) -> None:
    """A return of a lamp for 25.00, whose landed cost is 9.00, with the figures of the worked example."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 25.00 --placed 2026-11-10T10:00 --product 'Desk lamp' --sku LAMP-1")
    shell.ok(f"open return --order {ORDER} --at 2026-11-23T10:00 --reason 'It is not for me'")
    figures = {
        "return_address": "1 Dock Road, Leeds", "costs.return_postage": "2.90", "costs.handling": "2.00",
        "costs.service_fee": "3.60", "costs.service_forwarding": "2.50", "costs.service_returns_goods": "true",
    }  # fmt: skip
    for key, value in figures.items():
        shell.ok(["config", "set", f"shops.uk-main.{key}", value])
    shell.ok("config set costs.recovery 0.664")
    shell.ok("config set skus.LAMP-1.landed_cost 9")


def chosen(shell: Shell, line: str = "choose 1") -> dict[str, Any]:
    return json.loads(shell.ok(f"{line} --json").out)


def state(shell: Shell) -> tuple[str, str]:
    told = json.loads(shell.ok("show 1 --json").out)
    return told["decision"], told["mode"]


def last(shell: Shell) -> dict[str, Any]:
    return json.loads(shell.ok("show 1 --json").out)["timeline"][-1]


# --- for scripts ----------------------------------------------------------------------------------------------------


def test_what_scripts_may_rely_on(desk: Shell) -> None:
    found = chosen(desk)
    assert list(found) == [
        "case", "refund", "recommended", "modes", "flip_point", "flip_mode", "flip", "inputs", "missing", "hints",
        "notes", "flags", "buyer_counts", "learnt", "rule", "offer", "learnt_recovery",
    ]  # fmt: skip
    assert found["recommended"] == "seller-address"
    assert found["flip_point"] == {"amount": "7.38", "currency": "GBP"}
    assert {"name": "landed_cost", "value": "9", "from": "sku LAMP-1"} in found["inputs"]
    assert {"name": "handling", "value": "2.00", "from": "shop uk-main"} in found["inputs"]
    assert {"name": "recovery", "value": "0.664", "from": "costs"} in found["inputs"]
    assert {"name": "win_probability", "value": "0", "from": "default"} in found["inputs"]
    assert {"name": "service_returns_goods", "value": True, "from": "shop uk-main"} in found["inputs"]
    assert all(list(mode) == MODE_KEYS for mode in found["modes"])
    assert [(m["mode"], m["cost"] and m["cost"]["amount"]) for m in found["modes"]] == [
        ("seller-address", "23.92"), ("keep", "25.00"), ("local-service", "30.02"), ("partial", None),
    ]  # fmt: skip
    keep, partial = found["modes"][1], found["modes"][3]
    assert keep["terms"][0] == {"name": "refund", "amount": "25.00"}
    assert keep["deadlines"] == [{"duty": "refund", "owner": "platform", "due": "2026-11-26T09:00:00+00:00"}]
    assert (partial["available"], partial["why_not"]) == (False, "no offer is given (--offer) or set (offer)")
    assert state(desk) == ("pending", "undecided")  # looking records nothing


def test_lines_for_a_pipe(desk: Shell) -> None:
    lines = desk.ok("choose 1").out.splitlines()
    assert "recommended\tseller-address" in lines
    assert next(line for line in lines if line.startswith("modes\t")).split("\t")[1:5] == [
        "seller-address", "true", "", "23.92 GBP",
    ]  # fmt: skip


def test_a_new_shop_with_no_figures_is_told_what_to_set(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 25.00 --placed 2026-11-10T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-11-23T10:00")
    found = chosen(shell)
    assert found["recommended"] is None  # the others are only unknown
    assert [m["mode"] for m in found["modes"] if m["available"]] == ["keep"]
    page = shell.ok("choose 1 --format table").out
    assert "cheapest  unknown: seller-address, local-service may cost less" in page
    assert "aftersales config set shops.uk-main.takes_returns true  # or false" in page
    assert "aftersales config set shops.uk-main.costs.service_fee VALUE" in page
    shell.ok(["config", "set", "shops.uk-main.return_address", "1 Dock Road"])
    found = chosen(shell)
    assert (found["recommended"], found["missing"]) == (
        None, ["return_postage", "handling", "recovery", "landed_cost"],
    )  # fmt: skip
    assert found["hints"] == [
        "shops.uk-main.costs.return_postage", "shops.uk-main.costs.handling", "costs.recovery", "costs.landed_cost",
    ]  # fmt: skip
    assert re.search(r"cheapest +unknown$", shell.ok("choose 1 --format table").out, re.MULTILINE)


@pytest.mark.parametrize(
    ("reason", "cost"),
    [("Does not suit me", "21.02"), ("Product is defective or doesn't work", "23.92"), (None, "11.96")],
)
def test_whose_fault_it_is_decides_who_pays(desk: Shell, reason: str | None, cost: str) -> None:
    if reason != "Does not suit me":
        desk.ok("config set costs.ship_back_probability 0.5")
    other = ORDER[:-1] + "2"
    desk.ok(f"order add {other} --amount 25.00 --placed 2026-11-10T10:00 --sku LAMP-1")
    desk.ok(["open", "return", "--order", other, "--at", "2026-11-23T10:00", *(["--reason", reason] if reason else [])])
    found = chosen(desk, "choose 2")
    assert next(m for m in found["modes"] if m["mode"] == "seller-address")["cost"]["amount"] == cost


@pytest.mark.parametrize(
    ("code", "fault", "cost"),
    [("no_longer_needed", "buyer", "21.02"), ("product_defective_uk", "seller", "23.92")],
)
def test_the_code_of_the_reason_decides_and_its_text_is_shown(
    desk: Shell, tmp_path: Path, code: str, fault: str, cost: str
) -> None:
    """25.00, 2.00 to handle it, 5.976 recovered: 21.02; where the seller pays the postage, 2.90 more."""
    row = asked(
        return_reason=f"ecom_order_delivered_refund_and_return_reason_{code}",
        return_reason_text="Không còn nhu cầu",
        refund_amount={"currency": "GBP", "refund_total": "25.00"},
        return_line_items=[{"seller_sku": "LAMP-1"}],
    )
    desk.ok(["import", str(answer(tmp_path / "a.json", row)), "--as-of", "2026-11-24T08:00"])
    found = chosen(desk, "choose 2")
    assert {i["name"]: i["value"] for i in found["inputs"]}.get("fault", fault) == fault
    assert next(m for m in found["modes"] if m["mode"] == "seller-address")["cost"]["amount"] == cost
    assert json.loads(desk.ok("show 2 --json").out)["reason"] == "Không còn nhu cầu"


def test_a_return_of_several_units(desk: Shell) -> None:
    other = ORDER[:-1] + "3"
    desk.ok(f"order add {other} --amount 75.00 --placed 2026-11-10T10:00 --sku LAMP-1 --quantity 3")
    desk.ok(f"open return --order {other} --at 2026-11-23T10:00")
    found = chosen(desk, "choose 2")
    assert {"name": "landed_cost", "value": "27", "from": "sku LAMP-1"} in found["inputs"]
    assert "(3 units together)" in found["flip"]


def test_the_goods_whose_figures_are_missing_are_named(desk: Shell) -> None:
    other = ORDER[:-1] + "4"
    desk.ok(["order", "add", other, "--amount", "9.00", "--placed", "2026-11-10T10:00", "--sku", 'BIG "LAMP"'])
    desk.ok(f"open return --order {other} --at 2026-11-23T10:00")
    key = chosen(desk, "choose 2")["hints"][0]
    desk.ok(f"config set {key} 3")
    assert chosen(desk, "choose 2")["missing"] == []


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("choose 9", 1, "no case 9"),
        ("choose 1 --offer 25.01", 1, "an offer of 25.01 GBP is more than the 25.00 GBP asked for"),
        ("choose 1 --offer lots", 2, "--offer 'lots' is not an amount; write one such as 13.98 (GBP)."),
        ("choose 1 --mode kep", 2, "--mode 'kep' is not known"),
        ("choose 1 --yes", 2, "--yes, --at and --dry-run need --mode or --by-rule."),
        ("choose 1 --mode keep", 2, "there is no terminal for the question; add --yes to record it."),
        ("choose 1 --mode partial --yes", 2, "--mode partial needs an amount: add it with --offer"),
        ("choose 2", 1, "refund: only returns have a mode"),
    ],
)
def test_what_is_refused_leaves_everything_as_it_was(desk: Shell, line: str, code: int, said: str) -> None:
    desk.ok(f"open refund --order {ORDER} --at 2026-11-23T10:00")
    run = desk(line)
    assert (run.code, run.out) == (code, "")
    assert said in run.err
    assert state(desk) == ("pending", "undecided")


def test_a_mistake_in_the_figures_is_told(desk: Shell) -> None:
    config = desk.home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("0.664", "66.4"), encoding="utf-8")
    run = desk("choose 1")
    assert run.code == 1
    assert "[costs]: recovery is 66.4; write a share from 0 to 1, such as 0.66" in run.err


# --- what is recorded -----------------------------------------------------------------------------------------------


def test_the_figures_of_the_moment_are_kept_with_the_decision(desk: Shell) -> None:
    run = json.loads(desk.ok("choose 1 --mode seller-address --yes --json").out)
    assert (run["case"], run["event"], run["changed"]) == (1, "request.approved", True)
    assert state(desk) == ("approved", "seller-address")
    desk.ok("config set costs.recovery 0")  # what is set later does not change what was known then
    choice = last(desk)["data"]["choice"]
    assert choice["recommended"] == "seller-address"
    assert (choice["costs"], choice["currency"]) == (
        {"seller-address": 2392, "keep": 2500, "local-service": 3002},
        "GBP",
    )
    assert {"name": "recovery", "value": "0.664", "from": "costs"} in choice["inputs"]
    desk.ok("ledger check --deep")
    assert desk("choose 1 --mode keep --yes").code == 1
    assert "(approved, seller-address)" in desk.ok("choose 1 --format table").out


def test_a_dry_run_records_nothing(desk: Shell) -> None:
    assert json.loads(desk.ok("choose 1 --mode keep --dry-run --json").out)["dry_run"] is True
    assert state(desk) == ("pending", "undecided")


def test_an_offer_is_recorded_as_one(desk: Shell) -> None:
    desk.ok("config set costs.offer_acceptance 0.6")
    assert chosen(desk, "choose 1 --offer 10")["recommended"] == "partial"
    desk.ok("choose 1 --offer 10 --mode partial --yes")
    assert last(desk)["event"] == "request.offered"
    assert last(desk)["data"]["amount"] == {"amount": "10.00", "currency": "GBP"}
    assert state(desk) == ("offered", "partial")


def test_the_mode_of_an_approved_return_can_still_be_chosen(desk: Shell) -> None:
    desk.ok("approve 1")
    assert state(desk) == ("approved", "undecided")
    desk.ok("choose 1 --mode keep --yes")
    assert state(desk) == ("approved", "keep")
    assert json.loads(desk.ok("due --all --json").out) == []
    assert [d["duty"] for d in json.loads(desk.ok("due --all --owner platform --json").out)] == ["refund"]


def test_the_seller_may_insist_but_not_on_goods_that_nobody_can_sell_again(desk: Shell) -> None:
    desk.ok(["config", "set", "shops.uk-main.return_address", " "])
    run = desk("choose 1 --mode seller-address --yes")
    assert run.code == 1
    assert "has no return address (takes_returns); --force records it anyway" in run.err
    desk.ok("config set skus.LAMP-1.category hygiene")
    run = desk("choose 1 --mode seller-address --yes --force")
    assert run.code == 1
    assert "seller-address: the goods can't be resold (hygiene, sku LAMP-1)" in run.err
    desk.ok("config set skus.LAMP-1.category lamps")
    run = desk.ok("choose 1 --mode seller-address --yes --force")
    assert "seller-address anyway: the shop has no return address" in run.err
    assert last(desk)["data"]["choice"]["forced"] is True


def test_approve_with_a_mode_keeps_the_figures_of_the_moment_too(desk: Shell) -> None:
    run = desk.ok("approve 1 --mode keep")
    assert last(desk)["data"]["choice"]["costs"] == {"keep": 2500, "seller-address": 2392, "local-service": 3002}
    assert "undecided" not in run.err


def test_approve_records_what_was_done_though_the_configuration_lacks_something(desk: Shell) -> None:
    desk.ok(["config", "set", "shops.uk-main.return_address", " "])
    run = desk.ok("approve 1 --mode seller-address")
    assert "seller-address anyway: the shop has no return address" in run.err
    assert state(desk) == ("approved", "seller-address")


def test_approve_sends_no_goods_back_that_nobody_can_sell_again(desk: Shell) -> None:
    desk.ok("config set skus.LAMP-1.category hygiene")
    run = desk("approve 1 --mode seller-address --force")
    assert run.code == 1
    assert "seller-address: the goods can't be resold (hygiene, sku LAMP-1)" in run.err
    assert state(desk) == ("pending", "undecided")


def test_what_bars_a_mode_bars_it_where_no_amount_is_known_too(shell: Shell, tmp_path: Path) -> None:
    shell.ok("init --shop uk-main --market GB")
    row = files.request(**{"Return unit price": "", "Order Amount": "", "Seller SKU": "SOAP-1"})
    shell.ok(["import", str(files.returns(tmp_path / "r.csv", row)), "--as-of", "2026-11-24T08:40"])
    shell.ok("config set skus.SOAP-1.category hygiene")
    run = shell("approve 1 --mode seller-address --force")
    assert run.code == 1
    assert "seller-address: the goods can't be resold (hygiene" in run.err
    assert state(shell)[0] == "pending"


@pytest.mark.parametrize("offer", ["5.005", "0", "0.004"])
def test_an_offer_that_is_set_must_be_an_amount_that_can_be_paid(desk: Shell, offer: str) -> None:
    desk.ok(["config", "set", "costs.offer", offer])
    desk.ok("config set costs.offer_acceptance 0.5")
    partial = next(m for m in chosen(desk)["modes"] if m["mode"] == "partial")
    assert (partial["available"], partial["why_not"]) == (False, f"an offer of {offer} (costs) is not an amount in GBP")


@pytest.mark.parametrize("value", ["01.50", "1.", "1,50"])
def test_a_number_that_toml_does_not_know_is_told_as_one(desk: Shell, value: str) -> None:
    run = desk(["config", "set", "costs.handling", value])
    assert run.code == 1
    assert value in run.err
    assert "by hand" not in run.err


def test_approve_off_a_terminal_leaves_it_undecided_and_says_so(desk: Shell) -> None:
    assert "mode undecided; record it with: aftersales approve 1 --mode MODE" in desk.ok("approve 1").err
    assert state(desk) == ("approved", "undecided")


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 100])
def test_the_page(desk: Shell, width: int, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    desk.terminal = True
    page = desk.ok("choose 1 --format table").out
    golden = HERE / f"choose-{width}.txt"
    if update:
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8")
    assert max(map(len, page.splitlines())) <= width


@pytest.mark.parametrize("width", [24, 40, 200])
def test_the_page_fits_any_terminal(desk: Shell, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    desk.terminal = True
    page = desk.ok("--color never choose 1").out
    assert max(map(len, page.splitlines())) <= width
    assert "23.92 GBP" in page


# --- the question ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["choose 1", "approve 1"])
@pytest.mark.parametrize(
    ("answers", "mode"), [(["s", "y"], "seller-address"), (["k", "y"], "keep"), (["?", "z", "p", "k", "y"], "keep")]
)
def test_the_answer_is_recorded(desk: Shell, typed: Typist, command: str, answers: list[str], mode: str) -> None:
    code, shown = typed(command, answers)
    assert code == 0
    assert "s seller-address 23.92 GBP (cheapest)  k keep 25.00 GBP  l local-service 30.02 GBP" in shown
    assert state(desk) == ("approved", mode)
    assert last(desk)["data"]["choice"]["recommended"] == "seller-address"
    if "?" in answers:
        assert "keep: the refund is due at once; nothing comes back." in shown
        assert "z has no meaning here." in shown
        assert "partial is not available: no offer is given" in shown


@pytest.mark.parametrize("command", ["choose 1", "approve 1", "choose 1 --mode keep"])
@pytest.mark.parametrize("key", ["^C", "^D"])
def test_leaving_leaves_everything_as_it_was(desk: Shell, typed: Typist, command: str, key: str) -> None:
    code, shown = typed(command, [key])
    assert code == 130
    assert "Nothing was recorded." in shown
    assert state(desk) == ("pending", "undecided")


@pytest.mark.parametrize("command", ["choose 1", "approve 1", "choose 1 --mode keep"])
@pytest.mark.parametrize("key", ["", "\x1b"])
def test_going_back_leaves_everything_as_it_was(desk: Shell, typed: Typist, command: str, key: str) -> None:
    assert typed(command, [key])[0] == 0
    assert state(desk) == ("pending", "undecided")


def test_later_is_an_answer(desk: Shell, typed: Typist) -> None:
    assert typed("choose 1", ["u"])[0] == 0
    assert state(desk) == ("pending", "undecided")
    assert typed("approve 1", ["u", ""])[0] == 0
    assert state(desk) == ("pending", "undecided")
    code, shown = typed("approve 1", ["u", "y"])
    assert code == 0
    assert "mode undecided" in shown
    assert state(desk) == ("approved", "undecided")


def test_a_named_mode_is_asked_about_once_more(desk: Shell, typed: Typist) -> None:
    code, shown = typed("choose 1 --mode keep", ["n"])
    assert code == 0
    assert "Record case 1 as keep, expected to cost 25.00 GBP? [y/N]:" in shown
    assert state(desk) == ("pending", "undecided")
    assert typed("choose 1 --mode keep", ["y"])[0] == 0
    assert state(desk) == ("approved", "keep")


@pytest.mark.parametrize(
    "line", ["choose 1 --json", "choose 1 --format tsv", "choose 1 --mode keep --yes", "approve 1 --json"]
)
def test_nothing_is_asked_of_a_script_that_has_a_terminal(desk: Shell, typed: Typist, line: str) -> None:
    code, shown = typed(line, [])
    assert code == 0
    assert "Which mode?" not in shown


def test_nothing_is_asked_about_what_is_settled(desk: Shell, typed: Typist) -> None:
    desk.ok("approve 1 --mode keep")
    assert "Which mode?" not in typed("choose 1", [])[1]


# --- what past returns teach ----------------------------------------------------------------------------------------

POSTAGE = "shops.uk-main.costs.return_postage"
TAKE_OVER = "Use 3.10 as return_postage of shop uk-main? [y/N]:"


@pytest.fixture
def taught(desk: Shell) -> Shell:
    """The same desk, with three returns of October whose postage was 3.10; 2.90 is set. They are cases 2 to 4."""
    fee = [{"currency": "GBP", "seller_paid_return_shipping_fee": "3.10"}]
    rows = [
        files.asked(
            f"403531234567890123{n}",
            "RETURN_OR_REFUND_REQUEST_COMPLETE",
            create_time=files.unix(f"2026-10-0{n} 10:00"),
            updated="2026-11-10 10:00",
            shipping_fee_amount=fee,
        )
        for n in (1, 2, 3)
    ]
    desk.ok(["import", str(files.answer(desk.home / "answer.json", *rows))])
    return desk


def test_it_is_offered_after_the_mode_is_recorded(taught: Shell, typed: Typist) -> None:
    code, shown = typed("choose 1", ["k", "y", "y"])
    assert code == 0
    assert shown.index("approved") < shown.index(TAKE_OVER)
    assert taught.ok(f"config get {POSTAGE}").out == "3.10\n"
    assert state(taught) == ("approved", "keep")
    assert TAKE_OVER not in typed("choose 1", [])[1]  # it is as set now


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "code"), [("n", 0), ("", 0), ("^C", 130), ("^D", 130)])
def test_declining_leaves_the_figure_and_the_mode(taught: Shell, typed: Typist, answer: str, code: int) -> None:
    found, shown = typed("choose 1", ["u", answer])
    assert (found, shown.count("Use 3.10 as")) == (code, 1)
    assert taught.ok(f"config get {POSTAGE}").out == "2.90\n"
    found, shown = typed("choose 1", ["k", "y", answer])
    assert found == code
    assert "Nothing was recorded" not in shown
    assert state(taught) == ("approved", "keep")
    assert typed("choose 1", [answer])[0] == code  # where no mode is asked for, it is the only question
    assert taught.ok(f"config get {POSTAGE}").out == "2.90\n"


@pytest.mark.parametrize(
    ("line", "answers"), [("approve 1", ["k", "y"]), ("choose 1 --mode keep", ["y"]), ("choose 1 --json", [])]
)
def test_it_is_offered_nowhere_else(taught: Shell, typed: Typist, line: str, answers: list[str]) -> None:
    code, shown = typed(line, answers)
    assert code == 0
    assert "Use 3.10 as" not in shown
    assert taught.ok(f"config get {POSTAGE}").out == "2.90\n"


def test_leaving_the_mode_leaves_the_offer_unasked(taught: Shell, typed: Typist) -> None:
    code, shown = typed("choose 1", ["^C"])
    assert code == 130
    assert "Use 3.10 as" not in shown
