"""Cost figures of the seller, by SKU, shop and default."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from aftersales import text
from aftersales.core.money.entered import parse_decimal
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml.reader import Reader, shown

FigureValue = Decimal | Fraction | bool | str
FigureTable = Mapping[str, FigureValue]

AMOUNTS = (
    "return_postage", "handling", "service_fee", "service_forwarding", "service_monthly_fee", "landed_cost",
    "goodwill", "abuse_penalty", "offer",
)  # fmt: skip
SHARES = (
    "recovery", "recovery_local", "return_postage_share", "outbound_postage_share", "returnless_refund_share",
    "ship_back_probability", "false_claim_probability", "win_probability", "offer_acceptance",
)  # fmt: skip
COUNTS = ("expected_returns",)
SWITCHES = ("service_returns_goods", "buyer_pays_postage", "returnable")
FIGURE_MEANINGS = {
    "currency": mark("of the amounts in the table; else that of [costs], else of the shop's market"),
    "landed_cost": mark("your cost of one unit, delivered to you; not its price"),
    "recovery": mark("share of the landed cost that you recover from returned goods"),
    "recovery_local": mark("the same for goods from the local service; else recovery"),
    "returnable": mark("false: the goods never come back, as they can't be resold"),
    "category": mark("hygiene, food and custom goods never come back; choose any other word"),
    "return_postage": mark("your cost of a parcel sent back"),
    "buyer_pays_postage": mark("whether the buyer pays it after a change of mind"),
    "return_postage_share": mark("your share of that cost; else by the market's rule, else all of it"),
    "outbound_postage_share": mark(
        "your share of the outbound postage that a refund leaves out; else by the market's rule, else none of it"
    ),
    "returnless_refund_share": mark(
        "your share of a refund without a return; else by the market's rule, else all of it"
    ),
    "handling": mark("unpacking, checking and shelving a parcel"),
    "service_fee": mark(
        "fee of TikTok Shop's local return service per parcel; set for a shop, the shop uses the service"
    ),
    "service_forwarding": mark("fee of the service for forwarding the goods"),
    "service_returns_goods": mark("whether it forwards them"),
    "service_monthly_fee": mark("its fixed monthly fee"),
    "expected_returns": mark("returns per month, which share that fee"),
    "goodwill": mark("value to you if a buyer keeps the goods"),
    "abuse_penalty": mark("long-term cost to you if they do"),
    "ship_back_probability": mark("probability that the buyer sends it back; 1 if the fault is yours"),
    "false_claim_probability": mark("probability that the claim is not genuine"),
    "win_probability": mark("probability that you win if inspection shows it"),
    "offer": mark("the part of the money that you would offer"),
    "offer_acceptance": mark("probability that the buyer accepts it"),
}
FIGURE_KEYS = tuple(FIGURE_MEANINGS)
# Categories of goods that can't be sold again.
UNSALEABLE = ("hygiene", "food", "custom")
# The defaults. Figures that are not named here have none, in particular the service's fee.
DEFAULTS: FigureTable = {
    "goodwill": Decimal(0),
    "abuse_penalty": Decimal(0),
    "service_monthly_fee": Decimal(0),
    "ship_back_probability": Decimal(1),
    "false_claim_probability": Decimal(0),
    "win_probability": Decimal(0),
    # Sources disagree: two of three say that the goods don't come back.
    "service_returns_goods": False,
    "buyer_pays_postage": True,
    "returnable": True,
}


class Costs(NamedTuple):
    """The figures in the configuration: for all shops, by shop, by SKU."""

    overall: FigureTable = MappingProxyType({})
    shops: Mapping[str, FigureTable] = MappingProxyType({})
    skus: Mapping[str, FigureTable] = MappingProxyType({})


class Figure(NamedTuple):
    """A figure and its origin.

    The origin is `sku LAMP-1`, `shop uk-main`, `costs` or `default`, or, if the case or the command line decides the
    figure, `case`, `reason`, `quick-refund` or `--offer`. Amounts are in the currency's main unit, not rounded.
    """

    name: str
    value: FigureValue
    origin: str

    def as_text(self) -> str:
        """The value as text: a number as it was written, a calculated one with four decimals at most."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, Fraction):
            places = Decimal(round(self.value * 10_000)).scaleb(-4).normalize()
            return f"{places:f}"
        return f"{self.value:f}" if isinstance(self.value, Decimal) else self.value


