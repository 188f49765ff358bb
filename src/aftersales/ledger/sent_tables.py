"""Tables of what was sent to people."""

from __future__ import annotations

from collections.abc import Sequence


def tables_of_warnings() -> Sequence[str]:
    """Of which deadline a receiver was warned, and at which level; and on which day it heard that a shop's data can't
    tell what is due.
    """
    return (
        """CREATE TABLE sent_alerts (id INTEGER PRIMARY KEY, receiver TEXT NOT NULL,
        case_id INTEGER NOT NULL REFERENCES cases(id), duty TEXT NOT NULL, due_at TEXT NOT NULL, level TEXT NOT NULL,
        sent_at TEXT NOT NULL, UNIQUE (case_id, receiver, duty, due_at, level)) STRICT""",
        """CREATE TABLE sent_stale (id INTEGER PRIMARY KEY, receiver TEXT NOT NULL,
        shop TEXT NOT NULL REFERENCES shops(name), day TEXT NOT NULL, sent_at TEXT NOT NULL,
        UNIQUE (shop, receiver, day)) STRICT""",
    )
