"""Parts of files, written in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from aftersales import text
from aftersales.actions.imports.shop_choice import ImportShop
from aftersales.context.rules_in_force import RuleBook
from aftersales.core.cases.facts import CaseFacts, OrderFacts, is_unknown, unknown_words
from aftersales.errors import FileRefused
from aftersales.importing.parse.parts import Part
from aftersales.importing.parse.rejected import RejectedRows
from aftersales.language import tr
from aftersales.ledger import sqlite
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import absences, cancel_requests, cases, deliveries, imports, orders, undelivered
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import markets
from aftersales.rendering.fields.imports import Skipped


class PartOptions(NamedTuple):
    """How parts are written at `now` (UTC). `catchup`: what is past already is history, not overdue; `force`: a file
    that looks like another shop's is taken all the same.
    """

    now: datetime
    catchup: bool = False
    force: bool = False


class EveryRowRejected(Exception):
    """No row of any file could be read, so nothing is written. `results` have the rejected rows."""

    def __init__(self, results: list[PartResult]) -> None:
        super().__init__(results)
        self.results = results


class CaseStanding(NamedTuple):
    """Where a case stands on the three axes."""

    decision: str
    parcel: str
    money: str


@dataclass(slots=True)
class PartResult:
    """What came of one part of a shop's file while it is written. `before` has the standing of each case that the
    ledger had already; `amounts` counts the amounts, `foreign` those in another currency than the market's.
    """

    part: Part
    shop: ImportShop
    tally: orders.Tally = field(default_factory=orders.Tally)
    rejects: RejectedRows = field(default_factory=RejectedRows)
    touched: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    opened: list[int] = field(default_factory=list)
    before: dict[int, CaseStanding] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    contradicted: list[int] = field(default_factory=list)
    amounts: int = 0
    foreign: dict[str, int] = field(default_factory=dict)
    strange: dict[str, int] = field(default_factory=dict)

    @property
    def written(self) -> int:
        """How many orders or cases were new, changed or the same."""
        return self.tally.new + self.tally.changed + self.tally.same

    @property
    def is_news(self) -> bool:
        """Whether it brought anything that was not known."""
        return bool(self.tally.new or self.tally.changed)

    def count_strange(self, word: str) -> None:
        """Take in one word of the platform that is not known here; empty where it gives none."""
        self.strange[word] = self.strange.get(word, 0) + 1

    def count_amount(self, currency: str | None) -> None:
        """Take in the currency of one amount; None where the file has no amount."""
        self.amounts += currency is not None
        if currency is not None and currency != self.shop.currency:
            self.foreign[currency] = self.foreign.get(currency, 0) + 1


def write_parts(
    ledger: Connection, parts: Sequence[tuple[ImportShop, Part]], options: PartOptions
) -> tuple[list[PartResult], list[Skipped]]:
    """Put the facts of parts into the ledger, and say which were left out: files that nobody named and that can't be
    of that shop. What was exported first is written first; the results are in the order of the parts. Raises
    FileRefused for a named one, and EveryRowRejected.
    """
    by_place: dict[int, PartResult] = {}
    skipped: list[Skipped] = []
    for place, (shop, part) in sorted(enumerate(parts), key=lambda item: item[1][1].as_of):
        try:
            with sqlite.savepoint(ledger):
                by_place[place] = _write(ledger, shop, part, options)
        except FileRefused as refused:
            if part.source.named:
                raise
            skipped.append(Skipped(part.source.label, refused.what))
    results = [by_place[place] for place in sorted(by_place)]
    if any(r.rejects for r in results) and not any(r.written for r in results):
        raise EveryRowRejected(results)
    return results, skipped


def _write(ledger: Connection, shop: ImportShop, part: Part, options: PartOptions) -> PartResult:
    """Put the facts of one part into the ledger. The touched cases are derived afterwards."""
    result = PartResult(part, shop, rejects=RejectedRows(part.misfits))
    if part.form.carries == "orders":
        _write_orders(ledger, result, options)
    else:
        _write_cases(ledger, result, options)
    if result.amounts and sum(result.foreign.values()) == result.amounts and not options.force:
        raise _another_currency(part, shop, result.foreign)
    if result.foreign and not options.force and len(countries := _markets_of(part)) > 1:
        raise _several_markets(part, shop, countries)
    return result


def settle(ledger: Connection, results: Sequence[PartResult], rule_book: RuleBook, options: PartOptions) -> None:
    """Remember the files and derive what they touched. The rules are read after the files are remembered: a shop's
    first import decides whether recording waits for data, and with it its rules.
    """
    for result in results:
        # Else nobody knows how fresh it is. Of what is asked for every half hour only the news are remembered.
        if result.part.is_dated and (result.is_news or not result.part.is_synced):
            _remember(ledger, result, options.now)
    rules = rule_book.of(ledger)
    names = list(dict.fromkeys(result.shop.name for result in results))
    changed = shop_queries.changed_shops(ledger, {name: rules.fingerprint(name) for name in names})
    # Last, so that what buyers ask for has the lower ids.
    followed = [case for name in names for case in deliveries.follow(ledger, name)]
    if options.catchup:
        for case in followed:
            cases.set_caught_up(ledger, case, options.now)
    store.rederive(ledger, set(followed).union(*(result.touched for result in results)), rules)
    store.adopt(ledger, changed, rules, options.now)
    for result in results:
        result.contradicted = find.flagged(ledger, result.moved, "contradicted")


def _remember(ledger: Connection, result: PartResult, now: datetime) -> None:
    """Remember the file: its as-of says how fresh the shop's data are. A file known already is not remembered twice."""
    part, tally = result.part, result.tally
    imports.add(
        ledger,
        imports.ImportedFile(
            shop=result.shop.name,
            file=part.source.name,
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
            recorded_at=now,
        ),
    )


