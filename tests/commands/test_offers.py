"""`offer`: a part of the money is offered, and what each answer to it does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importing import files
from terminals import at_terminal
from transcripts import Shell, prepared

ORDER = "577000000000000001"
KINDS = ("return", "refund", "exchange", "reshipment")


@prepared
def desk(shell: Shell) -> None:
    """Four requests of the order of 49.00 (1 return, 2 refund, 3 exchange, 4 reshipment), asked for yesterday."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 49.00 --placed 2026-11-10T10:00 --product Lamp")
    for kind in KINDS:
        shell.ok(f"open {kind} --order {ORDER} --at 2026-11-23T10:00")


def _duties(shell: Shell, case: int) -> list[tuple[str, str, str]]:
    due = json.loads(shell.ok("due --all --owner any --json").out)
    return [(a["duty"], a["owner"], a["due"]) for a in due if a["case"] == case]


def _compared(shell: Shell) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shell.ok("choose 1 --json").out)
    return found


@pytest.mark.parametrize("case", [1, 2, 3, 4])
def test_an_offer_is_recorded_for_every_kind_that_can_be_divided(desk: Shell, case: int) -> None:
    run = json.loads(desk.ok(f"offer {case} --amount 15 --json").out)
    assert (run["event"], run["changed"]) == ("request.offered", True)
    assert "partial refund offered: 15.00 GBP" in desk.ok(f"show {case} --format table").out
    assert [duty for duty, *_ in _duties(desk, case)] == ["follow-up"]


def test_a_refund_approved_in_full_after_an_offer_has_no_mode_to_decide(desk: Shell) -> None:
    desk.ok("offer 2 --amount 15")
    desk.ok("approve 2")
    assert "undecided" not in desk.ok("show 2 --format table").out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("offer 1", 2, "--amount"),
        ("offer 1 --amount lots", 2, "--amount 'lots' is not an amount"),
        ("offer 1 --amount 49.01", 1, "an offer of 49.01 GBP is more than the 49.00 GBP asked for"),
        ("offer 1 --amount 49", 1, "49.00 GBP is all that was asked for, not a part; approve it instead"),
        ("choose 1 --offer 49", 1, "case 1: 49.00 GBP is all that was asked for, not a part; approve it instead"),
        ("draft 1 offer --amount 49", 2, "49.00 GBP is all that was asked for, not a part; approve it instead"),
        ("offer 9 --amount 1", 1, "no case 9"),
        ("offer 5 --amount 1", 1, "replacement"),
        ("offer 1 2 5 --amount 1", 1, "1 of 3 cases refuse it; nothing was recorded."),
        ("offer 1 2 9 --amount 1", 1, "no case 9"),
        ("offer 1 2 --amount 50", 1, "2 of 2 cases refuse it; nothing was recorded."),
        ("offer 1 2 --amount -5", 2, "--amount '-5' is invalid: write more than zero"),
        ("offer 1 --amount 5.005", 2, "--amount '5.005' is invalid: write more than zero, with at most 2 decimals"),
        ("offer 1 --amount '5 USD'", 2, "is in USD, and the amount is in GBP here"),
        ("offer 1 --amount nan", 2, "--amount 'nan' is not an amount"),
        ("approve 1 2 --mode keep", 1, "case 2: --mode is for returns, not for this refund"),
        ("approve 2 1 --mode partial --amount 50", 1, "2 of 2 cases refuse it"),
        ("approve 2 9", 1, "no case 9"),
        ("reject 2 9 --reason no --force", 1, "no case 9"),
        ("reject 2 1 --reason ' ' --force", 2, "--reason is empty."),
        ("draft 1 offer --amount 50", 2, "an offer of 50.00 GBP is more than the 49.00 GBP asked for"),
        ("draft 1 offer --amount -5", 2, "--amount '-5' is invalid"),
    ],
)
def test_what_is_refused_leaves_everything_as_it_was(desk: Shell, line: str, code: int, said: str) -> None:
    desk.ok(f"open replacement --order {ORDER} --at 2026-11-23T10:00")
    before = desk.ok("due --all --owner any --json").out
    run = desk(line)
    assert run.code == code
    assert said in run.err
    assert desk.ok("due --all --owner any --json").out == before


