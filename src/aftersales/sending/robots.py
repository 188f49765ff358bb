"""Robots of DingTalk and WeCom, which refuse with HTTP 200."""

# apprise takes every answer 200 for a success. These two say in the body of the answer that they refused: a keyword is
# missing, too many messages a minute, a computer that is not on their list. apprise also sends WeCom plain text only.

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from aftersales.language import tr

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase

_OK = range(200, 300)


def send(plugin: NotifyBase, scheme: str, title: str, body: str) -> str:
    """Send a message; returns why it failed, empty where it was taken. Raises what requests raises."""
    import requests

    url, query, payload = SENDERS[scheme](plugin, title, body)
    answer = requests.post(
        url,
        params=query,
        data=json.dumps(payload, ensure_ascii=False).encode(),
        headers={"User-Agent": "aftersales", "Content-Type": "application/json"},
        verify=plugin.verify_certificate,
        timeout=plugin.request_timeout,
        allow_redirects=False,
    )
    if answer.status_code not in _OK:
        return refusal(answer.status_code)
    return _refused(answer.content)


def refusal(code: int) -> str:
    """What an HTTP status (300 and more) means for who set the receiver up."""
    if code in (401, 403):
        return tr("it is refused with HTTP {code}: the token or password is wrong or no longer good", code=code)
    if code in (404, 410):
        return tr("it is refused with HTTP {code}: there is no such receiver any more", code=code)
    if code == 429:
        return tr("it is refused with HTTP {code}: too many messages in a short time", code=code)
    return tr("it answers with HTTP {code}", code=code)


def _refused(content: bytes) -> str:
    """What an answer with HTTP 200 says: empty where the message was taken."""
    try:
        code = json.loads(content)["errcode"]
    except (ValueError, KeyError, TypeError):
        return tr("it answers something else than expected")
    return "" if code == 0 else _reason(code)


def _reason(code: Any) -> str:
    number = code if isinstance(code, int) else 0
    known = {
        310000: tr("its safety setting refuses it: add the keyword aftersales, or use the signature"),
        300001: tr("its token is wrong or no longer good"),
        300005: tr("its token is wrong or no longer good"),
        130101: tr("too many messages in a short time"),
        45009: tr("too many messages in a short time"),
        93000: tr("there is no such robot any more"),
    }
    return tr("it refuses the message (error {code}: {reason})", code=number, reason=known.get(number, tr("unknown")))


def _dingtalk(plugin: Any, title: str, body: str) -> tuple[str, Mapping[str, str], Mapping[str, Any]]:
    query = {}
    if plugin.secret:
        timestamp, signature = plugin.get_signature()
        from urllib.parse import unquote

        query = {"timestamp": timestamp, "sign": unquote(signature)}  # requests quotes it again
    payload = {
        "msgtype": "markdown",
        "markdown": {"title": title, "text": f"**{title}**\n\n{body}" if title else body},
        "at": {"atMobiles": list(plugin.targets), "isAtAll": False},
    }
    return plugin.notify_url.format(token=plugin.token), query, payload


def _wecom(plugin: Any, title: str, body: str) -> tuple[str, Mapping[str, str], Mapping[str, Any]]:
    text = f"**{title}**\n\n{body}" if title else body
    return plugin.api_url, {}, {"msgtype": "markdown", "markdown": {"content": text}}


_Request = tuple[str, Mapping[str, str], Mapping[str, Any]]
SENDERS: Mapping[str, Callable[[Any, str, str], _Request]] = {"dingtalk": _dingtalk, "wecombot": _wecom}
