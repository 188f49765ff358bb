"""Policies as files that people read, change and check: what a change would move, that it says so, and that a broken
file never leads to a deadline.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aftersales.context import ledger_access
from transcripts import ROOT, Run, Shell, prepared

ORDER = "576000000000000001"
FILES = ROOT / "tests" / "policies" / "files"
TERM = '{ length = "%s", source = "a letter from TikTok", confidence = "high" }'

WHOLE = """
[[rule]]
id = "mine.respond"
duty = "respond"
starts = "request.opened"
stops = "request.approved"
"""


def own(home: Path, name: str, text: str) -> Path:
    """A file of the seller's own, in the folder beside the configuration."""
    path = home / "config/aftersales/policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def respond(length: str) -> str:
    return f'[[rule]]\nid = "gb.respond"\nterms = [{TERM % length}]\n'


def rows(run: Run) -> list[dict[str, Any]]:
    return list(json.loads(run.out))


def deadlines(shell: Shell) -> dict[int, str]:
    return {line["case"]: line["due"] for line in rows(shell.ok("due --all --json"))}


def content(home: Path) -> dict[str, bytes]:
    """Every byte of the ledger; what SQLite leaves beside it for readers holds none."""
    files = {p.name: p.read_bytes() for p in (home / "data/aftersales").iterdir()}
    return {name: told for name, told in files.items() if told and not name.endswith("-shm")}


@prepared
def app(shell: Shell) -> None:
    """A shop with two requests: one of Friday 20 November 16:02, one of Monday 23 November 10:00; 2 working days."""
    shell.ok("init --shop uk --market GB")
    shell.ok(f"order add {ORDER} --amount 20.00 --placed 2026-11-01T10:00")
    shell.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    shell.ok(f"open return --order {ORDER} --at 2026-11-23T10:00")


BEFORE = {1: "2026-11-24T16:02:00+00:00", 2: "2026-11-25T10:00:00+00:00"}
# Three working days: Friday 20 → Mon, Tue, Wed 25; Monday 23 → Tue, Wed, Thu 26.
AFTER = {1: "2026-11-25T16:02:00+00:00", 2: "2026-11-26T10:00:00+00:00"}


# --- impact ------------------------------------------------------------------------------------------------------


def test_impact_tells_from_when_to_when_and_writes_nothing(app: Shell, home: Path) -> None:
    draft = home / "tiktok-gb.toml"
    draft.write_text(respond("3 business days"))
    assert deadlines(app) == BEFORE
    before = content(home)
    told = rows(app.ok(["policy", "impact", str(draft), "--json"]))
    assert {r["case"]: r["from"] for r in told} == BEFORE
    assert {r["case"]: r["to"] for r in told} == AFTER
    assert [(r["duty"], r["rule"], r["change"], r["shift_seconds"]) for r in told] == [
        ("respond", "gb.respond", "moved", 86400)
    ] * 2
    assert [r["at_risk"] for r in told] == [{"amount": "20.00", "currency": "GBP"}] * 2
    assert content(home) == before
    assert deadlines(app) == BEFORE


def test_impact_of_what_lies_there_already_comes_before_it_is_taken_over(app: Shell, home: Path) -> None:
    own(home, "tiktok-gb.toml", respond("3 business days"))
    before = content(home)
    run = app.ok("policy impact --json")
    assert {r["case"]: r["to"] for r in rows(run)} == AFTER
    assert "2 open cases of uk were checked. 2 deadlines would move: 2 later." in run.err
    assert content(home) == before
    assert deadlines(app) == AFTER
    assert rows(app.ok("policy impact --json")) == []


def test_impact_of_a_file_that_lies_there_is_that_of_what_has_changed(app: Shell, home: Path) -> None:
    path = own(home, "tiktok-gb.toml", respond("3 business days"))
    assert {r["case"]: r["to"] for r in rows(app.ok(["policy", "impact", str(path), "--json"]))} == AFTER
    app.ok("due")
    run = app.ok(["policy", "impact", str(path), "--json"])
    assert (rows(run), run.err) == (
        [],
        "The stored deadlines follow the rules in force; nothing would move.\n",
    )


