"""Runs the program at a terminal of its own, for tests that sit down at it."""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from typing import Any, NoReturn

import pytest

from aftersales import cli

_AS_A_SHELL_STARTS_IT = {
    "SIGINT": signal.default_int_handler,  # ignored by what runs in the background, and so by its children
    "SIGPIPE": signal.SIG_IGN,
    "SIGTERM": signal.SIG_DFL,
    "SIGHUP": signal.SIG_DFL,
    "SIGTSTP": signal.SIG_DFL,
    "SIGWINCH": signal.SIG_DFL,
}


def at_terminal(words: list[str], width: int, height: int, timeout: int, **environment: str) -> Any:
    """`aftersales` with these words at a new terminal, as pexpect's child; an empty variable is one that is not set.

    It runs in a fork of this process: a Python that starts anew for each of them would take most of the tests' time.
    What a start loads is the matter of tests/test_startup.py.
    """
    if sys.platform == "win32":
        pytest.skip("no terminals of this kind")
    pexpect = pytest.importorskip("pexpect")
    whole = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "LANG": "C.UTF-8", **environment}
    whole = {name: value for name, value in whole.items() if value}
    child = pexpect.spawn(
        sys.executable, env=whole, dimensions=(height, width), encoding="utf-8", timeout=timeout,
        preexec_fn=lambda: _program(words, width, height, whole),
    )  # fmt: skip
    # pexpect waits so long before each key and after the end, for programs that are slow to set up their terminal.
    child.delaybeforesend = child.delayafterclose = child.delayafterterminate = None
    child.ptyproc.delayafterclose = 0.01
    child.ptyproc.terminate = lambda force=False: _ended(child.ptyproc)
    return child


def _ended(process: Any) -> bool:
    """End the program and wait for it. pexpect waits a fixed time, which a busy machine does not keep."""
    for number, seconds in ((signal.SIGHUP, 0.1), (signal.SIGINT, 0.1), (signal.SIGKILL, 10.0)):
        end = time.monotonic() + seconds
        process.kill(number)
        while process.isalive():
            if time.monotonic() > end:
                break
            time.sleep(0.01)
        else:
            return True
    return False


def _program(words: list[str], width: int, height: int, environment: dict[str, str]) -> NoReturn:
    """In the fork, where another program would be executed: become `aftersales`."""
    import fcntl
    import struct
    import termios

    # From outside, the size would on a busy machine come after the first look at it.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    os.closerange(3, 1024)  # also the pipe that tells pexpect by its end that the program runs
    os.environ.clear()
    os.environ.update(environment)
    for name, handler in _AS_A_SHELL_STARTS_IT.items():
        signal.signal(getattr(signal, name), handler)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    sys.argv = ["aftersales", *words]
    sys.stdin, sys.stdout, sys.stderr = (
        open(fd, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - they stay open until the process ends
        for fd, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    code = 1
    try:
        cli.main()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # nothing of pytest's is to be cleaned up here
