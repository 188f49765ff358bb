"""Markdown on a terminal, through a pager if it is long."""

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


def show(console: Console, text: str) -> None:
    """Draw Markdown; through a pager if there is one and the text is longer than the screen."""
    pager = _pager()
    with console.use_theme(_STYLES), console.capture() as captured:
        console.print(_Page(text, hyperlinks=False), crop=False)
    drawn = _PADDING.sub(r"\1", captured.get())
    if pager and drawn.count("\n") >= console.size.height and not console.is_dumb_terminal and _paged(pager, drawn):
        return
    console.file.write(drawn)
    console.file.flush()


def _pager() -> list[str]:
    """The pager's command line: PAGER, else less. Empty if PAGER is empty or the program is not installed."""
    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quote that is not closed
        return []
    return command if command and shutil.which(command[0]) else []


def _paged(pager: list[str], text: str) -> bool:
    """Whether the pager took the text. Leaving it early is no failure."""
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    try:
        with subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S603  # the user's own
            try:
                process.communicate(text.encode("utf-8"))
            except KeyboardInterrupt:
                process.wait()  # less handles Ctrl-C itself, so wait until it ends
    except OSError:
        return False
    return process.returncode != 127