def test_impact_tells_what_is_earlier_new_and_gone(app: Shell, home: Path) -> None:
    app.ok("approve 2 --mode seller-address --at 2026-11-23T11:00")  # ship-back: 5 days, to Sat 28 Nov 11:00
    text = (
        respond("1 business day")  # Friday 20 Nov 16:02 → Monday 23 Nov 16:02
        + '[[rule]]\nid = "gb.ship-back"\nremove = true\n'
        + '[[rule]]\nid = "mine.prove"\nduty = "prove"\nwhen = { kind = ["refund"] }\nstarts = "request.opened"\n'
        + f'stops = ["request.approved"]\noutcome = "none"\nterms = [{TERM % "36 hours"}]\n'
    )
    own(home, "tiktok-gb.toml", text)
    run = app.ok("policy impact --json")
    told = {(r["case"], r["duty"]): (r["change"], r["from"], r["to"]) for r in rows(run)}
    assert told == {
        (1, "prove"): ("new", None, "2026-11-22T04:02:00+00:00"),
        (1, "respond"): ("moved", BEFORE[1], "2026-11-23T16:02:00+00:00"),
        (2, "ship-back"): ("gone", "2026-11-28T11:00:00+00:00", None),
        (2, "close"): ("gone", "2026-11-29T23:59:59+00:00", None),  # the day after the buyer's time has passed
    }
    assert "4 deadlines would move: 1 earlier, 1 new, 2 gone" in run.err
    page = app.ok("policy impact --format table").out
    page = " ".join(page.split())
    assert "new deadline Sun 22 Nov 04:02 GMT" in page
    assert "no deadline any more; it was Sat 28 Nov 11:00 GMT" in page


def test_impact_looks_only_at_the_shop_asked_for(app: Shell, home: Path) -> None:
    app.ok("init --shop second --market GB")
    draft = home / "tiktok-gb.toml"
    draft.write_text(respond("3 business days"))
    assert rows(app.ok(["policy", "impact", str(draft), "--shop", "second", "--json"])) == []
    assert len(rows(app.ok(["policy", "impact", str(draft), "--shop", "uk", "--json"]))) == 2


@pytest.mark.parametrize("words", [["policy", "impact", "nowhere.toml"], ["policy", "check", "nowhere.toml"]])
def test_a_file_that_is_not_there_is_a_slip_of_the_hand(app: Shell, words: list[str]) -> None:
    run = app(words)
    assert (run.code, run.out) == (2, "")
    assert "no file nowhere.toml" in run.err


def test_impact_of_a_broken_file_tells_its_mistakes(app: Shell) -> None:
    run = app(["policy", "impact", str(FILES / "mistakes.toml"), "--as", "tiktok-gb"])
    assert (run.code, run.out) == (1, "")
    assert "did you mean 'gb.respond'?" in run.err
    assert "'2 bd' is not a duration" in run.err


@pytest.mark.parametrize("name", ["november.toml", "doubts.toml"])
def test_impact_fails_where_check_does_and_tells_the_same(app: Shell, name: str) -> None:
    options = [str(FILES / name), "--as", "tiktok-us"]
    told = rows(check := app(["policy", "check", *options, "--json"]))
    run = app(["policy", "impact", *options])
    assert (check.code, run.code, run.out) == (1, 1, "")
    assert told
    assert [r["mistake"] for r in told if r["mistake"] not in run.err] == []


def test_a_file_for_rules_of_another_set_says_which(app: Shell, home: Path) -> None:
    draft = home / "november.toml"
    draft.write_text((FILES / "november.toml").read_text(encoding="utf-8"), encoding="utf-8")
    hint = "gb.respond is a rule of tiktok-gb: "
    for command in ("check", "impact"):
        run = app(["policy", command, str(draft)])
        assert (run.code, f"{hint}use --as tiktok-gb to check the file under that name." in run.err) == (1, True)
        assert hint not in app.ok(["policy", command, str(draft), "--as", "tiktok-gb"]).err
    own(home, "november.toml", draft.read_text(encoding="utf-8"))
    assert f"{hint}name the file tiktok-gb.toml, or write extends" in app("policy check").err


def test_a_file_that_lies_elsewhere_is_not_in_force(app: Shell, home: Path) -> None:
    draft = home / "november.toml"
    draft.write_text((FILES / "november.toml").read_text(encoding="utf-8"), encoding="utf-8")
    told = app.ok(["policy", "check", str(draft), "--as", "tiktok-uk"]).err
    folder = home / "config/aftersales/policies"
    assert told.endswith(
        f"As tiktok-gb.toml in {folder} it would change tiktok-gb.toml. It would be in force for uk.\n"
    )
    told = app.ok(["policy", "check", str(own(home, "tiktok-gb.toml", draft.read_text(encoding="utf-8")))]).err
    assert told.endswith("It changes tiktok-gb.toml. In force for uk.\n")


def test_impact_shows_what_a_rule_set_would_move_that_the_shop_could_choose(app: Shell, home: Path) -> None:
    draft = home / "agreed.toml"
    draft.write_text('extends = "tiktok"\nmarket = "GB"\n' + respond("3 business days"))
    before = content(home)
    run = app.ok(["policy", "impact", str(draft), "--json"])
    hint = f"To see what would move if uk used it: aftersales policy impact {draft} --shop uk"
    assert (rows(run), hint in run.err) == ([], True)
    run = app.ok(["policy", "impact", str(draft), "--shop", "uk", "--json"])
    assert {r["case"]: r["to"] for r in rows(run)} == AFTER
    assert run.err.startswith("If uk used agreed: 2 open cases of uk were checked. 2 deadlines would move")
    assert content(home) == before
    draft.write_text('extends = "tiktok"\nmarket = "US"\n')
    run = app(["policy", "impact", str(draft), "--shop", "uk"])
    assert (run.code, run.err) == (
        2,
        f"aftersales: {draft} is read as agreed, which is not for GB, the market of uk.\n",
    )


