"""The house rules that a test can hold: layers, names, versions, help, and what every module must say of itself."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from aftersales import __version__, cli
from aftersales.commandline.table import COMMANDS
from aftersales.rendering.fields import due as due_fields
from transcripts import ROOT, Shell

SOURCES = sorted((ROOT / "src").rglob("*.py"))
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


def test_version_is_that_of_the_project() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_every_module_and_public_function_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
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
    tree = cli.root()
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


SOURCE = ROOT / "src/aftersales"
FOLDERS = sorted(p.parent for p in SOURCE.rglob("__init__.py"))


def test_the_folder_of_commands_lists_the_commands() -> None:
    names = {p.stem.rstrip("_") for p in (SOURCE / "commands").iterdir() if not p.name.startswith("__")}
    assert names == set(COMMANDS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_package_is_small_and_says_what_it_is_and_nothing_else(folder: Path) -> None:
    modules = [p for p in folder.glob("*.py") if p.stem != "__init__"]
    assert len(modules) <= 12 or folder.name == "commands"
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    assert len(tree.body) == 1 or folder == SOURCE
    assert len((ast.get_docstring(tree) or "").split()) <= 12 or folder == SOURCE
