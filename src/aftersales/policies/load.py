"""Rule sets and calendars, loaded from their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales.errors import Mistake, PolicyError
from aftersales.policies import layers, merge
from aftersales.policies.find import DATA, HOUSE_RULES, markets, read_toml, stack
from aftersales.policies.own_files import NONE, File, Own, take

if TYPE_CHECKING:
    from aftersales.core.rules.policy import Policy
    from aftersales.core.time.calendar import Calendar


def load(policy: str, market: str, house: tuple[tuple[str, str], ...] = (), own: Own = NONE) -> Policy:
    """The policy of a market under the rule set's name, and the house's own rules beside it; `house` holds the lengths
    that the seller has set for those (`("contact", "12 hours")`), `own` the seller's own files.

    Raises ConfigError (no such one) or PolicyError (every mistake in its files).
    """
    return _load(policy, market, house, own)


@lru_cache(maxsize=256)
def _load(policy: str, market: str, house: tuple[tuple[str, str], ...], own: Own) -> Policy:
    from dataclasses import replace

    from aftersales.core.rules.policy_file import parse_policy
    from aftersales.core.time.calendar import Calendar

    files = stack(policy, market, own)
    laid = merge.merged(files, _house_rules(dict(house)), "house/rules.toml")
    tables, mistakes = laid.tables, [*own.mistakes, *laid.mistakes]
    facts = {"code": market, **markets()[market]}
    days = Calendar()
    try:
        days = _calendar_of(tables.get("calendar", facts.get("calendar")), files[0].told, own)
    except PolicyError as error:
        mistakes += error.noted
    try:
        parsed = parse_policy(files[0].told, tables, facts, days, laid.files)
    except PolicyError as error:
        raise PolicyError([*mistakes, *error.noted]) from None
    if mistakes:
        raise PolicyError(mistakes)
    overlays = tuple(o._replace(file=laid.overlays.get(o.name, "")) for o in parsed.overlays)
    return replace(parsed, name=files[0].stem, checked_in=laid.checked_in, overlays=overlays)


def tables(policy: str, market: str, own: Own = NONE) -> dict[str, Any]:
    """The plain tables of a rule set, its files laid over each other, free of mistakes. Raises as `load`."""
    load(policy, market, own=own)
    return merge.merged(stack(policy, market, own), _house_rules({}), "").tables


def _house_rules(lengths: Mapping[str, str]) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = read_toml(HOUSE_RULES)["rule"]
    for rule in rules:
        length = lengths.get(rule["id"].removeprefix("house."))
        if length is not None:
            rule["terms"] = [{**rule["terms"][0], "length": length}]
    return rules


def _calendar_of(name: Any, where: str, own: Own) -> Calendar:
    """The calendar that a policy names; without a name, weekdays only."""
    from aftersales.core.time.calendar import Calendar

    if name is None:
        return Calendar()
    known = sorted({p.stem for p in (DATA / "calendars").glob("*.toml")} | set(own.calendars))
    if name not in known:
        from aftersales.toml.reader import shown

        raise PolicyError([Mistake(where, "", f"calendar is {shown(name)}; known are {', '.join(known)}")])
    return calendar(name, own)


def calendar(name: str, own: Own = NONE) -> Calendar:
    """A frozen calendar by name, the seller's own before ours. Raises PolicyError where there is none or it has no
    working day.
    """
    file = own.calendars.get(name)
    return _calendar(file) if file else _built_in_calendar(name)


def calendars() -> list[str]:
    """The names of the frozen calendars, of markets and of where a staff may sit."""
    return sorted(p.stem for p in (DATA / "calendars").glob("*.toml"))


@cache
def _built_in_calendar(name: str) -> Calendar:
    path = DATA / "calendars" / f"{name}.toml"
    if name not in calendars():
        raise PolicyError([f"calendar {name!r} is not known; known are {', '.join(calendars())}"])
    return _calendar(File(path, path.read_bytes()))


def _calendar(file: File) -> Calendar:
    from aftersales.core.time.calendar_file import parse_calendar

    own = file.path.parent.parent != DATA
    layer = layers.Layer(file.path.stem, file, own)
    return parse_calendar(layer.told, layers.parse(layer))


def calendar_file(path: Path) -> Callable[[], Calendar]:
    """What reads a calendar from a file. It raises PolicyError for a bad one."""
    return lambda: _calendar(take(path))
