"""Comparison of return modes by expected cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from aftersales import text
from aftersales.core.modes import formulas
from aftersales.core.modes.figures import UNSALEABLE, Figure, Figures
from aftersales.core.modes.formulas import CostSum
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import Counts
from aftersales.core.rules.cost_facts import CostFact, Settlement
from aftersales.core.vocabulary import MODES
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

_FORMULAS = {"keep": formulas.keep, "seller-address": formulas.seller_address, "local-service": formulas.local_service}


class RefundRequest(NamedTuple):
    """The facts of a return for the comparison: `refund` owed, `group` and `fault` of the reason, the buyer's counts.

    `address` says whether the shop has a return address in the market (None: not known), `service` whether the
    platform's local return service is for this shop. `seller` is the shop's type (local, cross-border, unknown), `day`
    the local date of the request, `cost_facts` are those of the market. `shipping` is who ships the order (seller,
    platform, unknown), `outbound` the outbound postage in the refund that the request left out.
    """

    refund: Money
    market: str = "GB"
    address: bool | None = False
    group: str = "other"
    fault: str = "unknown"
    quick_refund: bool = False
    buyer: Counts | None = None
    service: bool = True
    seller: str = "unknown"
    day: date = date.max
    cost_facts: tuple[CostFact, ...] = ()
    shipping: str = "unknown"
    outbound: Money | None = None

    def facts_of(self, mode: str) -> list[CostFact]:
        """The market's cost facts that hold for this return if it is settled by `mode`."""
        settlement = Settlement(self.refund, self.group, self.fault, self.seller, self.day, self.shipping)
        return [fact for fact in self.cost_facts if fact.applies(mode, settlement)]


class Objection(NamedTuple):
    """Why a mode is not available, and whether the seller may choose it all the same. `unknown`: perhaps it is
    available; nobody has said yet.
    """

    why: str
    soft: bool
    unknown: bool = False


class Mode(NamedTuple):
    """A mode with its cost and terms, or the figures `missing` for them.

    If it is not available, `why_not` says why, `soft` whether the seller may choose it all the same, and `unknown`
    whether only a setting is missing. `break_even` is the landed cost at which it costs as much as `keep`.
    """

    mode: str
    available: bool = True
    why_not: str | None = None
    soft: bool = True
    cost: Money | None = None
    terms: tuple[tuple[str, Money], ...] = ()
    missing: tuple[str, ...] = ()
    inputs: tuple[Figure, ...] = ()
    break_even: Money | None = None
    unknown: bool = False

    @property
    def choosable(self) -> bool:
        """Whether the seller can choose it: it is available, or only not known to be."""
        return self.available or self.unknown


class Comparison(NamedTuple):
    """All modes, the cheapest first.

    `recommended` is None if no mode is available, or if a missing figure or setting could make another mode the
    cheapest.
    `break_even` is the mode of return with the lowest break-even landed cost, and that cost.
    """

    refund: Money
    modes: tuple[Mode, ...]
    recommended: str | None
    break_even: tuple[str, Money] | None
    figures: Figures

    def mode(self, name: str) -> Mode:
        """The mode of that name."""
        return next(m for m in self.modes if m.mode == name)

    @property
    def inputs(self) -> tuple[Figure, ...]:
        """The figures in the costs of the available modes, each once."""
        return tuple(dict.fromkeys(i for m in self.modes if m.available for i in m.inputs))

    @property
    def missing(self) -> tuple[str, ...]:
        """The figures that are missing for the costs of the available modes."""
        return tuple(dict.fromkeys(name for m in self.modes if m.available for name in m.missing))


def compare(request: RefundRequest, figures: Figures, offer: Money | None = None, *, force: bool = False) -> Comparison:
    """The comparison of all modes for a refund. `offer` replaces the configured one.

    `force` allows `keep` although the buyer is flagged. Only the costs of available modes are calculated.
    """
    figures = _with_case_facts(request, figures, offer)
    by_mode = {mode: _with_market_facts(mode, request, figures) for mode in MODES}
    barred = {mode: unavailability(mode, request, by_mode[mode], force) for mode in MODES}
    costs = {mode: reckon(request.refund, by_mode[mode]) for mode, reckon in _FORMULAS.items() if barred[mode] is None}
    perhaps = [_FORMULAS[mode](request.refund, by_mode[mode]) for mode, bar in barred.items() if bar and bar.unknown]
    best, sure = _cheapest(costs)
    if not costs:
        declined = Objection(tr("no other mode is available for a buyer who declines"), True)
        barred["partial"] = barred["partial"] or declined
    elif barred["partial"] is None:
        fallback = costs[best] if best is not None and sure else None
        costs["partial"] = formulas.partial(request.refund, figures, list(costs.values()), fallback)
    best, sure = _cheapest(costs, perhaps)
    modes = [_mode(mode, costs.get(mode), barred[mode], request.refund.currency, by_mode[mode]) for mode in MODES]
    modes = [m._replace(break_even=_break_even(m, request.refund, by_mode[m.mode], costs.get("keep"))) for m in modes]
    modes.sort(key=lambda m: (not m.available, m.cost is None, m.cost.minor if m.cost else 0, MODES.index(m.mode)))
    break_evens = [(m.mode, m.break_even) for m in modes if m.break_even is not None]
    first = min(break_evens, key=lambda point: point[1].minor, default=None)
    return Comparison(request.refund, tuple(modes), best if sure else None, first, figures)