def _write_orders(ledger: Connection, result: PartResult, options: PartOptions) -> None:
    facts, shop = _readable_orders(result), result.shop.name
    while chunk := list(islice(facts, orders.CHUNK)):
        other = None if options.force else orders.order_of_another_shop(ledger, shop, [order.ref for order in chunk])
        if other:
            raise _another_shop(result.part, "order", other)
        moved = orders.put(ledger, shop, chunk, result.tally)
        for case, fresh in cancel_requests.take(ledger, shop, chunk, options.now).items():
            if fresh and options.catchup:
                cases.set_caught_up(ledger, case, options.now)
            result.touched.add(case)
        for case in undelivered.take(ledger, shop, chunk, options.now):
            if options.catchup:
                cases.set_caught_up(ledger, case, options.now)
            result.touched.add(case)
            result.opened.append(case)
        result.touched.update(cases.on_orders(ledger, shop, moved))


def _readable_orders(result: PartResult) -> Iterator[OrderFacts]:
    """The orders of a part one after the other; rejects, unknown statuses and foreign currencies go to the result."""
    for facts in result.part.content.facts():
        if isinstance(facts, list):
            result.rejects += facts
            continue
        assert isinstance(facts, OrderFacts)  # noqa: S101  (a part that carries orders yields nothing else)
        if is_unknown(facts):
            result.count_strange(facts.raw_status or "")
        result.count_amount(facts.currency)
        yield facts


def _write_cases(ledger: Connection, result: PartResult, options: PartOptions) -> None:
    part = result.part
    oldest: datetime | None = None
    statuses: set[str] = set()
    for facts in part.content.facts():
        if isinstance(facts, list):
            result.rejects += facts
            continue
        assert isinstance(facts, CaseFacts)  # noqa: S101  (a part that carries cases yields nothing else)
        _write_case(ledger, facts, result, options)
        for word in unknown_words(facts):
            result.count_strange(word)
        oldest = facts.opened_at if oldest is None else min(oldest, facts.opened_at)
        statuses.add(facts.status)
    # Only an export that shows more than one status, and without holes, can tell that something is gone from it.
    whole = len(statuses) > 1 and not part.incomplete and not result.rejects and part.form.array is None
    if oldest is not None and whole:
        result.missing = absences.mark_missing(ledger, result.shop.name, result.touched, oldest, part.as_of)


def _write_case(ledger: Connection, facts: CaseFacts, result: PartResult, options: PartOptions) -> None:
    part, shop = result.part, result.shop.name
    refs = [ref for ref in (facts.ref, facts.prior_ref, facts.next_ref) if ref]
    if not options.force and (other := cases.ref_of_another_shop(ledger, shop, refs)):
        raise _another_shop(part, "request", other)
    if not options.force and facts.order and (other := orders.order_of_another_shop(ledger, shop, [facts.order])):
        raise _another_shop(part, "order", other)
    case, change = cases.put(ledger, shop, facts, part.as_of, options.now)
    if change == "new" and options.catchup:
        cases.set_caught_up(ledger, case, options.now)
    result.tally.count(change)
    result.touched.add(case)
    if change == "new":
        result.opened.append(case)
    elif change == "changed":  # what is derived is still that of before this file
        result.before.setdefault(case, CaseStanding(*find.standing(ledger, case)))
    if change != "same":
        result.moved.add(case)
    result.count_amount(facts.amount.currency if facts.amount is not None else None)


def _markets_of(part: Part) -> dict[str, int]:
    """How many rows go to each country that is a market."""
    names = {market.name.lower() for market in markets().values()}
    return {country: count for country, count in part.countries().items() if country.lower() in names}


def _several_markets(part: Part, shop: ImportShop, countries: Mapping[str, int]) -> FileRefused:
    return FileRefused(
        part.source.label,
        tr(
            "it has orders of several markets ({countries}), but {shop} sells in {currency}",
            countries=text.listed(f"{country} {count}" for country, count in sorted(countries.items())),
            shop=shop.name,
            currency=shop.currency,
        ),
        tr("Export each market by itself. --force takes all of it for this shop."),
    )


def _another_shop(part: Part, what: str, other: tuple[str, str]) -> FileRefused:
    ref, shop = other
    order = tr("order {ref} belongs to shop {shop}", ref=ref, shop=shop)
    request = tr("request {ref} belongs to shop {shop}", ref=ref, shop=shop)
    return FileRefused(
        part.source.label,
        order if what == "order" else request,
        tr("Use --shop {shop} if the file is from that shop; --force takes it for this one.", shop=shop),
    )


def _another_currency(part: Part, shop: ImportShop, foreign: Mapping[str, int]) -> FileRefused:
    return FileRefused(
        part.source.label,
        tr(
            "every amount in it is in {currencies}, but {shop} sells in {currency}",
            currencies=text.listed(sorted(foreign)),
            shop=shop.name,
            currency=shop.currency,
        ),
        tr("It is probably from another shop: name it with --shop. --force takes it for this one."),
    )
