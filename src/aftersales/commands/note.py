"""`note`: a remark for the desk's own eyes; it moves nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.commands.base import At, Cases, DeskCommand, DryRun, Format, Json, single
from aftersales.commands.recording import Step, Target, record
from aftersales.context import Desk
from aftersales.core import limits

app = single()


@app.command(cls=DeskCommand)
def note(
    ctx: typer.Context,
    cases: Cases,
    remark: Annotated[str, typer.Option("--text", "-m", metavar="TEXT", help="What to remember.")],
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Add a note to a case, for your own desk; `show` lists it."""
    desk: Desk = ctx.obj
    told = limits.sentence(remark, "--text", most=2000)

    def decide(_: Target) -> Step:
        return Step("case.noted", {"text": told})

    record(desk, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)
