"""`report morning`: what it tells, what it leaves out, and its mark."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from aftersales import file_writer
from aftersales.errors import ConfigError
from tables import of_each
from transcripts import SAMPLES, Shell, prepared

NOW = "2026-11-24T09:00:00+00:00"
LATER = "2026-11-24T18:00:00+00:00"
NEXT = "2026-11-25T09:00:00+00:00"


@prepared
def filled(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB", now="2026-11-23T08:00:00+00:00")
    for name in ("orders.csv", "returns.csv"):
        shell.ok(["import", str(SAMPLES / name), "--as-of", "2026-11-24T08:40"])


def _json(shell: Shell, line: str = "report morning --json", **more: Any) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(shell.ok(line, **more).out)
    return report


def _cases(text: str) -> set[int]:
    """The cases of rows: what begins with a number that is right-aligned."""
    return {int(n) for n in re.findall(r"^ *(\d+) [a-z]", text, re.MULTILINE)}


def test_it_tells_what_is_due_in_the_list_s_own_order(filled: Shell) -> None:
    listed = json.loads(filled.ok("due --json").out)
    report = _json(filled)
    shown = [line["case"] for line in report["due"]]
    assert shown
    assert set(shown) <= {line["case"] for line in listed}
    assert report["to_do"]
    text = filled.ok("report morning").out
    assert f"next: aftersales show {shown[0]}\n" in text
    head = text.splitlines()[0]
    assert head == "Tue 24 Nov 09:00 London"


def test_a_phone_shows_it_without_a_line_that_breaks(filled: Shell) -> None:
    lines = filled.ok("report morning").out.splitlines()
    assert max(map(len, lines)) <= 42
    assert len(lines) <= 25


def test_only_what_silence_gives_away_is_summed(filled: Shell) -> None:
    (summed,) = _json(filled)["at_risk"]
    listed = json.loads(filled.ok("due --json --stake money").out)
    counted = {line["case"]: line["at_risk"]["amount"] for line in listed if "in-transit" not in line["flags"]}
    assert float(summed["amount"]) == pytest.approx(sum(map(float, counted.values())))


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_every_format_tells_each_case_of_the_list(filled: Shell, form: str) -> None:
    out = filled.ok(["report", "morning", "--format", form]).out
    first = _json(filled)["due"][0]
    assert str(first["case"]) in out
    assert first["at_risk"] is None or first["at_risk"]["amount"] in out


def test_a_format_that_is_none_is_refused(filled: Shell) -> None:
    run = filled("report morning --format tsv")
    assert run.code == 2
    assert "text" in run.err and "md" in run.err


def test_colours_say_on_a_terminal_how_urgent_it_is(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in `due`: what is overdue is red, today yellow. A pipe, and whoever wants none, gets the bare text."""
    monkeypatch.setenv("TERM", "xterm")
    plain = filled.ok("report morning").out
    assert "\x1b" not in plain
    filled.terminal = True
    coloured = filled.ok("report morning").out
    assert "\x1b[1;31mOVERDUE\x1b[0m\n" in coloured
    assert "\x1b[33mTODAY\x1b[0m\n" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert filled.ok("report morning --color never").out == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert filled.ok("report morning").out == plain


# --- The mark -------------------------------------------------------------------------------------------------------


def test_a_report_by_hand_moves_no_mark(filled: Shell) -> None:
    assert _json(filled)["marked"] is False
    assert _json(filled) == _json(filled)


def test_a_marked_report_is_where_the_next_one_goes_on(filled: Shell) -> None:
    filled.ok("report morning --mark")
    report = _json(filled, now=LATER)
    assert report["marked"] is True
    assert report["since"] == "2026-11-24T09:00:00+00:00"
    assert report["arrived"] == []


def test_the_first_report_of_only_what_is_new_tells_all(filled: Shell) -> None:
    assert _json(filled, "report morning --only-new --json")["due"] == _json(filled)["due"]


