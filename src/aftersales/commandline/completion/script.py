"""The completion file of a shell, by the shell's name."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from aftersales.commandline.completion.tree import tree


def of(root: Any, shell: str) -> str:
    """The completion file of one of bash, zsh and fish for Typer's root command."""
    return str(import_module(f"aftersales.commandline.completion.{shell}").render(tree(root)))
