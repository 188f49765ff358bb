"""Reader of a shop's automatic rules in the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aftersales.core.auto_rules.auto_rule import AutoRule
from aftersales.core.modes import rule_file
from aftersales.core.modes.rule import APPROVE, ModeRule
from aftersales.core.time.length import Length
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.language import mark, tr
from aftersales.toml.reader import Reader, shown

TABLE_NAME = "auto-rules"
_SHARED = ("reason", "group", "fault", "below", "up-to", "at-least", "above", "currency")
# The keys of a rule: the values that each takes, and its meaning.
AUTO_RULE_MEANINGS = {
    "id": (mark("one word"), mark("its name, for explanations")),
    "kind": ("texts", mark("kinds of requests that Seller Center approves by it")),
    **{key: rule_file.RULE_MEANINGS[key] for key in _SHARED},
    "before-dispatch": (
        mark("true, false"),
        mark("true: only while the order is not dispatched; the order must be in the ledger"),
    ),
    "from": ("date", mark("the rule is on from this day on, in the market's time zone")),
    "until": ("date", mark("it was on before this day")),
    "within": (
        mark("hours, 1 to 24"),
        mark("how soon Seller Center answers; 1 hour unless set. Newer data that show it waiting bring the duty back"),
    ),
    "note": ("text", mark("your own note")),
}
_LONGEST = 24
_USUAL = timedelta(hours=1)


def parse_auto_rules(reader: Reader, shop: str, tables: Any) -> tuple[AutoRule, ...]:
    """The automatic rules of a shop, in order; the reader collects every mistake."""
    place = f"[[shops.{shop}.{TABLE_NAME}]]"
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        reader.wrong(place, tr("it is {value}; write this line above each of your rules", value=shown(tables)))
        return ()
    rules = [_rule(reader, place, number, table) for number, table in enumerate(tables, 1)]
    ids = [rule.conditions.id for rule in rules if rule.conditions.id]
    for name in dict.fromkeys(name for name in ids if ids.count(name) > 1):
        reader.wrong(f"{place} {name}", tr("this id appears twice; each rule has its own"))
    return tuple(rules)


def _rule(reader: Reader, place: str, number: int, table: Mapping[str, Any]) -> AutoRule:
    numbered = tr("number {number}", number=number)
    name = rule_file.parse_id(reader, f"{place} {numbered}", table.get("id"))
    place = f"{place} {name or numbered}"
    reader.keys(place, table, AUTO_RULE_MEANINGS)
    reader.text(place, "note", table.get("note"), needed=False)
    kinds = rule_file.words_of(reader, place, table, "kind", REQUEST_KINDS)
    if "kind" not in table:
        reader.wrong(place, tr('kind is missing; write what it approves, such as kind = "refund"'))
    rule = rule_file.with_conditions(reader, place, table, ModeRule(name, APPROVE, kinds=kinds))
    before = reader.yes(place, "before-dispatch", table["before-dispatch"]) if "before-dispatch" in table else False
    return AutoRule(rule, _within(reader, place, table.get("within")), before)


def _within(reader: Reader, place: str, value: Any) -> timedelta:
    """How soon the rule answers."""
    if value is None:
        return _USUAL
    try:
        length = Length.parse(value if isinstance(value, str) else repr(value))
    except ValueError:
        length = Length(0, "hours")
    if length.unit != "hours" or not 1 <= length.number <= _LONGEST:
        reader.wrong(
            place,
            tr('within is {value}; write 1 to {most} hours, such as "2 hours"', value=shown(value), most=_LONGEST),
        )
        return timedelta(hours=1)
    return timedelta(hours=length.number)
