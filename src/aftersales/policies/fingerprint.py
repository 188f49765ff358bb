"""Fingerprints of the rules in force."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import quote, unquote

from aftersales.policies import layers
from aftersales.policies.find import DATA, HOUSE_RULES, stack
from aftersales.policies.own_files import NONE, File, Own

# Raised whenever the calculus itself changes what a clock says, so that stored clocks are derived anew.
ENGINE = 4


def _sum(file: File) -> str:
    return _sum_of(file.content + file.trouble.encode())


def _sum_of(content: bytes) -> str:
    return f"{zlib.crc32(content):08x}{len(content):x}"


@cache
def _ours() -> tuple[str, ...]:
    """The marks of our own files that bear on every rule set."""
    days = b"".join(p.name.encode() + p.read_bytes() for p in sorted((DATA / "calendars").glob("*.toml")))
    parts = {"house": HOUSE_RULES.read_bytes(), "markets": (DATA / "markets.toml").read_bytes(), "calendars": days}
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