# --- a change says so ---------------------------------------------------------------------------------------------


def test_a_file_that_comes_and_goes_moves_the_clocks_and_says_so(app: Shell, home: Path) -> None:
    path = own(home, "tiktok-gb.toml", respond("3 business days"))
    run = app.ok("due --all --json")
    assert {line["case"]: line["due"] for line in rows(run)} == AFTER
    assert run.err == (
        "The rules of uk have changed (your own tiktok-gb.toml is new). 2 open cases were recalculated. "
        "2 deadlines moved: case 1 respond from Tue 24 Nov 2026 16:02 GMT to Wed 25 Nov 2026 16:02 GMT, "
        "case 2 respond from Wed 25 Nov 2026 10:00 GMT to Thu 26 Nov 2026 10:00 GMT. "
        "`aftersales log --write 5` lists all.\n"
    )
    assert app.ok("due --all --json").err == ""
    path.write_text(respond("3 business days") + "# as the letter says\n")
    assert "(your own tiktok-gb.toml). " in (told := app.ok("due --json").err)
    assert "No deadline moved." in told
    path.unlink()
    run = app.ok("due --all --json")
    assert "(your own tiktok-gb.toml is gone)" in run.err
    assert {line["case"]: line["due"] for line in rows(run)} == BEFORE


def test_only_open_cases_are_derived_anew(app: Shell, home: Path) -> None:
    app.ok("close 1 --reason over")
    own(home, "tiktok-gb.toml", respond("3 business days"))
    assert "1 open case was recalculated. 1 deadline moved: case 2" in app.ok("due").err
    app.ok("ledger check --deep")


def test_other_shops_are_left_alone(app: Shell, home: Path) -> None:
    app.ok("init --shop de --market DE")
    app.ok("order add 576000000000000002 --shop de --amount 20.00 --placed 2026-11-01T10:00")
    app.ok("open refund --order 576000000000000002 --at 2026-11-20T16:02")
    own(home, "tiktok-de.toml", f'[[rule]]\nid = "any.respond"\nterms = [{TERM % "3 days"}]\n')
    told = app.ok("due --all --json").err
    assert told.startswith("The rules of de have changed (your own tiktok-de.toml is new)")
    assert "of uk" not in told


def test_quiet_leaves_out_the_notice_only_where_no_deadline_moved(app: Shell, home: Path) -> None:
    path = own(home, "tiktok-gb.toml", respond("3 business days"))
    assert "2 deadlines moved: case 1 respond" in app.ok("-q due --json").err
    path.write_text(respond("3 business days") + "# as the letter says\n")
    assert app.ok("-q due --json").err == ""


def test_the_log_tells_which_deadlines_moved_and_no_undo_takes_that_back(app: Shell, home: Path) -> None:
    own(home, "tiktok-gb.toml", respond("3 business days"))
    app.ok("-q due --json")
    told = rows(app.ok("log --json"))
    assert [w["write"] for w in told] == [5, 4, 3, 2, 1]
    assert (told[0]["command"], told[0]["cases"], told[0]["summary"]) == (
        "rules changed",
        [1, 2],
        "uk (your own tiktok-gb.toml is new): 2 deadlines moved",
    )
    assert (told[0]["rules"]["before"], told[0]["rules"]["cases"], told[1]["rules"]) == ("tiktok-gb", 2, None)
    assert {m["case"]: (m["from"], m["to"]) for m in told[0]["moves"]} == {n: (BEFORE[n], AFTER[n]) for n in (1, 2)}
    assert [w["write"] for w in rows(app.ok("log 2 --json"))] == [5, 4]
    page = app.ok("log --write 5 --format table").out
    assert "- case 2: respond: from Wed 25 Nov 10:00 GMT to Thu 26 Nov 10:00 GMT" in page
    assert app("undo 5").err == (
        "aftersales: log entry 5 can't be undone: it records a change of rules. Restore the old rules, and the "
        "deadlines follow.\n"
    )
    app.ok("undo")  # takes back the newest of a command
    assert rows(app.ok("log --json"))[0]["undoes"] == 4
    for number in (3, 2, 1):  # nor does it stand in the way of older ones
        app.ok(f"undo {number}")


def test_what_is_new_or_gone_is_counted_apart(app: Shell, home: Path) -> None:
    app.ok("approve 2 --mode seller-address --at 2026-11-23T11:00")
    text = respond("3 business days") + '[[rule]]\nid = "gb.ship-back"\nremove = true\n'
    text += '[[rule]]\nid = "mine.prove"\nduty = "prove"\nwhen = { kind = ["refund"] }\nstarts = "request.opened"\n'
    text += f'stops = ["request.approved"]\noutcome = "none"\nterms = [{TERM % "36 hours"}]\n'
    own(home, "tiktok-gb.toml", text)
    # Of case 1 the answer moves and the proof is new; of case 2 go the buyer's time and what comes after it.
    assert ". 1 deadline moved, 1 new, 2 gone: " in app.ok("due").err


