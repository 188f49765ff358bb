"""Requests that Seller Center answers by an automatic rule."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Case
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.modes.rule import BEFORE_DISPATCH, ModeRule, RequestFacts, conditions, rule_applies
from aftersales.core.requests import reasons as request_reasons
from aftersales.core.requests.reasons import Reasons
from aftersales.core.time.length import local_time
from aftersales.core.vocabulary import LEFT_TO_RULE, MISSED_BY_RULE
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple


class AutoRule(NamedTuple):
    """An automatic rule of Seller Center that approves requests. `conditions` says which; `before_dispatch`: only of an
    order that is known here and not dispatched. It answers `within` that time: data that are newer and still show the
    request waiting say that it did not.
    """

    conditions: ModeRule
    within: timedelta = timedelta(hours=1)
    before_dispatch: bool = False


class AutoAnswer(NamedTuple):
    """The answer that an automatic rule gives to a request, and from when the request is the seller's all the same.

    `why` is in words. `asked_at` and `back_at` are UTC; `seen_at` is as of when data still showed it waiting, None as
    long as none do.
    """

    rule: str
    why: str
    asked_at: datetime
    back_at: datetime
    seen_at: datetime | None

    def waits(self, now: datetime) -> bool:
        """Whether the request is left to Seller Center at `now`."""
        return self.seen_at is None and now <= self.back_at

    def sentence(self, zone: ZoneInfo, now: datetime) -> str:
        """What is to be expected of Seller Center at `now`, or what it did not do."""
        if self.seen_at is not None:
            return tr(
                "Your automatic rule {rule} ({why}) should have answered it, but the data of {seen} still show it "
                "waiting: answer it yourself",
                rule=self.rule,
                why=self.why,
                seen=text.moment(self.seen_at.astimezone(zone)),
            )
        if not self.waits(now):
            return tr(
                "Your automatic rule {rule} ({why}) should have answered it, and no data showed that by {back}: look "
                "in Seller Center, and answer it if it still waits",
                rule=self.rule,
                why=self.why,
                back=text.moment(self.back_at.astimezone(zone)),
            )
        return tr(
            "Seller Center answers this by your automatic rule {rule} ({why}). If no data show that by {back}, halfway "
            "to the deadline, it is yours: look in Seller Center",
            rule=self.rule,
            why=self.why,
            back=text.moment(self.back_at.astimezone(zone)),
        )


def auto_answer(
    case: Case, derived: Derived, rules: tuple[AutoRule, ...], table: Reasons, zone: ZoneInfo, home: str
) -> AutoAnswer | None:
    """The answer that Seller Center gives to the request that a case waits with; None where no rule applies, or the
    request was answered, or refused before. `home` is the currency of the shop's market.
    """
    clock = next((c for c in derived.clocks if _is_asked(c)), None)
    if clock is None:
        return None
    facts = _facts(case, clock, table, zone, home)
    rule = next((rule for rule in rules if _applies(rule, case, facts)), None)
    if rule is None:
        return None
    texts = [condition.text for condition in conditions(rule.conditions, facts)]
    texts += [tr("the order is not dispatched")] if rule.before_dispatch else []
    latest = derived.timeline.latest
    shown = latest.last_seen if latest is not None and latest.last_seen >= clock.started_at + rule.within else None
    back = clock.started_at if shown else clock.started_at + (clock.due - clock.started_at) / 2
    why = text.clauses(texts) or tr("it has no conditions")
    return AutoAnswer(rule.conditions.id, why, clock.started_at, back.replace(microsecond=0), shown)


def _is_asked(clock: Clock) -> bool:
    """Whether a clock is for the first answer to a request: one that was refused and came again no rule answered."""
    return clock.duty == "respond" and clock.owner == "seller" and clock.stopped_at is None and clock.attempt == 1


def _applies(rule: AutoRule, case: Case, facts: RequestFacts) -> bool:
    in_time = case.shipped_at is None and case.order_status in BEFORE_DISPATCH
    return (in_time or not rule.before_dispatch) and rule_applies(rule.conditions, facts)


def _facts(case: Case, clock: Clock, table: Reasons, zone: ZoneInfo, home: str) -> RequestFacts:
    return RequestFacts(
        shop=case.shop,
        market=case.market,
        home=home,
        refund=case.amount or case.order_amount,
        day=local_time(clock.started_at, zone).date(),
        reason=case.reason,
        group=request_reasons.group(case.reason, table, case.reason_code),
        fault=request_reasons.fault(case.reason, table, case.reason_code),
        dated="rule",
        code=case.reason_code,
        kind=case.kind,
    )


def with_auto_answer(derived: Derived, answer: AutoAnswer | None, step: str | None = None) -> Derived:
    """The case with its clocks as the answer leaves them: the duty begins only when the request is the seller's, or is
    marked where the data show that no rule answered it. `step` is added to its explanation.
    """
    if answer is None:
        return derived
    return derived._replace(clocks=tuple(_left(c, answer, step) if _is_asked(c) else c for c in derived.clocks))


def _left(clock: Clock, answer: AutoAnswer, step: str | None) -> Clock:
    why = clock.why if step is None else (*clock.why, step)
    if answer.seen_at is not None:
        return clock._replace(flags=(*clock.flags, MISSED_BY_RULE), why=why)
    # What silence starts is in sight from the instant after: so is this.
    return clock._replace(flags=(*clock.flags, LEFT_TO_RULE), why=why, chained=True, started_at=answer.back_at)
