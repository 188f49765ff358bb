"""The test platform on a local port, over real sockets."""

from __future__ import annotations

import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit

from aftersales.syncing.platform.api import Platform
from aftersales.syncing.platform.gateway import PlatformRequest


class PlatformServer:
    """Serves a platform on 127.0.0.1 while the context is open; the port is free to choose by the system."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self._server = _LocalServer(("127.0.0.1", 0), _Handler)
        self._server.platform = platform
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where it answers, such as http://127.0.0.1:40123."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> PlatformServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _LocalServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a client may keep its connection open
    platform: Platform

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing is said of a client that went away; a fault of the platform is shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _LocalServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name of the base class)
        """The log of the platform is its own."""

    def do_GET(self) -> None:
        """Answer a request of any method."""
        parts = urlsplit(self.path)
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(int(length)) if length.isdecimal() else b""
        request = PlatformRequest(
            self.command,
            parts.path,
            tuple(parse_qsl(parts.query, keep_blank_values=True)),
            {key.lower(): value for key, value in self.headers.items()},
            body,
        )
        response = self.server.platform.respond(request)
        time.sleep(response.wait)
        if response.cut and not response.body:
            self._hang_up()
            return
        self.send_response_only(response.status)
        for key, value in response.headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body[: len(response.body) // 2] if response.cut else response.body)
        if response.cut:
            self._hang_up()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_GET  # noqa: N815  (the names of the base class)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
