"""The fields of claims."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.money.amount import Money
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, attributed


class ClaimRow(NamedTuple):
    """A claim in the list of `claim list`. Instants are in the market's zone; `due` is None where nothing waits."""

    case: int
    shop: str
    order: str | None
    kind: str
    state: str
    on: str
    because: str
    parcel: str
    asked: Money | None
    won: Money | None
    opened_at: datetime
    due: datetime | None
    opens: datetime | None
    rule: str | None


CLAIMS_FIELDS: tuple[Field, ...] = attributed(
    ("case", "int", mark("short id")),
    ("shop", "str", mark("the storefront")),
    ("order", "str or null", mark("order number")),
    ("kind", "str", mark("kind of the case")),
    ("state", "str", mark("opened, submitted, won or lost")),
    ("on", "str", mark("carrier or platform")),
    ("because", "str", mark("lost, damaged or not-received")),
    ("parcel", "str", mark("outbound or return")),
    ("asked", "object or null", mark("how much is claimed")),
    ("won", "object or null", mark("what the claims of the case have brought")),
    ("opened_at", "str", mark("when it was opened, ISO 8601")),
    ("due", "str or null", mark("until when to hand it in, or to ask about it, ISO 8601")),
    ("opens", "str or null", mark("from when it can be handed in, ISO 8601; null: now")),
    ("rule", "str or null", mark("id of the rule that says so")),
)
