"""Files, folders, patterns and archives, as single files to read."""

from __future__ import annotations

import zipfile
from contextlib import ExitStack
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
