"""Normalise text to find hidden phrases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from aftersales.record import NamedTuple

_HIDDEN = frozenset("ᅟᅠㅤﾠ")  # letters to Unicode, nothing to the eye
_STARS = frozenset("★☆⭐✩✪✫✬✭✮✯🌟⋆🟊")
_ALONE = frozenset("aidmstu")
# Digits that are read as letters inside words: r3view, de1ete. The digit 1 stands for two letters.
_DIGITS = (str.maketrans("01345", "oieas"), str.maketrans("01345", "oleas"))


class Folded(NamedTuple):
    """A text as its letters in small print.

    It has no spaces: `R e-v​iew` and `review` are the same letters, and distances count letters only. Where words
    began is kept apart, so that `rating` is not found in `operating`.

    `readings` are those letters, and the same with digits read as letters; `breaks` the places where a word starts
    (and the end); `origin` the place of each letter in the text as it was written.
    """

    readings: tuple[str, ...]
    breaks: frozenset[int]
    origin: tuple[int, ...]

    @property
    def letters(self) -> str:
        """The text's own letters."""
        return self.readings[0]


class Span(NamedTuple):
    """From the first letter to behind the last one, in a folded text."""

    start: int
    end: int


def fold(text: str, same: Mapping[str, str]) -> Folded:
    """The letters of a text, without what could hide a phrase: case, blanks, signs, hidden characters.

    `same` names letters to be read as others: Cyrillic `е` as `e`, `評` as `评`.
    """
    letters: list[str] = []
    origin: list[int] = []
    breaks: set[int] = set()
    before = ""
    for place, letter in _star_counts(_letters(text, same)):
        kind = _kind(letter)
        if kind and (kind != before or kind == "single"):
            breaks.add(len(letters))
        if kind:
            letters.append(letter)
            origin.append(place)
        before = kind
    breaks.add(len(letters))
    plain = "".join(letters)
    return Folded(
        tuple(dict.fromkeys((plain, *(plain.translate(d) for d in _DIGITS)))), frozenset(breaks), tuple(origin)
    )


def _letters(text: str, same: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Each letter with its place; a blank for whatever parts words; nothing for what cannot be seen."""
    for place, written in enumerate(text):
        inside_word = text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
        if written == "@" and inside_word:
            yield place, "a"
            continue
        for part in unicodedata.normalize("NFKD", written):
            category = unicodedata.category(part)
            if category in ("Mn", "Me", "Cf") or part in _HIDDEN:
                continue
            if category == "Sc":
                yield place, "¤"
            elif part in _STARS:
                yield place, "★"
            else:
                yield from ((place, same.get(small, small)) for small in part.casefold())


def _star_counts(letters: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Stars drawn in a row as the word that is said for them: ★★★★★ as `5 star`."""
    row: list[int] = []
    for place, letter in letters:
        if letter == "★":
            row.append(place)
        elif not row or _kind(letter):
            yield from _spoken(row)
            row = []
            yield place, letter
    yield from _spoken(row)


def _spoken(row: list[int]) -> Iterator[tuple[int, str]]:
    if row:
        yield row[0], " "
        yield from ((row[0], digit) for digit in (str(len(row)) if len(row) > 1 else ""))
        yield from ((row[-1], letter) for letter in "star ")


def _kind(letter: str) -> str:
    """What a letter belongs to: a word, a number, or itself alone (signs, Chinese characters). Blanks are nothing."""
    if letter in "¤%" or "㐀" <= letter <= "鿿" or letter >= "\U00020000":
        return "single"
    if letter.isdigit():
        return "number"
    return "word" if letter.isalpha() else ""


def places(phrase: Folded, text: Folded, *, exact: bool = False) -> list[Span]:
    """Where a phrase stands in a text, from word start to word end.

    Blanks inside its words don't matter, unless `exact`: then its words must be parted as they are in the phrase, and
    no stray letter stand beside them, so that `y our` is not taken for `our`.
    """
    wanted, length, spans = phrase.letters, len(phrase.letters), set[Span]()
    inside = {b for b in phrase.breaks if 0 < b < length}
    for reading in text.readings[:1] if exact else text.readings:
        start = reading.find(wanted)
        while start >= 0:
            span = Span(start, start + length)
            if {start, span.end} <= text.breaks and (not exact or _as_written(text, span, inside)):
                spans.add(span)
            start = reading.find(wanted, start + 1)
    return sorted(spans)


def _as_written(text: Folded, span: Span, inside: set[int]) -> bool:
    breaks = {place - span.start for place in range(span.start + 1, span.end) if place in text.breaks}
    return breaks == inside and not _stray(text, span.start - 1) and not _stray(text, span.end)


def _stray(text: Folded, place: int) -> bool:
    """Whether a letter stands alone here that is no word and no end of one (`I'd`, `it's`)."""
    if not 0 <= place < len(text.letters) or not {place, place + 1} <= text.breaks:
        return False
    letter = text.letters[place]
    return letter.isascii() and letter.isalpha() and letter not in _ALONE
