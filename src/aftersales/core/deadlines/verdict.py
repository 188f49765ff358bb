"""The verdict of `due --check` on a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import DueReport, Freshness
from aftersales.core.deadlines.urgency import Action
from aftersales.named_tuple import NamedTuple

# A look that nothing presses and the chores of the house are judged only when they are asked for.
JUDGED = frozenset({"money", "right", "standing"})
EXIT_CODES = {"overdue": 4, "unknown": 6, "today": 3, "clear": 0}


class Terms(NamedTuple):
    """How a list is judged. `strict`: looks and chores count too; `max_age`: older after-sales data can't be trusted;
    `by_bands`: the list is not of the seller's duties alone, so its bands decide.
    """

    strict: bool = False
    max_age: timedelta = urgency.STALE
    by_bands: bool = False


class ListVerdict(NamedTuple):
    """`word` is overdue, unknown, today or clear. `old` and `missing` are the shops whose after-sales data are too old
    or were never imported, `unread` the cases with a word of the platform's that is not known.
    """

    word: str
    old: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code of `due --check`."""
        return EXIT_CODES[self.word]


def verdict(report: DueReport, terms: Terms) -> ListVerdict:
    """What a list comes to, before a limit and with what is snoozed: 4 before 6 before 3, since what is known to be
    late is more urgent than what is not known.
    """
    actions = [*report.counted, *report.asleep]
    if terms.by_bands:
        worst = urgency.worst(actions)
        return ListVerdict(worst if worst in ("overdue", "today") else "clear")
    judged = [a for a in actions if (terms.strict or a.stake in JUDGED) and a.opens is None]
    bands = {a.band for a in judged}
    doubt = _doubt(report, terms.max_age, actions)
    if "overdue" in bands:
        return doubt._replace(word="overdue")
    if doubt.old or doubt.missing or doubt.unread:
        return doubt
    return doubt._replace(word="today" if "today" in bands else "clear")


def _doubt(report: DueReport, max_age: timedelta, actions: Iterable[Action]) -> ListVerdict:
    """Why the answer "nothing is due" would be uncertain."""
    imported = [fresh for fresh in report.freshness if not fresh.by_hand]
    return ListVerdict(
        "unknown",
        tuple(fresh.shop for fresh in imported if _is_old(fresh, report, max_age)),
        tuple(fresh.shop for fresh in imported if fresh.as_of is None),
        tuple(sorted({a.case for a in actions if any(flag.startswith("unknown-") for flag in a.flags)})),
    )


def _is_old(fresh: Freshness, report: DueReport, max_age: timedelta) -> bool:
    return fresh.as_of is not None and report.now - fresh.as_of > max_age
