"""Reader of mode rules in the configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from math import ceil, floor
from typing import Any

from aftersales import text
from aftersales.core.modes.rule import APPROVE, ASK, ORDER_STATES, ModeRule, Offer
from aftersales.core.money.amount import exponent, minor_units
from aftersales.core.money.entered import parse_decimal
from aftersales.core.requests.reasons import FAULTS, GROUPS, normalised
from aftersales.core.rules.policy import LIMITS
from aftersales.core.time.length import Length
from aftersales.core.vocabulary import MODES, REQUEST_KINDS
from aftersales.language import mark, tr
from aftersales.text import plain
from aftersales.toml.reader import Reader, shown

TABLE_NAME = "mode-rules"
# The keys of a rule: the values that each takes, and its meaning.
RULE_MEANINGS = {
    "id": (mark("one word"), mark("its name, stored with its decisions")),
    "kind": (
        "texts",
        mark("kinds of requests, such as refund or cancellation; else returns, and with mode ask every kind"),
    ),
    "mode": (
        ", ".join((*MODES, APPROVE, ASK)),
        mark("what to do: approve is for other kinds than returns; a rule with ask takes precedence over all others"),
    ),
    "offer": (mark("share or amount"), mark('with mode partial: `"30 %"` of the refund asked, or `"5.00"`')),
    "shop": ("texts", mark("shops of this file")),
    "market": ("texts", mark("ISO codes of markets")),
    "sku": ("texts", mark("SKUs, or their beginning and `*`; every returned SKU must match")),
    "category": ("texts", mark("the `category` set for the SKU, its shop, or all; of every returned SKU")),
    "reason": ("texts", mark("the buyer's reason as the platform writes it; case and punctuation don't count")),
    "group": ("texts", ", ".join(GROUPS)),
    "fault": ("texts", mark("whose fault the reason is: buyer, seller, carrier, platform, unknown")),
    "buyer": (mark("flagged, unflagged"), mark("whether the buyer is flagged, for example for frequent requests")),
    "below": ("amount", mark("the refund asked is less")),
    "up-to": ("amount", mark("the same or less")),
    "at-least": ("amount", mark("the same or more")),
    "above": ("amount", mark("more")),
    "currency": (
        mark("three letters"),
        mark("of these amounts; else of the shop's market. A refund in another currency does not match"),
    ),
    "from": ("date", mark("the order was placed on this day or later, in the market's time zone")),
    "until": ("date", mark("it was placed before this day")),
    "order": (
        "texts",
        mark(
            "where the order is: its status, such as awaiting-shipment, or unknown. A cancellation of an order that "
            "may be on its way is approved only by a rule that names its status"
        ),
    ),
    "most-per-buyer": (
        mark("whole number"),
        mark("how often it decides for one buyer in all shops; after that it asks"),
    ),
    "per": (mark("hours, days, weeks"), mark("the period for that; 90 days unless set")),
    "note": ("text", mark("your own note")),
}
_BUYERS = ("flagged", "unflagged")
_LONGEST_ID = 40
_HOURS = {"hours": 1, "days": 24, "weeks": 168}


def parse_rules(reader: Reader, tables: Mapping[str, Any]) -> tuple[ModeRule, ...]:
    """The mode rules in a configuration's tables, in order; the reader collects every mistake."""
    rule_tables = tables.get(TABLE_NAME, [])
    if not isinstance(rule_tables, list) or not all(isinstance(t, dict) for t in rule_tables):
        reader.wrong(
            "",
            tr("{table_name} is not a list of rules; write [[{table_name}]] above each of them", table_name=TABLE_NAME),
        )
        return ()
    shops = tables.get("shops", {})
    shop_names = tuple(shops) if isinstance(shops, dict) else ()
    rules = [_rule(reader, n, table, shop_names) for n, table in enumerate(rule_tables, 1)]
    ids = [rule.id for rule in rules if rule.id]
    for name in dict.fromkeys(name for name in ids if ids.count(name) > 1):
        reader.wrong(f"[[{TABLE_NAME}]] {name}", tr("this id appears twice; each rule has its own"))
    return tuple(rules)


