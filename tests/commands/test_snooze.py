"""`snooze`: out of sight for a while, never past a deadline, and never without saying so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importing import files
from transcripts import Shell, prepared

# Refunds of less than 100 GBP asked for on Fri 20 Nov are due after two business days, on Tue 24 Nov at the same hour.
ORDERS = [f"57600000000000000{n}" for n in range(1, 5)]


@prepared
def desk(shell: Shell) -> None:
    """Case 1 due at 11:00, 2 at 15:00, 3 at 08:00 (overdue at 9:00), 4 on Wednesday at 10:00."""
    shell.ok("init --shop uk-main --market GB")
    for order, when in zip(ORDERS, ("20T11:00", "20T15:00", "20T08:00", "23T10:00"), strict=True):
        shell.ok(f"order add {order} --amount 25.00 --placed 2026-11-10T10:00")
        shell.ok(f"open refund --order {order} --at 2026-11-{when}")


def disputed(shell: Shell, case: int, at: str = "", **more: Any) -> None:
    """The case rejected, and disputed by the buyer in the same second: 24 hours to send the evidence."""
    shell.ok(f"reject {case} --reason worn --force{at}", **more)
    shell.ok(f"dispute {case}{at}", **more)


def listed(shell: Shell, line: str = "due", **more: Any) -> list[int]:
    return [row["case"] for row in json.loads(shell(f"{line} --json", **more).out)]


# --- in the list ----------------------------------------------------------------------------------------------------


def test_it_is_out_of_sight_until_then(desk: Shell) -> None:
    desk.ok("snooze 2 --until 2026-11-24T14:00")
    assert listed(desk) == [3, 1, 4]
    assert listed(desk, now="2026-11-24T13:59:59+00:00") == [3, 1, 4]
    assert listed(desk, now="2026-11-24T14:00:00+00:00") == [3, 1, 2, 4]


def test_an_answer_dated_before_the_snooze_shows_at_once(desk: Shell) -> None:
    desk.ok("snooze 4 --until 2026-11-24T14:00")
    disputed(desk, 4, " --at 2026-11-24T08:50", now="2026-11-24T10:00:00+00:00")
    assert 4 in listed(desk, now="2026-11-24T10:00:00+00:00")  # the evidence, 24 hours from 8:50


def test_an_answer_in_the_second_of_the_snooze_shows_at_once(desk: Shell) -> None:
    desk.ok("snooze 4 --until 2026-11-24T14:00")
    disputed(desk, 4)
    assert 4 in listed(desk)


@pytest.mark.parametrize("deadline", ["2026-11-24T21:20", "2026-11-25T12:00"])
def test_a_deadline_that_moves_shows_at_once_wherever_it_moves(desk: Shell, tmp_path: Path, deadline: str) -> None:
    """The platform's own, which is in the answer from the start, moves: nearer than the snooze reckoned, or farther."""

    def told(name: str, until: str, updated: str) -> str:
        stamp = {"action": "SELLER_RESPOND_REFUND", "deadline": files.unix(until.replace("T", " "))}
        row = files.asked(update_time=files.unix(updated), seller_next_action_response=[stamp])
        return str(files.answer(tmp_path / name, row))

    desk.ok(["import", told("a.json", "2026-11-25T10:00", "2026-11-24 07:00"), "--as-of", "2026-11-24T08:00"])
    case = next(c["case"] for c in json.loads(desk.ok("cases --json").out) if c["ref"] == files.REF)
    desk.ok(f"snooze {case} --until 2026-11-24T20:00")
    assert case not in listed(desk)
    # Known to the platform before the snooze, and here only after it.
    later = told("b.json", deadline, "2026-11-24 08:30")
    desk.ok(["import", later, "--as-of", "2026-11-24T08:55"], now="2026-11-24T12:00:00+00:00")
    assert case in listed(desk, now="2026-11-24T12:00:00+00:00")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "ids", "table"])
def test_every_format_says_so(desk: Shell, form: str) -> None:
    desk.ok("snooze 1 2 --until 90m")
    run = desk.ok(f"-q due --format {form}")
    assert ORDERS[1] not in run.out
    said = run.out if form == "table" else run.err
    table, others = "2 snoozed, the first until Tue 10:30", "2 lines are snoozed, the first until Tue 24 Nov 10:30 GMT"
    assert (table if form == "table" else others) in said
    assert "snoozed" not in (run.err if form == "table" else run.out).replace("snoozed_until", "")


