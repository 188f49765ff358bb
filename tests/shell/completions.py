"""Decides what TAB offers in bash, zsh and fish: a static file for each shell, made from the command tree.

Everything comes from the tree: commands, options, arguments, their help. Only which *values* an option takes
is decided here, in `FIXED` (the sets that the program checks against) and `USUAL` (where it takes other words too): to
Typer they are plain strings. The names of the shops are read with sed, from the configuration. Cases and orders
are asked of the program (`aftersales cases`), and only where one is to be named; nothing else starts Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer

from aftersales import cli
from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record import steps as record_steps
from aftersales.commandline.table import COMMANDS
from aftersales.commands import cases, draft
from aftersales.commands.order import cancel
from aftersales.core import vocabulary
from aftersales.core.cases import events as case_events
from aftersales.core.cases import transitions
from aftersales.core.clocks import platform_deadlines
from aftersales.core.messages import playbooks
from aftersales.core.requests import evidence
from aftersales.importing.parse.times import DATE_FORMATS
from aftersales.policies import layers, library, own_files
from aftersales.policies.find import markets
from aftersales.policies.find import names as policy_names
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.lists import CASES_FIELDS
from aftersales.rendering.formats import FORMATS

FOLDER = Path(__file__).parents[2] / "completions"
PROG = "aftersales"
# What is completed where there is no fixed set: nothing, a file's name, a shop of the configuration, or what the
# ledger knows: a case's id, an order's number.
FREE, FILES, SHOPS, CASES, ORDERS = "free", "files", "shops", "case", "order"
_NOTE = "Made by tests/shell/completions.py from the command tree; `pytest tests/shell --update` makes it anew."
_WIDTH = 110


@dataclass(frozen=True)
class Value:
    """What an option or argument takes: `words`, each with a description or ''; else what `source` says."""

    metavar: str
    source: str = FREE
    words: tuple[tuple[str, str], ...] = ()
    checked: bool = True  # whether the program refuses other words
    kinds: tuple[str, ...] = ()  # of a case or an order: the only kinds of case that will do
    state: str = "open"

    @property
    def filters(self) -> tuple[str, ...]:
        """What `cases` is asked with; it takes one kind or all."""
        return ("--state", self.state, *(("--kind", *self.kinds) if len(self.kinds) == 1 else ()))

    @property
    def offers(self) -> bool:
        """Whether there is anything to complete."""
        return bool(self.words) or self.source != FREE


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
    def words(self) -> str:
        """The path as typed after the program's name."""
        return " ".join(self.path)

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def _fixed() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What takes a fixed set: an option (`command --option`: there only), or an argument by its metavar."""

    def plain(*values: str) -> tuple[tuple[str, str], ...]:
        return tuple((v, "") for v in values)

    return {
        "--format": plain(*FORMATS),
        "--kind": plain(*vocabulary.KINDS),
        "KIND": plain(*vocabulary.REQUEST_KINDS),
        "--owner": plain(*vocabulary.OWNERS, "any"),
        "--mode": plain(*vocabulary.MODES),
        "--state": plain(*cases._STATES),
        "--status": plain(*vocabulary.ORDER_STATUSES),
        "--market": tuple((code, str(facts["name"])) for code, facts in markets().items()),
        "--date-format": plain(*DATE_FORMATS),
        "init --channel": plain("tiktok"),
        "--for": plain(*record_steps.SIDES),
        "--by": plain(*cancel._BY),
        "--cause": plain(*vocabulary.CAUSES),
        "--what": plain(*review_steps.OFFERS),
        "--result": plain(*review_steps.RESULTS),
        "--stage": plain(*draft._STAGES),
        "--language": plain(*playbooks.LANGUAGES),
        "--step": plain(*evidence.STEPS),
        "--as": tuple((proof, library.evidence().texts.get(proof, "Any other proof")) for proof in proof_steps.known()),
    }


def _duties() -> tuple[str, ...]:
    """What the rules of every market ask for, and what is asked for beside them. Routines may have other names."""
    loaded = [load_policy(name, market) for name in policy_names() for market in markets()]
    beside = {*platform_deadlines.STAMPED_DUTY.values(), "check", "close"}
    return tuple(sorted(beside.union(rule.duty for policy in loaded for rule in policy.rules)))


FIXED = _fixed()
_SETS = tuple((name, "") for name in layers.names(own_files.NONE))
USUAL = {
    **dict.fromkeys(("due --duty", "triage --duty"), tuple((duty, "") for duty in _duties())),
    **{f"policy {command}": _SETS for command in ("show NAME", "copy NAME", "diff A", "diff B")},
    **{f"policy {command} --as": _SETS for command in ("check", "diff", "impact")},
}


def tree() -> Node:
    """The whole command tree, every command loaded."""
    root = cli.root()
    return _node(root, typer.Context(root, info_name=PROG, **root.context_settings), ())


def _node(command: Any, ctx: typer.Context, path: tuple[str, ...]) -> Node:
    group = hasattr(command, "list_commands")
    children = []
    for name in command.list_commands(ctx) if group else ():
        child = command.get_command(ctx, name)
        if not child.hidden:
            inner = typer.Context(child, parent=ctx, info_name=name, **child.context_settings)
            children.append(_node(child, inner, (*path, name)))
    params = [p for p in command.get_params(ctx) if not getattr(p, "hidden", False)]
    told = COMMANDS[path[0]][1] if len(path) == 1 else re.split(r"(?<=\.)\s", command.help or "")[0]
    return Node(
        path,
        _line(told),
        tuple(_option(p, path) for p in params if p.param_type_name == "option"),
        tuple(
            Argument(_line(p.help), _value(p, path), many=p.nargs == -1)
            for p in params
            if p.param_type_name == "argument"
        ),
        tuple(children),
        group,
    )


def _option(param: Any, path: tuple[str, ...]) -> Option:
    takes = not (param.is_flag or param.count)
    final = "--help" in param.opts or "--version" in param.opts
    # Sorted, the short ones first: those of --help come from a set, in a different order each time.
    names = tuple(sorted((*param.opts, *param.secondary_opts), key=lambda n: (n.startswith("--"), n)))
    return Option(names, _line(param.help), _value(param, path) if takes else None, final, param.required)


def _value(param: Any, path: tuple[str, ...]) -> Value:
    metavar = str(param.metavar or param.name.upper()).strip("[]")
    named = param.param_type_name == "option"
    for name in param.opts if named else [metavar]:
        for key in (f"{' '.join(path)} {name}", name):
            if key in FIXED:
                return Value(metavar, words=FIXED[key])
            if key in USUAL:
                return Value(metavar, words=USUAL[key], checked=False)
    if choices := getattr(param.type, "choices", None):
        return Value(metavar, words=tuple((str(c), "") for c in choices))
    if "|" in metavar:
        return Value(metavar, words=tuple((c, "") for c in metavar.split("|")))
    if param.type.name in ("path", "file") or metavar == "PATH":
        return Value(metavar, FILES)
    if metavar == "SHOP" and path != ("init",):  # `init` names a new one
        return Value(metavar, SHOPS)
    if metavar in ("CASE", "CASE…") and not named:
        return Value(metavar, CASES, kinds=_kinds(path), state="closed" if path == ("reopen",) else "open")
    if metavar in ("ORDER", "ORDER…") and not named and path != ("order", "add"):  # `order add` names a new one
        return Value(metavar, ORDERS, kinds=("delivery",))
    return Value(metavar)


def _kinds(path: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of case that a command is for, as far as the table of transitions tells; none where it is for all."""
    if path[0] == "review":
        return ("review",)
    events = {event for event, command in case_events.COMMAND_OF.items() if command == " ".join(path)}
    if path == ("done",):
        events.update(case_events.TICKS.values())
    found = {kind for row in transitions.TRANSITIONS if row.event in events for kind in row.kinds}
    return () if found == set(vocabulary.KINDS) else tuple(kind for kind in vocabulary.KINDS if kind in found)


