"""How files are read in these tests: in London, on 24 November 2026, without a progress bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aftersales.importing.files.sources import sources
from aftersales.importing.parse.parts import Part, ReadOptions, read_source

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OPTIONS = ReadOptions(ZoneInfo("Europe/London"), "GBP", NOW)


@contextmanager
def parts_of(paths: Sequence[Path], options: ReadOptions = OPTIONS) -> Iterator[list[Part]]:
    """The parts of files, as long as they are needed."""
    with ExitStack() as stack:
        yield [part for source in sources(paths, stack) for part in read_source(source, options, None, stack)]
