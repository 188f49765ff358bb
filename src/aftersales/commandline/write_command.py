"""Commands that record something, and the options they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import typer
from typer.core import TyperOption

from aftersales.actions.new_cases.new_case import NewCase
from aftersales.actions.record import write
from aftersales.actions.record.case_view import StepBuilder
from aftersales.actions.record.options import WriteOptions
from aftersales.actions.record.write import FindCase
from aftersales.commandline import confirmation
from aftersales.commandline.command import AppCommand
from aftersales.commandline.options import FORMAT_HELP, FormatChoice
from aftersales.context.app import App
from aftersales.errors import AftersalesError
from aftersales.language import mark, tr
from aftersales.ledger.queries.find import find_case
from aftersales.rendering.fields.view import View
from aftersales.rendering.fields.write import WRITE_FIELDS, WriteRow
from aftersales.rendering.formats import FORMATS, PAGES
from aftersales.rendering.pages import recorded as recorded_page
from aftersales.rendering.pages.recorded import Recorded

_META = "aftersales.write-options"
_MISSING = "aftersales.missing-answers"
_FLAG = {"type": bool, "is_flag": True, "default": False}
# By field of WriteOptions: the option's name, its help, and what kind of option it is.
_OPTIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "at": (
        "--at",
        mark("When it happened, such as 16:00 or fri 15:00 (default: now)."),
        {"type": str, "metavar": "WHEN"},
    ),
    "dry_run": ("--dry-run", mark("Show what would be recorded; write nothing."), _FLAG),
    "format": ("--format", FORMAT_HELP, {"type": FormatChoice(FORMATS), "metavar": "FORMAT"}),
    "as_json": ("--json", mark("Short for --format json."), _FLAG),
    "sure": ("--yes", mark("Don't ask before several cases are recorded."), _FLAG),
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
    writes_file = False
    records_several: ClassVar[bool] = True  # whether several cases may be named: then its JSON is an array

    def __init__(self, *args: Any, params: Sequence[Any] | None = None, **kwargs: Any) -> None:
        first = [name for name in self.write_options if name not in _LAST]
        last = [name for name in self.write_options if name in _LAST]
        super().__init__(*args, params=[*(params or ()), *_options(first)], **kwargs)
        self.params.extend(_options(last))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As usual; at a terminal a missing required value is not an error: it is asked for when the command runs."""
        if ctx.resilient_parsing or not confirmation.may_ask():
            return super().parse_args(ctx, args)
        needed = [param for param in self.params if self.must_have(param)]
        try:
            for param in needed:
                param.required = False
            rest = super().parse_args(ctx, args)
        finally:
            for param in needed:
                param.required = True
        ctx.meta[_MISSING] = [param for param in needed if ctx.params.get(param.name) is None]
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Move the options of `write_options` into one WriteOptions."""
        ctx.meta[_META] = WriteOptions(**{name: ctx.params.pop(name) for name in self.write_options})
        return super().invoke(ctx)

    def run(self, ctx: Any) -> Any:
        """Run the command; at a terminal, ask for what is missing."""
        if not confirmation.may_ask():
            return super().run(ctx)
        missing = ctx.meta[_MISSING]
        if not missing:
            try:
                return super().run(ctx)
            except AftersalesError as error:
                if error.asks_for is None:
                    raise
        from aftersales.commandline import missing_answers  # only questions need it

        return missing_answers.answered(ctx, missing, write_options(ctx), lambda: super(WriteCommand, self).run(ctx))


class OneCaseCommand(WriteCommand):
    """A command that records something for one case. It has no --yes, since nothing is asked."""

    write_options = ("at", "dry_run", "format", "as_json")
    records_several = False


class NewCaseCommand(WriteCommand):
    """A command that opens a case and prints its id, or JSON."""

    write_options = ("at", "dry_run", "as_json")
    records_several = False


class NewOrderCommand(WriteCommand):
    """A command that records an order. It has no --at: when the order was placed is an option of its own."""

    write_options = ("dry_run", "as_json")
    records_several = False


class UndoCommand(WriteCommand):
    """A command that undoes a log entry. It has no --at: an undo is of now."""

    write_options = ("dry_run", "format", "as_json")


def write_options(ctx: typer.Context) -> WriteOptions:
    """The write options of the running command."""
    options: WriteOptions = ctx.meta[_META]
    return options


def record(
    ctx: typer.Context, cases: Sequence[str], build: StepBuilder, find: FindCase = find_case, *, ask: bool = False
) -> None:
    """Record a step for each case that was named, and report it. `ask`: a single case is asked about too."""
    record_and_report(ctx.obj, cases, build, write_options(ctx), find, ask=ask)


def record_and_report(
    app: App,
    cases: Sequence[str],
    build: StepBuilder,
    options: WriteOptions,
    find: FindCase = find_case,
    *,
    ask: bool = False,
) -> list[Recorded]:
    """Record a step for each case, report it and return it. Before more than one case is written, or with `ask` a
    single one, a person at a terminal is asked, unless that was answered before (`sure`).
    """
    form = app.output.form(options.format, options.as_json)
    several = len(cases) > 1
    if (several or ask) and not (options.dry_run or options.sure) and confirmation.may_ask():
        would = write.record(app, cases, build, options._replace(dry_run=True), find)
        confirmation.confirm_all(app, would, least=1 if ask else 2)
    recorded = write.record(app, cases, build, options, find)
    _report(app, recorded, form, several=several)
    return recorded


def _report(app: App, recorded: Sequence[Recorded], form: str, *, several: bool) -> None:
    """What was recorded on stdout; warnings and what is still to be done on stderr."""
    output = app.output
    view = View(WRITE_FIELDS, [one.row for one in recorded])
    if form == "json":
        output.emit_object(view, several=several)
    elif form in PAGES:
        output.lines(map(recorded_page.line, recorded), form)
    else:
        output.emit_view(view, form)
    for one in recorded:
        for warning in one.warnings:
            output.warn(tr("case {case}: {warning}.", case=one.case, warning=warning))
        if one.window_notice:
            output.notice(tr("case {case}: the buyer asked {window}.", case=one.case, window=one.window_notice))
        for part in recorded_page.suggested(one):
            output.notice(part)
    for sentence in recorded_page.reminders(recorded):
        output.notice(sentence)


def report_new_case(ctx: typer.Context, new: NewCase) -> None:
    """The case's id on stdout, or the JSON of a write; on stderr what was recorded."""
    output = ctx.obj.output
    if write_options(ctx).as_json:
        row = WriteRow(new.case, new.event, new.at, new.dry_run, warnings=new.warnings)
        output.emit_object(View(WRITE_FIELDS, [row]), several=False)
    else:
        output.emit([f"{new.case}\n"])
    for warning in new.warnings:
        output.warn(tr("case {case}: {warning}.", case=new.case, warning=warning))
    output.notice(
        tr("case {case}: {summary}. (dry run: nothing written)", case=new.case, summary=new.summary)
        if new.dry_run
        else tr("case {case}: {summary}.", case=new.case, summary=new.summary)
    )