@pytest.mark.parametrize(
    ("line", "case", "duties"),
    [
        # Recorded Tue 24 Nov 10:00: five days to ship; 48 hours for the money; two working days to send.
        ("approve 1", 1, [("ship-back", "buyer", "2026-11-29T10:00:00+00:00")]),
        ("approve 1 --mode seller-address", 1, [("ship-back", "buyer", "2026-11-29T10:00:00+00:00")]),
        ("approve 1 --mode keep", 1, [("refund", "platform", "2026-11-26T10:00:00+00:00")]),
        ("choose 1 --mode keep --yes", 1, [("refund", "platform", "2026-11-26T10:00:00+00:00")]),
        ("approve 2", 2, [("refund", "platform", "2026-11-26T10:00:00+00:00")]),
        ("approve 3", 3, [("replace", "seller", "2026-11-26T23:59:59+00:00")]),
        ("approve 4", 4, [("replace", "seller", "2026-11-26T23:59:59+00:00")]),
        ("accepted 1", 1, [("refund", "platform", "2026-11-26T10:00:00+00:00")]),
        ("declined 1", 1, [("respond", "seller", "2026-11-26T10:00:00+00:00")]),
        ("withdrawn 1", 1, []),
    ],
)
def test_the_look_at_an_offer_ends_with_every_answer(
    desk: Shell, line: str, case: int, duties: list[tuple[str, str, str]]
) -> None:
    desk.ok(f"offer {case} --amount 15 --at 2026-11-24T08:00")
    desk.now = "2026-11-24T10:00:00+00:00"
    desk.ok(line)
    assert _duties(desk, case) == duties


@pytest.mark.parametrize("line", ["approve 1 --mode keep", "approve 2"])
def test_what_is_approved_after_an_offer_is_owed_in_full(desk: Shell, line: str) -> None:
    case = int(line.split()[1])
    desk.ok(f"offer {case} --amount 15 --at 2026-11-24T08:00")
    desk.ok(line)
    due = json.loads(desk.ok("due --all --owner any --json").out)
    assert [a["at_risk"]["amount"] for a in due if a["case"] == case] == ["49.00"]


def test_what_choose_says_while_an_offer_stands(desk: Shell) -> None:
    assert _compared(desk)["offer"] is None
    desk.ok("offer 1 --amount 15 --at 2026-11-24T08:00")
    desk.now = "2026-11-24T10:00:00+00:00"
    found = _compared(desk)
    assert found["recommended"] is None
    assert found["offer"] == {
        "amount": {"amount": "15.00", "currency": "GBP"},
        "since": "2026-11-24T08:00:00+00:00",
        "accepted": [{"duty": "refund", "owner": "platform", "due": "2026-11-26T10:00:00+00:00"}],
        "declined": [{"duty": "respond", "owner": "seller", "due": "2026-11-26T10:00:00+00:00"}],
        "silence": {"duty": "follow-up", "owner": "seller", "due": "2026-11-27T08:00:00+00:00"},
    }
    page = " ".join(desk.ok("choose 1 --format table").out.split())
    assert "Your offer stands offered 15.00 GBP, on Tue 24 Nov 2026 08:00 GMT; the buyer has not answered" in page
    assert "accepted TikTok pays 15.00 GBP by Thu 26 Nov 2026 10:00 GMT" in page
    assert "declined you answer the request again, by Thu 26 Nov 2026 10:00 GMT" in page
    assert "no source gives the buyer's time; look again by Fri 27 Nov 2026 08:00 GMT (your own target)" in page
    assert "cheapest" not in page
    assert "no offer is given" not in page
    desk.ok("declined 1")
    assert _compared(desk)["offer"] is None
    assert "cheapest" in desk.ok("choose 1 --format table").out


@pytest.mark.parametrize(
    ("case", "kind", "approved", "pays"),
    [
        # As above: recorded Tue 24 Nov 10:00, the platform pays within 48 hours, the seller sends in two working days.
        (2, "refund", "approved TikTok pays 49.00 GBP by Thu 26 Nov 2026 10:00 GMT", True),
        (3, "exchange", "approved replace by Thu 26 Nov 2026 23:59:59 GMT", False),
        (4, "reshipment", "approved replace by Thu 26 Nov 2026 23:59:59 GMT", False),
    ],
)
def test_what_choose_says_of_an_offer_where_there_are_no_modes(
    desk: Shell, case: int, kind: str, approved: str, pays: bool
) -> None:
    assert f"answer it with `aftersales approve {case}`" in desk(f"choose {case}").err.lower()
    desk.ok(f"offer {case} --amount 15 --at 2026-11-24T08:00")
    desk.now = "2026-11-24T10:00:00+00:00"
    page = " ".join(desk.ok(f"choose {case} --format table").out.split())
    assert f"Case {case}: {kind} of 49.00 GBP, order {ORDER}" in page
    assert "Your offer stands offered 15.00 GBP, on Tue 24 Nov 2026 08:00 GMT; the buyer has not answered" in page
    assert ("accepted TikTok pays 15.00 GBP by Thu 26 Nov 2026 10:00 GMT" in page) is pays
    assert "declined you answer the request again, by" in page
    assert "no answer no source gives the buyer's time; look again by Fri 27 Nov 2026 08:00 GMT" in page
    assert approved in page
    assert f"aftersales approve {case} # if you approve it instead" in page
    assert "No modes are compared: only returns have a mode." in page
    found = json.loads(desk.ok(f"choose {case} --json").out)
    assert list(found) == list(_compared(desk))  # the same fields as of a return
    assert (found["modes"], found["recommended"]) == ([], None)
    assert found["offer"]["silence"] == {"duty": "follow-up", "owner": "seller", "due": "2026-11-27T08:00:00+00:00"}
    run = desk(f"choose {case} --mode keep --yes")
    assert run.code == 1
    assert f"record the buyer's answer with `aftersales accepted {case}` or `aftersales declined {case}`" in run.err
    desk.ok(f"approve {case}")
    assert desk(f"choose {case}").err.endswith("only returns have a mode.\n")  # nothing is to be answered any more


