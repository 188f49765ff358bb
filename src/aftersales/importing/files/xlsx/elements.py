"""The elements of an XML part, read within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from aftersales.language import tr

CHUNK = 1 << 18
LONGEST = 8 << 20  # bytes of one row, string or tag: hundreds of times what an export has
_DEEPEST = 64
Attributes = dict[str, str]


def steps(
    stream: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Call `start`, `end` and `text` for every element in order, by its name without prefix; one step a chunk.

    Raises expat.ExpatError where the XML is not well formed, and ValueError where it declares entities, is nested too
    deeply, or has a tag or a comment of absurd length: the parser would hold all of it in memory.
    """
    depth = idle = 0

    def refuse(*_: object) -> None:
        raise ValueError(tr("a workbook declares no entities"))

    def begin(tag: str, attributes: Attributes) -> None:
        nonlocal depth, idle
        depth, idle = depth + 1, 0
        if depth > _DEEPEST:
            raise ValueError(tr("a workbook is not nested so deeply"))
        start(tag.rpartition(":")[2], attributes)

    def finish(tag: str) -> None:
        nonlocal depth, idle
        depth, idle = depth - 1, 0
        if end is not None:
            end(tag.rpartition(":")[2])

    def characters(data: str) -> None:
        nonlocal idle
        idle = 0
        if text is not None:
            text(data)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.CharacterDataHandler = characters
    while chunk := stream.read(CHUNK):
        idle += len(chunk)
        parser.Parse(chunk, False)
        if idle > LONGEST:
            raise ValueError(tr("a workbook has no tag of this length"))
        yield
    parser.Parse(b"", True)
    yield


def elements(
    stream: IO[bytes], start: Callable[[str, Attributes], None], end: Callable[[str], None] | None = None
) -> None:
    """Call `start` and `end` for every element of a part. Raises as `steps` does."""
    for _ in steps(stream, start, end):
        pass
