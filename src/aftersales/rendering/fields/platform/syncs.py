"""The fields of a sync, and what came of each list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aftersales.core.deadlines.agenda import Agenda
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.imports import FileReport, PastDeadlines
from aftersales.rendering.fields.view import Field


class ListFault(NamedTuple):
    """Why a list was not read to its end: the sentence, the platform's code and the number of the request."""

    sentence: str
    code: int | None = None
    request_id: str = ""


class ListReport(NamedTuple):
    """What came of one of the platform's lists for a shop. `file` is what was written, None where nothing came; `as_of`
    (in the shop's zone) is the instant up to which the list is known, None while the first reading goes on; `unseen`
    are cases that were asked for and not shown.
    """

    shop: str
    stream: str
    as_of: datetime | None
    file: FileReport | None = None
    fault: ListFault | None = None
    unseen: Sequence[int] = ()
    first: bool = False


class SyncReport(NamedTuple):
    """What came of a sync. `skew` is by how many seconds the platform's clock is ahead of this computer's; `due` is
    what is due now in all shops, None where nothing was written.
    """

    lists: Sequence[ListReport]
    now: datetime
    dry_run: bool
    requests: int = 0
    skew: float = 0.0
    due: Agenda | None = None
    past: Sequence[PastDeadlines] = ()

    @property
    def failed(self) -> list[ListReport]:
        """The lists that were not read to their end."""
        return [one for one in self.lists if one.fault is not None]

    @property
    def exit_code(self) -> int:
        """0 where every list was read, 1 where none was, else 5."""
        rejected = any(one.file is not None and one.file.rejects for one in self.lists)
        if not self.failed:
            return 5 if rejected else 0
        return 1 if len(self.failed) == len(self.lists) else 5


def _number(name: str) -> Any:
    return lambda row: getattr(row[0].file, name) if row[0].file is not None else 0


def _fault(row: tuple[ListReport, bool]) -> dict[str, Any] | None:
    fault = row[0].fault
    return None if fault is None else {"message": fault.sentence, "code": fault.code, "request_id": fault.request_id}


def _changes(row: tuple[ListReport, bool]) -> list[dict[str, Any]]:
    """The cases that a list changed, as JSON."""
    return [change.as_object() for change in (row[0].file.cases if row[0].file is not None else ())]


# Of rows that are a list's report, and whether it was a dry run.
SYNC_FIELDS: tuple[Field, ...] = (
    Field("shop", "str", mark("the shop"), lambda row: row[0].shop),
    Field("stream", "str", mark("returns, cancellations, orders, parcels or records"), lambda row: row[0].stream),
    Field("rows", "int", mark("rows that came"), _number("rows")),
    Field("new", "int", mark("orders or cases not known before"), _number("new")),
    Field("changed", "int", mark("known ones that changed"), _number("changed")),
    Field("same", "int", mark("known ones that did not change"), _number("same")),
    Field("rejected", "int", mark("rows that could not be read"),
          lambda row: len(row[0].file.rejects) if row[0].file is not None else 0),
    Field("rejects", "list of object", mark("row, column, value and reason of each"),
          lambda row: [reject._asdict() for reject in (row[0].file.rejects if row[0].file is not None else ())]),
    Field("as_of", "str or null", mark("up to when the list is known, ISO 8601"),
          lambda row: row[0].as_of.isoformat() if row[0].as_of is not None else None),
    Field("fault", "object or null", mark("message, code and request_id, where it was not read to its end"), _fault),
    Field("unseen", "list of int", mark("open cases that were asked for and not shown"),
          lambda row: list(row[0].unseen)),
    Field("cases", "list of object", mark("case, kind, what (new, changed or platform) and steps of each"), _changes),
    Field("dry_run", "bool", mark("true: nothing was written"), lambda row: row[1]),
)  # fmt: skip
