"""Decides the arithmetic of the return modes: terms of figures, what is missing to tell a sum, and how it is rounded.
Leaves which modes are to be had, and which is the cheapest, to `modes`.

    keep           = refund - goodwill + abuse_penalty
    seller-address = q·(R + s + h - (1-f)·ρ·V - f·a·R)
    local-service  = q·(R + s + fee + b·(h + w - (1-f)·ρ_local·V) - f·a·R) + F
    partial        = p·offer + (1-p)·(the cheapest of the three)

Everything is exact until the end, and then rounded once to minor units, half a unit up. Of a sum's terms those that
rounding cut most are rounded up, so that the terms always add up to the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from aftersales.core.modes.figures import Figure, Figures
from aftersales.core.money.amount import Money, exponent
from aftersales.record import NamedTuple

_ZERO, _ONE = Fraction(0), Fraction(1)
_CHANCES = ("ship_back_probability", "false_claim_probability", "win_probability")


class CostSum(NamedTuple):
    """A sum in minor units as far as it is known. `exact` is None where something is `missing`; `least` is what it
    comes to at least, None where nothing bounds it; `used` names the figures in it.
    """

    exact: Fraction | None
    least: Fraction | None
    terms: tuple[tuple[str, Fraction], ...]
    missing: tuple[str, ...]
    used: tuple[str, ...]


class _Term(NamedTuple):
    """A term of a sum: `factor` times the figures named."""

    name: str
    factor: Fraction
    of: tuple[str, ...] = ()


def keep(refund: Money, figures: Figures) -> CostSum:
    """What it costs to refund and leave the goods with the buyer."""
    terms = [
        _Term("refund", Fraction(refund.minor)),
        _Term("goodwill", -_ONE, ("goodwill",)),
        _Term("abuse_penalty", _ONE, ("abuse_penalty",)),
    ]
    return _added(terms, figures, refund.currency, ())


def seller_address(refund: Money, figures: Figures) -> CostSum:
    """What it costs to let the goods come back to the seller."""
    q = _chance(figures, "ship_back_probability")
    back = [_Term("handling", q, ("handling",)), _recovered(q, figures, "recovery")]
    terms = [*_asked(q, refund), *back, _won(q, refund, figures)]
    return _added(terms, figures, refund.currency, _CHANCES)


def local_service(refund: Money, figures: Figures) -> CostSum:
    """What it costs to let the platform's local service take the goods, whether it sends them on or not."""
    q = _chance(figures, "ship_back_probability")
    terms = [*_asked(q, refund), _Term("service_fee", q, ("service_fee",))]
    if figures.known["service_returns_goods"].value:  # else there is nothing to handle, forward or recover
        terms += [_Term("handling", q, ("handling",)), _Term("service_forwarding", q, ("service_forwarding",))]
        terms.append(_recovered(q, figures, "recovery_local"))
    terms += [_won(q, refund, figures), _monthly(figures)]
    return _added(terms, figures, refund.currency, (*_CHANCES, "service_returns_goods"))


def _asked(q: Fraction, refund: Money) -> list[_Term]:
    return [_Term("refund", q * refund.minor), _Term("return_postage", q, ("return_postage",))]


def _recovered(q: Fraction, figures: Figures, share: str) -> _Term:
    genuine = 1 - _chance(figures, "false_claim_probability")
    return _Term("recovered", -q * genuine, (share, "landed_cost"))


def _won(q: Fraction, refund: Money, figures: Figures) -> _Term:
    """What is not refunded after all, since inspection shows that the claim was not genuine."""
    won = _chance(figures, "false_claim_probability") * _chance(figures, "win_probability")
    return _Term("won_back", -q * won * refund.minor)


def _monthly(figures: Figures) -> _Term:
    """The service's fixed fee, spread over the returns that a month is expected to bring."""
    if not figure_value(figures, "service_monthly_fee"):
        return _Term("service_monthly", _ONE, ("service_monthly_fee",))
    share = 1 / (figure_value(figures, "expected_returns") or _ONE)
    return _Term("service_monthly", share, ("service_monthly_fee", "expected_returns"))


