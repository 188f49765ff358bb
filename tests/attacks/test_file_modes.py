"""What the program makes is for its owner alone, whatever the umask; where it is wider, that is said."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales.vault import file_modes
from transcripts import SAMPLES, Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")


@pytest.fixture(params=[0o000, 0o277], ids=["no umask", "an umask that would lock the owner out"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def wide(folder: Path) -> list[tuple[str, str]]:
    """What others than the owner may use in a folder, or the owner may not, with its mode."""
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*") if not path.is_symlink()}
    meant = {path: file_modes.FOLDER if path.is_dir() else file_modes.FILE for path in modes}
    return [(str(path), f"{mode:o}") for path, mode in modes.items() if mode != meant[path]]


def test_whatever_the_umask(umask: int, shell: Shell) -> None:
    home = shell.home
    shutil.copy(SAMPLES / "returns.csv", home / "returns.csv")
    (home / "returns.csv").chmod(0o600)
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(home / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok(["ledger", "backup", str(home / "copy.db")])
    shell.ok(["page", str(home / "page.html")])
    for form in ("ics", "csv", "html"):
        shell.ok(["due", "--format", form, "--output", str(home / f"due.{form}")])
    shell.ok(["report", "morning", "--output", str(home / "report.txt")])
    shell.ok("policy copy tiktok-gb")
    shell("completions install bash")
    shell("schedule run")
    os.umask(umask)
    shell.ok("note 1 -m words")
    assert not wide(home)


def test_a_program_of_the_user_s_keeps_the_user_s_umask(
    umask: int, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_modes, "_kept", [])
    shell.ok("init --shop uk-main --market GB")
    editor = shell.home / "editor"
    editor.write_text(f"#!/bin/sh\numask > {shell.home}/umask\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    shell.ok("config edit")
    assert int((shell.home / "umask").read_text(), 8) == umask


def test_a_ledger_that_everybody_can_read_is_told_once(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    ledger = shell.home / "data/aftersales/ledger.db"
    assert "Every user" not in shell.ok("due").err
    ledger.chmod(0o644)
    assert "Every user" not in shell.ok("due").err  # the folder above lets nobody in
    folders = [ledger.parent, *ledger.parent.parents]
    before = {folder: folder.stat().st_mode for folder in folders}
    try:
        for folder in folders:
            folder.chmod(before[folder] | stat.S_IXOTH)
        said = shell.ok("due").err
        assert said.count("Every user") == 1
        assert f"chmod 600 {ledger}" in said
        assert shell.ok("routine add Count --every 7d --at 2026-11-23T09:00").err.count("Every user") == 1
        assert "Every user" not in shell.ok("due -q").err
    finally:
        for folder in folders:
            folder.chmod(before[folder])
    ledger.chmod(0o600)
    assert "Every user" not in shell.ok("due").err
