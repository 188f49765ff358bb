"""Decides what is said when rules have changed and clocks were derived anew: why, and which deadlines moved; leaves the
deriving to `ledger.derived`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.ledger import moves
from aftersales.ledger.derived import Rules

_NAMED = 3


def renewed(
    ledger: sqlite3.Connection,
    changed: Mapping[str, Sequence[str]],
    rules: Callable[[str], Rules],
    derive: Callable[[], object],
) -> list[str]:
    """Let `derive` renew the clocks; a line for each shop (name → what changed, in words) that has open cases."""
    before = {shop: (len(moves.open_cases(ledger, shop)), moves.stored(ledger, shop)) for shop in changed}
    derive()
    lines = []
    for shop, (count, stood) in before.items():
        if not count:
            continue
        moved = moves.compare(stood, moves.stored(ledger, shop))
        why = f" ({text.few(changed[shop], _NAMED)})" if changed[shop] else ""
        cases = f"the clocks of {count} open cases were" if count > 1 else "the clocks of 1 open case were"
        lines.append(
            f"The rules of {shop} have changed since{why}: {cases} derived anew; "
            f"{_moved(moved, ZoneInfo(rules(shop).zone))}."
        )
    return lines


def _moved(moved: Sequence[moves.Move], zone: ZoneInfo) -> str:
    if not moved:
        return "no deadline moved"
    count = f"{len(moved)} deadlines" if len(moved) > 1 else "1 deadline"
    return f"{count} moved: {text.few([_move(m, zone) for m in moved], _NAMED)}"


def _move(move: moves.Move, zone: ZoneInfo) -> str:
    named = f"case {move.key.case} {move.key.duty}"
    if move.after is None:
        return f"{named} is gone"
    after = text.moment(move.after.due.astimezone(zone))
    if move.before is None:
        return f"{named} is new, {after}"
    return f"{named} from {text.moment(move.before.due.astimezone(zone))} to {after}"
