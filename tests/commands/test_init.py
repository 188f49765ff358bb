"""`init` on a terminal: what it asks, and what it takes for an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transcripts import Shell

Typist = Callable[[str, Sequence[str]], tuple[int, str]]


def test_it_asks_until_name_and_market_will_do(shell: Shell, typed: Typist) -> None:
    code, shown = typed("init", ["two words", "uk-main", "XX", "GB"])
    assert code == 0
    assert shown.count("Name of the shop (letters, digits, - and _; such as uk-main): ") == 2
    assert "market 'XX' is not known" in shown
    assert shown.count("Market: ") == 2
    assert "uk-main: United Kingdom, times in Europe/London." in shown
    assert "uk-main" in shell.ok("status").out


def test_it_asks_only_for_what_is_lacking(typed: Typist) -> None:
    code, shown = typed("init --shop uk-main", ["gb"])
    assert code == 0
    assert "Name of the shop" not in shown


def test_ctrl_c_leaves_nothing_behind(shell: Shell, typed: Typist) -> None:
    code, _ = typed("init", ["uk-main", "^C"])
    assert code == 130
    assert not list(shell.home.rglob("*.db"))
    assert not list(shell.home.rglob("config.toml"))
