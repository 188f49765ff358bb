"""A simulated shop: its orders and requests, made from a seed."""

from __future__ import annotations

from random import Random

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.platform.case_lives import CaseLife, CaseVersion, case_life
from aftersales.syncing.platform.markets import DAY, HOUR, MARKETS
from aftersales.syncing.platform.order_lives import (
    Numbers,
    OrderLife,
    asked_to_cancel,
    order_life,
    replacement_order,
)
from aftersales.syncing.platform.row_stream import RowStream

_TYPES = ("RETURN_AND_REFUND", "REFUND", "BUYER_CANCEL", "CANCEL", "REPLACEMENT", "EXCHANGE")
_WEIGHTS = (46, 18, 20, 8, 6, 2)
_UNKNOWN_STATUS, _UNKNOWN_ACTION = "RETURN_OR_REFUND_REQUEST_UNDER_PLATFORM_REVIEW", "SELLER_RESPOND_SURVEY"


class ShopPlan(NamedTuple):
    """What a shop is made from. `start` (unix seconds): its first request; they come for so many `days`. `orders`
    counts those with a request too. `unknown` and `vanishing` are shares of the requests: those that stand for a while
    in a status, or ask for an action, that nobody knows, and those whose action goes away with no change of the
    update_time. `late` (seconds): a change is seen so much later.
    """

    seed: int
    region: str
    number: int
    name: str
    start: int
    days: int
    requests: int
    orders: int = 0
    unknown: float = 0.0
    vanishing: float = 0.0
    late: int = 0
    is_cross_border: bool = False


class CaseTruth(NamedTuple):
    """What the platform knows of one request. `amount` is in minor units; `action` and `deadline` (unix seconds) are
    what the seller owes, empty and 0 where nothing; `updated` is the update_time.
    """

    ref: str
    order: str
    type: str
    status: str
    amount: int
    currency: str
    action: str
    deadline: int
    updated: int


class SimulatedShop:
    """A shop that lives through its days. All it will ever do is fixed by its plan; a clock says how far it is."""

    def __init__(self, plan: ShopPlan) -> None:
        self.plan, self.market = plan, MARKETS[plan.region]
        self.id = f"7495{plan.number:015d}"
        self.code = f"{plan.region}LC{plan.number:06d}"
        cases, orders = _Builder(plan).build()
        returns = [case for case in cases if not case.is_cancellation]
        cancellations = [case for case in cases if case.is_cancellation]
        self.returns = RowStream(returns, plan.late)
        self.cancellations = RowStream(cancellations, plan.late)
        self.orders = RowStream(orders, plan.late)

    def move_to(self, now: int) -> None:
        """Live until `now` (unix seconds)."""
        for stream in (self.returns, self.cancellations):
            stream.move_to(now)
        self.orders.move_to(now)

    def truth(self, now: int) -> list[CaseTruth]:
        """What the platform shows of every request at `now` (unix seconds), in no order."""
        self.move_to(now)
        truths = []
        for stream in (self.returns, self.cancellations):
            for life, number in map(stream.shown, stream.places()):
                version = life.versions[number]
                truths.append(
                    CaseTruth(
                        life.id,
                        life.order,
                        life.type,
                        version.status,
                        version.amount,
                        self.market.currency,
                        version.action,
                        version.deadline,
                        version.updated,
                    )
                )
        return truths


