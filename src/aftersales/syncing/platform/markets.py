"""The markets of the simulated shops: terms, currency, goods, reasons."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.named_tuple import NamedTuple

HOUR = 3600
DAY = 24 * HOUR
_YEARS_END = frozenset({date(2025, 12, 25), date(2026, 1, 1), date(2026, 12, 25), date(2027, 1, 1)})


class PlatformTerm(NamedTuple):
    """How long the platform gives: business days of the market, or hours."""

    number: int
    unit: str = "hours"  # or "business days"


class Good(NamedTuple):
    """One article that a simulated shop sells. `price` is in minor units."""

    sku: str
    product: str
    variation: str
    price: int


class SimulatedMarket(NamedTuple):
    """What the platform does in one market. `digits` of the currency; `answer` is the term for a request, `dear` that
    for one of at least `dear_from` (minor units); `receive` runs from the arrival of the parcel; `ship_back` and
    `dispute` are days; `cod` is the share of orders paid on delivery. The figures follow the markets' published terms;
    this platform is a teacher for tests, so its deadlines are not taken from the rules of the program.
    """

    region: str
    zone: str
    currency: str
    digits: int
    answer: PlatformTerm
    dear: PlatformTerm
    dear_from: int
    cancellation: PlatformTerm
    replacement: PlatformTerm
    receive: PlatformTerm
    ship_back: int
    dispute: int
    goods: tuple[Good, ...]
    holidays: frozenset[date] = _YEARS_END
    cod: float = 0.0
    prefix: str = "ROW_"  # of its tokens

    def after(self, start: int, term: PlatformTerm) -> int:
        """The end (unix seconds) of a term that starts at `start`; business days keep the time of day."""
        if term.unit == "hours":
            return start + term.number * HOUR
        when = datetime.fromtimestamp(start, UTC).astimezone(ZoneInfo(self.zone))
        left = term.number
        while left:
            when += timedelta(days=1)
            left -= when.weekday() < 5 and when.date() not in self.holidays
        return int(when.timestamp())

    def money(self, minor: int) -> str:
        """An amount as the platform writes it: decimal text in whole units."""
        if not self.digits:
            return str(minor)
        return f"{minor // 10**self.digits}.{minor % 10**self.digits:0{self.digits}d}"


_GB = SimulatedMarket(
    region="GB",
    zone="Europe/London",
    currency="GBP",
    digits=2,
    answer=PlatformTerm(2, "business days"),
    dear=PlatformTerm(4, "business days"),
    dear_from=100_00,
    cancellation=PlatformTerm(48),
    replacement=PlatformTerm(24),
    receive=PlatformTerm(2, "business days"),
    ship_back=5,
    dispute=3,
    goods=(
        Good("KETTLE-17", "Gooseneck kettle 1.7 l", "Black", 34_99),
        Good("DUVET-K", "Winter duvet", "King size", 64_00),
        Good("LAMP-02", "Bedside lamp", "Oak", 24_50),
        Good("COAT-M", "Wool coat", "M, camel", 139_00),
        Good("SOCK-5", "Merino socks, 5 pairs", "39-42", 18_75),
    ),
    holidays=_YEARS_END | {date(2025, 12, 26), date(2026, 12, 28), date(2026, 4, 3), date(2026, 4, 6)},
)
_US = SimulatedMarket(
    region="US",
    zone="America/Los_Angeles",
    currency="USD",
    digits=2,
    answer=PlatformTerm(24),
    dear=PlatformTerm(24),
    dear_from=100_00,
    cancellation=PlatformTerm(24),
    replacement=PlatformTerm(1, "business days"),
    receive=PlatformTerm(2, "business days"),
    ship_back=30,
    dispute=10,
    goods=(
        Good("GRILL-S", "Table grill", "Small", 89_99),
        Good("BRUSH-3", "Make-up brushes, set of 3", "Rose", 12_99),
        Good("TENT-2P", "Tent for two", "Green", 149_00),
        Good("MUG-TRV", "Travel mug", "16 oz", 21_50),
    ),
    holidays=_YEARS_END | {date(2026, 11, 26), date(2026, 10, 12), date(2026, 11, 11)},
    prefix="TTP_",
)
_VN = SimulatedMarket(
    region="VN",
    zone="Asia/Ho_Chi_Minh",
    currency="VND",
    digits=0,
    answer=PlatformTerm(1, "business days"),
    dear=PlatformTerm(1, "business days"),
    dear_from=2_000_000,
    cancellation=PlatformTerm(48),
    replacement=PlatformTerm(24),
    receive=PlatformTerm(48),
    ship_back=7,
    dispute=7,
    goods=(
        Good("AO-DAI-M", "Áo dài lụa", "M, đỏ", 450_000),
        Good("CF-500", "Cà phê rang xay 500 g", "Robusta", 129_000),
        Good("DEN-LED", "Đèn LED để bàn", "Trắng", 265_000),
        Good("BALO-15", "Ba lô laptop 15 inch", "Xám", 389_000),
    ),
    cod=0.5,
)

MARKETS = {market.region: market for market in (_GB, _US, _VN)}

# Codes as the platform lists them, each with its text.
RETURN_REASONS = (
    ("ecom_order_delivered_refund_and_return_reason_defective", "Defective item"),
    ("ecom_order_delivered_refund_and_return_reason_wrong_product", "Wrong item was sent"),
    ("ecom_order_delivered_refund_and_return_reason_no_need", "No longer needed"),
    ("ecom_order_delivered_refund_and_return_reason_not_match_description", "Item doesn't match description"),
)
REFUND_REASONS = (
    ("ecom_order_delivered_refund_reason_not_received", "Package wasn't received"),
    ("ecom_order_delivered_refund_reason_missing_product", "Missing product or accessories"),
    ("ecom_order_delivered_refund_reason_damaged", "Damaged item or packaging"),
)
CANCEL_REASONS = (
    ("ecom_order_to_ship_canceled_reason_created_by_mistakes", "Bought by mistake"),
    ("ecom_order_to_ship_canceled_reason_better_price", "Better price available"),
    ("ecom_order_to_ship_canceled_reason_no_need", "No longer needed"),
)
