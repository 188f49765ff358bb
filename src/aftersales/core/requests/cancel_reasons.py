"""What the platform's reason for a cancellation says of the parcel."""

from __future__ import annotations

import re
from functools import lru_cache

# The platform's own codes and texts (SYSTEM Cancel Reason, in every market alike). A code may end in that of a market
# (`_uk`) or of a carrier's event (`_RTS_RO`).
_CODE = re.compile(r"(?:early_refund_)?returned_to_shipper(?:_[a-z_]+)?|package_(lost)(?:_[a-z_]+)?")
_TEXTS = {"package-rejected": "returned", "package-delivery-failed": "returned", "package-lost": "lost"}


def parcel_after(reason: str | None) -> str:
    """What became of the parcel of a cancelled order: `returned` (it could not be handed over, and comes back), `lost`,
    or an empty text where the reason says neither, or is in a language that is not known here.
    """
    return _parcel_after(reason) if reason else ""


@lru_cache(1_000)
def _parcel_after(reason: str) -> str:
    said = "-".join(reason.casefold().split())
    match = _CODE.fullmatch(said)
    if match:
        return "lost" if match[1] else "returned"
    return _TEXTS.get(said, "")
