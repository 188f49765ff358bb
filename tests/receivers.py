"""Real receivers of messages on loopback: a mail server, HTTP servers that behave well or badly, and the hosts of chats
behind a proxy, with certificates of an authority of the test's own.
"""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from transcripts import Shell


class Got(NamedTuple):
    """A request that arrived: of which host, at which path, with which body."""

    host: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), strict_parsing=True).items()}


class HttpReceiver:
    """An HTTP server. `status` is what it answers, after `delay` seconds, with `answer`."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.got: list[Got] = []
        self.status, self.delay, self.answer, self.answers = 200, 0.0, b"ok", dict[str, bytes]()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                parts, host = urlsplit(self.path), str(self.headers.get("Host"))
                receiver.got.append(Got(host, parts.path, parse_qs(parts.query), dict(self.headers), body))
                time.sleep(receiver.delay)
                answer = receiver.answers.get(host, receiver.answer)
                with contextlib.suppress(OSError):
                    self.send_response(receiver.status)
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def http() -> Iterator[HttpReceiver]:
    """A receiver that answers 200."""
    receiver = HttpReceiver()
    try:
        yield receiver
    finally:
        receiver.close()


class MailReceiver:
    """A mail server that keeps what it gets, with sender and recipients."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuses = False
        self.port = 0

    async def handle_RCPT(  # noqa: N802  (the name is aiosmtpd's)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.got.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


@contextlib.contextmanager
def mail() -> Iterator[MailReceiver]:
    """A real SMTP server."""
    from aiosmtpd.controller import Controller

    receiver = MailReceiver()
    receiver.port = free_port()
    controller = Controller(receiver, hostname="127.0.0.1", port=receiver.port)
    controller.start()
    try:
        yield receiver
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Proxy(socketserver.ThreadingTCPServer):
    """Answers CONNECT for every host with a tunnel to one port of this computer, and remembers the hosts."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, target: int) -> None:
        self.target, self.hosts = target, list[str]()
        super().__init__(("127.0.0.1", 0), _Tunnel)


class _Tunnel(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        proxy = self.server
        assert isinstance(proxy, _Proxy)
        method, host, _ = self.rfile.readline().decode().split()
        while self.rfile.readline().strip():
            pass
        assert method == "CONNECT"
        proxy.hosts.append(host)
        with socket.create_connection(("127.0.0.1", proxy.target)) as inner:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(inner, self.connection), daemon=True)
            back.start()
            _pump(self.connection, inner)
            back.join(5)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class Chats(NamedTuple):
    """The hosts of all chats: what they got, and which hosts were asked for."""

    receiver: HttpReceiver
    hosts: list[str]
    environ: Mapping[str, str]


# What each chat answers where it takes a message.
ANSWERS = {
    "hooks.slack.com": b"ok",
    "qyapi.weixin.qq.com": b'{"errcode": 0, "errmsg": "ok"}',
    "oapi.dingtalk.com": b'{"errcode": 0, "errmsg": "ok"}',
    "open.feishu.cn": b'{"code": 0, "msg": "success", "data": {}}',
    "api.telegram.org": b'{"ok": true, "result": {"message_id": 1}}',
}


@contextlib.contextmanager
def chats(folder: Path) -> Iterator[Chats]:
    """The chats' hosts on loopback: a proxy leads to a server whose certificates an authority of the test's own vouches
    for. `environ` makes the program use both.
    """
    import trustme

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*ANSWERS).configure_cert(context)
    bundle = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    receiver = HttpReceiver(context)
    receiver.answers |= ANSWERS
    proxy = _Proxy(receiver.port)
    threading.Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
    environ = {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.server_address[1]}", "REQUESTS_CA_BUNDLE": str(bundle)}
    try:
        yield Chats(receiver, proxy.hosts, environ)
    finally:
        proxy.shutdown()
        proxy.server_close()
        receiver.close()


def add(shell: Shell, name: str, address: str) -> None:
    """Add a receiver as a person does it, with the address in a pipe."""
    import io
    import sys

    before = sys.stdin
    sys.stdin = io.StringIO(address + "\n")
    try:
        shell.ok(["notify", "add", name])
    finally:
        sys.stdin = before
