"""What a calendar shows of a deadline, and how it was revised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from aftersales.core.deadlines.due_list import DueFrame
from aftersales.core.deadlines.urgency import Action
from aftersales.named_tuple import NamedTuple


class CalendarLines(NamedTuple):
    """The lines of which a calendar is made. `listed` are those that were asked for. `standing` are all that run and
    that the filters admit, however far ahead they are due, snoozed or cut off by a limit: what a file has told already
    stays in it. `running` are all that run.

    `ordinals` says of a case the how-manieth of its order and kind it is, where that is not the first; `addresses` is
    how the address of an order of each shop is written, where a shop has its own. With `fold` orders to send or to
    trace, looks and chores are one entry a shop, duty and day, but for orders of the shops `orders_listed`. All is told
    in one zone.
    """

    listed: Sequence[Action]
    standing: Sequence[Action]
    running: Sequence[Action]
    frame: DueFrame
    zone: tzinfo
    ordinals: Mapping[int, int]
    addresses: Mapping[str, str | None]
    fold: bool = True
    orders_listed: Sequence[str] = ()


class CalendarEntry(NamedTuple):
    """A deadline as a calendar shows it. `due` is in UTC and ends the entry; `alarms` are lengths of time before it.
    `former_uids` are those that it may have had before the platform's number was known.
    """

    uid: str
    due: datetime
    summary: str
    details: str
    shop: str
    address: str = ""
    alarms: Sequence[timedelta] = ()
    former_uids: Sequence[str] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """Everything that a reader of the calendar can see."""
        return self.uid, self.due, self.summary, self.details, self.shop, self.address, tuple(self.alarms)


class Revision(NamedTuple):
    """An entry as it was told last: how often it was changed, when (UTC), and whether it no longer holds."""

    entry: CalendarEntry
    sequence: int
    modified: datetime
    cancelled: bool = False
