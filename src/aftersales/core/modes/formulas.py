"""Cost formulas of the return modes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from aftersales.core.modes.figures import Figure, Figures
from aftersales.core.money.amount import Money, exponent
from aftersales.named_tuple import NamedTuple

#     keep           = k·R - goodwill + abuse_penalty
#     seller-address = q·(R + m·s + h - (1-f)·ρ·V - f·a·R)
#     local-service  = q·(R + m·s + fee + b·(h + w - (1-f)·ρ_local·V) - f·a·R) + F
#     partial        = p·offer + (1-p)·(the cheapest of the three)
#
# k is your share of a refund without a return, m your share of the postage: 1 unless the platform pays a part.
#
# Amounts are exact fractions, rounded once at the end to minor units, half a unit up. Terms are rounded so that they
# add up to the rounded sum: those that lost most are rounded up.

_ZERO, _ONE = Fraction(0), Fraction(1)
_PROBABILITIES = ("ship_back_probability", "false_claim_probability", "win_probability")


class CostSum(NamedTuple):
    """A cost in minor units. `exact` is None if figures are `missing`; `used` names the figures in it.

    `least` is a lower bound, None if there is none.
    """

    exact: Fraction | None
    least: Fraction | None
    terms: tuple[tuple[str, Fraction], ...]
    missing: tuple[str, ...]
    used: tuple[str, ...]


class _Term(NamedTuple):
    """A term of a cost: `factor` times the product of the figures `of`."""

    name: str
    factor: Fraction
    of: tuple[str, ...] = ()


def keep(refund: Money, figures: Figures) -> CostSum:
    """The cost of a refund that leaves the goods with the buyer."""
    share = _share(figures, "returnless_refund_share")
    terms = [
        _Term("refund", Fraction(refund.minor)),
        _Term("paid_by_platform", (share - 1) * refund.minor),
        _Term("goodwill", -_ONE, ("goodwill",)),
        _Term("abuse_penalty", _ONE, ("abuse_penalty",)),
    ]
    return _sum_of(terms, figures, refund.currency, ("returnless_refund_share",))


def seller_address(refund: Money, figures: Figures) -> CostSum:
    """The cost of a return to the seller."""
    q = _probability(figures, "ship_back_probability")
    back = [_Term("handling", q, ("handling",)), _recovery_term(q, figures, "recovery")]
    terms = [*_refund_terms(q, refund, figures), *back, _won_back_term(q, refund, figures)]
    return _sum_of(terms, figures, refund.currency, (*_PROBABILITIES, "return_postage_share"))


def local_service(refund: Money, figures: Figures) -> CostSum:
    """The cost of a return to the platform's local service, which may send the goods on or not."""
    q = _probability(figures, "ship_back_probability")
    terms = [*_refund_terms(q, refund, figures), _Term("service_fee", q, ("service_fee",))]
    if figures.known["service_returns_goods"].value:  # else nothing is handled, forwarded or recovered
        terms += [_Term("handling", q, ("handling",)), _Term("service_forwarding", q, ("service_forwarding",))]
        terms.append(_recovery_term(q, figures, "recovery_local"))
    terms += [_won_back_term(q, refund, figures), _monthly_fee_term(figures)]
    return _sum_of(terms, figures, refund.currency, (*_PROBABILITIES, "return_postage_share", "service_returns_goods"))


def _refund_terms(q: Fraction, refund: Money, figures: Figures) -> list[_Term]:
    share = _share(figures, "return_postage_share")
    return [_Term("refund", q * refund.minor), _Term("return_postage", q * share, ("return_postage",))]


def _recovery_term(q: Fraction, figures: Figures, share: str) -> _Term:
    genuine = 1 - _probability(figures, "false_claim_probability")
    return _Term("recovered", -q * genuine, (share, "landed_cost"))


def _won_back_term(q: Fraction, refund: Money, figures: Figures) -> _Term:
    """The refunds that are saved because inspection shows that the claim was not genuine."""
    won = _probability(figures, "false_claim_probability") * _probability(figures, "win_probability")
    return _Term("won_back", -q * won * refund.minor)


def _monthly_fee_term(figures: Figures) -> _Term:
    """The service's monthly fee, divided by the returns expected in a month."""
    if not figure_value(figures, "service_monthly_fee"):
        return _Term("service_monthly", _ONE, ("service_monthly_fee",))
    share = 1 / (figure_value(figures, "expected_returns") or _ONE)
    return _Term("service_monthly", share, ("service_monthly_fee", "expected_returns"))


