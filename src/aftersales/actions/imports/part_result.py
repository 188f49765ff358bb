"""How files are imported, and what came of each part."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from aftersales.actions.imports.shop_choice import ImportShop
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.parts import Part
from aftersales.importing.parse.rejected import RejectedRows
from aftersales.ledger.facts import orders
from aftersales.named_tuple import NamedTuple


class PartOptions(NamedTuple):
    """How parts are written at `now` (UTC). `catchup`: what is past already is history, not overdue; `force`: a file
    that looks like another shop's is taken all the same.
    """

    now: datetime
    catchup: bool = False
    force: bool = False


class ImportOptions(NamedTuple):
    """What is imported and how. `shop` and `as_of` are as typed, None where the files decide; `force`: a file that
    looks like another shop's is taken all the same; `keep`: False for a dry run; `lenient`: what can't be taken is
    skipped, as in a folder; `ask`: somebody at the terminal can be asked; `trusting`: what the ledger
    has already need not be read. `mapping` is the file of the format that tables have, `forms` are the formats that
    they may have, `rejects` is the file for rejected rows; `show_all`: every change of a dry run is shown; `since`, as
    typed, leaves out what is older.
    """

    shop: str | None = None
    as_of: str | None = None
    encoding: str | None = None
    date_format: str | None = None
    catchup: bool = False
    force: bool = False
    keep: bool = True
    lenient: bool = False
    ask: bool = False
    trusting: bool = True
    mapping: Path | None = None
    forms: Sequence[Format] = ()
    rejects: Path | None = None
    show_all: bool = False
    since: str | None = None


class CaseStanding(NamedTuple):
    """Where a case stands on the three axes."""

    decision: str
    parcel: str
    money: str


class CaseNumbers:
    """Numbers of new cases in ascending order: most follow each other, and are kept as spans."""

    def __init__(self) -> None:
        self._spans: list[range] = []

    def add(self, numbers: range) -> None:
        """Take in some numbers in a row, each above those that are there."""
        if self._spans and self._spans[-1].stop == numbers.start:
            numbers = range(self._spans.pop().start, numbers.stop)
        if numbers:
            self._spans.append(numbers)

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        place = bisect_right(self._spans, number, key=lambda span: span.start)
        return place > 0 and number in self._spans[place - 1]

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self._spans)


@dataclass(slots=True)
class PartResult:
    """What came of one part of a shop's file while it is written. `touched` are the cases to derive; `derived` those
    that are new and were derived under the rules with the fingerprint `rules`. `before` has the standing of each case
    that the ledger had already; `oldest` is when the first of its requests was asked for (UTC), `statuses` are theirs;
    `amounts` counts the amounts, `foreign` those in another currency than the market's.
    `missing` are cases that it should hold and doesn't, `overtaken` those that it has and a newer export lacks.
    `last_change` is the number of the log's last change when the part was written, `at_end` what is to be done last.
    """

    part: Part
    shop: ImportShop
    tally: orders.Tally = field(default_factory=orders.Tally)
    rejects: RejectedRows = field(default_factory=RejectedRows)
    touched: set[int] = field(default_factory=set)
    derived: CaseNumbers = field(default_factory=CaseNumbers)
    rules: str = ""
    moved: set[int] = field(default_factory=set)
    opened: CaseNumbers = field(default_factory=CaseNumbers)
    before: dict[int, CaseStanding] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    overtaken: list[int] = field(default_factory=list)
    oldest: datetime | None = None
    statuses: set[str] = field(default_factory=set)
    contradicted: list[int] = field(default_factory=list)
    amounts: int = 0
    foreign: dict[str, int] = field(default_factory=dict)
    strange: dict[str, int] = field(default_factory=dict)
    last_change: int = 0
    at_end: Callable[[], None] | None = None

    @property
    def written(self) -> int:
        """How many orders or cases were new, changed or the same."""
        return self.tally.new + self.tally.changed + self.tally.same

    @property
    def has_remarks(self) -> bool:
        """Whether there is more to say of it than how many orders or cases it has."""
        return bool(self.rejects or self.strange or self.foreign)

    @property
    def is_news(self) -> bool:
        """Whether it brought anything that was not known."""
        return bool(self.tally.new or self.tally.changed)

    def count_strange(self, word: str) -> None:
        """Take in one word of the platform that is not known here; empty where it gives none."""
        self.strange[word] = self.strange.get(word, 0) + 1

    def count_amount(self, currency: str | None) -> None:
        """Take in the currency of one amount; None where the file has no amount."""
        self.count_amounts([currency])

    def count_amounts(self, currencies: Iterable[str | None]) -> None:
        """Take in the currencies of some amounts; None where the file has no amount."""
        for currency, count in Counter(currencies).items():
            if currency is not None:
                self.amounts += count
                if currency != self.shop.currency:
                    self.foreign[currency] = self.foreign.get(currency, 0) + count
