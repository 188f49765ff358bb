"""Past decisions on returns."""

from __future__ import annotations

from datetime import timedelta

from aftersales.core.cases.model import Event
from aftersales.ledger.facts import records
from aftersales.ledger.queries import decisions
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, SHOP, day


def test_how_often_a_rule_decided_for_a_buyer_around_an_instant() -> None:
    with build.ledger() as ledger, build.written(ledger):
        case, _ = build.put_case(ledger, build.request())
        for at, rule in ((day(10), "cheap"), (day(20), "cheap"), (day(28), "cheap"), (day(20), "other")):
            records.add_event(ledger, case, Event("request.approved", at, {"rule": rule}), NOW)
        week = timedelta(days=7)
        assert decisions.count_by_rule(ledger, "cheap", "mia", day(20), week) == 1  # neither the 10th nor the 28th
        assert decisions.count_by_rule(ledger, "cheap", "mia", day(22), week) == 2  # later ones count too
        assert decisions.count_by_rule(ledger, "cheap", "mia", day(17), week) == 1  # exactly a week is not inside
        assert decisions.count_by_rule(ledger, "cheap", "lee", day(20), week) == 0


def test_when_an_order_was_placed() -> None:
    with build.ledger() as ledger, build.written(ledger):
        build.put_orders(ledger, build.order())
        assert decisions.placed_at(ledger, SHOP, ORDER) == day(16, 10)
        assert decisions.placed_at(ledger, SHOP, "577") is None
        assert decisions.placed_at(ledger, SHOP, None) is None


def test_requests_that_were_decided() -> None:
    with build.ledger() as ledger, build.written(ledger):
        for ref in ("401", "402", "403"):
            build.put_case(ledger, build.request(ref))
        build.put_case(ledger, build.request("404", kind="refund"))
        build.put_case(ledger, build.request("405", kind="cancellation"))
        ledger.execute("UPDATE cases SET decision = 'approved' WHERE id IN (1, 4)")
        ledger.execute("UPDATE cases SET decision = 'offered' WHERE id = 2")
        ledger.execute("UPDATE cases SET decision = 'rejected' WHERE id IN (3, 5)")
        assert decisions.decided_requests(ledger) == [1, 2, 4, 5]  # a return that was refused has no mode to compare