def _line(text: str | None) -> str:
    return " ".join((text or "").split()).removesuffix(".")


def taking(root: Node) -> tuple[str, ...]:
    """The options that take a value. A name does so in every command or in none: one list reads the line."""
    by_name: dict[str, set[bool]] = {}
    for node in root.walk():
        for option in node.options:
            for name in option.names:
                by_name.setdefault(name, set()).add(option.value is not None)
    if mixed := [name for name, kinds in by_name.items() if len(kinds) > 1]:
        raise ValueError(f"with a value here and without one there: {', '.join(mixed)}")
    return tuple(name for name, kinds in by_name.items() if True in kinds)


def everywhere(root: Node) -> tuple[Option, ...]:
    """The options that every command has: the global ones and --help."""
    return tuple(o for o in root.options if all(o in node.options for node in root.walk()))


def _where(root: Node) -> dict[Option, list[str]]:
    """Each option that is not everywhere, with the commands that have it."""
    common, found = everywhere(root), dict[Option, list[str]]()
    for node in root.walk():
        for option in node.options:
            if option not in common:
                found.setdefault(option, []).append(node.words)
    return found


def _typed(node: Node) -> str:
    """The command as it is met on the line: the words before it, a blank, its own word."""
    return f"{' '.join(node.path[:-1])} {node.path[-1]}"


