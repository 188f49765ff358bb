"""Past decisions on returns."""

from __future__ import annotations

from datetime import timedelta

from aftersales.core.cases.model import Event
from aftersales.core.money.amount import Money
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


def test_requests_are_summed_by_reason_and_mode() -> None:
    """Two alike with 13.98 and 5.00 refunded, of one the postage known; one of another currency; one too old, one of
    another shop, and a cancellation, which costs neither goods nor money.
    """
    with build.ledger(SHOP, "other") as ledger, build.written(ledger):
        for n, more in enumerate(({}, {}, {"amount": Money(1398, "USD")}, {}, {"kind": "cancellation"})):
            build.put_case(ledger, build.request(f"40{n}", **more))
        ledger.execute("UPDATE cases SET opened_at = '2026-11-10T12:00:00Z', decision = 'approved', mode = 'keep'")
        ledger.execute("UPDATE cases SET refunded = 1398, return_postage = 290, postage_currency = 'GBP' WHERE id = 1")
        ledger.execute("UPDATE cases SET refunded = 500, postage_currency = 'GBP' WHERE id = 2")
        ledger.execute("UPDATE cases SET opened_at = '2026-10-10T12:00:00Z' WHERE id = 4")
        totals = decisions.request_totals(ledger, day(1), [SHOP])
        assert [(t.requests, t.refunded, t.postage) for t in totals] == [
            (2, Money(1898, "GBP"), Money(290, "GBP")),
            (1, Money(0, "USD"), None),
        ]
        assert {(t.decision, t.mode) for t in totals} == {("approved", "keep")}
        assert decisions.request_totals(ledger, day(1), ["other"]) == []
