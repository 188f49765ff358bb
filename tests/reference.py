"""The tables of README and help topics that are derived from the program, by the name in `<!-- derived: NAME -->`.

They are in the language of the run. What stands in these tables only has its Chinese in tests/tables-zh.toml.
"""

from __future__ import annotations

import functools
import re
import textwrap
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from packaging.specifiers import SpecifierSet

import dependencies
import test_claims
from aftersales import language
from aftersales.actions import help_topics
from aftersales.commandline import options
from aftersales.commandline.manual import answers
from aftersales.commandline.manual.answer_parts import OF, PARTS
from aftersales.commandline.table import COMMANDS, GROUPS
from aftersales.core.auto_rules.auto_rule_file import AUTO_RULE_MEANINGS
from aftersales.core.cases import events, statuses, transitions
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes import rule_file
from aftersales.core.rules.policy import Policy, Term
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.core.time.length import length_words
from aftersales.core.vocabulary import ORDER_STATUSES, label, state_label
from aftersales.importing.formats.facts import facts_of
from aftersales.importing.formats.mapping_keys import MAPPING_KEYS
from aftersales.importing.formats.recogniser import formats
from aftersales.language import tr
from aftersales.ledger.privacy import classes
from aftersales.policies.find import markets
from aftersales.policies.find import names as policy_names
from aftersales.policies.load import load as load_policy
from aftersales.rendering import formats as format_list
from aftersales.rendering.fields import view
from aftersales.rendering.fields.ledger_tables.schema import SCHEMA
from aftersales.rendering.fields.ledger_tables.sheets import SHEETS
from aftersales.rendering.fields.ledger_tables.table_meaning import (
    DERIVED,
    FACTS,
    LOG,
    SENT,
    UNITS,
    VIEW,
    TableMeaning,
)
from aftersales.toml.reader import confidence_text
from transcripts import ROOT, command_tree

GLOBAL = frozenset({"ledger", "config", "now", "lang", "color", "quiet", "version"})
_CHINESE: Mapping[str, str] = tomllib.loads((ROOT / "tests/tables-zh.toml").read_text(encoding="utf-8"))

_CODES = re.compile(r"[a-z-]+(, [a-z-]+)+")  # words to be typed, which are the same in every language


def _said(text: str) -> str:
    """A cell in the language of the run."""
    if language.current() == "zh" and text in _CHINESE:
        return _CHINESE[text]
    said = tr(text)
    return said.replace(", ", _CHINESE[", "]) if language.current() == "zh" and _CODES.fullmatch(text) else said


def _one_of(values: Iterable[str]) -> str:
    return re.sub(r"(?<=或)(?=[A-Za-z])", " ", _said(" or ").join(values))


