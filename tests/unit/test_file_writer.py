"""A file is rewritten by one at a time, whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from aftersales import file_writer
from aftersales.errors import ConfigError
from aftersales.file_lock import Claim


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_for_its_owner_only_and_nothing_else_stays(tmp_path: Path) -> None:
    with file_writer.alone(tmp_path / "new" / "x.toml") as real:
        file_writer.put(real, "a = 1\r\n")
    assert (tmp_path / "new/x.toml").read_bytes() == b"a = 1\r\n"
    assert names(tmp_path / "new") == ["x.toml"]
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "new/x.toml").stat().st_mode) == 0o600


def test_a_file_that_is_there_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text("a = 1\n")
    real.chmod(0o640)
    link = tmp_path / "x.toml"
    link.symlink_to(real)
    with file_writer.alone(link) as held:
        assert held == real
        file_writer.put(held, "a = 2\n")
    assert link.is_symlink()
    assert (real.read_text(), stat.S_IMODE(real.stat().st_mode)) == ("a = 2\n", 0o640)


def test_the_new_text_is_dropped_where_the_body_raises(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("a = 1\n")
    with file_writer.alone(path) as real, pytest.raises(ZeroDivisionError), file_writer.drafted(real, "a = 2\n"):
        raise ZeroDivisionError
    assert (path.read_text(), names(tmp_path)) == ("a = 1\n", ["x.toml"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens no folder, and needs none")
def test_the_name_is_on_the_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without that, the machine may stop and leave the old text, which somebody was told is replaced."""
    synced: list[bool] = []
    monkeypatch.setattr(file_writer.os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    file_writer.write(tmp_path / "x.toml", "a = 1\n")
    with file_writer.alone(tmp_path / "y.jsonl") as real, file_writer.streamed(real) as file:
        file.write(b"{}")
    assert synced == [False, True, False, True]


def test_who_waits_too_long_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_writer, "PATIENCE", 0.05)
    path = tmp_path / "x.toml"
    with (
        file_writer.alone(path, Claim("config set")),
        pytest.raises(
            ConfigError,
            match=r"is being changed by another aftersales \(config set, process \d+\)\. Nothing was changed\.",
        ),
        file_writer.alone(path),
    ):
        pass


def test_a_folder_and_a_link_to_itself_are_left_alone(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"is not a regular file, and was not changed."), file_writer.alone(tmp_path):
        pass
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    with pytest.raises(ConfigError), file_writer.alone(loop):
        pass
