"""`policy impact`: which deadlines of open cases a change of rules moves, from when to when. Nothing is written."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from zoneinfo import ZoneInfo

import typer

from aftersales import policies
from aftersales.commands import policy_sets
from aftersales.commands.base import DeskCommand, Format, Json, ShopOption
from aftersales.context import Desk
from aftersales.ledger import lookup, moves, queries
from aftersales.ledger.moves import Move
from aftersales.rendering import policy_page
from aftersales.rendering.policy_view import IMPACT_FIELDS
from aftersales.rendering.view import Section, View, amount, local

_STORED = "The stored deadlines are those of the rules in force"


class Moved(NamedTuple):
    """The deadlines that move in one shop: its zone, how many open cases were looked at, the rows of the list."""

    shop: str
    zone: ZoneInfo
    cases: int
    rows: list[dict[str, Any]]


def add_to(app: typer.Typer) -> None:
    """Put the command into the group."""
    app.command("impact", cls=DeskCommand)(impact)


def impact(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A policy file, as if it lay among your own; without it, what has changed already."
        ),
    ] = None,
    name: policy_sets.TakenAs = None,
    shop: ShopOption = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Which deadlines of open cases would move, from when to when, and the money at risk in them. Writes nothing."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    with desk.as_stored() as ledger:
        only = desk.shop(shop, ledger) if shop else None
        shops = [s for s in queries.shops(ledger) if only in (None, s)]
        if file is None:
            found, why = list(_pending(desk, ledger, shops)), _STORED
        else:
            stem, own = policies.one_more(desk.own, policy_sets.file_of(file), name)
            found = list(_as_if(desk, desk.with_own(own), ledger, shops))
            lies_there = own.files[stem] == desk.own.files.get(stem)
            found += _pending(desk, ledger, shops) if lies_there else ()
            why = (
                _STORED
                if policy_sets.under(desk, stem, own)
                else f"{file} counts as {stem}, and no shop works under it"
            )
    if chosen == "table":
        _page(desk, found)
    else:
        desk.emit_view(View(IMPACT_FIELDS, [row for moved in found for row in moved.rows]), chosen)
    if found:
        desk.say(_summary(found))
    else:
        desk.say(f"{why}; nothing would move.")


def _pending(desk: Desk, ledger: sqlite3.Connection, shops: list[str]) -> Iterator[Moved]:
    """What the ledger has stored against what the rules in force give, for the shops whose rules have changed."""
    marks = queries.marks(ledger)
    for shop in shops:
        if marks.get(shop) != desk.fingerprint(shop, ledger):
            rules, ids = desk.rules(shop), moves.open_cases(ledger, shop)
            after = moves.derived_now(ledger, ids, rules)
            yield _moved(ledger, shop, rules.zone, len(ids), moves.compare(moves.stored(ledger, shop), after))


def _as_if(desk: Desk, other: Desk, ledger: sqlite3.Connection, shops: list[str]) -> Iterator[Moved]:
    """What the rules in force give against what they would give with the file, for the shops that it is for."""
    for shop in shops:
        if desk.fingerprint(shop, ledger) == other.fingerprint(shop, ledger):
            continue
        ids, rules = moves.open_cases(ledger, shop), desk.rules(shop)
        with other.asked_of(ledger):
            after = moves.derived_now(ledger, ids, other.rules(shop))
        found = moves.compare(moves.derived_now(ledger, ids, rules), after)
        yield _moved(ledger, shop, rules.zone, len(ids), found)


def _moved(ledger: sqlite3.Connection, shop: str, zone: str, cases: int, found: list[Move]) -> Moved:
    return Moved(shop, ZoneInfo(zone), cases, [_row(ledger, move, ZoneInfo(zone)) for move in found])


def _row(ledger: sqlite3.Connection, move: Move, zone: ZoneInfo) -> dict[str, Any]:
    case, before, after = lookup.case_row(ledger, move.key.case), move.before, move.after
    stands = after or before
    shift = int((after.due - before.due).total_seconds()) if before and after else None
    return {
        "case": move.key.case,
        "order": case["order_ref"],
        "shop": case["shop"],
        "kind": case["kind"],
        "duty": move.key.duty,
        "owner": move.key.owner,
        "change": "new" if before is None else "gone" if after is None else "moved",
        "rule": stands.rule if stands else None,
        "from": local(before.due, zone) if before else None,
        "to": local(after.due, zone) if after else None,
        "shift_seconds": shift,
        "outcome": stands.outcome if stands else "",
        "at_risk": amount(stands.at_risk) if stands else None,
    }


def _summary(found: list[Moved]) -> str:
    rows = [row for moved in found for row in moved.rows]
    shifts = [row["shift_seconds"] for row in rows if row["shift_seconds"] is not None]
    counts = [
        (sum(s > 0 for s in shifts), "later"),
        (sum(s < 0 for s in shifts), "earlier"),
        (sum(row["change"] == "new" for row in rows), "new"),
        (sum(row["change"] == "gone" for row in rows), "gone"),
    ]
    told = ", ".join(f"{n} {what}" for n, what in counts if n)
    cases = sum(moved.cases for moved in found)
    many = f"{len(rows)} deadlines" if len(rows) > 1 else "1 deadline"
    moving = f"{many} would move: {told}" if rows else "no deadline would move"
    looked = f"{cases} open {'case' if cases == 1 else 'cases'} of {', '.join(m.shop for m in found)} looked at"
    return f"{looked}; {moving}. Nothing was written."


def _page(desk: Desk, found: list[Moved]) -> None:
    from aftersales.rendering import terminal

    pages = [Section(m.shop, (), [policy_page.move(row, m.zone, desk.now) for row in m.rows]) for m in found if m.rows]
    if pages:
        terminal.page(terminal.console(sys.stdout, color=desk.color), pages)
