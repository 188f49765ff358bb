"""Lines of text that fit a width, counted in terminal cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from aftersales.named_tuple import NamedTuple
from aftersales.text import gap_after, plain, writable

GAP = "  "
MIN_TEXT_WIDTH = 24  # in cells; a column of free text that would be narrower is left out
# In Chinese text: a wide character, or what stands between such, with what opens before it and closes behind it.
_OPENING, _CLOSING = "（《〈「『【〔“‘", "，。；：、？！…）》〉」』】〕”’％"
_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd"
_CHINESE_UNIT = rf"[{_OPENING}]*(?:[{_WIDE}][,.;:!?)]*|[^{_WIDE}{_OPENING}]+)[{_CLOSING}]*|[{_OPENING}]+$"
_BREAK = re.compile(r" (?![A-Z]{3}\b)|(?<!\d) ")  # not between an amount and its currency
_MORE = " \\"  # a command goes on in the next line


class Piece(NamedTuple):
    """Text in one style. The style is rich's: `bold`, `dim`, a colour."""

    text: str
    style: str = ""

    @property
    def size(self) -> int:
        """Its width in cells, without spaces at its end."""
        return cell_len(self.text.rstrip())


class Column(NamedTuple):
    """One column: its heading, a piece per row, its width in cells, and whether it is flush right."""

    title: str
    pieces: Sequence[Piece]
    width: int
    right: bool = False

    def padded(self, n: int) -> Piece:
        """The nth piece, as wide as the column."""
        return self._fill(self.pieces[n])

    def heading(self) -> Piece:
        """The title as wide as the column."""
        return self._fill(Piece(self.title, "dim"))

    def _fill(self, piece: Piece) -> Piece:
        space = " " * (self.width - cell_len(piece.text))
        return Piece(space + piece.text if self.right else piece.text + space, piece.style)


class Canvas:
    """Lines in the making, none wider than `width` cells, in characters that `encoding` has. A piece whose text is a
    line end ends each line.
    """

    def __init__(self, width: int, encoding: str) -> None:
        self.width, self.encoding = max(width, MIN_TEXT_WIDTH), encoding
        self.dot, self.more = f" {self.safe('·')} ", self.safe("…")
        self.pieces: list[Piece] = []

    @property
    def rows(self) -> int:
        """How many lines there are."""
        return sum(piece.text == "\n" for piece in self.pieces)

    def reopen(self) -> int:
        """Go on with the last line instead of a new one; gives the cells that it takes."""
        if not self.pieces:
            return 0
        self.pieces.pop()
        ends = [n for n, piece in enumerate(self.pieces) if piece.text == "\n"]
        return sum(cell_len(piece.text) for piece in self.pieces[ends[-1] + 1 if ends else 0 :])

    def safe(self, text: str) -> str:
        """The text without control characters, in characters that the encoding has."""
        return writable(plain(text), self.encoding)

    def piece(self, text: str, style: str = "") -> Piece:
        """Safe text in a style."""
        return Piece(self.safe(text), style)

    def column(
        self, title: str, texts: Sequence[str], style: str | Sequence[str] = "", *, right: bool = False
    ) -> Column:
        """Safe texts as a column that is as wide as the widest; `style` is one for all, or one for each."""
        styles = [style] * len(texts) if isinstance(style, str) else style
        pieces = [Piece(self.safe(text), s) for text, s in zip(texts, styles, strict=True)]
        return Column(title, pieces, max((cell_len(p.text) for p in pieces), default=0), right)

    def cut(self, text: str, width: int) -> str:
        """The text in at most `width` cells, with an ellipsis where something is left out; empty below 4 cells."""
        text = self.safe(text)
        if cell_len(text) <= width:
            return text
        return set_cell_size(text, max(0, width - len(self.more))).rstrip() + self.more if width > 3 else ""

    def pair(self, first: str, second: str, width: int) -> str:
        """Two texts with a dot between them, each shortened as far as `width` asks."""
        texts = [text for text in (self.safe(first), self.safe(second)) if text]
        if len(texts) < 2:
            return self.cut(texts[0], width) if texts else ""
        widths = shared_widths(width - len(self.dot), cell_len(texts[0]), cell_len(texts[1]))
        return self.dot.join(self.cut(text, share) for text, share in zip(texts, widths, strict=True))

    def line(self, pieces: Sequence[Piece]) -> None:
        """One line as it stands; spaces at its end are left out."""
        last = max((n for n, piece in enumerate(pieces) if piece.text.strip()), default=-1)
        if last >= 0:
            self.pieces += pieces[:last]
            self.pieces.append(Piece(pieces[last].text.rstrip(), pieces[last].style))
        self.pieces.append(Piece("\n"))

    def flow(self, pieces: Sequence[Piece], gap: str = GAP, indent: int = 0, hang: int | None = None) -> None:
        """Pieces side by side, over as many lines as they need. The first line is indented by `indent` cells, later
        ones by `hang`. A piece that is longer than a line is wrapped, never cut.
        """
        hang = indent if hang is None else hang
        row, used = [Piece(" " * indent)], indent
        for text, style in pieces:
            if not text:
                continue
            size = cell_len(text.rstrip())
            between = gap_after(row[-1].text) if gap == " " else gap
            if len(row) > 1 and used + len(between) + size > self.width:
                self.line(row)
                row, used = [Piece(" " * hang)], hang
            if len(row) > 1:
                row.append(Piece(between))
                used += len(between)
            *full, text = wrapped(text, self.width - max(used, hang)) if used + size > self.width else [text]
            for part in full:
                self.line([*row, Piece(part, style)])
                row, used = [Piece(" " * hang)], hang
            row.append(Piece(text, style))
            used += cell_len(text)
        if len(row) > 1:
            self.line(row)

    def command(self, command: str, indent: int) -> None:
        """A command to type on a line of its own: further left where it is long, and continued on further lines, as a
        shell takes it, where it does not fit there either.
        """
        if indent + cell_len(self.safe(command)) > self.width:
            indent = len(GAP)
        for part in command_lines(self.safe(command), self.width - indent):
            self.line([Piece(" " * indent), Piece(part)])

    def wrap(self, text: str, style: str = "", lead: Piece | None = None, hang: int = 0) -> None:
        """A text over as many lines as it needs: the first after `lead`, the later ones indented by `hang` cells."""
        lead = lead or Piece("")
        first, *later = wrapped(self.safe(text), self.width - max(hang, cell_len(lead.text)))
        self.line([lead, Piece(first, style)])
        for part in later:
            self.line([Piece(" " * hang), Piece(part, style)])


