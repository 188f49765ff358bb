"""Pauses and extensions: a clock that stands while the buyer's answer is awaited, worked out by hand, with the laws
that hold for every pause.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.core.cases.model import Case, Event, Observation, Stamp
from aftersales.core.clocks.derive import derive
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time import pauses
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import UNITS, ClosingHour, ElapsedDeadline, Length, LocalDeadline, term_deadline
from aftersales.errors import PolicyError
from aftersales.rendering.fields.explain import EXPLAIN_FIELDS, Explained, ExplainedClock
from aftersales.rendering.fields.view import View
from tables import of_each

LONDON = ZoneInfo("Europe/London")
GB = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}
RULE = """
[[rule]]
id = "x.respond"
duty = "respond"
owner = "OWNER"
starts = ["request.opened", "request.resubmitted"]
stops = ["request.approved", "request.rejected", "request.resubmitted"]
outcome = "auto-approved"
extension = { length = "1 business day", times = 2 }
pauses = { from = ["request.offered"], until = ["offer.declined"]MOST }
[[rule.terms]]
length = "LENGTH"
source = "s"
confidence = "high"
"""


def _policy(length, most="", more="", owner="seller"):
    text = RULE.replace("LENGTH", length).replace("MOST", f', most = "{most}"' if most else "") + more
    return parse_policy("x.toml", tomllib.loads(text.replace("OWNER", owner)), GB, Calendar())


def _case(*told, observations=(), trust=True):
    """A refund with events, each a name, local time in London and what else is known of it."""
    events = []
    for number, (name, when, *more) in enumerate(told, 1):
        at = datetime.fromisoformat(when).replace(tzinfo=LONDON).astimezone(UTC)
        events.append(Event(name, at, *more, id=number, recorded_at=at))
    return Case(1, "s", "GB", "refund", trust=trust, events=tuple(events), observations=tuple(observations))


def _clock(policy, *told, **more):
    found = derive(_case(*told, **more), policy, LONDON, why=True).clocks
    (clock,) = [c for c in found if c.rule == "x.respond"]
    return clock


def _local(instant):
    return instant.astimezone(LONDON).replace(tzinfo=None).isoformat(" ")


OPENED = ("request.opened", "2026-11-26 10:00")  # a Thursday


# --- Worked out --------------------------------------------------------------------------------------------------


@of_each(
    "length, paused, resumed, due",
    [
        # 2 business days from Thu 10:00: Fri 27, Mon 30 at 10:00.
        ("2 business days", "2026-11-27 10:00", "2026-11-27 16:00", "2026-11-30 16:00:00"),
        ("2 business days", "2026-11-27 10:00", "2026-11-30 10:00", "2026-12-01 10:00:00"),  # the weekend counts once
        ("2 business days", "2026-11-28 09:00", "2026-11-29 21:00", "2026-11-30 10:00:00"),  # closed: it costs nothing
        ("2 business days", "2026-11-27 22:00", "2026-11-30 02:00", "2026-11-30 14:00:00"),  # 2 h and 2 h
        ("2 business days", "2026-11-27 10:00", "2026-12-04 10:00", "2026-12-07 10:00:00"),  # 5 working days
        ("2 business days", "2026-11-30 10:00", "2026-11-30 12:00", "2026-11-30 12:00:00"),  # paused at the last second
        ("2 business days", "2026-11-30 10:00:01", "2026-11-30 12:00", "2026-11-30 10:00:00"),  # too late to pause
        ("2 business days", "2026-11-27 20:00", "2026-11-28 10:00", "2026-11-30 14:00:00"),  # 4 h of Friday
        ("2 business days", "2026-11-27 10:00", "2026-11-27 10:00", "2026-11-30 10:00:00"),
        # A midnight: 10 h moved by 14 h is the end of Monday, which is the beginning of Tuesday.
        ("2 business days", "2026-11-27 06:00", "2026-11-27 20:00", "2026-12-01 00:00:00"),
        # 5 days from Thu 10:00: Tue 1 Dec at 10:00.
        ("5 days", "2026-11-27 10:00", "2026-11-30 12:00", "2026-12-04 12:00:00"),
        ("5 days", "2026-11-28 09:00", "2026-11-29 09:00", "2026-12-02 10:00:00"),
        ("1 week", "2026-11-28 09:00", "2026-11-28 10:30", "2026-12-03 11:30:00"),
        ("48 hours", "2026-11-27 10:00", "2026-11-30 09:15", "2026-12-01 09:15:00"),
    ],
)
def test_what_is_left_goes_on_in_the_terms_own_unit(length, paused, resumed, due):
    clock = _clock(_policy(length), OPENED, ("request.offered", paused), ("offer.declined", resumed))
    assert _local(clock.due) == due
    assert (clock.stopped_at, clock.flags) == (None, ())


def test_over_a_change_of_clocks_hours_elapse_and_days_are_those_of_the_wall():
    """Sun 25 Oct 2026 has 25 hours in London."""
    told = (
        ("request.opened", "2026-10-23 10:00"), ("request.offered", "2026-10-24 12:00"),
        ("offer.declined", "2026-10-25 12:00"),
    )  # fmt: skip
    assert _local(_clock(_policy("72 hours"), *told).due) == "2026-10-27 10:00:00"  # Mon 09:00, and 25 h
    assert _local(_clock(_policy("3 days"), *told).due) == "2026-10-27 10:00:00"  # Mon 10:00, and a day
    assert _local(_clock(_policy("2 business days"), *told).due) == "2026-10-27 10:00:00"  # Mon, Tue; nothing lost


@of_each(
    "paused, resumed, due",
    [
        ("2026-11-27 10:00", "2026-11-27 16:00", "2026-11-30 23:59:59"),
        ("2026-11-27 04:00", "2026-11-27 19:00", "2026-12-01 23:59:59"),
        ("2026-11-27 10:00", "2026-11-30 10:00", "2026-12-01 23:59:59"),
        ("2026-11-30 20:00", "2026-11-30 21:00", "2026-11-30 23:59:59"),
        ("2026-11-30 20:00", "2026-12-01 02:00", "2026-12-01 23:59:59"),  # Mon 16:00, but it stood over midnight
    ],
)
def test_a_closing_hour_is_applied_anew(paused, resumed, due):
    policy = _policy("2 business days", more='ends = "end-of-day"\n')
    clock = _clock(policy, OPENED, ("request.offered", paused), ("offer.declined", resumed))
    assert _local(clock.due) == due


def test_a_deadline_never_passes_while_its_clock_stands():
    """Extended by 5 days from Mon 30 Nov, 10:00, to Sat 5 Dec: a pause of that Saturday takes no business day, and yet
    the clock can't have run out before it goes on.
    """
    text = RULE.replace("LENGTH", "2 business days").replace("MOST", "").replace("OWNER", "seller")
    policy = parse_policy("x.toml", tomllib.loads(text.replace("1 business day", "5 days")), GB, Calendar())
    told = OPENED, ("receipt.extended", "2026-11-27 10:00")
    assert _local(_clock(policy, *told).due) == "2026-12-05 10:00:00"
    paused = ("request.offered", "2026-12-05 09:00"), ("offer.declined", "2026-12-05 18:00")
    assert _local(_clock(policy, *told, *paused).due) == "2026-12-05 18:00:00"


def test_two_pauses_add_up():
    told = (
        OPENED, ("request.offered", "2026-11-26 12:00"), ("offer.declined", "2026-11-26 15:00"),
        ("request.offered", "2026-11-30 09:00"), ("offer.declined", "2026-11-30 10:00"),
    )  # fmt: skip
    clock = _clock(_policy("2 business days"), *told)
    assert _local(clock.due) == "2026-11-30 14:00:00"  # Mon 10:00, 13:00, 14:00
    assert [(_local(p.since), _local(p.until)) for p in clock.running.pauses] == [
        ("2026-11-26 12:00:00", "2026-11-26 15:00:00"),
        ("2026-11-30 09:00:00", "2026-11-30 10:00:00"),
    ]


# --- Standing ----------------------------------------------------------------------------------------------------


def test_a_paused_clock_stands_until_an_event():
    policy = _policy("2 business days")
    clock = _clock(policy, OPENED, ("request.offered", "2026-11-27 10:00"))
    assert (clock.stopped_by, clock.flags) == ("request.offered", ("paused",))
    assert not clock.in_sight(clock.due + timedelta(days=365))
    assert "Paused Fri 27 Nov 2026 10:00 GMT (partial refund offered). The clock is paused;" in " ".join(clock.why)
    said = " ".join(
        _clock(policy, OPENED, ("request.offered", "2026-11-27 10:00"), ("offer.declined", "2026-11-30 10:00")).why
    )
    assert (
        "Paused Fri 27 Nov 2026 10:00 GMT (partial refund offered), resumed Mon 30 Nov 2026 10:00 GMT "
        "(offer declined): 1 d of business days, so the deadline moves to Tue 1 Dec 2026 10:00 GMT."
    ) in said


@pytest.mark.parametrize("by", ["request.approved", "request.rejected", "case.closed"])
def test_what_stops_a_clock_stops_a_paused_one(by):
    clock = _clock(_policy("2 days"), OPENED, ("request.offered", "2026-11-27 10:00"), (by, "2026-12-15 10:00"))
    assert (clock.stopped_by, clock.flags) == (by, ())
    assert "and not resumed before it was stopped." in " ".join(clock.why)


def test_a_request_asked_again_has_a_clock_of_its_own():
    told = OPENED, ("request.offered", "2026-11-27 10:00"), ("request.resubmitted", "2026-12-01 09:00")
    first, second = derive(_case(*told), _policy("2 days"), LONDON).clocks
    assert (first.stopped_by, first.attempt) == ("request.resubmitted", 1)
    assert (second.stopped_at, _local(second.due), second.attempt) == (None, "2026-12-03 09:00:00", 2)


def test_a_missed_clock_does_not_pause():
    clock = _clock(_policy("1 day"), OPENED, ("request.offered", "2026-11-28 10:00"))
    assert (clock.stopped_at, _local(clock.due)) == (None, "2026-11-27 10:00:00")


def test_what_was_offered_here_waits_for_the_platforms_data():
    """Paused, but not confirmed: the line stays in sight, since the offer is still to be made in Seller Center."""
    seen = datetime(2026, 11, 26, 12, tzinfo=UTC)
    shown = Observation("r", "export", seen, seen, seen, "pending")
    offered = ("request.offered", "2026-11-27 10:00")
    clock = _clock(_policy("2 business days"), OPENED, offered, observations=(shown,), trust=False)
    assert (clock.confirmed, clock.flags) == (False, ("paused",))
    assert clock.in_sight(clock.due)


def test_the_platforms_own_deadline_does_not_pause():
    stamp = datetime(2026, 12, 3, 9, tzinfo=UTC)
    seen = datetime(2026, 11, 27, 12, tzinfo=UTC)
    shown = Observation("r", "api", seen, seen, seen, "pending", stamps=(Stamp("SELLER_RESPOND_REFUND", stamp),))
    offered = ("request.offered", "2026-11-27 09:00", {}, "export")
    found = derive(_case(OPENED, offered, observations=(shown,)), _policy("2 days"), LONDON).clocks
    assert [c.due for c in found if c.in_sight(seen)] == [stamp]


# --- The longest time of a pause ---------------------------------------------------------------------------------


def test_a_pause_that_lasts_its_longest_goes_on_by_itself():
    """Known at once, whatever "now" is: 3 days from Fri 10:00 is Mon 10:00, and that costs one working day."""
    policy = _policy("2 business days", most="3 days")
    offered = ("request.offered", "2026-11-27 10:00")
    clock = _clock(policy, OPENED, offered)
    assert (clock.stopped_at, _local(clock.due), clock.flags) == (None, "2026-12-01 10:00:00", ())
    assert "resumed Mon 30 Nov 2026 10:00 GMT (a pause lasts 3 days at most): 1 d of business days" in " ".join(
        clock.why
    )
    late = _clock(policy, OPENED, offered, ("offer.declined", "2026-11-30 15:00"))
    assert _local(late.due) == "2026-12-01 10:00:00"
    early = _clock(policy, OPENED, offered, ("offer.declined", "2026-11-27 15:00"))
    assert _local(early.due) == "2026-11-30 15:00:00"


def test_an_offer_made_again_while_the_clock_stands_is_the_same_pause():
    told = OPENED, ("request.offered", "2026-11-27 10:00"), ("request.offered", "2026-11-27 14:00")
    assert _local(_clock(_policy("5 days", most="1 day"), *told).due) == "2026-12-02 10:00:00"
    later = *told[:2], ("request.offered", "2026-11-28 10:00")
    assert _local(_clock(_policy("5 days", most="1 day"), *later).due) == "2026-12-03 10:00:00"


# --- As `explain` tells it ---------------------------------------------------------------------------------------


def _told(policy, now, *told):
    clock = _clock(policy, *told)
    when = datetime.fromisoformat(now).replace(tzinfo=LONDON).astimezone(UTC)
    of = Explained([clock], policy, when, LONDON)
    return View(EXPLAIN_FIELDS, [ExplainedClock(clock, of)]).single()


def test_a_pause_is_told_to_programs():
    offered, declined = ("request.offered", "2026-11-27 10:00"), ("offer.declined", "2026-11-30 10:00")
    row = _told(_policy("2 business days"), "2026-11-28 09:00", OPENED, offered)
    assert (row["state"], row["due"]) == ("paused", "2026-11-30T10:00:00+00:00")
    (pause,) = row["pauses"]
    assert (pause["from"], pause["until"], pause["resumed_by"]) == ("2026-11-27T10:00:00+00:00", None, None)
    row = _told(_policy("2 business days"), "2026-11-30 11:00", OPENED, offered, declined)
    assert (row["state"], row["due"]) == ("running", "2026-12-01T10:00:00+00:00")
    assert row["pauses"] == [
        {
            "from": "2026-11-27T10:00:00+00:00", "until": "2026-11-30T10:00:00+00:00",
            "paused_by": "request.offered", "resumed_by": "offer.declined", "due": "2026-12-01T10:00:00+00:00",
        }
    ]  # fmt: skip


def test_a_clock_that_goes_on_by_itself_is_paused_until_then():
    offered = ("request.offered", "2026-11-27 10:00")
    policy = _policy("2 business days", most="3 days")
    states = {
        now: _told(policy, now, OPENED, offered)["state"]
        for now in ("2026-11-27 10:00", "2026-11-30 09:59", "2026-11-30 10:00", "2026-12-01 10:00:01")
    }
    assert list(states.values()) == ["paused", "paused", "running", "missed"]


# --- Inferred events ---------------------------------------------------------------------------------------------


def _inferred(name, early, late):
    at, earliest = (datetime.fromisoformat(t).replace(tzinfo=UTC) for t in (late, early))
    return Event(name, at, {}, "export", inferred=True, earliest=earliest, id=9)


@pytest.mark.parametrize(("owner", "due"), [("seller", "2026-12-01 14:00:00"), ("buyer", "2026-12-02 18:00:00")])
def test_of_an_inferred_pause_the_sellers_is_the_shortest_and_the_buyers_the_longest(owner, due):
    """5 days from Thu 10:00 is Tue 10:00. Offered on Fri between 10 and 12, declined on Fri 16:00 to Sat 18:00: 4 h at
    least, 32 h at most.
    """
    case = _case(OPENED)
    events = (
        *case.events,
        _inferred("request.offered", "2026-11-27 10:00", "2026-11-27 12:00"),
        _inferred("offer.declined", "2026-11-27 16:00", "2026-11-28 18:00"),
    )
    case = Case(1, "s", "GB", "refund", events=events)
    (clock,) = derive(case, _policy("5 days", owner=owner), LONDON).clocks
    assert _local(clock.due) == due


# --- Extensions --------------------------------------------------------------------------------------------------


def test_extensions_are_counted_and_each_comes_before_the_deadline():
    told = [("receipt.extended", f"2026-11-{day} 09:00") for day in (27, 28, 29)]
    clock = _clock(_policy("2 days"), OPENED, *told)  # due Sat 28, 10:00; on Mon 30; on Tue 1
    assert _local(clock.due) == "2026-12-01 10:00:00"
    said = " ".join(clock.why)
    assert said.count("by 1 business day, counted from") == 2
    assert "The extension of Sun 29 Nov 2026 09:00 GMT does not count: the rule allows it 2 times." in said
    late = _clock(_policy("2 days"), OPENED, ("receipt.extended", "2026-11-28 10:00:01"))
    assert _local(late.due) == "2026-11-28 10:00:00"
    assert "does not count: the deadline had passed." in " ".join(late.why)


@of_each(
    "length, extension, days, due",
    [
        ("2 business days", "2 business days", None, "2026-12-02 10:00:00"),
        ("2 business days", "4 days", None, "2026-12-04 10:00:00"),
        ("2 business days", "2 business days", 1, "2026-12-01 10:00:00"),
        ("2 business days", "48 hours", 3, "2026-12-03 10:00:00"),  # N days, as it was typed
        ("2 days", "1 business day", None, "2026-11-30 10:00:00"),
        ("48 hours", "36 hours", None, "2026-11-29 22:00:00"),
    ],
)
def test_an_extension_has_a_unit_of_its_own(length, extension, days, due):
    text = RULE.replace("LENGTH", length).replace("MOST", "").replace("OWNER", "seller")
    text = text.replace("1 business day", extension)
    policy = parse_policy("x.toml", tomllib.loads(text), GB, Calendar())
    data = {"days": days} if days else {}
    assert _local(_clock(policy, OPENED, ("receipt.extended", "2026-11-26 12:00", data)).due) == due


def test_an_extension_during_a_pause_that_ends_early_is_kept():
    told = (
        OPENED, ("request.offered", "2026-11-26 12:00"), ("receipt.extended", "2026-11-26 13:00"),
        ("offer.declined", "2026-11-26 14:00"),
    )  # fmt: skip
    clock = _clock(_policy("2 business days", most="5 days"), *told)
    assert _local(clock.due) == "2026-12-01 12:00:00"  # Mon 10:00, a working day more, and 2 h


# --- Laws --------------------------------------------------------------------------------------------------------

SAME_EACH_TIME = settings(derandomize=True)
instants = st.integers(1_704_067_200, 1_893_369_600).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
spans = st.timedeltas(timedelta(0), timedelta(days=20)).map(lambda d: timedelta(seconds=int(d.total_seconds())))
zones = st.sampled_from(("Europe/London", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe")).map(ZoneInfo)
calendars = st.builds(
    Calendar,
    st.just("c"),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.dictionaries(st.dates(date(2024, 1, 1), date(2029, 12, 31)), st.just("closed"), max_size=40),
)
lengths = st.builds(Length, st.integers(1, 12), st.sampled_from(UNITS))
ends_at = st.none() | st.builds(ClosingHour, st.just(time(23, 59, 59)), st.none() | st.integers(0, 6))


def _moved(start, length, zone, days, ends, before, lasting):
    """A deadline before and after a pause that begins `before` after the start, at the deadline at the latest."""
    first = term_deadline(start, length, zone, days, ends)
    paused = min(start + before, first.due)
    return first, pauses.after_pause(first, length.unit, paused, paused + lasting, zone, days, ends), paused


@SAME_EACH_TIME
@given(instants, lengths, zones, calendars, ends_at, spans, spans)
def test_a_pause_never_makes_a_deadline_earlier_nor_later_than_its_length(
    start, length, zone, days, ends, before, lasting
):
    first, after, paused = _moved(start, length, zone, days, ends, before, lasting)
    assert after.due >= first.due
    assert after.due >= paused + lasting  # it can't pass while the clock stands
    if length.unit != "business days" and ends is None:
        assert after.due <= first.due + lasting + timedelta(hours=1)  # an hour where the clocks change
    shorter = pauses.after_pause(first, length.unit, paused, paused + lasting / 2, zone, days, ends)
    assert shorter.due <= after.due + timedelta(hours=1)


@pytest.mark.slow
@SAME_EACH_TIME
@given(instants, lengths, zones, calendars, ends_at, spans)
def test_a_pause_of_no_time_changes_nothing(start, length, zone, days, ends, before):
    first, after, _ = _moved(start, length, zone, days, ends, before, timedelta(0))
    assert after == first


@SAME_EACH_TIME
@given(instants, st.integers(1, 9), zones, calendars, spans, spans)
def test_a_pause_on_closed_days_changes_no_term_of_business_days(start, count, zone, days, before, lasting):
    first, after, paused = _moved(start, Length(count, "business days"), zone, days, None, before, lasting)
    local = [i.astimezone(zone).date() for i in (paused, paused + lasting)]
    touched = [local[0] + timedelta(days=n) for n in range((local[1] - local[0]).days + 1)]
    if all(days.why_closed(day) for day in touched):
        assert after == first


@SAME_EACH_TIME
@given(instants, st.integers(1, 9), zones, calendars, spans, spans)
@pytest.mark.slow
def test_after_a_pause_a_term_of_business_days_ends_on_an_open_day(start, count, zone, days, before, lasting):
    _, after, _ = _moved(start, Length(count, "business days"), zone, days, None, before, lasting)
    assert days.why_closed(after.end.date()) is None


@SAME_EACH_TIME
@given(instants, lengths, zones, calendars, spans, spans, spans)
def test_a_pause_is_as_long_as_its_two_halves(start, length, zone, days, before, one, other):
    """Resumed and paused again in the same instant, nothing is lost or won, clocks that change in between apart."""
    first, whole, paused = _moved(start, length, zone, days, None, before, one + other)
    half = pauses.after_pause(first, length.unit, paused, paused + one, zone, days)
    both = pauses.after_pause(half, length.unit, paused + one, paused + one + other, zone, days)
    assert abs(both.due - whole.due) <= timedelta(hours=1)
    if length.unit == "hours":
        assert both == whole


@of_each("unit", ["hours", "days", "business days"])
@of_each("year", [9990, 9998])
def test_a_pause_that_leads_beyond_all_calendars_is_an_error_in_words(unit, year):
    paused, resumed = datetime(9980, 1, 1, tzinfo=UTC), datetime(9990, 1, 2, tzinfo=UTC)
    due = datetime(year, 1, 1, tzinfo=UTC)
    deadline = ElapsedDeadline(due, due) if unit == "hours" else LocalDeadline(due, due.replace(tzinfo=None))
    with pytest.raises(PolicyError, match="its pauses end after 9998"):
        pauses.after_pause(deadline, unit, paused, resumed, ZoneInfo("Europe/London"), Calendar())
