"""The frozen calendars of the markets agree with the `holidays` package, with lists typed by hand, and with themselves.

A newer package may know more: days that a government has since decreed, and lunar dates that have since been settled.
So with another version than the calendars were made with, a published year may have gained days, never lost one, and a
reckoned date may have moved, if it was marked as estimated; with the same version nothing may differ at all.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import holidays
import pytest

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.time.length import Length, term_deadline
from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy
from policies.make_calendars import CALENDARS, FIRST, LAST, MADE, OFFICES_ONLY, days, text
from tables import of_each

FILES = {stem: tomllib.loads((CALENDARS / f"{stem}.toml").read_text(encoding="utf-8")) for stem in MADE}
SAME = all(file["source"].startswith(f"PyPI holidays {holidays.__version__},") for file in FILES.values())
DECREED = 4  # how many days a government may add to a year after it was published

# Monday to Friday, and in Viet Nam Monday to Saturday; typed from the governments' own lists, month and day.
BY_HAND = {
    ("us", 2026): "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    ("us", 2027): "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    ("de", 2026): "01-01 04-03 04-06 05-01 05-14 05-25 12-25",
    ("fr", 2026): "01-01 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25",
    ("it", 2026): "01-01 01-06 04-06 05-01 06-02 12-08 12-25",
    ("es", 2026): "01-01 01-06 04-03 05-01 10-12 12-08 12-25",
    ("at", 2027): "01-01 01-06 03-29 05-06 05-17 05-27 10-26 11-01 12-08",
    ("be", 2027): "01-01 03-29 05-06 05-17 07-21 11-01 11-11",
    ("nl", 2027): "01-01 03-29 04-27 05-06 05-17",
    ("pl", 2027): "01-01 01-06 03-29 05-03 05-27 11-01 11-11 12-24",
    ("ie", 2026): "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25",
    ("th", 2025): "01-01 02-12 04-07 04-14 04-15 04-16 05-01 05-05 05-12 06-03 07-10 07-11 07-28 08-12 10-13 10-23 "
    "12-05 12-10 12-31",
    ("vn", 2025): "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 09-01 09-02",
    ("id", 2025): "01-01 01-27 01-29 03-31 04-01 04-18 05-01 05-12 05-29 06-06 06-27 09-05 12-25",
    ("my", 2025): "01-29 01-30 03-31 04-01 05-01 05-12 06-02 06-27 09-01 09-05 09-15 09-16 12-25",
    ("ph", 2025): "01-01 01-29 04-01 04-09 04-17 04-18 05-01 05-12 06-06 06-12 08-21 08-25 10-31 12-08 12-24 12-25 "
    "12-30 12-31",
    ("sg", 2026): "01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25",
    ("br", 2026): "01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-20 12-25",
    ("mx", 2026): "01-01 02-02 03-16 05-01 09-16 11-16 12-25",
    ("jp", 2026): "01-01 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 "
    "11-23",
    ("id", 2027): "01-01 01-05 03-08 03-10 03-11 03-26 05-06 05-17 05-20 06-01 08-17",
    ("ph", 2027): "01-01 03-09 03-25 03-26 04-09 08-30 11-01 11-02 11-30 12-08 12-24 12-30 12-31",
    ("vn", 2027): "01-01 02-05 02-08 02-09 04-16 04-30 09-02 09-03 11-24",
    ("my", 2027): "02-08 03-10 03-11 05-17 05-20 06-07 06-08 08-16 08-31 09-16",
    ("sg", 2027): "01-01 02-08 03-10 03-26 05-17 05-20 08-09 10-28",
}  # fmt: skip


def _days(stem, part=None):
    parts = ("days", "reckoned") if part is None else (part,)
    return {date.fromisoformat(d): name for p in parts for d, name in FILES[stem][p].items()}


@pytest.mark.slow
@pytest.mark.parametrize("stem", MADE)
def test_the_file_is_what_the_package_makes(stem):
    if SAME:
        assert (CALENDARS / f"{stem}.toml").read_text(encoding="utf-8") == text(stem, MADE[stem])


@pytest.mark.slow
@pytest.mark.parametrize("stem", MADE)
def test_no_published_day_is_gone_and_few_have_come(stem):
    theirs, published = days(stem), _days(stem, "days")
    assert set(published) <= set(theirs)
    for year in range(FIRST, FILES[stem]["known-through"] + 1):
        more = {day for day in theirs if day.year == year} - set(_days(stem))
        assert len(more) <= (0 if SAME else DECREED), more


@pytest.mark.slow
@pytest.mark.parametrize("stem", MADE)
def test_a_reckoned_day_moves_only_where_it_is_estimated(stem):
    theirs, marked = days(stem), FILES[stem]["reckoned"]
    gone = {d: n for d, n in marked.items() if date.fromisoformat(d) not in theirs and "estimated" not in n}
    assert not gone


# What the moon or a decree of each year makes: such a day says so in every year that is not published yet.
BY_MOON_OR_DECREE = re.compile(
    "Lunar|Chinese New Year|Hung Kings|Bucha|Lent|Diwali|Deepavali|Eid|Vesak|Islamic|Prophet|Isra|Silence|Agong|"
    "All Souls|Christmas Eve"
)


@of_each("stem", MADE)
def test_a_day_that_may_still_move_is_marked(stem):
    later = _days(stem, "reckoned")
    if stem in ("us", "de", "fr", "it", "es", "ie", "at", "be", "nl", "pl", "br", "mx", "jp"):
        assert not [name for name in later.values() if "estimated" in name]
    else:
        marked = re.compile("estimated|probable")
        unmarked = [(d, n) for d, n in later.items() if BY_MOON_OR_DECREE.search(n) and not marked.search(n)]
        assert not unmarked


def test_tet_is_called_by_what_it_is():
    later, counted = _days("vn", "reckoned"), _days("vn", "counted")
    assert counted[date(2027, 2, 4)] == (
        "Tet, the day before Lunar New Year's Eve, chosen for Tet or in lieu of a Saturday"
    )
    assert later[date(2028, 9, 1)] == "National Day (estimated)"  # the government may choose Sun 3 September
    assert later[date(2027, 9, 3)] == "National Day (estimated)"  # or Wed 1 September
    published = _days("vn", "days")
    assert published[date(2027, 9, 2)] == "National Day"  # by law
    assert published[date(2027, 4, 30)] == "Liberation Day/Reunification Day"


def test_a_day_off_in_lieu_of_a_saturday_that_counts_may_be_a_working_day():
    counted = _days("th", "counted")
    assert counted[date(2026, 12, 7)].endswith(", in lieu of a Saturday")
    assert counted[date(2026, 1, 2)] == "bridge day"
    assert _days("vn", "counted")[date(2026, 8, 31)] == "swapped for a Saturday"
    assert not set(counted) & set(_days("th"))


WITH_SATURDAYS_CLOSED = {"us", "my", "br"}  # of Brazil no text says it: two of the platform's own deadlines do


@of_each("stem", MADE)
def test_a_saturday_counts_unless_something_says_that_it_does_not(stem):
    week, closed = FILES[stem]["weekdays"], FILES[stem]["closed-weekdays"]
    assert closed == (["sat", "sun"] if stem in WITH_SATURDAYS_CLOSED else ["sun"])
    assert week.get("unsure", []) == ([] if stem in WITH_SATURDAYS_CLOSED else ["sat"])
    assert week["source"]
    assert week["confidence"] == {"us": "high", "my": "medium"}.get(stem, "low")


@of_each("stem, year", BY_HAND)
def test_the_days_typed_by_hand(stem, year):
    typed = [date.fromisoformat(f"{year}-{day}") for day in BY_HAND[stem, year].split()]
    assert sorted(day for day in _days(stem) if day.year == year and day.weekday() < 5) == typed


def test_each_market_has_a_year_typed_by_hand():
    assert {stem for stem, _ in BY_HAND} == set(MADE)


@of_each("stem", MADE)
def test_what_is_published_and_what_is_reckoned(stem):
    known = FILES[stem]["known-through"]
    assert {day.year for day in _days(stem, "days")} == set(range(FIRST, known + 1))
    later = _days(stem, "reckoned")
    assert {day.year for day in later} - {known} == set(range(known + 1, LAST + 1))
    assert all(re.search("estimated|probable", name) for day, name in later.items() if day.year == known)
    assert 2026 <= known <= 2027
    assert not [name for name in FILES[stem]["days"].values() if "estimated" in name]


@of_each("stem", MADE)
def test_days_of_offices_and_of_a_part_of_the_country_are_working_days(stem):
    assert not [name for name in _days(stem).values() if OFFICES_ONLY.search(name) or "Joint Holiday" in name]
    assert all(re.fullmatch(r"[\x20-\x7eáéíóúñ’']+", name) for name in _days(stem).values()), "names are in English"


# A deadline of one business day from noon of the day before, in the market's zone: what is closed takes a day out.
CLOSED = [
    ("US", "2026-11-25T12:00", "2026-11-27T12:00"),  # Thanksgiving, Thu 26; the Friday is not a federal holiday
    ("DE", "2026-05-13T12:00", "2026-05-15T12:00"),  # Ascension, Thu 14
    ("FR", "2026-07-13T12:00", "2026-07-15T12:00"),  # 14 July
    ("IT", "2026-06-01T12:00", "2026-06-03T12:00"),  # 2 June
    ("ES", "2026-10-10T12:00", "2026-10-13T12:00"),  # Sat 10; Mon 12 October
    ("IE", "2026-10-24T12:00", "2026-10-27T12:00"),  # Sat 24; Mon 26 October
    ("TH", "2026-04-11T12:00", "2026-04-16T12:00"),  # Sat 11; Songkran Mon 13 to Wed 15
    ("VN", "2026-02-14T12:00", "2026-02-21T12:00"),  # Sat 14; Tet Mon 16 to Fri 20; Saturdays are working days
    ("ID", "2026-08-15T12:00", "2026-08-18T12:00"),  # Sat 15; Mon 17 August
    ("MY", "2026-08-28T12:00", "2026-09-01T12:00"),  # Fri 28; Mon 31 August
    ("PH", "2026-04-01T12:00", "2026-04-06T12:00"),  # Wed 1; Thu 2, Fri 3 of the Holy Week
    ("SG", "2026-08-08T12:00", "2026-08-11T12:00"),  # Sat 8; National Day on Sun 9, kept on Mon 10
    ("BR", "2026-11-19T12:00", "2026-11-23T12:00"),  # Thu 19; Fri 20 November, and the weekend
    ("MX", "2026-09-15T12:00", "2026-09-17T12:00"),  # 16 September
    ("ID", "2026-12-23T12:00", "2026-12-24T12:00"),  # Thu 24 is joint leave: a working day here
    ("VN", "2026-08-29T12:00", "2026-08-31T12:00"),  # Mon 31 August is swapped for a Saturday: a working day here
    ("VN", "2027-02-05T12:00", "2027-02-10T12:00"),  # Fri 5; Tet until Tue 9; Wed 10 is off in lieu of a Saturday only
    ("VN", "2027-04-30T12:00", "2027-05-03T12:00"),  # Fri 30; Sat 1 May; Mon 3 is off in lieu of the Saturday only
    ("TH", "2025-05-31T12:00", "2025-06-02T12:00"),  # Mon 2 June was a bridge day of the government
    ("TH", "2026-12-04T12:00", "2026-12-07T12:00"),  # Sat 5 December; Mon 7 is off in lieu of the Saturday only
    ("BR", "2026-02-14T12:00", "2026-02-16T12:00"),  # Carnival Monday is optional
    ("MY", "2027-06-04T12:00", "2027-06-09T12:00"),  # Fri 4; Sat, Sun 6 the new year, Mon 7 the King, Tue 8 for Sunday
    ("PH", "2027-03-24T12:00", "2027-03-29T12:00"),  # Wed 24; Thu 25, Fri 26, Black Saturday 27
    ("ID", "2027-03-09T12:00", "2027-03-12T12:00"),  # Tue 9 is joint leave: a working day here; Eid Wed 10, Thu 11
    ("JP", "2026-05-02T12:00", "2026-05-07T12:00"),  # Sat 2; Sun 3 to Tue 5 May, Wed 6 in lieu of the Sunday
]  # fmt: skip


@of_each("market, start, due", CLOSED)
def test_a_closed_day_takes_a_day_out_of_a_deadline(market, start, due):
    policy = load_policy("tiktok", market)
    zone = ZoneInfo(policy.timezone)
    began = datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC)
    found = term_deadline(began, Length(1, "business days"), zone, policy.calendar)
    assert found.due == datetime.fromisoformat(due).replace(tzinfo=zone).astimezone(UTC)


ASKED = Event("request.opened", datetime(2026, 6, 3, 9, tzinfo=UTC), recorded_at=datetime(2026, 6, 3, 9, tzinfo=UTC))


@of_each("market, unsure", [("TH", True), ("VN", True), ("US", False), ("GB", False)])
def test_it_is_said_that_the_platforms_working_days_may_be_others(market, unsure):
    kind = "return" if market == "US" else "refund"
    sent = Event("return.delivered", ASKED.at, recorded_at=ASKED.at)
    case = Case(id=1, shop="s", market=market, kind=kind, events=(ASKED, *((sent,) if kind == "return" else ())))
    policy = load_policy("tiktok", market)
    told = [c for c in derive(case, policy, ZoneInfo(policy.timezone), why=True).clocks if "business" in c.term]
    assert told
    assert all(any("not published" in w for w in c.why) == unsure for c in told)


def test_every_calendar_but_those_of_gb_and_us_is_marked_so():
    marked = {m for m in markets() if load_policy("tiktok", m).calendar.unverified}
    assert marked == set(markets()) - {"GB", "US"}
    doubt = load_policy("tiktok", "TH").calendar.uncertainty(date(2027, 1, 4))
    assert "holidays after 2026 are calculated, not yet published" in (doubt or "")
    assert load_policy("tiktok", "TH").calendar.uncertainty(date(2026, 12, 30)) is None
