"""Names replaced where they stand in other texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

_SHORT = 5  # letters; a shorter name is replaced where it stands as a word of its own
_WORD = re.compile(r"[^\s\"'`<>,;:!?()\[\]{}|/\\]+")


def replacer(names: Iterable[str], stand_in: str) -> Callable[[str], str]:
    """Replaces each of these names in a text, whatever its case. A short one only where it is a word of its own."""
    single, by_start = set[str](), dict[str, list[str]]()
    for name in map(str.lower, names):
        if len(name) >= _SHORT and not _WORD.fullmatch(name):
            by_start.setdefault(name[:_SHORT], []).append(name)
        else:
            single.add(name.strip("@."))

    def replace(text: str) -> str:
        for name in _names_in(text.lower(), by_start) if by_start else ():
            text = re.sub(re.escape(name), stand_in, text, flags=re.IGNORECASE)
        if single.isdisjoint(word.strip("@.") for word in _WORD.findall(text.lower())):
            return text
        return _WORD.sub(lambda match: _word(match[0], single, stand_in), text)

    return replace


def _names_in(text: str, by_start: Mapping[str, Sequence[str]]) -> list[str]:
    """Those names that stand in a text, the longest first. `by_start` has them by their first letters: of a hundred
    thousand names only a few are looked for in each text.
    """
    starts = {text[at : at + _SHORT] for at in range(len(text))} & by_start.keys()
    names = (name for start in starts for name in by_start[start] if name in text)
    return sorted(names, key=lambda name: (-len(name), name))


def _word(word: str, names: set[str], stand_in: str) -> str:
    bare = word.strip("@.")
    return word.replace(bare, stand_in) if bare and bare.lower() in names else word


def in_json(replace: Callable[[str], str], text: str) -> str:
    """The same in every string of a JSON text."""
    before = json.loads(text)
    after = _mapped(replace, before)
    return text if after == before else json.dumps(after, ensure_ascii=False)


def _mapped(replace: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        if value.startswith(("{", "[")):  # JSON in JSON: what `undo` keeps
            try:
                return in_json(replace, value)
            except ValueError:
                return replace(value)
        return replace(value)
    if isinstance(value, Mapping):
        return {name: _mapped(replace, entry) for name, entry in value.items()}
    return [_mapped(replace, entry) for entry in value] if isinstance(value, list) else value
