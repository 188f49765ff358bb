"""What a file says of forgotten orders and requests is read without their buyer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from aftersales.core.cases.facts import CaseFacts, OrderFacts, OrderTable, RequestTexts
from aftersales.ledger.facts import forgotten
from aftersales.ledger.migrations import apply

REF = "577000000000000001"
BLANK = dict.fromkeys(OrderFacts._fields[:-1])


def _order(ref: str) -> OrderFacts:
    told = {"ref": ref, "buyer": "opal", "tracking": "YT1", "buyer_message": "hi", "lines": ()}
    return OrderFacts(**{**BLANK, **told})


def test_only_the_forgotten_are_read_without_their_buyer() -> None:
    request = CaseFacts(
        "4035", "return", "export", "", datetime(2026, 1, 1, tzinfo=UTC), "completed", "", buyer="opal", tracking="YT1",
        texts=RequestTexts(note="hi", substatus="Done"),
    )  # fmt: skip
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        orders = OrderTable.of([_order(REF), _order("577000000000000002")])
        assert forgotten.orders_without_buyer(db, "a", orders) is orders
        assert forgotten.request_without_buyer(db, "a", request) is request
        db.execute("INSERT INTO writes (recorded_at, by_whom, command) VALUES ('', '', 'x')")
        db.execute("INSERT INTO shops (name, market, channel, added_at) VALUES ('a', 'GB', 'tiktok', '')")
        db.executemany("INSERT INTO forgotten VALUES ('a', ?, '')", [(REF,), ("4035",)])
        bare, whole = forgotten.orders_without_buyer(db, "a", orders)
        assert (bare.buyer, bare.tracking, bare.buyer_message) == (None, None, None)
        assert whole == orders.order(1)
        assert list(forgotten.orders_without_buyer(db, "b", orders)) == list(orders)
        after = forgotten.request_without_buyer(db, "a", request)
        assert (after.buyer, after.tracking, after.texts) == (None, None, RequestTexts(substatus="Done"))
