"""`completions install`: the completion file put where the shell looks."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.completions import installing, placement
from aftersales.actions.completions.placement import SHELLS, ShellPlace
from aftersales.commandline import confirmation
from aftersales.commandline.completion import script
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.errors import NoAnswer
from aftersales.language import mark, tr
from aftersales.rendering.fields.setup.completions import COMPLETION_FIELDS, CompletionRow
from aftersales.rendering.fields.view import View


def install(
    ctx: typer.Context,
    shell: Annotated[
        str | None,
        typer.Option("--shell", metavar="|".join(SHELLS), help=mark("Which shell (default: that of your account).")),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=mark("Say what would be done; change nothing."))] = False,
    as_json: Json = False,
) -> None:
    """Put the completion file where your shell looks for it. Where the shell needs more, its lines are printed; on a
    terminal you are asked whether to add them to its rc file. There is none for PowerShell.
    """
    app: App = ctx.obj
    place = placement.placement(placement.shell_of(shell))
    text = script.completion_file(ctx.find_root().command, place.shell)
    row = CompletionRow(
        place.shell,
        str(place.path),
        installing.install(place, text, app.claim, dry_run=dry_run),
        str(place.rc) if place.lines else None,
        place.lines,
        dry_run,
    )
    if as_json:
        app.output.emit_object(View(COMPLETION_FIELDS, [row]), several=False)
        return
    _tell(app, place, row)
    if place.lines:
        _lines_of_rc(app, place, dry_run=dry_run)
    elif not dry_run and row.changed:
        app.output.notice(tr("It works in every new shell."))


def _tell(app: App, place: ShellPlace, row: CompletionRow) -> None:
    if not row.changed:
        app.output.notice(tr("{path} is up to date.", path=place.path))
    elif row.dry_run:
        app.output.notice(
            tr("Dry run: {path} would be written for {shell}. Nothing was changed.", path=place.path, shell=row.shell)
        )
    else:
        app.output.notice(tr("Written for {shell}: {path}", path=place.path, shell=row.shell))


def _lines_of_rc(app: App, place: ShellPlace, *, dry_run: bool) -> None:
    """Say which lines the rc file lacks; at a terminal, ask whether to add them."""
    app.output.notice(tr("{shell} needs these lines in {rc} too:", shell=place.shell, rc=place.rc))
    for line in place.lines:
        app.output.notice(f"    {line}")
    if dry_run or not confirmation.may_ask():
        return
    try:
        if not app.prompter.confirm(tr("Add them now?")):
            app.prompter.tell(tr("Not added."))
            return
    except NoAnswer:
        return
    installing.add_lines(place)
    app.prompter.tell(tr("Added to {rc}. It works in every new shell.", rc=place.rc))
