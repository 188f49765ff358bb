"""The program's sources as syntax trees, each parsed once in a process."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from transcripts import ROOT

SOURCE = ROOT / "src/aftersales"
MODULES = tuple(sorted(SOURCE.rglob("*.py")))


@cache
def syntax_tree(path: Path) -> ast.Module:
    """What a module says."""
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes(path: Path) -> Iterator[ast.AST]:
    """All its nodes in the order in which they are written, each before its children."""
    ahead = list[ast.AST]([syntax_tree(path)])
    while ahead:
        yield (node := ahead.pop())
        ahead += [*ast.iter_child_nodes(node)][::-1]
