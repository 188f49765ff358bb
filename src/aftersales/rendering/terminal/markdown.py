"""Markdown on a terminal, through a pager if it is long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.containers import Lines
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownContext, Paragraph, TableDataElement
from rich.measure import Measurement
from rich.text import Text
from rich.theme import Theme

from aftersales.rendering.layout import line_starts, smallest_width
from aftersales.rendering.terminal import pager

if TYPE_CHECKING:
    from markdown_it.token import Token


class _Prose(Text):
    """Text that is broken in Chinese between two characters. Rich takes all up to the next space as one word: it begins
    a new line with it, and in a table cuts it off.
    """

    def wrap(self, console: Console, width: int, *, justify: JustifyMethod | None = None, **_options: object) -> Lines:
        lines = Lines()
        for line in self.split(allow_blank=True):
            lines.extend(line.divide(line_starts(line.plain, width)))
        for line in lines:
            line.rstrip_end(width)
        lines.justify(console, width, justify=justify or self.justify or "left", overflow="fold")
        return lines

    def copy(self) -> _Prose:
        copied = _Prose(style=self.style, justify=self.justify, end=self.end)
        copied.append_text(self)
        return copied

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(smallest_width(self.plain), cell_len(self.plain))


class _Code(CodeBlock):
    """A code block without wrapping; the typed lines of a transcript are bold."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in str(self.text).rstrip().split("\n"):
            yield Text(line, style="bold" if line.startswith("$ ") else "cyan", no_wrap=True, overflow="ignore")


class _Heading(Heading):
    """A heading on the left. Rich would centre the title."""

    def on_enter(self, context: MarkdownContext) -> None:
        super().on_enter(context)
        self.text = _Prose()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.justify = "left"
        yield self.text


class _Paragraph(Paragraph):
    def on_enter(self, context: MarkdownContext) -> None:
        super().on_enter(context)
        self.text = _Prose()


class _Cell(TableDataElement):
    def __init__(self, justify: JustifyMethod) -> None:
        super().__init__(justify)
        self.content = _Prose(justify=justify)


class _Page(Markdown):
    elements: ClassVar = {
        **Markdown.elements,
        "fence": _Code,
        "code_block": _Code,
        "heading_open": _Heading,
        "paragraph_open": _Paragraph,
        "th_open": _Cell,
        "td_open": _Cell,
    }

    def __init__(self, markup: str, **options: Any) -> None:
        super().__init__(markup, **options)
        for token in self.parsed:
            token.children = _joined(token.children) if token.children else token.children


# Chinese characters and full-width marks: between two of them, or beside such a mark, the end of a line is not a space.
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’…]"
_MARK = r"[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]"
_NO_SPACE = re.compile(rf"{_MARK}\n.|.\n{_MARK}|{_WIDE}\n{_WIDE}")


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """The pieces of a paragraph without the ends of lines that stand for no space in Chinese."""
    kept: list[Token] = []
    for n, token in enumerate(tokens):
        before = next((other.content[-1] for other in reversed(tokens[:n]) if other.content), "")
        after = next((other.content[0] for other in tokens[n + 1 :] if other.content), "")
        if token.type != "softbreak" or not _NO_SPACE.fullmatch(f"{before}\n{after}"):
            kept.append(token)
    return kept


# Rich's own styles put code on black, which is a box on a light terminal.
_STYLES = Theme(
    {"markdown.code": "cyan", "markdown.h1": "bold underline", "markdown.h2": "bold", "markdown.h3": "bold"}
)
_PADDING = re.compile(r" +((?:\x1b\[0m)?)$", re.MULTILINE)


def show(console: Console, text: str, configured_pager: str | None = None) -> None:
    """Draw Markdown; through a pager if there is one and the text is longer than the screen."""
    with console.use_theme(_STYLES), console.capture() as captured:
        console.print(_Page(text, hyperlinks=False), crop=False)
    pager.write(console, _PADDING.sub(r"\1", captured.get()), configured_pager)
