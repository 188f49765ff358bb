"""Records of an answer, kept on disk."""

from __future__ import annotations

import json
import tempfile
import weakref
from array import array
from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import IO, Any

from aftersales.json_text import decoder as json_decoder
from aftersales.json_text import may_hold_half_emoji, without_half_emoji
from aftersales.named_tuple import NamedTuple

_IN_MEMORY = 1 << 20  # a file with less text than this is not written to disk
DIGEST = 16  # bytes


class StoredRecord(NamedTuple):
    """A record with its 1-based position in the whole file, and the digest of its text."""

    position: int
    digest: bytes
    text: str

    def parsed(self) -> dict[str, Any]:
        """The record itself. Whole numbers are int, others text."""
        value: dict[str, Any] = json_decoder().raw_decode(self.text)[0]
        return without_half_emoji(value) if may_hold_half_emoji(self.text) else value


class RecordTimes(NamedTuple):
    """Times of a record in unix seconds, 0 where it tells none: when it was updated, by which the records of a file are
    put in order, and the newest one in it that is not in the future.
    """

    updated: int = 0
    newest: int = 0


class RecordFile:
    """The texts of the records of one file, one behind the other, in a temporary file that nobody else sees."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (kept open)
        weakref.finalize(self, self._file.close)
        self._end = 0

    def add(self, content: bytes) -> int:
        """Keep a text; gives where it begins."""
        place, self._end = self._end, self._end + len(content)
        self._file.write(content)
        return place

    def text(self, place: int, length: int) -> str:
        """The text that begins there."""
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
        self._digests = bytearray()
        self._ids = array("q")
        self.newest = 0  # the newest time in them, in unix seconds; 0 where there is none

    def add(self, position: int, text: str, number: object, times: RecordTimes) -> None:
        """Keep a record with its number of the platform."""
        content = text.encode()
        self._positions.append(position)
        self._places.append(self._file.add(content))
        self._lengths.append(len(content))
        self._updated.append(times.updated)
        self._digests += blake2b(content, digest_size=DIGEST).digest()
        self._ids.append(hash(number))
        self.newest = max(self.newest, times.newest)

    def different(self) -> int:
        """How many different numbers they have."""
        return len(set(self._ids))

    def latest_last(self) -> Iterator[StoredRecord]:
        """The records in the order of their update, so that of several states of one the newest has the last word."""
        order = sorted(range(len(self._positions)), key=self._updated.__getitem__)
        return map(self._record, order)

    def _record(self, number: int) -> StoredRecord:
        digest = bytes(self._digests[number * DIGEST : (number + 1) * DIGEST])
        text = self._file.text(self._places[number], self._lengths[number])
        return StoredRecord(self._positions[number], digest, text)

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


def in_memory(records: Collection[tuple[int, dict[str, Any]]]) -> list[StoredRecord]:
    """Records that are in memory, as those of a file."""
    texts = [(position, json.dumps(record, sort_keys=True)) for position, record in records]
    return [
        StoredRecord(position, blake2b(text.encode(), digest_size=DIGEST).digest(), text) for position, text in texts
    ]
