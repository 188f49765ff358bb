"""`log`: what was recorded, newest first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Fields, Format, Json, Redact, ShopOption
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.deadlines.rules_change import RulesChange
from aftersales.core.log import describe
from aftersales.core.log.entry import LogEntry
from aftersales.core.log.rule_change import reason_text
from aftersales.language import mark, tr
from aftersales.ledger.log import reader as log_reader
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.documents.document import Document, Part
from aftersales.rendering.fields import view
from aftersales.rendering.fields.log import LOG_FIELDS, LoggedDetail, LogRow
from aftersales.rendering.fields.moved_deadlines import Zones
from aftersales.rendering.fields.view import Field, Section, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.pages import log as log_page
from aftersales.rendering.pages import policies as policy_page
from aftersales.rendering.reports import tables
from aftersales.user_input import SINCE, UNTIL, Sense

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="WHEN", help=mark("Only entries since then, such as fri, 24 Nov or 2d.")),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="WHEN", help=mark("Only entries until then; a day is taken to its end.")),
]
OnlyEntry = Annotated[
    int | None,
    typer.Option(
        "--write",
        metavar="WRITE",
        min=1,
        max=1_000_000_000,
        help=mark("Only this entry, with every deadline that it moved."),
    ),
]

typer_app = single()


@typer_app.command(cls=AppCommand)
def log(
    ctx: typer.Context,
    case: Annotated[
        str | None,
        typer.Argument(metavar="[CASE]", help=mark("Only entries that concern this case, named as for `show`.")),
    ] = None,
    shop: ShopOption = None,
    since: Since = None,
    until: Until = None,
    only: OnlyEntry = None,
    limit: Annotated[
        int,
        typer.Option("--limit", metavar="N", min=1, max=1_000_000_000, help=mark("At most N entries (default 20).")),
    ] = 20,
    redact: Redact = False,
    fields: Fields = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """What was recorded, newest first: by whom, when, from which file. `undo` undoes an entry."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    shown = view.chosen(LOG_FIELDS, fields)
    if redact:
        app.ledger.redact()
    ledger = app.ledger.current()
    named = shop_queries.shop_named(ledger, shop) if shop else None
    entries = log_reader.entries(
        ledger,
        case=find.find_case(ledger, case, gone=True) if case is not None else None,
        shop=named,
        since=_when(app, since, "--since", SINCE, named),
        until=_when(app, until, "--until", UNTIL, named),
        only=only,
        limit=limit,
    )
    if not entries:
        narrowed = (case, since, until, only) != (None,) * 4
        app.output.notice(tr("No log entry matches.") if narrowed else tr("Nothing was recorded."))
    _show(app, entries, chosen, shown, with_moves=only is not None)


def _show(app: App, entries: Sequence[LogEntry], form: str, fields: Sequence[Field], *, with_moves: bool) -> None:
    """Write the list; `with_moves` each deadline that moved too, where people read it."""
    zone = display.zone(app)
    rows = [_row(app, entry, zone) for entry in entries]
    if form == "table":
        from aftersales.rendering.terminal import console as terminal
        from aftersales.rendering.terminal import log as terminal_log

        console = terminal.console(sys.stdout, color=app.output.color)
        terminal_log.show(console, rows, app.now.astimezone(zone), whole=with_moves or not sys.stdout.isatty())
        if with_moves:
            moves = _moves(app, rows)
            terminal.page(console, [Section("", (), moves)] if moves else [])
    elif form in PAGES and fields is LOG_FIELDS:
        app.output.document(_document(app, rows, zone, with_moves=with_moves), form)
    elif form == "ids":
        app.output.emit(f"{row.write}\n" for row in rows)
    else:
        app.output.emit_view(View(fields, rows), form)


def _moves(app: App, rows: Sequence[LogRow]) -> list[str]:
    return [policy_page.logged_move_line(move, row.zones, app.now) for row in rows for move in row.moves]


def _document(app: App, rows: Sequence[LogRow], zone: tzinfo, *, with_moves: bool) -> Document:
    """The list as a page."""
    moves = _moves(app, rows) if with_moves else []
    parts: list[Part] = [tables.log(rows, app.now.astimezone(zone)), *([Section("", (), moves)] if moves else [])]
    return Document(app.output.command, parts)


def _when(app: App, text: str | None, option: str, sense: Sense, shop: str | None) -> datetime | None:
    """What `--since` or `--until` says, in the zone of the list."""
    return None if text is None else app.times.read(text, option, display.place(app, shop), sense)


def _worded(change: RulesChange | None) -> RulesChange | None:
    """How the rules changed, with the reasons in words."""
    return change._replace(why=[reason_text(reason) for reason in change.why]) if change else None


def _zones(app: App, entry: LogEntry) -> Zones:
    """In which zones to tell of its times: where rules changed, those of then."""
    change = entry.renewal
    staff = change.staff_zone if change else None
    zone = (change.zone if change else None) or log_reader.zone(app.ledger.current(), entry)
    return Zones(ZoneInfo(zone), ZoneInfo(staff) if staff else None)


def _row(app: App, entry: LogEntry, zone: tzinfo) -> LogRow:
    return LogRow(
        write=entry.id,
        at=entry.at,
        by=entry.by,
        command=entry.command,
        cases=entry.cases,
        orders=entry.orders,
        events=list(dict.fromkeys(name for _, name in entry.events)),
        files=[file.file for file in entry.files],
        undoes=entry.undoes,
        undone_by=entry.undone_by,
        summary=describe.summary(entry),
        rules=_worded(entry.renewal),
        moves=entry.moves,
        zones=_zones(app, entry),
        undone=None if entry.undoes is None else log_reader.entry(app.ledger.current(), entry.undoes),
        recorded=[LoggedDetail(event, log_page.details(event, zone)) for event in entry.recorded],
    )
