"""Imported files, as the ledger remembers them."""

from __future__ import annotations

from aftersales.ledger.facts import imports
from aftersales.ledger.facts.imports import ImportedFile
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, day

FILE = ImportedFile(
    shop=SHOP,
    file="returns.csv",
    sha256="ab" * 32,
    format="returns-export",
    carries="cases",
    as_of=day(24, 8),
    as_of_from="--as-of",
    rows=5,
    new=1,
    changed=2,
    same=1,
    rejected=1,
    recorded_at=NOW,
    size=77,
    read_as="dmy",
)


def test_a_file_is_remembered_once() -> None:
    with build.ledger() as ledger, build.written(ledger, "import"):
        imports.add(ledger, FILE)
        imports.add(ledger, FILE._replace(file="copy.csv", new=9))
        imports.add(ledger, FILE._replace(as_of=day(25)))
        names = ", ".join(ImportedFile._fields)
        rows = ledger.execute(f"SELECT {names} FROM imports ORDER BY id").fetchall()
    assert rows[0] == (
        *FILE[:5], "2026-11-24T08:00:00Z", *FILE[6:12], "2026-11-24T09:00:00Z", 77, "dmy", None, None, None
    )  # fmt: skip
    assert [row[1] for row in rows] == ["returns.csv", "returns.csv"]


def test_a_file_that_is_read_whole_later_says_what_it_should_hold() -> None:
    """As with `--since` the first time, or by a version that did not keep it."""
    whole = {"carries": "cases", "first_request": day(1), "statuses": '["pending"]', "own_numbers": False}
    with build.ledger() as ledger, build.written(ledger, "import"):
        imports.add(ledger, FILE._replace(carries="some-cases"))
        imports.add(ledger, FILE._replace(**whole, new=9))
        imports.add(ledger, FILE._replace(carries="some-cases"))
        query = "SELECT carries, first_request, statuses, own_numbers, new FROM imports"
        assert ledger.execute(query).fetchall() == [("cases", "2026-11-01T12:00:00Z", '["pending"]', 0, 1)]


def test_a_file_that_was_read_so_is_found_and_is_as_it_was_left() -> None:
    with build.ledger() as ledger:
        with build.written(ledger, "import") as write:
            imports.add(ledger, FILE._replace(carries="orders"))
            build.put_orders(ledger, build.order())
        assert imports.read_so(ledger, SHOP, 77, "mdy") == imports.read_so(ledger, SHOP, 78, "dmy") == []
        (known,) = imports.read_so(ledger, SHOP, 77, "dmy")
        assert (known.as_of, known.written, known.write) == (day(24, 8), 4, write)
        assert imports.is_as_left(ledger, SHOP, "orders", write)
        with build.written(ledger, "import"):
            build.put_case(ledger, build.request())
        assert imports.is_as_left(ledger, SHOP, "orders", write)
        assert not imports.is_as_left(ledger, SHOP, "cases", write)
        with build.written(ledger, "import"):
            build.put_orders(ledger, build.order(status="cancelled", as_of="2026-11-24T08:50:00Z"))
        assert not imports.is_as_left(ledger, SHOP, "orders", write)
        assert imports.is_as_left(ledger, "another", "orders", write)


def test_a_content_is_known_in_the_shop_that_imported_it() -> None:
    with build.ledger() as ledger, build.written(ledger, "import"):
        assert not imports.is_known(ledger, SHOP, FILE.sha256)
        imports.add(ledger, FILE)
        assert imports.is_known(ledger, SHOP, FILE.sha256)
        assert not imports.is_known(ledger, "another", FILE.sha256)
