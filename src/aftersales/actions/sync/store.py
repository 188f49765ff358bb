"""What was read, written into the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.actions.imports import changes, writing
from aftersales.actions.imports.part_result import PartOptions, PartResult
from aftersales.actions.imports.shop_choice import ImportShop
from aftersales.actions.imports.writing import EveryRowRejected
from aftersales.actions.sync import return_records
from aftersales.actions.sync.lists import ListReading
from aftersales.context.app import App
from aftersales.errors import FileRefused
from aftersales.importing.parse.parts import answered_part
from aftersales.language import tr
from aftersales.ledger import journal
from aftersales.ledger.connection import BUSY_SECONDS, Connection
from aftersales.ledger.derived import store as derived
from aftersales.ledger.facts import absences, streams
from aftersales.ledger.facts.streams import RECORDS, StreamState
from aftersales.ledger.queries import asked
from aftersales.rendering.fields.imports import FileReport
from aftersales.rendering.fields.platform.syncs import ListFault, ListReport

COMMAND = "sync"  # how the log calls it, also where a list asked for it


def store(
    app: App,
    shop: ImportShop,
    readings: Sequence[ListReading],
    options: PartOptions,
    *,
    keep: bool = True,
    wait: float = BUSY_SECONDS,
) -> list[ListReport]:
    """Write what was read of a shop, with how far it is read, in one transaction: the same way as the files of an
    import. A batch that brings nothing new leaves no entry in the log. `wait` is how many seconds it waits for its
    turn at the ledger.
    """
    with app.ledger.writing(keep=keep, wait=wait, command=COMMAND) as ledger:
        before = streams.states(ledger, shop.name)
        results: list[PartResult | None] = []
        refused, steps = "", set[int]()
        for reading in readings:
            try:
                results.append(None if refused else _written(app, ledger, shop, reading, options))
                if reading.stream == RECORDS and not refused:
                    steps |= return_records.write(ledger, shop.name, reading, options.now)
            except FileRefused as refusal:
                refused = _of_another_shop(shop, refusal)
                results.append(None)
            if refused:  # so is all of it: the shop is tied to another one's authorisation
                reading.state = before.get((shop.name, reading.stream), StreamState(shop.name, reading.stream))
                reading.refuse(refused, options.now)
        unseen = [[] if reading.refused else _unseen(ledger, shop, reading) for reading in readings]
        for reading in readings:
            streams.put(ledger, reading.state)
        writing.settle(ledger, [result for result in results if result is not None], app.rules, options)
        gone = {case for some in unseen for case in some}
        derived.rederive(ledger, gone | steps, app.rules.of(ledger))
        journal.forget_seen_again(ledger)
        app.ledger.adopt(ledger)  # whether a shop's data are imported at all is part of its rules
        return [
            _reported(ledger, shop, *parts, first=_is_first(before.get((shop.name, parts[0].stream))))
            for parts in zip(readings, results, unseen, strict=True)
        ]


def _is_first(known: StreamState | None) -> bool:
    """Whether a list was never read to its end before."""
    return known is None or known.until is None


def _reported(
    ledger: Connection,
    shop: ImportShop,
    reading: ListReading,
    result: PartResult | None,
    absent: Sequence[int],
    *,
    first: bool,
) -> ListReport:
    file = None if result is None else changes.file_report(ledger, result, first=first)
    return _report(shop, reading, file, absent, first=first)


def _of_another_shop(shop: ImportShop, refusal: FileRefused) -> str:
    return tr(
        "What TikTok shows can't be of this shop: {reason}. Tie the shop to its own authorisation: aftersales login "
        "--shop {shop}.",
        reason=refusal.what,
        shop=shop.name,
    )


def _written(
    app: App, ledger: Connection, shop: ImportShop, reading: ListReading, options: PartOptions
) -> PartResult | None:
    """What came of the rows of a list; None where there are none. Raises FileRefused where they can't be of that
    shop.
    """
    if not reading.rows or reading.stream == RECORDS:
        return None
    label = f"{COMMAND} {reading.stream}"
    part = answered_part(label, reading.array, reading.rows, reading.as_of, reading.answered_at)
    try:
        results, _ = writing.write_parts(ledger, [(shop, part)], options, app.rules)
    except EveryRowRejected as rejected:
        results = rejected.results
    return results[0]


def _unseen(ledger: Connection, shop: ImportShop, reading: ListReading) -> list[int]:
    """The cases that were asked for by their numbers and did not come, flagged."""
    if not reading.unseen:
        return []
    return absences.mark_unseen(ledger, asked.cases_of(ledger, shop.name, reading.unseen), reading.as_of)


def _report(
    shop: ImportShop, reading: ListReading, file: FileReport | None, unseen: Sequence[int], *, first: bool
) -> ListReport:
    until = reading.state.until
    fault: ListFault | None = None
    if reading.fault is not None and not reading.refused:
        fault = ListFault(str(reading.fault), reading.fault.code, reading.fault.request_id)
    elif reading.short:
        fault = ListFault(reading.short)
    return ListReport(
        shop.name,
        reading.stream,
        None if until is None else until.astimezone(shop.zone),
        file,
        fault,
        tuple(unseen),
        first,
    )


def merged(one: ListReport, other: ListReport) -> ListReport:
    """What came of a list that was stored in two batches, as one: `other` is the later."""
    file = one.file or other.file
    if one.file is not None and other.file is not None:
        file = _joined(one.file, other.file)
    return other._replace(
        file=file, unseen=(*one.unseen, *other.unseen), fault=other.fault or one.fault, first=one.first
    )


def _joined(one: FileReport, other: FileReport) -> FileReport:
    latest = {change.case.id: change for change in (*one.cases, *other.cases)}
    strange = {**one.strange, **other.strange}
    return other._replace(
        rows=one.rows + other.rows,
        new=one.new + other.new,
        changed=one.changed + other.changed,
        same=one.same + other.same,
        rejects=(*one.rejects, *other.rejects),
        contradicted=(*one.contradicted, *other.contradicted),
        missing=(*one.missing, *other.missing),
        strange={word: one.strange.get(word, 0) + other.strange.get(word, 0) for word in strange},
        foreign=sorted({*one.foreign, *other.foreign}),
        cases=list(latest.values()),
        first=one.first,
    )
