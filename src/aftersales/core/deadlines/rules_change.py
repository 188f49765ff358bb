"""A change of a shop's rules, and the deadlines that it moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from aftersales.named_tuple import NamedTuple

# A reason why the rules changed: a `code`, and the values that its sentence takes in. Older versions kept sentences.
Reason = Mapping[str, str]


class RulesChange(NamedTuple):
    """How the rules of a shop changed: why, from which rule set to which, how many open cases it had, and the zones of
    its market and its staff then (None: not kept, or no staff calendar).
    """

    why: Sequence[Reason | str]
    before: str | None
    after: str | None
    cases: int
    zone: str | None
    staff_zone: str | None


class DeadlineMove(NamedTuple):
    """From when to when a duty's deadline and its act-by move (UTC); None where there was none, or is none any more.
    `change` is one of moved, new, gone and act-by.
    """

    case: int
    duty: str
    owner: str
    change: str
    before: datetime | None
    after: datetime | None
    act_before: datetime | None = None
    act_after: datetime | None = None

    @property
    def shift_seconds(self) -> int | None:
        """By how many seconds the deadline moves, negative for earlier; None where it is new or gone."""
        return int((self.after - self.before).total_seconds()) if self.before and self.after else None
