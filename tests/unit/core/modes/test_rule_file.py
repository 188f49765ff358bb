"""Mode rules in the configuration: every key, every mistake."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.modes.rule import ModeRule, Offer
from aftersales.core.modes.rule_file import RULE_MEANINGS, parse_rules
from aftersales.toml.reader import Reader
from tables import of_each

SHOPS = {"uk-main": {"market": "GB"}, "us-one": {"market": "US"}}


def read(text: str) -> tuple[tuple[ModeRule, ...], list[str]]:
    reader = Reader("config.toml")
    tables = {"shops": SHOPS, **tomllib.loads(text, parse_float=str)}
    return parse_rules(reader, tables), reader.mistakes


def test_a_rule_with_everything() -> None:
    rules, mistakes = read(
        """
        [[mode-rules]]
        id = "all"
        shop = "uk-main"
        market = ["UK", "us"]
        sku = ["MUG-*", "CUP-1"]
        category = "Food"
        reason = "Item doesn't fit"
        group = ["change-of-mind", "late"]
        fault = "buyer"
        buyer = "unflagged"
        up-to = 20
        at-least = 2.50
        currency = "GBP"
        from = 2026-01-01
        until = 2027-01-01
        most-per-buyer = 2
        per = "2 weeks"
        mode = "partial"
        offer = "12.5%"
        note = "as told by Mia"
        """
    )
    assert mistakes == []
    assert rules == (
        ModeRule(
            id="all", mode="partial", offer=Offer(Decimal("12.5"), True), shops=("uk-main",), markets=("GB", "US"),
            skus=("MUG-*", "CUP-1"), categories=("food",), reasons=("item doesnt fit",),
            groups=("change-of-mind", "late"), faults=("buyer",), buyer="unflagged",
            limits=(("up-to", Decimal(20)), ("at-least", Decimal("2.50"))), currency="GBP", since=date(2026, 1, 1),
            until=date(2027, 1, 1), most=2, per=timedelta(days=14),
        ),
    )  # fmt: skip


@of_each(
    "line, said",
    [
        ("", "mode is missing; it takes keep, seller-address, local-service, partial, approve, ask"),
        ('mode = "kep"', "mode is 'kep'; did you mean 'keep'?"),
        ('mode = "keep"\nbelo = "1"', "unknown key 'belo'; did you mean 'below'?"),
        ('mode = "keep"\nbelow = "ten"', "below is 'ten'; write an amount such as \"10.00\""),
        ('mode = "keep"\nbelow = -1', 'below is -1; write an amount such as "10.00"'),
        ('mode = "keep"\nbelow = true', 'below is true; write an amount such as "10.00"'),
        ('mode = "keep"\nbelow = "1.005"\ncurrency = "GBP"', "below is '1.005'; write an amount"),
        ('mode = "keep"\nbelow = "1.50"\ncurrency = "JPY"', "below is '1.50'; write an amount"),
        ('mode = "keep"\nbelow = "10"\nabove = "10"', "no refund is below 10 and above 10"),
        ('mode = "keep"\nbelow = "10"\nat-least = "10.00"', "no refund is below 10 and 10.00 or more"),
        ('mode = "keep"\nbelow = "0.01"', "no refund is below 0.01"),
        ('mode = "keep"\ncurrency = "GBP"', "currency is set, but no amount (below, up-to, at-least, above)"),
        ('mode = "keep"\nbelow = 1\ncurrency = "pounds"', "currency is 'pounds'; write its three letters"),
        ('mode = "keep"\nshop = "uk-mian"', "shop 'uk-mian' is not one of this file's [shops]; did you mean 'uk-main'"),
        ('mode = "keep"\nshop = []', "shop is []; it is a list of texts"),
        ('mode = "keep"\nmarket = "Britain"', "market is 'BRITAIN'; write its two letters, such as GB"),
        ('mode = "keep"\nsku = "*"', "sku is '*'; leave sku out to allow any SKU"),
        ('mode = "keep"\nsku = "A*B"', "sku is 'A*B'; write * only at its end"),
        ('mode = "keep"\nreason = "!"', "reason is '!'; it has no letter to compare"),
        ('mode = "keep"\ngroup = "lates"', "group is 'lates'; did you mean 'late'?"),
        ('mode = "keep"\nfault = 3', "fault is 3; it is a list of texts"),
        ('mode = "keep"\nbuyer = "often"', "buyer is 'often'; it takes flagged, unflagged"),
        ('mode = "keep"\nfrom = "2026-01-01"', "from is '2026-01-01'; write a date such as 2026-04-01, without quotes"),
        ('mode = "keep"\nfrom = 2026-01-01\nuntil = 2026-01-01', "until 2026-01-01 is not after from 2026-01-01"),
        ('mode = "keep"\nmost-per-buyer = 0', "most-per-buyer is 0; write a whole number of 1 or more"),
        ('mode = "keep"\nmost-per-buyer = true', "most-per-buyer is true; write a whole number of 1 or more"),
        ('mode = "keep"\nper = "9 days"', "per needs most-per-buyer"),
        ('mode = "keep"\nmost-per-buyer = 1\nper = "2 business days"', "per is '2 business days'; write N hours"),
        ('mode = "ask"\nmost-per-buyer = 1', "most-per-buyer needs a mode other than ask: a rule with ask"),
        ('mode = "partial"', "offer is missing; mode partial needs one"),
        ('mode = "partial"\noffer = "0 %"', "offer is '0 %'; write a share such as \"30 %\""),
        ('mode = "partial"\noffer = "100 %"', "offer is '100 %'; write a share such as \"30 %\""),
        ('mode = "keep"\noffer = "5"', "offer is only for mode partial, not for keep"),
    ],
)
def test_each_mistake_is_told_with_its_place(line: str, said: str) -> None:
    _, mistakes = read(f'[[mode-rules]]\nid = "cheap"\n{line}')
    assert len(mistakes) == 1, mistakes
    assert mistakes[0].startswith(f"config.toml: [[mode-rules]] cheap: {said}")


def test_all_mistakes_are_told_at_once() -> None:
    _, mistakes = read('[[mode-rules]]\nmode = "kep"\n[[mode-rules]]\nid = "a b"\nmode = "keep"\nfoo = 1')
    assert mistakes == [
        "config.toml: [[mode-rules]] number 1: id is missing",
        "config.toml: [[mode-rules]] number 1: mode is 'kep'; did you mean 'keep'?",
        "config.toml: [[mode-rules]] number 2: id is 'a b'; write one word of at most 40 characters, such as cheap",
        "config.toml: [[mode-rules]] number 2: unknown key 'foo'",
    ]
    twice = read('[[mode-rules]]\nid = "a"\nmode = "keep"\n[[mode-rules]]\nid = "a"\nmode = "ask"')[1]
    assert twice == ["config.toml: [[mode-rules]] a: this id appears twice; each rule has its own"]
    assert read('[mode-rules]\nid = "a"')[1] == [
        "config.toml: mode-rules is not a list of rules; write [[mode-rules]] above each of them"
    ]
    assert read("mode-rules = [1]")[1] != []


_ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=8),
    st.lists(st.text(max_size=4), max_size=2), st.dictionaries(st.text(max_size=3), st.integers(), max_size=1),
    st.sampled_from(["keep", "partial", "ask", "30 %", "5.00", "9999 weeks", "flagged", "GBP"]),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*RULE_MEANINGS, "x"]), _ODD, max_size=8))
def test_whatever_stands_there_is_read_or_told(table: dict[str, Any]) -> None:
    reader = Reader("config.toml")
    rules = parse_rules(reader, {"mode-rules": [table]})
    assert len(rules) == 1
    assert reader.mistakes or {"id", "mode"} <= table.keys()


@of_each("name", ["bad\x1bname", "x" * 41, " ", "a‮b"])
def test_an_id_can_be_shown_anywhere(name: str) -> None:
    reader = Reader("c")
    parse_rules(reader, {"mode-rules": [{"id": name, "mode": "keep"}]})
    assert len(reader.mistakes) == 1
