"""The fields of a write's report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.case_parts.receipt import SUGGESTION
from aftersales.rendering.fields.view import Field

if TYPE_CHECKING:
    from aftersales.core.modes.grade_suggestion import GradeSuggestion


class WriteRow(NamedTuple):
    """What was recorded for one case; `case` is None for a write that is about none. `at` is in the market's zone."""

    case: int | None
    event: str
    at: datetime
    dry_run: bool
    changed: bool = True
    warnings: Sequence[str] = ()
    buyer_window: str | None = None
    suggestion: GradeSuggestion | None = None


WRITE_FIELDS = (
    Field("case", "int or null", mark("short id"), attrgetter("case")),
    Field("event", "str", mark("what was recorded"), attrgetter("event")),
    Field("at", "str", mark("when it happened, ISO 8601"), lambda row: row.at.isoformat()),
    Field("dry_run", "bool", mark("true: nothing was written"), attrgetter("dry_run")),
    Field("changed", "bool", mark("whether the ledger changed"), attrgetter("changed")),
    Field("warnings", "list of str", mark("what you should know"), lambda row: list(row.warnings)),
    Field(
        "buyer_window",
        "str or null",
        mark(
            "of an answer to the buyer: whether the buyer asked in time, by which rules; it refuses nothing by itself"
        ),
        attrgetter("buyer_window"),
    ),
    SUGGESTION,
)
