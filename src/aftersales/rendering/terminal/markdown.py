"""Markdown on a terminal, a screenful at a time where it is long."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown
from rich.text import Text
from rich.theme import Theme


class _Code(CodeBlock):
    """A code block as it stands: a transcript's typed lines bold, nothing wrapped into other lines."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in str(self.text).rstrip().split("\n"):
            yield Text(line, style="bold" if line.startswith("$ ") else "cyan", no_wrap=True, overflow="ignore")


class _Heading(Heading):
    """A heading on the left, the title too."""

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


def show(console: Console, text: str) -> None:
    """Draw Markdown; through a pager where it is longer than the screen and there is one."""
    pager = _pager()
    with console.use_theme(_STYLES), console.capture() as captured:
        console.print(_Page(text, hyperlinks=False), crop=False)
    drawn = _PADDING.sub(r"\1", captured.get())
    if pager and drawn.count("\n") >= console.size.height and not console.is_dumb_terminal and _paged(pager, drawn):
        return
    console.file.write(drawn)
    console.file.flush()


def _pager() -> list[str]:
    """The user's PAGER as words, else less; nothing where neither is there, or PAGER is set to nothing."""
    try:
        words = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quote that is not closed
        return []
    return words if words and shutil.which(words[0]) else []


def _paged(pager: list[str], text: str) -> bool:
    """Whether the pager took the text. Leaving it early is no failure."""
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    try:
        with subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S603  # the user's own
            try:
                process.communicate(text.encode("utf-8"))
            except KeyboardInterrupt:
                process.wait()  # less takes Ctrl-C for itself; its end is the end of reading
    except OSError:
        return False
    return process.returncode != 127
