"""Data on stdout and notices on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales.core import choices
from aftersales.errors import AftersalesError, UsageError
from aftersales.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from aftersales.rendering.fields.view import View


class Output:
    """A run's stdout and stderr, also closed pipes and full disks.

    `quiet` leaves out notices, but not errors and moved deadlines. `file` is where stdout goes to (--output).
    """

    def __init__(self, *, color: str | None, quiet: bool, file: Path | None = None) -> None:
        self._color, self.quiet, self.file = color, quiet, file

    @property
    def color(self) -> str:
        """auto, always or never: the option, else NO_COLOR and FORCE_COLOR, else auto. A file has no colours."""
        if self.file is not None:
            return "never"
        if self._color is not None:
            return self._color
        if os.environ.get("NO_COLOR"):
            return "never"
        return "always" if os.environ.get("FORCE_COLOR") else "auto"

    def notice(self, line: str) -> None:
        """Write a line to stderr, unless --quiet is set."""
        if not self.quiet:
            self.warn(line)

    def warn(self, line: str) -> None:
        """Write a line to stderr, with --quiet too."""
        try:
            sys.stderr.write("".join(f"{part}\n" for part in self.fitted(line, sys.stderr)))
            sys.stderr.flush()
        except OSError:
            # A broken stderr must not make the command fail, neither now nor when Python flushes it at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())

    def waiting(self, path: Path) -> None:
        """Say on stderr whom this run waits for, to write the file at `path`."""
        from aftersales import file_lock

        self.notice(file_lock.waiting(path))

    def progress(self, form: str) -> AbstractContextManager[Callable[[str, int, int], None] | None]:
        """A progress bar on stderr while something long is read: a function to call with what is read, how far, and how
        far it goes. None where nobody looks at it: beside another form than a table, in a pipe, with --quiet.
        """
        from contextlib import nullcontext

        if self.quiet or form != "table" or not sys.stderr.isatty():
            return nullcontext()
        from aftersales.rendering.terminal import progress

        return progress.bar(sys.stderr, color=self.color)

    def fitted(self, lines: str, stream: Any) -> list[str]:
        """Lines for a person, without control characters; on a terminal wrapped between words to its width."""
        from aftersales.text import plain

        parts = [" " * (len(part) - len(part.lstrip(" "))) + plain(part.lstrip(" ")) for part in lines.split("\n")]
        if not stream.isatty():
            return parts
        from shutil import get_terminal_size
        from textwrap import wrap

        width = max(24, get_terminal_size().columns - 1)
        return [
            row
            for part in parts
            for row in wrap(
                part.lstrip(),
                width,
                initial_indent=" " * (len(part) - len(part.lstrip())),
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            or [""]
        ]

    def form(self, chosen: str | None, as_json: bool, fields: Sequence[str] | None = None) -> str:
        """The output format: --json, else --format, else a table on a terminal and TSV in a pipe. A table has no room
        for `fields` that were asked for, and ids have none: then it is TSV. Raises UsageError.
        """
        from aftersales.rendering.formats import FORMATS

        if chosen is not None:
            choices.one_of("--format", chosen, FORMATS)
        if as_json:
            return "json"
        if fields and chosen in ("table", "ids"):
            raise UsageError(
                tr(
                    "--fields is for json, jsonl, csv and tsv: {reason}. Leave out --fields or --format {form}.",
                    reason=tr("ids are case numbers alone")
                    if chosen == "ids"
                    else tr("the table has the columns that fit its width"),
                    form=chosen,
                )
            )
        return chosen or ("table" if sys.stdout.isatty() and not fields else "tsv")

    def emit_text(self, pieces: Iterable[str]) -> bool:
        """Write text for people to stdout, in characters that its encoding has. Returns and raises as `emit`."""
        from aftersales.text import writable

        encoding = sys.stdout.encoding or "utf-8"
        return self.emit(writable(piece, encoding) for piece in pieces)

    def emit(self, pieces: Iterable[str]) -> bool:
        """Write data to stdout, an escape for a character that its encoding lacks; returns whether all of it was taken.
        Raises AftersalesError if that fails; a closed pipe is no failure.
        """
        out = sys.stdout
        if isinstance(out, TextIOWrapper):
            out.reconfigure(errors="backslashreplace", newline="\n")
        try:
            out.writelines(pieces)
            out.flush()
        except BrokenPipeError:
            # The reader has closed the pipe, as `head -1` does. Python must not flush into it again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
            return False
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
            raise AftersalesError(tr("the output can't be written: {strerror}.", strerror=error.strerror)) from None
        return True

    def emit_view(self, view: View, form: str) -> None:
        """Write a view to stdout in one of the formats for programs."""
        from aftersales.rendering import formats

        self.emit(formats.render(view, form))

    def emit_object(self, view: View, *, several: bool) -> None:
        """Write the JSON of what was recorded to stdout: an object for one case, an array for several."""
        from aftersales.rendering import formats

        objects: list[dict[str, Any]] = list(view.objects())
        self.emit(formats.render(view, "json") if several or len(objects) != 1 else [formats.one(objects[0])])
