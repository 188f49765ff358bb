"""Commands that record something, and the options they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import typer
from typer.core import TyperOption

from aftersales.actions.record import write
from aftersales.actions.record.options import WriteOptions
from aftersales.actions.record.write import Decide, Find
from aftersales.commandline.command import AppCommand
from aftersales.ledger.queries.find import find_case

_META = "aftersales.write-options"
_FLAG = {"type": bool, "is_flag": True, "default": False}
# By field of WriteOptions: the option's name, its help, and what kind of option it is.
_OPTIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "at": ("--at", "When it happened (default: now); local time of the market.", {"type": str, "metavar": "WHEN"}),
    "dry_run": ("--dry-run", "Say what would be recorded, and write nothing.", _FLAG),
    "format": ("--format", "table, json, jsonl, csv, tsv or ids.", {"type": str, "metavar": "FORMAT"}),
    "as_json": ("--json", "Short for --format json.", _FLAG),
    "sure": ("--yes", "Don't ask before several cases are written.", _FLAG),
}
_LAST = ("sure",)  # stands after the global options in --help


def _options(names: Sequence[str]) -> list[Any]:
    return [
        TyperOption(param_decls=[name, _OPTIONS[name][0]], help=_OPTIONS[name][1], **_OPTIONS[name][2])
        for name in names
    ]


class WriteCommand(AppCommand):
    """A command that records something for several cases at once.

    It takes the options of `write_options`, which its function reads from there instead of naming them as parameters.
    """

    write_options: ClassVar[tuple[str, ...]] = ("at", "dry_run", "format", "as_json", "sure")

    def __init__(self, *args: Any, params: Sequence[Any] | None = None, **kwargs: Any) -> None:
        first = [name for name in self.write_options if name not in _LAST]
        last = [name for name in self.write_options if name in _LAST]
        super().__init__(*args, params=[*(params or ()), *_options(first)], **kwargs)
        self.params.extend(_options(last))

    def invoke(self, ctx: Any) -> Any:
        """Collect the options of writing into one value."""
        ctx.meta[_META] = WriteOptions(**{name: ctx.params.pop(name) for name in self.write_options})
        return super().invoke(ctx)


class OneCaseCommand(WriteCommand):
    """A command that records something for one case: there is no question that --yes would answer."""

    write_options = ("at", "dry_run", "format", "as_json")


class NewCaseCommand(WriteCommand):
    """A command that opens a case and prints its id, or JSON."""

    write_options = ("at", "dry_run", "as_json")


class NewOrderCommand(WriteCommand):
    """A command that records an order; when it was placed is an option of its own."""

    write_options = ("dry_run", "as_json")


class UndoCommand(WriteCommand):
    """A command that takes a write back, as of now."""

    write_options = ("dry_run", "format", "as_json")


def write_options(ctx: typer.Context) -> WriteOptions:
    """The options of writing that the running command was given."""
    options: WriteOptions = ctx.meta[_META]
    return options


def record(ctx: typer.Context, cases: Sequence[str], decide: Decide, find: Find = find_case) -> None:
    """Record a step for each case that was named, and report it."""
    write.record(ctx.obj, cases, decide, write_options(ctx), find=find)
