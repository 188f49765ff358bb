"""Staged rows in a temporary database, block by block."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from aftersales.importing.parse.staging.rows import CUT, ROW, StagedRow, in_columns

# What no export has, and what would fill the memory.
MOST_OF_ONE, _MOST_VALUES = 5_000, 10_000
MUCH, _MUCH_OF_ONE = 1 << 20, 4 << 20  # characters of some rows, and of those with one key
_MOST_SEARCHED = 100
_MOST_KEYS = 400_000  # that are held in memory at once
RowGroup = tuple[str, list[int], list[str]]  # a key, the numbers of its rows, and their used cells
RowBlock = tuple[list[int], list[str], list[str]]  # the numbers, the keys and the used cells of some rows
StoredBlock = tuple[int, str, str, str]  # the first number, and the same, each joined together


class BlockStore:
    """The rows of a table, each with its key. `refuse` says for a key what to raise where too many rows have it, or too
    long ones; it takes their number, too. None where they don't belong together.

    The lines of an order may be far apart. Where no key stands in two blocks they are read block by block, else
    sorted.
    """

    def __init__(self, refuse: Callable[[str, int], Exception | None]) -> None:
        self._refuse, self._is_sorted, self.rows = refuse, False, 0
        self._keys_apart: bool | None = None
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA page_size=16384; PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA cache_size=-16000;"
        )

        self._db.execute("CREATE TABLE blocks (first INTEGER PRIMARY KEY, numbers TEXT, keys TEXT, texts TEXT)")

    def fill(self, blocks: Iterable[StoredBlock]) -> None:
        """Take in blocks of rows, behind those that are there. No key that follows itself stands in two of them."""
        self._keys_apart = None
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?)", self._counted(blocks))
        self._db.execute("COMMIT")

    def _counted(self, blocks: Iterable[StoredBlock]) -> Iterator[StoredBlock]:
        for block in blocks:
            self.rows += block[1].count(",") + 1
            yield block

    def sorted_groups(self) -> Iterator[list[StagedRow]]:
        """The rows of each key together, by the key, in file order within."""
        for _, numbers, texts in self._in_order():
            yield [StagedRow(number, text.split(CUT)) for number, text in zip(numbers, texts, strict=True)]

    def groups(self, together: int) -> Iterator[list[RowGroup]]:
        """The rows of each key together, some keys at a time: `together`, or those of a block."""
        return self.groups_before(None) if self.is_in_blocks() else self._some_in_order(together)

    def groups_before(self, end: int | None) -> Iterator[list[RowGroup]]:
        """The rows of each key together, block by block: those of the blocks that begin before the row `end`, None for
        all. No key stands in two blocks.
        """
        before = "SELECT first, numbers, keys, texts FROM blocks WHERE ?1 IS NULL OR first < ?1 ORDER BY first"
        return grouped(self._db.execute(before, (end,)))

    def keys_before(self, end: int) -> int:
        """How many keys the blocks have that begin before the row `end`. No key stands in two blocks."""
        blocks = self._db.execute("SELECT keys FROM blocks WHERE first < ?", (end,))
        return sum(len(set(keys.split(ROW))) for (keys,) in blocks)

    def is_in_blocks(self) -> bool:
        """Whether no key stands in two blocks."""
        if self._keys_apart is None:
            self._keys_apart = self._are_keys_apart()
        return self._keys_apart

    def _are_keys_apart(self) -> bool:
        """The same, found out. Looks at some of the keys at a time, so that memory stays small."""
        rounds = 1 + self.rows // _MOST_KEYS
        for turn in range(rounds):
            before: set[int] = set()
            for (keys,) in self._db.execute("SELECT keys FROM blocks"):
                hashes = {hash(key) for key in set(keys.split(ROW)) if key and hash(key) % rounds == turn}
                if not before.isdisjoint(hashes):
                    return False
                before |= hashes
        return True

    def _some_in_order(self, together: int) -> Iterator[list[RowGroup]]:
        some: list[RowGroup] = []
        size = 0
        for group in self._in_order():
            if some and (len(some) == together or size > MUCH or some[-1][0] == group[0]):
                yield some
                some, size = [], 0
            some.append(group)
            size += sum(map(len, group[2]))
        if some:
            yield some

    def _in_order(self) -> Iterator[RowGroup]:
        """The rows of each key, by the key. Rows without one are read all the same, to be rejected, some at a time."""
        for key, rows in groupby(self._sorted(), itemgetter(0)):
            numbers: list[int] = []
            texts: list[str] = []
            size = 0
            for _, number, text in rows:
                if len(numbers) == MOST_OF_ONE or size > _MUCH_OF_ONE:
                    if (refused := self._refuse(key, len(numbers) + 1)) is not None:
                        raise refused
                    yield key, numbers, texts
                    numbers, texts, size = [], [], 0
                numbers.append(number)
                texts.append(text)
                size += len(text)
            yield key, numbers, texts

    def _sorted(self) -> Iterator[tuple[str, int, str]]:
        """Every row with its key and its number, sorted by both."""
        if not self._is_sorted:
            self._db.execute("CREATE TABLE rows (row INTEGER PRIMARY KEY, key TEXT, cells TEXT)")
            self._db.execute("BEGIN")
            self._db.executemany("INSERT INTO rows VALUES (?, ?, ?)", self._single_rows())
            self._db.execute("CREATE INDEX by_key ON rows (key)")
            self._db.execute("COMMIT")
            self._is_sorted = True
        return self._db.execute("SELECT key, row, cells FROM rows ORDER BY key, row")

    def _single_rows(self) -> Iterator[tuple[int, str, str]]:
        for numbers, keys, texts in self._db.execute("SELECT numbers, keys, texts FROM blocks"):
            yield from zip(map(int, numbers.split(",")), keys.split(ROW), texts.split(ROW), strict=True)

    def all_keys(self) -> Iterator[str]:
        """The key of each row, in file order."""
        for (keys,) in self._db.execute("SELECT keys FROM blocks ORDER BY first"):
            yield from keys.split(ROW)

    def rows_with(self, texts: Sequence[str], last: int) -> Iterator[list[str]]:
        """The used cells of the rows up to about the row `last` that hold one of these texts."""
        some, sought = " OR ".join("instr(texts, ?)" for _ in texts), list(texts)
        if len(texts) > _MOST_SEARCHED:  # SQLite takes no condition of a thousand parts
            some, sought = "1", []
        for (rows,) in self._db.execute(f"SELECT texts FROM blocks WHERE first <= ? AND ({some})", (last, *sought)):
            for row in rows.split(ROW):
                if any(text in row for text in texts):
                    yield row.split(CUT)

    def counts(self, place: int) -> Counter[str]:
        """How many rows have each value in a cell; only the first of very many values."""
        counts: Counter[str] = Counter()
        for (texts,) in self._db.execute("SELECT texts FROM blocks ORDER BY first"):
            for value, count in Counter(in_columns(texts.split(ROW))[place]).items():
                if value in counts or len(counts) < _MOST_VALUES:
                    counts[value] += count
        return counts

    def close(self) -> None:
        """Give the temporary database back."""
        self._db.close()


def stored(blocks: Iterable[RowBlock]) -> Iterator[StoredBlock]:
    """The rows of blocks as they are stored. Those of one key that follow each other come into one block."""
    numbers: list[int] = []
    keys: list[str] = []
    texts: list[str] = []
    for block in blocks:
        numbers += block[0]
        keys += block[1]
        texts += block[2]
        if end := len(keys) if sum(map(len, texts)) > _MUCH_OF_ONE else _end_before_last(keys):
            yield numbers[0], _joined(numbers[:end]), ROW.join(keys[:end]), ROW.join(texts[:end])
            del numbers[:end], keys[:end], texts[:end]
    if keys:
        yield numbers[0], _joined(numbers), ROW.join(keys), ROW.join(texts)


def behind(block: StoredBlock, rows: int) -> StoredBlock:
    """The same block, with so many rows more before it."""
    first, numbers, keys, texts = block
    return first + rows, _joined(int(number) + rows for number in numbers.split(",")), keys, texts


def grouped(blocks: Iterable[StoredBlock]) -> Iterator[list[RowGroup]]:
    """The rows of each key, block by block, sorted by key in each."""
    for _, numbers, keys, texts in blocks:
        groups: dict[str, tuple[list[int], list[str]]] = {}
        for key, number, text in zip(keys.split(ROW), numbers.split(","), texts.split(ROW), strict=True):
            if (group := groups.get(key)) is None:
                groups[key] = [int(number)], [text]
            else:
                group[0].append(int(number))
                group[1].append(text)
        yield [(key, *groups[key]) for key in sorted(groups)]


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _end_before_last(keys: Sequence[str]) -> int:
    """How many rows come before those of the last key, which may go on; all, where they belong to nothing, or are very
    many, for which the file is refused when they are read.
    """
    last, end = keys[-1], len(keys)
    while end and keys[end - 1] == last:
        end -= 1
    return end if last and len(keys) - end <= MOST_OF_ONE else len(keys)