class Figures(NamedTuple):
    """The figures for the goods of a case, by name. Missing ones are not in `known`.

    `units` is the number of units that come back. `notes` say which figures were ignored or combined.
    """

    known: Mapping[str, Figure]
    units: int = 1
    notes: tuple[str, ...] = ()


# --- reading --------------------------------------------------------------------------------------------------------


def parse_costs(reader: Reader, tables: Mapping[str, Any]) -> Costs:
    """The figures in a configuration's tables; the reader collects every mistake."""
    shops = tables.get("shops", {})
    skus = reader.table("", "skus", tables.get("skus", {}))
    if any(not sku.strip() for sku in skus):
        reader.wrong("[skus]", tr("a SKU has no name"))
    return Costs(
        parse_table(reader, "[costs]", tables.get("costs", {})),
        {
            name: parse_table(reader, f"[shops.{name}.costs]", shop["costs"])
            for name, shop in (shops.items() if isinstance(shops, dict) else ())
            if isinstance(shop, dict) and "costs" in shop
        },
        {sku: parse_table(reader, f'[skus."{sku}"]', table) for sku, table in skus.items()},
    )


def parse_table(reader: Reader, place: str, table: Any) -> FigureTable:
    """One table of figures. A number may stand in quotes or without."""
    if not isinstance(table, dict):
        reader.wrong(place, tr("it is {value}; write a table with figures such as handling = 2.00", value=shown(table)))
        return {}
    reader.keys(place, table, FIGURE_KEYS)
    read = {key: _value(reader, place, key, value) for key, value in table.items() if key in FIGURE_KEYS}
    return {key: value for key, value in read.items() if value is not None}


def _value(reader: Reader, place: str, key: str, value: Any) -> FigureValue | None:
    """The value of a key; None after a mistake."""
    if key in SWITCHES:
        return value if isinstance(value, bool) else reader.yes(place, key, value)
    if key == "currency":
        if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value):
            return value
        reader.wrong(place, tr('{key} is {value}; write its three letters, such as "GBP"', key=key, value=shown(value)))
        return None
    if key == "category":
        return _category(reader, place, value)
    number = parse_decimal(value, digits=1, decimals=6) if key in SHARES else parse_decimal(value)
    if number is None or (key in SHARES and number > 1):
        form = tr("a share from 0 to 1, such as 0.66") if key in SHARES else tr("an amount such as 2.90")
        form = tr("a whole number of 1 or more") if key in COUNTS else form
        reader.wrong(place, tr("{key} is {entered}; write {form}", key=key, entered=_typed_text(value), form=form))
        return None
    if key in COUNTS and (number < 1 or number != number.to_integral_value()):
        reader.wrong(
            place,
            tr("{key} is {entered}; write a whole number of 1 or more", key=key, entered=_typed_text(value)),
        )
        return None
    return number


def _typed_text(value: Any) -> str:
    return (value or "empty") if isinstance(value, str) else repr(value).lower()


def _category(reader: Reader, place: str, value: Any) -> str | None:
    name = reader.text(place, "category", value).casefold()
    if not name or name in UNSALEABLE:
        return name or None
    # A typing error in one of the three would take back goods that can't be sold again.
    near = [word for word in UNSALEABLE if word in name] or get_close_matches(name, UNSALEABLE, n=1, cutoff=0.8)
    if near:
        reader.wrong(
            place,
            tr(
                "category is {value}; did you mean {near!r}, whose goods never come back?",
                value=shown(value),
                near=near[0],
            ),
        )
        return None
    return name


# --- whose figure holds ---------------------------------------------------------------------------------------------


