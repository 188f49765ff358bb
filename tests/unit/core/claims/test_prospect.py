"""What a claim would be worth trying: its window, and the facts for one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases.model import Case, Event
from aftersales.core.claims.claim import ParcelClaim
from aftersales.core.claims.prospect import Prospect, hint, prospect
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.policies.load import load
from tables import of_each


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _case(market: str, kind: str, *events: tuple[str, str], **more: object) -> Case:
    told = tuple(Event(name, _at(at), id=n) for n, (name, at) in enumerate(events, 1))
    return Case(1, "shop", market, kind, amount=Money(1398, "THB"), events=told, **more)  # type: ignore[arg-type]


ASKED = ("request.opened", "2026-11-15T10:00:00+07:00")
APPROVED = ("request.approved", "2026-11-16T09:00:00+07:00")
SHIPPED = ("return.shipped", "2026-11-20T12:00:00+07:00")
LOST = ("return.lost", "2026-11-27T10:00:00+07:00")
NOW = _at("2026-11-30T10:00:00+07:00")


def _hint(case: Case, group: str = "damaged", now: datetime = NOW) -> Prospect | None:
    policy = load("tiktok", case.market)
    return hint(case, derive(case, policy, ZoneInfo(policy.timezone)), policy, group, now)


def test_a_parcel_that_is_lost_can_be_claimed_where_returns_can() -> None:
    found = _hint(_case("TH", "return", ASKED, APPROVED, SHIPPED, LOST))
    assert found is not None
    assert (found.claim.on, found.claim.because, found.claim.parcel) == ("platform", "lost", "return")
    # Fri 27 Nov is day 1, Tue 5 Jan day 40; business day 5 is Thu 3 Dec.
    assert found.due == _at("2027-01-05T23:59:59+07:00")
    assert found.opens == _at("2026-12-03T23:59:59+07:00")
    assert _hint(_case("US", "return", ASKED, APPROVED, SHIPPED, LOST)) is None  # returns of buyers are excluded


def test_where_no_rule_is_known_the_carrier_is_asked_and_no_window_told() -> None:
    found = _hint(_case("GB", "return", ASKED, APPROVED, SHIPPED, LOST))
    assert found is not None
    assert (found.claim.on, found.rule, found.due) == ("carrier", None, None)


def test_a_refund_for_what_did_not_come_can_be_claimed_from_the_delivery_on() -> None:
    case = _case("TH", "refund", ASKED, delivered_at=_at("2026-11-10T12:00:00+07:00"))
    found = _hint(case, "not-received")
    assert found is not None
    assert (found.claim.because, found.claim.parcel) == ("not-received", "outbound")
    assert found.due == _at("2026-12-19T23:59:59+07:00")  # 10 Nov is day 1, 30 Nov day 21, 19 Dec day 40
    assert found.opens is None
    assert _hint(case, "damaged") is None


def test_in_the_us_it_counts_from_the_ship_date() -> None:
    case = _case("US", "refund", ASKED, shipped_at=_at("2026-11-03T10:00:00-08:00"))
    found = _hint(case, "not-received")
    assert found is not None and found.due == _at("2027-02-01T10:00:00-08:00")  # 27 + 31 + 31 + 1 = 90 days
    unknown = _hint(_case("US", "refund", ASKED), "not-received")
    assert unknown is not None and unknown.rule is not None and unknown.due is None


def test_a_quick_refund_speaks_for_one_once_its_parcel_is_missing() -> None:
    paid = ("refund.issued", "2026-11-26T10:00:00+07:00")
    case = _case("VN", "return", ASKED, APPROVED, SHIPPED, paid, quick_refund=True)
    assert _hint(case, now=_at("2026-11-29T09:59:59+07:00")) is None
    found = _hint(case, now=_at("2026-11-29T10:00:00+07:00"))
    assert found is not None
    assert (found.claim.because, found.claim.parcel) == ("not-received", "return")
    assert found.due == _at("2026-12-29T23:59:59+07:00")  # shipped 20 Nov is day 1, 30 Nov day 11, 29 Dec day 40
    received = ("return.received", "2026-11-29T09:00:00+07:00")
    assert _hint(_case("VN", "return", ASKED, APPROVED, SHIPPED, paid, received, quick_refund=True)) is None


def test_nothing_is_told_once_there_is_a_claim_or_after_its_window() -> None:
    case = _case("TH", "return", ASKED, APPROVED, SHIPPED, LOST)
    data = {"on": "platform", "because": "lost", "parcel": "return", "since": "2026-11-27T03:00:00Z"}
    opened = Event("claim.opened", NOW, data, id=9)
    assert _hint(case._replace(events=(*case.events, opened))) is None
    assert _hint(case, now=_at("2027-01-05T23:59:59+07:00")) is not None
    assert _hint(case, now=_at("2027-01-06T00:00:00+07:00")) is None


@pytest.mark.parametrize("answer", ["request.rejected", "request.withdrawn"])
def test_a_request_that_cost_nothing_speaks_for_no_claim(answer: str) -> None:
    case = _case("TH", "refund", ASKED, (answer, APPROVED[1]), delivered_at=_at("2026-11-10T12:00:00+07:00"))
    assert _hint(case, "not-received") is None


def test_what_the_seller_says_it_counts_from_goes_before_what_is_known() -> None:
    case, policy = _case("TH", "return", ASKED, APPROVED, SHIPPED, LOST), load("tiktok", "TH")
    derived = derive(case, policy, ZoneInfo(policy.timezone))
    said = prospect(
        case, derived, policy, ParcelClaim("platform", "lost", "return"), NOW, _at("2026-11-25T00:00:00+07:00")
    )
    assert said.due == _at("2027-01-03T23:59:59+07:00")
    assert said.basis is not None and said.basis.event == ""


# Who has a window, by the sellers' pages: TH and VN any parcel that TikTok ships, the US its parcels to buyers.
WINDOWS = {("TH", "outbound"), ("TH", "return"), ("VN", "outbound"), ("VN", "return"), ("US", "outbound")}


@of_each("shipping", [None, "platform", "seller"])
@of_each("parcel", ["outbound", "return"])
@of_each("because", ["lost", "damaged", "not-received"])
@of_each("market", ["TH", "VN", "US", "GB"])
def test_a_window_of_the_platform_is_only_for_what_is_claimed_from_it(
    market: str, because: str, parcel: str, shipping: str | None
) -> None:
    case = _case(market, "return", ASKED, APPROVED, SHIPPED, LOST, shipping_type=shipping)
    policy = load("tiktok", market)
    derived = derive(case, policy, ZoneInfo(policy.timezone))
    since = _at("2026-11-27T10:00:00+07:00")
    by_platform = prospect(case, derived, policy, ParcelClaim("platform", because, parcel), NOW, since)
    assert (by_platform.due is not None) is ((market, parcel) in WINDOWS and shipping != "seller")
    by_carrier = prospect(case, derived, policy, ParcelClaim("carrier", because, parcel), NOW, since)
    assert (by_carrier.rule, by_carrier.due, by_carrier.opens, by_carrier.excluded) == (None, None, None, None)


PLACED = ("order.placed", "2026-11-01T10:00:00+07:00")
COLLECTED = ("order.collected", "2026-11-03T10:00:00+07:00")
TRACED = ("delivery.traced", "2026-11-20T10:00:00+07:00")
CANCELLED = ("order.cancelled", "2026-11-21T10:00:00+07:00")
NEWS = ("tracking.updated", "2026-11-22T10:00:00+07:00")
CAME = ("order.delivered", "2026-11-23T10:00:00+07:00")


@of_each(
    "events, hinted",
    [
        ((PLACED, COLLECTED, TRACED), True),  # the carrier was asked, and nothing was heard since
        ((PLACED, COLLECTED, CANCELLED), True),  # called off while the carrier had it
        ((PLACED, COLLECTED), False),
        ((PLACED, CANCELLED), False),  # it never left
        ((PLACED, TRACED, CANCELLED), False),
        ((PLACED, COLLECTED, TRACED, NEWS), False),
        ((PLACED, COLLECTED, TRACED, CAME), False),
    ],
)
@of_each("market", ["TH", "VN", "US", "GB"])
def test_a_parcel_to_the_buyer_that_seems_not_to_have_come_may_be_claimed(
    market: str, events: tuple[tuple[str, str], ...], hinted: bool
) -> None:
    case = _case(market, "delivery", *events, shipped_at=_at(COLLECTED[1]))
    found = _hint(case, "other")
    assert (found is not None) is hinted
    if found is not None:
        assert (found.claim.because, found.claim.parcel, found.unsure) == ("lost", "outbound", True)
        # TH, VN: the last word is of Tue 3 Nov, day 1; Mon 30 Nov is day 28, Sat 12 Dec day 40. US: 90 days from the
        # ship date, 27 to 30 Nov, 31 in Dec, 31 in Jan, 1 more. In Britain no window is known.
        ends = {"TH": "2026-12-12T23:59:59+07:00", "VN": "2026-12-12T23:59:59+07:00", "US": "2027-02-01T10:00:00+07:00"}
        assert found.due == (_at(ends[market]) if market in ends else None)
        assert found.claim.on == ("carrier" if market == "GB" else "platform")
