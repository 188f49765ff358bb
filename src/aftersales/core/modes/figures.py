"""Decides which figures of their own sellers may set, what each may be, and whose holds for the goods of a case; leaves
what is reckoned with them to `modes`, and the file they stand in to `settings`.

The SKU's figure beats the shop's, that the overall one, and that the default. Amounts stay exact as written (a landed
cost may be a fraction of a penny); nothing is rounded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from aftersales.core.money.entered import parse_decimal
from aftersales.record import NamedTuple
from aftersales.toml.reader import Reader

FigureValue = Decimal | Fraction | bool | str
FigureTable = Mapping[str, FigureValue]

AMOUNTS = (
    "return_postage", "handling", "service_fee", "service_forwarding", "service_monthly_fee", "landed_cost",
    "goodwill", "abuse_penalty", "offer",
)  # fmt: skip
SHARES = (
    "recovery", "recovery_local", "ship_back_probability", "false_claim_probability", "win_probability",
    "offer_acceptance",
)  # fmt: skip
COUNTS = ("expected_returns",)
SWITCHES = ("service_returns_goods", "buyer_pays_postage", "returnable")
FIGURE_MEANINGS = {
    "currency": "in which the amounts of the table are; else that of [costs], of the shop's market",
    "landed_cost": "what a unit cost you to get it here, not its price",
    "recovery": "share of the landed cost that returned goods bring in again",
    "recovery_local": "the same where the local service returned them; else recovery",
    "returnable": "false: the goods never come back, since nobody can sell them again",
    "category": "hygiene, food and custom goods never come back; any other word is yours",
    "return_postage": "what sending a parcel back costs you",
    "buyer_pays_postage": "whether the buyer pays it after a change of mind",
    "handling": "unpacking, checking and shelving a parcel",
    "service_fee": "of TikTok Shop's local return service, for a parcel; of the shop's own: it uses the service",
    "service_forwarding": "what the service asks for sending the goods on",
    "service_returns_goods": "whether it sends them on at all",
    "service_monthly_fee": "its fixed fee for a month",
    "expected_returns": "returns in a month, over which that is spread",
    "goodwill": "what it is worth to you that a buyer keeps the goods",
    "abuse_penalty": "what it costs you in the long run that they do",
    "ship_back_probability": "that the buyer really sends it back; 1 where the fault is yours",
    "false_claim_probability": "that the claim is not genuine",
    "win_probability": "that you win where inspection shows so",
    "offer": "a part of the money that you would offer",
    "offer_acceptance": "how likely the buyer takes it",
}
FIGURE_KEYS = tuple(FIGURE_MEANINGS)
# Goods that nobody can sell again, by law or by sense.
UNSALEABLE = ("hygiene", "food", "custom")
# What holds where nothing is set. What is not named here has no default: least of all the service's fee.
DEFAULTS: FigureTable = {
    "goodwill": Decimal(0),
    "abuse_penalty": Decimal(0),
    "service_monthly_fee": Decimal(0),
    "ship_back_probability": Decimal(1),
    "false_claim_probability": Decimal(0),
    "win_probability": Decimal(0),
    # Sources disagree; two of three say that the goods don't come back.
    "service_returns_goods": False,
    "buyer_pays_postage": True,
    "returnable": True,
}


class Costs(NamedTuple):
    """The tables of the configuration: for all shops, by shop, by SKU."""

    overall: FigureTable = MappingProxyType({})
    shops: Mapping[str, FigureTable] = MappingProxyType({})
    skus: Mapping[str, FigureTable] = MappingProxyType({})


class Figure(NamedTuple):
    """One figure that is reckoned with, and where it is from: `sku LAMP-1`, `shop uk-main`, `costs`, `default`; or
    `case`, `reason`, `quick-refund` and `--offer`, where the case itself or the command line decides it.
    """

    name: str
    value: FigureValue
    origin: str

    def as_text(self) -> str:
        """The value as text: a number as it was written, a reckoned one with four decimals at most."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        if isinstance(self.value, Fraction):
            places = Decimal(round(self.value * 10_000)).scaleb(-4).normalize()
            return f"{places:f}"
        return f"{self.value:f}" if isinstance(self.value, Decimal) else self.value


class Figures(NamedTuple):
    """What holds for the goods of a case, by name; what is missing is not in `known`. `notes` say what was passed over
    or put together, `units` how many units come back.
    """

    known: Mapping[str, Figure]
    units: int = 1
    notes: tuple[str, ...] = ()


# --- reading --------------------------------------------------------------------------------------------------------


def parse_costs(reader: Reader, tables: Mapping[str, Any]) -> Costs:
    """The figures in a configuration's tables; the reader collects every mistake, with its place."""
    shops = tables.get("shops", {})
    skus = reader.table("", "skus", tables.get("skus", {}))
    if any(not sku.strip() for sku in skus):
        reader.wrong("[skus]", "an SKU has no name")
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
        reader.wrong(place, f"it is {table!r}; write a table with figures such as handling = 2.00")
        return {}
    reader.keys(place, table, FIGURE_KEYS)
    read = {key: _value(reader, place, key, value) for key, value in table.items() if key in FIGURE_KEYS}
    return {key: value for key, value in read.items() if value is not None}


