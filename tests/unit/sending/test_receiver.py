"""Addresses: what is opened by them, and that a wrong one is never shown."""

from __future__ import annotations

import pytest

from aftersales.errors import ConfigError
from aftersales.sending.markup import Dialect
from aftersales.sending.receiver import open_receiver, scheme_of
from aftersales.vault.secret import Secret
from tables import of_each


@of_each(
    "address, service, dialect, is_chat",
    [
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "Slack", Dialect.MARKDOWN, True),
        ("tgram://123456789:abcdefg_hijklmnopqrstuvwxyz1234567/-100", "Telegram", Dialect.HTML, True),
        ("mailto://localhost?from=a@b.example&to=c@d.example", "E-Mail", Dialect.HTML, False),
        ("ntfy://topic", "ntfy", Dialect.TEXT, True),
        ("json://localhost", "JSON", Dialect.TEXT, False),
        ("  dingtalk://7a1b2c3d  ", "DingTalk", Dialect.MARKDOWN, True),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "Discord", Dialect.MARKDOWN, True),
    ],
)
def test_what_an_address_opens(address: str, service: str, dialect: Dialect, is_chat: bool) -> None:
    receiver = open_receiver("desk", Secret(address))
    assert (receiver.service, receiver.dialect, receiver.is_chat) == (service, dialect, is_chat)


@of_each(
    "address, said",
    [
        ("slack://t0ps3cret", "begins with slack://, and what follows is not right for that"),
        ("nonsense://t0ps3cret", "begins with nonsense://"),
        ("https://example.com/t0ps3cret", "begins with https://"),
        ("t0ps3cret", "is none that is known"),
        ("tgram://t0ps3cret/1", "begins with tgram://"),
        ("x" * 5000, "is none that is known"),
        ("slack://\x1b[31mt0ps3cret", "begins with slack://"),
    ],
)
def test_a_wrong_address_is_refused_and_not_shown(address: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        open_receiver("desk", Secret(address))
    assert said in str(refused.value)
    assert "t0ps3cret" not in str(refused.value)


def test_no_picture_of_a_stranger_is_shown_and_no_file_written() -> None:
    receiver = open_receiver("desk", Secret("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"))
    assert not receiver.plugin.asset.image_url_mask
    assert receiver.plugin.asset.storage_mode.value == "memory"


def test_the_scheme_tells_nothing_secret() -> None:
    assert scheme_of(Secret("https://oapi.dingtalk.com/robot/send?access_token=abc")) == "dingtalk"
    assert scheme_of(Secret("nothing")) == ""
