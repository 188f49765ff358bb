"""The pager of long lists and topics: which one is meant."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping

OFF = "off"  # what stands for no pager


def named(configured: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The command line that is named: AFTERSALES_PAGER, the configured one, PAGER, else less. Empty or `off`: none."""
    usual = environ.get("PAGER", "less") if configured is None else configured
    return environ.get("AFTERSALES_PAGER", usual).strip()


def words(command: str) -> list[str]:
    """A pager's command line in words; empty for none, and where it is not installed."""
    if command == OFF:
        return []
    try:
        # Where paths have backslashes, they escape nothing.
        parts = (
            shlex.split(command)
            if sys.platform != "win32"
            else [w.strip('"') for w in shlex.split(command, posix=False)]
        )
    except ValueError:  # a quote that is not closed
        return []
    return parts if parts and shutil.which(parts[0]) else []
