"""Findings as checks make them: fine, worth knowing, to be mended."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from aftersales.rendering.fields.setup.findings import FAULT, OK, WARNING, Finding


def shown(path: Path) -> str:
    """A path as a person knows it: the home folder is `~`."""
    with suppress(RuntimeError):
        if sys.platform != "win32" and path.is_relative_to(Path.home()):
            return "~" if path == Path.home() else f"~/{path.relative_to(Path.home())}"
    return str(path)


class Unchecked(Exception):
    """A check can't be made; the message says why."""


def ok(sentence: str, remedy: str = "", subject: str | None = None) -> Finding:
    """All is well; `remedy` is what one may type all the same."""
    return Finding(OK, sentence, remedy, subject)


def warning(sentence: str, remedy: str, subject: str | None = None) -> Finding:
    """Something is worth knowing, and the program works."""
    return Finding(WARNING, sentence, remedy, subject)


def fault(sentence: str, remedy: str, subject: str | None = None) -> Finding:
    """Something must be done."""
    return Finding(FAULT, sentence, remedy, subject)
