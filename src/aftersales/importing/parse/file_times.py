"""Times of an export: its own, and from when it is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.facts import CaseFacts, OrderFacts, Reject
from aftersales.core.cases.statuses import STATUSES
from aftersales.core.time.instants import iso, optional_instant
from aftersales.core.time.length import to_utc
from aftersales.language import tr

_END_OF_TIME = "9999-12-31T23:59:59Z"
TOLERANCE = timedelta(minutes=10)  # by which clocks differ, and nobody cares
# `All order-2026-09-09-07_16.csv`, as Seller Center names its files; the seconds are not always there.
_STATED = re.compile(r"(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_ T.]+(\d\d)[-_:.h]?(\d\d)(?:[-_:.]?(\d\d))?(?!\d)", re.ASCII)


def stated_time(name: str, zone: ZoneInfo) -> datetime | None:
    """The time (UTC) in a file's name, which is local time of `zone`; None where there is none."""
    for match in _STATED.finditer(name):
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        try:
            return to_utc(datetime(year, month, day, hour, minute, second), zone)  # noqa: DTZ001  (local time)
        except ValueError:
            continue
    return None


def modified_time(path: Path) -> datetime:
    """When a file was last written (UTC). A copy is younger than the export that it is a copy of."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)


def newest_of(newest: Callable[[str], str | None], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The newest instant of a table that is not after now, and the newest of all; `newest` gives that up to a text of
    the ledger's form.
    """
    latest = optional_instant(newest(_END_OF_TIME))
    if latest is None or latest <= now:
        return latest, latest
    return optional_instant(newest(iso(now))), latest


def told_of_later(name: str, zone: ZoneInfo, now: datetime, *latest: datetime | None) -> list[str]:
    """What is said of a file of this name that knows of times after now: either they are wrong, or this computer's
    clock is. Its as-of is not later than now all the same, or what is recorded here would seem to come before it.
    """
    last = max(filter(None, (*latest, stated_time(name, zone))), default=None)
    if last is None or last <= now + TOLERANCE:
        return []
    return [
        tr(
            "it has a time of {moment}, but this computer's clock says {now}. If the clock is wrong, set it and import "
            "the file again; until then, some deadlines are too early",
            moment=text.moment(last.astimezone(zone)),
            now=text.moment(now.astimezone(zone)),
        )
    ]


class SinceFilter:
    """Lets the orders and requests pass of which something happened at `instant` (UTC) or later. `left_out` counts the
    others in the last reading, `waiting` those of them that are requests which are not finished.
    """

    def __init__(self, instant: datetime) -> None:
        self.instant = instant
        self.left_out = self.waiting = 0

    def of(
        self, facts: Iterator[CaseFacts | OrderFacts | list[Reject]]
    ) -> Iterator[CaseFacts | OrderFacts | list[Reject]]:
        """The facts that pass, and all rejects."""
        self.left_out = self.waiting = 0
        instant = iso(self.instant)
        for some in facts:
            if isinstance(some, list) or newest_time(some) >= instant:
                yield some
                continue
            self.left_out += 1
            if isinstance(some, CaseFacts) and not (some.status in STATUSES and STATUSES[some.status].finished):
                self.waiting += 1


def newest_time(facts: CaseFacts | OrderFacts) -> str:
    """The newest time (ledger text) that a row tells of an order or request.

    Of an order: placed, paid, packed, collected, delivered, cancelled, or asked to be cancelled. Of a request: asked
    for, refunded, and where the API answers its last update.
    """
    if isinstance(facts, CaseFacts):
        times = [time for time in (facts.opened_at, facts.refunded_at, facts.known_since) if time is not None]
        return iso(max(times))
    return max(
        time or ""
        for time in (
            facts.placed_at,
            facts.paid_at,
            facts.ready_at,
            facts.collected_at,
            facts.delivered_at,
            facts.cancelled_at,
            facts.cancel_asked_at,
        )
    )
