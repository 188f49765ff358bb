"""How the requests of a file are known: alone, known, or entangled with others."""

from __future__ import annotations

from aftersales.core.cases.facts import CaseFacts
from aftersales.core.cases.model import Event
from aftersales.ledger.facts import records
from aftersales.ledger.facts.known_requests import ALONE, ENTANGLED, KNOWN, numbers_of, sort_out
from unit.ledger import build
from unit.ledger.build import NOW, ORDER, REF, SHOP, day, request

SECOND, THIRD, OTHER_ORDER = "4035312345678901232", "4035312345678901233", "577012345678901235"


def _known(*requests: CaseFacts, told: tuple[CaseFacts, ...] = (), event: Event | None = None) -> list[int]:
    """How these are known in a ledger that was told others; an event was recorded on the first of those."""
    with build.ledger(SHOP, "other") as ledger, build.written(ledger):
        for facts in told:
            build.put_case(ledger, facts)
        if event is not None:
            records.add_event(ledger, 1, event, NOW)
        return sort_out(ledger, SHOP, requests)


def test_a_request_has_each_number_once() -> None:
    assert numbers_of(request()) == (REF,)
    assert numbers_of(request(prior_ref=SECOND, next_ref=REF)) == (REF, SECOND)


def test_a_number_that_the_shop_has_makes_a_request_known() -> None:
    told = (request(),)
    assert _known(request(), request(SECOND), told=told) == [KNOWN, ALONE]
    assert _known(request(SECOND, prior_ref=REF), told=told) == [KNOWN]
    assert _known(request()) == [ALONE]


def test_requests_that_share_a_number_are_entangled() -> None:
    assert _known(request(), request(status="complete"), request(THIRD)) == [ENTANGLED, ENTANGLED, ALONE]
    assert _known(request(), request(SECOND, prior_ref=REF)) == [ENTANGLED, ENTANGLED]


def test_a_request_on_an_order_with_one_that_has_no_number_is_entangled() -> None:
    told = (request("", source="hand", order=ORDER),)
    with build.ledger() as ledger, build.written(ledger):
        from aftersales.ledger.facts import cases

        cases.open_by_hand(ledger, SHOP, told[0])
        assert sort_out(ledger, SHOP, [request(), request(SECOND, order=OTHER_ORDER)]) == [ENTANGLED, ALONE]


def test_a_delivery_of_which_something_was_recorded_entangles_the_requests_on_its_order() -> None:
    delivery = request(THIRD, kind="delivery")
    sent = Event("order.dispatched", day(18), {}, "hand", "recorded by hand")
    assert _known(request(), told=(delivery,)) == [ALONE]
    assert _known(request(), told=(delivery,), event=sent) == [ENTANGLED]


def test_a_request_whose_buyer_is_forgotten_is_not_read_as_it_is() -> None:
    with build.ledger() as ledger, build.written(ledger):
        ledger.execute("INSERT INTO forgotten VALUES (?, ?, '2026-11-24T09:00:00Z')", (SHOP, REF))
        assert sort_out(ledger, SHOP, [request(), request(SECOND)]) == [ENTANGLED, ALONE]
