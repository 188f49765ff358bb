"""Decides what amounts and texts may be recorded: S2 (never above what was paid) and what a typed amount is."""

from __future__ import annotations

import re
from decimal import Decimal

from aftersales.core.money.amount import Money, exponent
from aftersales.errors import UsageError
from aftersales.text import plain


def parse_amount(text: str, currency: str, option: str) -> Money:
    """An amount as typed: `13.98`, in the market's currency. Raises UsageError for anything else, zero and below
    included.
    """
    if not re.fullmatch(r"-?\d{1,20}(\.\d{1,20})?", text.strip(), re.ASCII):
        raise UsageError(f"{option} {text[:40]!r} is no amount; write one such as 13.98 ({currency}).")
    scaled = Decimal(text.strip()).scaleb(exponent(currency))
    whole = scaled.to_integral_value()
    if scaled != whole or whole <= 0 or whole >= 10**15:
        raise UsageError(
            f"{option} {text!r} won't do: more than zero, with at most {exponent(currency)} decimals ({currency})."
        )
    return Money(int(whole), currency)


def is_platform_number(text: str) -> bool:
    """Whether a text is a number of the platform: 6 to 25 plain digits."""
    return re.fullmatch(r"[0-9]{6,25}", text) is not None


def refund_refusal(refund: Money, paid: Money | None, refunded_before: int) -> str | None:
    """Why this refund is refused, or None: all refunds of an order together never exceed what was paid (S2)."""
    if paid is None:
        return None
    if paid.currency != refund.currency:
        return f"the order was paid in {paid.currency}, not in {refund.currency}"
    if refund.minor + refunded_before <= paid.minor:
        return None
    before = f", of which {Money(refunded_before, paid.currency)} went back before" if refunded_before else ""
    return f"{refund} is more than the buyer can get back: {paid} was paid{before}"


def parse_remark(text: str, option: str, most: int = 500) -> str:
    """A text as typed, on one line. Raises UsageError for an empty or endless one."""
    told = plain(text).strip()
    if not told:
        raise UsageError(f"{option} is empty.")
    if len(told) > most:
        raise UsageError(f"{option} has {len(told)} characters; at most {most} are kept.")
    return told
