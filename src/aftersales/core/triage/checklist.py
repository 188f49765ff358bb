"""What must also be done in Seller Center, as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales.core.cases.events import HIDDEN_IN_DATA, SHOWN_IN_DATA
from aftersales.core.modes.describe import IN_SELLER_CENTER
from aftersales.core.money.amount import Money, optional_money

# What must be done there; a return's mode has its own sentence (`IN_SELLER_CENTER`).
DONE = {
    "request.approved": "approve the {kind}",
    "request.offered": IN_SELLER_CENTER["partial"],
    "request.rejected": "reject the request",
    "return.received": "confirm that the goods came back and are accepted",
    "return.refused": "refuse the goods that came back",
    "refund.issued": "refund the buyer",
    "receipt.extended": "extend the time to check the parcel",
    "order.dispatched": "mark the order as dispatched",
    "order.cancelled": "cancel the order",
    "dispute.evidence": "hand in the evidence for the dispute",
    "appeal.filed": "file the appeal",
    "replacement.sent": "send the replacement",
}
_SAYS = ("reason", "comment")


def about(case: int, order: str | None, ref: str | None) -> str:
    """Which case it is about, by the number that Seller Center finds."""
    number = f"order {order}" if order else f"ref {ref}" if ref else ""
    return f"{number} (case {case})" if number else f"case {case}"


def there(event: str, kind: str) -> bool:
    """Whether what an event says must also be done in Seller Center."""
    if event in SHOWN_IN_DATA:
        # A delivery that is cancelled follows from the cancellation, which says so itself.
        return kind not in ("review", "routine") and (event, kind) != ("order.cancelled", "delivery")
    return event in HIDDEN_IN_DATA


def sentence(event: str, kind: str, data: Mapping[str, Any], asked: Money | None, currency: str | None = None) -> str:
    """What must be done there, with the amount (else what was `asked` for), the tracking number or the words that go
    with it. `currency` is that of amounts where nothing was asked.
    """
    mode, amount = data.get("mode"), optional_money(data.get("amount"), asked.currency if asked else currency)
    sentence_text = DONE[event].format(kind=kind)
    if event == "request.approved" and mode is not None:
        sentence_text = IN_SELLER_CENTER.get(mode, sentence_text)
    elif event == "request.approved" and kind == "return":
        sentence_text += ", in which mode is still to be said"
    if amount is None and event.startswith("request."):
        amount = asked
    if amount is not None:
        sentence_text += f" ({amount})"
    if data.get("tracking"):
        sentence_text += f", tracking {data['tracking']}"
    reason = next((data[name] for name in _SAYS if data.get(name)), None)
    return f"{sentence_text}: “{reason}”" if reason else sentence_text
