"""A case about to be written to, and the step to record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context.rules_in_force import RulesInForce
from aftersales.core.cases import events, transitions
from aftersales.core.cases.model import Case
from aftersales.core.clocks import platform_deadlines
from aftersales.core.clocks.derive import Derived
from aftersales.core.vocabulary import REQUEST_KINDS, event_text
from aftersales.errors import TransitionRefused
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.facts import deliveries
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.user_input import Place


class OrderRefunds(NamedTuple):
    """What was refunded on a case's order, in minor units: in all its cases, and in the other cases alone."""

    total: int
    others: int


class CaseView(NamedTuple):
    """A case with all that a step on it depends on. `at` is when the step happened, `now` the instant of the run, both
    in UTC; `zone` is the market's. `delivery` is the delivery that the approval of a cancellation ends.

    `ledger` is the open write. Only the mode rules read it: they count what was just recorded for other cases.
    """

    case: Case
    derived: Derived
    zone: ZoneInfo
    rules: ShopRules
    rules_in_force: RulesInForce
    refunds: OrderRefunds
    delivery: int | None
    at: datetime
    now: datetime
    ledger: Connection

    @property
    def place(self) -> Place:
        """The place whose times are meant when times of this case are typed."""
        return Place(self.zone, (self.case.market,), self.case.shop)

    def local(self, when: datetime) -> str:
        """An instant in words, in the market's zone."""
        return text.moment(when.astimezone(self.zone))

    def refusal(self, reason: str, command: str | None = None) -> TransitionRefused:
        """The error that refuses a step, with the commands that are possible instead of `command`."""
        asked = platform_deadlines.awaits_decision(self.derived.clocks)
        could = [
            c for c in transitions.possible_commands(self.case.kind, self.derived.state, asked=asked) if c != command
        ]
        sentence = tr("case {case}: {reason}.", case=self.case.id, reason=reason)
        if could:
            hint = tr("Possible now: {commands}.", commands=text.listed(could))
            sentence = text.sentences([sentence, hint])
        return TransitionRefused(sentence, reason)


class Step:
    """What is to be recorded for one case, with warnings for the user. `skip`: why nothing is to be recorded. `beside`:
    the events that the same act records for other cases (case, event, data).
    """

    # No dataclass: every command that records loads this module, and generating the methods takes longer than all else.
    __slots__ = ("beside", "data", "name", "skip", "warnings")

    def __init__(
        self,
        name: str,
        data: Mapping[str, Any] | None = None,
        warnings: list[str] | None = None,
        skip: str | None = None,
        beside: Sequence[tuple[int, str, Mapping[str, Any]]] = (),
    ) -> None:
        self.name = name
        self.data = data if data is not None else {}
        self.warnings = warnings if warnings is not None else []
        self.skip = skip
        self.beside = beside


# Builds the step for a case. Raises TransitionRefused if the case does not allow it.
StepBuilder = Callable[[CaseView], Step]


def view_case(
    ledger: Connection, number: int, rules: RulesInForce, at: Callable[[Place], datetime], now: datetime
) -> CaseView:
    """The case as it stands in the ledger; `at` gives the instant of the step (UTC) at a place."""
    case, shop_rules, derived = store.derive_case(ledger, number, rules)
    zone = ZoneInfo(shop_rules.zone)
    delivery = None
    if case.kind == "cancellation" and case.order is not None:
        delivery = deliveries.of_order(ledger, case.shop, case.order)
    refunds = OrderRefunds(
        find.refunded_on_order(ledger, case.shop, case.order, None),
        find.refunded_on_order(ledger, case.shop, case.order, case.id),
    )
    place = Place(zone, (case.market,), case.shop)
    return CaseView(case, derived, zone, shop_rules, rules, refunds, delivery, at(place), now, ledger)


# --- which steps make sense -----------------------------------------------------------------------------------------


def check(
    view: CaseView, event: str, *, again: bool = False, mode: str | None = None, ruling: str | None = None
) -> None:
    """Raise TransitionRefused if the case does not allow the step at that instant.

    `again`: the event is recorded already, and is recorded once more to say more. `mode` is the one to be recorded,
    `ruling` whom a ruling is for.
    """
    timeline, state = view.derived.timeline, view.derived.state
    inferred = {h.event.name: h.event for h in timeline.happenings if h.event.inferred}
    may_repeat = frozenset({*inferred, event} if again else inferred)
    asked = platform_deadlines.awaits_decision(view.derived.clocks)
    if reason := transitions.refusal(event, view.case.kind, state, may_repeat, asked=asked, mode=mode, ruling=ruling):
        raise view.refusal(reason, events.COMMAND_OF.get(event))
    if event in inferred and view.at > inferred[event].at:
        shown = view.local(inferred[event].at)
        raise view.refusal(
            tr("the platform's data showed this already on {shown}; give the real time with --at", shown=shown)
        )
    _refuse_before_predecessor(view, event)


def _refuse_before_predecessor(view: CaseView, event: str) -> None:
    """Refuse a step that is dated before the case began, or before the event that it follows."""
    happened = [h.event for h in view.derived.timeline.happenings]
    begun = max((e.at for e in happened if e.name in events.BEGINNINGS), default=None)
    if begun is not None and view.at < begun:
        begin, dated = view.local(begun), view.local(view.at)
        raise view.refusal(
            tr("the buyer asked on {begin}; this step is dated before that, on {dated}", begin=begin, dated=dated)
            if view.case.kind in REQUEST_KINDS
            else tr("it began on {begin}; this step is dated before that, on {dated}", begin=begin, dated=dated)
        )
    exact = [e for e in happened if e.name in events.PREDECESSORS.get(event, ()) and not e.inferred]
    before = max(exact, key=lambda e: e.at, default=None)
    if before is not None and view.at < before.at:
        raise view.refusal(
            tr(
                "it follows “{step}”, which was on {then}, after {dated}",
                step=event_text(before.name),
                then=view.local(before.at),
                dated=view.local(view.at),
            )
        )
