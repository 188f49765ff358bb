"""However the same rows are split over files, and in whatever order these come, the ledger is the same."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import count, permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales.actions.imports import files as import_files
from aftersales.core.vocabulary import UNDER_WAY
from aftersales.ledger.journal import LINES
from aftersales.ledger.predicates import quoted
from aftersales.ledger.triggers import FACTS
from aftersales.ledger.working_copy import whole as working_copy
from importing.files import Cells, Seller, asked, envelope, order, orders, request, returns, unix

ORDERS = [f"57701234567890123{n}" for n in range(4)]
STATES: dict[str, list[dict[str, Any]]] = {
    "orders": [
        {"status": "To ship", "substatus": "Awaiting shipment", "paid": "13/11/2026 10:01:00"},
        {"status": "Shipped", "substatus": "In transit", "Tracking ID": "EV1", "Shipped Time": "15/11/2026 09:00:00"},
        {"status": "Shipped", "substatus": "Delivered", "delivered": "18/11/2026 16:22:08"},
        {"status": "Completed", "substatus": "Completed", "delivered": "18/11/2026 16:22:08"},
        {"status": "Canceled", "substatus": "Canceled", "Cancelled Time": "16/11/2026 09:00:00"},
    ],
    "returns": [
        {"state": "To process"},
        {"state": "In process", "fine": "Awaiting buyer to ship"},
        {"state": "In process", "fine": "Package in transit", "tracking": "JD1"},
        {"state": "Completed", "fine": "Refund completed", "refunded": "20/11/2026 16:00:00"},
        {"state": "Canceled", "fine": "Request canceled"},
    ],
    "return_orders": [
        {"stamp": ("SELLER_RESPOND_RETURN", "2026-11-24 12:00")},
        {"status": "AWAITING_BUYER_SHIP"},
        {"status": "BUYER_SHIPPED_ITEM", "return_tracking_number": "JD1"},
        {"status": "BUYER_SHIPPED_ITEM", "return_tracking_number": "JD1",
         "stamp": ("SELLER_RESPOND_RECEIVE_PACKAGE", "2026-11-26 09:00")},
        {"status": "RETURN_OR_REFUND_REQUEST_COMPLETE"},
        {"status": "RETURN_OR_REFUND_REQUEST_CANCEL"},
    ],
    "cancellations": [
        {"cancel_status": "CANCELLATION_REQUEST_PENDING"},
        {"cancel_status": "CANCELLATION_REQUEST_SUCCESS"},
        {"cancel_status": "CANCELLATION_REQUEST_REJECT"},
        {"cancel_status": "CANCELLATION_REQUEST_CANCEL"},
    ],
}  # fmt: skip
# Changes that the platform's row bears no time for: it is as it was, and has a deadline now.
SILENT = {("return_orders", 3)}
ASKED = "2026-11-20 10:00"
CHANGES = ["2026-11-20 15:00", "2026-11-21 08:57", "2026-11-21 15:00", "2026-11-22 08:57", "2026-11-22 15:00"]
TIMES = ["2026-11-21-09_00", "2026-11-22-09_00", "2026-11-23-09_00"]


class Row(NamedTuple):
    """What a file says of an order or request: in which state it is since when (London winter time)."""

    number: str
    state: int
    since: str


class Snapshot(NamedTuple):
    """What a shop's data were at an instant: rows of one kind."""

    kind: str
    at: str
    rows: tuple[Row, ...]


@st.composite
def _histories(draw: st.DrawFn, kind: str) -> dict[str, list[Row]]:
    """What became of some orders or requests: each state comes after the one before it."""
    histories = {}
    for number in draw(st.lists(st.sampled_from(ORDERS), min_size=2, max_size=4, unique=True)):
        # With more than one status, an export can tell what is gone from it.
        states = draw(st.sets(st.integers(1, len(STATES[kind]) - 1), min_size=int(not histories), max_size=3))
        times = draw(st.sets(st.sampled_from(CHANGES), min_size=len(states), max_size=len(states)))
        rows = [Row(number, 0, ASKED)]
        for state, since in zip(sorted(states), sorted(times), strict=True):
            rows.append(Row(number, state, since))
        histories[number] = rows
    return histories