def _quote(text: str) -> str:
    """A word of bash or zsh."""
    return text if re.fullmatch(r"[\w./*-]+", text) else "'" + text.replace("'", "'\\''") + "'"


# What the ledger knows, of the TSV of `cases` and for every shell: a word, a tab, what it is.
_COLUMN = {field.name: n for n, field in enumerate(CASES_FIELDS, 1)}
_AWK = rf"""awk -F '\t' -v column="$column" -v kinds="$kinds" '
            $column != "" && (kinds == "all" || index("," kinds ",", "," ${_COLUMN["kind"]} ",")) && !seen[$column]++ {{
                print $column "\t" ${_COLUMN["kind"]} (${_COLUMN["product"]} == "" ? "" : ", " ${_COLUMN["product"]})
            }}'"""


def _known(value: Value) -> str:
    """The arguments of each shell's function for it: the column, the kinds that will do, the filters of `cases`."""
    several = ",".join(value.kinds) if len(value.kinds) > 1 else "all"
    return " ".join([str(_COLUMN[value.source]), several, *value.filters])


# ── bash ────────────────────────────────────────────────────────────────────────────────────────────────────

# Reads a configuration's shops, in every shell: [shops.uk-main], [shops."uk main"], [shops.uk-main.staff].
_HEADER = r"^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*"
_SED = rf"""sed -n \
        -e 's/{_HEADER}\([A-Za-z0-9_-][A-Za-z0-9_-]*\).*/\1/p' \
        -e 's/{_HEADER}"\([^"]*\)".*/\1/p' \
        -e "s/{_HEADER}'\([^']*\)'.*/\1/p" """.rstrip()

