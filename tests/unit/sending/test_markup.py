"""Messages in the mark-up of chats: strangers' words stay words, and what has no room is named."""

from __future__ import annotations

import re

import pytest

from aftersales.core.alerts.message import Message, MessageEntry, TextSpan
from aftersales.sending.markup import Dialect, fitted
from tables import of_each

HOSTILE = "<script>x</script> **b** _i_ `c` [l](http://e.example) <@U1> <!channel> @all # h | t \x1b[1m\u202e\n- item"


def message(count: int, text: str = "Wool throw") -> Message:
    entries = [
        MessageEntry(
            [[TextSpan(f"{n} return", bold=True, url="https://s.example/order?n=5")], [TextSpan(text, strange=True)]],
            str(n),
        )
        for n in range(1, count + 1)
    ]
    return Message("Title", entries, [[TextSpan("the end")]], "aftersales due")


@pytest.mark.parametrize(
    ("dialect", "first"),
    [
        (Dialect.TEXT, "1 return https://s.example/order?n=5"),
        (Dialect.HTML, '<b><a href="https://s.example/order?n=5">1 return</a></b><br>'),
        (Dialect.MARKDOWN, "**[1 return](https://s.example/order?n=5)**  "),
    ],
)
def test_bold_words_and_links(dialect: Dialect, first: str) -> None:
    assert fitted(message(1), dialect, 1000, titled=False, few=True).split("\n")[0] == first


@pytest.mark.parametrize("dialect", Dialect)
def test_strangers_words_stay_words_on_one_line(dialect: Dialect) -> None:
    body = fitted(message(1, HOSTILE), dialect, 5000, titled=False, few=True)
    lines = [line for line in body.split("\n") if "item" in line]
    assert len(lines) == 1
    assert not {"\x1b", "\u202e", "@"} & set(lines[0])
    assert "http://" not in lines[0]
    if dialect is Dialect.MARKDOWN:
        assert not set(lines[0]) & set("*_`[]()<>#|~\\")
    if dialect is Dialect.HTML:
        assert re.findall("<[^>]*>", lines[0]) == ["<br>"]


def test_an_address_can_not_end_its_link() -> None:
    evil = Message("T", [MessageEntry([[TextSpan("1", url='https://s.example/")><b>](x)')]])])
    assert fitted(evil, Dialect.MARKDOWN, 500, titled=False, few=True).count("](") == 1
    assert "<b>" not in fitted(evil, Dialect.HTML, 500, titled=False, few=True)


def test_on_a_phone_twelve_are_told_and_the_others_named() -> None:
    body = fitted(message(15), Dialect.TEXT, 100_000, titled=True, few=True)
    assert body.startswith("Title\n\n1 return")
    assert body.count("Wool throw") == 12
    assert body.endswith("And 3 more: 13, 14, 15 · aftersales due\n\nthe end")
    assert fitted(message(15), Dialect.TEXT, 100_000, titled=False, few=False).count("Wool throw") == 15


@of_each("limit", [2000, 400, 160, 60, 20])
@of_each("dialect", Dialect)
def test_no_message_is_longer_than_its_receiver_takes(dialect: Dialect, limit: int) -> None:
    body = fitted(message(40, "羊毛盖毯"), dialect, limit, titled=True, few=True)
    assert 0 < len(body.encode()) <= limit
    told = len(re.findall(r"^\W*(?:<[^>]*>)*\[?\d+ return", body, re.MULTILINE))
    if limit >= 160:
        assert f"And {40 - told} more" in body, "none is left out without a word"
