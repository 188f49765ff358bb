"""Runs every situation of tests/scenarios/*.toml through the calculus, and its deadlines past a second opinion.

A scenario says: market, policy, kind; `order_amount` and `amount` (the refund asked, else the order's), `currency`,
`fulfilment`, `quick_refund`, `trust`, `caught_up_at`, `ref`;

- `events`: `name`, `at`, and `source` (hand), `recorded_at` (else `at`); any other key is the event's data;
- `observations`: `source` (export), `ref`, `status`, `raw` (else the status), `first_seen`, `last_seen` and
  `noticed_at` (both else `first_seen`), `tracking`, `keep`, `refunded_at`, `stamps = [{ action, deadline }]`;
- `expect`: every clock that runs and no other: `duty`, `owner`, `rule` (absent: none), `due`, `chained`; where given
  also `holds`, `source`, `started_at`, `flags`, `stamped_due`, `computed_due`;
- `waiting`: every clock stopped by what was recorded here and is not confirmed yet: `duty` and `due`;
- `state`: where given, those axes;
- `bug`: the situation is right and the program is not yet; the test turns red when it is mended, so take it away then.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import oracle
from aftersales import policies
from aftersales.core import clocks
from aftersales.core.model import Case, Clock, Event, Observation, Stamp
from aftersales.core.money import Money

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))
Scenario = dict[str, Any]

KEYS = {
    "name", "why", "market", "policy", "kind", "order_amount", "amount", "currency", "order_currency", "fulfilment",
    "quick_refund", "trust", "caught_up_at", "ref", "events", "observations", "expect", "waiting", "state", "bug",
}  # fmt: skip
EXPECT_KEYS = {
    "duty", "owner", "rule", "due", "chained", "holds", "source", "started_at", "flags", "stamped_due", "computed_due",
}  # fmt: skip
OBSERVATION_KEYS = {
    "source", "ref", "status", "raw", "first_seen", "last_seen", "noticed_at", "tracking", "keep", "refunded_at",
    "stamps",
}  # fmt: skip
MOMENTS = ("due", "started_at", "stamped_due", "computed_due")


ALL: list[Scenario] = [s for path in FILES for s in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]]


def _marked(scenario: Scenario) -> Any:
    marks = [pytest.mark.xfail(reason=scenario["bug"], raises=AssertionError)] if "bug" in scenario else []
    return pytest.param(scenario, id=scenario["name"], marks=marks)


def _when(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    assert instant.tzinfo is not None, f"{text} lacks its offset"
    return instant.astimezone(UTC)


def _money(text: str | None, currency: str) -> Money | None:
    return None if text is None else Money(int(Decimal(text) * 100), currency)


def _event(number: int, table: dict[str, Any]) -> Event:
    data = dict(table)
    at = _when(data.pop("at"))
    recorded = data.pop("recorded_at", None)
    return Event(
        data.pop("name"),
        at,
        source=data.pop("source", "hand"),
        recorded_at=_when(recorded) if recorded else at,
        id=number,
        data=data,
    )


def _observation(table: dict[str, Any], ref: str | None) -> Observation:
    assert set(table) <= OBSERVATION_KEYS, set(table) - OBSERVATION_KEYS
    first = table["first_seen"]
    refunded = table.get("refunded_at")
    return Observation(
        ref=table.get("ref", ref),
        source=table.get("source", "export"),
        first_seen=_when(first),
        noticed_at=_when(table.get("noticed_at", first)),
        last_seen=_when(table.get("last_seen", first)),
        status=table["status"],
        raw=table.get("raw", table["status"]),
        stamps=tuple(Stamp(s["action"], _when(s["deadline"])) for s in table.get("stamps", ())),
        tracking=table.get("tracking"),
        keep=table.get("keep", False),
        refunded_at=_when(refunded) if refunded else None,
    )


def _case(scenario: Scenario) -> Case:
    currency = scenario.get("currency", policies.markets()[scenario["market"]]["currency"])
    order = scenario.get("order_amount")
    ref = scenario.get("ref")
    caught_up = scenario.get("caught_up_at")
    return Case(
        id=1,
        shop="shop",
        market=scenario["market"],
        kind=scenario["kind"],
        order="576461413100000001",
        ref=ref,
        amount=_money(scenario.get("amount", order), currency),
        order_amount=_money(order, scenario.get("order_currency", currency)),
        fulfilment=scenario.get("fulfilment", "seller"),
        quick_refund=scenario.get("quick_refund", False),
        caught_up_at=_when(caught_up) if caught_up else None,
        trust=scenario.get("trust", True),
        events=tuple(_event(n, e) for n, e in enumerate(scenario["events"], 1)),
        observations=tuple(_observation(o, ref) for o in scenario.get("observations", ())),
    )


def _essence(clock: Clock) -> tuple[Any, ...]:
    return clock.due, clock.duty, clock.owner, clock.rule or "", clock.chained


def _wanted(table: dict[str, Any]) -> tuple[Any, ...]:
    return _when(table["due"]), table["duty"], table["owner"], table.get("rule", ""), table.get("chained", False)


@pytest.mark.parametrize("scenario", [_marked(s) for s in ALL])
def test_exactly_these_clocks_run(scenario: Scenario) -> None:
    policy = policies.load(scenario["policy"], scenario["market"])
    derived = clocks.derive(_case(scenario), policy, ZoneInfo(policy.timezone))
    running = [c for c in derived.clocks if c.stopped_at is None and c.duty != "close"]

    assert sorted(map(_essence, running)) == sorted(map(_wanted, scenario["expect"]))
    for table in scenario["expect"]:
        (clock,) = [c for c in running if _essence(c) == _wanted(table)]
        for key in ("holds", "source"):
            assert getattr(clock, key) == table.get(key, getattr(clock, key)), key
        for key in MOMENTS:
            assert key not in table or getattr(clock, key) == _when(table[key]), key
        assert "flags" not in table or sorted(clock.flags) == sorted(table["flags"])
    for duty in {c.duty for c in running if not c.chained}:
        same = [c for c in derived.clocks if c.duty == duty and not c.chained]
        live = [c for c in same if c.stopped_at is None or not c.confirmed]
        assert sum(c.holds for c in live) == 1, f"{duty}: one line per case and duty"

    waiting = [(c.duty, c.due) for c in derived.clocks if c.stopped_at is not None and not c.confirmed]
    assert sorted(waiting) == sorted((w["duty"], _when(w["due"])) for w in scenario.get("waiting", ()))
    for axis, value in scenario.get("state", {}).items():
        found = getattr(derived.state, axis)
        assert (list(found) if axis == "flags" else found) == value, axis


@pytest.mark.parametrize("scenario", ALL, ids=lambda s: s["name"])
def test_a_second_opinion_gives_the_same_deadlines(scenario: Scenario) -> None:
    """Each clock of one unextended term: the oracle walks from its start to the same instant."""
    policy = policies.load(scenario["policy"], scenario["market"])
    holidays = oracle.england() if scenario["market"] == "GB" else frozenset()
    extended = any(e["name"] == "receipt.extended" for e in scenario["events"])
    derived = clocks.derive(_case(scenario), policy, ZoneInfo(policy.timezone))
    for clock in derived.clocks:
        if clock.computed_due is not None and not (extended and clock.duty == "confirm-receipt"):
            assert clock.computed_due == oracle.due(clock.started_at, clock.term, policy.timezone, holidays), clock


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_scenarios_are_well_written(path: Path) -> None:
    scenarios = tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
    for scenario in scenarios:
        assert set(scenario) <= KEYS, (scenario["name"], set(scenario) - KEYS)
        assert scenario["why"], scenario["name"]
        for table in scenario["expect"]:
            assert set(table) <= EXPECT_KEYS, (scenario["name"], set(table) - EXPECT_KEYS)


def test_names_are_nowhere_twice() -> None:
    names = [s["name"] for s in ALL]
    assert len(names) == len(set(names)) >= 50