def test_on_a_terminal_the_page_says_so(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    desk.terminal = True
    desk.ok("snooze 2 --until 4h")
    run = desk.ok("due")
    assert "3 to do: 1 overdue, 1 today, 1 soon" in run.out
    assert "1 snoozed, until Tue 13:00" in run.out
    assert "snoozed until Tue 13:00" in desk.ok("due --snoozed").out


def test_with_the_snoozed_ones(desk: Shell) -> None:
    desk.ok("snooze 2 --until 4h")
    run = desk.ok("due --snoozed --json")
    rows = {row["case"]: row for row in json.loads(run.out)}
    assert list(rows) == [3, 1, 2, 4]
    assert rows[2]["flags"] == ["snoozed"]
    assert rows[2]["snoozed_until"] == "2026-11-24T13:00:00+00:00"
    assert (rows[1]["flags"], rows[1]["snoozed_until"]) == ([], None)
    assert list(rows[1])[-5:] == ["snoozed_until", "stake", "opens", "open_from", "winnable"]
    assert "snoozed" not in run.err
    # A snooze that is over is none.
    later = json.loads(desk.ok("due --snoozed --json", now="2026-11-24T13:00:00+00:00").out)
    assert [row["snoozed_until"] for row in later] == [None] * 4


def test_a_snoozed_deadline_is_judged_all_the_same(desk: Shell) -> None:
    assert desk("due --kind refund --check").code == 4
    desk.ok("close 3 --reason done")
    desk.ok("snooze 1 2 --until 1h")
    run = desk("due --check --json")
    assert [row["case"] for row in json.loads(run.out)] == [4]
    assert run.code == 3


def test_nothing_else_is_due(desk: Shell) -> None:
    desk.ok("snooze 4 --until 20h")
    desk.ok("close 1 2 3 --reason over")
    run = desk.ok("due")
    assert run.out == ""
    assert run.err == (
        "1 line is snoozed, until Wed 25 Nov 05:00 GMT; --snoozed shows it.\nNothing else is due within 2 d.\n"
    )


def test_a_limit_cuts_what_is_shown(desk: Shell) -> None:
    desk.ok("snooze 1 --until 1h")
    assert listed(desk, "due --limit 2") == [3, 2]


def test_what_lies_beyond_the_horizon_is_counted_once(desk: Shell) -> None:
    desk.ok("snooze 4 --until 20h")
    run = desk.ok("due --long --within 8h --format table")
    assert "snoozed" not in run.out  # it is due on Wednesday
    assert "1 more is due later, on Wed 25 Nov 10:00 GMT" in run.out


def test_other_lists_are_as_they_were(desk: Shell) -> None:
    before = desk.ok("cases --json").out, desk.ok("status --json").out
    desk.ok("snooze 2 --until 1h")
    assert (desk.ok("cases --json").out, desk.ok("status --json").out) == before


def test_show_says_it(desk: Shell) -> None:
    desk.ok("snooze 2 --until 2026-11-24T13:00+00:00")
    page = " ".join(desk.ok("show 2 --format table").out.split())
    snoozed = "snoozed until Tue 24 Nov 2026 13:00 GMT"
    assert f"Tue 24 Nov 2026 15:00 GMT, 6 hours left: if you do nothing, the platform approves it; {snoozed}" in page
    assert "snoozed: until Tue 24 Nov 2026 13:00 GMT" in page
    assert json.loads(desk.ok("show 2 --json").out)["snoozed_until"] == "2026-11-24T13:00:00+00:00"
    desk.ok("snooze 2 --off")
    assert "snoozed: ended" in " ".join(desk.ok("show 2 --format table").out.split())
    assert json.loads(desk.ok("show 2 --json").out)["snoozed_until"] is None


# --- what wakes it --------------------------------------------------------------------------------------------------


def test_a_new_duty_shows_at_once(desk: Shell) -> None:
    desk.ok("snooze 2 --until 4h")
    disputed(desk, 2, now="2026-11-24T10:00:00+00:00")
    rows = json.loads(desk.ok("due --json", now="2026-11-24T10:00:00+00:00").out)
    assert ("gather-evidence", 2) in {(row["duty"], row["case"]) for row in rows}


def test_a_later_snooze_replaces_it_and_off_ends_it(desk: Shell) -> None:
    desk.ok("snooze 2 --until 5h")
    desk.ok("snooze 2 --until 1h", now="2026-11-24T09:10:00+00:00")
    assert 2 not in listed(desk, now="2026-11-24T10:09:59+00:00")
    assert 2 in listed(desk, now="2026-11-24T10:10:00+00:00")
    desk.ok("snooze 2 --until 2h", now="2026-11-24T10:20:00+00:00")
    desk.ok("snooze 2 --off", now="2026-11-24T10:30:00+00:00")
    assert 2 in listed(desk, now="2026-11-24T10:30:00+00:00")
    run = desk.ok("snooze 2 --off --json", now="2026-11-24T10:31:00+00:00")
    assert json.loads(run.out)["changed"] is False
    assert "case 2: it is not snoozed." in run.err


def test_undo_takes_it_back(desk: Shell) -> None:
    desk.ok("snooze 2 --until 4h")
    desk.ok("note 2 -m 'nothing stands on a snooze'")
    desk.ok("approve 2", now="2026-11-24T09:01:00+00:00")
    number = json.loads(desk.ok("log 2 --json").out)[2]["write"]
    desk.ok(f"undo {number}")
    assert json.loads(desk.ok("show 2 --json").out)["snoozed_until"] is None
    desk.ok("ledger check --deep")


def test_what_was_snoozed_after_it_goes_first(desk: Shell) -> None:
    disputed(desk, 2)
    number = json.loads(desk.ok("log 2 --json").out)[0]["write"]
    desk.ok("snooze 2 --until 4h")
    assert (
        f"log entry {number} can't be undone yet: first undo entry {number + 1} (snooze, case 2)"
        in desk(f"undo {number}").err
    )


def test_the_ledger_is_sound(desk: Shell) -> None:
    desk.ok("snooze 1 2 --until 1h")
    desk.ok("ledger check --deep")


LATEST = "the latest is Tue 24 Nov 2026 15:00 GMT."
OVERDUE = "respond was due on Tue 24 Nov 2026 08:00 GMT, and an overdue duty can't be snoozed."

# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("snooze 2 --until 7h", 1, f"2: Tue 24 Nov 2026 16:00 GMT is past the deadline for respond; {LATEST}"),
        (
            "snooze 2 --until 2026-11-24T15:00:01", 1,
            f"case 2: Tue 24 Nov 2026 15:00:01 GMT is past the deadline for respond; {LATEST}",
        ),
        ("snooze 2 --until now", 1, f"case 2: Tue 24 Nov 2026 09:00 GMT is not after now; {LATEST}"),
        ("snooze 2 --until 2026-11-20T09:00", 1, f"case 2: Fri 20 Nov 2026 09:00 GMT is not after now; {LATEST}"),
        ("snooze 3 --until 1h", 1, f"case 3: {OVERDUE}"),
        ("snooze 3 --until 0m", 1, f"case 3: {OVERDUE}"),
        ("snooze 2 --until soon", 2, "--until 'soon' is not a time; write one such as 16:00, tomorrow 9:00"),
        ("snooze 2 --until 2026-11-25", 1, "case 2: Wed 25 Nov 2026 00:00 GMT is past the deadline for respond;"),
        ("snooze 2 --until ''", 2, "--until '' is not a time; write one such as 16:00, tomorrow 9:00, fri, 2d, 24 Nov"),
        (
            "snooze 2",
            2,
            "the end of the snooze is missing: "
            "add --until 4h or --until tomorrow, or end it with --off.",
        ),
        ("snooze 2 --off --until 1h", 2, "--until and --off can't be used together: --off ends the snooze now."),
        ("snooze 9 --until 1h", 1, "no case 9"),
        ("snooze 2 --until 1h --at 2026-11-24T10:00", 1, "case 2: a snooze begins now, not later."),
        ("snooze 2 --until 1h --at 2026-11-19T10:00", 1, "case 2: the buyer asked on Fri 20 Nov 2026 15:00 GMT;"),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(desk: Shell, line: str, code: int, said: str) -> None:
    before = desk.ok("log --json").out
    run = desk(line)
    assert (run.code, run.out) == (code, "")
    assert said in run.err
    assert desk.ok("log --json").out == before


def test_up_to_the_deadline_itself(desk: Shell) -> None:
    desk.ok("snooze 2 --until 2026-11-24T15:00")
    assert 2 not in listed(desk, now="2026-11-24T14:59:59+00:00")
    assert 2 in listed(desk, now="2026-11-24T15:00:00+00:00")


def test_one_that_may_not_be_leaves_all_as_they_were(desk: Shell) -> None:
    assert desk("snooze 2 3 --until 1h").code == 1
    assert listed(desk) == [3, 1, 2, 4]


def test_nothing_runs_and_nothing_is_open(desk: Shell) -> None:
    desk.ok("reject 1 --reason 'no' --force")
    run = desk("snooze 1 --until 1h")
    assert run.err == (
        "--until: Tue 24 Nov 2026 10:00 GMT, uk-main's time\n"
        "aftersales: case 1: it has no open duty of yours, so there is nothing to snooze.\n"
    )
    desk.ok("close 2 --reason over")
    assert "case 2: it is closed" in desk("snooze 2 --until 1h").err


def test_a_dry_run_writes_nothing(desk: Shell) -> None:
    run = json.loads(desk.ok("snooze 2 --until 1h --dry-run --json").out)
    assert (run["event"], run["dry_run"]) == ("case.snoozed", True)
    assert listed(desk) == [3, 1, 2, 4]


def test_of_two_snoozes_the_later_counts_and_none_goes_before_it(desk: Shell) -> None:
    desk.ok("snooze 2 --until 3h")
    run = desk("snooze 2 --off --at 2026-11-24T08:00Z")
    assert run.err == "aftersales: case 2: it was snoozed after that, on Tue 24 Nov 2026 09:00 GMT.\n"


def test_a_snooze_said_to_have_begun_earlier_holds_for_what_ran_then(desk: Shell) -> None:
    desk.ok("snooze 4 --until 2026-11-24T12:00 --at 2026-11-23T18:00")
    assert listed(desk) == [3, 1, 2]
    desk.ok("snooze 1 --until 2026-11-24T10:00 --at 2026-11-20T11:00")  # the second in which it was asked
    assert listed(desk) == [3, 2]
