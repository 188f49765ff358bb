"""What is examined: settings and ledger, which may be broken."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from aftersales.actions.doctor.finding import Unchecked
from aftersales.context.app import App
from aftersales.errors import AftersalesError, LedgerError
from aftersales.language import tr
from aftersales.ledger import connection
from aftersales.ledger.connection import Connection
from aftersales.settings.model import Settings


class Installation:
    """The parts of an installation, each opened once and only read. A broken part raises Unchecked: only the check that
    it belongs to reports the fault, and every other check says that it could not look. `completion` makes this
    version's completion file for a shell.
    """

    def __init__(self, app: App, completion: Callable[[str], str]) -> None:
        self.app, self.completion = app, completion

    @cached_property
    def settings(self) -> Settings:
        """File, environment and options in one."""
        try:
            return self.app.settings
        except AftersalesError:
            raise Unchecked(tr("not checked: the configuration has mistakes")) from None

    @property
    def ledger_file(self) -> Path:
        """The path of the ledger."""
        return self.app.configuration.ledger_file

    @cached_property
    def ledger(self) -> Connection:
        """The ledger for reading, as it is stored: no deadline is derived anew for it."""
        try:
            return connection.read(self.ledger_file)
        except LedgerError:
            raise Unchecked(tr("not checked: the ledger can't be read")) from None

    def close(self) -> None:
        """Close the ledger, if it was opened."""
        if "ledger" in self.__dict__:
            self.ledger.close()
