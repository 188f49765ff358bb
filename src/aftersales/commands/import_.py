"""`import`: Seller Center exports and API answers into the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.imports import files as import_action
from aftersales.actions.imports import history, watching, whole_ledger
from aftersales.actions.imports.part_result import ImportOptions
from aftersales.commandline import confirmation
from aftersales.commandline.command import ChangingCommand, single
from aftersales.commandline.options import DryRun, Encoding, Format, Json
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.errors import UsageError
from aftersales.importing.parse.times import DATE_FORMATS
from aftersales.language import mark, tr
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.reports import imports as import_report

typer_app = single()

DateFormatOption = Annotated[
    str | None,
    typer.Option("--date-format", metavar="ORDER", help=mark("dmy, mdy or ymd, if the file's dates don't show it.")),
]


FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE…]",
        readable=False,
        help=mark(
            "Exports (CSV, XLSX), API answers (JSON, JSON Lines), also compressed (gzip); folders, patterns or zip "
            "archives of them; - is stdin; default: the folders of your shops' exports (shops.NAME.exports)."
        ),
    ),
]
ShopOfFiles = Annotated[
    str | None,
    typer.Option(
        "--shop", metavar="SHOP", help=mark("The shop that the files are from; needed only where they don't show it.")
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="WHEN",
        help=mark(
            "When the files were exported: a time such as 8:50 or fri 15:00, now, or file for each file's own time "
            "(default: the time in its name, else the newest time in it)."
        ),
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="WHEN", help=mark("Leave out orders and requests to which nothing has happened since then.")
    ),
]
Catchup = Annotated[
    bool,
    typer.Option("--catchup", help=mark("First import: deadlines already past count as history, not as overdue.")),
]
Insist = Annotated[bool, typer.Option("--force", help=mark("Take a file that looks like another shop's all the same."))]
Watch = Annotated[bool, typer.Option("--watch", help=mark("Keep running, and import what is saved into the folders."))]

ListFormats = Annotated[
    bool, typer.Option("--list-formats", help=mark("List the formats that files may have, your own among them."))
]
Explain = Annotated[
    bool,
    typer.Option("--explain", help=mark("Show how each column and the first rows would be read; write nothing.")),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="MAPPING",
        readable=False,
        help=mark("A TOML file that says what the columns of these files mean (`aftersales help mapping`)."),
    ),
]

Rejects = Annotated[
    Path | None,
    typer.Option(
        "--rejects",
        metavar="FILE",
        readable=False,
        help=mark("Write the rejected rows to this file (CSV, or JSON for API answers), to correct and import them."),
    ),
]
ShowAll = Annotated[
    bool, typer.Option("--all", help=mark("With --dry-run: show every change, not only the first 20 of each kind."))
]
DraftMap = Annotated[
    bool,
    typer.Option("--draft-map", help=mark("Write the draft of a mapping for one file to standard output.")),
]

# What can't be said of a whole ledger, by its name here.
_OF_EXPORTS = {
    "--shop": "shop", "--as-of": "as_of", "--encoding": "encoding", "--date-format": "date_format",
    "--since": "since", "--catchup": "catchup", "--force": "force", "--watch": "watch", "--map": "mapping",
    "--explain": "explain", "--draft-map": "draft_map", "--rejects": "rejects",
}  # fmt: skip


@typer_app.command(cls=ChangingCommand)
def import_files(
    ctx: typer.Context,
    files: FilesArgument = None,
    shop: ShopOfFiles = None,
    as_of: AsOf = None,
    since: Since = None,
    encoding: Encoding = None,
    date_format: DateFormatOption = None,
    catchup: Catchup = False,
    force: Insist = False,
    watch: Watch = False,
    mapping: Mapping = None,
    explain: Explain = False,
    list_formats: ListFormats = False,
    draft_map: DraftMap = False,
    rejects: Rejects = None,
    show_all: ShowAll = False,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Read Seller Center exports and API answers into the ledger. Importing a file again changes nothing. A file of
    `aftersales export` becomes the whole ledger, where that is empty.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    _check_date_format(date_format)
    if (path := whole_ledger.named(files or [])) is not None:
        _refuse_options(ctx)
        _import_ledger(app, path, chosen, keep=not dry_run)
        return
    ask = confirmation.may_ask_about_page(chosen) and not watch
    options = ImportOptions(shop, as_of, encoding, date_format, catchup, force, not dry_run, ask=ask)
    options = options._replace(mapping=mapping, rejects=rejects, show_all=show_all, since=since)
    run = _list_formats if list_formats else _draft_map if draft_map else _explain if explain else _import
    (_watch if watch and run is _import else run)(app, files or [], options, chosen)


def _import(app: App, paths: list[Path], options: ImportOptions, chosen: str) -> None:
    """Import the files. Exit 1 where nothing was written, 5 where some rows or files were not taken."""
    app.ledger.upgrade()
    report = import_action.run(app, paths, options, app.output.progress(chosen))
    import_report.show(report, app.output, chosen, whole=options.show_all)
    if report.past and options.ask and options.keep:
        history.ask(app, report.past)
    if not report.is_whole:
        raise typer.Exit(1 if report.due is None else 5)


def _check_date_format(date_format: str | None) -> None:
    if date_format is not None:
        choices.one_of("--date-format", date_format, DATE_FORMATS)


def _import_ledger(app: App, path: Path, chosen: str, *, keep: bool) -> None:
    """Take a whole ledger into an empty one."""
    from aftersales.actions.imports import ledger_file
    from aftersales.rendering.reports.data_files import taken_ledger

    taken_ledger.show(ledger_file.run(app, path, keep=keep), app.output, chosen)


def _refuse_options(ctx: typer.Context) -> None:
    """Raise UsageError for an option that is about exports: a whole ledger says all of it by itself."""
    for option, name in _OF_EXPORTS.items():
        if ctx.params.get(name):
            raise UsageError(
                tr("{option} is for exports; a whole ledger is taken as it is. Leave it out.", option=option)
            )


def _watch(app: App, paths: list[Path], options: ImportOptions, chosen: str) -> None:
    """Import what appears in the folders until Ctrl-C."""
    if options.rejects is not None:
        raise UsageError(tr("--rejects can't be used with --watch, which imports several times."))
    app.ledger.upgrade()
    folders = watching.watched_folders(app, paths, options)
    app.output.notice(tr("Watching {folders}. Ctrl-C ends it.", folders=text.listed(str(folder) for folder in folders)))
    for report in watching.reports(app, folders, options):
        import_report.show(report, app.output, chosen)


def _list_formats(app: App, _paths: list[Path], _options: ImportOptions, form: str) -> None:
    from aftersales.actions.imports import known_formats
    from aftersales.rendering.fields.import_parts.formats import FORMAT_FIELDS
    from aftersales.rendering.pages.imports import formats as formats_page

    forms = known_formats.listed(app)
    if form in PAGES:
        app.output.page(formats_page.sections(forms), form)
    else:
        app.output.emit_view(View(FORMAT_FIELDS, forms), form)


def _explain(app: App, paths: list[Path], options: ImportOptions, form: str) -> None:
    """Show what would be read of the files. Exit 1 where none of them can be imported as it is, 5 where some can't."""
    from aftersales.actions.imports.explained import explanation
    from aftersales.rendering.fields.import_parts.explained import EXPLAINED_FIELDS
    from aftersales.rendering.pages.imports import explained as explained_page

    explained = explanation.explain(app, paths, options)
    if form in PAGES:
        app.output.page(explained_page.sections(explained), form)
    else:
        app.output.emit_view(View(EXPLAINED_FIELDS, explained), form)
        for file in explained:
            if file.refused:
                app.output.warn(text.labelled(file.file, file.refused))
    refused = sum(bool(file.refused) for file in explained)
    if refused or any(file.rejected for file in explained):
        raise typer.Exit(1 if refused == len(explained) else 5)


def _draft_map(app: App, paths: list[Path], options: ImportOptions, form: str) -> None:
    """Write the draft of a mapping; a program gets it as an object with the text."""
    from aftersales.actions.imports.explained import explanation
    from aftersales.rendering.fields.import_parts.formats import DRAFT_FIELDS

    mapping = explanation.draft(app, paths, options)
    if form in ("json", "jsonl"):
        app.output.emit_one(View(DRAFT_FIELDS, [mapping]), form)
    else:
        app.output.emit_text([mapping])
