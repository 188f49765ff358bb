"""Markets and rule sets by name; the seller's own files among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from aftersales.errors import ConfigError, PolicyError
from aftersales.policies import layers
from aftersales.policies.own_files import NONE, File, Own, name_of, read, take

DATA = Path(__file__).parent / "data"
HOUSE_RULES = DATA / "house.toml"


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file of ours. Raises PolicyError."""
    import tomllib  # the hot path of `due` reads no policy: it compares fingerprints

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([f"{path.name}: not readable as TOML: {error}"]) from None


@cache
def markets() -> Mapping[str, Mapping[str, Any]]:
    """Every market by ISO code, with `name`, `timezone`, `currency` and, where known, `calendar`."""
    return read_toml(DATA / "markets.toml")


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
