"""The option --output: a list or page written to a file."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import typer

from aftersales import file_writer
from aftersales.context.app import App
from aftersales.errors import FileRefused, UsageError
from aftersales.language import tr

STDOUT = "-"


def file_of(typed: str | None) -> Path | None:
    """The file that --output names; None for stdout. Raises UsageError, and FileRefused for a folder's name."""
    if typed == "":
        raise UsageError(tr("{option} is empty.", option="--output"))
    if typed is None or typed == STDOUT:
        return None
    if typed.endswith(("/", os.sep)):
        raise FileRefused(typed, tr("that is the name of a folder"), tr("Name a file in it."))
    return Path(typed).expanduser()


@contextmanager
def written(app: App, path: Path) -> Iterator[None]:
    """Write what the body prints to stdout into a file, wholly or not. It is held from before the body, which may read
    what is in it so far. Where the body raises an error the file stays as it was.

    Raises FileRefused where no such file can be made, or the program's own data lie there.
    """
    refuse_own(app, path)
    with file_writer.reserved(path, app.claim) as real:
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="\n")
        leaving: typer.Exit | None = None
        with redirect_stdout(stream):
            try:
                yield
            except typer.Exit as exit_:  # of --check: what was listed is written all the same
                leaving = exit_
            stream.flush()
        file_writer.replace(real, stream.buffer.getvalue().decode("utf-8"))
    if sys.stderr.isatty():
        app.output.notice(tr("Written: {path}", path=path))
    if leaving is not None:
        raise leaving


def refuse_own(app: App, path: Path) -> None:
    """Raise FileRefused for the ledger and the configuration: they would be lost."""
    files = {tr("that is the ledger"): app.settings.ledger, tr("that is the configuration"): app.settings.config}
    for reason, file in files.items():
        if path.resolve() == file.resolve():
            raise FileRefused(path, reason, tr("Name another file."))
