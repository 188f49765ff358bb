"""JSON text as the platform writes it, read without loss."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def decoder() -> json.JSONDecoder:
    """Reads JSON; an id never passes through float, and what is not a whole number stays as written."""
    return json.JSONDecoder(parse_float=str, parse_constant=str)


def parse(text: str) -> Any:
    """The value of a JSON text, half emoji replaced. Raises ValueError, and RecursionError where it is nested too
    deeply.
    """
    value = decoder().decode(text)
    return without_half_emoji(value) if may_hold_half_emoji(text) else value


def may_hold_half_emoji(text: str) -> bool:
    """Whether a JSON text has escapes of which half an emoji could be left."""
    return "\\ud" in text or "\\uD" in text


def without_half_emoji(value: Any) -> Any:
    """The value with half emoji replaced. A note that was cut to a length may end in one, and SQLite can't store it."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_half_emoji(entry) for entry in value]
    if isinstance(value, dict):
        return {without_half_emoji(key): without_half_emoji(entry) for key, entry in value.items()}
    return value
