"""`refund`: the money has gone back to the buyer, in full or in part. Never more than was paid."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk
from aftersales.core import axes, limits
from aftersales.core.money import Money
from aftersales.ledger import lookup

app = single()


@app.command(cls=WriteCommand)
def refund(
    ctx: typer.Context,
    cases: Cases,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help="How much (default: what is still owed).")
    ] = None,
    channel: Annotated[
        str,
        typer.Option(
            "--channel",
            metavar="CHANNEL",
            help="Which way the money went; the original payment's, unless said otherwise.",
        ),
    ] = "original",
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you refunded the buyer. More than was paid is refused; less, or another channel, is flagged."""
    desk: Desk = ctx.obj
    way = limits.sentence(channel, "--channel")

    def decide(target: Target) -> Step:
        check(target, "refund.issued")
        asked = target.case.amount or target.case.order_amount
        paid_back = _amount(target, amount, asked)
        others = lookup.refunded_on_order(target.ledger, target.case.shop, target.case.order, target.case.id)
        before = target.told.state.refunded
        attempt = before - target.told.state.before
        owed = axes.owing(target.case, target.told.state)
        if reason := limits.above_paid(paid_back, target.case.order_amount, before + others):
            raise target.refuse(reason)
        step = Step("refund.issued", {"amount": paid_back.minor, "channel": way})
        if target.case.kind in ("review", "delivery"):
            asked = None  # a kindness: nobody asked
            owed = None
        whole = Money(owed, paid_back.currency) if owed is not None else asked
        if whole is not None and whole.currency == paid_back.currency and paid_back.minor + attempt > whole.minor:
            what = "agreed on" if target.told.state.mode == "partial" else "asked for"
            step.warnings.append(f"{paid_back} is more than the {Money(whole.minor - attempt, whole.currency)} {what}")
        if whole is not None and whole.currency == paid_back.currency and paid_back.minor + attempt < whole.minor:
            left = Money(whole.minor - paid_back.minor - attempt, whole.currency)
            what = "agreed on" if target.told.state.mode == "partial" else "asked for"
            step.warnings.append(f"{paid_back} is less than the {whole} {what}; {left} is still open")
        flags = []
        if way != "original":
            flags.append("other-channel")
            step.warnings.append(
                f"refunded by {way}, not the way the buyer paid; the platform expects the original one"
            )
        step.data = {**step.data, **({"flags": flags} if flags else {})}
        return step

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)


def _amount(target: Target, text: str | None, asked: Money | None) -> Money:
    if text is not None:
        return limits.amount(text, asked.currency if asked else target.rules.currency, "--amount")
    if asked is None:
        raise target.refuse("neither the refund asked for nor the order's amount is known; say --amount")
    if target.case.kind in ("review", "delivery"):
        raise target.refuse(f"how much? Say --amount; nothing is owed on a {target.case.kind}", "refund")
    whole = axes.owing(target.case, target.told.state)
    owed = (asked.minor if whole is None else whole) - target.told.state.refunded + target.told.state.before
    if owed <= 0:
        raise target.refuse("nothing is left to refund of what was asked", "refund")
    return Money(owed, asked.currency)
