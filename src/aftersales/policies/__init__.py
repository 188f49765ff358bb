"""Decides which policy, calendar and zone a shop works under: finds the files and loads them; leaves their meaning to
`core.policyfile`.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales.errors import ConfigError, PolicyError

if TYPE_CHECKING:
    from aftersales.core.calendar import Calendar
    from aftersales.core.policy import Policy

_HERE = Path(__file__).parent
# Raised whenever the calculus itself changes what a clock says, so that stored clocks are derived anew.
ENGINE = 2
_HOUSE = _HERE / "house" / "rules.toml"


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # the hot path of `due` reads no policy: it compares fingerprints

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([f"{path.name}: not readable as TOML: {error}"]) from None


@cache
def markets() -> Mapping[str, Mapping[str, Any]]:
    """Every market by ISO code, with `name`, `timezone`, `currency` and, where known, `calendar`."""
    return _toml(_HERE / "markets.toml")


def market_code(text: str) -> str:
    """The ISO code of a market as typed (`uk` is GB). Raises ConfigError naming the known ones."""
    wanted = text.strip().upper()
    for code, table in markets().items():
        if wanted == code or wanted in table.get("also", ()):
            return code
    raise ConfigError(f"market {text!r} is not known; known are {', '.join(sorted(markets()))}")


def names() -> list[str]:
    """The rule sets a shop can choose: `tiktok` and the dated ones."""
    stems = {p.stem for p in _HERE.glob("*.toml")} - {"markets"}
    codes = {c.lower() for c in markets()}
    return sorted(s for s in stems if s.rpartition("-")[2] not in codes)


def _policy_file(policy: str, market: str) -> Path:
    own = _HERE / f"{policy}-{market.lower()}.toml"
    path = own if own.exists() else _HERE / f"{policy}.toml"
    if not path.exists() or policy == "markets":
        raise ConfigError(f"policy {policy!r} is not known; known are {', '.join(names())}")
    return path


def load(policy: str, market: str, house: tuple[tuple[str, str], ...] = ()) -> Policy:
    """The policy of a market under the rule set's name, and the house's own rules beside it; `house` holds the lengths
    that the seller has set for those (`("contact", "12 hours")`).

    Raises ConfigError (no such one) or PolicyError (a bad file).
    """
    return _load(_policy_file(policy, market), market, house)


@cache
def _load(path: Path, market: str, house: tuple[tuple[str, str], ...]) -> Policy:
    from aftersales.core.policyfile import parse_policy

    tables = _toml(path)
    facts = {"code": market, **markets()[market]}
    name = tables.get("calendar", facts.get("calendar"))
    tables = {**tables, "rule": [*tables.get("rule", []), *_house_rules(dict(house))]}
    return parse_policy(path.name, tables, facts, calendar(name) if name else _weekdays_only())


def _house_rules(lengths: Mapping[str, str]) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = _toml(_HOUSE)["rule"]
    for rule in rules:
        length = lengths.get(rule["id"].removeprefix("house."))
        if length is not None:
            rule["terms"] = [{**rule["terms"][0], "length": length}]
    return rules


def _weekdays_only() -> Calendar:
    from aftersales.core.calendar import Calendar

    return Calendar()


@cache
def calendar(name: str) -> Calendar:
    """A frozen calendar by name. Raises PolicyError where there is none or it has no working day."""
    from aftersales.core.calendar import WEEKDAYS, Calendar

    path = _HERE / "calendars" / f"{name}.toml"
    if not path.exists():
        raise PolicyError([f"calendar {name!r} is not known"])
    tables = _toml(path)
    days = {date.fromisoformat(d): str(n) for part in ("days", "reckoned") for d, n in tables.get(part, {}).items()}
    try:
        return Calendar(
            name=str(tables["name"]),
            closed_weekdays=frozenset(WEEKDAYS.index(d) for d in tables["closed-weekdays"]),
            holidays=days,
            known=True,
            known_through=tables.get("known-through"),
            last_year=max((d.year for d in days), default=None),
        )
    except (KeyError, ValueError) as error:
        raise PolicyError([f"{path.name}: {error}"]) from None


@cache
def _print_of(path: Path) -> str:
    content = path.read_bytes()
    return f"{zlib.crc32(content):08x}{len(content):x}"


def fingerprint(policy: str, market: str, *settings: str | None) -> str:
    """A short text that changes whenever the rules in force for a shop change: files, calculus and its own settings.

    Every file that could take part is counted, so that no TOML need be parsed to compare. It detects change; it is
    no protection against forgery.
    """
    files = [
        _policy_file(policy, market),
        _HOUSE,
        _HERE / "markets.toml",
        *sorted((_HERE / "calendars").glob("*.toml")),
    ]
    return ".".join([str(ENGINE), *map(_print_of, files), *(s or "" for s in settings)])
