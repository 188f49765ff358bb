"""`report`: what there is to know, to be read or sent."""

from __future__ import annotations

import typer

from aftersales.commandline.command import AppGroup
from aftersales.commands.report._report_command import ReportCommand
from aftersales.commands.report.morning import morning
from aftersales.commands.report.week import week
from aftersales.language import mark

typer_app = typer.Typer(
    cls=AppGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help=mark("A report to read on a phone, or to send: morning, week."),
)  # fmt: skip


@typer_app.callback()
def group() -> None:
    """A report to read on a phone, or to send: morning, week."""


typer_app.command("morning", cls=ReportCommand)(morning)
typer_app.command("week", cls=ReportCommand)(week)
