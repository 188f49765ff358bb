"""What the platform says happened to a return, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.actions.sync.lists import ListReading
from aftersales.core.cases.model import Event
from aftersales.importing.parse.times import unix
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import records
from aftersales.ledger.facts.streams import RECORDS
from aftersales.ledger.queries import asked

_ORIGIN = f"sync {RECORDS}"
_ANY = "ORDER_RETURN"  # the older API calls every step so


def write(ledger: Connection, shop: str, reading: ListReading, now: datetime) -> set[int]:
    """Put the steps that were read among the facts of their cases, as remarks in the platform's words. The timeline
    dates with them what the status shows. Returns the cases that have new ones.
    """
    moved: set[int] = set()
    for row in reading.rows:
        for case in asked.cases_of(ledger, shop, [str(row["return_id"])]):
            for event in _events(row["records"]):
                if records.add_event(ledger, case, event, now):
                    moved.add(case)
    return moved


def _events(rows: Sequence[Mapping[str, Any]]) -> list[Event]:
    """One remark for each step that says something and when."""
    events = []
    for row in rows:
        sentence, role, name = (" ".join(str(row.get(key) or "").split()) for key in ("description", "role", "event"))
        try:
            at = unix(row.get("create_time"))
        except ValueError:
            continue
        if sentence or name:
            data = {"text": ": ".join(filter(None, (role.lower(), sentence or name)))}
            if sentence and name not in ("", _ANY):
                data["step"] = name
            events.append(Event("case.noted", at, data, "api", _ORIGIN))
    return events
