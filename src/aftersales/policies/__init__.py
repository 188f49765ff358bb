"""Decides which policy, calendar and zone a shop works under: finds the files and loads them; leaves their meaning to
`core.policyfile`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftersales.errors import ConfigError, Mistake, PolicyError
from aftersales.policies import layers
from aftersales.policies.own import NONE, File, Own, name_of, read, take

if TYPE_CHECKING:
    from aftersales.core.calendar import Calendar
    from aftersales.core.policy import Policy

_HERE = Path(__file__).parent
# Raised whenever the calculus itself changes what a clock says, so that stored clocks are derived anew.
ENGINE = 3
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


def own_files(folder: Path) -> Own:
    """The seller's own policies: every file of the folder, which need not be there."""
    return read(folder, _code_of)


def one_more(own: Own, path: Path, name: str | None = None) -> tuple[str, Own]:
    """The seller's own policies as they would be with this file among them, and the name under which it counts."""
    name = name or name_of(path, _code_of)
    return name, own.with_file(name, take(path))


def way_out(own: Own) -> list[str]:
    """What to do where the seller's own files are wrong: a sentence, or none where there are no such files."""
    if not own.files and not own.mistakes:
        return []
    return [
        "Nothing is reckoned with rules that can't be read. Mend the file, or move it out of "
        f"{own.folder}; `aftersales policy check` looks at it again."
    ]


def _code_of(text: str) -> str:
    """The ISO code of a market, or the same text where it is none."""
    return next((c for c, t in markets().items() if text.upper() == c or text.upper() in t.get("also", ())), text)


def names(own: Own = NONE) -> list[str]:
    """The rule sets a shop can choose: `tiktok`, the dated ones, and the seller's own."""
    codes = {c.lower() for c in markets()}
    return [s for s in layers.names(own) if s.rpartition("-")[2] not in codes]


def stack(policy: str, market: str, own: Own = NONE) -> list[layers.Layer]:
    """The files that a rule set is made of in one market, the one on top first. Raises ConfigError where there is none,
    PolicyError where one can't be read.
    """
    found = layers.stacked(policy, market, own)
    if not found:
        known = names(own)
        raise ConfigError(f"policy {policy!r} is not known; known are {', '.join(known)}")
    return found


def market_said(file: File) -> str | None:
    """The market that a file says it is for; None where it says none, or can't be read."""
    try:
        said = layers.parse(layers.Layer("", file, own=True)).get("market")
    except PolicyError:
        return None
    return said if isinstance(said, str) and said in markets() else None


def maybe_stack(policy: str, market: str, own: Own = NONE) -> list[layers.Layer]:
    """The files that may be part of a rule set in a market, as far as that can be told without reading them."""
    return layers.unparsed(policy, market, own)


def load(policy: str, market: str, house: tuple[tuple[str, str], ...] = (), own: Own = NONE) -> Policy:
    """The policy of a market under the rule set's name, and the house's own rules beside it; `house` holds the lengths
    that the seller has set for those (`("contact", "12 hours")`), `own` the seller's own files.

    Raises ConfigError (no such one) or PolicyError (every mistake in its files).
    """
    return _load(policy, market, house, own)


@lru_cache(maxsize=256)
def _load(policy: str, market: str, house: tuple[tuple[str, str], ...], own: Own) -> Policy:
    from dataclasses import replace

    from aftersales.core.calendar import Calendar
    from aftersales.core.policyfile import parse_policy

    files = stack(policy, market, own)
    tables, sources, mistakes = layers.merged(files, _house_rules(dict(house)), _HOUSE.relative_to(_HERE).as_posix())
    mistakes = [*own.mistakes, *mistakes]
    facts = {"code": market, **markets()[market]}
    days = Calendar()
    try:
        days = _calendar_of(tables.get("calendar", facts.get("calendar")), files[0].told, own)
    except PolicyError as error:
        mistakes += error.noted
    try:
        parsed = parse_policy(files[0].told, tables, facts, days, sources)
    except PolicyError as error:
        raise PolicyError([*mistakes, *error.noted]) from None
    if mistakes:
        raise PolicyError(mistakes)
    return replace(parsed, name=files[0].stem)


def tables(policy: str, market: str, own: Own = NONE) -> dict[str, Any]:
    """The plain tables of a rule set, its files laid over each other. Raises as `load`."""
    return layers.merged(stack(policy, market, own), _house_rules({}), "").tables


def _house_rules(lengths: Mapping[str, str]) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = _toml(_HOUSE)["rule"]
    for rule in rules:
        length = lengths.get(rule["id"].removeprefix("house."))
        if length is not None:
            rule["terms"] = [{**rule["terms"][0], "length": length}]
    return rules


def _calendar_of(name: Any, where: str, own: Own) -> Calendar:
    """The calendar that a policy names; without a name, weekdays only."""
    from aftersales.core.calendar import Calendar

    if name is None:
        return Calendar()
    known = sorted({p.stem for p in (_HERE / "calendars").glob("*.toml")} | set(own.calendars))
    if name not in known:
        raise PolicyError([Mistake(where, "", f"calendar is {name!r}; known are {', '.join(known)}")])
    return calendar(name, own)


