"""`triage`: cases decided one after another, by keys."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from aftersales.actions import due_list
from aftersales.actions.due_list import DueRequest, ListOptions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.list_options import (
    SYNC_TIMEOUT,
    NoSync,
    Sync,
    SyncTimeout,
    sync_before,
    takes_list_options,
    wants_sync,
)
from aftersales.commandline.options import Format, Json
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr, trn
from aftersales.text import sentences

typer_app = single()

_Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, max=1_000_000_000, help=mark("At most N cases."))
]


@typer_app.command(cls=AppCommand)
@takes_list_options(limit=_Limit, without=frozenset({"owner", "orders", "sort"}))
def triage(
    ctx: typer.Context,
    options: ListOptions,
    checklist: Annotated[
        bool,
        typer.Option(
            "--checklist", help=mark("Only print what was recorded here and must still be done in Seller Center.")
        ),
    ] = False,
    sync: Sync = False,
    no_sync: NoSync = False,
    sync_timeout: SyncTimeout = SYNC_TIMEOUT,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Decide one case after another in the order of `due`; each decision is recorded at once. Needs a terminal."""
    app: App = ctx.obj
    chosen = app.output.form(form or "table", as_json)
    if checklist:
        _show_checklist(app, options, chosen)
        return
    request = due_list.request_of(app, options)
    _need_terminal(form, as_json=as_json)
    app.ledger.upgrade()
    if wants_sync(app, "triage", sync=sync, no_sync=no_sync) and sync_before(app, request, sync, sync_timeout):
        request = due_list.request_of(app, options)
    named = options.kind or options.duty or options.stake or options.everything or options.before_import
    raise typer.Exit(_run_session(app, request, whole=bool(named)))


def _show_checklist(app: App, options: ListOptions, form: str) -> None:
    from aftersales.commands.triage import checklist

    filters = due_list.filters_of(app, options)
    looks_back = options.new or options.since is not None
    if options.within or options.everything or options.duty or options.limit or options.snoozed or looks_back:
        raise UsageError(
            tr("--checklist shows everything recorded; it takes only --shop, --market, --kind and --format.")
        )
    checklist.show(app, filters, form)


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


def _run_session(app: App, request: DueRequest, *, whole: bool) -> int:
    """Run the session and show its summary. Returns the exit code. `whole`: what asks for no decision is gone through
    too.
    """
    from aftersales.commands.triage import loop, summary
    from aftersales.core.triage.session import Session
    from aftersales.rendering.terminal.key_reader import keyboard

    waiting = summary.waiting(app, request, whole=whole)
    cases, beside = waiting.cases[: request.limit], summary.beside(app, waiting)
    if not cases:
        app.output.emit(f"{line}\n" for line in (tr("No case needs a decision."), *beside))
        return 0
    session, code = Session(cases, waiting.shops, whole=whole), 0
    greeting = sentences(
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
    summary.show(app, session, request, whole=whole)
    return code
