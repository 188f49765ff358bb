"""The fields of messages that were sent, and of their receivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aftersales.core.alerts.plan import Alert
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, attributed, local

SENT, FAILED, WOULD_SEND, NOTHING = "sent", "failed", "would-send", "nothing"


class MessageRow(NamedTuple):
    """A message to a receiver, and what became of it: one of the words above. `body` is what is sent, `text` the same
    without mark-up; `failure` says why it failed; `held` are warnings that wait until the desk opens.
    """

    receiver: str
    service: str | None
    state: str
    title: str = ""
    text: str = ""
    body: str = ""
    failure: str = ""
    alerts: Sequence[Alert] = ()
    stale: Sequence[str] = ()
    held: Sequence[Alert] = ()


def _alert(alert: Alert) -> dict[str, Any]:
    action = alert.action
    return {
        "case": action.case,
        "shop": action.shop,
        "duty": action.duty,
        "level": alert.level,
        "due": local(action.due, action.zone),
    }


MESSAGE_FIELDS = (
    Field("receiver", "str", mark("who gets it, by the name that you gave"), lambda r: r.receiver),
    Field(
        "service", "str or null", mark("by what it is sent, such as Slack; null where not known"), lambda r: r.service
    ),
    Field("state", "str", mark("sent, failed, would-send (--dry-run), or nothing: it was not due"), lambda r: r.state),
    Field("title", "str", mark("the title or subject"), lambda r: r.title),
    Field("failure", "str or null", mark("why it failed"), lambda r: r.failure or None),
    Field(
        "alerts",
        "list of objects",
        mark("the warnings in it: case, shop, duty, level (24h, 4h, overdue) and due"),
        lambda r: [_alert(alert) for alert in r.alerts],
    ),
    Field("stale", "list of str", mark("the shops whose data can't tell what is due"), lambda r: list(r.stale)),
    Field(
        "held",
        "list of objects",
        mark("warnings that wait until the desk opens, as in alerts"),
        lambda r: [_alert(alert) for alert in r.held],
    ),
    Field("text", "str", mark("the message without mark-up"), lambda r: r.text),
    Field("body", "str", mark("the message as it is sent"), lambda r: r.body),
)


class ReceiverRow(NamedTuple):
    """A receiver: by what it is sent to, where its address is, and what it gets of which shops."""

    receiver: str
    service: str | None
    address: str
    place: str
    variable: str
    gets: Sequence[str]
    failure: str | None = None


RECEIVER_FIELDS = attributed(
    ("receiver", "str", mark("the name that you gave")),
    ("service", "str or null", mark("by what it is sent to, such as Slack; null where not known")),
    ("address", "str", mark("the beginning of its address; the rest is secret")),
    ("place", "str", mark("where the address is: environment, keyring, file or missing")),
    ("variable", "str", mark("the variable of the environment that has the address, or would have it")),
    ("gets", "list of str", mark("levels, each with its shops, such as 24h:uk-main,us-main")),
    ("failure", "str or null", mark("what is wrong with it")),
)