def wrapped(text: str, width: int, *, whole_words: bool = False) -> list[str]:
    """The text in lines of at most `width` cells: broken at spaces, and in Chinese between any two characters, but not
    before a full stop or behind an opening bracket. Rich starts such text on a new line, and leaves the line before it
    half empty. A word that is longer than a line is broken too, unless words stay whole.
    """
    lines, line = [], ""
    for space, unit in _units(text):
        longer = f"{line}{space}{unit}" if line else unit
        if cell_len(longer) > width:
            if whole_words or (line and cell_len(unit) <= width):
                lines += [line] if line else []
                longer = unit
            else:
                *full, longer = (part.strip() for part in chop_cells(longer, width))
                lines += full
        line = longer
    return [*lines, line]


def line_starts(text: str, width: int) -> list[int]:
    """Where the lines of a text after the first begin, broken as `wrapped` does; the spaces before stay behind."""
    starts, place, used = list[int](), 0, 0
    for space, unit in _units(text):
        place, size = place + len(space), cell_len(unit)
        if used and used + len(space) + size > width:
            starts.append(place)
            used = 0
        elif place > len(space):
            used += len(space)
        *full, last = chop_cells(unit, width) or [unit]
        for part in full:
            place += len(part)
            starts.append(place)
        used = cell_len(last) if full else used + size
        place += len(last)
    return starts


def smallest_width(text: str) -> int:
    """The cells that a text needs at least, so that no word is broken."""
    return max((cell_len(unit) for _, unit in _units(text)), default=0)


def _units(text: str) -> Iterator[tuple[str, str]]:
    """What stands on one line: a word, an amount with its currency, or a character of Chinese with the punctuation that
    belongs to it; each with the space before it.
    """
    for n, word in enumerate(_BREAK.split(text)):
        space = " " if n else ""
        if word.isascii() or len(word) == cell_len(word):
            yield space, word
            continue
        for unit in re.findall(_CHINESE_UNIT, word):
            yield space, unit
            space = ""


def command_lines(command: str, width: int) -> list[str]:
    """A command in lines of at most `width` cells: a longer one ends its lines with a backslash, as a shell takes it. A
    comment at its end is left out then.
    """
    if cell_len(command) <= width:
        return [command]
    lines: list[str] = []
    line = ""
    for word in command.partition("  # ")[0].split(" "):
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > width - len(_MORE):
            lines.append(line + _MORE)
            longer = f"  {word}"
        line = longer
    return [*lines, line]


def shared_widths(room: int, first: int, second: int) -> tuple[int, int]:
    """How many of `room` cells each of two texts gets: what it needs, else half and what the other leaves."""
    if first + second <= room:
        return first, second
    half = room // 2
    return (room - min(second, half), min(second, half)) if first > half else (first, room - first)
