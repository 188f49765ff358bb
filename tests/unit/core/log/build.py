"""Entries of the log for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aftersales.core.log.entry import LogEntry


def entry(**values: Any) -> LogEntry:
    """An entry that recorded nothing, with other values where they are given."""
    blank: dict[str, Any] = {
        "id": 7, "at": datetime(2026, 11, 23, 10, tzinfo=UTC), "by": "mia", "command": "approve", "undoes": None,
        "undone_by": None, "cases": [], "orders": [], "events": [], "files": [], "shops": [], "makes": frozenset(),
    }  # fmt: skip
    return LogEntry(**{**blank, **values})
