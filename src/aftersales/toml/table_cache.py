"""Values read from tables, kept for the very same tables."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class TableCache(Generic[Value]):
    """What was read from a table, by the table itself (not by what is in it, and it must not be changed) and by what
    else bears on it. It forgets all of it after `most` values.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        # With the table, so that no other one gets its identity.
        self._values: dict[tuple[int, Hashable], tuple[Mapping[str, Any], Value]] = {}

    def get(self, table: Mapping[str, Any], more: Hashable, read: Callable[[], Value]) -> Value:
        """The value that `read` gave for this table before, else what it gives now."""
        key = id(table), more
        known = self._values.get(key)
        if known is None:
            if len(self._values) >= self._most:
                self._values.clear()
            known = self._values[key] = table, read()
        return known[1]
