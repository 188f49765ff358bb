"""The house rules that a test can hold: layers, names, versions, help, and what every module must say of itself."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from aftersales import __version__
from aftersales.commandline.table import COMMANDS
from aftersales.rendering.fields import due as due_fields
from sources import MODULES, SOURCE, syntax_tree
from tables import of_each
from transcripts import ROOT, Shell, command_tree

PINNED = (
    "case", "ref", "order", "shop", "market", "kind", "duty", "owner", "product", "sku", "reason", "quantity", "flags",
    "started_at", "due", "act_by", "left_seconds", "band", "source", "rule", "policy", "outcome", "at_risk",
    "confirmed", "as_of", "next",
)  # fmt: skip


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_nothing_else_lies_at_the_top() -> None:
    run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    tops = {path.split("/")[0] for path in run.stdout.splitlines()}
    if not tops:
        pytest.skip("no repository")
    named = {name for name in tops if not name.startswith(".")}
    assert named == {"pyproject.toml", "src", "tests", "completions", "sample-data", "README.md"}


def test_version_is_that_of_the_project() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__


@of_each("path", MODULES)
def test_every_module_and_public_function_says_what_it_is_for(path: Path) -> None:
    tree = syntax_tree(path)
    assert ast.get_docstring(tree), path
    for node in _public(tree.body):
        assert ast.get_docstring(node), f"{path}: {node.name}"


def _public(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.ClassDef]:
    """Public functions and classes, and the public methods of those classes."""
    named = [n for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and not n.name.startswith("_")]
    return named + [m for n in named if isinstance(n, ast.ClassDef) for m in _public(n.body)]


def test_the_list_for_programs_keeps_its_fields() -> None:
    assert [f.name for f in due_fields.DUE_FIELDS][: len(PINNED)] == list(PINNED)


def test_every_command_has_help_that_names_each_option(shell: Shell) -> None:
    tree = command_tree()
    for name, (_, line) in COMMANDS.items():
        assert line.endswith(".")
        command = tree.get_command(None, name)
        ahead = [command]
        while ahead:
            leaf = ahead.pop()
            ahead += getattr(leaf, "commands", {}).values()
            assert leaf.help, name
            for parameter in leaf.params:
                assert getattr(parameter, "help", None) or parameter.name == "help", (name, parameter.name)


FOLDERS = sorted(p.parent for p in SOURCE.rglob("__init__.py"))


def test_the_folder_of_commands_lists_the_commands() -> None:
    paths = [p for p in (SOURCE / "commands").iterdir() if not p.name.startswith("__")]
    names = {p.stem.rstrip("_").replace("_", "-") for p in paths}
    assert names == set(COMMANDS)


@of_each("folder", FOLDERS)
def test_a_package_is_small_and_says_what_it_is_and_nothing_else(folder: Path) -> None:
    modules = [p for p in folder.glob("*.py") if p.stem != "__init__"]
    assert len(modules) <= 12 or folder.name == "commands"
    tree = syntax_tree(folder / "__init__.py")
    assert len(tree.body) == 1 or folder == SOURCE
    assert len((ast.get_docstring(tree) or "").split()) <= 12 or folder == SOURCE


# --- Limits and names -----------------------------------------------------------------------------------------------

# What a participle names says nothing of its type.
NAMELESS = {"told", "found", "own", "seen", "words", "given"}
MOST_LINES, MOST_PARAMETERS, MOST_CODE = 40, 7, 300
DDL = {"m001_facts"}  # a statement for each table


@functools.cache
def _nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(syntax_tree(path)))


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in _nodes(path) if isinstance(node, ast.FunctionDef)]


def _parameters(function: ast.FunctionDef) -> list[str]:
    names = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
    return [name for name in names if name not in ("self", "cls")]


@of_each("path", MODULES)
def test_a_module_is_short_and_said_in_twelve_words(path: Path) -> None:
    docstring = ast.get_docstring(syntax_tree(path)) or ""
    if path != SOURCE / "__init__.py":
        assert len(docstring.split()) <= 12, docstring
    lines = path.read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    assert len(code) <= MOST_CODE


@of_each("path", MODULES)
def test_functions_are_short_and_take_little(path: Path) -> None:
    for function in _functions(path):
        name, parameters = function.name, _parameters(function)
        assert name in DDL or function.end_lineno - function.lineno < MOST_LINES, name  # type: ignore[operator]
        assert len(parameters) <= MOST_PARAMETERS or "ctx" in parameters, name  # Typer's own may take more


@of_each("path", MODULES)
def test_variables_bear_the_noun_of_their_type(path: Path) -> None:
    names: set[str] = set()
    for node in _nodes(path):
        if isinstance(node, ast.FunctionDef):
            names |= set(_parameters(node)) if "ctx" not in _parameters(node) else set()
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    assert not names & NAMELESS


def test_a_class_name_stands_once() -> None:
    names = [node.name for path in MODULES for node in _nodes(path) if isinstance(node, ast.ClassDef)]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


TYPES_ONLY = {
    "core/alerts/message.py",
    "core/cases/model.py",
    "core/cases/facts.py",
    "core/log/past_import.py",
}  # named tuples without a function


@of_each("folder", ["core", "ledger", "importing"])
def test_each_module_has_its_file_of_unit_tests(folder: str) -> None:
    # A migration's step is tested by the kept ledgers that it brings up to date.
    skipped = re.compile(r"__init__|registry|m\d{3}_.*")
    modules = [p.relative_to(SOURCE) for p in (SOURCE / folder).rglob("*.py") if not skipped.fullmatch(p.stem)]
    missing = [m for m in modules if not (ROOT / "tests/unit" / m.parent / f"test_{m.name}").exists()]
    assert {str(m) for m in missing} <= TYPES_ONLY
