"""Who counts as one buyer, and how often they asked, on ledgers small enough to be counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.requests import buyers
from aftersales.core.requests.buyers import (
    Counts,
    Good,
    History,
    Order,
    Request,
    buyer_flags,
    buyer_key,
    more_specific_name,
)
from tables import of_each

LONDON, BANGKOK = ZoneInfo("Europe/London"), ZoneInfo("Asia/Bangkok")
# Tue 24 Nov 2026, 10:00 in London; 90 days before is Wed 26 Aug, 10:00 there, which is summer time: 09:00 UTC.
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


def asked(when: str, kind: str = "return", order: str | None = None, *defective: Good) -> Request:
    """A request; goods that are named are said to be defective."""
    return Request(
        datetime.fromisoformat(when + "Z"), kind, order, "defective" if defective else "no longer needed", defective
    )


def count(at: datetime, zone: ZoneInfo, requests: list[Request], orders: list[Order]) -> Counts:
    return buyers.count(History(at, zone, requests, orders), lambda reason, _code: reason == "defective")


def bought(ref: str, when: str = "2026-08-01T10:00", *, void: bool = False) -> Order:
    return Order(ref, datetime.fromisoformat(when + "Z"), void)


NOW = asked("2026-11-24T10:00", "return", "now")


@of_each(
    "name, found",
    [
        ("keqing_88", "keqing_88"),
        ("@Keqing_88", "keqing_88"),
        ("  KEQING_88 ", "keqing_88"),
        ("o.k", "o.k"),
        ("7494845267308415300", "7494845267308415300"),
        ("小明", "小明"),
        (None, None),
        ("", None),
        ("  ", None),
        ("-", None),
        ("--", None),
        ("@", None),
        ("x", None),
        ("._.", None),
        ("***", None),
        ("j***n", None),
        ("j＊＊n", None),
        ("j●●n", None),
        ("jo…", None),
        ("jo...n", None),
        ("????", None),
        ("mia\0w", None),
        ("mia\u200bw", None),
        ("N/A", None),
        ("None", None),
        ("Deleted user", None),
        ("匿名用户", None),
    ],
)
def test_a_name_that_several_may_share_is_nobodys(name: str | None, found: str | None) -> None:
    assert buyer_key(name) == found


@given(st.text(max_size=12))
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    assert buyer_key(buyer_key(name)) == buyer_key(name)
    assert buyer_key(f" @{name}") == buyer_key(name) or name.startswith(" ")


def test_the_order_says_who_asked_and_else_the_request() -> None:
    assert buyers.account("Mia.W", "someone.else") == "mia.w"
    assert buyers.account("m***w", "Mia.W") == "mia.w"
    assert buyers.account(None, "***") is None


@of_each(
    "was, new, newer, kept",
    [
        (None, "m***w", False, "m***w"),
        ("m***w", "7494", False, "7494"),
        ("7494", "mia.w", False, "mia.w"),
        ("mia.w", "7494", True, "mia.w"),
        ("mia.w", "m***w", True, "mia.w"),
        ("mia.w", None, True, "mia.w"),
        ("mia.w", "mia.x", True, "mia.x"),
        ("mia.w", "mia.x", False, "mia.w"),
        ("m***w", "m***x", True, "m***x"),
    ],
)
def test_the_name_that_tells_more_stays(was: str | None, new: str | None, newer: bool, kept: str | None) -> None:
    assert more_specific_name(new, was, newer=newer) == kept


@of_each(
    "earlier, found",
    [
        ("2026-08-27T09:00", 2),
        ("2026-08-26T09:00:01", 2),
        ("2026-08-26T09:00", 2),
        ("2026-08-26T08:59:59", 1),
        ("2026-08-25T09:00", 1),
        ("2026-11-24T10:00", 2),
        ("2026-11-24T10:00:01", 1),
    ],
)
def test_ninety_days_are_days_on_the_wall_and_the_very_end_is_inside(earlier: str, found: int) -> None:
    assert count(AT, LONDON, [asked(earlier), NOW], []).requests_90d == found


def test_ninety_days_where_the_clocks_never_change() -> None:
    before = [asked("2026-08-26T10:00"), asked("2026-08-26T09:59:59")]
    assert count(AT, BANGKOK, [*before, NOW], []).requests_90d == 2


def test_two_requests_are_not_marked_and_three_are() -> None:
    first, second = asked("2026-09-01T10:00"), asked("2026-10-01T10:00", "refund")
    assert buyer_flags(count(AT, LONDON, [first, NOW], [])) == {}
    found = count(AT, LONDON, [first, second, NOW], [])
    assert found == Counts(3, 0, 0, 0)
    assert buyer_flags(found) == {"repeat-buyer": "repeat-buyer: 3 requests in 90 days"}


def test_half_of_four_orders_are_marked_and_neither_half_of_three_nor_less_than_half() -> None:
    asks = [asked("2026-05-01T10:00", "refund", "1"), asked("2026-06-01T10:00", "return", "2")]
    orders = [bought(str(n), "2026-04-01T10:00") for n in range(1, 5)]
    found = count(AT, LONDON, asks, orders)
    assert found == Counts(0, 4, 2, 0)
    assert buyer_flags(found) == {"serial-returner": "serial-returner: return or refund asked on 2 of 4 orders"}
    assert buyer_flags(count(AT, LONDON, asks, orders[:3])) == {}
    assert buyer_flags(count(AT, LONDON, asks, [*orders, bought("5")])) == {}
    assert buyer_flags(count(AT, LONDON, asks[:1], orders)) == {}


def test_an_order_counts_once_and_only_where_it_was_sent() -> None:
    """Asked twice on one order is one order; a replacement is not a return; a cancelled order was neither kept nor sent
    back, unless money was asked back for it; and what was ordered later is not known yet.
    """
    asks = [asked("2026-10-01T10:00", "return", "1"), asked("2026-10-02T10:00", "refund", "1")]
    asks += [asked("2026-10-03T10:00", "replacement", "2"), asked("2026-10-04T10:00", "refund", "4")]
    orders = [bought("1"), bought("2"), bought("3", void=True), bought("4", void=True)]
    orders.append(bought("5", "2026-11-24T10:00:01"))
    assert count(AT, LONDON, asks, orders)[1:3] == (3, 2)


def test_an_order_that_is_not_in_the_ledger_says_nothing_of_the_others() -> None:
    asks = [asked("2026-10-01T10:00", "return", str(n)) for n in range(10)]
    assert count(AT, LONDON, asks, [bought("1")])[1:3] == (1, 1)


LAMP, HAT = ("LAMP-1", "Lamp"), ("HAT-1", "Hat")


@of_each(
    "claims, found",
    [
        ([[LAMP]], 1),
        ([[LAMP], [LAMP]], 1),
        ([[LAMP], [("lamp-1", "Lampe")]], 1),
        ([[LAMP], [HAT]], 2),
        ([[LAMP, HAT]], 1),
        ([[LAMP, HAT], [LAMP]], 2),
        ([[LAMP], [(None, "lamp")]], 1),
        ([[(None, "Lamp")], [(None, "Hat")]], 2),
        ([[("L-RED", "Lamp")], [("L-BLUE", "Lamp")]], 2),
        ([[LAMP], []], 1),
    ],
)
def test_claims_on_different_products(claims: list[list[Good]], found: int) -> None:
    requests = [asked(f"202{n}-01-01T10:00", "refund", str(n), *goods) for n, goods in enumerate(claims)]
    counts = count(AT, LONDON, requests, [])
    assert counts.defect_products == found
    assert ("defect-claims" in buyer_flags(counts)) == (found > 1)


def test_goods_that_were_not_said_to_be_defective_are_no_claim() -> None:
    late = Request(AT, "return", "1", "arrived too late", (LAMP, HAT))
    assert count(AT, LONDON, [late, asked("2026-10-01T10:00", "return", "2", LAMP)], []).defect_products == 1


def test_what_comes_later_changes_nothing() -> None:
    later = [asked("2026-11-25T10:00", "return", str(n), HAT) for n in range(5)]
    before = count(AT, LONDON, [NOW], [bought("now")])
    assert count(AT, LONDON, [NOW, *later], [bought("now"), bought("next", "2026-11-24T10:01")]) == before


def test_the_words_accuse_nobody() -> None:
    told = " ".join(buyer_flags(Counts(9, 9, 9, 9)).values())
    assert told == (
        "repeat-buyer: 9 requests in 90 days serial-returner: return or refund asked on 9 of 9 orders "
        "defect-claims: 9 different products"
    )
    assert buyer_flags(None) == {}
