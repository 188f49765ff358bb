"""A claim that might be made, and the facts for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event
from aftersales.core.claims.claim import BASES, OPENED, Basis, ParcelClaim, usual_parcel
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived, derive
from aftersales.core.rules.policy import Policy, Rule
from aftersales.core.time.instants import iso
from aftersales.named_tuple import NamedTuple

# A quick refund's parcel counts as missing from then on (TH, VN: its appeal opens 3 days after the refund too).
MISSING_AFTER = timedelta(days=3)


class Prospect(NamedTuple):
    """What the rules say of a claim that is opened at an instant.

    `rule` is the market's rule for it, None where no window is known. `basis` is what its time is counted from; with a
    rule and without a basis the date is not known. `excluded` is a rule of the market that is for other parcels only.
    `unsure`: the parcel may be lost, and nobody has said so.
    """

    claim: ParcelClaim
    rule: Rule | None = None
    basis: Basis | None = None
    due: datetime | None = None
    opens: datetime | None = None
    excluded: Rule | None = None
    unsure: bool = False


def prospect(
    case: Case, derived: Derived, policy: Policy, claim: ParcelClaim, at: datetime, since: datetime | None = None
) -> Prospect:
    """What the rules say of a claim opened at `at` (UTC); `since` is what the seller says that it counts from."""
    excluded = _excluded(policy, claim)
    zone = ZoneInfo(policy.timezone)
    clock = _clock(case, policy, zone, claim, at, Basis(at)) if excluded is None else None
    rule = next((r for r in policy.rules if clock is not None and r.id == clock.rule), None)
    if rule is None:
        return Prospect(claim, basis=Basis(since) if since else None, excluded=excluded)
    events = [happening.event for happening in derived.timeline.happenings if happening.event.at <= at]
    basis = Basis(since) if since is not None else BASES[rule.counted_from](case, events, claim.parcel)
    clock = _clock(case, policy, zone, claim, at, basis) if basis is not None else None
    return Prospect(claim, rule, basis, clock.due if clock else None, clock.opens_at if clock else None)


def _excluded(policy: Policy, claim: ParcelClaim) -> Rule | None:
    """A rule of the market for claims on whom this is on, where it has some and none is for this parcel."""
    on = claim.on
    rules = [rule for rule in policy.rules if rule.duty == "claim" and on in rule.when.get("claim-on", (on,))]
    takes = [rule for rule in rules if claim.parcel in rule.when.get("claim-parcel", (claim.parcel,))]
    return rules[0] if rules and not takes else None


def claim_data(claim: ParcelClaim, basis: Basis | None) -> dict[str, object]:
    """What the event of a claim says."""
    data: dict[str, object] = {"on": claim.on, "because": claim.because, "parcel": claim.parcel}
    if claim.asked is not None:
        data["amount"] = claim.asked
    if basis is not None:
        data["since"] = iso(basis.at)
        data |= {"basis": basis.event} if basis.event else {}
    return data


def _clock(case: Case, policy: Policy, zone: ZoneInfo, claim: ParcelClaim, at: datetime, basis: Basis) -> Clock | None:
    """The clock that the claim would start: the rules themselves tell it, and nothing is reckoned twice."""
    last = max((event.id or 0 for event in case.events), default=0) + 1
    opened = Event(OPENED, at, claim_data(claim, basis), id=last)
    clocks = derive(case._replace(events=(*case.events, opened)), policy, zone).clocks
    mine = [c for c in clocks if c.duty == "claim" and c.started_by == OPENED and c.stopped_at is None]
    return mine[-1] if mine else None


def hint(case: Case, derived: Derived, policy: Policy, group: str, now: datetime) -> Prospect | None:
    """The claim for which the facts of a case speak at `now` (UTC), or None. `group` is the group of its reason.

    It is not a duty: a claim never opens itself. It is not told once a claim was opened, nor after its window.
    """
    state = derived.state
    because = _reason(case, derived, group, now)
    if because is None or state.claim != "none":
        return None
    parcel = "outbound" if group == "not-received" and state.parcel == "none" else usual_parcel(case, state)
    asked = case.amount or case.order_amount
    claimable = prospect(
        case, derived, policy, ParcelClaim("platform", because, parcel, asked.minor if asked else None), now
    )
    if claimable.excluded is not None or (claimable.due is not None and claimable.due < now):
        return None
    # Where no rule of the platform's is known, there is the carrier to ask.
    if claimable.rule is None:
        claimable = claimable._replace(claim=claimable.claim._replace(on="carrier"))
    return claimable._replace(unsure=case.kind == "delivery")


def _reason(case: Case, derived: Derived, group: str, now: datetime) -> str | None:
    """Why the facts speak for a claim: one of CLAIM_REASONS, or None."""
    state = derived.state
    if state.parcel == "lost":
        return "lost"
    if case.kind == "delivery":
        return "lost" if _may_be_lost([h.event for h in derived.timeline.happenings]) else None
    if case.quick_refund and case.kind in ("return", "replacement", "exchange"):
        missing = state.parcel in ("none", "awaited", "shipped") and not state.ended
        paid = _refunded_at(h.event for h in derived.timeline.happenings)
        return "not-received" if missing and paid is not None and now - paid >= MISSING_AFTER else None
    withdrawn = state.ended and state.money == "none"
    asked_back = case.kind in ("refund", "reshipment", "replacement") and state.decision != "rejected"
    return "not-received" if group == "not-received" and asked_back and not withdrawn else None


def _may_be_lost(events: list[Event]) -> bool:
    """Whether an order left and seems not to have come: the carrier was asked and nothing was heard of it since, or the
    order was cancelled after the carrier had it.
    """
    if any(event.name == "order.delivered" for event in events):
        return False
    news = max((e.at for e in events if e.name in ("order.collected", "tracking.updated")), default=None)
    asked = max((e.at for e in events if e.name == "delivery.traced"), default=None)
    cancelled = max((e.at for e in events if e.name == "order.cancelled"), default=None)
    collected = min((e.at for e in events if e.name == "order.collected"), default=None)
    silent = asked is not None and cancelled is None and (news is None or news <= asked)
    return silent or (cancelled is not None and collected is not None and collected < cancelled)


def _refunded_at(events: Iterable[Event]) -> datetime | None:
    """When the money of a quick refund went out: at the latest when the buyer asked, where no data tell."""
    dated = [e for e in events if e.name in ("refund.issued", "request.opened")]
    return max((e.at for e in dated), default=None)
