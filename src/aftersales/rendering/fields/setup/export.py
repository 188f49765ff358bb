"""The fields of an export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field


class ExportRow(NamedTuple):
    """What was written: where, in which format, as of when (ISO 8601, UTC), how many rows of each table or subject, and
    how many bytes. `shop` is None for all shops.
    """

    file: str
    format: str
    at: str
    shop: str | None
    rows: Mapping[str, int]
    size: int

    def parts(self) -> list[dict[str, Any]]:
        """The rows as JSON: name and rows of each table or subject."""
        return [{"name": name, "rows": count} for name, count in self.rows.items()]


EXPORT_FIELDS = (
    Field("file", "str", mark("the file or folder that was written"), lambda r: r.file),
    Field("format", "str", mark("jsonl, csv or xlsx"), lambda r: r.format),
    Field("at", "str", mark("of which instant the data are, ISO 8601"), lambda r: r.at),
    Field("shop", "str or null", mark("the only shop whose data are in it; null for all"), lambda r: r.shop),
    Field("parts", "list of object", mark("name and rows of each table or subject"), lambda r: r.parts()),
    Field("bytes", "int", mark("the size of what was written in bytes"), lambda r: r.size),
)