def cost_of(mode: str, request: RefundRequest, figures: Figures) -> Mode:
    """A mode with its cost, whether it is available or not. For an offer that is its expected cost."""
    figures = _with_case_facts(request, figures, None)
    by_mode = {name: _with_market_facts(name, request, figures) for name in MODES}
    costs = {name: reckon(request.refund, by_mode[name]) for name, reckon in _FORMULAS.items()}
    if mode == "partial":
        others = {n: cost for n, cost in costs.items() if unavailability(n, request, by_mode[n], True) is None}
        best, sure = _cheapest(others)
        fallback = others[best] if best is not None and sure else None
        costs[mode] = formulas.partial(request.refund, figures, list(others.values()), fallback)
    return _mode(mode, costs[mode], None, request.refund.currency, by_mode[mode])


def _with_case_facts(request: RefundRequest, figures: Figures, offer: Money | None) -> Figures:
    """The figures with those that the case decides: by whose fault it is, or because the parcel is handed in."""
    pays = buyer_pays_postage(request, figures)
    if request.fault == "seller":
        figures = formulas.with_figure(figures, "ship_back_probability", Decimal(1), "reason")
    elif request.quick_refund:  # it is refunded already, whether the parcel comes or not
        figures = formulas.with_figure(figures, "ship_back_probability", Decimal(1), "quick-refund")
    if pays:
        figures = formulas.with_figure(figures, "return_postage", Decimal(0), "reason")
    if offer is not None:
        figures = formulas.with_figure(figures, "offer", Decimal(offer.decimal()), "--offer")
    return figures


def _with_market_facts(mode: str, request: RefundRequest, figures: Figures) -> Figures:
    """The figures with the market's cost facts for a mode; a figure of the seller's own goes before a fact."""
    for fact in request.facts_of(mode):
        if fact.figure not in figures.known:
            origin = text.enumerated([fact.origin, mode]) if "mode" in fact.when else fact.origin
            figures = formulas.with_figure(figures, fact.figure, fact.value, origin)
    return figures


def applied_facts(request: RefundRequest, comparison: Comparison) -> list[CostFact]:
    """The market's cost facts that the costs of the available modes contain, each once."""
    facts = [
        fact
        for mode in comparison.modes
        if mode.available
        for fact in request.facts_of(mode.mode)
        if any(i.name == fact.figure and i.origin.startswith(fact.origin) for i in mode.inputs)
    ]
    return list({id(fact): fact for fact in facts}.values())


def buyer_pays_postage(request: RefundRequest, figures: Figures) -> bool:
    """Whether the buyer pays the postage: after a change of mind, unless the configuration or the market's rule says
    otherwise.
    """
    if request.group != "change-of-mind" or request.fault != "buyer":
        return False
    setting = figures.known["buyer_pays_postage"]
    if setting.origin != "default":
        return setting.value is True
    shared = any(f.figure == "return_postage_share" for mode in MODES for f in request.facts_of(mode))
    return not shared and "return_postage_share" not in figures.known


# --- availability ------------------------------------------------------------------------------------------------


def unavailability(mode: str, request: RefundRequest, figures: Figures, force: bool) -> Objection | None:
    """Why a mode is not available; None if it is."""
    if mode == "keep":
        why = None if force else keep_objection(request.buyer)
        return None if why is None else Objection(why, True)
    if mode == "partial":
        return _offer_unavailability(request, figures)
    returnable, category = figures.known["returnable"], figures.known.get("category")
    if returnable.value is False:
        why = tr("the goods can't be resold (returnable = false, {origin})", origin=returnable.origin)
        return Objection(why, False)
    if category is not None and category.value in UNSALEABLE:
        why = tr("the goods can't be resold ({category}, {origin})", category=category.value, origin=category.origin)
        return Objection(why, False)
    if mode == "seller-address":
        return _address_unavailability(request)
    return _service_unavailability(request, figures.known.get("service_fee"))


