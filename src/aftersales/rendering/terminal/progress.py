"""What an import does at the moment: a bar, a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_PATIENCE = 0.7  # seconds; short files show nothing


@contextmanager
def bar(stream: TextIO, *, color: str) -> Iterator[Callable[[str, int, int], None]]:
    """A function to call with (file, bytes or rows done, total) while reading; afterwards the bar is gone."""
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    from aftersales.rendering.terminal.console import console

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=console(stream, color=color), transient=True)
    tasks: dict[str, TaskID] = {}
    began = time.monotonic()

    def step(file: str, done: int, total: int) -> None:
        if not progress.live.is_started:
            if time.monotonic() - began < _PATIENCE:
                return
            progress.start()
        if file not in tasks:
            tasks[file] = progress.add_task(Path(file).name, total=total)
        progress.update(tasks[file], completed=done, total=total)

    try:
        yield step
    finally:
        progress.stop()


@contextmanager
def sentence(stream: TextIO, said: str, *, color: str) -> Iterator[None]:
    """A sentence that stands there meanwhile, and is gone afterwards. It does not move, so it needs no thread."""
    from rich.live import Live
    from rich.text import Text

    from aftersales.rendering.terminal.console import console

    with Live(Text(said), console=console(stream, color=color), auto_refresh=False, transient=True):
        yield
