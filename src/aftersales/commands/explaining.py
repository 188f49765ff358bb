"""What the commands share that explain deadlines: a case's clocks with the reckoning of each, gathered."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aftersales.context import Desk
from aftersales.core import clocks, staff
from aftersales.ledger import lookup
from aftersales.ledger.records import load
from aftersales.rendering.explain_page import Explained


def clocks_of(desk: Desk, number: int) -> Explained:
    """Every clock of a case with its explanation."""
    rules = desk.rules(lookup.case_row(desk.reader, number)["shop"])
    facts = next(load(desk.reader, [number], lambda _: rules.trust))
    policy, zone = desk.policy(facts.shop, facts.market), ZoneInfo(rules.zone)
    found = staff.with_act_by(clocks.derive(facts, policy, zone, why=True).clocks, rules.staff)
    return Explained(found, policy, desk.now, zone, rules.staff)
