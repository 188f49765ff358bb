"""What a log entry changed in one order, case or deadline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any

from aftersales.named_tuple import NamedTuple

ORDER, CASE, DEADLINE = "order", "case", "deadline"
_NEXT = ", "  # between two members of a JSON array
_ENCODER = json.JSONEncoder(ensure_ascii=False)
NEW, CHANGED, MOVED, GONE = "new", "changed", "moved", "gone"


class ChangedField(NamedTuple):
    """A field with its values before and after: text, whole number, or an amount as a JSON object; None for none."""

    field: str
    before: Any
    after: Any


class ChangedRow(NamedTuple):
    """An order, a case or a deadline (`subject`), and what came of it (`what`). `case` and `kind` are those of a case,
    `duty` and `owner` those of a deadline; `origin` is the file and the row, where they are known. `change` is the
    number in the log of the change by which it is known of which file it is; of a deadline there is none.
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
    change: int | None = None

    def as_json(self) -> str:
        """The change as a JSON object on one line. An encoder of dictionaries would take twice as long, and a first
        import has a row for each of its orders.
        """
        subject, what, shop, order, case, kind, origin, fields, duty, owner, _ = self
        listed = _NEXT.join(
            [
                f'{{"field": {_value(name)}, "before": {_value(before)}, "after": {_value(after)}}}'
                for name, before, after in fields
            ]
        )
        return (
            f'{{"subject": {_value(subject)}, "what": {_value(what)}, "shop": {_value(shop)}, '
            f'"order": {_value(order)}, "case": {_value(case)}, "kind": {_value(kind)}, "origin": {_value(origin)}, '
            f'"fields": [{listed}], "duty": {_value(duty)}, "owner": {_value(owner)}}}'
        )


def _value(value: Any) -> str:
    return "null" if value is None else encode_basestring(value) if isinstance(value, str) else _ENCODER.encode(value)


def of_object(data: dict[str, Any]) -> ChangedRow:
    """The change that `as_json` wrote, read as JSON."""
    fields = [ChangedField(field["field"], field["before"], field["after"]) for field in data["fields"]]
    return ChangedRow(**{**data, "fields": fields})
