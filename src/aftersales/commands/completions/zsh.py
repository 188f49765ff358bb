"""`completions zsh`: the completion file for zsh."""

from __future__ import annotations

import typer

from aftersales.context.app import App


def zsh(ctx: typer.Context) -> None:
    """Print the completion file for zsh; save it as _aftersales in a folder of $fpath."""
    from aftersales.commandline.completion import script

    app: App = ctx.obj
    app.output.emit([script.completion_file(ctx.find_root().command, "zsh")])
