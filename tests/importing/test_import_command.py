"""What `import` promises a seller and a script: whose file it is, all or nothing, what --json says, the exit codes."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from aftersales.actions.imports import files as import_files
from importing.files import ORDER, REF, Seller, answer, asked, order, orders, request, returns
from terminals import at_terminal
from transcripts import SAMPLES

SECOND, THIRD = REF[:-1] + "5", REF[:-1] + "6"
FIELDS = {
    "file": str, "format": str, "rows": int, "new": int, "changed": int, "same": int, "rejected": int, "rejects": list,
}  # fmt: skip


# --- --json -------------------------------------------------------------------------------------------------------


def test_the_json_has_the_promised_shape(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(), request("4.03E+18"))
    run = seller.run("import", path, orders(tmp_path / "o.csv", order()), "--json")
    assert run.code == 5
    said = json.loads(run.out)
    assert len(said) == 2
    for row in said:
        assert {name: type(row[name]) for name in FIELDS} == FIELDS
        assert list(row)[: len(FIELDS)] == list(FIELDS)
    assert said[0] | {"rejects": []} == said[0] | {
        "file": str(path),
        "format": "tiktok-returns",
        "rows": 2,
        "new": 1,
        "changed": 0,
        "same": 0,
        "rejected": 1,
        "rejects": [],
    }
    (reject,) = said[0]["rejects"]
    assert list(reject) == ["row", "column", "value", "reason"]
    assert (reject["row"], reject["column"], reject["value"]) == (3, "Return Order ID", "4.03E+18")


@pytest.mark.parametrize("form", ["table", "tsv", "jsonl", "csv"])
def test_the_other_formats_go_to_stdout_and_talk_to_stderr(seller: Seller, tmp_path: Path, form: str) -> None:
    run = seller.run("import", returns(tmp_path / "r.csv", request()), "--format", form)
    assert run.code == 0
    assert "r.csv" in run.out
    assert "Now 1 to do: 1 today. See `aftersales due`." in run.err
    assert "to do" not in run.out


def test_quiet_leaves_out_notices_but_no_rejects(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", "-q", returns(tmp_path / "r.csv", request(), request("4.03E+18")))
    assert run.code == 5
    assert f"{tmp_path / 'r.csv'}:3: Return Order ID “4.03E+18” lost its last digits" in run.err
    assert "to do" not in run.err


def test_rejects_beyond_twenty_are_counted_on_stderr_and_listed_in_json(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(), *[request(f"4.03E+{n}") for n in range(10, 35)])
    run = seller.run("import", path, "--json")
    assert (run.code, len(json.loads(run.out)[0]["rejects"])) == (5, 25)
    assert "5 more rows rejected; --json lists them all" in run.err


def test_what_stands_in_a_cell_cannot_steer_the_terminal(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", returns(tmp_path / "r.csv", request("\x1b[2Jgone"), request()))
    assert run.code == 5
    assert "\x1b" not in run.err + run.out


# --- exit codes ---------------------------------------------------------------------------------------------------


def test_exit_codes(seller: Seller, tmp_path: Path) -> None:
    good, bad = request(), request("4.03E+18")
    assert seller.run("import", returns(tmp_path / "good.csv", good)).code == 0
    assert seller.run("import", returns(tmp_path / "some.csv", good, bad)).code == 5
    assert seller.run("import", returns(tmp_path / "none.csv", bad)).code == 1
    assert seller.run("import", tmp_path / "nothing.csv").code == 1
    assert seller.run("import").code == 2


def test_a_file_with_every_row_broken_writes_nothing(seller: Seller, tmp_path: Path) -> None:
    before = seller.dump()
    run = seller.run("import", returns(tmp_path / "r.csv", request("4.03E+18"), request("x y")), "--json")
    assert (run.code, len(json.loads(run.out)[0]["rejects"])) == (1, 2)
    assert seller.dump() == before


# --- all or nothing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("second", ["missing", "ambiguous", "stranger"])
def test_where_the_second_file_is_refused_the_first_is_not_written(seller: Seller, tmp_path: Path, second: str) -> None:
    seller.shell.ok("init --shop other --market GB")
    seller.take(returns(tmp_path / "theirs.csv", request(SECOND)), "--shop", "other")
    paths = {
        "missing": tmp_path / "nothing.csv",
        "ambiguous": returns(tmp_path / "open.csv", request(THIRD, asked="05/11/2026 10:00:00")),
        "stranger": returns(tmp_path / "mixed.csv", request(THIRD), request(SECOND)),
    }
    sentence = seller.refused(orders(tmp_path / "o.csv", order()), paths[second], "--shop", "uk-main")
    assert str(paths[second]) in sentence
    good = orders(tmp_path / "o.csv", order())
    assert seller.take(good, "--shop", "uk-main")[0]["new"] == 1  # nothing of it was there


def test_several_files_at_once_are_one_import(seller: Seller, tmp_path: Path) -> None:
    said = seller.take(
        orders(tmp_path / "o.csv", order("577" + REF[-15:], amount="GBP 120.00")),
        returns(tmp_path / "r.xlsx", request()),
        answer(tmp_path / "a.json", asked(SECOND)),
    )
    assert [row["format"] for row in said] == ["tiktok-orders", "tiktok-returns", "tiktok-api-returns"]
    assert [row["new"] for row in said] == [1, 1, 1]
    assert ("respond", "2026-11-26T10:00:00+00:00") in seller.duties()


def test_a_dry_run_says_all_and_writes_nothing(seller: Seller, tmp_path: Path) -> None:
    before = seller.dump()
    path = returns(tmp_path / "r.csv", request(), request("4.03E+18"))
    run = seller.run("import", path, "--dry-run", "--json")
    assert run.code == 5
    (said,) = json.loads(run.out)
    assert (said["new"], said["rejected"], said["dry_run"]) == (1, 1, True)
    assert "There would then be 1 to do: 1 today" in run.err
    assert seller.dump() == before


# --- the same again -----------------------------------------------------------------------------------------------


def test_the_same_files_again_change_nothing(seller: Seller, tmp_path: Path) -> None:
    files = (
        orders(tmp_path / "o.csv", order(), order("577" + REF[-15:], amount="GBP 120.00")),
        returns(
            tmp_path / "r.xlsx",
            request(),
            request(SECOND, state="In process", tracking="EV1"),
            request(THIRD, state="Odd"),
        ),
        answer(
            tmp_path / "a.json",
            asked(stamp=("SELLER_RESPOND_RETURN", "2026-11-25 10:00"), pre_return_id="4035311111111111111"),
        ),
    )
    seller.take(*files)
    before = seller.dump()
    for now in ("2026-11-24T09:00:00+00:00", "2026-12-24T09:00:00+00:00"):
        said = seller.take(*files, now=now)
        assert [(row["new"], row["changed"]) for row in said] == [(0, 0)] * 3
        assert seller.dump() == before
    assert seller.run("ledger", "check").code == 0


def test_the_same_file_again_after_two_cases_were_joined_changes_nothing(seller: Seller, tmp_path: Path) -> None:
    exported = returns(
        tmp_path / "r.csv", request(), request(SECOND, asked="18/11/2026 10:00:00", state="In process", tracking="EV1")
    )
    seller.take(exported)
    seller.take(answer(tmp_path / "a.json", asked(pre_return_id=SECOND)))
    before = seller.dump()
    assert seller.take(exported)[0]["changed"] == 0
    assert seller.dump() == before


def test_a_copy_under_another_name_changes_nothing_that_is_seen(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", request()))
    before = seller.cases(), seller.due()
    (said,) = seller.take(returns(tmp_path / "copy of r.csv", request()))
    assert said["same"] == 1
    assert (seller.cases(), seller.due()) == before


def test_the_same_rows_with_a_later_as_of_only_make_it_fresher(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request())
    seller.take(path)
    (said,) = seller.take(path, "--as-of", "2026-11-24T08:00")
    assert (said["new"], said["changed"], said["same"]) == (0, 0, 1)
    assert seller.due()[0]["as_of"] == "2026-11-24T08:00:00+00:00"


# --- whose file ---------------------------------------------------------------------------------------------------


def test_with_two_shops_of_one_market_it_must_be_said_whose_file_it_is(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request())
    seller.shell.ok("init --shop uk-second --market GB")
    run = seller.run("import", path)
    assert (run.code, run.out) == (2, "")
    assert "it can't be told which shop it is from (uk-main, uk-second). Say --shop" in run.err
    seller.take(path, "--shop", "uk-second")
    assert seller.case()["shop"] == "uk-second"
    assert seller.take(path)[0]["shop"] == "uk-second"  # from now on its numbers tell


def test_the_currency_tells_between_two_markets(seller: Seller, tmp_path: Path) -> None:
    seller.shell.ok("init --shop us --market US")
    assert seller.take(returns(tmp_path / "r.csv", request()))[0]["shop"] == "uk-main"
    usd = returns(tmp_path / "u.csv", request("4035312345678909999", order="577012345678909999", refund="USD 20.00"))
    assert seller.take(usd)[0]["shop"] == "us"
    assert {case["shop"] for case in seller.cases()} == {"uk-main", "us"}


def test_a_file_in_another_currency_alone_is_refused_unless_one_insists(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "u.csv", request(refund="USD 20.00", paid="USD 20.00"))
    assert "every amount in it is in USD, but uk-main sells in GBP" in seller.refused(path)
    assert seller.run("import", path, "--force").code == 0


def test_a_shop_nobody_knows(seller: Seller, tmp_path: Path) -> None:
    assert "known are uk-main" in seller.refused(returns(tmp_path / "r.csv", request()), "--shop", "uk")


@pytest.mark.parametrize("what", ["request", "order", "order of a request", "next link"])
def test_numbers_known_under_another_shop_are_refused(seller: Seller, tmp_path: Path, what: str) -> None:
    seller.shell.ok("init --shop other --market GB")
    if what == "request":
        first, again = returns(tmp_path / "r.csv", request()), returns(tmp_path / "s.csv", request(SECOND), request())
    elif what == "order":
        first, again = (
            orders(tmp_path / "o.csv", order()),
            orders(tmp_path / "p.csv", order("577012345678905678"), order()),
        )
    elif what == "order of a request":
        first, again = orders(tmp_path / "o.csv", order()), returns(tmp_path / "r.csv", request(order=ORDER))
    else:
        first, again = (
            answer(tmp_path / "a.json", asked()),
            answer(tmp_path / "b.json", asked(REF, next_return_id=SECOND)),
        )
    seller.take(first, "--shop", "uk-main")
    sentence = seller.refused(again, "--shop", "other")
    assert "belongs to shop uk-main" in sentence
    assert "Use --shop uk-main if the file is from that shop; --force takes it for this one." in sentence


def test_an_order_known_from_a_request_of_another_shop_is_refused(seller: Seller, tmp_path: Path) -> None:
    seller.shell.ok("init --shop other --market GB")
    seller.take(returns(tmp_path / "r.csv", request(order=ORDER)), "--shop", "uk-main")
    assert "belongs to shop uk-main" in seller.refused(orders(tmp_path / "o.csv", order()), "--shop", "other")


def test_a_chain_into_another_shop_is_refused(seller: Seller, tmp_path: Path) -> None:
    seller.shell.ok("init --shop other --market GB")
    seller.take(answer(tmp_path / "a.json", asked()), "--shop", "uk-main")
    row = asked(SECOND, pre_return_id=REF)
    assert "belongs to shop uk-main" in seller.refused(answer(tmp_path / "b.json", row), "--shop", "other")


def test_times_are_read_in_the_zone_that_the_shop_exports_in(seller: Seller, tmp_path: Path) -> None:
    config = next((seller.home / "config").rglob("config.toml"))
    config.write_text(config.read_text(encoding="utf-8") + 'export_timezone = "Asia/Shanghai"\n', encoding="utf-8")
    seller.take(returns(tmp_path / "r.csv", request(asked="21/11/2026 00:02:00")))
    assert seller.case()["opened_at"] == "2026-11-20T16:02:00+00:00"
    assert seller.duties() == [("respond", "2026-11-24T16:02:00+00:00")]


def test_numbers_are_short_ids_that_stay(seller: Seller, tmp_path: Path) -> None:
    seller.take(returns(tmp_path / "r.csv", request(SECOND)))
    seller.take(returns(tmp_path / "s.csv", request(), request(SECOND)))
    assert [(c["case"], c["ref"]) for c in seller.cases()] == [(1, SECOND), (2, REF)]


def test_without_a_ledger_it_says_how_to_begin(tmp_path: Path, shell: object) -> None:
    run = shell(["import", str(returns(tmp_path / "r.csv", request()))])  # type: ignore[operator]
    assert (run.code, run.out) == (1, "")
    assert "aftersales init" in run.err


def test_a_long_file_is_imported_in_chunks_without_a_seam(seller: Seller, tmp_path: Path) -> None:
    many = [order(f"57701234567{n:07}", amount=f"GBP {n}.00") for n in range(1, 1002)]
    (said,) = seller.take(orders(tmp_path / "o.csv", *many))
    assert (said["rows"], said["new"], said["rejected"]) == (1001, 1001, 0)
    assert [seller.order(f"57701234567{n:07}")["amount"] for n in (400, 401, 1001)] == [40000, 40100, 100100]
    assert seller.take(orders(tmp_path / "o.csv", *many))[0]["same"] == 1001


def test_a_file_touched_later_is_still_the_same(seller: Seller, tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request())
    seller.take(path)
    before = seller.dump()
    os.utime(path, (time.time(), time.time()))
    seller.take(path)
    assert seller.dump() == before


@pytest.mark.parametrize("dry_run", [False, True])
def test_what_an_import_says_is_due_is_what_due_says(seller: Seller, dry_run: bool) -> None:
    """The same counts in the same words, of a list with parcels and looks that it folds."""
    files = [str(SAMPLES / name) for name in ("orders.csv", "returns.csv")]
    run = seller.run("import", *files, "--as-of", "2026-11-24T08:40", *(["--dry-run"] if dry_run else []))
    said = run.err.splitlines()[-1]
    if dry_run:
        assert said.startswith("There would then be ")
        seller.run("import", *files, "--as-of", "2026-11-24T08:40")
    head = seller.run("due", "--format", "table").out.splitlines()[0]
    counts = head.partition(" · ")[2]
    assert "to do: " in counts
    assert f"{counts}. Besides: 4 to send" in said


def test_a_dry_run_tells_a_changed_case_once(seller: Seller, tmp_path: Path) -> None:
    """With what it amounts to; a table for programs has no room for the difference, and says where it is."""
    seller.take(returns(tmp_path / "a.csv", request(), request(SECOND)), "--as-of", "2026-11-23T09:00")
    over = request(state="Completed", fine="Refund completed", refunded="23/11/2026 10:00:00")
    path = returns(tmp_path / "b.csv", over, request(SECOND))
    words = ("import", path, "--as-of", "2026-11-23T18:00", "--dry-run")
    page = seller.run(*words, "--format", "table").out
    (line,) = [line for line in page.splitlines() if "money none → refunded" in line]
    assert line.startswith("  case 1, return: decision pending → approved, ")
    assert line.endswith("status in the file To process → Completed / Refund completed (b.csv:2)")
    where = "What it would change is on the page and in JSON: `--format table` or `--format json`."
    for form, told in {"csv": True, "tsv": True, "md": False, "html": False, "json": False, "table": False}.items():
        assert (where in seller.run(*words, "--format", form).err) == told, form
    assert where not in seller.run("import", path, "--as-of", "2026-11-23T18:00", "--format", "csv").err


def test_a_long_import_says_what_it_does_while_it_works_out_what_changes(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading takes the smaller part of the time, and the screen would be blank afterwards."""
    pexpect = pytest.importorskip("pexpect")
    path = returns(tmp_path / "r.csv", request(), request(SECOND))
    told = {"AFTERSALES_NOW": seller.shell.now, "COLUMNS": "", "LINES": ""}
    words = ["import", str(path), "--as-of", "8:50", "--dry-run"]
    for long in (False, True):
        monkeypatch.setattr(import_files, "_LONG", 2 if long else 3)
        child = at_terminal(words, 80, 24, 30, **told)
        child.expect(pexpect.EOF)
        child.close()
        sentence, _, answer_after = child.before.rpartition("Working out what 2 rows change…")
        assert bool(sentence) == long, child.before
        assert "\x1b[2K" in answer_after or not long  # it is gone before the answer
        assert "2 rows, 0 rejected" in answer_after
        quiet = at_terminal([*words, "--quiet"], 80, 24, 30, **told)
        quiet.expect(pexpect.EOF)
        quiet.close()
        assert "Working" not in quiet.before


def test_where_nothing_is_to_be_answered_it_says_so_in_a_sentence(seller: Seller, tmp_path: Path) -> None:
    path = orders(tmp_path / "o.csv", order(status="Completed", delivered="18/11/2026 16:22:08"))
    for words, said in {
        ("--dry-run",): "There would then be nothing to answer within two days. See `aftersales due`.",
        ("--lang", "zh", "--dry-run"): "导入后两天内无待回复。详见 `aftersales due`。",
        (): "Now nothing to answer within two days. See `aftersales due`.",
    }.items():
        assert seller.run("import", path, "--as-of", "8:50", *words).err.splitlines()[-1] == said
