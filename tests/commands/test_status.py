"""`status`, and `aftersales` alone: how the shops stand, and what is next."""

from __future__ import annotations

import json

from transcripts import SAMPLES, Shell, prepared


@prepared
def desk(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    files = [str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv")]
    shell.ok(["import", *files, "--as-of", "2026-11-24T08:40"])


def test_one_line_a_shop_the_most_urgent_first_and_one_in_all(desk: Shell) -> None:
    desk.ok("init --shop us-store --market US")
    lines = desk.ok("status --format table").out.splitlines()
    assert lines[1].startswith("uk-main   GB      1 overdue, 2 today, 5 soon  476.40 GBP")
    assert lines[2].split() == ["us-store", "US", "not", "known", "never", "imported"]
    in_all = " ".join(line.strip() for line in lines[3:])
    assert in_all == "2 shops: 1 overdue, 2 today, 5 soon · 476.40 GBP at risk · never imported: us-store"


def test_the_counts_are_those_of_the_list_and_of_the_duties(desk: Shell) -> None:
    (row,) = json.loads(desk.ok("status --json").out)
    assert row["to_do"] == {"overdue": 1, "today": 2, "soon": 5}
    assert row["at_risk"] == [{"amount": "476.40", "currency": "GBP"}]
    assert (row["overdue"], row["today"]) == (1, 8)  # with parcels and looks


def test_a_prompt_has_it_in_a_few_words(desk: Shell) -> None:
    assert desk.ok("status --short").out == "1 overdue · 2 today · 476.40 GBP at risk · 08:40\n"
    desk.ok("init --shop us-store --market US")
    assert desk.ok("status --short").out.endswith("at risk · no data\n")


def test_alone_it_says_how_things_stand_and_what_is_next(desk: Shell) -> None:
    run = desk("")
    assert run.code == 0
    assert "1 overdue, 2 today, 5 soon" in run.out
    assert "Next: case 4, refund: respond. `aftersales show 4`" in run.out
    assert "`aftersales due`" in run.out


def test_of_many_shops_alone_has_one_line(desk: Shell) -> None:
    for name in ("a", "b", "c"):
        desk.ok(f"init --shop {name} --market GB")
    assert desk("").out.splitlines()[0].startswith("4 shops: 1 overdue, 2 today, 5 soon")


def test_alone_without_a_ledger_it_says_how_to_begin(shell: Shell) -> None:
    run = shell("")
    assert (run.code, "`aftersales demo`" in run.out, "`aftersales init" in run.out) == (0, True, True)