_BASH = r"""# bash completion for @PROG@
# @NOTE@
# For bash 3.2 and later; needs no other package.

# The shops of the configuration that --config on the line names, else the environment, else of the usual one.
_@PROG@_shops() {
    local file=${1:-${AFTERSALES_CONFIG-}}
    if [[ -z $file ]]; then
        case ${OSTYPE-} in
            darwin*) file="$HOME/Library/Application Support" ;;
            msys* | cygwin*) file=${APPDATA-} ;;
            *) file=${XDG_CONFIG_HOME:-$HOME/.config} ;;
        esac
        file+=/aftersales/config.toml
    fi
    [[ $file == '~/'* ]] && file=$HOME/${file:2}
    [[ -f $file && -r $file ]] || return 0
    @SED@ \
        -- "$file" 2>/dev/null | sort -u
}

# Offer those of the words that begin with what is typed.
_@PROG@_offer() {
    local word
    for word; do
        [[ $word == "$typed"* ]] || continue
        [[ $word == *[!A-Za-z0-9_=.:/-]* ]] && printf -v word %q "$word"
        COMPREPLY+=("$before$word")
    done
}

_@PROG@_offer_shops() {
    local shop
    while IFS= read -r shop; do
        _@PROG@_offer "$shop"
    done < <(_@PROG@_shops "$config")
}

# Cases or orders that the ledger knows: a column of `aftersales cases` with these filters, of those kinds (or all).
_@PROG@_offer_known() {
    local column=$1 kinds=$2 word
    shift 2
    [[ $ledger == '~/'* ]] && ledger=$HOME/${ledger:2}
    [[ $config == '~/'* ]] && config=$HOME/${config:2}
    compopt -o nosort 2>/dev/null
    while IFS=$'\t' read -r word _; do
        _@PROG@_offer "$word"
    done < <(command @PROG@ ${ledger:+--ledger "$ledger"} ${config:+--config "$config"} \
        -q cases --format tsv "$@" \
        </dev/null 2>/dev/null |
        @AWK@)
}

# File names: by readline itself, which knows of ~, quotes and blanks; where it can't be asked, plain names.
_@PROG@_files() {
    local file
    compopt -o default 2>/dev/null && return
    while IFS= read -r file; do
        [[ -n $file ]] && COMPREPLY+=("$before$file")
    done < <(compgen -f -- "$typed")
}

_@PROG@() {
    local IFS=$' \t\n' path='' given=' ' option='' config='' ledger='' before='' typed='' word i
    local count=0 ended='' glue='' awaited=''
    local -a line=()
    COMPREPLY=()

    # bash takes words apart at = and at : (which instants hold); put them together again.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]-}
        # Of the word at the cursor, only what stands before the cursor.
        [[ $i -eq $COMP_CWORD && $# -ge 2 && ! $word =~ ^[=:]+$ && $word == "$2"* ]] && word=$2
        if [[ ${#line[@]} -gt 0 && ($glue || $word =~ ^[=:]+$) ]]; then
            line[${#line[@]} - 1]+=$word
        else
            line+=("$word")
        fi
        [[ $word =~ ^[=:]+$ ]] && glue=1 || glue=''
    done

    # What stands before the cursor: the command, the options given to it, and how many arguments.
    for ((i = 0; i < ${#line[@]} - 1; i++)); do
        word=${line[i]}
        if [[ $option ]]; then
            [[ $option == --config ]] && config=$word
            [[ $option == --ledger ]] && ledger=$word
            option=''
        elif [[ $word == [\<\>]* ]]; then
            option='>'
        elif [[ $ended || $word != -?* ]]; then
            case "$path $word" in
                @PATHS@
                *) count=$((count + 1)) ;;
            esac
        elif [[ $word == -- ]]; then
            ended=1
        else
            [[ $word == --config=* ]] && config=${word#*=}
            [[ $word == --ledger=* ]] && ledger=${word#*=}
            case ${word%%=*} in
                @ALIASES@
                *) given+="${word%%=*} " ;;
            esac
            case $word in
                @TAKING@
            esac
        fi
    done
    [[ ${#line[@]} -gt 0 ]] && typed=${line[${#line[@]} - 1]}

    if [[ ! $option && ! $ended && $typed == --*=* ]]; then
        option=${typed%%=*}
        [[ ${COMP_WORDBREAKS-} == *=* ]] || before=$option=
        typed=${typed#*=}
    elif [[ ! $option && $typed == [\<\>]* ]]; then
        option='>' typed=${typed##*[\<\>&]}
    fi

    if [[ $option ]]; then
        case "$path:$option" in
            *:'>') _@PROG@_files ;;
            @VALUES@
        esac
        return
    fi

    if [[ $ended || $typed != -* ]]; then
        case "$path:$count" in
            @ARGUMENTS@
        esac
        # Options are offered unasked where nothing else can follow.
        [[ ! $awaited && ! $ended && -z $typed ]] || return
    fi

    [[ $typed ]] || typed=--
    case $path in
        @OPTIONS@
    esac
    for word in "$@" \
        @COMMON@
    do
        [[ $given == *" $word "* ]] || _@PROG@_offer "$word"
    done
}

complete -F _@PROG@ @PROG@
"""


