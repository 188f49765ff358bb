"""Which columns of the ledger hold personal data."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple


class DataClass(NamedTuple):
    """A class of personal data: what it is, and what `ledger forget` does with it."""

    what: str
    forgotten: str


BUYER, PARCEL, WORDS, RECORD, NUMBER, FILE, STAFF = "buyer", "parcel", "words", "record", "number", "file", "staff"

CLASSES: Mapping[str, DataClass] = {
    BUYER: DataClass(mark("the buyer's name on the platform"), mark("becomes forgotten-1, forgotten-2 …")),
    PARCEL: DataClass(mark("a tracking number, which leads to an address"), mark("becomes forgotten-1-parcel-1 …")),
    WORDS: DataClass(mark("what the buyer wrote"), mark("becomes [forgotten]")),
    RECORD: DataClass(
        mark("notes, messages, reasons, tracking numbers, paths of kept files, and older values of the columns above"),
        mark("each of them is replaced as above"),
    ),
    NUMBER: DataClass(
        mark("the number of an order or a request, by which TikTok knows the buyer"),
        mark("stays: your accounts need it"),
    ),
    FILE: DataClass(mark("the name of a file that was imported, and the row"), mark("the buyer's name is replaced")),
    STAFF: DataClass(mark("who recorded it, or who was warned: you and your colleagues"), mark("stays")),
}

# Table → column → class. Every other column of text is in OTHERS; a test compares both with the tables.
PERSONAL: Mapping[str, Mapping[str, str]] = {
    "orders": {"ref": NUMBER, "buyer": BUYER, "tracking": PARCEL, "buyer_message": WORDS, "origin": FILE},
    "cases": {
        "order_ref": NUMBER, "ref": NUMBER, "combined_ref": NUMBER, "buyer": BUYER, "tracking": PARCEL,
        "buyer_note": WORDS, "reason": FILE, "origin": FILE,
    },
    "case_refs": {"ref": NUMBER},
    "events": {"data": RECORD, "origin": FILE},
    "observations": {"ref": NUMBER, "tracking": PARCEL, "raw": FILE, "origin": FILE},
    "imports": {"file": FILE},
    "writes": {"by_whom": STAFF},
    "changes": {"image": RECORD, "ref": NUMBER, "key": NUMBER},
    "sent_alerts": {"receiver": STAFF},
    "sent_stale": {"receiver": STAFF},
    "forgotten": {"number": NUMBER},
    "seen_rows": {"ref": NUMBER},
}  # fmt: skip
# What is not personal data: states, instants, words of the platform and of the program, goods, rules.
OTHERS: Mapping[str, str] = {
    "shops": "name market channel added_at",
    "imports": "shop sha256 format carries as_of as_of_from recorded_at read_as first_request statuses",
    "orders": (
        "shop status raw_status currency placed_at paid_at dispatched_at delivered_at cancelled_at fulfilment source "
        "as_of dispatch_by deliver_by ready_at collected_at collect_by ready_due collection_due delivery_due "
        "order_type shipping_type handling cancel_asked_at after_sale cancel_reason"
    ),
    "lines": "sku product variation",
    "cases": (
        "shop kind currency paid_currency product sku lines fulfilment opened_at caught_up_at missing_since source "
        "as_of decision parcel money mode flags rules arbitration appeal postage_currency reason_code unknown_kind "
        "substatus dispute_status appeal_status compensation_status compensation_currency"
    ),
    "case_refs": "shop",
    "events": "name at source recorded_at",
    "observations": "source first_seen noticed_at last_seen status stamps refunded_at arbitration",
    "shop_rules": "shop fingerprint policy zone currency checked confirm staff_zone",
    "clocks": (
        "rule duty owner policy outcome started_by started_at due_at computed_due stamped_due stopped_at stopped_by "
        "lapses_at risk_currency flags snoozed_until act_by opens_at stake winnable_currency"
    ),
    "writes": "recorded_at command",
    "changes": "tbl op shop",
    "removed": "tbl",
    "streams": "shop stream until began back_to wide_at version fault fault_code fault_at request_id",
    "report_marks": "report shops at",
    "sent_alerts": "duty due_at level sent_at",
    "sent_stale": "shop day sent_at",
    "zone_offsets": "zone since",
    "forgotten": "shop at",
    "seen_rows": "shop",
    "checksums": "tbl",
    "stale_checksums": "tbl",
    "checksum_columns": "tbl columns",
}


def columns(*classes: str) -> list[tuple[str, str]]:
    """Each table and column of these classes."""
    return [(table, name) for table, names in PERSONAL.items() for name, of in names.items() if of in classes]
