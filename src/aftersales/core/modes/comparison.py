"""Decides which return modes a seller has for a refund, what each is expected to cost, and which is the cheapest.

Leaves whose figures hold to `costs`, the arithmetic to `sums`, the words to `choices`, and the choice to the seller.
Guards come before arithmetic: a mode that can't or must not be is not reckoned. What is missing is named, never made
up: modes are ranked only as far as the figures allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from aftersales.core.modes import formulas
from aftersales.core.modes.figures import UNSALEABLE, Figure, Figures
from aftersales.core.modes.formulas import CostSum
from aftersales.core.money.amount import Money, exponent
from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import Counts
from aftersales.core.vocabulary import MODES
from aftersales.record import NamedTuple

SERVICE_MARKET = "GB"
_FORMULAS = {"keep": formulas.keep, "seller-address": formulas.seller_address, "local-service": formulas.local_service}


class RefundRequest(NamedTuple):
    """What is compared: the refund owed, the shop's market and whether it has a return address, the buyer's reason, and
    what is known of the buyer.
    """

    refund: Money
    market: str = "GB"
    address: bool = False
    group: str = "other"
    fault: str = "unknown"
    quick_refund: bool = False
    buyer: Counts | None = None


class Mode(NamedTuple):
    """One mode. Not available: `why_not` says why, and `soft` whether the seller may insist. Available: what it costs
    and of what terms, or what is `missing` to tell; `flip` is the landed cost at which it costs as much as `keep`.
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


class Comparison(NamedTuple):
    """All modes, the cheapest first. `recommended` is None where no mode is available, or where a figure that is
    missing could make another mode the cheapest. `flip` is the lowest landed cost at which a return costs as much as
    `keep`, with that mode.
    """

    refund: Money
    modes: tuple[Mode, ...]
    recommended: str | None
    break_even: tuple[str, Money] | None
    figures: Figures

    def mode(self, name: str) -> Mode:
        """One of the modes."""
        return next(m for m in self.modes if m.mode == name)

    @property
    def inputs(self) -> tuple[Figure, ...]:
        """Every figure that the available modes are reckoned with, each once."""
        return tuple(dict.fromkeys(i for m in self.modes if m.available for i in m.inputs))

    @property
    def missing(self) -> tuple[str, ...]:
        """What would have to be known to reckon every available mode."""
        return tuple(dict.fromkeys(name for m in self.modes if m.available for name in m.missing))


def compare(matter: RefundRequest, figures: Figures, offer: Money | None = None, *, force: bool = False) -> Comparison:
    """Compare the modes for a refund. `offer` is what the seller would offer, in place of a configured one; `force`
    lets the goods be kept though the buyer is marked.
    """
    figures = _as_the_case_is(matter, figures, offer)
    barred = {mode: unavailability(mode, matter, figures, force) for mode in MODES}
    found = {mode: reckon(matter.refund, figures) for mode, reckon in _FORMULAS.items() if barred[mode] is None}
    best, sure = _cheapest(found)
    if not found:
        barred["partial"] = barred["partial"] or ("no other mode is left for a buyer who declines", True)
    elif barred["partial"] is None:
        fallback = found[best] if best is not None and sure else None
        found["partial"] = formulas.partial(matter.refund, figures, list(found.values()), fallback)
        best, sure = _cheapest(found)
    made = [_made(mode, found.get(mode), barred[mode], matter.refund.currency, figures) for mode in MODES]
    made = [mode._replace(break_even=_flip(mode, matter.refund, figures, found.get("keep"))) for mode in made]
    made.sort(key=lambda m: (not m.available, m.cost is None, m.cost.minor if m.cost else 0, MODES.index(m.mode)))
    flips = [(m.mode, m.break_even) for m in made if m.break_even is not None]
    first = min(flips, key=lambda flip: flip[1].minor, default=None)
    return Comparison(matter.refund, tuple(made), best if sure else None, first, figures)


def cost_of(mode: str, matter: RefundRequest, figures: Figures) -> Mode:
    """What a mode costs that was taken, whether it would be to be had now or not. Of an offer that is what it was
    expected to cost when it was made.
    """
    figures = _as_the_case_is(matter, figures, None)
    found = {name: reckon(matter.refund, figures) for name, reckon in _FORMULAS.items()}
    if mode == "partial":
        others = {name: one for name, one in found.items() if unavailability(name, matter, figures, True) is None}
        best, sure = _cheapest(others)
        fallback = others[best] if best is not None and sure else None
        found[mode] = formulas.partial(matter.refund, figures, list(others.values()), fallback)
    return _made(mode, found[mode], None, matter.refund.currency, figures)


def _as_the_case_is(matter: RefundRequest, figures: Figures, offer: Money | None) -> Figures:
    """The figures, with what the case itself decides: whose fault it is, that the parcel is handed in already."""
    pays = buyer_pays_postage(matter, figures)
    if matter.fault == "seller":
        figures = formulas.with_figure(figures, "ship_back_probability", Decimal(1), "reason")
    elif matter.quick_refund:  # the money is out already, whether the parcel comes or not
        figures = formulas.with_figure(figures, "ship_back_probability", Decimal(1), "quick-refund")
    if pays:
        figures = formulas.with_figure(figures, "return_postage", Decimal(0), "reason")
    if offer is not None:
        figures = formulas.with_figure(figures, "offer", Decimal(offer.decimal()), "--offer")
    return figures


