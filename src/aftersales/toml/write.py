"""A rule's terms written as TOML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomli_w

from aftersales.toml.keys import dotted, escaped

_FIRST_KEYS = ("from", "until", "length")


def terms(rule: str, tables: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of a rule that has only its id and its terms, as a file needs them that changes the terms.

    The values of a term are texts, numbers, dates or lists of them.
    """
    yield "[[rule]]"
    yield f"id = {_value(rule)}"
    for term in tables:
        yield ""
        yield "[[rule.terms]]"
        for key in dict.fromkeys((*_FIRST_KEYS, *term)):
            if key in term:
                yield f"{dotted([key])} = {_value(term[key])}"


def _value(value: Any) -> str:
    """A value in one line; characters that steer a terminal become escapes."""
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return escaped(tomli_w.dumps({"x": value}).removeprefix("x = ").removesuffix("\n"))
