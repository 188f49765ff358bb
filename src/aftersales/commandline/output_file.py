"""A list written to a file, or with titles: --output and --header."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import typer

from aftersales import file_writer
from aftersales.commandline.options import format_choice
from aftersales.context.app import App
from aftersales.errors import FileRefused, UsageError
from aftersales.language import tr
from aftersales.rendering.formats import ALWAYS_TITLED, SUFFIXES, TITLED

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


def settle_format(ctx: Any, file: Path | None, *, header: bool) -> None:
    """Where no format was typed, take that of the file's name, or the one that --header is for. Raises UsageError where
    the command has not that format, and where --header goes with no line of titles.
    """
    (param,) = (param for param in ctx.command.params if "--format" in param.opts)
    takes = format_choice(param)
    as_json = bool(ctx.params.get("as_json"))
    form = "json" if as_json else ctx.params[param.name]
    by_name = SUFFIXES.get(file.suffix.lower()) if file is not None else None
    if form is None and by_name is not None and (takes is None or by_name != "table" or by_name in takes.choices):
        form = by_name if takes is None else takes(by_name)  # a report's text is not a table, and its default
    if header:
        form = form or TITLED[0]
        if form not in (*TITLED, *ALWAYS_TITLED):
            raise UsageError(tr("--header is for TSV: {form} has no line of titles.", form=form))
    if not as_json:
        ctx.params[param.name] = form


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
        # A file whose content would not change is not written: its time stays, and no cloud folder uploads it again.
        is_new = file_writer.differs(real, stream.buffer.getvalue())
        if is_new:
            file_writer.replace(real, stream.buffer.getvalue().decode("utf-8"))
    if sys.stderr.isatty():
        app.output.notice(
            tr("Written: {path}", path=path) if is_new else tr("Nothing has changed in {path}", path=path)
        )
    if leaving is not None:
        raise leaving


def refuse_own(app: App, path: Path) -> None:
    """Raise FileRefused for the ledger and the configuration: they would be lost."""
    files = {tr("that is the ledger"): app.settings.ledger, tr("that is the configuration"): app.settings.config}
    for reason, file in files.items():
        if os.path.realpath(path) == os.path.realpath(file):  # `resolve` fails for a link that leads back to itself
            raise FileRefused(path, reason, tr("Name another file."))
