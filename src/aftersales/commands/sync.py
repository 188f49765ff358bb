"""`sync`: what the platform's API has, into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from aftersales.actions.sync import accounts
from aftersales.actions.sync import run as sync_action
from aftersales.actions.sync.lists import Step
from aftersales.actions.sync.run import SyncOptions
from aftersales.commandline import confirmation
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import DryRun, Format, Json
from aftersales.context import display
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.rendering.reports import sync as sync_report
from aftersales.user_input import SINCE

typer_app = single()

Shops = Annotated[
    list[str] | None,
    typer.Option("--shop", metavar="SHOP", help=mark("Only these shops (default: all that login has tied).")),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help=mark("Read from this day on, whatever was read before."))
]
Full = Annotated[
    bool, typer.Option("--full", help=mark("Read everything anew, from the shop's first request on. Takes long."))
]
Catchup = Annotated[
    bool, typer.Option("--catchup", help=mark("Deadlines already past count as history, not as overdue."))
]


@typer_app.command(cls=AppCommand)
def sync(
    ctx: typer.Context,
    shop: Shops = None,
    since: Since = None,
    full: Full = False,
    catchup: Catchup = False,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Read returns, cancellations and their orders from TikTok. It only reads: nothing is sent to buyers."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    if since is not None and full:
        raise UsageError(tr("--since and --full say two different things; give one of them."))
    app.ledger.upgrade()
    when = None if since is None else app.times.read(since, "--since", display.place(app), SINCE)
    if when is not None and when > app.now:
        raise UsageError(tr("--since {since!r} is in the future; nothing can be read from then on.", since=since))
    names = accounts.tied_shops(app, shop)
    with accounts.connections(app) as connections:
        options = SyncOptions(when, full, not dry_run, catchup)
        report = sync_action.run(app, names, connections, options, _progress(app, chosen))
    sync_report.show(report, app.output, chosen)
    if report.past and confirmation.may_ask_about_page(chosen) and not dry_run:
        from aftersales.actions.imports import history  # only at a terminal, after a first reading

        history.ask(app, report.past)
    if report.exit_code:
        raise typer.Exit(report.exit_code)


@contextmanager
def _progress(app: App, chosen: str) -> Iterator[Step | None]:
    """A progress bar on stderr for a long reading, on a terminal only."""
    if app.output.quiet or not sys.stderr.isatty() or chosen != "table":
        yield None
        return
    from aftersales.rendering.terminal import progress as terminal_progress

    with terminal_progress.bar(sys.stderr, color=app.output.color) as step:
        yield step