def _rule(reader: Reader, number: int, table: Mapping[str, Any], shops: tuple[str, ...]) -> ModeRule:
    name = parse_id(reader, f"[[{TABLE_NAME}]] number {number}", table.get("id"))
    place = f"[[{TABLE_NAME}]] {name or f'number {number}'}"
    reader.keys(place, table, RULE_MEANINGS)
    reader.text(place, "note", table.get("note"), needed=False)
    mode = reader.one_of(place, "mode", table.get("mode"), (*MODES, APPROVE, ASK))
    kinds = words_of(reader, place, table, "kind", REQUEST_KINDS)
    _check_mode(reader, place, mode, kinds)
    rule = ModeRule(
        id=name,
        mode=mode,
        offer=_offer(reader, place, mode, table.get("offer")),
        shops=_shops(reader, place, table, shops),
        markets=_markets(reader, place, table),
        skus=_skus(reader, place, table),
        categories=tuple(word.casefold() for word in _words(reader, place, table, "category")),
        buyer=reader.one_of(place, "buyer", table["buyer"], _BUYERS) if "buyer" in table else "",
        kinds=kinds,
        states=words_of(reader, place, table, "order", ORDER_STATES),
    )
    return _with_cap(reader, place, table, with_conditions(reader, place, table, rule))


def with_conditions(reader: Reader, place: str, table: Mapping[str, Any], rule: ModeRule) -> ModeRule:
    """The rule with its conditions on the reason, the dates and the amount; the reader collects every mistake."""
    rule = rule._replace(
        reasons=_reasons(reader, place, table),
        groups=words_of(reader, place, table, "group", GROUPS),
        faults=words_of(reader, place, table, "fault", FAULTS),
        since=reader.day(place, "from", table.get("from")),
        until=reader.day(place, "until", table.get("until")),
    )
    if rule.since and rule.until and rule.until <= rule.since:
        reader.wrong(place, tr("until {until} is not after from {since}", until=rule.until, since=rule.since))
    return _with_amounts(reader, place, table, rule)


def _check_mode(reader: Reader, place: str, mode: str, kinds: tuple[str, ...]) -> None:
    """Note a mode that does not go with the kinds of the rule: a mode is how a return is settled."""
    if mode in MODES and (others := [kind for kind in kinds if kind != "return"]):
        reader.wrong(
            place,
            tr("mode {mode} is for returns; write approve or ask for {kinds}", mode=mode, kinds=text.together(others)),
        )
    elif mode == APPROVE and "return" in (kinds or ("return",)):
        reader.wrong(
            place,
            tr(
                'mode approve is not for returns, which need {modes}; name other kinds, such as kind = "refund"',
                modes=text.listed(MODES),
            ),
        )


def parse_id(reader: Reader, place: str, value: Any) -> str:
    """The name of a rule: one word; empty, and noted, where it is none."""
    name = reader.text(place, "id", value)
    if name and (plain(name) != name or len(name.split()) > 1 or len(name) > _LONGEST_ID):
        reader.wrong(
            place,
            tr(
                "id is {value}; write one word of at most {most} characters, such as cheap",
                value=shown(value),
                most=_LONGEST_ID,
            ),
        )
        return ""
    return name


