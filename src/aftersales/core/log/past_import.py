"""A past import, file by file."""

from __future__ import annotations

from datetime import datetime

from aftersales.named_tuple import NamedTuple


class PastImport(NamedTuple):
    """One file of a past import, or one list of a sync. `entry` is that of the log; what the ledger does not know any
    more, because it was undone, or never knew, is None. Instants are UTC.
    """

    entry: int
    at: datetime
    by: str
    command: str
    undone_by: int | None
    shop: str | None
    file: str | None
    format: str | None
    carries: str | None
    as_of: datetime | None
    as_of_from: str | None
    rows: int | None
    new: int | None
    changed: int | None
    same: int | None
    rejected: int | None
