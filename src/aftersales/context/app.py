"""What a command gets: settings, ledger, rules, clock, prompter, output."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aftersales.context.configuration import Configuration, Places
from aftersales.context.ledger_access import LedgerAccess
from aftersales.context.prompter import Nobody, Prompter
from aftersales.context.rules_in_force import RuleBook
from aftersales.context.run_clock import RunClock
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.output import Output
from aftersales.settings.model import Settings

if TYPE_CHECKING:
    from aftersales.context.typed_times import TypedTimes
    from aftersales.file_lock import Claim


class GlobalOptions(NamedTuple):
    """The options that every command takes, before or after its name; None where not given."""

    ledger: Path | None = None
    config: Path | None = None
    now: str | None = None
    color: str | None = None
    quiet: bool = False
    lang: str | None = None


class App:
    """The parts of one run, each opened on first use. `may_lack_config`: a configuration that was named need not be
    there yet. `file` is where the output goes to in place of stdout, `header` asks for a line of titles.
    """

    def __init__(
        self,
        options: GlobalOptions,
        prompter: Prompter | None = None,
        *,
        command: str = "aftersales",
        may_lack_config: bool = False,
        file: Path | None = None,
        header: bool = False,
    ) -> None:
        self.options, self._command = options, command
        self.prompter: Prompter = prompter or Nobody()
        self.output = Output(color=options.color, quiet=options.quiet, file=file, header=header, command=command)
        self.clock = RunClock(options.now)
        self.configuration = Configuration(Places(options.ledger, options.config, may_lack_config))
        self.rules = RuleBook(self.configuration)
        self.ledger = LedgerAccess(self.configuration, self.rules, self.clock, self.output, command)

    @cached_property
    def times(self) -> TypedTimes:
        """The times that were typed in this run."""
        from aftersales.context.typed_times import TypedTimes  # a list takes none

        return TypedTimes(self.clock, self.output.notice)

    @property
    def claim(self) -> Claim:
        """As whom this run takes the lock of a file."""
        from aftersales.file_lock import Claim  # most runs take none

        return Claim(self._command, self.output.waiting)

    def close(self) -> None:
        """Show what was noted about the rules, and close the ledger."""
        for note in self.rules.notes:
            self.output.notice(note)
        self.ledger.close()

    @property
    def now(self) -> datetime:
        """The instant that this run takes as now (UTC, whole seconds). Raises UsageError."""
        return self.clock.now()

    @property
    def settings(self) -> Settings:
        """File, environment and options in one. Raises ConfigError."""
        return self.configuration.settings
