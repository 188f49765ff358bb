"""`due --new` and `due --since`: the lines of cases that came in, moved or changed deadline, and nothing else.

The mornings are worked by hand: uk-main imports on Fri 20, Sat 21 and Sun 22 November 2026 at 18:00, seen at 18:05.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importing.files import Seller, answer, asked, orders, request, returns
from importing.files import order as order_row
from terminals import at_terminal
from transcripts import Shell

FRIDAY, SATURDAY, SUNDAY = (f"2026-11-{day}T18:00:00+00:00" for day in (20, 21, 22))
NEWS = {"new", "moved", "deadline-moved"}
STAYS, MOVES, COMES = "4035312345678901001", "4035312345678901002", "4035312345678901003"
DONE = request("4035312345678901009", state="Rejected")  # an export that shows more than one status is whole


@pytest.fixture
def seller(shell: Shell) -> Seller:
    shell.now = "2026-11-20T17:00:00+00:00"
    return Seller(shell)


def take(seller: Seller, when: str, *files: Path) -> None:
    """Import, and stay five minutes longer."""
    seller.take(*files, "--as-of", when[:16] + ":00", now=when)
    seller.shell.now = when.replace("18:00:00", "18:05:00")


def exported(seller: Seller, when: str, *rows: dict[str, str]) -> None:
    take(seller, when, returns(seller.home / f"{when[:10]}.csv", *rows, DONE))


def news(seller: Seller, *words: str) -> dict[str | None, list[str]]:
    """What is new, by the platform's number of the request, else that of the order."""
    return told(seller, *(words or ("--new",)))


def told(seller: Seller, *words: str) -> dict[str | None, list[str]]:
    return {
        line["ref"] or line["order"]: [flag for flag in line["flags"] if flag in NEWS] for line in seller.due(*words)
    }


def notices(seller: Seller, *words: str) -> str:
    return seller.run("due", "--all", "--json", *words).err


def table(seller: Seller, *words: str) -> str:
    return seller.run("due", "--all", "--format", "table", *words).out


def two_mornings(seller: Seller) -> None:
    """On Saturday one request is as it was, one was approved in Seller Center, and one is new."""
    stays = request(STAYS, product="Teapot", buyer="ann")
    exported(seller, FRIDAY, stays, request(MOVES, product="Lamp", buyer="ben"))
    approved = request(MOVES, product="Lamp", buyer="ben", state="In process", fine="Awaiting buyer shipment")
    comes = request(COMES, product="Kettle", buyer="cyd", asked="21/11/2026 09:00:00")
    exported(seller, SATURDAY, stays, approved, comes)


def test_what_came_in_and_what_moved_is_kept_and_the_rest_is_counted(seller: Seller) -> None:
    two_mornings(seller)
    assert news(seller) == {MOVES: ["moved", "deadline-moved"], COMES: ["new"]}
    assert set(told(seller, "--all")) == {STAYS, MOVES, COMES}
    assert told(seller, "--all")[COMES] == []  # only a list of what is new says so
    run = seller.run("due", "--new", "--all", "--owner", "any", "--json")
    assert len(json.loads(run.out)) == 2
    assert run.err == "Only what is new: new since Fri 20 Nov 18:00.\n1 case is as it was, and left out.\n"
    page = table(seller, "--new")
    assert page.startswith("Sat 21 Nov 18:05 London · 1 to do: 1 later (new since Fri 20 Nov 18:00)\n")
    assert "1 case is as it was, and left out" in page
    assert "new · Kettle" in page


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "ids", "table", "table --long"])
def test_every_format_leaves_out_the_same(seller: Seller, form: str) -> None:
    two_mornings(seller)
    run = seller.run("due", "--all", "--new", "--format", *form.split())
    if form == "ids":
        assert run.out.split() == [str(line["case"]) for line in seller.due() if line["ref"] == COMES]
    else:
        assert "Kettle" in run.out
        assert "Teapot" not in run.out
    assert "1 case is as it was, and left out" in run.out + run.err


def test_looking_changes_nothing_and_the_next_import_does(seller: Seller) -> None:
    two_mornings(seller)
    assert news(seller) == news(seller)
    approved = request(MOVES, state="In process", fine="Awaiting buyer shipment")
    exported(seller, SUNDAY, request(STAYS), approved, request(COMES, asked="21/11/2026 09:00:00"))
    assert news(seller) == {}
    assert news(seller, "--since", "2026-11-20T18:01") == {MOVES: ["moved", "deadline-moved"], COMES: ["new"]}
    assert news(seller, "--since", "2026-11-21T18:00") == {}
    out = seller.run("due", "--new", "--all")
    assert "Nothing new is due." in out.err
    assert "2 cases are as they were, and left out." in out.err
    assert "nothing new" in table(seller, "--new")
    assert "nothing new" in table(seller, "--new", "--long")


