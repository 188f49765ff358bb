"""Decides the course of an import: read each file, judge it as a whole, then write all of them in one transaction.

Reading needs no lock and takes long; writing needs one and is short. Nothing is written where any file is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context.rules_in_force import RuleBook
from aftersales.core.cases.facts import CaseFacts, OrderFacts, Reject
from aftersales.core.time.instants import iso
from aftersales.errors import FileRefused
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Records, Sheet
from aftersales.importing.formats.recogniser import Format, nearest, of_array, of_header
from aftersales.importing.parse import api_objects, export_rows
from aftersales.importing.parse.staging import Stage
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases, deliveries, imports, orders
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Ask:
    """How the user wants files read. `zone` is that of the times inside the export, `currency` the market's."""

    shop: str
    zone: ZoneInfo
    currency: str
    now: datetime
    as_of: datetime | None = None
    encoding: str | None = None
    date_format: str | None = None
    catchup: bool = False


@dataclass(slots=True)
class Part:
    """One readable part of a file (a sheet, or one array of an answer), ready to be written."""

    path: Path
    form: Format
    as_of: datetime
    as_of_from: str
    sha256: str
    facts: Callable[[], Iterator[Any]]
    rows: int
    incomplete: bool = False
    misfits: Sequence[Reject] = ()
    notes: Sequence[str] = ()
    close: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Outcome:
    """What came of one part."""

    part: Part
    tally: orders.Tally = field(default_factory=orders.Tally)
    rejects: list[Reject] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    missing: list[int] = field(default_factory=list)
    contradicted: list[int] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    strange: dict[str, int] = field(default_factory=dict)


def prepare(path: Path, ask: Ask, progress: Progress | None = None) -> list[Part]:
    """Read a file as far as can be without the ledger. Raises FileRefused with one sentence."""
    content = read_file(path, ask.encoding)
    digest = _sha256(path)
    if isinstance(content, Sheet):
        return [_sheet(path, content, ask, digest, progress)]
    return [_answer(path, records, ask, digest) for records in content]


def _sheet(path: Path, sheet: Sheet, ask: Ask, digest: str, progress: Progress | None) -> Part:
    form = of_header(sheet.header)
    if form is None:
        raise _unknown(path, sheet)
    stage = Stage(sheet, form, (lambda done: progress(str(path), done, sheet.total)) if progress else None)
    if not stage.rows:
        raise FileRefused(path, f"it is a {form.title}, but has no rows", "Export it again with a longer period.")
    times = stage.times(ask.zone, ask.date_format)
    newest = stage.newest(times, iso(ask.now))
    as_of, told = _as_of(path, ask, datetime.fromisoformat(newest) if newest else None)
    reading = export_rows.Reading(
        form, path.name, export_rows.Places(stage.at), times, ask.currency, as_of, stage.ids_cut_off()
    )
    read = export_rows.orders if form.carries == "orders" else export_rows.cases
    # A file that is no UTF-8 is taken for the Chinese spreadsheets' encoding: that is a guess, and said.
    guessed = sheet.encoding == "gb18030" and ask.encoding is None
    return Part(
        path=path,
        form=form,
        as_of=as_of,
        as_of_from=told,
        sha256=digest,
        facts=lambda: read(reading, stage.groups()),
        rows=stage.rows,
        misfits=stage.misfits,
        notes=("read as GB18030 (Chinese); if names look wrong, say --encoding",) if guessed else (),
        close=stage.close,
    )


def _unknown(path: Path, sheet: Sheet) -> FileRefused:
    near = nearest(sheet.header)
    if near is not None and near[1]:
        form, lacking = near
        return FileRefused(
            path,
            f"it looks like a {form.title}, but lacks the column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)}",
            "Export it again with all columns.",
        )
    shown = ", ".join(h for h in sheet.header if h)[:80]
    return FileRefused(
        path,
        f"its columns ({shown}…) are those of no export known here",
        "Known are the orders and the returns export of Seller Center, and API answers.",
    )


def _answer(path: Path, records: Records, ask: Ask, digest: str) -> Part:
    form = of_array(records.array)
    rows = list(records.rows())
    as_of, told = _as_of(path, ask, api_objects.newest(form, rows, ask.now))
    return Part(
        path,
        form,
        as_of,
        told,
        digest,
        lambda: api_objects.read(form, path.name, _latest_last(form, rows), as_of),
        len(rows),
        incomplete=records.incomplete,
    )


def _latest_last(form: Format, rows: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, dict[str, Any]]]:
    """Rows in the order of their update, so that of several states of one ref the newest has the last word."""
    key = form.fields["updated_at"]

    def updated(row: tuple[int, dict[str, Any]]) -> int:
        value = str(row[1].get(key))
        return int(value) if value.isdecimal() and len(value) < 12 else 0

    return sorted(rows, key=updated)


