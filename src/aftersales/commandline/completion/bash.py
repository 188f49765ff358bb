"""The completion file for bash."""

from __future__ import annotations

from aftersales.commandline.completion.template import fill, known, quote
from aftersales.commandline.completion.tree import PROGRAM, Node, as_typed, commands_of, everywhere, taking
from aftersales.commandline.completion.values import CASES, FILES, ORDERS, Value


def render(root: Node) -> str:
    """The file for bash."""
    nodes, common = list(root.walk()), everywhere(root)
    aliases = dict.fromkeys(o.names for n in nodes for o in n.options if len(o.names) > 1)
    takers: dict[Value, list[str]] = {}  # who takes it, as patterns of `path:option`
    for option in common:
        if option.value and option.value.offers:
            takers.setdefault(option.value, []).extend(f"*:{n}" for n in option.names)
    for option, where in commands_of(root).items():
        if option.value and option.value.offers:
            takers.setdefault(option.value, []).extend(quote(f"{w}:{n}") for w in where for n in option.names)
    arguments = []
    for node in nodes:
        if node.group:
            names = " ".join(c.path[-1] for c in node.children)
            arguments.append(f"{quote(f'{node.command}:0')}) awaited=1; _{PROGRAM}_offer {names} ;;")
    places: tuple[dict[str, list[str]], ...] = ({}, {})  # what is done → where; first where one argument stands
    for node in nodes:
        for place, argument in enumerate(node.arguments):
            here = f"{quote(f'{node.command}:')}{'*' if argument.many else place}"
            does = f"awaited=1; {_value(argument.value)}" if argument.value.offers else "awaited=1"
            places[argument.many].setdefault(does, []).append(here)
    arguments += [f"{' | '.join(where)}) {does} ;;" for part in places for does, where in part.items()]
    own_options = {n.command: [name for o in n.options if o not in common for name in o.names] for n in nodes}
    return fill(
        "bash",
        PATHS=[f"{quote(as_typed(n))}) path={quote(n.command)} given=' ' count=0 ;;" for n in nodes if n.path],
        ALIASES=[f"{' | '.join(names)}) given+={quote(' '.join(names) + ' ')} ;;" for names in aliases],
        TAKING=[f"{' | '.join(taking(root))}) option=$word ;;"],
        VALUES=[f"{' | '.join(who)}) {_value(value)} ;;" for value, who in takers.items()],
        ARGUMENTS=arguments,
        OPTIONS=[f"{quote(path)}) {' '.join(['set --', *names])} ;;" for path, names in own_options.items()],
        COMMON=[" ".join(name for o in common for name in o.names)],
    )


def _value(value: Value) -> str:
    if value.choices:
        return f"_{PROGRAM}_offer {' '.join(quote(word) for word, _ in value.choices)}"
    if value.source in (CASES, ORDERS):
        return f"_{PROGRAM}_offer_known {known(value)}"
    return f"_{PROGRAM}_files" if value.source == FILES else f"_{PROGRAM}_offer_shops"
