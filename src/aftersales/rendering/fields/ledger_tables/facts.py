"""The tables of facts: what data showed, and what was recorded."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark
from aftersales.rendering.fields.ledger_tables.table_meaning import FACTS, TableMeaning, columns

_TAKEN_BACK = ("taken_back", "number", mark("the log entry that undid it; null while it counts"))
_ORIGIN = ("origin", "text", mark("the file and line, or the command, that said so"))
_SOURCE = ("source", "text", mark("from where it is known: hand, export or api"))
_AS_OF = ("as_of", "time", mark("how recent the newest data are that show it"))
_SHOP = ("shop", "text", mark("the shop"))
_CASE = ("case_id", "number", mark("the case"))

SHOPS = TableMeaning(
    FACTS,
    mark("A storefront of yours."),
    columns(
        ("name", "text", mark("its name in the configuration")),
        ("market", "text", mark("the market's code, such as GB")),
        ("channel", "text", mark("where it sells: tiktok")),
        ("added_at", "time", mark("when it was added")),
        _TAKEN_BACK,
    ),
)
IMPORTS = TableMeaning(
    FACTS,
    mark("A file that was imported, or an answer of the platform that brought news."),
    columns(
        ("id", "number", mark("its number")),
        _SHOP,
        ("file", "text", mark("the file's name")),
        ("sha256", "text", mark("the checksum of its content")),
        ("format", "text", mark("which format it was read as")),
        ("carries", "text", mark("orders or cases")),
        ("as_of", "time", mark("how recent its data are")),
        ("as_of_from", "text", mark("where that was read")),
        ("rows", "number", mark("how many rows it has")),
        ("new", "number", mark("orders or cases that were new")),
        ("changed", "number", mark("orders or cases that changed")),
        ("same", "number", mark("orders or cases that stayed as they were")),
        ("rejected", "number", mark("rows that could not be read")),
        ("recorded_at", "time", mark("when it was imported")),
    ),
)
ORDERS = TableMeaning(
    FACTS,
    mark("An order."),
    columns(
        ("id", "number", mark("its number here")),
        _SHOP,
        ("ref", "text", mark("the order number")),
        ("status", "text", mark("where it is; null where the platform's word is not known here")),
        ("raw_status", "text", mark("the platform's own word for that")),
        ("amount", "minor", mark("what the buyer paid")),
        ("currency", "text", mark("the currency of its amounts")),
        ("placed_at", "time", mark("when it was placed")),
        ("paid_at", "time", mark("when it was paid")),
        ("dispatched_at", "time", mark("when it left, in ledgers of older versions")),
        ("delivered_at", "time", mark("when it was delivered")),
        ("cancelled_at", "time", mark("when it was cancelled")),
        ("buyer", "text", mark("the buyer's name on the platform")),
        ("tracking", "text", mark("the tracking number")),
        ("fulfilment", "text", mark("who sends it: seller or platform")),
        _SOURCE,
        _AS_OF,
        _ORIGIN,
        ("dispatch_by", "time", mark("by when it must be ready to ship")),
        ("deliver_by", "time", mark("by when it must be delivered")),
        ("ready_at", "time", mark("when it was ready to ship")),
        ("collected_at", "time", mark("when the carrier had it")),
        ("collect_by", "time", mark("by when the carrier must have it")),
        ("ready_due", "time", mark("when the platform cancels it if it is not ready")),
        ("collection_due", "time", mark("when the platform cancels it if the carrier has not got it")),
        ("delivery_due", "time", mark("when the platform cancels it if it has not arrived")),
        ("order_type", "text", mark("how it is sold: regular, pre-order, made-to-order, back-order, custom")),
        ("shipping_type", "text", mark("whose shipping it is: platform or seller")),
        ("handling", "text", mark("the handling time of its listing")),
        ("cancel_asked_at", "time", mark("since when the buyer waits for an answer to a cancellation")),
        ("buyer_message", "text", mark("what the buyer wrote with it")),
        ("after_sale", "text", mark("the platform's word for what was asked of it since")),
        ("shipping_fee", "minor", mark("what the buyer paid for its postage")),
        ("cancel_reason", "text", mark("why it was cancelled, in the platform's words")),
    ),
)
LINES = TableMeaning(
    FACTS,
    mark("A line of an order: one SKU."),
    columns(
        ("order_id", "number", mark("`id` of the order")),
        ("n", "number", mark("its place in the order")),
        ("sku", "text", mark("your SKU")),
        ("product", "text", mark("the product's name")),
        ("variation", "text", mark("colour, size and the like")),
        ("quantity", "number", mark("how many")),
        ("amount", "minor", mark("what they cost in all")),
    ),
)
CASES = TableMeaning(
    FACTS,
    mark("A case: a request, a review, a delivery or a task of yours."),
    columns(
        ("id", "number", mark("the number of the case")),
        _SHOP,
        ("kind", "text", mark("refund, return, replacement, exchange, reshipment, cancellation, review, delivery …")),
        ("order_ref", "text", mark("the order number")),
        ("ref", "text", mark("the platform's number for the request")),
        ("amount", "minor", mark("what is asked for")),
        ("currency", "text", mark("the currency of that")),
        ("paid", "minor", mark("the order's total, as the request's data have it")),
        ("paid_currency", "text", mark("the currency of that")),
        ("buyer", "text", mark("the buyer's name on the platform")),
        ("reason", "text", mark("the buyer's reason, in the platform's words")),
        ("product", "text", mark("the product's name")),
        ("sku", "text", mark("your SKU")),
        ("quantity", "number", mark("how many")),
        ("lines", "json", mark("the goods, where they are several")),
        ("tracking", "text", mark("the tracking number of the return")),
        ("fulfilment", "text", mark("who sends it: seller or platform")),
        ("quick_refund", "yes", mark("the platform refunded it before the parcel came")),
        ("opened_at", "time", mark("when the request was opened")),
        ("caught_up_at", "time", mark("what was due before then is history (`--catchup`)")),
        ("missing_since", "time", mark("since when newer exports lack it")),
        ("merged_into", "number", mark("the case that it became part of")),
        _SOURCE,
        _AS_OF,
        _ORIGIN,
        ("decision", "text", mark("pending, approved, rejected or offered")),
        ("parcel", "text", mark("none, awaited, shipped, delivered, received, refused or lost")),
        ("money", "text", mark("none, owed, partial or refunded")),
        ("mode", "text", mark("how it is settled: keep, seller-address, local-service, partial; undecided")),
        ("attempt", "number", mark("which submission of the request it is; 1 is the first")),
        ("closed", "yes", mark("it was closed")),
        ("settled", "yes", mark("nothing can happen to it any more")),
        ("refunded", "minor", mark("what went back to the buyer in all")),
        ("flags", "json", mark("marks such as quick-refund or reopened")),
        ("rules", "text", mark("the fingerprint of the rules under which it was calculated")),
        ("arbitration", "text", mark("how far the platform's ruling in a dispute is")),
        ("appeal", "text", mark("your appeal: none, filed, won or lost")),
        _TAKEN_BACK,
        ("return_postage", "minor", mark("what you paid to have the parcel sent back")),
        ("postage_currency", "text", mark("the currency of that")),
        ("reason_code", "text", mark("the platform's code of the reason")),
        ("unknown_kind", "text", mark("the platform's word of a kind that is not known here")),
        ("substatus", "text", mark("the platform's finer status")),
        ("dispute_status", "text", mark("what the platform says of a dispute")),
        ("appeal_status", "text", mark("what the platform says of an appeal")),
        ("compensation_status", "text", mark("what the platform says of its compensation")),
        ("compensation_currency", "text", mark("the currency of the compensation")),
        ("combined_ref", "text", mark("the number under which requests are sent back together")),
        ("buyer_note", "text", mark("what the buyer wrote")),
        ("compensation", "minor", mark("what the platform pays as compensation")),
    ),
    derived=(
        "decision", "parcel", "money", "mode", "attempt", "closed", "settled", "refunded", "flags", "rules",
        "arbitration", "appeal",
    ),
)  # fmt: skip
CASE_REFS = TableMeaning(
    FACTS,
    mark("A number of the platform's for a case: one that is asked for again gets another."),
    columns(_SHOP, ("ref", "text", mark("the platform's number for the request")), _CASE),
)
EVENTS = TableMeaning(
    FACTS,
    mark("Something that happened to a case, and is recorded. What follows from exports is not here."),
    columns(
        ("id", "number", mark("its number")),
        _CASE,
        ("name", "text", mark("what happened, such as request.approved")),
        ("at", "time", mark("when it happened")),
        ("data", "json", mark("amount, mode, tracking number, text and the like")),
        _SOURCE,
        _ORIGIN,
        ("recorded_at", "time", mark("when it was recorded")),
        _TAKEN_BACK,
    ),
)
OBSERVATIONS = TableMeaning(
    FACTS,
    mark("What the platform's data showed of a request, from its first to its last file."),
    columns(
        ("id", "number", mark("its number")),
        _CASE,
        ("ref", "text", mark("the platform's number for the request")),
        _SOURCE,
        ("first_seen", "time", mark("since when it is known to have been so")),
        ("noticed_at", "time", mark("how recent the first file was that showed it")),
        ("last_seen", "time", mark("how recent the last file was that showed it")),
        ("status", "text", mark("the request's status")),
        ("raw", "text", mark("the platform's own word for that")),
        ("stamps", "json", mark("deadlines that the platform gives")),
        ("tracking", "text", mark("the tracking number of the return")),
        ("keep", "yes", mark("the buyer keeps the goods")),
        ("refunded_at", "time", mark("when it was refunded")),
        _ORIGIN,
        ("arbitration", "text", mark("how far the platform's ruling in a dispute is")),
    ),
)
STREAMS = TableMeaning(
    FACTS,
    mark("How far a list of the platform was read for a shop (`sync`)."),
    columns(
        ("id", "number", mark("its number")),
        _SHOP,
        ("stream", "text", mark("which list")),
        ("until", "time", mark("what changed before is known")),
        ("began", "time", mark("when the first reading began")),
        ("back_to", "time", mark("how far back the first reading has come")),
        ("wide_at", "time", mark("when it was last read far back")),
        ("version", "text", mark("which version of the API answers")),
        ("fault", "text", mark("what went wrong when it was last asked")),
        ("fault_code", "text", mark("the platform's number for that")),
        ("fault_at", "time", mark("when that was")),
        ("request_id", "text", mark("what the platform's support asks for")),
    ),
)

FACT_TABLES: Mapping[str, TableMeaning] = {
    "shops": SHOPS,
    "imports": IMPORTS,
    "orders": ORDERS,
    "lines": LINES,
    "cases": CASES,
    "case_refs": CASE_REFS,
    "events": EVENTS,
    "observations": OBSERVATIONS,
    "streams": STREAMS,
}
