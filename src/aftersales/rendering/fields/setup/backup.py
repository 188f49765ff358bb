"""The fields of a backup, and of a ledger that was restored."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import attributed


class BackupRow(NamedTuple):
    """A copy that was made: of which ledger, where it is, its size in bytes, and the older copies that went for it."""

    ledger: str
    file: str
    size: int
    removed: Sequence[str] = ()


class RestoredRow(NamedTuple):
    """A backup that was put in the place of a ledger: its schema as it was, what it holds, and where the old ledger is
    kept. `written_at` is when something was recorded in it last.
    """

    ledger: str
    file: str
    kept: str | None
    schema: int
    cases: int
    orders: int
    written_at: str | None


BACKUP_FIELDS = attributed(
    ("ledger", "str", mark("the ledger's file")),
    ("file", "str", mark("the copy")),
    ("size", "int", mark("the size of the copy in bytes")),
    ("removed", "list of str", mark("older copies that were removed (`--keep`)")),
)

RESTORED_FIELDS = attributed(
    ("ledger", "str", mark("the ledger's file")),
    ("file", "str", mark("the backup that it was made from")),
    ("kept", "str or null", mark("where the old ledger is; null if there was none")),
    ("schema", "int", mark("the version of the backup's tables; an older one was brought up to date")),
    ("cases", "int", mark("how many cases it has")),
    ("orders", "int", mark("how many orders it has")),
    ("written_at", "str or null", mark("when something was recorded in it last")),
)