def test_a_dry_run_names_what_lists_the_moves_without_the_log(app: Shell, home: Path) -> None:
    own(home, "tiktok-gb.toml", respond("3 business days"))
    assert "`aftersales policy impact` lists all." in app.ok("approve 1 --dry-run").err
    assert len(rows(app.ok("policy impact --json"))) == 2


def test_a_notice_names_the_files_as_they_are_called(app: Shell, home: Path) -> None:
    own(home, "tiktok-uk.toml", respond("3 business days"))
    assert "(your own tiktok-uk.toml is new)" in app.ok("due").err
    (home / "config/aftersales/policies/tiktok-uk.toml").unlink()
    assert "(your own tiktok-uk.toml is gone)" in app.ok("due").err


def test_another_rule_set_is_told_as_such_and_not_as_a_file_that_came_or_went(app: Shell, home: Path) -> None:
    path = own(home, "agreed.toml", 'extends = "tiktok"\n' + respond("3 business days"))
    app.ok("config set shops.uk.policy agreed")
    assert "(agreed in place of tiktok-gb). " in app.ok("due").err
    path.write_text('extends = "tiktok"\n' + respond("4 business days"))
    assert "(your own agreed.toml). " in app.ok("due").err
    app.ok("config set shops.uk.policy tiktok")
    assert "(tiktok-gb in place of agreed). " in app.ok("due").err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that can't be written")
def test_a_ledger_that_cant_be_written_says_that_too(app: Shell, home: Path) -> None:
    own(home, "tiktok-gb.toml", respond("3 business days"))
    folder = home / "data/aftersales"
    folder.chmod(0o500)
    try:
        assert "For this run only" in app.ok("due").err
    finally:
        folder.chmod(0o700)


# --- broken files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["due", "approve 1", "show 1", "cases --json", "note 1 --text x"])
def test_no_deadline_comes_of_a_broken_file(app: Shell, home: Path, line: str) -> None:
    path = own(home, "tiktok-gb.toml", respond("3 busness days") + '[[rule]]\nid = "gb.inspekt"\nremove = true\n')
    before = content(home)
    run = app(line)
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        f"aftersales: {path}: rule gb.inspekt: there is no rule of this name to remove; did you mean 'gb.inspect'?\n"
        f"{path}: rule gb.respond, term 1: '3 busness days' is not a duration; write N hours, N days, N weeks or "
        "N business days\n"
        f"Nothing is calculated while the rules contain a mistake. Correct the file, or move it out of {path.parent}; "
        "`aftersales policy check` checks it again.\n"
    )
    assert content(home) == before
    path.unlink()
    assert deadlines(app) == BEFORE


GAP = """\
[[rule]]
id = "gb.respond"
terms = [
  { length = "2 business days", until = 2026-11-01, source = "x", confidence = "high" },
  { length = "2 business days", from = 2026-12-01, source = "x", confidence = "high" },
]
"""


@pytest.mark.parametrize("line", ["due", "explain 1", "note 1 --text x"])
def test_no_deadline_is_lost_to_a_file_that_can_be_read_and_not_meant(app: Shell, home: Path, line: str) -> None:
    path = own(home, "tiktok-gb.toml", GAP)
    run = app(line)
    assert (run.code, run.out) == (1, "")
    assert f"{path}: rule gb.respond: no term is in force from 2026-11-01 until 2026-12-01" in run.err
    path.unlink()
    assert deadlines(app) == BEFORE


