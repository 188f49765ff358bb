"""The cases with claims and appeals."""

from __future__ import annotations

from aftersales.core.cases.model import Event
from aftersales.ledger.facts import records
from aftersales.ledger.queries import claims
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, day


def test_which_cases_have_a_claim_or_an_appeal_about_money() -> None:
    sent = ["send-back.called", "send-back.sent"]
    with build.ledger() as ledger, build.written(ledger):
        for ref, events in (
            ("401", ["claim.opened", "claim.won"]),
            ("402", ["appeal.filed"]),
            ("403", []),
            ("404", sent),
        ):
            case, _ = build.put_case(ledger, build.request(ref))
            for event in events:
                records.add_event(ledger, case, Event(event, day(20)), NOW)
        assert claims.claimed_cases(ledger) == [1]
        assert claims.claimed_cases(ledger, SHOP) == [1]
        assert claims.claimed_cases(ledger, "other") == []
        assert claims.cases_to_recover(ledger) == [1, 2, 4]
        ledger.execute("UPDATE cases SET kind = 'review' WHERE id = 2")  # no money is in a report of a review
        assert claims.cases_to_recover(ledger) == [1, 4]
        ledger.execute("UPDATE events SET taken_back = 1 WHERE case_id = 1")
        assert claims.claimed_cases(ledger) == []
        assert claims.cases_to_recover(ledger) == [4]