def _value(reader: Reader, place: str, key: str, value: Any) -> FigureValue | None:
    """The value of a key, or None after noting what is wrong with it."""
    if key in SWITCHES:
        return value if isinstance(value, bool) else reader.yes(place, key, value)
    if key == "currency":
        if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value):
            return value
        reader.wrong(place, f'{key} is {value!r}; write its three letters, such as "GBP"')
        return None
    if key == "category":
        return _category(reader, place, value)
    number = parse_decimal(value, digits=1, decimals=6) if key in SHARES else parse_decimal(value)
    if number is None or (key in SHARES and number > 1):
        asked = "a share from 0 to 1, such as 0.66" if key in SHARES else "an amount such as 2.90"
        asked = "a whole number of 1 or more" if key in COUNTS else asked
        reader.wrong(place, f"{key} is {_shown(value)}; it is {asked}")
        return None
    if key in COUNTS and (number < 1 or number != number.to_integral_value()):
        reader.wrong(place, f"{key} is {_shown(value)}; it is a whole number of 1 or more")
        return None
    return number


def _shown(value: Any) -> str:
    return (value or "empty") if isinstance(value, str) else repr(value).lower()


def _category(reader: Reader, place: str, value: Any) -> str | None:
    told = reader.text(place, "category", value).casefold()
    if not told or told in UNSALEABLE:
        return told or None
    # One of the three, mistyped, would let goods be taken back that nobody can sell again.
    near = [word for word in UNSALEABLE if word in told] or get_close_matches(told, UNSALEABLE, n=1, cutoff=0.8)
    if near:
        reader.wrong(place, f"category is {value!r}; did you mean {near[0]!r}, whose goods never come back?")
        return None
    return told


# --- whose figure holds ---------------------------------------------------------------------------------------------


def figures_for(costs: Costs, shop: str, goods: Sequence[tuple[str | None, int]], currency: str) -> Figures:
    """The figures for the goods of one case of a shop: (SKU, quantity) each; amounts in another currency than the
    refund's are passed over, and said.

    Of several goods landed costs add up by quantity; recovery is their mean by landed cost; goods of which one can't be
    resold can't be resold; of all else the larger figure holds, since one parcel goes back for all.
    """
    goods = goods or [(None, 1)]
    skus = list(dict.fromkeys(sku for sku, _ in goods))
    notes: list[str] = []
    each = {sku: dict(_of_one(costs, shop, sku, currency, notes)) for sku in skus}
    found = [_together(name, goods, each) for name in FIGURE_KEYS if name != "currency"]
    known = {one.name: one for one in found if one is not None}
    if len(skus) > 1:
        notes.append(
            f"{len(skus)} SKUs in one parcel: landed costs add up, recovery is their mean by landed cost, "
            "the strictest `returnable` holds, and of all else the larger figure"
        )
    return Figures(known, sum(max(1, n) for _, n in goods), tuple(dict.fromkeys(notes)))


def _of_one(costs: Costs, shop: str, sku: str | None, currency: str, notes: list[str]) -> Iterator[tuple[str, Figure]]:
    """What holds for one SKU, the nearest table first."""
    general = str(costs.overall.get("currency", currency))
    levels = [
        (f"sku {sku}", costs.skus.get(sku or "", {}), general),
        (f"shop {shop}", costs.shops.get(shop, {}), currency),
        ("costs", costs.overall, general),
    ]
    for name in FIGURE_KEYS:
        sought = ("recovery_local", "recovery") if name == "recovery_local" else (name,)
        for origin, table, assumed in levels:
            key = next((key for key in sought if key in table), None)
            own = table.get("currency", assumed)
            if key is not None and name in AMOUNTS and own != currency:
                notes.append(f"{origin} is in {own}, the refund in {currency}: its amounts don't count")
            elif key is not None:
                yield name, Figure(name, table[key], origin)
                break
        else:
            if name in DEFAULTS:
                yield name, Figure(name, DEFAULTS[name], "default")


def _together(
    name: str, goods: Sequence[tuple[str | None, int]], each: Mapping[str | None, Mapping[str, Figure]]
) -> Figure | None:
    """One figure for all the goods; None where it is missing for one of them."""
    found = {sku: own[name] for sku, own in each.items() if name in own}
    if name == "category":
        barred = [one for one in found.values() if one.value in UNSALEABLE]
        return next(iter(barred or found.values()), None)
    if len(found) < len(each):
        return None
    origin = ", ".join(dict.fromkeys(one.origin for one in found.values()))
    if name == "landed_cost":
        return Figure(name, sum((_decimal(found[sku]) * max(1, n) for sku, n in goods), Decimal(0)), origin)
    if name in ("recovery", "recovery_local"):
        return _mean(name, goods, found, each, origin)
    pick = min if name == "returnable" else max
    best = pick(found.values(), key=lambda one: _decimal(one))
    return best._replace(origin=", ".join(dict.fromkeys(o.origin for o in found.values() if o.value == best.value)))


def _mean(
    name: str,
    goods: Sequence[tuple[str | None, int]],
    found: Mapping[str | None, Figure],
    each: Mapping[str | None, Mapping[str, Figure]],
    origin: str,
) -> Figure | None:
    values = {one.value for one in found.values()}
    if len(values) == 1:
        return Figure(name, values.pop(), origin)
    if any("landed_cost" not in own for own in each.values()):
        return None  # without the landed costs there is no telling which share weighs more
    weights = [(Fraction(_decimal(each[sku]["landed_cost"])) * max(1, n), _decimal(found[sku])) for sku, n in goods]
    whole = sum(weight for weight, _ in weights)
    if not whole:
        return Figure(name, max(share for _, share in weights), origin)
    return Figure(name, sum(weight * Fraction(share) for weight, share in weights) / whole, origin)


def _decimal(one: Figure) -> Decimal:
    return Decimal(one.value) if isinstance(one.value, Decimal | bool) else Decimal(0)
