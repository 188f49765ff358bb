"""The sample data end to end: imported as demo.toml says, each request is due when its maker worked out by hand."""

from __future__ import annotations

import json
import tomllib

import pytest

from importing.files import Seller
from samples.make_samples import EXPECTED, NEXT_DAY_EXPECTED, TH_EXPECTED, TH_ORDERS, TH_RETURNS
from transcripts import SAMPLES, Shell, prepared

DEMO = tomllib.loads((SAMPLES / "demo.toml").read_text(encoding="utf-8"))


@prepared
def imported(shell: Shell) -> None:
    """The demo's three shops with everything imported, at the demo's own instant."""
    shell.now = DEMO["now"]
    for shop in DEMO["shop"]:
        shell.ok(f"init --shop {shop['name']} --market {shop['market']}")
    for step in DEMO["import"]:
        shell.ok(f"import {SAMPLES / step['file']} --shop {step['shop']} --as-of {step['as_of']}")


@pytest.fixture
def morning(imported: Shell) -> Seller:
    return Seller(imported, None)


def by_ref(seller: Seller, duties: set[str], shop: str = "uk-main") -> dict[str, dict[str, str]]:
    """duty, due and source of each line of these duties, by the platform's number; there is one line per number."""
    lines = [line for line in seller.due("--owner", "seller", "--shop", shop) if line["duty"] in duties]
    found = {line["ref"]: {"duty": line["duty"], "due": line["due"], "source": line["source"]} for line in lines}
    assert len(found) == len(lines)
    return found


@pytest.mark.parametrize("ref", sorted(EXPECTED | TH_EXPECTED))
def test_each_request_is_due_when_worked_out(morning: Seller, ref: str) -> None:
    told = dict((EXPECTED | TH_EXPECTED)[ref])
    (line,) = [line for line in morning.due() if line["ref"] == ref and line["owner"] == "seller"]
    computed = told.pop("computed_due", None)
    assert {name: line[name] for name in told} == told
    if computed is not None:
        clocks = json.loads(morning.run("explain", ref, "--json").out)
        assert [(c["computed_due"], c["stamped_due"]) for c in clocks if c["holds"]] == [(computed, told["due"])]


def test_nothing_else_must_be_answered_or_received(morning: Seller) -> None:
    duties = {"respond", "confirm-receipt", "refund", "appeal"}
    assert set(by_ref(morning, duties)) == set(EXPECTED)
    assert set(by_ref(morning, duties, "th-shop")) == set(TH_EXPECTED)


def test_what_the_third_shop_asks_for_is_of_its_own_kind(morning: Seller) -> None:
    kinds = {line["ref"]: line["kind"] for line in morning.due("--shop", "th-shop") if line["duty"] == "respond"}
    assert kinds == {row.ref: row.type.lower() for row in TH_RETURNS if row.due}


def test_an_order_of_an_unknown_status_or_time_is_to_be_looked_up_today(morning: Seller) -> None:
    """T1 is of an unknown status, T2 a pre-order without its days; T1 and T3 have two working days from Monday."""
    order_of = {row.id: row.key for row in TH_ORDERS}
    lines = [line for line in morning.due("--shop", "th-shop") if line["kind"] == "delivery"]
    assert {(order_of[line["order"]], line["duty"], line["due"]) for line in lines if line["owner"] == "seller"} == {
        ("T1", "check", "2026-11-24T23:59:59+07:00"),
        ("T1", "dispatch", "2026-11-25T23:59:59+07:00"),
        ("T2", "check", "2026-11-24T23:59:59+07:00"),
        ("T3", "dispatch", "2026-11-25T23:59:59+07:00"),
    }
    flagged = {order_of[line["order"]] for line in lines if "unknown-status" in line["flags"]}
    assert flagged == {"T1"}


def test_a_withdrawn_request_is_no_refund_though_its_status_says_completed(morning: Seller) -> None:
    (withdrawn,) = (row for row in TH_RETURNS if not row.due)
    (case,) = (case for case in morning.cases() if case["ref"] == withdrawn.ref)
    assert (case["decision"], case["money"], case["open"]) == ("pending", "none", False)
    names = [event["event"] for event in morning.show(withdrawn.ref)["timeline"]]
    assert names == ["request.opened", "request.withdrawn", "case.closed"]
    assert not [line for line in morning.due("--all") if line["ref"] == withdrawn.ref]


def test_what_is_in_mid_course_or_unknown_is_to_be_looked_up(morning: Seller) -> None:
    checks = [line for line in morning.due() if line["duty"] == "check"]
    assert {line["band"] for line in checks} == {"today"}
    assert {"4035317573888991389", "4035336852815989805"} <= {line["ref"] for line in checks}  # R18, R11


def test_again_nothing_changes(morning: Seller) -> None:
    before = morning.dump()
    for step in DEMO["import"]:
        (said,) = morning.take(SAMPLES / step["file"], "--shop", step["shop"], "--as-of", step["as_of"])
        assert (said["new"], said["changed"], said["rejected"]) == (0, 0, 0)
    assert morning.dump() == before
    assert morning.run("ledger", "check").code == 0


def test_the_next_day(morning: Seller) -> None:
    """R01 was approved by the platform, R02 refunded and R03 approved by the seller, R11 is on its way, two are new."""
    run = morning.run("approve", "4035321299807543392", "--mode", "seller-address")  # R03
    assert run.code == 0
    now = "2026-11-25T09:00:00+00:00"
    (said,) = morning.take(
        SAMPLES / "returns-next-day.csv", "--shop", "uk-main", "--as-of", "2026-11-25T08:10", now=now
    )
    assert (said["new"], said["rejected"]) == (2, 0)
    lines = {line["ref"]: line for line in morning.due(now=now) if line["owner"] == "seller"}
    for ref, told in NEXT_DAY_EXPECTED.items():
        assert (lines[ref]["duty"], lines[ref]["due"]) == (told["duty"], told["due"])
    gone = {"4035336749790059633", "4035349180493328245", "4035321299807543392"}
    assert not gone & set(lines)
    closed = {c["ref"]: c for c in morning.cases() if not c["open"]}
    assert gone - set(closed) == {"4035321299807543392"}
    parcel = lines["4035336852815989805"]  # R11: somewhere between the two exports
    assert (parcel["duty"], parcel["due"], parcel["flags"]) == (
        "confirm-receipt",
        "2026-12-02T08:40:00+00:00",
        ["inferred"],
    )


def test_the_demo_shows_the_same(morning: Seller) -> None:
    run = morning.shell("demo --json")
    assert run.code == 0
    shown = {(line["ref"], line["duty"], line["due"]) for line in json.loads(run.out)}
    within = json.loads(morning.run("due", "--json").out)
    assert shown == {(line["ref"], line["duty"], line["due"]) for line in within}
