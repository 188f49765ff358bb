"""What a seller sees: the morning list, the list of cases, the pages, at the widths of terminals."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from aftersales.core.deadlines.due_list import DueFrame, DueReport, Freshness, Later
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import Money
from aftersales.rendering.fields.cases import CaseRow
from aftersales.rendering.terminal import console as terminal
from aftersales.rendering.terminal import lists as terminal_lists
from tables import of_each
from unit.rendering.build import LONDON, NOW, action, stored_case

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
DUE = datetime(2026, 11, 24, 16, 2, tzinfo=UTC)
COAT = "2026 新款冬季加厚保暖羽绒服女士中长款连帽外套"
WIDTHS = (24, 40, 80, 120, 200, 300)


MORNING = (
    action(12, "2026-11-24T07:12", kind="refund"),
    action(
        7,
        "2026-11-24T08:00",
        duty="refund",
        outcome="unknown",
        act_late=True,
        product=COAT,
        reason="尺码不合适,想换货",
    ),
    action(15, "2026-11-24T16:02", duty="confirm-receipt", outcome="deemed-delivered", source="stamped"),
    action(21, "2026-11-24T23:59:59", kind="cancellation", at_risk=Money(1200, "USD"), flags=("repeat-buyer",)),
    action(33, "2026-11-25T16:02", flags=("inferred",), product=None, sku=None),
    action(34, "2026-11-26T08:30", shop="us-2", market="US", zone=LOS_ANGELES, reason=None, at_risk=None),
    action(40, "2026-11-27T16:02", owner="buyer", duty="ship-back", outcome="case-closed", at_risk=None),
    action(9, "2026-11-24T08:02", confirmed=False),
    action(10, "2026-11-24T18:02", confirmed=False, duty="confirm-receipt", outcome="refunded"),
)


def morning(*actions: Action, cut: int = 0, **parts: Any) -> DueReport:
    """The list of these actions, the last `cut` of which a limit cuts off."""
    frame_parts = {name: parts.pop(name) for name in DueFrame._fields if name in parts}
    frame = DueFrame(NOW, timedelta(days=2))._replace(**frame_parts)
    return DueReport(actions[: len(actions) - cut], actions, (), frame)._replace(**parts)


def due(page: DueReport, width: int = 80, color: str = "never") -> str:
    stream = io.StringIO()
    terminal_lists.due(terminal.console(stream, color=color, width=width), page)
    return stream.getvalue()


def flat(shown: str) -> str:
    """What is shown, as one line: for what may stand on either side of a line's end."""
    return " ".join(shown.split())


# --- nothing that matters is lost --------------------------------------------------------------------


