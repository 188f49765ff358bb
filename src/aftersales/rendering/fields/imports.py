"""The fields of an import, and what came of each file."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from heapq import merge
from itertools import islice
from typing import Any, Protocol

from aftersales.core.cases.facts import Reject
from aftersales.core.deadlines.agenda import Agenda
from aftersales.core.log.changed_row import ChangedRow
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, LongList

TOLD = 10_000  # so many rejected rows of a file are told one by one


class Skipped(NamedTuple):
    """A file of a folder, a pattern or an archive that was not taken, and why. `unplaced`: it is an export, but nobody
    knows of which shop.
    """

    file: str
    reason: str
    unplaced: bool = False


class TouchedCase(NamedTuple):
    """A case that a file opened or changed: its number and kind, what it is about (the product, else the order), and
    the refund asked for, in minor units.
    """

    id: int
    kind: str
    subject: str = ""
    amount: int | None = None
    currency: str | None = None


class CaseChange(NamedTuple):
    """A case that a file opened or changed. `what` is new, changed, or platform where the platform decided by itself;
    `steps` are the axes that changed, each with the value before and after.
    """

    case: TouchedCase
    what: str
    steps: tuple[tuple[str, str, str], ...] = ()

    def as_object(self) -> dict[str, Any]:
        """The change as JSON."""
        return {
            "case": self.case.id,
            "kind": self.case.kind,
            "what": self.what,
            "steps": [{"axis": axis, "before": before, "after": after} for axis, before, after in self.steps],
        }


class CaseChanges(Collection[CaseChange]):
    """The cases that a file opened and those that it changed, each in the order of their numbers; told in that order.
    Hundreds of thousands of new ones take a few bytes each.
    """

    def __init__(self, opened: Iterable[TouchedCase], changed: Sequence[CaseChange]) -> None:
        self._numbers, self._amounts, self._others = array("q"), array("q"), array("L")
        self._changed = changed
        # Thousands of cases are about the same few products.
        places: dict[tuple[str, str, str | None, bool], int] = {}
        for case in opened:
            other = case.kind, case.subject, case.currency, case.amount is not None
            self._numbers.append(case.id)
            self._amounts.append(case.amount or 0)
            self._others.append(places.setdefault(other, len(places)))
        self._alike = [*places]

    def __len__(self) -> int:
        return len(self._numbers) + len(self._changed)

    def __iter__(self) -> Iterator[CaseChange]:
        return merge(self._opened(), self._changed, key=lambda change: change.case.id)

    def __contains__(self, change: object) -> bool:
        return any(change == known for known in self)

    def _opened(self) -> Iterator[CaseChange]:
        for number, amount, place in zip(self._numbers, self._amounts, self._others, strict=True):
            kind, subject, currency, known = self._alike[place]
            yield CaseChange(TouchedCase(number, kind, subject, amount if known else None, currency), "new")


class PastDeadlines(NamedTuple):
    """The deadlines that had passed before a shop's first import: how many, and the last of them (in the market's
    zone). `over` of them, of these `cases`, can't be met late any more.
    """

    shop: str
    deadlines: int
    last: datetime
    cases: Sequence[int]
    over: int


class RejectsFile(NamedTuple):
    """A file of rejected rows: its path, how many rows it has, and of which files they are; `mapping` is the file
    that says how it is read, empty where its columns show that.
    """

    path: str
    rows: int
    files: Sequence[str]
    mapping: str = ""


class FileReport(NamedTuple):
    """What came of one file, or part of it. `as_of` is in the export's zone, `dated` whether it says how fresh the
    data are; `strange` counts orders or requests by a word that is not known here, `foreign` are currencies that
    are not the market's; `contradicted`, `missing` and `overtaken` are cases; `first`: the shop had no after-sales data
    before; `rejects_file` has its rejected rows; `left_out` are orders or requests of before `since`, `left_waiting`
    those of them that are unfinished requests.
    """

    file: str
    title: str
    format: str
    carries: str
    rows: int
    new: int
    changed: int
    same: int
    rejects: Collection[Reject]
    shop: str
    currency: str
    as_of: datetime
    as_of_from: str
    dated: bool
    notes: Sequence[str]
    incomplete: bool
    strange: Mapping[str, int]
    foreign: Sequence[str]
    contradicted: Sequence[int]
    missing: Sequence[int]
    first: bool = False
    cases: Collection[CaseChange] = ()
    rejects_file: str | None = None
    left_out: int = 0
    left_waiting: int = 0
    since: datetime | None = None
    overtaken: Sequence[int] = ()

    @property
    def written(self) -> int:
        """How many orders or cases were new, changed or the same."""
        return self.new + self.changed + self.same


class KeptRows(Protocol):
    """Changed rows that lie on disk; `counts` says how many there are by subject and what came of it."""

    @property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """How many rows there are of each subject and what came of it."""

    def of_kind(self, subject: str, what: str) -> Iterator[ChangedRow]:
        """The rows of one subject and what came of it."""

    def json_of_file(self, place: int) -> Iterator[str]:
        """The rows of one file, each as JSON."""

    def __iter__(self) -> Iterator[ChangedRow]: ...


class ImportReport(NamedTuple):
    """What came of an import. `due` counts what the list of all shops then has; None where every row was rejected, so
    that nothing was written. `past` are deadlines that had passed before a shop's first import; `sources` is
    how many files there were to read, `rejects_files` are those of rejected rows; `difference` is what a dry
    run would change, told in `zone`.
    """

    files: Sequence[FileReport]
    now: datetime
    dry_run: bool
    due: Agenda | None
    skipped: Sequence[Skipped] = ()
    past: Sequence[PastDeadlines] = ()
    sources: int = 1
    rejects_files: Sequence[RejectsFile] = ()
    difference: KeptRows | None = None
    zone: tzinfo | None = None

    def with_rejects(self, files: Sequence[RejectsFile]) -> ImportReport:
        """The same, with the files of rejected rows."""
        paths = {name: rejects.path for rejects in files for name in rejects.files}
        reports = [file._replace(rejects_file=paths.get(file.file) if file.rejects else None) for file in self.files]
        return self._replace(files=reports, rejects_files=files)

    @property
    def rejected(self) -> int:
        """How many rows could not be read."""
        return sum(len(file.rejects) for file in self.files)

    @property
    def is_whole(self) -> bool:
        """Whether all that the files have for the shops was taken."""
        return not self.rejected and not any(skipped.unplaced for skipped in self.skipped)


class TakenLedger(NamedTuple):
    """A whole ledger that was imported: from which file, as of when (UTC), how many rows of each table, its shops, and
    which ledger has it now.
    """

    file: str
    at: datetime
    rows: Mapping[str, int]
    shops: Sequence[str]
    ledger: str
    dry_run: bool


def _changes(row: tuple[FileReport, bool]) -> LongList:
    """The cases that a file changed, as JSON."""
    return LongList(lambda: (change.as_object() for change in row[0].cases))


def _get(name: str) -> Callable[[tuple[FileReport, bool]], Any]:
    return lambda row: getattr(row[0], name)


# Of rows that are a file's report, and whether it was a dry run.
IMPORT_FIELDS: tuple[Field, ...] = (
    Field("file", "str", mark("the file as named"), _get("file")),
    Field("format", "str", mark("which format it was read as"), _get("format")),
    Field("rows", "int", mark("data rows in the file"), _get("rows")),
    Field("new", "int", mark("orders or cases not known before"), _get("new")),
    Field("changed", "int", mark("known ones that the file changed"), _get("changed")),
    Field("same", "int", mark("known ones that it did not change"), _get("same")),
    Field("rejected", "int", mark("rows that could not be read"), lambda row: len(row[0].rejects)),
    Field("rejects", "list of object", mark("row, column, value and reason of each, of the first 10,000"),
          lambda row: [reject._asdict() for reject in islice(row[0].rejects, TOLD)]),
    Field("shop", "str", mark("the shop of the data"), _get("shop")),
    Field("as_of", "str", mark("the instant of the file's data, ISO 8601"), lambda row: row[0].as_of.isoformat()),
    Field("as_of_from", "str", mark("where that was read"), _get("as_of_from")),
    Field("cases", "list of object", mark("case, kind, what (new, changed or platform) and steps of each"), _changes),
    Field("dry_run", "bool", mark("true: nothing was written"), lambda row: row[1]),
    Field("rejects_file", "str or null", mark("the file that its rejected rows were written to"), _get("rejects_file")),
    Field("left_out", "int", mark("orders or requests that --since left out"), _get("left_out")),
    # Written row by row after the other fields, however many there are.
    Field("difference", "list of object or null",
          mark("with --dry-run each order, case and deadline that would change; else null"), lambda _: None),
)  # fmt: skip
