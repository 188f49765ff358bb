"""`sync --demo`: the whole way at the test platform, and nothing of the user's touched."""

from __future__ import annotations

import json
import os
import re

import pytest

from transcripts import Shell


def test_the_whole_way_is_shown_from_login_to_what_is_due(shell: Shell) -> None:
    run = shell.ok("sync --demo --format table")
    assert "aftersales show" not in run.out  # of a ledger that is gone no command is named
    # What moves within three hours, and how soon it is due, hangs on the hour of the day.
    parts = ("logged in", "returns: 20 new", r"changed: case \d+, return: .* → ", "(OVERDUE|TODAY|SOON)\n")
    places = [re.search(part, run.out) for part in parts]
    assert [place.start() for place in places if place] == sorted(place.start() for place in places if place)
    assert all(places), run.out
    for command in ("login --shop uk-main", "sync", "sync   # 3 h later", "due"):
        assert f"$ aftersales {command}\n" in run.err
    assert "test platform" in run.err


def test_nothing_of_the_user_s_is_read_changed_or_left(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("init --shop mine --market GB")
    before = {path: path.read_bytes() for path in shell.home.rglob("*") if path.is_file()}
    # They would spoil the demo's signature and tokens.
    monkeypatch.setenv("AFTERSALES_APP_SECRET", "my-own-secret")
    monkeypatch.setenv("AFTERSALES_ACCESS_TOKEN_GB", "my-own-token")
    shell.ok("sync --demo --format table")
    assert {path: path.read_bytes() for path in shell.home.rglob("*") if path.is_file()} == before
    assert os.environ["AFTERSALES_APP_SECRET"] == "my-own-secret"
    assert "AFTERSALES_TOKENS" not in os.environ


def test_programs_get_what_the_first_sync_brought(shell: Shell) -> None:
    lists = {one["stream"]: one for one in json.loads(shell.ok("sync --demo --json").out)}
    assert (lists["returns"]["new"], lists["returns"]["fault"]) == (20, None)
    assert lists["cancellations"]["new"] == 6


@pytest.mark.slow
def test_it_is_the_same_at_the_same_time_and_works_at_any(shell: Shell) -> None:
    assert shell.ok("sync --demo --format table").out == shell.ok("sync --demo --format table").out
    assert "to do" in shell.ok("sync --demo --format table", now="2027-03-28T01:30:00+00:00").out


def test_it_takes_no_other_option(shell: Shell) -> None:
    run = shell("sync --demo --full")
    assert (run.code, run.out) == (2, "")
    assert "--demo goes without other options" in run.err


def test_the_demo_of_sample_data_tells_of_it(shell: Shell) -> None:
    assert "aftersales sync --demo" in shell.ok("demo").err
