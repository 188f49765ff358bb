"""However the same rows are split over files, and in whatever order these come, the ledger is the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales.actions.imports import files as import_files
from aftersales.core.vocabulary import UNDER_WAY
from aftersales.ledger.predicates import quoted
from importing.files import Cells, Seller, order, orders

# Each state of a row has its own time of export, so that "newer" means the same in every order.
ORDERS = [f"57701234567890123{n}" for n in range(4)]
STATES = [
    {"status": "To ship", "substatus": "Awaiting shipment", "paid": "13/11/2026 10:01:00"},
    {"status": "Shipped", "substatus": "In transit", "Tracking ID": "EV1", "Shipped Time": "15/11/2026 09:00:00"},
    {"status": "Shipped", "substatus": "Delivered", "delivered": "18/11/2026 16:22:08"},
    {"status": "Completed", "substatus": "Completed", "delivered": "18/11/2026 16:22:08"},
    {"status": "Canceled", "substatus": "Canceled", "Cancelled Time": "16/11/2026 09:00:00"},
]
TIMES = ["2026-11-21T09:00", "2026-11-22T09:00", "2026-11-23T09:00"]
Snapshot = tuple[str, str, tuple[Any, ...]]  # what kind of file, exported when, its rows


@st.composite
def _snapshots(draw: st.DrawFn) -> list[Snapshot]:
    """What a shop's data were at some instants: of each instant the rows of one kind."""
    snapshots: list[Snapshot] = []
    for at in draw(st.lists(st.sampled_from(TIMES), min_size=1, max_size=3, unique=True)):
        refs = draw(st.lists(st.sampled_from(ORDERS), min_size=1, max_size=4, unique=True))
        rows = tuple((ref, draw(st.integers(0, len(STATES) - 1)), draw(st.integers(1, 2))) for ref in refs)
        snapshots.append(("orders", at, rows))
    return snapshots


@st.composite
def _splits(draw: st.DrawFn, snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """The same rows over more files, in another order. Rows of one order stay in one file."""
    pieces: list[Snapshot] = []
    for kind, at, rows in snapshots:
        shuffled = draw(st.permutations(rows))
        cut = draw(st.integers(0, len(rows)))
        pieces += [(kind, at, tuple(part)) for part in (shuffled[:cut], shuffled[cut:]) if part]
    return draw(st.permutations(pieces))


def _cells(row: tuple[Any, ...]) -> list[Cells]:
    ref, state, lines = row
    return [order(ref, sku=f"LAMP-{n}", **STATES[state]) for n in range(lines)]


def _file(path: Path, snapshot: Snapshot) -> Path:
    return orders(path / "o.csv", *(cells for row in snapshot[2] for cells in _cells(row)))


# What only tells when and in which order something was read.
ASIDE = {
    "orders": {"id", "origin", "digest"},
    "lines": {"order_id"},
    "cases": {"id", "origin", "merged_into"},
    "case_refs": {"case_id"},
    "events": {"id", "case_id", "origin", "recorded_at"},
    "observations": {"id", "case_id", "origin", "noticed_at"},
    "clocks": {"case_id"},
}
OWNER = {
    "lines": "(SELECT ref FROM orders o WHERE o.id = t.order_id)",
    **dict.fromkeys(
        ("events", "observations", "clocks", "case_refs"),
        "(SELECT c.kind || ' ' || coalesce(c.order_ref, c.ref) FROM cases c WHERE c.id = t.case_id)",
    ),
}


# A delivery is opened for an order that was seen under way; of one that is over nobody asks whether it ever was.
_OVER = "SELECT id FROM cases WHERE kind = 'delivery' AND settled = 1"


# Of an order that is on its way it counts up to when that is known; of one that has arrived, which file said so first.
_SEEN = f"CASE WHEN status IN ({quoted(UNDER_WAY)}) THEN as_of END"


def _told(seller: Seller) -> dict[str, list[tuple[Any, ...]]]:
    """All facts, and what is derived from them, without numbers of the ledger's own."""
    told = {}
    with seller._open() as ledger:
        for table, aside in ASIDE.items():
            columns = [row[1] for row in ledger.execute(f"PRAGMA table_info({table})")]
            names, owner = [name for name in columns if name not in aside], OWNER.get(table, "''")
            case = "id" if table == "cases" else "case_id" if "case_id" in columns else "-1"
            told_by = [_SEEN if (table, name) == ("orders", "as_of") else name for name in names]
            rows = ledger.execute(f"SELECT {owner}, {', '.join(told_by)} FROM {table} t WHERE {case} NOT IN ({_OVER})")
            told[table] = sorted(rows, key=repr)
    return told


def _imported(seller: Seller, snapshots: Sequence[Snapshot]) -> dict[str, list[tuple[Any, ...]]]:
    kept = seller.home / "kept.db"
    ledger = seller.home / "data/aftersales/ledger.db"
    for path in ledger.parent.glob("ledger.db-*"):
        path.unlink()
    shutil.copyfile(kept, ledger) if kept.exists() else shutil.copyfile(ledger, kept)
    for snapshot in snapshots:
        seller.take(_file(seller.home, snapshot), "--as-of", snapshot[1])
    return _told(seller)


def _compare(seller: Seller, monkeypatch: pytest.MonkeyPatch, data: st.DataObject, snapshots: list[Snapshot]) -> None:
    monkeypatch.setattr(import_files, "LARGE", 1 << 40)
    whole = _imported(seller, sorted(snapshots, key=lambda snapshot: snapshot[1]))
    monkeypatch.setattr(import_files, "LARGE", data.draw(st.sampled_from([0, 1 << 40])))
    assert _imported(seller, data.draw(_splits(snapshots))) == whole


@given(st.data(), _snapshots())
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_split_and_order_of_the_rows_gives_the_same_ledger(
    seller: Seller, monkeypatch: pytest.MonkeyPatch, data: st.DataObject, snapshots: list[Snapshot]
) -> None:
    _compare(seller, monkeypatch, data, snapshots)


@pytest.mark.slow
@given(st.data(), _snapshots())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_many_splits_and_orders_of_the_rows_give_the_same_ledger(
    seller: Seller, monkeypatch: pytest.MonkeyPatch, data: st.DataObject, snapshots: list[Snapshot]
) -> None:
    _compare(seller, monkeypatch, data, snapshots)
