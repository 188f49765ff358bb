"""What new rules changed in each shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.context.rules_in_force import RulesInForce
from aftersales.core.clocks import moved_deadlines
from aftersales.core.deadlines.rules_change import Reason
from aftersales.core.log.rule_change import RuleChange
from aftersales.core.time.instants import iso
from aftersales.ledger import journal
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import deadline_changes, store
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.fingerprint import changed as rules_changed


def keep(ledger: Connection, change: RuleChange, now: datetime) -> int:
    """Put a change of rules into the log. Returns the number of the entry."""
    entry = {
        "why": [dict(reason) for reason in change.why],
        "before": change.before,
        "after": change.after,
        "cases": change.cases,
        "zone": change.zone.key,
        "staff_zone": change.staff.key if change.staff else None,
    }
    return journal.log_rules_change(ledger, now, change.shop, entry, [(m.key.case, _image(m)) for m in change.moved])


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


def adopt(ledger: Connection, rules: RulesInForce, now: datetime) -> list[RuleChange]:
    """Derive and store the open cases of the shops whose rules have changed. Returns what changed, for each shop with
    open cases. Raises PolicyError with every mistake in their rules.
    """
    shops = _shops_before(ledger, rules, now)
    store.adopt(ledger, shops, rules, now)
    return _changes(ledger, shops, rules, now)


def adopt_in_memory(ledger: Connection, rules: RulesInForce, now: datetime) -> list[RuleChange]:
    """As `adopt`, for this connection only."""
    shops = _shops_before(ledger, rules, now)
    store.adopt_in_memory(ledger, rules, now)
    return _changes(ledger, shops, rules, now)


class _ShopBefore(NamedTuple):
    """A shop before its rules change. `why`: the reasons for the change; `policy`: the rule set of its stored clocks;
    `cases`: how many cases are open; `deadlines`: their stored deadlines.
    """

    why: Sequence[Reason]
    policy: str | None
    cases: int
    deadlines: deadline_changes.Rows


def _shops_before(ledger: Connection, rules: RulesInForce, now: datetime) -> dict[str, _ShopBefore]:
    """The shops whose rules have changed, by name. Raises PolicyError with every mistake in their rules."""
    marks, policies = shop_queries.fingerprints(ledger), shop_queries.policy_names(ledger)
    why = {name: rules_changed(marks.get(name, ""), rules.fingerprint(name)) for name in rules.changed(ledger)}
    rules.refuse_mistakes(why)
    return {
        name: _ShopBefore(
            reasons,
            policies.get(name),
            len(store.live_cases(ledger, now, name)),
            deadline_changes.stored_rows(ledger, name, now),
        )
        for name, reasons in why.items()
    }


def _changes(
    ledger: Connection, shops: Mapping[str, _ShopBefore], rules: RulesInForce, now: datetime
) -> list[RuleChange]:
    changes = []
    for name, before in shops.items():
        after = rules[name]
        deadlines = deadline_changes.stored_rows(ledger, name, now)
        moved = moved_deadlines.compare_rules(*deadline_changes.differing(before.deadlines, deadlines))
        zones = ZoneInfo(after.zone), after.staff.zone if after.staff else None
        changes.append(RuleChange(name, before.why, before.policy, after.policy, before.cases, moved, *zones))
    return [r for r in changes if r.cases]
