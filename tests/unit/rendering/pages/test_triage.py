"""The screens of `triage`: as wide and as high as the terminal, whatever a case says of itself."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len

from aftersales.core.triage import keys
from aftersales.rendering.layout import Canvas
from aftersales.rendering.pages import triage as triage_page
from aftersales.rendering.pages.due import DueLine, Note
from aftersales.rendering.pages.triage import Fact, TriagePage
from aftersales.rendering.terminal import console as terminal
from tables import of_each

DUTY = DueLine(
    "today", "7 h 02 min left", "Tue 24 Nov 16:02 GMT", "", "3", "uk-main", "order 1", "return: respond", "respond",
    "", "", "99.99 GBP", "approved if you don't answer", "aftersales approve 3", (),
)  # fmt: skip


def page(**more: object) -> TriagePage:
    """A case like any other; `more` says what is special about it."""
    plain = TriagePage(
        notices=(),
        place="3 of 17",
        title="case 3: return in uk-main (GB)",
        now="Tue 24 Nov 09:00 GMT",
        about=("order 577041216472333642", "asks 99.99 of 99.99 GBP paid", "Shipped / Delivered"),
        goods=("日落灯 Sunset Projection Lamp 卧室氛围灯", "SKU LAMP-SUNSET"),
        people=("Quality or style not as expected", "buyer juniper.loft"),
        duties=(DUTY,),
        facts=(Fact("stands", "pending"), Fact("data", "as of Tue 24 Nov 08:40 GMT (20 min ago)")),
        past=tuple(f"Fri {n} Nov 2026 16:02 GMT  event.{n}" for n in range(1, 21)),
        steps=keys.STEPS[:6],
        moves=keys.MOVES,
    )
    return plain._replace(**more)  # type: ignore[arg-type]


def drawn(told: TriagePage, width: int, height: int, encoding: str = "utf-8") -> list[str]:
    rows = triage_page.rows(told, lambda: Canvas(width, encoding), height)
    return ["".join(piece.text for piece in row) for row in rows]


@of_each("width, height", [(80, 23), (140, 39), (60, 23), (80, 60), (200, 23)])
def test_it_fits_and_shows_as_much_of_the_past_as_there_is_room_for(width: int, height: int) -> None:
    lines = drawn(page(), width, height)
    assert len(lines) <= height
    assert max(map(cell_len, lines)) <= width
    past = [line for line in lines if "event." in line]
    assert past[-1].endswith("event.20")  # the newest is there
    assert 3 <= len(past) <= 12
    assert lines.count("") >= 4


def test_on_eighty_columns_nothing_that_matters_is_cut() -> None:
    lines = drawn(page(), 80, 23)
    assert lines[0] == "3 of 17  case 3: return in uk-main (GB)" + " " * 21 + "Tue 24 Nov 09:00 GMT"
    assert lines[1] == "order 577041216472333642 · asks 99.99 of 99.99 GBP paid · Shipped / Delivered"
    assert lines[2] == "日落灯 Sunset Projection Lamp 卧室氛围灯 · SKU LAMP-SUNSET"
    assert lines[5] == "7 h 02 min left  Tue 24 Nov 16:02 GMT  respond  approved if you don't answer"
    assert lines[6] == " " * 17 + "99.99 GBP at risk"


def test_long_chinese_is_cut_by_its_width() -> None:
    lines = drawn(page(goods=("氛围灯" * 40, "SKU A"), people=("质量问题" * 30, "buyer b")), 80, 23)
    assert lines[2].endswith("… · SKU A") and 78 <= cell_len(lines[2]) <= 80
    assert lines[3].endswith("…") and 79 <= cell_len(lines[3]) <= 80


def test_what_was_said_takes_the_place_of_the_past_then_of_empty_lines() -> None:
    much = page(notices=(Note(("word " * 60,)),), facts=tuple(Fact("data", "x") for _ in range(9)))
    lines = drawn(much, 80, 23)
    assert len(lines) <= 23
    assert sum("event." in line for line in lines) == 1
    assert "" not in lines
    assert lines[-1].endswith("q quit")


def test_facts_that_can_be_spared_go_last_and_the_command_for_them_stands_instead() -> None:
    facts = (
        Fact("state", "pending"),
        *(Fact(f"fact{n}", "word " * 12, spare=n, command="x") for n in range(1, 6)),
        Fact("cheapest", "keep"),
    )
    few, fewer = (drawn(page(facts=facts, more="aftersales show 3"), 42, height) for height in (23, 18))
    assert (len(few), len(fewer)) == (23, 18)
    assert [[n for n in range(1, 6) if f"fact{n}" in "\n".join(told)] for told in (few, fewer)] == [[1], []]
    for told in (few, fewer):
        shown = "\n".join(told)
        assert told[0] == "3 of 17  case 3: return in uk-main (GB)"
        assert "state     pending" in shown and "cheapest  keep" in shown
        assert "more      aftersales show 3" in told


def test_what_can_not_fit_is_told_in_full() -> None:
    lines = drawn(page(notices=(Note(("word " * 400,)),)), 80, 10)
    assert lines[-1].endswith("q quit")
    assert sum(line.count("word") for line in lines) == 400


def test_several_duties_stand_below_each_other() -> None:
    other = DUTY._replace(left="2 d left", duty="ship-back (buyer)", risk="", outcome="then it may be closed")
    lines = drawn(page(duties=(DUTY, other)), 120, 30)
    assert lines[5].index("Tue 24") == lines[6].index("Tue 24")
    assert "       2 d left  Tue 24 Nov 16:02 GMT  ship-back (buyer)  then it may be closed" in lines


def test_nothing_of_a_stranger_steers_the_terminal() -> None:
    hostile = page(goods=("\x1b[31mred\x9b2J", "SKU \u202eX"), people=("[bold]a\nb",), past=("x\x1b]0;t\x07",))
    shown = "\n".join(drawn(hostile, 80, 23))
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(shown)
    assert "[bold]a b" in shown


def test_a_terminal_without_the_characters_gets_others() -> None:
    shown = drawn(page(), 80, 23, "ascii")
    assert all(line.isascii() for line in shown)
    assert " - SKU LAMP-SUNSET" in shown[2]


@pytest.mark.parametrize(("term", "clear"), [("xterm", "\x1b[2J\x1b[H"), ("dumb", "-" * 79 + "\n")])
def test_a_new_screen_where_there_can_be_one(monkeypatch: pytest.MonkeyPatch, term: str, clear: str) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    stream = StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    terminal.triage(terminal.console(stream), page())
    assert stream.getvalue().startswith(clear)
    assert "\x1b" not in stream.getvalue().removeprefix(clear)  # no colour, and nothing else


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_command_is_not_broken(width: int) -> None:
    command = "`aftersales evidence add 15 FILE --as photos`,"
    hint = Fact("evidence", f"for the refusal: photos of the goods and of the parcel, {command} then go on")
    lines = drawn(page(facts=(hint,)), width, 40)
    assert [line for line in lines if command in line]
    start = next(n for n, line in enumerate(lines) if line.startswith("evidence  for the refusal:"))
    assert lines[start + 1].startswith(" " * 10) and lines[start + 1][10] != " "


def test_names_of_facts_take_as_many_cells_in_chinese() -> None:
    facts = (Fact("状态", "here"), Fact("最便宜", "here"), Fact("data", "here"))
    lines = [line for line in drawn(page(facts=facts), 80, 24) if line.endswith("here")]
    assert [cell_len(line.removesuffix("here")) for line in lines] == [10, 10, 10]


def test_the_duty_stands_beside_its_deadline_in_every_language() -> None:
    said = DUTY._replace(what="退货退款：处理申请", duty="处理申请")
    assert any("处理申请" in line for line in drawn(page(duties=(said,)), 80, 24))
