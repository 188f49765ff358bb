"""The command tree as values: commands with their options and arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import typer

from aftersales.commandline.completion.values import Value, value_of
from aftersales.commandline.options import param_help
from aftersales.commandline.table import COMMANDS
from aftersales.language import tr

PROGRAM = "aftersales"


@dataclass(frozen=True)
class Option:
    """An option by all of its names; `value` is None for a flag."""

    names: tuple[str, ...]
    help: str
    value: Value | None = None
    final: bool = False  # says something and ends, as --help does
    required: bool = field(default=False, compare=False)

    @property
    def name(self) -> str:
        """The long name, where there is one."""
        return max(self.names, key=lambda n: (n.startswith("--"), len(n)))


@dataclass(frozen=True)
class Argument:
    """A positional argument; `many` takes all that follow."""

    help: str
    value: Value
    many: bool = False


@dataclass(frozen=True)
class Node:
    """A command or a group of commands, by the words that lead to it (none for the root)."""

    path: tuple[str, ...]
    help: str
    options: tuple[Option, ...] = ()
    arguments: tuple[Argument, ...] = ()
    children: tuple[Node, ...] = ()
    group: bool = False

    @property
    def command(self) -> str:
        """The path as typed after the program's name."""
        return " ".join(self.path)

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree(root: Any) -> Node:
    """The whole command tree below Typer's root command, every command loaded."""
    return _node(root, typer.Context(root, info_name=PROGRAM, **root.context_settings), ())


def _node(command: Any, ctx: typer.Context, path: tuple[str, ...]) -> Node:
    is_group = hasattr(command, "list_commands")
    children = []
    for name in command.list_commands(ctx) if is_group else ():
        child = command.get_command(ctx, name)
        if not child.hidden:
            inner = typer.Context(child, parent=ctx, info_name=name, **child.context_settings)
            children.append(_node(child, inner, (*path, name)))
    params = [p for p in command.get_params(ctx) if not getattr(p, "hidden", False)]
    summary = tr(COMMANDS[path[0]][1]) if len(path) == 1 else re.split(r"(?<=\.)\s", tr(command.help or ""))[0]
    return Node(
        path,
        _line(summary),
        tuple(_option(p, path) for p in params if p.param_type_name == "option"),
        tuple(
            Argument(_line(tr(p.help or "")), value_of(p, path), many=p.nargs == -1)
            for p in params
            if p.param_type_name == "argument"
        ),
        tuple(children),
        is_group,
    )


def _option(param: Any, path: tuple[str, ...]) -> Option:
    is_flag = param.is_flag or param.count
    final = "--help" in param.opts or "--version" in param.opts
    # Sorted, the short ones first: those of --help come from a set, in a different order each time.
    names = tuple(sorted((*param.opts, *param.secondary_opts), key=lambda n: (n.startswith("--"), n)))
    return Option(names, _line(param_help(param)), None if is_flag else value_of(param, path), final, param.required)


def _line(text: str | None) -> str:
    return " ".join((text or "").split()).removesuffix(".")


_LAST = {"--status"}  # a flag of `login`, at the end of its line; with orders it takes a value


def taking(root: Node) -> tuple[str, ...]:
    """The options that take a value. Raises ValueError where a name does so in one command and not in another: one list
    reads the line. Where nothing follows an option anyway, the one list does no harm.
    """
    by_name: dict[str, set[bool]] = {}
    for node in root.walk():
        for option in node.options:
            for name in option.names:
                by_name.setdefault(name, set()).add(option.value is not None)
    if mixed := [name for name, kinds in by_name.items() if len(kinds) > 1 and name not in _LAST]:
        raise ValueError(f"with a value here and without one there: {', '.join(mixed)}")
    return tuple(name for name, kinds in by_name.items() if True in kinds)


def everywhere(root: Node) -> tuple[Option, ...]:
    """The options that every command has: the global ones and --help."""
    return tuple(o for o in root.options if all(o in node.options for node in root.walk()))


def commands_of(root: Node) -> dict[Option, list[str]]:
    """Each option that is not everywhere, with the commands that have it."""
    common, commands = everywhere(root), dict[Option, list[str]]()
    for node in root.walk():
        for option in node.options:
            if option not in common:
                commands.setdefault(option, []).append(node.command)
    return commands


def as_typed(node: Node) -> str:
    """The command as it is met on the line: the words before it, a blank, its own word."""
    return f"{' '.join(node.path[:-1])} {node.path[-1]}"