def bash(root: Node) -> str:
    """The file for bash."""
    nodes, common = list(root.walk()), everywhere(root)
    aliases = dict.fromkeys(o.names for n in nodes for o in n.options if len(o.names) > 1)
    takers: dict[Value, list[str]] = {}  # who takes it, as patterns of `path:option`
    for option in common:
        if option.value and option.value.offers:
            takers.setdefault(option.value, []).extend(f"*:{n}" for n in option.names)
    for option, where in _where(root).items():
        if option.value and option.value.offers:
            takers.setdefault(option.value, []).extend(_quote(f"{w}:{n}") for w in where for n in option.names)
    arguments = []
    for node in nodes:
        if node.group:
            names = " ".join(c.path[-1] for c in node.children)
            arguments.append(f"{_quote(f'{node.words}:0')}) awaited=1; _{PROG}_offer {names} ;;")
    places: tuple[dict[str, list[str]], ...] = ({}, {})  # what is done → where; first where one argument stands
    for node in nodes:
        for place, argument in enumerate(node.arguments):
            here = f"{_quote(f'{node.words}:')}{'*' if argument.many else place}"
            does = f"awaited=1; {_bash_value(argument.value)}" if argument.value.offers else "awaited=1"
            places[argument.many].setdefault(does, []).append(here)
    arguments += [f"{' | '.join(where)}) {does} ;;" for part in places for does, where in part.items()]
    own = {n.words: [name for o in n.options if o not in common for name in o.names] for n in nodes}
    return _fill(
        _BASH,
        PATHS=[f"{_quote(_typed(n))}) path={_quote(n.words)} given=' ' count=0 ;;" for n in nodes if n.path],
        ALIASES=[f"{' | '.join(names)}) given+={_quote(' '.join(names) + ' ')} ;;" for names in aliases],
        TAKING=[f"{' | '.join(taking(root))}) option=$word ;;"],
        VALUES=[f"{' | '.join(who)}) {_bash_value(value)} ;;" for value, who in takers.items()],
        ARGUMENTS=arguments,
        OPTIONS=[f"{_quote(path)}) {' '.join(['set --', *names])} ;;" for path, names in own.items()],
        COMMON=[" ".join(name for o in common for name in o.names)],
    )


def _bash_value(value: Value) -> str:
    if value.words:
        return f"_{PROG}_offer {' '.join(_quote(word) for word, _ in value.words)}"
    if value.source in (CASES, ORDERS):
        return f"_{PROG}_offer_known {_known(value)}"
    return f"_{PROG}_files" if value.source == FILES else f"_{PROG}_offer_shops"


# ── zsh ─────────────────────────────────────────────────────────────────────────────────────────────────────

_ZSH = r"""#compdef @PROG@
# zsh completion for @PROG@
# @NOTE@

# The shops of the configuration that --config on the line names, else the environment, else of the usual one.
_@PROG@_shops() {
  local file=${(Q)${opt_args[--config]:-$config}}
  file=${file:-$AFTERSALES_CONFIG}
  if [[ -z $file ]]; then
    if [[ $OSTYPE == darwin* ]]; then
      file="$HOME/Library/Application Support"
    else
      file=${XDG_CONFIG_HOME:-$HOME/.config}
    fi
    file+=/aftersales/config.toml
  fi
  file=${file/#\~\//$HOME/}
  local -aU shops
  [[ -r $file ]] && shops=(${(f)"$(@SED@ \
        -- $file 2>/dev/null)"})
  if (( $#shops )); then
    _wanted shops expl shop compadd -a - shops
  else
    _message -e shops shop
  fi
}

# Cases or orders that the ledger knows: a column of `aftersales cases` with these filters, of those kinds (or all).
_@PROG@_known() {
  [[ $PREFIX == -* ]] && return 1
  local column=$1 kinds=$2
  shift 2
  local config=${(Q)${opt_args[--config]:-$config}} ledger=${(Q)${opt_args[--ledger]:-$ledger}}
  config=${config/#\~\//$HOME/} ledger=${ledger/#\~\//$HOME/}
  local -a known
  known=(${(f)"$(command @PROG@ ${ledger:+--ledger=$ledger} ${config:+--config=$config} \
        -q cases --format tsv $@ \
        </dev/null 2>/dev/null |
        @AWK@)"})
  known=(${known//\\/\\\\})
  known=(${known//:/\\:})
  known=(${known/$'\t'/:})
  if (( $#known )); then
    _describe -V -t arguments "$descr" known
  else
    _@PROG@_hint
  fi
}

# What an argument is, where nothing can be offered; not at an option, which would no longer be completed.
_@PROG@_hint() {
  [[ $PREFIX == -* ]] || _message -e arguments "$descr"
  return 1
}

@FUNCTIONS@

if [[ $funcstack[1] == _@PROG@ ]]; then
  _@PROG@ "$@"
else
  compdef _@PROG@ @PROG@
fi
"""


