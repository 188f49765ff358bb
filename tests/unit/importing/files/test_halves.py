from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.errors import FileRefused
from aftersales.importing.files import halves
from aftersales.importing.files.halves import HalvableRows
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table

CELLS = st.sampled_from(["", "x", 'say "so"', "two\nlines", 'a,"b"\r\n7,8,9\r\n', "£9", "7", "ß" * 40])


def _table(path: Path, content: bytes) -> Table:
    path.write_bytes(content)
    table = read_file(path, None, lambda _: 0)
    assert isinstance(table, Table)
    return table


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\r\n') else cell


@pytest.fixture(autouse=True)
def of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "SMALLEST", 0)


@given(
    st.lists(st.tuples(st.sampled_from(["6", "7", "8", "9"]), CELLS, CELLS), min_size=1, max_size=30),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_both_halves_have_all_rows_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], encoding: str, newline: str
) -> None:
    lines = [",".join(map(_quoted, row)) for row in [("id", "what", "more"), *rows]]
    content = (newline.join(lines) + newline).encode(encoding, errors="replace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(halves, "SMALLEST", 0)
        table = _table(tmp_path_factory.mktemp("halves") / "a.csv", content)
        assert isinstance(table.read, HalvableRows)
        if (cut := table.read.cut(0)) is None:
            return
        first: list[tuple[int, list[str]]] = []
        with suppress(FileRefused):  # it was cut inside of a cell
            first = list(table.read.first(cut, None))
            begin = first[-1][0]
            second = [(number + begin, cells) for number, cells in table.read.second(cut)]
            assert first + second == list(table.rows())
            assert first[-1][1][0] != second[0][1][0]


def test_a_file_is_cut_near_the_middle_between_two_numbers(tmp_path: Path) -> None:
    numbers = sorted([*range(100), *range(20, 80)])
    table = _table(tmp_path / "a.csv", b"id,b\n" + b"".join(b"%03d,two\n" % n for n in numbers))
    assert isinstance(table.read, HalvableRows)
    cut = table.read.cut(0)
    assert cut is not None
    assert abs(cut - table.total // 2) < 40
    assert [cells[0] for _, cells in table.read.second(cut)][:2] == ["051", "051"]


def test_a_cut_inside_of_a_cell_is_noticed(tmp_path: Path) -> None:
    cell = "\n".join(f"{n},x" for n in range(40))
    table = _table(tmp_path / "a.csv", f'id,b\n1,"{cell}"\n'.encode())
    assert isinstance(table.read, HalvableRows)
    cut = table.read.cut(0)
    assert cut is not None
    with pytest.raises(FileRefused, match="never closed"):
        list(table.read.first(cut, None))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"id,b\n" + b"7,x\n" * 50, id="one number"),
        pytest.param(b"id,b\n" + b"7,x,y\n" * 50, id="rows of another width"),
        pytest.param("id,b\n".encode("utf-16") + "7,x\n8,x\n".encode("utf-16-le") * 50, id="UTF-16"),
        pytest.param(b"id,b\n7,x\n", id="hardly any rows"),
    ],
)
def test_a_file_without_a_place_for_it_is_not_cut(tmp_path: Path, content: bytes) -> None:
    table = _table(tmp_path / "a.csv", content)
    assert isinstance(table.read, HalvableRows)
    assert table.read.cut(0) is None


def test_a_small_file_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"id,b\n" + b"7,x\n8,x\n" * 50
    monkeypatch.setattr(halves, "SMALLEST", len(content) + 1)
    table = _table(tmp_path / "a.csv", content)
    assert isinstance(table.read, HalvableRows)
    assert table.read.cut(0) is None
