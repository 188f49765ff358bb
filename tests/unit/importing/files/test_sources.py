"""Files, folders, patterns and archives, as single files to read."""

from __future__ import annotations

import os
import zipfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files.sources import sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.csv", "a.csv", ".hidden.csv", "~$a.xlsx", "c.csv.part"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "d.csv").write_text("x", encoding="utf-8")
    return tmp_path


def names(*paths: Path) -> list[tuple[str, bool]]:
    with ExitStack() as unpacked:
        return [(source.name, source.named) for source in sources(paths, unpacked)]


def test_a_folder_is_its_finished_files_by_name(folder: Path) -> None:
    assert names(folder) == [("a.csv", False), ("b.csv", False)]


def test_each_file_counts_once(folder: Path) -> None:
    assert names(folder / "b.csv", folder, folder / "*.csv") == [("b.csv", True), ("a.csv", False)]


def test_a_pattern_that_matches_nothing_is_refused(folder: Path) -> None:
    with pytest.raises(FileRefused, match="no file matches"):
        names(folder / "*.json")


def test_a_missing_file_is_left_to_its_reader(folder: Path) -> None:
    assert names(folder / "z.csv") == [("z.csv", True)]


def test_an_archive_is_unpacked_into_a_folder_that_goes(folder: Path) -> None:
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("sub/r.csv", "inside")
        archive.writestr("sub/", "")
    with ExitStack() as unpacked:
        (source,) = sources([folder / "z.zip"], unpacked)
        assert (source.label, source.name, source.named) == (f"{folder}/z.zip/sub/r.csv", "r.csv", False)
        assert source.path.read_text(encoding="utf-8") == "inside"
    assert not source.path.exists()


def test_a_workbook_is_no_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "w.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert names(folder / "w.xlsx") == [("w.xlsx", True)]


def test_an_archive_with_too_many_files_is_refused(folder: Path) -> None:
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        for number in range(1_001):
            archive.writestr(f"{number}.csv", "")
    with pytest.raises(FileRefused, match="too much"):
        names(folder / "z.zip")


def faults(*paths: Path) -> dict[str, str]:
    """What is wrong with each file, by its name; empty where nothing is."""
    with ExitStack() as unpacked:
        return {source.name: source.fault.what if source.fault else "" for source in sources(paths, unpacked)}


def damage(archive: Path, member: bytes) -> None:
    """Change a byte of the content that follows the first mention of a member's name."""
    content = bytearray(archive.read_bytes())
    content[content.index(member) + len(member) + 4] ^= 0xFF
    archive.write_bytes(content)


def test_one_damaged_file_in_an_archive_leaves_the_others(folder: Path) -> None:
    with zipfile.ZipFile(folder / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("broken.csv", "a,b,c\n" * 99)
        archive.writestr("whole.csv", "a,b,c\n" * 99)
    damage(folder / "z.zip", b"broken.csv")
    assert faults(folder / "z.zip") == {"broken.csv": "the archive is cut short or damaged", "whole.csv": ""}


def test_an_archive_in_an_archive_is_not_opened(folder: Path) -> None:
    with zipfile.ZipFile(folder / "in.zip", "w") as inner:
        inner.writestr("r.csv", "x")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.write(folder / "in.zip", "in.zip")
    assert faults(folder / "z.zip") == {"in.zip": "this is an archive in an archive"}


def test_a_bad_archive_of_a_folder_is_a_fault_of_its_own(folder: Path) -> None:
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("__MACOSX/._r.csv", "x")
    assert faults(folder)["z.zip"] == "the archive holds no files"
    with pytest.raises(FileRefused, match="holds no files"):
        names(folder / "z.zip")


def test_names_in_an_archive_may_be_odd(folder: Path) -> None:
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        for name in ("./dot.csv", "../../up.csv", "two\nlines.csv", "w." + "x" * 300, "退货.csv"):
            archive.writestr(name, "x")
    with ExitStack() as unpacked:
        every = sources([folder / "z.zip"], unpacked)
        assert [s.path.read_text(encoding="utf-8") for s in every] == ["x"] * 5
        assert {s.archive for s in every} == {f"{folder}/z.zip"}
        assert [s.name for s in every][:3] == ["dot.csv", "up.csv", "two lines.csv"]


def test_a_file_of_an_archive_has_the_time_that_the_archive_has_for_it(folder: Path) -> None:
    entry = zipfile.ZipInfo("r.csv", (2026, 11, 23, 8, 50, 0))
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr(entry, "x")
    with ExitStack() as unpacked:
        (source,) = sources([folder / "z.zip"], unpacked)
        assert datetime.fromtimestamp(source.path.stat().st_mtime).isoformat() == "2026-11-23T08:50:00"  # noqa: DTZ006  (an archive has local time)


def test_a_name_that_is_no_text_is_shown_as_far_as_it_is(folder: Path) -> None:
    (folder / os.fsdecode(b"z\xff.csv")).write_text("x", encoding="utf-8")
    assert "z\ufffd.csv" in [name for name, _ in names(folder)]


def test_a_folder_of_nobody_and_a_link_to_itself_are_left_to_their_reader(folder: Path) -> None:
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    assert names(Path("~nobody-is-called-this/r.csv"), folder / "loop.csv") == [("r.csv", True), ("loop.csv", True)]
    assert "loop.csv" not in [name for name, _ in names(folder)]
