"""Lines that fit a width in cells, whatever the text."""

from __future__ import annotations

import itertools

from rich.cells import cell_len

from aftersales.rendering.layout import Canvas, Column, Piece, line_starts, shared_widths, wrapped
from tables import of_each


def drawn(canvas: Canvas) -> list[str]:
    """The lines on a canvas, without styles."""
    return "".join(piece.text for piece in canvas.pieces).split("\n")[:-1]


@of_each(
    "text, width, lines",
    [
        ("act by noon", 20, ["act by noon"]),
        ("act by noon", 6, ["act by", "noon"]),
        ("尺码不合适", 4, ["尺码", "不合", "适"]),  # two cells for each character
        ("size 尺码不合适", 9, ["size 尺码", "不合适"]),  # text without spaces starts on the line before it
        ("5761234567890100012", 10, ["5761234567", "890100012"]),
        ("", 10, [""]),
    ],
)
def test_text_is_wrapped_between_words_and_chinese_anywhere(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines
    starts = [0, *line_starts(text, width), len(text)]
    assert [text[start:end].rstrip() for start, end in itertools.pairwise(starts)] == lines


@of_each(
    "room, first, second, shares",
    [
        (40, 10, 20, (10, 20)),  # both fit
        (20, 5, 30, (5, 15)),  # a short first leaves the rest to the second
        (20, 30, 5, (15, 5)),
        (21, 30, 30, (11, 10)),
    ],
)
def test_two_texts_share_a_width(room: int, first: int, second: int, shares: tuple[int, int]) -> None:
    assert shared_widths(room, first, second) == shares


@of_each(
    "text, width, expected",
    [
        ("Desk lamp", 9, "Desk lamp"),
        ("Desk lamp, white", 9, "Desk lam…"),
        ("日落灯投影", 7, "日落灯…"),
        ("日落灯投影", 6, "日落…"),  # a character that is two cells wide is never cut in two
        ("Desk lamp", 3, ""),
    ],
)
def test_a_long_text_ends_in_an_ellipsis(text: str, width: int, expected: str) -> None:
    assert Canvas(80, "utf-8").cut(text, width) == expected


def test_a_terminal_without_the_characters_gets_others() -> None:
    canvas = Canvas(80, "ascii")
    assert canvas.safe("2 × lamp – “white”") == '2 x lamp - "white"'
    assert canvas.safe("尺码") == "??"
    assert canvas.cut("Desk lamp, white", 9) == "Desk l..."


def test_control_characters_are_taken_out() -> None:
    assert Canvas(80, "utf-8").safe("a\x1b[2Jb\nc\u202ed") == "a [2Jb c d"


def test_a_column_is_as_wide_as_its_widest_cell() -> None:
    canvas = Canvas(80, "utf-8")
    left = canvas.column("what", ["lamp", "灯", ""])
    assert [left.padded(n).text for n in range(3)] == ["lamp", "灯  ", "    "]
    right = canvas.column("amount", ["13.98 GBP", "1.00 GBP"], "bold", right=True)
    assert right.padded(1) == Piece(" 1.00 GBP", "bold")
    assert Column("what", [], 6).heading() == Piece("what  ", "dim")


def test_pieces_flow_onto_the_next_line_and_are_never_cut() -> None:
    canvas = Canvas(24, "utf-8")
    canvas.flow([Piece("case 12"), Piece("uk-main"), Piece("order 5761234567890100012")], hang=2)
    assert drawn(canvas) == ["case 12  uk-main", "  order", "  5761234567890100012"]


def test_a_canvas_is_never_narrower_than_a_free_text() -> None:
    assert Canvas(5, "utf-8").width == 24


@of_each("width", [24, 42, 80, 140])
def test_no_line_is_wider_than_the_canvas(width: int) -> None:
    canvas = Canvas(width, "utf-8")
    text = "2026 新款冬季加厚保暖羽绒服女士中长款连帽外套 and a word"
    canvas.flow([Piece(text), Piece(text, "bold")], indent=2, hang=4)
    canvas.wrap(text * 3, lead=Piece("reason  ", "dim"), hang=8)
    assert max(map(cell_len, drawn(canvas))) <= width


def test_spaces_at_the_end_of_a_line_are_left_out() -> None:
    canvas = Canvas(80, "utf-8")
    canvas.line([Piece("left  "), Piece("   "), Piece("")])
    canvas.line([])
    assert drawn(canvas) == ["left", ""]


def test_a_pair_is_shortened_as_far_as_it_must_be() -> None:
    canvas = Canvas(80, "utf-8")
    assert canvas.pair("Desk lamp", "Defective", 30) == "Desk lamp · Defective"
    assert canvas.pair("Desk lamp, white, with a shade", "Defective", 21) == "Desk lam… · Defective"
    assert canvas.pair("", "Defective", 30) == "Defective"
    assert canvas.pair("", "", 30) == ""


@of_each(
    "text, width, lines",
    [
        ("今天十六点前回复，否则平台自动同意。", 18, ["今天十六点前回复，", "否则平台自动同意。"]),
        ("今天十六点前回复，否则", 16, ["今天十六点前回", "复，否则"]),  # no line begins with a comma
        ("请先核实（到卖家中心）", 10, ["请先核实", "（到卖家中", "心）"]),  # none ends with a bracket that opens
        ("运行 aftersales due 查看", 12, ["运行", "aftersales", "due 查看"]),  # a word is not broken
        ("退款 13.98 GBP，含税", 10, ["退款 13.98", "GBP，含税"]),  # nor is an amount
        ("磁吸手机壳磁吸手机壳", 6, ["磁吸手", "机壳磁", "吸手机", "壳"]),
        ("手机壳, status", 6, ["手机", "壳,", "status"]),
    ],
)
def test_chinese_breaks_between_characters_but_not_before_a_full_stop(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_words_may_stay_whole() -> None:
    assert wrapped("见 /home/mia/ledger.db", 8, whole_words=True) == ["见", "/home/mia/ledger.db"]
