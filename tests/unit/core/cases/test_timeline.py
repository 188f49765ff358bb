"""What happened to a case: the order in which facts were recorded does not matter, and each step moves its own axis."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from aftersales.core.cases import state as case_state
from aftersales.core.cases import timeline
from aftersales.core.cases.events import SHOWN_IN_DATA, TIMEOUT_EVENTS
from aftersales.core.cases.model import Case, Event, Observation, Stamp
from aftersales.core.cases.statuses import ARBITRATIONS, COURSES, STATUSES
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy
from tables import of_each

MARKETS = ("GB", "US", "TH")
BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
SAME_EACH_TIME = settings(derandomize=True)

HAND = (
    "request.approved", "request.offered", "request.rejected", "request.withdrawn", "return.shipped",
    "return.delivered", "return.received", "return.refused", "return.lost", "receipt.extended", "refund.issued",
    "case.closed", "case.reopened", "case.confirmed", "case.noted", "offer.accepted", "offer.declined",
    "dispute.opened", "dispute.evidence", "dispute.ruled", "appeal.filed", "appeal.ruled", "replacement.sent",
    "order.cancelled", "buyer.told", "evidence.added",
)  # fmt: skip
WORDS = (None, None, None, None, *ARBITRATIONS, "a word of tomorrow")
PARCEL = ("return.shipped", "return.delivered", "case.noted")
RECORDS = (
    "buyer: The buyer asked to return the goods", "seller: The seller approved the return",
    "system: Approved automatically: the seller did not respond", "seller: The seller rejected the request",
    "buyer: The parcel is on its way", "system: The parcel was delivered to the seller",
    "seller: The seller accepted the parcel", "seller: The seller rejected the parcel", "system: Refund issued",
    "buyer: The buyer opened a dispute", "operator: The platform decided for the buyer", "system: Something new",
)  # fmt: skip
ACTIONS = (None, "SELLER_RESPOND_RETURN", "SELLER_RESPOND_RECEIVE_PACKAGE", "SELLER_DO_SOMETHING_NEW")


@st.composite
def histories(draw, hand=HAND, statuses=(*STATUSES, "unknown"), refs=("A", "B")):
    """A case as the ledger could hold it: instants all differ, and the snapshots of a ref never overlap."""
    hours = iter(draw(st.lists(st.integers(1, 600), min_size=24, max_size=24, unique=True)))
    moments = iter(sorted(hours))
    events, observations = [], []

    def when():
        return BEGIN + next(moments) * HOUR

    opened = when()
    source = draw(st.sampled_from(["hand", "export", "api"]))
    events.append(Event("request.opened", opened, {"ref": refs[0]} if source != "hand" else {}, source))
    attempts = 1
    for _ in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(["hand", "seen", "seen", "record", "again"]))
        if kind == "hand":
            name = draw(st.sampled_from(hand))
            events.append(Event(name, when(), draw(_data(name))))
        elif kind == "record":
            events.append(Event("case.noted", when(), {"text": draw(st.sampled_from(RECORDS))}, "api", "sync records"))
        elif kind == "again" and attempts < len(refs):
            events.append(Event("request.resubmitted", when(), {"ref": refs[attempts]}, "api"))
            attempts += 1
        else:
            action = draw(st.sampled_from(ACTIONS))
            source = draw(st.sampled_from(["export", "api"]))
            first = when()
            observations.append(
                Observation(
                    ref=refs[draw(st.integers(0, attempts - 1))],
                    source=source,
                    first_seen=first,
                    noticed_at=first,
                    last_seen=when(),
                    status=draw(st.sampled_from(statuses)),
                    raw="as the platform says",
                    stamps=(Stamp(action, first + 50 * HOUR),) if action and source == "api" else (),
                    tracking=draw(st.sampled_from([None, "RM1"])),
                    keep=draw(st.booleans()),
                    arbitration=draw(st.sampled_from(WORDS)),
                )
            )
    return Case(
        id=1,
        shop="s",
        market=draw(st.sampled_from(MARKETS)),
        kind=draw(st.sampled_from(["refund", "return", "replacement", "cancellation"])),
        ref=refs[attempts - 1],
        amount=Money(4900, "GBP"),
        order_amount=draw(st.sampled_from([None, Money(4900, "GBP"), Money(15_000, "GBP"), Money(15_000, "EUR")])),
        quick_refund=draw(st.booleans()),
        trust=draw(st.booleans()),
        events=tuple(e._replace(id=n, recorded_at=e.at) for n, e in enumerate(events, 1)),
        observations=tuple(observations),
    )


def _data(name):
    """What may be said of an event by hand, and need not."""
    said = {
        "request.approved": [{}, {"mode": "keep"}, {"mode": "seller-address"}, {"by": "platform"}],
        "request.offered": [{}, {"amount": 1500}],
        "refund.issued": [{}, {"amount": 1000}, {"amount": 4900}],
        "dispute.ruled": [{"for": "buyer"}, {"for": "seller"}, {"for": "nobody"}],
        "appeal.ruled": [{"for": "buyer"}, {"for": "seller"}],
        "order.cancelled": [{}, {"paid": False}],
    }
    return st.sampled_from(said.get(name, [{}]))


def _derive(case, why=True):
    policy = load_policy("tiktok", case.market)
    return derive(case, policy, ZoneInfo(policy.timezone), why=why)


def _running(case, *, but=()):
    found = [c for c in _derive(case, why=False).clocks if c.stopped_at is None and c.duty not in but]
    return sorted((c.due, c.duty, c.rule or "", c.chained, c.holds) for c in found)


# --- Laws --------------------------------------------------------------------------------------------------------


@SAME_EACH_TIME
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_recorded_does_not_matter(case, chance):
    events, seen = list(case.events), list(case.observations)
    chance.shuffle(events)
    chance.shuffle(seen)
    assert _derive(case._replace(events=tuple(events), observations=tuple(seen))) == _derive(case)


@SAME_EACH_TIME
@given(histories())
def test_deriving_twice_gives_the_same(case):
    before = case._replace()
    assert _derive(case) == _derive(case)
    assert case == before


@SAME_EACH_TIME
@given(histories(hand=PARCEL), st.integers(1, 2000))
def test_seeing_the_same_again_later_moves_no_deadline(case, hours):
    """Nothing was decided here, so a file that shows the same can neither confirm nor contradict anything. Only the
    look moves: newer data of another day that show the same are a look.
    """
    if not case.observations:
        return
    last = max(case.observations, key=lambda o: o.last_seen)
    stretched = last._replace(last_seen=last.last_seen + hours * HOUR)
    seen = tuple(stretched if o is last else o for o in case.observations)
    assert _running(case._replace(observations=seen), but=("check",)) == _running(case, but=("check",))


@SAME_EACH_TIME
@given(histories(hand=PARCEL), st.integers(1, 2000))
def test_a_second_file_that_shows_the_same_moves_no_deadline(case, hours):
    """As above, where the file comes as a snapshot of its own. The day to look anew is then that of the newer file."""
    if not case.observations:
        return
    last = max(case.observations, key=lambda o: o.last_seen)
    later = last.last_seen + hours * HOUR
    again = last._replace(first_seen=later, noticed_at=later, last_seen=later)
    seen = (*case.observations, again)
    assert _running(case._replace(observations=seen), but=("check",)) == _running(case, but=("check",))


SILENCES = {"buyer.lapsed", "payment.missing", *TIMEOUT_EVENTS.values()}


@SAME_EACH_TIME
@given(histories())
def test_what_is_stored_of_a_clock_holds_together(case):
    derived = _derive(case)
    for clock in derived.clocks:
        assert clock.due.tzinfo is not None
        assert clock.due.microsecond == 0
        assert clock.stamped_due is None or clock.due == clock.stamped_due
        assert clock.stamped_due is not None or clock.computed_due in (None, clock.due)
        assert (clock.stopped_at is None) == (clock.stopped_by is None)
        # What was recorded after the end of a case, which came to be known only later, is not turned into an interval.
        assert clock.stopped_from is None or clock.stopped_from <= max(clock.stopped_at, clock.started_at)
        assert clock.confirmed or clock.stopped_at is not None
        assert clock.lapses_at is None or clock.duty in ("confirm-receipt", "appeal")
        assert clock.chained == (clock.started_by in SILENCES)
    for duty, owner in {(c.duty, c.owner) for c in derived.clocks}:
        same = [c for c in derived.clocks if (c.duty, c.owner) == (duty, owner)]
        live = [c for c in same if c.stopped_at is None or not c.confirmed]
        for chained in (False, True):
            some = [c for c in live if c.chained is chained]
            assert sum(c.holds for c in some) == bool(some)


@SAME_EACH_TIME
@given(histories())
def test_what_silence_starts_begins_when_that_silence_ends(case):
    """The refund begins at the end of the receipt's time, the next answer at the end of the buyer's time for an offer,
    the look at a case at the end of the buyer's, and the look for money at the end of the platform's time to pay it.
    """
    derived = _derive(case)
    for chained in [c for c in derived.clocks if c.chained and c.started_by in TIMEOUT_EVENTS.values()]:
        ended = [c.due for c in derived.clocks if TIMEOUT_EVENTS.get(c.outcome) == chained.started_by]
        assert chained.started_at in ended
    zone = markets()[case.market].timezone
    windows = [c for c in derived.clocks if c.owner == "buyer" and c.outcome == "case-closed" and c.stopped_at is None]
    closings = [c for c in derived.clocks if c.started_by == "buyer.lapsed"]
    assert sorted((c.rule, c.started_at) for c in closings) == sorted((w.rule, w.due) for w in windows)
    for close in closings:
        assert (close.duty, close.owner, close.outcome) == ("close", "seller", "case-closed")
        assert close.due == oracle.end_of_the_next_day(close.started_at, zone)


@SAME_EACH_TIME
@given(histories())
def test_of_a_closed_case_at_most_an_appeal_runs(case):
    """And that only where the platform closed it: who closes a case himself has done with it."""
    derived = _derive(case)
    if derived.state.closed:
        running = {c.duty for c in derived.clocks if c.stopped_at is None}
        ended = [h.event for h in derived.timeline.happenings if h.event.name == "case.closed"][-1]
        assert running <= (set() if ended.source == "hand" else {"appeal"})
        assert derived.state.settled  # a window that may still be used keeps no case open


@SAME_EACH_TIME
@given(histories())
def test_what_the_data_show_never_turns_the_parcel_or_the_money_back(case):
    """Within an attempt: asked again, it begins afresh."""
    state = case_state.start(case)
    for happening in timeline.build(case).happenings:
        after = case_state.step(case, state, happening.event)
        if happening.event.inferred and after.attempt == state.attempt:
            for axis, course in COURSES.items():
                assert course.index(getattr(state, axis)) <= course.index(getattr(after, axis)), happening
        state = after


@SAME_EACH_TIME
@given(histories())
def test_an_inferred_start_never_moves_state_by_silence(case):
    for clock in _derive(case).clocks:
        assert "inferred" not in clock.flags or clock.lapses_at is None or clock.duty == "appeal"


@SAME_EACH_TIME
@given(histories())
def test_history_is_in_order_and_intervals_end_at_their_instant(case):
    happenings = timeline.build(case).happenings
    assert [h.event.at for h in happenings] == sorted(h.event.at for h in happenings)
    for happening in happenings:
        assert happening.event.earliest is None or happening.event.earliest <= happening.event.at
        assert happening.confirmed or happening.event.name in SHOWN_IN_DATA


def test_a_settled_case_has_nothing_running():
    """A settled case is not derived anew when rules change, and is left out of the clocks of a read-only ledger."""
    case = PLAIN._replace(quick_refund=True)
    derived = _derive(case)
    assert [c.duty for c in derived.clocks if c.stopped_at is None] == ["respond"]
    assert not derived.state.settled


def test_of_two_submissions_by_hand_the_one_that_the_platform_tells_goes():
    first = Event("request.resubmitted", BEGIN + 50 * HOUR, id=2)
    second = Event("request.resubmitted", BEGIN + 100 * HOUR, id=3)
    told = Event("request.resubmitted", BEGIN + 99 * HOUR, {"ref": "C"}, "api", id=4)
    one = PLAIN._replace(events=(*PLAIN.events, first, second, told))
    other = PLAIN._replace(events=(*PLAIN.events, second, first, told))
    assert timeline.build(one) == timeline.build(other)
    assert [h.event.at for h in timeline.build(one).happenings] == [BEGIN, first.at, told.at]


# --- The three axes ----------------------------------------------------------------------------------------------

PLAIN = Case(
    id=1, shop="s", market="GB", kind="return", amount=Money(4900, "GBP"), order_amount=Money(4900, "GBP"),
    events=(Event("request.opened", BEGIN, id=1),),
)  # fmt: skip


def _after(*steps, kind="return", **facts):
    """The state after these steps, an hour apart: a name, or a name and its data."""
    events = [Event("request.opened", BEGIN, id=1)]
    for n, step in enumerate(steps, 1):
        name, data = step if isinstance(step, tuple) else (step, {})
        events.append(Event(name, BEGIN + n * HOUR, data, id=n + 1))
    return timeline.build(PLAIN._replace(kind=kind, events=tuple(events), **facts)).state


KEEP = ("request.approved", {"mode": "keep"})
SHIP = ("request.approved", {"mode": "seller-address"})


@of_each(
    "kind, steps, decision, parcel, money, mode",
    [
        ("return", [], "pending", "none", "none", "undecided"),
        ("return", ["request.approved"], "approved", "awaited", "none", "undecided"),
        ("return", [SHIP], "approved", "awaited", "none", "seller-address"),
        ("return", [KEEP], "approved", "none", "owed", "keep"),
        ("return", [("request.approved", {"mode": "partial"})], "approved", "none", "owed", "partial"),
        ("return", ["request.offered"], "offered", "none", "none", "partial"),
        ("return", ["request.rejected"], "rejected", "none", "none", "undecided"),
        ("return", [SHIP, "return.shipped"], "approved", "shipped", "none", "seller-address"),
        ("return", [SHIP, "return.shipped", "return.delivered"], "approved", "delivered", "none", "seller-address"),
        ("return", [SHIP, "return.shipped", "return.refused"], "approved", "refused", "none", "seller-address"),
        ("return", [SHIP, "return.shipped", "return.lost"], "approved", "lost", "none", "seller-address"),
        ("return", [SHIP, "return.received"], "approved", "received", "owed", "seller-address"),
        ("return", [SHIP, "return.received", "refund.issued"], "approved", "received", "refunded", "seller-address"),
        ("return", [SHIP, "refund.issued"], "approved", "awaited", "refunded", "seller-address"),
        ("return", [SHIP, "refund.issued", "return.received"], "approved", "received", "refunded", "seller-address"),
        ("return", ["request.rejected", "request.resubmitted"], "pending", "none", "none", "undecided"),
        ("return", [SHIP, "return.shipped", "request.resubmitted"], "pending", "none", "none", "undecided"),
        ("refund", ["request.approved"], "approved", "none", "owed", "undecided"),
        ("refund", ["request.approved", "refund.issued"], "approved", "none", "refunded", "undecided"),
        ("refund", ["request.rejected", "request.approved"], "approved", "none", "owed", "undecided"),
        ("cancellation", ["request.approved"], "approved", "none", "owed", "undecided"),
        ("replacement", ["request.approved"], "approved", "awaited", "none", "undecided"),
        ("replacement", [SHIP, "return.received"], "approved", "received", "none", "seller-address"),
        ("return", ["receipt.extended", "case.noted", "case.confirmed"], "pending", "none", "none", "undecided"),
    ],
)
def test_each_step_moves_its_own_axis(kind, steps, decision, parcel, money, mode):
    state = _after(*steps, kind=kind)
    assert (state.decision, state.parcel, state.money, state.mode) == (decision, parcel, money, mode)


@of_each(
    "payments, refunded, money",
    [
        ([1000], 1000, "partial"),
        ([1000, 3899], 4899, "partial"),
        ([1000, 3900], 4900, "refunded"),
        ([4900], 4900, "refunded"),
        ([None], 4900, "refunded"),
        ([1000, None], 4900, "refunded"),
    ],
)
def test_refunds_add_up_to_the_amount_asked(payments, refunded, money):
    steps = [("refund.issued", {"amount": p} if p else {}) for p in payments]
    state = _after("request.approved", *steps, kind="refund")
    assert (state.refunded, state.money) == (refunded, money)


@of_each(
    "steps, closed, settled, attempt",
    [
        ([], False, False, 1),
        (["case.closed"], True, True, 1),
        (["case.closed", "case.reopened"], False, False, 1),
        (["request.rejected", "request.resubmitted"], False, False, 2),
        (["case.closed", "request.resubmitted"], False, False, 2),
        ([KEEP, "refund.issued"], False, True, 1),
        ([SHIP, "return.shipped", "refund.issued"], False, False, 1),  # a parcel is still to be checked
        ([SHIP, "return.received", "refund.issued"], False, True, 1),
        ([SHIP, "return.received"], False, False, 1),
        (["request.rejected"], False, False, 1),
    ],
)
def test_when_a_case_is_over(steps, closed, settled, attempt):
    state = _after(*steps)
    assert (state.closed, state.settled, state.attempt) == (closed, settled, attempt)


def test_flags_say_what_is_special():
    assert _after(quick_refund=True).flags == ("quick-refund",)
    assert _after("case.closed", "case.reopened").flags == ("reopened",)
    assert _after(("case.noted", {"flags": ["below-paid"]})).flags == ("below-paid",)
    assert _after().flags == ()


# --- What snapshots make of it -------------------------------------------------------------------------------------


def _seen(status, first, last=None, **more):
    start, end = BEGIN + first * HOUR, BEGIN + (last or first) * HOUR
    values = {"source": "api", "raw": status, **more}
    return Observation(ref="A", first_seen=start, noticed_at=start, last_seen=end, status=status, **values)


def _told(*seen, events=(), **facts):
    opened = Event("request.opened", BEGIN, {"ref": "A"}, "api", id=1)
    case = PLAIN._replace(ref="A", events=(opened, *events), observations=tuple(seen), **facts)
    return timeline.build(case)


def _inferred(told):
    return [
        (h.event.name, (h.event.at - BEGIN) / HOUR, h.event.earliest and (h.event.earliest - BEGIN) / HOUR)
        for h in told.happenings
        if h.event.inferred
    ]


def test_a_change_between_two_snapshots_lies_between_them():
    told = _told(_seen("pending", 0, 10), _seen("awaiting-ship", 20, 30), _seen("shipped", 40))
    assert _inferred(told) == [("request.approved", 20, 10), ("return.shipped", 40, 30)]


def test_several_changes_in_one_gap_share_it_in_the_order_they_must_have_come():
    told = _told(_seen("pending", 0, 10), _seen("complete", 40), kind="refund")
    assert _inferred(told) == [("request.approved", 40, 10), ("refund.issued", 40, 10), ("case.closed", 40, 10)]


def test_the_first_snapshot_has_no_early_end():
    assert _inferred(_told(_seen("shipped", 5))) == [("request.approved", 5, None), ("return.shipped", 5, None)]


def test_a_first_snapshot_that_is_pending_tells_nothing_new():
    assert _inferred(_told(_seen("pending", 5))) == []


def test_an_instant_in_the_data_is_used():
    when = BEGIN + 33 * HOUR
    told = _told(_seen("pending", 0, 10), _seen("complete", 40, refunded_at=when), kind="refund")
    refund = next(h.event for h in told.happenings if h.event.name == "refund.issued")
    assert (refund.at, refund.inferred, refund.earliest) == (when, False, None)


def test_a_status_nobody_knows_changes_nothing_and_keeps_the_early_end():
    told = _told(_seen("pending", 0, 10), _seen("unknown", 15, 18), _seen("awaiting-ship", 20))
    assert [name for name, *_ in _inferred(told)] == ["request.approved"]
    assert told.state.flags == ()


@of_each("minutes", [0, 10])
def test_a_fact_recorded_up_to_the_lag_after_the_data_replaces_the_guess(minutes):
    fact = Event("request.approved", BEGIN + 20 * HOUR + timedelta(minutes=minutes), id=2)
    assert _inferred(_told(_seen("pending", 0, 10), _seen("awaiting-ship", 20), events=(fact,))) == []


# --- What the platform's records of a return make of it ------------------------------------------------------------


def _record(hour, text, number=20):
    return Event("case.noted", BEGIN + timedelta(hours=hour), {"text": text}, "api", "sync records", id=number + hour)


def _happened(told):
    return [(h.event.name, (h.event.at - BEGIN) / HOUR, h.event.inferred) for h in told.happenings]


COURSE = (
    _record(0, "buyer: The buyer asked to return the goods"),
    _record(8, "seller: The seller approved the return"),
    _record(60, "buyer: The parcel is on its way"),
    _record(90, "system: The parcel was delivered to the seller"),
    _record(100, "system: Approved automatically: the seller did not respond"),
    _record(110, "system: Refund issued"),
)


@of_each(
    "status, recorded, happened",
    [
        ("awaiting-ship", 2, [("request.approved", 8)]),
        ("shipped", 3, [("request.approved", 8), ("return.shipped", 60)]),
        ("shipped", 4, [("request.approved", 8), ("return.shipped", 60), ("return.delivered", 90)]),
        ("refund-due", 5, [("request.approved", 8), ("return.received", 100)]),
        ("complete", 6, [("request.approved", 8), ("refund.issued", 110)]),
    ],
)
def test_the_records_date_what_the_first_snapshot_shows(status, recorded, happened):
    told = _told(_seen(status, 120), events=COURSE[:recorded])
    exact = [(name, at) for name, at, inferred in _happened(told) if not inferred and name != "case.noted"]
    assert exact == [("request.opened", 0), *happened]
    assert {e for e, *_ in _inferred(told)} <= {"case.closed"}
    left = [h.event for h in told.happenings if h.event.name == "case.noted"]
    assert len(left) == recorded - 1 - len(happened)  # the buyer's first step is the request itself


@of_each(
    "recorded, clocks",
    [
        # Approved on Mon 2 Nov 17:00; the buyer has 5 days.
        (2, {("gb.ship-back", datetime(2026, 11, 7, 17, tzinfo=UTC))}),
        # Sent on Wed 4 Nov 21:00: 8 days until the goods count as delivered. Nothing moves by itself then: the
        # platform's data show what came of it.
        (3, {("gb.confirm-receipt", datetime(2026, 11, 12, 21, tzinfo=UTC))}),
        # Delivered on Fri 6 Nov 03:00; two working days, Mon 9 and Tue 10.
        (
            4,
            {
                ("gb.confirm-receipt", datetime(2026, 11, 12, 21, tzinfo=UTC)),
                ("gb.inspect", datetime(2026, 11, 10, 3, tzinfo=UTC)),
            },
        ),
    ],
)
def test_clocks_start_at_the_instants_of_the_records(recorded, clocks):
    opened = Event("request.opened", BEGIN, {"ref": "A"}, "api", id=1)
    status = "awaiting-ship" if recorded == 2 else "shipped"
    case = Case(1, "s", "GB", "return", ref="A", amount=Money(4900, "GBP"), order_amount=Money(4900, "GBP"),
                events=(opened, *COURSE[:recorded]), observations=(_seen(status, 120, 600),))  # fmt: skip
    running = [c for c in _derive(case).clocks if c.stopped_at is None and c.duty != "close"]
    assert {(c.rule, c.due) for c in running} == clocks
    unrecorded = _derive(case._replace(events=(opened,))).clocks
    assert [c.duty for c in unrecorded if c.stopped_at is None] == ["check"]


def test_a_step_is_told_by_its_name_where_its_sentence_says_nothing():
    named = _record(8, "seller: 同意退货")._replace(data={"text": "seller: 同意退货", "step": "SELLER_APPROVE_RETURN"})
    assert _happened(_told(_seen("awaiting-ship", 120), events=(named,)))[1:] == [("request.approved", 8, False)]


def test_an_approval_bears_who_gave_it():
    by_seller, by_silence = (
        _told(_seen("refund-due", 120), events=(_record(8, text),), kind="refund")
        for text in ("seller: The seller approved the refund", COURSE[4].data["text"])
    )
    assert (by_seller.state.approved_by, by_silence.state.approved_by) == ("seller", "platform")


def test_a_record_that_the_status_does_not_bear_out_is_a_remark_and_hides_no_duty():
    """Words that are read wrongly, or that the list does not show yet, must not answer a request."""
    told = _told(_seen("pending", 0, 120), events=(COURSE[1],))
    assert told.state.decision == "pending"
    assert [name for name, *_ in _happened(told)] == ["request.opened", "case.noted"]


def test_a_record_outside_of_the_interval_dates_nothing():
    """Seen without it later, or only shown before: it is of another change."""
    early = _told(_seen("pending", 0, 50), _seen("awaiting-ship", 60), events=(COURSE[1],))
    late = _told(_seen("pending", 0, 1), _seen("awaiting-ship", 5, 50), events=(COURSE[1],))
    assert _inferred(early) == [("request.approved", 60, 50)]
    assert _inferred(late) == [("request.approved", 5, 1)]


def test_what_was_recorded_by_hand_stands_beside_the_record():
    mine = Event("request.approved", BEGIN + 7 * HOUR, {"mode": "seller-address"}, id=2)
    told = _told(_seen("awaiting-ship", 120), events=(mine, COURSE[1]), trust=False)
    assert [(h.event.name, h.confirmed) for h in told.happenings] == [
        ("request.opened", True), ("request.approved", True), ("case.noted", True),
    ]  # fmt: skip


def test_what_no_record_tells_came_before_what_one_tells():
    told = _told(_seen("shipped", 120), events=(COURSE[2],))
    assert _happened(told)[1:] == [
        ("request.approved", pytest.approx(60, abs=0.01), True), ("return.shipped", 60, False),
    ]  # fmt: skip


def test_what_went_out_with_the_request_is_not_dated_before_it():
    at_once = _record(0, "system: Refunded at once by the platform")
    case = PLAIN._replace(kind="refund", ref="A", quick_refund=True,
                          events=(Event("request.opened", BEGIN, {"ref": "A"}, "api", id=1), at_once),
                          observations=(_seen("complete", 0, 10),))  # fmt: skip
    told = timeline.build(case)
    assert {at for _, at, _ in _happened(told)} == {0.0}
    assert [c.stopped_by for c in _derive(case).clocks if c.duty == "respond"] == ["request.approved"]


def test_a_dispute_is_dated_by_its_records():
    events = (
        _record(5, "seller: The seller rejected the request"),
        _record(30, "buyer: The buyer opened a dispute"),
        _record(70, "operator: The platform decided for the buyer"),
    )
    told = _told(_seen("rejected", 80, arbitration="for-buyer"), events=events)
    assert _happened(told)[1:] == [
        ("request.rejected", 5, False), ("dispute.opened", 30, False), ("dispute.ruled", 70, False),
    ]  # fmt: skip
    assert told.state.arbitration == "for-buyer"


def test_a_fact_long_after_the_data_showed_it_does_not():
    fact = Event("request.approved", BEGIN + 20 * HOUR + timedelta(minutes=10, seconds=1), id=2)
    told = _told(_seen("pending", 0, 10), _seen("awaiting-ship", 20), events=(fact,))
    assert _inferred(told) == [("request.approved", 20, 10)]


def test_a_fact_of_an_earlier_attempt_replaces_nothing_of_the_next():
    events = (
        Event("request.rejected", BEGIN + HOUR, id=2),
        Event("request.resubmitted", BEGIN + 5 * HOUR, {"ref": "B"}, "api", id=3),
    )
    seen = _seen("rejected", 20, 25)._replace(ref="B")
    before = _seen("pending", 6, 10)._replace(ref="B")
    assert _inferred(_told(before, seen, events=events)) == [("request.rejected", 20, 10)]


@of_each(
    "event, status, verdict",
    [
        ("request.approved", "awaiting-ship", True),
        ("request.approved", "in-process", True),
        ("request.approved", "complete", True),
        ("request.approved", "pending", False),
        ("request.approved", "rejected", False),
        ("request.approved", "cancelled", None),
        ("request.rejected", "rejected", True),
        ("request.rejected", "pending", False),
        ("request.rejected", "awaiting-ship", False),
        ("request.offered", "offered", True),
        ("request.offered", "pending", False),
        ("return.received", "refund-due", True),
        ("return.received", "complete", True),
        ("return.received", "shipped", False),
        ("return.received", "in-process", None),
        ("return.refused", "receive-rejected", True),
        ("return.refused", "shipped", False),
        ("refund.issued", "complete", True),
        ("refund.issued", "refund-due", False),
        ("refund.issued", "in-process", None),
        ("refund.issued", "unknown", None),
    ],
)
def test_what_newer_data_make_of_a_decision(event, status, verdict):
    decision = Event(event, BEGIN + 20 * HOUR, id=2)
    told = _told(_seen(status, 30), events=(decision,), trust=False)
    mine = [h for h in told.happenings if h.event is decision]
    if verdict is False:
        assert not mine
        assert [e for e, _ in told.void] == [decision]
    else:
        assert [h.confirmed for h in mine] == [verdict is True]
        assert not told.void


def test_older_data_contradict_nothing():
    decision = Event("request.approved", BEGIN + 20 * HOUR, id=2)
    told = _told(_seen("pending", 0, 20), events=(decision,), trust=False)
    assert [h.confirmed for h in told.happenings if h.event is decision] == [False]


def test_the_first_telling_data_decide():
    """Answered there only later: the earlier answer was not given, and the later one is inferred."""
    decision = Event("request.approved", BEGIN + 20 * HOUR, id=2)
    told = _told(_seen("pending", 0, 25), _seen("awaiting-ship", 30), events=(decision,), trust=False)
    assert [e for e, _ in told.void] == [decision]
    assert _inferred(told) == [("request.approved", 30, 25)]


def test_confirm_vouches_for_what_came_before_it_and_not_after():
    first = Event("request.approved", BEGIN + 20 * HOUR, id=2)
    word = Event("case.confirmed", BEGIN + 21 * HOUR, id=3)
    later = Event("return.received", BEGIN + 22 * HOUR, id=4)
    told = _told(_seen("pending", 0, 10), events=(first, word, later), trust=False)
    assert {h.event.name: h.confirmed for h in told.happenings if h.event.source == "hand"} == {
        "request.approved": True,
        "case.confirmed": True,
        "return.received": False,
    }


def test_chance_orders_of_one_busy_case():
    """A case with everything on it, in 200 orders: one and the same result, in full."""
    opened = Event("request.opened", BEGIN, {"ref": "A"}, "api", id=1)
    stamp = Stamp("SELLER_RESPOND_RECEIVE_PACKAGE", BEGIN + 300 * HOUR)
    events = [
        opened,
        Event("request.rejected", BEGIN + 12 * HOUR, id=2),
        Event("request.resubmitted", BEGIN + 30 * HOUR, {"ref": "B"}, "api", id=3),
        Event("request.approved", BEGIN + 40 * HOUR, {"mode": "seller-address"}, id=4),
        Event("return.shipped", BEGIN + 60 * HOUR, {"tracking": "RM1"}, id=5),
        Event("receipt.extended", BEGIN + 100 * HOUR, id=6),
        Event("case.noted", BEGIN + 60 * HOUR, id=7),
    ]
    seen = [
        _seen("pending", 0, 10),
        _seen("rejected", 13, 29),
        _seen("pending", 30, 39)._replace(ref="B"),
        _seen("awaiting-ship", 41, 59)._replace(ref="B"),
        _seen("shipped", 61, 120, stamps=(stamp,))._replace(ref="B"),
    ]
    base = PLAIN._replace(ref="B", trust=False)
    chance, results = random.Random(3), []
    for _ in range(200):
        chance.shuffle(events)
        chance.shuffle(seen)
        results.append(_derive(base._replace(events=tuple(events), observations=tuple(seen))))
    assert all(r == results[0] for r in results)
    assert [(c.duty, c.due) for c in results[0].clocks if c.stopped_at is None and not c.chained] == [
        ("confirm-receipt", BEGIN + 300 * HOUR)
    ]
