"""The program's sources as syntax trees, each parsed once in a process."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from transcripts import ROOT

SOURCE = ROOT / "src/aftersales"
MODULES = tuple(sorted(SOURCE.rglob("*.py")))


def syntax_tree(path: Path) -> ast.Module:
    """What a module says."""
    return _trees()[path]


@cache
def _trees() -> Mapping[Path, ast.Module]:
    """All of them. They stay to the end, and are a million objects: looking through them for garbage takes longer than
    parsing them.
    """
    gc.collect()
    gc.disable()
    try:
        return {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    finally:
        gc.freeze()
        gc.enable()


def nodes(path: Path) -> Iterator[ast.AST]:
    """All its nodes in the order in which they are written, each before its children."""
    ahead = list[ast.AST]([syntax_tree(path)])
    while ahead:
        yield (node := ahead.pop())
        ahead += [*ast.iter_child_nodes(node)][::-1]
