"""`order cancel-check` and `order cancel`: who may still cancel an order, and a cancellation by the seller, which owes
the buyer what was paid.
"""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text, user_input
from aftersales.actions.record import new_case
from aftersales.commandline.options import Format, Json, ShopOption
from aftersales.commandline.write_command import write_options
from aftersales.context.app import App
from aftersales.core.cases import cancellation
from aftersales.core.cases.deliveries import UNDER_WAY
from aftersales.core.cases.facts import CaseFacts
from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import StoredOrder
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import CANCELLED_BY
from aftersales.errors import TransitionRefused, UsageError
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases, deliveries
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.find import LastCase
from aftersales.rendering.fields.lists import CANCEL_FIELDS
from aftersales.rendering.fields.view import Section, View

Order = Annotated[str, typer.Argument(metavar="ORDER", help="The order's number.")]


def cancel_check(
    ctx: typer.Context, order: Order, shop: ShopOption = None, form: Format = None, as_json: Json = False
) -> None:
    """Who may still cancel an order, and why."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    found = _order(app.ledger.current(), order, shop_queries.shop_named(app.ledger.current(), shop) if shop else None)
    market = shop_queries.shops(app.ledger.current())[found.shop][0]
    last = _last(app.ledger.current(), found)
    if last is not None and last.decision == "approved" and found.status != "unpaid":
        found = found._replace(status="cancelled")  # recorded here, whatever the data show yet
    rows = [
        {**v._asdict(), "order": found.ref, "shop": found.shop, "status": found.status}
        for v in cancellation.verdicts(found.status, market)
    ]
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        told = [(r["who"], f"{'yes' if r['may'] else 'no'}: {r['why']} [{r['source']}]") for r in rows]
        section = Section(f"Order {found.ref}: {found.status or 'status not known'}. May it be cancelled?", told)
        terminal.page(terminal.console(sys.stdout, color=app.output.color), [section])
    else:
        app.output.emit_view(View(CANCEL_FIELDS, rows), chosen)


def cancel(
    ctx: typer.Context,
    order: Order,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="seller or platform; a buyer asks: `open`.")],
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why, such as out of stock.")] = None,
    shop: ShopOption = None,
) -> None:
    """Record that you cancelled an order. Of a paid one the refund is owed, and followed until it is paid."""
    app: App = ctx.obj
    options = write_options(ctx)
    if by == "buyer":
        raise UsageError(f"a buyer asks to cancel: aftersales open cancellation --order {order}")
    if by not in CANCELLED_BY:
        raise UsageError(f"--by {by!r} is not known; it takes {', '.join(CANCELLED_BY)}.")
    told = entered_money.parse_remark(reason, "--reason") if reason is not None else None
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        found = _order(ledger, order, shop_queries.shop_named(ledger, shop) if shop else None)
        _refuse(ledger, found, shop_queries.shops(ledger)[found.shop][0], by)
        zone = ZoneInfo(app.rules.of(ledger)[found.shop].zone)
        when = user_input.moment_or_now(options.at, zone, app.now)
        owed = _owed(ledger, found)
        case = cases.open_by_hand(ledger, found.shop, _facts(found, when, owed, told))
        data: dict[str, Any] = {"by": by, "paid": owed is not None, **({"reason": told} if told else {})}
        event = Event("order.cancelled", when, data, "hand", "recorded by hand")
        delivery = deliveries.of_order(ledger, found.shop, found.ref)
        touched = [case] if delivery is None else [case, delivery]
        for one in touched:
            add_event(ledger, one, event, app.now)
        store.rederive(ledger, touched, app.rules.of(ledger))
        duty = due_queries.next_duty(ledger, case, app.now)
    by_when = f" by {text.moment(duty[1].astimezone(zone))}" if duty else ""
    follows = f"; refund of {owed}{by_when}" if owed is not None else "; nothing is owed"
    sentence = f"order {found.ref} cancelled by the {by}{follows}"
    warnings = new_case.ahead(app, when, zone)
    new_case.report(app, case, event.name, when, zone, sentence, options, warnings)
    app.output.notice("Recorded here only; now do it in Seller Center.")


def _order(ledger: Connection, words: str, shop: str | None) -> StoredOrder:
    """The order that a number or a case's id names, as far on its way as is known, recorded by hand or not."""
    words = words.strip()
    if re.fullmatch(r"[0-9]{1,9}", words):
        words = str(find.stored_case(ledger, find.find_case(ledger, words)).order)
    found = find.find_order(ledger, words, shop)
    delivery = deliveries.of_order(ledger, found.shop, found.ref)
    if delivery is not None and found.status in UNDER_WAY and found.status != "partially-shipping":
        if find.last_event(ledger, delivery, "order.delivered"):
            return found._replace(status="delivered")
        if find.last_event(ledger, delivery, "order.dispatched") and found.status != "in-transit":
            return found._replace(status="awaiting-collection")
    return found


def _last(ledger: Connection, order: StoredOrder) -> LastCase | None:
    """The order's last cancellation, asked for or ordered."""
    return find.last_on_order(ledger, order.shop, order.ref, "cancellation")


def _refuse(ledger: Connection, order: StoredOrder, market: str, by: str) -> None:
    """Raises TransitionRefused where the order can't be cancelled, or is being cancelled already."""
    last = _last(ledger, order)
    if last is not None and not last.settled and last.decision == "pending":
        raise TransitionRefused(f"the buyer asked to cancel order {order.ref}: answer case {last.id} instead.")
    if last is not None and last.decision == "approved":
        raise TransitionRefused(f"order {order.ref} is cancelled already, case {last.id}.")
    verdict = cancellation.verdicts(order.status, market)[1]
    if by == "seller" and not verdict.may:
        raise TransitionRefused(f"order {order.ref} can't be cancelled by the seller: {verdict.why}.")


def _owed(ledger: Connection, order: StoredOrder) -> Money | None:
    """What the buyer paid and has not had back; None for an order that was not paid."""
    paid = order.total
    if order.status == "unpaid" or paid is None:
        return None
    left = paid.minor - find.refunded_on_order(ledger, order.shop, order.ref, None)
    return Money(left, paid.currency) if left > 0 else None


def _facts(order: StoredOrder, when: Any, owed: Money | None, reason: str | None) -> CaseFacts:
    return CaseFacts(
        ref="",
        kind="cancellation",
        source="hand",
        origin="recorded by hand",
        opened_at=when,
        status="approved",
        raw="",
        order=order.ref,
        amount=owed,
        buyer=order.buyer,
        reason=reason,
        lines=order.lines,
    )