def test_what_was_told_is_not_told_again(filled: Shell) -> None:
    filled.ok("report morning --mark")
    run = filled.ok("report morning --only-new --quiet-if-empty")
    assert (run.out, run.err) == ("", "")


def test_what_becomes_more_urgent_is_told_again_and_the_rest_is_not(filled: Shell) -> None:
    before = {line["case"]: line["band"] for line in _json(filled)["due"]}
    filled.ok("report morning --mark")
    new = _json(filled, "report morning --only-new --json", now=NEXT)
    after = {line["case"]: line["band"] for line in _json(filled, now=NEXT)["due"]}
    order = ["overdue", "today", "soon", "later"]
    rank = {case: order.index(band) for case, band in before.items()}
    wanted = {case for case, band in after.items() if order.index(band) < rank.get(case, len(order))}
    assert wanted
    assert {line["case"] for line in new["due"]} == wanted
    assert wanted != set(after)


def test_each_choice_of_shops_has_a_mark_of_its_own(filled: Shell) -> None:
    filled.ok("init --shop us-main --market US")
    filled.ok("report morning --mark --shop us-main")
    assert _json(filled)["marked"] is False
    assert _json(filled, "report morning --json --shop us-main")["marked"] is True
    assert [shop["shop"] for shop in _json(filled, "report morning --json --shop us-main")["shops"]] == ["us-main"]


def test_the_log_and_undo_know_nothing_of_a_mark(filled: Shell) -> None:
    log = filled.ok("log --json").out
    filled.ok("report morning --mark")
    assert filled.ok("log --json").out == log
    filled.ok(["note", "1", "--text", "Called"])
    filled.ok("undo")
    assert _json(filled)["marked"] is True
    assert filled.ok("ledger check").code == 0


def test_without_a_file_that_can_be_written_nothing_is_marked(filled: Shell, home: Path) -> None:
    run = filled(["report", "morning", "--mark", "--output", str(home / "none" / "report.txt")])
    assert run.code == 1
    assert _json(filled)["marked"] is False
    filled.ok(["report", "morning", "--mark", "--output", str(home / "report.txt")])
    assert "next: aftersales show" in (home / "report.txt").read_text(encoding="utf-8")
    assert _json(filled)["marked"] is True