def partial(refund: Money, figures: Figures, others: Sequence[CostSum], fallback: CostSum | None) -> CostSum:
    """What an offer of a part costs: itself where it is accepted, else `fallback`, the cheapest of the `others` (None
    where it can't be told which that is).
    """
    offer, chance = figure_value(figures, "offer") or _ZERO, figure_value(figures, "offer_acceptance")
    used, asked = ("offer", "offer_acceptance"), offer * _units(refund.currency)
    if chance == 1:
        return CostSum(asked, asked, (("offer", asked),), (), used)
    missing: tuple[str, ...] = () if chance is not None else ("offer_acceptance",)
    if fallback is None or fallback.exact is None:
        missing += tuple(dict.fromkeys(name for one in others for name in one.missing))
        return CostSum(None, None, (), missing, used)
    if chance is None:
        return CostSum(None, min(asked, fallback.exact), (), missing, used)
    terms = (("offer", chance * asked), ("if_declined", (1 - chance) * fallback.exact))
    exact = sum((amount for _, amount in terms), _ZERO)
    return CostSum(exact, exact, terms, (), used)


def _added(terms: Sequence[_Term], figures: Figures, currency: str, used: tuple[str, ...]) -> CostSum:
    parts: list[tuple[str, Fraction]] = []
    missing: list[str] = []
    least: Fraction | None = _ZERO
    for term in terms:
        amount, low, lacking = _amount(term, figures, currency)
        missing += lacking
        least = None if least is None or low is None else least + low
        parts += [] if amount is None else [(term.name, amount)]
    names = tuple(dict.fromkeys([*used, *(name for term in terms for name in term.of)]))
    if missing:
        return CostSum(None, least, (), tuple(dict.fromkeys(missing)), names)
    return CostSum(sum((amount for _, amount in parts), _ZERO), least, tuple(parts), (), names)


def _amount(term: _Term, figures: Figures, currency: str) -> tuple[Fraction | None, Fraction | None, list[str]]:
    """A term in minor units, at least how much it is (None: nothing bounds it), and what is missing to tell."""
    if not term.of:
        return term.factor, term.factor, []
    found = {name: figure_value(figures, name) for name in term.of}
    if not term.factor or any(value == 0 for value in found.values()):
        return _ZERO, _ZERO, []
    lacking = [name for name, value in found.items() if value is None]
    product = term.factor * _units(currency)
    for name, value in found.items():
        product *= value if value is not None and name != "expected_returns" else _ONE  # its share is in the factor
    if not lacking:
        return product, product, []
    if term.factor > 0:
        return None, _ZERO, lacking
    # What comes back is worth its whole landed cost at most; without that nothing bounds it.
    return None, None if "landed_cost" in lacking else product, lacking


def figure_value(figures: Figures, name: str) -> Fraction | None:
    """A figure as a number; None where it is missing."""
    found = figures.known.get(name)
    return None if found is None or isinstance(found.value, str | bool) else Fraction(found.value)


def _chance(figures: Figures, name: str) -> Fraction:
    return figure_value(figures, name) or _ZERO


def with_figure(figures: Figures, name: str, value: Decimal, origin: str) -> Figures:
    """The figures with one of them replaced."""
    return figures._replace(known={**figures.known, name: Figure(name, value, origin)})


def _units(currency: str) -> int:
    return int(10 ** exponent(currency))


def round_half_up(amount: Fraction) -> int:
    """Whole minor units, half a unit up."""
    return floor(amount + Fraction(1, 2))


def terms_in_minor_units(one: CostSum) -> list[tuple[str, int]]:
    """The terms in whole minor units, which add up to the rounded sum; none where that is not known."""
    if one.exact is None:
        return []
    whole = [floor(amount) for _, amount in one.terms]
    cut = sorted(range(len(whole)), key=lambda n: whole[n] - one.terms[n][1])  # what was cut most, first
    for n in cut[: round_half_up(one.exact) - sum(whole)]:
        whole[n] += 1
    return [(name, units) for (name, _), units in zip(one.terms, whole, strict=True)]
