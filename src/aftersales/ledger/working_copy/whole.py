"""A private copy of a whole ledger, put in its place."""

# For a ledger that is small beside what is imported. To copy all of it takes less time than to copy what is touched, to
# compare that with the ledger (`tables`, `storing`), and to write it a second time with others waiting.

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from aftersales.ledger import checksums, journal, sqlite
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import indexes

_ROW = 512  # bytes of a ledger for one row of a file
_MOSTLY_NEW = 4  # a ledger so many times smaller will be new for the most part
# Rows that a write changes which finds nothing to write: its entry in the log is made and taken away again, of which
# there is a note for the checksums.
_ENTRY = 3


def is_worth(connection: Connection, rows: int) -> bool:
    """Whether a ledger is small beside so many rows."""
    return sqlite.size(connection) <= rows * _ROW


class LedgerCopy:
    """A copy that is open for a change. `is_current` tells whether the ledger is still as it was when it was made."""

    def __init__(self, connection: Connection, is_current: Callable[[], bool]) -> None:
        self.connection, self.is_current = connection, is_current
        self._changes = connection.total_changes

    def finish(self, write: int) -> bool:
        """End the change, which is the one of this number in the log. Returns whether there is anything to store."""
        journal.end_write(self.connection, write)
        differs = self.connection.total_changes - self._changes > _ENTRY
        checksums.renew(self.connection)
        indexes.bring_back(self.connection)
        self.connection.execute("COMMIT")
        return differs


@contextmanager
def copied(watching: Connection, rows: int) -> Iterator[LedgerCopy]:
    """A copy of the ledger for an import of so many rows, in a transaction; it is gone at the end. `watching` reads the
    ledger, and does nothing else meanwhile.
    """
    with sqlite.one_state(watching):
        state = sqlite.state(watching)
        copy = sqlite.private_copy(watching)
    with closing(copy):
        sqlite.begin_writing(copy)
        if is_worth(copy, rows // _MOSTLY_NEW):
            indexes.set_aside(copy)
        yield LedgerCopy(copy, lambda: sqlite.state(watching) == state)
