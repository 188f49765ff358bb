"""An order recorded by hand."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.cases.facts import OrderFacts, OrderLine
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.time.instants import iso
from aftersales.core.vocabulary import ORDER_STATUSES
from aftersales.errors import ConfigError, UsageError
from aftersales.language import tr
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases, deliveries, orders
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple


class OrderEntry(NamedTuple):
    """An order as typed; `placed` and `delivered` are in local time of the market."""

    ref: str
    amount: str
    placed: str
    shop: str | None = None
    delivered: str | None = None
    status: str | None = None
    product: str | None = None
    sku: str | None = None
    quantity: int | None = None
    buyer: str | None = None


class AddedOrder(NamedTuple):
    """What was recorded of an order, or would be in a dry run. `placed` is in the market's zone; `outcome` is `new`,
    `changed` or `same`.
    """

    ref: str
    shop: str
    paid: Money
    placed: datetime
    outcome: str
    dry_run: bool


def add_order(app: App, entry: OrderEntry, *, dry_run: bool) -> AddedOrder:
    """Record an order, or correct one that was recorded by hand. Raises UsageError, and ConfigError for an order of
    another shop or one that the platform's data know.
    """
    ref = entry.ref.strip()
    _refuse_unknown_words(ref, entry.status)
    tally = orders.Tally()
    with app.ledger.writing(keep=not dry_run) as ledger:
        shop = shop_queries.shop_named(ledger, entry.shop)
        if other := orders.order_of_another_shop(ledger, shop, [ref]):
            raise ConfigError(tr("order {ref} belongs to shop {shop}.", ref=ref, shop=other[1]))
        rules = app.rules.of(ledger)[shop]
        zone = ZoneInfo(rules.zone)
        place = shop_queries.place(ledger, shop, zone)
        placed = app.times.read(entry.placed, "--placed", place)
        delivered = None if entry.delivered is None else app.times.read(entry.delivered, "--delivered", place)
        if delivered is not None and delivered < placed:
            raise UsageError(tr("--delivered is before --placed."))
        paid = entered_money.parse_amount(entry.amount, rules.currency, "--amount")
        facts = _facts(entry._replace(ref=ref), paid, placed, delivered, app.now)
        if origin := orders.platform_origin(ledger, shop, ref):
            raise ConfigError(
                tr(
                    "order {ref} is known from {origin}, and the platform's data take precedence.",
                    ref=ref,
                    origin=origin,
                )
            )
        orders.put(ledger, shop, [facts], tally)
        deliveries.follow(ledger, shop)
        store.rederive(ledger, cases.on_orders(ledger, shop, [ref]), app.rules.of(ledger))
    outcome = "new" if tally.new else "same" if tally.same else "changed"
    return AddedOrder(ref, shop, paid, placed.astimezone(zone), outcome, dry_run)


def _refuse_unknown_words(ref: str, status: str | None) -> None:
    """Raises UsageError for a number or a status that the platform does not have."""
    if not entered_money.is_platform_number(ref):
        raise UsageError(tr("ORDER {ref!r} is not an order number (6 to 25 digits).", ref=ref))
    if status is not None:
        choices.one_of("--status", status, ORDER_STATUSES)


def _facts(entry: OrderEntry, paid: Money, placed: datetime, delivered: datetime | None, now: datetime) -> OrderFacts:
    line = OrderLine(entry.sku, entry.product, None, entry.quantity, None)
    return OrderFacts(
        ref=entry.ref,
        status=entry.status or ("delivered" if delivered else None),
        raw_status=None,
        amount=paid.minor,
        currency=paid.currency,
        placed_at=iso(placed),
        paid_at=None,
        ready_at=None,
        collected_at=None,
        delivered_at=iso(delivered) if delivered else None,
        cancelled_at=None,
        buyer=entered_money.parse_remark(entry.buyer, "--buyer") if entry.buyer else None,
        tracking=None,
        dispatch_by=None,
        collect_by=None,
        ready_due=None,
        collection_due=None,
        delivery_due=None,
        deliver_by=None,
        order_type=None,
        shipping_type=None,
        handling=None,
        fulfilment=None,
        cancel_asked_at=None,
        buyer_message=None,
        after_sale=None,
        shipping_fee=None,
        cancel_reason=None,
        source="hand",
        as_of=iso(now),
        origin="recorded by hand",
        lines=(line,) if entry.sku or entry.product or entry.quantity else (),
    )
