"""A large import is prepared beside others' writes, and gives what it would give if it held the ledger all the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from aftersales.actions.imports import files
from aftersales.ledger.working_copy import storing, whole
from importing.files import ORDER, REF, Seller, answer, asked, order, orders, request, returns

SAMPLES = Path(__file__).parents[2] / "sample-data"
OTHER = "577112345678901234"
OF_REF = "577" + REF[-15:]
Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Says whether imports hold the ledger from beginning to end, as those of a few rows do."""
    return lambda direct: monkeypatch.setattr(files, "LARGE", 1 << 40 if direct else 0)


@pytest.fixture(params=["in part", "whole"], autouse=True)
def of_all(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """How much of a ledger is copied to prepare an import: what it touches, or all."""
    monkeypatch.setattr(whole, "is_worth", lambda _connection, rows: rows > 0 and request.param == "whole")
    return bool(request.param == "whole")


def both_ways(seller: Seller, at_once: Callable[[bool], None], *words: str | Path, code: int = 0) -> Dump:
    """The same import prepared, and then all at once on the ledger as it was before."""
    before = seller.kept()
    at_once(False)
    prepared = seller.take(*words, code=code)
    dumps = [seller.dump()]
    seller.put_back(before)
    at_once(True)
    told = seller.take(*words, code=code)
    dumps.append(seller.dump())
    assert prepared == told
    assert dumps[0] == dumps[1]
    return dumps[0]


def days(seller: Seller, tmp_path: Path) -> Iterable[tuple[str | Path, ...]]:
    """What a seller may do between imports, and the imports."""
    yield SAMPLES / "orders.csv", SAMPLES / "returns.csv", "--as-of", "2026-11-24T08:40"
    seller.shell.ok("note 7 -m seen")
    (asked_of, *_) = [line["case"] for line in seller.due("--duty", "respond", "--kind", "refund,return")]
    seller.shell.ok(f"reject {asked_of} --reason x --force")
    yield SAMPLES / "returns-next-day.csv", "--as-of", "2026-11-25T08:40"
    yield (SAMPLES / "api-returns.json",)
    yield SAMPLES / "api-orders.json", SAMPLES / "api-cancellations.json"
    seller.shell.ok("undo --yes")
    seller.shell.ok("note 3 -m x")
    yield SAMPLES / "api-orders.json", SAMPLES / "api-cancellations.json"
    moved = orders(tmp_path / "o.csv", order(status="To ship", substatus="Awaiting shipment"), order(OF_REF))
    yield moved, returns(tmp_path / "r.csv", request(), request(REF[:-1] + "5"))
    yield moved, returns(tmp_path / "r.csv", request(), request(REF[:-1] + "5")), "--as-of", "2026-11-23T09:00"
    chain = asked(REF[:-1] + "5", pre_return_id=REF)  # two cases turn out to be one
    yield (answer(tmp_path / "a.json", chain),)
    yield orders(tmp_path / "o.csv", order(), order(OTHER, sku="MUG-1"), order(OTHER, sku="MUG-2")), "--catchup"
    yield orders(tmp_path / "o.csv", order(OTHER, sku="MUG-2"), order(created="x")), "--as-of", "2026-11-25T09:00"


def test_what_is_prepared_is_as_if_it_held_the_ledger(
    seller: Seller, tmp_path: Path, at_once: Callable[[bool], None]
) -> None:
    seller.shell.ok("init --shop us --market US")
    seller.take("--shop", "us", SAMPLES / "th-returns.csv", SAMPLES / "th-orders.csv", code=0)
    seller.shell.now = "2026-11-25T10:00:00+00:00"
    for words in days(seller, tmp_path):
        code = 5 if "2026-11-25T09:00" in words else 0
        both_ways(seller, at_once, "--shop", "uk-main", *words, code=code)
    assert seller.shell("ledger check --deep").code == 0


def writing_between(monkeypatch: pytest.MonkeyPatch, acts: Iterable[Callable[[], object]]) -> list[str]:
    """Do the next of these acts each time that an import is prepared; returns which were done."""
    left, done = iter(acts), list[str]()

    def then(finish: Callable[..., bool]) -> Callable[..., bool]:
        def finished(*arguments: Any) -> bool:
            act = next(left, None)
            if act is not None:
                act()
                done.append("acted")
            return finish(*arguments)

        return finished

    monkeypatch.setattr(storing, "compare", then(storing.compare))
    monkeypatch.setattr(whole.LedgerCopy, "finish", then(whole.LedgerCopy.finish))
    return done


@pytest.mark.parametrize("times", [1, 2])
def test_who_writes_meanwhile_is_heard(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: Callable[[bool], None], times: int
) -> None:
    seller.take(returns(tmp_path / "r.csv", request(), request(REF[:-1] + "5")))
    later = returns(
        tmp_path / "later.csv",
        *(request(REF[:-1] + end, state="In process", tracking=f"EV{end}") for end in "4567"),
    )
    before = seller.kept()
    acts = ["reject 1 --reason damaged-by-buyer", "note 2 -m seen"][:times]
    at_once(True)
    for act in acts:
        seller.shell.ok(act)
    seller.take(later)
    first = seller.dump()
    seller.put_back(before)
    at_once(False)
    done = writing_between(monkeypatch, [lambda act=act: seller.shell.ok(act) for act in acts])  # type: ignore[misc]
    seller.take(later)
    assert len(done) == times
    assert seller.dump() == first
    assert seller.shell("ledger check --deep").code == 0


def test_an_import_of_the_same_orders_meanwhile_leaves_each_once(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: Callable[[bool], None]
) -> None:
    whole = orders(tmp_path / "o.csv", order(), order(OTHER))
    half = orders(tmp_path / "half.csv", order(OTHER, status="To ship", substatus="Awaiting shipment"))
    at_once(False)
    writing_between(monkeypatch, [lambda: seller.take(half, "--as-of", "2026-11-20T09:00")])
    (told,) = seller.take(whole, "--as-of", "2026-11-21T09:00")
    assert (told["new"], told["changed"]) == (1, 1)
    assert [row[2] for row in sorted(seller.dump()["orders"])] == [OTHER, ORDER]


def test_a_dry_run_of_a_large_file_leaves_nothing(
    seller: Seller, tmp_path: Path, at_once: Callable[[bool], None]
) -> None:
    at_once(False)
    before = seller.dump()
    (told,) = seller.take(orders(tmp_path / "o.csv", order()), "--dry-run")
    assert told["new"] == 1
    assert seller.dump() == before


@pytest.mark.parametrize("direct", [False, True])
def test_an_import_leaves_nothing_beside_the_ledger(
    seller: Seller, at_once: Callable[[bool], None], *, direct: bool
) -> None:
    at_once(direct)
    seller.take(SAMPLES / "orders.csv", "--as-of", "2026-11-24T08:40")
    assert [path.name for path in (seller.home / "data/aftersales").glob("ledger.db*")] == ["ledger.db"]


def test_a_shop_that_somebody_takes_back_meanwhile_is_told(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: Callable[[bool], None]
) -> None:
    path = orders(tmp_path / "o.csv", order())
    at_once(False)
    done = writing_between(monkeypatch, [lambda: seller.shell.ok("undo --yes")])
    run = seller.run("import", "--shop", "uk-main", path)
    assert done
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("aftersales: the ledger has no shop yet. Add one with `aftersales init")
    assert seller.dump()["orders"] == []


def test_too_little_memory_is_told(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: Callable[[bool], None]
) -> None:
    def full(*_: object) -> bool:
        raise MemoryError

    path = orders(tmp_path / "o.csv", order())
    at_once(False)
    monkeypatch.setattr(storing, "compare", full)
    monkeypatch.setattr(whole.LedgerCopy, "finish", full)
    assert "too little memory. Nothing more was written." in seller.refused("--shop", "uk-main", path)
