"""`[display]`: the one zone in which a list is told, and the pager of a long one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from transcripts import ROOT, Shell, prepared


@prepared
def desk(shell: Shell) -> None:
    """A shop in London and one in Los Angeles, with the sample's requests at the first."""
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok("init --shop uk --market GB")
    shell.ok("init --shop us --market US")
    for name in ("orders.csv", "returns.csv"):
        shell.ok(f"import {ROOT / 'sample-data' / name} --shop uk --as-of 2026-11-24T08:40")


def head(shell: Shell, options: str = "") -> str:
    return shell.ok(f"due --format table {options}").out.splitlines()[0].partition(" · ")[0]


def test_the_zone_is_the_configured_one_else_the_staff_s_else_the_market_s_else_the_machine_s(
    desk: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert head(desk) == "Tue 24 Nov 18:00 Tokyo"
    assert head(desk, "--shop uk") == "Tue 24 Nov 09:00 London"
    assert head(desk, "--market US") == "Tue 24 Nov 01:00 Los Angeles"
    desk.ok("config set shops.uk.staff.timezone Asia/Shanghai")
    assert head(desk) == "Tue 24 Nov 18:00 Tokyo"  # of two shops, one has staff
    desk.ok("config set shops.us.staff.timezone Asia/Shanghai")
    assert head(desk) == "Tue 24 Nov 17:00 Shanghai"
    desk.ok("config set display.timezone Europe/Berlin")
    assert head(desk) == "Tue 24 Nov 10:00 Berlin"
    assert desk.ok("config get display.timezone").out == "Europe/Berlin\n"


def test_the_deadlines_of_the_list_are_told_in_its_zone(desk: Shell) -> None:
    def late(zone: str) -> str:
        desk.ok(f"config set display.timezone {zone}")
        return next(line for line in desk.ok("due --format table --shop uk").out.splitlines() if " late " in line)

    assert "Tue 07:12" in late("Europe/London")
    assert "Tue 08:12" in late("Europe/Berlin")


def test_a_market_that_is_asked_for_is_not_doubted_for_another_market_s_shop(desk: Shell) -> None:
    assert "us: no after-sales data" not in desk.ok("due --format table --market GB").out
    assert "us: no after-sales data" in desk.ok("due --format table").out


@pytest.mark.parametrize("options", ["--market FR", "--market GB,FR", "--shop uk --market US"])
def test_a_market_without_a_shop_is_no_all_clear(desk: Shell, options: str) -> None:
    run = desk(f"due {options}")
    assert (run.code, run.out) == (1, "")
    assert "no shop of those meant is there; known are uk (GB), us (US)." in run.err


@pytest.mark.skipif(sys.platform == "win32", reason="the pager is a shell script")
def test_the_configured_pager_stands_between_the_program_s_variable_and_the_usual_one(
    desk: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.terminal = True
    for name, value in {"COLUMNS": "80", "LINES": "6", "NO_COLOR": "1", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    for name in ("mine", "usual", "now"):
        (home / name).write_text(f'#!/bin/sh\ncat > "{home}/by-{name}"\n', encoding="utf-8")
        (home / name).chmod(0o755)

    def shown_by(line: str) -> list[str]:
        out = desk.ok(line).out
        by = [name for name in ("mine", "usual", "now") if (home / f"by-{name}").exists()]
        for name in by:
            (home / f"by-{name}").unlink()
        return by or ["screen"] if bool(out) is not bool(by) else ["twice"]

    monkeypatch.setenv("PAGER", str(home / "usual"))
    assert shown_by("due") == ["usual"]
    desk.ok(f"config set display.pager {home / 'mine'}")
    assert shown_by("due") == shown_by("help morning") == ["mine"]
    assert shown_by("due --no-pager") == ["screen"]
    monkeypatch.setenv("AFTERSALES_PAGER", str(home / "now"))
    assert shown_by("due") == ["now"]
    monkeypatch.delenv("AFTERSALES_PAGER")
    desk.ok("config set display.pager off")
    assert shown_by("due") == shown_by("help morning") == ["screen"]


def test_help_works_where_the_configuration_has_mistakes(
    desk: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"COLUMNS": "80", "NO_COLOR": "1", "PAGER": ""}.items():
        monkeypatch.setenv(name, value)
    with (home / "config/aftersales/config.toml").open("a", encoding="utf-8") as config:
        config.write('[display]\ntimezone = "Mars"\n')
    desk.terminal = True
    assert "A morning with the program" in desk.ok("help morning").out
    run = desk("due")
    assert run.code == 1
    assert "[display] timezone is 'Mars', which is not a time zone" in run.err.replace("\n  ", " ")
