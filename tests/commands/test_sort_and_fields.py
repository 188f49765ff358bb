"""`--sort` and `--fields`: lists in another order, and of fewer fields."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from aftersales.core.vocabulary import SORTS
from transcripts import SAMPLES, Shell, prepared


@prepared
def desk(shell: Shell) -> None:
    """The sample exports of a UK shop."""
    shell.ok("init --shop uk-main --market GB")
    files = [str(SAMPLES / name) for name in ("orders.csv", "returns.csv")]
    shell.ok(["import", *files, "--as-of", "2026-11-24T08:40"])


def lines(shell: Shell, options: str = "") -> list[dict[str, Any]]:
    return json.loads(shell.ok(f"due {options} --json").out)


def cents(line: dict[str, Any]) -> float:
    return float(line["at_risk"]["amount"]) if line["at_risk"] else -1


def test_urgency_is_each_formats_own_order(desk: Shell) -> None:
    for form in ("table", "json", "jsonl", "csv", "tsv", "ids"):
        usual = desk.ok(f"due --format {form}")
        assert desk.ok(f"due --sort urgency --format {form}") == usual


def test_lists_for_programs_stand_in_the_order_asked_for(desk: Shell) -> None:
    usual = lines(desk)
    keys = {"due": lambda a: a["due"], "amount": lambda a: -cents(a), "kind": lambda a: a["kind"]}
    for sort, key in keys.items():
        assert lines(desk, f"--sort {sort}") == sorted(usual, key=key), sort
    assert lines(desk, "--sort amount") != usual
    assert [a["case"] for a in lines(desk, "--sort case")] == sorted(a["case"] for a in usual)


def test_a_limit_cuts_what_is_sorted(desk: Shell) -> None:
    assert [cents(line) for line in lines(desk, "--sort amount --limit 2")] == [129.0, 99.99]
    table = desk.ok("due --sort amount --limit 2 --format table").out
    assert "6 more left out by --limit" in table
    assert [line.split()[0] for line in table.splitlines() if " GBP  " in line] == ["15", "3"]


def test_a_sorted_table_stands_under_one_heading_that_says_so(desk: Shell) -> None:
    usual = desk.ok("due --format table").out
    assert "\nOVERDUE" in usual
    for sort in set(SORTS) - {"urgency"}:
        shown = desk.ok(f"due --sort {sort} --format table").out
        heading = "DEADLINE" if sort == "due" else sort.upper()
        assert f"\nBY {heading}  where late, TikTok may have acted already: look first\n" in shown
        assert "OVERDUE" not in shown
        # The same lines, totals and groups, but for the case that comes next.
        assert sorted(shown.splitlines()[4:-1]) == sorted(
            line for line in usual.splitlines()[4:-1] if line not in ("TODAY", "SOON")
        )
        assert shown.splitlines()[:2] == usual.splitlines()[:2]


def test_sorting_changes_no_verdict(desk: Shell) -> None:
    for form in ("table", "json"):
        assert desk(f"due --sort amount --limit 1 --check --format {form}").code == desk("due --check").code == 4


def test_fields_come_in_the_order_asked_for_in_each_format(desk: Shell) -> None:
    full = lines(desk)
    asked = "due,case,at_risk"
    assert lines(desk, f"--fields {asked}") == [{name: line[name] for name in asked.split(",")} for line in full]
    assert list(lines(desk, "--fields due --fields case")[0]) == ["due", "case"]
    jsonl = desk.ok(f"due --fields {asked} --format jsonl").out.splitlines()
    assert [list(json.loads(line)) for line in jsonl] == [["due", "case", "at_risk"]] * len(full)
    header, *rows = csv.reader(io.StringIO(desk.ok(f"due --fields {asked} --format csv").out))
    assert header == ["due", "case", "at_risk"]
    assert rows == [line.split("\t") for line in desk.ok(f"due --fields {asked}").out.splitlines()]


def test_without_a_format_fields_are_tsv_on_a_terminal_too(desk: Shell) -> None:
    in_a_pipe = desk.ok("due --fields case,due").out
    desk.terminal = True
    assert desk.ok("due --fields case,due").out == in_a_pipe


LISTS = {
    "due": ("case", "band"),
    "cases": ("case", "decision"),
    "log": ("write", "command"),
    "status": ("shop", "open"),
}


@pytest.mark.parametrize("command", list(LISTS))
def test_every_list_takes_them(desk: Shell, command: str) -> None:
    one, other = LISTS[command]
    full = json.loads(desk.ok(f"{command} --json").out)
    chosen = json.loads(desk.ok(f"{command} --fields {other},{one} --json").out)
    assert chosen == [{other: row[other], one: row[one]} for row in full]
    assert list(chosen[0]) == [other, one]
    run = desk(f"{command} --fields {one},{other}x --json")
    assert (run.code, run.out) == (2, "")
    assert f"--fields '{other}x' is not known; did you mean {other}? It takes " in run.err
    for name in full[0]:
        assert name in run.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("due --fields case --format table", "the table has the columns that fit its width"),
        ("due --fields case --format ids", "ids are case numbers alone"),
        ("due --fields zzz", "--fields 'zzz' is not known; it takes case, ref,"),
        ("due --fields case,", "--fields '' is not known"),
        ("due --sort amont", "--sort 'amont' is not known; did you mean amount? It takes urgency, due, amount"),
        ("due --sort xyzzy --format table", "--sort 'xyzzy' is not known; it takes urgency, due, amount"),
        ("due --sort due,amount", "--sort 'due,amount' is not known"),
    ],
)
def test_what_is_not_known_is_refused(desk: Shell, line: str, said: str) -> None:
    run = desk(line)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
