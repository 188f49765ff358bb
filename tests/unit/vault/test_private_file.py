"""Text files with secrets: what is read of them, and who may read them."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from aftersales.errors import ConfigError
from aftersales.vault import private_file


def test_no_file_is_no_text_and_what_is_no_text_is_refused_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    assert private_file.read(path) is None
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError) as refused:
        private_file.read(path)
    assert str(refused.value) == f"{path} can't be read: it is not text. Check its permissions."


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_a_file_that_came_with_another_mode_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    private_file.close_to_others(path)  # there is none yet
    path.write_text("{}")
    path.chmod(0o644)
    private_file.close_to_others(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
