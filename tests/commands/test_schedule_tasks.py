"""What a timed run does beside reading new data: the page each time, the morning report once a day."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aftersales.actions.schedule import tasks
from aftersales.actions.schedule.tasks import TimedTasks
from aftersales.context.app import App, GlobalOptions
from transcripts import Shell


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A shop of London staff from 9:00 to 18:00, also on Sundays."""
    shell.ok("init --shop uk-main --market GB", now="2026-03-01T09:00:00+00:00")
    shell.ok('config set shops.uk-main.staff.hours "09:00-18:00"')
    days = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    shell.ok(["config", "set", "shops.uk-main.staff.days", days])
    return shell


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What a timed run starts, without the places of its files."""
    commands: list[list[str]] = []

    def start(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        words = command[command.index("--ledger") + 2 :]
        commands.append(words[2:] if words[0] == "--now" else words)
        return subprocess.CompletedProcess(command, 5 if "sync" in words else 0)

    monkeypatch.setattr("aftersales.commands.schedule.run.subprocess.run", start)
    return commands


def _begin(now: str) -> str | None:
    begin = tasks.morning_of(App(GlobalOptions()), datetime.fromisoformat(now))
    return None if begin is None else begin.astimezone(UTC).isoformat()


@pytest.mark.parametrize(
    ("now", "begin"),
    [
        ("2026-03-27T08:29:00+00:00", "2026-03-26T08:30:00+00:00"),  # before the desk opens: it is yesterday's
        ("2026-03-27T08:30:00+00:00", "2026-03-27T08:30:00+00:00"),
        ("2026-03-29T07:29:00+00:00", "2026-03-28T08:30:00+00:00"),  # summer time began at 1:00 on this Sunday
        ("2026-03-29T07:30:00+00:00", "2026-03-29T07:30:00+00:00"),
        ("2026-10-25T08:29:00+00:00", "2026-10-24T07:30:00+00:00"),  # and ended on this one
        ("2026-10-25T08:30:00+00:00", "2026-10-25T08:30:00+00:00"),
    ],
)
def test_the_morning_begins_by_the_staff_s_clock_also_when_summer_time_begins_or_ends(
    desk: Shell, now: str, begin: str
) -> None:
    assert _begin(now) == begin


def test_without_staff_the_morning_begins_at_seven(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok("config set display.timezone Asia/Shanghai")
    assert _begin("2026-11-24T06:59:00+08:00") == "2026-11-22T23:00:00+00:00"
    assert _begin("2026-11-24T07:00:00+08:00") == "2026-11-23T23:00:00+00:00"


def test_a_desk_that_has_long_been_closed_has_no_morning(desk: Shell) -> None:
    desk.ok(["config", "set", "shops.uk-main.staff.days_off", '["2026-03-01..2026-03-31"]'])
    assert _begin("2026-03-27T12:00:00+00:00") is None


def test_the_report_comes_once_a_day_and_again_on_the_next(desk: Shell) -> None:
    app = App(GlobalOptions())

    def due(now: str) -> bool:
        return tasks.report_is_due(app, datetime.fromisoformat(now))

    assert due("2026-03-27T08:40:00+00:00")
    desk.ok("report morning --mark", now="2026-03-27T08:40:00+00:00")
    assert not due("2026-03-27T09:00:00+00:00")
    assert not due("2026-03-27T17:59:00+00:00")
    assert due("2026-03-28T08:30:00+00:00")
    assert due("2026-03-28T11:00:00+00:00"), "a computer that slept makes it when it wakes"


def test_a_run_writes_the_page_each_time_and_the_report_once(desk: Shell, started: list[list[str]]) -> None:
    page, report = desk.home / "desk.html", desk.home / "morning.md"
    line = ["schedule", "run", "--page", str(page), "--report", str(report)]
    desk.ok(line, now="2026-03-27T08:40:00+00:00")
    assert started == [
        ["page", str(page), "-q"],
        ["report", "morning", "--mark", "--format", "md", "--output", str(report)],
    ]
    desk.ok("report morning --mark", now="2026-03-27T08:40:00+00:00")
    started.clear()
    desk.ok(line, now="2026-03-27T09:00:00+00:00")
    assert started == [["page", str(page), "-q"]]
    started.clear()
    assert "The desk is closed" in desk.ok(line, now="2026-03-27T20:00:00+00:00").err
    assert started == []


def test_after_a_sync_that_failed_in_part_the_page_is_written_all_the_same(
    desk: Shell, started: list[list[str]]
) -> None:
    for key, value in (("apps.gb.key", "6key"), ("shops.uk-main.app", "gb"), ("shops.uk-main.platform_id", "7495")):
        desk.ok(["config", "set", key, value])
    run = desk(["schedule", "run", "--page", str(desk.home)], now="2026-03-27T09:00:00+00:00")
    assert [command[0] for command in started] == ["sync", "page"]
    assert run.code == 5


@pytest.mark.parametrize(("name", "form"), [("a.txt", "text"), ("a.html", "html"), ("a.json", "json"), ("a", "text")])
def test_the_report_s_file_says_its_format(desk: Shell, name: str, form: str) -> None:
    (line,) = tasks.commands(App(GlobalOptions(now="2026-03-27T09:00:00+00:00")), TimedTasks(report=f"/tmp/{name}"))
    assert line[4:6] == [form, "--output"] or line[3:5] == ["--format", form]


def test_what_is_printed_for_cron_s_mail_is_nothing_where_there_is_nothing(desk: Shell) -> None:
    (line,) = tasks.commands(App(GlobalOptions(now="2026-03-27T09:00:00+00:00")), TimedTasks(report="-"))
    assert line == ["report", "morning", "--mark", "--quiet-if-empty"]


def test_it_really_writes_both_files(desk: Shell) -> None:
    """In processes of their own, as the timer starts them."""
    page, report = desk.home / "desk.html", desk.home / "morning.md"
    desk.ok(
        ["schedule", "run", "--page", str(page), "--report", str(report), "--now", "2026-03-27T09:00:00+00:00"],
    )
    assert page.read_text(encoding="utf-8").startswith("<!")
    assert report.read_text(encoding="utf-8").startswith("**Fri 27 Mar 09:00 London**")
    assert json.loads(desk.ok("report morning --json", now="2026-03-27T10:00:00+00:00").out)["marked"] is True


def test_the_timer_names_what_it_does_with_whole_paths(
    desk: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    line = "schedule install --by cron --dry-run --page desk.html --report -"
    out = desk.ok(line).out
    assert f"schedule run --page {tmp_path}/desk.html --report - --jitter" in out
    assert json.loads(desk.ok(f"{line} --json").out)["does"] == ["page", "report"]
    assert json.loads(desk.ok("schedule install --by launchd --dry-run --json --report -").out)["does"] == ["report"]


def test_a_folder_that_is_not_there_is_refused_before_anything_is_installed(desk: Shell) -> None:
    run = desk("schedule install --by cron --page nowhere/desk.html")
    assert run.code == 1
    assert "there is no folder" in run.err


def test_with_nothing_to_read_and_nothing_to_write_there_is_nothing_to_run(desk: Shell) -> None:
    assert desk("schedule install --by cron --dry-run").code == 1
    assert desk("schedule run", now="2026-03-27T09:00:00+00:00").code == 1
