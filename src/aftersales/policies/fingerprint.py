"""Fingerprints of the rules in force."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import quote, unquote

from aftersales.core.deadlines.rules_change import Reason
from aftersales.policies import layers
from aftersales.policies.find import DATA, HOUSE_RULES, calendar_files, stack
from aftersales.policies.own_files import NO_POLICIES, OwnPolicies, PolicyFile

# Raised when the code computes other deadlines from the same rules, so that stored clocks are derived anew.
ENGINE = 7


def _file_checksum(file: PolicyFile) -> str:
    return _checksum(file.content + file.trouble.encode())


def _checksum(content: bytes) -> str:
    return f"{zlib.crc32(content):08x}{len(content):x}"


@cache
def _common_parts() -> tuple[str, ...]:
    """The parts for the built-in files that are in every rule set.

    The names in a fingerprint are stored in ledgers. With another name every ledger would be derived anew.
    """
    days = b"".join(file.name.encode() + file.read_bytes() for file in calendar_files().values())
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


def changed(before: str, after: str) -> list[Reason]:
    """Why two fingerprints of a shop differ."""
    (old, old_settings), (new, new_settings) = (_parsed(before), _parsed(after))
    if not old:
        return [{"code": "version"}]
    reasons = [*_file_changes(old, new)]
    if {old_settings[-1], new_settings[-1]} == _CONFIRM:
        reasons.append({"code": f"confirm-{new_settings.pop()}"})
        old_settings.pop()
    if old_settings != new_settings:
        reasons.append({"code": "configuration"})
    return reasons


def _file_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Reason]:
    """The files that differ. Where another rule set was chosen, that alone is named and not its files."""
    differ = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    chosen = [[n for n in parts if n not in _COMMON and n != f"{_OWN}?"] for parts in (old, new)]
    another = old["set"] != new["set"]
    if another:
        first, second = ([unquote(n.removeprefix(_OWN).removesuffix(".toml")) for n in names] for names in chosen)
        yield {"code": "rule-set", "new": second[0], "old": first[0]}
    for name in differ:
        if name.startswith(_OWN) and not name.endswith("?") and not (another and not (name in old and name in new)):
            code = "own-file" if name in old and name in new else "own-file-new" if name in new else "own-file-gone"
            yield {"code": code, "file": unquote(name.removeprefix(_OWN))}
    built_in = [", ".join(n for n in names if not n.startswith(_OWN)) for names in chosen]
    if not another and built_in[0] != built_in[1]:
        yield _built_in_change(*built_in)
    elif any(n in old and n in new and not n.startswith(_OWN) and n != "set" for n in differ):
        yield {"code": "version"}


def _built_in_change(old: str, new: str) -> Reason:
    """That other built-in files are in the rule set than before."""
    if not new:
        return {"code": "rule-set-removed", "old": old}
    return {"code": "rule-set", "new": new, "old": old} if old else {"code": "rule-set-added", "new": new}


_OWN = "own/"
# The values of the last of a shop's settings. It also changes with the shop's first import.
_CONFIRM = {"import", "trust"}
_COMMON = ("engine", "house", "markets", "calendars", "set")


def _parsed(text: str) -> tuple[dict[str, str], list[str]]:
    """The checksums of a fingerprint by name, and its settings. No checksums for one that an older version made."""
    files, _, settings = text.partition(";;")
    pairs = [part.rpartition(":") for part in files.split(";")]
    checksums = {name: value for name, _, value in pairs}
    return (checksums if settings and "set" in checksums else {}), settings.split(";")
