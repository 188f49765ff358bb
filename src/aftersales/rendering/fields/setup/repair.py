"""The fields of a repair of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import attributed


class LedgerRepair(NamedTuple):
    """What a repair found (`before`), what it made anew, and what is `left` that it can't repair. `kept` is the old
    file where it was written anew.
    """

    ledger: str
    before: Sequence[str] = ()
    kept: str | None = None
    parts: Sequence[str] = ()
    cases: Sequence[int] = ()
    left: Sequence[str] = ()


LEDGER_REPAIR_FIELDS = attributed(
    ("ledger", "str", mark("the ledger's file")),
    ("before", "list of str", mark("what was wrong before, a sentence each")),
    ("kept", "str or null", mark("where the old file is, if the file had to be written anew")),
    ("parts", "list of str", mark("the indexes, views and triggers that were made anew")),
    ("cases", "list of int", mark("the cases whose deadlines were calculated anew")),
    ("left", "list of str", mark("what can't be repaired, a sentence each; the exit code is 1 then")),
)
