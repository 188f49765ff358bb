"""The verdict of `due --check` on a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import DueFrame, Freshness
from aftersales.core.deadlines.urgency import BANDS, Action
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


class JudgedLines(NamedTuple):
    """What is judged of a list: `kinds` are the bands of its lines, their stakes and whether they open later, `unread`
    the cases with a word of the platform's that is not known.
    """

    kinds: Collection[tuple[str, str, bool]]
    unread: Sequence[int]


class ListVerdict(NamedTuple):
    """`word` is overdue, unknown, today or clear; `by_bands`: the bands alone decided it. `old` and `missing` are the
    shops whose after-sales data are too old or were never imported, `ahead` those whose data are from after now,
    `unread` the cases with a word of the platform's that is not known.
    """

    word: str
    old: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    ahead: tuple[str, ...] = ()
    by_bands: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether nobody can tell what is due, though nothing is: then that must be said."""
        doubts = self.old or self.missing or self.unread or self.ahead
        return self.word == "unknown" or (self.by_bands and self.word == "clear" and bool(doubts))

    @property
    def exit_code(self) -> int:
        """The exit code of `due --check`."""
        return EXIT_CODES[self.word]


def judged_lines(actions: Iterable[Action]) -> JudgedLines:
    """What is judged of these duties."""
    kinds, unread = set(), set()
    for action in actions:
        kinds.add((action.band, action.stake, action.opens is not None))
        if any(flag.startswith("unknown-") for flag in action.flags):
            unread.add(action.case)
    return JudgedLines(frozenset(kinds), sorted(unread))


def verdict(frame: DueFrame, lines: JudgedLines, terms: Terms) -> ListVerdict:
    """What a list comes to, before a limit and with what is snoozed: 4 before 6 before 3, since what is known to be
    late is more urgent than what is not known.
    """
    doubt = _doubt(frame, sorted({*lines.unread, *frame.unread}), terms.max_age)
    if terms.by_bands:
        worst = min((band for band, _, _ in lines.kinds), key=BANDS.index, default="clear")
        return doubt._replace(word=worst if worst in ("overdue", "today") else "clear", by_bands=True)
    bands = {band for band, stake, opens in lines.kinds if (terms.strict or stake in JUDGED) and not opens}
    if "overdue" in bands:
        return doubt._replace(word="overdue")
    if doubt.old or doubt.missing or doubt.unread or doubt.ahead or not frame.freshness:
        return doubt
    return doubt._replace(word="today" if "today" in bands else "clear")


def _doubt(frame: DueFrame, unread: Iterable[int], max_age: timedelta) -> ListVerdict:
    """Why the answer "nothing is due" would be uncertain."""
    imported = [fresh for fresh in frame.freshness if not fresh.by_hand]
    return ListVerdict(
        "unknown",
        tuple(fresh.shop for fresh in imported if _is_old(fresh, frame.now, max_age)),
        tuple(fresh.shop for fresh in imported if fresh.as_of is None),
        tuple(unread),
        tuple(fresh.shop for fresh in frame.freshness if fresh.ahead),
    )


def _is_old(fresh: Freshness, now: datetime, max_age: timedelta) -> bool:
    return fresh.as_of is not None and now - fresh.as_of > max_age
