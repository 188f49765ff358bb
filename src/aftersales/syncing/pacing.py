"""How fast requests follow each other, and how long a retry waits."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

MOST_A_SECOND = 3  # of one shop; the platform names no number, and suggests 3 to 10 for reads
TRIES = 5
# Where nothing was ever reached in a run: somebody waits who has no network.
TRIES_WITHOUT_NETWORK, SECONDS_WITHOUT_NETWORK = 3, 6.0
LONGEST_BACKOFF = 60.0  # seconds
LONGEST_WAIT = 120.0  # seconds; where the platform asks for a longer wait, the run gives up and says so
_JITTER = 0.5


class Limiter:
    """Lets at most so many requests of a shop pass in any one second."""

    def __init__(
        self,
        a_second: int = MOST_A_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._a_second, self._clock, self._sleep = a_second, clock, sleep
        self._passed: dict[str, deque[float]] = {}

    def wait(self, shop: str) -> None:
        """Sleep until the next request of the shop may be sent, and count it."""
        passed = self._passed.setdefault(shop, deque(maxlen=self._a_second))
        while len(passed) == self._a_second and (left := passed[0] + 1.0 - self._clock()) > 0:
            self._sleep(left)
        passed.append(self._clock())


def backoff(attempt: int, retry_after: float | None, jitter: Callable[[], float] = random.random) -> float:
    """Seconds to wait after the 1st, 2nd… failed try: 1, 2, 4… up to 60, and up to half a second more, so that several
    shops don't ask at once; never less than the platform asks for. Source: the official page on rate limits.
    """
    wait = min(LONGEST_BACKOFF, 2.0 ** (attempt - 1)) + _JITTER * jitter()
    return max(wait, retry_after or 0.0)


class Reachability(Protocol):
    """A connection that knows whether anything ever came over it."""

    def is_cut_off(self, fault: BaseException | None) -> bool:
        """Whether a fault says that there is no way to the host, from which nothing ever came."""


def gives_up_after(state: Any, wire: Reachability, most: int) -> bool:
    """Whether to ask no more after a failed try (tenacity's state of it): after `most` tries, and sooner where nothing
    was reached yet at all.
    """
    tries, seconds = int(state.attempt_number), float(state.seconds_since_start or 0.0)
    if wire.is_cut_off(error_of(state)):
        return tries >= min(most, TRIES_WITHOUT_NETWORK) or seconds >= SECONDS_WITHOUT_NETWORK
    return tries >= most


def error_of(state: Any) -> BaseException | None:
    """The error of a failed try (tenacity's state of it)."""
    error = state.outcome.exception() if state.outcome is not None else None
    return error if isinstance(error, BaseException) else None


def retry_after(header: str | None, answered_at: datetime | None, now: float) -> float | None:
    """The seconds of a Retry-After header, which names seconds or a date; None where there is none that can be read.

    A date is compared with the platform's own clock, or where that is unknown with `now` (unix seconds).
    """
    if not header:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    at = http_date(text)
    if at is None:
        return None
    return max(0.0, (at - (answered_at or datetime.fromtimestamp(now, UTC))).total_seconds())


def http_date(header: str | None) -> datetime | None:
    """The instant (UTC) of a Date header; None where there is none that can be read."""
    if not header:
        return None
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
