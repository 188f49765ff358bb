"""`policy check`: every mistake in policy files at once, with file, rule, value and what it could be."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from aftersales import policies
from aftersales.commands import policy_sets
from aftersales.commands.base import DeskCommand, Format, Json
from aftersales.context import Desk
from aftersales.core import policycheck
from aftersales.errors import AftersalesError, Mistake, PolicyError
from aftersales.policies.own import Own
from aftersales.rendering.policy_view import MISTAKE_FIELDS
from aftersales.rendering.view import Section, View

_PLACE = re.compile(r"rule (?:number )?(.+?)(?:, term (\d+))?(?:, (?:when|extension|pauses))?")
_FOREIGN = "it is for market "


def add_to(app: typer.Typer) -> None:
    """Put the command into the group."""
    app.command("check", cls=DeskCommand)(check)


def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE…]", help="Policy files; without any, all of your own and what your shops use."),
    ] = None,
    name: policy_sets.TakenAs = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Read policy files and say what is wrong in them, every mistake at once. Exit 1 when there is one."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    checked = [_file(desk, policy_sets.file_of(f), name) for f in files] if files else [*_own(desk), _shops(desk)]
    found = list(dict.fromkeys(m for _, mistakes in checked for m in mistakes))
    if chosen == "table":
        _page(desk, found)
    else:
        desk.emit_view(View(MISTAKE_FIELDS, [_row(m) for m in found]), chosen)
    for praise, mistakes in checked:
        if not mistakes and praise:
            desk.say(praise)
    if found:
        raise typer.Exit(1)


def _own(desk: Desk) -> Iterator[tuple[str, list[Mistake]]]:
    """Each file of the seller's own, as it lies there."""
    own = desk.own
    yield (
        "" if own.files else f"No files of your own in {own.folder or desk.config.parent / 'policies'}.",
        [*own.mistakes],
    )
    clean = Own(own.folder, own.files, own.calendars)
    for stem, file in own.files.items():
        yield _judged(desk, stem, clean, file.path)
    for days in own.calendars:
        yield "", _told(lambda days=days: policies.calendar(days, own))


def _shops(desk: Desk) -> tuple[str, list[Mistake]]:
    """What the shops work under, their own configuration included."""
    found: list[Mistake] = []
    known = policy_sets.shops(desk)
    for choice in known.values():
        found += _told(lambda choice=choice: policy_sets.load(desk, choice))
    return (f"The rules of {', '.join(known)} can be read." if known and not found else ""), found


def _file(desk: Desk, path: Path, name: str | None) -> tuple[str, list[Mistake]]:
    if path.parent.name == "calendars":
        days = policies.calendar_file(path)
        return f"{path}: no mistakes.", _told(days)
    stem, own = policies.one_more(desk.own, path, name)
    return _judged(desk, stem, own, path)


def _judged(desk: Desk, stem: str, own: Own, path: Path) -> tuple[str, list[Mistake]]:
    """What is good to know of a file without mistakes, and the mistakes of another."""
    found, foreign, over = list[Mistake](), list[Mistake](), dict[str, None]()
    duties, fits = policy_sets.duties(desk), False
    for name, market in policy_sets.uses(stem, own):
        try:
            policy = policies.load(name, market, desk.settings.house, own)
        except AftersalesError as error:
            wrong = _mistakes(error)
            if any(m.what.startswith(_FOREIGN) for m in wrong):
                foreign += wrong
            else:
                found += wrong
            continue
        fits = True
        over |= dict.fromkeys(x.told for x in policies.stack(name, market, own) if x.file.path != path)
        found += [m for m in policycheck.doubts(policy, duties, str(path)) if m.where == str(path)]
    if not fits and not found:
        found = foreign
    shops = policy_sets.under(desk, stem, own)
    laid = f" Laid over {', '.join(over)}." if over else " It stands alone."
    used = f" In force for {', '.join(shops)}." if shops else f" No shop works under {stem} yet."
    return f"{path}: no mistakes.{laid}{used}", list(dict.fromkeys(found))


def _told(ask: Any) -> list[Mistake]:
    try:
        ask()
    except AftersalesError as error:
        return _mistakes(error)
    return []


def _mistakes(error: AftersalesError) -> list[Mistake]:
    """An error in its parts; one that knows no file is the configuration's."""
    if isinstance(error, PolicyError) and error.noted:
        return list(error.noted)
    return [Mistake("", "", line) for line in str(error).split("\n")]


def _row(mistake: Mistake) -> dict[str, Any]:
    place = _PLACE.fullmatch(mistake.place)
    what, _, suggestion = mistake.what.rpartition("; ")
    return {
        "file": mistake.where,
        "rule": place[1] if place else mistake.place or None,
        "term": int(place[2]) if place and place[2] else None,
        "mistake": what or suggestion,
        "suggestion": suggestion if what else None,
    }


def _page(desk: Desk, found: Iterable[Mistake]) -> None:
    from aftersales.rendering import terminal

    files: dict[str, list[str]] = {}
    for mistake in found:
        place = f"{mistake.place}: " if mistake.place else ""
        files.setdefault(mistake.where, []).append(f"- {place}{mistake.what}")
    pages = [Section(name, (), lines) for name, lines in files.items()]
    if pages:
        terminal.page(terminal.console(sys.stdout, color=desk.color), pages)
