"""What a due list leaves out on purpose, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from aftersales import text
from aftersales.core.deadlines.due_list import Narrowing, NewSince
from aftersales.language import tr, trn


def in_head(narrowing: Narrowing) -> list[str]:
    """What is left out, in a few words each."""
    parts = []
    if narrowing.without_orders and narrowing.everywhere:
        parts.append(tr("without orders"))
    elif narrowing.without_orders:
        parts.append(tr("without orders of {shops}", shops=text.few(narrowing.without_orders)))
    if narrowing.new_since is not None:
        parts += _since(narrowing.new_since)
    return parts


def sentences(narrowing: Narrowing) -> Iterator[str]:
    """The same in sentences, for formats that have no head."""
    if narrowing.without_orders:
        yield (
            tr("Orders to send or to trace are left out.")
            if narrowing.everywhere
            else tr("Orders to send or to trace are left out for {shops}.", shops=text.few(narrowing.without_orders))
        )
    if narrowing.new_since is not None:
        yield tr("Only what is new: {since}.", since=text.clauses(_since(narrowing.new_since)))
    if narrowing.unchanged:
        yield text.sentence(unchanged(narrowing))


def unchanged(narrowing: Narrowing) -> str:
    """How many cases are left out since they are as they were."""
    return trn(
        "{count} case is as it was, and left out",
        "{count} cases are as they were, and left out",
        narrowing.unchanged,
    )


def _since(new: NewSince) -> Iterator[str]:
    """Since when, and which shops are new as a whole: `new since Mon 23 Nov 08:50`."""
    times = sorted({when.replace(second=0) for when in new.shops.values() if when is not None})
    whole = [shop for shop, when in new.shops.items() if when is None]
    if times and times[0] == times[-1]:
        yield tr("new since {moment}", moment=_moment(times[0]))
    elif times:
        yield tr("new since {first} to {last}, by shop", first=_moment(times[0]), last=_moment(times[-1]))
    if not times:
        yield tr("all of it is new, nothing is known from before")
    elif whole:
        yield tr("all of {shops} is new", shops=text.few(whole))


def _moment(when: datetime) -> str:
    return f"{text.short_day(when)} {when:%H:%M}"


def left_to_rules(cases: Sequence[int]) -> list[str]:
    """The sentence, in parts, on requests that Seller Center answers by automatic rules; empty if there are none."""
    if not cases:
        return []
    return [
        trn(
            "Seller Center answers {count} request by your automatic rules (case {cases});",
            "Seller Center answers {count} requests by your automatic rules (cases {cases});",
            len(cases),
            cases=text.few(cases, 5),
        ),
        trn(
            "it comes back here if no data show that: `aftersales show {case}`",
            "they come back here if no data show that: `aftersales show {case}`",
            len(cases),
            case=cases[0],
        ),
    ]
