"""Decides what a screen of `triage` says and how it fits the terminal's height; leaves showing it to `terminal`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from aftersales.core.triage.keys import KeyBinding
from aftersales.record import NamedTuple
from aftersales.rendering.layout import GAP, Piece, Sheet
from aftersales.rendering.pages.due import Line, Note
from aftersales.rendering.styles import BAND_STYLE

_MOST = 12  # lines of the past that a tall terminal shows
_NAMES = {" ": "space"}
_NAME = 8  # the longest name of a fact
_KEY = "key"


class Fact(NamedTuple):
    """Something worth knowing; `warn` where the reader should act on it."""

    name: str
    told: str
    warn: bool = False


class TriagePage(NamedTuple):
    """One case on the screen. `said` is what came of the last key; `about` and `people` are parts that are not to be
    broken; `goods`, `people` and `past` (the newest last) may be cut.
    """

    said: Sequence[Note]
    place: str
    title: str
    now: str
    about: Sequence[str]
    goods: tuple[str, str]
    people: Sequence[str]
    duties: Sequence[Line]
    facts: Sequence[Fact]
    past: Sequence[str]
    steps: Sequence[KeyBinding]
    moves: Sequence[KeyBinding]


Row = Sequence[Piece]
Put = Callable[[Sheet, TriagePage], None]


def rows(page: TriagePage, new: Callable[[], Sheet], height: int) -> list[Row]:
    """The lines of the screen; `new` gives an empty sheet as wide as it. At most `height` of them where that can be:
    what is long past is left out first, then the empty lines.
    """

    def block(put: Put) -> list[Row]:
        sheet = new()
        put(sheet, page)
        return split(sheet.drawn)

    said, head, duties, facts, keys = map(block, (_said, _head, _duties, _facts, _keys))
    sheet = new()
    past: list[Row] = [[Piece(sheet.cut(words, sheet.width), "dim")] for words in page.past]
    others = [part for part in (said, head, duties, facts, keys) if part]
    taken = sum(map(len, others))
    spaced = taken + len(others) + 1 <= height  # empty lines go last of all, before what is of now
    room = height - taken - (len(others) if spaced else 0)
    past = past[-max(1, min(room, _MOST)) :]
    keys = [list(_lettered(row)) for row in keys]
    gap: list[Row] = [[]] if spaced else []
    found: list[Row] = []
    for part in (said, head, duties, facts, past, keys):
        if part:
            found += [*(gap if found else ()), *part]
    return found


def split(pieces: Sequence[Piece]) -> list[Row]:
    """What was drawn on a sheet, line by line."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.words == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return [*lines[:-1]]


def _said(sheet: Sheet, page: TriagePage) -> None:
    for note in page.said:
        sheet.fold(" ".join(note.parts), "yellow" if note.warn else "green", hang=2)


def _head(sheet: Sheet, page: TriagePage) -> None:
    left = [sheet.piece(page.place, "bold"), sheet.piece(page.title, "bold")]
    now = sheet.piece(page.now, "dim")
    used = sum(piece.size + len(GAP) for piece in left)
    if used + now.size <= sheet.width:
        left.append(Piece(" " * (sheet.width - used - now.size) + now.words, now.style))
    sheet.flow(left)
    sheet.flow([sheet.piece(part) for part in page.about], sheet.dot, hang=2)
    product, sku = page.goods
    if goods := sheet.pair(product, sku, sheet.width):
        sheet.line([Piece(goods, "bold")])
    if page.people:
        sheet.line([Piece(sheet.cut(sheet.dot.join(page.people), sheet.width))])


def _duties(sheet: Sheet, page: TriagePage) -> None:
    left = sheet.column("", [d.left for d in page.duties], [BAND_STYLE[d.band] for d in page.duties], right=True)
    deadline = sheet.column("", [d.deadline for d in page.duties], [BAND_STYLE[d.band] for d in page.duties])
    what = sheet.column("", [d.what.partition(": ")[2] for d in page.duties], "bold")
    for n, duty in enumerate(page.duties):
        pieces = [left.padded(n), deadline.padded(n), what.padded(n)]
        risk = f"{duty.risk} at risk" if duty.risk else ""
        tail = [sheet.piece(words) for words in (duty.act_by, duty.silence, risk, *duty.marks) if words]
        lead = sum(piece.size + len(GAP) for piece in pieces[:1])
        sheet.flow([*pieces, *tail], hang=lead)


def _facts(sheet: Sheet, page: TriagePage) -> None:
    for fact in page.facts:
        lead = f"{sheet.safe(fact.name):<{_NAME}}{GAP}"
        sheet.fold(fact.told, "yellow" if fact.warn else "", Piece(lead, "dim"), len(lead))


def _keys(sheet: Sheet, page: TriagePage) -> None:
    for keys in (page.steps, page.moves):
        sheet.flow([sheet.piece(f"{_NAMES.get(key.key, key.key)} {key.word}", _KEY) for key in keys])


def _lettered(row: Row) -> Iterator[Piece]:
    """Each key stands out from its word."""
    for piece in row:
        if piece.style != _KEY:
            yield piece
            continue
        key, _, word = piece.words.partition(" ")
        yield Piece(key, "bold")
        yield Piece(f" {word}")