def _as_of(path: Path, ask: Ask, newest: datetime | None) -> tuple[datetime, str]:
    if ask.as_of is not None:
        if newest is not None and ask.as_of < newest:
            inside = text.moment(newest.astimezone(ask.zone))
            raise FileRefused(path, f"--as-of is before {inside}, which is in the file", "Say when it was exported.")
        return ask.as_of, "--as-of"
    if newest is not None:
        return newest, "the newest instant in the file"
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return min(changed, ask.now), "the file's modification time"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- writing ------------------------------------------------------------------------------------------------------


def write(ledger: Connection, part: Part, ask: Ask) -> Outcome:
    """Put one part into the ledger, inside the caller's transaction; the caller derives the touched cases
    afterwards.
    """
    outcome = Outcome(part, rejects=list(part.misfits))
    if part.form.carries == "orders":
        _write_orders(ledger, part, ask, outcome)
    else:
        _write_cases(ledger, part, ask, outcome)
    return outcome


def settle(
    ledger: Connection,
    outcomes: Sequence[Outcome],
    ask: Ask,
    rule_book: RuleBook,
) -> None:
    """Remember the files and derive what they touched. The rules are read after the files are remembered: a shop's
    first import decides whether recording waits for data, and with it its rules.
    """
    for outcome in outcomes:
        _remember(ledger, outcome, ask)
    rules = rule_book.of(ledger)
    changed = shop_queries.changed_shops(ledger, {ask.shop: rules.fingerprint(ask.shop)})
    followed = deliveries.follow(ledger, ask.shop)  # last, so that what buyers ask for has the lower ids
    store.rederive(ledger, set(followed).union(*(o.touched for o in outcomes)), rules)
    store.adopt(ledger, changed, rules, ask.now)
    for outcome in outcomes:
        outcome.contradicted = find.flagged(ledger, outcome.moved, "contradicted")


def _remember(ledger: Connection, outcome: Outcome, ask: Ask) -> None:
    """Remember the file: its as-of says how fresh the shop's data are. A file known already is not remembered twice."""
    part, tally = outcome.part, outcome.tally
    imports.add(
        ledger,
        imports.ImportedFile(
            shop=ask.shop,
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
            rejected=len(outcome.rejects),
            recorded_at=ask.now,
        ),
    )


def _write_orders(ledger: Connection, part: Part, ask: Ask, outcome: Outcome) -> None:
    def good() -> Iterator[OrderFacts]:
        for item in part.facts():
            if isinstance(item, list):
                outcome.rejects += item
            else:
                if item.status is None and item.raw_status:
                    outcome.strange[item.raw_status] = outcome.strange.get(item.raw_status, 0) + 1
                if item.currency not in (None, ask.currency):
                    outcome.foreign.add(item.currency)
                yield item

    facts = good()
    while chunk := list(islice(facts, orders.CHUNK)):
        if other := orders.strangers(ledger, ask.shop, [o.ref for o in chunk]):
            raise _another_shop(part.path, "order", other)
        moved = orders.put(ledger, ask.shop, chunk, outcome.tally)
        outcome.touched.update(cases.on_orders(ledger, ask.shop, moved))


def _write_cases(ledger: Connection, part: Part, ask: Ask, outcome: Outcome) -> None:
    oldest: datetime | None = None
    shown: set[str] = set()
    for facts in part.facts():
        if isinstance(facts, list):
            outcome.rejects += facts
            continue
        assert isinstance(facts, CaseFacts)  # noqa: S101  (a part that carries cases yields nothing else)
        refs = [ref for ref in (facts.ref, facts.prior_ref, facts.next_ref) if ref]
        if other := cases.strangers(ledger, ask.shop, refs):
            raise _another_shop(part.path, "request", other)
        if facts.order and (other := orders.strangers(ledger, ask.shop, [facts.order])):
            raise _another_shop(part.path, "order", other)
        case, what = cases.put(ledger, ask.shop, facts, part.as_of, ask.now)
        if what == "new" and ask.catchup:
            cases.set_caught_up(ledger, case, ask.now)
        outcome.tally.count(what)
        outcome.touched.add(case)
        if what != "same":
            outcome.moved.add(case)
        if facts.amount is not None and facts.amount.currency != ask.currency:
            outcome.foreign.add(facts.amount.currency)
        oldest = facts.opened_at if oldest is None else min(oldest, facts.opened_at)
        shown.add(facts.status)
    # Only an export that shows more than one status, and without holes, can tell that something is gone from it.
    if (
        oldest is not None
        and len(shown) > 1
        and not part.incomplete
        and not outcome.rejects
        and part.form.array is None
    ):
        outcome.missing = cases.mark_missing(ledger, ask.shop, outcome.touched, oldest, part.as_of)


def _another_shop(path: Path, what: str, other: tuple[str, str]) -> FileRefused:
    ref, shop = other
    return FileRefused(
        path, f"{what} {ref} belongs to shop {shop}", f"Whose file is this? Say --shop {shop}, if it is that shop's."
    )
