"""The group `completions`."""

from __future__ import annotations

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.commands.completions.bash import bash
from aftersales.commands.completions.fish import fish
from aftersales.commands.completions.zsh import zsh

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Print what makes TAB complete commands, options and cases in your shell.",
)  # fmt: skip


@app.callback()
def group() -> None:
    """Print what makes TAB complete commands, options and cases in your shell."""


app.command("bash", cls=DeskCommand)(bash)
app.command("zsh", cls=DeskCommand)(zsh)
app.command("fish", cls=DeskCommand)(fish)