def test_a_list_does_not_wait_for_another_write(app: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(home, "tiktok-gb.toml", respond("3 business days"))
    monkeypatch.setattr(ledger_access, "_LIST_WAITS", 0.1)
    ledger = home / "data/aftersales/ledger.db"
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        run = app.ok("due --all --json")
        assert "every case agrees with it." in app.ok("ledger check --deep").err
        other.execute("ROLLBACK")
    assert {line["case"]: line["due"] for line in rows(run)} == AFTER
    assert "For this run only: the ledger can't be written." in run.err
    assert deadlines(app) == AFTER


def test_what_would_be_overdue_at_once_is_said(app: Shell, home: Path) -> None:
    """One working day: Friday 20, 16:02 → Monday 23, 16:02, gone by; Monday 23, 10:00 → Tuesday 24, 10:00, to come."""
    app.now = "2026-11-24T09:00:00+00:00"
    path = home / "tiktok-gb.toml"
    path.write_text(respond("1 business day"), encoding="utf-8")
    run = app.ok(f"policy impact {path} --format table")
    assert "2 deadlines would move: 2 earlier. 1 would be overdue at once." in run.err
    (line,) = [line for line in run.out.split("- ") if line.startswith("case 1,")]
    assert " ".join(line.split()).endswith("overdue at once")
    assert run.out.count("overdue") == 1


def test_a_rule_set_that_is_none_is_not_called_ambiguous(app: Shell) -> None:
    app.ok("init --shop us --market US")
    run = app("policy show nosuch")
    assert (run.code, run.out) == (1, "")
    assert run.err == "aftersales: policy 'nosuch' is not known; known are tiktok, tt123-2025-03\n"


def test_the_mistakes_of_all_shops_are_told_at_once(app: Shell, home: Path) -> None:
    app.ok("init --shop de --market DE")
    first = own(home, "tiktok-gb.toml", "[[rule]\n")
    second = own(home, "tiktok-de.toml", "checked = 3\n")
    err = app("due").err
    assert f"{first}: not readable as TOML" in err
    assert f"{second}: checked is 3; write a date" in err
    # `policy check` needs no list, and tells the same.
    told = rows(check := app("policy check --json"))
    assert check.code == 1
    assert {r["file"] for r in told} == {str(first), str(second)}


def test_a_shop_is_not_added_under_broken_rules(shell: Shell, home: Path) -> None:
    own(home, "tiktok-gb.toml", "[[rule]\n")
    assert shell("init --shop uk --market GB").code == 1
    assert not (home / "config/aftersales/config.toml").exists()
    (home / "config/aftersales/policies/tiktok-gb.toml").unlink()
    shell.ok("init --shop uk --market GB")


# --- check ----------------------------------------------------------------------------------------------------------


def test_a_bad_date_hides_no_other_mistake(app: Shell, home: Path) -> None:
    text = respond("3 busness days").replace("}]", ", dated = 2025-13-11 }]")
    path = own(home, "tiktok-gb.toml", "checked = 2026-11-31\n" + text)
    told = rows(app(["policy", "check", str(path), "--json"]))
    assert [r["suggestion"] for r in told] == [
        "2026-11-31 is not a date: that month has no day 31",
        "2025-13-11 is not a date: there is no month 13",
        "write N hours, N days, N weeks or N business days",
    ]
    assert told[0]["mistake"] == "not readable as TOML: line 1, checked = 2026-11-31"
    err = app("policy impact " + str(path)).err
    assert ("there is no month 13" in err, "'3 busness days' is not a duration" in err) == (True, True)


def test_check_without_files_looks_at_all_of_ones_own(app: Shell, home: Path) -> None:
    assert "There are no policy files of your own in" in app.ok("policy check").err
    own(home, "tiktok-gb.toml", respond("3 days"))
    broken = own(home, "spare.toml", "market = 3\n")
    days = own(home, "calendars/ours.toml", 'name = "x"\nclosed-weekdays = ["sun", "sunday"]\n')
    run = app("policy check --json")
    assert run.code == 1
    assert {r["file"] for r in rows(run)} == {str(broken), str(days)}
    assert "tiktok-gb.toml: no mistakes. It changes tiktok-gb.toml. In force for uk." in run.err


def test_what_the_built_in_rules_say_can_be_meant(app: Shell, home: Path) -> None:
    for market in ("GB", "US", "DE", "TH", "VN"):
        name = own(home, f"tiktok-{market.lower()}.toml", "")
        assert app(["policy", "check", str(name)]).code == 0


def test_a_file_for_another_market_is_told(app: Shell, home: Path) -> None:
    path = own(home, "tiktok-gb.toml", 'market = "US"\n')
    (told,) = rows(app(["policy", "check", str(path), "--json"]))
    assert told["mistake"] == "it is for market US, not GB"


# --- list, show, diff, copy -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tiktok-gb.txt", "tiktok-gb.toml.txt", "calendars/ours.TXT"])
def test_a_file_whose_name_does_not_count_is_told(app: Shell, home: Path, name: str) -> None:
    path = own(home, name, respond("3 business days"))
    own(home, ".hidden", "")
    own(home, "#tiktok-gb.toml#", "")
    own(home, "tiktok-gb.toml~", "")
    wanted = "ours.toml" if "ours" in name else "tiktok-gb.toml"
    told = f"{path} is not read: its name doesn't end in .toml. Rename it {wanted}, or move it away.\n"
    for line in ("policy list", "policy check", "approve 1 --dry-run", "explain 1", "policy impact"):
        assert app.ok(line).err.count(told) == 1, line
    assert app.ok("due --all --json").err == ""  # which reads no rules
    path.rename(path.with_name(wanted))
    assert "is not read" not in app("policy check").err


def test_list_counts_shops_and_names_ones_own_files(app: Shell, home: Path) -> None:
    path = own(home, "tiktok-gb.toml", respond("3 days"))
    own(home, "mine.toml", 'extends = "tiktok"\nname = "Agreed"\n')
    own(home, "bad.toml", "[[rule]\n")
    told = {(r["policy"], r["market"]): r for r in rows(app.ok("policy list --json"))}
    ours = told["tiktok", "GB"]
    assert (ours["own"], ours["shops"], ours["files"]) == (True, ["uk"], [str(path), "tiktok-gb.toml"])
    assert (told["tiktok", "US"]["own"], told["tiktok", "US"]["shops"]) == (False, [])
    assert told["mine", "GB"]["files"][1:] == [str(path), "tiktok-gb.toml"]
    assert told["bad", "GB"]["mistakes"] == 1
    assert told["tiktok", "GB"]["known_through"] == 2027


def test_where_a_market_has_no_dispatch_rule_an_order_not_yet_sent_is_not_in_the_list(app: Shell) -> None:
    app.ok("init --shop de --market DE")
    for shop, number in (("uk", 2), ("de", 3)):
        placed = "--placed 2026-11-23T10:00 --status awaiting-shipment"
        app.ok(f"order add 57600000000000000{number} --shop {shop} --amount 20.00 {placed}")
    found = [line["shop"] for line in rows(app.ok("due --all --duty dispatch --json"))]
    assert found == ["uk"]


def test_list_tells_how_long_there_is_to_answer_and_how_sure_that_is(app: Shell, home: Path) -> None:
    told = {(r["policy"], r["market"]): (r["respond"], r["confidence"]) for r in rows(app.ok("policy list --json"))}
    assert told["tiktok", "GB"] == ("2 or 4 business days", "high")
    assert told["tiktok", "JP"] == told["tiktok", "DE"] == ("48 hours", "low")  # the developer page's flat figure
    assert told["tt123-2025-03", "GB"] == ("2 business days", "low")  # its rule for the United Kingdom alone
    assert told["tt123-2025-03", "DE"] == ("3 business days", "low")
    own(home, "tiktok-de.toml", '[[rule]]\nid = "any.respond"\nremove = true\n')
    (gone,) = [r for r in rows(app.ok("policy list --market DE --json")) if r["policy"] == "tiktok"]
    assert (gone["respond"], gone["confidence"]) == (None, None)
    (before,) = [
        r
        for r in rows(app.ok("policy list --market GB --json --now 2026-03-01T09:00:00+00:00"))
        if r["policy"] == "tiktok"
    ]
    assert (before["respond"], before["confidence"]) == ("2 business days", "medium")  # before 1 April 2026


@pytest.mark.parametrize("width", [80, 100, 200])
def test_list_has_a_line_for_each_rule_set_at_the_widths_of_terminals(
    app: Shell, home: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(home, "tiktok-de.toml", respond("3 days").replace("gb.", "any."))
    own(home, "bad.toml", "[[rule]\nmarket = 3\n")
    monkeypatch.setenv("COLUMNS", str(width))
    head, *lines = app.ok("policy list --format table").out.splitlines()
    assert [line for line in (head, *lines) if len(line) > width] == []
    if "what" in head:  # its long titles go on below themselves
        lines = [line for line in lines if line[: head.index("what")].strip()]
    assert [line for line in lines if line.startswith(" ")] == []
    start = head.index("to answer")
    assert {line[start - 2 : start] for line in lines} == {"  "}
    (german,) = [line for line in lines if line.startswith("tiktok, yours") and " DE " in line]
    assert german[start:].startswith("3 days, high  ")
    (bad,) = [line for line in lines if line.startswith("bad, yours")]
    assert "1 mistake: policy check" in bad
    assert ("files" in head, "what" in head) == (width > 100, width > 100)


def test_a_rule_set_of_ones_own_is_chosen_for_a_shop(app: Shell, home: Path) -> None:
    own(home, "mine.toml", 'extends = "tiktok-gb"\n' + respond("3 business days"))
    refused = app("config set shops.uk.policy nine")
    assert (refused.code, "known are mine, tiktok" in refused.err) == (1, True)
    app.ok("config set shops.uk.policy mine")
    assert deadlines(app) == AFTER
    told = json.loads(app.ok("policy show --json").out)
    assert (told["policy"], told["shops"]) == ("mine", ["uk"])


def test_show_tells_the_file_of_each_rule(app: Shell, home: Path) -> None:
    path = own(home, "tiktok-uk.toml", respond("3 business days"))
    told = json.loads(app.ok("policy show tiktok-gb --json").out)
    files = {r["rule"]: r["file"] for r in told["rules"]}
    assert (files["gb.respond"], files["gb.inspect"]) == (str(path), "tiktok-gb.toml")
    (term,) = next(r["terms"] for r in told["rules"] if r["rule"] == "gb.respond")
    assert (term["length"], term["source"]) == ("3 business days", "a letter from TikTok")
    assert told["checked"] is not None
    assert json.loads(app.ok("explain 1 --json").out)[0]["file"] == str(path)
    assert f"your own file      {path}"[:40] in app.ok("explain 1 --format table").out


SHOWN = """
[[rule]]
id = "gb.dispatch"
extension = { length = "4 days", times = 2 }
pauses = { from = "order.paid", until = ["tracking.updated", "tracking.stale"], most = "3 days" }
terms = [
  { length = "1 day", cut-off = "14:00", first-day = "next-day", ends = "23:59", source = "s", confidence = "low" },
  { length = "2 days", at-least = 5, cut-off = "14:00", ends = "23:59", source = "s", confidence = "low" },
]
[[overlay]]
name = "Black Friday"
from = 2026-11-20
until = 2026-12-01
rules = ["gb.dispatch", "gb.respond"]
plus = "2 days"
source = "news"
dated = 2026-11-01
confidence = "medium"
"""


def test_show_has_all_that_a_deadline_hangs_on(app: Shell, home: Path) -> None:
    own(home, "tiktok-gb.toml", SHOWN)
    told = json.loads(app.ok("policy show tiktok-gb --json").out)
    dispatch = next(r for r in told["rules"] if r["rule"] == "gb.dispatch")
    assert [t["first_day"] for t in dispatch["terms"]] == ["next-day", "same-day"]
    assert dispatch["extension"] == {"length": "4 days", "times": 2}
    until = ["tracking.stale", "tracking.updated"]
    assert dispatch["pauses"] == {"from": ["order.paid"], "until": until, "most": "3 days"}
    respond = next(r for r in told["rules"] if r["rule"] == "gb.respond")
    assert (respond["extension"], respond["pauses"], respond["terms"][0]["first_day"]) == (None, None, None)
    assert told["overlays"] == [
        {
            "name": "Black Friday", "from": "2026-11-20", "until": "2026-12-01",
            "rules": ["gb.dispatch", "gb.respond"], "duties": [], "length": None, "plus": "2 days",
            "source": "news", "url": None, "dated": "2026-11-01", "confidence": "medium", "note": None,
            "windows": [], "last_day": None, "expected": False,
        }
    ]  # fmt: skip
    for rule, count in (("gb.respond", 1), ("gb.refund", 0)):
        assert len(json.loads(app.ok(f"policy show tiktok-gb --rule {rule} --json").out)["overlays"]) == count


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("due --within ''", "--within '' is not a duration; write one such as 36h, 2d or 1w."),
        ("due --within ٢d", "--within '٢d' is not a duration"),
        ("calendar ٢٠٢٦-١٢", "MONTH '٢٠٢٦-١٢' is not a month; write one such as 2026-12, 12 or dec."),
        ("calendar 2026-１２", "MONTH '2026-１２' is not a month; write one such as 2026-12, 12 or dec."),
    ],
)
def test_what_is_typed_is_ascii_and_not_empty(app: Shell, line: str, told: str) -> None:
    run = app(line)
    assert (run.code, run.out, told in run.err) == (2, "", True), run.err


