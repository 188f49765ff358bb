"""The elements of an XML part, read within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 18
LONGEST = 8 << 20  # bytes of one row, string or tag: hundreds of times what an export has
_DEEPEST = 64
Attributes = dict[str, str]


class UnsoundError(ValueError):
    """XML that no spreadsheet writes: with entities of its own, or made to fill the memory."""


class UnusualError(Exception):
    """XML that may be valid, but is not written as most spreadsheets write it."""


class _Bounds:
    """What one part has cost so far: how deep it is nested, and for how many bytes nothing came of it."""

    def __init__(self) -> None:
        self.depth = self.idle = 0

    def deeper(self, levels: int) -> None:
        """Take in the beginning or the end of an element."""
        self.depth, self.idle = self.depth + levels, 0
        if self.depth > _DEEPEST:
            raise UnsoundError

    def read(self, size: int) -> None:
        """Take in so many bytes, of which the parser has made what it could."""
        self.idle += size
        if self.idle > LONGEST:
            raise UnsoundError


def steps(
    stream: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Call `start`, `end` and `text` for every element in order, by its name without prefix; one step a chunk.

    Raises expat.ExpatError where the XML is not well formed, and UnsoundError where it declares entities, is nested too
    deeply, or has a tag or a comment of absurd length: the parser would hold all of it in memory.
    """
    bounds = _Bounds()

    def begin(tag: str, attributes: Attributes) -> None:
        bounds.deeper(1)
        start(tag.rpartition(":")[2], attributes)

    def finish(tag: str) -> None:
        bounds.deeper(-1)
        if end is not None:
            end(tag.rpartition(":")[2])

    def characters(data: str) -> None:
        bounds.idle = 0
        if text is not None:
            text(data)

    parser = _parser(begin, finish, characters)
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
        bounds.read(len(chunk))
        yield
    parser.Parse(b"", True)
    yield


def _parser(
    start: Callable[[str, Attributes], None], end: Callable[[str], None], text: Callable[[str], None]
) -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise UnsoundError

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    return parser


def elements(
    stream: IO[bytes], start: Callable[[str, Attributes], None], end: Callable[[str], None] | None = None
) -> None:
    """Call `start` and `end` for every element of a part. Raises as `steps` does."""
    for _ in steps(stream, start, end):
        pass
