"""Decides what is said, and kept in the log, when rules have changed and clocks were derived anew: why, and which
deadlines moved; leaves the deriving to `ledger.derived.store`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.clocks import moved_deadlines
from aftersales.core.time.instants import iso
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import deadline_changes, store
from aftersales.ledger.derived.store import Rules
from aftersales.ledger.queries import shops as shop_queries

_NAMED = 3


class Renewal(NamedTuple):
    """What new rules brought in one shop: why they are new, in words; under which rule set its clocks stood and stand;
    how many open cases it has, and what moved. `staff` is None where no staff calendar is set.
    """

    shop: str
    why: Sequence[str]
    before: str | None
    after: str
    cases: int
    moved: Sequence[moved_deadlines.Move]
    zone: ZoneInfo
    staff: ZoneInfo | None

    def line(self, lists: str) -> str:
        """All that in a sentence or two; `lists` is the command that lists every deadline that moved."""
        why = f" ({text.few(self.why, _NAMED)})" if self.why else ""
        cases = f"the clocks of {self.cases} open cases were" if self.cases > 1 else "the clocks of 1 open case were"
        said = f"The rules of {self.shop} have changed{why}: {cases} derived anew; "
        if not self.moved:
            return f"{said}no deadline moved."
        counted = ", ".join(moved_deadlines.counts(m.change for m in self.moved))
        return f"{said}{counted}: {text.few(map(self._move, self.moved), _NAMED)}. `{lists}` lists all."

    def _move(self, move: moved_deadlines.Move) -> str:
        named = f"case {move.key.case} {move.key.duty}"
        before, after = move.before, move.after
        if after is None:
            return f"{named} is gone"
        if before is None:
            return f"{named} is new, {text.moment(after.due.astimezone(self.zone))}"
        if move.change == "act-by":
            return f"{named}: act by {self._act_by(after.act_by)} (was {self._act_by(before.act_by)})"
        due = [text.moment(s.due.astimezone(self.zone)) for s in (before, after)]
        return f"{named} from {due[0]} to {due[1]}"

    def _act_by(self, when: datetime | None) -> str:
        return text.placed(when.astimezone(self.staff or self.zone)) if when else "none"

    def keep(self, ledger: Connection, now: datetime) -> int:
        """Put it into the log. Returns the number of the entry."""
        told = {
            "why": list(self.why),
            "before": self.before,
            "after": self.after,
            "cases": self.cases,
            "zone": self.zone.key,
            "staff_zone": self.staff.key if self.staff else None,
        }
        return journal.rules_changed(ledger, now, self.shop, told, [(m.key.case, _image(m)) for m in self.moved])


def _image(move: moved_deadlines.Move) -> dict[str, str | None]:
    def at(when: datetime | None) -> str | None:
        return iso(when) if when else None

    before, after = move.before, move.after
    return {
        "duty": move.key.duty,
        "owner": move.key.owner,
        "change": move.change,
        "from": at(before.due if before else None),
        "to": at(after.due if after else None),
        "act_by_from": at(before.act_by if before else None),
        "act_by_to": at(after.act_by if after else None),
    }


def renewed(
    ledger: Connection,
    changed: Mapping[str, Sequence[str]],
    rules: Callable[[str], Rules],
    derive: Callable[[], object],
    now: datetime,
) -> list[Renewal]:
    """Let `derive` renew the clocks; what that brought in each shop (name → what changed, in words) with open cases."""
    stood = {
        shop: (len(store.live_cases(ledger, now, shop)), deadline_changes.stored(ledger, shop, now)) for shop in changed
    }
    names = shop_queries.policies(ledger)
    derive()
    found = []
    for shop, (cases, before) in stood.items():
        own = rules(shop)
        moved = moved_deadlines.compare(before, deadline_changes.stored(ledger, shop, now))
        zones = ZoneInfo(own.zone), own.staff.zone if own.staff else None
        found.append(Renewal(shop, changed[shop], names.get(shop), own.policy, cases, moved, *zones))
    return [r for r in found if r.cases]