def test_an_offer_is_told_where_no_amount_is_known(shell: Shell, tmp_path: Path) -> None:
    shell.ok("init --shop uk-main --market GB")
    row = files.request(**{"Return unit price": "", "Order Amount": ""})
    shell.ok(["import", str(files.returns(tmp_path / "r.csv", row)), "--as-of", "2026-11-24T08:40"])
    shell.ok("offer 1 --amount 5")
    page = " ".join(shell.ok("choose 1 --format table").out.split())
    assert "Your offer stands offered 5.00 GBP" in page
    assert "aftersales approve 1 --mode MODE # if you approve it instead" in page
    assert "No modes are compared: neither the refund asked for nor the order's amount is known" in page


def test_an_approval_ends_the_time_that_a_rule_gives_the_buyer(shell: Shell) -> None:
    shell.ok("init --shop th --market TH")
    shell.ok(f"order add {ORDER} --amount 490 --placed 2026-11-10T10:00")
    shell.ok(f"open refund --order {ORDER} --at 2026-11-23T10:00")
    shell.ok("offer 1 --amount 100 --at 2026-11-23T18:00")
    assert "answer-offer" in [duty for duty, *_ in _duties(shell, 1)]
    shell.ok("approve 1 --at 2026-11-23T19:00")
    assert _duties(shell, 1) == []  # no rule of this market says when an approved refund is paid


def test_the_amount_of_an_offer_is_asked_for_on_a_terminal(desk: Shell) -> None:
    run = desk("choose 1 --mode partial --yes")
    assert (run.code, run.out) == (2, "")
    assert "--mode partial needs an amount: add it with --offer, such as --offer 5.00." in run.err
    child = at_terminal(["choose", "1", "--mode", "partial"], 100, 60, 30, AFTERSALES_NOW=desk.now)
    for typed, said in (("lots", "'lots' is not an amount"), ("50", "is more than the 49.00 GBP asked for")):
        child.expect_exact("Offer how much of the 49.00 GBP asked for (empty: back):")
        child.sendline(typed)
        child.expect_exact(said)
    child.expect_exact("(empty: back):")
    child.sendline("15")
    child.expect_exact("Record case 1 as partial?")
    child.sendline("y")
    child.read()
    child.close()
    assert child.exitstatus == 0
    assert "partial refund offered: 15.00 GBP" in desk.ok("show 1 --format table").out


def test_the_time_that_a_rule_gives_the_buyer_is_told(shell: Shell) -> None:
    shell.ok("init --shop th --market TH")
    shell.ok(f"order add {ORDER} --amount 490 --placed 2026-11-10T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-11-23T10:00")
    shell.ok("offer 1 --amount 100 --at 2026-11-23T18:00")
    page = " ".join(shell.ok("choose 1 --format table").out.split())
    assert "the buyer has until Tue 24 Nov 2026 18:00 Bangkok; then the request is yours to answer again" in page
    shell.now = "2026-11-24T13:00:00+00:00"  # 20:00 in Bangkok, two hours after the buyer's time
    page = " ".join(shell.ok("choose 1 --format table").out.split())
    assert "the buyer's time is over; you answer the request again, by Wed 25 Nov 2026 18:00 Bangkok" in page


def test_no_mode_is_asked_for_while_an_offer_stands(desk: Shell) -> None:
    desk.ok("offer 1 --amount 15")
    child = at_terminal(["choose", "1"], 100, 60, 30, AFTERSALES_NOW=desk.now)
    child.expect("Your offer stands")
    child.expect_exact("aftersales accepted 1")
    child.expect("Worth setting")
    child.read()
    child.close()
    assert child.exitstatus == 0
    assert json.loads(desk.ok("show 1 --json").out)["decision"] == "offered"


def test_triage_calls_no_mode_the_cheapest_while_an_offer_stands(desk: Shell) -> None:
    for before, shown in (("note 1 --text x", True), ("offer 1 --amount 15", False)):
        desk.ok(before)
        child = at_terminal(
            ["triage", "--all", "--kind", "return", "--stake", "money,house"], 100, 60, 30, AFTERSALES_NOW=desk.now
        )
        child.expect_exact("q quit")
        page = child.before
        child.send("q")
        child.read()
        child.close()
        assert "case 1: return" in page
        assert ("cheapest" in page) is shown
