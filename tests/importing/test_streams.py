"""Compressed files, standard input and pipes: read as the files that they hold."""

from __future__ import annotations

import gzip
import json
import os
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from importing.files import Seller, answer, asked, order, orders, request, returns
from tables import of_each

A, B = "4035312345678901111", "4035312345678902222"


def packed(path: Path, name: str | None = None) -> Path:
    """The file, compressed as `gzip` does it: with its time."""
    target = path.with_name(name or f"{path.name}.gz")
    target.write_bytes(gzip.compress(path.read_bytes()))
    os.utime(target, (path.stat().st_mtime,) * 2)
    return target


@contextmanager
def stdin(content: bytes | Path) -> Iterator[None]:
    """Standard input: a file, or a pipe through which these bytes come."""
    if isinstance(content, Path):
        with content.open(encoding="utf-8") as file, pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", file)
            yield
        return
    end, start = os.pipe()

    def write() -> None:
        with os.fdopen(start, "wb") as pipe:
            pipe.write(content)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(end, encoding="utf-8") as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", file)
        yield
    writer.join()


WAYS = ["gz", "renamed", "stdin", "stdin gz", "redirected", "zip", "stdin zip", "pipe"]


@of_each("name", ["r.csv", "r.xlsx", "r.json", "r.jsonl"])
def test_every_kind_comes_in_every_way(seller: Seller, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = {"r.json": answer, "r.jsonl": _lines}.get(name, returns)(folder / name, *_rows(name))
    expected = _told(seller.take(path, "--dry-run"))
    assert [one["new"] for one in expected] == [2]
    for way in WAYS:
        with _given(way, path) as given:
            assert _told(seller.take(given, "--dry-run")) == expected, way


def _told(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in one.items() if key not in ("file", "difference")} for one in found]


@contextmanager
def _given(way: str, path: Path) -> Iterator[Path | str]:
    """What is named on the command line."""
    match way:
        case "gz":
            yield packed(path)
        case "renamed":  # the bytes say what it is, not the name
            yield packed(path, "export.csv")
        case "zip":
            yield _zipped(packed(path))
        case "pipe":
            os.mkfifo(path.with_name("pipe"))
            writer = threading.Thread(target=lambda: path.with_name("pipe").write_bytes(path.read_bytes()))
            writer.start()
            yield path.with_name("pipe")
            writer.join()
        case _:
            data = (_zipped(path) if way == "stdin zip" else path).read_bytes()
            data = gzip.compress(data) if way == "stdin gz" else data
            with stdin(path if way == "redirected" else data):
                yield "-"


def _rows(name: str) -> list[dict[str, Any]]:
    make = asked if name.startswith("r.json") else request
    return [dict(make(A)), dict(make(B))]