def test_a_deadline_that_the_platform_moved(seller: Seller) -> None:
    """Nothing else changes in the answer but the stamp: from Tue 24 to Wed 25 November, 10:00."""

    def told_by(day: int) -> Path:
        stamp = ("SELLER_RESPOND_RETURN", f"2026-11-{day} 10:00")
        return answer(
            seller.home / f"{day}.json", asked(STAYS), asked(MOVES, updated=f"2026-11-{day - 4} 12:00", stamp=stamp)
        )

    take(seller, FRIDAY, told_by(24))
    take(seller, SATURDAY, told_by(25))
    assert news(seller) == {MOVES: ["deadline-moved"]}
    assert seller.due("--new")[0]["due"] == "2026-11-25T10:00:00+00:00"


def test_deadlines_that_new_rules_moved(seller: Seller) -> None:
    late = request(STAYS, asked="20/11/2026 17:30:00")  # Saturday in Shanghai
    exported(seller, FRIDAY, late)
    exported(seller, SATURDAY, late, request(COMES, asked="21/11/2026 09:00:00"))
    assert news(seller) == {COMES: ["new"]}
    seller.run("config", "set", "shops.uk-main.timezone", "Asia/Shanghai")
    assert "deadline" in seller.run("due").err
    assert news(seller) == {STAYS: ["deadline-moved"], COMES: ["new"]}
    seller.run("config", "set", "shops.uk-main.timezone", "Europe/London")
    seller.run("due")
    assert news(seller) == {COMES: ["new"]}  # back where it was


def test_an_import_that_was_undone_is_none(seller: Seller) -> None:
    exported(seller, FRIDAY, request(STAYS), request(MOVES))
    exported(seller, SATURDAY, request(STAYS), request(MOVES), request(COMES, asked="21/11/2026 09:00:00"))
    approved = request(MOVES, state="In process", fine="Awaiting buyer shipment")
    exported(seller, SUNDAY, request(STAYS), approved, request(COMES, asked="21/11/2026 09:00:00"))
    assert news(seller) == {MOVES: ["moved", "deadline-moved"]}
    seller.run("undo", "--yes")
    assert news(seller) == {COMES: ["new"]}
    undo = json.loads(seller.run("log", "--json", "--limit", "1").out)[0]["write"]
    assert seller.run("undo", str(undo)).code == 0  # and again what it was
    assert news(seller) == {MOVES: ["moved", "deadline-moved"]}


def test_what_was_recorded_and_taken_back_is_no_news(seller: Seller) -> None:
    exported(seller, FRIDAY, request(STAYS), request(MOVES))
    exported(seller, SATURDAY, request(STAYS), request(MOVES))
    assert news(seller) == {}
    case = str(next(line["case"] for line in seller.due() if line["ref"] == MOVES))
    assert seller.run("approve", case).code == 0
    assert MOVES in news(seller)
    assert seller.run("undo", "--yes").code == 0
    assert news(seller) == {}
    assert seller.run("note", case, "--text", "Asked the carrier").code == 0
    assert seller.run("snooze", case, "--until", "1h").code == 0
    assert news(seller, "--new", "--snoozed") == {}


def test_a_case_opened_by_hand_that_an_import_then_told_of(seller: Seller) -> None:
    """It is the same case before and after; that the platform has it too is not a move."""
    exported(seller, FRIDAY, request(STAYS))
    seller.run("order", "add", "577" + MOVES[-15:], "--amount", "49", "--placed", "2026-11-13T10:00")
    assert seller.run("open", "return", "--order", "577" + MOVES[-15:], "--at", "2026-11-20T10:00").code == 0
    seen = "2026-11-20T18:30"
    exported(seller, SATURDAY, request(STAYS), request(MOVES))
    assert news(seller) == {MOVES: ["new"]}  # since Friday's import
    assert "new" not in news(seller, "--since", seen).get(MOVES, ["moved"])


def test_an_order_that_went_on_moves_its_parcel(seller: Seller) -> None:
    waits = {"status": "To ship", "substatus": "Awaiting shipment"}
    numbers = ["577012345678902001", "577012345678902002"]
    take(seller, FRIDAY, orders(seller.home / "a.csv", *(order_row(number, **waits) for number in numbers)))
    ready = order_row(numbers[1], status="To ship", substatus="Awaiting collection", Ready="")
    take(seller, SATURDAY, orders(seller.home / "b.csv", order_row(numbers[0], **waits), ready))
    found = news(seller)
    assert numbers[0] not in found
    assert "moved" in found[numbers[1]]


def test_where_there_is_one_import_or_none_all_of_it_is_new(seller: Seller) -> None:
    exported(seller, FRIDAY, request(STAYS))
    assert news(seller) == {STAYS: ["new"]}
    assert "all of it is new, nothing is known from before" in notices(seller, "--new")
    assert "new ·" not in table(seller, "--new")  # the head says it once
    assert seller.run("init", "--shop", "by-hand", "--market", "GB").code == 0
    line = "order add 576461413038785752 --shop by-hand --amount 40 --placed 2026-11-01T10:00"
    assert seller.run(*line.split()).code == 0
    assert seller.run(*["open", "return", "--order", "576461413038785752", "--at", "2026-11-20T12:00"]).code == 0
    exported_by_main(seller, SATURDAY, request(STAYS))
    found = news(seller)
    assert STAYS not in found
    assert found == {"576461413038785752": ["new"]}
    assert "new since Fri 20 Nov 18:00; all of by-hand is new" in " ".join(notices(seller, "--new").split())
    assert news(seller, "--new", "--shop", "uk-main") == {}
    assert news(seller, "--since", "2026-11-20T18:30") == {}
    assert set(news(seller, "--since", "2026-11-19")) == {STAYS, "576461413038785752"}  # before the log began


