"""Many texts looked for in bytes at once."""

# To look for a hundred thousand texts one after another takes hours, even at 3 GB a second. So a text is found by its
# last eight bytes, read as a number: eight views of a block, each a byte further on, have the numbers at all its
# places, and one look into a set tells which of them end a text. How many texts there are makes no difference.
# Of shorter texts it is the last four bytes, which are often those of something else: it takes five times as long.

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Set
from typing import Literal

SHORTEST = 4  # bytes that can be looked for
_LONG = 8  # bytes of the numbers by which texts are found that have so many
_FEW = 100  # short texts are looked for one by one
_FEW_HITS = 20  # ends that are looked for one by one


class ByteSearch:
    """Finds pieces of bytes in blocks: those that were `found`, and those that are `left`."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.left = set(pieces)
        self.found = set[bytes]()
        short = {piece for piece in self.left if len(piece) < _LONG}
        self._one_by_one = tuple(short) if len(short) <= _FEW else ()
        self._endings = [_Endings(self.left - short, "Q")]
        if len(short) > _FEW:
            self._endings.append(_Endings(short, "I"))

    def reset(self) -> None:
        """Look for all of them again."""
        self.left |= self.found
        self.found = set()

    def look(self, data: bytes) -> None:
        """Look for those that are left. A piece that a block breaks in two is found where the next one has it whole."""
        hits = {piece for piece in self._one_by_one if piece in data}
        for endings in self._endings:
            hits.update(piece for piece in endings.candidates(data) if piece in self.left)
        self.found |= hits
        self.left -= hits


class _Endings:
    """The ends of pieces as numbers of this kind of memory view, each with the lengths of the pieces that end so."""

    def __init__(self, pieces: Iterable[bytes], kind: Literal["Q", "I"]) -> None:
        self._kind, self._size = kind, memoryview(bytes(_LONG)).cast(kind).itemsize
        self._lengths: dict[int, int | set[int]] = {}
        for piece in pieces:
            number, length = int.from_bytes(piece[-self._size :], sys.byteorder), len(piece)
            known = self._lengths.setdefault(number, length)
            if isinstance(known, set):
                known.add(length)
            elif known != length:
                self._lengths[number] = {known, length}

    def candidates(self, data: bytes) -> Iterator[bytes]:
        """What in the data ends as a piece does, and is as long."""
        for start in range(min(self._size, max(0, len(data) - self._size + 1))) if self._lengths else ():
            view = memoryview(data)[start : start + (len(data) - start) // self._size * self._size]
            numbers = view.cast(self._kind)
            for end, number in self._ends(self._lengths.keys() & numbers, numbers, data, start):
                known = self._lengths[number]
                for length in known if isinstance(known, set) else (known,):
                    if length <= end:
                        yield data[end - length : end]

    def _ends(self, hits: Set[int], numbers: Iterable[int], data: bytes, start: int) -> Iterator[tuple[int, int]]:
        """Where in the data these numbers end, of which the view from `start` on has some."""
        if len(hits) > _FEW_HITS:
            for at, number in enumerate(numbers):
                if number in hits:
                    yield start + (at + 1) * self._size, number
            return
        for number in hits:  # faster than to go through all of them
            word, at = number.to_bytes(self._size, sys.byteorder), -1
            while (at := data.find(word, at + 1)) >= 0:
                yield at + self._size, number
