"""One run of `sync` at a time for a ledger."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aftersales import file_lock
from aftersales.errors import AftersalesError, LedgerError
from aftersales.language import tr


class AnotherSync(AftersalesError):
    """Another run is reading the platform for the same ledger."""


@contextmanager
def only_run(ledger: Path, command: str) -> Iterator[None]:
    """Be the only run that reads the platform for this ledger. The lock is the operating system's, so it ends with the
    process however that ends. Raises AnotherSync at once where there is one, and LedgerError.
    """
    real = ledger.resolve()
    beside = real.with_name(f"{real.name}.sync")  # it need not be there: only its lock file is made
    place = file_lock.place_of(beside)
    while True:
        try:
            handle = file_lock.opened(place)
        except OSError as error:
            raise LedgerError(
                tr("{path} can't be made: {reason}. Nothing was read.", path=place, reason=error.strerror)
            ) from None
        if not file_lock.taken(handle):
            os.close(handle)
            raise AnotherSync(_running(beside))
        if file_lock.lies_at(handle, place):
            break
        os.close(handle)  # the run before took it away just now
    try:
        file_lock.put_name(handle, command)
        yield
    finally:
        file_lock.remove(place)
        os.close(handle)


def _running(beside: Path) -> str:
    holder = file_lock.holder(beside)
    if holder is None:
        return tr("another aftersales is reading TikTok just now. Wait until it is done.")
    return tr("another aftersales ({holder}) is reading TikTok just now. Wait until it is done.", holder=holder)
