"""Makes what the benchmarks run on: ledgers of any size with one morning's work in them, and orders exports.

    python tests/benchmarks/ledgers.py ledger FOLDER ORDERS CASES    # FOLDER/ledger.db and FOLDER/config.toml
    python tests/benchmarks/ledgers.py morning FOLDER LEDGER         # LEDGER in use for long, and this morning's import
    python tests/benchmarks/ledgers.py pressing FOLDER CASES         # the same; every case open and due in two days
    python tests/benchmarks/ledgers.py tasks FOLDER TASKS            # as many tasks of taskwarrior: FOLDER/taskrc
    python tests/benchmarks/ledgers.py export FILE ROWS COLUMNS NEWER    # 63 or 22 columns; NEWER: 1 for an order more

A ledger is written by the program's own modules, and `aftersales ledger check` passes on it. Only history is multiplied
in SQL: some hundred finished cases are put in and derived like any other, then copied under other numbers.
Same arguments, same content.
"""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from aftersales.context.app import App, GlobalOptions
from aftersales.core.cases.facts import CaseFacts, OrderFacts, OrderLine
from aftersales.core.money.amount import Money
from aftersales.core.time.instants import iso
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases, orders, records, report_marks
from aftersales.ledger.facts.report_marks import ReportMark
from aftersales.ledger.log import report_news
from aftersales.settings.write import adding_shop

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday; in London, too, it is nine
SHOP, MARKET = "uk-main", "GB"
OPEN, DUE = 2_000, 40
PRODUCT = "Knitted winter hat with pompom, warm and soft, one size, 12 colours"
SAMPLE = Path(__file__).parents[2] / "sample-data" / "orders.csv"

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_AS_OF = NOW - timedelta(minutes=20)
_UNDER_WAY = 500  # the newest orders are still on their way
_FINISHED = 400  # cases of history that are really put in; the rest are copies
_DEAR = range(DUE // 2, DUE // 2 + 150)  # orders of £149: 4 working days to answer instead of 2
_ORDER_REF, _ORDER_STEP = 577_900_000_000_000_000, 104_729
_CASE_REF, _CASE_STEP = 4_035_300_000_000_000_000, 7_919
_NEWEST, _NEW_CASES = 10_000_000, 60  # the numbers of what came in this morning are above all others


# --- ledgers --------------------------------------------------------------------------------------------------------


def ledger(folder: Path, order_count: int, case_count: int) -> None:
    """A shop with so many orders and cases; up to OPEN of the cases are open, DUE of those due within two days."""
    with _shop(folder, -(-order_count // 2_000)) as (db, app):
        _put_orders(db, order_count)
        _put_history(db, app, case_count - OPEN)
        open_cases = [_put_case(db, n, *_open_case(n)) for n in range(min(OPEN, case_count))]
        store.rederive(db, open_cases, app.rules.of(db))


def morning(folder: Path, source: Path) -> None:
    """A ledger of such a folder that was imported a month ago, with the marks of reports since, and this morning's
    import: every open case is seen again, some have moved on, and some requests are new.
    """
    shutil.copytree(source, folder)
    app = _app(folder, NOW - _HOUR / 12)
    with sqlite3.connect(folder / "ledger.db") as db:
        db.execute("UPDATE writes SET recorded_at = ?", (iso(NOW - 30 * _DAY),))
        for report, before in (("morning", _DAY), ("week", 7 * _DAY)):
            mark = ReportMark(report_news.last_write(db), NOW - before)
            report_marks.put_mark(db, report, None, mark)
    db.close()
    with app.ledger.writing(command="import") as db:
        requests = [*map(_again, range(OPEN)), *map(_new_case, range(_NEW_CASES))]
        cases_of_today = [_put_case(db, *facts) for facts in requests]
        _remember_imports(db, range(1), app.now)
        store.rederive(db, cases_of_today, app.rules.of(db))


def pressing(folder: Path, count: int) -> None:
    """A shop with so many open requests, all of them due within two days."""
    with _shop(folder, 1) as (db, app):
        block = min(count, _FINISHED)
        ids = [_put_case(db, n, *_pressing_case(n)) for n in range(block)]
        store.rederive(db, ids, app.rules.of(db))
        _copy_cases(db, ids, count, buyer="t.buyer || '-' || copy")


def tasks(folder: Path, count: int) -> None:
    """A data folder of taskwarrior with so many pending tasks, all of them due within two days, as it writes them."""
    chance = random.Random(count)
    folder.mkdir(parents=True)
    # Where the data lie is said by TASKDATA: the folder is renamed once it is whole.
    (folder / "taskrc").write_text("confirmation=no\nrecurrence=no\nverbose=nothing\n", encoding="utf-8")
    today = datetime.now(UTC)  # taskwarrior takes no other now
    entered = int((today - 4 * _DAY).timestamp())
    with (folder / "pending.data").open("w", encoding="utf-8") as file:
        for n in range(count):
            due = int((today + timedelta(seconds=chance.randrange(-43_200, 129_600))).timestamp())
            number = UUID(int=chance.getrandbits(128), version=4)
            file.write(
                f'[description:"answer return {n}: {PRODUCT}" due:"{due}" entry:"{entered}" modified:"{entered}" '
                f'project:"{SHOP}" status:"pending" tags:"return" uuid:"{number}"]\n'
            )


@contextmanager
def _shop(folder: Path, imports: int) -> Iterator[tuple[sqlite3.Connection, App]]:
    """A new ledger with one shop that imported so often, open for writing."""
    folder.mkdir(parents=True, exist_ok=True)
    with adding_shop(folder / "config.toml", SHOP, MARKET):
        pass
    app = _app(folder, NOW)
    with app.ledger.writing(making=True) as db:
        records.add_shop(db, SHOP, MARKET, "tiktok", NOW - 400 * _DAY)
        _remember_imports(db, range(imports, imports + 1), _AS_OF)
        store.adopt(db, [SHOP], app.rules.of(db), app.now)
        yield db, app
        _remember_imports(db, range(imports), _AS_OF)  # in the log behind what they brought, as `import` does it


def _app(folder: Path, now: datetime) -> App:
    path, config = folder / "ledger.db", folder / "config.toml"
    return App(GlobalOptions(ledger=path, config=config, now=now.isoformat(), quiet=True))


def _remember_imports(db: sqlite3.Connection, numbers: range, newest: datetime) -> None:
    """Exports of orders and of returns, two a day back from the newest one, which has number 0."""
    names = (
        "shop", "file", "sha256", "format", "carries", "as_of", "as_of_from", "rows", "new", "changed", "same",
        "rejected", "recorded_at",
    )  # fmt: skip
    for n in numbers:
        for carries, form in (("orders", "tiktok-orders"), ("cases", "tiktok-returns")):
            when, file = iso(newest - n * 12 * _HOUR), f"{form}-{n}.csv"
            values = (SHOP, file, f"{when} {n:06}", form, carries, when, "--as-of", 2_000, 2_000, 0, 0, 0, when)
            places = ", ".join("?" * len(names))
            db.execute(f"INSERT INTO imports ({', '.join(names)}) VALUES ({places})", values)


def _put_orders(db: sqlite3.Connection, count: int) -> None:
    """Orders in the order of time; the one with number 0 is the newest."""
    facts = (_order(k) for k in range(count - 1, -1, -1))
    while chunk := list(islice(facts, orders.CHUNK)):
        orders.put(db, SHOP, chunk, orders.Tally())


def _order(k: int) -> OrderFacts:
    amount = 14_900 if k in _DEAR else 599 + 37 * k % 9_000
    placed = NOW - 6 * _DAY - k * timedelta(seconds=30)
    line = OrderLine(f"HAT-{k % 800}", PRODUCT, "Blue, One size", 1, amount)
    done = k >= _UNDER_WAY  # history is with its buyers
    status, raw = ("completed", "Completed / Completed") if done else ("in-transit", "Shipped / In transit")
    facts = {
        "ref": _order_ref(k),
        "status": status,
        "raw_status": raw,
        "amount": amount,
        "currency": "GBP",
        "placed_at": iso(placed),
        "paid_at": iso(placed + _HOUR / 20),
        "ready_at": iso(placed + 9 * _HOUR),
        "collected_at": iso(placed + 9 * _HOUR),
        "delivered_at": iso(placed + 70 * _HOUR) if done else None,
        "buyer": f"user{k * 7 % 900_000}",
        "tracking": f"JX{10**9 + k}",
        "fulfilment": "seller",
        "source": "export",
        "as_of": iso(_AS_OF),
        "origin": f"orders.csv:{k + 2}",
        "lines": (line,),
    }
    return OrderFacts(**{**dict.fromkeys(OrderFacts._fields), **facts})


def _order_ref(k: int) -> str:
    return str(_ORDER_REF - k * _ORDER_STEP)


class _Seen(NamedTuple):
    """What an export showed of a case at an instant."""

    at: datetime
    status: str


def _open_case(n: int) -> tuple[str, int, datetime, list[_Seen]]:
    """The kind, order, opening and snapshots of the nth open case. The first DUE have 2 working days to be answered."""
    if n < DUE:
        return "refund", n // 2, NOW - 4 * _DAY + n * 2 * _HOUR, [_Seen(_AS_OF, "pending")]
    if n // 2 in _DEAR:
        return "return", n // 2, NOW - (1 + n % 20) * _HOUR, [_Seen(_AS_OF, "pending")]
    opened = NOW - 5 * _DAY - n % 48 * _HOUR
    last = "shipped" if n % 2 else "awaiting-ship"  # the parcel's receipt in a week; or it is the buyer's turn
    snapshots = [
        _Seen(opened + _HOUR, "pending"),
        _Seen(opened + 2 * _DAY, "awaiting-ship"),
        _Seen(opened + 3 * _DAY, last),
    ]
    return "return", n // 2, opened, snapshots


def _again(n: int) -> tuple[int, str, int, datetime, list[_Seen]]:
    """The number and the facts of the nth open case as this morning's import shows it: some have moved on."""
    kind, order, opened, snapshots = _open_case(n)
    moved = {"awaiting-ship": "shipped", "shipped": "complete", "pending": "cancelled"}
    status = snapshots[-1].status if n % 10 else moved[snapshots[-1].status]
    return n, kind, order, opened, [_Seen(NOW - _HOUR / 12, status)]


def _new_case(n: int) -> tuple[int, str, int, datetime, list[_Seen]]:
    """The same of the nth new request."""
    return _NEWEST + n, "return", OPEN + n, NOW - (n % 12 + 1) * _HOUR, [_Seen(NOW - _HOUR / 12, "pending")]


def _pressing_case(n: int) -> tuple[str, int, datetime, list[_Seen]]:
    """The same for a request whose 2 working days to answer end within two days."""
    opened = NOW - 2 * _DAY + n * 47 * _HOUR / _FINISHED
    return ("refund", "return")[n % 2], _DEAR.stop + n, opened, [_Seen(_AS_OF, "pending")]


def _finished_case(n: int) -> tuple[str, int, datetime, list[_Seen]]:
    """The same for the nth case of history: mostly returns, some refunds, some withdrawn."""
    order, opened = OPEN + n, NOW - (30 + n % 365) * _DAY - n % 24 * _HOUR
    course: tuple[str, ...] = ("pending", "cancelled") if n % 10 == 0 else ("pending", "complete")
    if n % 10 < 3:
        return "refund", order, opened, [_Seen(opened + (k + 1) * _DAY, s) for k, s in enumerate(course)]
    course = ("pending", "awaiting-ship", "shipped", "complete")
    return "return", order, opened, [_Seen(opened + (1 + 4 * k) * _DAY, s) for k, s in enumerate(course)]


def _put_case(
    db: sqlite3.Connection, number: int, kind: str, order: int, opened: datetime, snapshots: list[_Seen]
) -> int:
    case = 0
    for at, status in snapshots:
        facts = CaseFacts(
            ref=str(_CASE_REF + number * _CASE_STEP),
            kind=kind,
            source="export",
            origin=f"returns.csv:{number + 2}",
            opened_at=opened,
            status=status,
            raw=status,
            order=_order_ref(order),
            amount=Money(_order(order).amount or 0, "GBP"),
            buyer=f"user{order * 7 % 900_000}",
            reason="Item doesn't match description",
            lines=(OrderLine(f"HAT-{order % 800}", PRODUCT, "Blue, One size", 1),),
            tracking=f"RT{10**9 + number}" if status in ("shipped", "complete") and kind == "return" else None,
        )
        case, _ = cases.put(db, SHOP, facts, at, at)
    return case


# --- history --------------------------------------------------------------------------------------------------------


def _put_history(db: sqlite3.Connection, app: App, count: int) -> None:
    """So many finished cases: the first _FINISHED through the program, copies of them behind."""
    if count <= 0:
        return
    block = min(count, _FINISHED)
    ids = [_put_case(db, OPEN + n, *_finished_case(n)) for n in range(block)]
    store.rederive(db, ids, app.rules.of(db))
    # Or a few buyers would have asked for hundreds of refunds each.
    _copy_cases(db, ids, count, buyer="t.buyer || '-' || copy")
    # The order of a copy may have cost less than that of its model, or may have come longer before.
    rows = db.execute(
        """SELECT c.id FROM cases c LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref
        WHERE (c.refunded > coalesce(o.amount, c.paid, c.refunded)) <> (c.flags LIKE '%above-paid%')
        OR julianday(c.opened_at) - julianday(o.delivered_at) > 14"""
    )
    store.rederive(db, [number for (number,) in rows.fetchall()], app.rules.of(db))


def _copy_cases(db: sqlite3.Connection, ids: Sequence[int], count: int, **changed: str) -> None:
    """Copies of these cases under other numbers, until they are `count`."""
    block = len(ids)
    db.execute("CREATE TEMP TABLE copies (copy INTEGER PRIMARY KEY)")
    db.executemany("INSERT INTO copies VALUES (?)", ((n,) for n in range(1, (count - 1) // block + 1)))
    case = f"t.{{}} + copy * {block}"
    ref = f"CAST(CAST(t.ref AS INTEGER) + copy * {block * _CASE_STEP} AS TEXT)"
    tracking = f"'RT' || (substr(t.tracking, 3) + copy * {block})"
    order = f"CAST(CAST(t.order_ref AS INTEGER) - copy * {block * _ORDER_STEP} AS TEXT)"
    told = f"json_set(t.data, '$.ref', CAST(json_extract(t.data, '$.ref') + copy * {block * _CASE_STEP} AS TEXT))"
    own, last = case.format("case_id"), ids[0] + count
    _copy(db, "cases", last, id=case.format("id"), order_ref=order, ref=ref, tracking=tracking, **changed)
    _copy(db, "case_refs", last, ref=ref, case_id=own)
    _copy(db, "events", last, id="NULL", case_id=own, data=told)
    _copy(db, "observations", last, id="NULL", case_id=own, ref=ref, tracking=tracking)
    _copy(db, "clocks", last, case_id=own)
    db.execute("DROP TABLE copies")


def _copy(db: sqlite3.Connection, table: str, last: int, **changed: str) -> None:
    """Every row of a table for every copy, with other numbers; no case gets an id from `last` on."""
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(name, f"t.{name}") for name in names)
    case = changed.get("case_id") or changed["id"]
    # CROSS JOIN: copy after copy, as history grows.
    db.execute(f"INSERT INTO {table} SELECT {values} FROM copies CROSS JOIN {table} t WHERE {case} < {last}")


# --- exports --------------------------------------------------------------------------------------------------------


# The columns that the program reads.
READ = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "Seller SKU",
    "Product Name", "Variation", "Quantity", "SKU Subtotal After Discount", "Shipping Fee After Discount",
    "Order Amount", "Created Time", "Paid Time", "RTS Time", "Shipped Time", "Delivered Time", "Cancelled Time",
    "Fulfillment Type", "Tracking ID", "Buyer Username", "Country",
)  # fmt: skip


def export(path: Path, rows: int, columns: int = 63, *, newer: bool = False) -> None:
    """An orders export of so many rows, one per SKU, newest first: in the columns of the sample's, 63, or in the 22
    that are read. `newer`: before them stands an order that was placed since.
    """
    with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(
            file, header if columns == len(header) else READ, restval="", extrasaction="ignore", lineterminator="\r\n"
        )
        writer.writeheader()
        if newer:
            first = next(_rows(random.Random(rows)))
            since = f"{NOW - timedelta(seconds=1):%d/%m/%Y %H:%M:%S}\t"
            writer.writerow(first | {"Order ID": f"{_ORDER_REF + 1}\t", "Created Time": since})
        writer.writerows(islice(_rows(random.Random(rows)), rows))


def _rows(chance: random.Random) -> Iterator[dict[str, str]]:
    zero = dict.fromkeys(
        (
            "SKU Platform Discount", "Shipping Fee Seller Discount", "Co-Funded Shipping Fee Discount",
            "Shipping Fee Platform Discount", "Payment platform discount", "Retail Delivery Fee", "Taxes",
            "Order Refund Amount",
        ),
        "GBP 0.00",
    )  # fmt: skip
    same = zero | {
        "Normal or Pre-order": "Normal",
        "Product Name": PRODUCT,
        "Variation": "Blue, One size",
        "Quantity": "1",
        "Sku Quantity of return": "0",
        "SKU Seller Discount": "GBP 1.00",
        "Shipping Fee After Discount": "GBP 2.99",
        "Original Shipping Fee": "GBP 2.99",
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": "Main warehouse",
        "Delivery Option Type": "Send by seller",
        "Delivery Option": "Standard",
        "Shipping Provider Name": "Royal Mail",
        "Buyer Nickname": "nick",
        "Recipient": "J*** S***",
        "Phone #": "(+44)7*****123",
        "Country": "United Kingdom",
        "County": "England",
        "Post Town": "Leeds",
        "Zipcode": "LS1 4AB",
        "Address Line 1": "12 H*** S***",
        "Address Line 2": "Flat 2",
        "Payment Method": "Visa",
        "Weight(kg)": "0.3",
        "Product Category": "Apparel",
        "Shipping Information": "J*** S***, (+44)7*****123\n12 H*** S***, Leeds, LS1 4AB, United Kingdom",
        "Order Channel": "TikTok Shop",
    }
    placed, ref = NOW, _ORDER_REF
    while True:
        placed -= timedelta(seconds=chance.randint(1, 200))
        ref -= chance.randint(1_000, 1_000_000_000)
        goods = [chance.randint(1, 900) for _ in range(chance.choice((1, 1, 2)))]
        order = same | _order_cells(chance, ref, placed) | {"Order Amount": _pounds(299 + sum(map(_price, goods)))}
        for sku in goods:
            yield order | {
                "SKU ID": str(1_729_300_000_000_000_000 + sku),
                "Seller SKU": f"SKU-{sku}",
                "Product ID": str(1_729_500_000_000_000_000 + sku),
                "SKU Unit Original Price": _pounds(_price(sku) + 100),
                "SKU Subtotal Before Discount": _pounds(_price(sku) + 100),
                "SKU Subtotal After Discount": _pounds(_price(sku)),
            }


_STATUSES = (
    ("Unpaid", "Unpaid"), ("To ship", "Awaiting shipment"), ("To ship", "Awaiting collection"),
    ("Shipped", "In transit"), ("Completed", "Completed"),
)  # fmt: skip


def _price(sku: int) -> int:
    return 499 + 50 * (sku % 150)


def _order_cells(chance: random.Random, ref: int, placed: datetime) -> dict[str, str]:
    """What the lines of an order share. One in twenty was cancelled; the others are as far as their age lets expect."""
    minutes = (0, 3, chance.randint(60, 600), chance.randint(700, 2_000), chance.randint(3_000, 6_000))
    names = ("Created Time", "Paid Time", "RTS Time", "Shipped Time", "Delivered Time")
    times = {
        name: when for name, m in zip(names, minutes, strict=True) if (when := placed + timedelta(minutes=m)) < NOW
    }
    status, fine = _STATUSES[len(times) - 1]
    if chance.random() < 0.05:
        status, fine = "Canceled", "Canceled"
        times = {"Created Time": placed, "Paid Time": placed, "Cancelled Time": placed}
    numbers = (
        {"Tracking ID": f"JX{ref % 10**10}\t", "Package ID": f"115{ref % 10**13}\t"} if "RTS Time" in times else {}
    )
    return numbers | {
        "Order ID": f"{ref}\t",
        "Order Status": status,
        "Order Substatus": fine,
        "Buyer Username": f"user{chance.randint(1, 10**6)}",
        **{name: f"{when:%d/%m/%Y %H:%M:%S}\t" for name, when in times.items()},
    }


def _pounds(pence: int) -> str:
    return f"GBP {pence // 100}.{pence % 100:02d}"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ledger", folder, order_count, case_count]:
            ledger(Path(folder), int(order_count), int(case_count))
        case ["morning", folder, source]:
            morning(Path(folder), Path(source))
        case ["pressing", folder, case_count]:
            pressing(Path(folder), int(case_count))
        case ["tasks", folder, task_count]:
            tasks(Path(folder), int(task_count))
        case ["export", file, row_count, columns, newer]:
            export(Path(file), int(row_count), int(columns), newer=newer == "1")
        case _:
            sys.exit(__doc__)
