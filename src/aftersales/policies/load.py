"""Decides which policy, calendar and zone a shop works under: finds the files and loads them; leaves their meaning to
`core.rules.policy_file`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from aftersales.errors import ConfigError, Mistake, PolicyError
from aftersales.policies import layers
from aftersales.policies.own_files import NONE, File, Own, name_of, read, take

if TYPE_CHECKING:
    from aftersales.core.rules.policy import Policy
    from aftersales.core.time.calendar import Calendar

_HERE = Path(__file__).parent / "data"
# Raised whenever the calculus itself changes what a clock says, so that stored clocks are derived anew.
ENGINE = 4
_HOUSE = _HERE / "house.toml"


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
    name = name_of(Path(f"{name.removesuffix('.toml')}.toml") if name else path, _code_of)
    return name, own.with_file(name, take(path))


def left_out(own: Own) -> list[str]:
    """A sentence for each file that lies among the seller's own and counts for nothing: Notepad adds .txt unasked."""
    return [
        f"{path} counts for nothing: its name doesn't end in .toml. Rename it "
        f"{path.name.partition('.toml')[0] if '.toml' in path.name else path.stem}.toml, or move it away."
        for path in own.strays
    ]


def way_out(own: Own) -> list[str]:
    """What to do where the seller's own files are wrong: a sentence, or none where there are no such files."""
    if not (own.files or own.calendars or own.mistakes):
        return []
    return [
        "Nothing is reckoned while the rules hold a mistake. Mend the file, or move it out of "
        f"{own.folder}; `aftersales policy check` looks at it again."
    ]


def _code_of(text: str) -> str:
    """The ISO code of a market, or the same text where it is none."""
    return next((c for c, t in markets().items() if text.upper() == c or text.upper() in t.get("also", ())), text)


def market_in(name: str) -> str | None:
    """The market that the name of a rule set ends in (`tiktok-gb`), or None."""
    code = name.rpartition("-")[2].upper()
    return code if code in markets() else None


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
    code = _code_of(said) if isinstance(said, str) else None
    return code if code in markets() else None


def homes(stem: str, uses: Iterable[tuple[str, str]], own: Own) -> tuple[str, str] | None:
    """A rule of which the seller's file of this name speaks though no file below it has it, and the built-in rule set
    that has most of those; None where there is none. `uses` are the rule sets and markets that it has a part in.
    """
    below = [x for use in uses for x in maybe_stack(*use, own) if not (x.own and x.stem == stem)]
    try:
        missing = layers.spoken_of(layers.Layer(stem, own.files[stem], own=True)) - layers.ids(below)
    except PolicyError:
        return None
    found = {name: missing & layers.ids([layer]) for name in layers.names(NONE) if (layer := layers.built_in(name))}
    home = max(found, key=lambda name: len(found[name]))
    return (min(found[home]), home) if found[home] else None


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

    from aftersales.core.rules.policy_file import parse_policy
    from aftersales.core.time.calendar import Calendar

    files = stack(policy, market, own)
    laid = layers.merged(files, _house_rules(dict(house)), "house/rules.toml")
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
    from aftersales.core.time.calendar import Calendar

    if name is None:
        return Calendar()
    known = sorted({p.stem for p in (_HERE / "calendars").glob("*.toml")} | set(own.calendars))
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
    return sorted(p.stem for p in (_HERE / "calendars").glob("*.toml"))


@cache
def _built_in_calendar(name: str) -> Calendar:
    path = _HERE / "calendars" / f"{name}.toml"
    if name not in calendars():
        raise PolicyError([f"calendar {name!r} is not known; known are {', '.join(calendars())}"])
    return _calendar(File(path, path.read_bytes()))


def _calendar(file: File) -> Calendar:
    from aftersales.core.time.calendar_file import parse_calendar

    own = file.path.parent.parent != _HERE
    layer = layers.Layer(file.path.stem, file, own)
    return parse_calendar(layer.told, layers.parse(layer))


def calendar_file(path: Path) -> Callable[[], Calendar]:
    """What reads a calendar from a file. It raises PolicyError for a bad one."""
    return lambda: _calendar(take(path))


