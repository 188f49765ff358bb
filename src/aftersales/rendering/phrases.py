"""Outcomes, states and flags in words for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aftersales import text
from aftersales.core.vocabulary import duty_label, label
from aftersales.language import mark, tr

if TYPE_CHECKING:
    from aftersales.core.cases.model import Event
    from aftersales.core.cases.stored import StoredCase
    from aftersales.core.clocks.derive import Derived
    from aftersales.core.deadlines.urgency import Action

OUTCOMES = {
    "auto-approved": mark("the platform approves it"),
    "deemed-delivered": mark("it counts as delivered"),
    "refunded": mark("the platform refunds it"),
    "case-closed": mark("the case may then be closed in your favour"),
    "late": mark("it counts as late"),
    "none": mark("nothing: it is your own target"),
    "delivery-late": mark("trace it and tell the buyer"),
    "tracking-stale": mark("trace it and tell the buyer"),
    "offer-lapsed": mark("the request is yours to answer again"),
    "already-refunded": mark("nothing more is refunded"),
    "window-closed": mark("it can no longer be appealed"),
    "claim-closed": mark("it can no longer be claimed"),
    "decided-without-you": mark("the platform decides without you"),
    "order-cancelled": mark("the platform cancels the order"),
    "destroyed": mark("the carrier destroys the parcel"),
    "unknown": mark("unknown: look in Seller Center"),
}
_PARCEL = mark("parcel {state}")
_MONEY = mark("money {state}")
STATES = {
    "waiting": mark("waiting: it starts only if time runs out first"),
    "not-open": mark("not open yet"),
    "running": mark("running"),
    "paused": mark("paused until the buyer has answered"),
    "missed": mark("the time ran out"),
    "lapsed": mark("the time ran out without an answer"),
    "unconfirmed": mark("recorded here, not yet seen in the platform's data"),
    "history": mark("history: it ended before you used this program"),
}
FLAGS = {
    "quick-refund": mark("refunded quickly: the money is out already"),
    "inferred": mark("start inferred from two exports"),
    "reopened": mark("reopened"),
    "in-transit": mark("parcel on its way"),
    "cancel-requested": mark("the buyer asks to cancel: answer that first"),
    "auto-rule": mark("your automatic rule should have answered it, and no data show that"),
    "auto-rule-missed": mark("your automatic rule did not answer it: the data still show it waiting"),
    "stamp-not-repeated": mark("the newest data leave this platform deadline out"),
    "awaiting-collection": mark("ready to ship, not collected yet"),
    "contradicted": mark("the platform's data differ"),
    "unknown-status": mark("unknown status"),
    "unknown-kind": mark("unknown kind of request"),
    "unknown-action": mark("the platform asks for an action that is not known here"),
    "unknown-type": mark("unknown type of order"),
    "paused": mark("paused until the buyer has answered"),
    "beyond-calendar": mark("holidays of that year not published yet"),
    "weekdays-unsure": mark("counts a day that may be closed"),
    "missing": mark("missing from the newest export"),
    "auto-approved": mark("approved by the platform itself"),
    "out-of-hours": mark("no staff before it is due"),
    "outside-window": mark("asked after the buyer's window ended"),
    "buyer-lapsed": mark("the buyer did not act in time: you may close it in your favour"),
    "confidence-high": mark("this rule is certain"),
    "confidence-medium": mark("this rule is fairly certain"),
    "confidence-low": mark("this rule is not certain: check first"),
    "below-paid": mark("less than was paid"),
    "above-paid": mark("more than was paid"),
    "other-channel": mark("refunded by another method than paid"),
    "repeated-amount": mark("equal rows counted once"),
    "new": mark("new"),
    "moved": mark("moved"),
    "deadline-moved": mark("deadline moved"),
    "mixed-status": mark("its rows differ in status; the least complete counts"),
}


def with_missing(flags: Iterable[str], case: StoredCase) -> list[str]:
    """The flags, with that of a case that the newest export no longer has."""
    return [*flags, *(["missing"] if case.missing_since else [])]


def flag_of_duty(flag: str, duty: str) -> str:
    """What a flag of the case means for one duty, where that is more than it means for the case."""
    return tr("quick refund: an appeal can win it back") if (flag, duty) == ("quick-refund", "appeal") else ""


def opens_text(duty: str, moment: str) -> str:
    """From when a duty can be done: `you can appeal from Thu 3 Dec 10:00 +07`."""
    if duty == "appeal":
        return tr("you can appeal from {moment}", moment=moment)
    if duty == "claim":
        return tr("you can claim from {moment}", moment=moment)
    if duty == "reject-missing":
        return tr("you can reject it as not received from {moment}", moment=moment)
    return tr("you can do it from {moment}", moment=moment)


# Shorter than the words of a case's own page, since they share a line.
SHORT_OUTCOMES = OUTCOMES | {
    "auto-approved": mark("then it is approved"),
    "deemed-delivered": mark("then it counts as delivered"),
    "refunded": mark("then it is refunded"),
    "case-closed": mark("then it may be closed"),
    "late": mark("then it counts as late"),
    "none": mark("your own target"),
    "delivery-late": mark("then trace it"),
    "tracking-stale": mark("then trace it"),
    "window-closed": mark("then no appeal is possible"),
    "claim-closed": mark("then no claim is possible"),
    "destroyed": mark("then it is destroyed"),
    "unknown": mark("look in Seller Center"),
}
# Of the seller's own duties, where only his answer is missing.
UNANSWERED = {
    "auto-approved": mark("approved if you don't answer"),
    "refunded": mark("refunded if you don't answer"),
}
_SHORT_FLAGS = FLAGS | {
    "inferred": mark("start inferred"),
    "auto-rule": mark("not seen answered by your automatic rule"),
    "auto-rule-missed": mark("not answered by your automatic rule"),
    "quick-refund": mark("quick refund: can only be appealed"),
    "outside-window": mark("asked after the buyer's window"),
    "buyer-lapsed": mark("you may close it in your favour"),
}


def outcome_text(outcome: str) -> str:
    """What happens when a deadline passes."""
    return tr(OUTCOMES.get(outcome, outcome))


def outcome_of(a: Action) -> str:
    """What happens when the deadline of a line passes."""
    # Until the parcel has arrived, there is nothing to confirm, and nothing is refunded.
    if "in-transit" in a.flags and a.band != "overdue":
        outcomes = SHORT_OUTCOMES if a.outcome == "none" else OUTCOMES
        return tr("after arrival: {outcome}", outcome=tr(outcomes.get(a.outcome, a.outcome)))
    if a.owner == "seller" and a.outcome in UNANSWERED:
        return tr(UNANSWERED[a.outcome])
    if a.outcome in SHORT_OUTCOMES:
        return tr(SHORT_OUTCOMES[a.outcome])
    return tr("then: {outcome}", outcome=a.outcome.replace("-", " "))


def flag_text(flag: str) -> str:
    """What is special about a case or a deadline."""
    return tr(FLAGS.get(flag, flag))


def short_flag_text(flag: str) -> str:
    """The same for a line of the list."""
    return tr(_SHORT_FLAGS.get(flag, flag.replace("-", " ")))


def unless(owner: str) -> str:
    """The condition of an outcome. Only of a duty of the seller's own it is that he does nothing."""
    return tr("if you do nothing") if owner == "seller" else tr("if nothing changes")


