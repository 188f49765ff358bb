"""`approve`: the seller accepts a request; for a return, with the mode in which it is settled."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands import approving
from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, record
from aftersales.context import Desk
from aftersales.errors import UsageError
from aftersales.ledger import lookup

app = single()


@app.command(cls=WriteCommand)
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
    force: Annotated[
        bool, typer.Option("--force", help="With --mode: though a rule of the house speaks against it.")
    ] = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you approved a request. This does not answer the platform: do it in Seller Center too."""
    desk: Desk = ctx.obj
    approving.known(mode)
    if (mode == "partial") != (amount is not None):
        raise UsageError("--mode partial and --amount go together: the offer is the amount.")
    asks = mode is None and approving.may_ask(desk.form(form, as_json))
    answers = _answers(desk, cases) if asks else {}

    def decide(target: Target) -> Step:
        said = answers.get(target.case.id, mode)
        if said is None or target.case.kind != "return":
            return approving.step(target, said, amount)
        from aftersales.commands import choosing  # only where a mode is said: comparing takes the figures

        # What is missing in the configuration is no reason not to record what was done: it is said, and goes through.
        return choosing.chosen(desk, target, said, amount, force=force, lenient=mode is not None)

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)


def _answers(desk: Desk, words: list[str]) -> dict[int, str]:
    """The mode of each return that is to be approved, as asked on the terminal; left out where it is said later."""
    from aftersales.commands import choosing  # only where somebody is asked

    answers = {}
    for number in dict.fromkeys(lookup.find_case(desk.reader, w) for w in words):
        if not choosing.wants_mode(desk, number):
            continue
        seen = choosing.sight(desk, number)
        choosing.show(desk, seen)
        answer = choosing.ask(desk, seen, "it is approved, and the mode stays undecided")
        if answer is not None:
            answers[number] = answer
    return answers
