"""How files are read in these tests: in London, on 24 November 2026, without a progress bar."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.importing.parse.parts import ProgressBar, ReadOptions

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OPTIONS = ReadOptions(ZoneInfo("Europe/London"), "GBP", NOW)


def no_progress() -> ProgressBar:
    """A progress bar that shows nothing."""
    return nullcontext(None)