def calendar(name: str, own: Own = NONE) -> Calendar:
    """A frozen calendar by name, the seller's own before ours. Raises PolicyError where there is none or it has no
    working day.
    """
    file = own.calendars.get(name)
    return _calendar(file) if file else _built_in_calendar(name)


def calendars() -> list[str]:
    """The names of the frozen calendars, of markets and of where a staff may sit."""
    return sorted(p.stem for p in (_HERE / "calendars").glob("*.toml"))


@cache
def _built_in_calendar(name: str) -> Calendar:
    path = _HERE / "calendars" / f"{name}.toml"
    if name not in calendars():
        raise PolicyError([f"calendar {name!r} is not known; known are {', '.join(calendars())}"])
    return _calendar(File(path, path.read_bytes()))


def _calendar(file: File) -> Calendar:
    from aftersales.core.calendar import WEEKDAYS, Calendar

    own = file.path.parent.parent != _HERE
    where = str(file.path) if own else file.path.name
    tables = layers.parse(layers.Layer(file.path.stem, file, own))
    try:
        days = {date.fromisoformat(d): str(n) for part in ("days", "reckoned") for d, n in tables.get(part, {}).items()}
        return Calendar(
            name=str(tables["name"]),
            closed_weekdays=frozenset(WEEKDAYS.index(d) for d in tables["closed-weekdays"]),
            holidays=days,
            known=True,
            known_through=tables.get("known-through"),
            last_year=max((d.year for d in days), default=None),
            unverified=str(tables.get("unverified", "")),
            worked=frozenset(date.fromisoformat(d) for d in tables.get("worked", ())),
        )
    except KeyError as error:
        raise PolicyError([Mistake(where, "", f"{error.args[0]} is missing")]) from None
    except (AttributeError, TypeError, ValueError) as error:
        raise PolicyError([Mistake(where, "", str(error))]) from None


def calendar_file(path: Path) -> Callable[[], Calendar]:
    """What reads a calendar from a file. It raises PolicyError for a bad one."""
    return lambda: _calendar(take(path))


def _sum(content: bytes) -> str:
    return f"{zlib.crc32(content):08x}{len(content):x}"


@cache
def _ours() -> tuple[str, ...]:
    """The marks of our own files that bear on every rule set."""
    days = b"".join(p.name.encode() + p.read_bytes() for p in sorted((_HERE / "calendars").glob("*.toml")))
    parts = {"house": _HOUSE.read_bytes(), "markets": (_HERE / "markets.toml").read_bytes(), "calendars": days}
    return (f"engine:{ENGINE}", *(f"{name}:{_sum(content)}" for name, content in parts.items()))


def fingerprint(policy: str, market: str, *settings: str | None, own: Own = NONE) -> str:
    """A short text that changes whenever the rules in force for a shop change: files, calculus and its own settings.

    Every file that could take part is counted, so that no TOML need be parsed to compare. It detects change; it is
    no protection against forgery. Raises ConfigError where the rule set is not known.
    """
    files = layers.unparsed(policy, market, own)
    if not files:
        stack(policy, market, own)
    marks = [f"{'own/' if f.own else ''}{f.stem}:{_sum(f.file.content + f.file.trouble.encode())}" for f in files]
    marks += [f"own/calendars/{name}:{_sum(f.content)}" for name, f in own.calendars.items()]
    marks += [f"own/?:{_sum(str(m).encode())}" for m in own.mistakes]
    return ";".join([*_ours(), *marks, "", *(s or "" for s in settings)])


def changed(before: str, after: str) -> list[str]:
    """What differs between two fingerprints of a shop, in words."""
    (old, old_set), (new, new_set) = (_parts(before), _parts(after))
    differ = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    words = []
    chosen = [[n for n in parts if not n.startswith("own/") and n not in _COMMON] for parts in (old, new)]
    for name in differ:
        if name.startswith("own/"):
            state = "" if name in old and name in new else " is new" if name in new else " is gone"
            words.append(f"your own {name.removeprefix('own/')}.toml{state}")
    if old and chosen[0] != chosen[1]:
        words.append(f"{', '.join(chosen[1]) or 'no built-in rules'} in place of {', '.join(chosen[0]) or 'none'}")
    elif any(not n.startswith("own/") for n in differ) or not old:
        words.append("this version of aftersales")
    if old and old_set != new_set:
        words.append("the configuration")
    return words


_COMMON = ("engine", "house", "markets", "calendars")


def _parts(mark: str) -> tuple[dict[str, str], str]:
    """The marks of the files by name, and the settings as one text; nothing of a mark made by an older version."""
    files, _, settings = mark.partition(";;")
    pairs = [part.rpartition(":") for part in files.split(";")]
    return ({name: value for name, _, value in pairs} if settings else {}), settings
