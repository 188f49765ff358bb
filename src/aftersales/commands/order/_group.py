"""`order`: orders recorded by hand, for shops without an export at hand."""

from __future__ import annotations

import typer

from aftersales.commandline.command import DeskCommand, DeskGroup, WriteCommand
from aftersales.commands.order.add import add
from aftersales.commands.order.cancel import cancel, cancel_check
from aftersales.commands.order.follow import delivered, dispatched, tracking_news

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Orders: record one, follow one, cancel one.",
)  # fmt: skip
app.command("dispatched", cls=WriteCommand)(dispatched)
app.command("delivered", cls=WriteCommand)(delivered)
app.command("tracking", cls=WriteCommand)(tracking_news)
app.command("cancel-check", cls=DeskCommand)(cancel_check)
app.command("cancel", cls=DeskCommand)(cancel)


@app.callback()
def group() -> None:
    """Orders: record one, follow one, cancel one."""


app.command("add", cls=DeskCommand)(add)
