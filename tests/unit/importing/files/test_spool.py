"""What is written out as a plain file before it is read: gzip, and what would fill the disk."""

from __future__ import annotations

import errno
import gzip
import os
import zipfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files import spool
from aftersales.importing.files.sources import sources


def fault(path: Path) -> str:
    """Why a file that was named is refused."""
    with ExitStack() as stack, pytest.raises(FileRefused) as caught:
        list(sources([path], stack))
    return str(caught.value)


def test_a_gzip_file_has_the_time_and_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n") + gzip.compress(b"1,2\n"))  # as `cat a.gz b.gz` makes it
    os.utime(path, (1_000_000_000,) * 2)
    with ExitStack() as stack:
        [source] = sources([path], stack)
        assert source.path.read_bytes() == b"a,b\n1,2\n"
        assert source.path.stat().st_mtime == 1_000_000_000
        assert (source.name, source.label, source.named, source.streamed) == ("a.csv.gz", str(path), True, False)
    assert not source.path.exists()


def test_a_gzip_file_that_is_damaged_or_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.gz"
    whole = gzip.compress(os.urandom(5_000))
    for broken in (whole[:-1], whole[:40], whole[:100] + b"\0\0\0" + whole[103:], whole[:2]):
        path.write_bytes(broken)
        assert fault(path) == f"{path}: the file is cut short or damaged. Download it again."
    monkeypatch.setattr(spool, "_BOMB", 1 << 20)
    path.write_bytes(gzip.compress(bytes(3 << 20)))
    assert "it unpacks to 2 MB or more, which is too much. Export a shorter time" in fault(path)
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", bytes(3 << 20))
        archive.writestr("b.csv.gz", gzip.compress(bytes(3 << 20)))
        archive.writestr("c.csv.gz", whole[:40])
    with ExitStack() as stack:
        faults = [source.fault for source in sources([tmp_path / "b.zip"], stack)]
    assert [one is not None and one.what for one in faults] == [
        "it unpacks to 3 MB or more, which is too much",
        "it unpacks to 2 MB or more, which is too much",
        "the file is cut short or damaged",
    ]


def test_no_room_to_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"a,b\n"))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(gzip, "open", full)
    assert fault(path) == f"{path}: there is no room to unpack it. Free some room, or name another folder in TMPDIR."