class _Builder:
    """Makes the lives of a shop from its plan."""

    def __init__(self, plan: ShopPlan) -> None:
        self.plan, self.market = plan, MARKETS[plan.region]
        self.rng = Random(f"{plan.seed}/{plan.number}")  # noqa: S311  (a simulation that can be repeated)
        self.numbers = Numbers(plan.number)
        self.cases: list[CaseLife] = []
        self.orders: list[OrderLife] = []

    def build(self) -> tuple[list[CaseLife], list[OrderLife]]:
        """The requests and the orders, each in the order of their creation."""
        plan, span = self.plan, self.plan.days * DAY
        for opened in sorted(plan.start + self.rng.randrange(span) for _ in range(plan.requests)):
            self._request(opened, self.rng.choices(_TYPES, _WEIGHTS)[0])
        for _ in range(plan.orders - len(self.orders)):
            placed = plan.start + self.rng.randrange(-10 * DAY, span)
            self.orders.append(order_life(self.rng, self.market, self.numbers, placed))
        return sorted(self.cases, key=_created), sorted(self.orders, key=_created)

    def _request(self, opened: int, type_: str) -> None:
        rng, market, numbers = self.rng, self.market, self.numbers
        if type_ in ("CANCEL", "BUYER_CANCEL"):
            order = order_life(rng, market, numbers, opened - rng.randrange(1000, 7000))
            case = case_life(rng, market, numbers.case(), order, opened, type_)
            ended = case.versions[-1].at if type_ == "CANCEL" else case.versions[1].at
            cancelled = type_ == "CANCEL" or case.versions[1].status == "CANCELLATION_REQUEST_SUCCESS"
            self.orders.append(asked_to_cancel(order, opened, max(ended, opened + 1), cancelled=cancelled))
            self.cases.append(case)
            return
        order = self._delivered_order(opened)
        case = case_life(rng, market, numbers.case(), order, opened, type_)
        if type_ == "RETURN_AND_REFUND" and rng.random() < 0.04:
            case = self._edited(case, order)
        if case.versions[-1].status == "REPLACEMENT_REQUEST_COMPLETE":
            self.orders.append(replacement_order(order, numbers.order(), case.versions[-1].at))
        self.cases.append(self._odd(case))

    def _delivered_order(self, opened: int) -> OrderLife:
        """An order that was delivered before; now and then one that has a request already."""
        last = self.orders[-1] if self.orders else None
        if last and len(last.units) > 1 and self.rng.random() < 0.3 and 0 < last.time("delivery_time") < opened:
            return last
        placed = opened - self.rng.randrange(9 * DAY, 20 * DAY)
        order = order_life(self.rng, self.market, self.numbers, placed)
        self.orders.append(order)
        return order

    def _edited(self, case: CaseLife, order: OrderLife) -> CaseLife:
        """The request that a buyer first sent as one for the money alone; the first one is closed and points here."""
        asked = case.created - self.rng.randrange(HOUR, 9 * HOUR)
        before = case_life(self.rng, self.market, self.numbers.case(), order, asked, "REFUND")
        first = before.versions[0]._replace(
            action="SELLER_RESPOND_REFUND", status="RETURN_OR_REFUND_REQUEST_PENDING",
            deadline=self.market.after(asked, self.market.dear),
        )  # fmt: skip
        closed = CaseVersion(
            case.created, case.created, "RETURN_OR_REFUND_REQUEST_CANCEL", "", 0, first.amount,
            {"next_return_id": case.id}, "BUYER", "The buyer changed the request",
        )  # fmt: skip
        self.cases.append(before._replace(fixed={}, versions=(first, closed)))
        return case._replace(fixed={**case.fixed, "pre_return_id": before.id})

    def _odd(self, case: CaseLife) -> CaseLife:
        """The same request, where its turn is with what is hard to read."""
        versions = case.versions
        if len(versions) < 2 or not versions[0].action:
            return case
        middle = (versions[0].at + versions[1].at) // 2
        chance = self.rng.random()
        if chance < self.plan.unknown:
            odd = versions[0]._replace(at=middle, updated=middle, said="Under review")
            odd = odd._replace(action=_UNKNOWN_ACTION) if middle % 2 else odd._replace(status=_UNKNOWN_STATUS)
        elif chance < self.plan.unknown + self.plan.vanishing:
            odd = versions[0]._replace(at=middle, action="", deadline=0)
        else:
            return case
        return case._replace(versions=(versions[0], odd, *versions[1:]))


def _created(life: CaseLife | OrderLife) -> int:
    return life.created
