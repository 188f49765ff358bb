"""Why an event makes no sense for a case, as sentences."""

from __future__ import annotations

from aftersales.language import tr


def wrong_kind(event: str, kind: str) -> str:
    """Why an event is nothing for a case of this kind."""
    if event.startswith("return.") or event == "receipt.extended":
        return tr("a {kind} has no parcel coming back", kind=kind)
    if event == "refund.issued" and kind == "replacement":
        return tr("a replacement is settled in goods")
    if event in ("request.offered", "offer.accepted", "offer.declined"):
        return tr("a {kind} can't be refunded in part", kind=kind)
    return tr("that is not possible for this {kind}", kind=kind)


def reason_text(event: str, kind: str, axis: str, value: str) -> str:
    """Why an event makes no sense where an axis of the case has this value."""
    group = event.partition(".")[0]
    text = _REASONS.get((event, axis, value)) or _REASONS.get((group, axis, value)) or _REASONS.get((event, axis, ""))
    text = text or _REASONS.get((group, axis, "")) or _REASONS.get(("", axis, value)) or _REASONS[("", axis, "")]
    return text.format(kind=kind, value=value.replace("-", " "), mode=value)


_REASONS = {
    ("request.approved", "decision", "rejected"): tr(
        "it was rejected; a new request of the buyer is recorded with `open`"
    ),
    ("request.offered", "decision", "rejected"): tr(
        "it was rejected; a new request of the buyer is recorded with `open`"
    ),
    ("request.rejected", "decision", "approved"): (
        tr("it is approved already; an approval can't be taken back on the platform")
    ),
    ("request.withdrawn", "parcel", ""): tr("its parcel is {value} already"),
    ("request.withdrawn", "money", ""): tr("its money is {value} already"),
    ("request.withdrawn", "decision", ""): tr("it is {value} already: the order is cancelled"),
    ("offer", "decision", ""): tr("no offer waits for the buyer's answer; it is {value}"),
    ("return", "parcel", ""): tr("its parcel is {value} already"),
    ("return.refused", "parcel", "none"): tr("no parcel has come that could be refused"),
    ("return.refused", "parcel", "awaited"): tr("no parcel has come that could be refused"),
    ("return.lost", "parcel", "none"): tr("no parcel is under way that could be lost"),
    ("return.lost", "parcel", "awaited"): tr("no parcel is under way that could be lost"),
    ("return", "mode", ""): tr("its mode is `{mode}`: the buyer keeps the goods"),
    ("return", "decision", "pending"): tr("it is not approved yet, so no parcel is expected"),
    ("return", "decision", "offered"): tr("it is not approved yet, so no parcel is expected"),
    ("return", "decision", "rejected"): tr("it was rejected, so no parcel is expected"),
    ("refund", "mode", ""): tr("this {kind} is settled in goods"),
    ("refund", "money", "refunded"): tr("it is refunded in full already"),
    ("refund", "decision", ""): tr("its request is {value}; a refund follows an approval"),
    ("receipt", "parcel", ""): tr("no return parcel is under way, so there is no check to extend"),
    ("replacement", "decision", ""): tr("its request is {value}; a replacement follows an approval"),
    ("replacement", "mode", ""): tr("the buyer takes a part of the money instead"),
    ("replacement", "ended", ""): tr("the replacement was sent already"),
    ("dispute.opened", "arbitration", "in-progress"): tr("a dispute is in progress already"),
    ("dispute.opened", "arbitration", "for-buyer"): tr("the platform has already decided for the buyer"),
    ("dispute.opened", "decision", ""): tr("it is {value}; a buyer can only dispute what was rejected or refused"),
    ("dispute.opened", "parcel", ""): tr(
        "its parcel is {value}; a buyer can only dispute what was rejected or refused"
    ),
    ("dispute", "arbitration", ""): tr("no dispute is in progress"),
    ("appeal.filed", "against", ""): tr("no decision against you can be appealed"),
    ("appeal.filed", "appeal", ""): tr("an appeal was {value} already"),
    ("appeal.ruled", "appeal", ""): tr("no appeal waits for a decision"),
    ("review", "ended", ""): tr("it is resolved already"),
    ("order", "ended", ""): tr("the order is delivered or cancelled already"),
    ("order.cancelled", "decision", ""): tr("its cancellation is {value} already"),
    ("", "quick", "yes"): (
        tr("it was refunded quickly, before the parcel came; only an appeal can bring the money back")
    ),
    ("", "decision", ""): tr("it is {value} already"),
    ("request", "ended", ""): tr("it was withdrawn"),
    ("", "ended", ""): tr("it is over already"),
    ("", "money", ""): tr("its money is {value}"),
    ("", "parcel", ""): tr("its parcel is {value}"),
    ("", "mode", ""): tr("its mode is `{mode}`"),
    ("", "arbitration", ""): tr("its arbitration is {value}"),
    ("", "appeal", ""): tr("its appeal is {value}"),
    ("", "ruling", ""): tr("a decision is for the seller, the buyer or nobody"),
}
