"""Decides what can go wrong in a way the user can mend, and the exit code of each; leaves the printing to `cli`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aftersales.record import NamedTuple


class AftersalesError(Exception):
    """An expected failure: str() is the whole sentence for the user. Nothing was written."""

    exit_code = 1


class UsageError(AftersalesError):
    """The command line itself is off."""

    exit_code = 2


class FileRefused(AftersalesError):
    """A file that could not be read at all: which file, what was found in it, what to do."""

    def __init__(self, path: Path | str, what: str, advice: str = "") -> None:
        self.path, self.what, self.advice = path, what, advice
        super().__init__(f"{path}: {what.rstrip('.')}." + (f" {advice}" if advice else ""))


class ConfigError(AftersalesError):
    """The configuration file says something that cannot be."""


class Mistake(NamedTuple):
    """What is wrong in a data file: `where` names the file, `place` the table inside it (empty: the file as a whole).

    `what` says what was found, then, after a semicolon, what it could be.
    """

    where: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.place}: {self.what}" if self.place else f"{self.where}: {self.what}"


class PolicyError(AftersalesError):
    """A policy or calendar file is wrong; `mistakes` holds every one found, not only the first, `noted` the same in
    their parts where they are known.
    """

    def __init__(self, mistakes: Sequence[str | Mistake]) -> None:
        self.mistakes = tuple(map(str, mistakes))
        self.noted = tuple(m for m in mistakes if isinstance(m, Mistake))
        super().__init__("\n".join(self.mistakes))


class LedgerError(AftersalesError):
    """The ledger cannot be opened, is busy, or was written by a newer version."""


class LedgerAppeared(LedgerError):
    """Another program made the ledger while this one was making it."""


class NoAnswer(Exception):
    """Nobody answers a question: Ctrl-C, or the end of input."""


class Cancelled(Exception):
    """The person at the terminal left before anything was done; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class NoSuchCase(AftersalesError):
    """The words given for a case name none, or more than one."""


class TransitionRefused(AftersalesError):
    """A step that makes no sense for the case as it stands: the reason, and what would be possible."""
