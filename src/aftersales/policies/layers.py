"""The files of which a rule set is made.

The file on top is found by its name. A file of the seller's own is laid over the rules that would hold without it, or
over those that it `extends`: keys at the top replace, a rule with a known id is changed key by key, `remove = true`
takes it out, any other id is a new rule; an overlay with a known name is replaced, any other is a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from aftersales.errors import Mistake, PolicyError
from aftersales.policies.own_files import RESERVED, File, Own
from aftersales.record import NamedTuple

HERE = Path(__file__).parent / "data" / "rules"
_STEM = r"[\w.-]{1,100}"
# `extends` as people write it, in a file that is not to be parsed.
_EXTENDS = rb"""(?m)^[ \t]*extends[ \t]*=[ \t]*["']([\w.-]+)["'][ \t]*(?:#.*)?\r?$"""
_BOM = b"\xef\xbb\xbf"
_DOT = rb"""[\w"'-][ \t]*\.(?=[ \t]*[\w"'-])"""  # between parts of a key, not a row of them in a comment
_DOTS = 200  # in one line; TOML takes time by the square of the parts of a dotted key
_DEEP = 50  # tables inside each other
_LARGEST = 2**63  # of TOML's whole numbers
_TOO_DEEP = "tables or lists stand too deep inside each other"
_TOO_LARGE = "a whole number in it has more than 18 digits; nothing here is so large"


class Layer(NamedTuple):
    """One file of a rule set. `told` is how messages and lists name it."""

    stem: str
    file: File
    own: bool

    @property
    def told(self) -> str:
        """The file's name; of the seller's own the whole path."""
        return str(self.file.path) if self.own else self.file.path.name


@lru_cache(maxsize=256)
def parse(layer: Layer) -> Mapping[str, Any]:
    """A file's tables, not to be changed. Raises PolicyError where it is no TOML."""
    if layer.file.trouble:
        raise PolicyError([Mistake(layer.told, "", f"can't be read: {layer.file.trouble}")])
    try:
        return _parsed(layer.file.content)
    except _NoToml as error:
        raise PolicyError([Mistake(layer.told, "", f"not readable as TOML: {what}") for what in error.told]) from None


class _NoToml(Exception):
    """What is wrong with a file that can't be read as TOML, in words for a seller; `mended` is its text with what can
    be guessed put right, None where that is no TOML either.
    """

    def __init__(self, *told: str, mended: str | None = None) -> None:
        self.told, self.mended = told, mended


def mended(file: File) -> File | None:
    """A file that is no TOML as it would be with days in it that are some; None where it still would be none, or is one
    already.
    """
    try:
        _parsed(b"" if file.trouble else file.content)
    except _NoToml as error:
        return file._replace(content=error.mended.encode()) if error.mended else None
    return None


def _parsed(content: bytes) -> dict[str, Any]:
    """What a file's bytes say. Raises _NoToml, also where reading would take too long."""
    import tomllib  # the hot path of `due` reads no policy: it compares fingerprints

    for number, line in enumerate(content.split(b"\n"), 1):
        if line.count(b".") > _DOTS and len(re.findall(_DOT, line)) > _DOTS:
            raise _NoToml(f"line {number} has more than {_DOTS} dots; make several lines of it")
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise _NoToml(_TOO_DEEP) from None
    except UnicodeDecodeError as error:
        broken = content.count(b"\n", 0, error.start) + 1
        raise _NoToml(f"line {broken} is no text in UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError:
        from aftersales.toml.diagnose import slips

        found = slips(content)
        raise _NoToml(*found.told, mended=found.mended) from None
    except ValueError:  # Python's own word on a number of thousands of digits
        raise _NoToml(_TOO_LARGE) from None
    _measure(tables)
    return tables


def _measure(value: Any, depth: int = 0) -> None:
    """Raise _NoToml where a whole number is larger than TOML allows, or tables stand deeper in each other than
    anything here: they could not even be told in a message.
    """
    if depth > _DEEP:
        raise _NoToml(_TOO_DEEP)
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _measure(part, depth + 1)
    elif isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        raise _NoToml(_TOO_LARGE)


def stacked(policy: str, market: str, own: Own) -> list[Layer]:
    """The files of a rule set in one market, the one on top first; none where the name is not known.

    Raises PolicyError where `extends` names no rule set, or goes more than one level.
    """
    found: list[Layer] = []
    extending: dict[bool, Layer] = {}
    name = policy
    while layer := _find(name, market, own, found):
        found.append(layer)
        extends = parse(layer).get("extends")
        if extends is None and not layer.own:
            break
        if extends is None:
            continue
        if not isinstance(extends, str):
            raise PolicyError(
                [Mistake(layer.told, "", f"extends is {as_shown(extends)}; it is the name of a rule set")]
            )
        if layer.own in extending:
            first = extending[layer.own]
            what = f"extends goes one level, and {layer.told} extends {extends!r} itself; extend that one"
            raise PolicyError([Mistake(first.told, "", what)])
        extending[layer.own], name = layer, extends
        if _find(name, market, own, found) is None:
            what = _known(extends, own)
            if extends.lower() in (layer.stem, layer.stem.removesuffix(f"-{market.lower()}")):
                what = "that is this file itself; name another rule set, or leave extends out"
            raise PolicyError([Mistake(layer.told, "", f"extends is {as_shown(extends)}; {what}")])
    return found


def as_shown(value: Any) -> str:
    """A value as a message shows it."""
    from aftersales.toml.reader import shown  # only where there is a mistake to tell

    return shown(value)


def _known(name: str, own: Own) -> str:
    from difflib import get_close_matches

    known = names(own)
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"


def _find(name: str, market: str, own: Own, used: Iterable[Layer]) -> Layer | None:
    """The file of a rule set in a market, the market's own before the common one, the seller's before ours."""
    done = {(layer.stem, layer.own) for layer in used}
    for stem in (f"{name}-{market}".lower(), name.lower()):
        if stem in own.files and (stem, True) not in done:
            return Layer(stem, own.files[stem], True)
        if (stem, False) not in done and (file := _built_in(stem)):
            return Layer(stem, file, False)
    return None


@cache
def _built_in(stem: str) -> File | None:
    path = HERE / f"{stem}.toml"
    if stem in RESERVED or not re.fullmatch(_STEM, stem) or not path.exists():
        return None
    return File(path, path.read_bytes())


def names(own: Own) -> list[str]:
    """Every rule set by its file's name, those of one market included."""
    return sorted(({p.stem for p in HERE.glob("*.toml")} | set(own.files)) - RESERVED)


def built_in(stem: str) -> Layer | None:
    """A file of ours by its name."""
    file = _built_in(stem)
    return Layer(stem, file, own=False) if file else None


def ids(layers: Iterable[Layer]) -> frozenset[str]:
    """The rules that files have, by their ids. Raises PolicyError where one is no TOML."""
    return frozenset(str(r.get("id")) for layer in layers for r in tables_in(parse(layer), "rule"))


def spoken_of(layer: Layer) -> frozenset[str]:
    """The rules that a file says something of and does not bring itself. Raises PolicyError where it is no TOML."""
    tables = parse(layer)
    rules = tables_in(tables, "rule")
    named = [name for o in tables_in(tables, "overlay") if isinstance(o.get("rules"), list) for name in o["rules"]]
    own = {str(r.get("id")) for r in rules if "starts" in r}
    return frozenset(str(r.get("id")) for r in rules).union(map(str, named)) - own


def tables_in(tables: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables under a key, whatever else stands there."""
    given = tables.get(key)
    return [t for t in given if isinstance(t, dict)] if isinstance(given, list) else []


def unparsed(policy: str, market: str, own: Own) -> list[Layer]:
    """Every file that may take part in a rule set, without reading as TOML what people write: at least those of
    `stacked`.
    """
    found: list[Layer] = []
    ahead = [policy]
    while ahead:
        name = ahead.pop(0)
        while layer := _find(name, market, own, found):
            found.append(layer)
            ahead += _extended(layer)
            if not layer.own:
                break
    return found


def _extended(layer: Layer) -> list[str]:
    """What a file extends: as people write it told from its bytes, else, however it is written, by reading it.

    A key that is not spelled out is written with escapes, which begin with a backslash and a u.
    """
    content = layer.file.content.removeprefix(_BOM)
    plain = re.findall(_EXTENDS, content)
    if content.count(b"extends") == len(plain) and b"\\u" not in content.lower():
        return [name.decode() for name in plain]
    try:
        extends = parse(layer).get("extends")
    except PolicyError:
        return []  # until it is mended nothing is reckoned with it, and a mended one has another mark
    return [extends] if isinstance(extends, str) else []
