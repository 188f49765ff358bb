"""`policy copy`: a policy file to start from, with a set's terms."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from aftersales import file_writer
from aftersales.actions.policies import sets
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.errors import ConfigError
from aftersales.language import mark, tr
from aftersales.policies.find import stack
from aftersales.policies.load import tables as policy_tables
from aftersales.rendering.fields.setup.rule_set import POLICY_COPY_FIELDS, PolicyCopy
from aftersales.rendering.fields.view import View
from aftersales.text import plain
from aftersales.toml import write as toml_write


def copy(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help=mark("A rule set, such as tiktok-gb; not needed if you have one shop.")),
    ] = None,
    market: Annotated[
        str | None, typer.Option("--market", metavar="MARKET", help=mark("In this market, such as GB."))
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help=mark("The id of a rule to copy; may be repeated.")),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=mark("Print the file; write nothing."))] = False,
    as_json: Json = False,
) -> None:
    """Write a policy file of your own to start from, with the terms of a rule set: change or remove each rule.

    Rules named with --rule are in it as they are; the others are comments, which change nothing.
    """
    app: App = ctx.obj
    choice = sets.chosen(app, name, None, market)
    stem = stack(choice.policy, choice.market, app.configuration.own_policies)[0].stem
    tables = policy_tables(choice.policy, choice.market, app.configuration.own_policies)["rule"]
    for rule in rules or ():
        if rule not in (known := [t["id"] for t in tables]):
            raise sets.no_rule(rule, stem, known)
    content = "".join(f"{line}\n" for line in _lines(stem, choice.market, tables, rules or ()))
    path = app.configuration.file.parent / "policies" / f"{stem}.toml"
    row = PolicyCopy(str(path), stem, choice.market, list(rules or ()), content, dry_run)
    if not dry_run:
        _write(app, path, content)
    if as_json:
        app.output.emit_object(View(POLICY_COPY_FIELDS, [row]), several=False)
    else:
        app.output.emit([content if dry_run else f"{path}\n"])
    if not dry_run:
        app.output.notice(
            tr("Change it, then run: aftersales policy check {path}; aftersales policy impact", path=path)
        )


def _write(app: App, path: Path, content: str) -> None:
    """Raises ConfigError where the file is there already."""
    with file_writer.alone(path, app.claim) as real:
        if real.exists():
            raise ConfigError(
                tr("{path} already exists; nothing was written. Change it, or move it to another place.", path=path)
            )
        file_writer.put(real, content)


def _lines(stem: str, market: str, tables: list[dict[str, Any]], live: Collection[str]) -> Iterator[str]:
    yield tr(
        "# Your own changes to the rules of {name} ({market}), laid over them rule by rule.",
        name=plain(stem),
        market=market,
    )
    yield tr(
        "# A rule with an id that is known is changed key by key: what you write here replaces that key, terms the"
    )
    yield tr("# whole list. `remove = true` takes a rule out, a new id adds one. What you leave out stays as it is.")
    yield "#"
    yield tr("# Look before you trust it:  aftersales policy check FILE;  aftersales policy impact FILE")
    yield ""
    for table in tables:
        mark = "" if table["id"] in live else "# "
        terms = [dict(t) for t in table["terms"]]
        yield from ((mark + line).rstrip() for line in toml_write.terms(table["id"], terms))
        yield ""
