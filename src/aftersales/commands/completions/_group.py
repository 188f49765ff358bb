"""The group `completions`."""

from __future__ import annotations

from typing import Any

import typer

from aftersales.commandline.command import AppCommand, AppGroup
from aftersales.commands.completions.bash import bash
from aftersales.commands.completions.fish import fish
from aftersales.commands.completions.install import install
from aftersales.commands.completions.zsh import zsh
from aftersales.errors import UsageError
from aftersales.language import mark, tr

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("Let TAB complete commands, options and cases in your shell."),
)  # fmt: skip


class ScriptCommand(AppCommand):
    """A command that prints a script for another program, and so has no answer in JSON."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As always; for JSON there is another command."""
        if any(arg == "--json" or arg.startswith("--format") for arg in args):
            raise UsageError(
                tr(
                    "This prints a script for {shell}, which has no other format. What `aftersales completions "
                    "install` did, it says with --json.",
                    shell=ctx.info_name,
                )
            )
        return super().parse_args(ctx, args)


@typer_app.callback()
def group() -> None:
    """Let TAB complete commands, options and cases in your shell."""


typer_app.command("install", cls=AppCommand)(install)
typer_app.command("bash", cls=ScriptCommand)(bash)
typer_app.command("zsh", cls=ScriptCommand)(zsh)
typer_app.command("fish", cls=ScriptCommand)(fish)
