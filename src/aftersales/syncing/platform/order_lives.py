"""The simulated orders: what happens to each, and when."""

from __future__ import annotations

from random import Random

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.platform.markets import DAY, HOUR, Good, SimulatedMarket


class OrderedUnit(NamedTuple):
    """One piece of an order; the platform lists every piece by itself."""

    id: str
    good: Good


class OrderVersion(NamedTuple):
    """An order from `at` on. `updated` is what the platform calls its update_time: the last change of the status.
    `cancel_asked` is when the buyer asked to cancel, while that is open.
    """

    at: int
    updated: int
    status: str
    cancel_asked: int = 0


class OrderLife(NamedTuple):
    """An order with its whole course. `times` holds the instants by the platform's key, `dues` the platform's own
    limits; money is in minor units.
    """

    id: str
    buyer: str
    units: tuple[OrderedUnit, ...]
    shipping_fee: int
    created: int
    is_cod: bool
    is_seller_shipping: bool
    times: tuple[tuple[str, int], ...]
    dues: tuple[tuple[str, int], ...]
    versions: tuple[OrderVersion, ...]
    replaces: str = ""

    @property
    def total(self) -> int:
        """What the buyer pays."""
        return sum(unit.good.price for unit in self.units) + self.shipping_fee

    @property
    def tracking(self) -> str:
        """The number of its parcel."""
        return f"1Z{self.id[-10:]}"

    def time(self, key: str) -> int:
        """The instant of a key such as delivery_time; 0 where that never comes."""
        return dict(self.times).get(key, 0)


class Numbers:
    """Hands out the platform's long numbers, unlike in every shop and beyond what a float can hold."""

    def __init__(self, shop: int) -> None:
        self._shop, self._last = shop, 0

    def order(self) -> str:
        """A number of 18 digits, as orders and their lines have."""
        return f"57{self._shop % 1000:03d}{self._next():013d}"

    def case(self) -> str:
        """A number of 19 digits, as returns and cancellations have."""
        return f"403{self._shop % 1000:03d}{self._next():013d}"

    def _next(self) -> int:
        # Neighbours are so near that they would be one number if they went through a float.
        self._last += 101
        return self._last


def order_life(rng: Random, market: SimulatedMarket, numbers: Numbers, created: int) -> OrderLife:
    """An order placed at `created` (unix seconds) that is paid, sent, delivered and completed."""
    ready = created + rng.randrange(2 * HOUR, 30 * HOUR)
    collected = ready + rng.randrange(2 * HOUR, 20 * HOUR)
    delivered = collected + rng.randrange(20 * HOUR, 4 * DAY)
    return _order(rng, market, numbers, (created, ready, collected, delivered, delivered + 30 * DAY))


def replacement_order(order: OrderLife, id_: str, created: int) -> OrderLife:
    """The order that a replacement makes: the same goods, free of charge."""
    free = tuple(OrderedUnit(f"{unit.id[:-1]}9", unit.good._replace(price=0)) for unit in order.units)
    ready, delivered = created + 20 * HOUR, created + 3 * DAY
    return order._replace(
        id=id_,
        units=free,
        shipping_fee=0,
        created=created,
        times=(("paid_time", created), ("rts_time", ready), ("delivery_time", delivered)),
        dues=(),
        versions=(
            OrderVersion(created, created, "AWAITING_SHIPMENT"),
            OrderVersion(ready, ready, "IN_TRANSIT"),
            OrderVersion(delivered, delivered, "DELIVERED"),
        ),
        replaces=order.id,
    )


def _order(rng: Random, market: SimulatedMarket, numbers: Numbers, course: tuple[int, int, int, int, int]) -> OrderLife:
    created, ready, collected, delivered, completed = course
    is_cod = rng.random() < market.cod
    paid = created + rng.randrange(20, 900)
    goods = [rng.choice(market.goods) for _ in range(rng.choices((1, 2, 3), (75, 18, 7))[0])]
    steps = [
        (created, "UNPAID"),
        (paid, "AWAITING_SHIPMENT"),
        (ready, "AWAITING_COLLECTION"),
        (collected, "IN_TRANSIT"),
        (delivered, "DELIVERED"),
        (completed, "COMPLETED"),
    ]
    times = [
        ("paid_time", paid),
        ("rts_time", ready),
        ("collection_time", collected),
        ("delivery_time", delivered),
    ]
    return OrderLife(
        id=numbers.order(),
        buyer=f"7{rng.randrange(10**17, 10**18)}",
        units=tuple(OrderedUnit(numbers.order(), good) for good in goods),
        shipping_fee=rng.choice((0, 0, 2)) * 10**market.digits * (1 if market.digits else 10_000),
        created=created,
        is_cod=is_cod,
        is_seller_shipping=rng.random() < 0.3,
        times=tuple(times[1:] if is_cod else times),
        dues=(
            ("rts_sla_time", created + 2 * DAY),
            ("tts_sla_time", created + 3 * DAY),
            ("shipping_due_time", created + 5 * DAY),
            ("collection_due_time", created + 7 * DAY),
            ("delivery_due_time", created + 21 * DAY),
            ("delivery_sla_time", created + 9 * DAY),
        ),
        versions=tuple(OrderVersion(at, at, status) for at, status in (steps[1:] if is_cod else steps)),
    )


def asked_to_cancel(order: OrderLife, asked: int, ended: int, *, cancelled: bool) -> OrderLife:
    """The order of a buyer who asks to cancel at `asked`, which is decided at `ended`. Meanwhile it is not sent. The
    question alone changes no update_time: that is the time of the status.
    """
    before = [v for v in order.versions if v.at < asked]
    waiting = before[-1]._replace(at=asked, cancel_asked=asked)
    times = [(key, at) for key, at in order.times if at < asked]
    if cancelled:
        versions = (*before, waiting, OrderVersion(ended, ended, "CANCELLED"))
        return order._replace(versions=versions, times=(*times, ("cancel_time", ended)))
    delay = ended - asked
    after = [v._replace(at=v.at + delay, updated=v.at + delay) for v in order.versions if v.at >= asked]
    times += [(key, at + delay) for key, at in order.times if at >= asked]
    declined = waiting._replace(at=ended, cancel_asked=0)
    return order._replace(versions=(*before, waiting, declined, *after), times=tuple(times))
