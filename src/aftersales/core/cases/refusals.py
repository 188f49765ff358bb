"""Why an event makes no sense for a case, as sentences."""

from __future__ import annotations


def wrong_kind(event: str, kind: str) -> str:
    """Why an event is nothing for a case of this kind."""
    if event.startswith("return.") or event == "receipt.extended":
        return f"a {kind} has no parcel coming back"
    if event == "refund.issued" and kind == "replacement":
        return "a replacement is settled in goods"
    if event in ("request.offered", "offer.accepted", "offer.declined"):
        return "only a return or a refund can be settled in part"
    return f"that is not for a {kind}"


def reason_text(event: str, kind: str, axis: str, value: str) -> str:
    """Why an event makes no sense where an axis of the case has this value."""
    group = event.partition(".")[0]
    text = _REASONS.get((event, axis, value)) or _REASONS.get((group, axis, value)) or _REASONS.get((event, axis, ""))
    text = text or _REASONS.get((group, axis, "")) or _REASONS.get(("", axis, value)) or _REASONS[("", axis, "")]
    return text.format(kind=kind, value=value.replace("-", " "), mode=value)


_REASONS = {
    ("request.approved", "decision", "rejected"): "it was rejected; a new request of the buyer is recorded with `open`",
    ("request.offered", "decision", "rejected"): "it was rejected; a new request of the buyer is recorded with `open`",
    ("request.rejected", "decision", "approved"): (
        "it is approved already; an approval can't be taken back on the platform"
    ),
    ("request.withdrawn", "parcel", ""): "its parcel is {value} already",
    ("request.withdrawn", "money", ""): "its money is {value} already",
    ("request.withdrawn", "decision", ""): "it is {value} already: the order is cancelled",
    ("offer", "decision", ""): "no offer waits for the buyer's answer; it is {value}",
    ("return", "parcel", ""): "its parcel is {value} already",
    ("return.refused", "parcel", "none"): "no parcel has come that could be refused",
    ("return.refused", "parcel", "awaited"): "no parcel has come that could be refused",
    ("return.lost", "parcel", "none"): "no parcel is under way that could be lost",
    ("return.lost", "parcel", "awaited"): "no parcel is under way that could be lost",
    ("return", "mode", ""): "its mode is `{mode}`: the buyer keeps the goods",
    ("return", "decision", "pending"): "it is not approved yet, so no parcel is expected",
    ("return", "decision", "offered"): "it is not approved yet, so no parcel is expected",
    ("return", "decision", "rejected"): "it was rejected, so no parcel is expected",
    ("refund", "money", "refunded"): "it is refunded in full already",
    ("refund", "decision", ""): "its request is {value}; a refund follows an approval",
    ("receipt", "parcel", ""): "no return parcel is under way, so there is no receipt to put off",
    ("replacement", "decision", ""): "its request is {value}; a replacement follows an approval",
    ("replacement", "ended", ""): "the replacement was sent already",
    ("dispute.opened", "arbitration", "in-progress"): "a dispute is in progress already",
    ("dispute.opened", "arbitration", "for-buyer"): "the platform has ruled for the buyer already",
    ("dispute.opened", "decision", ""): "it is {value}; a buyer disputes what was rejected or refused",
    ("dispute.opened", "parcel", ""): "its parcel is {value}; a buyer disputes what was rejected or refused",
    ("dispute", "arbitration", ""): "no dispute is in progress",
    ("appeal.filed", "against", ""): "nothing has been decided against you that could be appealed",
    ("appeal.filed", "appeal", ""): "an appeal was {value} already",
    ("appeal.ruled", "appeal", ""): "no appeal waits for a ruling",
    ("review", "ended", ""): "it is resolved already",
    ("order", "ended", ""): "the order is delivered or cancelled already",
    ("order.cancelled", "decision", ""): "its cancellation is {value} already",
    ("", "quick", "yes"): (
        "it was refunded quickly: the money is out before the parcel is in, and only an appeal can bring it back"
    ),
    ("", "decision", ""): "it is {value} already",
    ("request", "ended", ""): "it was withdrawn",
    ("", "ended", ""): "it is over already",
    ("", "money", ""): "its money is {value}",
    ("", "parcel", ""): "its parcel is {value}",
    ("", "mode", ""): "its mode is `{mode}`",
    ("", "arbitration", ""): "its arbitration is {value}",
    ("", "appeal", ""): "its appeal is {value}",
    ("", "ruling", ""): "a ruling is for the seller, the buyer or nobody",
}
