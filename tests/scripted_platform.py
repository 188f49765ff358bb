"""A server on a real socket that answers as a script says and keeps every request as it came."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl


class Received(NamedTuple):
    """A request as it came: the target with its percent-encoding, and the bytes of the body."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))


class Reply(NamedTuple):
    """What is written back: `cut` closes the connection after so many bytes of the body; `drip` writes them slowly."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    date: float | None = None
    cut: int | None = None
    drip: Callable[[], None] | None = None


def answer(data: Any = None, code: int = 0, message: str = "Success", status: int = 200, **more: Any) -> Reply:
    """An answer in the platform's envelope."""
    request_id = "20261130090000A1B2C3"
    envelope = {"code": code, "message": message, "request_id": request_id, "data": data}
    return Reply(json.dumps(envelope).encode(), status, **more)


Script = Callable[[Received], Reply]


class ScriptedPlatform:
    """The server: `received` are its requests so far."""

    def __init__(self, script: Script | list[Reply]) -> None:
        self.received: list[Received] = []
        self._script, self._lock = script, threading.Lock()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                platform.reply(self, Received(self.command, self.path, headers, body))

            do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def reply(self, handler: BaseHTTPRequestHandler, request: Received) -> None:
        with self._lock:
            self.received.append(request)
            turn = len(self.received) - 1
        script = self._script
        reply = script(request) if callable(script) else script[min(turn, len(script) - 1)]
        handler.send_response_only(reply.status)
        handler.send_header("Date", formatdate(reply.date, usegmt=True))
        handler.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            handler.send_header(name, value)
        handler.end_headers()
        if reply.cut is not None:
            handler.wfile.write(reply.body[: reply.cut])
            handler.wfile.flush()
            handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True
            return
        if reply.drip is None:
            with suppress(OSError):  # the client may leave first
                handler.wfile.write(reply.body)
            return
        handler.close_connection = True
        for byte in reply.body:
            reply.drip()
            try:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
            except OSError:
                return

    def run(self) -> None:
        self._server.serve_forever(poll_interval=0.01)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def scripted(script: Script | list[Reply]) -> Iterator[ScriptedPlatform]:
    """Serve while the body runs. A list is answered in order, its last entry for ever."""
    platform = ScriptedPlatform(script)
    thread = threading.Thread(target=platform.run, daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        platform.stop()
        thread.join()
