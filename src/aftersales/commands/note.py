"""`note`: a remark for the desk's own eyes, which moves nothing; or, with --to-buyer, what was written to the buyer."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands.base import At, Cases, DryRun, Format, Json, WriteCommand, single
from aftersales.commands.recording import Step, Target, record
from aftersales.context import Desk
from aftersales.core import limits

app = single()


@app.command(cls=WriteCommand)
def note(
    ctx: typer.Context,
    cases: Cases,
    remark: Annotated[str, typer.Option("--text", "-m", metavar="TEXT", help="What to remember, or what you wrote.")],
    to_buyer: Annotated[
        bool,
        typer.Option("--to-buyer", help="You wrote this to the buyer; its wording is checked by the market's rules."),
    ] = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Add a note to a case, for your own desk, or record a message to the buyer; `show` lists it."""
    desk: Desk = ctx.obj
    told = limits.sentence(remark, "--text", most=2000)

    def decide(target: Target) -> Step:
        if not to_buyer:
            return Step("case.noted", {"text": told})
        from aftersales.commands import messages  # a plain note needs no rules of wording

        return Step("buyer.told", {"text": messages.fit_to_send(remark, target.case.market, "--text")})

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
