"""Normalised message text, for finding phrases that are disguised."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from aftersales.named_tuple import NamedTuple

_INVISIBLE = frozenset("ᅟᅠㅤﾠ")  # Unicode counts these fillers as letters, but they show as nothing
_STARS = frozenset("★☆⭐✩✪✫✬✭✮✯🌟⋆🟊")
_WORD_LETTERS = frozenset("aidmstu")  # words of one letter, and what follows an apostrophe: `I'd`, `it's`
# Digits that are read as letters inside words: r3view, de1ete. The digit 1 is read as `i` and as `l`.
_DIGITS = (str.maketrans("01345", "oieas"), str.maketrans("01345", "oleas"))


class Folded(NamedTuple):
    """A text as its lower-case letters and digits, without spaces and punctuation.

    `R e-v​iew` and `review` have the same letters, and distances count letters only: blanks, dashes and hidden
    characters between letters change nothing. `readings` are the letters as written, and again with digits read as
    letters. `breaks` are the indexes where a word starts, and the end: they keep `rating` from being found in
    `operating`. `origin` is each letter's index in the text as written.
    """

    readings: tuple[str, ...]
    breaks: frozenset[int]
    origin: tuple[int, ...]

    @property
    def letters(self) -> str:
        """The letters as written, digits kept."""
        return self.readings[0]


class Span(NamedTuple):
    """A range of letters in a folded text; `end` is exclusive."""

    start: int
    end: int


def fold(text: str, same: Mapping[str, str]) -> Folded:
    """Normalise a text to find disguised phrases.

    `same` maps a letter to the one it is read as: Cyrillic `е` as `e`, `評` as `评`.
    """
    letters: list[str] = []
    origin: list[int] = []
    breaks: set[int] = set()
    before = ""
    for place, letter in _with_star_counts(_letters(text, same)):
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
    """Each visible character with its index in `text`: folded letters, and whatever separates words."""
    for place, written in enumerate(text):
        inside_word = text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
        if written == "@" and inside_word:
            yield place, "a"
            continue
        for part in unicodedata.normalize("NFKD", written):
            category = unicodedata.category(part)
            if category in ("Mn", "Me", "Cf") or part in _INVISIBLE:
                continue
            if category == "Sc":
                yield place, "¤"
            elif part in _STARS:
                yield place, "★"
            else:
                yield from ((place, same.get(small, small)) for small in part.casefold())


def _with_star_counts(letters: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """A row of drawn stars as words: ★★★★★ as `5 star`, one ★ as `star`."""
    row: list[int] = []
    for place, letter in letters:
        if letter == "★":
            row.append(place)
        elif not row or _kind(letter):
            yield from _star_text(row)
            row = []
            yield place, letter
    yield from _star_text(row)


def _star_text(row: list[int]) -> Iterator[tuple[int, str]]:
    if row:
        yield row[0], " "
        yield from ((row[0], digit) for digit in (str(len(row)) if len(row) > 1 else ""))
        yield from ((row[-1], letter) for letter in "star ")


def _kind(letter: str) -> str:
    """`word`, `number`, `single` for a sign or a Chinese character, which is a word by itself, or empty for a blank."""
    if letter in "¤%" or "㐀" <= letter <= "鿿" or letter >= "\U00020000":
        return "single"
    if letter.isdigit():
        return "number"
    return "word" if letter.isalpha() else ""


def find_phrase(phrase: Folded, text: Folded, *, exact: bool = False) -> list[Span]:
    """Where a phrase stands in a text, in order, from the start of a word to the end of a word.

    Blanks inside words don't matter unless `exact`: then the text must separate the words as the phrase does, with no
    stray letter beside them. So `y our` is not taken for `our`.
    """
    wanted, length, spans = phrase.letters, len(phrase.letters), set[Span]()
    inside = {b for b in phrase.breaks if 0 < b < length}
    for reading in text.readings[:1] if exact else text.readings:
        start = reading.find(wanted)
        while start >= 0:
            span = Span(start, start + length)
            if {start, span.end} <= text.breaks and (not exact or _has_same_breaks(text, span, inside)):
                spans.add(span)
            start = reading.find(wanted, start + 1)
    return sorted(spans)


def _has_same_breaks(text: Folded, span: Span, inside: set[int]) -> bool:
    """Whether words start inside the span exactly at `inside`, and no other letter is next to it."""
    breaks = {place - span.start for place in range(span.start + 1, span.end) if place in text.breaks}
    return breaks == inside and not _is_stray(text, span.start - 1) and not _is_stray(text, span.end)


def _is_stray(text: Folded, place: int) -> bool:
    """Whether the letter here stands alone, and is neither a word (`a`, `I`) nor the end of one (`I'd`, `it's`)."""
    if not 0 <= place < len(text.letters) or not {place, place + 1} <= text.breaks:
        return False
    letter = text.letters[place]
    return letter.isascii() and letter.isalpha() and letter not in _WORD_LETTERS
