"""What happened to an order on its way: made of its own facts each time, and of what was recorded by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.core.cases import deliveries
from aftersales.core.cases.model import Case, Event, OrderSnapshot
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import ORDER_STATUSES
from aftersales.policies.load import load as load_policy
from tables import of_each

PLACED = datetime(2026, 11, 2, 10, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
LONDON = ZoneInfo("Europe/London")
SAME_EACH_TIME = settings(derandomize=True)
GONE = ("in-transit", "delivered", "completed")
LEFT = ("awaiting-collection", *GONE)


def _at(hours):
    return None if hours is None else PLACED + hours * HOUR


def _seen(status, as_of=50, source="export", placed=0, **hours):
    return OrderSnapshot(
        status, status or "A WORD", source, "file", _at(as_of), _at(placed), **{k: _at(h) for k, h in hours.items()}
    )


def _case(seen, *events, trust=True):
    numbered = [e._replace(id=n, recorded_at=e.at) for n, e in enumerate(events, 1)]
    return Case(
        id=1, shop="s", market="GB", kind="delivery", order="1", order_amount=Money(4900, "GBP"), trust=trust,
        order_snapshot=seen, events=tuple(numbered),
    )  # fmt: skip


def _hand(name, hours, **data):
    return Event(name, _at(hours), data)


def _told(followed):
    """Of each event: its name, when, since when at the earliest; in the order of the instants."""
    return sorted(
        (
            (e.name, (e.at - PLACED) / HOUR, e.earliest and (e.earliest - PLACED) / HOUR)
            for e, _ in followed.happened
            if e.name != "order.placed"
        ),
        key=lambda told: (told[1], told[0]),
    )


@of_each(
    "seen, told",
    [
        (_seen("unpaid"), []),
        (_seen("on-hold"), []),
        (_seen("awaiting-shipment"), []),
        (_seen("awaiting-shipment", paid_at=1), [("order.paid", 1, None)]),
        (_seen("partially-shipping", ready_at=10, collected_at=20), []),  # the order is not what has left of it
        (_seen("awaiting-collection"), [("order.ready", 50, 0)]),
        (_seen("awaiting-collection", ready_at=20), [("order.ready", 20, None)]),
        (_seen("awaiting-collection", collected_at=20), [("order.ready", 20, None)]),  # nobody has collected it yet
        (_seen("in-transit"), [("order.collected", 50, 0)]),
        (_seen("in-transit", placed=None), [("order.collected", 50, None)]),
        (_seen("in-transit", ready_at=20), [("order.ready", 20, None), ("order.collected", 50, 20)]),
        (_seen("in-transit", collected_at=20), [("order.collected", 20, None)]),
        (_seen("in-transit", ready_at=10, collected_at=20), [("order.ready", 10, None), ("order.collected", 20, None)]),
        (
            _seen("delivered", collected_at=20, delivered_at=40),
            [("order.collected", 20, None), ("order.delivered", 40, None)],
        ),
        (_seen("delivered"), [("order.collected", 50, 0), ("order.delivered", 50, 0)]),
        (_seen("completed", collected_at=20), [("order.collected", 20, None), ("order.delivered", 50, 0)]),
        (_seen("cancelled", cancelled_at=30), [("order.cancelled", 30, None)]),
        (_seen("cancelled"), [("order.cancelled", 50, 0)]),
        (_seen(None), []),
        (_seen(None, ready_at=20), [("order.ready", 20, None)]),
    ],
)  # fmt: skip
def test_what_an_orders_own_facts_tell(seen, told):
    followed = deliveries.delivery_course(_case(seen))
    assert _told(followed) == told
    assert all(sure for _, sure in followed.happened)
    assert not followed.void


def test_what_was_delivered_had_left_before():
    followed = deliveries.delivery_course(_case(_seen("delivered", delivered_at=40)))
    second = 1 / 3600
    assert _told(followed) == [("order.collected", pytest.approx(40 - second), 0), ("order.delivered", 40, None)]


def test_what_was_cancelled_may_have_left_before():
    followed = deliveries.delivery_course(_case(_seen("cancelled", ready_at=20, cancelled_at=40)))
    assert _told(followed) == [("order.ready", 20, None), ("order.cancelled", 40, None)]


def test_nothing_is_known_of_an_order_that_is_not_there():
    followed = deliveries.delivery_course(_case(None, _hand("order.dispatched", 10), trust=False))
    assert _told(followed) == [("order.dispatched", 10, None)]
    assert (followed.latest, followed.stamps) == (None, ())


# --- Recorded here ---------------------------------------------------------------------------------------------------

HOURS = {"order.dispatched": 20, "order.collected": 22, "order.delivered": 30, "order.cancelled": 25}
KNOWN = list(ORDER_STATUSES)


@of_each("status", KNOWN)
@of_each("name", HOURS)
def test_newer_data_deny_what_they_do_not_show(name, status):
    shown = {
        "order.dispatched": status in LEFT or status == "cancelled",
        "order.collected": status in GONE or status == "cancelled",
        "order.delivered": status in ("delivered", "completed", "cancelled"),
        "order.cancelled": status == "cancelled",
    }
    followed = deliveries.delivery_course(_case(_seen(status), _hand(name, HOURS[name]), trust=False))
    assert [e.name for e, _ in followed.void] == ([] if shown[name] else [name])
    assert all(seen is followed.latest for _, seen in followed.void)


@of_each("minutes", [-600, 0, 10])
def test_data_up_to_the_lag_after_it_deny_nothing(minutes):
    event = _hand("order.dispatched", 50)
    seen = _seen("awaiting-shipment")._replace(as_of=event.at + timedelta(minutes=minutes))
    followed = deliveries.delivery_course(_case(seen, event, trust=False))
    assert not followed.void
    assert [sure for e, sure in followed.happened if e.name == "order.dispatched"] == [False]
    late = seen._replace(as_of=event.at + timedelta(minutes=10, seconds=1))
    assert deliveries.delivery_course(_case(late, event, trust=False)).void


def test_a_status_that_nobody_knows_denies_nothing():
    followed = deliveries.delivery_course(_case(_seen(None), _hand("order.dispatched", 20), trust=False))
    assert not followed.void
    assert followed.latest.status == "unknown"


@of_each(
    "seen, trust, sure",
    [
        (_seen("awaiting-shipment", as_of=10), False, False),
        (_seen("awaiting-shipment", as_of=10), True, True),
        (_seen("awaiting-shipment", as_of=10, source="hand"), False, True),
        (_seen("in-transit"), False, True),
        (_seen("delivered"), False, True),
        (_seen(None), False, False),
    ],
)
def test_a_recorded_dispatch_waits_for_data_that_show_it(seen, trust, sure):
    followed = deliveries.delivery_course(_case(seen, _hand("order.dispatched", 20), trust=trust))
    assert [known for e, known in followed.happened if e.name == "order.dispatched"] == [sure]


def test_a_delivery_recorded_here_waits_for_nothing():
    """It is not done in Seller Center: it is seen."""
    followed = deliveries.delivery_course(
        _case(_seen("in-transit", as_of=10), _hand("order.delivered", 20), trust=False)
    )
    assert [known for e, known in followed.happened if e.name == "order.delivered"] == [True]


def test_the_word_of_having_looked_makes_it_sure():
    word = _hand("case.confirmed", 21)
    before = _case(_seen("awaiting-shipment", as_of=10), _hand("order.dispatched", 20), word, trust=False)
    assert all(sure for _, sure in deliveries.delivery_course(before).happened)


def test_the_word_of_having_looked_outdoes_older_data():
    case = _case(_seen("awaiting-shipment"), _hand("order.dispatched", 20), _hand("case.confirmed", 51), trust=False)
    followed = deliveries.delivery_course(case)
    assert not followed.void
    assert all(sure for _, sure in followed.happened)


def test_the_platforms_instant_takes_the_place_of_the_recorded_one():
    seen = _seen("in-transit", ready_at=22, collected_at=23)
    followed = deliveries.delivery_course(_case(seen, _hand("order.dispatched", 20), _hand("order.collected", 21)))
    assert _told(followed) == [("order.ready", 22, None), ("order.collected", 23, None)]


def test_the_recorded_instant_takes_the_place_of_the_guess():
    followed = deliveries.delivery_course(_case(_seen("awaiting-collection"), _hand("order.dispatched", 20)))
    assert _told(followed) == [("order.dispatched", 20, None)]
    followed = deliveries.delivery_course(_case(_seen("in-transit"), _hand("order.collected", 20)))
    assert _told(followed) == [("order.collected", 20, None)]


def test_the_carrier_cannot_have_collected_what_was_not_ready():
    followed = deliveries.delivery_course(_case(_seen("in-transit"), _hand("order.dispatched", 20)))
    assert _told(followed) == [("order.dispatched", 20, None), ("order.collected", 50, 20)]


def test_what_is_recorded_beside_the_course_always_counts():
    notes = [_hand(n, 20) for n in ("case.noted", "tracking.updated", "delivery.traced", "buyer.told", "refund.issued")]
    followed = deliveries.delivery_course(_case(_seen("awaiting-shipment"), *notes, trust=False))
    assert [(e.name, sure) for e, sure in followed.happened if e.source == "hand"] == [(e.name, True) for e in notes]


# --- The platform's own deadlines ------------------------------------------------------------------------------------


READY, COLLECTED, DELIVERED = (
    ["rts_sla_time", "shipping_due_time"],
    ["tts_sla_time", "collection_due_time"],
    ["delivery_due_time", "delivery_sla_time"],
)


@of_each(
    "status, stamps",
    [
        ("on-hold", READY + COLLECTED + DELIVERED),
        ("awaiting-shipment", READY + COLLECTED + DELIVERED),
        ("partially-shipping", READY + COLLECTED + DELIVERED),
        ("awaiting-collection", COLLECTED + DELIVERED),
        ("in-transit", DELIVERED),
        ("delivered", []),
        ("completed", []),
        ("cancelled", []),
        (None, READY + COLLECTED + DELIVERED),
    ],
)
def test_a_deadline_holds_until_its_milestone_is_reached(status, stamps):
    six = {"dispatch_by": 60, "collect_by": 70, "ready_due": 80, "collection_due": 90, "delivery_due": 200}
    followed = deliveries.delivery_course(_case(_seen(status, source="api", deliver_by=150, **six)))
    assert sorted(s.action for s in followed.stamps) == sorted(stamps)


# --- Laws ------------------------------------------------------------------------------------------------------------


@st.composite
def orders(draw):
    """An order as a file could show it, with what may have been recorded of it; the instants of its course in order."""
    paid, left, came, ended = sorted(draw(st.lists(st.integers(1, 300), min_size=4, max_size=4, unique=True)))
    maybe = st.booleans()
    status = draw(st.sampled_from([*ORDER_STATUSES, None]))
    as_of = draw(st.integers(0, 400))
    seen = _seen(
        status,
        as_of=as_of,
        source=draw(st.sampled_from(["export", "api", "hand"])),
        paid_at=paid if paid <= as_of and draw(maybe) else None,
        ready_at=left - 1 if left <= as_of and status in (*LEFT, None) and draw(maybe) else None,
        collected_at=left if left <= as_of and status in (*GONE, None) and draw(maybe) else None,
        delivered_at=came if came < as_of and status in ("delivered", "completed") and draw(maybe) else None,
        cancelled_at=ended if ended <= as_of and status == "cancelled" and draw(maybe) else None,
        dispatch_by=60 if draw(maybe) else None,
        collect_by=70 if draw(maybe) else None,
        ready_due=80 if draw(maybe) else None,
        collection_due=90 if draw(maybe) else None,
        delivery_due=200 if draw(maybe) else None,
        deliver_by=150 if draw(maybe) else None,
    )
    names = (*HOURS, "tracking.updated", "delivery.traced", "buyer.told", "case.noted", "case.confirmed", "case.closed")
    hours = draw(st.lists(st.integers(1, 400), max_size=5, unique=True))
    events = [Event(draw(st.sampled_from(names)), _at(h)) for h in hours]
    return _case(seen, *events, trust=draw(maybe))


def _derive(case):
    return derive(case, load_policy("tiktok", "GB"), LONDON)


@pytest.mark.slow
@SAME_EACH_TIME
@given(orders(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_recorded_does_not_matter(case, chance):
    events = list(case.events)
    chance.shuffle(events)
    other, same = _derive(case._replace(events=tuple(events))), _derive(case)
    assert (other.state, other.clocks, other.timeline.happenings) == (
        same.state,
        same.clocks,
        same.timeline.happenings,
    )
    assert set(map(repr, other.timeline.void)) == set(map(repr, same.timeline.void))


@SAME_EACH_TIME
@given(orders())
def test_each_step_is_told_once_by_the_platform_and_never_after_the_file(case):
    followed = deliveries.delivery_course(case)
    told = [e for e, _ in followed.happened if e.source != "hand"]
    assert len({e.name for e in told}) == len(told)
    for event in told:
        assert event.at <= case.order_snapshot.as_of or not event.inferred
        assert event.earliest is None or event.earliest <= event.at
        assert event.inferred == (event.source == "inferred")
    denied = {id(e) for e, _ in followed.void}
    assert not denied & {id(e) for e, _ in followed.happened}


@SAME_EACH_TIME
@given(orders())
def test_nothing_runs_once_the_order_has_come_or_is_closed(case):
    derived = _derive(case)
    if derived.state.ended or derived.state.closed:
        assert not [c for c in derived.clocks if c.stopped_at is None and c.duty != "check"]


@SAME_EACH_TIME
@given(orders())
def test_every_order_on_its_way_has_one_who_looks(case):
    derived = _derive(case)
    order = case.order_snapshot
    if derived.state.ended or derived.state.closed or (order.status == "unpaid" and order.source != "hand"):
        return
    seller = {c.duty for c in derived.clocks if c.owner == "seller" and (c.stopped_at is None or not c.confirmed)}
    unknown = order.status is None and order.source != "hand"
    assert seller & {"dispatch", "trace", "tell-buyer"} or (unknown and "check" in seller)


@SAME_EACH_TIME
@given(orders())
def test_what_silence_starts_begins_when_that_silence_ends(case):
    derived = _derive(case)
    for trace in [c for c in derived.clocks if c.duty == "trace"]:
        assert trace.chained
        outcome = {"tracking.stale": "tracking-stale", "delivery.late": "delivery-late"}[trace.started_by]
        assert trace.started_at in [c.due for c in derived.clocks if c.outcome == outcome]
    running = [c for c in derived.clocks if c.duty == "trace" and c.stopped_at is None]
    assert len(running) <= 1