def _table(heads: str, rows: Iterable[Sequence[str]]) -> str:
    """A table with these heads, which ` | ` divides. A head without its Chinese raises KeyError."""
    names = heads.split(" | ")
    said = [_CHINESE[name] for name in names] if language.current() == "zh" else names
    cells = [said, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _fields(fields: tuple[view.Field, ...]) -> str:
    return _table("field | type | meaning", ((f"`{f.name}`", _said(f.type), _said(f.meaning)) for f in fields))


def _options(command: object) -> str:
    arguments, options = [], []
    for parameter in command.params:  # type: ignore[attr-defined]
        if parameter.name in GLOBAL or not hasattr(parameter, "opts"):
            continue
        if parameter.param_type_name == "argument":
            arguments.append(f"`{parameter.metavar}`")
        elif parameter.name != "help":
            options.append(f"`{max(parameter.opts, key=len)}`")
    return " ".join([*arguments, *options])


@cache
def leaves() -> tuple[tuple[str, Any], ...]:
    """Every command with the words that lead to it; of a group its commands alone."""
    tree = command_tree()
    return tuple(
        (f"{name} {leaf}".strip(), command)
        for name in COMMANDS
        for leaf, command in _leaves(tree.get_command(None, name))
    )


def _commands() -> str:
    tree, parts = command_tree(), []
    for subject, names in GROUPS.items():
        rows = []
        for name in names:
            for leaf, command in _leaves(tree.get_command(None, name)):
                text = _said(command.help or "").split("\n")[0] if leaf else tr(COMMANDS[name][1])
                rows.append((f"`{f'{name} {leaf}'.strip()}`", text, _options(command)))
        parts += [f"## {tr(subject)}", "", _table("command | what it does | takes", rows)]
    return "\n".join(parts)


def _groups() -> str:
    rows = ((tr(subject), " ".join(f"`{name}`" for name in names)) for subject, names in GROUPS.items())
    return _table("subject | commands", rows)


def _topics() -> str:
    rows = ((tr(subject), " ".join(f"`{t}`" for t in topics)) for subject, topics in help_topics.SUBJECTS.items())
    return _table("subject | topics", rows)


def _leaves(command: Any) -> Iterator[tuple[str, Any]]:
    """A command, or the commands of a group by the words that lead to them, those of groups in it too."""
    if not getattr(command, "commands", None):
        yield "", command
        return
    for name, child in command.commands.items():
        yield from ((f"{name} {leaf}".strip(), leaf_command) for leaf, leaf_command in _leaves(child))


def _globals() -> str:
    rows = []
    for option in command_tree().params:
        if option.name in GLOBAL:
            flags = ", ".join(f"`{o}`" for o in option.opts)
            value = " `{}`".format(option.metavar.replace("|", "\\|")) if option.metavar else ""
            extra = {"color": "`NO_COLOR`, `FORCE_COLOR`"}.get(option.name, "")
            rows.append((f"{flags}{value}", f"`{option.envvar}`" if option.envvar else extra, _said(option.help)))
    return _table("option | environment | meaning", rows)


_SINCE = {"return.shipped": "its sending", "return.delivered": "its delivery"}
_DUTIES = (("respond", "refund"), ("confirm-receipt", "return"), ("dispatch", "delivery"), ("answer-message", "refund"))


def _markets() -> str:
    rows = []
    for code, facts in markets().items():
        loaded = load_policy("tiktok", code)
        known = _said("not known yet")
        if loaded.calendar.known:
            known = _said("{calendar}, to {day}").format(
                calendar=tr(loaded.calendar.name), day=loaded.calendar.known_through
            )
        figures = [_figures(loaded, duty, kind) or "-" for duty, kind in _DUTIES]
        market = _said("{code}, {name}").format(code=code, name=tr(facts.name))
        rows.append((market, f"{facts.timezone}, {facts.currency}", known, *figures))
    heads = "market | time zone, currency | holidays | answer a refund | check a parcel | dispatch | reply to a message"
    names = _said(", ").join(f"`{n}`" for n in policy_names())
    return f"{_table(heads, rows)}\n{_said('Rule sets: {names}.').format(names=names)}\n"


def _figures(policy: Policy, duty: str, kind: str) -> str:
    """The terms of a duty that are in force on the day the policy was checked, each rule's with how sure it is."""
    figures = []
    for rule in policy.rules:
        if rule.duty != duty or kind not in rule.when.get("kind", [kind]):
            continue
        current = [t for t in rule.terms if policy.checked and t.covers(policy.checked)]
        if not current:
            continue
        since = _one_of(sorted(_said(_SINCE[s]) for s in rule.starts)) if duty == "confirm-receipt" else ""
        sure = _said(", ").join(confidence_text(t) for t in dict.fromkeys(t.confidence for t in current))
        terms = _said(", ").join(_term_words(term) for term in current)
        figure = _said("{terms} from {start} on ({sure})" if since else "{terms} ({sure})")
        figures.append(figure.format(terms=terms, start=since, sure=sure))
    return _said("; ").join(figures)


def _term_words(term: Term) -> str:
    """How long a term is, for which orders and days, and at which hour it ends, where it says so."""
    days = sorted(term.started_on) if isinstance(term.started_on, frozenset) else []
    parts = (
        term.limit_text(),
        _said("for {days}").format(days=_said(" and ").join(_said(WEEKDAYS[d]) for d in days)) if days else "",
        _said("if before {time}").format(time=f"{term.cut_off.at:%H:%M}") if term.cut_off else "",
        _said("to {time}").format(time=term.ends.in_words()) if term.ends else "",
    )
    length, limits = length_words(term.length), _said(" ").join(part for part in parts if part)
    return _said("{length} {limits}").format(length=length, limits=limits) if limits else length


def _costs() -> str:
    rows = []
    for key, meaning in mode_figures.FIGURE_MEANINGS.items():
        takes = "amount" if key in mode_figures.AMOUNTS else "0 to 1" if key in mode_figures.SHARES else "text"
        takes = (
            "true, false" if key in mode_figures.SWITCHES else "whole number" if key in mode_figures.COUNTS else takes
        )
        default = (
            mode_figures.Figure(key, mode_figures.DEFAULTS[key], "").as_text() if key in mode_figures.DEFAULTS else "-"
        )
        rows.append((f"`{key}`", _said(takes), default, _said(meaning)))
    return _table("key | takes | unless set | meaning", rows)


def _mode_rules() -> str:
    return _keys(rule_file.RULE_MEANINGS)


def _auto_rules() -> str:
    return _keys(AUTO_RULE_MEANINGS)


def _keys(meanings: Mapping[str, tuple[str, str]]) -> str:
    rows = ((f"`{key}`", _said(takes), _said(meaning)) for key, (takes, meaning) in meanings.items())
    return _table("key | takes | meaning", rows)


def _transitions() -> str:
    rows = []
    for row in transitions.TRANSITIONS:
        if row.event in events.ANY_TIME:
            continue
        kinds = _said(", ").join(label(kind) for kind in row.kinds)
        needs = _said("; ").join(_state(axis, values) for axis, values in row.needs.items()) or _said("open")
        leads = _said("; ").join(_state(axis, [value]) for axis, value in row.leads.items()) or "-"
        command = events.COMMAND_OF.get(row.event)
        rows.append((row.event, f"`{command}`" if command else "-", kinds, needs, leads))
    return _table("event | command | kinds | where | leads to", rows)


def _state(axis: str, values: Sequence[str]) -> str:
    english = f"{axis} {' or '.join(values)}"
    if language.current() == "en":
        return english
    return _CHINESE.get(english) or _said("{axis} {values}").format(
        axis=_said(axis), values=_one_of(state_label(axis, v) for v in values)
    )


def _statuses() -> str:
    rows = []
    for name, said in statuses.STATUSES.items():
        words = sorted(
            {w for f in formats() if f.carries == "cases" for w, s in f.meanings["status"].items() if s == name}
        )
        states = [label(state) if state else "-" for state in (said.decision, said.parcel, said.money)]
        finished = _said("yes" if said.finished else "no")
        rows.append((name, *states, finished, _said(", ").join(f"`{w}`" for w in words)))
    return _table("status | decision | parcel | money | finished | as the platform writes it", rows)


def _triage() -> str:
    """A screen as it was looked at (tests/commands/test_triage_session.py)."""
    name = "triage-80.txt" if language.current() == "en" else f"triage-80.{language.current()}.txt"
    return f"```text\n{(ROOT / 'tests/commands' / name).read_text(encoding='utf-8')}```\n"


def _settings_of_contracts() -> Mapping[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def _layers() -> str:
    """The contract that `lint-imports` holds: each layer may import those below it."""
    contracts = _settings_of_contracts()
    lines = contracts["imports go down"]["layers"]
    inside = []
    for name, contract in (("core", "the core"), ("ledger", "the ledger"), ("importing",) * 2, ("rendering",) * 2):
        layers = " > ".join(contracts[f"inside {contract}"]["layers"])
        inside += textwrap.wrap(layers, 80, initial_indent=f"{name:<11}", subsequent_indent=" " * 11)
    return "\n".join(["```text", *lines, "```", "", "```text", *inside, "```", ""])


def _dependencies() -> str:
    """What pyproject.toml requires, each package once, with the lists that it is in."""
    lists = {"dependencies": _said("everything"), "requires": _said("building")}
    groups: dict[str, list[str]] = {}
    listed = dependencies.listed()
    for one in sorted(listed, key=lambda one: one.group == "requires"):
        groups.setdefault(one.requirement.name, []).append(lists.get(one.group, f"`{one.group}`"))
    named = {one.requirement.name: one for one in listed}
    return _table(
        "package | needed for | licence | versions | what it is for",
        [
            (
                name,
                _said(", ").join(groups[name]),
                one.licence,
                f"`{_bounds(one.requirement.specifier)}`",
                _said(one.why),
            )
            for name in groups
            for one in [named[name]]
        ],
    )


def _bounds(specifier: SpecifierSet) -> str:
    """From the floor on."""
    return ",".join(sorted(map(str, specifier), key=lambda bound: not bound.startswith(">")))


def _formats() -> str:
    """The formats, and by which end of its name a file has each."""
    rows = []
    for form, (readers, about) in format_list.MEANINGS.items():
        suffixes = " ".join(f"`{suffix}`" for suffix, name in format_list.SUFFIXES.items() if name == form)
        rows.append((f"`{form}`", _said(readers), _said(about), suffixes or "-"))
    return _table("`--format` | for | what it is | file", rows)


def _formats_of_commands() -> str:
    """Which commands have which formats; those with --json alone are left out."""
    commands: dict[tuple[str, ...], list[str]] = {}
    for name, command in leaves():
        for param in command.params:
            if takes := options.format_choice(param):
                commands.setdefault(takes.choices, []).append(f"`{name}`")
    everything = max(commands, key=len)
    rows = []
    for forms, names in sorted(commands.items(), key=lambda item: len(item[0])):
        lacking = [f"`{form}`" for form in everything if form not in forms and form != format_list.CALENDAR]
        if lacking:
            rows.append((_said(", ").join(names), _said(", ").join(lacking)))
    return _table("command | has not", rows)


def _answers() -> str:
    """What each command gives in JSON, and where its fields stand."""
    rows: dict[tuple[str, str], list[str]] = {}
    for name, command in leaves():
        for one in answers.answers_of(name, command):
            topic = _topic_of(one.table, name) if one.table else "-"
            typed = f"{name} {one.option}".strip()
            rows.setdefault((topic, one.shape), []).append(f"`{typed}`")
    cells = ((_said(", ").join(names), tr(answers.SHAPES[shape]), topic) for (topic, shape), names in rows.items())
    return _table("command | gives | fields", cells)


def _tables_of(tables: Mapping[str, TableMeaning]) -> str:
    """Tables or sheets, each with its columns."""
    parts = []
    for name, table in tables.items():
        rows = [
            (f"`{column}`" + "*" * (column in table.derived), tr(UNITS[unit]), tr(meaning))
            for column, (unit, meaning) in table.columns.items()
        ]
        parts.append(f"### `{name}`\n\n{tr(table.about)}\n\n" + _table("column | holds | meaning", rows))
    return "\n" + "\n".join(parts) + "\n"


def _schema(origin: str) -> str:
    """The tables of the ledger of one origin, each with its columns."""
    return _tables_of({name: table for name, table in SCHEMA.items() if table.origin == origin})


@functools.cache
def _headings() -> Mapping[str, tuple[str, str]]:
    """Each table of fields, and each heading in quotes, with its topic and the words that find it there."""
    places: dict[str, tuple[str, str]] = {}
    for topic in ("json", "fields"):
        words = ""
        for line in (help_topics.FOLDER / f"{topic}.md").read_text(encoding="utf-8").splitlines():
            if heading := re.match(r"## .*?`(.*?)(?: --[^`]*)?`", line):
                words = heading[1]
                places[f"`{words}`"] = (topic, words)
            elif table := re.match(r"<!-- derived: (\w+) -->", line):
                places[table[1]] = (topic, words)
    return places


def _topic_of(table: str, name: str = "") -> str:
    """What to type for the fields of a table; of one that stands in no topic, for those of the command."""
    topic, words = _headings().get(table) or _headings()[f"`{name}`"]
    return f"`aftersales help {topic} {words}`"


def _parts() -> str:
    """The keys of objects in fields; fields with the same keys share a row."""
    rows: dict[str, list[str]] = {}
    for place, keys in PARTS.items():
        shown = (_topic_of(type_) if key == OF else f"`{key}` {_said(type_)}" for key, type_ in keys.items())
        table, _, field = place.partition(".")
        _, words = _headings().get(table, ("", "policy show"))
        rows.setdefault(_said(", ").join(shown), []).append(f"`{words} .{field}`" if field else f"`@{table}`")
    return _table("field | keys", ((_said(", ").join(dict.fromkeys(names)), keys) for keys, names in rows.items()))


def _mapping_keys() -> str:
    """The keys of a mapping of files to import."""
    rows = [
        (f"`[{table}]`" if table else "", f"`{key}`", _said(meaning))
        for table, keys in MAPPING_KEYS.items()
        for key, meaning in keys.items()
    ]
    return _table("table | key | meaning", rows)


def _column_facts(carries: str) -> str:
    """The facts that a column can hold. `needed` are those that no row can do without."""
    forms = {"id": "number", "time": "time", "money": "amount", "count": "whole number", "word": "word", "text": "text"}
    rows = [
        (f"`{fact}`", _said(about.meaning), _said(forms[about.form]), _said("needed") if about.needed else "")
        for fact, about in facts_of(carries).items()
    ]
    words = _said(", ").join(f"`{word}`" for word in (ORDER_STATUSES if carries == "orders" else statuses.STATUSES))
    statement = _said("Words that `status` can mean: {words}.").format(words=words)
    return (
        f"{_table('fact | meaning | cell | needed', rows)}\n{textwrap.fill(statement, 110, break_on_hyphens=False)}\n"
    )


def _personal() -> str:
    """The classes of personal data, each with its columns and what `ledger forget` does with it."""
    rows = [
        (
            tr(data.what),
            ", ".join(f"`{table}.{name}`" for table, name in classes.columns(one)),
            tr(data.forgotten),
        )
        for one, data in classes.CLASSES.items()
    ]
    return _table("what | tables and columns | `ledger forget`", rows)


TABLES: Mapping[str, Callable[[], str]] = {
    "personal": _personal,
    "groups": _groups,
    "topics": _topics,
    "triage": _triage,
    "commands": _commands,
    "globals": _globals,
    "costs": _costs,
    "mode_rules": _mode_rules,
    "auto_rules": _auto_rules,
    "markets": _markets,
    "transitions": _transitions,
    "statuses": _statuses,
    "claims": test_claims.table,
    "layers": _layers,
    "dependencies": _dependencies,
    "formats": _formats,
    "formats_of_commands": _formats_of_commands,
    "answers": _answers,
    "parts": _parts,
    "sheets": functools.partial(_tables_of, SHEETS),
    "mappingkeys": _mapping_keys,
    "casefacts": functools.partial(_column_facts, "cases"),
    "orderfacts": functools.partial(_column_facts, "orders"),
    **{f"schema_{origin}": functools.partial(_schema, origin) for origin in (VIEW, FACTS, DERIVED, LOG, SENT)},
}
# The tables of the topics `fields` and `json`.
FIELDS: Mapping[str, tuple[view.Field, ...]] = {name: answers.fields_of(name) for name in answers.TABLES}


def derived(name: str) -> str:
    """The text between `<!-- derived: NAME -->` and `<!-- end -->`."""
    return _fields(FIELDS[name]) if name in FIELDS else TABLES[name]()