def _words(reader: Reader, place: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A text or a list of texts; empty if the key is absent."""
    value = table.get(key)
    if value is None:
        return ()
    texts = reader.words(place, key, [value] if isinstance(value, str) else value)
    return tuple(dict.fromkeys(word.strip() for word in texts))


def words_of(
    reader: Reader, place: str, table: Mapping[str, Any], key: str, allowed: tuple[str, ...]
) -> tuple[str, ...]:
    """A text or a list of texts, each one of those allowed; empty if the key is absent."""
    return tuple(reader.one_of(place, key, word, allowed) for word in _words(reader, place, table, key))


def _shops(reader: Reader, place: str, table: Mapping[str, Any], known: tuple[str, ...]) -> tuple[str, ...]:
    names = _words(reader, place, table, "shop")
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = (
                tr("did you mean {near!r}?", near=near[0])
                if near
                else tr("known are {known}", known=text.listed(known) or "none")
            )
            reader.wrong(place, tr("shop {name!r} is not one of this file's [shops]; {hint}", name=name, hint=hint))
    return names


def _markets(reader: Reader, place: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    codes = {"UK": "GB"}
    names = [word.upper() for word in _words(reader, place, table, "market")]
    for word in names:
        if not re.fullmatch("[A-Z]{2}", word):
            reader.wrong(place, tr("market is {word}; write its two letters, such as GB", word=shown(word)))
    return tuple(dict.fromkeys(codes.get(word, word) for word in names))


def _skus(reader: Reader, place: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    patterns = _words(reader, place, table, "sku")
    for word in patterns:
        if word == "*":
            reader.wrong(place, tr("sku is '*'; leave sku out to allow any SKU"))
        elif "*" in word[:-1]:
            reader.wrong(place, tr("sku is {word}; write * only at its end", word=shown(word)))
    return patterns


def _reasons(reader: Reader, place: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    bare_of = {word: normalised(word) for word in _words(reader, place, table, "reason")}
    for word, bare_reason in bare_of.items():
        if not bare_reason:
            reader.wrong(place, tr("reason is {word}; it has no letter to compare", word=shown(word)))
    return tuple(dict.fromkeys(bare_of.values()))


def _percent(value: Any) -> Decimal | None:
    """The number of a share such as `30 %`; None for anything else."""
    if not isinstance(value, str) or not value.endswith("%"):
        return None
    return parse_decimal(value[:-1].removesuffix(" "), digits=3, decimals=2)


def _offer(reader: Reader, place: str, mode: str, value: Any) -> Offer | None:
    if value is None:
        if mode == "partial":
            reader.wrong(place, tr('offer is missing; mode partial needs one, such as "30 %" or "5.00"'))
        return None
    if mode != "partial":
        reader.wrong(place, tr("offer is only for mode partial, not for {mode}", mode=mode))
        return None
    share = _percent(value)
    number = parse_decimal(value) if share is None else share
    if number is None or number <= 0 or (share is not None and share >= 100):
        reader.wrong(
            place, tr('offer is {value}; write a share such as "30 %", or an amount such as "5.00"', value=shown(value))
        )
        return None
    return Offer(number, percent=share is not None)


def _with_amounts(reader: Reader, place: str, table: Mapping[str, Any], rule: ModeRule) -> ModeRule:
    """The rule with its limits and their currency."""
    currency = table.get("currency")
    amount = rule.offer is not None and not rule.offer.percent
    if currency is not None and not (isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency)):
        reader.wrong(
            place, tr('currency is {currency}; write its three letters, such as "GBP"', currency=shown(currency))
        )
        currency = None
    elif currency is not None and not amount and not any(kind in table for kind in LIMITS):
        reader.wrong(place, tr("currency is set, but no amount ({limits})", limits=text.listed(LIMITS)))
    limits = []
    for kind in LIMITS:
        number = parse_decimal(table.get(kind))
        if kind in table and (number is None or not _is_exact(number, currency)):
            reader.wrong(
                place, tr('{kind} is {table}; write an amount such as "10.00"', kind=kind, table=shown(table[kind]))
            )
        elif number is not None:
            limits.append((kind, number))
    if amount and rule.offer and not _is_exact(rule.offer.number, currency):
        reader.wrong(
            place, tr("offer is {offer}; {currency} does not have such an amount", offer=rule.offer, currency=currency)
        )
    low, high = refund_range(limits, currency or "")
    if high is not None and high < low:
        reader.wrong(
            place, tr("no refund is {limits}", limits=text.together(tr(LIMITS[k], limit=n) for k, n in limits))
        )
    return rule._replace(limits=tuple(limits), currency=currency)


def _is_exact(number: Decimal, currency: str | None) -> bool:
    return currency is None or minor_units(number, currency) is not None


def refund_range(
    limits: list[tuple[str, Decimal]] | tuple[tuple[str, Decimal], ...], currency: str
) -> tuple[int, int | None]:
    """The least and the most refund (minor units of the currency) within all limits; None for no upper limit."""
    low, high = 1, None
    for kind, limit in limits:
        units = Fraction(limit) * 10 ** exponent(currency)
        if kind in ("at-least", "above"):
            low = max(low, ceil(units) if kind == "at-least" else floor(units) + 1)
        else:
            top = floor(units) if kind == "up-to" else ceil(units) - 1
            high = top if high is None else min(high, top)
    return low, high


def _with_cap(reader: Reader, place: str, table: Mapping[str, Any], rule: ModeRule) -> ModeRule:
    """The rule with its cap for one buyer."""
    most, per = table.get("most-per-buyer"), table.get("per")
    if most is None:
        if per is not None:
            reader.wrong(place, tr("per needs most-per-buyer"))
        return rule
    if type(most) is not int or most < 1:
        reader.wrong(place, tr("most-per-buyer is {most}; write a whole number of 1 or more", most=shown(most)))
    elif rule.mode == ASK:
        reader.wrong(place, tr("most-per-buyer needs a mode other than ask: a rule with ask decides nothing"))
    else:
        rule = rule._replace(most=most)
    return rule if per is None else rule._replace(per=_length(reader, place, per))


def _length(reader: Reader, place: str, value: Any) -> timedelta:
    """Elapsed time in hours, days or weeks."""
    try:
        length = Length.parse(value if isinstance(value, str) else repr(value))
        return timedelta(hours=length.number * _HOURS[length.unit])
    except (ValueError, KeyError):
        reader.wrong(
            place, tr('per is {value}; write N hours, N days or N weeks, such as "90 days"', value=shown(value))
        )
        return timedelta(days=90)
