"""The fields of a case's report about claims."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from aftersales.core.money.amount import optional_money
from aftersales.core.recovery import left_to_win_back, recovery
from aftersales.language import mark
from aftersales.rendering.fields.claims import hint
from aftersales.rendering.fields.view import Field, amount, local

if TYPE_CHECKING:
    from aftersales.core.clocks.derive import Derived


def left_of_refund(derived: Derived) -> int:
    """What of the refund of this attempt no claim or appeal has brought back, in minor units."""
    refunded = derived.state.refunded - derived.state.before
    return left_to_win_back(refunded, [happening.event for happening in derived.timeline.happenings])


def _recovery(row: Any) -> dict[str, Any] | None:
    sums = recovery(row.derived.state.refunded, [h.event for h in row.derived.timeline.happenings])
    if not sums.sought:
        return None
    return {name: amount(optional_money(minor, row.case.any_currency)) for name, minor in sums._asdict().items()}


def _claim_hint(row: Any) -> dict[str, Any] | None:
    claimable = row.claim
    if claimable is None:
        return None
    return {
        "on": claimable.claim.on,
        "because": claimable.claim.because,
        "parcel": claimable.claim.parcel,
        "due": local(claimable.due, row.zone),
        "opens": local(claimable.opens, row.zone),
        "rule": claimable.rule.id if claimable.rule else None,
        "command": hint.command(row.case.id, claimable),
    }


CLAIM_OF_CASE: tuple[Field, ...] = (
    Field(
        "winnable",
        "object or null",
        mark("what was refunded and an appeal can win back"),
        lambda row: amount(optional_money(row.winnable, row.case.any_currency)),
    ),
    Field(
        "claim",
        "str",
        mark("your newest claim: none, opened, submitted, won or lost"),
        attrgetter("derived.state.claim"),
    ),
    Field(
        "send_back",
        "str",
        mark("refused goods going back to the buyer: none, called, sent, reimbursed or dropped"),
        attrgetter("derived.state.send_back"),
    ),
    Field(
        "recovery",
        "object or null",
        mark("sought, won, lost and pending: what claims, appeals and reimbursed postage of the case bring in"),
        _recovery,
    ),
    Field(
        "claim_hint",
        "object or null",
        mark("the claim for which the facts speak: on, because, parcel, due, opens, rule and command"),
        _claim_hint,
    ),
)
