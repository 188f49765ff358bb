"""Claims for parcels: opened, handed in, won and lost, and what speaks for one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from transcripts import Shell

PLACED, DELIVERED = "2024-01-20 10:00", "2024-02-01 12:00"
NOW = "2024-02-05T10:00:00+07:00"


@pytest.fixture
def bangkok(shell: Shell) -> Shell:
    """A shop in Thailand with a refund for a parcel that did not come, delivered on 1 February 2024."""
    shell.now = NOW
    shell.ok("init --shop bangkok --market TH")
    shell.ok(["order", "add", "577018131857623958", "--amount", "900", "--placed", PLACED, "--delivered", DELIVERED])
    shell.ok("open refund --order 577018131857623958 --reason 'Package not received' --at 2024-02-02T10:00")
    return shell


def _shown(shell: Shell) -> dict[str, object]:
    shown: dict[str, object] = json.loads(shell.ok("show 1 --json").out)
    return shown


def _due(shell: Shell) -> list[tuple[str, str, str]]:
    lines = json.loads(shell.ok("due --all --json").out)
    return [(line["duty"], line["due"], line["stake"]) for line in lines if line["duty"].startswith("claim")]


def test_a_parcel_of_1_february_can_be_claimed_until_11_march(bangkok: Shell) -> None:
    hint = _shown(bangkok)["claim_hint"]
    assert isinstance(hint, dict)
    assert hint["due"] == "2024-03-11T23:59:59+07:00"
    assert hint["command"] == "aftersales claim 1 --on platform --because not-received"
    assert _due(bangkok) == []  # a claim never opens itself
    run = bangkok.ok(str(hint["command"]))
    assert "hand it in by Mon 11 Mar 2024 23:59:59" in run.err
    assert _due(bangkok) == [("claim", "2024-03-11T23:59:59+07:00", "right")]
    assert _shown(bangkok)["claim_hint"] is None


def test_what_was_recorded_of_the_order_tells_its_requests_too(shell: Shell) -> None:
    shell.now = "2026-11-24T10:00:00-08:00"
    shell.ok("init --shop us --market US")
    shell.ok("order add 577018131857623958 --amount 60 --placed 2026-09-01T10:00 --status awaiting-shipment")
    shell.ok("open refund --order 577018131857623958 --reason 'Package not received' --at 2026-11-23T10:00")
    case = next(c["case"] for c in json.loads(shell.ok("cases --json").out) if c["kind"] == "refund")
    assert json.loads(shell.ok(f"show {case} --json").out)["claim_hint"]["due"] is None
    shell.ok("order dispatched 577018131857623958 --at 2026-09-03T10:00")
    # 90 days: 3 September and 27 are the 30th, 31 of October are 58, 30 of November 88, so 2 December.
    hint = json.loads(shell.ok(f"show {case} --json").out)["claim_hint"]
    assert hint["due"] == "2026-12-02T10:00:00-08:00" and "--since" not in hint["command"]
    first = "went with Upgraded TikTok Shipping, TikTok pays by itself: look in Seller Center first"
    assert f"If it {first}" in " ".join(shell.ok(f"show {case} --format table").out.split())
    assert f"if the parcel {first}" in " ".join(shell.ok(hint["command"]).err.split())
    shell.ok("undo")
    assert "Upgraded" not in shell.ok(f"claim {case} --on carrier --because not-received").err
    shell.ok("undo")
    shell.ok("order delivered 577018131857623958 --at 2026-09-10T10:00")
    # 30 days from 10 September end on 10 October: the request of November is late.
    assert "asked too late" in " ".join(shell.ok(f"show {case} --format table").out.split())
    shell.ok("ledger check --deep")


def test_the_whole_course(bangkok: Shell) -> None:
    bangkok.ok("claim 1 --on platform --because not-received")
    refused = bangkok("claim submit 1")
    assert refused.code == 1 and "proof is missing: tracking or carrier-report" in refused.err
    run = bangkok.ok("claim submit 1 --force")
    assert "Do it in Seller Center too" in run.err
    # Mon 5 Feb 10:00: Tue 6 is 1, Wed 7 2, Thu 8 3, Fri 9 4, Sat 10 5 (it may count).
    assert _due(bangkok) == [("claim-follow-up", "2024-02-10T10:00:00+07:00", "right")]
    too_much = bangkok("claim won 1 --amount 900.01")
    assert too_much.code == 1 and "more than the 900.00 THB that the case is about" in too_much.err
    bangkok.ok("claim won 1 --amount 850")
    assert _due(bangkok) == []
    (row,) = json.loads(bangkok.ok("status --json").out)
    assert row["recovered"] == [{"amount": "850.00", "currency": "THB"}]
    assert row["recovery_lost"] == [{"amount": "50.00", "currency": "THB"}]
    assert row["recovery_pending"] == []
    assert "Claims, appeals and postage: won 850.00 THB; lost 50.00 THB." in bangkok.ok("status --format table").out
    bangkok.ok("undo")
    (row,) = json.loads(bangkok.ok("status --json").out)
    assert row["recovery_pending"] == [{"amount": "900.00", "currency": "THB"}]
    bangkok.ok(["claim", "lost", "1", "--reason", "No proof"])
    (claim,) = json.loads(bangkok.ok("claim list --json").out)
    assert (claim["state"], claim["won"], claim["due"]) == ("lost", None, None)


@pytest.mark.parametrize("because", ["lost", "damaged", "not-received"])
def test_what_is_claimed_from_the_carrier_has_no_time_of_tiktoks(bangkok: Shell, because: str) -> None:
    run = bangkok.ok(f"claim 1 --on carrier --because {because} --since 2024-02-01")
    assert "the carrier's own terms decide until when it can be claimed: ask now" in run.err
    assert "if TikTok arranged the shipping, it is claimed from TikTok: `undo`, then --on platform" in run.err
    assert "TikTok pays this by itself" not in run.err and "11 Mar" not in run.err + run.out
    # The house's own target: Mon 5 Feb 10:00 + 3 days.
    assert _due(bangkok) == [("claim-follow-up", "2024-02-08T10:00:00+07:00", "house")]
    assert "the terms of a carrier of your own decide" in " ".join(bangkok.ok("explain 1").out.split())
    assert bangkok("claim submit 1 --force").code == 0


def test_what_tiktok_pays_by_itself_is_waited_for(bangkok: Shell) -> None:
    bangkok.ok("claim 1 --on platform --because lost --since 2024-02-01")
    refused = bangkok("claim submit 1")
    # Thu 1 Feb: Fri 2 is 1, Sat 3 2 (it may count), Mon 5 3, Tue 6 4, Wed 7 5.
    assert refused.code == 1 and "you can claim from Wed 7 Feb 2024 23:59:59" in refused.err
    assert _due(bangkok) == [("claim", "2024-03-11T23:59:59+07:00", "right")]
    assert bangkok("claim submit 1 --force").code == 0


def test_a_window_that_is_over_is_said(bangkok: Shell) -> None:
    bangkok.now = "2024-03-12T00:00:00+07:00"
    assert _shown(bangkok)["claim_hint"] is None
    refused = bangkok("claim 1 --on platform --because not-received")
    assert refused.code == 1 and "it could be claimed until Mon 11 Mar 2024 23:59:59" in refused.err
    assert bangkok("claim 1 --on platform --because not-received --force").code == 0


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("claim 1 --on bank --because lost", 2, "--on 'bank' is not known; it takes carrier, platform."),
        ("claim 1 --on carrier --because stolen", 2, "it takes lost, damaged, not-received."),
        ("claim 1 --on carrier --because lost --parcel both", 2, "it takes outbound, return."),
        ("claim 1 --on carrier --because lost --since 2025-01-01", 2, "is in the future"),
        ("claim 7 --on carrier --because lost", 1, "no case 7"),
        ("claim opne 1", 2, "no such command 'claim opne'"),
        ("claim submit 1", 1, "no claim is open; open one with `claim`"),
        ("claim won 1 --amount 5", 1, "no claim waits for an answer"),
        ("claim 1 --on carrier --because lost --amount 0", 2, "--amount '0' is invalid"),
        ("ruled 1 --for seller --amount 5", 1, "no dispute is in progress"),
    ],
)
def test_what_can_t_be_is_refused_and_nothing_written(bangkok: Shell, line: str, code: int, words: str) -> None:
    before = bangkok.ok("log --json").out
    run = bangkok(line)
    assert (run.code, run.out) == (code, "")
    assert words in run.err
    assert bangkok.ok("log --json").out == before


def test_returns_of_buyers_are_excluded_in_the_us(shell: Shell) -> None:
    shell.now = "2026-11-30T10:00:00-08:00"
    shell.ok("init --shop us --market US")
    shell.ok("order add 577018131857623958 --amount 50 --placed 2026-11-01T10:00 --delivered 2026-11-10T10:00")
    shell.ok("open return --order 577018131857623958 --at 2026-11-15T10:00")
    shell.ok("approve 1 --mode seller-address --at 2026-11-15T11:00")
    shell.ok("shipped 1 --at 2026-11-20T10:00")
    shell.ok("lost 1 --at 2026-11-27T10:00")
    assert _shown(shell)["claim_hint"] is None
    refused = shell("claim 1 --on platform --because lost")
    assert refused.code == 1 and "the buyer's return can't be claimed from TikTok in the market US" in refused.err
    unknown = shell("claim 1 --on platform --because lost --parcel outbound")
    assert unknown.code == 1 and "say it with --since WHEN" in unknown.err
    assert "--force" not in refused.err and "for a carrier of your own --on carrier" in refused.err
    shell.ok("claim 1 --on carrier --because lost")  # of which the seller's contract decides
    shell.ok("undo")
    shell.ok("claim 1 --on platform --because lost --parcel outbound --since 2026-11-03")
    assert _due(shell) == [("claim", "2027-02-01T00:00:00-08:00", "right")]


def test_where_no_rule_is_known_nothing_is_invented(shell: Shell) -> None:
    shell.ok("init --shop uk --market GB")
    shell.ok("order add 577018131857623958 --amount 50 --placed 2026-11-01T10:00 --delivered 2026-11-10T10:00")
    shell.ok("open refund --order 577018131857623958 --reason 'Package not received' --at 2026-11-23T10:00")
    hint = _shown(shell)["claim_hint"]
    assert isinstance(hint, dict) and (hint["on"], hint["due"], hint["rule"]) == ("carrier", None, None)
    run = shell.ok("claim 1 --on carrier --because not-received")
    assert "the carrier's own terms decide until when it can be claimed" in run.err
    assert "if TikTok arranged the shipping" not in run.err  # no rule of GB's gives a time for that
    assert _due(shell) == [("claim-follow-up", "2026-11-27T09:00:00+00:00", "house")]
    assert "Seller Center" not in shell.ok("claim submit 1 --force").err  # the carrier is no matter of TikTok's


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("--amount 900.01", "900.01 THB is more than the 900.00 THB that the case is about"),
        ("--since 2024-01-19", "--since is before the order was placed, on Sat 20 Jan 2024 10:00"),
        ("--parcel return --since 2024-02-03", "no parcel of the buyer's is on its way back"),
    ],
)
def test_what_seems_wrong_is_recorded_only_by_force(bangkok: Shell, more: str, words: str) -> None:
    refused = bangkok(f"claim 1 --on carrier --because lost {more}")
    assert (refused.code, refused.out) == (1, "") and words in refused.err
    forced = bangkok.ok(f"claim 1 --on carrier --because lost {more} --force")
    assert words in forced.err


def test_the_day_on_which_the_order_was_placed_is_no_mistake(bangkok: Shell) -> None:
    assert bangkok("claim 1 --on carrier --because lost --since 2024-01-20").code == 0


@pytest.fixture
def paid_by_itself(bangkok: Shell) -> Shell:
    """The same, with 400 of the 900 paid by TikTok itself as its export shows."""
    with closing(sqlite3.connect(bangkok.home / "data/aftersales/ledger.db")) as ledger, ledger:
        ledger.execute("UPDATE cases SET compensation = 40000, compensation_currency = 'THB' WHERE id = 1")
    return bangkok


def test_only_what_tiktok_did_not_pay_by_itself_is_claimed(paid_by_itself: Shell) -> None:
    refused = paid_by_itself("claim 1 --on platform --because not-received --amount 500.01")
    assert refused.code == 1
    assert "TikTok's data show that it has paid 400.00 THB by itself; with the 500.01 THB of this claim" in refused.err
    paid_by_itself.ok("claim 1 --on platform --because not-received")
    (claim,) = json.loads(paid_by_itself.ok("claim list --json").out)
    assert claim["asked"] == {"amount": "500.00", "currency": "THB"}


@pytest.mark.parametrize(
    ("on", "most"),
    [("carrier", "500.00"), ("platform", "900.00")],  # what TikTok shows may be what the claim on it brought
)
def test_what_it_paid_and_a_claim_never_bring_more_than_was_lost(paid_by_itself: Shell, on: str, most: str) -> None:
    paid_by_itself.ok(f"claim 1 --on {on} --because not-received")
    over = f"{float(most) + 0.01:.2f}"
    assert paid_by_itself(f"claim won 1 --amount {over}").code == 1
    assert paid_by_itself(f"claim won 1 --amount {most}").code == 0


@pytest.mark.parametrize("on", ["carrier", "platform"])
def test_what_was_won_in_full_is_claimed_no_more(bangkok: Shell, on: str) -> None:
    for line in ("claim 1 --on platform --because not-received", "claim won 1 --amount 900"):
        bangkok.ok(line)
    for amount in ("", " --amount 1"):
        refused = bangkok(f"claim 1 --on {on} --because not-received{amount}")
        assert (refused.code, refused.out) == (1, "")
        assert "900.00 THB has come back already, so nothing of the 900.00 THB is left to claim" in refused.err
    assert _due(bangkok) == []
    forced = bangkok.ok(f"claim 1 --on {on} --because not-received --force")
    assert "nothing of the 900.00 THB is left to claim" in forced.err


def test_a_second_claim_is_for_what_is_still_out(bangkok: Shell) -> None:
    for line in ("claim 1 --on carrier --because lost", "claim won 1 --amount 300"):
        bangkok.ok(line)
    refused = bangkok("claim 1 --on platform --because not-received --amount 600.01")
    assert refused.code == 1 and "300.00 THB has come back already; with the 600.01 THB of this claim" in refused.err
    bangkok.ok("claim 1 --on platform --because not-received")
    (claim,) = json.loads(bangkok.ok("claim list --json").out)
    assert claim["asked"] == {"amount": "600.00", "currency": "THB"}
    bangkok.ok("claim lost 1")
    bangkok.ok("claim 1 --on platform --because not-received")  # what was refused is out as before
    bangkok.ok("claim won 1 --amount 600")
    assert bangkok("claim 1 --on platform --because not-received").code == 1


@pytest.mark.parametrize(
    ("on", "left"),
    # TikTok paid 400 of the 900 by itself. What a claim on it brought may be in these 400; the carrier's comes beside.
    [("platform", "500.00"), ("carrier", "200.00")],
)
def test_what_tiktok_shows_as_paid_is_not_taken_off_twice(paid_by_itself: Shell, on: str, left: str) -> None:
    for line in (f"claim 1 --on {on} --because not-received", "claim won 1 --amount 300"):
        paid_by_itself.ok(line)
    paid_by_itself.ok("claim 1 --on platform --because not-received")
    (claim,) = json.loads(paid_by_itself.ok("claim list --json").out)
    assert claim["asked"] == {"amount": left, "currency": "THB"}


def test_a_claim_on_tiktok_and_one_on_the_carrier_bring_the_whole(paid_by_itself: Shell) -> None:
    for on, amount in (("platform", 400), ("carrier", 500)):  # the 400 of the claim are those that its data show
        paid_by_itself.ok(f"claim 1 --on {on} --because lost --since 2024-02-01 --amount {amount}")
        paid_by_itself.ok(f"claim won 1 --amount {amount}")
    assert paid_by_itself("claim 1 --on carrier --because lost").code == 1


def test_nothing_is_hinted_where_tiktok_paid_all_of_it(bangkok: Shell) -> None:
    with closing(sqlite3.connect(bangkok.home / "data/aftersales/ledger.db")) as ledger, ledger:
        ledger.execute("UPDATE cases SET compensation = 90000, compensation_currency = 'THB' WHERE id = 1")
    assert _shown(bangkok)["claim_hint"] is None
    refused = bangkok("claim 1 --on platform --because not-received")
    assert refused.code == 1 and "TikTok's data show that it has paid 900.00 THB by itself" in refused.err


def test_a_ruling_for_more_than_was_lost_is_recorded_only_by_force(shell: Shell) -> None:
    shell.ok("init --shop uk --market GB")
    shell.ok("order add 577018131857623958 --amount 50 --placed 2026-11-01T10:00 --delivered 2026-11-10T10:00")
    shell.ok("open return --order 577018131857623958 --at 2026-11-20T10:00")
    shell.ok("reject 1 --reason x --at 2026-11-20T11:00 --force")
    shell.ok("dispute 1 --at 2026-11-20T12:00")
    shell.ok("ruled 1 --for buyer --at 2026-11-21T12:00")
    shell.ok("refund 1 --at 2026-11-21T13:00")
    shell.ok("appeal 1 --force --at 2026-11-22T12:00")
    refused = shell("ruled 1 --for seller --amount 50.01")
    assert refused.code == 1 and "Use --force if it is right" in refused.err
    assert shell("ruled 1 --for seller --amount 50.01 --force").code == 0


def test_an_order_that_does_not_come_speaks_for_a_claim_once_the_carrier_was_asked(shell: Shell) -> None:
    shell.now = "2026-11-30T10:00:00+07:00"
    shell.ok("init --shop bangkok --market TH")
    shell.ok("order add 577018131857623958 --amount 900 --placed 2026-11-01T10:00 --status in-transit")
    shell.ok("order collected 1 --at 2026-11-03T10:00")
    assert _shown(shell)["claim_hint"] is None
    shell.ok("done 1 --at 2026-11-20T10:00")
    hint = _shown(shell)["claim_hint"]
    assert isinstance(hint, dict)
    assert (hint["because"], hint["parcel"], hint["due"]) == ("lost", "outbound", "2026-12-12T23:59:59+07:00")
    said = "the parcel has not come, as far as is known; if it is lost: you can claim it until Sat 12 Dec 2026 23:59:59"
    assert said in " ".join(shell.ok("show 1 --format table").out.split())
    shell.ok(str(hint["command"]))
    assert _due(shell) == [("claim", "2026-12-12T23:59:59+07:00", "right")]
