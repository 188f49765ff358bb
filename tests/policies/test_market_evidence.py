"""Every finding of the field notes is a rule of our policies, exactly as found, or has a reason why not; and no figure
stands in a policy without a finding.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from aftersales.core.money.amount import Money
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy
from tables import of_each

ROWS = tomllib.loads(Path(__file__).with_name("evidence.toml").read_text(encoding="utf-8"))["row"]
# How many findings each part of the notes holds: counted there, so that none is left out here.
PARTS = {
    "1": 11, "2.1": 30, "2.2": 22, "2.3": 7, "2.4": 24, "2.5": 6, "2.6": 7, "2.8": 5, "2.9": 3, "2.10": 8,
    "2026-11": 44,  # the 43 of the list, and one of the order's own fields
}  # fmt: skip
KEYS = {"part", "rule", "value", "label", "source", "dated", "lowered", "terms", "because", "silence"}
# What a label of the notes is worth: official text and what works on live data high, unless they say otherwise.
WORTH = {
    "A high": "high", "A": "high", "B high": "high", "B": "high", "B / A": "high", "C high": "high",
    "A med": "medium", "B med": "medium", "C med": "medium", "C": "medium",
    "A low": "low", "A (old)": "low", "A / C": "low", "C low-med": "low", "C low": "low", "C/D": "low", "D": "low",
    "I med": "low",
}  # fmt: skip
SURE = ("low", "medium", "high")
MARKETS = list(markets())


def _written(term) -> str:
    """A term as evidence.toml writes it."""
    told = [term.whole_length]
    told += [f"opens {term.opens}"] if term.opens else []
    told += ["first day counted"] if term.first_counts else []
    if term.ends:
        day = "" if term.ends.weekday is None else f"{WEEKDAYS[term.ends.weekday]} "
        told.append(f"ends {day}{term.ends.at:%H:%M:%S}")
    if term.cut_off:
        told.append(f"cut-off {term.cut_off.at:%H:%M:%S}")
    if term.started_on:
        told.append(f"started-on {' '.join(WEEKDAYS[d] for d in sorted(term.started_on))}")
    if term.zone:
        told.append(f"timezone {term.zone.key}")
    told += [f"from {term.since}"] if term.since else []
    told += [f"until {term.until}"] if term.until else []
    return ", ".join([*told, *([term.limit_text()] if term.limits else [])])


def _overlay(overlay) -> str:
    """An overlay as evidence.toml writes it."""
    longer = f"until {overlay.last_day}" if overlay.last_day else "expected"
    return f"{', '.join(sorted(overlay.windows))} {longer}, from {overlay.since} until {overlay.until}"


def _cost(fact) -> str:
    """A cost fact as evidence.toml writes it."""
    told = [f"[cost] {fact.figure}: {fact.value}"]
    told += [f"{key} {' '.join(sorted(values))}" for key, values in fact.when.items()]
    told += [f"up to {fact.up_to}"] if fact.up_to else []
    told += [f"from {fact.since}"] if fact.since else []
    return ", ".join([*told, *([f"until {fact.until}"] if fact.until else [])])


def _stands() -> dict[tuple[str, str], tuple[str, object, str]]:
    """(market, term as written) → its source, date and confidence, of everything in the rule set `tiktok`."""
    found = {}
    for market in MARKETS:
        policy = load_policy("tiktok", market)
        for rule in policy.rules:
            if not rule.id.startswith("house."):
                for term in rule.terms:
                    found[market, f"{rule.id}: {_written(term)}"] = (term.source, term.dated, term.confidence)
        advice = policy.returnless
        for window in policy.buyer_windows:
            what = f"[buyer-window] {window.kind}: {window.length}"
            found[market, what] = (window.source.text, window.source.dated, window.source.confidence)
        for overlay in policy.overlays:
            found[market, f"[overlay]: {_overlay(overlay)}"] = (overlay.source, overlay.dated, overlay.confidence)
        for fact in policy.cost_facts:
            found[market, _cost(fact)] = (fact.source.text, fact.source.dated, fact.source.confidence)
        if service := policy.local_service:
            sellers = " ".join(sorted(service.sellers)) or "all sellers"
            found[market, f"[local-service]: {sellers}, goods {service.goods}"] = (
                service.source.text, service.source.dated, service.source.confidence,
            )  # fmt: skip
        if advice:
            limit = f"[returnless]: up to {Money(advice.up_to, advice.currency)}"
            found[market, limit] = (advice.source.text, advice.source.dated, advice.source.confidence)
    return found


STANDS = _stands()


def _named(row) -> list[tuple[str, str]]:
    """The (market, term) pairs of a row."""
    pairs = []
    for text in row.get("terms", ()):
        words = text.split(" ")
        codes = [w for w in words if w in MARKETS]
        assert words[: len(codes)] == codes, text
        pairs += [(code, " ".join(words[len(codes) :])) for code in codes]
    return pairs


@of_each("row", ROWS)
def test_a_finding_is_a_rule_as_found_or_says_why_not(row):
    assert set(row) <= KEYS
    assert sum(key in row for key in ("terms", "because", "silence")) == 1
    for pair in _named(row):
        assert pair in STANDS, pair
        source, dated, confidence = STANDS[pair]
        assert row.get("source", "") in source
        assert dated == row.get("dated", dated)
        given = WORTH[row["label"]]
        assert SURE.index(confidence) <= SURE.index(given), (pair, confidence, given)
        assert confidence == given or row.get("lowered"), f"{pair}: {confidence} for {given}, and not said why"


def test_no_figure_stands_without_a_finding():
    assert not set(STANDS) - {pair for row in ROWS for pair in _named(row)}


def test_no_finding_is_left_out():
    assert Counter(row["part"] for row in ROWS) == PARTS
    assert len({(row["part"], row["rule"]) for row in ROWS}) == len(ROWS)


def test_confidence_is_lowered_only_where_it_is():
    for row in ROWS:
        if "lowered" in row:
            given = WORTH[row["label"]]
            assert any(STANDS[pair][2] != given for pair in _named(row)), row["rule"]


@of_each("row", [r for r in ROWS if "silence" in r])
@of_each("market", MARKETS)
def test_silence_brings_what_was_found(row, market):
    allowed: dict[tuple[str, str], set[str]] = {}
    for text in row["silence"]:
        place, outcome = text.split(": ")
        duty, kind = place.split("/")
        allowed.setdefault((duty, kind), set()).add(outcome)
    for rule in load_policy("tiktok", market).rules:
        for (duty, kind), outcomes in allowed.items():
            if rule.duty == duty and kind in rule.when.get("kind", ()):
                assert rule.outcome in outcomes, rule.id
