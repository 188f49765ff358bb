"""All pages of a search, as one list of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from aftersales.syncing.client import Page

PASSES = 3  # of one window: the first, and at most two more where rows are missing
_MOST_PAGES = 2_000  # of a search that names no total
_SPARE_PAGES = 3  # beyond those that the total needs: it drifts while pages are read
_UPDATED = "update_time"

Row = dict[str, Any]


class Search(Protocol):
    """A search of the client."""

    def __call__(self, body: Mapping[str, Any], page_token: str = "", /) -> Page:
        """One page. Raises PlatformFault."""


@dataclass(slots=True)
class SearchReading:
    """What a search brought: each row once, by its id, in its newest state. `anonymous` are rows without an id;
    `total` is how many the platform counts, `came` how many of them came in the last pass; `began_at` is when (UTC) it
    answered the first time, `ended_at` when it answered last; `passes` and `pages` count what was asked.
    """

    key: str
    rows: dict[str, Row] = field(default_factory=dict)
    anonymous: list[Row] = field(default_factory=list)
    total: int | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    came: int = 0
    passes: int = 0
    pages: int = 0
    ended: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the last pass came to its end with as many rows as the platform counts. An answer without anything in
        it may mean no rows, or be a fault: it is believed the second time.
        """
        if self.total is None and not self.came and self.passes < 2:
            return False
        return self.ended and (self.total is None or self.came >= self.total)

    @property
    def missing(self) -> int:
        """How many rows the platform counts that did not come."""
        return max(0, (self.total or 0) - self.came)

    def take(self, row: Row) -> str | None:
        """Keep a row; of two with one id that which changed later, of two that changed at once the one that came later.
        Returns its id.
        """
        number = row.get(self.key)
        if number in (None, ""):
            self.anonymous.append(row)
            return None
        known = self.rows.get(str(number))
        if known is None or _updated(row) >= _updated(known):
            self.rows[str(number)] = row
        return str(number)


def _updated(row: Row) -> int:
    text = str(row.get(_UPDATED, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def read(
    search: Search,
    body: Mapping[str, Any],
    key: str,
    page_size: int,
    step: Callable[[int, int | None], None] | None = None,
    reading: SearchReading | None = None,
) -> SearchReading:
    """Every row that fits the filters in `body`, which must fix their end: whether a page token is a cursor or an
    offset is not known, and under an offset a row that changes meanwhile makes another one slip past the page. So the
    ids are compared with the total, and where some lack the pages are read again, at most twice.

    `step` is told how many rows are there and how many there will be. `reading` is filled where it is given, so that
    what came before a fault is not lost. Raises PlatformFault.
    """
    reading = SearchReading(key) if reading is None else reading
    for _ in range(PASSES):
        _pass(search, body, page_size, step, reading)
        if reading.is_whole:
            break
        reading.anonymous.clear()  # they come again
    return reading


def _pass(
    search: Search,
    body: Mapping[str, Any],
    page_size: int,
    step: Callable[[int, int | None], None] | None,
    reading: SearchReading,
) -> None:
    """One pass over the pages. It ends at an empty page, without a token, or at a token that came before: the last page
    may carry one, and one was seen to lead in a circle.
    """
    reading.passes += 1
    reading.total, reading.came, reading.ended = None, 0, False
    ids: set[str | int] = set()
    token, tokens = "", set[str]()
    for number in range(1, _MOST_PAGES + 1):
        page = search(body, token)
        reading.pages += 1
        reading.began_at, reading.ended_at = reading.began_at or page.answered_at, page.answered_at
        if number == 1:
            reading.total = page.total_count
        ids |= {reading.take(row) or len(reading.anonymous) for row in page.rows}
        reading.came = len(ids)
        if step is not None:
            step(reading.came, reading.total)
        token, all_there = page.next_page_token, reading.total is not None and reading.came >= reading.total
        # A short page is the last one; after a full one more may have come than were counted.
        if not page.rows or not token or token in tokens or (all_there and len(page.rows) < page_size):
            # A circle is an end only where everything is there.
            reading.ended = token not in tokens or all_there or not page.rows
            return
        if reading.total is not None and number > reading.total // page_size + _SPARE_PAGES:
            reading.ended = all_there
            return
        tokens.add(token)
