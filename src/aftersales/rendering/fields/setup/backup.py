"""The fields of a copy of the ledger."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import attributed


class BackupRow(NamedTuple):
    """A copy that was made: of which ledger, where it is, and its size in bytes."""

    ledger: str
    file: str
    size: int


BACKUP_FIELDS = attributed(
    ("ledger", "str", mark("the ledger's file")),
    ("file", "str", mark("the copy")),
    ("size", "int", mark("the size of the copy in bytes")),
)
