"""From when a duty can be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aftersales.core.clocks.clock import Clock


def opening_of_duty(clocks: Iterable[Clock], duty: str, at: datetime) -> datetime | None:
    """From when a duty of a case can be done, where no clock of it is open at `at`; else None."""
    running = [c for c in clocks if c.duty == duty and c.stopped_at is None and _runs(c, at)]
    ahead = [c.opens_at for c in running if c.opens_at is not None and c.opens_at > at]
    return min(ahead) if ahead and len(ahead) == len(running) else None


def _runs(clock: Clock, at: datetime) -> bool:
    return clock.started_at <= at and (clock.lapses_at is None or clock.lapses_at >= at)
