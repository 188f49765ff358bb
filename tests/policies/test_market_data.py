"""The markets file names real zones and currencies, and no market is left without a clock for a request."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from aftersales.policies.find import market_code, names
from aftersales.policies.load import load as load_policy
from tables import of_each

POLICIES = Path(__file__).parents[2] / "src" / "aftersales" / "policies" / "data"
MARKETS = tomllib.loads((POLICIES / "markets.toml").read_text(encoding="utf-8"))
KNOWN = {  # market: what its buyers pay in, hours from UTC in January
    "GB": ("GBP", 0),
    "US": ("USD", -8),
    "DE": ("EUR", 1),
    "FR": ("EUR", 1),
    "IT": ("EUR", 1),
    "ES": ("EUR", 1),
    "IE": ("EUR", 0),
    "AT": ("EUR", 1),
    "BE": ("EUR", 1),
    "NL": ("EUR", 1),
    "PL": ("PLN", 1),
    "TH": ("THB", 7),
    "VN": ("VND", 7),
    "ID": ("IDR", 7),
    "MY": ("MYR", 8),
    "PH": ("PHP", 8),
    "SG": ("SGD", 8),
    "BR": ("BRL", -3),
    "MX": ("MXN", -6),
    "JP": ("JPY", 9),
}
POLICY_FILES = sorted((POLICIES / "rules").glob("t*.toml"))


def test_every_market_is_there():
    assert list(MARKETS) == list(KNOWN)


@of_each("code", KNOWN)
def test_zone_and_currency(code):
    market = MARKETS[code]
    currency, hours = KNOWN[code]
    assert market["currency"] == currency
    assert market["timezone"] in available_timezones()
    january = datetime(2026, 1, 15, 12, tzinfo=UTC).astimezone(ZoneInfo(market["timezone"]))
    assert january.utcoffset().total_seconds() == hours * 3600
    assert market["name"]
    assert set(market) <= {"name", "timezone", "currency", "calendar", "also"}


def test_a_calendar_named_is_a_calendar_there():
    named = {m["calendar"] for m in MARKETS.values() if "calendar" in m}
    assert named == {"gb-eng", *(m.lower() for m in MARKETS if m != "GB")}
    assert all((POLICIES / "calendars" / f"{name}.toml").is_file() for name in named)


def test_other_codes_are_nobody_elses():
    also = [code for market in MARKETS.values() for code in market.get("also", [])]
    assert also == ["UK"]
    assert not set(also) & set(MARKETS)


def test_a_market_is_known_by_what_people_call_it_and_by_no_other():
    called = tomllib.loads((POLICIES / "market-names.toml").read_text(encoding="utf-8"))
    assert list(called) == list(MARKETS)
    for code, market in MARKETS.items():
        assert len(called[code][0]) == 3  # ISO 3166-1 alpha-3
        for name in (code, market["name"], *market.get("also", ()), *called[code]):
            assert {market_code(typed) for typed in (name, name.lower(), f" {name.upper()} ")} == {code}
    every = [name.casefold() for code, market in MARKETS.items() for name in (market["name"], *called[code])]
    assert len(set(every)) == len(every)
    assert [market_code(typed) for typed in ("U.S.A.", "u.k.", "the netherlands")] == ["US", "GB", "NL"]


@of_each("name", names())
@of_each("code", KNOWN)
@of_each("kind", ["refund", "return", "replacement", "cancellation"])
@of_each("returnable", ["yes", "no", "unknown"])
def test_every_request_of_every_market_has_exactly_one_respond_clock(name, code, kind, returnable):
    rules = load_policy(name, code).rules
    binding = [
        r.id
        for r in rules
        if r.duty == "respond" and kind in r.when["kind"] and returnable in r.when.get("returnable", [returnable])
    ]
    assert len(binding) == 1, binding


@of_each("name", names())
@of_each("code", KNOWN)
def test_every_message_and_every_parcel_of_a_seller_has_a_clock(name, code):
    duties = {r.duty for r in load_policy(name, code).rules}
    assert {"confirm-receipt"} | (
        {"answer-message", "deliver", "gather-evidence"} if name == "tiktok" else set()
    ) <= duties


@of_each("path", POLICY_FILES)
def test_every_term_is_cited(path):
    for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
        for term in rule.get("terms", []):
            assert term["source"], rule["id"]
            assert "undated" in term["source"] or term["dated"].year >= 2023, rule["id"]
            assert term["confidence"] in ("high", "medium", "low"), rule["id"]


def test_a_market_of_the_issue_has_a_file_of_its_own():
    own = {path.stem.removeprefix("tiktok-").upper() for path in POLICY_FILES if path.stem.startswith("tiktok-")}
    assert own == (set(MARKETS) - {"JP"}) | {"EU"}


@of_each("name", names())
@of_each("code", KNOWN)
def test_a_refund_that_is_out_already_leaves_the_parcel_to_be_checked(name, code):
    for rule in load_policy(name, code).rules:
        if rule.duty == "confirm-receipt":
            assert "refund.issued" not in rule.stops, rule.id
