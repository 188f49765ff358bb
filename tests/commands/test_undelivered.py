"""Orders that come back undelivered, recorded by hand: opened, followed, refused and undone."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from transcripts import ROOT, Shell, prepared

SENT, WAITING, ARRIVED = "577018131857623958", "577018131857623959", "577018131857623960"


@prepared
def bangkok(shell: Shell) -> None:
    """A shop in Thailand with an order under way, one not sent yet, and one that arrived."""
    shell.now = "2026-11-24T14:00:00+07:00"
    shell.ok("init --shop bangkok --market TH")
    placed = "--amount 900 --placed 2026-11-16T10:00"
    shell.ok(f"order add {SENT} {placed} --status in-transit --sku LAMP --quantity 1")
    shell.ok(f"order add {WAITING} {placed} --status awaiting-shipment")
    shell.ok(f"order add {ARRIVED} {placed} --delivered 2026-11-20T10:00")


def due(shell: Shell) -> list[tuple[int, str, str, str]]:
    lines = json.loads(shell.ok("due --all --kind returned-to-sender --json").out)
    return [(line["case"], line["duty"], line["due"], line["next"]) for line in lines]


def ledger(shell: Shell) -> tuple[str, str]:
    return shell.ok("cases --json").out, shell.ok("due --all --json").out


def test_from_the_failed_delivery_to_the_shelf(bangkok: Shell) -> None:
    run = bangkok.ok(["order", "returned", SENT, "--reason", "Address not found", "--at", "2026-11-24T13:00"])
    case = int(run.out)
    # Tue 24 Nov 13:00 and seven calendar days.
    assert "comes back undelivered; reclaim by Tue 1 Dec 2026 13:00" in " ".join(run.err.split())
    assert "Seller Center" not in run.err
    assert due(bangkok) == [(case, "reclaim", "2026-12-01T13:00:00+07:00", f"aftersales done {case}")]
    explained = bangkok.ok(f"explain {case} --format table").out
    assert "5465342198040321" in explained and "the time counts from" in " ".join(explained.split())
    bangkok.ok(f"done {case} --at 2026-11-24T13:30")
    assert due(bangkok) == [(case, "trace", "2026-12-01T13:30:00+07:00", f"aftersales done {case}")]
    bangkok.now = "2026-11-27T09:00:00+07:00"
    bangkok.ok(f"delivered {case}")
    assert [line[1:3] for line in due(bangkok)] == [("confirm-receipt", "2026-11-30T09:00:00+07:00")]
    bangkok.ok(f"received {case} --grade original --to-stock 1")
    assert due(bangkok) == []
    shown = json.loads(bangkok.ok(f"show {case} --json").out)
    assert (shown["open"], shown["parcel"], shown["money"]) == (False, "received", "none")
    bangkok.ok("ledger check --deep")


def test_what_is_lost_on_its_way_back_can_be_claimed(bangkok: Shell) -> None:
    case = int(bangkok.ok(f"order returned {SENT} --at 2026-11-24T13:00").out)
    bangkok.ok(f"lost {case}")
    bangkok.ok(f"claim {case} --on platform --because lost")
    # Tue 24 Nov is day 1, Mon 30 day 7, Thu 31 Dec day 38, Sat 2 Jan day 40.
    assert ("claim", "2027-01-02T23:59:59+07:00") in [line[1:3] for line in due(bangkok)]
    assert "reclaim" not in [line[1] for line in due(bangkok)]


def test_undo_takes_it_back_and_its_delivery_goes_on(bangkok: Shell) -> None:
    before = ledger(bangkok)
    bangkok.ok(f"order returned {SENT}")
    assert ledger(bangkok) != before
    bangkok.ok("undo")
    assert ledger(bangkok) == before
    assert int(bangkok.ok(f"order returned {SENT}").out)  # and again


def test_a_dry_run_writes_nothing(bangkok: Shell) -> None:
    before = ledger(bangkok)
    run = bangkok.ok(f"order returned {SENT} --dry-run")
    assert "comes back undelivered" in run.err + run.out
    assert ledger(bangkok) == before


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        (f"order returned {WAITING}", 1, f"order {WAITING} is awaiting shipment, so its parcel has not left; "
         "`order dispatched` records that it has."),
        (f"order returned {ARRIVED}", 1, f"order {ARRIVED} is delivered: what the buyer sends back is a return; "
         "record it with `open return`."),
        ("order returned 577000000000000001", 1, "577000000000000001"),
        ("order returned nonsense", 1, "nonsense"),
        (["order", "returned", SENT, "--reason", " "], 2, "--reason is empty"),
        (["order", "returned", SENT, "--tracking", " "], 2, "--tracking is empty"),
        (f"order returned {SENT} --at yesterdayish", 2, "yesterdayish"),
        (f"order returned {SENT} --shop nowhere", 1, "nowhere"),
        ("order returned", 2, "ORDER"),
    ],
)  # fmt: skip
def test_what_cannot_come_back_is_refused_in_one_sentence(
    bangkok: Shell, line: str | list[str], code: int, sentence: str
) -> None:
    before = ledger(bangkok)
    run = bangkok(line)
    assert (run.code, run.out) == (code, ""), run.err
    assert sentence in " ".join(run.err.split())
    assert ledger(bangkok) == before


def test_an_order_comes_back_once(bangkok: Shell) -> None:
    case = bangkok.ok(f"order returned {SENT}").out.strip()
    before = ledger(bangkok)
    run = bangkok(f"order returned {SENT}")
    assert (run.code, run.out) == (1, "")
    assert f"order {SENT} is known to come back undelivered: case {case}." in " ".join(run.err.split())
    assert ledger(bangkok) == before


def test_elsewhere_the_house_asks_after_it(shell: Shell) -> None:
    shell.now = "2026-11-24T14:00:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {SENT} --amount 40 --placed 2026-11-16T10:00 --status in-transit")
    case = int(shell.ok(f"order returned {SENT} --at 2026-11-24T13:00").out)
    assert due(shell) == [(case, "trace", "2026-12-01T13:00:00+00:00", f"aftersales done {case}")]
    shell.ok(["config", "set", "house.undelivered", "3 days"])
    assert [line[2] for line in due(shell)] == ["2026-11-27T13:00:00+00:00"]


def export(path: Path, reason: str) -> None:
    """The sample's orders, one of which the platform has cancelled on Tue 24 Nov at 13:00 for this reason."""
    with (ROOT / "sample-data" / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    cancelled = {"Order Status": "Canceled", "Order Substatus": "Canceled", "Cancel By": "System",
                 "Cancelled Time": "24/11/2026 13:00:00", "Cancel Reason": reason}  # fmt: skip
    for row in rows:
        if row[0].strip() == "577075154375666636":
            for name, value in cancelled.items():
                row[head.index(name)] = value
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.mark.parametrize(("reason", "said"), [("Package delivery failed", True), ("Out of stock", False)])
def test_an_import_tells_what_comes_back(shell: Shell, tmp_path: Path, reason: str, said: bool) -> None:
    export(tmp_path / "orders.csv", reason)
    shell.now = "2026-11-25T09:00:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    line = ["import", str(tmp_path / "orders.csv"), "--as-of", "2026-11-25T08:40", "--format", "table"]
    assert ("1 order comes back undelivered" in shell.ok([*line, "--dry-run"]).out) is said
    assert ("1 order comes back undelivered" in shell.ok(line).out) is said
    # Tue 24 Nov 13:00 and the house's seven days.
    assert [row[1:3] for row in due(shell)] == ([("trace", "2026-12-01T13:00:00+00:00")] if said else [])
    assert "undelivered" not in shell.ok(line).out  # told once
