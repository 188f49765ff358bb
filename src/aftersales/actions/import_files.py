"""Importing files: read each, then write all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from aftersales.actions import due_list
from aftersales.context.app import App
from aftersales.context.rules_in_force import RuleBook
from aftersales.core.cases.facts import CaseFacts, OrderFacts, Reject
from aftersales.core.deadlines import urgency
from aftersales.errors import FileRefused
from aftersales.importing.parse.parts import Part, ProgressBar, ReadOptions, parts_of
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cancel_requests, cases, deliveries, imports, orders
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.imports import FileReport, ImportReport


class ImportOptions(NamedTuple):
    """Whose files they are and how they are read. `catchup`: what is past already is history, not overdue; `keep`:
    False for a dry run.
    """

    shop: str
    reading: ReadOptions
    catchup: bool = False
    keep: bool = True


class EveryRowRejected(Exception):
    """No row of any file could be read: what was begun is taken back."""


@dataclass(slots=True)
class PartResult:
    """What came of one part while it is written."""

    part: Part
    tally: orders.Tally = field(default_factory=orders.Tally)
    rejects: list[Reject] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    missing: list[int] = field(default_factory=list)
    contradicted: list[int] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    strange: dict[str, int] = field(default_factory=dict)

    @property
    def written(self) -> int:
        """How many orders or cases were new, changed or the same."""
        return self.tally.new + self.tally.changed + self.tally.same


def run(
    app: App, paths: Sequence[Path], options: ImportOptions, progress_bar: ProgressBar | None = None
) -> ImportReport:
    """Import files into a shop, all or nothing. Reading needs no lock and takes long; writing needs one and is short.
    Raises FileRefused with one sentence: then nothing is written.
    """
    results: list[PartResult] = []
    due: list[tuple[str, int]] | None = None
    reading = parts_of(paths, options.reading, progress_bar or nullcontext())
    try:
        with reading as parts, app.ledger.writing(keep=options.keep) as ledger:
            results += [_write(ledger, part, options) for part in parts]
            if any(r.rejects for r in results) and not any(r.written for r in results):
                raise EveryRowRejected
            _settle(ledger, results, options, app.rules)
            due = _due_by_band(ledger, options)
    except EveryRowRejected:
        pass
    return ImportReport(
        [_file_report(result, options) for result in results],
        options.shop,
        options.reading.currency,
        options.reading.now,
        not options.keep,
        due,
    )


def _due_by_band(ledger: Connection, options: ImportOptions) -> list[tuple[str, int]]:
    """How many lines the shop's list has now, by urgency."""
    shops, filters = shop_queries.shop_data(ledger), Filters(shop=options.shop)
    actions = due_list.actions_due(ledger, options.reading.now, urgency.DEFAULT_WITHIN, filters, shops)
    return [(band, sum(a.band == band for a in actions)) for band in urgency.BANDS]


def _file_report(result: PartResult, options: ImportOptions) -> FileReport:
    part, tally = result.part, result.tally
    return FileReport(
        file=str(part.path),
        title=part.form.title,
        format=part.form.name,
        carries=part.form.carries,
        rows=part.rows,
        new=tally.new,
        changed=tally.changed,
        same=tally.same,
        rejects=result.rejects,
        shop=options.shop,
        as_of=part.as_of.astimezone(options.reading.zone),
        as_of_from=part.as_of_from,
        notes=part.notes,
        incomplete=part.incomplete,
        strange=result.strange,
        foreign=sorted(result.foreign),
        contradicted=result.contradicted,
        missing=result.missing,
    )


# --- inside the transaction -------------------------------------------------------------------------------------------


def _write(ledger: Connection, part: Part, options: ImportOptions) -> PartResult:
    """Put the facts of one part into the ledger. The touched cases are derived afterwards."""
    result = PartResult(part, rejects=list(part.misfits))
    if part.form.carries == "orders":
        _write_orders(ledger, result, options)
    else:
        _write_cases(ledger, result, options)
    return result


def _settle(ledger: Connection, results: Sequence[PartResult], options: ImportOptions, rule_book: RuleBook) -> None:
    """Remember the files and derive what they touched. The rules are read after the files are remembered: a shop's
    first import decides whether recording waits for data, and with it its rules.
    """
    for result in results:
        _remember(ledger, result, options)
    rules = rule_book.of(ledger)
    changed = shop_queries.changed_shops(ledger, {options.shop: rules.fingerprint(options.shop)})
    followed = deliveries.follow(ledger, options.shop)  # last, so that what buyers ask for has the lower ids
    store.rederive(ledger, set(followed).union(*(result.touched for result in results)), rules)
    store.adopt(ledger, changed, rules, options.reading.now)
    for result in results:
        result.contradicted = find.flagged(ledger, result.moved, "contradicted")


