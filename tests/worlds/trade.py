"""Shops that trade: their orders and requests day by day, and what their exports show at an instant.

Same arguments, same content. Times are kept with their zone; a file has them as its market writes them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from importing import files
from importing.files import Answer, Cells

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
_WINDOW = 9 * DAY  # an orders export goes so far back; orders of requests that are open are in it however old they are


class Good(NamedTuple):
    """What a shop sells: SKU, name, variation, price in minor units."""

    sku: str
    name: str
    variation: str
    price: int


class Market(NamedTuple):
    """How a market's files are written."""

    zone: ZoneInfo
    sign: str
    currency: str
    form: str = "%d/%m/%Y %H:%M:%S"
    digits: int = 2
    status: tuple[tuple[str, str], ...] = ()

    def money(self, minor: int) -> str:
        return f"{self.sign}{minor / 10**self.digits:,.{self.digits}f}"

    def time(self, when: datetime | None) -> str:
        return when.astimezone(self.zone).strftime(self.form) if when else ""


_ENGLISH = (
    ("To ship", "Awaiting shipment"),
    ("To ship", "Awaiting collection"),
    ("Shipped", "In transit"),
    (
        "Shipped",
        "Delivered",
    ),
)
_THAI = ("ที่จะจัดส่ง", "รอจัดส่ง"), ("ที่จะจัดส่ง", "รอรับพัสดุ"), ("จัดส่งแล้ว", "จัดส่งแล้ว"), ("จัดส่งแล้ว", "จัดส่งสำเร็จ")


def _market(zone: str, sign: str, currency: str, **more: object) -> Market:
    return Market(ZoneInfo(zone), sign, currency, **{"status": _ENGLISH, **more})  # type: ignore[arg-type]


MARKETS = {
    "GB": _market("Europe/London", "GBP ", "GBP"),
    "US": _market("America/Los_Angeles", "$", "USD", form="%m/%d/%Y %I:%M:%S %p"),
    "TH": _market("Asia/Bangkok", "฿", "THB", status=_THAI),
    "VN": _market("Asia/Ho_Chi_Minh", "₫", "VND", digits=0),
    "DE": _market("Europe/Berlin", "€", "EUR"),
    "FR": _market("Europe/Paris", "€", "EUR"),
    "ES": _market("Europe/Madrid", "€", "EUR"),
    "IT": _market("Europe/Rome", "€", "EUR"),
    "IE": _market("Europe/Dublin", "€", "EUR"),
    "MY": _market("Asia/Kuala_Lumpur", "RM", "MYR"),
    "SG": _market("Asia/Singapore", "S$", "SGD"),
    "PH": _market("Asia/Manila", "₱", "PHP"),
}


class Shop(NamedTuple):
    """A shop: so many orders and requests a day of these goods, the team closed on `closed` and at weekends.

    `api`: its requests come as answers of the API, with the platform's own deadlines.
    """

    name: str
    market: str
    orders: int
    requests: float
    goods: Sequence[Good]
    closed: frozenset[date] = frozenset()
    api: bool = False
    notes: Sequence[str] = ()

    @property
    def place(self) -> Market:
        return MARKETS[self.market]


class Sale(NamedTuple):
    """An order with its times; None for what never comes."""

    ref: str
    placed: datetime
    good: Good
    units: int
    ready: datetime | None
    left: datetime | None
    arrived: datetime | None
    buyer: str
    odd: str = ""  # a status that nobody knows

    @property
    def amount(self) -> int:
        return self.good.price * self.units


class Request(NamedTuple):
    """A buyer's request with its times."""

    ref: str
    sale: Sale
    type: str
    opened: datetime
    answered: datetime
    sent_back: datetime | None
    ended: datetime
    reason: str
    note: str
    quick: bool = False


REASONS = (
    "Product is defective or doesn't work",
    "Missing product or accessories",
    "Package or product is damaged",
    "Item is too small/short",
    "Product doesn't match description",
    "Wrong product was sent",
    "Does not suit me",
    "Package wasn't received",
)
TYPES = ("Return and refund", "Refund only", "Return and refund", "Return and refund", "Refund only", "Replacement")


