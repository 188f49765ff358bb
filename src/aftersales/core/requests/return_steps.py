"""What the platform's words for a step of a return stand for."""

# Its documents name neither the events of a return's records nor their descriptions, but for one: a step is told by
# its words, in English, and only dates what the status of the return shows (`core/cases/snapshots.py`).

from __future__ import annotations

import re
from functools import lru_cache

from aftersales.named_tuple import NamedTuple

ROLES = ("buyer", "seller", "operator", "system")
# The other half of a sentence says why, or what comes: "Approved: the seller did not respond".
_REST = re.compile(r"[:;,.(]|\b(?:because|since|as|due|after|when|if|unless|until|before)\b")
_WORD = re.compile(r"[a-z]+")
# What has not happened: it is asked for, waited for, or denied.
_NOT_YET = frozenset(
    {
        "not", "no", "never", "didn", "doesn", "won", "can", "cannot", "could", "may", "might", "must", "should",
        "shall", "will", "would", "please", "need", "needs", "pending", "awaiting", "waiting", "wait", "waits",
        "reminder", "reminded", "remind", "asked", "asks",
    }
)  # fmt: skip
_ASIDE = ("label", "extension", "extend", "evidence", "appeal", "address")


class _Step(NamedTuple):
    """A step, as the words of the sentence's first half."""

    role: str
    tokens: frozenset[str]

    def any(self, *beginnings: str) -> bool:
        return any(word.startswith(beginnings) for word in self.tokens)

    @property
    def parcel(self) -> bool:
        """Whether it is about the parcel that came back, and not about the request for it."""
        goods = self.any("item", "product") and self.any("receiv", "return", "inspect")
        return (self.any("parcel", "package", "goods", "receipt") or goods) and not self.any("request")


@lru_cache(maxsize=1024)
def meanings(text: str) -> frozenset[str]:
    """The events that a step may stand for (`seller: The seller approved the return`); empty where its words don't
    tell.
    """
    role, _, rest = text.lower().partition(": ")
    role, sentence = (role, rest) if role in ROLES else ("", text.lower())
    step = _Step(role, frozenset(_WORD.findall(_REST.split(sentence.replace("_", " "), maxsplit=1)[0])))
    if step.tokens & _NOT_YET or step.any(*_ASIDE):
        return frozenset()
    return frozenset(_meanings(step))


def _meanings(step: _Step) -> set[str]:
    if step.any("disput", "arbitrat", "escalat"):
        return _of_dispute(step)
    if step.any("ruled", "ruling", "decided", "decision", "judg", "verdict") and step.role != "seller":
        return {"dispute.ruled"}
    refused = step.any("reject", "refus", "declin", "denied", "deny")
    agreed = step.any("approv", "agree", "accept", "authoris", "authoriz")
    if step.any("offer", "propos", "counter"):
        if step.role == "buyer" or step.any("declin", "accept"):
            return {"request.resubmitted"} if refused else {"request.approved"} if agreed else set()
        return set() if refused or agreed else {"request.offered"}
    if refused and agreed:
        return set()
    if refused:
        return set() if step.role == "buyer" else {"return.refused"} if step.parcel else {"request.rejected"}
    if agreed:
        if step.role == "buyer" or step.parcel:
            return {"return.received"} if step.role != "buyer" else set()
        return {"request.approved", "return.received"}  # of the request, or, once that is granted, of what came back
    return _of_parcel(step) or _of_end(step)


def _of_dispute(step: _Step) -> set[str]:
    if step.any("decid", "decision", "rul", "judg", "verdict", "resolv", "favo", "support", "won", "lost", "clos"):
        return {"dispute.ruled"}
    opened = step.any("open", "rais", "submit", "start", "fil", "request", "initiat", "escalated", "appl", "disputed")
    return {"dispute.opened"} if opened else set()


def _of_parcel(step: _Step) -> set[str]:
    if step.any("replacement", "exchange"):
        return set()
    if step.role == "seller":
        return {"return.received"} if step.any("receiv") and step.parcel else set()
    if step.any("delivered", "arrived"):
        return set() if step.any("refund", "money", "order") else {"return.delivered"}
    if step.any("receiv") and step.parcel:
        return {"return.received"}
    sent = step.any("shipped", "sent", "dispatched", "posted", "transit", "picked", "handed", "collected")
    named = {"buyer", "ship"} == step.tokens or ("way" in step.tokens and step.parcel)
    return {"return.shipped"} if (sent or named) and not step.any("refund", "money") else set()


def _of_end(step: _Step) -> set[str]:
    if step.any("refund", "money"):
        paid = step.any("refunded", "issued", "paid", "complet", "success", "processed", "sent", "credited")
        return {"refund.issued"} if paid and not step.any("fail", "start", "request") else set()
    if step.any("resubmi", "edited", "modif", "reappl"):
        return {"request.resubmitted"}
    if step.any("withdr", "cancel", "closed", "close", "expired", "lapsed", "timed"):
        return {"request.withdrawn", "case.closed"}
    return set()
