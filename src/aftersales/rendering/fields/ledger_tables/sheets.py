"""The sheets of an export for spreadsheets, and their columns."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark
from aftersales.rendering.fields.ledger_tables.table_meaning import SHEET, TableMeaning, columns

_CASE = ("case", "number", mark("the number of the case"))
_REF = ("ref", "digits", mark("the platform's number for the request"))
_ORDER = ("order", "digits", mark("the order number"))
_SHOP = ("shop", "text", mark("the shop"))
_MARKET = ("market", "text", mark("the market's code, such as GB"))
_KIND = (
    "kind", "text", mark("refund, return, replacement, exchange, reshipment, cancellation, review, delivery …"),
)  # fmt: skip
_OPEN = ("open", "yes", mark("something can still happen to it"))
_MODE = ("mode", "text", mark("how it is settled: keep, seller-address, local-service, partial; undecided"))
_PRODUCT = ("product", "text", mark("the product's name"))
_SKU = ("sku", "text", mark("your SKU"))
_QUANTITY = ("quantity", "number", mark("how many"))
_BUYER = ("buyer", "text", mark("the buyer's name on the platform"))
_CURRENCY = ("currency", "text", mark("the currency of its amounts"))
_THAT = mark("the currency of that")
_STAKE = mark("what silence costs: money, right, standing, look, house or none")
_ZONE = ("zone", "text", mark("the time zone of its times"))
_AS_OF = ("as_of", "local", mark("how recent the newest data are that show it"))
_SOURCE = ("source", "text", mark("from where it is known: hand, export or api"))
_RAW = ("raw_status", "text", mark("the platform's own word for that"))

SHEETS: Mapping[str, TableMeaning] = {
    "cases": TableMeaning(
        SHEET,
        mark("Every case: where it stands, and its next deadline."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _MARKET, _KIND, _OPEN,
            ("decision", "text", mark("pending, approved, rejected or offered")),
            ("parcel", "text", mark("none, awaited, shipped, delivered, received, refused or lost")),
            ("money", "text", mark("none, owed, partial or refunded")),
            _MODE,
            ("attempt", "number", mark("which submission of the request it is; 1 is the first")),
            ("arbitration", "text", mark("how far the platform's ruling in a dispute is")),
            ("appeal", "text", mark("your appeal: none, filed, won or lost")),
            _PRODUCT, _SKU, _QUANTITY,
            ("reason", "text", mark("the buyer's reason, in the platform's words")),
            _BUYER,
            ("tracking", "digits", mark("the tracking number of the return")),
            ("amount", "major", mark("what is asked for")),
            ("refunded", "major", mark("what went back to the buyer in all")),
            _CURRENCY,
            ("opened", "local", mark("when the request was opened")),
            ("next_duty", "text", mark("what must be done next; null for nothing")),
            ("next_owner", "text", mark("who must do it: seller, buyer or platform")),
            ("next_due", "local", mark("the deadline")),
            ("next_outcome", "text", mark("what happens when the time is over")),
            ("next_stake", "text", _STAKE),
            _AS_OF, _ZONE,
        ),
    ),
    "deadlines": TableMeaning(
        SHEET,
        mark("Every deadline of every case, with how it ended."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _KIND,
            ("duty", "text", mark("what must be done")),
            ("owner", "text", mark("who must do it: seller, buyer or platform")),
            ("state", "text", mark("running, overdue, in time, late, lapsed (the platform acted) or not begun")),
            ("started", "local", mark("when it started")),
            ("due", "local", mark("the deadline")),
            ("act_by", "local", mark("the last moment before it at which your staff is in")),
            ("ended", "local", mark("when it was met, or no longer mattered; null while it runs")),
            ("ended_by", "text", mark("the event that stopped it")),
            ("outcome", "text", mark("what happens when the time is over")),
            ("source", "text", mark("stamped: the platform gives it; computed: by the rules")),
            ("rule", "text", mark("the rule; null where only the platform gave it")),
            ("policy", "text", mark("the rule set")),
            ("stake", "text", _STAKE),
            ("at_risk", "major", mark("what silence costs")),
            ("currency", "text", _THAT),
            _ZONE,
        ),
    ),
    "orders": TableMeaning(
        SHEET,
        mark("Every order."),
        columns(
            _ORDER, _SHOP,
            ("status", "text", mark("where it is; null where the platform's word is not known here")),
            _RAW,
            ("amount", "major", mark("what the buyer paid")),
            ("shipping_fee", "major", mark("what the buyer paid for its postage")),
            _CURRENCY,
            ("placed", "local", mark("when it was placed")),
            ("paid", "local", mark("when it was paid")),
            ("ready", "local", mark("when it was ready to ship")),
            ("collected", "local", mark("when the carrier had it")),
            ("delivered", "local", mark("when it was delivered")),
            ("cancelled", "local", mark("when it was cancelled")),
            ("dispatch_by", "local", mark("by when it must be ready to ship")),
            _BUYER,
            ("tracking", "digits", mark("the tracking number")),
            ("fulfilment", "text", mark("who sends it: seller or platform")),
            ("order_type", "text", mark("how it is sold: regular, pre-order, made-to-order, back-order, custom")),
            ("buyer_message", "text", mark("what the buyer wrote with it")),
            ("cancel_reason", "text", mark("why it was cancelled, in the platform's words")),
            _AS_OF, _ZONE,
        ),
    ),
    "lines": TableMeaning(
        SHEET,
        mark("Every line of every order: one SKU."),
        columns(
            _ORDER, _SHOP,
            ("line", "number", mark("its place in the order")),
            _SKU, _PRODUCT,
            ("variation", "text", mark("colour, size and the like")),
            _QUANTITY,
            ("amount", "major", mark("what they cost in all")),
            _CURRENCY,
        ),
    ),
    "money": TableMeaning(
        SHEET,
        mark("The money of each case: asked for, refunded, owed, at risk, and what can be won back."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _MARKET, _KIND, _OPEN,
            ("state", "text", mark("none, owed, partial or refunded")),
            _MODE,
            ("order_total", "major", mark("what the buyer paid for the order")),
            ("asked", "major", mark("what is asked for")),
            ("refunded", "major", mark("what went back to the buyer in all")),
            ("owed", "major", mark("what is still to go back to the buyer")),
            ("at_risk", "major", mark("what goes to the buyer if you say nothing")),
            ("at_risk_from", "local", mark("when that happens")),
            ("can_win", "major", mark("what an appeal or a claim can bring back")),
            ("can_win_until", "local", mark("until when that can be asked for")),
            _CURRENCY,
            ("return_postage", "major", mark("what you paid to have the parcel sent back")),
            ("postage_currency", "text", _THAT),
            ("compensation", "major", mark("what the platform pays as compensation")),
            ("compensation_currency", "text", _THAT),
            _ZONE,
        ),
    ),
    "stock": TableMeaning(
        SHEET,
        mark("Goods that came back, and where they went: a row for each SKU of each receipt, and of what went later."),
        columns(
            ("at", "local", mark("when it happened")),
            _CASE, _REF, _ORDER, _SHOP, _KIND,
            ("event", "text", mark("return.received, return.graded, or goods.placed for what went later")),
            _SKU, _PRODUCT,
            ("grade", "text", mark("original, minor, severe or wrong")),
            _QUANTITY,
            ("to_stock", "number", mark("how many went to stock")),
            ("scrap", "number", mark("how many were thrown away")),
            _ZONE,
        ),
    ),
    "events": TableMeaning(
        SHEET,
        mark("What happened to the cases, as it was recorded. What exports showed is in the sheet statuses."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _KIND,
            ("at", "local", mark("when it happened")),
            ("event", "text", mark("what happened, such as request.approved")),
            ("amount", "major", mark("an amount that belongs to it")),
            ("currency", "text", _THAT),
            ("mode", "text", mark("the mode that was chosen")),
            ("tracking", "digits", mark("the tracking number")),
            ("text", "text", mark("a note, a message or a reason")),
            _SOURCE,
            ("recorded", "local", mark("when it was recorded")),
            _ZONE,
        ),
    ),
    "statuses": TableMeaning(
        SHEET,
        mark("What the platform's data showed of a request, from its first to its last file."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _KIND,
            ("status", "text", mark("the request's status")),
            _RAW,
            ("since", "local", mark("since when it is known to have been so")),
            ("last_seen", "local", mark("how recent the last file was that showed it")),
            ("tracking", "digits", mark("the tracking number of the return")),
            ("refunded", "local", mark("when it was refunded")),
            _SOURCE, _ZONE,
        ),
    ),
}  # fmt: skip
