"""Why a case does not allow a step, as sentences."""

from __future__ import annotations

from aftersales.core.vocabulary import label, state_label
from aftersales.language import mark, tr


def wrong_kind(event: str, kind: str) -> str:
    """Why an event is not possible for a case of this kind."""
    kind_text = label(kind)
    if event.startswith(("return.", "send-back.")) or event in ("receipt.extended", "goods.placed"):
        return tr("a {kind} has no parcel coming back", kind=kind_text)
    if event == "refund.issued" and kind == "replacement":
        return tr("a replacement is settled with goods, not with money")
    if event in ("request.offered", "offer.accepted", "offer.declined"):
        return tr("a {kind} can't be refunded in part", kind=kind_text)
    return tr("that is not possible for this {kind}", kind=kind_text)


def reason_text(event: str, kind: str, axis: str, value: str) -> str:
    """Why an event makes no sense where an axis of the case has this value."""
    group = event.partition(".")[0]
    text = _REASONS.get((event, axis, value)) or _REASONS.get((group, axis, value)) or _REASONS.get((event, axis, ""))
    text = text or _REASONS.get((group, axis, "")) or _REASONS.get(("", axis, value)) or _REASONS[("", axis, "")]
    return tr(text, kind=label(kind), value=state_label(axis, value).replace("-", " "), mode=value)


_REASONS = {
    ("request.approved", "decision", "rejected"): mark(
        "it was rejected; a new request of the buyer is recorded with `open`"
    ),
    ("request.offered", "decision", "rejected"): mark(
        "it was rejected; a new request of the buyer is recorded with `open`"
    ),
    ("request.rejected", "decision", "approved"): (
        mark("it is approved already; an approval can't be taken back on the platform")
    ),
    ("request.withdrawn", "parcel", ""): mark("its parcel is {value} already"),
    ("request.withdrawn", "money", ""): mark("its money is {value} already"),
    ("request.withdrawn", "decision", ""): mark("it is {value} already: the order is cancelled"),
    ("offer", "decision", ""): mark("no offer waits for the buyer's answer; it is {value}"),
    ("return", "parcel", ""): mark("its parcel is {value} already"),
    ("return.refused", "parcel", "none"): mark("no parcel has come that could be refused"),
    ("return.refused", "parcel", "awaited"): mark("no parcel has come that could be refused"),
    ("return.lost", "parcel", "none"): mark("no parcel is under way that could be lost"),
    ("return.lost", "parcel", "awaited"): mark("no parcel is under way that could be lost"),
    ("goods", "parcel", ""): mark("its parcel is not received, so nothing of it is held"),
    ("return", "mode", ""): mark("its mode is `{mode}`: the buyer keeps the goods"),
    ("return", "decision", "pending"): mark("it is not approved yet, so no parcel is expected"),
    ("return", "decision", "offered"): mark("it is not approved yet, so no parcel is expected"),
    ("return", "decision", "rejected"): mark("it was rejected, so no parcel is expected"),
    ("refund", "mode", ""): mark("this {kind} is settled with goods, not with money"),
    ("refund", "money", "refunded"): mark("it is refunded in full already"),
    ("refund", "decision", ""): mark("its request is {value}; a refund follows an approval"),
    ("receipt", "parcel", ""): mark("no return parcel is under way, so there is no check to extend"),
    ("replacement", "decision", ""): mark("its request is {value}; a replacement follows an approval"),
    ("replacement", "mode", ""): mark("the buyer takes a part of the money instead"),
    ("replacement", "ended", ""): mark("the replacement was sent already"),
    ("dispute.opened", "arbitration", "in-progress"): mark("a dispute is in progress already"),
    ("dispute.opened", "arbitration", "for-buyer"): mark("the platform has already decided for the buyer"),
    ("dispute.opened", "decision", ""): mark("it is {value}; a buyer can only dispute what was rejected or refused"),
    ("dispute.opened", "parcel", ""): mark(
        "its parcel is {value}; a buyer can only dispute what was rejected or refused"
    ),
    ("dispute", "arbitration", ""): mark("no dispute is in progress"),
    ("claim.opened", "claim", "opened"): mark("a claim is open already; `claim submit` records that you handed it in"),
    ("claim.opened", "claim", "submitted"): mark(
        "a claim is handed in already; `claim won` or `claim lost` records the answer"
    ),
    ("claim.submitted", "claim", "submitted"): mark("the claim is handed in already"),
    ("claim.submitted", "claim", ""): mark("no claim is open; open one with `claim`"),
    ("claim", "claim", ""): mark("no claim waits for an answer; open one with `claim`"),
    ("send-back", "parcel", ""): mark("no returned goods were refused; `refused` records that first"),
    ("send-back.called", "send_back", "called"): mark(
        "customer service has called already; `send-back sent` records that the goods are on their way"
    ),
    ("send-back.called", "send_back", "sent"): mark(
        "the goods have gone back to the buyer already; `send-back reimbursed` or `send-back dropped` ends that"
    ),
    ("send-back.called", "send_back", ""): mark("the goods have gone back to the buyer already"),
    ("send-back.sent", "send_back", "dropped"): mark("you recorded that the goods don't go back; `undo` that first"),
    ("send-back.sent", "send_back", ""): mark("the goods have gone back to the buyer already"),
    ("send-back.reimbursed", "send_back", "reimbursed"): mark("the postage is reimbursed already"),
    ("send-back.reimbursed", "send_back", ""): mark(
        "no postage waits to be reimbursed; `send-back sent` records that the goods went back"
    ),
    ("send-back.dropped", "send_back", "reimbursed"): mark("the postage is reimbursed already"),
    ("send-back.dropped", "send_back", ""): mark("no goods are to go back, and no postage waits to be reimbursed"),
    ("appeal.filed", "against", ""): mark("no decision against you can be appealed"),
    ("appeal.filed", "appeal", ""): mark("an appeal was {value} already"),
    ("appeal.ruled", "appeal", ""): mark("no appeal waits for a decision"),
    ("review", "ended", ""): mark("it is resolved already"),
    ("parcel", "parcel", ""): mark("its parcel is {value} already"),
    ("order", "ended", ""): mark("the order is delivered or cancelled already"),
    ("order.cancelled", "decision", ""): mark("its cancellation is {value} already"),
    ("", "quick", "yes"): (
        mark("it was refunded quickly, before the parcel came; only an appeal can bring the money back")
    ),
    ("", "decision", ""): mark("it is {value} already"),
    ("request", "ended", ""): mark("it was withdrawn"),
    ("", "ended", ""): mark("it is over already"),
    ("", "money", ""): mark("its money is {value}"),
    ("", "parcel", ""): mark("its parcel is {value}"),
    ("", "mode", ""): mark("its mode is `{mode}`"),
    ("", "arbitration", ""): mark("the platform's decision in the dispute is {value}"),
    ("", "appeal", ""): mark("its appeal is {value}"),
    ("", "ruling", ""): mark("the platform decides for the seller, for the buyer, or for nobody"),
}
