"""Rule sets and moved deadlines in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from aftersales.core.deadlines.rules_change import DeadlineMove
from aftersales.core.money.amount import Money
from aftersales.core.rules.diff import FieldChange
from aftersales.policies.load import load as load_policy
from aftersales.rendering.fields.moved_deadlines import ImpactRow, Zones
from aftersales.rendering.fields.policies import RuleSetRow
from aftersales.rendering.pages import policies as policy_page
from tables import of_each
from unit.rendering.build import LONDON, NOW

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = Zones(LONDON, SHANGHAI)


def at(day: int, hour: int) -> datetime:
    """An hour (UTC) of a day of November 2026."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


@of_each(
    "before, after, words",
    [
        (at(25, 16), at(26, 17), "from Wed 25 Nov 16:00 GMT to Thu 26 Nov 17:00 GMT, 1 d 1 h later"),
        (at(26, 17), at(25, 16), "from Thu 26 Nov 17:00 GMT to Wed 25 Nov 16:00 GMT, 1 d 1 h earlier"),
        (None, at(25, 16), "new deadline Wed 25 Nov 16:00 GMT"),
        (at(25, 16), None, "no deadline any more; it was Wed 25 Nov 16:00 GMT"),
    ],
)
def test_from_when_to_when_a_deadline_moves(before: datetime | None, after: datetime | None, words: str) -> None:
    move = DeadlineMove(4, "respond", "seller", "moved", before, after)
    assert policy_page.logged_move_line(move, ZONES, NOW) == f"- case 4: respond: {words}"


def test_an_act_by_that_moves_alone_is_in_the_staffs_zone() -> None:
    move = DeadlineMove(4, "ship-back", "buyer", "moved", at(25, 16), at(25, 16), at(25, 4), at(25, 9))
    assert policy_page.logged_move_line(move, ZONES, NOW) == (
        "- case 4: ship-back (buyer): due Wed 25 Nov 16:00 GMT as before, but "
        "act by Wed 25 Nov 17:00 CST (Shanghai); it was Wed 25 Nov 12:00 CST (Shanghai)"
    )


def test_what_would_move_says_the_order_the_rule_and_the_money() -> None:
    move = DeadlineMove(4, "respond", "seller", "moved", at(25, 16), at(24, 8))
    row = ImpactRow(move, "5761", "uk-main", "return", "gb.respond", "auto-approved", Money(1398, "GBP"), ZONES)
    assert policy_page.move_line(row, NOW) == (
        "- case 4, order 5761, return: respond: from Wed 25 Nov 16:00 GMT to Tue 24 Nov 08:00 GMT, 1 d 8 h earlier "
        "(gb.respond); 13.98 GBP at risk; overdue at once"
    )


@of_each(
    "before, after, overdue",
    [
        (at(25, 16), at(24, 8), True),
        (None, at(24, 8), True),
        (at(24, 7), at(24, 8), False),  # it had passed already
        (at(25, 16), at(24, 10), False),
        (at(25, 16), None, False),
    ],
)
def test_overdue_at_once(before: datetime | None, after: datetime | None, overdue: bool) -> None:
    assert policy_page.overdue_at_once(DeadlineMove(4, "respond", "seller", "moved", before, after), NOW) is overdue


def rule_set(market: str, **changes: object) -> RuleSetRow:
    row = RuleSetRow(
        "tiktok", market, "TikTok Shop", False, ["tiktok"], "UTC", "EUR", checked=date(2026, 11, 1), rules=9,
        respond="48 hours", confidence="low",
    )  # fmt: skip
    return row._replace(**changes)  # type: ignore[arg-type]


def test_markets_with_the_same_files_share_a_line_and_those_with_shops_stand_alone() -> None:
    rows = [rule_set(market) for market in ("DE", "FR", "IT", "ES")] + [rule_set("IE", shops=["ie-main"])]
    heads, lines = policy_page.sets(rows)
    assert heads == ["policy", "markets", "to answer", "shops", "checked", "files", "what"]
    assert lines == [
        ["tiktok", "IE", "48 hours, low", "ie-main", "2026-11-01", "tiktok", "TikTok Shop"],
        ["tiktok", "4 markets", "48 hours, low", "-", "2026-11-01", "tiktok", "TikTok Shop"],
    ]


def test_a_set_of_ones_own_with_mistakes() -> None:
    row = rule_set("DE", is_own=True, mistakes=2, checked=None, files=["/home/li/policies/mine.toml", "tiktok"])
    (line,) = policy_page.sets([row])[1]
    assert line[:3] == ["tiktok, yours", "DE", "2 mistakes: policy check"]
    assert line[4:6] == ["-", "your mine.toml over tiktok"]


def test_a_rule_with_its_terms_and_sources() -> None:
    rule = next(rule for rule in load_policy("tiktok", "GB").rules if rule.id == "gb.respond")
    section = policy_page.rule_section(rule)
    assert section.title == "gb.respond: respond"
    assert {"starts", "stops", "term", "file"} <= {name for name, _ in section.facts}
    assert all(value for _, value in section.facts)


def test_each_thing_that_differs_is_a_line() -> None:
    changes = [
        FieldChange("length", "48 hours", "72 hours"),
        FieldChange("note", None, "x"),
        FieldChange("url", "y", None),
    ]
    assert [*policy_page.change_lines(changes)] == [
        "- length: 48 hours; now 72 hours",
        "- note: x; it is new",
        "- url: y; it is gone",
    ]


def test_what_the_platform_pays_stands_in_the_head_with_its_source() -> None:
    row = rule_set("MY")
    facts = [fact for fact in policy_page.head(row, load_policy("tiktok", "MY")).facts if fact[0] == "cost"]
    assert facts[1][1] == (
        "service_fee 0: Beside the freight no fee of the local warehouse is known "
        "(glosellers.com 60732, 2026-03-01; confidence low)"
    )
