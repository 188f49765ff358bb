"""Decides how a rule's terms are written as TOML that a person goes on with; leaves putting values into a file that is
there to `edit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from aftersales.toml.edit import dotted, quoted

_ORDER = ("from", "until", "length")


def value(given: Any) -> str:
    """A value as TOML: text, number, date, true or false, a list, a table in braces."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, list):
        return f"[{', '.join(map(value, given))}]"
    if isinstance(given, dict):
        return f"{{ {', '.join(f'{dotted([k])} = {value(v)}' for k, v in given.items())} }}"
    return quoted(given) if isinstance(given, str) else str(given)


def terms(rule: str, given: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of a rule that says nothing but its terms: what a file of the seller's own needs to change them."""
    yield "[[rule]]"
    yield f"id = {quoted(rule)}"
    for term in given:
        yield ""
        yield "[[rule.terms]]"
        for key in (*(k for k in _ORDER if k in term), *(k for k in term if k not in _ORDER)):
            yield f"{dotted([key])} = {value(term[key])}"
