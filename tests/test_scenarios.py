"""Runs every situation of tests/scenarios/*.toml through the calculus, and its deadlines past a second opinion.

A scenario says: market, policy, kind; `order_amount` and `amount` (the refund asked, else the order's), `currency`,
`fulfilment`, `quick_refund`, `trust`, `caught_up_at`, `ref`, `reason`, `delivered_at` (when the buyer had the order),
`placed_at`, `item_amount` (the price of the
item returned), and of the shop `chatbot` and `returnable` (true or false);

- `events`: `name`, `at`, and `source` (hand), `recorded_at` (else `at`); any other key is the event's data (`mode`,
  `for` of a ruling, `amount` in minor units, `cause` of a review, `every` and `duty` of a routine …);
- `order_seen`, of a delivery: `status` (absent: not known here), `raw`, `source` (export), `as_of`, and where known
  `placed_at`, `paid_at`, `ready_at`, `collected_at`, `delivered_at`, `cancelled_at`, the deadlines of
  the platform (`dispatch_by`, `collect_by`, `ready_due`, `collection_due`, `delivery_due`, `deliver_by`), `order_type`,
  `shipping_type`, and `handling` as a length;
- `observations`: `source` (export), `ref`, `status`, `raw` (else the status), `first_seen`, `last_seen` and
  `noticed_at` (both else `first_seen`), `tracking`, `keep`, `refunded_at`, `arbitration`,
  `stamps = [{ action, deadline }]`;
- `expect`: every clock that runs and no other: `duty`, `owner`, `rule` (absent: none), `due`, `chained`, `opens_at`
  (absent: open from the start, and not told); where given also `holds`, `source`, `started_at`, `started_by`, `flags`,
  `stamped_due`, `computed_due`, `outcome`, `stake`, `at_risk`, `winnable`; `snoozed_until` (absent: in sight at once).
  The seller's `close` after a window that the buyer may let pass is not written down: it follows from the buyer's
  clock, by arithmetic of the test's own;
- `stopped`: where given, every stopped clock of the duties named in it: `duty`, `at`, `by`, and `from` where only the
  interval of the stop is known;
- `waiting`: every clock stopped by what was recorded here and is not confirmed yet: `duty`, `due`, `snoozed_until`;
- `state`: where given, those axes;
- `rules`, `overlay`: changes to the policy for this situation alone, written as in a policy file: a rule is changed key
  by key;
- `twin`: a second case of the same order: `kind` and whatever differs; it is checked as a situation of its own;
- `covers`: which of the situations that every release must have this is one of;
- `bug`: the situation is right and the program is not yet; the test turns red when it is mended, so take it away then.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import oracle
from aftersales.core.cases.model import Case, Event, Observation, OrderSnapshot, Stamp
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived, derive
from aftersales.core.money.amount import Money, exponent
from aftersales.core.rules.policy import Policy
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.length import Length
from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy
from aftersales.policies.load import tables as policy_tables
from tables import of_each

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))
Scenario = dict[str, Any]

KEYS = {
    "asked", "shipping_type",
    "item_amount", "chatbot", "returnable",
    "name", "why", "market", "policy", "kind", "order_amount", "amount", "currency", "order_currency", "fulfilment",
    "quick_refund", "trust", "caught_up_at", "ref", "reason", "delivered_at", "placed_at", "order_seen", "events",
    "observations", "expect", "stopped", "waiting", "state", "bug", "rules", "overlay", "twin", "covers",
}  # fmt: skip
EXPECT_KEYS = {
    "duty", "owner", "rule", "due", "chained", "holds", "source", "started_at", "started_by", "flags", "stamped_due",
    "computed_due", "outcome", "at_risk", "snoozed_until", "opens_at", "stake", "winnable",
}  # fmt: skip
OBSERVATION_KEYS = {
    "source", "ref", "status", "raw", "first_seen", "last_seen", "noticed_at", "tracking", "keep", "refunded_at",
    "stamps", "arbitration",
}  # fmt: skip
ORDER_KEYS = {
    "status", "raw", "source", "as_of", "placed_at", "paid_at", "ready_at", "collected_at", "delivered_at",
    "cancelled_at", "dispatch_by", "collect_by", "ready_due", "collection_due", "delivery_due", "deliver_by",
    "order_type", "shipping_type", "handling",
}  # fmt: skip
STOPPED_KEYS = {"duty", "at", "by", "from"}
# Reminders of the house beside the rules: a scenario that is about one of them names it by `asked`.
UNASKED = ("house.offer", "house.appeal", "house.lost")
MOMENTS = ("due", "started_at", "stamped_due", "computed_due")


def _told(path: Path) -> Iterator[Scenario]:
    for scenario in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]:
        yield scenario
        if "twin" in scenario:
            same = {k: v for k, v in scenario.items() if k not in ("twin", "covers", "stopped", "waiting", "state")}
            yield {**same, **scenario["twin"], "name": f"{scenario['name']}: the other case"}


ALL: list[Scenario] = [s for path in FILES for s in _told(path)]


@cache
def _changed(number: int) -> Policy:
    """The policy of a situation that brings changes of its own."""
    scenario = ALL[number]
    market = scenario["market"]
    tables = policy_tables(scenario["policy"], market)
    rules = {r["id"]: r for r in tables["rule"]}
    for change in scenario.get("rules", ()):
        rules[change["id"]] = {**rules.get(change["id"], {}), **change}
    tables = {**tables, "rule": list(rules.values()), "overlay": scenario.get("overlay", [])}
    facts = markets()[market]._asdict()
    return parse_policy("scenario.toml", tables, facts, load_policy(scenario["policy"], market).calendar)


def _policy(scenario: Scenario) -> Policy:
    if "rules" in scenario or "overlay" in scenario:
        return _changed(ALL.index(scenario))
    policy = load_policy(scenario["policy"], scenario["market"])
    facts = {key: "yes" if scenario[key] else "no" for key in ("chatbot", "returnable") if key in scenario}
    return replace(policy, shop={**policy.shop, **facts}) if facts else policy


def _when(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    assert instant.tzinfo is not None, f"{text} lacks its offset"
    return instant.astimezone(UTC)


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else _when(text)


def _money(text: str | None, currency: str) -> Money | None:
    return None if text is None else Money(int(Decimal(text).scaleb(exponent(currency))), currency)


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
    return Observation(
        ref=table.get("ref", ref),
        source=table.get("source", "export"),
        first_seen=_when(first),
        noticed_at=_when(table.get("noticed_at", first)),
        last_seen=_when(table.get("last_seen", first)),
        status=table["status"],
        raw=table.get("raw", table["status"]),
        stamps=_stamps(table),
        tracking=table.get("tracking"),
        keep=table.get("keep", False),
        refunded_at=_maybe(table.get("refunded_at")),
        arbitration=table.get("arbitration"),
    )


def _stamps(table: dict[str, Any]) -> tuple[Stamp, ...] | None:
    """The stamps of a snapshot; an API row without the key leaves them out, an export never has any."""
    if "stamps" not in table:
        return None if table.get("source") == "api" else ()
    return tuple(Stamp(s["action"], _when(s["deadline"])) for s in table["stamps"])


def _order_seen(table: dict[str, Any]) -> OrderSnapshot:
    assert set(table) <= ORDER_KEYS, set(table) - ORDER_KEYS
    words = {"status", "raw", "source", "as_of", "order_type", "shipping_type", "handling"}
    return OrderSnapshot(
        status=table.get("status"),
        raw=table.get("raw", table.get("status", "")),
        source=table.get("source", "export"),
        origin="",
        as_of=_when(table["as_of"]),
        order_type=table.get("order_type"),
        shipping_type=table.get("shipping_type"),
        handling=Length.parse(table["handling"]) if "handling" in table else None,
        **{key: _when(text) for key, text in table.items() if key not in words},
    )


def _case(scenario: Scenario) -> Case:
    currency = scenario.get("currency", markets()[scenario["market"]].currency)
    order = scenario.get("order_amount")
    ref = scenario.get("ref")
    return Case(
        id=1,
        shop="shop",
        market=scenario["market"],
        kind=scenario["kind"],
        order="576461413100000001",
        ref=ref,
        amount=_money(scenario.get("amount", order), currency),
        order_amount=_money(order, scenario.get("order_currency", currency)),
        item_amount=_money(scenario.get("item_amount"), currency),
        fulfilment=scenario.get("fulfilment", "seller"),
        quick_refund=scenario.get("quick_refund", False),
        caught_up_at=_maybe(scenario.get("caught_up_at")),
        trust=scenario.get("trust", True),
        shipping_type=scenario.get("shipping_type"),
        reason=scenario.get("reason"),
        delivered_at=_maybe(scenario.get("delivered_at")),
        placed_at=_maybe(scenario.get("placed_at")),
        order_snapshot=_order_seen(scenario["order_seen"]) if "order_seen" in scenario else None,
        events=tuple(_event(n, e) for n, e in enumerate(scenario.get("events", ()), 1)),
        observations=tuple(_observation(o, ref) for o in scenario.get("observations", ())),
    )


def _essence(clock: Clock) -> tuple[Any, ...]:
    return clock.due, clock.duty, clock.owner, clock.rule or "", clock.chained


def _wanted(table: dict[str, Any]) -> tuple[Any, ...]:
    return _when(table["due"]), table["duty"], table["owner"], table.get("rule", ""), table.get("chained", False)


def _asked(clock: Clock, scenario: Scenario) -> bool:
    return clock.rule not in UNASKED or clock.rule == scenario.get("asked")


@of_each("scenario", ALL)
def test_exactly_these_clocks_run(scenario: Scenario) -> None:
    with pytest.raises(AssertionError) if "bug" in scenario else nullcontext():
        _clocks(scenario)


def _clocks(scenario: Scenario) -> None:
    policy = _policy(scenario)
    derived = derive(_case(scenario), policy, ZoneInfo(policy.timezone))
    _running(scenario, derived)
    _stopped(scenario, derived.clocks)
    _closings(scenario, derived.clocks, policy.timezone)
    _payment_looks(scenario, derived.clocks, policy.timezone)
    for axis, value in scenario.get("state", {}).items():
        found = getattr(derived.state, axis)
        assert (sorted(found) if axis == "flags" else found) == value, axis


def _follows(clock: Clock) -> bool:
    """Whether a clock follows from another one that nobody has stopped: to close, or to look whether the money came."""
    return clock.duty == "close" or (clock.duty == "check" and clock.chained)


def _running(scenario: Scenario, derived: Derived) -> None:
    running = [c for c in derived.clocks if c.stopped_at is None and not _follows(c) and _asked(c, scenario)]
    assert sorted(map(_essence, running)) == sorted(map(_wanted, scenario["expect"]))
    for table in scenario["expect"]:
        (clock,) = [c for c in running if _essence(c) == _wanted(table)]
        for key in ("holds", "source", "started_by", "outcome", "stake"):
            assert getattr(clock, key) == table.get(key, getattr(clock, key)), key
        for key in MOMENTS:
            assert key not in table or getattr(clock, key) == _when(table[key]), key
        assert "flags" not in table or sorted(clock.flags) == sorted(table["flags"])
        assert clock.snoozed_until == _maybe(table.get("snoozed_until"))
        assert clock.opens_at == _maybe(table.get("opens_at"))
        assert "at_risk" not in table or str(clock.at_risk) == table["at_risk"]
        assert "winnable" not in table or str(clock.winnable) == table["winnable"]
    for duty in {c.duty for c in running if not c.chained}:
        same = [c for c in derived.clocks if c.duty == duty and not c.chained]
        live = [c for c in same if c.stopped_at is None or not c.confirmed]
        assert sum(c.holds for c in live) == 1, f"{duty}: one line per case and duty"


def _stopped(scenario: Scenario, found: tuple[Clock, ...]) -> None:
    waiting = [(c.duty, c.due, c.snoozed_until) for c in found if c.stopped_at is not None and not c.confirmed]
    assert sorted(waiting, key=str) == sorted(
        ((w["duty"], _when(w["due"]), _maybe(w.get("snoozed_until"))) for w in scenario.get("waiting", ())), key=str
    )
    wanted = scenario.get("stopped", ())
    duties = {w["duty"] for w in wanted}
    told = [(c.duty, c.stopped_at, c.stopped_by, c.stopped_from) for c in found if c.stopped_at and c.duty in duties]
    assert sorted(told, key=str) == sorted(
        ((w["duty"], _when(w["at"]), w["by"], _maybe(w.get("from"))) for w in wanted), key=str
    )


def _closings(scenario: Scenario, found: tuple[Clock, ...], zone: str) -> None:
    """For each window that the buyer may let pass, and only for those, the seller looks by the end of the next day."""
    lapsing = [c for c in found if c.owner == "buyer" and c.outcome == "case-closed" and c.stopped_at is None]
    closings = [c for c in found if c.duty == "close"]
    assert len(closings) == len(lapsing)
    looks = [_when(e["at"]) for e in scenario.get("events", ()) if e["name"] == "case.confirmed"]
    for window in lapsing:
        (close,) = [c for c in closings if (c.rule, c.started_at) == (window.rule, window.due)]
        assert (close.owner, close.chained, close.started_by, close.outcome) == (
            "seller", True, "buyer.lapsed", "case-closed",
        )  # fmt: skip
        assert close.due == oracle.end_of_the_next_day(window.due, zone)
        assert close.stopped_at == min((at for at in looks if at > window.due), default=None)


def _payment_looks(scenario: Scenario, found: tuple[Clock, ...], zone: str) -> None:
    """Where no data of the platform show a case, each refund that the platform owes has a look by the end of the day
    after; where data do, a situation names it.
    """
    looks = [c for c in found if c.duty == "check" and c.chained]
    owed = [c for c in found if (c.duty, c.owner) == ("refund", "platform") and c.stopped_at is None]
    closed = scenario.get("events", ()) and any(e["name"] == "case.closed" for e in scenario["events"])
    if scenario.get("observations") or closed:
        assert not looks
        return
    assert [(c.owner, c.started_at, c.due) for c in looks] == [
        ("seller", c.due, oracle.end_of_the_next_day(c.due, zone)) for c in owed
    ]


@of_each("scenario", ALL)
def test_a_second_opinion_gives_the_same_deadlines(scenario: Scenario) -> None:
    """Each clock of one unextended term: the oracle walks from its start to the same instant."""
    policy = _policy(scenario)
    holidays, closed = (of(scenario["market"]) for of in (oracle.closed_days, oracle.closed_weekdays))
    extended = any(e["name"] == "receipt.extended" for e in scenario.get("events", ()))
    derived = derive(_case(scenario), policy, ZoneInfo(policy.timezone))
    for clock in derived.clocks:
        if clock.computed_due is None or (extended and clock.duty == "confirm-receipt"):
            continue
        if pauses := _pauses(scenario, clock):
            wanted = oracle.due_with_pauses(clock.started_at, clock.term, policy.timezone, holidays, pauses, closed)
        else:
            day = clock.started_at.astimezone(ZoneInfo(policy.timezone)).date()
            wanted = oracle.due(
                clock.started_at,
                clock.term,
                holidays=holidays,
                closed=closed,
                **{"zone": policy.timezone, **oracle.ends_at(clock.rule, day)},
            )
        assert clock.computed_due == wanted, clock
        opens = oracle.opening(clock.started_at, clock.rule, policy.timezone, holidays, closed)
        told = oracle.is_for_quick_refunds(clock.rule) and clock.opens_at == clock.started_at
        assert told or clock.opens_at in (opens, None), clock


def _pauses(scenario: Scenario, clock: Clock) -> list[tuple[datetime, datetime]]:
    """From when to when a clock stood still, as the situation's own change of its rule has it."""
    change = next((r["pauses"] for r in scenario.get("rules", ()) if r["id"] == clock.rule and "pauses" in r), None)
    if change is None:
        return []
    at = {e["name"]: _when(e["at"]) for e in scenario["events"]}
    return [
        (at[since], at[until]) for since in change["from"] for until in change["until"] if {since, until} <= set(at)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_scenarios_are_well_written(path: Path) -> None:
    scenarios = tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
    for scenario in scenarios:
        assert set(scenario) <= KEYS, (scenario["name"], set(scenario) - KEYS)
        assert scenario["why"], scenario["name"]
        for table in scenario["expect"]:
            assert set(table) <= EXPECT_KEYS, (scenario["name"], set(table) - EXPECT_KEYS)
        for table in scenario.get("stopped", ()):
            assert set(table) <= STOPPED_KEYS, (scenario["name"], set(table) - STOPPED_KEYS)


def test_names_are_nowhere_twice() -> None:
    names = [s["name"] for s in ALL]
    assert len(names) == len(set(names)) >= 200


# What a release must have worked out by hand, whatever else it has.
SITUATIONS = {
    "outside-hours", "holiday", "last-second", "dst-london-spring", "dst-london-autumn", "dst-los-angeles-spring",
    "dst-los-angeles-autumn", "dst-berlin-spring", "dst-berlin-autumn", "substitute-holiday", "year-end", "easter",
    "leap-day", "policy-change", "overlay", "pause-weekend", "two-cases-one-order", "stamp-earlier", "stamp-later",
    "cut-off", "opening", "weekday-end", "business-days", "calendar-days", "hours", "end-of-day", "clock-time",
}  # fmt: skip


def test_every_situation_is_worked_out_somewhere() -> None:
    covered = Counter(tag for s in ALL for tag in s.get("covers", ()))
    limits = {f"limit:{rule}:{side}" for rule in _limited() for side in ("low", "high")}
    assert set(covered) == SITUATIONS | limits


def _limited() -> set[str]:
    """The rules whose terms have a value limit."""
    found = {m: load_policy("tiktok", m).rules for m in markets()}
    return {rule.id for rules in found.values() for rule in rules if any(t.limits for t in rule.terms)}


def test_each_market_has_enough_of_them() -> None:
    many = Counter(s["market"] for s in ALL if s["policy"] == "tiktok")
    assert many["GB"] >= 15
    assert {m for m, n in many.items() if n >= 5} >= set(markets()) - {"JP"}
