"""Sentences for what must be done in Seller Center."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aftersales.core.cases.events import HIDDEN_IN_DATA, SHOWN_IN_DATA
from aftersales.core.modes.describe import IN_SELLER_CENTER
from aftersales.core.money.amount import Money, optional_money
from aftersales.core.vocabulary import OWN_KINDS
from aftersales.language import mark, tr
from aftersales.text import few, labelled, remarked

# What must be done there, by event. The mode of an approval has its own wording (IN_SELLER_CENTER).
INSTRUCTIONS = {
    "request.approved": mark("approve the {kind}"),
    "request.offered": IN_SELLER_CENTER["partial"],
    "request.rejected": mark("reject the request"),
    "return.received": mark("confirm that the goods came back and are accepted"),
    "return.refused": mark("refuse the goods that came back"),
    "refund.issued": mark("refund the buyer"),
    "receipt.extended": mark("extend the time to check the parcel"),
    "order.dispatched": mark("mark the order as dispatched"),
    "order.cancelled": mark("cancel the order"),
    "dispute.evidence": mark("hand in the evidence for the dispute"),
    "appeal.filed": mark("file the appeal"),
    "claim.submitted": mark("hand in the claim"),
    "replacement.sent": mark("send the replacement"),
}
_QUOTED = ("reason", "comment")
_MOST_FILES = 5


def about(case: int, order: str | None, ref: str | None) -> str:
    """The case, by the number under which Seller Center finds it."""
    if order:
        return tr("order {order} (case {case})", order=order, case=case)
    return tr("ref {ref} (case {case})", ref=ref, case=case) if ref else tr("case {case}", case=case)


def needs_seller_center(event: str, kind: str) -> bool:
    """Whether the step that an event records must also be done in Seller Center."""
    if event in SHOWN_IN_DATA:
        # The order's cancellation says it already; the cancelled delivery only follows from it.
        return kind not in OWN_KINDS and (event, kind) != ("order.cancelled", "delivery")
    return event in HIDDEN_IN_DATA


def with_evidence(sentence: str, files: Sequence[str], missing: str) -> str:
    """What must be done, with the files to upload and the proof that is asked for and not kept here, in words."""
    if files:
        sentence = tr("{sentence}; upload {files}", sentence=sentence, files=few(files, _MOST_FILES))
    if missing:
        sentence = tr("{sentence}; upload {proof} (no file kept here)", sentence=sentence, proof=missing)
    return sentence


def sentence(event: str, kind: str, data: Mapping[str, Any], asked: Money | None, currency: str | None = None) -> str:
    """What must be done in Seller Center, with the amount, the tracking number and the reason or comment to enter.

    `asked` is the amount of the request, used where the event has none. `currency` is for amounts if `asked` is None.
    """
    mode, amount = data.get("mode"), optional_money(data.get("amount"), asked.currency if asked else currency)
    instruction = tr(INSTRUCTIONS[event], kind=kind)
    if event == "request.approved" and mode is not None:
        instruction = tr(IN_SELLER_CENTER.get(mode, instruction))
    elif event == "request.approved" and kind == "return":
        instruction = tr("approve the return (mode not chosen yet)")
    elif event == "replacement.sent" and kind == "reshipment":
        instruction = tr("send the goods again")
    if amount is None and event.startswith("request."):
        amount = asked
    if amount is not None:
        instruction = remarked(instruction, amount)
    if data.get("tracking"):
        instruction = tr("{instruction}, tracking {number}", instruction=instruction, number=data["tracking"])
    quote = next((data[name] for name in _QUOTED if data.get(name)), None)
    return labelled(instruction, f"“{quote}”") if quote else instruction
