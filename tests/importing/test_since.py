"""`import --since`: what is older is left out, counted, and concludes nothing; and files from a clock that is right."""

from __future__ import annotations

import json
from pathlib import Path

from importing.files import REF, Seller, answer, asked, order, orders, request, returns
from transcripts import SAMPLES, Shell

RIGHT = "2026-11-25T09:00:00+00:00"
OLD, DONE, NEW = "4035312345678901111", "4035312345678902222", "4035312345678903333"


def weeks(folder: Path) -> Path:
    """Requests of 9, 10 and 20 November; that of the 10th was refunded on the 21st."""
    return returns(
        folder / "r-2026-11-23-08_00.csv",
        request(OLD, asked="09/11/2026 10:00:00"),
        request(DONE, asked="10/11/2026 10:00:00", state="Completed", refunded="21/11/2026 12:00:00"),
        request(NEW, asked="20/11/2026 10:00:00"),
    )


def test_a_request_counts_by_the_last_that_happened_to_it(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", weeks(tmp_path), "--since", "2026-11-20")
    assert run.code == 0
    assert {case["ref"] for case in seller.cases()} == {DONE, NEW}
    assert "1 request was left out: nothing has happened to it since Fri 20 Nov 2026 00:00 GMT." in run.err
    assert "1 of them is not finished, and its deadline is in no list" in run.err
    (said,) = seller.take(weeks(tmp_path))  # without it, all of the same file
    assert (said["new"], said["same"], said["left_out"]) == (1, 2, 0)


def test_an_order_counts_by_the_last_that_happened_to_it(seller: Seller, tmp_path: Path) -> None:
    path = orders(
        tmp_path / "o.csv",
        order("577012345678901111", created="01/11/2026 10:00:00", paid="01/11/2026 10:00:00"),
        order("577012345678902222", created="01/11/2026 10:00:00", delivered="19/11/2026 10:00:00"),
        order("577012345678903333", created="18/11/2026 10:00:00", paid=""),
    )
    (said,) = seller.take(path, "--since", "18 Nov")
    assert (said["rows"], said["new"], said["left_out"]) == (3, 2, 1)


def test_a_row_of_an_answer_counts_by_its_update(seller: Seller, tmp_path: Path) -> None:
    path = answer(tmp_path / "a.json", asked(OLD, updated="2026-11-20 10:00"), asked(NEW, updated="2026-11-22 10:00"))
    (said,) = seller.take(path, "--since", "21 Nov")
    assert (said["new"], said["left_out"]) == (1, 1)
    assert seller.case()["ref"] == NEW


def test_what_is_left_out_is_not_missing(seller: Seller, tmp_path: Path) -> None:
    seller.take(weeks(tmp_path), "--as-of", "2026-11-23T09:00")
    path = returns(
        tmp_path / "r.csv",
        request(OLD, asked="09/11/2026 10:00:00"),
        request(DONE, asked="10/11/2026 10:00:00", state="Completed", refunded="21/11/2026 12:00:00"),
        request(REF, asked="22/11/2026 10:00:00"),
    )
    since = seller.run("import", path, "--since", "21 Nov", "--as-of", "2026-11-24T08:00", "--dry-run")
    assert "is not in this file" not in since.err
    whole = seller.run("import", path, "--as-of", "2026-11-24T08:00")
    assert "was open and is not in this file" in whole.err


def test_a_since_to_come_is_refused(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", weeks(tmp_path), "--since", "2026-11-25")
    assert (run.code, "in the future" in run.err) == (2, True)


def test_times_after_now_are_told_and_the_file_is_read_as_of_before_now(seller: Seller, tmp_path: Path) -> None:
    for path in (
        returns(
            tmp_path / "r.csv", request(OLD, asked="09/11/2026 10:00:00"), request(NEW, asked="20/11/2026 10:00:00")
        ),
        answer(tmp_path / "a.json", asked(OLD, updated="2026-11-20 10:00", create_time=1794218400)),
        returns(tmp_path / "r-2026-11-23-08_00.csv", request(OLD, asked="13/10/2026 10:00:00")),
    ):
        run = seller.run("import", path, "--json", now="2026-11-12T09:00:00+00:00")
        assert run.code == 0, run.err
        assert "but this computer's clock says Thu 12 Nov 2026 09:00 GMT. If the clock is wrong, set it" in run.err, (
            path
        )
        assert all(said["as_of"] <= "2026-11-12T09:00:00+00:00" for said in json.loads(run.out))
    run = seller.run("import", tmp_path / "r.csv", now="2026-11-20T09:55:00+00:00")
    assert "this computer's clock" not in run.err  # clocks differ by some minutes


def test_an_import_under_a_clock_that_was_behind_is_mended_by_the_same_file(shell: Shell) -> None:
    """What the warning says to do, against a ledger whose clock was always right; `doctor` asks for it until then."""

    def deadlines(name: str, *times: str) -> list[tuple[str, str, str]]:
        config = ["--ledger", str(shell.home / name)]
        shell.ok(["init", "--shop", "uk-main", "--market", "GB", *config])
        shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40", *config])
        for time in times:
            run = shell.ok(["import", str(SAMPLES / "returns-next-day.csv"), *config], now=time)
            was_behind = "If the clock is wrong, set it and import the file again" in run.err
            assert was_behind == (time < "2026-11-25"), run
        rows = json.loads(shell.ok(["due", "--all", "--owner", "any", "--json", *config], now=RIGHT).out)
        return sorted((row["ref"], row["duty"], row["due"]) for row in rows)

    right = deadlines("right.db", RIGHT)
    behind = "2026-11-22T09:00:00+00:00"
    assert deadlines("unmended.db", behind) != right
    assert deadlines("behind.db", behind, RIGHT) == right
    # A parcel on its way since Tue 24 Nov 08:40 at the earliest: Wed, Thu, Fri, Mon, Tue, and Wed 2 Dec is the 6th day.
    assert ("confirm-receipt", "2026-12-02T08:40:00+00:00") in {line[1:] for line in right}


def test_what_can_t_be_mended_by_the_file_alone_is_told(shell: Shell) -> None:
    """A dry run changes nothing; the files of one import come together; what was built on it is not lost."""
    orders, first, again = (str(SAMPLES / name) for name in ("orders.csv", "returns.csv", "returns-next-day.csv"))
    shell.ok(["init", "--shop", "uk-main", "--market", "GB"])
    shell.ok(["import", first, "--as-of", "2026-11-24T08:40"])
    shell.ok(["import", again, orders], now="2026-11-22T09:00:00+00:00")
    assert "clock was behind the times in it (log entry 3)" in shell("doctor", now=RIGHT).out
    entries = len(shell.ok("log --json", now=RIGHT).out.splitlines())
    tried = shell.ok(["import", again, orders, "--dry-run"], now=RIGHT)
    assert "Without --dry-run, that import is taken back first." in tried.err
    assert len(shell.ok("log --json", now=RIGHT).out.splitlines()) == entries
    assert "import it together with orders.csv, as then." in shell.ok(["import", again, "--dry-run"], now=RIGHT).err
    shell.ok(["import", again, orders], now=RIGHT)
    assert "clock was behind" not in shell("doctor", now=RIGHT).out


def test_an_import_under_a_clock_that_was_behind_stays_where_others_stand_on_it(shell: Shell) -> None:
    shell.ok(["init", "--shop", "uk-main", "--market", "GB"])
    again = str(SAMPLES / "returns-next-day.csv")
    shell.ok(["import", again], now="2026-11-22T09:00:00+00:00")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-25T08:45"], now=RIGHT)
    run = shell.ok(["import", again], now=RIGHT)
    assert "Some of its deadlines are too early, and it can't be taken back: " in run.err
