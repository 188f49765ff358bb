"""The fields of a file that is explained and not imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.cases.facts import Reject
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field


class ColumnReading(NamedTuple):
    """How one column, or key of an answer, was read: as which fact, None where it is not used. `example` is its first
    value.
    """

    column: str
    fact: str | None
    meaning: str | None
    example: str


class Understood(NamedTuple):
    """One fact of a row as it was understood: what the fact is, and its value for people and for programs."""

    fact: str
    meaning: str
    said: str
    value: Any


class UnderstoodRow(NamedTuple):
    """An order or request as it was understood; `origin` is the file and the row."""

    origin: str
    facts: Sequence[Understood]


class NearFormat(NamedTuple):
    """A format that a file comes near to, and the columns that it lacks."""

    format: str
    title: str
    known: int
    lacking: Sequence[str]


class ExplainedFile(NamedTuple):
    """What was understood of one part of a file. `refused` says why it can't be imported as it is, else empty; then
    what follows from reading it is None or empty. `rejected` counts rows, `rejects` are the first of them.
    """

    file: str
    format: str | None = None
    title: str | None = None
    path: str | None = None
    carries: str | None = None
    why: str = ""
    refused: str = ""
    nearest: Sequence[NearFormat] = ()
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    header_row: int | None = None
    rows: int | None = None
    as_of: datetime | None = None
    as_of_from: str | None = None
    dates: str | None = None
    dates_why: str | None = None
    zone: str | None = None
    currency: str | None = None
    shop: str | None = None
    shop_why: str | None = None
    columns: Sequence[ColumnReading] = ()
    constants: Sequence[Understood] = ()
    understood: Sequence[UnderstoodRow] = ()
    rejected: int | None = None
    rejects: Sequence[Reject] = ()


def _get(name: str) -> Callable[[ExplainedFile], Any]:
    return lambda row: getattr(row, name)


def _objects(name: str) -> Callable[[ExplainedFile], list[dict[str, Any]]]:
    return lambda row: [one._asdict() for one in getattr(row, name)]


def _constants(row: ExplainedFile) -> list[dict[str, Any]]:
    return [_fact(one) for one in row.constants]


def _understood(row: ExplainedFile) -> list[dict[str, Any]]:
    return [{"origin": one.origin, "facts": [_fact(fact) for fact in one.facts]} for one in row.understood]


def _fact(one: Understood) -> dict[str, Any]:
    return {"fact": one.fact, "meaning": one.meaning, "value": one.value, "said": one.said}


EXPLAINED_FIELDS: tuple[Field, ...] = (
    Field("file", "str", mark("the file as named"), _get("file")),
    Field("format", "str or null", mark("which format it was read as"), _get("format")),
    Field("title", "str or null", mark("what that is"), _get("title")),
    Field("path", "str or null", mark("the file of a format of your own"), _get("path")),
    Field("carries", "str or null", mark("orders or cases"), _get("carries")),
    Field("why", "str", mark("why it is this format"), _get("why")),
    Field("refused", "str", mark("why it can't be imported as it is; empty if it can"), _get("refused")),
    Field("nearest", "list of object", mark("formats that it comes near to, and the columns it lacks"),
          _objects("nearest")),
    Field("sheet", "str or null", mark("the sheet of a workbook"), _get("sheet")),
    Field("encoding", "str or null", mark("the encoding of a text file"), _get("encoding")),
    Field("separator", "str or null", mark("what separates the cells of a text file"), _get("separator")),
    Field("header_row", "int or null", mark("the row of the headers"), _get("header_row")),
    Field("rows", "int or null", mark("data rows in the file"), _get("rows")),
    Field("as_of", "str or null", mark("the instant of the file's data, ISO 8601"),
          lambda row: row.as_of and row.as_of.isoformat()),
    Field("as_of_from", "str or null", mark("where that was read"), _get("as_of_from")),
    Field("dates", "str or null", mark("how its dates are read: dmy, mdy, ymd, unix or a pattern"), _get("dates")),
    Field("dates_why", "str or null", mark("why they are read so"), _get("dates_why")),
    Field("zone", "str or null", mark("the time zone of its times"), _get("zone")),
    Field("currency", "str or null", mark("the currency of amounts that name none"), _get("currency")),
    Field("shop", "str or null", mark("the shop of the data"), _get("shop")),
    Field("shop_why", "str or null", mark("why it is that shop"), _get("shop_why")),
    Field("columns", "list of object", mark("column, fact, meaning and example of each; fact is null if it is unused"),
          _objects("columns")),
    Field("constants", "list of object", mark("facts that a mapping sets for each row"), _constants),
    Field("understood", "list of object", mark("the first three orders or requests, as they were understood"),
          _understood),
    Field("rejected", "int or null", mark("rows that could not be read"), _get("rejected")),
    Field("rejects", "list of object", mark("row, column, value and reason of the first 20 of them"),
          _objects("rejects")),
)  # fmt: skip
