"""Errors of a ledger's file: each names the file and says what to do."""

from __future__ import annotations

from pathlib import Path

from aftersales.ledger import file_errors
from aftersales.ledger.sqlite import OperationalError
from tables import of_each


@of_each(
    "message, sentence",
    [
        (
            "database is locked",
            "is busy: another program is using it. Close that program, such as a database viewer, and try again. "
            "Nothing was written.",
        ),
        (
            "database or disk is full",
            "can't be written: the disk or the folder for temporary files is full; free some room. "
            "Nothing was written.",
        ),
        (
            "disk I/O error",
            "can't be written: the disk is full, or failing; free some room, or use another disk. Nothing was written.",
        ),
        ("attempt to write a readonly database", "can't be written. Check the permissions of the file and its folder."),
        ("unable to open database file", "can't be opened. Check the permissions of the file and its folder."),
    ],
)
def test_what_sqlite_refuses_is_said_in_plain_words(message: str, sentence: str) -> None:
    assert str(file_errors.of_sqlite(Path("l.db"), OperationalError(message))) == f"l.db {sentence}"


def test_what_is_not_known_is_repeated() -> None:
    error = OperationalError("no such table: cases")
    assert str(file_errors.of_sqlite(Path("l.db"), error)) == "l.db: no such table: cases. Nothing was written."


def test_a_folder_and_a_link_to_nothing_are_told_apart(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "gone.db")
    assert str(file_errors.no_file(tmp_path)).startswith(f"{tmp_path} is a folder, not a ledger.")
    assert str(file_errors.dangling(link)).startswith(f"{link} is a link to {tmp_path / 'gone.db'}, which isn't there.")
