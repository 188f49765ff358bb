"""Bytes on a real socket: how they are written, what is refused, and that no secret is told."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Iterator

import pytest

from aftersales.errors import ConfigError
from aftersales.syncing import wire as wire_module
from aftersales.syncing.endpoints import RequestNotAllowed
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.wire import Wire
from scripted_platform import Reply, answer, scripted
from tables import of_each

SHOPS = "/authorization/202309/shops"
TOKEN = "/api/v2/token/get"


def test_values_are_percent_encoded_and_the_body_travels_as_it_is() -> None:
    body = '{"a": "退货 é"}'.encode()
    with scripted([answer({})]) as platform, Wire(platform.address) as wire:
        wire.send("POST", "/order/202309/orders/search", {"page_token": "a+b/c==", "ids": "1,2 é"}, {"X-A": "b"}, body)
    (request,) = platform.received
    assert request.target.endswith("?page_token=a%2Bb%2Fc%3D%3D&ids=1%2C2%20%C3%A9")
    assert request.body == body and request.headers["x-a"] == "b"
    assert request.query == {"page_token": "a+b/c==", "ids": "1,2 é"}


def test_nothing_that_is_not_in_the_list_is_sent() -> None:
    with scripted([answer({})]) as platform, Wire(platform.address) as wire:
        for method, path in (("POST", "/return_refund/202309/returns/1/approve"), ("DELETE", SHOPS), ("POST", TOKEN)):
            with pytest.raises(RequestNotAllowed):
                wire.send(method, path, {}, {})
    assert platform.received == []


@of_each("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with scripted([answer({})]) as elsewhere:
        there = Reply(b"", status, (("Location", elsewhere.address + SHOPS),))
        with scripted([there]) as platform, Wire(platform.address) as wire, pytest.raises(PlatformFault) as refused:
            wire.send("GET", SHOPS, {}, {"x-tts-access-token": "hush"})
        assert elsewhere.received == [] and len(platform.received) == 1
    assert refused.value.kind is FaultKind.ALL and "not followed" in str(refused.value)


def test_no_secret_leaves_over_plain_http() -> None:
    with pytest.raises(ConfigError, match="https alone"):
        Wire("http://open-api.tiktokglobalshop.com")


def test_a_connection_that_is_cut_in_mid_answer_can_be_tried_again() -> None:
    with scripted([Reply(b"x" * 1000, cut=400)]) as platform, Wire(platform.address) as wire:
        with pytest.raises(PlatformFault) as cut:
            wire.send("GET", SHOPS, {}, {})
        assert cut.value.kind is FaultKind.RETRY and "was cut in the middle" in str(cut.value)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Wire(address) as wire, pytest.raises(PlatformFault) as refused:
        wire.send("GET", SHOPS, {}, {})
    assert refused.value.kind is FaultKind.UNREACHABLE and "can't be reached" in str(refused.value)


def test_a_proxy_of_the_environment_is_not_asked_about_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with scripted([answer({})]) as platform, Wire(platform.address) as wire:
        assert wire.send("GET", SHOPS, {}, {}).status == 200


def test_an_answer_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_module, "LARGEST_ANSWER", 1000)
    with (
        scripted([Reply(b"x" * 2000)]) as platform,
        Wire(platform.address) as wire,
        pytest.raises(PlatformFault, match="larger than"),
    ):
        wire.send("GET", SHOPS, {}, {})


def test_an_answer_that_drips_ends_with_the_time_of_the_run() -> None:
    now = [0.0]

    def drip() -> None:
        now[0] += 1.0

    with scripted([Reply(b"x" * 50, drip=drip)]) as platform:
        with Wire(platform.address, until=5.0, clock=lambda: now[0]) as wire, pytest.raises(PlatformFault) as late:
            wire.send("GET", SHOPS, {}, {})
        assert late.value.kind is FaultKind.LATE
        with Wire(platform.address, until=1.0, clock=lambda: 2.0) as wire, pytest.raises(PlatformFault) as over:
            wire.send("GET", SHOPS, {}, {})
    assert over.value.kind is FaultKind.LATE and len(platform.received) == 1


def test_a_slow_answer_is_told_as_slow() -> None:
    class Waits:
        def __call__(self, _request: object) -> Reply:
            released.wait(5)
            return answer({})

    released = threading.Event()
    with scripted(Waits()) as platform, Wire(platform.address) as wire:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wire_module, "READ", 0.05)
            with pytest.raises(PlatformFault) as slow:
                wire.send("GET", SHOPS, {}, {})
        released.set()
    assert slow.value.kind is FaultKind.RETRY and "too long" in str(slow.value)


@contextlib.contextmanager
def _self_signed() -> Iterator[str]:
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as server:
        got: list[bytes] = []

        def serve() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as stream:
                    got.append(stream.recv(1000))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}"
        thread.join(5)
        assert b"hush" not in b"".join(got)


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with _self_signed() as address, Wire(address) as wire, pytest.raises(PlatformFault) as refused:
        wire.send("GET", SHOPS, {}, {"x-tts-access-token": "hush"})
    assert refused.value.kind is FaultKind.ALL and "certificate" in str(refused.value)


def test_no_secret_in_an_error_its_causes_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = {"app_secret": "hush-secret", "auth_code": "hush-code"}
    replies = [Reply(b"x" * 99, cut=9), Reply(b"", 302, (("Location", "/x"),)), answer({})]
    with scripted(replies) as platform, Wire(platform.address) as wire:
        for reply in replies:
            try:
                wire.send("GET", TOKEN, secrets, {"x-tts-access-token": "hush-token"})
            except PlatformFault as fault:
                error: BaseException | None = fault
                while error is not None:
                    assert "hush" not in repr(error) and "hush" not in str(vars(error))
                    assert not hasattr(error, "request")
                    error = error.__cause__ or error.__context__
            else:
                assert reply == replies[-1]
    assert "hush" not in caplog.text and "hush" not in repr(wire)
    assert "hush-secret" in platform.received[0].target, "it was sent, so that the test proves something"