class Trade:
    """All that happens in a shop from `first` to `last`."""

    def __init__(self, shop: Shop, first: date, last: date) -> None:
        self.shop, self._chance = shop, random.Random(f"{shop.name} {first}")
        self.sales = [sale for n in range((last - first).days + 1) for sale in self._day(first + n * DAY)]
        self.requests = list(self._requests(first + 4 * DAY, last))

    def _at(self, day: date, clock: float) -> datetime:
        seconds = int(clock * 3600) + self._chance.randrange(60)
        return datetime.combine(day, time(), self.shop.place.zone) + timedelta(seconds=seconds)

    def _day(self, day: date) -> Iterator[Sale]:
        number = self.shop.orders + self._chance.randint(-self.shop.orders // 8, self.shop.orders // 8)
        for n in range(number):
            placed = self._at(day, 7 + 16 * n / number)
            good = self._chance.choice(self.shop.goods)
            ready = self._packed(placed)
            lost, odd = self._chance.random() < 0.006, self._chance.random() < 0.002
            late = self._chance.random() < 0.02
            left = (ready + 2 * HOUR) if not late else ready + 26 * HOUR
            arrived = None if lost else left + timedelta(hours=self._chance.randint(24, 70))
            yield Sale(
                self._number("5770", 18), placed, good, self._chance.choice((1, 1, 1, 1, 2)),
                None if odd else ready, left, arrived, self._buyer(), "Held for review" if odd else "",
            )  # fmt: skip

    def _packed(self, placed: datetime) -> datetime:
        """When the team has packed it: before noon on the same day, else on the next one; sometimes much later."""
        day = placed.date() if placed.hour < 12 else placed.date() + DAY
        waits = 3 if self._chance.random() < 0.012 else 0
        while day.weekday() > 4 or day in self.shop.closed or waits:
            waits -= waits > 0 and day.weekday() < 5
            day += DAY
        return self._at(day, 13 + self._chance.random() * 3)

    def _requests(self, first: date, last: date) -> Iterator[Request]:
        known = [sale for sale in self.sales if sale.arrived is not None]
        owed = 0.0
        for n in range((last - first).days + 1):
            day, owed = first + n * DAY, owed + self.shop.requests
            while owed >= 1:
                owed -= 1
                opened = self._at(day, 6.5 + 16 * self._chance.random())
                ripe = [s for s in known if s.arrived and opened - 4 * DAY < s.arrived < opened - HOUR]
                if ripe:
                    sale = self._chance.choice(ripe)
                    known.remove(sale)
                    yield self._request(sale, opened)

    def _request(self, sale: Sale, opened: datetime) -> Request:
        kind = self._chance.choice(TYPES)
        answered = self._worked(opened + timedelta(hours=self._chance.choice((6, 20, 30, 40, 44, 52, 70))))
        back = answered + timedelta(hours=self._chance.randint(20, 60)) if kind == "Return and refund" else None
        ended = (back + timedelta(hours=self._chance.randint(60, 150))) if back else answered + 3 * HOUR
        note = self._chance.choice(["", *self.shop.notes]) if self.shop.notes else ""
        reason = self._chance.choice(REASONS)
        quick = self.shop.api and back is not None and self._chance.random() < 0.1
        return Request(self._number("4035", 19), sale, kind, opened, answered, back, ended, reason, note, quick)

    def _worked(self, when: datetime) -> datetime:
        while when.weekday() > 4 or when.date() in self.shop.closed:
            when += DAY
        return when

    def _number(self, head: str, length: int) -> str:
        return f"{head}{self._chance.randrange(10 ** (length - len(head) - 1), 10 ** (length - len(head)) - 1) | 1}"

    def _buyer(self) -> str:
        first = ("misty", "tiny", "amber", "salt", "wild", "paper", "copper", "lucky", "velvet", "foggy")
        last = ("fox", "teapot", "harbour", "pine", "comet", "biscuit", "wren", "ribbon", "pebble", "panda")
        return f"{self._chance.choice(first)}.{self._chance.choice(last)}{self._chance.randrange(1000)}"

    # --- files ---

    def export(self, folder: Path, at: datetime) -> list[Path]:
        """What Seller Center, or the API, gives at an instant: orders, and requests."""
        folder.mkdir(parents=True, exist_ok=True)
        asked = [request for request in self.requests if request.opened <= at]
        of_requests = {request.sale.ref for request in asked}
        sold = [
            sale
            for sale in reversed(self.sales)
            if sale.placed <= at and (sale.placed > at - _WINDOW or sale.ref in of_requests)
        ]
        name = f"{self.shop.name}-{at:%m%d}"
        orders = files.orders(folder / f"{name}-orders.csv", *(self._order(sale, at) for sale in sold))
        if self.shop.api:
            told = [self._answer(request, at) for request in asked]
            return [orders, files.answer(folder / f"{name}-returns.json", *told)]
        return [orders, files.returns(folder / f"{name}-returns.csv", *(self._row(r, at) for r in reversed(asked)))]

    def _order(self, sale: Sale, at: datetime) -> Cells:
        times = [when if when and when <= at else None for when in (sale.ready, sale.left, sale.arrived)]
        status, fine = self.shop.place.status[sum(when is not None for when in times)]
        if sale.odd:
            status, fine, times = sale.odd, "", [None] * 3
        money, when = self.shop.place.money, self.shop.place.time
        return files.order(
            sale.ref, status=status, substatus=fine, sku=sale.good.sku, product=sale.good.name,
            quantity=str(sale.units), line=money(sale.amount), amount=money(sale.amount), buyer=sale.buyer,
            created=when(sale.placed), paid=when(min(sale.placed + 2 * MINUTE, at)), shipped=when(times[1]),
            delivered=when(times[2]),
        ) | {"Variation": sale.good.variation, "RTS Time": when(times[0])}  # fmt: skip

    def _row(self, request: Request, at: datetime) -> Cells:
        sale, money, when = request.sale, self.shop.place.money, self.shop.place.time
        sent = request.sent_back is not None and request.sent_back <= at
        state = "To process" if at < request.answered else "In process" if at < request.ended else "Completed"
        return files.request(
            request.ref, order=sale.ref, worth=money(sale.amount), kind=request.type, asked=when(request.opened),
            refund=money(sale.amount), units=str(sale.units), reason=request.reason, sku=sale.good.sku,
            product=sale.good.name, buyer=sale.buyer, state=state, substatus="Delivered",
            tracking=f"RT{request.ref[-9:]}" if sent else "",
            refunded=when(request.ended) if state == "Completed" else "",
            fine="Refund completed" if state == "Completed" else "",
        ) | {"SKU Name": sale.good.variation, "Buyer Note": request.note}  # fmt: skip

    def _answer(self, request: Request, at: datetime) -> Answer:
        """As the API tells it, with the platform's own deadline where it waits for the seller."""
        word = {"Refund only": "REFUND", "Replacement": "REPLACEMENT"}.get(request.type, "RETURN_AND_REFUND")
        head = "REPLACEMENT_REQUEST" if word == "REPLACEMENT" else "RETURN_OR_REFUND_REQUEST"
        status, updated, stamp = f"{head}_PENDING", request.opened, None
        if at >= request.ended:
            status, updated = f"{head}_COMPLETE", request.ended
        elif request.sent_back and at >= request.sent_back:
            status, updated = "BUYER_SHIPPED_ITEM", request.sent_back
            stamp = "SELLER_RESPOND_RECEIVE_PACKAGE", request.sent_back + 5 * DAY
        elif at >= request.answered:
            status, updated = ("AWAITING_BUYER_SHIP" if request.sent_back else f"{head}_COMPLETE"), request.answered
        elif word != "REPLACEMENT":
            action = "SELLER_RESPOND_RETURN" if request.sent_back else "SELLER_RESPOND_REFUND"
            stamp = action, self._worked(request.opened + 2 * DAY)
        row: Answer = {
            "return_id": request.ref, "order_id": request.sale.ref, "return_type": word, "return_status": status,
            "return_reason": "buyer_refund", "return_reason_text": request.reason,
            "create_time": int(request.opened.timestamp()), "update_time": int(updated.timestamp()),
            "refund_amount": {
                "currency": self.shop.place.currency, "refund_total": f"{request.sale.amount / 100:.2f}"
            },
            "return_line_items": [
                {"seller_sku": request.sale.good.sku, "sku_name": request.sale.good.variation,
                 "product_name": request.sale.good.name} for _ in range(request.sale.units)
            ],
        }  # fmt: skip
        if request.quick:
            row["is_quick_refund"] = True
        if request.sent_back and at >= request.sent_back:
            row["return_tracking_number"] = f"RT{request.ref[-9:]}"
        if stamp is not None:
            row["seller_next_action_response"] = [{"action": stamp[0], "deadline": int(stamp[1].timestamp())}]
        return row
