"""`init` on a terminal: what it asks, and what it takes for an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from transcripts import Shell

Typist = Callable[[str, Sequence[str]], tuple[int, str]]


def test_it_asks_until_name_and_market_will_do_and_says_why(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init", ["", "two words", "好", "uk-main", "", "XX", "United Kingdom", "y"])
    assert code == 0
    assert shown.count("Name of the shop (letters, digits, - and _; such as uk-main; Esc: leave): ") == 4
    assert "A shop needs a name, such as uk-main." in shown
    assert "'two words' can't be a name: it takes letters, digits, - and _ only" in shown
    assert "Perhaps two-words?" in " ".join(shown.split())
    assert "'好' can't be a name" in shown
    assert "A shop needs a market, such as GB or United Kingdom." in shown
    assert "market 'XX' is not known" in shown
    assert shown.count("Market (code or name; Esc: back): ") == 3
    assert "uk-main: United Kingdom, times in Europe/London." in shown
    assert "uk-main" in shell.ok("status").out
    assert shell.ok("config get shops.uk-main.market").out == "GB\n"
    assert shell.ok("config get shops.uk-main.takes_returns").out == "true\n"


@pytest.mark.parametrize(
    ("typed_market", "code"), [("uk", "GB"), ("usa", "US"), ("United States", "US"), ("泰国", "TH")]
)
def test_a_market_is_taken_by_the_name_that_people_use(shell: Shell, typed_market: str, code: str) -> None:
    shell.ok(["init", "--shop", "main", "--market", typed_market])
    assert shell.ok("config get shops.main.market").out == f"{code}\n"


@pytest.mark.parametrize("back", ["\x1b", "", "b"])
def test_one_goes_back_from_each_question_to_the_one_before(shell: Shell, typed: Typist, back: str) -> None:
    code, shown = typed("init", ["wrong", "TH", back, "\x1b", "uk-main", "GB", back, "gb", "n"])
    assert code == 0
    assert shown.count("Name of the shop") == 2 and shown.count("Do buyers send returns") == 3
    assert shell.ok("config get shops.uk-main.market").out == "GB\n"
    assert shell.ok("config get shops.uk-main.takes_returns").out == "false\n"
    assert "wrong" not in shell.ok("status").out


def test_it_asks_only_for_what_is_lacking(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init --shop uk-main", ["gb", "u"])
    assert code == 0
    assert "Left open" in shown
    assert "Name of the shop" not in shown
    assert shell("config get shops.uk-main.takes_returns").out == ""


@pytest.mark.parametrize(
    "answers",
    [
        ["^C"], ["^D"], ["\x1b"], ["uk-main", "^C"], ["uk-main", "^D"], ["uk-main", "\x1b", "\x1b"],
        ["uk-main", "GB", "^C"], ["uk-main", "GB", "^D"], ["uk-main", "GB", "\x1b", "\x1b", "\x1b"],
    ],
)  # fmt: skip
def test_leaving_leaves_nothing_behind(shell: Shell, typed: Typist, answers: list[str]) -> None:
    code, shown = typed("init", answers)
    assert (code, "Nothing was set up." in shown) == (130, True)
    assert not list(shell.home.rglob("*.db"))
    assert not list(shell.home.rglob("config.toml"))


def test_a_script_says_whether_returns_come_to_the_seller(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB --takes-returns no")
    assert shell.ok("config get shops.uk-main.takes_returns").out == "false\n"
    assert "nothing changed" in shell.ok("init --shop uk-main --market GB --takes-returns no").err
    run = shell("init --shop uk-main --market GB --takes-returns yes")
    assert (run.code, "config set shops.uk-main.takes_returns true" in run.err) == (2, True)
    run = shell("init --shop us-main --market US --takes-returns maybe")
    assert (run.code, "it takes yes, no" in run.err) == (2, True)


SWEDEN = '[markets.SE]\nname = "Sweden"\ntimezone = "Europe/Stockholm"\ncurrency = "SEK"\nclosed_weekdays = ["sun"]\n'


def test_a_market_of_ones_own(shell: Shell, home: Path) -> None:
    config = home / "config/aftersales/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(SWEDEN, encoding="utf-8")
    assert "nord: Sweden, times in Europe/Stockholm." in shell.ok("init --shop nord --market se").err
    shell.ok("order add 576461413038785752 --shop nord --amount 100 --placed 2026-11-20T10:00")
    shell.ok("open refund --order 576461413038785752 --at 2026-11-23T10:00")
    (row,) = json.loads(shell.ok("due --all --json", now="2026-11-24T09:00:00+00:00").out)
    # The general 48 hours hold: Mon 23 Nov 10:00 to Wed 25 Nov 10:00, Stockholm time.
    assert (row["market"], row["due"]) == ("SE", "2026-11-25T10:00:00+01:00")
    assert row["at_risk"] == {"amount": "100.00", "currency": "SEK"}
    own = home / "config/aftersales/policies/tiktok-se.toml"
    own.parent.mkdir()
    terms = 'terms = [{ length = "2 business days", source = "support", confidence = "low" }]'
    own.write_text(f'[[rule]]\nid = "any.respond"\n{terms}\n', encoding="utf-8")
    (row,) = json.loads(shell.ok("due --all --json", now="2026-11-24T09:00:00+00:00").out)
    assert row["due"] == "2026-11-25T10:00:00+01:00"  # Tue is 1, Wed is 2
    assert row["policy"] == "tiktok-se"
    shell.ok("config check")
    shell.ok("policy check")


def test_a_market_of_ones_own_needs_its_zone_and_currency(shell: Shell, home: Path) -> None:
    config = home / "config/aftersales/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[markets.SE]\ntimezone = "Europe/Stockhelm"\ncurrency = "SEK"\n', encoding="utf-8")
    run = shell("init --shop nord --market SE")
    assert run.code == 1
    assert "[markets.SE] needs a timezone such as Europe/Stockholm and a currency such as SEK." in run.err
