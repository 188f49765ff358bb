"""Outcomes, states and flags in words for people."""

from __future__ import annotations

from aftersales.core.cases.stored import StoredCase
from aftersales.language import tr

OUTCOMES = {
    "auto-approved": tr("silence approves it"),
    "deemed-delivered": tr("silence counts it as delivered"),
    "refunded": tr("silence refunds it"),
    "case-closed": tr("the case may then be closed in your favour"),
    "late": tr("it counts as late"),
    "none": tr("nothing: it is the house's own deadline"),
    "delivery-late": tr("trace it and tell the buyer"),
    "tracking-stale": tr("trace it and tell the buyer"),
    "window-closed": tr("it can't be appealed any more"),
    "decided-without-you": tr("the platform decides without you"),
    "order-cancelled": tr("the platform cancels the order"),
    "unknown": tr("not known: look in Seller Center"),
}
STATES = {
    "waiting": tr("waiting: it starts only if silence comes first"),
    "running": "running",
    "paused": tr("paused: it goes on when the buyer has answered"),
    "missed": tr("the time ran out"),
    "lapsed": tr("the time ran out in silence"),
    "unconfirmed": tr("recorded here, not yet seen in the platform's data"),
    "history": tr("history: past before the desk took over"),
}
FLAGS = {
    "quick-refund": tr("refunded quickly: the money is out already"),
    "inferred": tr("start inferred from two exports"),
    "reopened": "reopened",
    "in-transit": tr("parcel still under way"),
    "contradicted": tr("the platform's data say otherwise"),
    "unknown-status": tr("status not known here"),
    "paused": tr("the clock stands until the buyer has answered"),
    "beyond-calendar": tr("past the years whose holidays are published"),
    "missing": tr("gone from the newest export"),
    "auto-approved": tr("approved by the platform itself"),
    "out-of-hours": tr("nobody is in before it is due"),
    "outside-window": tr("asked after the buyer's window had passed"),
    "buyer-lapsed": tr("the buyer let the time pass: it may be closed in your favour"),
    "confidence-high": tr("that rule is sure"),
    "confidence-medium": tr("that rule is fairly sure"),
    "confidence-low": tr("that rule is not sure: look first"),
    "below-paid": tr("less than was paid"),
    "above-paid": tr("more went back than was paid"),
    "other-channel": tr("refunded by another way than paid"),
    "repeated-amount": tr("equal rows counted once"),
    "mixed-status": tr("its rows differ in status; the least settled counts"),
}


def unless(owner: str) -> str:
    """The condition of an outcome. Only of a duty of the seller's own it is that he does nothing."""
    return tr("if you do nothing") if owner == "seller" else tr("if it stays so")


def own_file(name: str) -> bool:
    """Whether a policy file is the seller's own. Those are named by their paths, the program's own by their names."""
    return not name.startswith("house/") and ("/" in name or "\\" in name)


def short_file(name: str) -> str:
    """The name of a policy file, with `your` before the name of a file of the seller's own."""
    return f"your {name.replace(chr(92), '/').rpartition('/')[2]}" if own_file(name) else name


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
        parts.append(f"attempt {case.attempt}")
    return ", ".join(["closed", *parts] if settled else parts)
