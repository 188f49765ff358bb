"""One run of `sync` at a time for a ledger."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aftersales import file_lock, file_writer
from aftersales.errors import AftersalesError, LedgerError
from aftersales.language import tr


class AnotherSync(AftersalesError):
    """Another run is reading the platform for the same ledger."""


_HANDED = "AFTERSALES_RUN"  # the handle of the lock that a timed run hands to the command that it starts


class RunTurn:
    """The turn of a run."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def handed(self) -> dict[str, Any]:
        """Arguments of `subprocess.run` that share the lock with a command, which then holds it even if this process is
        killed. Windows can't share a lock: there it is released, and the command takes it.
        """
        if sys.platform == "win32":
            os.close(self._handle)
            self._handle = os.open(os.devnull, os.O_RDONLY)
            return {}
        return {"pass_fds": (self._handle,), "env": {**os.environ, _HANDED: str(self._handle)}}

    def close(self) -> None:
        """Release the lock."""
        os.close(self._handle)


@contextmanager
def only_run(ledger: Path, command: str) -> Iterator[RunTurn]:
    """Hold the lock of the only run that reads the platform for this ledger; a command of a timed run inherits it. The
    lock is the operating system's: it ends with the process, however that ends. Raises AnotherSync at once if another
    run holds it, and LedgerError.
    """
    real = ledger.resolve()
    beside = real.with_name(f"{real.name}.sync")  # it need not be there: only its lock file is made
    place = file_lock.place_of(beside)
    if (inherited := _inherited(place)) is not None:
        yield RunTurn(inherited)
        return
    while True:
        try:
            handle = file_lock.opened(place)
        except OSError as error:
            raise LedgerError(
                tr("{path} can't be made: {reason}. Nothing was read.", path=place, reason=file_writer.reason(error))
            ) from None
        if not file_lock.taken(handle):
            os.close(handle)
            raise AnotherSync(_running(beside))
        if file_lock.lies_at(handle, place):
            break
        os.close(handle)  # the run before took it away just now
    turn = RunTurn(handle)
    try:
        file_lock.put_name(handle, command)
        yield turn
    finally:
        file_lock.remove(place)
        turn.close()


def _inherited(place: Path) -> int | None:
    """The handle of the lock that the run that started this one holds; None where there is none."""
    text = os.environ.get(_HANDED, "")
    handle = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
    return handle if handle is not None and file_lock.lies_at(handle, place) else None


def _running(beside: Path) -> str:
    holder = file_lock.holder(beside)
    if holder is None:
        return tr("Another aftersales is reading TikTok just now. Wait until it is done.")
    return tr("Another aftersales ({holder}) is reading TikTok just now. Wait until it is done.", holder=holder)