@of_each("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = due(morning(*MORNING, *MORNING[-3:], later=Later(12, NOW + timedelta(days=3)), cut=3), width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    assert not [line for line in shown.splitlines() if line != line.rstrip()]


@of_each("width", [40, 80, 120, 200, 300])
def test_orders_deadlines_and_commands_are_whole(width: int) -> None:
    lines = due(morning(*MORNING), width)
    for a in MORNING:
        assert str(a.order) in lines
        assert re.search(rf"{a.next}$|{a.next}  ", lines, re.MULTILINE), a.next
    for deadline in ("Tue 24 Nov 07:12 GMT", "Tue 24 Nov 23:59 GMT", "Thu 26 Nov 00:30 PST"):
        assert deadline in lines


@pytest.mark.parametrize(("width", "most"), [(80, 3), (120, 3), (200, 1)])
def test_an_action_takes_few_lines(width: int, most: int) -> None:
    body = due(morning(MORNING[0], action(13, "2026-11-24T08:12")), width).split("OVERDUE (2)")[1]
    assert len(body.splitlines()) - 1 <= 2 * most


def test_on_a_wide_terminal_the_columns_are_in_line() -> None:
    rows = [line for line in due(morning(*MORNING), 200).splitlines() if "aftersales" in line and "Nov" in line]
    sure = [line for line in rows if "confirm " not in line]
    assert len(rows) == len(MORNING)
    assert len({cell_len(line[: line.index("aftersales ")]) for line in sure}) == 1


def test_time_left_and_silence_are_in_words() -> None:
    shown = flat(due(morning(*MORNING)))
    for words in (
        "1 h 48 min late",
        "7 h 02 min left",
        "approved if you don't answer",
        "then it counts as delivered",
        "refunded if you don't answer",
        "then it may be closed",
        "look in Seller Center",
        "platform deadline",
        "start inferred",
        "repeat buyer",
        "acting late still helps",
        "return: ship-back (buyer)",
    ):
        assert words in shown, words


def test_a_policys_own_outcome_and_flag_are_shown_in_its_words() -> None:
    shown = flat(due(morning(action(1, "2026-11-24T10:00", outcome="points-lost", flags=("gift-order",)))))
    assert "then: points lost" in shown
    assert "gift order" in shown


# --- urgency without colour --------------------------------------------------------------------------


def test_bands_are_words_and_come_in_order() -> None:
    shown = due(morning(*reversed(MORNING)))
    places = [
        shown.index(word) for word in ("OVERDUE (2)", "TODAY (2)", "SOON (2)", "LATER (1)", "NOT YET CONFIRMED (2)")
    ]
    assert places == sorted(places)


def test_unconfirmed_lines_stand_apart_and_name_their_band() -> None:
    apart = due(morning(*MORNING)).split("NOT YET CONFIRMED (2)")[1]
    assert "do it in Seller Center" in flat(apart)
    assert re.search(r"OVERDUE +58 min late", apart)
    assert re.search(r"TODAY +9 h 02 min left", apart)
    assert "aftersales confirm 9" in apart


def test_colour_only_where_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    page = morning(*MORNING)
    assert "\x1b" not in due(page, color="never")
    assert "\x1b" not in due(page, color="auto")  # not a terminal
    assert "\x1b[1;31mOVERDUE (2)\x1b[0m" in due(page, color="always")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[1;31m" in due(page, color="always")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" in due(page, color="always")  # the option is nearer than the environment
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in due(page, color="auto")
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b" in due(page, color="auto")


def test_colour_changes_no_word() -> None:
    page = morning(*MORNING)
    assert re.sub(r"\x1b\[[0-9;]*m", "", due(page, color="always")) == due(page)


# --- strangers' text ---------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 200])
def test_hostile_text_is_only_text(width: int) -> None:
    page = morning(
        action(
            1,
            "2026-11-24T10:00",
            kind="a\x1b]0;owned\x07b",
            product="[red]boom[/red]",
            reason=":bomb:\x1b[31m\u202e\rx\n9",
            flags=("\x1b[2J",),
            order="57\x1b[8m61",
        ),
        freshness=[Freshness("[b]shop\x1b[0m", None, False)],
    )
    shown = due(page, width)
    assert "[red]boom[/red]" in shown or "[red]bo" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert "[b]shop" in shown
    assert cell_len(max(shown.splitlines(), key=cell_len)) <= width


def test_chinese_is_cut_between_characters() -> None:
    long = action(1, "2026-11-24T10:00", product=COAT * 4, reason=COAT * 4)
    for width in range(60, 90):
        lines = due(morning(long), width).splitlines()
        assert max(map(cell_len, lines)) <= width
        assert any("2026 新款" in line and "…" in line for line in lines)


def test_a_terminal_without_unicode_gets_plain_letters() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    terminal_lists.due(terminal.console(stream, color="never", width=80), morning(*MORNING))
    shown = raw.getvalue().decode("ascii")
    assert "09:00 UTC - 7 duties" in shown
    assert "2026 ???" in shown
    assert "data: do it in Seller Center" in shown
    assert max(map(len, shown.splitlines())) <= 80


# --- the head and the foot ---------------------------------------------------------------------------


def test_head_counts_what_is_to_do_and_the_money_per_currency() -> None:
    actions = [
        action(1, "2026-11-24T08:00", at_risk=Money(5000, "GBP")),
        action(1, "2026-11-24T10:00", at_risk=Money(5000, "GBP"), duty="refund"),  # the same case: once
        action(2, "2026-11-24T11:00", at_risk=Money(2748, "GBP")),
        action(3, "2026-11-25T12:00", at_risk=Money(1200, "USD")),
        action(4, "2026-11-25T13:00", at_risk=None),
        action(5, "2026-11-25T14:00", at_risk=Money(999, "GBP"), confirmed=False),
    ]
    head = due(morning(*actions), 200).splitlines()[0]
    assert head == (
        "Tue 24 Nov 2026 09:00 GMT · 5 to do: 1 overdue, 2 today, 2 soon · at risk 77.48 GBP + 12.00 USD"
        " · 1 not yet confirmed (9.99 GBP)"
    )


def test_nothing_to_do_still_says_how_fresh_the_data_are() -> None:
    as_of = datetime(2026, 11, 22, 8, 40, tzinfo=LONDON)
    assert due(morning(freshness=[Freshness("uk-main", as_of, True)]), 120) == (
        "Tue 24 Nov 2026 09:00 GMT · not known what is to do: data are missing or old\n\n"
        "uk-main: data as of Sun 22 Nov 08:40 GMT (2 d ago), older than 24 h: import a new export\n"
    )
    current = Freshness("uk-main", as_of, False)
    assert "nothing to do\n" in due(morning(within=None, freshness=[current]))
    assert "no shop is set up yet\n" in due(morning(within=None))


def test_foot_says_what_is_not_shown_and_how_to_see_it() -> None:
    fresh = [
        Freshness("uk-main", datetime(2026, 11, 24, 8, 40, tzinfo=LONDON), False),
        Freshness("new", None, False),
    ]
    first = datetime(2026, 11, 27, 16, 2, tzinfo=UTC)
    page = morning(*MORNING[:4], freshness=fresh, later=Later(12, first), cut=3)
    assert due(page, 120).splitlines()[-4:] == [
        "uk-main: data as of Tue 24 Nov 08:40 GMT (20 min ago)",
        "new: no after-sales data from TikTok yet: `aftersales import FILE…`",
        "12 more are due later, the first on Fri 27 Nov 16:02 GMT: `aftersales due --within 1w` or --all",
        "3 more left out by --limit",
    ]
    far = morning(*MORNING[:1], freshness=fresh, later=Later(1, first + timedelta(days=90)))
    assert due(far, 120).splitlines()[-1] == (
        "1 more is due later, on Thu 25 Feb 2027 16:02 GMT: `aftersales due --all`"
    )


def test_stale_data_are_yellow() -> None:
    stale = Freshness("uk-main", datetime(2026, 11, 22, 8, 40, tzinfo=LONDON), True)
    assert re.search(r"\x1b\[33muk-main: data as of", due(morning(freshness=[stale]), 120, "always"))


def test_act_by_and_quantity_are_shown() -> None:
    late = action(1, "2026-11-26T16:00", act_by=datetime(2026, 11, 26, 2, 0, tzinfo=UTC), quantity=3)
    shown = flat(due(morning(late)))
    assert "act by Thu 26 Nov 02:00 GMT" in shown
    assert "3 × LED strip light" in shown


SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSES = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # an hour from now: 18:00 in Shanghai
STAFFED = (
    action(1, "2026-11-26T16:02", act_by=CLOSES, staff_zone=SHANGHAI, band="today", product=COAT),
    action(2, "2026-11-26T16:03", act_by=NOW - timedelta(hours=3), staff_zone=SHANGHAI, band="today"),
    action(3, "2026-11-24T08:00", act_by=NOW - timedelta(days=1), staff_zone=SHANGHAI),
    action(4, "2026-11-24T09:30", act_by=NOW + timedelta(minutes=30), staff_zone=SHANGHAI),
    action(5, "2026-11-24T09:30", act_by=NOW + timedelta(minutes=30), staff_zone=LONDON),
)


def test_two_zones_at_80_columns() -> None:
    shown = due(morning(*STAFFED)).splitlines()
    assert shown[0].startswith("Tue 24 Nov 2026 09:00 GMT · 5 to do")  # two staffs: whose time would it be?
    assert due(morning(*STAFFED[:4])).startswith("Tue 24 Nov 2026 09:00 GMT (17:00 in Shanghai) · 4 to do")
    assert [line for line in shown if "act by" in line or "no staff" in line] == [
        "    act by Tue 24 Nov 18:00 CST (Shanghai), 1 h left",
        "    no staff before it is due; last staffed Tue 24 Nov 14:00 CST (Shanghai)",
        "    act by Tue 24 Nov 17:30 CST (Shanghai), 30 min left",  # the deadline itself, in the staff's own time
    ]
    for n, line in enumerate(shown):
        if "act by" in line or "no staff" in line:
            assert "GMT  return: respond" in shown[n - 1]  # right under the deadline


def test_tomorrow_in_shanghai_has_its_date() -> None:
    evening = morning(*STAFFED[:1], now=datetime(2026, 11, 24, 17, 30, tzinfo=UTC))
    assert due(evening).startswith("Tue 24 Nov 2026 17:30 GMT (Wed 25 Nov 01:30 in Shanghai) · ")


@of_each("width", WIDTHS)
def test_act_by_fits_every_width(width: int) -> None:
    shown = due(morning(*STAFFED), width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    assert flat(shown).count("CST (Shanghai)") == 3


def test_act_by_has_the_colour_of_its_band() -> None:
    assert re.search(r"\x1b\[33mact by Tue 24 Nov 18:00 CST", due(morning(*STAFFED), 80, "always"))


def test_the_first_of_what_is_to_be_acted_on_later() -> None:
    first = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    page = morning(action(1, "2026-11-24T16:02"), later=Later(4, first, staffed=True))
    assert flat(due(page)).endswith(
        "4 more are due later, act on the first by Fri 27 Nov 10:00 GMT: `aftersales due --within 1w` or --all"
    )


def test_a_case_without_an_order_shows_its_ref() -> None:
    shown = due(morning(action(1, "2026-11-24T10:00", order=None), action(2, "2026-11-24T10:00", order=None, ref=None)))
    assert "ref 403501" in shown
    assert "no order" in shown


# --- cases and pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 200])
def test_cases_show_where_each_stands(width: int) -> None:
    rows = [
        CaseRow(stored_case(12), DUE, LONDON),
        CaseRow(stored_case(7, settled=True, product=COAT * 3, attempt=2, amount=None), None, LONDON),
        CaseRow(stored_case(8, order=None), DUE, LONDON),
    ]
    stream = io.StringIO()
    terminal_lists.cases(terminal.console(stream, color="never", width=width), rows)
    shown = stream.getvalue()
    assert max(map(cell_len, shown.splitlines())) <= width
    for words in ("5761234567890100012", "13.98 GBP", "due Tue 24 Nov 2026 16:02 GMT", "ref 403508"):
        assert words in shown
    assert "approved, parcel shipped, money owed" in flat(shown)
    assert "closed, approved" in shown
    assert "attempt 2" in flat(shown)


def test_no_cases_is_no_output() -> None:
    stream = io.StringIO()
    terminal_lists.cases(terminal.console(stream, color="never", width=80), [])
    assert stream.getvalue() == ""
