"""Errors that a user can act on, with their exit codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple


class AftersalesError(Exception):
    """A failure that is expected. str() is the whole sentence for the user. Nothing was written."""

    exit_code = 1
    asks_for: str | None = None  # the parameter of the command that would help, if a person can be asked for it

    def asking(self, parameter: str) -> Self:
        """The same error, which an answer for a parameter of the command would mend."""
        self.asks_for = parameter
        return self


class UsageError(AftersalesError):
    """The command line is wrong."""

    exit_code = 2


class FileRefused(AftersalesError):
    """A file that can't be read: which file, what is wrong, and what to do."""

    def __init__(self, path: Path | str, what: str, advice: str = "") -> None:
        self.path, self.what, self.advice = path, what, advice
        said = what.rstrip(".。")
        if advice:
            super().__init__(tr("{file}: {what}. {advice}", file=path, what=said, advice=advice))
        else:
            super().__init__(tr("{file}: {what}.", file=path, what=said))


class ConfigError(AftersalesError):
    """A mistake in the configuration file."""


class Mistake(NamedTuple):
    """One mistake in a data file: `where` is the file, `place` the table in it, empty for the file as a whole.

    `what` says what is there, then after a semicolon what would be right.
    """

    where: str
    place: str
    what: str

    def __str__(self) -> str:
        said = tr("{name}: {said}", name=self.place, said=self.what) if self.place else self.what
        return tr("{name}: {said}", name=self.where, said=said)


class PolicyError(AftersalesError):
    """Mistakes in policy or calendar files: all of them, as lines in `mistakes`, and in `noted` those whose file and
    place are known.
    """

    def __init__(self, mistakes: Sequence[str | Mistake]) -> None:
        self.mistakes = tuple(map(str, mistakes))
        self.noted = tuple(m for m in mistakes if isinstance(m, Mistake))
        super().__init__("\n".join(self.mistakes))


class LedgerError(AftersalesError):
    """The ledger cannot be opened, is busy, or was written by a newer version."""


class NotALedger(LedgerError):
    """A file that is not a ledger, or a damaged one. `problem` is the sentence about the file, without what to do."""

    def __init__(self, problem: str, sentence: str) -> None:
        self.problem = problem
        super().__init__(sentence)


class UndoUnconfirmed(LedgerError):
    """An undo of so much that it must be asked for by name. `entry` is the number of the log entry, `preview` says what
    would be undone.
    """

    def __init__(self, sentence: str, entry: int, preview: str) -> None:
        self.entry, self.preview = entry, preview
        super().__init__(sentence)


class LedgerAppeared(LedgerError):
    """Another program made the ledger while this one was making it."""


class NoAnswer(Exception):
    """A question was not answered: Ctrl-C, or the end of input."""


class NobodyToAsk(NoAnswer):
    """A question in a run without a terminal."""


class Cancelled(Exception):
    """The person at the terminal left before anything was done; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class NoSuchCase(AftersalesError):
    """A case was named by something that fits no case, or several."""


class TransitionRefused(AftersalesError):
    """A step that makes no sense for the case as it stands: the reason, and what would be possible. `reason` is the
    reason alone, for a line that names the case already.
    """

    def __init__(self, message: str, reason: str | None = None) -> None:
        super().__init__(message)
        self.reason = message if reason is None else reason


class CaseChanged(TransitionRefused):
    """The case is not what it was when the person saw it."""
