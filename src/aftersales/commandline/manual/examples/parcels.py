"""Examples of the commands for parcels, disputes, reviews and orders."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {}
