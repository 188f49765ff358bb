"""The fields of the list of cases."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from aftersales.core.cases.stored import StoredCase
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import STAKE, Field, amount, local


class CaseRow(NamedTuple):
    """A case, the seller's next deadline (UTC; None: no duty), the zone of its market, and what silence costs."""

    case: StoredCase
    due: datetime | None
    zone: ZoneInfo
    stake: str = "none"

    @property
    def flags(self) -> list[str]:
        """What is special about the case, `missing` included."""
        return [*self.case.flags, *(["missing"] if self.case.missing_since else [])]


CASES_FIELDS: tuple[Field, ...] = (
    Field("case", "int", tr("short id"), attrgetter("case.id")),
    Field("ref", "str or null", tr("the platform's number"), attrgetter("case.ref")),
    Field("order", "str or null", tr("order number"), attrgetter("case.order")),
    Field("shop", "str", tr("the storefront"), attrgetter("case.shop")),
    Field("market", "str", tr("ISO code of the market"), attrgetter("case.market")),
    Field("kind", "str", tr("refund, return, replacement, cancellation, …"), attrgetter("case.kind")),
    Field("decision", "str", tr("pending, approved, rejected or offered"), attrgetter("case.decision")),
    Field(
        "parcel", "str", tr("none, awaited, shipped, delivered, received, refused or lost"), attrgetter("case.parcel")
    ),
    Field("money", "str", tr("none, owed, partial or refunded"), attrgetter("case.money")),
    Field("mode", "str", tr("how an approved return is settled"), attrgetter("case.mode")),
    Field("open", "bool", tr("whether anything can still happen"), lambda row: not row.case.settled),
    Field("attempt", "int", tr("1st, 2nd, … submission of the same request"), attrgetter("case.attempt")),
    Field("opened_at", "str", tr("when the buyer asked, ISO 8601"), lambda row: local(row.case.opened_at, row.zone)),
    Field("due", "str or null", tr("the seller's next deadline, ISO 8601"), lambda row: local(row.due, row.zone)),
    Field("amount", "object or null", tr("the refund asked for"), lambda row: amount(row.case.asked)),
    Field("product", "str or null", tr("what it is about"), attrgetter("case.product")),
    Field("sku", "str or null", tr("the seller's SKU"), attrgetter("case.sku")),
    Field("quantity", "int or null", tr("how many units"), attrgetter("case.quantity")),
    Field("reason", "str or null", tr("the buyer's reason"), attrgetter("case.reason")),
    Field("buyer", "str or null", tr("the buyer's handle"), attrgetter("case.buyer")),
    Field("tracking", "str or null", tr("the return parcel's number"), attrgetter("case.tracking")),
    Field("flags", "list of str", tr("what is special about it"), lambda row: row.flags),
    Field(
        "arbitration",
        "str",
        tr("the platform's ruling in a dispute: none, in-progress, for-buyer, for-seller or closed"),
        attrgetter("case.arbitration"),
    ),
    Field("appeal", "str", tr("your appeal: none, filed, won or lost"), attrgetter("case.appeal")),
    Field("stake", "str", STAKE, attrgetter("stake")),
)
