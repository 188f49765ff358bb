"""A request with an open offer, whose modes can't be compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import Money
from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import Counts
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.compared_return import CHOOSE_FIELDS, OpenOffer
from aftersales.rendering.fields.view import Field, amount, counted


class OfferedRequest(NamedTuple):
    """A request whose `offer` the buyer has not answered, and `why` no modes are compared. `approved` has the clocks
    that an approval would start now; None for a return, where that depends on the mode.
    """

    case: Case
    row: StoredCase
    derived: Derived
    zone: ZoneInfo
    buyer: Counts | None
    offer: OpenOffer
    approved: tuple[Clock, ...] | None
    why: str

    @property
    def refund(self) -> Money | None:
        """The refund asked for, else the order's amount."""
        return self.case.amount or self.case.order_amount


_SAME = ("case", "offer")  # these read nothing that only a compared return has
_OWN: dict[str, Callable[[OfferedRequest], Any]] = {
    "refund": lambda row: amount(row.refund),
    "notes": lambda row: [text.sentence(row.why)],
    "flags": lambda row: [*row.derived.state.flags, *buyers.buyer_flags(row.buyer)],
    "buyer_counts": lambda row: counted(row.buyer),
}


def _without_modes(field: Field) -> Field:
    """A field of `choose`, empty unless it is known without a comparison."""
    if field.name in _SAME:
        return field
    empty: Callable[[Any], Any] = (lambda _: []) if field.type.startswith("list") else (lambda _: None)
    return field._replace(value=_OWN.get(field.name, empty))


# Of rows that are offered requests: the same names and types as of a compared return.
FIELDS_OF_OFFERED: tuple[Field, ...] = tuple(map(_without_modes, CHOOSE_FIELDS))