def zsh(root: Node) -> str:
    """The file for zsh."""
    described = dict.fromkeys(v for v in _values(root) if any(told for _, told in v.words))
    if len({v.metavar for v in described}) < len(described):
        raise ValueError("two sets of described values share a metavar, and so the name of a function of zsh")
    return _fill(
        _ZSH,
        FUNCTIONS="\n\n".join(
            [*(_zsh_words(v) for v in described), *(_zsh_node(root, n) for n in _deepest_first(root))]
        ),
    )


def _values(root: Node) -> Iterator[Value]:
    for node in root.walk():
        yield from (o.value for o in node.options if o.value)
        yield from (a.value for a in node.arguments)


def _deepest_first(root: Node) -> list[Node]:
    return sorted(root.walk(), key=lambda n: -len(n.path))


def _zsh_name(node: Node) -> str:
    return "_".join(("", PROG, *node.path))


def _zsh_words(value: Value) -> str:
    """The function that completes values which have a description each."""
    name = value.metavar.lower()
    lines = "\n".join(f"    {_quote(f'{word}:{told}')}" for word, told in value.words)
    body = f"  local -a values=(\n{lines}\n  )\n  _describe -t {name}s {name} values"
    return f"_{PROG}_value_{name}() {{\n{body}\n}}"


def _zsh_node(root: Node, node: Node) -> str:
    common = everywhere(root)
    specs = [spec for o in node.options if o not in common for spec in _zsh_option(o)]
    lines = [f"{_zsh_name(node)}() {{"]
    if not node.path:
        shared = "\n".join(f"    {spec}" for o in common for spec in _zsh_option(o))
        lines += ["  local config='' ledger=''", f"  local -a common=(\n{shared}\n  )"]
    if not node.group:
        specs += [_zsh_argument(a) for a in node.arguments]
        return "\n".join([*lines, " \\\n    ".join(["  _arguments -s -S : $common", *specs]), "}"])
    told = "\n".join(f"        {_quote(f'{c.path[-1]}:{c.help}')}" for c in node.children)
    calls = "\n".join(f"        {c.path[-1]}) {_zsh_name(c)} && ret=0 ;;" for c in node.children)
    specs += ["'1: :->command'", "'*:: :->argument'"]
    return "\n".join(
        [
            *lines,
            '  local curcontext="$curcontext" context state state_descr ret=1',
            "  local -a line",
            "  local -A opt_args",
            " \\\n    ".join(["  _arguments -s -S -A '-*' -C : $common", *specs, "&& ret=0"]),
            "  config=${opt_args[--config]:-$config} ledger=${opt_args[--ledger]:-$ledger}",
            "  case $state in",
            "    command)",
            f"      local -a commands=(\n{told}\n      )",
            "      _describe -t commands command commands && ret=0",
            "      ;;",
            "    argument)",
            f"      case $line[1] in\n{calls}\n      esac",
            "      ;;",
            "  esac",
            "  return ret",
            "}",
        ]
    )


def _zsh_option(option: Option) -> Iterator[str]:
    """The specs of an option for _arguments: one for each of its names, which exclude each other."""
    told = re.sub(r"([][\\])", r"\\\1", option.help)
    without = "(- : *)" if option.final else f"({' '.join(option.names)})" if len(option.names) > 1 else ""
    for name in option.names:
        joined = "" if option.value is None else "=" if name.startswith("--") else "+"
        yield _quote(f"{without}{name}{joined}[{told}]{_zsh_action(option.value) if option.value else ''}")


