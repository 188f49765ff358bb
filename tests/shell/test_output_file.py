"""`--output FILE`: what a list or page says, in a file that is written wholly or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from aftersales import file_lock, file_writer
from aftersales.errors import ConfigError, FileRefused
from transcripts import SAMPLES, Shell, prepared


@prepared
def filled(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


@pytest.mark.parametrize(
    "line", ["due", "due --json", "cases --format csv", "show 4 --format table", "log", "calendar"]
)
def test_the_file_has_what_stdout_would_have(filled: Shell, line: str) -> None:
    piped = filled.ok(line).out
    run = filled.ok([*line.split(), "--output", str(filled.home / "list")])
    assert run.out == ""
    assert (filled.home / "list").read_text(encoding="utf-8") == piped


def test_a_dash_is_stdout(filled: Shell) -> None:
    assert filled.ok("due --output -").out == filled.ok("due").out


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_new_file_is_its_owner_s_alone_and_an_old_one_keeps_its_mode(filled: Shell) -> None:
    file = filled.home / "due.csv"
    filled.ok(["due", "--output", str(file)])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    file.write_text("old")
    filled.ok(["due", "--output", str(file)])
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert file.read_text(encoding="utf-8") != "old"


def test_a_file_has_no_colours_whatever_the_terminal_has(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.terminal = True
    monkeypatch.setenv("FORCE_COLOR", "1")
    filled.ok(["due", "--format", "table", "--color", "always", "--output", str(filled.home / "due.txt")])
    text = (filled.home / "due.txt").read_text(encoding="utf-8")
    assert "OVERDUE" in text
    assert "\x1b" not in text


def test_on_a_terminal_it_says_where_the_list_went(filled: Shell) -> None:
    file = filled.home / "due.txt"
    assert filled.ok(["due", "--output", str(file)]).err == ""
    filled.terminal = True
    assert f"Nothing has changed in {file}" in filled.ok(["due", "--output", str(file)]).err.replace("\n  ", " ")
    file.unlink()
    assert f"Written: {file}" in filled.ok(["due", "--output", str(file)]).err.replace("\n  ", " ")


def test_what_check_says_is_said_all_the_same(filled: Shell) -> None:
    file = filled.home / "due.txt"
    assert filled(["due", "--check", "--output", str(file)]).code == 4
    assert file.read_text(encoding="utf-8") == filled.ok("due --format table").out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (".", ".: it is a folder. Name a file in it."),
        ("new/", "new/: that is the name of a folder. Name a file in it."),
        ("no/such/due.txt", "no/such/due.txt: there is no folder no/such. Make it, or name another file."),
        ("", "--output is empty."),
    ],
)
def test_where_no_file_can_be_is_refused(filled: Shell, monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    monkeypatch.chdir(filled.home)
    run = filled(["due", "--output", name])
    assert run.code == (1 if name else 2)
    assert run.err == f"aftersales: {said}\n"
    assert not (filled.home / "new").exists()
    assert not (filled.home / "no").exists()


@pytest.mark.parametrize(
    ("file", "said"), [("data/aftersales/ledger.db", "ledger"), ("config/aftersales/config.toml", "configuration")]
)
def test_the_program_s_own_files_are_never_written_over(filled: Shell, file: str, said: str) -> None:
    before = (filled.home / file).read_bytes()
    run = filled(["due", "--output", str(filled.home / file)])
    assert run.code == 1
    assert f"that is the {said}. Name another file." in run.err
    assert (filled.home / file).read_bytes() == before


def test_where_the_command_fails_the_file_stays_as_it_was(filled: Shell) -> None:
    file = filled.home / "case.json"
    filled.ok(["show", "4", "--json", "--output", str(file)])
    before = file.read_bytes()
    assert filled(["show", "999", "--json", "--output", str(file)]).code == 1
    assert file.read_bytes() == before
    assert filled(["show", "999", "--output", str(filled.home / "other")]).code == 1
    assert sorted(p.name for p in filled.home.iterdir() if p.is_file()) == ["case.json"]


def test_what_no_utf_8_can_hold_breaks_no_file(filled: Shell) -> None:
    filled.ok(["note", "4", "--text", "磁吸 🙂 é"])
    filled.ok(["show", "4", "--output", str(filled.home / "case")])
    assert "磁吸 🙂 é" in (filled.home / "case").read_text(encoding="utf-8")


def test_two_runs_at_one_file_take_turns(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_writer, "PATIENCE", 0.05)
    file = filled.home / "due.txt"
    handle = file_lock.opened(file_lock.place_of(file))
    try:
        assert file_lock.taken(handle)
        run = filled(["due", "--output", str(file)])
    finally:
        os.close(handle)
    assert run.code == 1
    assert "is being changed by another" in run.err
    assert not file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no devices as files")
def test_a_device_and_a_pipe_are_written_to(filled: Shell) -> None:
    filled.ok("due --output /dev/null")
    assert not Path("/dev/.null.lock").exists()
    read, write = os.pipe()
    filled.ok(["due", "--limit", "1", "--output", f"/dev/fd/{write}"])
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        assert pipe.read() == filled.ok("due --limit 1").out


def test_a_command_that_records_takes_none(filled: Shell) -> None:
    for line in ("approve 5", "import", "sync", "undo", "login"):
        run = filled([*line.split(), "--output", "x"])
        assert run.code == 2, line
        assert "--output" in run.err


def test_the_function_for_whole_documents(tmp_path: Path) -> None:
    file_writer.write(tmp_path / "page.html", "<p>\r\none")
    assert (tmp_path / "page.html").read_bytes() == b"<p>\r\none"
    with pytest.raises(FileRefused, match="it is a folder"):
        file_writer.write(tmp_path, "text")
    with pytest.raises(FileRefused, match="there is no folder"):
        file_writer.write(tmp_path / "none" / "page.html", "text")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(ConfigError, match="leads back to itself"):
        file_writer.write(tmp_path / "loop", "text")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["loop", "page.html"]
