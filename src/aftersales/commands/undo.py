"""`undo`: a log entry is undone by a new log entry."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.record import undo as undo_action
from aftersales.actions.record.undo import UndoneEntry
from aftersales.commandline import confirmation
from aftersales.commandline.command import single
from aftersales.commandline.write_command import UndoCommand, write_options
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.cases import events
from aftersales.errors import UndoUnconfirmed
from aftersales.language import mark, tr
from aftersales.rendering.fields.view import View
from aftersales.rendering.fields.write import WRITE_FIELDS, WriteRow
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import log as log_page

typer_app = single()


@typer_app.command(cls=UndoCommand)
def undo(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[WRITE]",
            min=1,
            max=1_000_000_000,
            help=mark("The entry's number in `log` (default: the newest one not undone)."),
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=mark("Don't ask before a shop, an import or more than 10 cases are undone."))
    ] = False,
) -> None:
    """Undo the newest log entry, or any other. An undo is an entry too, and can be undone."""
    app: App = ctx.obj
    options = write_options(ctx)
    chosen = app.output.form(options.format, options.as_json)
    asks = confirmation.may_ask() and not (yes or options.dry_run)
    sure = yes or options.dry_run or (number is not None and not asks)  # off a terminal its number says what is meant
    try:
        undone = undo_action.take_back(app, number, keep=not options.dry_run, sure=sure)
    except UndoUnconfirmed as error:
        if not asks:
            raise
        _ask(app, error.preview)
        undone = undo_action.take_back(app, error.entry)
    _report(app, undone, chosen, dry_run=options.dry_run)


def _ask(app: App, preview: str) -> None:
    """Ask before much is undone at once. Raises Cancelled where the answer is no (0), or there is none (130)."""
    app.prompter.tell(preview)
    confirmation.confirm(app, tr("Undo it?"), otherwise=tr("Nothing was undone."))


def _report(app: App, undone: UndoneEntry, chosen: str, *, dry_run: bool) -> None:
    write, zone, undo_number = undone
    counts = write.undone_by is None
    event = "write.brought-back" if counts else "write.taken-back"
    at = app.now.astimezone(zone)
    cases = [] if write.files else write.cases
    rows = [WriteRow(case, event, at, dry_run) for case in (cases or (None,))]
    sentence = log_page.undone(write, display.zone(app), app.now, dry_run=dry_run)
    if chosen in PAGES:
        app.output.lines([sentence], chosen)
    elif chosen == "json":
        app.output.emit_object(View(WRITE_FIELDS, rows), several=len(rows) > 1)
    else:
        app.output.emit_view(View(WRITE_FIELDS, rows), chosen)
    if chosen not in PAGES:
        app.output.notice(sentence)
    if any(name in events.SHOWN_IN_DATA for _, name in write.events) and not counts:
        app.output.notice(tr("Undone here only. What you did in Seller Center is unchanged."))
    if "shops" in write.makes and not counts:
        app.output.notice(tr("The configuration file is unchanged: {config}", config=app.settings.config))
    if not dry_run:
        app.output.notice(log_page.way_back(undo_number, undone=not counts))
