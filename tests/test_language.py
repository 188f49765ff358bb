"""Every sentence that a person reads goes through `aftersales.language`, whole, with placeholders by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from aftersales.language import tr, trn
from transcripts import ROOT

SOURCES = sorted((ROOT / "src/aftersales").rglob("*.py"))
DOORS = {"tr", "trn"}
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
    r"(aftersales )?(log|order|review|evidence|routine|policy|config|ledger|completions|draft) [a-z-]+( \{\})?"
)
KEPT = {
    "business days",
    "recorded by hand",
    "rules changed",
    "the newest instant in the file",
    "the file's modification time",
    "the file's name",
}
# What a file or a library says, and the program looks for.
READ = {"<!doctype html", "Unterminated string"}
# What reads like a sentence, and is not said to a person.
NOT_SAID = {
    "commandline/completion": "code of shells",
    "commands/triage/questions.py": "names of commands",
    "core/cases/events.py": "names of commands",
    "core/cases/transitions.py": "the words of kinds and states",
    "importing/files/csv.py": "what Python's decoder says",
    "ledger/maintenance.py": "names of columns",
    "ledger/triggers.py": "names of columns",
    "named_tuple.py": "what a programmer reads",
    "rendering/pages/case.py": "names of commands",
    "core/triage/keys.py": "names of commands",
    "ledger/connection.py": "what SQLite says",
    "settings/paths.py": "names of folders",
    "toml/diagnose.py": "what tomllib says",
}


@cache
def _nodes(path: Path) -> dict[ast.AST, ast.AST | None]:
    """Each node of a module in the order of `ast.walk`, with what it stands in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
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
    """Whether this is a call of the door."""
    return isinstance(outer, ast.Call) and isinstance(outer.func, ast.Name) and outer.func.id in DOORS


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src/aftersales")))
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


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src/aftersales")))
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
            or isinstance(outer, (ast.BinOp, ast.FormattedValue))
            or ENDINGS & {str(ending).strip() for ending in endings}
        ):
            halves.append((call.lineno, text))
    assert not halves


def test_each_exception_is_needed() -> None:
    places = [str(path.relative_to(ROOT / "src/aftersales")) for path in SOURCES]
    assert all(any(place.startswith(start) for place in places) for start in NOT_SAID)


def test_a_sentence_is_filled_by_name() -> None:
    assert tr("no case {case}; `{command}` lists them", command="cases", case=7) == "no case 7; `cases` lists them"
    assert tr("a table {such} as it is") == "a table {such} as it is"
    assert trn("{count} order of {shop}", "{count} orders of {shop}", 1, shop="a") == "1 order of a"
    assert trn("{count} order of {shop}", "{count} orders of {shop}", 0, shop="a") == "0 orders of a"
