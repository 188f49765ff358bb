"""A sound policy file to change, and how one is read."""

from __future__ import annotations

import tomllib

from aftersales.core.rules.policy import Policy
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar

GB = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}

GOOD = """
name = "A good one"
checked = 2026-11-24

[[rule]]
id = "x.respond"
duty = "respond"
owner = "seller"
when = { kind = ["refund", "return"] }
starts = ["request.opened", "request.resubmitted"]
stops = ["request.approved", "request.rejected"]
outcome = "auto-approved"

[[rule.terms]]
length = "2 business days"
below = "100.00"
source = "somewhere"
dated = 2026-04-25
confidence = "high"
"""


def parsed(text: str, market: dict[str, str] | None = None) -> Policy:
    """The policy `x` that a file with this text is."""
    return parse_policy("x.toml", tomllib.loads(text), market or GB, Calendar())
