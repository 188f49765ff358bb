"""What stands for buyers, parcels and words, and what each replaced."""

# Of a large ledger these are a million texts. They stand in databases in memory, where each takes a tenth of what it
# would as a text of Python's, and never on a disk: they are what is to be forgotten.

from __future__ import annotations

from collections.abc import Iterator

from aftersales.core.requests import buyers
from aftersales.ledger import sqlite
from aftersales.named_tuple import NamedTuple

_NOBODY = "***"  # of a name that was masked, and so nobody's: it must not become somebody's


class StandIns(NamedTuple):
    """What stands for a name (with a number behind it), and for what people wrote."""

    name: str
    text: str


FORGOTTEN = StandIns("forgotten-", "[forgotten]")


class Replacements:
    """What stands for a buyer is always the same for the same buyer of a shop, and numbers go on behind `last`."""

    def __init__(self, shown: StandIns, last: int) -> None:
        self.shown = shown
        self._last = last
        self.buyer_count = 0  # one may be written in several ways
        self._texts, self._stand_ins = sqlite.in_memory(), sqlite.in_memory()
        self._texts.execute(
            """CREATE TABLE texts (text BLOB PRIMARY KEY, is_name INTEGER, is_sentence INTEGER) WITHOUT ROWID"""
        )
        for definition in (
            "CREATE TABLE buyers (shop TEXT, key TEXT, number INTEGER, PRIMARY KEY (shop, key)) WITHOUT ROWID",
            "CREATE TABLE parcels (shop TEXT, number TEXT, stand_in TEXT, PRIMARY KEY (shop, number)) WITHOUT ROWID",
            "CREATE TABLE parcel_counts (whose TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID",
        ):
            self._stand_ins.execute(definition)

    def close(self) -> None:
        """Nothing more is replaced: free the memory of what is needed for that alone."""
        self._stand_ins.close()

    def name(self, shop: str, name: str | None, otherwise: str | None = None) -> str | None:
        """What stands for a buyer's name; `otherwise`, where that is not said and nobody of the name is known."""
        if not name or name.startswith((self.shown.name, FORGOTTEN.name)) or name == _NOBODY:
            return name
        key = buyers.buyer_key(name)
        self._take(name, is_name=key is not None)
        if key is None:
            return _NOBODY
        known = self._stand_ins.execute("SELECT number FROM buyers WHERE shop = ? AND key = ?", (shop, key)).fetchone()
        if known is not None:
            return f"{self.shown.name}{known[0]}"
        if otherwise is not None:
            return otherwise
        self._last += 1
        self.buyer_count += 1
        self._stand_ins.execute("INSERT INTO buyers VALUES (?, ?, ?)", (shop, key, self._last))
        return f"{self.shown.name}{self._last}"

    def of_owner(self, stand_in: str | None, row: int) -> str:
        """What the parcels of a row are called after: its buyer, and where that has no name, the row."""
        return stand_in or f"{self.shown.name}row-{row}"

    def is_somebody(self, stand_in: str | None) -> bool:
        """Whether it stands for a buyer who has a name."""
        return stand_in not in (None, _NOBODY)

    def parcel(self, shop: str, whose: str, tracking: str | None) -> str | None:
        """What stands for a tracking number."""
        if not tracking or tracking.startswith((self.shown.name, FORGOTTEN.name)):
            return tracking
        self._take(tracking)
        known = self._stand_ins.execute(
            "SELECT stand_in FROM parcels WHERE shop = ? AND number = ?", (shop, tracking)
        ).fetchone()
        if known is not None:
            return str(known[0])
        (count,) = self._stand_ins.execute(
            "INSERT INTO parcel_counts VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1 RETURNING n", (whose,)
        ).fetchone()
        stand_in = f"{whose}-parcel-{count}"
        self._stand_ins.execute("INSERT INTO parcels VALUES (?, ?, ?)", (shop, tracking, stand_in))
        return stand_in

    def sentence(self, text: str | None) -> str | None:
        """What stands for what somebody wrote."""
        if not text or text in (self.shown.text, FORGOTTEN.text):
            return text
        self._take(text, is_sentence=True)
        return self.shown.text

    def _take(self, text: str, *, is_name: bool = False, is_sentence: bool = False) -> None:
        self._texts.execute(
            """INSERT INTO texts VALUES (?, ?, ?) ON CONFLICT DO UPDATE
            SET is_name = max(is_name, excluded.is_name), is_sentence = max(is_sentence, excluded.is_sentence)
            WHERE is_name < excluded.is_name OR is_sentence < excluded.is_sentence""",
            (text.encode("utf-8", "surrogatepass"), is_name, is_sentence),
        )

    # --- what was replaced --------------------------------------------------------------------------------------------

    @property
    def text_count(self) -> int:
        """How many texts were replaced."""
        return int(self._texts.execute("SELECT count(*) FROM texts").fetchone()[0])

    def texts(self) -> Iterator[str]:
        """Every text that was replaced, in order."""
        return self._select("1")

    def names(self) -> Iterator[str]:
        """The names of buyers, as they were written."""
        return self._select("is_name")

    def identifying(self) -> Iterator[str]:
        """Names and tracking numbers, and nothing that was a sentence."""
        return self._select("is_sentence = 0")

    def _select(self, condition: str) -> Iterator[str]:
        rows = self._texts.execute(f"SELECT text FROM texts WHERE {condition} ORDER BY text")
        return (text.decode("utf-8", "surrogatepass") for (text,) in rows)
