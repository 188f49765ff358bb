"""What new rules changed in each shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context.rules_in_force import RulesInForce
from aftersales.core.clocks import moved_deadlines
from aftersales.core.time.instants import iso
from aftersales.language import tr, trn
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import deadline_changes, store
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.fingerprint import changed as rules_changed

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
    moved: Sequence[moved_deadlines.MovedDeadline]
    zone: ZoneInfo
    staff: ZoneInfo | None

    def line(self, lists: str) -> str:
        """All that in a sentence or two; `lists` is the command that lists every deadline that moved."""
        changed = (
            tr("The rules of {shop} have changed ({why}).", shop=self.shop, why=text.few(self.why, _NAMED))
            if self.why
            else tr("The rules of {shop} have changed.", shop=self.shop)
        )
        recalculated = trn(
            "{count} open case was recalculated.",
            "{count} open cases were recalculated.",
            self.cases,
        )
        return f"{changed} {recalculated} {self._outcome(lists)}"

    def _outcome(self, lists: str) -> str:
        if not self.moved:
            return tr("No deadline moved.")
        counts = ", ".join(moved_deadlines.counts(m.change for m in self.moved))
        return tr(
            "{counts}: {few}. `{command}` lists all.",
            counts=counts[:1].upper() + counts[1:],
            few=text.few(map(self._move, self.moved), _NAMED),
            command=lists,
        )

    def _move(self, move: moved_deadlines.MovedDeadline) -> str:
        named = tr("case {case} {duty}", case=move.key.case, duty=move.key.duty)
        before, after = move.before, move.after
        if after is None:
            return tr("{deadline} was removed", deadline=named)
        if before is None:
            return tr("{deadline} is new, {due}", deadline=named, due=text.moment(after.due.astimezone(self.zone)))
        if move.change == "act-by":
            return tr(
                "{deadline}: act by {after} (was {before})",
                deadline=named,
                after=self._act_by(after.act_by),
                before=self._act_by(before.act_by),
            )
        due = [text.moment(s.due.astimezone(self.zone)) for s in (before, after)]
        return tr("{deadline} from {before} to {after}", deadline=named, before=due[0], after=due[1])

    def _act_by(self, when: datetime | None) -> str:
        return text.placed(when.astimezone(self.staff or self.zone)) if when else tr("none")

    def keep(self, ledger: Connection, now: datetime) -> int:
        """Put it into the log. Returns the number of the entry."""
        entry = {
            "why": list(self.why),
            "before": self.before,
            "after": self.after,
            "cases": self.cases,
            "zone": self.zone.key,
            "staff_zone": self.staff.key if self.staff else None,
        }
        return journal.log_rules_change(ledger, now, self.shop, entry, [(m.key.case, _image(m)) for m in self.moved])


def _image(move: moved_deadlines.MovedDeadline) -> dict[str, str | None]:
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


def adopt(ledger: Connection, rules: RulesInForce, now: datetime) -> list[Renewal]:
    """Derive the open cases of the shops anew whose rules have changed, and store that. Returns what it brought in each
    shop with open cases. Raises PolicyError with every mistake in their rules.
    """
    stood = _stood(ledger, rules, now)
    store.adopt(ledger, stood, rules, now)
    return _renewals(ledger, stood, rules, now)


def adopt_in_memory(ledger: Connection, rules: RulesInForce, now: datetime) -> list[Renewal]:
    """As `adopt`, for this connection only."""
    stood = _stood(ledger, rules, now)
    store.adopt_in_memory(ledger, rules, now)
    return _renewals(ledger, stood, rules, now)


class _Stood(NamedTuple):
    """A shop before its rules change: why they do, in words, under which rule set its clocks stand, its open cases and
    their deadlines.
    """

    why: Sequence[str]
    policy: str | None
    cases: int
    deadlines: moved_deadlines.Standings


def _stood(ledger: Connection, rules: RulesInForce, now: datetime) -> dict[str, _Stood]:
    """The shops whose rules have changed, as they stand. Raises PolicyError with every mistake in their rules."""
    marks, policies = shop_queries.fingerprints(ledger), shop_queries.policy_names(ledger)
    why = {name: rules_changed(marks.get(name, ""), rules.fingerprint(name)) for name in rules.changed(ledger)}
    rules.refuse_mistakes(why)
    return {
        name: _Stood(
            reasons,
            policies.get(name),
            len(store.live_cases(ledger, now, name)),
            deadline_changes.stored(ledger, name, now),
        )
        for name, reasons in why.items()
    }


def _renewals(ledger: Connection, stood: Mapping[str, _Stood], rules: RulesInForce, now: datetime) -> list[Renewal]:
    renewals = []
    for name, before in stood.items():
        after = rules[name]
        moved = moved_deadlines.compare(before.deadlines, deadline_changes.stored(ledger, name, now))
        zones = ZoneInfo(after.zone), after.staff.zone if after.staff else None
        renewals.append(Renewal(name, before.why, before.policy, after.policy, before.cases, moved, *zones))
    return [r for r in renewals if r.cases]
