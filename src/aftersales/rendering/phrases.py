"""Outcomes, states and flags in words for people."""

from __future__ import annotations

from aftersales.core.cases.stored import StoredCase

OUTCOMES = {
    "auto-approved": "silence approves it",
    "deemed-delivered": "silence counts it as delivered",
    "refunded": "silence refunds it",
    "case-closed": "the case may then be closed in your favour",
    "late": "it counts as late",
    "none": "nothing: it is the house's own deadline",
    "delivery-late": "trace it and tell the buyer",
    "tracking-stale": "trace it and tell the buyer",
    "window-closed": "it can't be appealed any more",
    "decided-without-you": "the platform decides without you",
    "order-cancelled": "the platform cancels the order",
    "unknown": "not known: look in Seller Center",
}
STATES = {
    "waiting": "waiting: it starts only if silence comes first",
    "running": "running",
    "paused": "paused: it goes on when the buyer has answered",
    "missed": "the time ran out",
    "lapsed": "the time ran out in silence",
    "unconfirmed": "recorded here, not yet seen in the platform's data",
    "history": "history: past before the desk took over",
}
FLAGS = {
    "quick-refund": "refunded quickly: the money is out already",
    "inferred": "start inferred from two exports",
    "reopened": "reopened",
    "in-transit": "parcel still under way",
    "contradicted": "the platform's data say otherwise",
    "unknown-status": "status not known here",
    "paused": "the clock stands until the buyer has answered",
    "beyond-calendar": "past the years whose holidays are published",
    "missing": "gone from the newest export",
    "auto-approved": "approved by the platform itself",
    "out-of-hours": "nobody is in before it is due",
    "outside-window": "asked after the buyer's window had passed",
    "buyer-lapsed": "the buyer let the time pass: it may be closed in your favour",
    "confidence-high": "that rule is sure",
    "confidence-medium": "that rule is fairly sure",
    "confidence-low": "that rule is not sure: look first",
    "below-paid": "less than was paid",
    "above-paid": "more went back than was paid",
    "other-channel": "refunded by another way than paid",
    "repeated-amount": "equal rows counted once",
    "mixed-status": "its rows differ in status; the least settled counts",
}


def unless(owner: str) -> str:
    """The condition of an outcome. Only of a duty of the seller's own it is that he does nothing."""
    return "if you do nothing" if owner == "seller" else "if it stays so"


def own_file(name: str) -> bool:
    """Whether a policy file is the seller's own. Those are named by their paths, the program's own by their names."""
    return not name.startswith("house/") and ("/" in name or "\\" in name)


def short_file(name: str) -> str:
    """The name of a policy file, with `your` before the name of a file of the seller's own."""
    return f"your {name.replace(chr(92), '/').rpartition('/')[2]}" if own_file(name) else name


def no_clock(case: StoredCase) -> str:
    """Why a case has no clock at all, in a few words."""
    if case.closed:
        return "it is closed."
    if case.decision == "rejected":
        return "it is rejected, and the buyer has not asked again."
    if case.settled:
        return "it is settled."
    return "no time limit is known for its next step."


def state_text(case: StoredCase, *, settled: bool) -> str:
    """The state of a case, without what has not begun: `approved, parcel shipped, money owed`."""
    parts = [case.decision]
    parts += [f"{name} {value}" for name, value in (("parcel", case.parcel), ("money", case.money)) if value != "none"]
    if case.attempt > 1:
        parts.append(f"attempt {case.attempt}")
    return ", ".join(["closed", *parts] if settled else parts)
