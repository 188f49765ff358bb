"""Delivering messages to receivers, each within its time."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue

from aftersales.core.alerts.message import Message
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.sending import markup, robots
from aftersales.sending.markup import Dialect
from aftersales.sending.receiver import PATIENCE, Receiver

_HTTP = re.compile(r"error=(\d{3})\b")


# The first that fits tells what the matter is.
_TROUBLES = (
    ("CERTIFICATE_VERIFY_FAILED|certificate verify failed", mark("its certificate is not one that can be trusted")),
    ("SSLError|SSL:|WRONG_VERSION_NUMBER|SSLEOF", mark("no safe connection (TLS) can be made")),
    ("ProxyError|Unable to connect to proxy|Tunnel connection failed", mark("the proxy does not let it through")),
    ("Name or service not known|getaddrinfo|NameResolution|resolve|nodename nor servname", mark("no such host")),
    ("timed out|Timeout", mark("no answer in time")),
    ("Connection refused", mark("nobody listens at that address")),
    ("Authentication|\\(535|SMTPAuth|credentials", mark("the user name or password is wrong")),
    ("Sending email to .* failed|SMTP recipient", mark("the mail server refuses the message or its recipient")),
    ("Connection|RemoteDisconnected|BrokenPipe|Socket", mark("the connection broke off")),
)


class Parcel(NamedTuple):
    """A message for a receiver, in its mark-up; `text` is the same without mark-up and title."""

    receiver: Receiver
    title: str
    body: str
    text: str


class Delivery(NamedTuple):
    """What became of the message with a number. `failure` says why it failed, in a sentence; empty where it arrived."""

    number: int
    failure: str = ""


class _Trouble(logging.Handler):
    """What apprise logs in one thread. Nothing of it is shown, since it has addresses: it only tells what kind of
    trouble there was.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._thread, self.lines = threading.get_ident(), list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        if record.thread == self._thread:
            self.lines.append(record.getMessage())


def parcel(receiver: Receiver, message: Message) -> Parcel:
    """A message in the mark-up of a receiver, and not longer than it takes."""
    body = markup.fitted(
        message, receiver.dialect, receiver.limit, titled=not receiver.takes_title, few=receiver.is_chat
    )
    text = markup.fitted(message, Dialect.TEXT, receiver.limit, titled=False, few=receiver.is_chat)
    return Parcel(receiver, message.title if receiver.takes_title else "", body, text)


def deliver(parcels: Sequence[Parcel]) -> Iterator[Delivery]:
    """Send all of them at once; yields what became of each as soon as that is known. One that takes longer than
    PATIENCE has failed: nobody knows whether it arrived.
    """
    answers: SimpleQueue[Delivery] = SimpleQueue()

    def run(number: int, sending: Parcel) -> None:
        answers.put(Delivery(number, _sent(sending)))

    until = time.monotonic() + PATIENCE
    waiting = dict.fromkeys(range(len(parcels)))
    for number, sending in enumerate(parcels):
        threading.Thread(target=run, args=(number, sending), daemon=True).start()
    while waiting:
        try:
            delivery = answers.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            break
        del waiting[delivery.number]
        yield delivery
    # The threads that are left end with the process.
    yield from (Delivery(number, _too_slow()) for number in waiting)


def _sent(sending: Parcel) -> str:
    """Send it, and wait for the answer; returns why it failed, empty where it arrived."""
    logger, trouble = logging.getLogger("apprise"), _Trouble()
    logger.addHandler(trouble)
    logger.setLevel(logging.DEBUG)
    try:
        if sending.receiver.scheme in robots.SENDERS:
            return robots.send(sending.receiver.plugin, sending.receiver.scheme, sending.title, sending.body)
        return "" if _by_apprise(sending) else _why(trouble.lines)
    except Exception as error:  # of whatever plugin or library; its text may have the address
        return _why([*trouble.lines, f"{type(error).__name__} {error}"])
    finally:
        logger.removeHandler(trouble)


def _by_apprise(sending: Parcel) -> bool:
    from apprise import NotifyFormat, NotifyType

    formats = {Dialect.TEXT: NotifyFormat.TEXT, Dialect.HTML: NotifyFormat.HTML}
    return bool(
        sending.receiver.plugin.notify(
            body=sending.body,
            title=sending.title,
            notify_type=NotifyType.WARNING,
            body_format=formats.get(sending.receiver.dialect, NotifyFormat.MARKDOWN),
        )
    )


def _too_slow() -> str:
    return tr("no answer within {seconds} seconds", seconds=f"{PATIENCE:g}")


def _why(lines: Sequence[str]) -> str:
    """What kind of trouble there was, in words of our own."""
    log = "\n".join(lines)
    if match := _HTTP.search(log):
        return robots.refusal(int(match[1]))
    for pattern, sentence in _TROUBLES:
        if re.search(pattern, log, re.IGNORECASE):
            return tr(sentence)
    return tr("it was not taken")
