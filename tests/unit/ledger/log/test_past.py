"""Cases as they stood after any earlier write, whatever was written, undone or merged since."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.core.cases.model import Case
from aftersales.ledger import connection
from aftersales.ledger.facts.records import load
from aftersales.ledger.log.past import cases_then
from importing.files import Seller, answer, asked, order, orders, request, returns
from transcripts import Shell

ONE, TWO, THREE = (f"403531234567890100{n}" for n in (1, 2, 3))
ORDER_OF_TWO = "577" + TWO[-15:]
DONE = request("4035312345678901009", state="Rejected")


def _now(seller: Seller) -> tuple[int, Mapping[int, Case]]:
    """The newest write, and every case as it stands after it."""
    with connection.read(seller.home / "data/aftersales/ledger.db") as ledger:
        write = ledger.execute("SELECT max(id) FROM writes").fetchone()[0]
        ids = [row[0] for row in ledger.execute("SELECT id FROM cases")]
        return write, {case.id: case for case in load(ledger, ids, trust=False)}


def _then(seller: Seller, write: int) -> Mapping[int, Case]:
    with connection.read(seller.home / "data/aftersales/ledger.db") as ledger:
        ids = [row[0] for row in ledger.execute("SELECT id FROM cases")]
        return {case.id: case for case in cases_then(ledger, ids, write, trust=False)}


def _undo_newest(seller: Seller) -> None:
    write, _ = _now(seller)
    assert seller.run("undo", str(write)).code == 0


def test_every_earlier_state_is_found_again(shell: Shell) -> None:
    shell.now = "2026-11-20T17:00:00+00:00"
    seller = Seller(shell)
    folder, stood = shell.home, dict([_now(seller)])

    def does(*words: str) -> None:
        run = seller.run(*words)
        assert run.code == 0, run
        stood.update([_now(seller)])

    def takes(day: int, *rows: dict[str, str]) -> None:
        shell.now = f"2026-11-{day}T18:00:00+00:00"
        file = returns(folder / f"{day}.csv", *rows, DONE)
        does("import", str(file), "--as-of", f"2026-11-{day}T18:00", "--force")

    does("order", "add", ORDER_OF_TWO, "--amount", "49", "--placed", "2026-11-13T10:00")
    does("open", "return", "--order", ORDER_OF_TWO, "--at", "2026-11-20T10:00")
    does("approve", "1")
    takes(20, request(ONE))
    takes(21, request(ONE), request(TWO))  # merged with the one opened by hand
    takes(22, request(ONE, state="In process", fine="Awaiting buyer shipment"), request(THREE))
    does("import", str(orders(folder / "o.csv", order(ORDER_OF_TWO), order("577" + ONE[-15:]))), "--force")
    does("import", str(answer(folder / "a.json", asked(ONE, updated="2026-11-22 18:00"))), "--force")
    for _ in range(2):  # taken back, and put back
        _undo_newest(seller)
        stood.update([_now(seller)])
    for _ in range(4):  # back to before the merging
        does("undo", "--yes")
    does("note", "1", "--text", "Called the carrier")
    _undo_newest(seller)
    stood.update([_now(seller)])

    assert len(stood) >= 12
    assert len({repr(cases) for cases in stood.values()}) >= 8  # they do differ
    for write, cases in stood.items():
        assert _then(seller, write) == cases, write
