"""Outcomes, states and flags in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftersales.core.cases.stored import StoredCase
from aftersales.language import tr

if TYPE_CHECKING:
    from aftersales.core.cases.model import Event
    from aftersales.core.clocks.derive import Derived

OUTCOMES = {
    "auto-approved": tr("the platform approves it"),
    "deemed-delivered": tr("it counts as delivered"),
    "refunded": tr("the platform refunds it"),
    "case-closed": tr("the case may then be closed in your favour"),
    "late": tr("it counts as late"),
    "none": tr("nothing: it is your own target"),
    "delivery-late": tr("trace it and tell the buyer"),
    "tracking-stale": tr("trace it and tell the buyer"),
    "offer-lapsed": tr("the request is yours to answer again"),
    "already-refunded": tr("nothing more is refunded"),
    "window-closed": tr("it can no longer be appealed"),
    "decided-without-you": tr("the platform decides without you"),
    "order-cancelled": tr("the platform cancels the order"),
    "unknown": tr("unknown: look in Seller Center"),
}
STATES = {
    "waiting": tr("waiting: it starts only if time runs out first"),
    "not-open": tr("not open yet"),
    "running": tr("running"),
    "paused": tr("paused until the buyer has answered"),
    "missed": tr("the time ran out"),
    "lapsed": tr("the time ran out without an answer"),
    "unconfirmed": tr("recorded here, not yet seen in the platform's data"),
    "history": tr("history: it ended before you used this program"),
}
FLAGS = {
    "quick-refund": tr("refunded quickly: the money is out already"),
    "inferred": tr("start inferred from two exports"),
    "reopened": tr("reopened"),
    "in-transit": tr("parcel on its way"),
    "cancel-requested": tr("the buyer asks to cancel: answer that first"),
    "stamp-not-repeated": tr("the newest data leave this platform deadline out"),
    "awaiting-collection": tr("ready to ship, not collected yet"),
    "contradicted": tr("the platform's data differ"),
    "unknown-status": tr("unknown status"),
    "paused": tr("paused until the buyer has answered"),
    "beyond-calendar": tr("holidays of that year not published yet"),
    "weekdays-unsure": tr("counts a day that may be closed"),
    "missing": tr("missing from the newest export"),
    "auto-approved": tr("approved by the platform itself"),
    "out-of-hours": tr("no staff before it is due"),
    "outside-window": tr("asked after the buyer's window ended"),
    "buyer-lapsed": tr("the buyer did not act in time: you may close it in your favour"),
    "confidence-high": tr("this rule is certain"),
    "confidence-medium": tr("this rule is fairly certain"),
    "confidence-low": tr("this rule is not certain: check first"),
    "below-paid": tr("less than was paid"),
    "above-paid": tr("more than was paid"),
    "other-channel": tr("refunded by another method than paid"),
    "repeated-amount": tr("equal rows counted once"),
    "mixed-status": tr("its rows differ in status; the least complete counts"),
}


def flag_of_duty(flag: str, duty: str) -> str:
    """What a flag of the case means for one duty, where that is more than it means for the case."""
    return tr("quick refund: an appeal can win it back") if (flag, duty) == ("quick-refund", "appeal") else ""


def opens_text(duty: str, moment: str) -> str:
    """From when a duty can be done: `you can appeal from Thu 3 Dec 10:00 +07`."""
    if duty == "appeal":
        return tr("you can appeal from {moment}", moment=moment)
    if duty == "reject-missing":
        return tr("you can reject it as not received from {moment}", moment=moment)
    return tr("you can do it from {moment}", moment=moment)


def unless(owner: str) -> str:
    """The condition of an outcome. Only of a duty of the seller's own it is that he does nothing."""
    return tr("if you do nothing") if owner == "seller" else tr("if nothing changes")


def own_file(name: str) -> bool:
    """Whether a policy file is the seller's own. Those are named by their paths, the program's own by their names."""
    return not name.startswith("house/") and ("/" in name or "\\" in name)


def short_file(name: str) -> str:
    """The name of a policy file, with `your` before the name of a file of the seller's own."""
    return tr("your {file}", file=name.replace(chr(92), "/").rpartition("/")[2]) if own_file(name) else name


def event_text(name: str) -> str:
    """An event's name in words: `approved` for `request.approved`, `return shipped` for `return.shipped`."""
    return name.removeprefix("request.").replace(".", " ").replace("-", " ")


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


def state_text(case: StoredCase, *, settled: bool) -> str:
    """The state of a case, without what has not begun: `approved, parcel shipped, money owed`."""
    parts = [case.decision]
    parts += [f"{name} {value}" for name, value in (("parcel", case.parcel), ("money", case.money)) if value != "none"]
    if case.attempt > 1:
        parts.append(tr("attempt {number}", number=case.attempt))
    return ", ".join(["closed", *parts] if settled else parts)


def marked_events(derived: Derived) -> list[tuple[Event, str]]:
    """Each event with a mark: recorded here only, inferred, or contradicted."""
    line = derived.timeline
    marked = [(h.event, tr("not yet seen in the platform's data") if not h.confirmed else "") for h in line.happenings]
    marked += [(e, tr("contradicted: the platform shows {raw}", raw=o.raw)) for e, o in line.void]
    return sorted(marked, key=lambda pair: pair[0].at)