def _address_unavailability(request: RefundRequest) -> Objection | None:
    if request.address is None:
        why = tr("not known whether buyers send returns to an address of yours (takes_returns)")
        return Objection(why, True, unknown=True)
    return None if request.address else Objection(tr("the shop has no return address (takes_returns)"), True)


def keep_objection(buyer: Counts | None) -> str | None:
    """Why this buyer should not keep the goods; None if nothing speaks against it."""
    marks = buyers.buyer_flags(buyer).values()
    return (
        tr("check this buyer first ({marks}); use --force to let them keep it anyway", marks=text.clauses(marks))
        if marks
        else None
    )


def _service_unavailability(request: RefundRequest, fee: Figure | None) -> Objection | None:
    # A fee of this shop or SKU says that the shop uses the service.
    meant = fee is not None and fee.origin.startswith(("shop ", "sku "))
    if not request.service and not meant:
        why = tr(
            "no local return service is known for this shop in {market}; if it uses one, set its service_fee",
            market=request.market,
        )
        return Objection(why, True)
    if request.address and not meant:
        why = tr("it is for sellers without a local address, unless the shop has a service_fee of its own")
        return Objection(why, True)
    return None if fee is not None else Objection(tr("its fee is unknown: set service_fee"), True, unknown=True)


def _offer_unavailability(request: RefundRequest, figures: Figures) -> Objection | None:
    offer = figures.known.get("offer")
    if offer is None:
        return Objection(tr("no offer is given (--offer) or set (offer)"), False)
    minor = Fraction(offer.as_text()) * 10 ** exponent(request.refund.currency)
    if minor <= 0 or minor.denominator != 1:
        why = tr(
            "an offer of {offered} ({origin}) is not an amount in {currency}",
            offered=offer.as_text(),
            origin=offer.origin,
            currency=request.refund.currency,
        )
        return Objection(why, False)
    if Fraction(offer.as_text()) > Fraction(request.refund.decimal()):
        return Objection(tr("an offer of {offered} is more than the refund", offered=offer.as_text()), False)
    return None


# --- costs ----------------------------------------------------------------------------------------------------------


def _cheapest(costs: Mapping[str, CostSum], perhaps: Sequence[CostSum] = ()) -> tuple[str | None, bool]:
    """The cheapest mode with a known cost (of equals the first), and whether no other can be cheaper. `perhaps` are
    the costs of modes that may turn out to be available.
    """
    exact_costs = {mode: formulas.round_half_up(cost.exact) for mode, cost in costs.items() if cost.exact is not None}
    if not exact_costs:
        return None, False
    best = min(exact_costs, key=lambda mode: (exact_costs[mode], MODES.index(mode)))
    unsure = [cost.least for mode, cost in costs.items() if mode not in exact_costs]
    unsure += [cost.least if cost.exact is None else cost.exact for cost in perhaps]
    return best, all(least is not None and formulas.round_half_up(least) >= exact_costs[best] for least in unsure)


def _mode(mode: str, cost: CostSum | None, barred: Objection | None, currency: str, figures: Figures) -> Mode:
    if barred is not None or cost is None:
        bar = barred or Objection("", False)
        return Mode(mode, False, bar.why, bar.soft, unknown=bar.unknown)
    return Mode(
        mode,
        cost=None if cost.exact is None else Money(formulas.round_half_up(cost.exact), currency),
        terms=tuple((term, Money(units, currency)) for term, units in formulas.terms_in_minor_units(cost)),
        missing=cost.missing,
        inputs=tuple(figures.known[name] for name in cost.used if name in figures.known),
    )


def _break_even(mode: Mode, refund: Money, figures: Figures, keep: CostSum | None) -> Money | None:
    """The landed cost at which a return costs as much as `keep`; None if there is none above zero, or not known.

    The cost of a return is linear in the landed cost, so two points give it.
    """
    reckon = _FORMULAS.get(mode.mode)
    if reckon is None or not mode.available or keep is None or keep.exact is None or mode.mode == "keep":
        return None
    at_zero, at_one = (
        reckon(refund, formulas.with_figure(figures, "landed_cost", Decimal(v), "")).exact for v in (0, 1)
    )
    if at_zero is None or at_one is None or at_zero < keep.exact or at_zero == at_one:
        return None
    units = 10 ** exponent(refund.currency)
    return Money(formulas.round_half_up((at_zero - keep.exact) / (at_zero - at_one) * units), refund.currency)