def exported_by_main(seller: Seller, when: str, *rows: dict[str, str]) -> None:
    take(seller, when, returns(seller.home / f"{when[:10]}.csv", *rows, DONE), Path("--shop"), Path("uk-main"))


def test_two_kinds_of_files_imported_one_after_the_other(seller: Seller) -> None:
    """An answer with cancellations right after the returns is not the import that the returns are compared with."""

    def cancellations(name: str) -> Path:
        row = {
            "cancel_id": "4035312345678901500",
            "order_id": "577012345678901500",
            "cancel_status": "CANCELLATION_REQUEST_PENDING",
        }
        return answer(seller.home / name, _cancel(row), array="cancellations")

    exported(seller, FRIDAY, request(STAYS))
    seller.take(cancellations("1.json"), now="2026-11-20T18:01:00+00:00")
    exported(seller, SATURDAY, request(STAYS), request(COMES, asked="21/11/2026 09:00:00"))
    seller.take(cancellations("2.json"), "--as-of", "2026-11-21T18:01", now="2026-11-21T18:01:00+00:00")
    assert news(seller) == {COMES: ["new"]}


def _cancel(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "cancel_type": "BUYER_CANCEL",
        "role": "BUYER",
        "create_time": 1763632800,
        "update_time": 1763632800,
        **row,
    }


def test_check_judges_what_is_new_alone_and_doubts_all_the_same(seller: Seller) -> None:
    """On Wed 25 the request of Friday is overdue; on that day one comes in that has time."""
    exported(seller, FRIDAY, request(STAYS))
    exported(seller, SATURDAY, request(STAYS))
    wednesday = "2026-11-25T18:00:00+00:00"
    exported(seller, wednesday, request(STAYS), request(COMES, asked="25/11/2026 09:00:00"))
    assert seller.run("due", "--check", "--all").code == 4
    for form in ("json", "tsv", "table"):
        assert seller.run("due", "--check", "--all", "--new", "--format", form).code == 0, form
    assert seller.run("due", "--check", "--new", now="2026-11-27T18:00:00+00:00").code in (4, 6)
    stale = seller.run("due", "--check", "--new", "--kind", "refund", now="2026-11-27T18:00:00+00:00")
    assert stale.code == 6
    assert "too old to say" in stale.err


def test_triage_goes_through_what_is_new_and_counts_the_rest(seller: Seller) -> None:
    two_mornings(seller)
    child = at_terminal(["triage", "--new", "--all"], 100, 40, timeout=40, AFTERSALES_NOW=seller.shell.now)
    child.expect("1 other case waits too: it is as it was, and left out.")
    child.expect("1 of 1")
    child.expect("Kettle")
    child.expect("q quit")
    child.send("q")
    child.expect("1 other case waits too: it is as it was, and left out.")
    child.close(force=True)


def test_a_shop_without_cases_is_not_told_of(seller: Seller) -> None:
    two_mornings(seller)
    assert seller.run("init", "--shop", "two", "--market", "US").code == 0
    assert "all of two" not in table(seller, "--new")
    assert "new since Fri 20 Nov 18:00)" in " ".join(table(seller, "--new").split())
    assert "all of it is new" in notices(seller, "--new", "--shop", "two")


def test_what_can_t_be_meant_is_refused(seller: Seller) -> None:
    both = seller.run("due", "--new", "--since", "fri")
    assert (both.code, both.out) == (2, "")
    assert "give one of them" in both.err
    ahead = seller.run("due", "--since", "2026-11-30")
    assert (ahead.code, ahead.out) == (2, "")
    assert "is in the future" in ahead.err
    typo = seller.run("due", "--since", "yesterdy")
    assert (typo.code, typo.out) == (2, "")
    assert "is not a time; write one such as" in typo.err
    for option in (["--new"], ["--since", "fri"]):
        assert seller.run("triage", "--checklist", *option).code == 2


def test_data_that_contradict_what_was_recorded_bring_the_duty_back_as_news(seller: Seller) -> None:
    """The rows show every request as before; one of them was answered here in between."""
    both = (request(STAYS, buyer="ann"), request(MOVES, buyer="ben"))
    exported(seller, FRIDAY, *both)
    case = next(line["case"] for line in seller.due("--all") if line["ref"] == MOVES)
    seller.shell.ok(f"approve {case} --mode keep")
    exported(seller, SATURDAY, *both)
    since = news(seller, "--since", "2026-11-20T18:10:00+00:00", "--all")
    assert since.keys() == {MOVES} and "deadline-moved" in since[MOVES]