def figures_for(costs: Costs, shop: str, goods: Sequence[tuple[str | None, int]], currency: str) -> Figures:
    """The figures for the goods (SKU, quantity) of a case. `currency` is the refund's.

    A figure of the SKU goes before one of the shop, that before the overall one, and that before the default. Amounts
    in another currency are ignored, with a note. For several goods landed costs are added by quantity; recovery is the
    mean, weighted by landed cost; if one of them can't be resold, none can; of all other figures the larger one holds,
    since one parcel goes back for all.
    """
    goods = goods or [(None, 1)]
    skus = list(dict.fromkeys(sku for sku, _ in goods))
    notes: list[str] = []
    each = {sku: dict(_sku_figures(costs, shop, sku, currency, notes)) for sku in skus}
    figures = [_combined(name, goods, each) for name in FIGURE_KEYS if name != "currency"]
    by_name = {figure.name: figure for figure in figures if figure is not None}
    if len(skus) > 1:
        notes.append(
            tr(
                "{count} SKUs in one parcel: landed costs are added, recovery is their mean by landed cost, the "
                "strictest `returnable` counts, and the larger figure of all else",
                count=len(skus),
            )
        )
    return Figures(by_name, sum(max(1, n) for _, n in goods), tuple(dict.fromkeys(notes)))


def _sku_figures(
    costs: Costs, shop: str, sku: str | None, currency: str, notes: list[str]
) -> Iterator[tuple[str, Figure]]:
    """The figures of one SKU, each from the nearest table that has it."""
    general = str(costs.overall.get("currency", currency))
    levels = [
        (f"sku {sku}", costs.skus.get(sku or "", {}), general),
        (f"shop {shop}", costs.shops.get(shop, {}), currency),
        ("costs", costs.overall, general),
    ]
    for name in FIGURE_KEYS:
        names = ("recovery_local", "recovery") if name == "recovery_local" else (name,)
        for origin, table, assumed in levels:
            key = next((key for key in names if key in table), None)
            table_currency = table.get("currency", assumed)
            if key is not None and name in AMOUNTS and table_currency != currency:
                notes.append(
                    tr(
                        "{origin} is in {table_currency}, the refund in {currency}: its amounts are not used",
                        origin=origin,
                        table_currency=table_currency,
                        currency=currency,
                    )
                )
            elif key is not None:
                yield name, Figure(name, table[key], origin)
                break
        else:
            if name in DEFAULTS:
                yield name, Figure(name, DEFAULTS[name], "default")


def _combined(
    name: str, goods: Sequence[tuple[str | None, int]], each: Mapping[str | None, Mapping[str, Figure]]
) -> Figure | None:
    """One figure for all the goods; None if it is missing for one of them."""
    figures = {sku: sku_figures[name] for sku, sku_figures in each.items() if name in sku_figures}
    if name == "category":
        barred = [figure for figure in figures.values() if figure.value in UNSALEABLE]
        return next(iter(barred or figures.values()), None)
    if len(figures) < len(each):
        return None
    origin = text.listed(dict.fromkeys(figure.origin for figure in figures.values()))
    if name == "landed_cost":
        return Figure(name, sum((_decimal(figures[sku]) * max(1, n) for sku, n in goods), Decimal(0)), origin)
    if name in ("recovery", "recovery_local"):
        return _weighted_mean(name, goods, figures, each, origin)
    pick = min if name == "returnable" else max
    best = pick(figures.values(), key=lambda figure: _decimal(figure))
    return best._replace(origin=text.listed(dict.fromkeys(o.origin for o in figures.values() if o.value == best.value)))


def _weighted_mean(
    name: str,
    goods: Sequence[tuple[str | None, int]],
    figures: Mapping[str | None, Figure],
    each: Mapping[str | None, Mapping[str, Figure]],
    origin: str,
) -> Figure | None:
    values = {figure.value for figure in figures.values()}
    if len(values) == 1:
        return Figure(name, values.pop(), origin)
    if any("landed_cost" not in sku_figures for sku_figures in each.values()):
        return None  # the weights are not known
    weights = [(Fraction(_decimal(each[sku]["landed_cost"])) * max(1, n), _decimal(figures[sku])) for sku, n in goods]
    whole = sum(weight for weight, _ in weights)
    if not whole:
        return Figure(name, max(share for _, share in weights), origin)
    return Figure(name, sum(weight * Fraction(share) for weight, share in weights) / whole, origin)


def _decimal(figure: Figure) -> Decimal:
    return Decimal(figure.value) if isinstance(figure.value, Decimal | bool) else Decimal(0)
