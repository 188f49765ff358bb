"""The completion file for zsh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from aftersales.commandline.completion.template import fill, known, quote
from aftersales.commandline.completion.tree import PROGRAM, Argument, Node, Option, commands_of, everywhere
from aftersales.commandline.completion.values import CASES, FILES, ORDERS, SHOPS, Value


def render(root: Node) -> str:
    """The file for zsh."""
    described = dict.fromkeys(v for v in _values(root) if any(text for _, text in v.choices))
    if len({v.metavar for v in described}) < len(described):
        raise ValueError("two sets of described values share a metavar, and so the name of a function of zsh")
    keys = _shared_keys(root)
    return fill(
        "zsh",
        COMMON=[spec for option in everywhere(root) for spec in _option(option)],
        SHARED=[f"{key} {' '.join(_option(option))}" for option, key in keys.items()],
        FUNCTIONS="\n\n".join(
            [*map(_described_value, described), *(_node(n, keys, everywhere(root)) for n in _deepest_first(root))]
        ),
    )


def _values(root: Node) -> Iterator[Value]:
    for node in root.walk():
        yield from (o.value for o in node.options if o.value)
        yield from (a.value for a in node.arguments)


def _deepest_first(root: Node) -> list[Node]:
    return sorted(root.walk(), key=lambda n: -len(n.path))


def _shared_keys(root: Node) -> dict[Option, str]:
    """The key of each option that several commands have, in the table that they share."""
    keys: dict[Option, str] = {}
    for option, commands in commands_of(root).items():
        if len(commands) > 1 and len(option.names) == 1:
            name = option.name.removeprefix("--")
            variants = sum(key.partition(".")[0] == name for key in keys.values())
            keys[option] = f"{name}.{variants + 1}" if variants else name
    return keys


def _name(node: Node) -> str:
    return "_".join(("", PROGRAM, *node.path))


def _described_value(value: Value) -> str:
    """The function that completes values which have a description each."""
    name = value.metavar.lower()
    lines = "\n".join(f"    {quote(f'{word}:{text}')}" for word, text in value.choices)
    body = f"  local -a values=(\n{lines}\n  )\n  _describe -t {name}s {name} values"
    return f"_{PROGRAM}_value_{name}() {{\n{body}\n}}"


def _node(node: Node, keys: Mapping[Option, str], common: Sequence[Option]) -> str:
    """The function of a command: its shared options by key, then the specs of its own and of its arguments. That of a
    group: its commands, then the specs of its own options.
    """
    options = [o for o in node.options if o not in common]
    own_specs = [spec for o in options if o not in keys for spec in _option(o)]
    if node.group:
        first = [f"  _{PROGRAM}_group {_name(node)}", *(quote(f"{c.path[-1]}:{c.help}") for c in node.children)]
    else:
        own_specs += map(_argument, node.arguments)
        first = [" ".join([f"  _{PROGRAM}_command", *(keys[o] for o in options if o in keys)])]
    if own_specs:
        first[-1] += " --"
    root = [] if node.path else ["  local config='' ledger=''"]
    return "\n".join([f"{_name(node)}() {{", *root, " \\\n    ".join([*first, *own_specs]), "}"])


def _option(option: Option) -> Iterator[str]:
    """The specs of an option for _arguments: one for each of its names, which exclude each other."""
    help_text = re.sub(r"([][\\])", r"\\\1", option.help)
    without = "(- : *)" if option.final else f"({' '.join(option.names)})" if len(option.names) > 1 else ""
    for name in option.names:
        joined = "" if option.value is None else "=" if name.startswith("--") else "+"
        yield quote(f"{without}{name}{joined}[{help_text}]{_action(option.value) if option.value else ''}")


def _argument(argument: Argument) -> str:
    action = _action(argument.value, argument.help)
    return quote(f"{'*' if argument.many else ''}{re.sub(' $', f'_{PROGRAM}_hint', action)}")


def _action(value: Value, message: str = "") -> str:
    label = f"{value.metavar}: {message}" if message else value.metavar
    label = re.sub(r"([:\\])", r"\\\1", label)
    if any(described for _, described in value.choices):
        return f":{label}:_{PROGRAM}_value_{value.metavar.lower()}"
    if value.choices:
        return f":{label}:({' '.join(word for word, _ in value.choices)})"
    if value.source in (CASES, ORDERS):
        return f":{label}: _{PROGRAM}_known {known(value)}"
    return f":{label}:{({FILES: '_files', SHOPS: f'_{PROGRAM}_shops'}).get(value.source, ' ')}"
