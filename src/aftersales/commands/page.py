"""`page`: the list as one file for a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aftersales import file_writer
from aftersales.actions.due_list import ListOptions
from aftersales.commandline import output_file
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.list_options import takes_list_options
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.errors import FileRefused, UsageError
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.reports.page import PAGE_FIELDS, PageFile
from aftersales.rendering.fields.view import View

if TYPE_CHECKING:
    from aftersales.rendering.webpage.content import DeskPage

typer_app = single()

FILE_NAME = "aftersales.html"  # in a folder; never index.html, which may be somebody else's
_HEAD = 1024  # bytes in which a page says who wrote it
_NOT_TAKEN = frozenset({"owner", "duty", "stake", "before_import", "new", "since", "snoozed", "sort"})

Target = Annotated[
    str,
    typer.Argument(metavar="FILE", help=mark("The file, or a folder for aftersales.html in it; - is stdout.")),
]
Force = Annotated[bool, typer.Option("--force", help=mark("Replace a file that this command did not write."))]


@typer_app.command(cls=AppCommand)
@takes_list_options(without=_NOT_TAKEN)
def page(
    ctx: typer.Context,
    options: ListOptions,
    target: Target,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write the list as one HTML file: what to do, why, the coming days, and what requests cost. It needs no network
    and no program but a browser.
    """
    from aftersales.actions.page import desk_page
    from aftersales.rendering.webpage import document

    app: App = ctx.obj
    path = _path(target)
    if path is None and as_json:
        raise UsageError(tr("--json says which file was written; with - the page itself is on stdout."))
    content = desk_page.page_of(app, options)
    html = document.html(content)
    if path is None:
        app.output.emit_html([html])
        return
    output_file.refuse_own(app, path)
    if not force:
        _refuse_others(path)
    file_writer.write(path, html, app.claim)
    if as_json:
        row = PageFile(str(path.resolve()), len(content.agenda.lines), len(content.explained), len(html.encode()))
        app.output.emit_object(View(PAGE_FIELDS, [row]), several=False)
        return
    app.output.notice(_written(content, path))


def _written(content: DeskPage, path: Path) -> str:
    """What is on the page, and where it is; without a case in the list's own words, since that may mean anything."""
    number = content.agenda.total
    if not number:
        from aftersales.rendering.pages import agenda_summary

        nothing = agenda_summary.nothing_text(content.frame, content.agenda)
        return tr("{path}: {nothing}. Open it in a browser.", path=path, nothing=nothing)
    return trn(
        "{path}: {count} case. Open it in a browser.",
        "{path}: {count} cases. Open it in a browser.",
        number,
        path=path,
    )


def _path(typed: str) -> Path | None:
    """The file that is meant: of a folder the page in it; None for stdout. Raises UsageError and FileRefused."""
    if typed and Path(typed).expanduser().is_dir():
        return Path(typed).expanduser() / FILE_NAME
    if typed.endswith(("/", os.sep)):
        raise FileRefused(typed, tr("there is no such folder"), tr("Make it, or name a file."))
    return output_file.file_of(typed)


def _refuse_others(path: Path) -> None:
    """Raise FileRefused for a file that is there and that this command did not write: a slip must cost no document."""
    if not path.is_file():  # a pipe would be waited for
        return
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return  # writing will say what is wrong with it
    if head and b'<meta name="generator" content="aftersales' not in head:
        raise FileRefused(
            path, tr("that file is not a page of this program"), tr("Name another file, or replace it with --force.")
        )
