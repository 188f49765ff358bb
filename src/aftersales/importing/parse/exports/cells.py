"""The cells of an export's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from aftersales.core.cases.facts import Reject
from aftersales.core.money.amount import Money
from aftersales.core.money.entered import is_platform_number
from aftersales.core.money.signs import currency_of
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.ids import RUINED_BY_ZEROS, no_own_id, quoted, ruined
from aftersales.importing.parse.money import money
from aftersales.importing.parse.staging.rows import StagedRow, clean_id
from aftersales.importing.parse.times import Times
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

EMPTY = frozenset({"", "-", "--", "/"})


class CellPositions(dict[str, int]):
    """Which cell of a row holds which fact; a fact that the file lacks is read from the last cell, which is empty."""

    def __missing__(self, fact: str) -> int:
        return -1


class BadCell(Exception):
    """A cell that can't be used: which fact, its text, and why."""

    def __init__(self, fact: str, value: str, reason: str) -> None:
        self.fact, self.value, self.reason = fact, value, reason
        super().__init__(reason)


class Reading(NamedTuple):
    """How one table is read. `at` gives the cell of each fact, `as_of` (UTC) the instant up to which the file knows,
    `cut_off` whether its ids lost their last digits, `names` the file's own name of the column of each fact.
    """

    form: Format
    file: str
    at: CellPositions
    times: Times
    currency: str
    as_of: datetime
    cut_off: bool = False
    names: Mapping[str, str] = MappingProxyType({})

    def text(self, cells: list[str], fact: str) -> str | None:
        """The text of a cell; None for an empty one."""
        value = cells[self.at[fact]]
        return None if value in EMPTY else value

    def id(self, cells: list[str], fact: str, *, needed: bool = True) -> str | None:
        """The number of the platform in a cell, or the id of a seller's own file. Raises BadCell."""
        text, number = clean_id(cells[self.at[fact]])
        if not text and not needed:
            return None
        for prefix in self.form.prefixes:
            text = text.removeprefix(prefix).strip()
        if fact in self.form.own_ids:
            if why := no_own_id(text, number=number):
                raise BadCell(fact, text, why)
            return text
        if not is_platform_number(text) or number:
            if why := ruined(text, number=number):
                raise BadCell(fact, text, why)
            if not is_platform_number(text):
                raise BadCell(fact, text, tr("is not a platform number (6 to 25 digits)") if text else tr("is empty"))
        if self.cut_off and len(text) >= 16 and text.endswith("000"):
            raise BadCell(fact, text, tr(RUINED_BY_ZEROS))
        return text

    def time(self, cells: list[str], fact: str) -> str | None:
        """The instant in a cell, as the ledger writes it; None for an empty one. Raises BadCell."""
        text = cells[self.at[fact]]
        if not text:
            return None
        try:
            return self.times.read(text)
        except ValueError as error:
            raise BadCell(fact, text, str(error)) from None

    def currency_in(self, cells: list[str]) -> str:
        """The currency of amounts that name none: the row's where the file has it, else the file's or the market's.
        Raises BadCell.
        """
        if "currency" not in self.at or not (written := cells[self.at["currency"]]):
            return self.currency
        code = currency_of(written, self.currency)
        if code is None:
            raise BadCell("currency", written, tr("is not a currency; write one such as EUR"))
        return code

    def money(self, cells: list[str], fact: str) -> Money | None:
        """The amount in a cell; None for an empty one. Raises BadCell, for one below zero, too."""
        text = cells[self.at[fact]]
        if not text:
            return None
        try:
            amount = money(text, self.currency_in(cells), self.form.decimal)
        except ValueError as error:
            raise BadCell(fact, text, str(error)) from None
        if amount is not None and amount.minor < 0:
            raise BadCell(fact, text, tr("is below zero; a price or a refund can't be"))
        return amount

    def joined_text(self, rows: Sequence[StagedRow], fact: str) -> str | None:
        """A text as the rows have it, each once; empty where they have none, None where the file lacks the column."""
        if fact not in self.at:
            return None
        return " / ".join(dict.fromkeys(written for row in rows if (written := self.text(row.cells, fact))))

    def agree(self, rows: Sequence[StagedRow], facts: Sequence[str]) -> None:
        """Raise BadCell where a fact of a whole order or return is not equal in each of its rows."""
        if len(rows) > 1:
            for fact in facts:
                texts = dict.fromkeys(row.cells[self.at[fact]] for row in rows)
                if len(texts) > 1:
                    raise BadCell(fact, " / ".join(texts), tr("differs between rows with the same number"))


def with_constants(form: Format, rows: list[StagedRow]) -> list[StagedRow]:
    """The same rows with the constant cells of a mapping behind the others, before the empty one that is always
    last.
    """
    if not form.constants:
        return rows
    return [StagedRow(row.number, [*row.cells[:-1], *form.constants.values(), ""]) for row in rows]


def rejects(reading: Reading, rows: Sequence[StagedRow], bad: BadCell) -> list[Reject]:
    """What is said of rows that a bad cell makes useless."""
    column = reading.names.get(bad.fact) or reading.form.columns.get(bad.fact, bad.fact)
    return [Reject(row.number, column, quoted(bad.value), bad.reason) for row in rows]