def _lines(path: Path, *rows: dict[str, Any]) -> Path:
    """API rows, one a line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _zipped(path: Path) -> Path:
    archive = path.with_name("exports.zip")
    with zipfile.ZipFile(archive, "w") as file:
        file.write(path, path.name)
    return archive


def test_a_folder_gives_its_compressed_files_too(seller: Seller, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    packed(returns(tmp_path / "Return order-2026-11-23-08_10.csv", request(A))).rename(folder / "r-2026-11-23-08_10.gz")
    packed(orders(tmp_path / "o.csv", order())).rename(folder / "o.csv.gz")
    (folder / "cut.csv.gz").write_bytes(gzip.compress(b"Return Order ID,Order" * 99)[:-9])
    run = seller.run("import", folder, "--json")
    assert run.code == 0, run.err
    assert {one["as_of"] for one in json.loads(run.out) if one["format"].endswith("returns")} == {
        "2026-11-23T08:10:00+00:00"  # of the name, inside .gz too
    }
    assert "cut.csv.gz: the file is cut short or damaged." in run.err


def test_a_mapping_is_drafted_of_a_file_however_it_comes(seller: Seller, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    (table := folder / "list.csv").write_text("RMA;Registered;Parcel state\nR-1;20.11.2026;lost\n", encoding="utf-8")
    drafted = seller.run("import", "--draft-map", table).out.partition("carries")[2]
    assert 'ref = "RMA"' in drafted
    with stdin((gz := packed(table).rename(tmp_path / "list.csv.gz")).read_bytes()):
        for given in ("-", gz, _zipped(table).rename(tmp_path / "list.zip"), folder):
            run = seller.run("import", "--draft-map", given)
            assert run.out.partition("carries")[2] == drafted, run.err
    (folder / "b.csv").write_text("A\n1\n", encoding="utf-8")
    assert seller.run("import", "--draft-map", folder).err == "aftersales: --draft-map takes one file.\n"
    said = seller.refused("--draft-map", packed(answer(tmp_path / "a.json", asked(A))))
    assert said.endswith("a.json.gz: a mapping is for tables, and this is JSON.")


def test_a_stream_says_when_it_was_exported_by_the_usual_rules(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(A))
    os.utime(path, (1763974800,) * 2)  # 24 Nov 2025: what it has newer counts
    with stdin(path.read_bytes()):
        (said,) = seller.take("-")
    assert (said["file"], said["as_of_from"]) == ("stdin", "the newest instant in the file")
    with stdin(path.read_bytes()):
        (said,) = seller.take("-", "--as-of", "8:50")
    assert (said["as_of"], said["as_of_from"]) == ("2026-11-24T08:50:00+00:00", "--as-of")
    with stdin(path.read_bytes()):
        assert "a pipe, which has no time of its own. Give the time" in seller.refused("-", "--as-of", "file")
    os.utime(path, (1795507200,) * 2)  # 2026-11-24 08:00 UTC
    with stdin(path):
        (said,) = seller.take("-", "--as-of", "file")
    assert said["as_of"] == "2026-11-24T08:00:00+00:00"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs /dev/fd")
def test_a_pipe_that_the_shell_numbers_is_told_as_a_pipe(seller: Seller, tmp_path: Path) -> None:
    """`import <(zcat orders.csv.gz)`: the number of the pipe would say nothing to anybody the day after."""
    end, start = os.pipe()
    with os.fdopen(start, "wb") as pipe:
        pipe.write(returns(tmp_path / "r.csv", request(A)).read_bytes())
    seller.take(f"/dev/fd/{end}")
    os.close(end)
    (past,) = json.loads(seller.run("imports", "--json").out)
    assert past["file"] == "pipe"
    assert "known from    pipe:2" in seller.run("show", "1", "--format", "table").out


def test_streams_that_hold_nothing(seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with stdin(b""):
        assert seller.refused("-").startswith("aftersales: stdin: the file is empty.")
    with stdin(b"what?\n"):
        assert seller.refused("-").startswith("aftersales: stdin: line 1: its columns (what?) match no known export.")
    monkeypatch.setattr("aftersales.importing.files.spool._NO_WRITER", 0.1)
    os.mkfifo(tmp_path / "pipe")
    assert "pipe: nothing came out of this pipe. Start the command" in seller.refused(tmp_path / "pipe")
    assert "/dev/null: this is a pipe or a device, not a file" in seller.refused("/dev/null")
    run = seller.run("import", "-", "--watch")
    assert (run.code, run.err) == (
        2,
        "aftersales: --watch takes folders, and - is standard input; it is read without --watch.\n",
    )


@of_each("kind", ["plain", "gz", "zip", "folder", "stdin"])
def test_what_was_exported_first_is_written_first_however_it_comes(seller: Seller, tmp_path: Path, kind: str) -> None:
    """The older file shows a request that waits, the newer one the refund: the refund has the last word."""
    for turned in (False, True):
        folder, ref = tmp_path / f"{kind}{turned}", f"{A[:-5]}{len(seller.cases()):05}"
        folder.mkdir()
        older = returns(folder / "z-2026-11-22-08_00.csv", request(ref))
        refunded = request(ref, state="Completed", refunded="22/11/2026 12:00:00")
        newer = returns(folder / "a-2026-11-23-08_00.csv", refunded)
        files: list[Path | str] = [newer, older] if turned else [older, newer]
        if kind == "gz":
            files = [packed(Path(file)) for file in files]
        elif kind == "zip":
            with zipfile.ZipFile(folder / "x.zip", "w") as archive:
                for file in files:
                    archive.write(file, Path(file).name)
            files = [folder / "x.zip"]
        elif kind == "folder":
            files = [folder]
        elif kind == "stdin":
            files = ["-" if file == newer else file for file in files]
        with stdin(newer.read_bytes()):
            seller.take(*files)
        assert [case["money"] for case in seller.cases() if case["ref"] == ref] == ["refunded"], turned


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_a_terminal_is_no_file(seller: Seller) -> None:
    import pty

    main, other = pty.openpty()
    with os.fdopen(other, encoding="utf-8") as terminal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", terminal)
        assert seller.refused("-").startswith(
            "aftersales: stdin: standard input is a terminal, not a file. Send a file to it"
        )
    os.close(main)
