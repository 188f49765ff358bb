"""Decides what a rule is: the duty it binds and the terms it has; leaves reading files to `policyfile`, and which term
holds for a case to `terms`.

A rule says which duty it binds, which events start and stop its clock, what the platform does on silence, and its
terms: dated lengths with a source each. Which term holds is chosen by the date of the starting event in the
market's zone and, where a term has a value limit, by the order's value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from aftersales.core.calendar import Calendar, Length
from aftersales.core.money import Money

EVENTS = frozenset(
    f"{group}.{name}"
    for group, names in {
        "request": "opened resubmitted approved offered rejected withdrawn",
        "offer": "accepted declined",
        "return": "shipped delivered deemed-delivered received refused lost",
        "receipt": "extended",
        "refund": "issued",
        "replacement": "sent",
        "dispute": "opened evidence ruled",
        "appeal": "filed ruled",
        "evidence": "added",
        "review": "opened contacted offered resolved",
        "buyer": "told",
        "tracking": "updated stale",
        "delivery": "late traced",
        "routine": "added done",
        "case": "closed reopened confirmed noted snoozed caught-up",
        "order": "placed paid dispatched delivered cancelled",
    }.items()
    for name in names.split()
)

# How a boundary reads, by its kind.
LIMITS = {"below": "below {}", "up-to": "up to {}", "at-least": "{} or more", "above": "above {}"}

# Outcomes that are events of their own: when the clock runs out, this happens, and other rules may start from it.
LAPSES = {
    "deemed-delivered": "return.deemed-delivered",
    "delivery-late": "delivery.late",
    "tracking-stale": "tracking.stale",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A dated length with its source. `since` is inclusive, `until` exclusive, both in the market's zone. `ends` is the
    local time of the last day at which it ends, None for the time of the starting event.

    `limits` holds (kind of boundary, minor units) pairs in `currency`.
    """

    length: Length
    source: str
    dated: date | None
    confidence: str
    url: str | None = None
    note: str = ""
    since: date | None = None
    until: date | None = None
    limits: tuple[tuple[str, int], ...] = ()
    currency: str | None = None
    ends: time | None = None

    def covers(self, day: date) -> bool:
        """Whether the term is in force on `day`."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)

    def admits(self, minor: int) -> bool:
        """Whether an order of this value (minor units of the term's currency) is inside every limit."""
        return all(inside(kind, minor, limit) for kind, limit in self.limits)

    def limit_text(self) -> str:
        """`below 100.00 GBP`, or an empty string for a term without limits."""
        return " and ".join(LIMITS[kind].format(Money(minor, self.currency or "")) for kind, minor in self.limits)


def inside(kind: str, value: int | Decimal, limit: int | Decimal) -> bool:
    """Whether a value is on the right side of a boundary of this kind (a key of LIMITS)."""
    return {
        "below": value < limit,
        "up-to": value <= limit,
        "at-least": value >= limit,
        "above": value > limit,
    }[kind]


@dataclass(frozen=True, slots=True)
class Extension:
    """How far and how often the seller may move a deadline before it has passed."""

    length: Length
    times: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What binds a duty: when a clock starts and stops, how long it runs, what silence brings."""

    id: str
    duty: str
    owner: str
    starts: frozenset[str]
    stops: frozenset[str]
    outcome: str
    terms: tuple[Term, ...]
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    act_late: bool = False
    extension: Extension | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """How long the buyer may ask, as information beside a request."""

    length: Length
    starts: str
    source: str
    dated: date | None
    confidence: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules and calendar of one market, as a named, dated rule set."""

    name: str
    title: str
    market: str
    timezone: str
    currency: str
    calendar: Calendar
    rules: tuple[Rule, ...]
    checked: date | None = None
    buyer_window: Window | None = None
