"""`status`, and `aftersales` alone: how the shops stand, and what is next."""

from __future__ import annotations

import json

import pytest

from terminals import at_terminal
from transcripts import SAMPLES, Shell, prepared


@prepared
def desk(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    files = [str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv")]
    shell.ok(["import", *files, "--as-of", "2026-11-24T08:40"])


def test_one_line_a_shop_the_most_urgent_first_and_one_in_all(desk: Shell) -> None:
    desk.ok("init --shop us-store --market US")
    desk.ok("init --shop by-hand --market DE")
    desk.ok("config set shops.by-hand.confirm trust")
    lines = desk.ok("status --format table").out.splitlines()
    assert lines[1].startswith("uk-main   GB      1 overdue, 2 today, 5 soon  476.40 GBP")
    assert lines[2].split() == ["us-store", "US", "not", "known", "never", "imported"]
    assert lines[3].split() == ["by-hand", "DE", "nothing", "within", "two", "days", "kept", "by", "hand"]
    in_all = " ".join(line.strip() for line in lines[4:])
    assert in_all == "3 shops: 1 overdue, 2 today, 5 soon · 476.40 GBP at risk · never imported: us-store"


def test_the_counts_are_those_of_the_list_and_of_the_duties(desk: Shell) -> None:
    (row,) = json.loads(desk.ok("status --json").out)
    assert row["to_do"] == {"overdue": 1, "today": 2, "soon": 5}
    assert row["at_risk"] == [{"amount": "476.40", "currency": "GBP"}]
    assert (row["overdue"], row["today"]) == (1, 8)  # with parcels and looks
    assert row["by_hand"] is False


def test_a_prompt_has_it_in_a_few_words(desk: Shell) -> None:
    assert desk.ok("status --short").out == "1 overdue · 2 today · £476 at risk · 08:40\n"
    old = desk.ok("status --short", now="2026-11-26T09:00:00+00:00").out
    assert old == "8 overdue · 1 today · £632 at risk · data of Tue 24 Nov\n"
    desk.ok("init --shop us-store --market US")
    assert desk.ok("status --short").out == "1 overdue · 2 today · £476 at risk · no data: us-store\n"


def test_a_prompt_says_every_currency_and_never_nothing_where_there_is_something(desk: Shell) -> None:
    desk.ok("init --shop th --market TH")
    desk.ok(
        "order add 577018131857620001 --shop th --amount 1540.40 --placed 2026-11-20T10:00 --delivered 2026-11-22T10:00"
    )
    desk.ok("open refund --order 577018131857620001 --at 2026-11-23T15:00")
    assert "£476 + 1,540 THB at risk" in desk.ok("status --short").out


def test_times_are_told_in_the_zone_of_the_list(desk: Shell) -> None:
    desk.ok("config set display.timezone Asia/Shanghai")
    assert desk.ok("status --short").out.endswith("· 16:40\n")
    assert "Tue 16:40" in desk.ok("status --format table").out
    assert "Tue 24 Nov 17:00 Shanghai" in desk("").out
    assert json.loads(desk.ok("status --json").out)[0]["as_of"] == "2026-11-24T08:40:00+00:00"


def test_orders_to_send_are_no_all_clear(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), "--as-of", "2026-11-24T08:40"])
    lines = (SAMPLES / "returns.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    done = shell.home / "done.csv"
    done.write_text("".join([lines[0], *(line for line in lines if "Refund completed" in line)]), encoding="utf-8")
    shell.ok(["import", str(done), "--as-of", "2026-11-24T08:40"])
    assert shell.ok("status --short").out == "nothing to answer today · 2 besides · 08:40\n"
    assert "nothing to answer, 4 besides" in shell.ok("status --format table").out
    assert "nothing to answer, 4 besides" in shell("").out
    assert "Next: what is left besides. `aftersales due`" in shell("").out
    page = shell.ok("due --format table").out
    assert page.startswith("Tue 24 Nov 09:00 London · nothing to answer within 2 d, but see below\n")
    assert "to send" in page


def test_alone_it_says_how_things_stand_and_what_is_next(desk: Shell) -> None:
    run = desk("")
    assert (run.code, run.out) == (
        0,
        "Tue 24 Nov 09:00 London · 1 overdue, 2 today, 5 soon\n"
        "If you say nothing, buyers get 476.40 GBP\n"
        "uk-main · data as of Tue 08:40\n"
        "Next: case 4, refund: respond. `aftersales show 4`\n"
        "The list: `aftersales due` · one after another: `aftersales triage` · help: `aftersales help`\n",
    )


def test_of_many_shops_alone_has_as_many_lines(desk: Shell) -> None:
    for name in ("a", "b", "c"):
        desk.ok(f"init --shop {name} --market GB")
    lines = desk("").out.splitlines()
    assert (len(lines), lines[2]) == (5, "4 shops · never imported: a, b, c")


@pytest.mark.parametrize("width", [42, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_none_is_torn(desk: Shell, width: int) -> None:
    desk.ok("init --shop a-shop-with-a-long-name --market TH")
    for words in (["status"], [], ["status", "--short"]):
        child = at_terminal(words, width, 24, timeout=60, AFTERSALES_NOW=desk.now)
        import pexpect

        child.expect(pexpect.EOF)
        lines = [line.rstrip("\r") for line in child.before.split("\n") if "/config.toml" not in line]
        assert "1 overdue" in child.before
        if words != ["status", "--short"]:  # a prompt is one line
            assert max(len(line) for line in lines if "ledger.db" not in line) <= width
    if width == 42:
        assert "uk-main  1 overdue, 2 today, 5 soon" in desk_lines(desk)


def desk_lines(desk: Shell) -> list[str]:
    child = at_terminal(["status"], 42, 24, timeout=60, AFTERSALES_NOW=desk.now)
    import pexpect

    child.expect(pexpect.EOF)
    return [line.rstrip("\r") for line in child.before.split("\n")]


def test_alone_without_a_ledger_it_says_how_to_begin(shell: Shell) -> None:
    run = shell("")
    assert (run.code, "`aftersales demo`" in run.out, "`aftersales init" in run.out) == (0, True, True)
    child = at_terminal([], 80, 24, timeout=60)
    import pexpect

    child.expect(pexpect.EOF)
    assert child.before.count("\r\n") == 3 and max(map(len, child.before.split("\r\n"))) <= 80


def test_a_ledger_that_is_gone_is_no_beginning(desk: Shell) -> None:
    ledger = desk.home / "data/aftersales/ledger.db"
    ledger.rename(ledger.with_name("elsewhere.db"))
    run = desk("")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"aftersales: no ledger at {ledger}")