def _sum(file: File) -> str:
    return _sum_of(file.content + file.trouble.encode())


def _sum_of(content: bytes) -> str:
    return f"{zlib.crc32(content):08x}{len(content):x}"


@cache
def _ours() -> tuple[str, ...]:
    """The marks of our own files that bear on every rule set."""
    days = b"".join(p.name.encode() + p.read_bytes() for p in sorted((_HERE / "calendars").glob("*.toml")))
    parts = {"house": _HOUSE.read_bytes(), "markets": (_HERE / "markets.toml").read_bytes(), "calendars": days}
    return (f"engine:{ENGINE}", *(f"{name}:{_sum_of(content)}" for name, content in parts.items()))


def fingerprint(policy: str, market: str, *settings: str | None, own: Own = NONE) -> str:
    """A short text that changes whenever the rules in force for a shop change: files, calculus and its own settings.

    Every file that could take part is counted, so that no TOML need be parsed to compare. It detects change; it is
    no protection against forgery. Raises ConfigError where the rule set is not known.
    """
    files = layers.unparsed(policy, market, own)
    if not files:
        stack(policy, market, own)
    marks = [f"{_marked(f)}:{_sum(f.file)}" for f in files]
    marks += [f"{_OWN}calendars/{quote(file.path.name)}:{_sum(file)}" for file in own.calendars.values()]
    marks += [f"{_OWN}?:{_sum_of(str(m).encode(errors='backslashreplace'))}" for m in own.mistakes]
    return ";".join([*_ours(), f"set:{quote(policy.lower())}", *marks, "", *(s or "" for s in settings)])


def _marked(layer: layers.Layer) -> str:
    """How a fingerprint names a file; one of the seller's own as it is called."""
    return f"{_OWN}{quote(layer.file.path.name)}" if layer.own else layer.stem


def changed(before: str, after: str) -> list[str]:
    """What differs between two fingerprints of a shop, in words."""
    (old, old_set), (new, new_set) = (_parts(before), _parts(after))
    if not old:
        return ["this version of aftersales"]
    words = [*_files(old, new)]
    if {old_set[-1], new_set[-1]} == set(_CONFIRM):
        words.append(f"what is recorded by hand now {_CONFIRM[new_set.pop()]}")
        old_set.pop()
    if old_set != new_set:
        words.append("the configuration")
    return words


def _files(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """Which files differ. Where another rule set was chosen, its files are not new, nor are those of the other gone."""
    differ = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    chosen = [[n for n in parts if n not in _COMMON and n != f"{_OWN}?"] for parts in (old, new)]
    another = old["set"] != new["set"]
    if another:
        first, second = ([unquote(n.removeprefix(_OWN).removesuffix(".toml")) for n in names] for names in chosen)
        yield f"{second[0]} in place of {first[0]}"
    for name in differ:
        if name.startswith(_OWN) and not name.endswith("?") and not (another and not (name in old and name in new)):
            state = "" if name in old and name in new else " is new" if name in new else " is gone"
            yield f"your own {unquote(name.removeprefix(_OWN))}{state}"
    built_in = [[n for n in names if not n.startswith(_OWN)] for names in chosen]
    if not another and built_in[0] != built_in[1]:
        yield f"{', '.join(built_in[1]) or 'no built-in rules'} in place of {', '.join(built_in[0]) or 'none'}"
    elif any(n in old and n in new and not n.startswith(_OWN) and n != "set" for n in differ):
        yield "this version of aftersales"


_OWN = "own/"
# What the last of a shop's settings says, which also changes with its first import.
_CONFIRM = {"import": "waits for the platform's data", "trust": "counts at once"}
_COMMON = ("engine", "house", "markets", "calendars", "set")


def _parts(mark: str) -> tuple[dict[str, str], list[str]]:
    """The marks of the files by name, and the settings; no files of a mark made by an older version."""
    files, _, settings = mark.partition(";;")
    pairs = [part.rpartition(":") for part in files.split(";")]
    found = {name: value for name, _, value in pairs}
    return (found if settings and "set" in found else {}), settings.split(";")
