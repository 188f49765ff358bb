"""Rule sets and calendars, loaded from their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales import text
from aftersales.errors import Mistake, PolicyError
from aftersales.language import tr
from aftersales.policies import layers, merge
from aftersales.policies.find import DATA, HOUSE_RULES, Market, calendar_files, markets, read_toml, stack
from aftersales.policies.own_files import NO_POLICIES, OwnPolicies, PolicyFile, read_policy_file

if TYPE_CHECKING:
    from aftersales.core.rules.policy import Policy
    from aftersales.core.time.calendar import Calendar


def load(
    policy: str, market: str, house: tuple[tuple[str, str], ...] = (), own_policies: OwnPolicies = NO_POLICIES
) -> Policy:
    """The policy of a rule set in a market, with the house rules. `house` holds the lengths that the seller has set for
    house rules, such as `("contact", "12 hours")`.

    Raises ConfigError where the rule set is not known, and PolicyError with every mistake in its files.
    """
    return _load(policy, market, house, own_policies, markets()[market])


@lru_cache(maxsize=256)
def _load(
    policy: str, market: str, house: tuple[tuple[str, str], ...], own_policies: OwnPolicies, facts: Market
) -> Policy:
    from dataclasses import replace

    from aftersales.core.rules.policy_file import parse_policy
    from aftersales.core.time.calendar import Calendar

    files = stack(policy, market, own_policies)
    merged = merge.merged(files, _house_rules(dict(house)), "house/rules.toml")
    tables, mistakes = merged.tables, [*own_policies.mistakes, *merged.mistakes]
    market_calendar = Calendar()
    try:
        market_calendar = _calendar_of(tables.get("calendar", facts.calendar), files[0].label, own_policies)
    except PolicyError as error:
        mistakes += error.noted
    try:
        parsed = parse_policy(files[0].label, tables, facts._asdict(), market_calendar, merged.files)
    except PolicyError as error:
        raise PolicyError([*mistakes, *error.noted]) from None
    if mistakes:
        raise PolicyError(mistakes)
    overlays = tuple(o._replace(file=merged.overlays.get(o.name, "")) for o in parsed.overlays)
    return replace(parsed, name=files[0].stem, checked_in=merged.checked_in, overlays=overlays)


def tables(policy: str, market: str, own_policies: OwnPolicies = NO_POLICIES) -> dict[str, Any]:
    """The plain tables of a rule set, made of all its layers. Raises as `load` does, so that they hold no mistake."""
    load(policy, market, own_policies=own_policies)
    return merge.merged(stack(policy, market, own_policies), _house_rules({}), "").tables


def _house_rules(lengths: Mapping[str, str]) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = read_toml(HOUSE_RULES)["rule"]
    for rule in rules:
        length = lengths.get(rule["id"].removeprefix("house."))
        if length is not None:
            rule["terms"] = [{**rule["terms"][0], "length": length}]
    return rules


def _calendar_of(name: Any, where: str, own_policies: OwnPolicies) -> Calendar:
    """The calendar that a policy names; without a name, weekdays only."""
    from aftersales.core.time.calendar import MONDAY_TO_FRIDAY, Calendar

    if name is None:
        return Calendar(tr(MONDAY_TO_FRIDAY))
    if name not in [*calendar_files(), *own_policies.calendars]:
        from aftersales.toml.reader import shown

        known = sorted({*calendar_files(), *own_policies.calendars})
        raise PolicyError(
            [
                Mistake(
                    where, "", tr("calendar is {shown}; known are {known}", shown=shown(name), known=text.listed(known))
                )
            ]
        )
    return calendar(name, own_policies)


def calendar(name: str, own_policies: OwnPolicies = NO_POLICIES) -> Calendar:
    """A calendar by name; the seller's own has precedence. Raises PolicyError where there is none, or it has no working
    day.
    """
    file = own_policies.calendars.get(name)
    return _calendar(file) if file else _built_in_calendar(name)


def calendars() -> list[str]:
    """The names of the built-in calendars: of markets, and of places where staff may work."""
    return sorted(calendar_files())


@cache
def _built_in_calendar(name: str) -> Calendar:
    path = calendar_files().get(name)
    if path is None:
        raise PolicyError(
            [tr("calendar {name!r} is not known; known are {calendars}", name=name, calendars=text.listed(calendars()))]
        )
    return _calendar(PolicyFile(path, path.read_bytes()))


def _calendar(file: PolicyFile) -> Calendar:
    from aftersales.core.time.calendar_file import parse_calendar

    layer = layers.Layer(file.path.stem, file, is_own=file.path.parent.parent != DATA)
    return parse_calendar(layer.label, layers.parse(layer))


def calendar_file(path: Path) -> Callable[[], Calendar]:
    """A function that reads a calendar from a file. It raises PolicyError for a bad one."""
    return lambda: _calendar(read_policy_file(path))
