"""The completion file for fish."""

from __future__ import annotations

import re

from aftersales.commandline.completion.template import fill, known
from aftersales.commandline.completion.tree import PROGRAM, Node, Option, as_typed, commands_of, everywhere, taking
from aftersales.commandline.completion.values import CASES, FILES, ORDERS, SHOPS, Value


def render(root: Node) -> str:
    """The file for fish."""
    lines = []
    for node in root.walk():
        start = f"complete -c {PROGRAM} -n {_quote(_place(node, 0))}"
        lines += [f"{start} -a {c.path[-1]} -d {_quote(c.help)}" for c in node.children]
    lines += ["", "# Options that every command takes", *(_option(o) for o in everywhere(root))]
    lines += ["", "# Options of commands"]
    for option, commands in commands_of(root).items():
        lines.append(_option(option, f"__{PROGRAM}_at {' '.join(map(_quote, commands))}"))
    lines += ["", "# Arguments"]
    where: dict[tuple[str, str], list[str]] = {}  # the place and what is offered there → the commands
    for node in root.walk():
        for place, argument in enumerate(node.arguments):
            if argument.value.offers:
                at = f"argument{'_from' if argument.many else ''} {place}" if place or not argument.many else "at"
                where.setdefault((at, _value(argument.value)), []).append(_quote(node.command))
    for (at, value), nodes in where.items():
        lines.append(f"complete -c {PROGRAM} -n {_quote(f'__{PROGRAM}_{at} ' + ' '.join(nodes))}{value}")
    return fill(
        "fish",
        TAKING=" ".join(taking(root)),
        PATHS=" ".join(_quote(as_typed(n)) for n in root.walk() if n.path),
        LINES="\n".join(lines),
    )


def _place(node: Node, place: int) -> str:
    return f"__{PROGRAM}_argument {place} {_quote(node.command)}" if node.path else f"__{PROGRAM}_argument {place}"


def _option(option: Option, test: str = "") -> str:
    parts = [f"complete -c {PROGRAM}", f"-n {_quote(test)}" if test else ""]
    parts += [f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in sorted(option.names, key=len)]
    parts.append(f"-d {_quote(option.help)}")
    line = " ".join(p for p in parts if p)
    if option.value is None:
        return line
    return f"{line} {'-r' if option.value.source == FILES else '-x'}{_value(option.value)}"


def _value(value: Value) -> str:
    if value.choices:
        # The list is read again as words of fish: `word TAB description`, with \t, quoted where it must be.
        choices = " ".join(
            word + (f"\\t{_quote(description)}" if description else "") for word, description in value.choices
        )
        return f' -a "{choices}"' if "\\t" in choices else f" -a {_quote(choices)}"
    if value.source in (CASES, ORDERS):
        return f" -k -a '(__{PROGRAM}_known {known(value)})'"
    return {FILES: " -F", SHOPS: f" -a '(__{PROGRAM}_shops)'"}.get(value.source, "")


def _quote(text: str) -> str:
    """A word of fish."""
    return text if re.fullmatch(r"[\w./-]+", text) else "'" + re.sub(r"(['\\])", r"\\\1", text) + "'"