def test_show_says_how_long_ago_it_was_checked(app: Shell, home: Path) -> None:
    own(home, "tiktok-gb.toml", "checked = 2026-11-20\n")
    assert json.loads(app.ok("policy show --json").out)["checked_days_ago"] == 4
    assert "4 days ago, on Fri 20 Nov 2026" in app.ok("policy show --format table").out


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("policy show --shop nobody", 1, "no shop 'nobody'; known are uk."),
        ("policy show --shop uk --market US", 2, "shop uk is in GB"),
        ("policy show tiktik --market GB", 1, "policy 'tiktik' is not known"),
        ("policy show --rule gb.respnd", 2, "Did you mean 'gb.respond'?"),
        ("policy copy --rule gb.respnd", 2, "Did you mean 'gb.respond'?"),
        ("policy show ../../etc/passwd", 1, "is not known"),
        ("policy show tiktok --market XX", 1, "market 'XX' is not known"),
    ],
)
def test_what_is_not_there_is_said(app: Shell, line: str, code: int, told: str) -> None:
    run = app(line)
    assert (run.code, run.out) == (code, "")
    assert told in run.err


def test_diff_of_ones_own_with_the_built_in_rules(app: Shell, home: Path) -> None:
    path = own(home, "tiktok-gb.toml", respond("3 business days") + '[[rule]]\nid = "gb.dispute"\nremove = true\n')
    told = {r["rule"]: r for r in rows(app.ok("policy diff tiktok-gb --json"))}
    assert {rule: r["change"] for rule, r in told.items()} == {"gb.respond": "changed", "gb.dispute": "removed"}
    assert told["gb.respond"]["changes"][0] == {
        "key": "term 1",
        "before": "2 business days, for starts before Wed 1 Apr 2026",
        "after": "3 business days",
    }
    assert (told["gb.respond"]["before_file"], told["gb.respond"]["after_file"]) == ("tiktok-gb.toml", str(path))


