"""The switches that make the test platform behave badly."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple as CheckedTuple

VERSIONS = frozenset({"202309", "202602"})


class Trouble(StrEnum):
    """What can go wrong with one request. The last group is of searches alone."""

    LIMIT = "429 without Retry-After"
    LIMIT_SECONDS = "429 with Retry-After in seconds"
    LIMIT_DATE = "429 with Retry-After as a date"
    INTERNAL = "36009003 internal error"
    TIMEOUT = "36009007 timeout"
    BAD_GATEWAY = "502 with an HTML body"
    CUT = "connection cut in the middle of the body"
    HUNG_UP = "connection closed without an answer"
    SLOW = "slow answer"
    EXPIRED = "105002 access token expired"
    NO_SCOPE = "105005 scope not granted"
    SHOP_INACTIVE = "36009043 shop inactive"
    SELLER_INACTIVE = "36009044 seller inactive"
    NOT_ALLOWED = "36009033 IP address not on the allow list"
    NO_DATA = "an answer with empty data"

    LOOP = "a page token that leads back to its own page"
    TWICE = "the same row twice in a page"
    DRIFT = "a total that changes"


PAGE_TROUBLES = frozenset({Trouble.LOOP, Trouble.TWICE, Trouble.DRIFT})


class PlannedTrouble(CheckedTuple):
    """A trouble for the requests whose path holds `path`: the first `after` go well, then `times` don't."""

    trouble: Trouble
    path: str = ""
    after: int = 0
    times: int = 1


@dataclass
class Switches:
    """What can be switched while the platform runs."""

    clock_ahead: int = 0  # seconds by which the platform's own clock is wrong
    offsets: bool = False  # page tokens count rows instead of naming the last one
    last_page_token: bool = True  # the last page carries a token too
    out_of_range: bool = False  # the order list also holds rows beyond the asked times
    omit: frozenset[str] = frozenset()  # keys that are left out of rows
    versions: frozenset[str] = VERSIONS  # of the two lists of requests that are served
    old_shops: set[str] = field(default_factory=set)  # their ids: only version 202309 is served for them
    unknown_version: int = 36009009  # the code for a version that is not served
    expired_status: int = 401  # the HTTP status of 105002; 200 was seen too
    retry_after: int = 2  # seconds
    slow_by: float = 0.2  # real seconds
    tick: int = 0  # seconds that the shops live on after each search, so that rows move between pages
    refused_scopes: set[str] = field(default_factory=set)
    inactive_shops: set[str] = field(default_factory=set)
    troubles: deque[PlannedTrouble] = field(default_factory=deque)
    chance: Callable[[str], Trouble | None] | None = None  # may give a trouble for any request, by its path

    def plan(self, trouble: Trouble, path: str = "", after: int = 0, times: int = 1) -> None:
        """Let the next requests have a trouble; see PlannedTrouble."""
        self.troubles.append(PlannedTrouble(trouble, path, after, times))

    def trouble_of(self, path: str) -> Trouble | None:
        """The trouble of the request that is there now; a planned one is used up by it."""
        for number, planned in enumerate(self.troubles):
            if planned.path not in path:
                continue
            if planned.after:
                self.troubles[number] = planned._replace(after=planned.after - 1)
                continue
            if planned.times > 1:
                self.troubles[number] = planned._replace(times=planned.times - 1)
            else:
                del self.troubles[number]
            return planned.trouble
        return self.chance(path) if self.chance else None
