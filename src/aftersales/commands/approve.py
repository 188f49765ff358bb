"""`approve`: the seller accepts a request; for a return, with the mode in which it is settled."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands.base import At, Cases, DeskCommand, DryRun, Format, Json, single
from aftersales.commands.recording import Step, Target, check, record
from aftersales.context import Desk
from aftersales.core import limits
from aftersales.core.words import MODES
from aftersales.errors import UsageError
from aftersales.ledger import deliveries, lookup

app = single()


@app.command(cls=DeskCommand)
def approve(
    ctx: typer.Context,
    cases: Cases,
    mode: Annotated[
        str | None,
        typer.Option(
            "--mode",
            metavar="MODE",
            help="How a return is settled: keep (no goods back), seller-address, local-service, partial (an offer).",
        ),
    ] = None,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help="With --mode partial: what you offer.")
    ] = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you approved a request. This does not answer the platform: do it in Seller Center too."""
    desk: Desk = ctx.obj
    if mode is not None and mode not in MODES:
        raise UsageError(f"--mode {mode!r} is not known; it takes {', '.join(MODES)}.")
    if (mode == "partial") != (amount is not None):
        raise UsageError("--mode partial and --amount go together: the offer is the amount.")

    def decide(target: Target) -> Step:
        if mode == "partial":
            return _offer(target, str(amount))
        state = target.told.state
        if (
            mode is not None
            and target.case.kind == "return"
            and (state.decision, state.mode) == ("approved", "undecided")
        ):
            check(target, "request.approved", again=True)  # approved before, the mode said now
            return Step("request.approved", {"mode": mode})
        check(target, "request.approved")
        if target.case.kind != "return":
            if mode is not None:
                raise target.refuse(f"--mode is for returns; this is a {target.case.kind}")
            return Step("request.approved", beside=_cancelled(target))
        step = Step("request.approved", {"mode": mode} if mode else {})
        if mode is None:
            step.warnings.append(f"mode undecided; say it with: aftersales approve {target.case.id} --mode MODE")
        return step

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)


def _cancelled(target: Target) -> list[tuple[int, str, dict[str, str]]]:
    """A cancellation that is approved ends the order's delivery too."""
    if target.case.kind != "cancellation" or target.case.order is None:
        return []
    followed = deliveries.of_order(target.ledger, target.case.shop, target.case.order)
    return [] if followed is None else [(followed, "order.cancelled", {"by": "buyer"})]


def _offer(target: Target, amount: str) -> Step:
    check(target, "request.offered")
    offer = limits.amount(amount, target.rules.currency, "--amount")
    if target.case.amount is not None and offer.minor > target.case.amount.minor:
        raise target.refuse(f"an offer of {offer} is more than the {target.case.amount} asked for")
    before = lookup.refunded_on_order(target.ledger, target.case.shop, target.case.order, None)
    if reason := limits.above_paid(offer, target.case.order_amount, before):
        raise target.refuse(reason)
    return Step("request.offered", {"amount": offer.minor})
