"""A claim for a parcel, and the instant that it counts from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aftersales.core.cases.model import Case, Event, State
from aftersales.core.claims.claim import Basis, ParcelClaim, last_status, newest_claim, ship_date, usual_parcel
from tables import of_each

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
CASE = Case(1, "shop", "TH", "return")


def _event(name: str, days: int, **more: object) -> Event:
    return Event(name, NOW + days * DAY, **more)  # type: ignore[arg-type]


def test_the_newest_claim_is_the_one_opened_last() -> None:
    first = {"on": "carrier", "because": "lost", "parcel": "return"}
    second = {"on": "platform", "because": "damaged", "parcel": "return", "amount": 1398}
    events = [_event("claim.opened", 2, data=second), _event("claim.opened", 1, data=first), _event("claim.won", 3)]
    assert newest_claim(events) == ParcelClaim("platform", "damaged", "return", 1398, NOW + 2 * DAY)
    assert newest_claim(events[2:]) is None


@of_each(
    "kind, parcel, quick, wanted",
    [
        ("return", "shipped", False, "return"),
        ("return", "lost", False, "return"),
        ("return", "awaited", False, "outbound"),  # nothing is on its way back
        ("return", "awaited", True, "return"),  # the money is out already: what is missing is what comes back
        ("refund", "none", False, "outbound"),
        ("refund", "none", True, "outbound"),
        ("delivery", "none", False, "outbound"),
    ],
)
def test_which_parcel_a_claim_is_for(kind: str, parcel: str, quick: bool, wanted: str) -> None:
    case = CASE._replace(kind=kind, quick_refund=quick)
    assert usual_parcel(case, State(parcel=parcel)) == wanted


def test_the_last_status_is_the_latest_that_the_carrier_told() -> None:
    events = [_event("return.shipped", 1), _event("return.lost", 5), _event("case.noted", 9)]
    assert last_status(CASE, events, "return") == Basis(NOW + 5 * DAY, "return.lost")
    assert last_status(CASE, events[2:], "return") is None
    assert last_status(CASE, events, "outbound") is None  # of the parcel to the buyer nothing is known


def test_a_receipt_counts_only_where_no_delivery_is_known() -> None:
    received = [_event("return.shipped", 1), _event("return.received", 6)]
    assert last_status(CASE, received, "return") == Basis(NOW + 6 * DAY, "return.received")
    delivered = [*received, _event("return.delivered", 3)]
    assert last_status(CASE, delivered, "return") == Basis(NOW + 3 * DAY, "return.delivered")


def test_of_what_is_only_inferred_the_early_end_counts() -> None:
    early = _event("return.delivered", 5, inferred=True, earliest=NOW + 2 * DAY)
    unknown = _event("return.delivered", 5, inferred=True)
    assert last_status(CASE, [early], "return") == Basis(NOW + 2 * DAY, "return.delivered")
    assert last_status(CASE, [unknown], "return") is None


def test_the_orders_own_facts_tell_of_the_parcel_to_the_buyer() -> None:
    case = CASE._replace(shipped_at=NOW, delivered_at=NOW + 3 * DAY)
    assert last_status(case, [], "outbound") == Basis(NOW + 3 * DAY, "order.delivered")
    assert ship_date(case, [], "outbound") == Basis(NOW, "order.collected")
    assert ship_date(case, [_event("order.dispatched", -1)], "outbound") == Basis(NOW - DAY, "order.dispatched")
    assert last_status(case, [], "return") is None
    assert ship_date(CASE._replace(delivered_at=NOW), [], "outbound") is None
