"""Formats of the seller's own are read from files with care."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aftersales.errors import FileRefused, PolicyError
from aftersales.importing.formats.own_formats import folder_formats, own_format
from unit.importing.formats.test_format_file import GOOD


def test_a_format_is_called_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "Warehouse List.toml"
    path.write_text("\ufeff" + GOOD, encoding="utf-8")
    form = own_format(path)
    assert (form.name, form.path) == ("warehouse-list", str(path))


def test_a_folder_gives_its_formats_and_all_mistakes_of_all_files(tmp_path: Path) -> None:
    assert folder_formats(tmp_path / "none") == ()
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / ".b.toml").write_text("x", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert [form.name for form in folder_formats(tmp_path)] == ["a"]
    (tmp_path / "b.toml").write_text('name = "a"\n' + GOOD, encoding="utf-8")
    (tmp_path / "c.toml").write_text("carries = \n", encoding="utf-8")
    (tmp_path / "d.toml").write_text(GOOD.replace("ref", "reff"), encoding="utf-8")
    with pytest.raises(PolicyError) as raised:
        folder_formats(tmp_path)
    told = str(raised.value)
    assert "is also the name of" in told
    assert "c.toml: line 1" in told
    assert "d.toml:3: " in told


def test_a_name_of_the_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tiktok-orders.toml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(PolicyError, match="choose another name"):
        own_format(path)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="not a regular file"):
        own_format(tmp_path)
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(FileRefused, match="not a regular file"):
        own_format(tmp_path / "pipe.toml")
    (tmp_path / "large.toml").write_text("#" * 300_000, encoding="utf-8")
    with pytest.raises(FileRefused, match="at most 200,000 bytes"):
        own_format(tmp_path / "large.toml")
    with pytest.raises(FileRefused, match="can't be read"):
        own_format(tmp_path / "none.toml")
