"""Markdown on a terminal, through a pager if it is long."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown
from rich.text import Text
from rich.theme import Theme

from aftersales.rendering.terminal import pager


class _Code(CodeBlock):
    """A code block without wrapping; the typed lines of a transcript are bold."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in str(self.text).rstrip().split("\n"):
            yield Text(line, style="bold" if line.startswith("$ ") else "cyan", no_wrap=True, overflow="ignore")


class _Heading(Heading):
    """A heading on the left. Rich would centre the title."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.justify = "left"
        yield self.text


class _Page(Markdown):
    elements: ClassVar = {**Markdown.elements, "fence": _Code, "code_block": _Code, "heading_open": _Heading}


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
