"""Messages at the chats' own hosts, which are reached through a proxy on loopback: what each gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import receivers
from commands.test_notify import HOURS, desk
from receivers import Chats
from transcripts import Shell

__all__ = ["desk"]

HOSTILE = (
    "<b>x</b> [free](http://evil.example) *bold* _it_ `rm` <!channel> <at id=all></at> @all &amp; \x1b[31m\u202eabc"
)
ADDRESSES = {
    "slack": ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "hooks.slack.com"),
    "wecom": ("wecombot://693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa", "qyapi.weixin.qq.com"),
    "dingtalk": ("dingtalk://SECabc123@t0ken", "oapi.dingtalk.com"),
    "feishu": ("feishu://t0ken-of-feishu", "open.feishu.cn"),
    "telegram": ("tgram://123456789:abcdefg_hijklmnopqrstuvwxyz1234567/-1001234", "api.telegram.org"),
}
# As the chats' own pages show them.
COPIED = {
    "slack": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=t0ken",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/t0ken-of-feishu",
}
PATHS = {
    "slack": "/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "wecom": "/cgi-bin/webhook/send",
    "dingtalk": "/robot/send",
    "feishu": "/open-apis/bot/v2/hook/t0ken-of-feishu",
    "telegram": "/bot123456789:abcdefg_hijklmnopqrstuvwxyz1234567/sendMessage",
}
BOLD = {"slack": "*1 return* · *answer*", "telegram": "<b>1 return</b> · <b>answer</b>"}


@pytest.fixture
def chats(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chats]:
    with receivers.chats(shell.home) as known:
        for name, value in known.environ.items():
            monkeypatch.setenv(name, value)
        yield known


def text_of(chat: str, body: Any) -> str:
    """The words of a message, in the mark-up of its chat."""
    if chat == "slack":
        (attachment,) = body["attachments"]
        return str(attachment["text"])
    if chat == "telegram":
        assert body["parse_mode"] == "HTML"
        return str(body["text"])
    if chat == "feishu":
        (element,) = body["card"]["elements"]
        assert element["text"]["tag"] == "lark_md"
        return str(element["text"]["content"])
    assert body["msgtype"] == "markdown"
    return str(body["markdown"]["content" if chat == "wecom" else "text"])


@pytest.mark.parametrize("chat", ADDRESSES)
def test_what_a_chat_gets(chat: str, desk: Shell, chats: Chats) -> None:
    address, host = ADDRESSES[chat]
    receivers.add(desk, "desk", address)
    desk.ok("notify", now=HOURS)
    desk.ok("notify", now=HOURS)
    (got,) = chats.receiver.got
    assert (got.host, got.path.rstrip("/")) == (host, PATHS[chat])
    assert chats.hosts == [f"{host}:443"]
    text = text_of(chat, got.json)
    assert BOLD.get(chat, "**1 return** · **answer**") in text
    assert "by Tue 16:00, 3 h 50 left" in text
    assert "13.98 GBP · approved if you don't answer" in text
    assert "aftersales approve 1" in text
    assert "aftersales: 1 within 4 h" in got.body.decode()
    assert "http" not in got.body.decode(), "no picture and no link of a stranger's"


@pytest.mark.parametrize("chat", COPIED)
def test_the_address_as_the_chat_shows_it(chat: str, desk: Shell, chats: Chats) -> None:
    receivers.add(desk, "desk", COPIED[chat])
    desk.ok("notify test desk")
    assert [got.path.rstrip("/") for got in chats.receiver.got] == [PATHS[chat]]


def test_dingtalk_gets_its_signature(desk: Shell, chats: Chats) -> None:
    """HMAC-SHA256 of the time and the secret, under the secret, as DingTalk's page on robots has it."""
    import base64
    import hashlib
    import hmac

    receivers.add(desk, "desk", ADDRESSES["dingtalk"][0])
    desk.ok("notify", now=HOURS)
    query = {name: values[0] for name, values in chats.receiver.got[0].query.items()}
    text = f"{query['timestamp']}\nSECabc123"
    digest = hmac.new(b"SECabc123", text.encode(), hashlib.sha256).digest()
    assert query["access_token"] == "t0ken"
    assert query["sign"] == base64.b64encode(digest).decode()


@pytest.mark.parametrize(
    ("chat", "answer", "said"),
    [
        ("dingtalk", b'{"errcode": 310000, "errmsg": "keywords not in content"}', "its safety setting refuses it"),
        ("wecom", b'{"errcode": 93000, "errmsg": "invalid webhook url"}', "there is no such robot any more"),
        ("wecom", b'{"errcode": 45009, "errmsg": "api freq out of limit"}', "too many messages in a short time"),
        ("wecom", b"<html>login</html>", "something else than expected"),
        ("feishu", b'{"code": 9499, "msg": "Bad Request"}', "it was not taken"),
    ],
)  # fmt: skip
def test_a_chat_that_refuses_with_http_200(chat: str, answer: bytes, said: str, desk: Shell, chats: Chats) -> None:
    address, host = ADDRESSES[chat]
    receivers.add(desk, "desk", address)
    chats.receiver.answers[host] = answer
    run = desk("notify", now=HOURS)
    assert run.code == 1
    assert said in run.err
    chats.receiver.answers[host] = receivers.ANSWERS[host]
    desk.ok("notify", now=HOURS)
    assert len(chats.receiver.got) == 2, "what failed has no mark, and is sent again"


@pytest.mark.parametrize("chat", ADDRESSES)
def test_the_words_of_strangers_stay_words(chat: str, shell: Shell, chats: Chats) -> None:
    shell.now = "2026-11-29T16:05:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["order", "add", "576461234567890123", "--amount", "13.98", "--placed", "2026-11-20T10:00:00+00:00",
              "--product", HOSTILE])  # fmt: skip
    shell.ok(["open", "return", "--order", "576461234567890123", "--reason", HOSTILE, "--at",
              "2026-11-29T16:00:00+00:00"])  # fmt: skip
    receivers.add(shell, "desk", ADDRESSES[chat][0])
    shell.ok("notify", now=HOURS)
    text = text_of(chat, chats.receiver.got[0].json)
    assert "\x1b" not in text and "\u202e" not in text
    assert "http://" not in text and "@all" not in text
    for markup in ("<!channel>", "<at", "<b>x"):
        assert markup not in text, markup
    shown = text.splitlines()
    assert len([line for line in shown if "bold" in line]) == 1, "one line for the words of strangers"
    if chat != "telegram":  # whose HTML knows no other mark-up
        line = next(line for line in shown if "bold" in line)
        assert not set(line) & set("*_`[]<>()#&!|~\\")
