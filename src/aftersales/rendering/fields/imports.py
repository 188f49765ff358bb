"""The fields of an import, and what came of each file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.cases.facts import Reject
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field


class FileReport(NamedTuple):
    """What came of one file, or part of it. `as_of` is in the export's zone; `strange` counts orders by a status that
    is not known here, `foreign` are currencies that are not the market's; `contradicted` and `missing` are cases.
    """

    file: str
    title: str
    format: str
    carries: str
    rows: int
    new: int
    changed: int
    same: int
    rejects: Sequence[Reject]
    shop: str
    as_of: datetime
    as_of_from: str
    notes: Sequence[str]
    incomplete: bool
    strange: Mapping[str, int]
    foreign: Sequence[str]
    contradicted: Sequence[int]
    missing: Sequence[int]

    @property
    def written(self) -> int:
        """How many orders or cases were new, changed or the same."""
        return self.new + self.changed + self.same


class ImportReport(NamedTuple):
    """What came of an import into one shop. `due` counts what is due by band; None where every row was rejected, so
    that nothing was written.
    """

    files: Sequence[FileReport]
    shop: str
    currency: str
    now: datetime
    dry_run: bool
    due: Sequence[tuple[str, int]] | None

    @property
    def rejected(self) -> int:
        """How many rows could not be read."""
        return sum(len(file.rejects) for file in self.files)


def _get(name: str) -> Callable[[tuple[FileReport, bool]], Any]:
    return lambda row: getattr(row[0], name)


# Of rows that are a file's report, and whether it was a dry run.
IMPORT_FIELDS: tuple[Field, ...] = (
    Field("file", "str", tr("the file as named"), _get("file")),
    Field("format", "str", tr("which format it was read as"), _get("format")),
    Field("rows", "int", tr("data rows in the file"), _get("rows")),
    Field("new", "int", tr("orders or cases not known before"), _get("new")),
    Field("changed", "int", tr("known ones that the file changed"), _get("changed")),
    Field("same", "int", tr("known ones that it did not change"), _get("same")),
    Field("rejected", "int", tr("rows that could not be read"), lambda row: len(row[0].rejects)),
    Field("rejects", "list of object", tr("row, column, value and reason of each"),
          lambda row: [reject._asdict() for reject in row[0].rejects]),
    Field("shop", "str", tr("the shop of the data"), _get("shop")),
    Field("as_of", "str", tr("the instant of the file's data, ISO 8601"), lambda row: row[0].as_of.isoformat()),
    Field("dry_run", "bool", tr("true: nothing was written"), lambda row: row[1]),
)  # fmt: skip
