"""What the ledger has already is not read again, unless there is a reason to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales.actions.imports import files
from aftersales.actions.imports.files import read_source
from importing.files import Seller, order, orders, request, returns

OTHER = "577112345678901234"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []

    def noting(source, *rest):  # type: ignore[no-untyped-def]
        names.append(source.name)
        return read_source(source, *rest)

    monkeypatch.setattr(files, "read_source", noting)
    return names


def _nothing(seller: Seller) -> None:
    pass


def _another_state(seller: Seller) -> None:
    seller.take(orders(seller.home / "x.csv", order(OTHER, status="Completed")), "--as-of", "2026-11-22T09:00")


@pytest.mark.parametrize(
    ("between", "again", "is_read"),
    [
        (_nothing, [], False),
        (lambda seller: seller.shell.ok("note 2 -m x"), [], False),
        (lambda seller: seller.shell.ok("approve 1 --mode keep"), [], False),
        (_nothing, ["--as-of", "2026-11-23T09:00"], True),
        (_nothing, ["--date-format", "dmy"], True),
        (_nothing, ["--encoding", "utf-8"], True),
        (lambda seller: seller.shell.ok("undo --yes"), [], True),
        (_another_state, [], True),
    ],
    ids=["same", "a note", "a decision", "as-of", "date format", "encoding", "undo", "another import"],
)
def test_the_very_file_again(
    seller: Seller,
    tmp_path: Path,
    read: list[str],
    between: Callable[[Seller], object],
    again: list[str],
    is_read: bool,
) -> None:
    under_way = order(status="To ship", substatus="Awaiting shipment")
    some = [orders(tmp_path / "o.csv", under_way, order(OTHER)), returns(tmp_path / "r.csv", request())]
    first = seller.take(*some)
    between(seller)
    del read[:]
    told = seller.take(*some, *again)
    assert bool(read) == is_read
    if not is_read:
        kept = ["file", "rows", "rejected", "rejects", "shop", "as_of", "as_of_from", "format"]
        assert [[row[key] for key in kept] for row in told] == [[row[key] for key in kept] for row in first]
        assert [(row["new"], row["changed"], row["same"]) for row in told] == [(0, 0, 2), (0, 0, 1)]
    if "--as-of" in again:
        assert seller.order()["as_of"] == "2026-11-23T09:00:00Z"


def test_another_version_or_name_or_shop_reads_it_again(
    seller: Seller, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = orders(tmp_path / "o.csv", order())
    seller.take(file)
    content = file.read_bytes()
    (tmp_path / "other.csv").write_bytes(content)
    seller.take(tmp_path / "other.csv")
    seller.shell.ok("init --shop b --market GB")
    seller.take(file, "--shop", "b", "--force")
    assert read == ["o.csv", "other.csv", "o.csv"]
    seller.take(file, "--shop", "uk-main")
    assert len(read) == 3
    monkeypatch.setattr("aftersales.importing.formats.recogniser.__version__", "other")
    seller.take(file, "--shop", "uk-main")
    assert len(read) == 4


def test_what_there_is_to_say_is_said_again(seller: Seller, tmp_path: Path) -> None:
    file = orders(tmp_path / "o.csv", order(), order(OTHER, created="x"))
    first = seller.take(file, code=5)
    assert [row["rejects"] for row in seller.take(file, code=5)] == [row["rejects"] for row in first]
    strange = returns(tmp_path / "r.csv", request(state="Odd"))
    seller.take(strange)
    assert "Odd" in seller.run("import", strange).err


def test_who_changes_it_meanwhile_has_it_read(
    seller: Seller, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, later = orders(tmp_path / "o.csv", order()), orders(tmp_path / "p.csv", order(), order(OTHER))
    seller.take(file)
    seller.take(later, "--as-of", "2026-11-22T09:00")
    written, times = files._written, list[int]()

    def interrupted(*words):  # type: ignore[no-untyped-def]
        times.append(1)
        if len(times) == 1:
            seller.shell.ok("undo --yes")
        return written(*words)

    monkeypatch.setattr(files, "_written", interrupted)
    del read[:]
    seller.take(later, "--as-of", "2026-11-22T09:00")
    assert (read, len(times)) == (["p.csv"], 2)
    assert seller.order(OTHER)["ref"] == OTHER