@st.composite
def _snapshots(draw: st.DrawFn, kind: str) -> list[Snapshot]:
    """What a shop's data of a kind were at some instants. What changed within the last ten minutes the platform may not
    show yet.
    """
    histories = draw(_histories(kind))
    snapshots: list[Snapshot] = []
    for at in sorted(draw(st.sets(st.sampled_from(TIMES), min_size=2))):
        until = f"{at[:10]} {'08:50' if draw(st.booleans()) else '09:00'}"
        least = draw(st.integers(0, 1))
        left_out = draw(st.sets(st.sampled_from(sorted(histories)), min_size=least, max_size=len(histories) - 1))
        shown = sorted(histories.keys() - left_out)
        rows = tuple([row for row in histories[number] if row.since <= until][-1] for number in shown)
        snapshots.append(Snapshot(kind, at, rows))
    return snapshots


@st.composite
def _splits(draw: st.DrawFn, snapshots: Sequence[Snapshot]) -> list[list[Snapshot]]:
    """The same rows over more files, in another order, in one command or several. Rows of one order or request stay in
    one file.
    """
    pieces: list[Snapshot] = []
    for kind, at, rows in snapshots:
        parts = dict[int, list[Any]]()
        for row in draw(st.permutations(rows)):
            parts.setdefault(draw(st.integers(0, 2)), []).append(row)
        pieces += [Snapshot(kind, at, tuple(part)) for part in parts.values()]
    shuffled = draw(st.permutations(pieces))
    cut = draw(st.integers(0, len(shuffled)))
    return [command for command in (shuffled[:cut], shuffled[cut:]) if command]


def _cells(kind: str, row: Row) -> list[Cells]:
    told, lines = STATES[kind][row.state], range(1 + int(row.number) % 2)
    if kind == "orders":
        return [order(row.number, sku=f"LAMP-{n}", **told) for n in lines]
    return [request("4035" + row.number[4:], order=row.number, sku=f"LAMP-{n}", **told) for n in lines]


def _record(kind: str, row: Row) -> dict[str, Any]:
    told = STATES[kind][row.state]
    if kind == "return_orders":
        return asked("4035" + row.number[4:], order_id=row.number, updated=row.since, **told)
    return {
        "cancel_id": "4036" + row.number[4:], "order_id": row.number, "cancel_type": "BUYER_CANCEL",
        "create_time": unix(ASKED), "update_time": unix(row.since), **told,
    }  # fmt: skip


