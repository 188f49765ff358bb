"""The views: what people look at in other programs."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark
from aftersales.rendering.fields.ledger_tables.table_meaning import VIEW, TableMeaning, columns

_CASE = ("case", "number", mark("the number of the case"))
_REF = ("ref", "text", mark("the platform's number for the request"))
_ORDER = ("order", "text", mark("the order number"))
_SHOP = ("shop", "text", mark("the shop"))
_MARKET = ("market", "text", mark("the market's code, such as GB"))
_KIND = (
    "kind", "text", mark("refund, return, replacement, exchange, reshipment, cancellation, review, delivery …"),
)  # fmt: skip
_PRODUCT = ("product", "text", mark("the product's name"))
_SKU = ("sku", "text", mark("your SKU"))
_QUANTITY = ("quantity", "number", mark("how many"))
_REASON = ("reason", "text", mark("the buyer's reason, in the platform's words"))
_BUYER = ("buyer", "text", mark("the buyer's name on the platform"))
_ZONE = ("zone", "text", mark("the time zone of its local times"))
_MODE = ("mode", "text", mark("how it is settled: keep, seller-address, local-service, partial; undecided"))
_OPEN = ("open", "yes", mark("something can still happen to it"))
_DECISION = ("decision", "text", mark("pending, approved, rejected or offered"))
_PARCEL = ("parcel", "text", mark("none, awaited, shipped, delivered, received, refused or lost"))
_MONEY = mark("none, owed, partial or refunded")
_THAT = mark("the currency of that")
_STAKE = mark("what silence costs: money, right, standing, look, house or none")

VIEWS: Mapping[str, TableMeaning] = {
    "due_now": TableMeaning(
        VIEW,
        mark("What you must do within two days, and what can be done from these days on; most urgent first."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _MARKET, _KIND,
            ("duty", "text", mark("what must be done")),
            ("owner", "text", mark("who must do it: seller, buyer or platform")),
            _PRODUCT, _SKU, _REASON, _QUANTITY,
            ("due", "time", mark("the deadline")),
            ("outcome", "text", mark("what happens when the time is over")),
            ("at_risk_minor", "minor", mark("what silence costs")),
            ("currency", "text", _THAT),
            ("confirmed", "yes", mark("the platform's data show what was recorded here")),
            ("act_by", "time", mark("the last moment before it at which your staff is in")),
            ("opens", "time", mark("from when it can be done; null where it can be done now")),
            ("stake", "text", _STAKE),
            ("winnable", "minor", mark("what an appeal or a claim can bring back")),
            ("winnable_currency", "text", _THAT),
            _ZONE,
            ("due_local", "local", mark("the deadline")),
            ("staff_zone", "text", mark("the time zone of your staff")),
            ("act_by_local", "local", mark("the last moment before it at which your staff is in")),
            ("opens_local", "local", mark("from when it can be done; null where it can be done now")),
            ("hours_left", "decimal", mark("hours until the deadline; negative when it is overdue")),
            ("at_risk", "major", mark("what silence costs")),
            ("can_win", "major", mark("what an appeal or a claim can bring back")),
            _BUYER,
        ),
    ),
    "cases_now": TableMeaning(
        VIEW,
        mark("Every case: where it stands, and its next deadline."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _MARKET, _KIND, _OPEN, _DECISION, _PARCEL, ("money", "text", _MONEY), _MODE,
            ("attempt", "number", mark("which submission of the request it is; 1 is the first")),
            ("arbitration", "text", mark("how far the platform's ruling in a dispute is")),
            ("appeal", "text", mark("your appeal: none, filed, won or lost")),
            _PRODUCT, _SKU, _QUANTITY, _REASON, _BUYER,
            ("tracking", "text", mark("the tracking number of the return")),
            ("amount", "major", mark("what is asked for")),
            ("refunded", "major", mark("what went back to the buyer in all")),
            ("currency", "text", mark("the currency of its amounts")),
            _ZONE,
            ("opened", "time", mark("when the request was opened")),
            ("opened_local", "local", mark("when the request was opened")),
            ("next_duty", "text", mark("what must be done next; null for nothing")),
            ("next_owner", "text", mark("who must do it: seller, buyer or platform")),
            ("next_due", "time", mark("the deadline")),
            ("next_due_local", "local", mark("the deadline")),
            ("next_outcome", "text", mark("what happens when the time is over")),
            ("next_stake", "text", _STAKE),
            ("missing_since", "time", mark("since when newer exports lack it")),
            ("as_of", "time", mark("how recent the newest data are that show it")),
        ),
    ),
    "money_now": TableMeaning(
        VIEW,
        mark("The money of each case: asked for, refunded, owed, at risk, and what can be won back."),
        columns(
            _CASE, _REF, _ORDER, _SHOP, _MARKET, _KIND, _OPEN, ("state", "text", _MONEY), _MODE,
            ("currency", "text", mark("the currency of its amounts")),
            ("order_total", "major", mark("what the buyer paid for the order")),
            ("asked", "major", mark("what is asked for")),
            ("refunded", "major", mark("what went back to the buyer in all")),
            ("owed", "major", mark("what is still to go back to the buyer")),
            ("at_risk", "major", mark("what goes to the buyer if you say nothing")),
            ("at_risk_from", "time", mark("when that happens")),
            _ZONE,
            ("at_risk_from_local", "local", mark("when that happens")),
            ("can_win", "major", mark("what an appeal or a claim can bring back")),
            ("can_win_until", "time", mark("until when that can be asked for")),
            ("return_postage", "major", mark("what you paid to have the parcel sent back")),
            ("postage_currency", "text", _THAT),
            ("compensation", "major", mark("what the platform pays as compensation")),
            ("compensation_currency", "text", _THAT),
        ),
    ),
}  # fmt: skip