def buyer_pays_postage(matter: RefundRequest, figures: Figures) -> bool:
    """Whether the buyer pays the postage: after a change of mind, unless it is set otherwise; never where the fault is
    the seller's.
    """
    setting = figures.known["buyer_pays_postage"].value
    return matter.group == "change-of-mind" and matter.fault == "buyer" and setting is True


# --- before arithmetic ----------------------------------------------------------------------------------------------


def unavailability(mode: str, matter: RefundRequest, figures: Figures, force: bool) -> tuple[str, bool] | None:
    """Before any arithmetic, why a mode is not to be had, and whether the seller may insist all the same; None where it
    is to be had.
    """
    if mode == "keep":
        why = None if force else keep_objection(matter.buyer)
        return None if why is None else (why, True)
    if mode == "partial":
        return _why_no_offer(matter, figures)
    returnable, category = figures.known["returnable"], figures.known.get("category")
    if returnable.value is False:
        return f"the goods can't be resold (returnable = false, {returnable.origin})", False
    if category is not None and category.value in UNSALEABLE:
        return f"the goods can't be resold ({category.value}, {category.origin})", False
    if mode == "seller-address":
        return None if matter.address else ("the shop has no return address (return_address)", True)
    return _why_no_service(matter, figures.known.get("service_fee"))


def keep_objection(buyer: Counts | None) -> str | None:
    """Why the goods are not simply left to a buyer, unless the seller insists; None where nothing speaks against it."""
    told = buyers.marks(buyer).values()
    return (
        f"look closer at this buyer first ({'; '.join(told)}); --force lets them keep it all the same" if told else None
    )


def _why_no_service(matter: RefundRequest, fee: Figure | None) -> tuple[str, bool] | None:
    # A fee that is entered for this very shop or SKU says that it uses the service, whatever is usual.
    meant = fee is not None and fee.origin.startswith(("shop ", "sku "))
    if matter.market != SERVICE_MARKET and not meant:
        return f"the service is for {SERVICE_MARKET}, unless the shop has a service_fee of its own", True
    if matter.address and not meant:
        return "it is for sellers without a local address, unless the shop has a service_fee of its own", True
    return None if fee is not None else ("its fee is not known: no service_fee is set", True)


def _why_no_offer(matter: RefundRequest, figures: Figures) -> tuple[str, bool] | None:
    offer = figures.known.get("offer")
    if offer is None:
        return "no offer is given (--offer) or set (offer)", False
    asked = Fraction(offer.as_text()) * 10 ** exponent(matter.refund.currency)
    if asked <= 0 or asked.denominator != 1:
        return f"an offer of {offer.as_text()} ({offer.origin}) is no amount of {matter.refund.currency}", False
    if Fraction(offer.as_text()) > Fraction(matter.refund.decimal()):
        return f"an offer of {offer.as_text()} is more than the refund", False
    return None


# --- after it -------------------------------------------------------------------------------------------------------


def _cheapest(found: Mapping[str, CostSum]) -> tuple[str | None, bool]:
    """The cheapest mode whose cost is known (a tie goes to the earlier), and whether no other can be cheaper."""
    known = {mode: formulas.round_half_up(one.exact) for mode, one in found.items() if one.exact is not None}
    if not known:
        return None, False
    best = min(known, key=lambda mode: (known[mode], MODES.index(mode)))
    unsure = [one.least for mode, one in found.items() if mode not in known]
    return best, all(least is not None and formulas.round_half_up(least) >= known[best] for least in unsure)


def _made(mode: str, one: CostSum | None, barred: tuple[str, bool] | None, currency: str, figures: Figures) -> Mode:
    if barred is not None or one is None:
        why, soft = barred or ("", False)
        return Mode(mode, False, why, soft)
    return Mode(
        mode,
        cost=None if one.exact is None else Money(formulas.round_half_up(one.exact), currency),
        terms=tuple((term, Money(units, currency)) for term, units in formulas.terms_in_minor_units(one)),
        missing=one.missing,
        inputs=tuple(figures.known[name] for name in one.used if name in figures.known),
    )


def _flip(mode: Mode, refund: Money, figures: Figures, keep: CostSum | None) -> Money | None:
    """The landed cost at which a return costs as much as `keep`: the cost falls evenly as that rises, so two points
    tell it, and what the goods did cost makes no difference. None where there is none above zero, or it can't be told.
    """
    reckon = _FORMULAS.get(mode.mode)
    if reckon is None or not mode.available or keep is None or keep.exact is None or mode.mode == "keep":
        return None
    nothing, one = (reckon(refund, formulas.with_figure(figures, "landed_cost", Decimal(v), "")).exact for v in (0, 1))
    if nothing is None or one is None or nothing < keep.exact or nothing == one:
        return None
    units = 10 ** exponent(refund.currency)
    return Money(formulas.round_half_up((nothing - keep.exact) / (nothing - one) * units), refund.currency)