def partial(refund: Money, figures: Figures, others: Sequence[CostSum], fallback: CostSum | None) -> CostSum:
    """The cost of a partial refund: the offer if it is accepted, else `fallback`, the cheapest of the `others`.

    `fallback` is None if it is not known which of the others is the cheapest.
    """
    offer, chance = figure_value(figures, "offer") or _ZERO, figure_value(figures, "offer_acceptance")
    used, offer_minor = ("offer", "offer_acceptance"), offer * _minor_per_unit(refund.currency)
    if chance == 1:
        return CostSum(offer_minor, offer_minor, (("offer", offer_minor),), (), used)
    missing: tuple[str, ...] = () if chance is not None else ("offer_acceptance",)
    if fallback is None or fallback.exact is None:
        missing += tuple(dict.fromkeys(name for other in others for name in other.missing))
        return CostSum(None, None, (), missing, used)
    if chance is None:
        return CostSum(None, min(offer_minor, fallback.exact), (), missing, used)
    terms = (("offer", chance * offer_minor), ("if_declined", (1 - chance) * fallback.exact))
    exact = sum((amount for _, amount in terms), _ZERO)
    return CostSum(exact, exact, terms, (), used)


def _sum_of(terms: Sequence[_Term], figures: Figures, currency: str, used: tuple[str, ...]) -> CostSum:
    parts: list[tuple[str, Fraction]] = []
    missing: list[str] = []
    least: Fraction | None = _ZERO
    for term in terms:
        amount, low, lacking = _term_amount(term, figures, currency)
        missing += lacking
        least = None if least is None or low is None else least + low
        parts += [] if amount is None else [(term.name, amount)]
    names = tuple(dict.fromkeys([*used, *(name for term in terms for name in term.of)]))
    if missing:
        return CostSum(None, least, (), tuple(dict.fromkeys(missing)), names)
    return CostSum(sum((amount for _, amount in parts), _ZERO), least, tuple(parts), (), names)


def _term_amount(term: _Term, figures: Figures, currency: str) -> tuple[Fraction | None, Fraction | None, list[str]]:
    """A term in minor units (None: not known), its lower bound (None: none), and the figures missing for it."""
    if not term.of:
        return term.factor, term.factor, []
    values = {name: figure_value(figures, name) for name in term.of}
    if not term.factor or any(value == 0 for value in values.values()):
        return _ZERO, _ZERO, []
    lacking = [name for name, value in values.items() if value is None]
    product = term.factor * _minor_per_unit(currency)
    for name, value in values.items():
        product *= value if value is not None and name != "expected_returns" else _ONE  # the factor contains it
    if not lacking:
        return product, product, []
    if term.factor > 0:
        return None, _ZERO, lacking
    # Returned goods are worth their landed cost at most. Without that there is no bound.
    return None, None if "landed_cost" in lacking else product, lacking


def figure_value(figures: Figures, name: str) -> Fraction | None:
    """A figure as a number; None if it is missing."""
    figure = figures.known.get(name)
    return None if figure is None or isinstance(figure.value, str | bool) else Fraction(figure.value)


def _share(figures: Figures, name: str) -> Fraction:
    """The seller's share of a cost: all of it unless a figure says otherwise."""
    share = figure_value(figures, name)
    return _ONE if share is None else share


def _probability(figures: Figures, name: str) -> Fraction:
    return figure_value(figures, name) or _ZERO


def with_figure(figures: Figures, name: str, value: Decimal, origin: str) -> Figures:
    """The figures with one of them replaced."""
    return figures._replace(known={**figures.known, name: Figure(name, value, origin)})


def _minor_per_unit(currency: str) -> int:
    return int(10 ** exponent(currency))


def round_half_up(amount: Fraction) -> int:
    """Whole minor units, half a unit up."""
    return floor(amount + Fraction(1, 2))


def terms_in_minor_units(cost: CostSum) -> list[tuple[str, int]]:
    """The terms in whole minor units. They add up to the rounded cost; empty if that is not known."""
    if cost.exact is None:
        return []
    whole = [floor(amount) for _, amount in cost.terms]
    # The term that lost most by rounding down comes first.
    by_loss = sorted(range(len(whole)), key=lambda n: whole[n] - cost.terms[n][1])
    for n in by_loss[: round_half_up(cost.exact) - sum(whole)]:
        whole[n] += 1
    return [(name, units) for (name, _), units in zip(cost.terms, whole, strict=True)]
