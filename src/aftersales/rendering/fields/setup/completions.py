"""The fields of a completion file that is installed."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field


class CompletionRow(NamedTuple):
    """A completion file: of which shell, where, whether this run wrote it, or would; `lines` are those that the file
    `rc` lacks, None for nothing.
    """

    shell: str
    path: str
    changed: bool
    rc: str | None
    lines: tuple[str, ...]
    dry_run: bool


COMPLETION_FIELDS = (
    Field("shell", "str", mark("bash, zsh or fish"), lambda r: r.shell),
    Field("path", "str", mark("where the file lies"), lambda r: r.path),
    Field("changed", "bool", mark("whether this run wrote it; with --dry-run, whether it would"), lambda r: r.changed),
    Field("rc", "str or null", mark("the file that needs more lines; null: none does"), lambda r: r.rc),
    Field("lines", "list of str", mark("the lines to add to it"), lambda r: list(r.lines)),
    Field("dry_run", "bool", mark("true: nothing was written"), lambda r: r.dry_run),
)
