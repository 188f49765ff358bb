"""The platform's statuses, and the courses of a case."""

from __future__ import annotations

from aftersales.named_tuple import NamedTuple


class Status(NamedTuple):
    """What a platform status says. None: it says nothing of that axis."""

    decision: str | None
    parcel: str | None = None
    money: str | None = None
    finished: bool = False


# The tool's words for what the platform's data can show. Formats map the platform's spellings to these.
STATUSES: dict[str, Status] = {
    "pending": Status("pending"),
    "rejected": Status("rejected"),
    "offered": Status("offered"),
    "in-process": Status("approved"),
    "approved": Status("approved"),
    "awaiting-ship": Status("approved", "awaited"),
    "shipped": Status("approved", "shipped"),
    "receive-rejected": Status("approved", "refused"),
    "refund-due": Status("approved", None, "owed"),
    "complete": Status("approved", None, "refunded", finished=True),
    "replaced": Status("approved", None, None, finished=True),
    "cancelled": Status(None, None, None, finished=True),
}
# What the seller is waited for in a status, by the platform's names of it; in any other status it waits for others.
RECEIVE_PACKAGE = "SELLER_RESPOND_RECEIVE_PACKAGE"
ANSWERS = (
    "SELLER_RESPOND_REFUND", "SELLER_RESPOND_RETURN", "SELLER_RESPOND_REPLACEMENT", "SELLER_RESPOND_CANCEL",
    "SELLER_RESPOND_BUYER_CANCEL",
)  # fmt: skip
WAITS_FOR: dict[str, tuple[str, ...]] = {"pending": ANSWERS, "shipped": (RECEIVE_PACKAGE,)}
PARCEL_UNDER_WAY = ("shipped", "delivered")  # sent by the buyer, not yet checked by the seller
ARBITRATIONS = ("in-progress", "for-buyer", "for-seller", "closed")
_KNOWN_ARBITRATIONS = (None, *ARBITRATIONS)

# Axes that only go forward within an attempt: what is learned late never turns them back.
COURSES = {
    "parcel": ("none", "awaited", "shipped", "delivered", "received", "refused", "lost"),
    "money": ("none", "owed", "partial", "refunded"),
}


def are_known(status: str | None, arbitration: str | None) -> bool:
    """Whether the platform's words for where a request stands are known here."""
    return status in STATUSES and arbitration in _KNOWN_ARBITRATIONS
