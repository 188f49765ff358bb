"""`undo`: takes back the last write, or one of the log, as a write of its own; afterwards all is as it was."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales.commands.base import DeskCommand, DryRun, Format, Json, single
from aftersales.context import Desk
from aftersales.core import transitions
from aftersales.core.money import money
from aftersales.errors import TransitionRefused
from aftersales.ledger import derived, history, journal, lookup, obstacles, takeback
from aftersales.rendering import due_page
from aftersales.rendering.view import WRITE_FIELDS, View, local

app = single()


@app.command(cls=DeskCommand)
def undo(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[WRITE]", min=1, help="The write's number in `log`; without it, the newest that counts."
        ),
    ] = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Take back what was recorded last, or any write of the log. An undo is a write too, and can be taken back."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    with desk.write(keep=not dry_run) as ledger:
        target = obstacles.target(ledger, number, journal.current(ledger))
        zone = ZoneInfo(history.zone(ledger, history.write(ledger, history.root(ledger, target)[0])))
        touched = takeback.take_back(ledger, target)
        derived.rederive(ledger, touched, desk.rules)
        desk.adopt(ledger)  # whether a shop's data are imported at all is part of its rules
        told = history.write(ledger, history.root(ledger, target)[0])
        if told.undone_by is None and any(name == "refund.issued" for _, name in told.events):
            _refuse_above_paid(ledger, touched)
    _report(desk, told, zone, chosen, dry_run=dry_run)


def _refuse_above_paid(ledger: sqlite3.Connection, cases: Iterable[int]) -> None:
    """A refund that is brought back may not make an order's refunds more than was paid. Raises TransitionRefused."""
    for case in cases:
        row = lookup.case_row(ledger, case)
        back = lookup.refunded_on_order(ledger, row["shop"], row["order_ref"], None)
        if row["order_ref"] and row["refunded"] and row["paid"] is not None and back > row["paid"]:
            paid, all_back = money(row["paid"], row["paid_currency"]), money(back, row["paid_currency"])
            raise TransitionRefused(
                f"order {row['order_ref']}: {all_back} would then be refunded of {paid} paid. Nothing was changed."
            )


def _report(desk: Desk, told: history.Write, zone: ZoneInfo, chosen: str, *, dry_run: bool) -> None:
    counts = told.undone_by is None
    row: dict[str, Any] = {
        "event": "write.brought-back" if counts else "write.taken-back",
        "at": local(desk.now, zone),
        "dry_run": dry_run,
        "changed": True,
        "warnings": [],
    }
    cases = [] if told.files else told.cases
    rows = [{"case": case, **row} for case in cases] or [{"case": None, **row}]
    sentence = _sentence(desk, told, zone, dry_run=dry_run)
    if chosen == "table":
        desk.emit(f"{part}\n" for part in desk.fitted(sentence, sys.stdout))
    elif chosen == "json":
        desk.emit_object(View(WRITE_FIELDS, rows), several=len(rows) > 1)
    else:
        desk.emit_view(View(WRITE_FIELDS, rows), chosen)
    if chosen != "table":
        desk.say(sentence)
    if any(name in transitions.TOLD_TO_PLATFORM for _, name in told.events) and not counts:
        desk.say("Here only: what you did in Seller Center stands.")
    if "shops" in told.makes and not counts:
        desk.say(f"The configuration stays as it is: {desk.settings.config}")


def _sentence(desk: Desk, told: history.Write, zone: ZoneInfo, *, dry_run: bool) -> str:
    did = {
        (True, False): "Brought back",
        (False, False): "Taken back",
        (True, True): "Would be brought back (dry run)",
        (False, True): "Would be taken back (dry run)",
    }[told.undone_by is None, dry_run]
    when = due_page.when(told.at.astimezone(zone), desk.now)
    return f"{did}: write {told.id} of {when}, {told.command}: {told.summary.replace(': ', ' ')}."
