"""Fingerprints of the rules in force."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import quote, unquote

from aftersales.language import tr
from aftersales.policies import layers
from aftersales.policies.find import DATA, HOUSE_RULES, stack
from aftersales.policies.own_files import NO_POLICIES, OwnPolicies, PolicyFile

# Raised when the code computes other deadlines from the same rules, so that stored clocks are derived anew.
ENGINE = 5


def _file_checksum(file: PolicyFile) -> str:
    return _checksum(file.content + file.trouble.encode())


def _checksum(content: bytes) -> str:
    return f"{zlib.crc32(content):08x}{len(content):x}"


@cache
def _common_parts() -> tuple[str, ...]:
    """The parts for the built-in files that are in every rule set.

    The names in a fingerprint are stored in ledgers. With another name every ledger would be derived anew.
    """
    days = b"".join(p.name.encode() + p.read_bytes() for p in sorted((DATA / "calendars").glob("*.toml")))
    parts = {"house": HOUSE_RULES.read_bytes(), "markets": (DATA / "markets.toml").read_bytes(), "calendars": days}
    return (f"engine:{ENGINE}", *(f"{name}:{_checksum(content)}" for name, content in parts.items()))


def fingerprint(policy: str, market: str, *settings: str | None, own_policies: OwnPolicies = NO_POLICIES) -> str:
    """A short text that changes whenever the rules in force for a shop change. `settings` are the shop's settings that
    matter for deadlines.

    It covers every file that could be a layer, so that two fingerprints are compared without parsing TOML. It detects
    changes, and does not protect against forgery. Raises ConfigError where the rule set is not known.
    """
    files = layers.candidate_files(policy, market, own_policies)
    if not files:
        stack(policy, market, own_policies)
    parts = [f"{_name_of(f)}:{_file_checksum(f.file)}" for f in files]
    parts += [
        f"{_OWN}calendars/{quote(file.path.name)}:{_file_checksum(file)}" for file in own_policies.calendars.values()
    ]
    parts += [f"{_OWN}?:{_checksum(str(m).encode(errors='backslashreplace'))}" for m in own_policies.mistakes]
    return ";".join([*_common_parts(), f"set:{quote(policy.lower())}", *parts, "", *(s or "" for s in settings)])


def _name_of(layer: layers.Layer) -> str:
    """The name of a file in a fingerprint; for one of the seller's own its file name."""
    return f"{_OWN}{quote(layer.file.path.name)}" if layer.is_own else layer.stem


def changed(before: str, after: str) -> list[str]:
    """The differences between two fingerprints of a shop, as phrases."""
    (old, old_settings), (new, new_settings) = (_parsed(before), _parsed(after))
    if not old:
        return [tr("this version of aftersales")]
    phrases = [*_file_changes(old, new)]
    if {old_settings[-1], new_settings[-1]} == set(_CONFIRM):
        phrases.append(tr("what is recorded by hand now {confirm}", confirm=_CONFIRM[new_settings.pop()]))
        old_settings.pop()
    if old_settings != new_settings:
        phrases.append(tr("the configuration"))
    return phrases


def _file_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """The files that differ, as phrases. Where another rule set was chosen, that alone is named and not its files."""
    differ = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    chosen = [[n for n in parts if n not in _COMMON and n != f"{_OWN}?"] for parts in (old, new)]
    another = old["set"] != new["set"]
    if another:
        first, second = ([unquote(n.removeprefix(_OWN).removesuffix(".toml")) for n in names] for names in chosen)
        yield tr("{new} in place of {old}", new=second[0], old=first[0])
    for name in differ:
        if name.startswith(_OWN) and not name.endswith("?") and not (another and not (name in old and name in new)):
            file = unquote(name.removeprefix(_OWN))
            if name not in old:
                yield tr("your own {file} is new", file=file)
            elif name not in new:
                yield tr("your own {file} is gone", file=file)
            else:
                yield tr("your own {file}", file=file)
    built_in = [[n for n in names if not n.startswith(_OWN)] for names in chosen]
    if not another and built_in[0] != built_in[1]:
        yield tr(
            "{new} in place of {old}",
            new=", ".join(built_in[1]) or tr("no built-in rules"),
            old=", ".join(built_in[0]) or tr("none"),
        )
    elif any(n in old and n in new and not n.startswith(_OWN) and n != "set" for n in differ):
        yield tr("this version of aftersales")


_OWN = "own/"
# The last of a shop's settings in words. It also changes with the shop's first import.
_CONFIRM = {"import": tr("waits for the platform's data"), "trust": tr("counts at once")}
_COMMON = ("engine", "house", "markets", "calendars", "set")


def _parsed(text: str) -> tuple[dict[str, str], list[str]]:
    """The checksums of a fingerprint by name, and its settings. No checksums for one that an older version made."""
    files, _, settings = text.partition(";;")
    pairs = [part.rpartition(":") for part in files.split(";")]
    checksums = {name: value for name, _, value in pairs}
    return (checksums if settings and "set" in checksums else {}), settings.split(";")
