"""How far the platform's lists were read, shop by shop."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.time.instants import iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

RETURNS, CANCELLATIONS, ORDERS, PARCELS, RECORDS = "returns", "cancellations", "orders", "parcels", "records"
OF_CASES = (RETURNS, CANCELLATIONS)  # the older of these decides how fresh a shop's after-sales data are


class StreamFault(NamedTuple):
    """What went wrong with a list when it was last asked for, at `at` (UTC): `sentence` says it whole; `code` is the
    platform's own number and `request_id` what its support asks for, empty where there is none.
    """

    sentence: str
    at: datetime
    code: str = ""
    request_id: str = ""


class StreamState(NamedTuple):
    """How far one of the platform's lists was read for a shop. Instants are UTC. `until`: everything that changed
    before is known; None before the first reading is whole. That one `began` then, and is read `back_to` there.
    `wide_at` is when the last pass over a long time began; `version` the version of the API that answers.
    """

    shop: str
    stream: str
    until: datetime | None = None
    began: datetime | None = None
    back_to: datetime | None = None
    wide_at: datetime | None = None
    version: str | None = None
    fault: StreamFault | None = None


_PLACES = ("until", "began", "back_to", "wide_at")


def states(connection: Connection, shop: str | None = None) -> dict[tuple[str, str], StreamState]:
    """What is known of each list that was ever asked for, by shop and list; of one shop or of all."""
    rows = connection.execute(
        f"""SELECT s.shop, s.stream, {", ".join(_PLACES)}, version, fault, fault_at, fault_code, request_id
        FROM streams s JOIN shops p ON p.name = s.shop WHERE {predicates.existing("p")} AND ?1 IN (s.shop, '')
        ORDER BY s.id""",
        (shop or "",),
    )
    return {(row[0], row[1]): _state(row) for row in rows}


def _state(row: tuple[str | None, ...]) -> StreamState:
    shop, stream, until, began, back_to, wide_at, version, said, at, code, request_id = row
    fault = StreamFault(said, when, code or "", request_id or "") if said and (when := optional_instant(at)) else None
    ends = [optional_instant(text) for text in (until, began, back_to, wide_at)]
    return StreamState(str(shop), str(stream), ends[0], ends[1], ends[2], ends[3], version, fault)


def put(connection: Connection, state: StreamState) -> None:
    """Store how far a list was read, and what went wrong with it, inside the caller's write."""
    from aftersales.ledger.facts.records import next_id  # `status` reads only

    fault = state.fault
    values = (
        *(iso(at) if at else None for at in (state.until, state.began, state.back_to, state.wide_at)),
        state.version,
        *((fault.sentence, fault.code, iso(fault.at), fault.request_id) if fault else (None, None, None, None)),
    )
    names = (*_PLACES, "version", "fault", "fault_code", "fault_at", "request_id")
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    connection.execute(
        f"""INSERT INTO streams (id, shop, stream, {", ".join(names)})
        VALUES ({next_id("streams")}, ?, ?, {", ".join("?" * len(names))})
        ON CONFLICT (shop, stream) DO UPDATE SET {updates}""",
        (state.shop, state.stream, *values),
    )


def start_over(connection: Connection, shop: str) -> None:
    """Forget how far a shop's lists were read, inside the caller's write: an import was taken back, and what was read
    since found its cases as they were. The next run reads everything anew.
    """
    connection.execute(
        "UPDATE streams SET until = NULL, began = NULL, back_to = NULL, wide_at = NULL WHERE shop = ?", (shop,)
    )
