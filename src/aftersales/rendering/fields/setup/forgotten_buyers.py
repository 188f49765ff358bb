"""The fields of what `ledger forget` did."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import attributed


class ForgottenBuyers(NamedTuple):
    """What was replaced: how many buyers, orders, cases and texts; of how many texts the bytes were searched, which
    were left, and which other files hold some. `lacks_room`: the file was not written anew, because the disk is full.
    """

    ledger: str
    dry_run: bool
    buyers: int
    orders: int
    cases: int
    open_cases: Sequence[int]
    texts: int = 0
    searched: int = 0
    rewritten: bool | None = None
    lacks_room: bool = False
    left: Collection[str] = ()
    elsewhere: Sequence[str] = ()
    files: Sequence[str] = ()
    unread: Sequence[str] = ()

    @property
    def proved(self) -> bool | None:
        """Whether the bytes of the ledger hold none of them; None where nothing was done."""
        return None if self.rewritten is None else bool(self.rewritten and not self.left)


FORGOTTEN_BUYERS_FIELDS = attributed(
    ("ledger", "str", mark("the ledger's file")),
    ("dry_run", "bool", mark("nothing was changed")),
    ("buyers", "int", mark("the names that were replaced")),
    ("orders", "int", mark("the orders whose buyer was replaced")),
    ("cases", "int", mark("the cases whose buyer was replaced")),
    ("open_cases", "list of int", mark("cases that were left as they are, because something is still to be done")),
    ("texts", "int", mark("the names, tracking numbers, notes and messages that were replaced")),
    ("searched", "int", mark("how many of them were looked for in the bytes of the files")),
    ("proved", "bool or null", mark("whether the bytes of the ledger hold none of them any more")),
    ("elsewhere", "list of str", mark("columns where one of them stands all the same, as a word or as another's")),
    ("files", "list of str", mark("other files that still hold some of them: backups, exports")),
    ("unread", "list of str", mark("other files that could not be read")),
)
