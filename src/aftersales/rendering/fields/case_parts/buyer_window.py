"""The fields of a buyer window of a case."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, local

if TYPE_CHECKING:
    from aftersales.core.clocks.buyer_window import WindowEnd


class WindowRow(NamedTuple):
    """A buyer window of a case, and the zone of its market."""

    end: WindowEnd
    zone: ZoneInfo


def _source_date(row: WindowRow) -> str | None:
    dated = row.end.overlay.dated if row.end.overlay else row.end.window.source.dated
    return dated.isoformat() if dated else None


WINDOW_FIELDS: tuple[Field, ...] = (
    Field("kind", "str", mark("law or benefit (of the platform's)"), attrgetter("end.window.kind")),
    Field("length", "str", mark("how long"), lambda row: str(row.end.window.length)),
    Field("starts", "str", mark("the event from which it is counted"), attrgetter("end.window.starts")),
    Field(
        "ends",
        "str or null",
        mark("when it ends, ISO 8601; null without a delivery date"),
        lambda row: local(row.end.ends, row.zone),
    ),
    Field(
        "inside",
        "bool or null",
        mark("whether the buyer asked before that; null where it is not known"),
        attrgetter("end.inside"),
    ),
    Field(
        "overlay",
        "str or null",
        mark("the exception period that makes it longer"),
        lambda row: row.end.overlay.name if row.end.overlay else None,
    ),
    Field(
        "possible",
        "list of str",
        mark("exception periods that may make it longer: look in Seller Center"),
        lambda row: [overlay.name for overlay in row.end.possible],
    ),
    Field(
        "source",
        "str",
        mark("where it was read"),
        lambda row: row.end.overlay.source if row.end.overlay else row.end.window.source.text,
    ),
    Field("source_date", "str or null", mark("the source's date"), _source_date),
    Field(
        "confidence",
        "str",
        mark("high, medium or low"),
        lambda row: (row.end.overlay or row.end.window.source).confidence,
    ),
)
