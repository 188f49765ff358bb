"""How entries follow from those that a calendar file had."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from aftersales.named_tuple import NamedTuple
from aftersales.rendering.calendar_file.entry import CalendarEntry, Revision
from aftersales.rendering.calendar_file.wording import cancelled

# Whoever looks at a calendar once a month still sees that an entry no longer holds.
CANCELLED_FOR = timedelta(days=30)


class FormerCalendar(NamedTuple):
    """What a calendar file had. `sequences` are those of entries that can't be read, `others` are entries of somebody
    else. New entries start at `next_sequence`: what was dropped may come back, and must not seem older then.
    """

    revisions: Mapping[str, Revision]
    next_sequence: int = 0
    sequences: Mapping[str, int] = MappingProxyType({})
    others: Sequence[Any] = ()


NO_CALENDAR = FormerCalendar({})


class RevisedCalendar(NamedTuple):
    """What a calendar file is to have."""

    revisions: Sequence[Revision]
    next_sequence: int = 0
    others: Sequence[Any] = ()


def revised(
    listed: Sequence[CalendarEntry],
    standing: Sequence[CalendarEntry],
    running: Collection[str],
    former: FormerCalendar,
    now: datetime,
) -> RevisedCalendar:
    """The entries that are listed, with what the file has told of them before. What runs on stays in the file where the
    filters admit it (`standing`). What runs but is not meant any more (`running` are the UIDs) is left out. Everything
    else is cancelled, and kept so for a while. `now` in UTC.
    """
    by_uid = {entry.uid: entry for entry in _under_former_uids(listed, former)}
    for entry in _under_former_uids(standing, former):
        if entry.uid in former.revisions and not former.revisions[entry.uid].cancelled:
            by_uid.setdefault(entry.uid, entry)
    next_sequence = former.next_sequence
    kept = list(_revisions(by_uid, former, now))
    for uid, revision in former.revisions.items():
        if uid in by_uid:
            continue
        if revision.cancelled and now - revision.modified < CANCELLED_FOR:
            kept.append(revision)
        elif revision.cancelled or uid in running:
            next_sequence = max(next_sequence, revision.sequence + 1)
        else:
            entry = revision.entry._replace(summary=cancelled(revision.entry.summary), alarms=())
            kept.append(Revision(entry, revision.sequence + 1, max(now, revision.modified), cancelled=True))
    for uid, sequence in former.sequences.items():
        if uid not in by_uid:
            next_sequence = max(next_sequence, sequence + 1)
    kept.sort(key=lambda revision: (revision.entry.due, revision.entry.uid))
    return RevisedCalendar(kept, next_sequence, former.others)


def _revisions(by_uid: Mapping[str, CalendarEntry], former: FormerCalendar, now: datetime) -> Iterator[Revision]:
    for uid, entry in by_uid.items():
        before = former.revisions.get(uid)
        if before is None:
            sequence = former.sequences.get(uid, -1) + 1
            yield Revision(entry, max(sequence, former.next_sequence), now)
        elif before.entry.content == entry.content and not before.cancelled:
            yield before
        else:
            yield Revision(entry, before.sequence + 1, max(now, before.modified))


def _under_former_uids(entries: Sequence[CalendarEntry], former: FormerCalendar) -> Iterator[CalendarEntry]:
    """The entries; one that the file knows by another UID alone keeps that."""
    taken = {entry.uid for entry in entries}
    for entry in entries:
        if entry.uid not in former.revisions:
            known = (uid for uid in entry.former_uids if uid in former.revisions and uid not in taken)
            uid = next((uid for uid in known if not former.revisions[uid].cancelled), None)
            if uid is not None:
                taken.add(uid)
                yield entry._replace(uid=uid)
                continue
        yield entry
