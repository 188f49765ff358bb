"""How fresh each of the platform's lists is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple

# How a list is called in a sentence.
STREAM_TITLES = {
    "returns": mark("returns"),
    "cancellations": mark("cancellations"),
    "orders": mark("orders of requests"),
    "parcels": mark("orders under way"),
    "records": mark("steps of returns"),
}


class StreamAge(NamedTuple):
    """How fresh one of the platform's lists is for a shop, and what went wrong with it last. `as_of` and `fault_at` are
    in the shop's zone; `as_of` is None until it was read to its end.
    """

    stream: str
    as_of: datetime | None
    fault: str | None = None
    fault_at: datetime | None = None
    code: str = ""
    request_id: str = ""

    def as_object(self) -> dict[str, Any]:
        """The age as JSON."""
        fault = None
        if self.fault is not None and self.fault_at is not None:
            at = self.fault_at.isoformat()
            fault = {"message": self.fault, "at": at, "code": self.code or None, "request_id": self.request_id or None}
        return {"stream": self.stream, "as_of": self.as_of.isoformat() if self.as_of else None, "fault": fault}
