"""Personal data replaced in place: in the facts, and in the log."""

# What replaces a value tells as much as the deadlines and the figures need: the same buyer's orders stay one buyer's,
# a parcel that there was stays one. So nothing that is derived changes, and `forget` looks that it doesn't. All goes
# block by block: a ledger may have a million rows.

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.time.instants import iso
from aftersales.ledger import checksums, journal, triggers
from aftersales.ledger.privacy import mentions
from aftersales.ledger.privacy.classes import BUYER, FILE, RECORD, WORDS, columns
from aftersales.ledger.privacy.replacements import FORGOTTEN, Replacements, StandIns
from aftersales.ledger.privacy.selection import Forgettable
from aftersales.ledger.sqlite import Connection

# What people write, of what an event keeps; and what of it is read by deadlines and figures.
WRITTEN = frozenset({"text", "reason", "comment"})
_ROWS = 2000  # rows, or numbers of rows, that are in hand at a time
_FIRST = -(1 << 63)  # the lowest number that a row can have
_JSON = frozenset({("events", "data"), ("changes", "image")})
_Owner = tuple[str, str]  # the shop, and what its parcels are called after


class Redaction:
    """Replaces the data of some orders and cases. `replaced` has every value that was."""

    def __init__(self, connection: Connection, chosen: Forgettable, shown: StandIns = FORGOTTEN) -> None:
        self._db, self._chosen = connection, chosen
        self.replaced = Replacements(shown, self._highest(shown))
        self._deleted: dict[int, _Owner] = {}
        self._order_counts, self._case_counts = Counter[str](), Counter[str]()  # by shop

    def run(self, now: datetime) -> None:
        """Replace all of it for good, inside the caller's transaction, and remember of which orders and requests."""
        damaged = list(checksums.damaged(self._db))
        self.replace()
        self._remember(now)
        triggers.make_triggers(self._db)
        checksums.renew_all(self._db, damaged)
        for shop in sorted({*self._order_counts, *self._case_counts}):
            journal.log_forgotten(self._db, shop, self._order_counts[shop], self._case_counts[shop])

    def buyer_count(self) -> int:
        """How many buyers would be replaced. Changes nothing."""
        for table, ids in (("orders", self._chosen.orders), ("cases", self._chosen.cases)):
            for some in _blocks(ids):
                for shop, buyer in self._select(f"SELECT shop, buyer FROM {table} WHERE id", some):
                    self.replaced.name(shop, buyer)
        for order in self._chosen.deleted:
            self.replaced.name(order.shop, order.buyer)
        return self.replaced.buyer_count

    def replace(self) -> None:
        """Replace all of it. The log doesn't keep what was there before: its triggers are gone afterwards."""
        triggers.drop_triggers(self._db)
        for orders in _blocks(self._chosen.orders):
            self._orders(orders)
        for cases in _blocks(self._chosen.cases):
            self._cases(cases)
        for order in self._chosen.deleted:
            name = self.replaced.name(order.shop, order.buyer)
            self._deleted[order.id] = (order.shop, self.replaced.of_owner(name, order.id))
            self._order_counts[order.shop] += 1
        for cases in _blocks(self._chosen.cases):
            owners = self._owners(cases)
            self._events(cases, owners)
            self._observations(cases, owners)
            self._images_of_cases(cases, owners)
        self._images_of_orders()
        self.replaced.close()
        self._mentions()

    def _highest(self, shown: StandIns) -> int:
        """The highest number that was given to a forgotten buyer."""
        rows = self._db.execute(
            "SELECT buyer FROM orders WHERE buyer GLOB ?1 UNION SELECT buyer FROM cases WHERE buyer GLOB ?1",
            (f"{shown.name}[0-9]*",),
        )
        numbers = (re.fullmatch(rf"{shown.name}(\d{{1,9}})", name) for (name,) in rows)
        return max((int(match[1]) for match in numbers if match), default=0)

    # --- facts --------------------------------------------------------------------------------------------------------

    def _orders(self, ids: Sequence[int]) -> None:
        updates = []
        rows = self._select("SELECT id, shop, buyer, tracking, buyer_message FROM orders WHERE id", ids)
        for number, shop, buyer, tracking, message in rows:
            name = self.replaced.name(shop, buyer)
            parcel = self.replaced.parcel(shop, self.replaced.of_owner(name, number), tracking)
            updates.append((name, parcel, self.replaced.sentence(message), number))
            self._order_counts[shop] += 1
        self._db.executemany(
            "UPDATE orders SET buyer = ?, tracking = ?, buyer_message = ?, digest = NULL WHERE id = ?", updates
        )

    def _cases(self, ids: Sequence[int]) -> None:
        rows = self._select("SELECT id, shop, buyer FROM cases WHERE id", ids)
        names = [(self.replaced.name(shop, buyer), number) for number, shop, buyer in rows]
        self._db.executemany("UPDATE cases SET buyer = ? WHERE id = ?", names)
        owners = self._owners(ids)
        self._case_counts.update(shop for shop, _ in owners.values())
        self._db.executemany(
            "UPDATE cases SET tracking = ?, buyer_note = ? WHERE id = ?",
            [
                (self._parcel(owners[number], tracking), self.replaced.sentence(note), number)
                for number, tracking, note in self._select("SELECT id, tracking, buyer_note FROM cases WHERE id", ids)
            ],
        )

    def _owners(self, ids: Sequence[int]) -> dict[int, _Owner]:
        """After whom the parcels of these cases are called, whose names are replaced already: after the case's buyer,
        else after the order's, if that was replaced too.
        """
        owners: dict[int, _Owner] = {}
        rows = self._select(
            """SELECT c.id, c.shop, c.buyer, o.id, o.buyer FROM cases c
            LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref WHERE c.id""",
            ids,
        )
        for number, shop, buyer, order, orders_buyer in rows:
            row = number
            if not self.replaced.is_somebody(buyer):
                replaced = order is not None and self._has_order(order)
                buyer, row = (orders_buyer, order) if replaced else (None, number)
            owners[number] = (shop, self.replaced.of_owner(buyer, row))
        return owners

    def _has_order(self, number: int) -> bool:
        at = bisect_left(self._chosen.orders, number)
        return at < len(self._chosen.orders) and self._chosen.orders[at] == number

    def _events(self, ids: Sequence[int], owners: Mapping[int, _Owner]) -> None:
        rows = self._select("SELECT id, case_id, source, data FROM events WHERE case_id", ids)
        updates = [(self._event(owners[case], source, data), number, data) for number, case, source, data in rows]
        self._db.executemany(
            "UPDATE events SET data = ? WHERE id = ?",
            [(after, number) for after, number, data in updates if after != data],
        )

    def _observations(self, ids: Sequence[int], owners: Mapping[int, _Owner]) -> None:
        rows = self._select(
            "SELECT id, case_id, tracking FROM observations WHERE tracking IS NOT NULL AND case_id", ids
        )
        self._db.executemany(
            "UPDATE observations SET tracking = ? WHERE id = ?",
            [(self._parcel(owners[case], tracking), number) for number, case, tracking in rows],
        )

    # --- the log: what it keeps of how rows were before ---------------------------------------------------------------

    def _images_of_cases(self, ids: Sequence[int], owners: Mapping[int, _Owner]) -> None:
        rows = self._select("SELECT id, tbl, case_id, image FROM changes WHERE image IS NOT NULL AND case_id", ids)
        self._put_images(
            (number, image, self._image(owners[case], table, json.loads(image))) for number, table, case, image in rows
        )

    def _images_of_orders(self) -> None:
        sql = """SELECT id, CAST(key AS INTEGER), image FROM changes
            WHERE id > ? AND tbl = 'orders' AND op <> 'insert' AND image IS NOT NULL ORDER BY id LIMIT ?"""
        for rows in self._pages(sql):
            numbers = [order for _, order, _ in rows if order not in self._deleted and self._has_order(order)]
            owners = self._deleted | {
                number: (shop, self.replaced.of_owner(buyer, number))
                for number, shop, buyer in self._select("SELECT id, shop, buyer FROM orders WHERE id", numbers)
            }
            self._put_images(
                (number, image, self._image(owners[order], "orders", json.loads(image)))
                for number, order, image in rows
                if order in owners
            )

    def _put_images(self, images: Iterator[tuple[int, str, Any]]) -> None:
        self._db.executemany(
            "UPDATE changes SET image = ? WHERE id = ?",
            [
                (json.dumps(after, ensure_ascii=False), number)
                for number, before, after in images
                if after != json.loads(before)
            ],
        )

    def _image(self, whose: _Owner, table: str, image: Any) -> Any:
        if not isinstance(image, dict):
            return image
        if table == "changes" and isinstance(image.get("image"), str):  # what `undo` keeps of an older change
            inner = json.loads(image["image"])
            return {**image, "image": json.dumps(self._image(whose, "", inner), ensure_ascii=False)}
        after = dict(image)
        for name, value in image.items():
            if not isinstance(value, str):
                continue
            if name == "buyer":
                after[name] = self.replaced.name(whose[0], value, whose[1])
            elif name == "tracking":
                after[name] = self._parcel(whose, value)
            elif name in ("buyer_note", "buyer_message"):
                after[name] = self.replaced.sentence(value)
            elif name == "data":
                after[name] = self._event(whose, str(image.get("source", "hand")), value)
        return after

    # --- elsewhere ----------------------------------------------------------------------------------------------------

    def _mentions(self) -> None:
        """The names where they stand in what others wrote: notes on other cases, names of files."""
        if not any(True for _ in self.replaced.names()):
            return
        replace = mentions.replacer(self.replaced.names(), self.replaced.shown.text)
        columns_of: dict[str, list[str]] = {}
        for table, column in columns(RECORD, FILE, WORDS, BUYER):
            columns_of.setdefault(table, []).append(column)
        for table, names in columns_of.items():
            sql = f"SELECT rowid, {', '.join(names)} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"
            for rows in self._pages(sql):
                for at, name in enumerate(names, 1):
                    change = _in_json(replace) if (table, name) in _JSON else replace
                    updates = [(change(row[at]), row[0], row[at]) for row in rows if row[at] is not None]
                    self._db.executemany(
                        f"UPDATE {table} SET {name} = ? WHERE rowid = ?",
                        [(after, number) for after, number, before in updates if after != before],
                    )

    def _remember(self, now: datetime) -> None:
        """By their numbers, so that a later file does not bring the names back."""
        for orders in _blocks(self._chosen.orders):
            self._remember_numbers(self._select("SELECT shop, ref FROM orders WHERE id", orders), now)
        for cases in _blocks(self._chosen.cases):
            requests = self._select("SELECT shop, ref FROM case_refs WHERE case_id", cases)
            self._remember_numbers(requests, now)
            # A digest says nothing of a buyer, but would prove a guess.
            self._db.executemany("DELETE FROM seen_rows WHERE shop = ? AND ref = ?", requests)

    def _remember_numbers(self, numbers: Sequence[tuple[Any, ...]], now: datetime) -> None:
        self._db.executemany(
            "INSERT OR IGNORE INTO forgotten (shop, number, at) VALUES (?, ?, ?)",
            [(shop, ref, iso(now)) for shop, ref in numbers],
        )

    # --- values -------------------------------------------------------------------------------------------------------

    def _parcel(self, whose: _Owner, tracking: str | None) -> str | None:
        return self.replaced.parcel(*whose, tracking)

    def _event(self, whose: _Owner, source: str, data: str) -> str:
        """What an event says, without what people wrote. The platform's own sentences stay: they date a return's
        steps.
        """
        before = json.loads(data)
        after = dict(before)
        for name, value in before.items():
            if name in WRITTEN and source != "api":
                after[name] = self.replaced.sentence(_text(value))
            elif name == "tracking":
                after[name] = self._parcel(whose, _text(value))
            elif name == "files":
                after[name] = [{**file, "path": self.replaced.sentence(file.get("path"))} for file in value]
        return data if after == before else json.dumps(after, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def _select(self, sql: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._db.execute(f"{sql} IN (SELECT value FROM json_each(?))", (json.dumps(ids),)).fetchall()

    def _pages(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in the order of their numbers, some thousand at a time, so that they may be changed
        meanwhile. It takes the number to begin behind, and how many.
        """
        last = _FIRST
        while rows := self._db.execute(sql, (last, _ROWS)).fetchall():
            yield rows
            last = rows[-1][0]


def _blocks(numbers: Sequence[int]) -> Iterator[list[int]]:
    return (list(numbers[start : start + _ROWS]) for start in range(0, len(numbers), _ROWS))


def _text(value: Any) -> str | None:
    """What an event says, also where somebody has put something else than a text into the ledger."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _in_json(replace: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: mentions.in_json(replace, text)
