"""The ledger of a run: read, brought up to date, written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, TypeVar

from aftersales.context.configuration import Configuration
from aftersales.context.rules_in_force import RuleBook
from aftersales.context.run_clock import RunClock
from aftersales.errors import LedgerError
from aftersales.language import tr
from aftersales.ledger import connection
from aftersales.ledger.connection import Connection, Turn
from aftersales.rendering.output import Output
from aftersales.vault import file_modes

if TYPE_CHECKING:
    from pathlib import Path

    from aftersales.core.log.rule_change import RuleChange

T = TypeVar("T")
R = TypeVar("R")
_ATTEMPTS = 2  # so often a long write is prepared; then others have to wait for all of it
_LIST_WAITS = 0.0  # a list does not wait to store its new clocks: it shows them for this run only
# What lists the deadlines that move with rules under which nothing is stored yet.
_IMPACT = "aftersales policy impact"


class LedgerAccess:
    """Access to the ledger. `command` is the running command, for the log."""

    def __init__(
        self, configuration: Configuration, rules: RuleBook, clock: RunClock, output: Output, command: str
    ) -> None:
        self._configuration, self._rules, self._clock, self._output = configuration, rules, clock, output
        self._command = command
        self._current: Connection | None = None
        self._looked_at = False

    def current(self) -> Connection:
        """The ledger for reading, opened once in a run. If the rules have changed since the clocks were stored, the
        clocks of open cases are derived and stored again first, and the user is told what moved.
        """
        if self._current is None:
            ledger = self._read()
            try:
                self._current = self._renewed(ledger) if self._rules.of(ledger).changed(ledger) else ledger
            except BaseException:
                ledger.close()
                raise
        return self._current

    def redact(self) -> None:
        """From now on read a private copy that names no buyer and nobody who recorded something."""
        from aftersales.ledger.privacy import redacted_copy

        ledger = self.current()
        self._current = redacted_copy.redacted(ledger)
        ledger.close()
        rules = self._rules.of(self._current)
        if rules.changed(self._current):  # what was derived for this run only is not in the copy
            from aftersales.context import rule_changes

            rule_changes.adopt_in_memory(self._current, rules, self._clock.now())

    def reopen(self) -> None:
        """Open the ledger again at the next read: this run has written to it."""
        self.close()
        self._current = None

    def close(self) -> None:
        """Close the ledger that was opened for reading, which removes the files that SQLite keeps beside it."""
        if self._current is not None:
            self._current.close()

    def _renewed(self, ledger: Connection) -> Connection:
        """The ledger after its open cases were derived again: stored if the ledger can be written, else in memory for
        this run only.
        """
        if self._stored(ledger):
            ledger.close()
            return self._read()
        from aftersales.context import rule_changes

        for change in rule_changes.adopt_in_memory(ledger, self._rules.of(ledger), self._clock.now()):
            self._tell(change, _IMPACT, tr("For this run only: the ledger can't be written."))
        return ledger

    def _stored(self, ledger: Connection) -> bool:
        """Derive the open cases again and store them. Returns whether the ledger could be written."""
        if connection.is_alone(ledger):  # a second connection would wait for this one
            return False
        try:
            with self.writing(wait=_LIST_WAITS):
                return True
        except LedgerError:
            return False

    def upgrade(self) -> None:
        """Bring an older ledger up to date, for a command that reads before it writes."""
        connection.upgrade(self._configuration.settings.ledger, self._turn())

    @contextmanager
    def as_stored(self) -> Iterator[Connection]:
        """The ledger for reading as it is stored, even if its clocks are of older rules."""
        with closing(self._read()) as ledger:
            yield ledger

    def _read(self) -> Connection:
        self._say_if_open()
        return connection.read(self._configuration.settings.ledger, turn=self._turn())

    def _say_if_open(self) -> None:
        """Say once in a run if every user of the computer can read the ledger. `doctor` checks other files too."""
        path = self._configuration.settings.ledger
        if not self._looked_at and file_modes.is_open_to_all(path):
            from shlex import quote

            self._output.notice(
                tr(
                    "Every user of this computer can read {path}, with your buyers' data. To keep it to yourself: "
                    "chmod 600 {file}",
                    path=path,
                    file=quote(str(path)),
                )
            )
        self._looked_at = True

    def _turn(self, seconds: float = connection.BUSY_SECONDS) -> Turn:
        return Turn(seconds, self._command, self._output.waiting)

    @contextmanager
    def writing(
        self,
        *,
        keep: bool = True,
        wait: float = connection.BUSY_SECONDS,
        making: bool = False,
        command: str | None = None,
    ) -> Iterator[Connection]:
        """The ledger for one write, all or nothing.

        `keep=False` (a dry run) rolls it back at the end. `wait`: seconds to wait for its turn. `making`: make the
        ledger if there is none. `command`: the name for the log, if it is not the running command.

        If the rules have changed, the open cases are derived again first, in the same transaction; if that moves
        deadlines, it gets a log entry of its own. All changes of facts are one log entry of this command.
        """
        from aftersales.ledger import journal, transactions

        path, turn = self._configuration.settings.ledger, self._turn(wait)
        self._say_if_open()
        with (
            connection.writing(path, making=making, turn=turn) as ledger,
            transactions.transaction(ledger, path, keep=keep, turn=turn, making=making),
        ):
            if journal.restore_triggers(ledger):
                self._output.warn(
                    tr(
                        "{path}: triggers that keep its log were missing, and were created again. What was recorded "
                        "without them can't be undone; `aftersales ledger check` counts it.",
                        path=path,
                    )
                )
            news = [(change, self._keep(ledger, change)) for change in self.adopt(ledger)]
            number = journal.begin_write(ledger, command or self._command, self._clock.now())
            yield ledger
            journal.end_write(ledger, number)
        for change, entry in news:  # only now is the entry in the log
            self._tell(change, f"aftersales log --write {entry}" if keep else _IMPACT)

    @contextmanager
    def filling(self, path: Path) -> Iterator[Connection]:
        """The ledger at `path` for one write that brings its own log and clocks, all or nothing: nothing is logged or
        derived. The ledger is made if there is none.
        """
        from aftersales.ledger import transactions

        turn = self._turn()
        with (
            connection.writing(path, making=True, turn=turn) as ledger,
            transactions.transaction(ledger, path, turn=turn, making=True),
        ):
            yield ledger

    def written(
        self, work: Callable[[Connection], T], report: Callable[[Connection, T], R], rows: int, *, keep: bool = True
    ) -> R:
        """What `report` says of a write that takes long, such as an import of many `rows`: `work` reads, judges and
        derives on a working copy, while others write; then what differs is stored in one short transaction. Where
        somebody wrote meanwhile, `work` is done once more, and after that with the ledger locked. So it keeps nothing
        in mind from one time to the next. `keep=False` is a dry run.
        """
        for _ in range(_ATTEMPTS):
            answer = self._prepared(work, report, rows, keep=keep)
            if answer is not None:
                return answer[0]
        with self.writing(keep=keep) as ledger:
            return report(ledger, work(ledger))

    def _prepared(
        self, work: Callable[[Connection], T], report: Callable[[Connection, T], R], rows: int, *, keep: bool
    ) -> tuple[R] | None:
        """The report of a write that was prepared in a working copy; None where that can't be done, or somebody else
        wrote meanwhile.
        """
        from aftersales.ledger.working_copy import whole

        with connection.writing(self._configuration.settings.ledger, turn=self._turn()) as ledger:
            if not connection.is_shared(ledger):
                return None
            if whole.is_worth(ledger, rows):
                return self._prepared_whole(ledger, work, report, rows, keep=keep)
            return self._prepared_in_part(ledger, work, report, keep=keep)

    def _prepared_whole(
        self,
        ledger: Connection,
        work: Callable[[Connection], T],
        report: Callable[[Connection, T], R],
        rows: int,
        *,
        keep: bool,
    ) -> tuple[R] | None:
        """The same with a copy of all that the ledger has, put in its place at the end."""
        from aftersales.ledger import journal, transactions
        from aftersales.ledger.working_copy import whole

        with closing(self._read()) as watching, whole.copied(watching, rows) as copy:
            if not self._is_ready(copy.connection):
                return None
            number = journal.begin_write(copy.connection, self._command, self._clock.now())
            result = work(copy.connection)
            differs = copy.finish(number)
            answer = report(copy.connection, result)
            path = self._configuration.settings.ledger
            if not (keep and differs) or transactions.replaced(
                ledger, path, copy.connection, copy.is_current, self._turn()
            ):
                return (answer,)
            return None

    def _prepared_in_part(
        self,
        ledger: Connection,
        work: Callable[[Connection], T],
        report: Callable[[Connection, T], R],
        *,
        keep: bool,
    ) -> tuple[R] | None:
        """The same with a copy of what the write touches."""
        from aftersales.ledger import journal, transactions
        from aftersales.ledger.working_copy import storing, tables

        path, turn = self._configuration.settings.ledger, self._turn()
        with transactions.snapshot(ledger):
            if not self._is_ready(ledger):
                return None
            tables.make(ledger)
            number = journal.begin_write(ledger, self._command, self._clock.now())
            result = work(ledger)
            journal.end_write(ledger, number)
            if storing.deletes_facts(ledger):
                return None
            if not storing.compare(ledger):
                storing.give_up(ledger)
                return (report(ledger, result),)
            with transactions.stored(ledger, path, keep=keep, turn=turn) as current:
                if not current:
                    return None
                storing.store(ledger)
                return (report(ledger, result),)

    def _is_ready(self, ledger: Connection) -> bool:
        """Whether nothing is to be done before a write: the log is kept, and the clocks are of the present rules."""
        from aftersales.ledger import journal

        return journal.has_triggers(ledger) and not self._rules.of(ledger).changed(ledger)

    def _keep(self, ledger: Connection, change: RuleChange) -> int | None:
        """Log a change of rules that moved deadlines. Returns the number of the entry; None if nothing moved."""
        if not change.moved:
            return None
        from aftersales.context import rule_changes

        return rule_changes.keep(ledger, change, self._clock.now())

    def adopt(self, ledger: Connection) -> list[RuleChange]:
        """Inside a write, derive and store the open cases of the shops whose rules have changed. Returns what changed,
        for each shop with open cases. Raises PolicyError with every mistake in their rules.
        """
        rules = self._rules.of(ledger)
        changed = rules.changed(ledger)
        if not changed:
            return []
        from aftersales.context import rule_changes

        return rule_changes.adopt(ledger, rules, self._clock.now())

    def _tell(self, change: RuleChange, lists: str, more: str = "") -> None:
        """Show what new rules changed. Moved deadlines are shown even with -q."""
        from aftersales.rendering.pages import log as log_page

        tell = self._output.warn if change.moved else self._output.notice
        tell(f"{log_page.rule_change(change, lists)} {more}".rstrip())
