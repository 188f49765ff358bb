"""Nothing leaves the computer: every other command is tried by tests/test_every_command.py, with the kernel's help."""

from __future__ import annotations

import socket
from typing import NoReturn

import pytest

import no_network
from test_every_command import COMMANDS, NETWORK
from transcripts import SAMPLES, Shell


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("no_sockets")
def test_a_morning_without_sockets(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    for line in ("due --all", "due --json", "show 1", "explain 1", "choose 6", "report morning", "status", "log"):
        shell.ok(line)
    shell.ok("approve 6 --mode seller-address")
    shell.ok("undo --yes")
    shell.ok(["page", str(shell.home / "page.html")])
    shell("doctor")


def test_what_may_use_the_network_is_there() -> None:
    assert set(COMMANDS) >= NETWORK


@pytest.mark.skipif(not no_network.POSSIBLE, reason="a kernel that filters calls")
@pytest.mark.slow
def test_the_kernel_ends_who_asks_for_a_socket() -> None:
    """So that what tests/test_every_command.py finds says something."""
    import subprocess
    import sys

    for family, code in (("AF_UNIX", 0), ("AF_INET", -31), ("AF_INET6", -31)):
        words = [sys.executable, "-c", f"import socket; socket.socket(socket.{family})"]
        assert subprocess.run(words, preexec_fn=no_network.forbid, check=False).returncode == code
