"""`completions zsh`: the completion file for zsh."""

from __future__ import annotations

import typer

from aftersales.context.app import App


def zsh(ctx: typer.Context) -> None:
    """Print the completion file for zsh; save it as _aftersales in a folder of $fpath."""
    from aftersales.commandline.completion.tree import tree
    from aftersales.commandline.completion.zsh import render

    app: App = ctx.obj
    app.output.emit([render(tree(ctx.find_root().command))])
