"""A copy of the ledger in memory that names nobody."""

from __future__ import annotations

from aftersales.ledger import sqlite
from aftersales.ledger.connection import VERSION
from aftersales.ledger.migrations import apply
from aftersales.ledger.privacy import selection
from aftersales.ledger.privacy.redaction import Redaction
from aftersales.ledger.privacy.replacements import StandIns
from aftersales.ledger.sqlite import Connection

_SHOWN = StandIns("buyer-", "[left-out]")


def redacted(ledger: Connection) -> Connection:
    """The whole ledger in memory, with the same orders, cases, amounts and times, and nobody's name in it: buyers are
    `buyer-1`, `buyer-2` …, the same one each time, and so are those who recorded something.
    """
    copied = sqlite.copy_in_memory(ledger)
    if sqlite.version(copied) < VERSION:
        apply.migrate(copied)
    redaction = Redaction(copied, selection.everything(copied), _SHOWN)
    redaction.replace()
    for number, (name,) in enumerate(
        copied.execute("SELECT DISTINCT by_whom FROM writes WHERE by_whom <> '' ORDER BY by_whom").fetchall(), 1
    ):
        copied.execute("UPDATE writes SET by_whom = ? WHERE by_whom = ?", (f"staff-{number}", name))
    return copied
