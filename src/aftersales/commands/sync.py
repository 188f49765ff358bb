"""`sync`: what the platform's API has, into the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.sync import accounts
from aftersales.actions.sync import run as sync_action
from aftersales.actions.sync.run import SyncOptions
from aftersales.commandline import confirmation
from aftersales.commandline.command import ChangingCommand, single
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

Demo = Annotated[
    bool,
    typer.Option(
        "--demo", help=mark("Show the whole way with a test platform on this computer; your ledger is not changed.")
    ),
]


@typer_app.command(cls=ChangingCommand)
def sync(
    ctx: typer.Context,
    shop: Shops = None,
    since: Since = None,
    full: Full = False,
    catchup: Catchup = False,
    dry_run: DryRun = False,
    demo: Demo = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Read returns, cancellations and their orders from TikTok. It only reads: nothing is sent to buyers."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    if since is not None and full:
        raise UsageError(tr("--since and --full say two different things; give one of them."))
    if demo:
        if shop or since or full or catchup or dry_run:
            raise UsageError(tr("--demo goes without other options: it has a shop and a ledger of its own."))
        _show_demo(app, chosen)
        return
    app.ledger.upgrade()
    when = None if since is None else app.times.read(since, "--since", display.place(app), SINCE)
    if when is not None and when > app.now:
        raise UsageError(tr("--since {since!r} is in the future; nothing can be read from then on.", since=since))
    names = accounts.tied_shops(app, shop)
    with accounts.connections(app) as connections:
        options = SyncOptions(when, full, not dry_run, catchup)
        report = sync_action.run(app, names, connections, options, app.output.progress(chosen))
    sync_report.show(report, app.output, chosen)
    if report.past and confirmation.may_ask_about_page(chosen) and not dry_run:
        from aftersales.actions.imports import history  # only at a terminal, after a first reading

        history.ask(app, report.past)
    if report.exit_code:
        raise typer.Exit(report.exit_code)


def _show_demo(app: App, chosen: str) -> None:
    """The whole way at a test platform: login, sync, a sync some hours later, and what is due then. For programs only
    what the first sync brought.
    """
    from aftersales.actions.demo import synced_shop
    from aftersales.rendering.reports import login as login_report

    with synced_shop.demo(app) as desk:
        logins = desk.log_in()
        if chosen != "table":
            sync_report.show(desk.sync(), app.output, chosen)
            return
        app.output.notice(
            tr(
                "This is a test platform on this computer, with a shop that is simulated, and a ledger that is deleted "
                "afterwards. Nothing is sent over the network, and no ledger of yours is read or changed."
            )
        )
        _tell_step(app, f"login --shop {synced_shop.SHOP}")
        app.output.notice(
            tr(
                "Here you would paste the address to which the browser goes when the seller has agreed. The test "
                "platform agrees by itself."
            )
        )
        login_report.show(logins, app.output, chosen, desk.app.now, display.zone(desk.app))
        _tell_step(app, "sync")
        sync_report.show(desk.sync(), app.output, chosen)
        desk.pass_time(synced_shop.LATER)
        _tell_step(app, "sync", tr("{time} later", time=text.span(int(synced_shop.LATER.total_seconds()))))
        sync_report.show(desk.sync(), app.output, chosen)
        _tell_step(app, "due")
        _show_due(app, desk.app)
    app.output.notice(
        tr(
            "This was the test platform; its ledger is now deleted. To read your own shop you need an app of TikTok's "
            "developer portal: aftersales help sync. Then: aftersales login"
        )
    )


def _show_due(app: App, demo: App) -> None:
    """The list of the demo's ledger."""
    from aftersales.actions import due_agenda
    from aftersales.rendering.reports import due as due_report

    page = due_agenda.whole_list(demo)
    due_report.show_agenda(page.frame._replace(passing=True), page.agenda, app.output, "table", paged=True)


def _tell_step(app: App, command: str, when: str = "") -> None:
    """Say on stderr which command would do what is shown next."""
    app.output.notice("")
    app.output.notice(f"$ aftersales {command}" + (f"   # {when}" if when else ""))