def _zsh_argument(argument: Argument) -> str:
    action = _zsh_action(argument.value, argument.help)
    return _quote(f"{'*' if argument.many else ''}{re.sub(' $', f'_{PROG}_hint', action)}")


def _zsh_action(value: Value, message: str = "") -> str:
    told = f"{value.metavar}: {message}" if message else value.metavar
    told = re.sub(r"([:\\])", r"\\\1", told)
    if any(described for _, described in value.words):
        return f":{told}:_{PROG}_value_{value.metavar.lower()}"
    if value.words:
        return f":{told}:({' '.join(word for word, _ in value.words)})"
    if value.source in (CASES, ORDERS):
        return f":{told}: _{PROG}_known {_known(value)}"
    return f":{told}:{({FILES: '_files', SHOPS: f'_{PROG}_shops'}).get(value.source, ' ')}"


# ── fish ────────────────────────────────────────────────────────────────────────────────────────────────────

_FISH = r"""# fish completion for @PROG@
# @NOTE@

# What stands before the cursor, as four lines: the command, how many arguments follow it, --config's and --ledger's
# values.
function __@PROG@_line
    set -l words (commandline -opc)
    while set -q words[1]; and string match -qr '^\w+=' -- $words[1]
        set -e words[1]
    end
    set -e words[1]
    set -l path ''
    set -l count 0
    set -l option ''
    set -l config ''
    set -l ledger ''
    set -l ended 0
    for word in $words
        if test -n "$option"
            test "$option" = --config; and set config $word
            test "$option" = --ledger; and set ledger $word
            set option ''
        else if test $ended = 0; and string match -q -- '-?*' $word
            switch $word
                case --
                    set ended 1
                case '--config=*'
                    set config (string replace -- --config= '' $word)
                case '--ledger=*'
                    set ledger (string replace -- --ledger= '' $word)
                case @TAKING@
                    set option $word
            end
        else
            switch "$path $word"
                case @PATHS@
                    set path (string trim -- "$path $word")
                    set count 0
                case '*'
                    set count (math $count + 1)
            end
        end
    end
    printf '%s\n' $path $count $config $ledger
end

# Whether the command is one of those named.
function __@PROG@_at
    set -l line (__@PROG@_line)
    contains -- "$line[1]" $argv
end

# Whether the argument at the cursor is the Nth (from 0) of a command named; without a name, of the program.
function __@PROG@_argument
    set -l line (__@PROG@_line)
    test "$line[2]" = $argv[1]; or return
    set -q argv[2]; or set argv[2] ''
    contains -- "$line[1]" $argv[2..-1]
end

# Whether it is the Nth or one that follows.
function __@PROG@_argument_from
    set -l line (__@PROG@_line)
    test "$line[2]" -ge $argv[1]; and contains -- "$line[1]" $argv[2..-1]
end

# Cases or orders that the ledger knows: a column of `aftersales cases` with these filters, of those kinds (or all).
function __@PROG@_known -a column kinds
    string match -q -- '-*' (commandline -ct); and return
    set -l line (__@PROG@_line)
    set -l files
    test -n "$line[3]"; and set -a files --config (string replace -r '^~/' "$HOME/" -- $line[3])
    test -n "$line[4]"; and set -a files --ledger (string replace -r '^~/' "$HOME/" -- $line[4])
    command @PROG@ $files -q cases --format tsv $argv[3..-1] </dev/null 2>/dev/null |
        @AWK@
end

# The shops of the configuration that --config on the line names, else the environment, else of the usual one.
function __@PROG@_shops
    set -l line (__@PROG@_line)
    set -l file $line[3]
    test -n "$file"; or set file $AFTERSALES_CONFIG
    if test -z "$file"
        if test (uname) = Darwin
            set file "$HOME/Library/Application Support"
        else if test -n "$XDG_CONFIG_HOME"
            set file $XDG_CONFIG_HOME
        else
            set file $HOME/.config
        end
        set file $file/aftersales/config.toml
    end
    set file (string replace -r '^~/' "$HOME/" -- $file)
    test -r "$file"; or return
    @SED@ \
        -- $file 2>/dev/null | sort -u
end

complete -c @PROG@ -f

@LINES@
"""


