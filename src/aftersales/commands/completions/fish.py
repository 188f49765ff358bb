"""`completions fish`: the completion file for fish."""

from __future__ import annotations

import typer

from aftersales.context.app import App


def fish(ctx: typer.Context) -> None:
    """Print the completion file for fish; save it as ~/.config/fish/completions/aftersales.fish."""
    from aftersales.commandline.completion import script

    app: App = ctx.obj
    app.output.emit([script.completion_file(ctx.find_root().command, "fish")])
