"""The buyer's windows, worked out by hand: in Britain across the end of summer time, in Germany, in the US season."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from aftersales.core.clocks.buyer_window import Asked, asked_too_late, eligibility, window_ends
from aftersales.core.time.length import Length
from aftersales.policies.load import load as load_policy
from tables import of_each

LONDON = ZoneInfo("Europe/London")
POLICY = load_policy("tiktok", "GB")
# Delivered Mon 5 Oct 2026, 10:00 BST (09:00 UTC): thirty days end Wed 4 Nov, 10:00 GMT (10:00 UTC).
DELIVERED = datetime(2026, 10, 5, 9, tzinfo=UTC)


@of_each(
    "asked, late",
    [
        (datetime(2026, 11, 4, 10, tzinfo=UTC), False),
        (datetime(2026, 11, 4, 10, 0, 1, tzinfo=UTC), True),
        (datetime(2026, 10, 6, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_the_window_ends_at_the_local_hour_of_delivery(asked: datetime | None, late: bool):
    assert asked_too_late(POLICY, Asked(asked, DELIVERED), LONDON) is late


def test_without_a_delivery_nobody_is_late():
    assert not asked_too_late(POLICY, Asked(datetime(2026, 12, 31, tzinfo=UTC), None), LONDON)
    assert eligibility(POLICY, Asked(DELIVERED, None), LONDON).startswith("unknown: no delivery date")


def test_in_words():
    inside = eligibility(POLICY, Asked(datetime(2026, 11, 4, 10, tzinfo=UTC), DELIVERED), LONDON)
    assert inside.startswith("asked in time: it ends Wed 4 Nov 2026 10:00")
    assert eligibility(POLICY, Asked(datetime(2026, 11, 5, tzinfo=UTC), DELIVERED), LONDON).startswith(
        "asked too late: "
    )


BERLIN = ZoneInfo("Europe/Berlin")
PACIFIC = ZoneInfo("America/Los_Angeles")


SURE = {"high": ["GB", "DE", "FR", "IT", "ES", "IE"], "low": ["AT", "BE", "NL", "PL"]}


@of_each("confidence, market", [(sure, code) for sure, codes in SURE.items() for code in codes])
def test_in_europe_the_law_and_the_benefit_are_told(confidence: str, market: str):
    # Delivered Tue 20 Oct 10:00; by law to Tue 3 Nov, by the benefit to Thu 19 Nov; asked Thu 12 Nov.
    policy = load_policy("tiktok", market)
    zone = ZoneInfo(policy.timezone)
    times = Asked(datetime(2026, 11, 12, 12, tzinfo=zone), datetime(2026, 10, 20, 10, tzinfo=zone))
    ends = [(e.window.kind, e.inside, e.ends, e.window.source.confidence) for e in window_ends(policy, times, zone)]
    assert ends == [
        ("benefit", True, datetime(2026, 11, 19, 10, tzinfo=zone), confidence),
        ("law", False, datetime(2026, 11, 3, 10, tzinfo=zone), confidence),
    ]
    assert not asked_too_late(policy, times, zone)
    sentence = eligibility(policy, times, zone)
    assert sentence.startswith("asked in time: it ends Thu 19 Nov 2026 10:00")
    assert "; asked too late: it ends Tue 3 Nov 2026 10:00" in sentence
    late = times._replace(asked=datetime(2026, 11, 19, 10, 0, 1, tzinfo=zone))
    assert asked_too_late(policy, late, zone)


def _us(asked: str, delivered: str, placed: str | None) -> Asked:
    instants = (datetime.fromisoformat(at).replace(tzinfo=PACIFIC) if at else None for at in (asked, delivered, placed))
    return Asked(*instants)


@of_each(
    "asked, delivered, placed, late, said",
    [
        # ordered in the season of 2025: until the end of 10 February, whenever it came
        ("2026-02-10T23:59:59", "2025-12-01T10:00", "2025-11-12T00:00", False,
         "asked in time: it ends Tue 10 Feb 2026"),
        ("2026-02-11T00:00:00", "2025-12-01T10:00", "2025-12-31T23:59", True,
         "asked too late: it ends Tue 10 Feb 2026"),
        # ordered the day before, or the day after: 30 days
        ("2026-02-01T10:00", "2025-12-01T10:00", "2025-11-11T23:59", True, "asked too late: it ends Wed 31 Dec 2025"),
        ("2026-02-09T10:00", "2026-01-08T10:00", "2026-01-01T00:00", True, "asked too late: it ends Sat 7 Feb 2026"),
        # in the season, and 30 days run longer: they hold
        ("2026-02-11T10:00", "2026-01-20T10:00", "2025-12-30T10:00", False, "asked in time: it ends Thu 19 Feb 2026"),
        # the season of 2024 ended on 8 December
        ("2025-02-01T10:00", "2024-12-12T10:00", "2024-12-08T10:00", False, "asked in time: it ends Mon 10 Feb 2025"),
        ("2025-02-01T10:00", "2024-12-12T10:00", "2024-12-09T00:00", True, "asked too late: it ends Sat 11 Jan 2025"),
        # not known when it was ordered: it may have been in the season
        ("2026-02-01T10:00", "2025-12-01T10:00", None, False, "asked too late: it ends Wed 31 Dec 2025"),
        ("2026-02-11T10:00", "2025-12-01T10:00", None, True, "asked too late: it ends Wed 31 Dec 2025"),
        # the season of 2026 is not known: expected
        ("2027-01-20T10:00", "2026-12-01T10:00", "2026-11-25T10:00", False, "asked too late: it ends Thu 31 Dec 2026"),
        ("2027-02-20T10:00", "2027-01-12T10:00", "2027-01-02T10:00", True, "asked too late: it ends Thu 11 Feb 2027"),
    ],
)  # fmt: skip
def test_the_holiday_season_in_the_us(asked: str, delivered: str, placed: str | None, late: bool, said: str):
    policy, times = load_policy("tiktok", "US"), _us(asked, delivered, placed)
    assert asked_too_late(policy, times, PACIFIC) is late
    assert eligibility(policy, times, PACIFIC).startswith(said)


def test_what_is_not_known_of_the_season_is_said():
    policy = load_policy("tiktok", "US")
    unknown_order = eligibility(policy, _us("2026-02-01T10:00", "2025-12-01T10:00", None), PACIFIC)
    assert "but the day of the order is not known: holiday season 2025" in unknown_order
    passed = eligibility(policy, _us("2026-02-11T10:00", "2025-12-01T10:00", None), PACIFIC)
    assert "holiday season" not in passed
    expected = eligibility(policy, _us("2027-01-20T10:00", "2026-12-01T10:00", "2026-11-25T10:00"), PACIFIC)
    assert "but expect a longer one: holiday season 2026" in expected


def test_an_overlay_that_is_known_takes_the_place_of_what_was_expected():
    policy = load_policy("tiktok", "US")
    expected = next(o for o in policy.overlays if o.expected)
    for longer, end in (
        ({"last_day": date(2027, 2, 5)}, datetime(2027, 2, 5, 23, 59, 59, tzinfo=PACIFIC)),
        ({"length": Length(60, "days")}, datetime(2027, 1, 30, 10, tzinfo=PACIFIC)),
        ({"plus": Length(10, "days")}, datetime(2027, 1, 10, 10, tzinfo=PACIFIC)),
        ({"plus": Length(48, "hours")}, datetime(2027, 1, 2, 10, tzinfo=PACIFIC)),
    ):
        known = expected._replace(name="known", expected=False, **longer)
        changed = replace(policy, overlays=(*policy.overlays, known))
        times = _us("2027-02-20T10:00", "2026-12-01T10:00", "2026-11-25T10:00")
        assert [(e.ends, e.possible) for e in window_ends(changed, times, PACIFIC)] == [(end, ())]
        assert asked_too_late(changed, times, PACIFIC)
