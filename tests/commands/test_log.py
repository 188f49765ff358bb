"""`log`: what was recorded and what was said of it, in the zone of the list, whole or cut to the width."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.log.entry import LoggedEvent
from aftersales.rendering.fields.log import LoggedDetail, LogRow
from aftersales.rendering.fields.moved_deadlines import Zones
from aftersales.rendering.terminal import console as terminal
from aftersales.rendering.terminal import log as terminal_log
from terminals import at_terminal
from transcripts import SAMPLES, Shell, prepared

LONG = "She sends photographs of the porch by Thursday evening, 门廊照片, then we decide whether it is lost or not"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOSTILE = "a\x1b[31mred\x1b]0;title\x07 \u202egnp.exe\u2066 line\nnext\tcell \u200bend"


@prepared
def desk(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


def drawn(desk: Shell, words: list[str], width: int, **environment: str) -> list[str]:
    """The lines of a page on a terminal of that width."""
    child = at_terminal(words, width, 50, timeout=60, AFTERSALES_NOW=desk.now, **environment)
    import pexpect

    child.expect(pexpect.EOF)
    return [line.rstrip("\r") for line in child.before.split("\n")]


def test_notes_reasons_modes_and_amounts_are_shown(desk: Shell) -> None:
    desk.ok(["note", "7", "-m", "called the buyer"])
    desk.ok(["reject", "7", "--force", "--reason", "signed for"])
    desk.ok("approve 6 8 --mode keep")
    desk.ok("refund 6 --amount 12.50")
    desk.ok("snooze 15 --until 5h")
    desk.ok(["close", "9", "--reason", "the buyer is happy"])
    desk.ok("undo 4")
    lines = desk.ok("log --format table").out.splitlines()
    assert lines[0] == "Newest first, times in London"
    assert [re.sub(r"  +", "  ", line) for line in lines[1:]][:8] == [
        "9  Tue 24 Nov 09:00  mia  undo  undoes entry 4 · case 7: rejected",
        "8  Tue 24 Nov 09:00  mia  close  case 9: case closed · the buyer is happy",
        "7  Tue 24 Nov 09:00  mia  snooze  case 15: snoozed",
        "  until Tue 24 Nov 2026 14:00 GMT",
        "6  Tue 24 Nov 09:00  mia  refund  case 6: refund issued · 12.50 GBP, original",
        "5  Tue 24 Nov 09:00  mia  approve  cases 6, 8: approved · keep",
        "4  Tue 24 Nov 09:00  mia  reject  case 7: rejected  (undone by 9) · signed for",
        "3  Tue 24 Nov 09:00  mia  note  case 7: note added · called the buyer",
    ]


def test_json_gains_what_was_recorded_and_keeps_the_rest(desk: Shell) -> None:
    desk.ok(["note", "7", "-m", LONG])
    desk.ok("approve 6 --mode keep")
    desk.ok("refund 6 --amount 12.50")
    refund, approval, note, imported, _ = json.loads(desk.ok("log --json").out)
    assert note["recorded"] == [
        {
            "case": 7, "event": "case.noted", "at": "2026-11-24T09:00:00+00:00", "reason": None, "text": LONG,
            "mode": None, "amount": None, "until": None, "details": LONG,
        }
    ]  # fmt: skip
    assert approval["recorded"][0]["mode"] == "keep"
    assert refund["recorded"][0]["amount"] == {"amount": "12.50", "currency": "GBP"}
    assert imported["recorded"] == []
    assert list(note)[:-1] == [
        "write", "at", "by", "command", "cases", "orders", "events", "files", "undoes", "undone_by", "summary",
        "rules", "moves",
    ]  # fmt: skip
    assert note["summary"] == "case 7: note added"
    first = desk.ok("log --limit 3").out.splitlines()[2].split("\t")
    assert first[:11] == [
        "3",
        "2026-11-24T09:00:00+00:00",
        "mia",
        "note",
        "7",
        "",
        "case.noted",
        "",
        "",
        "",
        note["summary"],
    ]
    assert LONG in first[-1]


@pytest.mark.parametrize("width", [42, 80, 140])
def test_a_long_note_is_one_line_on_a_terminal_and_whole_elsewhere(desk: Shell, width: int) -> None:
    from rich.cells import cell_len

    desk.ok(["note", "7", "-m", LONG])
    lines = drawn(desk, ["log", "--limit", "1"], width)
    assert max(map(cell_len, lines)) <= width
    (told,) = [line for line in lines if "photographs" in line]
    assert told.endswith("…") or LONG in told
    assert LONG in desk.ok("log --limit 1 --format table").out.replace("\n   ", " ")
    whole = " ".join(line.strip() for line in drawn(desk, ["log", "--write", "3"], width))
    assert LONG.replace(" ", "") in whole.replace(" ", "")


@pytest.mark.parametrize(
    "line", ["log --format table", "log --write 3 --format table", "log", "log --json", "log --format csv"]
)
def test_what_a_stranger_wrote_steers_no_terminal(desk: Shell, line: str) -> None:
    desk.ok(["note", "7", "-m", "x"])
    with closing(sqlite3.connect(desk.home / "data/aftersales/ledger.db")) as ledger, ledger:
        ledger.execute("UPDATE events SET data = ? WHERE name = 'case.noted'", (json.dumps({"text": HOSTILE}),))
    out = desk.ok(line).out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", out)
    assert "red" in out and "end" in out
    if "json" in line:
        assert json.loads(out)[0]["recorded"][0]["text"] == HOSTILE
    elif line == "log":
        assert len(out.splitlines()) == 3


def test_of_many_cases_a_few_are_shown_and_the_command_for_all(desk: Shell) -> None:
    desk.ok(["note", "4", "6", "7", "-m", "the same for all"])
    lines = desk.ok("log --limit 1 --format table").out.splitlines()
    assert lines[1].endswith("cases 4, 6, 7: note added · the same for all")
    entries = [LoggedEvent(case, "case.noted", AT, {"text": f"text {case}"}, None) for case in range(1, 9)]
    row = LogRow(
        3, AT, "mia", "note", (), (), (), (), None, None, "cases 1 to 8: note added", None, (),
        Zones(ZoneInfo("Europe/London"), None), [LoggedDetail(event, event.data["text"]) for event in entries],
    )  # fmt: skip
    out = io.StringIO()
    terminal_log.show(terminal.console(out, width=80), [row], AT.astimezone(ZoneInfo("Europe/London")), whole=False)
    assert out.getvalue().splitlines()[2:] == [
        *(f"   case {case}: text {case}" for case in range(1, 6)),
        "   and 3 more: `aftersales log --write 3`",
    ]


def test_the_zone_is_that_of_the_list(desk: Shell) -> None:
    desk.ok("config set shops.uk-main.staff.timezone Asia/Shanghai")
    desk.ok("-q due --format ids")
    desk.ok(["note", "7", "-m", "x"])
    assert "Tue 24 Nov 17:00 Shanghai" in desk.ok("due --format table").out
    log = desk.ok("log --limit 1 --format table").out
    assert "times in Shanghai" in log
    assert "Tue 24 Nov 17:00" in log
    desk.ok("config set display.timezone America/New_York")
    assert "Tue 24 Nov 04:00" in desk.ok("log --limit 1 --format table").out
    assert json.loads(desk.ok("log --limit 1 --json").out)[0]["at"] == "2026-11-24T09:00:00+00:00"  # as ever
    since = json.loads(desk.ok(["log", "--json", "--since", "2026-11-24T03:59"]).out)
    assert len(since) == 4
    assert json.loads(desk.ok(["log", "--json", "--since", "2026-11-24T04:01"]).out) == []
    assert "of Tue 24 Nov 04:00 EST" in desk.ok("undo").err


def test_the_year_is_told_where_it_is_another(desk: Shell) -> None:
    desk.ok(["note", "7", "-m", "x"])
    assert "Tue 24 Nov 2026 09:00" in desk("log --limit 1 --format table", now="2027-01-04T09:00:00+00:00").out


def test_a_text_that_somebody_made_a_list_is_shown_as_text(desk: Shell) -> None:
    desk.ok("note 3 -m hello")
    with closing(sqlite3.connect(desk.home / "data/aftersales/ledger.db")) as db, db:
        db.execute("UPDATE events SET data = json_object('text', json_array('hello')) WHERE name = 'case.noted'")
    (entry,) = json.loads(desk.ok("log --limit 1 --json").out)
    assert entry["recorded"][0]["text"] == '["hello"]'
    assert "events.data: 1 event has an invalid text" in desk("ledger check").err
