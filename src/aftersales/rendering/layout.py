"""Decides how pieces of text become lines that fit: width in cells, padding, folding, ellipsis.

Knows neither colours nor what is shown. Of rich it takes only the table that says how wide a character is.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from aftersales import text
from aftersales.record import NamedTuple

GAP = "  "
LOOSE = 24  # cells below which strangers' text is not worth a place on a line
_ASCII = {"·": "-", "…": "...", "–": "-", "—": "-", "×": "x", "‘": "'", "’": "'", "“": '"', "”": '"'}


class Piece(NamedTuple):
    """Words in one style."""

    words: str
    style: str = ""

    @property
    def size(self) -> int:
        """Its width in cells, without spaces at its end."""
        return cell_len(self.words.rstrip())


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
        space = " " * (self.width - cell_len(piece.words))
        return Piece(space + piece.words if self.right else piece.words + space, piece.style)


class Sheet:
    """Lines in the making, none wider than `width`, in characters that `encoding` has: `drawn`, in pieces."""

    def __init__(self, width: int, encoding: str) -> None:
        self.width, self.encoding = max(width, LOOSE), encoding
        self.dot, self.more = f" {self.safe('·')} ", self.safe("…")
        self.drawn: list[Piece] = []

    def safe(self, words: str) -> str:
        """The words without anything that steers a terminal, in characters that this one can draw."""
        words = text.plain(words)
        if words.isascii():
            return words
        try:
            words.encode(self.encoding)
        except UnicodeEncodeError:
            plain = "".join(_ASCII.get(c, c) for c in words)
            return plain.encode(self.encoding, "replace").decode(self.encoding)
        return words

    def piece(self, words: str, style: str = "") -> Piece:
        """Safe words in a style."""
        return Piece(self.safe(words), style)

    def column(
        self, title: str, words: Sequence[str], style: str | Sequence[str] = "", *, right: bool = False
    ) -> Column:
        """Safe words as a column as wide as the widest; `style` is one for all, or one for each."""
        styles = [style] * len(words) if isinstance(style, str) else style
        pieces = [Piece(self.safe(w), s) for w, s in zip(words, styles, strict=True)]
        return Column(title, pieces, max((cell_len(p.words) for p in pieces), default=0), right)

    def cut(self, words: str, width: int) -> str:
        """The words in at most `width` cells, with an ellipsis where something is left out."""
        words = self.safe(words)
        if cell_len(words) <= width:
            return words
        return set_cell_size(words, max(0, width - len(self.more))).rstrip() + self.more if width > 3 else ""

    def pair(self, first: str, second: str, width: int) -> str:
        """Two texts with a dot between them, each shortened as far as `width` asks."""
        both = [w for w in (self.safe(first), self.safe(second)) if w]
        if len(both) < 2:
            return self.cut(both[0], width) if both else ""
        shares = share(width - len(self.dot), cell_len(both[0]), cell_len(both[1]))
        return self.dot.join(self.cut(w, room) for w, room in zip(both, shares, strict=True))

    def line(self, pieces: Sequence[Piece]) -> None:
        """One line as it stands; spaces at its end are left out."""
        last = max((n for n, piece in enumerate(pieces) if piece.words.strip()), default=-1)
        if last >= 0:
            self.drawn += pieces[:last]
            self.drawn.append(Piece(pieces[last].words.rstrip(), pieces[last].style))
        self.drawn.append(Piece("\n"))

    def flow(self, pieces: Sequence[Piece], gap: str = GAP, indent: int = 0, hang: int | None = None) -> None:
        """Pieces side by side, over as many lines as they need; one longer than a line is folded, not cut."""
        hang = indent if hang is None else hang
        row, used = [Piece(" " * indent)], indent
        for words, style in pieces:
            if not words:
                continue
            size = cell_len(words.rstrip())
            if len(row) > 1 and used + len(gap) + size > self.width:
                self.line(row)
                row, used = [Piece(" " * hang)], hang
            if len(row) > 1:
                row.append(Piece(gap))
                used += len(gap)
            *full, words = folded(words, self.width - max(used, hang)) if used + size > self.width else [words]
            for part in full:
                self.line([*row, Piece(part, style)])
                row, used = [Piece(" " * hang)], hang
            row.append(Piece(words, style))
            used += cell_len(words)
        if len(row) > 1:
            self.line(row)

    def fold(self, words: str, style: str = "", lead: Piece | None = None, hang: int = 0) -> None:
        """A text over as many lines as it needs, the later ones indented by `hang`."""
        lead = lead or Piece("")
        first, *later = folded(self.safe(words), self.width - max(hang, cell_len(lead.words)))
        self.line([lead, Piece(first, style)])
        for part in later:
            self.line([Piece(" " * hang), Piece(part, style)])


def folded(words: str, width: int) -> list[str]:
    """The words in lines of at most `width` cells: broken at spaces, and inside what has none, as Chinese."""
    lines, line = [], ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) > width:
            if line and len(word) == cell_len(word) <= width:
                lines.append(line)
                longer = word
            else:
                *full, longer = (part.strip() for part in chop_cells(longer, width))
                lines += full
        line = longer
    return [*lines, line]


def share(room: int, first: int, second: int) -> tuple[int, int]:
    """How many of `room` cells each of two gets: what it needs, else half and what the other leaves."""
    if first + second <= room:
        return first, second
    half = room // 2
    return (room - min(second, half), min(second, half)) if first > half else (first, room - first)
