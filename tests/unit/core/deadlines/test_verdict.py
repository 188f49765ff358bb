"""What `due --check` says: the whole matrix of bands, stakes and doubts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from aftersales.core.deadlines.due_list import DueFrame, DueRow, Freshness, ShopData, actions_of
from aftersales.core.deadlines.urgency import Action
from aftersales.core.deadlines.verdict import JudgedLines, Terms, judged_lines, verdict
from tables import of_each

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday
SHOP = ShopData("uk", NOW, "Europe/London", "tiktok")
WHEN = {"overdue": -1, "today": 2, "soon": 40, "later": 90}  # hours from now
FRESH = Freshness("uk", NOW - timedelta(hours=1), False)
OLD = Freshness("uk", NOW - timedelta(hours=25), True)
NEVER = Freshness("uk", None, False)


def line(band: str, stake: str = "money", **more: Any) -> Action:
    due = NOW + timedelta(hours=WHEN[band])
    row = DueRow(
        1, None, "57", "uk", "GB", "return", "respond", "seller", None, None, None, None, more.pop("flags", ()), (),
        NOW - timedelta(days=9), due, False, "RULE", "tiktok", "approved", None, True, False, False, None, None,
        more.pop("opens", None), stake,
    )  # fmt: skip
    (action,) = actions_of([row], NOW, None, {"uk": SHOP})
    assert action.band == band or action.opens
    return action


def code(*actions: Action, fresh: Freshness = FRESH, asleep: tuple[Action, ...] = (), **terms: Any) -> int:
    return verdict(DueFrame(NOW, None, [fresh]), judged_lines([*actions, *asleep]), Terms(**terms)).exit_code


@of_each("stake", ["money", "right", "standing"])
@of_each(
    "band, fresh, expected",
    [
        ("overdue", FRESH, 4),
        ("overdue", OLD, 4),
        ("overdue", NEVER, 4),
        ("today", FRESH, 3),
        ("today", OLD, 6),
        ("today", NEVER, 6),
        ("soon", FRESH, 0),
        ("soon", OLD, 6),
        ("later", FRESH, 0),
        ("later", NEVER, 6),
    ],
)
def test_what_counts(stake: str, band: str, fresh: Freshness, expected: int) -> None:
    assert code(line(band, stake), fresh=fresh) == expected


@of_each("stake", ["look", "house"])
@of_each("band, strict", [("overdue", 4), ("today", 3), ("soon", 0)])
def test_looks_and_chores_count_only_where_they_are_asked_for(stake: str, band: str, strict: int) -> None:
    assert code(line(band, stake)) == 0
    assert code(line(band, stake), strict=True) == strict


def test_an_empty_list_is_no_all_clear_without_data() -> None:
    assert (code(), code(fresh=OLD), code(fresh=NEVER)) == (0, 6, 6)


def test_a_shop_kept_by_hand_has_no_age() -> None:
    assert code(fresh=NEVER._replace(by_hand=True)) == 0
    assert code(line("today"), fresh=OLD._replace(by_hand=True)) == 3


def test_the_age_is_a_matter_of_taste() -> None:
    assert code(fresh=OLD, max_age=timedelta(hours=26)) == 0
    assert code(fresh=FRESH, max_age=timedelta(minutes=59)) == 6


def test_a_word_that_is_not_known_is_no_all_clear() -> None:
    unread = line("soon", "look", flags=("unknown-status",))
    assert code(unread) == 6
    assert code(unread, line("overdue")) == 4
    assert code(unread, line("today")) == 6


def test_what_is_snoozed_counts() -> None:
    assert code(asleep=(line("overdue"),)) == 4


def test_what_has_not_opened_does_not_count() -> None:
    assert code(line("today", "right", opens=NOW + timedelta(hours=1))) == 0


@of_each("band, expected", [("overdue", 4), ("today", 3), ("soon", 0)])
def test_of_what_others_owe_the_band_alone_decides(band: str, expected: int) -> None:
    assert code(line(band, "none"), fresh=NEVER, by_bands=True) == expected


@of_each(
    "fresh, band, doubtful",
    [(NEVER, "soon", True), (OLD, "later", True), (FRESH, "soon", False), (NEVER, "overdue", False)],
)
def test_bands_alone_are_no_all_clear_where_data_are_missing(fresh: Freshness, band: str, doubtful: bool) -> None:
    frame = DueFrame(NOW, None, [fresh])
    lines = JudgedLines(frozenset({(band, "none", False)}), ())
    judged = verdict(frame, lines, Terms(by_bands=True))
    assert judged.is_doubtful is doubtful


def test_why_it_cannot_be_told() -> None:
    frame = DueFrame(NOW, None, [OLD, Freshness("us", None, False)])
    doubt = verdict(frame, judged_lines([]), Terms())
    assert (doubt.word, doubt.old, doubt.missing, doubt.unread) == ("unknown", ("uk",), ("us",), ())
