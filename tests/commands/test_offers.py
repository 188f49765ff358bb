"""`offer`: a part of the money is offered, and what each answer to it does."""

from __future__ import annotations

import json
from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("offer 1", 2, "--amount"),
        ("offer 1 --amount lots", 2, "--amount 'lots' is not an amount"),
        ("offer 1 --amount 49.01", 1, "an offer of 49.01 GBP is more than the 49.00 GBP asked for"),
        ("offer 9 --amount 1", 1, "no case 9"),
        ("offer 5 --amount 1", 1, "replacement"),
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
