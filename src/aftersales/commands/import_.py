"""`import`: Seller Center exports and API answers into the ledger; says what was new, what was rejected, what is now
due.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text, user_input
from aftersales.actions import due_list
from aftersales.actions import import_files as import_action
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import DryRun, Format, Json
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.errors import UsageError
from aftersales.importing.parse.times import DATE_FORMATS
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies.find import markets
from aftersales.rendering.fields.lists import IMPORT_FIELDS
from aftersales.rendering.fields.view import View

typer_app = single()

_SHOWN_REJECTS = 20


@typer_app.command(cls=AppCommand)
def import_files(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", readable=False, help="Exports (CSV, XLSX) or API answers (JSON).")
    ],
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help="Whose files they are; not needed with one shop.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="WHEN", help="When they were exported (default: the newest instant inside)."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Of CSV files, such as gb18030 (default: found out)."),
    ] = None,
    date_format: Annotated[
        str | None, typer.Option("--date-format", metavar="ORDER", help="dmy, mdy or ymd, where a file leaves it open.")
    ] = None,
    catchup: Annotated[
        bool, typer.Option("--catchup", help="First import: what is past already is history, not overdue.")
    ] = False,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Read Seller Center exports and API answers into the ledger. The same file again changes nothing."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    app.ledger.upgrade()
    ask = _ask(app, shop, as_of, encoding, date_format, catchup)
    with _progress(app, chosen) as progress:
        parts = [part for path in files for part in import_action.prepare(path, ask, progress)]
    outcomes: list[import_action.Outcome] = []
    with app.ledger.writing(keep=not dry_run) as ledger:
        for part in parts:
            outcomes.append(import_action.write(ledger, part, ask))
            part.close()
        written = sum(o.tally.new + o.tally.changed + o.tally.same for o in outcomes)
        rejected = sum(len(o.rejects) for o in outcomes)
        if not written and rejected:
            _report(app, outcomes, ask, chosen, dry_run=dry_run, now_due="")
            app.output.warn("Nothing was written: every row was rejected.")
            raise _Nothing
        import_action.settle(ledger, outcomes, ask, app.rules)
        now_due = _now_due(app, ledger, ask.shop)
    _report(
        app,
        outcomes,
        ask,
        chosen,
        dry_run=dry_run,
        now_due=now_due.replace("Now", "It would then be", 1) if dry_run else now_due,
    )
    if rejected:
        raise typer.Exit(5)


class _Nothing(typer.Exit):
    """Every row was rejected: nothing is written."""

    def __init__(self) -> None:
        super().__init__(1)


def _ask(
    app: App, shop: str | None, as_of: str | None, encoding: str | None, date_format: str | None, catchup: bool
) -> import_action.Ask:
    if date_format is not None and date_format not in DATE_FORMATS:
        raise UsageError(f"--date-format {date_format!r} is not known; it takes {', '.join(DATE_FORMATS)}.")
    name = shop_queries.shop_named(app.ledger.current(), shop)
    market, _ = shop_queries.shops(app.ledger.current())[name]
    own = app.rules.shop(name, market)
    facts = markets()[market]
    zone = ZoneInfo(own.export_timezone or own.timezone or str(facts["timezone"]))
    then = user_input.moment(as_of, zone, "--as-of", app.now) if as_of is not None else None
    if then is not None and then > app.now:
        raise UsageError(f"--as-of {as_of!r} is after now; a file can't know what is still to come.")
    return import_action.Ask(name, zone, str(facts["currency"]), app.now, then, encoding, date_format, catchup)


@contextmanager
def _progress(app: App, chosen: str) -> Iterator[import_action.Progress | None]:
    """A progress bar on stderr for long files, on a terminal only."""
    if app.output.quiet or not sys.stderr.isatty() or chosen != "table":
        yield None
        return
    from aftersales.rendering.terminal import progress as terminal_progress

    with terminal_progress.bar(sys.stderr, color=app.output.color) as step:
        yield step


def _now_due(app: App, ledger: Any, shop: str) -> str:
    fresh = shop_queries.shop_data(ledger)
    actions = due_list.actions_due(ledger, app.now, urgency.DEFAULT_WITHIN, due_queries.Filters(shop=shop), fresh)
    counts = [(b, sum(a.band == b for a in actions)) for b in urgency.BANDS]
    told = ", ".join(f"{n} {band}" for band, n in counts if n)
    return f"Now due in {shop}: {told or 'nothing within two days'}. `aftersales due` shows the list."


def _report(
    app: App,
    outcomes: list[import_action.Outcome],
    ask: import_action.Ask,
    chosen: str,
    *,
    dry_run: bool,
    now_due: str,
) -> None:
    rows = [_row(o, ask, dry_run=dry_run) for o in outcomes]
    if chosen == "table":
        lines = [line for o in outcomes for line in _summary(o, ask, dry_run=dry_run)]
        app.output.emit(f"{part}\n" for line in lines for part in app.output.fitted(line, sys.stdout))
    else:
        app.output.emit_view(View(IMPORT_FIELDS, rows), chosen)
    for outcome in outcomes:
        for line in _talk(app, outcome, ask):
            app.output.warn(line) if outcome.rejects or outcome.strange else app.output.notice(line)
    if not outcomes:
        app.output.notice("The answers hold no results; nothing changed.")
    if now_due:
        app.output.notice(now_due)


def _row(outcome: import_action.Outcome, ask: import_action.Ask, *, dry_run: bool) -> dict[str, Any]:
    part, tally = outcome.part, outcome.tally
    return {
        "file": str(part.path),
        "format": part.form.name,
        "rows": part.rows,
        "new": tally.new,
        "changed": tally.changed,
        "same": tally.same,
        "rejected": len(outcome.rejects),
        "rejects": [r._asdict() for r in outcome.rejects],
        "shop": ask.shop,
        "as_of": part.as_of.astimezone(ask.zone).isoformat(),
        "dry_run": dry_run,
    }


def _summary(outcome: import_action.Outcome, ask: import_action.Ask, *, dry_run: bool) -> Iterator[str]:
    part, tally = outcome.part, outcome.tally
    things = "orders" if part.form.carries == "orders" else "requests"
    as_of = text.moment(part.as_of.astimezone(ask.zone))
    yield f"{text.plain(str(part.path))}: {part.form.title}, as of {as_of} ({part.as_of_from})"
    counts = f"{tally.new} new, {tally.changed} changed, {tally.same} the same"
    dry = " (dry run: nothing written)" if dry_run else ""
    yield f"  {part.rows} rows, {len(outcome.rejects)} rejected; {things}: {counts}{dry}"


def _talk(app: App, outcome: import_action.Outcome, ask: import_action.Ask) -> Iterator[str]:
    part = outcome.part
    for reject in outcome.rejects[:_SHOWN_REJECTS]:
        yield f"{part.path}:{reject.row}: {reject.column} “{reject.value}” {reject.reason}."
    if len(outcome.rejects) > _SHOWN_REJECTS:
        yield f"{part.path}: {len(outcome.rejects) - _SHOWN_REJECTS} more rows rejected; --json lists them all."
    yield from (f"{part.path}: {note}." for note in part.notes)
    if part.incomplete:
        yield f"{part.path}: one page of several: fetch the other pages too, or requests are missing here."
    for word, count in sorted(outcome.strange.items()):
        yield f"{part.path}: {count} orders in a status not known here, “{word}”: not followed; look in Seller Center."
    if outcome.foreign:
        yield (
            f"{part.path}: amounts in {', '.join(sorted(outcome.foreign))}, and {ask.shop} sells in {ask.currency}. "
            "Is it that shop's file?"
        )
    if outcome.contradicted:
        ids = text.few(outcome.contradicted, 10)
        yield f"{part.path}: case {ids}: recorded here otherwise than these data show. `aftersales show` tells."
    if outcome.missing:
        ids = text.few(outcome.missing, 10)
        yield f"{part.path}: open before and not in this file: case {ids}. Not closed; look in Seller Center."
    age = app.now - part.as_of
    good = outcome.tally.new + outcome.tally.changed + outcome.tally.same
    if good and part.form.carries == "cases" and part.as_of_from != "--as-of" and age > urgency.STALE:
        when = text.moment(_local(part.as_of, ask))
        yield f"{part.path}: taken as of {when}, {part.as_of_from}. If it was exported later, say so with --as-of."


def _local(when: datetime, ask: import_action.Ask) -> datetime:
    return when.astimezone(ask.zone)
