"""The pager for text that is longer than the screen."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable

from rich.cells import cell_len
from rich.console import Console

from aftersales.settings import pager
from aftersales.text import writable
from aftersales.vault import file_modes

_ESCAPE = r"\x1b\[[0-9;]*m|\x1b\][^\x1b]*\x1b\\"  # colours, and links with their address


def write(console: Console, drawn: str, configured: str | None = None) -> None:
    """Write what was drawn. On a terminal that it does not fit, a pager shows it, if there is one. `configured` is the
    one that the configuration names.
    """
    fits = _rows(drawn, console.size.width) < console.size.height
    # Colours may be asked for in a pipe too, so the console's own word about the terminal does not count.
    is_screen = console.file.isatty() and not console.is_dumb_terminal
    if not fits and is_screen and _paged(pager.words(pager.named(configured)), drawn, console.encoding):
        return
    console.file.write(writable(drawn, console.encoding))
    console.file.flush()


def _rows(drawn: str, width: int) -> int:
    """How many rows a text takes: a line that is longer than the screen is wide, such as an example, takes several."""
    lines = re.sub(_ESCAPE, "", drawn).split("\n")
    return sum(max(1, -(-cell_len(line) // width)) for line in lines[:-1])


def show(console: Console, draw: Callable[[], None], configured: str | None = None) -> None:
    """Write what `draw` draws on the console, as above."""
    with console.capture() as captured:
        draw()
    write(console, captured.get(), configured)


def _paged(command: list[str], text: str, encoding: str) -> bool:
    """Whether the pager showed the text. Leaving it early is not a failure; ending with a code of its own is one, for
    the list must not be lost with it.
    """
    if not command:
        return False
    # `dos`: all bytes above 127 are letters of the terminal's own encoding.
    charset = "utf-8" if encoding.lower().replace("-", "") == "utf8" else "dos"
    environment = {"LESS": "FRX", "LESSCHARSET": charset, **os.environ}
    interrupted = False
    try:
        with subprocess.Popen(  # noqa: S603  # the user's own
            command, stdin=subprocess.PIPE, env=environment, umask=file_modes.outer_umask()
        ) as process:
            try:
                process.communicate(writable(text, encoding).encode(encoding, "replace"))
            except KeyboardInterrupt:
                interrupted = True
                process.wait()  # less handles Ctrl-C itself, so wait until it ends
    except (OSError, ValueError):  # ValueError: a NUL in the command
        return False
    return process.returncode == 0 or interrupted
