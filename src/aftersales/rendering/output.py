"""Data on stdout and notices on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales.errors import AftersalesError, UsageError
from aftersales.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from aftersales.rendering.documents.document import Document, DocumentTable
    from aftersales.rendering.fields.view import Section, View


class Output:
    """A run's stdout and stderr, also closed pipes and full disks.

    `quiet` leaves out notices, but not errors and moved deadlines. `file` is where stdout goes to (--output), `header`
    asks for a line of titles in TSV, `command` is the running one.
    """

    def __init__(
        self,
        *,
        color: str | None,
        quiet: bool,
        file: Path | None = None,
        header: bool = False,
        command: str = "aftersales",
    ) -> None:
        self._color, self.quiet, self.file, self.header, self.command = color, quiet, file, header, command

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

    def meanwhile(self, said: str) -> AbstractContextManager[None]:
        """A sentence on stderr, a terminal, that says what is done meanwhile."""
        from aftersales.rendering.terminal import progress

        return progress.sentence(sys.stderr, said, color=self.color)

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
            for row in _in_cells(part, width)
            or wrap(
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
        if as_json:
            return "json"
        reasons = {
            "ids": tr("ids are case numbers alone"),
            "table": tr("the table has the columns that fit its width"),
            "ics": tr("a calendar has entries and no fields"),
        }
        if fields and chosen in reasons:
            raise UsageError(
                tr(
                    "--fields can't be used with --format {form}: {reason}. Leave out one of them.",
                    reason=reasons[chosen],
                    form=chosen,
                )
            )
        return chosen or ("table" if sys.stdout.isatty() and not fields else "tsv")

    def emit_text(self, pieces: Iterable[str]) -> bool:
        """Write text for people to stdout, in characters that its encoding has. Returns and raises as `emit`."""
        from aftersales.text import writable

        encoding = sys.stdout.encoding or "utf-8"
        return self.emit(writable(piece, encoding) for piece in pieces)

    def emit_html(self, pieces: Iterable[str]) -> bool:
        """Write HTML to stdout; where that is not UTF-8, as the page says, with a reference for every character that
        ASCII lacks. Returns and raises as `emit`.
        """
        from aftersales.rendering import formats

        if formats.is_utf8(sys.stdout):
            return self.emit(pieces)
        return self.emit(piece.encode("ascii", "xmlcharrefreplace").decode("ascii") for piece in pieces)

    def emit(self, pieces: Iterable[str]) -> bool:
        """Write data to stdout, an escape for a character that its encoding lacks; returns whether all of it was taken.
        Raises AftersalesError if that fails; a closed pipe is not a failure.
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
            from aftersales import file_writer  # only for a mistake

            raise AftersalesError(
                tr("the output can't be written: {reason}.", reason=file_writer.reason(error))
            ) from None
        return True

    def emit_view(self, view: View, form: str) -> None:
        """Write a view to stdout in a format for programs. Only with fields that were asked for it may be Markdown or
        HTML, whose columns are those of CSV.
        """
        from aftersales.rendering import formats

        self._emit_form(formats.render(view, form, name=self.command, header=self.header), form)

    def emit_one(self, view: View, form: str) -> None:
        """The same of a view with one row, which is an object of its own: in JSON no array."""
        from aftersales.rendering import formats

        self._emit_form(formats.render_one(view, form, name=self.command, header=self.header), form)

    def _emit_form(self, pieces: Iterable[str], form: str) -> None:
        """Write pieces in one of the formats."""
        emit = self.emit_html if form == "html" else self.emit_text if form == "md" else self.emit
        emit(pieces)

    def page(self, sections: Sequence[Section], form: str) -> None:
        """Write sections to stdout in one of the formats for people."""
        if form == "table":
            from aftersales.rendering.terminal import console as terminal

            if sections:
                terminal.page(terminal.console(sys.stdout, color=self.color), sections)
            return
        from aftersales.rendering.documents.document import of_sections

        self.document(of_sections(self.command, sections), form)

    def lines(self, lines: Iterable[str], form: str) -> None:
        """Write lines to stdout in one of the formats for people; on a terminal they are wrapped to its width."""
        if form == "table":
            self.emit(f"{part}\n" for line in lines for part in self.fitted(line, sys.stdout))
            return
        from aftersales.rendering.fields.view import Section

        self.page([Section("", lines=[line.strip() for line in lines])], form)

    def table(self, table: DocumentTable, form: str, spare: Collection[str] = ()) -> None:
        """Write a table to stdout in one of the formats for people. On a narrow terminal the columns of `spare` are
        left out, the last first; without a row there is none, as a notice has said.
        """
        if form == "table":
            from aftersales.rendering.terminal import console as terminal

            if rows := list(table.rows):
                terminal.table(terminal.console(sys.stdout, color=self.color), table.titles, rows, spare)
            return
        from aftersales.rendering.documents.document import Document

        self.document(Document(self.command, [table]), form)

    def document(self, document: Document, form: str) -> None:
        """Write a document to stdout as Markdown or HTML."""
        from aftersales.rendering import formats

        self._emit_form(formats.page(document, form), form)

    def emit_object(self, view: View, *, several: bool) -> None:
        """Write the JSON of what was recorded to stdout: an object for one case, an array for several."""
        from aftersales.rendering import formats

        objects: list[dict[str, Any]] = list(view.objects())
        self.emit(formats.render(view, "json") if several or len(objects) != 1 else [formats.one(objects[0])])


def _in_cells(line: str, width: int) -> list[str]:
    """A line with wide characters, as Chinese has, in lines of at most `width` cells; nothing for another line."""
    if max(line, default="") < "\u2e80":
        return []
    from aftersales.rendering.layout import wrapped  # lazy: it loads rich

    indent = len(line) - len(line.lstrip())
    first, *later = wrapped(line.lstrip(), width - max(2, indent), whole_words=True)
    return [" " * indent + first, *(f"  {part}" for part in later)]
