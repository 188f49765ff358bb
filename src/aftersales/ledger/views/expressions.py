"""What views have in common: now, local times, amounts."""

# A view that is made with these keeps their words: who changes one also adds a migration that makes the views anew.

from __future__ import annotations

from aftersales.core.money.amount import whole_currencies
from aftersales.ledger import predicates

NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"  # the machine's clock, as the ledger writes an instant


def local(instant: str, zone: str) -> str:
    """An instant of the ledger as local time, `2026-11-24 16:02:00`, in the zone that a column names; NULL where the
    ledger has no offsets of that zone.
    """
    offset = f"""(SELECT o.seconds FROM zone_offsets o WHERE o.zone = {zone} AND o.since <= {instant}
        ORDER BY o.since DESC LIMIT 1)"""
    return f"strftime('%Y-%m-%d %H:%M:%S', {instant}, {offset} || ' seconds')"


def major(amount: str, currency: str) -> str:
    """An amount of the ledger in pounds, dollars, whole dong; NULL where there is none."""
    return f"iif({currency} IN ({predicates.quoted(whole_currencies())}), {amount}, round({amount} / 100.0, 2))"
