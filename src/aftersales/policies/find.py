"""Markets and rule sets by name, the seller's own included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from aftersales.errors import ConfigError, PolicyError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies import layers
from aftersales.policies.own_files import NO_POLICIES, OwnPolicies, PolicyFile, name_of, read_folder, read_policy_file
from aftersales.text import listed

DATA = Path(__file__).parent / "data"
HOUSE_RULES = DATA / "house.toml"
# Built-in files that several markets extend; a shop can't choose them as its rule set.
REGIONS = frozenset({"eu"})
_NEAR = 0.75  # how alike a mistyped name of a market is to the one that was meant


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a built-in file. Raises PolicyError."""
    import tomllib  # lazy: `due` compares fingerprints and reads no policy

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([tr("{name}: not readable as TOML: {error}", name=path.name, error=error)]) from None


@cache
def calendar_files() -> dict[str, Path]:
    """The built-in calendars by name, ordered by the names of their files."""
    files = (path for path in (DATA / "calendars").iterdir() if path.suffix == ".toml")  # a glob compiles a pattern
    return {path.stem: path for path in sorted(files)}


class Market(NamedTuple):
    """A market by its ISO code; `calendar` is None where its holidays are not known, `also` its other codes."""

    code: str
    name: str
    timezone: str
    currency: str
    calendar: str | None = None
    also: tuple[str, ...] = ()


@cache
def _built_in_markets() -> Mapping[str, Market]:
    return {
        code: Market(code, **{**table, "also": tuple(table.get("also", ()))})
        for code, table in read_toml(DATA / "markets.toml").items()
    }


_added: dict[str, Market] = {}


def add_markets(new_markets: Mapping[str, Mapping[str, str]]) -> None:
    """Make the markets of the seller's own configuration known, in place of those added before."""
    _added.clear()
    for code, facts in new_markets.items():
        if code not in _built_in_markets():
            _added[code] = Market(code, facts["name"], facts["timezone"], facts["currency"], facts.get("calendar"))


def markets() -> Mapping[str, Market]:
    """Every market by its ISO code, those of the seller's own included."""
    return {**_built_in_markets(), **_added} if _added else _built_in_markets()


def market_code(text: str) -> str:
    """The ISO code of a market as typed: a code or a name (`uk`, `United Kingdom` and `英国` are all GB). Raises
    ConfigError naming the known ones.
    """
    wanted = text.strip().upper()
    for market in markets().values():
        if wanted == market.code or wanted in market.also:
            return market.code
    spelled, called = _spelled(text), _codes_by_name()
    if spelled in called:
        return called[spelled]
    from difflib import get_close_matches  # only for a mistake

    known = listed(sorted(markets()))
    near = get_close_matches(wanted, sorted(markets()), n=1) or [
        called[name] for name in get_close_matches(spelled, called, n=1, cutoff=_NEAR)
    ]
    if near:
        raise ConfigError(
            tr(
                "market {text!r} is not known; did you mean {near}? Known are {markets}",
                text=text,
                near=near[0],
                markets=known,
            )
        )
    raise ConfigError(tr("market {text!r} is not known; known are {markets}", text=text, markets=known))


def _codes_by_name() -> dict[str, str]:
    """The ISO code of each market by each of its names, as `_spelled`."""
    names = read_toml(DATA / "market-names.toml")  # not kept: only what a person types needs it
    every = ((m.code, (m.name, *m.also, *names.get(m.code, ()))) for m in markets().values())
    return {_spelled(name): code for code, known in every for name in known}


def _spelled(name: str) -> str:
    """A name without capitals, spaces and dots: `U.S.A.` is `usa`."""
    return "".join(char for char in name.casefold() if char.isalnum() or not char.isascii())


def read_own_policies(folder: Path) -> OwnPolicies:
    """The seller's own policies: every file of the folder. The folder may be missing."""
    return read_folder(folder, _code_of)


