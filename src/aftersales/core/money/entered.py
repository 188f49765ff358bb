"""Amounts and texts that a person typed."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from aftersales.core.money.amount import Money, exponent, minor_units
from aftersales.core.money.signs import CURRENCIES, currency_of
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.text import plain

_DECIMAL = r"(-?)([0-9]+)(?:\.([0-9]+))?"  # compiled when first used
_LONGEST = 60  # characters; in a long text of blanks a search would take very long
_SIGNED = r"(?P<before>[^\d\s,+()-]*)\s*(?P<number>-?\d.*?)\s*(?P<after>[^\d\s.,+()-]*)"


def parse_decimal(value: object, digits: int = 12, decimals: int = 4, *, signed: bool = False) -> Decimal | None:
    """The exact number in a text (`"13.98"`) or an integer; None for anything else.

    `digits` and `decimals` are the most that may stand before and after the point. The decimal mark is a point; nothing
    groups thousands, since `1,234` could be read in two ways.
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    match = re.fullmatch(_DECIMAL, str(value), re.ASCII)
    if match is None or len(match[2]) > digits or len(match[3] or "") > decimals or (match[1] and not signed):
        return None
    return Decimal(match[0])


def parse_amount(text: str, currency: str, option: str) -> Money:
    """An amount typed for `option`: `13.98`, `£13.98` or `13.98 GBP`, in the market's currency. Raises UsageError for
    anything else.

    It must be more than zero, less than 10**15 minor units, and have no more decimals than the currency.
    """
    written, code = _without_sign(text.strip(), currency)
    number = parse_decimal(written, digits=20, decimals=20, signed=True)
    if number is not None and code not in (currency, None):
        raise UsageError(
            tr(
                "{option} {text!r} is in {other}, and the amount is in {currency} here; write one such as 13.98.",
                option=option,
                text=text[:40],
                other=code,
                currency=currency,
            )
        )
    if number is None or code is None:
        raise UsageError(
            tr(
                "{option} {text!r} is not an amount; write one such as 13.98 ({currency}).",
                option=option,
                text=text[:40],
                currency=currency,
            )
        )
    minor = minor_units(number, currency)
    if minor is None or minor <= 0 or minor >= 10**15:
        raise UsageError(
            tr(
                "{option} {text!r} is invalid: write more than zero, with at most {decimals} decimals ({currency}).",
                option=option,
                text=text,
                decimals=exponent(currency),
                currency=currency,
            )
        )
    return Money(minor, currency)


def _without_sign(text: str, currency: str) -> tuple[str, str | None]:
    """An amount without the sign or code before or after it, and the currency that this means; None for one not known,
    or for two.
    """
    match = re.fullmatch(_SIGNED, text) if len(text) <= _LONGEST else None
    if match is None:
        return text, currency
    before, after = match["before"], match["after"]
    code = None if before and after else currency_of(before or after, currency)
    return match["number"], code if code in (currency, *CURRENCIES) else None


def is_platform_number(text: str) -> bool:
    """Whether a text has the form of the platform's numbers: 6 to 25 digits."""
    return text.isascii() and text.isdecimal() and 6 <= len(text) <= 25


def are_platform_numbers(texts: Collection[str]) -> bool:
    """Whether all of some texts have that form."""
    whole = "".join(texts)
    return whole.isascii() and whole.isdecimal() and all(6 <= length <= 25 for length in set(map(len, texts)))


def refund_refusal(refund: Money, paid: Money | None, refunded_before: int) -> str | None:
    """Why a refund is refused, or None. All refunds of an order together never exceed what was paid (rule S2).

    `refunded_before` is in minor units. `paid` is None if it is not known; then nothing is refused.
    """
    if paid is None:
        return None
    if paid.currency != refund.currency:
        return tr(
            "the order was paid in {paid_currency}, not in {refund_currency}",
            paid_currency=paid.currency,
            refund_currency=refund.currency,
        )
    if refund.minor + refunded_before <= paid.minor:
        return None
    if not refunded_before:
        return tr("{refund} is more than the buyer can get back: {paid} was paid", refund=refund, paid=paid)
    return tr(
        "{refund} is more than the buyer can get back: {paid} was paid, and {refunded} of it was refunded before",
        refund=refund,
        paid=paid,
        refunded=Money(refunded_before, paid.currency),
    )


def offer_refusal(offer: Money, asked: Money | None) -> str | None:
    """Why a part of the money can't be offered, or None. `asked` is None where it is not known: nothing is refused."""
    if asked is None or offer.minor < asked.minor:
        return None
    if offer.minor == asked.minor:
        return tr("{offer} is all that was asked for, not a part; approve it instead", offer=offer)
    return tr("an offer of {offer} is more than the {asked} asked for", offer=offer, asked=asked)


def parse_remark(text: str, option: str, most: int = 500) -> str:
    """A text typed for `option`, on one line. Raises UsageError for an empty text or more than `most` characters."""
    remark = plain(text).strip()
    if not remark:
        raise UsageError(tr("{option} is empty.", option=option))
    if len(remark) > most:
        raise UsageError(
            tr(
                "{option} has {length} characters; the limit is {most}.",
                option=option,
                length=len(remark),
                most=most,
            )
        )
    return remark