def test_a_file_that_could_not_be_written_to_its_end_is_told_again(
    filled: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(real: Path, text: str) -> None:
        raise ConfigError(f"{real} can't be written: no space is left.")

    with monkeypatch.context() as patch:
        patch.setattr(file_writer, "replace", full)
        assert filled(["report", "morning", "--mark", "--output", str(home / "report.txt")]).code == 1
    assert _json(filled)["marked"] is False


def test_a_reader_who_went_away_is_told_again(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from aftersales.rendering.output import Output

    with monkeypatch.context() as patch:
        patch.setattr(Output, "emit", lambda self, pieces: False)
        filled.ok("report morning --mark")
    assert _json(filled)["marked"] is False


# --- When it is not quiet -------------------------------------------------------------------------------------------


def test_old_data_are_never_quiet(filled: Shell) -> None:
    filled.ok("report morning --mark")
    out = filled.ok("report morning --only-new --quiet-if-empty", now="2026-11-26T09:00:00+00:00").out
    assert "! uk-main: no import since Tue 08:40" in out


def test_a_shop_without_data_is_never_quiet_and_nothing_is_said_to_be_done(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    out = shell.ok("report morning --quiet-if-empty").out
    assert "not known what is to do" in " ".join(out.split())
    assert "nothing to do" not in out


def test_without_a_ledger_it_fails(shell: Shell) -> None:
    run = shell("report morning --quiet-if-empty --mark")
    assert run.code == 1
    assert run.out == ""
    assert "init" in run.err


def test_a_shop_that_nobody_knows_is_refused(filled: Shell) -> None:
    run = filled("report morning --shop uk-mian")
    assert run.code == 1
    assert "did you mean uk-main" in run.err


# --- What has become known ------------------------------------------------------------------------------------------


@pytest.fixture
def bought(shell: Shell) -> Shell:
    """A shop with one order of £13.98."""
    shell.ok("init --shop uk-main --market GB", now="2026-11-16T08:00:00+00:00")
    order = "order add 577012345678901234 --shop uk-main --amount 13.98 --placed 2026-11-16T10:00+00:00"
    shell.ok(order, now="2026-11-17T09:00:00+00:00")
    return shell


def test_a_deadline_that_passed_is_told_once_as_missed(bought: Shell) -> None:
    """Opened Thu 19 Nov 10:00: due Mon 23 Nov 10:00. At 9:00 it is due, at 10:01 it was missed."""
    bought.ok("open return --order 577012345678901234 --at 2026-11-19T10:00+00:00", now="2026-11-19T10:00:00+00:00")
    bought.ok("report morning --mark", now="2026-11-23T09:00:00+00:00")
    report = _json(bought, now="2026-11-23T10:01:00+00:00")
    assert [(m["case"], m["duty"], m["fate"]) for m in report["missed"]] == [(1, "respond", "open")]
    assert report["in_doubt"] == [{"amount": "13.98", "currency": "GBP"}]
    text = bought.ok("report morning", now="2026-11-23T10:01:00+00:00").out
    assert "1 deadline, may cost 13.98 GBP" in " ".join(text.split())
    bought.ok("report morning --mark", now="2026-11-23T10:01:00+00:00")
    assert _json(bought, now="2026-11-24T09:00:00+00:00")["missed"] == []


def test_a_report_at_the_very_deadline_leaves_it_to_the_next_one(bought: Shell) -> None:
    bought.ok("open return --order 577012345678901234 --at 2026-11-19T10:00+00:00", now="2026-11-19T10:00:00+00:00")
    at_deadline = "2026-11-23T10:00:00+00:00"
    assert _json(bought, "report morning --json --mark", now=at_deadline)["missed"] == []
    assert len(_json(bought, now="2026-11-24T09:00:00+00:00")["missed"]) == 1


def test_claims_that_the_facts_speak_for_are_told_and_once_only_where_only_what_is_new_is(bought: Shell) -> None:
    opened, seen = "2026-11-19T10:00:00+00:00", "2026-11-22T09:00:00+00:00"
    bought.ok("open return --order 577012345678901234 --at 2026-11-19T10:00+00:00", now=opened)
    bought.ok("approve 1 --mode seller-address", now="2026-11-20T09:00:00+00:00")
    bought.ok("shipped 1 --tracking RM123456789GB", now="2026-11-21T09:00:00+00:00")
    bought.ok("lost 1", now=seen)
    (claim,) = _json(bought, now=seen)["claims"]
    assert (claim["case"], claim["because"]) == (1, "lost")
    assert re.search(r"^1 claim: parcel lost", bought.ok("report morning", now=seen).out, re.MULTILINE)
    bought.ok("report morning --mark", now=seen)
    assert _json(bought, now=seen)["claims"] == [claim]
    assert _json(bought, "report morning --only-new --json", now=seen)["claims"] == []
    bought.ok("claim open 1 --on carrier --because lost", now=seen)
    assert _json(bought, now=seen)["claims"] == []


def test_strangers_words_are_words_in_every_format(bought: Shell) -> None:
    reason = "<script>alert(1)</script> **bold** [x](http://evil) `rm` | \x1b[31mred\u202e"
    now = "2026-11-19T10:00:00+00:00"
    bought.ok(["open", "return", "--order", "577012345678901234", "--reason", reason, "--at", now], now=now)
    now = "2026-11-22T09:00:00+00:00"
    page = bought.ok("report morning --format html", now=now).out
    assert "<script" not in page
    markdown = bought.ok("report morning --format md", now=now).out
    assert "\\<script\\>" in markdown and "\\*\\*bold\\*\\*" in markdown and "\\[x\\](" in markdown
    for form in ("text", "md", "html"):
        out = bought.ok(["report", "morning", "--format", form], now=now).out
        assert "\x1b" not in out and "\u202e" not in out


def test_a_mail_gets_no_script_and_fetches_nothing(filled: Shell) -> None:
    page = filled.ok("report morning --format html").out
    assert not re.search(r"<script|<link|<img|src=|url\(|@import", page)
    assert page.startswith("<!DOCTYPE html>")
    assert re.search(r'<meta name="color-scheme" content="light dark">', page)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles"])
def test_the_machine_s_zone_moves_nothing(filled: Shell, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    before = filled.ok("report morning").out
    monkeypatch.setitem(os.environ, "TZ", zone)
    assert filled.ok("report morning").out == before


# --- The week -------------------------------------------------------------------------------------------------------


def test_the_week_to_come_counts_each_day_as_the_list_has_it(filled: Shell) -> None:
    week = _json(filled, "report week --json")
    listed = json.loads(filled.ok("due --within 1w --json --stake money,right").out)
    assert [day["date"] for day in week["ahead"]] == [f"2026-11-{day}" for day in range(24, 31)]
    by_day: dict[str, set[int]] = {}
    for line in listed:
        if line["band"] != "overdue" and "in-transit" not in line["flags"] and line["confirmed"]:
            by_day.setdefault(line["due"][:10], set()).add(line["case"])
    shown = {day["date"]: day["cases"] for day in week["ahead"] if day["cases"]}
    assert by_day
    assert {day: len(cases) for day, cases in by_day.items() if day in shown} == shown


def test_a_week_s_page_names_the_days_off(filled: Shell) -> None:
    out = filled.ok("report week").out
    assert "Sat 28 Nov closed: Saturday" in out or "Sun 29 Nov closed: Sunday" in out
    assert max(map(len, out.splitlines())) <= 42


def test_bars_stand_on_a_terminal_alone(filled: Shell) -> None:
    assert "▇" not in filled.ok("report week").out
    assert "▇" not in filled.ok("report week --format md").out
    filled.terminal = True
    assert "▇" in filled.ok("report week").out


@of_each("lines, paged", [("10", True), ("60", False)])
def test_a_report_that_is_longer_than_the_screen_goes_through_a_pager(
    filled: Shell, monkeypatch: pytest.MonkeyPatch, lines: str, paged: bool
) -> None:
    texts: list[str] = []
    monkeypatch.setattr(
        "aftersales.rendering.terminal.pager._paged", lambda command, text, encoding: texts.append(text)
    )
    monkeypatch.setenv("LINES", lines)
    filled.terminal = True
    for line in ("report week", "report morning"):
        texts.clear()
        out = filled.ok(line).out
        assert bool(texts) == paged
        assert not paged or texts == [out]  # a pager that can't show it leaves it to the terminal


def test_the_week_past_tells_who_answered_and_what_was_refunded(bought: Shell) -> None:
    bought.ok("open refund --order 577012345678901234 --at 2026-11-19T10:00+00:00", now="2026-11-19T10:00:00+00:00")
    bought.ok("approve 1", now="2026-11-20T09:00:00+00:00")
    bought.ok("refund 1", now="2026-11-20T09:30:00+00:00")
    week = _json(bought, "report week --json")
    assert week["answered"] == {"seller": 1}
    assert week["refunds_by_mode"][0]["money"] == [{"amount": "13.98", "currency": "GBP"}]
    assert _json(bought, "report week --json", now="2026-11-30T09:00:00+00:00")["answered"] == {}


def test_a_week_of_only_what_is_new_begins_at_its_own_mark(bought: Shell) -> None:
    bought.ok("open refund --order 577012345678901234 --at 2026-11-19T10:00+00:00", now="2026-11-19T10:00:00+00:00")
    bought.ok("approve 1", now="2026-11-20T09:00:00+00:00")
    bought.ok("report week --mark", now="2026-11-20T10:00:00+00:00")
    assert _json(bought, "report week --only-new --json")["answered"] == {}
    assert _json(bought, "report week --json")["answered"] == {"seller": 1}
    assert _json(bought)["marked"] is False  # the morning's mark is another
