"""The files of a rule set, from the top layer down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from aftersales import text
from aftersales.errors import Mistake, PolicyError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies.own_files import RESERVED, OwnPolicies, PolicyFile
from aftersales.toml.parse import NotToml, parsed

HERE = Path(__file__).parent / "data" / "rules"
# `extends` as people write it. Found without parsing the file, because the list of due cases must start fast.
_EXTENDS = rb"""(?m)^[ \t]*extends[ \t]*=[ \t]*["']([\w.-]+)["'][ \t]*(?:#.*)?\r?$"""
_BOM = b"\xef\xbb\xbf"


class Layer(NamedTuple):
    """One file of a rule set. `stem` is the name of the rule set, in small letters.

    A file of the seller's own changes the layers below it, or those that it `extends`:

    - a key at the top of the file replaces the same key below;
    - a rule with a known id is changed key by key, and `remove = true` takes it out;
    - a rule with any other id is a new rule;
    - an overlay with a known name is replaced, any other one is new.
    """

    stem: str
    file: PolicyFile
    is_own: bool

    @property
    def label(self) -> str:
        """How messages and lists name the file: its name, or the whole path of one of the seller's own."""
        return str(self.file.path) if self.is_own else self.file.path.name


@lru_cache(maxsize=256)
def parse(layer: Layer) -> Mapping[str, Any]:
    """A file's tables, not to be changed. Raises PolicyError where it is not TOML."""
    if layer.file.trouble:
        raise PolicyError([Mistake(layer.label, "", tr("can't be read: {trouble}", trouble=layer.file.trouble))])
    try:
        return _tables(layer.file.content)
    except NotToml as error:
        raise PolicyError(
            [Mistake(layer.label, "", tr("not readable as TOML: {what}", what=what)) for what in error.problems]
        ) from None


@lru_cache(maxsize=256)
def _tables(content: bytes) -> Mapping[str, Any]:
    """The tables in these bytes, whatever file they are of, not to be changed. Raises NotToml."""
    return parsed(content)


def with_repaired_dates(file: PolicyFile) -> PolicyFile | None:
    """A file that is not TOML, with possible dates in place of impossible ones. None for a file that is TOML already,
    and for one that is not TOML even then.
    """
    try:
        _tables(b"" if file.trouble else file.content)
    except NotToml as error:
        return file._replace(content=error.repaired.encode()) if error.repaired else None
    return None


def stacked(policy: str, market: str, own_policies: OwnPolicies) -> list[Layer]:
    """The files of a rule set in one market, the top one first; none where the name is not known.

    Raises PolicyError where `extends` names no rule set, or goes more than one level in the seller's own files.
    """
    layers: list[Layer] = []
    extending: dict[bool, Layer] = {}
    name = policy
    while layer := _find(name, market, own_policies, layers):
        layers.append(layer)
        extends = parse(layer).get("extends")
        if extends is None and not layer.is_own:
            break
        if extends is None:
            continue
        if not isinstance(extends, str):
            what = tr("extends is {value}; it is the name of a rule set", value=quoted_value(extends))
            raise PolicyError([Mistake(layer.label, "", what)])
        if layer.is_own and True in extending:  # built-in files may extend twice: market, region, common
            first = extending[layer.is_own]
            what = tr(
                "extends goes one level, and {label} extends {extends!r} itself; extend that one",
                label=layer.label,
                extends=extends,
            )
            raise PolicyError([Mistake(first.label, "", what)])
        extending[layer.is_own], name = layer, extends
        if _find(name, market, own_policies, layers) is None:
            raise _no_such_base(layer, extends, market, own_policies)
    return layers


def _no_such_base(layer: Layer, extends: str, market: str, own_policies: OwnPolicies) -> PolicyError:
    """The mistake of a file that extends itself, or a rule set that does not exist."""
    what = _known(extends, own_policies)
    if extends.lower() in (layer.stem, layer.stem.removesuffix(f"-{market.lower()}")):
        what = tr("that is this file itself; name another rule set, or leave extends out")
    return PolicyError(
        [Mistake(layer.label, "", tr("extends is {value}; {what}", value=quoted_value(extends), what=what))]
    )


def quoted_value(value: Any) -> str:
    """A value as a message quotes it."""
    from aftersales.toml.reader import shown  # only for a message

    return shown(value)


def _known(name: str, own_policies: OwnPolicies) -> str:
    from difflib import get_close_matches

    known = names(own_policies)
    near = get_close_matches(name, known, n=1)
    return tr("did you mean {near!r}?", near=near[0]) if near else tr("known are {known}", known=text.listed(known))


def _find(name: str, market: str, own_policies: OwnPolicies, used: Iterable[Layer]) -> Layer | None:
    """The next layer of a rule set: the market's file before the common one, the seller's before the built-in."""
    done = {(layer.stem, layer.is_own) for layer in used}
    for stem in (f"{name}-{market}".lower(), name.lower()):
        if stem in own_policies.files and (stem, True) not in done:
            return Layer(stem, own_policies.files[stem], True)
        if (stem, False) not in done and (file := _built_in(stem)):
            return Layer(stem, file, False)
    return None


def _is_plain(stem: str) -> bool:
    """Whether a name has only letters, digits, `_`, `.` and `-`: so it names a file of the folder itself."""
    return 0 < len(stem) <= 100 and all(char.isalnum() or char in "_.-" for char in stem)


@cache
def _built_in(stem: str) -> PolicyFile | None:
    path = HERE / f"{stem}.toml"
    if stem in RESERVED or not _is_plain(stem) or not path.exists():
        return None
    return PolicyFile(path, path.read_bytes())


def names(own_policies: OwnPolicies) -> list[str]:
    """Every rule set by its file's name, those of one market included."""
    return sorted(({p.stem for p in HERE.glob("*.toml")} | set(own_policies.files)) - RESERVED)


def built_in(stem: str) -> Layer | None:
    """A built-in file by its name."""
    file = _built_in(stem)
    return Layer(stem, file, is_own=False) if file else None


def ids(layers: Iterable[Layer]) -> frozenset[str]:
    """The rules that files have, by their ids. Raises PolicyError where one is not TOML."""
    return frozenset(str(r.get("id")) for layer in layers for r in tables_in(parse(layer), "rule"))


def referenced_rule_ids(layer: Layer) -> frozenset[str]:
    """The ids of rules that a file changes or names, and does not define itself. Raises PolicyError where it is not
    TOML.
    """
    tables = parse(layer)
    rules = tables_in(tables, "rule")
    named = [name for o in tables_in(tables, "overlay") if isinstance(o.get("rules"), list) for name in o["rules"]]
    whole = {str(r.get("id")) for r in rules if "starts" in r}
    return frozenset(str(r.get("id")) for r in rules).union(map(str, named)) - whole


def tables_in(tables: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables under a key; anything else there is left out."""
    value = tables.get(key)
    return [t for t in value if isinstance(t, dict)] if isinstance(value, list) else []


def candidate_files(policy: str, market: str, own_policies: OwnPolicies) -> list[Layer]:
    """Every file that may take part in a rule set, at least those of `stacked`. Hardly any file is parsed for this."""
    layers: list[Layer] = []
    ahead = [policy]
    while ahead:
        name = ahead.pop(0)
        while layer := _find(name, market, own_policies, layers):
            layers.append(layer)
            ahead += _extended(layer)
            if not layer.is_own:
                break
    return layers


@lru_cache(maxsize=256)
def _extended(layer: Layer) -> tuple[str, ...]:
    """The names that a file extends. The usual spelling is found in the bytes; for any other one the file is parsed.

    A key can also be written with escapes, which begin with a backslash and a u.
    """
    content = layer.file.content.removeprefix(_BOM)
    mentions = content.count(b"extends")
    plain = re.findall(_EXTENDS, content) if mentions else []
    if mentions == len(plain) and b"\\u" not in content.lower():
        return tuple(name.decode() for name in plain)
    try:
        extends = parse(layer).get("extends")
    except PolicyError:
        return ()  # no deadline is computed with a broken file, and a repaired one has another fingerprint
    return (extends,) if isinstance(extends, str) else ()
