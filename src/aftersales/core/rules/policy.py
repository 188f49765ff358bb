"""Decides what a rule is: the duty it binds and the terms it has; leaves reading files to `policy_file`, and which term
holds for a case to `terms`.

A rule says which duty it binds, which events start and stop its clock, what the platform does on silence, and its
terms: dated lengths with a source each. Which term holds is chosen by the date of the starting event in the
market's zone and, where a term has a value limit, by the order's value.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from aftersales.core.money.amount import Money
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import ClosingHour, CutOff, Length
from aftersales.core.vocabulary import KINDS
from aftersales.record import NamedTuple
from aftersales.toml.reader import Source

# The source of what the seller's own configuration says.
YOUR_CONFIGURATION = "your configuration"
# How a boundary reads, by its kind.
LIMITS = {"below": "below {}", "up-to": "up to {}", "at-least": "{} or more", "above": "above {}"}


class Term(NamedTuple):
    """A dated length with its source. `since` is inclusive, `until` exclusive, both in the market's zone. `ends` is the
    closing hour of its last day, None for the time of the starting event; `cut_off` the hour from which an event
    belongs to the next day; `zone` the wall on which all this is read, None for the market's.

    `limits` holds (kind of boundary, minor units) pairs in `currency`. `started_on` are the weekdays on which a clock
    must start to have this term, or (the words "open-day", "closed-day") what the calendar says of that day.
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
    ends: ClosingHour | None = None
    cut_off: CutOff | None = None
    zone: ZoneInfo | None = None
    started_on: frozenset[int] | str | None = None

    @property
    def always_in_force(self) -> bool:
        """Whether it is in force on every day."""
        return self.since is None and self.until is None and self.started_on is None

    def covers(self, day: date) -> bool:
        """Whether the term is in force on `day`."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)

    def admits(self, minor: int) -> bool:
        """Whether an order of this value (minor units of the term's currency) is inside every limit."""
        return all(within_limit(kind, minor, limit) for kind, limit in self.limits)

    def allows_start_on(self, day: date, calendar: Calendar) -> bool:
        """Whether a clock that starts on `day` may have this term."""
        if self.started_on is None:
            return True
        if isinstance(self.started_on, str):
            return (calendar.why_closed(day) is not None) == (self.started_on == "closed-day")
        return day.weekday() in self.started_on

    def limit_text(self) -> str:
        """`below 100.00 GBP`, or an empty string for a term without limits."""
        return " and ".join(LIMITS[kind].format(Money(minor, self.currency or "")) for kind, minor in self.limits)


_COMPARISONS = {"below": operator.lt, "up-to": operator.le, "at-least": operator.ge, "above": operator.gt}


def within_limit(kind: str, value: int | Decimal, limit: int | Decimal) -> bool:
    """Whether a value is on the right side of a boundary of this kind (a key of LIMITS)."""
    return bool(_COMPARISONS[kind](value, limit))


class Overlay(NamedTuple):
    """A named range in which the terms of some rules are longer. `since` is inclusive, `until` exclusive: dates in the
    market's zone, and the date of the starting event decides. `length` stands instead of the term's own, `plus` on top
    of it; one of the two is given. `file` names the file that it stands in.
    """

    name: str
    since: date
    until: date
    rules: frozenset[str]
    duties: frozenset[str]
    length: Length | None
    plus: Length | None
    source: str
    dated: date | None = None
    confidence: str = "high"
    url: str | None = None
    note: str = ""
    file: str = ""

    def covers(self, rule: Rule, day: date) -> bool:
        """Whether a clock of this rule that starts on `day` has it."""
        return self.since <= day < self.until and self.applies_to(rule)

    def applies_to(self, rule: Rule) -> bool:
        """Whether it is for this rule."""
        return rule.id in self.rules or rule.duty in self.duties


class Extension(NamedTuple):
    """How far and how often the seller may move a deadline before it has passed."""

    length: Length
    times: int

    def length_for(self, days: int | None) -> Length:
        """The length that an extension by so many days has; None: the rule's own."""
        if days is None:
            return self.length
        return Length(days, "business days" if self.length.unit == "business days" else "days")


class Pauses(NamedTuple):
    """Which events stop a clock for a while, and which let it go on with what was left. `most` is the longest a pause
    lasts; None: until an event ends it.
    """

    since: frozenset[str]
    until: frozenset[str]
    most: Length | None = None


class Rule(NamedTuple):
    """What binds a duty: when a clock starts and stops, how long it runs, what silence brings. `file` names the file
    that has the last word on it.
    """

    id: str
    duty: str
    owner: str
    starts: frozenset[str]
    stops: frozenset[str]
    outcome: str
    terms: tuple[Term, ...]
    when: Mapping[str, frozenset[str]] = MappingProxyType({})
    act_late: bool = False
    extension: Extension | None = None
    pauses: Pauses | None = None
    note: str = ""
    file: str = ""


class RuleStart(NamedTuple):
    """A rule with what it asks of a case beside the kind: what is asked about, and the answers it takes."""

    rule: Rule
    conditions: tuple[tuple[str, frozenset[str]], ...]


class BuyerWindow(NamedTuple):
    """How long the buyer may ask, as information beside a request."""

    length: Length
    starts: str
    source: str
    dated: date | None
    confidence: str


class Returnless(NamedTuple):
    """Up to which amount (minor units) the market's own advice is to refund without a return: no rule, only advice."""

    up_to: int
    currency: str
    source: Source


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules and calendar of one market, as a named, dated rule set. `checked_in` names the file that says when it
    was checked.
    """

    name: str
    title: str
    market: str
    timezone: str
    currency: str
    calendar: Calendar
    rules: tuple[Rule, ...]
    checked: date | None = None
    checked_in: str = ""
    buyer_window: BuyerWindow | None = None
    returnless: Returnless | None = None
    overlays: tuple[Overlay, ...] = ()
    _starting: Mapping[tuple[str, str], tuple[RuleStart, ...]] = field(init=False, repr=False, compare=False)
    _steady: Mapping[str, tuple[Term, ...]] = field(init=False, repr=False, compare=False)
    _in_force: dict[tuple[str, date], tuple[Term, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        found: dict[tuple[str, str], list[RuleStart]] = {}
        for rule in self.rules:
            starting = RuleStart(rule, tuple(item for item in rule.when.items() if item[0] != "kind"))
            for event in rule.starts:
                for kind in rule.when.get("kind", KINDS):
                    found.setdefault((event, kind), []).append(starting)
        object.__setattr__(self, "_starting", {key: tuple(rules) for key, rules in found.items()})
        steady = {r.id: r.terms for r in self.rules if all(t.always_in_force for t in r.terms)}
        object.__setattr__(self, "_steady", steady)

    def starting(self, event: str, kind: str) -> tuple[RuleStart, ...]:
        """The rules that an event may start for cases of a kind, in their order: asked at every event of every case."""
        return self._starting.get((event, kind), ())

    def in_force(self, rule: Rule, day: date) -> tuple[Term, ...]:
        """The terms of a rule that hold for a clock that starts on `day` in the market's zone: those for such a day
        before those for any, and of them the newest. They are the same for every case, and found once.
        """
        found = self._steady.get(rule.id) or self._in_force.get((rule.id, day))
        if found is None:
            found = self._in_force[rule.id, day] = _in_force(rule.terms, day, self.calendar)
        return found


def _in_force(terms: tuple[Term, ...], day: date, calendar: Calendar) -> tuple[Term, ...]:
    current = [t for t in terms if t.covers(day) and t.allows_start_on(day, calendar)]
    current = [t for t in current if t.started_on is not None] or current
    newest = max((t.since or date.min for t in current), default=None)
    return tuple(t for t in current if (t.since or date.min) == newest)
