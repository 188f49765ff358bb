"""The strings that the cells of a workbook share."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import IO, overload

from aftersales.importing.files.table import LONGEST_CELL
from aftersales.importing.files.xlsx.elements import CHUNK, LONGEST, Attributes, UnsoundError, UnusualError, steps

_MANY = 400_000  # so many are kept as they are; more are packed, which is slower and takes a fifth of the memory
_MUCH = 32 << 20  # characters
_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_ENTITY = re.compile("&([^;&]{0,10});?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
# ECMA-376, 22.9.2.19: a character that XML has no place for is written with its number, such as _x0009_, and a text
# that only looks like that with one for its first sign. NUL stays as it is written: no text holds it.
_ESCAPED = re.compile("_x(00(?:0[1-9A-Fa-f]|1[0-9A-Fa-f])|005[Ff])_")


class PackedStrings(Sequence[str]):
    """Very many strings in little memory."""

    def __init__(self) -> None:
        self._bytes, self._ends = bytearray(), array("I", [0])

    def append(self, text: str) -> None:
        """Add a string behind the others."""
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode("utf-8", "surrogatepass")


def read(opened: Callable[[], IO[bytes]]) -> Sequence[str]:
    """All shared strings, without their formatting and the hints for their pronunciation.

    Raises expat.ExpatError or ValueError where the part is not well formed.
    """
    try:
        with opened() as stream:
            return _kept(_usual(stream))
    except UnusualError:
        with opened() as stream:
            return _kept(_of_any_form(stream))


def _kept(strings: Generator[str]) -> Sequence[str]:
    kept: list[str] | PackedStrings = []
    size, may_grow = 0, True
    with closing(strings):
        for text in strings:
            if len(text) > LONGEST_CELL:
                raise UnsoundError
            kept.append(text)
            size += len(text)
            if may_grow and (len(kept) > _MANY or size > _MUCH):
                may_grow, packed = False, PackedStrings()
                for one in kept:
                    packed.append(one)
                kept = packed
    return kept


def _usual(stream: IO[bytes]) -> Generator[str]:
    """The strings by a regular expression. Raises UnusualError for XML that it could misread."""
    rest = b""
    first = True
    while chunk := stream.read(CHUNK):
        data = rest + chunk
        # Comments, CDATA, prefixes and other encodings can hide a string from a regular expression.
        if b"<!" in data or b"\0" in data or (first and is_foreign(data)):
            raise UnusualError
        first = False
        whole, _, rest = data.rpartition(b"</si>")
        if len(rest) > LONGEST:
            raise UnusualError
        if whole:
            text = whole.decode() + "</si>"
            texts = _STRING.findall(text)
            if len(texts) != text.count("</si>") or len(texts) != text.count("<si"):
                raise UnusualError
            yield from (map(unescaped, texts) if "&" in text or "_x" in text else texts)
    if b"<si" in rest or not rest.rstrip().endswith((b"</sst>", b"/>")):
        raise UnusualError


def is_foreign(head: bytes) -> bool:
    """Whether a part says at its beginning that it is in another encoding than UTF-8."""
    declared = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([^"']*)""", head[:200])
    return declared is not None and declared[1].lower() not in (b"utf-8", b"utf8")


def _of_any_form(stream: IO[bytes]) -> Generator[str]:
    done: list[str] = []
    parts: list[str] = []
    size, inside, skipped = 0, False, 0

    def start(tag: str, _: Attributes) -> None:
        nonlocal inside, skipped, size
        if tag == "si":
            parts.clear()
            size = 0
        elif tag == "rPh":  # how it is spoken, in Japanese
            skipped += 1
        elif tag == "t":
            inside = not skipped

    def end(tag: str) -> None:
        nonlocal inside, skipped
        if tag == "si":
            done.append(without_escapes("".join(parts)))
        elif tag == "rPh":
            skipped -= 1
        elif tag == "t":
            inside = False

    def text(data: str) -> None:
        nonlocal size
        if inside:
            size += len(data)
            if size > LONGEST:
                raise UnsoundError
            parts.append(data)

    for _ in steps(stream, start, end, text):
        yield from done
        done.clear()


def unescaped(text: str) -> str:
    """A text of XML without its entities and escapes. Raises ValueError for one that XML does not know."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return without_escapes(text)


def without_escapes(text: str) -> str:
    """A text with the characters for which spreadsheets write numbers, such as `_x0009_` for a tab."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if not match[0].endswith(";") or not (name in _NAMED or name.startswith("#")):
        raise UnsoundError
    if name in _NAMED:
        return _NAMED[name]
    number = int(name[2:], 16) if name.startswith("#x") else int(name[1:])
    if number < 32 and number not in (9, 10, 13):
        raise UnsoundError
    return chr(number)
