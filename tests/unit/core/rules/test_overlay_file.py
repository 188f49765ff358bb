"""Overlays in a file: every mistake, and which market each is for."""

from __future__ import annotations

from datetime import date
from typing import Any

from aftersales.core.rules.overlay_file import parse_overlays, unknown_references
from aftersales.core.rules.policy import Overlay, Rule
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.core.time.length import Length
from tables import of_each

GOOD = {
    "name": "Sale", "from": date(2026, 11, 20), "until": date(2026, 12, 1), "rules": ["gb.respond"],
    "plus": "2 business days", "source": "a page", "confidence": "high",
}  # fmt: skip


def parsed(*tables: dict[str, Any], source: str | None = None) -> tuple[list[Overlay], list[str]]:
    reader = PolicyReader("x.toml")
    return parse_overlays(reader, list(tables), "GB", source=source), reader.mistakes


def test_a_good_overlay() -> None:
    (overlay,), mistakes = parsed(GOOD)
    assert mistakes == []
    assert (overlay.name, overlay.since, overlay.until) == ("Sale", date(2026, 11, 20), date(2026, 12, 1))
    assert (overlay.rules, overlay.duties) == (frozenset({"gb.respond"}), frozenset())
    assert (overlay.length, overlay.plus) == (None, Length(2, "business days"))


def test_an_overlay_of_buyer_windows() -> None:
    season = {k: v for k, v in GOOD.items() if k not in ("rules", "plus")} | {"windows": ["benefit"]}
    overlays, mistakes = parsed(
        {**season, "last-day": date(2027, 1, 31)}, {**season, "expected": True}, {**season, "length": "60 days"}
    )
    assert mistakes == []
    assert [(o.windows, o.last_day, o.expected) for o in overlays] == [
        (frozenset({"benefit"}), date(2027, 1, 31), False),
        (frozenset({"benefit"}), None, True),
        (frozenset({"benefit"}), None, False),
    ]


def test_only_those_of_the_market() -> None:
    overlays, mistakes = parsed({**GOOD, "market": "US"}, {**GOOD, "market": ["US", "GB"]}, {**GOOD, "market": "GB"})
    assert (len(overlays), mistakes) == (2, [])


def test_a_source_may_stand_for_those_without_one() -> None:
    bare = {key: value for key, value in GOOD.items() if key not in ("source", "confidence")}
    assert [(o.source, o.confidence) for o in parsed(bare, source="you")[0]] == [("you", "high")]
    assert "x.toml: overlay Sale: source is missing" in parsed(bare)[1]


@of_each(
    "change, mistake",
    [
        (
            {"until": date(2026, 11, 20)},
            "until 2026-11-20 is not after from 2026-11-20; it is the first day after the period",
        ),
        ({"from": None}, "from is missing; write a date such as 2026-11-20, without quotes"),
        ({"rules": None}, "it names no rules, no duties and no windows, so it changes nothing"),
        ({"length": "3 days"}, "write either length (in place of the term's own) or plus (added to it), not both"),
        ({"plus": None}, "write either length (in place of the term's own) or plus (added to it), not both"),
        (
            {"plus": None, "last-day": date(2026, 12, 24)},
            "last-day is for buyer windows only: write windows, no rules and no duties",
        ),
        ({"plus": None, "expected": True}, "expected is for buyer windows only: write windows, no rules and no duties"),
        ({"rules": None, "windows": ["laws"]}, "windows is 'laws'; did you mean 'law'?"),
        ({"rules": None, "windows": ["law"], "expected": True}, "write either length, plus, last-day or expected"),
        ({"market": 4}, "market is 4; write a code such as GB, or a list of codes"),
        ({"untill": date(2026, 12, 2)}, "unknown key 'untill'; did you mean 'until'?"),
    ],
)
def test_a_mistake(change: dict[str, Any], mistake: str) -> None:
    table = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    assert parsed(table)[1] == [f"x.toml: overlay Sale: {mistake}"]


def test_rules_and_duties_that_are_not_there() -> None:
    rule = Rule("gb.respond", "respond", "seller", frozenset(), frozenset(), "none", ())
    (good,), (strange,) = parsed(GOOD)[0], parsed({**GOOD, "rules": ["gb.respnd"], "duties": ["wave"]})[0]
    assert unknown_references([good], [rule]) == []
    assert unknown_references([strange], [rule], "gb") == [
        "overlay Sale: no rule 'gb.respnd' in gb; did you mean 'gb.respond'?",
        "overlay Sale: no duty 'wave' in gb; there are respond",
    ]
