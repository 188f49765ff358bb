"""How much of a table of cases the everyday tests try."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def first(count: int, values: Iterable[object]) -> list[object]:
    """The values for `parametrize`: those after the first `count` are tried by `.ci/run` alone."""
    return [
        value if place < count else pytest.param(value, marks=pytest.mark.slow) for place, value in enumerate(values)
    ]
