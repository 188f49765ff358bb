"""The tables of what was sent: a warning stands there once, and no undo and no log touches them."""

from __future__ import annotations

import sqlite3

import pytest

from aftersales.ledger import triggers
from unit.ledger import build

ALERT = (
    "INSERT INTO sent_alerts (receiver, case_id, duty, due_at, level, sent_at) VALUES ('desk', 9, 'x', 'a', '4h', 'b')"
)


def test_a_warning_is_of_a_case_of_the_ledger() -> None:
    with build.ledger() as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(ALERT)


def test_the_log_does_not_keep_them() -> None:
    assert not {"sent_alerts", "sent_stale"} & set(triggers.FACTS)
