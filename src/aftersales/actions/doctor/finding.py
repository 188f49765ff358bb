"""Findings as checks make them: fine, worth knowing, to be mended."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from aftersales.rendering.fields.setup.findings import FAULT, OK, WARNING, Finding


def home_path(path: Path) -> str:
    """A path for a person, with `~` for the home folder (on Windows the whole path)."""
    with suppress(RuntimeError):
        if sys.platform != "win32" and path.is_relative_to(Path.home()):
            return "~" if path == Path.home() else f"~/{path.relative_to(Path.home())}"
    return str(path)


class Unchecked(Exception):
    """A check can't be made; the message says why."""


def ok(sentence: str, remedy: str = "", subject: str | None = None) -> Finding:
    """A check that found nothing wrong; `remedy` is a command that may still be useful."""
    return Finding(OK, sentence, remedy, subject)


def warning(sentence: str, remedy: str, subject: str | None = None) -> Finding:
    """A finding that is worth knowing; the program works."""
    return Finding(WARNING, sentence, remedy, subject)


def fault(sentence: str, remedy: str, subject: str | None = None) -> Finding:
    """A finding that must be mended."""
    return Finding(FAULT, sentence, remedy, subject)