def _file(folder: Path, number: int, snapshot: Snapshot, form: int) -> Path:
    """A file of the snapshot, whose name says when it was exported: of rows as CSV or packed, of records as one answer,
    as a record in each line, or an answer in each line.
    """
    kind, at, rows = snapshot
    path = folder / f"{kind}-{number}-{at}.{'csv' if kind in ('orders', 'returns') else 'json'}"
    if kind in ("orders", "returns"):
        write = orders if kind == "orders" else returns
        write(path, *(cells for row in rows for cells in _cells(kind, row)))
    else:
        records = [_record(kind, row) for row in rows]
        whole = [envelope(kind, *records)]
        values = (whole, records, [envelope(kind, record) for record in records])[form % 3]
        path.write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    if form < 3:
        return path
    packed = path.with_name(f"{path.name}.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    return packed


Rows = dict[tuple[str, str], dict[str, Any]]
# What only tells when and in which order something was read.
ASIDE = {
    "orders": {"id", "origin", "digest"},
    "lines": {"order_id"},
    "cases": {"id", "origin", "merged_into"},
    "case_refs": {"case_id"},
    "events": {"id", "case_id", "origin", "recorded_at"},
    "observations": {"id", "case_id", "origin"},
    "clocks": {"case_id"},
}
OWNER = {
    "lines": "(SELECT ref FROM orders o WHERE o.id = t.order_id)",
    **dict.fromkeys(
        ("events", "observations", "clocks", "case_refs"),
        "(SELECT c.kind || ' ' || coalesce(c.ref, c.order_ref) FROM cases c WHERE c.id = t.case_id)",
    ),
}


# An order is followed, and its delivery kept when it is over, where it was seen under way. Of several files in one
# command only the last word counts, so one that is over by then was never under way here. Such a delivery asks for
# nothing and stands in no list.
_OVER = "SELECT id FROM cases WHERE kind = 'delivery' AND settled = 1"
# Of an order that is on its way it counts up to when that is known. Of one that has arrived a newer row that says the
# same is passed over unread, so that the first file that said so stands there; no deadline begins with it.
_SEEN = f"CASE WHEN status IN ({quoted(UNDER_WAY)}) THEN as_of END"


def _facts(seller: Seller) -> dict[str, list[dict[str, Any]]]:
    """All facts, and what is derived from them, without numbers of the ledger's own."""
    told: dict[str, list[dict[str, Any]]] = {}
    with seller._open() as ledger:
        for table, aside in ASIDE.items():
            columns = [row[1] for row in ledger.execute(f"PRAGMA table_info({table})")]
            names = [name for name in columns if name not in aside]
            shown = [_SEEN if (table, name) == ("orders", "as_of") else name for name in names]
            owner = OWNER.get(table, "''")
            case = "id" if table == "cases" else "case_id" if "case_id" in columns else "-1"
            rows = ledger.execute(f"SELECT {owner}, {', '.join(shown)} FROM {table} t WHERE {case} NOT IN ({_OVER})")
            told[table] = sorted((dict(zip(["owner", *names], row, strict=True)) for row in rows), key=repr)
    due = [{k: v for k, v in line.items() if k not in ("case", "next")} for line in seller.due()]
    return {**told, "due": sorted(due, key=repr)}


def _logged(ledger: sqlite3.Connection) -> Rows:
    """What the log speaks of: each row by table and number."""
    rows: Rows = {}
    for table, names in FACTS.items():
        key = "shop || ' ' || ref" if table == "case_refs" else names.split()[0]
        columns = names.split()
        for number, *values in ledger.execute(f"SELECT {key}, {', '.join(columns)} FROM {table}"):
            rows[table, str(number)] = dict(zip(columns, values, strict=True))
    for number, lines in ledger.execute(f"SELECT id, ({LINES}) FROM orders o"):
        rows["lines", str(number)] = {"lines": json.loads(lines)}
    return rows


def _before(ledger: sqlite3.Connection, write: int) -> Rows:
    """What the ledger had after a write, as the log tells it: each later change taken back, the last one first."""
    rows = _logged(ledger)
    changes = "SELECT tbl, op, key, image FROM changes WHERE write_id > ? ORDER BY id DESC"
    for table, op, key, image in ledger.execute(changes, (write,)):
        row = json.loads(image) if image else {}
        if op == "insert" and table == "orders":
            for number in range(int(key), row["last"] + 1):
                del rows[table, str(number)], rows["lines", str(number)]
        elif op == "insert":
            del rows[table, key]
        elif table == "lines":
            rows[table, key] = {"lines": row}
        elif op == "update":
            rows[table, key].update(row)
        else:
            rows[table, key] = row
    return rows


def _start(seller: Seller, snapshot: Snapshot | None) -> tuple[int, Rows]:
    """Keep the ledger as `init` left it, or with a file in it. Returns the last entry of its log, and its rows."""
    kept, new, ledger_file = seller.home / "kept.db", seller.home / "new.db", seller.home / "data/aftersales/ledger.db"
    shutil.copyfile(new, ledger_file) if new.exists() else shutil.copyfile(ledger_file, new)
    if snapshot is not None:
        (seller.home / "files").mkdir(exist_ok=True)
        seller.take(_file(seller.home / "files", 0, snapshot, 0))
    shutil.copyfile(ledger_file, kept)
    with seller._open() as ledger:
        return ledger.execute("SELECT max(id) FROM writes").fetchone()[0], _logged(ledger)


def _import(seller: Seller, commands: Iterable[Sequence[Snapshot]], forms: Sequence[int]) -> None:
    """The files of each command, into the ledger as it was at the start."""
    kept, ledger, folder = seller.home / "kept.db", seller.home / "data/aftersales/ledger.db", seller.home / "files"
    for path in ledger.parent.glob("ledger.db-*"):
        path.unlink()
    shutil.copyfile(kept, ledger) if kept.exists() else shutil.copyfile(ledger, kept)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    numbers = count(1)
    for command in commands:
        files = [_file(folder, n := next(numbers), snapshot, forms[n % len(forms)]) for snapshot in command]
        seller.take(*files)


def _compare(seller: Seller, monkeypatch: pytest.MonkeyPatch, data: st.DataObject, kind: str) -> None:
    """By both ways the facts are the same at the end. So is what the log says of it all: taken back, change by change,
    it gives what was there before, from which all began. (Its single steps are others, by nature: what one file tells
    at once, two tell one after the other.)
    """
    snapshots = data.draw(_snapshots(kind))
    first = data.draw(st.none() | st.sampled_from(snapshots))
    others = [snapshot for snapshot in snapshots if snapshot is not first]
    commands = data.draw(_splits(others))
    monkeypatch.setattr(import_files, "LARGE", 1 << 40)
    write, start = _start(seller, first)
    _import(seller, [[snapshot] for snapshot in others], [0])
    whole = _facts(seller)
    monkeypatch.setattr(import_files, "LARGE", data.draw(st.sampled_from([0, 1 << 40])))
    of_all = data.draw(st.booleans())  # the ledger is copied to prepare an import, or what it touches
    monkeypatch.setattr(working_copy, "is_worth", lambda _connection, rows: of_all and rows > 0)
    _import(seller, commands, data.draw(st.lists(st.integers(0, 5), min_size=1, max_size=4)))
    split = _facts(seller)
    for table, rows in whole.items():
        assert split[table] == rows, table
    with seller._open() as ledger:
        assert _before(ledger, write) == start


BUSY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.parametrize("kind", STATES)
@given(data=st.data())
@settings(max_examples=3, suppress_health_check=BUSY)
def test_any_split_and_order_of_the_rows_gives_the_same_ledger(
    seller: Seller, monkeypatch: pytest.MonkeyPatch, kind: str, data: st.DataObject
) -> None:
    _compare(seller, monkeypatch, data, kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", STATES)
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=BUSY)
def test_many_splits_and_orders_of_the_rows_give_the_same_ledger(
    seller: Seller, monkeypatch: pytest.MonkeyPatch, kind: str, data: st.DataObject
) -> None:
    _compare(seller, monkeypatch, data, kind)


def test_the_log_tells_how_recent_a_request_was_that_is_seen_again_as_it_was(seller: Seller) -> None:
    """Its row need not be read, so that nothing but the log keeps what there was before."""
    row = Row(ORDERS[0], 4, CHANGES[0])
    write, start = _start(seller, Snapshot("return_orders", TIMES[0], (row,)))
    _import(seller, [[Snapshot("return_orders", TIMES[1], (row,))]], [0])
    with seller._open() as ledger:
        assert _logged(ledger) != start
        assert _before(ledger, write) == start


@pytest.mark.parametrize("kind", ["returns", "return_orders"])
def test_files_of_one_instant_are_read_in_one_order_however_they_are_given(seller: Seller, kind: str) -> None:
    """Their cases have the same numbers, and the list is the same to the byte."""
    files = [Snapshot(kind, TIMES[0], (Row(number, 0, ASKED),)) for number in ORDERS[:3]]
    seen = []
    for given_so in permutations(range(3)):
        _import(seller, [], [0])
        paths = [_file(seller.home / "files", number, files[number], 0) for number in range(3)]
        seller.take(*(paths[number] for number in given_so))
        seen.append((seller.run("due", "--all", "--json").out, [case["ref"] for case in seller.cases()]))
    assert len(seen[0][1]) == 3
    assert all(one == seen[0] for one in seen)


def test_what_is_gone_from_an_export_is_told_though_it_comes_in_two_files(seller: Seller) -> None:
    """Each file alone shows one status, and so may be filtered; both together are the export."""
    row, other, gone = (Row(number, 0, ASKED) for number in ORDERS[:3])
    shipped = other._replace(state=1)
    before = Snapshot("returns", TIMES[0], (row, other, gone))
    _import(seller, [[before], [Snapshot("returns", TIMES[1], (row,)), Snapshot("returns", TIMES[1], (shipped,))]], [0])
    missing = {case["ref"] for case in seller.cases() if "missing" in case["flags"]}
    assert missing == {"4035" + gone.number[4:]}


def test_what_is_gone_from_an_export_is_told_in_whatever_order_files_come(seller: Seller) -> None:
    """Three requests are open on Saturday. On Sunday, with an export in two files, two of them are gone; on Monday one
    of these is back, and the third is gone.
    """
    row, other, gone, back = (Row(number, 0, ASKED) for number in ORDERS)
    shipped = other._replace(state=1)
    files = [
        Snapshot("returns", TIMES[0], (row, gone, back)),
        Snapshot("returns", TIMES[1], (row,)),
        Snapshot("returns", TIMES[1], (shipped,)),
        Snapshot("returns", TIMES[2], (shipped, back)),
    ]
    for some in list(permutations(files))[::9]:
        _import(seller, [some[:1], some[1:3], some[3:]], [0])
        with seller._open() as ledger:
            missing = ledger.execute(
                "SELECT ref, missing_since FROM cases WHERE missing_since IS NOT NULL ORDER BY ref"
            )
            assert missing.fetchall() == [
                ("4035" + row.number[4:], "2026-11-23T09:00:00Z"),
                ("4035" + gone.number[4:], "2026-11-22T09:00:00Z"),
            ]


def test_an_older_answer_that_is_read_later_ends_where_the_newer_state_began(seller: Seller) -> None:
    """On Friday 15:00 the buyer's cancellation was approved, and the list of Saturday 9:00 did not show it yet. By
    either order of reading the money was owed by Sunday 15:00, 48 hours later.
    """
    asked_for, approved = Row(ORDERS[0], 0, ASKED), Row(ORDERS[0], 1, CHANGES[0])
    lagging, newer = Snapshot("cancellations", TIMES[0], (asked_for,)), Snapshot("cancellations", TIMES[1], (approved,))
    timelines = []
    for files in ((lagging, newer), (newer, lagging)):
        _import(seller, [[snapshot] for snapshot in files], [0])
        timelines.append(_facts(seller))
    assert timelines[0] == timelines[1]
    ended = [row["last_seen"] for row in timelines[0]["observations"] if row["status"] == "pending"]
    assert ended == ["2026-11-20T14:59:59Z"]


@pytest.mark.parametrize("large", [0, 1 << 40])
def test_an_ended_request_that_two_answers_of_one_command_show_is_as_of_the_later(
    seller: Seller, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """Known since Saturday by its row, it is seen again on Sunday and on Monday."""
    monkeypatch.setattr(import_files, "LARGE", large)
    rows = (Row(ORDERS[0], 3, CHANGES[1]), Row(ORDERS[1], 0, ASKED))
    saturday, sunday, monday = (Snapshot("cancellations", at, rows) for at in TIMES[:3])
    _import(seller, [[saturday], [sunday, monday]], [0])
    with seller._open() as ledger:
        assert ledger.execute("SELECT DISTINCT as_of FROM cases").fetchall() == [("2026-11-23T09:00:00Z",)]
    assert "in order" in seller.run("ledger", "check", "--deep").err
