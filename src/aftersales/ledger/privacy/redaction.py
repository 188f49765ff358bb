"""Personal data replaced in place: in the facts, and in the log."""

# What replaces a value tells as much as the deadlines and the figures need: the same buyer's orders stay one buyer's,
# a parcel that there was stays one. So nothing that is derived changes, and `forget` looks that it doesn't.

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.requests import buyers
from aftersales.core.time.instants import iso
from aftersales.ledger import checksums, journal, triggers
from aftersales.ledger.privacy.classes import BUYER, FILE, RECORD, WORDS, columns
from aftersales.ledger.privacy.selection import Forgettable
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_NOBODY = "***"  # of a name that was masked, and so nobody's: it must not become somebody's
# What people write, of what an event keeps; and what of it is read by deadlines and figures.
WRITTEN = frozenset({"text", "reason", "comment"})
_SHORT = 5  # letters; a shorter name is replaced where it stands as a word of its own


class StandIns(NamedTuple):
    """What stands for a name (with a number behind it), and for what people wrote."""

    name: str
    text: str


FORGOTTEN = StandIns("forgotten-", "[forgotten]")


class Redaction:
    """Replaces the data of some orders and cases. `taken` has every value that was replaced: `names` of buyers,
    `sentences` that people wrote, and tracking numbers.
    """

    def __init__(self, connection: Connection, chosen: Forgettable, shown: StandIns = FORGOTTEN) -> None:
        self._db, self._chosen, self._shown = connection, chosen, shown
        self._stand_ins: dict[tuple[str, str], str] = {}
        self._parcels: dict[tuple[str, str], str] = {}
        self._parcel_counts = Counter[str]()  # by stand-in
        self._last = self._highest()
        self._of_order: dict[int, tuple[str, str]] = {}  # shop and stand-in of a row
        self._of_case: dict[int, tuple[str, str]] = {}
        self.taken: set[str] = set()
        self.names: set[str] = set()
        self.sentences: set[str] = set()

    def run(self, now: datetime) -> None:
        """Replace all of it for good, inside the caller's transaction, and remember of which orders and requests."""
        damaged = list(checksums.damaged(self._db))
        self.replace()
        self._remember(now)
        triggers.make_triggers(self._db)
        checksums.renew_all(self._db, damaged)
        self._log()

    def replace(self) -> None:
        """Replace all of it. The log doesn't keep what was there before: its triggers are gone afterwards."""
        triggers.drop_triggers(self._db)
        self._orders()
        self._cases()
        self._events()
        self._observations()
        self._images()
        self._mentions()

    @property
    def buyers(self) -> int:
        """How many buyers there were; one may be written in several ways."""
        return sum(1 for _, key in self._stand_ins if not key.startswith("\0"))

    def _highest(self) -> int:
        """The highest number that was given to a forgotten buyer."""
        rows = self._db.execute(
            "SELECT buyer FROM orders WHERE buyer GLOB ?1 UNION SELECT buyer FROM cases WHERE buyer GLOB ?1",
            (f"{self._shown.name}[0-9]*",),
        )
        numbers = (re.fullmatch(rf"{self._shown.name}(\d{{1,9}})", name) for (name,) in rows)
        return max((int(match[1]) for match in numbers if match), default=0)

    # --- facts --------------------------------------------------------------------------------------------------------

    def _orders(self) -> None:
        rows = self._select("SELECT id, shop, buyer, tracking, buyer_message FROM orders WHERE id", self._chosen.orders)
        for number, shop, buyer, tracking, message in rows:
            name = self._name(shop, buyer)
            self._of_order[number] = (shop, name or self._nameless(shop, number))
            self._db.execute(
                "UPDATE orders SET buyer = ?, tracking = ?, buyer_message = ?, digest = NULL WHERE id = ?",
                (name, self._parcel(self._of_order[number], tracking), self._gone(message), number),
            )

    def _cases(self) -> None:
        rows = self._select(
            """SELECT c.id, c.shop, c.buyer, c.tracking, c.buyer_note, o.id FROM cases c
            LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref WHERE c.id""",
            self._chosen.cases,
        )
        for number, shop, buyer, tracking, note, order in rows:
            name = self._name(shop, buyer)
            whose = self._of_order.get(order, (shop, self._nameless(shop, number)))
            self._of_case[number] = (shop, name) if name not in (None, _NOBODY) else whose
            self._db.execute(
                "UPDATE cases SET buyer = ?, tracking = ?, buyer_note = ? WHERE id = ?",
                (name, self._parcel(self._of_case[number], tracking), self._gone(note), number),
            )

    def _events(self) -> None:
        rows = self._select("SELECT id, case_id, source, data FROM events WHERE case_id", self._chosen.cases)
        for number, case, source, data in rows:
            after = self._event(self._of_case[case], source, data)
            if after != data:
                self._db.execute("UPDATE events SET data = ? WHERE id = ?", (after, number))

    def _observations(self) -> None:
        rows = self._select(
            "SELECT id, case_id, tracking FROM observations WHERE tracking IS NOT NULL AND case_id", self._chosen.cases
        )
        for number, case, tracking in rows:
            self._db.execute(
                "UPDATE observations SET tracking = ? WHERE id = ?",
                (self._parcel(self._of_case[case], tracking), number),
            )

    # --- the log ------------------------------------------------------------------------------------------------------

    def _images(self) -> None:
        """What the log keeps of how rows were before."""
        rows = self._select(
            "SELECT id, tbl, key, case_id, image FROM changes WHERE image IS NOT NULL AND case_id", self._chosen.cases
        )
        rows += self._db.execute(
            """SELECT c.id, c.tbl, c.key, NULL, c.image FROM changes c WHERE c.tbl = 'orders' AND c.op <> 'insert'
            AND CAST(c.key AS INTEGER) IN (SELECT value FROM json_each(?))""",
            (json.dumps([*self._chosen.orders, *(order.id for order in self._chosen.deleted)]),),
        ).fetchall()
        for order in self._chosen.deleted:
            name = self._name(order.shop, order.buyer)
            self._of_order[order.id] = (order.shop, name or self._nameless(order.shop, order.id))
        for number, table, key, case, image in rows:
            whose = self._of_order.get(int(key)) if table == "orders" else self._of_case.get(case)
            if whose is None:
                continue
            after = self._image(whose, table, json.loads(image))
            self._put_image(number, image, after)

    def _put_image(self, number: int, before: str, after: Any) -> None:
        if after != json.loads(before):
            self._db.execute(
                "UPDATE changes SET image = ? WHERE id = ?", (json.dumps(after, ensure_ascii=False), number)
            )

    def _image(self, whose: tuple[str, str], table: str, image: Any) -> Any:
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
                after[name] = self._name(whose[0], value, whose[1])
            elif name == "tracking":
                after[name] = self._parcel(whose, value)
            elif name in ("buyer_note", "buyer_message"):
                after[name] = self._gone(value)
            elif name == "data":
                after[name] = self._event(whose, str(image.get("source", "hand")), value)
        return after

    # --- elsewhere ----------------------------------------------------------------------------------------------------

    def _mentions(self) -> None:
        """The names where they stand in what others wrote: notes on other cases, names of files."""
        if not self.names:
            return
        replace = replacer(self.names, self._shown.text)
        for table, column in columns(RECORD, FILE, WORDS, BUYER):
            rows = self._db.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
            for number, value in rows:
                after = _in_json(replace, value) if (table, column) in _JSON else replace(value)
                if after != value:
                    self._db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (after, number))

    def _remember(self, now: datetime) -> None:
        """By their numbers, so that a later file does not bring the names back."""
        orders = self._select("SELECT shop, ref FROM orders WHERE id", self._chosen.orders)
        requests = self._select("SELECT shop, ref FROM case_refs WHERE case_id", self._chosen.cases)
        self._db.executemany(
            "INSERT OR IGNORE INTO forgotten (shop, number, at) VALUES (?, ?, ?)",
            [(shop, ref, iso(now)) for shop, ref in (*orders, *requests)],
        )
        # A digest says nothing of a buyer, but would prove a guess.
        self._db.executemany("DELETE FROM seen_rows WHERE shop = ? AND ref = ?", requests)

    def _log(self) -> None:
        shops = Counter(shop for shop, _ in self._of_order.values())
        of_cases = Counter(shop for shop, _ in self._of_case.values())
        for shop in sorted({*shops, *of_cases}):
            journal.log_forgotten(self._db, shop, shops[shop], of_cases[shop])

    # --- values -------------------------------------------------------------------------------------------------------

    def _name(self, shop: str, name: str | None, otherwise: str | None = None) -> str | None:
        """What stands for a buyer's name: always the same for the same buyer of a shop."""
        if not name or name.startswith((self._shown.name, FORGOTTEN.name)) or name == _NOBODY:
            return name
        self.taken.add(name)
        key = buyers.buyer_key(name)
        if key is None:
            return _NOBODY
        self.names.add(name)
        if otherwise is not None and (shop, key) not in self._stand_ins:
            return otherwise
        if (shop, key) not in self._stand_ins:
            self._last += 1
            self._stand_ins[shop, key] = f"{self._shown.name}{self._last}"
        return self._stand_ins[shop, key]

    def _nameless(self, shop: str, row: int) -> str:
        """What a row's parcel is called whose buyer has no name."""
        key = f"\0{row}"
        if (shop, key) not in self._stand_ins:
            self._stand_ins[shop, key] = f"{self._shown.name}row-{row}"
        return self._stand_ins[shop, key]

    def _parcel(self, whose: tuple[str, str], tracking: str | None) -> str | None:
        if not tracking or tracking.startswith((self._shown.name, FORGOTTEN.name)):
            return tracking
        self.taken.add(tracking)
        known = (whose[0], tracking)
        if known not in self._parcels:
            self._parcel_counts[whose[1]] += 1
            self._parcels[known] = f"{whose[1]}-parcel-{self._parcel_counts[whose[1]]}"
        return self._parcels[known]

    def _gone(self, text: str | None) -> str | None:
        if not text or text in (self._shown.text, FORGOTTEN.text):
            return text
        self.taken.add(text)
        self.sentences.add(text)
        return self._shown.text

    def _event(self, whose: tuple[str, str], source: str, data: str) -> str:
        """What an event says, without what people wrote. The platform's own sentences stay: they date a return's
        steps.
        """
        before = json.loads(data)
        after = dict(before)
        for name, value in before.items():
            if name in WRITTEN and source != "api" and isinstance(value, str):
                after[name] = self._gone(value)
            elif name == "tracking" and isinstance(value, str):
                after[name] = self._parcel(whose, value)
            elif name == "files":
                after[name] = [{**file, "path": self._gone(file.get("path"))} for file in value]
        return data if after == before else json.dumps(after, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def _select(self, sql: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
        return self._db.execute(f"{sql} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)).fetchall()


_JSON = frozenset({("events", "data"), ("changes", "image")})


def replacer(names: Iterable[str], stand_in: str = FORGOTTEN.text) -> Callable[[str], str]:
    """Replaces each of these names in a text, whatever its case. A short one only where it is a word of its own."""
    long, short = set[str](), set[str]()
    for name in names:
        (long if len(name) >= _SHORT else short).add(name.lower())
    word = re.compile(r"[^\s\"'`<>,;:!?()\[\]{}|/\\]+")
    spaced = {name for name in long if not word.fullmatch(name)}
    single = (long | short) - spaced
    by_start: dict[str, list[str]] = {}
    for name in spaced:
        by_start.setdefault(name[:_SHORT], []).append(name)

    def replace(text: str) -> str:
        for name in _names_in(text.lower(), by_start) if by_start else ():
            text = re.sub(re.escape(name), stand_in, text, flags=re.IGNORECASE)
        return word.sub(lambda match: _word(match[0], single, stand_in), text) if single else text

    return replace


def _names_in(text: str, by_start: Mapping[str, Sequence[str]]) -> list[str]:
    """Those names that stand in a text, the longest first. `by_start` has them by their first letters: of a hundred
    thousand names only a few are looked for in each text.
    """
    starts = {text[at : at + _SHORT] for at in range(len(text))} & by_start.keys()
    names = (name for start in starts for name in by_start[start] if name in text)
    return sorted(names, key=lambda name: (-len(name), name))


def _word(word: str, names: set[str], stand_in: str) -> str:
    bare = word.strip("@.")
    return word.replace(bare, stand_in) if bare and bare.lower() in names else word


def _in_json(replace: Callable[[str], str], text: str) -> str:
    """The same in every string of a JSON text."""
    before = json.loads(text)
    after = _mapped(replace, before)
    return text if after == before else json.dumps(after, ensure_ascii=False)


def _mapped(replace: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        if value.startswith(("{", "[")):  # JSON in JSON: what `undo` keeps
            try:
                return _in_json(replace, value)
            except ValueError:
                return replace(value)
        return replace(value)
    if isinstance(value, Mapping):
        return {name: _mapped(replace, entry) for name, entry in value.items()}
    return [_mapped(replace, entry) for entry in value] if isinstance(value, list) else value
