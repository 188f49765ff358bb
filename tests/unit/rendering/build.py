"""Rows for the tests of rendering."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.cases.stored import StoredCase
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import Money

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def action(case: int, due: str, **given: Any) -> Action:
    """An action of the shop uk-main at NOW, as the ledger would give it; `due` is UTC."""
    at = datetime.fromisoformat(due).replace(tzinfo=UTC)
    zone, in_transit = given.get("zone", LONDON), "in-transit" in given.get("flags", ())
    band = urgency.band(at, NOW, zone, in_transit=in_transit)
    made = {
        "case": case,
        "ref": f"40350{case}",
        "order": f"57612345678901{case:05d}",
        "shop": "uk-main",
        "market": "GB",
        "kind": "return",
        "duty": "respond",
        "owner": "seller",
        "product": "LED strip light",
        "sku": "LED-5",
        "reason": "Item not as described",
        "quantity": 1,
        "flags": (),
        "started_at": NOW - timedelta(days=2),
        "due": at,
        "act_by": None,
        "left_seconds": urgency.left(at, NOW),
        "band": band,
        "source": "computed",
        "rule": "gb.respond",
        "policy": "tiktok",
        "outcome": "auto-approved",
        "at_risk": Money(1398, "GBP"),
        "confirmed": True,
        "as_of": NOW,
        "zone": zone,
        "act_late": False,
    } | given
    made.setdefault(
        "next",
        urgency.next_command(
            case,
            made["duty"],
            made["owner"],
            confirmed=made["confirmed"],
            in_transit=in_transit,
            overdue=band == "overdue",
        ),
    )
    made.setdefault("stake", "money")
    return Action(**made)


def stored_case(number: int, **changes: Any) -> StoredCase:
    """A return of the shop uk-main that was approved and shipped, asking for 13.98 GBP."""
    values = {
        "id": number,
        "shop": "uk-main",
        "market": "GB",
        "kind": "return",
        "order": f"57612345678901{number:05d}",
        "ref": f"40350{number}",
        "amount": 1398,
        "currency": "GBP",
        "buyer": "b",
        "reason": "Defective",
        "product": "LED strip",
        "sku": "LED-5",
        "quantity": 1,
        "lines": None,
        "tracking": None,
        "opened_at": datetime(2026, 11, 20, 16, 2, tzinfo=UTC),
        "missing_since": None,
        "origin": "import",
        "decision": "approved",
        "parcel": "shipped",
        "money": "owed",
        "mode": "seller-address",
        "attempt": 1,
        "closed": False,
        "settled": False,
        "refunded": 0,
        "flags": (),
        "arbitration": "none",
        "appeal": "none",
        "return_postage": None,
        "postage_currency": None,
    }
    return StoredCase(**{**values, **changes})
