"""Money as exports write it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from aftersales.core.money.amount import Money, exponent, minor_units
from aftersales.core.money.signs import YEN_OR_YUAN, currency_of
from aftersales.language import tr

# Where the comma is the decimal mark and the dot groups thousands.
_COMMA_DECIMAL = frozenset({"BRL", "VND", "IDR", "EUR"})
# Where hundredths are never written: three digits after a mark are thousands, whichever mark it is.
_WHOLE = frozenset({"IDR"})
_MONEY = re.compile(r"(?P<before>[^\d\s,+()-]*)\s*(?P<number>[+-]?\d[\d.,'\s]*)\s*(?P<after>[^\d\s.,()+-]*)")
_LONGEST = 60  # characters; in a long text of blanks a search would take very long
_MINUS = "-−－"
_NO_CENTS = re.compile(r"[.,][-−–]+$")


@lru_cache(maxsize=8192)
def money(text: str, currency: str, decimal: str = "") -> Money | None:
    """An amount as written in an export: `GBP 12.34`, `$25.00`, `R$ 62,90`, `82.912₫`, `13.98`. None for an empty cell.

    Accountants' negatives (`(£20.49)`, `£20.49-`) are negative. `currency` is the market's, for amounts that name none;
    `decimal` is the decimal mark where it is known: the other mark groups thousands. Raises ValueError with the reason.
    """
    text = text.replace("\xa0", " ").strip()
    if not text or text in ("-", "--", "/"):
        return None
    negative, text = _without_sign(_NO_CENTS.sub("", text))
    match = _MONEY.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or (negative and match["number"][0] in "+-"):
        raise ValueError(tr("is not an amount of money"))
    mark = (match["before"] or match["after"]).strip()
    code = currency_of(mark, currency)
    if code is None:
        raise ValueError(tr("has a currency that is not known: {mark}", mark=mark))
    number = re.sub(r"[\s']", "", match["number"])
    if mark in YEN_OR_YUAN and code == "JPY" != currency and re.search(r"[.,]\d\d?$", number):
        code = "CNY"  # nobody writes decimals of a yen
    minor = _minor_of_mark(number, code, decimal) if decimal else _minor(number, code)
    return Money(-minor if negative else minor, code)


def _without_sign(text: str) -> tuple[bool, str]:
    """Whether an amount is marked as negative from outside, and the rest of it."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text[:1] in tuple(_MINUS):
        return True, text[1:].strip()
    if text[-1:] in tuple(_MINUS):
        return True, text[:-1].strip()
    return False, text


def _minor(number: str, code: str) -> int:
    places = exponent(code)
    marks = [c for c in number if c in ".,"]
    decimal = ""
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            raise ValueError(tr("is not an amount of money"))
    elif marks:
        mark, tail = marks[0], number.rpartition(marks[0])[2]
        if len(marks) == 1 and len(tail) != 3 and (places or not tail.strip("0")):
            decimal = mark  # a decimal part of zeros is none, in a currency without hundredths too
        elif len(tail) != 3:
            raise ValueError(tr("is not an amount of money"))
        elif code in _WHOLE:
            pass
        elif code in ("EUR", "") and len(marks) == 1:
            raise ValueError(tr("can be read in two ways: the mark may be a decimal mark, or may group thousands"))
        elif places and (mark == ",") == (code in _COMMA_DECIMAL):
            raise ValueError(tr("has three decimals, and {code} has {places}", code=code, places=places))
    whole, _, tail = number.rpartition(decimal) if decimal else (number, "", "")
    if len(tail.rstrip("0")) > places:
        raise ValueError(tr("has more decimals than {code} has", code=code))
    digits = whole.replace(",", "").replace(".", "") + tail[:places].ljust(places, "0")
    if len(digits.lstrip("+-0")) > 15:
        raise ValueError(tr("is too large an amount"))
    return int(digits)


def _minor_of_mark(number: str, code: str, decimal: str) -> int:
    """Minor units of a number whose decimal mark is known."""
    whole, _, tail = number.partition(decimal)
    groups = whole.split("," if decimal == "." else ".")
    if len(groups) > 1 and (len(groups[-1]) != 3 or not all(groups)):  # `35,90` must not become 3590
        raise ValueError(tr("is not an amount with {mark} as the decimal mark", mark=decimal))
    whole, places = "".join(groups), exponent(code)
    if decimal in tail or len(tail.rstrip("0")) > places:
        raise ValueError(tr("has more decimals than {code} has", code=code))
    digits = whole + tail[:places].ljust(places, "0")
    if len(digits.lstrip("+-0")) > 15:
        raise ValueError(tr("is too large an amount"))
    return int(digits)


def decimal_money(text: str, currency: str) -> Money:
    """An API amount: a decimal string with a dot (`"13.98"`). Raises ValueError."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text.strip()):
        raise ValueError(tr("is not a decimal amount"))
    if len(text) > _LONGEST:
        raise ValueError(tr("is too large an amount"))
    minor = minor_units(Decimal(text.strip()), currency)
    if minor is None:
        raise ValueError(tr("has more decimals than {currency} has", currency=currency))
    if abs(minor) >= 10**18:
        raise ValueError(tr("is too large an amount"))
    return Money(minor, currency)