def with_file(own_policies: OwnPolicies, path: Path, name: str | None = None) -> tuple[str, OwnPolicies]:
    """The name of the rule set that a file would be, and the seller's own policies with the file added."""
    name = name_of(Path(f"{name.removesuffix('.toml')}.toml") if name else path, _code_of)
    return name, own_policies.with_file(name, read_policy_file(path))


def ignored_file_notes(own_policies: OwnPolicies) -> list[str]:
    """A sentence for each file among the seller's own that is not read, because its name does not end in .toml.

    Notepad adds .txt to a name by itself.
    """
    return [
        tr(
            "{path} is not read: its name doesn't end in .toml. Rename it {name}.toml, or move it away.",
            path=path,
            name=path.name.partition(".toml")[0] if ".toml" in path.name else path.stem,
        )
        for path in own_policies.ignored
    ]


def repair_hint(own_policies: OwnPolicies) -> list[str]:
    """How to go on when the seller's own files hold mistakes: one sentence, or none without own files."""
    if not (own_policies.files or own_policies.calendars or own_policies.mistakes):
        return []
    return [
        tr(
            "Nothing is calculated while the rules contain a mistake. Correct the file, or move it out of "
            "{folder}; `aftersales policy check` checks it again.",
            folder=own_policies.folder,
        )
    ]


def _code_of(text: str) -> str:
    """The ISO code of a market, or the same text where it is none."""
    return next((m.code for m in markets().values() if text.upper() in (m.code, *m.also)), text)


def market_in(name: str) -> str | None:
    """The market that the name of a rule set ends in (`tiktok-gb`), or None."""
    code = name.rpartition("-")[2].upper()
    return code if code in markets() else None


def names(own_policies: OwnPolicies = NO_POLICIES) -> list[str]:
    """The rule sets a shop can choose: `tiktok`, the dated ones, and the seller's own."""
    codes = {*(c.lower() for c in markets()), *REGIONS}
    return [s for s in layers.names(own_policies) if s.rpartition("-")[2] not in codes]


def stack(policy: str, market: str, own_policies: OwnPolicies = NO_POLICIES) -> list[layers.Layer]:
    """The files of a rule set in one market, the top one first. Raises ConfigError where there is none, PolicyError
    where one can't be read.
    """
    files = layers.stacked(policy, market, own_policies)
    if not files:
        known = names(own_policies)
        raise ConfigError(tr("policy {policy!r} is not known; known are {known}", policy=policy, known=listed(known)))
    return files


def stated_market(file: PolicyFile) -> str | None:
    """The market that a file is for by its key `market`; None without the key, and where it can't be read."""
    try:
        market = layers.parse(layers.Layer("", file, is_own=True)).get("market")
    except PolicyError:
        return None
    code = _code_of(market) if isinstance(market, str) else None
    return code if code in markets() else None


def likely_base(stem: str, uses: Iterable[tuple[str, str]], own_policies: OwnPolicies) -> tuple[str, str] | None:
    """For a file of the seller's own that names rules which no layer below it has: the first of those rules, and the
    built-in rule set that has most of them. None where there is no such rule set. `uses` are the rule sets and markets
    in which the file is a layer.
    """
    below = [x for use in uses for x in candidate_layers(*use, own_policies) if not (x.is_own and x.stem == stem)]
    try:
        layer = layers.Layer(stem, own_policies.files[stem], is_own=True)
        missing = layers.referenced_rule_ids(layer) - layers.ids(below)
    except PolicyError:
        return None
    built_in = [file for name in layers.names(NO_POLICIES) if (file := layers.built_in(name))]
    matches = {layer.stem: missing & layers.ids([layer]) for layer in built_in}
    base = max(matches, key=lambda name: len(matches[name]))
    return (min(matches[base]), base) if matches[base] else None


def candidate_layers(policy: str, market: str, own_policies: OwnPolicies = NO_POLICIES) -> list[layers.Layer]:
    """The files that may be part of a rule set in a market, as far as that is known without parsing them."""
    return layers.candidate_files(policy, market, own_policies)