def _remember(ledger: Connection, result: PartResult, options: ImportOptions) -> None:
    """Remember the file: its as-of says how fresh the shop's data are. A file known already is not remembered twice."""
    part, tally = result.part, result.tally
    imports.add(
        ledger,
        imports.ImportedFile(
            shop=options.shop,
            file=part.path.name,
            sha256=part.sha256,
            format=part.form.name,
            carries=part.form.carries,
            as_of=part.as_of,
            as_of_from=part.as_of_from,
            rows=part.rows,
            new=tally.new,
            changed=tally.changed,
            same=tally.same,
            rejected=len(result.rejects),
            recorded_at=options.reading.now,
        ),
    )


def _write_orders(ledger: Connection, result: PartResult, options: ImportOptions) -> None:
    facts = _readable_orders(result, options.reading.currency)
    while chunk := list(islice(facts, orders.CHUNK)):
        if other := orders.order_of_another_shop(ledger, options.shop, [order.ref for order in chunk]):
            raise _another_shop(result.part.path, "order", other)
        moved = orders.put(ledger, options.shop, chunk, result.tally)
        for case, fresh in cancel_requests.take(ledger, options.shop, chunk, options.reading.now).items():
            if fresh and options.catchup:
                cases.set_caught_up(ledger, case, options.reading.now)
            result.touched.add(case)
        result.touched.update(cases.on_orders(ledger, options.shop, moved))


def _readable_orders(result: PartResult, currency: str) -> Iterator[OrderFacts]:
    """The orders of a part one after the other; rejects, unknown statuses and foreign currencies go to the result."""
    for facts in result.part.source.facts():
        if isinstance(facts, list):
            result.rejects += facts
            continue
        assert isinstance(facts, OrderFacts)  # noqa: S101  (a part that carries orders yields nothing else)
        if facts.status is None and facts.raw_status:
            result.strange[facts.raw_status] = result.strange.get(facts.raw_status, 0) + 1
        if facts.currency is not None and facts.currency != currency:
            result.foreign.add(facts.currency)
        yield facts


def _write_cases(ledger: Connection, result: PartResult, options: ImportOptions) -> None:
    part = result.part
    oldest: datetime | None = None
    statuses: set[str] = set()
    for facts in part.source.facts():
        if isinstance(facts, list):
            result.rejects += facts
            continue
        assert isinstance(facts, CaseFacts)  # noqa: S101  (a part that carries cases yields nothing else)
        _write_case(ledger, facts, result, options)
        oldest = facts.opened_at if oldest is None else min(oldest, facts.opened_at)
        statuses.add(facts.status)
    # Only an export that shows more than one status, and without holes, can tell that something is gone from it.
    whole = len(statuses) > 1 and not part.incomplete and not result.rejects and part.form.array is None
    if oldest is not None and whole:
        result.missing = cases.mark_missing(ledger, options.shop, result.touched, oldest, part.as_of)


def _write_case(ledger: Connection, facts: CaseFacts, result: PartResult, options: ImportOptions) -> None:
    part, now = result.part, options.reading.now
    refs = [ref for ref in (facts.ref, facts.prior_ref, facts.next_ref) if ref]
    if other := cases.ref_of_another_shop(ledger, options.shop, refs):
        raise _another_shop(part.path, "request", other)
    if facts.order and (other := orders.order_of_another_shop(ledger, options.shop, [facts.order])):
        raise _another_shop(part.path, "order", other)
    case, change = cases.put(ledger, options.shop, facts, part.as_of, now)
    if change == "new" and options.catchup:
        cases.set_caught_up(ledger, case, now)
    result.tally.count(change)
    result.touched.add(case)
    if change != "same":
        result.moved.add(case)
    if facts.amount is not None and facts.amount.currency != options.reading.currency:
        result.foreign.add(facts.amount.currency)


def _another_shop(path: Path, what: str, other: tuple[str, str]) -> FileRefused:
    ref, shop = other
    order = tr("order {ref} belongs to shop {shop}", ref=ref, shop=shop)
    request = tr("request {ref} belongs to shop {shop}", ref=ref, shop=shop)
    return FileRefused(
        path,
        order if what == "order" else request,
        tr("Use --shop {shop} if the file is from that shop.", shop=shop),
    )
