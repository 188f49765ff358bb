"""No input of 10 MB or less takes more than 300 MB of memory or 20 s, whatever it was made for.

`python tests/attacks/hostile_files.py` prints what each of them costs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from attacks.hostile_files import FILES, HEADER, MB, MOST_MEMORY, MOST_SECONDS, ROW, cost, new_home, workbook, worksheet
from importing.files import Seller
from tables import of_each
from transcripts import Shell


@pytest.fixture
def seller(shell: Shell) -> Seller:
    """A shop `uk-main` in GB with an empty ledger."""
    return Seller(shell)


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_home(tmp_path_factory.mktemp("hostile"))


@LINUX
@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_no_file_fills_the_memory_or_takes_long(hostile_home: Path, name: str) -> None:
    one = cost(name, hostile_home)
    assert one.size <= 10.1 * MB
    assert one.memory <= MOST_MEMORY, one
    assert one.seconds <= MOST_SECONDS, one
    assert one.code in (0, 1, 5), one
    assert "Traceback" not in one.sentence, one
    assert name in one.sentence, one  # where


@of_each(
    "name, content, sentence",
    [
        (
            "a.csv",
            HEADER + b"\n" + b"1\n" * 200,
            "more than 100 of its rows can't be used, and fewer can; row 2: the whole",
        ),
        ("b.csv", HEADER + b"\n" + b"1,,,,,,,\n" * 200, "row 2: Return Order ID “1” is not a platform number"),
        (
            "c.csv",
            HEADER + b"\n" + (ROW % (1, 1)).replace(b"20/11/2026", b"next week") * 200,
            "more than 100 of its rows can't be used",
        ),
        ("d.csv", HEADER + b"\n" * 500, "101 of its first 102 rows are blank"),
        ("e.xlsx", workbook(worksheet(b"<row><c/><c/><c/></row>" * 200)), "has 162 empty cells and only 8 others"),
        (
            "f.xlsx",
            workbook(worksheet(b"<row><c><v>1</v></c></row>" * 200)),
            "row 2: Return Order ID “1” is not a platform",
        ),
        ("g.json", b'{"return_orders":[' + b"{}," * 200 + b"{}]}", "row 1: return_id is missing"),
    ],
)
def test_a_file_that_goes_on_and_on_is_given_up(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, sentence: str
) -> None:
    monkeypatch.setattr("aftersales.importing.parse.rejected.MOST", 100)
    monkeypatch.setattr("aftersales.importing.files.csv.MOST_BLANK", 100)
    monkeypatch.setattr("aftersales.importing.files.xlsx.rows._MOST_EMPTY", 100)
    (tmp_path / name).write_bytes(content)
    assert sentence in seller.refused(tmp_path / name)
