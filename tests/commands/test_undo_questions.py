"""What `undo` asks before it takes much back at once, and how each undo is itself undone."""

from __future__ import annotations

import json
import re

import pytest

from commands.conftest import Typist
from importing.files import order, orders, request, returns
from transcripts import Shell, prepared

ORDER = "576461413038785752"
ORDERS = {"a": range(10, 13), "b": range(10, 25)}


@prepared
def desk(shell: Shell) -> None:
    """Writes 1 to 3: a shop, an import of two requests, a note."""
    shell.ok("init --shop uk-main --market GB")
    rows = (request(f"403531234567890{n}", asked="23/11/2026 10:00:00") for n in (1111, 2222))
    shell.ok(["import", str(returns(shell.home / "r.csv", *rows)), "--as-of", "2026-11-24T08:40"])
    shell.ok("note 1 -m 'called her'")


def cases(shell: Shell) -> int:
    run = shell("cases --json")
    return len(json.loads(run.out)) if run.code == 0 else 0


def written(shell: Shell) -> str:
    return shell.ok("log --json").out


def test_off_a_terminal_an_import_and_a_shop_are_undone_by_number_only(desk: Shell) -> None:
    assert "To restore it: aftersales undo 4" in desk.ok("undo").err
    log = written(desk)
    run = desk("undo")
    assert (run.code, run.out, written(desk)) == (1, "", log)
    assert "(import; r.csv: 2 new, 0 changed). It holds 2 cases. Nothing was undone." in run.err
    assert run.err.endswith("type its number: aftersales undo 2\n")
    desk.ok("undo --dry-run")
    assert "To restore it: aftersales undo 5" in desk.ok("undo 2").err
    run = desk("undo")
    assert (run.code, "It holds 1 shop. Nothing was undone." in run.err) == (1, True)
    desk.ok("undo --yes")
    # What each undo said brings everything back.
    for number in (6, 5, 4):
        run = desk.ok(f"undo {number}")
        assert f"To undo it again: aftersales undo {number + 2 * (7 - number) - 1}" in run.err
    assert cases(desk) == 2 and "called her" in desk.ok("show 1").out


@pytest.mark.parametrize("line", ["undo", "undo 2"])
@pytest.mark.parametrize(("key", "code"), [("", 0), ("\x1b", 0), ("n", 0), ("^C", 130), ("^D", 130), ("y", 0)])
def test_on_a_terminal_it_asks_and_only_y_undoes(desk: Shell, typed: Typist, line: str, key: str, code: int) -> None:
    desk.ok("undo")
    log = written(desk)
    exit_code, shown = typed(line, [key])
    assert exit_code == code
    assert "It holds 2 cases." in " ".join(shown.split()) and "Undo it? [y/N]:" in shown
    assert (written(desk) == log) == (key != "y") == ("Nothing was undone." in shown)
    assert cases(desk) == (0 if key == "y" else 2)


def test_what_a_person_decided_and_what_an_undo_brings_back_is_not_asked_about(desk: Shell, typed: Typist) -> None:
    code, shown = typed("undo", [])
    assert (code, "To restore it: aftersales undo 4" in shown) == (0, True)
    desk.ok("undo 2")
    code, shown = typed("undo 5", [])
    assert (code, cases(desk)) == (0, 2)


def test_the_orders_of_an_import_are_counted(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    first, more = (
        orders(shell.home / f"{n}.csv", *(order(f"{ORDER[:-2]}{k}") for k in ks)) for n, ks in ORDERS.items()
    )
    shell.ok(["import", str(first), "--as-of", "2026-11-23T08:40"])
    assert "It holds 3 orders." in shell("undo").err
    shell.ok(["import", str(more), "--as-of", "2026-11-24T08:40"])
    assert "It holds 12 orders." in shell("undo").err


def test_many_decisions_at_once_are_asked_about(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    for n in range(11):
        shell.ok(["order", "add", f"{ORDER}{n:02}", "--amount", "9", "--placed", "2026-11-10T10:00"])
        shell.ok(["open", "refund", "--order", f"{ORDER}{n:02}", "--at", "2026-11-23T10:00"])
    shell.ok(["approve", *map(str, range(1, 12)), "--yes"])
    number = json.loads(shell.ok("log --json --limit 1").out)[0]["write"]
    run = shell("undo")
    assert (run.code, "It holds 11 cases. Nothing was undone." in run.err) == (1, True)
    shell.ok(f"undo {number}")
    shell.ok(["approve", *map(str, range(1, 11)), "--yes"])
    assert re.search(r"Undone: .*cases 1, 2, 3, 4, 5, 6, 7, 8, 9, 10: approved", shell.ok("undo --format table").out)
