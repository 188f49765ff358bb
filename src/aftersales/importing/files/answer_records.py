"""Records of an answer, kept on disk."""

from __future__ import annotations

import json
import tempfile
import weakref
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from hashlib import blake2b
from typing import IO, Any

from aftersales.json_text import decoder as json_decoder
from aftersales.json_text import may_hold_half_emoji, without_half_emoji
from aftersales.named_tuple import NamedTuple

_IN_MEMORY = 1 << 20  # a file with less text than this is not written to disk
_NUL = "\\u0000"
_MOST = 1 << 63  # no number of the platform is so great


class StoredRecord(NamedTuple):
    """A record with its 1-based position in the whole file, and the digest of its text. `number` is the platform's, by
    which it can be found; empty where it has none that can be one, or shares it with another record of the file.
    `may_hold_nul`: its text has the escape of a NUL, or of a backslash before the same letters.
    """

    position: int
    digest: int
    text: Callable[[], str]
    number: str = ""
    may_hold_nul: bool = False

    def parsed(self) -> dict[str, Any]:
        """The record itself, read when it is asked for. Whole numbers are int, others text."""
        text = self.text()
        value: dict[str, Any] = json_decoder().raw_decode(text)[0]
        return without_half_emoji(value) if may_hold_half_emoji(text) else value


class RecordTimes(NamedTuple):
    """Times of a record in unix seconds, 0 where it tells none: when it was updated, by which the records of a file are
    put in order, and the newest one in it that is not in the future; `latest` is the newest, wherever it lies.
    """

    updated: int = 0
    newest: int = 0
    latest: int = 0


class RecordFile:
    """The texts of the records of one file, one behind the other, in a temporary file that nobody else sees."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (kept open)
        weakref.finalize(self, self._file.close)
        self._written = 0
        self._newest = bytearray()  # what is not written yet: to write a record by itself takes longer

    def add(self, content: bytes) -> int:
        """Keep a text; gives where it begins."""
        place = self._written + len(self._newest)
        self._newest += content
        if len(self._newest) > _IN_MEMORY:
            self._file.seek(self._written)
            self._file.write(self._newest)
            self._written += len(self._newest)
            self._newest = bytearray()
        return place

    def text(self, place: int, length: int) -> str:
        """The text that begins there."""
        if place >= self._written:
            at = place - self._written
            return self._newest[at : at + length].decode()
        self._file.seek(place)
        return self._file.read(length).decode()

    def close(self) -> None:
        """Give the file back."""
        self._file.close()


class AnswerRecords(Collection[tuple[int, dict[str, Any]]]):
    """The records of one array of a file: (position, record), in the order of the file. Memory holds some fifty bytes
    of each.
    """

    def __init__(self, file: RecordFile) -> None:
        self._file = file
        self._positions, self._places, self._lengths, self._updated = array("q"), array("q"), array("l"), array("q")
        self._digests, self._numbers = array("q"), array("q")
        self._repeated: frozenset[int] | None = None
        self._nul = set[int]()
        # The newest time in them that is not in the future, and the newest of all, in unix seconds; 0 for none.
        self.newest = self.latest = 0

    def add(self, position: int, text: str, number: str, times: RecordTimes) -> None:
        """Keep a record with its number of the platform."""
        content = text.encode()
        if _NUL in text:
            self._nul.add(len(self._positions))
        self._positions.append(position)
        self._places.append(self._file.add(content))
        self._lengths.append(len(content))
        self._updated.append(times.updated)
        self._digests.append(digest_of(content))
        self._numbers.append(_whole(number) or -1 - abs(hash(number)) // 2)
        self.newest, self.latest = max(self.newest, times.newest), max(self.latest, times.latest)

    def different(self) -> int:
        """How many different numbers they have."""
        return len(set(self._numbers))

    def latest_last(self, way: int = 0) -> Iterator[StoredRecord]:
        """The records in the order of their update, so that of several states of one the newest has the last word.
        Read in another `way` (a digest of it), each has another digest.
        """
        order = sorted(range(len(self._positions)), key=self._updated.__getitem__)
        return (self._record(place, way) for place in order)

    def _record(self, place: int, way: int = 0) -> StoredRecord:
        if self._repeated is None:
            self._repeated = _repeated(self._numbers)
        text, number = partial(self._file.text, self._places[place], self._lengths[place]), self._numbers[place]
        alone = number > 0 and number not in self._repeated
        known_by = str(number) if alone else ""
        digest = read_so(self._digests[place], way)
        return StoredRecord(self._positions[place], digest, text, known_by, place in self._nul)

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in range(len(self._positions)):
            record = self._record(number)
            yield record.position, record.parsed()

    def __contains__(self, item: object) -> bool:
        return any(item == one for one in self)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()


def in_memory(records: Collection[tuple[int, dict[str, Any]]], key: str = "") -> list[StoredRecord]:
    """Records that are in memory, as those of a file; `key` is that of their number."""
    numbers = Counter(str(record.get(key)) for _, record in records)
    kept = []
    for position, record in records:
        text, number = json.dumps(record, sort_keys=True), str(record.get(key))
        alone = _whole(number) and numbers[number] == 1
        known_by = number if alone else ""
        kept.append(StoredRecord(position, digest_of(text.encode()), partial(str, text), known_by, _NUL in text))
    return kept


def _repeated(numbers: Iterable[int]) -> frozenset[int]:
    once, repeated = set[int](), set[int]()
    for number in numbers:
        (repeated if number in once else once).add(number)
    return frozenset(repeated)


def read_so(digest: int, way: int) -> int:
    """The digest of a text that is read in some way, told by a digest too."""
    return digest ^ way or 1


def digest_of(content: bytes) -> int:
    """A number of 63 bits, other for another content, and never 0."""
    return int.from_bytes(blake2b(content, digest_size=8).digest()) % (_MOST - 1) + 1


def _whole(number: str) -> int:
    """The value of a number that is written with digits alone; 0 for anything else."""
    value = int(number) if number.isascii() and number.isdecimal() and number[0] != "0" and len(number) < 20 else 0
    return value if value < _MOST else 0
