"""Every sentence that a person reads goes through `aftersales.language`, whole, with placeholders by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from aftersales.language import tr, trn
from sources import MODULES, syntax_tree
from tables import of_each
from transcripts import ROOT

DOORS = {"tr", "trn"}
WRITERS = {*DOORS, "mark"}
# Two words of letters make a sentence; what SQL, a pattern or a shell reads is none.
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z'…]{2,}")
SQL = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|"
    r"WHERE|FROM|PRAGMA|JOIN|ORDER BY|DROP|BEGIN|SAVEPOINT|RELEASE|ROLLBACK|IS NOT NULL|IS NULL|GLOB|LIKE|json_)"
    r"|\bAND\b|\bIN \(|= \?"
)
# The types of fields in JSON, styles of a terminal, names of commands, units of rules, and what the ledger keeps.
TYPE = re.compile(r"(str|int|list|object|bool|number|text)( (or null|of \w+))+")
STYLE = re.compile(r"(bold|dim|italic|underline|[a-z]*red|green|yellow|cyan)( (bold|dim|italic|underline|red|green))+")
COMMAND = re.compile(
    r"(aftersales )?(log|order|review|evidence|claim|send-back|routine|policy|config|ledger|completions|draft) "
    r"[a-z-]+( \{\})?"
)
KEPT = {
    "business days",
    "handling time",
    "recorded by hand",
    "rules changed",
    "the newest instant in the file",
    "the file's modification time",
    "the file's name",
}
# What a file or a library says, and the program looks for.
READ = {"<!doctype html", "Unterminated string", " is not ", r"extra argument\S* \((.*)\)$"}
# What reads like a sentence, and is not said to a person.
NOT_SAID = {
    "actions/completions": "lines of rc files",
    "actions/doctor": "command lines, and names of folders",
    "actions/replies.py": "names of commands",
    "actions/schedule/crontab.py": "lines of cron",
    "actions/schedule/pasted.py": "files of launchd",
    "actions/schedule/systemd.py": "units of systemd",
    "commandline/completion": "code of shells",
    "commandline/manual/answer_parts.py": "types",
    "commandline/manual/answers.py": "names of commands",
    "commandline/manual/examples": "command lines",
    "commandline/manual/man_page.py": "names of variables",
    "commandline/manual/synonyms.py": "names of commands",
    "commands/triage/questions.py": "names of commands",
    "core/cases/events.py": "names of commands",
    "rendering/documents/html.py": "elements of HTML",
    "core/cases/transitions.py": "the words of kinds and states",
    "importing/files/csv.py": "what Python's decoder says",
    "ledger/checksums.py": "names of columns",
    "ledger/upkeep/value_checks.py": "names of columns",
    "ledger/privacy/classes.py": "names of columns",
    "ledger/triggers.py": "names of columns",
    "ledger/views": "columns in SQL",
    "locale/catalogue.py": "what a programmer reads",
    "named_tuple.py": "what a programmer reads",
    "rendering/pages/agenda_summary.py": "names of commands",
    "rendering/pages/case.py": "names of commands",
    "rendering/pages/reports/morning.py": "names of commands",
    "rendering/pages/reports/webmail.py": "HTML",
    "rendering/spreadsheets/workbook.py": "XML",
    "core/requests/buyers.py": "names that exports write",
    "core/choices.py": "words that people type",
    "core/time/calendar.py": "names of holidays",
    "core/time/typed_words.py": "words that people type",
    "core/triage/keys.py": "names of commands",
    "ledger/connection.py": "what SQLite says",
    "rendering/webpage/document.py": "a content security policy",
    "sending/delivery.py": "what libraries log",
    "settings/paths.py": "names of folders",
    "toml/diagnose.py": "what tomllib says",
    "syncing/platform": "what the platform says",
}


@cache
def _nodes(path: Path) -> dict[ast.AST, ast.AST | None]:
    """Each node of a module in the order of `ast.walk`, with what it stands in."""
    tree = syntax_tree(path)
    nodes: dict[ast.AST, ast.AST | None] = {tree: None}
    for node in ast.walk(tree):
        nodes.update(dict.fromkeys(ast.iter_child_nodes(node), node))
    return nodes


def _texts(path: Path) -> Iterator[tuple[int, str, ast.AST]]:
    """Each text of a module with its line and what it stands in; docstrings, and parts of an f-string, left out."""
    for node, outer in _nodes(path).items():
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not isinstance(outer, ast.JoinedStr):
            text = node.value
        else:
            continue
        if outer is not None and not isinstance(outer, ast.Expr):
            yield node.lineno, text, outer


def _is_code(text: str) -> bool:
    return bool(SQL.search(text) or text in KEPT | READ or any(p.fullmatch(text) for p in (TYPE, STYLE, COMMAND)))


def _is_said(outer: ast.AST) -> bool:
    """Whether this is a call of the door, or marks a sentence for it."""
    return isinstance(outer, ast.Call) and isinstance(outer.func, ast.Name) and outer.func.id in WRITERS


@of_each("path", MODULES)
def test_every_sentence_goes_through_the_door(path: Path) -> None:
    place = str(path.relative_to(ROOT / "src/aftersales"))
    reasons = [reason for start, reason in NOT_SAID.items() if place.startswith(start)]
    sentences = [
        (line, text)
        for line, text, outer in _texts(path)
        if SENTENCE.search(text) and not _is_code(text) and not _is_said(outer)
    ]
    assert not sentences or reasons, sentences


ENDINGS = {"s", "es", "ies", "y", "is", "are", "was", "were", "has", "have", "this", "these", "it", "them"}


@of_each("path", MODULES)
def test_no_sentence_is_put_together_from_halves(path: Path) -> None:
    """A half begins or ends where a sentence does not, is joined to another, or takes in the ending of a word."""
    halves = []
    for call, outer in _nodes(path).items():
        if not isinstance(call, ast.Call) or not _is_said(call):
            continue
        message = call.args[0]
        text = str(message.value) if isinstance(message, ast.Constant) else ""
        endings = [c.value for k in call.keywords for c in ast.walk(k.value) if isinstance(c, ast.Constant)]
        if (
            text[:1] in tuple(" ,;.:)")
            or text[-1:] in tuple(" (,")
            or (text and isinstance(outer, (ast.BinOp, ast.FormattedValue)))
            or ENDINGS & {str(ending).strip() for ending in endings}
        ):
            halves.append((call.lineno, text))
    assert not halves


# English punctuation between two values, or between what is joined.
SEPARATOR = re.compile(r"(, |; |: | and | or | \()")
# What stands between values, and no person reads it as a sentence.
NOT_READ = {
    "actions/configuration/setup_answers.py": "a value of the configuration",
    "actions/sync/return_records.py": "what the ledger keeps",
    "commandline/completion": "code of shells",
    "commandline/manual/page.py": "options as they are typed",
    "commands/config/set.py": "a value of TOML",
    "commands/review": "words that an option takes",
    "core/cases": "what the ledger keeps",
    "core/messages/templates.py": "messages to buyers",
    "core/modes/rule_file.py": "words that a key takes",
    "core/requests/evidence.py": "a place in a file",
    "core/rules/describe.py": "the value of a field",
    "core/rules/diff.py": "the value of a field",
    "importing/formats/draft.py": "values of TOML",
    "importing/parse": "what a cell holds",
    "ledger": "SQL",
    "named_tuple.py": "what a programmer reads",
    "policies/fingerprint.py": "what the ledger keeps",
    "toml": "values of TOML",
}


def _separators(path: Path) -> Iterator[tuple[int, str]]:
    """Where values are put together with English punctuation, outside of the door."""
    for node, outer in _nodes(path).items():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            separator = node.func.value
            if isinstance(separator, ast.Constant) and SEPARATOR.fullmatch(str(separator.value)):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.JoinedStr) and not (outer is not None and isinstance(outer, ast.Raise)):
            for before, between, after in zip(node.values, node.values[1:], node.values[2:], strict=False):
                if (
                    isinstance(before, ast.FormattedValue)
                    and isinstance(between, ast.Constant)
                    and isinstance(after, ast.FormattedValue)
                    and SEPARATOR.fullmatch(str(between.value))
                ):
                    yield node.lineno, ast.unparse(node)


@of_each("path", MODULES)
def test_what_stands_between_two_values_is_of_the_language(path: Path) -> None:
    """Chinese has other separators and brackets: `text.listed`, `clauses`, `labelled` … or a whole text."""
    place = str(path.relative_to(ROOT / "src/aftersales"))
    assert any(place.startswith(start) for start in NOT_READ) or not list(_separators(path))


def _runs_at_import(node: ast.AST, parents: Mapping[ast.AST, ast.AST | None]) -> bool:
    """Whether a node of a module runs when the module is imported: it stands in the body of no function."""
    while (outer := parents[node]) is not None:
        if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            body = outer.body if isinstance(outer.body, list) else [outer.body]
            if node in body:
                return False
        node = outer
    return True


def _calls(node: ast.AST, names: Collection[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


@of_each("path", MODULES)
def test_no_sentence_is_translated_at_import(path: Path) -> None:
    """The language of a run is not known yet when a module is imported: tables and defaults hold marked texts."""
    nodes = _nodes(path)
    early = [ast.unparse(node)[:80] for node in nodes if _calls(node, DOORS) and _runs_at_import(node, nodes)]
    assert not early


# Attributes of records that carry marked texts, by the place where they are shown.
SHOWN_ATTRIBUTES = {"commands/triage": ("word", "help"), "rendering/pages/triage.py": ("word", "help")}


def _is_marked(value: ast.AST | None) -> bool:
    """Whether a value holds marked texts that are shown from here. A call keeps them in a record of its own."""
    if isinstance(value, ast.Call):
        return _calls(value, {"mark"})
    return value is not None and any(_is_marked(child) for child in ast.iter_child_nodes(value))


@cache
def _marked() -> dict[Path, set[str]]:
    """The constants of each module that hold marked texts."""
    constants: dict[Path, set[str]] = {path: set() for path in MODULES}
    for path in MODULES:
        for statement in syntax_tree(path).body:
            if isinstance(statement, (ast.Assign, ast.AnnAssign)) and _is_marked(statement.value):
                target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
                constants[path].add(ast.unparse(target))
    return constants


@cache
def _places() -> dict[str, Path]:
    """Each module by the name under which it is imported."""
    return {".".join(path.relative_to(ROOT / "src").with_suffix("").parts): path for path in MODULES}


@cache
def _all_marked() -> set[str]:
    return set[str]().union(*_marked().values())


def _marked_names(path: Path) -> set[str]:
    """The names under which a module has marked texts: its own, and imported ones."""
    imports = [node for node in _nodes(path) if isinstance(node, ast.ImportFrom)]
    marked, places = _marked(), _places()
    imported = {
        alias.asname or alias.name
        for node in imports
        for alias in node.names
        if node.module in places and alias.name in marked[places[node.module]]
    }
    return marked[path] | imported


def _is_shown_raw(node: ast.AST, parents: Mapping[ast.AST, ast.AST | None], said: set[str]) -> bool:
    """Whether a marked text is taken from a constant and neither goes through the door nor is only compared.

    A name that gets the text, by assignment or in a loop, stands for it: it must go through the door.
    """
    while not isinstance(node, ast.stmt):
        outer = parents[node]
        if _calls(outer, DOORS):
            return False
        if isinstance(outer, ast.Subscript) and isinstance(outer.slice, ast.Constant) and outer.slice.value in CODES:
            return False
        if isinstance(outer, ast.keyword) and outer.arg == "help":  # the command puts it into words: see `_translate`
            return False
        if isinstance(outer, ast.Compare) and node in outer.comparators:
            return False
        if isinstance(outer, ast.Call) and node in outer.args and ast.unparse(outer.func) in KEYS_ONLY:
            return False
        if isinstance(outer, (ast.comprehension, ast.For)) and node is outer.iter:
            return _may_be_shown(outer.target, node, said)
        if isinstance(outer, ast.NamedExpr):
            return outer.target.id not in said
        node = outer
    if isinstance(node, ast.Assign):
        return not {n.id for n in ast.walk(node.targets[0]) if isinstance(n, ast.Name)} & said
    return True


# The places in the tuples of COMMANDS and _OPTIONS that hold no text.
CODES = {0, 2}
KEYS_ONLY = {"tuple", "list", "set", "get_close_matches", "reader.keys", "table.keys"}


def _may_be_shown(target: ast.AST, iterated: ast.AST, said: set[str]) -> bool:
    """Whether a loop over a table takes its texts, and not only its keys, and none of its names is said."""
    over_values = isinstance(iterated, ast.Call) and ast.unparse(iterated.func).endswith((".items", ".values"))
    return over_values and not {n.id for n in ast.walk(target) if isinstance(n, ast.Name)} & said


@of_each("path", MODULES)
def test_a_marked_text_is_shown_through_the_door(path: Path) -> None:
    """As far as a walk can tell: a marked constant, or what is taken from a table of them, is an argument of `tr`."""
    parents, names, all_marked = _nodes(path), _marked_names(path), _all_marked()
    said = {
        name.id
        for call in parents
        if _calls(call, DOORS)
        for name in ast.walk(call.args[0])
        if isinstance(name, ast.Name)
    }
    raw = []
    for node in parents:
        attribute = isinstance(node, ast.Attribute) and node.attr in all_marked and isinstance(node.value, ast.Name)
        named = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names
        if (named or attribute) and not _runs_at_import(node, parents) and _is_shown_raw(node, parents, said):
            raw.append(f"line {node.lineno}: {ast.unparse(node)}")
    for start, attributes in SHOWN_ATTRIBUTES.items():
        if str(path.relative_to(ROOT / "src/aftersales")).startswith(start):
            raw += [
                f"line {node.lineno}: {ast.unparse(node)}"
                for node in parents
                if isinstance(node, ast.Attribute) and node.attr in attributes and not _calls(parents[node], DOORS)
            ]
    assert not raw


def test_each_exception_is_needed() -> None:
    places = [str(path.relative_to(ROOT / "src/aftersales")) for path in MODULES]
    assert all(any(place.startswith(start) for place in places) for start in (*NOT_SAID, *NOT_READ))
    joined = [str(path.relative_to(ROOT / "src/aftersales")) for path in MODULES if [*_separators(path)]]
    assert [start for start in NOT_READ if not any(place.startswith(start) for place in joined)] == []


def test_a_sentence_is_filled_by_name() -> None:
    assert tr("no case {case}; `{command}` lists them", command="cases", case=7) == "no case 7; `cases` lists them"
    assert tr("a table {such} as it is") == "a table {such} as it is"
    assert trn("{count} order of {shop}", "{count} orders of {shop}", 1, shop="a") == "1 order of a"
    assert trn("{count} order of {shop}", "{count} orders of {shop}", 0, shop="a") == "0 orders of a"
