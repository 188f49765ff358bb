"""`--redact`: what is shown to somebody else names nobody, and says the same for the rest."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest

from aftersales.context import ledger_access
from transcripts import SAMPLES, Shell, prepared

NOTE = "Kim of the bank rang about flat.white.fan"


@prepared
def desk(shell: Shell) -> None:
    """Orders and requests with names, a note, a number of a parcel that was typed."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok(["note", "1", "-m", NOTE])
    shell.ok("approve 6 --mode seller-address")
    shell.ok("shipped 6 --tracking YT99887766")


def secrets(shell: Shell) -> set[str]:
    """Every name, number of a parcel and sentence in the ledger, and who recorded something."""
    with closing(sqlite3.connect(shell.home / "data/aftersales/ledger.db")) as db:
        sql = " UNION ".join(
            f"SELECT {column} FROM {table}"
            for table, column in (
                ("orders", "buyer"), ("cases", "buyer"), ("orders", "tracking"), ("cases", "tracking"),
                ("observations", "tracking"), ("orders", "buyer_message"), ("cases", "buyer_note"),
            )
        )  # fmt: skip
        texts = {row[0] for row in db.execute(sql) if row[0]}
    return {*texts, NOTE, "YT99887766", '"mia"', "\tmia\t"}


def left(shell: Shell, out: str) -> set[str]:
    forms = {text: {text, json.dumps(text, ensure_ascii=False)[1:-1]} for text in secrets(shell)}
    return {text for text, written in forms.items() if any(form in out for form in written)}


def test_reports_and_the_log_name_nobody(desk: Shell) -> None:
    assert left(desk, desk.ok("log --json").out) >= {NOTE, "YT99887766"}
    for line in (
        *(f"log --format {form}" for form in ("table", "tsv", "csv", "json", "md", "html")),
        *(f"report {name} --format {form}" for name in ("morning", "week") for form in ("text", "md", "html", "json")),
    ):
        shown = desk.ok(f"{line} --redact")
        assert not left(desk, shown.out + shown.err), line
        plain = desk.ok(line).out
        if line.startswith("report"):
            assert shown.out == plain  # there was no name in it, and nothing else is gone
    assert "[left-out]" in desk.ok("log --redact --json").out
    assert left(desk, desk.ok("log --json").out) >= {NOTE}  # the ledger itself is as it was
    desk.ok("ledger check --deep")


def test_new_rules_count_in_it_though_the_ledger_is_in_use(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--redact` reads a copy, in which what holds for this run only is derived too."""
    monkeypatch.setattr(ledger_access, "_LIST_WAITS", 0.1)
    lines = ("report week --json", "report week --json --redact")
    before = [desk.ok(line).out for line in lines]
    desk.ok("config set house.lost '1 day'")
    desk.ok("config set shops.uk-main.timezone Asia/Shanghai")
    with closing(sqlite3.connect(desk.home / "data/aftersales/ledger.db", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        after = [desk.ok(line).out for line in lines]
    assert after[0] == after[1] != before[0] == before[1]


def test_an_export_names_nobody_and_is_the_same_ledger(desk: Shell) -> None:
    path = desk.home / "shown.jsonl"
    desk.ok(["export", str(path), "--redact"])
    text = path.read_text()
    assert not left(desk, text)
    assert desk.ok("export - --redact").out == text  # the same names each time
    for sheet in ("cases", "orders"):
        assert left(desk, desk.ok(f"export - --format csv --only {sheet}").out)
        assert not left(desk, desk.ok(f"export - --format csv --only {sheet} --redact").out), sheet
    buyers = re.findall(r'"buyer": "([^"]*)"', text)
    assert len(set(buyers)) > 20
    assert all(re.fullmatch(r"buyer-\d+|\*\*\*", buyer) for buyer in buyers)
    desk.ok(["import", str(path), "--ledger", str(desk.home / "shown.db")])
    fields = "case,ref,order,duty,due,at_risk,band,outcome"
    lines = [
        desk.ok(["due", "--all", "--json", "--fields", fields, *more]).out
        for more in ([], ["--ledger", str(desk.home / "shown.db")])
    ]
    assert lines[0] == lines[1]
    desk.ok(["ledger", "check", "--deep", "--ledger", str(desk.home / "shown.db")])


def test_what_is_said_of_a_file_that_names_nobody(desk: Shell) -> None:
    """It may be passed on; of any other it is said that it may not."""
    for name in ("all.jsonl", "sheets.xlsx"):
        file = str(desk.home / name)
        plain = desk.ok(["export", file]).err
        assert ("It has your buyers' data." in plain, "It names no buyer." in plain) == (True, False)
        redacted = desk.ok(["export", file, "--redact", "--force"]).err
        assert ("It has your buyers' data." in redacted, "It names no buyer." in redacted) == (False, True)
