"""`init` on a terminal: what it asks, and what it takes for an answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from aftersales.actions.configuration import setup_answers
from aftersales.errors import ConfigError
from tables import of_each
from transcripts import SAMPLES, Shell

Typist = Callable[[str, Sequence[str]], tuple[int, str]]


def test_it_asks_until_name_and_market_will_do_and_says_why(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init", ["", "two words", "好", "uk-main", "", "XX", "United Kingdom", "y", "", ""])
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


@pytest.mark.slow
@pytest.mark.parametrize("back", ["\x1b", "b"])
def test_one_goes_back_from_each_question_to_the_one_before(shell: Shell, typed: Typist, back: str) -> None:
    code, shown = typed("init", ["wrong", "TH", back, "\x1b", "uk-main", "GB", back, "gb", "n", "", ""])
    assert code == 0
    assert shown.count("Name of the shop") == 2 and shown.count("Do buyers send returns") == 3
    assert shell.ok("config get shops.uk-main.market").out == "GB\n"
    assert shell.ok("config get shops.uk-main.takes_returns").out == "false\n"
    assert "wrong" not in shell.ok("status").out


def test_enter_leaves_open_what_may_be_said_later(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init", ["uk-main", "GB", "", "", ""])
    assert code == 0
    assert "u not sure yet (Enter)" in shown and "Left open" in shown
    assert shown.count("Market (code or name") == 1, "Enter does not go back"
    assert shell("config get shops.uk-main.takes_returns").out == ""


def test_it_asks_only_for_what_is_lacking(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init --shop uk-main", ["gb", "u", "", ""])
    assert code == 0
    assert "Left open" in shown
    assert "Name of the shop" not in shown
    assert shell("config get shops.uk-main.takes_returns").out == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "answers",
    [
        ["^C"], ["^D"], ["\x1b"], ["uk-main", "^C"], ["uk-main", "^D"], ["uk-main", "\x1b", "\x1b"],
        ["uk-main", "GB", "^C"], ["uk-main", "GB", "^D"], ["uk-main", "GB", "\x1b", "\x1b", "\x1b"],
        ["uk-main", "GB", "y", "", "^C"], ["uk-main", "GB", "y", "", "\x1b", "\x1b", "\x1b", "\x1b", "\x1b"],
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


def test_five_questions_lead_to_the_first_list(shell: Shell, typed: Typist) -> None:
    downloads = shell.home / "Downloads"
    downloads.mkdir()
    for name in ("orders.csv", "returns.csv"):
        shutil.copy(SAMPLES / name, downloads / name)
    (downloads / "holiday.pdf").write_bytes(b"%PDF-1.4")
    # What follows the fifth question are those of the import: when the files were exported, and what is past.
    answers = ["uk-main", "gb", "y", "at noon", "9:00-18:00 Shanghai", "", "08:40", "k"]
    code, shown = typed("init", answers)
    assert code == 0, shown
    assert "'at noon' is not a time zone" in shown
    assert shown.count("Your staff's hours and zone") == 2
    assert "(Enter: ~/Downloads; Esc: back)" in " ".join(shown.split())
    assert "to do" in shown and "OVERDUE" in shown, shown
    assert json.loads(shell.ok("config get shops.uk-main --json").out) == {
        "market": "GB",
        "channel": "tiktok",
        "takes_returns": True,
        "exports": "~/Downloads",
        "staff": {"hours": "9:00-18:00", "timezone": "Asia/Shanghai"},
    }
    assert any(str(row["act_by"]).endswith("+08:00") for row in json.loads(shell.ok("due --json").out))
    assert "recalculated" not in shown


def test_without_any_export_it_says_which_two_to_make(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init", ["th-main", "Thailand", "n", "", ""])
    assert code == 0
    flat = " ".join(shown.split())
    for words in (
        "Now export two files in Seller Center",
        "1. Orders > Manage orders",
        "2. Orders > Manage returns",
        "3. Type: aftersales import FILE FILE --shop th-main",
        "4. Type: aftersales due",
    ):
        assert words in flat
    (shell.home / "exports").mkdir()
    code, shown = typed("init", ["us-main", "US", "u", "", str(shell.home / "nowhere"), str(shell.home / "exports")])
    assert code == 0
    assert "nowhere is not a folder" in " ".join(shown.split())
    assert "3. Type: aftersales import (it reads" in " ".join(shown.split())
    assert shell.ok("config get shops.us-main.exports").out == f"{shell.home / 'exports'}\n"


def test_login_instead_of_a_folder(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init", ["uk-main", "GB", "y", "", "login"])
    assert code == 0
    assert "Next: aftersales login --shop uk-main" in shown
    assert shell("config get shops.uk-main.exports").code == 1


def test_a_second_shop_is_not_offered_the_folder_of_the_first(shell: Shell, typed: Typist) -> None:
    (shell.home / "Downloads").mkdir()
    shell.ok("init --shop uk-main --market GB --exports ~/Downloads")
    _, shown = typed("init", ["us-main", "US", "u", "", ""])
    assert "(Enter: say it later; Esc: back)" in " ".join(shown.split())


def test_a_script_gives_all_answers_as_options(shell: Shell) -> None:
    (shell.home / "in").mkdir()
    line = ["init", "--shop", "uk-main", "--market", "GB", "--staff", "10:00-16:00 Asia/Shanghai"]
    run = shell.ok([*line, "--exports", str(shell.home / "in")])
    assert "Next: aftersales import\n" in run.err
    assert shell.ok("config get shops.uk-main.staff").out == "hours\t10:00-16:00\ntimezone\tAsia/Shanghai\n"
    run = shell([*line])
    assert run.code == 2
    assert "config set shops.uk-main.staff.hours 10:00-16:00" in run.err
    assert shell("init --shop us-main --market US --exports nowhere").code == 1
    assert shell("init --shop us-main --market US --staff sometimes").code == 1
    assert "us-main" not in shell.ok("status").out


@of_each(
    "typed_staff, staff",
    [
        ("09:00-18:00", {"hours": "09:00-18:00"}),
        ("Asia/Shanghai 09:00-12:00, 13:30-18:00", {"hours": "09:00-12:00, 13:30-18:00", "timezone": "Asia/Shanghai"}),
        ("shenzhen", {"timezone": "Asia/Shanghai"}),
        ("北京", {"timezone": "Asia/Shanghai"}),
        ("10:00 – 19:00 new york", {"hours": "10:00-19:00", "timezone": "America/New_York"}),
        ("", {}),
    ],
)
def test_hours_and_zone_in_one_line(typed_staff: str, staff: dict[str, str]) -> None:
    assert dict(setup_answers.staff_of(typed_staff)) == staff


@of_each("typed_staff", ["25:00-26:00", "09:00-12:00 11:00-13:00", "Atlantis", "nine to five"])
def test_hours_that_are_none(typed_staff: str) -> None:
    with pytest.raises(ConfigError):
        setup_answers.staff_of(typed_staff)


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


def test_a_market_of_ones_own_that_the_configuration_lost(shell: Shell, home: Path) -> None:
    """A ledger that came to another computer without it."""
    config = home / "config/aftersales/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(SWEDEN, encoding="utf-8")
    shell.ok("init --shop nord --market se")
    shell.ok("order add 576461413038785752 --shop nord --amount 100 --placed 2026-11-20T10:00")
    shell.ok("open refund --order 576461413038785752 --at 2026-11-23T10:00")
    config.write_text("", encoding="utf-8")
    said = (
        "aftersales: shop nord of the ledger has market SE, which is not known here. Copy the configuration that adds "
        f"it, with [markets.SE], to {config}; or update aftersales.\n"
    )
    for line in ("due", "show 1", "status", "calendar", "approve 1", "ledger check"):
        run = shell(line)
        assert (line, run.code, run.err) == (line, 1, said)