def test_diff_matches_the_rules_of_other_sets_by_what_they_bind(app: Shell) -> None:
    told = {r["rule"]: r for r in rows(app.ok("policy diff tiktok-gb tt123-2025-03 --json"))}
    assert told["gb.respond"]["other"] == "tt123.respond-gb"
    assert told["gb.inspect"]["change"] == "removed"
    assert "gb.cancellation" not in told  # the same under another name
    same = app.ok("policy diff tiktok tiktok --market GB")
    assert (same.out, same.err) == ("", "tiktok and tiktok are the same in GB.\n")


def test_diff_tells_window_advice_notes_and_the_days_of_the_calendar(app: Shell, home: Path) -> None:
    days = 'name = "England and Wales bank holidays"\nclosed-weekdays = ["sun"]\nknown-through = 2026\n'
    own(home, "calendars/gb-eng.toml", f'{days}worked = [2026-11-21]\n[days]\n2026-11-23 = "Founders\' day"\n')
    source = 'source = "s"\nconfidence = "low"\n'
    own(
        home,
        "tiktok-gb.toml",
        f'[buyer-window]\nlength = "40 days"\n{source}[returnless]\nup-to = "5.00"\nnote = "keep it"\n{source}'
        '[[rule]]\nid = "gb.refund"\nnote = "Ours"\n',
    )
    app.ok("policy check")
    whole, refund = rows(app.ok("policy diff tiktok-gb --json"))
    told = {c["key"]: (c["before"], c["after"]) for c in whole["changes"]}
    assert told.pop("closed days")[1] == "2026-11-23 Founders' day"
    assert told.pop("not known of the calendar", None) is None
    assert told == {
        "buyer-window": (
            "by law: 14 days from order delivered; the platform's benefit: 30 days from order delivered",
            "the platform's benefit: 40 days from order delivered",
        ),
        "returnless": (None, "up to 5.00 GBP"),
        "returnless note": (None, "keep it"),
        "make-up days": (None, "2026-11-21"),
        "closed weekdays": ("sat, sun", "sun"),
        "source of the weekdays": ("foregrade.io, Understanding return windows, 2026-04-25; confidence high", None),
        "holidays published to": ("2027", "2026"),
    }
    assert (refund["rule"], [(c["key"], c["after"]) for c in refund["changes"]]) == ("gb.refund", [("note", "Ours")])


