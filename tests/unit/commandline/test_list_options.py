"""The options that narrow a list: those of `triage` are those of `due`."""

from __future__ import annotations

from typing import Any

import typer
from typer.testing import CliRunner

from aftersales import cli
from aftersales.actions.due_list import ListOptions
from aftersales.commandline.completion.tree import tree
from aftersales.commandline.list_options import takes_list_options


def _narrowed(*words: str) -> tuple[ListOptions, bool]:
    """What a command's function gets for what was typed."""
    handed: list[Any] = []
    app = typer.Typer()

    @app.command()
    @takes_list_options(without=frozenset({"owner"}))
    def listed(ctx: typer.Context, options: ListOptions, check: bool = False) -> None:
        handed.extend((options, check))

    assert CliRunner().invoke(app, list(words)).exit_code == 0
    options, check = handed
    return options, check


def test_triage_takes_the_options_of_due_in_the_same_order() -> None:
    names = {node.command: [option.name for option in node.options] for node in tree(cli.root()).children}
    frame = ["--within", "--all", "--shop", "--market", "--kind", "--owner", "--duty", "--stake", "--limit"]
    frame += ["--before-import", "--orders", "--new", "--since", "--snoozed", "--sort"]
    assert names["due"][: len(frame)] == frame
    shared = [name for name in frame if name not in ("--owner", "--orders", "--sort")]
    assert names["triage"][: len(shared)] == shared


def test_a_command_gets_them_as_one_value_beside_its_own() -> None:
    assert _narrowed() == (ListOptions(), False)
    options, check = _narrowed("--within", "36h", "--kind", "return", "--limit", "3", "--snoozed", "--check")
    assert options == ListOptions(within="36h", kind=("return",), limit=3, snoozed=True)
    assert check
