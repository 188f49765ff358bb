"""The times that were typed in a run, each echoed once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aftersales import time_reader
from aftersales.context.run_clock import RunClock
from aftersales.user_input import EVENT, Place, Sense


class TypedTimes:
    """Reads times as people type them. `tell` is called once with each sentence that says how a time was understood."""

    def __init__(self, clock: RunClock, tell: Callable[[str], None] = lambda _: None) -> None:
        self._clock, self._tell = clock, tell
        self._said: set[str] = set()

    def read(self, text: str, option: str, place: Place, sense: Sense = EVENT) -> datetime:
        """The instant (UTC) that is meant. Raises UsageError."""
        when = time_reader.instant(text, option, place, self._clock.now(), sense)
        echo = time_reader.echo(when, option, place)
        if echo is not None and echo not in self._said:
            self._said.add(echo)
            self._tell(echo)
        return when.at

    def at(self, text: str | None, place: Place) -> datetime:
        """The instant (UTC) that --at names; now if it was not typed. Raises UsageError."""
        return self._clock.now() if text is None else self.read(text, "--at", place)
