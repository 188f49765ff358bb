"""Cut-offs, closing hours, days of start, zones and overlays, each worked out by hand, with the laws that hold for all
of them and every mistake that a file can hold.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import ClosingHour, CutOff, Length, term_deadline
from aftersales.errors import PolicyError
from tables import of_each

VIET_NAM = {"code": "VN", "timezone": "Asia/Ho_Chi_Minh", "currency": "VND"}
BRITAIN = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}
CALENDAR = Calendar("Days", holidays={date(2026, 12, 25): "Christmas Day"}, known=True, known_through=2026)
RULE = """
[[rule]]
id = "x.dispatch"
duty = "dispatch"
starts = "order.placed"
stops = "order.dispatched"
outcome = "late"
"""
SOURCE = 'source = "a page"\nconfidence = "high"\n'


def _policy(text, market=BRITAIN):
    return parse_policy("x.toml", tomllib.loads(text), market, CALENDAR)


def _clock(text, placed, market=BRITAIN):
    """The only clock of an order placed at a local time of the market, and what `explain` says of it."""
    zone = ZoneInfo(market["timezone"])
    start = datetime.fromisoformat(placed).replace(tzinfo=zone).astimezone(UTC)
    case = Case(1, "s", market["code"], "delivery", events=(Event("order.placed", start, id=1),))
    (clock,) = derive(case, _policy(text, market), zone, why=True).clocks
    return clock, " ".join(clock.why)


def _due(text, placed, market=BRITAIN):
    due = _clock(text, placed, market)[0].due.astimezone(ZoneInfo(market["timezone"]))
    return due.replace(tzinfo=None).isoformat(" ")


def _term(lines, more=""):
    return f"{more}{RULE}[[rule.terms]]\n{SOURCE}{lines}\n"


# --- Cut-offs ----------------------------------------------------------------------------------------------------

DISPATCH = _term('length = "1 business day"\ncut-off = "14:00"\nends = "end-of-day"')

# November 2026: Mon 23, Tue 24, … Fri 27, Sat 28, Sun 29, Mon 30. "Before 14:00 on a working day: same day; else +1
# working day by 23:59."
VIETNAMESE = [
    ("2026-11-23 13:59", "2026-11-23 23:59:59"),
    ("2026-11-23 13:59:59", "2026-11-23 23:59:59"),
    ("2026-11-23 14:00", "2026-11-24 23:59:59"),
    ("2026-11-23 23:59:59", "2026-11-24 23:59:59"),
    ("2026-11-24 00:00", "2026-11-24 23:59:59"),
    ("2026-11-27 13:00", "2026-11-27 23:59:59"),
    ("2026-11-27 14:00", "2026-11-30 23:59:59"),
    ("2026-11-28 10:00", "2026-11-30 23:59:59"),
    ("2026-11-29 20:00", "2026-11-30 23:59:59"),
    ("2026-12-24 15:00", "2026-12-28 23:59:59"),  # Fri 25 is closed, Sat, Sun
    ("2026-12-25 09:00", "2026-12-28 23:59:59"),
]


@of_each("placed, due", VIETNAMESE)
def test_dispatch_in_viet_nam(placed, due):
    assert _due(DISPATCH, placed, VIET_NAM) == due


@of_each(
    "placed, due",
    [
        ("2026-11-23 13:59", "2026-11-24 23:59:59"),
        ("2026-11-23 14:00", "2026-11-25 23:59:59"),
        ("2026-11-27 14:00", "2026-12-01 23:59:59"),
        ("2026-11-28 10:00", "2026-12-01 23:59:59"),  # as if it came on Monday
    ],
)
def test_a_cut_off_after_which_the_next_day_is_not_counted_either(placed, due):
    assert _due(DISPATCH.replace('cut-off = "14:00"', 'cut-off = "14:00"\nfirst-day = "next-day"'), placed) == due


@of_each(
    "length, placed, due",
    [
        ("2 business days", "2026-11-26 09:00", "2026-11-27 18:00:00"),  # Thu is the first
        ("2 business days", "2026-11-26 14:00", "2026-11-30 18:00:00"),  # Fri is
        ("1 day", "2026-11-28 13:00", "2026-11-28 18:00:00"),  # of plain days, Saturday is one
        ("1 day", "2026-11-28 14:00", "2026-11-29 18:00:00"),
        ("1 week", "2026-11-23 09:00", "2026-11-29 18:00:00"),  # the seventh day of Monday's week
    ],
)
def test_the_day_that_is_before_the_cut_off_is_day_one(length, placed, due):
    assert _due(_term(f'length = "{length}"\ncut-off = "14:00"\nends = "18:00"'), placed) == due


def test_a_cut_off_is_explained():
    assert (
        "Mon 23 Nov: before the cut-off at 14:00, so the day of the event is day 1. "
        in _clock(DISPATCH, "2026-11-23 13:59")[1]
    )
    said = _clock(DISPATCH, "2026-11-27 15:00")[1]
    assert "Fri 27 Nov: after the cut-off at 14:00, so it belongs to Mon 30 Nov, which is day 1." in said
    assert "Sat 28 Nov: skipped, Saturday. Sun 29 Nov: skipped, Sunday. Mon 30 Nov: business day 1." in said
    said = _clock(DISPATCH.replace("ends", 'first-day = "next-day"\nends'), "2026-11-28 10:00")[1]
    assert "Sat 28 Nov: closed (Saturday), so it belongs to Mon 30 Nov, which is not counted." in said
    assert "Mon 30 Nov: skipped, the event belongs to this day. Tue 1 Dec: business day 1." in said


# --- Closing hours -----------------------------------------------------------------------------------------------


@of_each(
    "lines, placed, due",
    [
        ('length = "2 business days"\nends = "23:59"', "2026-11-26 10:00", "2026-11-30 23:59:00"),
        ('length = "2 business days"\nends = "end-of-day"', "2026-11-26 10:00", "2026-11-30 23:59:59"),
        ('length = "1 day"\nends = "12:00"', "2026-11-26 18:00", "2026-11-27 12:00:00"),
        ('length = "24 hours"\nends = "mon 12:00"', "2026-11-28 10:00", "2026-11-30 12:00:00"),
        ('length = "24 hours"\nends = "mon 12:00"', "2026-11-29 23:00", "2026-11-30 12:00:00"),  # Mon 23:00: its day
        ('length = "24 hours"\nends = "mon 12:00"', "2026-11-30 12:00", "2026-12-07 12:00:00"),  # Tue: the next one
        ('length = "1 hour"\nends = "09:00"', "2026-11-26 10:00", "2026-11-27 09:00:00"),  # never before it starts
        ('length = "1 hour"\nends = "12:00"', "2026-11-26 11:00", "2026-11-26 12:00:00"),
    ],
)
def test_a_closing_hour(lines, placed, due):
    assert _due(_term(lines), placed) == due


MESSAGES = f"""{RULE}
[[rule.terms]]
{SOURCE}
length = "24 hours"
[[rule.terms]]
{SOURCE}
length = "24 hours"
started-on = ["sat", "sun"]
ends = "mon 12:00"
"""


@of_each(
    "placed, due",
    [
        ("2026-11-27 23:00", "2026-11-28 23:00:00"),  # a Friday's 24 hours run over Saturday
        ("2026-11-28 00:00", "2026-11-30 12:00:00"),
        ("2026-11-29 23:59:59", "2026-11-30 12:00:00"),
        ("2026-11-30 00:00", "2026-12-01 00:00:00"),
    ],
)
def test_what_comes_at_the_weekend_is_due_on_monday_at_noon(placed, due):
    assert _due(MESSAGES, placed) == due


@of_each(
    "on, placed, hours",
    [
        ('"closed-day"', "2026-12-25 10:00", 5),  # a Friday, but closed
        ('"closed-day"', "2026-12-26 10:00", 5),
        ('"closed-day"', "2026-12-24 10:00", 48),
        ('"open-day"', "2026-12-24 10:00", 5),
        ('"open-day"', "2026-12-25 10:00", 48),
        ('["thu"]', "2026-12-24 10:00", 5),
    ],
)
def test_the_day_of_the_start(on, placed, hours):
    text = _term('length = "48 hours"') + f'[[rule.terms]]\n{SOURCE}length = "5 hours"\nstarted-on = {on}\n'
    clock, _ = _clock(text, placed)
    assert clock.due - clock.started_at == timedelta(hours=hours)


def test_the_day_of_the_start_goes_before_the_date_of_the_term():
    """A newer rule for weekends leaves the older one in force on the other days."""
    text = _term('length = "48 hours"') + (
        f'[[rule.terms]]\n{SOURCE}length = "5 hours"\nfrom = 2026-01-01\nstarted-on = ["sat"]\n'
    )
    assert _due(text, "2026-11-26 10:00") == "2026-11-28 10:00:00"
    assert _due(text, "2026-11-28 10:00") == "2026-11-28 15:00:00"


def test_hours_that_end_with_the_local_day_say_so_east_of_greenwich():
    # Mon 05:00 in Viet Nam and 48 hours: Wed 05:00, which in UTC is still Tuesday. The closing hour is Wednesday's.
    clock, why = _clock(_term('length = "48 hours"\nends = "end-of-day"'), "2026-11-23 05:00", VIET_NAM)
    assert clock.due == datetime(2026, 11, 25, 16, 59, 59, tzinfo=UTC)
    assert "It ends at 23:59:59 of that day." in why


# --- Zones -------------------------------------------------------------------------------------------------------

PACIFIC = 'length = "2 business days"\nends = "23:59"\ntimezone = "America/Los_Angeles"'


@pytest.mark.parametrize(
    ("placed", "due"),
    [
        # Thu 26 Nov 07:00 in London is Wed 25 Nov 23:00 in Los Angeles: Thu, Fri 23:59 there is Sat 07:59 here.
        ("2026-11-26 07:00", "2026-11-28 07:59:00"),
        ("2026-11-26 09:00", "2026-12-01 07:59:00"),  # Thu 01:00 there: Fri, Mon
        ("2026-11-28 06:00", "2026-12-02 07:59:00"),  # Fri 22:00 there: Mon, Tue
    ],
)
def test_a_term_of_another_zone(placed, due):
    assert _due(_term(PACIFIC), placed) == due
    of_rule = RULE.replace("outcome", 'timezone = "America/Los_Angeles"\noutcome')
    own = PACIFIC.replace('timezone = "America/Los_Angeles"', "")
    assert _due(f"{of_rule}[[rule.terms]]\n{SOURCE}{own}\n", placed) == due


def test_another_zone_is_told():
    clock, said = _clock(_term(PACIFIC), "2026-11-26 07:00")
    assert "Counted in the local time of America/Los_Angeles. Wed 25 Nov: the day of the event is not counted." in said
    assert "It ends at 23:59:00 of that day. Due Sat 28 Nov 2026 07:59 GMT." in said
    assert clock.due == datetime(2026, 11, 28, 7, 59, tzinfo=UTC)


# --- Overlays ----------------------------------------------------------------------------------------------------


def _overlay(lines, name="Black Friday", first="2026-11-20", last="2026-12-01"):
    return (
        f'[[overlay]]\nname = "{name}"\nfrom = {first}\nuntil = {last}\n'
        f'source = "seller news"\ndated = 2026-10-15\nconfidence = "medium"\n{lines}\n'
    )


TWO_DAYS = 'length = "2 business days"'
PLUS_TWO = 'rules = ["x.dispatch"]\nplus = "2 business days"'


@of_each(
    "placed, due",
    [
        ("2026-11-19 23:59:59", "2026-11-23 23:59:59"),  # Thursday before: Fri, Mon
        ("2026-11-20 00:00", "2026-11-26 00:00:00"),  # Friday: Mon, Tue, Wed, Thu
        ("2026-11-30 23:59:59", "2026-12-04 23:59:59"),  # the last day of the range
        ("2026-12-01 00:00", "2026-12-03 00:00:00"),
        ("2026-11-18 12:00", "2026-11-20 12:00:00"),  # it ends inside the range, but started before
    ],
)
def test_the_date_of_the_start_decides_on_an_overlay(placed, due):
    assert _due(_term(TWO_DAYS, _overlay(PLUS_TWO)), placed) == due


def test_the_range_is_of_days_in_the_markets_zone():
    text = _term('length = "1 day"', _overlay('duties = ["dispatch"]\nlength = "3 days"'))
    assert _due(text, "2026-11-20 00:00", VIET_NAM) == "2026-11-23 00:00:00"  # still Thursday in UTC
    assert _due(text, "2026-12-01 00:00", VIET_NAM) == "2026-12-02 00:00:00"


@of_each(
    "lines, due",
    [
        ('rules = ["x.dispatch"]\nlength = "4 business days"', "2026-12-02 10:00:00"),  # Fri, Mon, Tue, Wed
        ('rules = ["x.dispatch"]\nplus = "24 hours"', "2026-12-01 10:00:00"),  # Fri, Mon, and a day more
        ('duties = ["dispatch"]\nplus = "1 week"', "2026-12-07 10:00:00"),
        ('duties = ["dispatch"]\nlength = "1 hour"', "2026-11-30 10:00:00"),  # shorter: it does not count
        ('duties = ["dispatch"]\nlength = "2 business days"', "2026-11-30 10:00:00"),
        ('duties = ["dispatch"]\nmarket = ["US", "GB"]\nplus = "1 business day"', "2026-12-01 10:00:00"),
        ('duties = ["dispatch"]\nmarket = "US"\nplus = "1 business day"', "2026-11-30 10:00:00"),
    ],
)
def test_how_much_longer_an_overlay_makes_a_term(lines, due):
    assert _due(_term(TWO_DAYS, _overlay(lines)), "2026-11-26 10:00") == due


def test_an_overlay_keeps_cut_off_and_closing_hour():
    text = _overlay(PLUS_TWO) + DISPATCH
    assert _due(text, "2026-11-23 13:59") == "2026-11-25 23:59:59"
    assert _due(text, "2026-11-23 14:00") == "2026-11-26 23:59:59"


@of_each(
    "plus, ends, placed, due",
    [
        # Two working days from Tue 24 Nov: Thu 26. The 12 hours go on from the hour of the order, then the day ends.
        ("12 hours", "end-of-day", "2026-11-24 10:00", "2026-11-26 23:59:59"),  # Thu 22:00: no later
        ("12 hours", "end-of-day", "2026-11-24 15:00", "2026-11-27 23:59:59"),  # Fri 03:00
        ("36 hours", "end-of-day", "2026-11-24 10:00", "2026-11-27 23:59:59"),  # Fri 22:00
        ("1 day", "end-of-day", "2026-11-24 10:00", "2026-11-27 23:59:59"),
        ("2 days", "12:00", "2026-11-24 10:00", "2026-11-28 12:00:00"),  # Saturdays too: plain days
        ("12 hours", "mon 12:00", "2026-11-24 15:00", "2026-11-30 12:00:00"),  # Fri 03:00, and so Monday as before
        ("5 days", "mon 12:00", "2026-11-24 15:00", "2026-12-07 12:00:00"),  # Tue 1 Dec
    ],
)
def test_more_of_another_unit_ends_at_the_closing_hour_too(plus, ends, placed, due):
    overlay = _overlay(f'rules = ["x.dispatch"]\nplus = "{plus}"')
    assert _due(_term(f'length = "2 business days"\nends = "{ends}"', overlay), placed) == due


def test_more_days_on_hours_end_at_the_closing_hour_too():
    overlay = _overlay('rules = ["x.dispatch"]\nplus = "1 day"')
    assert _due(_term('length = "48 hours"\nends = "end-of-day"', overlay), "2026-11-24 10:00") == "2026-11-27 23:59:59"


def test_of_two_overlays_the_longer_holds_and_the_other_is_named():
    text = _overlay(PLUS_TWO) + _overlay('rules = ["x.dispatch"]\nplus = "3 business days"', "Cyber week")
    clock, said = _clock(_term(TWO_DAYS, text), "2026-11-26 10:00")
    assert clock.due == datetime(2026, 12, 3, 10, tzinfo=UTC)
    assert "Term: 2 business days. Longer by Cyber week (for starts from Fri 20 Nov 2026 to Mon 30 Nov 2026;" in said
    assert "seller news, 2026-10-15; confidence medium): 3 business days more." in said
    assert "confidence medium) gives Wed 2 Dec 2026 10:00 GMT, which is not later: it does not count." in said
    assert clock.term == "5 business days"


def test_an_overlay_that_is_no_longer_is_named_too():
    _, said = _clock(_term(TWO_DAYS, _overlay('duties = ["dispatch"]\nlength = "1 hour"')), "2026-11-26 10:00")
    assert "Black Friday" in said
    assert "gives Thu 26 Nov 2026 11:00 GMT, which is not later: it does not count." in said


# --- Laws --------------------------------------------------------------------------------------------------------

SAME_EACH_TIME = settings(derandomize=True)
instants = st.integers(1_704_067_200, 1_893_369_600).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
zones = st.sampled_from(("Europe/London", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe")).map(ZoneInfo)
hours = st.times().map(lambda t: t.replace(microsecond=0))
closing = st.none() | st.builds(ClosingHour, hours, st.none() | st.integers(0, 6))
cut_offs = st.none() | st.builds(CutOff, hours, st.booleans())
calendars = st.builds(
    Calendar,
    st.just("c"),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.dictionaries(st.dates(date(2024, 1, 1), date(2029, 12, 31)), st.just("closed"), max_size=40),
)
units = st.sampled_from(("hours", "days", "weeks", "business days"))


@SAME_EACH_TIME
@given(instants, zones, calendars, units, st.integers(1, 30), st.integers(0, 30), closing, cut_offs)
def test_a_longer_term_never_ends_earlier_whatever_its_end(start, zone, days, unit, count, more, ends, cut_off):
    cut_off = cut_off if ends else None
    first, second = (
        term_deadline(start, Length(n, unit), zone, days, ends, cut_off).due for n in (count, count + more)
    )
    assert start < first <= second


@SAME_EACH_TIME
@given(instants, zones, calendars, st.integers(1, 30), hours, cut_offs)
def test_a_business_day_term_ends_on_an_open_day(start, zone, days, count, at, cut_off):
    found = term_deadline(start, Length(count, "business days"), zone, days, ClosingHour(at), cut_off)
    assert days.why_closed(found.end.date()) is None
    numbers = [s.number for s in found.counted_days if s.number]
    assert numbers == list(range(1, count + 1))
    assert found.counted_days[-1].day == found.end.date()


@SAME_EACH_TIME
@given(instants, st.timedeltas(timedelta(0), timedelta(days=9)), zones, calendars, units, st.integers(1, 9), cut_offs)
def test_a_later_start_never_ends_earlier_whatever_the_cut_off(start, further, zone, days, unit, count, cut_off):
    def wall(instant):
        return instant.astimezone(zone).replace(tzinfo=None)

    ends = ClosingHour(time(23, 59, 59))
    if wall(start) <= wall(start + further):
        first, second = (
            term_deadline(s, Length(count, unit), zone, days, ends, cut_off).due for s in (start, start + further)
        )
        assert first <= second


# --- Mistakes ----------------------------------------------------------------------------------------------------

PAUSES = 'pauses = { from = "request.offered", until = "offer.declined" }'
GOOD = _overlay(PLUS_TWO) + DISPATCH.replace("outcome", f"{PAUSES}\noutcome")


@of_each(
    "was, becomes, expected",
    [
        ('cut-off = "14:00"', 'cut-off = "2 pm"', "term 1: cut-off is '2 pm'; it takes a time such as \"14:00\""),
        ('cut-off = "14:00"', "cut-off = 14", "term 1: cut-off is 14; it takes a time"),
        ('cut-off = "14:00"', 'cut-off = "24:00"', "cut-off is '24:00'; it takes a time"),
        ('cut-off = "14:00"', 'first-day = "next-day"', "term 1: first-day needs a cut-off"),
        ('cut-off = "14:00"', 'first-day = "same-day"', "term 1: first-day without a cut-off goes with days and ends"),
        ('cut-off = "14:00"', 'runs-from = "start"', "term 1: runs-from needs opens"),
        (
            'cut-off = "14:00"',
            'cut-off = "14:00"\nfirst-day = "nextday"',
            "first-day is 'nextday'; did you mean 'next-day'?",
        ),
        ('ends = "end-of-day"', "", "cut-off needs the closing hour of the last day: ends ="),
        ('ends = "end-of-day"', 'ends = "12:00"', "ends at 12:00:00 is not after the cut-off '14:00'"),
        (
            'length = "1 business day"',
            'length = "5 hours"',
            "cut-off goes with days, weeks and business days, not with hours",
        ),
        ('ends = "end-of-day"', 'ends = "monday 12:00"', "ends is 'monday 12:00'; it takes \"end-of-day\", a time"),
        ('ends = "end-of-day"', 'ends = "25:00"', "ends is '25:00'; it takes"),
        ('ends = "end-of-day"', 'ends = "12:00:00.5"', "ends is '12:00:00.5'; it takes"),
        ('cut-off = "14:00"', 'started-on = ["saturday"]', "started-on is ['saturday']; it takes weekdays such as"),
        ('cut-off = "14:00"', 'started-on = "weekend"', "started-on is 'weekend'; it takes weekdays such as"),
        (
            'cut-off = "14:00"',
            'timezone = "Pacific"',
            "term 1: timezone is 'Pacific'; write one such as America/Los_Angeles",
        ),
        ("outcome", "timezone = 8\noutcome", "rule x.dispatch: timezone is 8; write one such as"),
        (
            'until = "offer.declined"',
            'untill = "offer.declined"',
            "pauses: unknown key 'untill'; did you mean 'until'?",
        ),
        (
            'until = "offer.declined"',
            'until = "offer.decline"',
            "until is 'offer.decline'; did you mean 'offer.declined'?",
        ),
        (
            'until = "offer.declined"',
            'until = "order.dispatched"',
            "order.dispatched is in stops too; it can't both end",
        ),
        ('until = "offer.declined"', 'until = "request.offered"', "request.offered is in from and in until"),
        ('until = "offer.declined"', 'until = "offer.declined", most = "3"', "pauses: '3' is not a duration"),
        (
            "until = 2026-12-01",
            "until = 2026-11-20",
            "overlay Black Friday: until 2026-11-20 is not after from 2026-11-20",
        ),
        ("until = 2026-12-01", "", "overlay Black Friday: until is missing; write a date such as 2026-11-20"),
        ("from = 2026-11-20", 'from = "20 Nov"', "overlay Black Friday: from is '20 Nov'; write a date"),
        ('name = "Black Friday"', "", "overlay number 1: name is missing"),
        (
            'rules = ["x.dispatch"]',
            "",
            "overlay Black Friday: it names no rules, no duties and no windows, so it changes nothing",
        ),
        (
            'rules = ["x.dispatch"]',
            'rules = ["x.dispach"]',
            "overlay Black Friday: no rule 'x.dispach'; did you mean 'x.dispatch'?",
        ),
        (
            'rules = ["x.dispatch"]',
            'duties = ["respond"]',
            "overlay Black Friday: no duty 'respond'; there are dispatch",
        ),
        ('plus = "2 business days"', "", "write either length (in place of the term's own) or plus (added to it)"),
        ('plus = "2', 'length = "9 days"\nplus = "2', "write either length (in place of the term's own) or plus"),
        ('plus = "2 b', 'plus = "2 bu', "overlay Black Friday: '2 buusiness days' is not a duration"),
        ('source = "seller news"', "", "overlay Black Friday: source is missing"),
        ('confidence = "medium"', "", "overlay Black Friday: confidence is missing"),
        ("[[overlay]]", "[[overlays]]", "x.toml: unknown key 'overlays'; did you mean 'overlay'?"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_to_write(was, becomes, expected):
    assert was in GOOD
    with pytest.raises(PolicyError) as caught:
        _policy(GOOD.replace(was, becomes, 1))
    assert any(expected in m for m in caught.value.mistakes), caught.value.mistakes
    assert len(caught.value.mistakes) <= 2


def test_a_good_file_is_good():
    assert len(_policy(GOOD).overlays) == 1


# --- What no calendar can tell -----------------------------------------------------------------------------------


def test_a_term_that_leads_beyond_all_calendars_is_an_error_with_its_rule():
    text = _term('length = "1400 weeks"\nends = "end-of-day"', _overlay('rules = ["x.dispatch"]\nplus = "9999 hours"'))
    assert _due(text, "2026-11-24 10:00")
    with pytest.raises(PolicyError, match=r"x\.toml: rule x\.dispatch: 1400 weeks from 9990-11-24 on end after"):
        _due(text, "9990-11-24 10:00")


def test_extensions_that_lead_beyond_all_calendars_are_an_error_with_their_rule():
    rule = RULE.replace("outcome", 'extension = { length = "1400 weeks", times = 99 }\noutcome')
    policy = _policy(f'{rule}[[rule.terms]]\n{SOURCE}length = "1400 weeks"')
    start = datetime(9600, 11, 24, tzinfo=UTC)
    more = (Event("receipt.extended", start + timedelta(hours=n), id=n + 2) for n in range(99))
    case = Case(1, "s", "GB", "delivery", events=(Event("order.placed", start, id=1), *more))
    with pytest.raises(PolicyError, match=r"x\.toml: rule x\.dispatch: 1400 weeks from .* on end after 9998"):
        derive(case, policy, ZoneInfo("Europe/London"))
