"""The screens of triage, fitted to a terminal's height."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from aftersales import text
from aftersales.core.triage.keys import KeyBinding
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.layout import GAP, Canvas, Piece
from aftersales.rendering.pages.due import DueLine, Note
from aftersales.rendering.styles import BAND_STYLE

_MOST = 12  # lines of the past that a tall terminal shows
_NAMES = {" ": "space"}
_NAME = 8  # the longest name of a fact, in cells
_KEY = "key"
_WORDS = re.compile(r"`[^`]*`\S*|\S+")  # what is to be typed stays on one line


class Fact(NamedTuple):
    """Something worth knowing, and the command to type for it; `warn` where the reader should act on it. `spare`: where
    the screen is too small it is left out, the highest number first; 0 stays.
    """

    name: str
    text: str
    warn: bool = False
    command: str = ""
    spare: int = 0


class TriagePage(NamedTuple):
    """One case on the screen. `notices` say what the last key did; the parts of `about` and `people` stay on one line
    each; `goods`, `people` and `past` (the newest last) may be cut.
    """

    notices: Sequence[Note]
    place: str
    title: str
    now: str
    about: Sequence[str]
    goods: tuple[str, str]
    people: Sequence[str]
    duties: Sequence[DueLine]
    facts: Sequence[Fact]
    past: Sequence[str]
    steps: Sequence[KeyBinding]
    moves: Sequence[KeyBinding]
    more: str = ""  # the command that shows what is left out


Row = Sequence[Piece]
Put = Callable[[Canvas, TriagePage], None]


def rows(page: TriagePage, new: Callable[[], Canvas], height: int) -> list[Row]:
    """The lines of the screen, `height` of them at most if that is possible: old events are left out first, then empty
    lines, then facts that can be spared. `new` gives an empty canvas of the screen's width.
    """

    def block(put: Put) -> list[Row]:
        canvas = new()
        put(canvas, page)
        return split(canvas.pieces)

    notices, head, duties, facts, keys = map(block, (_notices, _head, _duties, _facts, _keys))
    while sum(map(len, (notices, head, duties, facts, keys))) > height and (spared := _without_one(page)) is not None:
        page = spared
        facts = block(_facts)
    canvas = new()
    past: list[Row] = [[Piece(canvas.cut(text, canvas.width), "dim")] for text in page.past]
    others = [part for part in (notices, head, duties, facts, keys) if part]
    taken = sum(map(len, others))
    spaced = taken + len(others) + 1 <= height  # empty lines are left out after all old events
    room = height - taken - (len(others) if spaced else 0)
    least = 0 if taken >= height else 1
    past = past[-min(max(least, room), _MOST) :] if max(least, room) > 0 else []
    keys = [list(_lettered(row)) for row in keys]
    gap: list[Row] = [[]] if spaced else []
    rows_shown: list[Row] = []
    for part in (notices, head, duties, facts, past, keys):
        if part:
            rows_shown += [*(gap if rows_shown else ()), *part]
    return rows_shown


def _without_one(page: TriagePage) -> TriagePage | None:
    """The page without the fact that is spared most easily, and with the command that shows it; None if all stay."""
    spare = max((fact.spare for fact in page.facts), default=0)
    if not spare:
        return None
    left_out = max(n for n, fact in enumerate(page.facts) if fact.spare == spare)
    kept = [fact for n, fact in enumerate(page.facts) if n != left_out]
    if page.more and not any(fact.command == page.more for fact in kept):
        kept.append(Fact(tr("more", "the rest"), "", command=page.more))
    return page._replace(facts=kept)


def split(pieces: Sequence[Piece]) -> list[Row]:
    """What was drawn on a canvas, line by line."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return [*lines[:-1]]


def _notices(canvas: Canvas, page: TriagePage) -> None:
    for note in page.notices:
        canvas.wrap(text.sentences(note.parts), "yellow" if note.warn else "green", hang=2)


def _head(canvas: Canvas, page: TriagePage) -> None:
    left = [canvas.piece(page.place, "bold"), canvas.piece(page.title, "bold")]
    now = canvas.piece(page.now, "dim")
    used = sum(piece.size + len(GAP) for piece in left)
    if used + now.size <= canvas.width:
        left.append(Piece(" " * (canvas.width - used - now.size) + now.text, now.style))
    canvas.flow(left)
    canvas.flow([canvas.piece(part) for part in page.about], canvas.dot, hang=2)
    product, sku = page.goods
    if goods := canvas.pair(product, sku, canvas.width):
        canvas.line([Piece(goods, "bold")])
    if page.people:
        canvas.line([Piece(canvas.cut(canvas.dot.join(page.people), canvas.width))])


def _duties(canvas: Canvas, page: TriagePage) -> None:
    left = canvas.column("", [d.left for d in page.duties], [BAND_STYLE[d.band] for d in page.duties], right=True)
    deadline = canvas.column("", [d.deadline for d in page.duties], [BAND_STYLE[d.band] for d in page.duties])
    what = canvas.column("", [d.duty for d in page.duties], "bold")
    for n, duty in enumerate(page.duties):
        pieces = [left.padded(n), deadline.padded(n), what.padded(n)]
        risk = tr("{risk} at risk", risk=duty.risk) if duty.risk else ""
        tail = [canvas.piece(text) for text in (duty.act_by, duty.outcome, risk, *duty.marks) if text]
        lead = sum(piece.size + len(GAP) for piece in pieces[:1])
        canvas.flow([*pieces, *tail], hang=lead)


def _facts(canvas: Canvas, page: TriagePage) -> None:
    for fact in page.facts:
        name, style = canvas.piece(fact.name), "yellow" if fact.warn else ""
        lead = name.text + " " * (_NAME - name.size)
        if not fact.text:
            canvas.line([Piece(lead, "dim"), Piece(GAP), canvas.piece(fact.command)])
            continue
        pieces = [canvas.piece(word, style) for word in _WORDS.findall(fact.text)]
        first = [Piece(GAP[1:] + pieces[0].text, style)] if pieces else []
        canvas.flow([Piece(lead, "dim"), *first, *pieces[1:]], " ", hang=_NAME + len(GAP))
        if fact.command:
            canvas.command(fact.command, _NAME + len(GAP))


def _keys(canvas: Canvas, page: TriagePage) -> None:
    for keys in (page.steps, page.moves):
        canvas.flow([canvas.piece(f"{_NAMES.get(key.key, key.key)} {tr(key.word)}", _KEY) for key in keys])


def _lettered(row: Row) -> Iterator[Piece]:
    """The pieces with each key in bold before its word."""
    for piece in row:
        if piece.style != _KEY:
            yield piece
            continue
        key, _, word = piece.text.partition(" ")
        yield Piece(key, "bold")
        yield Piece(f" {word}")
