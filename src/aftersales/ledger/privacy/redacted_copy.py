"""A private copy of the ledger that names nobody."""

from __future__ import annotations

from aftersales.ledger import sqlite
from aftersales.ledger.connection import VERSION
from aftersales.ledger.migrations import apply
from aftersales.ledger.privacy import selection
from aftersales.ledger.privacy.redaction import Redaction
from aftersales.ledger.privacy.replacements import StandIns
from aftersales.ledger.sqlite import Connection

_SHOWN = StandIns("buyer-", "[left-out]")
_HELD = 8  # MB; more makes it no faster


def redacted(ledger: Connection) -> Connection:
    """The whole ledger in a temporary file without a name, with the same orders, cases, amounts and times, and nobody's
    name in it: buyers are `buyer-1`, `buyer-2` …, the same one each time, and so are those who recorded something.
    """
    copied = sqlite.private_copy(ledger, _HELD)
    try:
        if sqlite.version(copied) < VERSION:
            apply.migrate(copied)
        _redact(copied)
    except BaseException:
        copied.close()
        raise
    return copied


def _redact(copied: Connection) -> None:
    with sqlite.unrecoverable(copied):  # one that fails is given up
        redaction = Redaction(copied, selection.everything(copied), _SHOWN)
        redaction.replace()
        names = copied.execute("SELECT DISTINCT by_whom FROM writes WHERE by_whom <> '' ORDER BY by_whom").fetchall()
        for number, (name,) in enumerate(names, 1):
            copied.execute("UPDATE writes SET by_whom = ? WHERE by_whom = ?", (f"staff-{number}", name))
