"""`choose`: what each mode of settling a return is expected to cost, and which is the cheapest; on a terminal the
answer is recorded as an approval.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from aftersales import text
from aftersales.commands import approving, choosing, learning
from aftersales.commands.base import At, Case, DeskCommand, DryRun, Format, Json, single
from aftersales.commands.choosing import Sight
from aftersales.commands.recording import record
from aftersales.context import Desk
from aftersales.core import buyers, choices
from aftersales.core.costs import Input
from aftersales.core.modes import Mode
from aftersales.errors import UsageError
from aftersales.ledger import lookup
from aftersales.rendering import data
from aftersales.rendering.view import CHOOSE_FIELDS, MODE_FIELDS, View, amount, counted, local

app = single()


@app.command(cls=DeskCommand)
def choose(
    ctx: typer.Context,
    case: Case,
    offer: Annotated[
        str | None, typer.Option("--offer", metavar="A", help="What you would offer as a part, instead of the set one.")
    ] = None,
    mode: Annotated[
        str | None, typer.Option("--mode", metavar="MODE", help="Record this mode: the request is approved with it.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --mode: don't ask again.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Though a rule of the house speaks against the mode.")] = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Compare the ways to settle a return in money: what each costs, which is the cheapest, and where that flips."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    approving.known(mode)
    if mode is None and (yes or dry_run or at is not None):
        raise UsageError("--yes, --at and --dry-run go with --mode.")
    number = lookup.find_case(desk.reader, case)
    seen = choosing.sight(desk, number, offer, force=force)
    asks, looked = approving.may_ask(chosen), mode is None
    if mode is None:
        _show(desk, seen, chosen)
        mode = choosing.ask(desk, seen, "nothing is recorded now") if asks and seen.open else None
    elif not yes and not dry_run:
        if not asks:
            raise UsageError("there is no terminal to ask on; say --yes to record it.")
        choosing.confirmed(seen.found.mode(mode), number)
    if mode is not None:
        picked = mode
        record(
            desk,
            [str(number)],
            lambda target: choosing.chosen(desk, target, picked, offer, force=force),
            at=at,
            dry_run=dry_run,
            form=form,
            as_json=as_json,
        )
    if looked:
        learning.offer(desk, seen.postage, asks=asks)


def _show(desk: Desk, seen: Sight, form: str) -> None:
    if form == "table":
        choosing.show(desk, seen)
        return
    found = next(iter(View(CHOOSE_FIELDS, [_object(seen)]).objects()))
    desk.emit([data.one(found)] if form in ("json", "jsonl") else data.pairs(found))


def _object(seen: Sight) -> dict[str, Any]:
    found = seen.found
    return {
        "case": seen.case.id,
        "refund": amount(found.refund),
        "recommended": found.recommended,
        "modes": list(View(MODE_FIELDS, [_mode(seen, m) for m in found.modes]).objects()),
        "flip_point": amount(found.flip[1]) if found.flip else None,
        "flip_mode": found.flip[0] if found.flip else None,
        "flip": choices.flip_point(found),
        "inputs": _inputs(found.inputs),
        "missing": list(found.missing),
        "hints": list(seen.hints),
        "notes": choices.notes(seen.matter, found),
        "flags": [*seen.told.state.flags, *buyers.marks(seen.matter.buyer)],
        "buyer_counts": counted(seen.matter.buyer),
        "learnt": _learnt(seen),
    }


def _learnt(seen: Sight) -> dict[str, Any] | None:
    if seen.postage is None:
        return None
    name, median, count, since = seen.postage.learnt
    return {
        "name": name,
        "median": median.decimal(),
        "count": count,
        "since": local(since, seen.zone),
        "currency": median.currency,
    }


def _mode(seen: Sight, mode: Mode) -> dict[str, Any]:
    clocks = seen.clocks.get(mode.mode, ())
    return {
        "mode": mode.mode,
        "available": mode.available,
        "why_not": mode.why_not,
        "cost": amount(mode.cost),
        "terms": [{"name": name, "amount": units.decimal()} for name, units in mode.terms],
        "missing": list(mode.missing),
        "flip_point": amount(mode.flip),
        "inputs": _inputs(mode.inputs),
        "deadlines": [{"duty": c.duty, "owner": c.owner, "due": local(c.due, seen.zone)} for c in clocks],
        "follows": choices.FOLLOWS[mode.mode],
        "seller_center": choices.IN_SELLER_CENTER[mode.mode],
    }


def _inputs(inputs: Iterable[Input]) -> list[dict[str, Any]]:
    """Numbers as decimal text, switches as true or false."""
    return [
        {"name": i.name, "value": i.value if isinstance(i.value, bool) else i.told(), "from": text.plain(i.origin)}
        for i in inputs
    ]
