"""An entry of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from aftersales.core.deadlines.rules_change import DeadlineMove, RulesChange
from aftersales.named_tuple import NamedTuple

# The command of the entry that stands for all that was written before the log was kept.
BEFORE = "migrate"
NAMED = 10  # how many orders and cases of one entry are named


class LoggedFile(NamedTuple):
    """What an import says of a file: its name, what it carries, and how much of that was new or changed."""

    file: str
    carries: str
    new: int
    changed: int


class LogEntry(NamedTuple):
    """One write. `cases` are those it brought news of, `events` what it recorded (case, name), `orders` at most
    NAMED of their numbers; `rules` the mode rule by which a case was decided; `renewal` how the rules of a shop
    changed, and `moves` the deadlines that it moved.
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
    rules: Mapping[int, str] = MappingProxyType({})
    renewal: RulesChange | None = None
    moves: Sequence[DeadlineMove] = ()
