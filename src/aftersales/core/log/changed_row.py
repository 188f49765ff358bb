"""What a log entry changed in one order, case or deadline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aftersales.named_tuple import NamedTuple

ORDER, CASE, DEADLINE = "order", "case", "deadline"
NEW, CHANGED, MOVED, GONE = "new", "changed", "moved", "gone"


class ChangedField(NamedTuple):
    """A field with its values before and after: text, whole number, or an amount as a JSON object; None for none."""

    field: str
    before: Any
    after: Any


class ChangedRow(NamedTuple):
    """An order, a case or a deadline (`subject`), and what came of it (`what`). `case` and `kind` are those of a case,
    `duty` and `owner` those of a deadline; `origin` is the file and the row, where they are known.
    """

    subject: str
    what: str
    shop: str
    order: str | None
    case: int | None
    kind: str | None
    origin: str | None
    fields: Sequence[ChangedField]
    duty: str | None = None
    owner: str | None = None

    def as_object(self) -> dict[str, Any]:
        """The change as JSON."""
        return {**self._asdict(), "fields": [field._asdict() for field in self.fields]}


def of_object(data: dict[str, Any]) -> ChangedRow:
    """The change that `as_object` wrote."""
    fields = [ChangedField(**field) for field in data["fields"]]
    return ChangedRow(**{**data, "fields": fields})
