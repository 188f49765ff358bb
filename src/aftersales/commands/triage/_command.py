"""`triage`: cases decided one after another, by keys."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer

from aftersales.actions import due_list
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import (
    DutyOption,
    Everything,
    Format,
    Json,
    KindOption,
    MarketOption,
    ShopOption,
    Snoozed,
    Within,
)
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import tr, trn
from aftersales.ledger.queries import due as due_queries

typer_app = single()


@typer_app.command(cls=AppCommand)
def triage(
    ctx: typer.Context,
    within: Within = None,
    everything: Everything = False,
    shop: ShopOption = None,
    market: MarketOption = None,
    kind: KindOption = None,
    duty: DutyOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, max=1_000_000_000, help=tr("At most N cases."))
    ] = None,
    snoozed: Snoozed = False,
    checklist: Annotated[
        bool,
        typer.Option(
            "--checklist", help=tr("Only print what was recorded here and must still be done in Seller Center.")
        ),
    ] = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Decide one case after another in the order of `due`; each decision is recorded at once. Needs a terminal."""
    app: App = ctx.obj
    chosen = app.output.form(form or "table", as_json)
    filters = due_list.filters_of(app, shop, market, kind, "seller", duty)
    if checklist:
        from aftersales.commands.triage import checklist as triage_checklist

        if within or everything or duty or limit or snoozed:
            raise UsageError(
                tr("--checklist shows everything recorded; it takes only --shop, --market, --kind and --format.")
            )
        triage_checklist.show(app, filters, chosen)
        return
    _need_terminal(form, as_json=as_json)
    app.ledger.upgrade()
    horizon = due_list.horizon(within, everything=everything)
    raise typer.Exit(_run_session(app, horizon, filters, limit, snoozed=snoozed))


def _need_terminal(form: str | None, *, as_json: bool) -> None:
    if form is not None or as_json:
        raise UsageError(tr("--format and --json need --checklist; for scripts use `aftersales due --json`."))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            tr(
                "triage needs a terminal for its questions, and there is none. In a script use `aftersales "
                "due --json` and commands such as `aftersales approve CASE` or `reject`; `triage "
                "--checklist` asks nothing."
            )
        )


def _run_session(
    app: App, within: timedelta | None, filters: due_queries.Filters, limit: int | None, *, snoozed: bool
) -> int:
    """Run the session and show its summary. Returns the exit code."""
    from aftersales.commands.triage import loop, summary
    from aftersales.core.triage.session import Session
    from aftersales.rendering.terminal.key_reader import keyboard

    waits, unconfirmed, asleep = summary.waiting(app, within, filters, snoozed=snoozed)
    cases = list(dict.fromkeys(a.case for a in waits))[:limit]
    beside = summary.beside(app, unconfirmed, asleep)
    if not cases:
        app.output.emit(f"{line}\n" for line in (tr("No case needs a decision."), *beside))
        return 0
    session, code = Session(cases), 0
    greeting = " ".join(
        [
            trn("{count} case needs a decision.", "{count} cases need a decision.", len(cases)),
            *beside,
        ]
    )
    try:
        with keyboard() as board:
            loop.SessionLoop(app, board, session, greeting).run()
    except KeyboardInterrupt:
        code = 130
        app.output.emit(["\n"])
    app.output.emit(["\n"])
    summary.show(app, session, within, filters, snoozed=snoozed)
    return code