def own_file(name: str) -> bool:
    """Whether a policy file is the seller's own. Those are named by their paths, the program's own by their names."""
    return not name.startswith("house/") and ("/" in name or "\\" in name)


def short_file(name: str) -> str:
    """The name of a policy file, with `your` before the name of a file of the seller's own."""
    return tr("your {file}", file=name.replace(chr(92), "/").rpartition("/")[2]) if own_file(name) else name


def duty_of_case(kind: str, duty: str, owner: str) -> str:
    """The kind of a case and its duty, with the owner if that is not the seller."""
    return text.labelled(label(kind), owned_duty(duty, owner))


def owned_duty(duty: str, owner: str) -> str:
    """A duty with its owner in brackets, unless that is the seller: `ship-back (buyer)`."""
    label_of_duty = duty_label(duty)
    return label_of_duty if owner == "seller" else text.remarked(label_of_duty, label(owner))


def duty_text(duty: str, owner: str) -> str:
    """A duty with its owner, unless that is the seller: `ship (the buyer's)`."""
    if owner == "seller":
        return duty
    return tr("{duty} (the buyer's)", duty=duty) if owner == "buyer" else tr("{duty} (the platform's)", duty=duty)


def no_clock(case: StoredCase) -> str:
    """Why a case has no clock at all, in a few words."""
    if case.closed:
        return tr("it is closed.")
    if case.decision == "rejected":
        return tr("it is rejected, and the buyer has not asked again.")
    if case.settled:
        return tr("it is settled.")
    return tr("no time limit is known for its next step.")


_UNDECIDED = ("delivery", "returned-to-sender")


def state_text(case: StoredCase, *, settled: bool) -> str:
    """The state of a case, without what has not begun: `approved, parcel shipped, money owed`."""
    # Of a parcel nobody decides anything; where that is all, it waits.
    parts = [label(case.decision)] if case.kind not in _UNDECIDED else []
    parts += [
        tr(pattern, state=label(value))
        for pattern, value in ((_PARCEL, case.parcel), (_MONEY, case.money))
        if value != "none"
    ]
    if case.attempt > 1:
        parts.append(tr("attempt {number}", number=case.attempt))
    if settled:
        parts = [label("closed"), *parts]
    return text.enumerated(parts or [label("open")])


def marked_events(derived: Derived) -> list[tuple[Event, str]]:
    """Each event with a mark: recorded here only, inferred, or contradicted."""
    line = derived.timeline
    marked = [(h.event, tr("not yet seen in the platform's data") if not h.confirmed else "") for h in line.happenings]
    marked += [(e, tr("contradicted: the platform shows {raw}", raw=o.raw)) for e, o in line.void]
    return sorted(marked, key=lambda pair: pair[0].at)
