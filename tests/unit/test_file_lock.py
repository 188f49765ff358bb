"""Who holds a file is known while he holds it, and not a moment longer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales import file_lock
from aftersales.file_lock import Holder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks are others there")

DIES = """
import os, sys
from pathlib import Path
from aftersales import file_lock
with file_lock.named(Path(sys.argv[1]), "import"):
    os._exit(9)
"""


def test_who_holds_a_file_is_named_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    link = tmp_path / "link.db"
    path.touch()
    link.symlink_to(path)
    with file_lock.named(link, "ledger check"):
        assert file_lock.holder(path) == file_lock.holder(link) == Holder("ledger check", os.getpid())
    assert file_lock.holder(path) is None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["l.db", "link.db"]


def test_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    assert subprocess.run([sys.executable, "-c", DIES, str(path)], check=False).returncode == 9
    assert file_lock.place_of(path).read_text(encoding="ascii").startswith("import\n")
    assert file_lock.holder(path) is None
    with file_lock.named(path, "note"):
        assert file_lock.holder(path) == Holder("note", os.getpid())
    assert list(tmp_path.iterdir()) == []


def test_the_next_holder_keeps_his_name_when_the_one_before_leaves(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    before = file_lock.named(path, "import")
    before.__enter__()
    with file_lock.named(path, "undo"):
        before.__exit__(None, None, None)
        assert file_lock.holder(path) == Holder("undo", os.getpid())


@pytest.mark.parametrize("text", ["", "import\n", "\x1b[31mimport\n1\n", "import\nx\n", "a" * 99])
def test_what_is_no_name_names_nobody(tmp_path: Path, text: str) -> None:
    path = tmp_path / "l.db"
    place = file_lock.place_of(path)
    place.write_text(text, encoding="utf-8")
    handle = os.open(place, os.O_RDWR)
    assert file_lock.taken(handle)
    assert file_lock.holder(path) is None
    os.close(handle)


def test_where_nothing_can_be_written_nobody_is_named(tmp_path: Path) -> None:
    with file_lock.named(tmp_path / "gone" / "l.db", "import"):
        assert file_lock.holder(tmp_path / "gone" / "l.db") is None
