"""Types of a policy: rules, terms, overlays."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.money.amount import Money
from aftersales.core.time.calendar import Calendar, WorkingWeek
from aftersales.core.time.length import ClosingHour, CutOff, Deadline, Length
from aftersales.core.vocabulary import KINDS
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml.reader import Source

if TYPE_CHECKING:
    from aftersales.core.rules.cost_facts import CostFact, GradeRule, LocalService

# The source of every rule in the seller's configuration.
YOUR_CONFIGURATION = mark("your configuration")
# The phrase for each kind of limit.
LIMITS = {
    "below": mark("below {limit}"),
    "up-to": mark("up to {limit}"),
    "at-least": mark("{limit} or more"),
    "above": mark("above {limit}"),
}


class Term(NamedTuple):
    """A dated length with its source.

    `since` (inclusive) and `until` (exclusive) are local dates of the market. `ends` is the closing hour, None for the
    local time of the start. `zone` is the time zone of the term, None for the market's. `limits` are pairs of kind (a
    key of LIMITS) and minor units of `currency`. `started_on` are the weekdays (0: Monday) on which the clock must
    start, or "open-day" or "closed-day" of the calendar; None for any day. With `opens` the duty can only be done so
    long after the start, and `length` is counted from then. `weekdays` are the term's working weekdays, None for those
    of the calendar. With `first_counts` the day of the start is day 1; with `from_start` the length is counted from
    the start although the duty opens later. With `handling` the time that the seller has to get the order ready goes
    before `length`; for an order whose handling time is known, `lead` is that time, where it can't be added to
    `length`.
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
    opens: Length | None = None
    weekdays: WorkingWeek | None = None
    handling: bool = False
    lead: Length | None = None
    first_counts: bool = False
    from_start: bool = False

    @property
    def whole_length(self) -> str:
        """The length with the handling time: `handling time + 1 business day`, `5 days + 1 business day`."""
        if not self.handling and self.lead is None:  # nearly every term, and once for each clock
            return str(self.length)
        parts = ["handling time"] if self.handling else [str(self.lead)] if self.lead else []
        return " + ".join([*parts, *([str(self.length)] if self.length.number else [])])

    def after_handling(self, time: Length) -> Term:
        """The term of an order with this handling time."""
        if self.length.number and self.length.unit != time.unit:
            return self._replace(handling=False, lead=time)
        return self._replace(handling=False, length=Length(time.number + self.length.number, time.unit))

    @property
    def runs_from(self) -> str | None:
        """Of a term that opens later: `opening` or `start`, from which its length is counted."""
        return ("start" if self.from_start else "opening") if self.opens else None

    @property
    def always_in_force(self) -> bool:
        """Whether the term is in force for a start on any day."""
        return self.since is None and self.until is None and self.started_on is None

    def covers(self, day: date) -> bool:
        """Whether the term is in force on `day`."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)

    def admits(self, minor: int) -> bool:
        """Whether an order of this value (minor units of the term's currency) is within every limit."""
        return not [kind for kind, limit in self.limits if not within_limit(kind, minor, limit)]

    def allows_start_on(self, day: date, calendar: Calendar) -> bool:
        """Whether `started_on` allows a start on `day`."""
        if self.started_on is None:
            return True
        if isinstance(self.started_on, str):
            return (calendar.why_closed(day) is not None) == (self.started_on == "closed-day")
        return day.weekday() in self.started_on

    def limit_text(self) -> str:
        """`below 100.00 GBP`, or an empty string for a term without limits."""
        return text.together(tr(LIMITS[kind], limit=Money(minor, self.currency or "")) for kind, minor in self.limits)


_COMPARISONS = {"below": operator.lt, "up-to": operator.le, "at-least": operator.ge, "above": operator.gt}


def within_limit(kind: str, value: int | Decimal, limit: int | Decimal) -> bool:
    """Whether a value is within a limit of this kind (a key of LIMITS)."""
    return bool(_COMPARISONS[kind](value, limit))


class Overlay(NamedTuple):
    """A named range of dates in which the terms of some rules are longer: an exception period.

    `since` (inclusive) and `until` (exclusive) are local dates of the market; the date of the starting event decides.
    Either `length` replaces the term's length, or `plus` is added to it. An overlay never makes a deadline earlier; of
    two overlays the one with the later deadline holds. `file` names the file of the overlay.

    `windows` are kinds of buyer windows, which the day of the order decides. Such an overlay may end on a fixed day
    instead (`last_day`), or be `expected`: the platform usually has one then, and its end is not known.
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
    windows: frozenset[str] = frozenset()
    last_day: date | None = None
    expected: bool = False

    def covers(self, rule: Rule, day: date) -> bool:
        """Whether the overlay applies to a clock of this rule that starts on `day`."""
        return self.since <= day < self.until and self.applies_to(rule)

    def applies_to(self, rule: Rule) -> bool:
        """Whether the overlay is for this rule."""
        return rule.id in self.rules or rule.duty in self.duties


class Extension(NamedTuple):
    """How far, and how often, the seller may move a deadline before it passes."""

    length: Length
    times: int

    def length_for(self, days: int | None) -> Length:
        """The length of an extension by so many days; None for the rule's own length."""
        if days is None:
            return self.length
        return Length(days, "business days" if self.length.unit == "business days" else "days")


class Pauses(NamedTuple):
    """The events that pause a clock (`since`) and resume it (`until`). `most`: the longest pause (None: no limit)."""

    since: frozenset[str]
    until: frozenset[str]
    most: Length | None = None


class Rule(NamedTuple):
    """A duty with the events that start and stop its clock, its terms, and the outcome without an answer.

    `when` holds the allowed values for each fact of a case. `act_late` is true if the duty can still be done after the
    deadline. `stake` is what silence costs (one of STAKES), empty for the usual stake of the duty. `file` names the
    file that was applied last. `counted_from` is what its clock is counted from, in place of the event that starts it:
    "last-status" or "ship-date" of the parcel that a claim is for. `value_of` is what the limits of its terms compare:
    the order, or the returned item. `without_claim` names the way of shipping for which the platform pays by itself.
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
    stake: str = ""
    value_of: str = "order"
    counted_from: str = ""
    without_claim: str = ""


class RuleStart(NamedTuple):
    """A rule that an event may start, with its conditions on facts other than the kind of case."""

    rule: Rule
    conditions: tuple[tuple[str, frozenset[str]], ...]


WINDOW_KINDS = ("law", "benefit")
WINDOW_KIND_TEXTS = {"law": mark("by law"), "benefit": mark("the platform's benefit")}


class BuyerWindow(NamedTuple):
    """How long the buyer may ask for a return: by law, or as a benefit of the platform's. It refuses no request.

    `since` (inclusive) and `until` (exclusive) are local dates of the event that starts it.
    """

    length: Length
    starts: str
    source: Source
    kind: str = "benefit"
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the window is in force for a start on `day`."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


class Returnless(NamedTuple):
    """The amount (minor units) up to which the market advises to refund without a return. It is advice, not a rule."""

    up_to: int
    currency: str
    source: Source


# The facts of a shop that rules may ask for, each with what holds where the configuration doesn't say.
NO_SHOP: Mapping[str, str] = MappingProxyType({"chatbot": "no", "returnable": "unknown", "seller": "unknown"})


@dataclass(frozen=True, slots=True, repr=False, match_args=False)
class Policy:
    """The rules and the calendar of one market: a named, dated rule set. `checked_in` names the file with `checked`,
    `shop` holds the facts of the shop that rules may ask for.
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
    buyer_windows: tuple[BuyerWindow, ...] = ()
    returnless: Returnless | None = None
    cost_facts: tuple[CostFact, ...] = ()
    local_service: LocalService | None = None
    grade_rules: tuple[GradeRule, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    shop: Mapping[str, str] = field(default_factory=lambda: NO_SHOP)
    # Made when clocks are derived first: who only looks at rules needs none of it.
    _starting: dict[tuple[str, str], tuple[RuleStart, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _steady: dict[str, tuple[Term, ...] | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    _in_force: dict[tuple[str, date], tuple[Term, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    # The deadlines of terms by their start: requests that one file shows start many clocks in the same second.
    deadlines: dict[tuple[int, datetime, ZoneInfo], tuple[Term, Deadline]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _calendars: dict[WorkingWeek, Calendar] = field(default_factory=dict, init=False, repr=False, compare=False)

    def starting(self, event: str, kind: str) -> tuple[RuleStart, ...]:
        """The rules that an event may start for a case of a kind, in order."""
        if not self._starting:
            self._starting.update(self._starts())
        return self._starting.get((event, kind), ())

    def _starts(self) -> dict[tuple[str, str], tuple[RuleStart, ...]]:
        starts: dict[tuple[str, str], list[RuleStart]] = {}
        for rule in self.rules:
            start = RuleStart(rule, tuple(item for item in rule.when.items() if item[0] != "kind"))
            for event in rule.starts:
                for kind in rule.when.get("kind", KINDS):
                    starts.setdefault((event, kind), []).append(start)
        return {key: tuple(rules) for key, rules in starts.items()}

    def steady_terms(self, rule: Rule) -> tuple[Term, ...] | None:
        """The terms of a rule that are the same for a start on any day; None where the day decides."""
        if not self._steady:
            self._steady.update(
                {r.id: r.terms if all(t.always_in_force for t in r.terms) else None for r in self.rules}
            )
        return self._steady.get(rule.id)

    def in_force(self, rule: Rule, day: date) -> tuple[Term, ...]:
        """The terms of a rule for a clock that starts on `day`, a local date of the market.

        Terms with `started_on` go before those without; of the rest the newest `since` holds.
        """
        terms = self.steady_terms(rule) or self._in_force.get((rule.id, day))
        if terms is None:
            terms = self._in_force[rule.id, day] = self._chosen(rule.terms, day)
        return terms

    def calendar_of(self, term: Term) -> Calendar:
        """The calendar by which a term is counted. Weekdays in the seller's configuration hold for every term."""
        week, source = term.weekdays, self.calendar.weekdays_source
        if week is None or (source is not None and source.text == tr(YOUR_CONFIGURATION)):
            return self.calendar
        if week not in self._calendars:
            self._calendars[week] = self.calendar.with_week(week)
        return self._calendars[week]

    def _chosen(self, terms: tuple[Term, ...], day: date) -> tuple[Term, ...]:
        current = [t for t in terms if t.covers(day) and t.allows_start_on(day, self.calendar_of(t))]
        return _newest(current)


def _newest(current: list[Term]) -> tuple[Term, ...]:
    current = [t for t in current if t.started_on is not None] or current
    newest = max((t.since or date.min for t in current), default=None)
    return tuple(t for t in current if (t.since or date.min) == newest)
