"""An entry of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.deadlines.rules_change import DeadlineMove, RulesChange
from aftersales.named_tuple import NamedTuple

# The command of the entry that stands for all that was written before the log was kept.
BEFORE = "migrate"
# The command that replaces buyers' data for good.
FORGET = "ledger forget"
NAMED = 10  # how many orders and cases of one entry are named


class LoggedFile(NamedTuple):
    """What an import says of a file: its name, what it carries, and how much of that was new or changed."""

    file: str
    carries: str
    new: int
    changed: int


class LoggedEvent(NamedTuple):
    """What a person recorded on a case: `data` is what was said of it, its amounts in minor units of `currency`."""

    case: int
    name: str
    at: datetime
    data: Mapping[str, Any]
    currency: str | None


class ForgottenRows(NamedTuple):
    """Of how many orders and cases the buyers were forgotten."""

    orders: int
    cases: int


class LogEntry(NamedTuple):
    """One write. `cases` are those it brought news of, `events` what it recorded (case, name), of files each name once;
    `orders` are at most NAMED of their numbers; `recorded` has the events that came from no file, as a whole; `renewal`
    says how the rules of a shop changed, and `moves` which deadlines it moved; `forgotten` is of `ledger forget`.
    """

    id: int
    at: datetime
    by: str
    command: str
    undoes: int | None
    undone_by: int | None
    cases: Sequence[int]
    orders: Sequence[str]
    events: Sequence[tuple[int, str]]
    files: Sequence[LoggedFile]
    shops: Sequence[str]
    makes: frozenset[str]
    recorded: Sequence[LoggedEvent] = ()
    renewal: RulesChange | None = None
    moves: Sequence[DeadlineMove] = ()
    forgotten: ForgottenRows | None = None

    @property
    def is_foundation(self) -> bool:
        """Whether it added a shop, or facts from files."""
        return "shops" in self.makes or bool(self.files) or (self.command == "import" and bool(self.makes))

    @property
    def rules(self) -> dict[int, str]:
        """The mode rules by which it decided cases, by case."""
        return {event.case: event.data["rule"] for event in self.recorded if event.data.get("rule")}


class LogExtent(NamedTuple):
    """How many cases and orders an entry brought or changed, and how many shops it added."""

    cases: int
    orders: int
    shops: int

    @property
    def is_large(self) -> bool:
        """Whether there is more than the words of an entry name one by one."""
        return max(self.cases, self.orders) > NAMED
