"""`policy`: the rules in force, each with the file it came from; its other commands stand in `policy_*`."""

from __future__ import annotations

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.commands.policy.check import check
from aftersales.commands.policy.copy import copy
from aftersales.commands.policy.diff import diff
from aftersales.commands.policy.impact import impact
from aftersales.commands.policy.list import list_
from aftersales.commands.policy.show import show

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="The rules in force: show, check, compare, change.",
)  # fmt: skip
app.command("check", cls=DeskCommand)(check)
app.command("diff", cls=DeskCommand)(diff)
app.command("impact", cls=DeskCommand)(impact)
app.command("copy", cls=DeskCommand)(copy)


@app.callback()
def group() -> None:
    """The rules in force: show, check, compare, change."""


app.command("list", cls=DeskCommand)(list_)
app.command("show", cls=DeskCommand)(show)
