"""The addresses of the topic `notify`, as they stand there: each is added, and its service gets a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.message import EmailMessage

import pytest

import receivers
from aftersales.actions.help_topics import topic_path
from aftersales.sending.receiver import open_receiver
from aftersales.vault.secret import Secret
from receivers import Chats, HttpReceiver, MailReceiver
from transcripts import Shell

TEXT = topic_path("notify").read_text(encoding="utf-8")
# By service, the addresses of its section.
RECIPES: Mapping[str, list[str]] = {
    section.partition("\n")[0]: re.findall(r"```address\n(.*?)\n```", section, re.DOTALL)
    for section in TEXT.split("\n### ")[1:]
}
OF_CHATS = [
    (name, address) for name in ("Slack", "WeCom", "DingTalk", "Feishu", "Telegram") for address in RECIPES[name]
]
HOSTS = {
    "Slack": "hooks.slack.com", "WeCom": "qyapi.weixin.qq.com", "DingTalk": "oapi.dingtalk.com",
    "Feishu": "open.feishu.cn", "Telegram": "api.telegram.org",
}  # fmt: skip
OF_CHATS = [(name, address) for name in HOSTS for address in RECIPES[name]]


@pytest.fixture
def chats(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chats]:
    with receivers.chats(shell.home) as known:
        for name, value in known.environ.items():
            monkeypatch.setenv(name, value)
        yield known


@pytest.fixture
def http() -> Iterator[HttpReceiver]:
    with receivers.http() as receiver:
        yield receiver


@pytest.fixture
def mail() -> Iterator[MailReceiver]:
    with receivers.mail() as receiver:
        yield receiver


def test_every_service_has_its_recipe() -> None:
    assert set(RECIPES) == {*HOSTS, "Mail", "ntfy", "A webhook of your own"}
    assert all(RECIPES.values())
    for addresses in RECIPES.values():
        for address in addresses:
            open_receiver("desk", Secret(address))


@pytest.mark.slow
@pytest.mark.parametrize(("service", "address"), OF_CHATS)
def test_a_chat(service: str, address: str, shell: Shell, chats: Chats) -> None:
    shell.ok("init --shop uk-main --market GB")
    receivers.add(shell, "desk", address)
    run = shell.ok("notify test desk --format table")
    assert run.out.startswith("sent to desk (")
    assert [got.host for got in chats.receiver.got] == [HOSTS[service]]
    assert "warnings reach you here" in chats.receiver.got[0].body.decode()


def _here(address: str, port: int, scheme: str) -> str:
    """The same address without TLS, at a port of this computer."""
    found = re.fullmatch(r"\w+://((?:[^@/?]*@)?)([^/?]*)(.*)", address)
    assert found
    return f"{scheme}://127.0.0.1:{port}{found[3]}"


@pytest.mark.parametrize("address", RECIPES["Mail"])
def test_a_mail(address: str, shell: Shell, mail: MailReceiver) -> None:
    """Without TLS and password: what they are for is apprise's, and a server of one's own has them."""
    shell.ok("init --shop uk-main --market GB")
    here = _here(address, mail.port, "mailto")
    receivers.add(shell, "owner", here if "mode=" in here else f"{here}&mode=insecure")
    shell.ok("notify test")
    (message,) = mail.got
    assert isinstance(message, EmailMessage)
    assert (message["Subject"], mail.recipients) == ("aftersales: a test", [["owner@shop.example"]])
    assert "desk@shop.example" in message["From"]


@pytest.mark.parametrize("address", RECIPES["ntfy"][1:])
def test_ntfy(address: str, shell: Shell, http: HttpReceiver) -> None:
    shell.ok("init --shop uk-main --market GB")
    receivers.add(shell, "phone", _here(address, http.port, "ntfy"))
    shell.ok("notify test")
    (got,) = http.got
    assert (got.json["topic"], got.json["title"]) == ("desk", "aftersales: a test")
    assert got.json["message"].startswith("If you can read this, warnings reach you here.")


def test_webhooks(shell: Shell, http: HttpReceiver) -> None:
    shell.ok("init --shop uk-main --market GB")
    json_address, form_address = RECIPES["A webhook of your own"]
    receivers.add(shell, "one", _here(json_address, http.port, "json"))
    receivers.add(shell, "two", _here(form_address, http.port, "form"))
    shell.ok("notify test")
    bodies = sorted((got.json if got.body.startswith(b"{") else got.form for got in http.got), key=len)
    assert [body["title"] for body in bodies] == ["aftersales: a test"] * 2
    assert {got.path for got in http.got} == {"/aftersales"}
    for body in bodies:
        assert {"title", "message", "type"} <= body.keys()


def test_the_rules_of_the_topic_are_right(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    rules = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    with (shell.home / "config/aftersales/config.toml").open("a", encoding="utf-8") as config:
        config.write("".join(rules))
    shell.ok("config check")
    listed = [line.split("\t") for line in shell.ok("notify list").out.splitlines()]
    assert [(line[0], line[3], line[5]) for line in listed] == [
        ("owner", "missing", "overdue"),
        ("desk", "missing", "4h,24h,stale"),
    ]


def test_the_levels_of_the_topic_are_those_of_the_program() -> None:
    from aftersales.core.alerts.level import LEVELS

    table = TEXT.split("| level | when |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == ["24h", "4h", "overdue", "stale", "report"]
    assert set(LEVELS) == {"24h", "4h", "overdue", "stale", "report"}