def test_one_day_among_many_is_a_difference(app: Shell, home: Path) -> None:
    built_in = (ROOT / "src/aftersales/policies/data/calendars/gb-eng.toml").read_text(encoding="utf-8")
    line = '"2027-12-27" = "Christmas Day (substitute day)"\n'
    assert line in built_in
    own(home, "calendars/gb-eng.toml", built_in.replace(line, ""))
    (whole,) = rows(app.ok("policy diff tiktok-gb --json"))
    assert whole["changes"] == [
        {"key": "closed days", "before": "2027-12-27 Christmas Day (substitute day)", "after": None}
    ]


@pytest.mark.parametrize("text", ["rule = 5", '[[rule]]\nid = "gb.respond"\nterms = 5', "url = 3", WHOLE])
@pytest.mark.parametrize("line", ["policy copy mine --market GB --dry-run", "policy show mine --market GB"])
def test_a_file_with_mistakes_is_neither_copied_nor_shown(app: Shell, home: Path, text: str, line: str) -> None:
    path = own(home, "mine.toml", text)
    run = app(line)
    assert (run.code, run.out) == (1, "")
    assert str(path) in run.err


def test_what_is_copied_stays_on_its_lines_and_steers_no_terminal(app: Shell, home: Path) -> None:
    nasty = 'a\\nb\\u001b[31m\\t\\"c\\u202e\\u007f\\U000e0041'
    own(home, "mine.toml", f'extends = "tiktok-gb"\n{respond("3 days")}'.replace("a letter from TikTok", nasty))
    for words in ("", " --rule gb.respond"):
        printed = app.ok(f"policy copy mine --market GB --dry-run{words}").out
        assert not any(c in printed for c in "\x1b\t\u202e\x7f\U000e0041")
        assert f'source = "{nasty}"' in printed
        assert all(
            line.startswith(("#", "[", "id", "length", "source", "conf")) for line in printed.split("\n") if line
        )


def test_copy_gives_a_file_that_changes_nothing_until_it_is_changed(app: Shell, home: Path) -> None:
    printed = app.ok("policy copy tiktok-gb --rule gb.respond --dry-run").out
    assert not (home / "config/aftersales/policies").exists()
    path = Path(app.ok("policy copy tiktok-gb --rule gb.respond").out.strip())
    assert path.read_text(encoding="utf-8") == printed
    assert app("policy check").code == 0
    assert app.ok("policy diff tiktok-gb").out == ""
    assert deadlines(app) == BEFORE
    path.write_text("\n".join(line.removeprefix("# ") for line in printed.splitlines()[6:]), encoding="utf-8")
    assert app("policy check").code == 0  # every rule that stands there as a comment is one that can be read
    assert app.ok("policy diff tiktok-gb").out == ""
