"""The completion file of a shell, by the shell's name."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from aftersales.commandline.completion.tree import tree


def completion_file(root: Any, shell: str) -> str:
    """The text of the completion file for `shell` (bash, zsh or fish). `root` is Typer's root command."""
    return str(import_module(f"aftersales.commandline.completion.{shell}").render(tree(root)))
