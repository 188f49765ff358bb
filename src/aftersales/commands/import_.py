"""`import`: Seller Center exports and API answers into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales import user_input
from aftersales.actions import import_files as import_action
from aftersales.actions.import_files import ImportOptions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import DryRun, Format, Json
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.importing.parse.parts import FileProgress, ReadOptions
from aftersales.importing.parse.times import DATE_FORMATS
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies.find import markets
from aftersales.rendering.reports import imports as import_report

typer_app = single()

# How the files are read, where they don't show it themselves.
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help=tr("Encoding of CSV files, such as gb18030 (default: detected).")),
]
DateFormatOption = Annotated[
    str | None,
    typer.Option("--date-format", metavar="ORDER", help=tr("dmy, mdy or ymd, if the file's dates don't show it.")),
]


@typer_app.command(cls=AppCommand)
def import_files(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", readable=False, help=tr("Exports (CSV, XLSX) or API answers (JSON).")),
    ],
    shop: Annotated[
        str | None,
        typer.Option(
            "--shop", metavar="SHOP", help=tr("The shop that the files are from; not needed if you have one shop.")
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="WHEN", help=tr("When the files were exported (default: the newest time in them).")
        ),
    ] = None,
    encoding: EncodingOption = None,
    date_format: DateFormatOption = None,
    catchup: Annotated[
        bool,
        typer.Option("--catchup", help=tr("First import: deadlines already past count as history, not as overdue.")),
    ] = False,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Read Seller Center exports and API answers into the ledger. Importing a file again changes nothing."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    app.ledger.upgrade()
    options = _options(app, shop, as_of, encoding, date_format)._replace(catchup=catchup, keep=not dry_run)
    report = import_action.run(app, files, options, _progress(app, chosen))
    import_report.show(report, app.output, chosen)
    if report.rejected:
        raise typer.Exit(1 if report.due is None else 5)


def _options(
    app: App, shop: str | None, as_of: str | None, encoding: str | None, date_format: str | None
) -> ImportOptions:
    """Whose files they are and how they are read, as typed. Raises UsageError and ConfigError."""
    if date_format is not None and date_format not in DATE_FORMATS:
        raise UsageError(
            tr(
                "--date-format {date_format!r} is not known; it takes {formats}.",
                date_format=date_format,
                formats=", ".join(DATE_FORMATS),
            )
        )
    ledger = app.ledger.current()
    name = shop_queries.shop_named(ledger, shop)
    market, _ = shop_queries.shops(ledger)[name]
    settings, facts = app.rules.shop(name, market), markets()[market]
    zone = ZoneInfo(settings.export_timezone or settings.timezone or facts.timezone)
    then = user_input.moment(as_of, zone, "--as-of", app.now) if as_of is not None else None
    if then is not None and then > app.now:
        raise UsageError(tr("--as-of {as_of!r} is in the future; a file can't be exported after now.", as_of=as_of))
    return ImportOptions(name, ReadOptions(zone, facts.currency, app.now, then, encoding, date_format))


@contextmanager
def _progress(app: App, chosen: str) -> Iterator[FileProgress | None]:
    """A progress bar on stderr for long files, on a terminal only."""
    if app.output.quiet or not sys.stderr.isatty() or chosen != "table":
        yield None
        return
    from aftersales.rendering.terminal import progress as terminal_progress

    with terminal_progress.bar(sys.stderr, color=app.output.color) as step:
        yield step
