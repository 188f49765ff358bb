"""`policy check`: every mistake in policy files at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.policies import review, sets
from aftersales.actions.policies.review import FileReview
from aftersales.commandline import options
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.context.app import App
from aftersales.errors import Mistake
from aftersales.language import mark, tr
from aftersales.policies.find import with_file
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.load import calendar_file
from aftersales.policies.own_files import OwnPolicies
from aftersales.rendering.fields.policies import MISTAKE_FIELDS, MistakeRow
from aftersales.rendering.fields.view import Section, View
from aftersales.rendering.formats import PAGES

_PLACE = re.compile(r"rule (?:number )?(.+?)(?:, term (\d+))?(?:, (?:when|extension|pauses))?")


def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE…]",
            help=mark("Policy files (default: all of your own, and the rule sets that your shops use)."),
        ),
    ] = None,
    name: options.TakenAs = None,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """Check policy files and list every mistake at once. Exit 1 if there is one."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    app.rules.note_unused_files()
    checked = [_file(app, sets.file_of(f), name) for f in files] if files else [*_own_files(app), _shops(app)]
    mistakes = list(dict.fromkeys(m for file_review in checked for m in file_review.mistakes))
    if chosen in PAGES:
        _page(app, mistakes, chosen)
    else:
        app.output.emit_view(View(MISTAKE_FIELDS, [_row(m) for m in mistakes]), chosen)
    for file_review in checked:
        if said := file_review.advice if file_review.mistakes else file_review.praise:
            app.output.notice(said)
    if mistakes:
        raise typer.Exit(1)


def _own_files(app: App) -> Iterator[FileReview]:
    """Each file of the seller's own, as it lies there."""
    own_policies = app.configuration.own_policies
    yield FileReview(
        ""
        if own_policies.files
        else tr("There are no policy files of your own in {folder}.", folder=review.folder(app)),
        [*own_policies.mistakes],
    )
    clean = OwnPolicies(own_policies.folder, own_policies.files, own_policies.calendars)
    for stem, file in own_policies.files.items():
        yield review.review_file(app, stem, clean, file.path)
    for days in own_policies.calendars:
        yield FileReview("", review.raised_mistakes(partial(load_calendar, days, own_policies)))


def _shops(app: App) -> FileReview:
    """What the shops work under, their own configuration included."""
    mistakes: list[Mistake] = []
    known = sets.shops(app)
    for choice in known.values():
        mistakes += review.raised_mistakes(partial(sets.load, app, choice))
    return FileReview(
        tr("The rules of {policies} have no mistakes.", policies=text.listed(known)) if known and not mistakes else "",
        mistakes,
    )


def _file(app: App, path: Path, name: str | None) -> FileReview:
    if path.parent.name == "calendars":
        return FileReview(tr("{path}: no mistakes.", path=path), review.raised_mistakes(calendar_file(path)))
    stem, own_policies = with_file(app.configuration.own_policies, path, name)
    return review.review_file(app, stem, own_policies, path)


def _row(mistake: Mistake) -> MistakeRow:
    place = _PLACE.fullmatch(mistake.place)
    what, _, suggestion = mistake.what.rpartition("; ")
    return MistakeRow(
        file=mistake.where,
        rule=place[1] if place else mistake.place or None,
        term=int(place[2]) if place and place[2] else None,
        mistake=what or suggestion,
        suggestion=suggestion if what else None,
    )


def _page(app: App, mistakes: Iterable[Mistake], form: str) -> None:
    files: dict[str, list[str]] = {}
    for mistake in mistakes:
        said = text.labelled(mistake.place, mistake.what) if mistake.place else mistake.what
        files.setdefault(mistake.where, []).append(f"- {said}")
    pages = [Section(name, (), lines) for name, lines in files.items()]
    app.output.page(pages, form)
