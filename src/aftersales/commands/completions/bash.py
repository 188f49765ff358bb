"""`completions bash`: the completion file for bash."""

from __future__ import annotations

import typer

from aftersales.context.app import App


def bash(ctx: typer.Context) -> None:
    """Print the completion file for bash; save it as ~/.local/share/bash-completion/completions/aftersales."""
    from aftersales.commandline.completion import script

    app: App = ctx.obj
    app.output.emit([script.completion_file(ctx.find_root().command, "bash")])