def fish(root: Node) -> str:
    """The file for fish."""
    lines = []
    for node in root.walk():
        start = f"complete -c {PROG} -n {_fish(_fish_place(node, 0))}"
        lines += [f"{start} -a {c.path[-1]} -d {_fish(c.help)}" for c in node.children]
    lines += ["", "# Options that every command takes", *(_fish_option(o) for o in everywhere(root))]
    lines += ["", "# Options of commands"]
    for option, where in _where(root).items():
        lines.append(_fish_option(option, f"__{PROG}_at {' '.join(map(_fish, where))}"))
    lines += ["", "# Arguments"]
    where: dict[tuple[str, str], list[str]] = {}  # the place and what is offered there → the commands
    for node in root.walk():
        for place, argument in enumerate(node.arguments):
            if argument.value.offers:
                at = f"argument{'_from' if argument.many else ''} {place}" if place or not argument.many else "at"
                where.setdefault((at, _fish_value(argument.value)), []).append(_fish(node.words))
    for (at, value), commands in where.items():
        lines.append(f"complete -c {PROG} -n {_fish(f'__{PROG}_{at} ' + ' '.join(commands))}{value}")
    return _fill(
        _FISH,
        TAKING=" ".join(taking(root)),
        PATHS=" ".join(_fish(_typed(n)) for n in root.walk() if n.path),
        LINES="\n".join(lines),
    )


def _fish_place(node: Node, place: int) -> str:
    return f"__{PROG}_argument {place} {_fish(node.words)}" if node.path else f"__{PROG}_argument {place}"


def _fish_option(option: Option, test: str = "") -> str:
    parts = [f"complete -c {PROG}", f"-n {_fish(test)}" if test else ""]
    parts += [f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in sorted(option.names, key=len)]
    parts.append(f"-d {_fish(option.help)}")
    line = " ".join(p for p in parts if p)
    if option.value is None:
        return line
    return f"{line} {'-r' if option.value.source == FILES else '-x'}{_fish_value(option.value)}"


def _fish_value(value: Value) -> str:
    if value.words:
        # The list is read again as words of fish: `word TAB description`, with \t, quoted where it must be.
        words = " ".join(word + (f"\\t{_fish(told)}" if told else "") for word, told in value.words)
        return f' -a "{words}"' if "\\t" in words else f" -a {_fish(words)}"
    if value.source in (CASES, ORDERS):
        return f" -k -a '(__{PROG}_known {_known(value)})'"
    return {FILES: " -F", SHOPS: f" -a '(__{PROG}_shops)'"}.get(value.source, "")


def _fish(text: str) -> str:
    """A word of fish."""
    return text if re.fullmatch(r"[\w./-]+", text) else "'" + re.sub(r"(['\\])", r"\\\1", text) + "'"


def _fill(template: str, **parts: str | list[str]) -> str:
    """The template with its @PLACES@ filled; a list becomes lines, indented as the place is and broken."""
    for name, part in {"NOTE": _NOTE, "SED": _SED, "AWK": _AWK, **parts, "PROG": PROG}.items():
        if isinstance(part, list):
            indent = re.search(rf"^( *)@{name}@", template, re.MULTILINE)[1]  # type: ignore[index]
            part = "\n".join(_broken(line, indent) for line in part).removeprefix(indent)
        template = template.replace(f"@{name}@", part)
    return template


def _broken(line: str, indent: str) -> str:
    """A shell's line, broken between words with backslashes where it is too long."""
    lines = [""]
    for word in re.findall(r"""(?:'[^']*'|"[^"]*"|\S)+""", line):
        if lines[-1] and len(f"{indent}    {lines[-1]} {word}") > _WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return indent + f" \\\n{indent}    ".join(lines)


FILES_BY_NAME = {f"{PROG}.bash": bash, f"_{PROG}": zsh, f"{PROG}.fish": fish}


def files() -> dict[str, str]:
    """The name and the text of each file."""
    root = tree()
    return {name: render(root) for name, render in FILES_BY_NAME.items()}
