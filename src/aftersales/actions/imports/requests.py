"""Requests of a part of a file, written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from aftersales.actions.imports.part_result import CaseStanding, PartOptions, PartResult
from aftersales.core.cases.facts import CaseFacts, unknown_words
from aftersales.errors import FileRefused
from aftersales.importing.parse.contents import AnswerSource, UnreadSource
from aftersales.language import tr
from aftersales.ledger import journal
from aftersales.ledger.derived.new_cases import Intake, NewCases
from aftersales.ledger.facts import absences, cases, orders
from aftersales.ledger.facts.known_requests import ALONE, ENTANGLED, numbers_of, sort_out
from aftersales.ledger.queries import find
from aftersales.ledger.working_copy import loading, seen_again
from aftersales.ledger.working_copy.seen_again import AnswerRow

if TYPE_CHECKING:
    from datetime import datetime

    from aftersales.context.rules_in_force import RuleBook, RulesInForce
    from aftersales.importing.files.answer_records import StoredRecord
    from aftersales.importing.parse.parts import Part
    from aftersales.ledger.connection import Connection
    from aftersales.ledger.derived.store import ShopRules

_CHUNK = 400


_NOWHERE = CaseStanding("pending", "none", "none")


def write(ledger: Connection, result: PartResult, options: PartOptions, rule_book: RuleBook) -> None:
    """Put the requests of a part into the ledger, inside the caller's transaction. Those that nothing else has to do
    with are derived at once; the others that it touched are derived afterwards. Raises FileRefused where one is known
    in another shop, and PolicyError.
    """
    writer = _Writer(ledger, result, options, rule_book)
    facts = _readable(result, writer)
    while chunk := list(islice(facts, _CHUNK)):
        writer.take(chunk)
    writer.store()
    result.oldest, result.statuses = writer.oldest, writer.statuses


def renew_missing(ledger: Connection, results: Sequence[PartResult]) -> None:
    """Flag what exports should hold and don't, inside the caller's transaction, after all of them were remembered and
    what they touched was derived. What is newly flagged is told of the export that lacks it, or of the older one that
    is read after it.
    """
    read = [result for result in results if not isinstance(result.part.content, UnreadSource)]
    for shop in dict.fromkeys(result.shop.name for result in read):
        of_shop = [result for result in read if result.shop.name == shop]
        exports = [result for result in of_shop if result.part.form.carries == "cases" and not result.part.form.array]
        if exports:
            loading.load_open_cases(ledger, shop)
        touched = set[int]().union(*(result.touched for result in of_shop))
        for case, since in absences.renew_missing(ledger, shop, touched, of_export=bool(exports)).items():
            lacking = [result for result in exports if result.part.as_of == since and result.part.is_whole]
            if lacking:
                lacking[-1].missing.append(case)
            else:
                telling = [result for result in exports if case in result.touched or case in result.derived]
                (telling or exports or of_shop)[-1].overtaken.append(case)


def _readable(result: PartResult, writer: _Writer) -> Iterator[CaseFacts]:
    """The requests of a part one after the other, but those that say nothing new; its rejects go to the result."""
    content = result.part.content
    for facts in content.facts(writer.pass_over) if isinstance(content, AnswerSource) else content.facts():
        if isinstance(facts, list):
            result.rejects += facts
        else:
            assert isinstance(facts, CaseFacts)  # noqa: S101  (a part that carries cases yields nothing else)
            yield facts


class _Writer:
    """Writes the requests of one part. `oldest` is the first that was asked for, `statuses` are those that occur."""

    def __init__(self, ledger: Connection, result: PartResult, options: PartOptions, rule_book: RuleBook) -> None:
        self._ledger, self._result, self._options, self._rule_book = ledger, result, options, rule_book
        self._new = NewCases(ledger)
        self._in_force: RulesInForce | None = None
        self._rules: ShopRules | None = None
        self._put_in: dict[str, int] = {}  # the digests of rows by their number, to know them again
        self.oldest: datetime | None = None
        self.statuses: set[str] = set()

    def pass_over(self, records: Sequence[StoredRecord]) -> Collection[str]:
        """The numbers of the rows that say nothing new: they are only noted as seen again."""
        result, shop, part = self._result, self._result.shop.name, self._result.part
        rows = [AnswerRow(r.number, r.digest, f"{part.source.name}:{r.position}") for r in records]
        rules = self._rules_in_force().fingerprint(shop)
        known = seen_again.known_rows(self._ledger, shop, rows, part.as_of, rules)
        if not known:
            return known
        orders_of = [row.order for row in known.values() if row.order]
        if not self._options.force and (
            cases.ref_of_another_shop(self._ledger, shop, list(known))
            or orders.order_of_another_shop(self._ledger, shop, orders_of)
        ):
            return ()  # refused where they are read
        pairs = [(row, known[row.number]) for row in rows if row.number in known]
        seen_again.see_again(self._ledger, pairs, part.as_of, log=not part.is_synced)
        for row in known.values():
            result.count_amount(row.currency)
        result.tally.same += len(known)
        return known

    def take(self, requests: Sequence[CaseFacts]) -> None:
        """Write some requests, a few hundred at most; what stands alone waits for `store`."""
        shop, result = self._result.shop.name, self._result
        refs = {ref for facts in requests for ref in numbers_of(facts)}
        loading.load_requests(self._ledger, refs, {facts.order for facts in requests if facts.order})
        if not self._options.force:
            self._refuse_other_shops(requests)
        alone: list[CaseFacts] = []
        for facts, known in zip(requests, sort_out(self._ledger, shop, requests), strict=True):
            strange = unknown_words(facts)
            if known == ALONE:
                # Words of the platform that are not known are told each time.
                alone.append(facts._replace(digest=0) if strange or len(numbers_of(facts)) > 1 else facts)
            else:
                if known == ENTANGLED:  # it may be new: cases are numbered as they stand in the file
                    self._open(alone)
                    self.store()
                    alone = []
                self._put(facts, known_again=not strange)
            for word in strange:
                result.count_strange(word)
            result.count_amount(facts.amount.currency if facts.amount is not None else None)
            self.oldest = facts.opened_at if self.oldest is None else min(self.oldest, facts.opened_at)
            self.statuses.add(facts.status)
        self._open(alone)
        seen_again.see_first(self._ledger, shop, self._put_in.items())
        self._put_in.clear()

    def _rules_in_force(self) -> RulesInForce:
        part = self._result.part
        if self._in_force is None:
            self._in_force = self._rule_book.of(self._ledger, (self._result.shop.name,) if part.is_dated else ())
        return self._in_force

    def _open(self, requests: Sequence[CaseFacts]) -> None:
        if not requests:
            return
        result, options = self._result, self._options
        if self._rules is None:
            shop = result.shop.name
            self._rules = self._rules_in_force()[shop]
            result.rules = self._rules.fingerprint
        intake = Intake(result.shop.name, result.shop.market, result.part.as_of, options.now, options.catchup)
        self._new.add(requests, intake, self._rules)

    def store(self) -> None:
        """Put what waits into the ledger."""
        opened = self._new.store()
        self._result.tally.new += len(opened)
        self._result.opened.add(opened)
        self._result.derived.add(opened)

    def _put(self, facts: CaseFacts, *, known_again: bool) -> None:
        result, options, shop = self._result, self._options, self._result.shop.name
        case, change = cases.put(self._ledger, shop, facts, result.part.as_of, options.now)
        if change == "new" and options.catchup:
            cases.set_caught_up(self._ledger, case, options.now)
        result.tally.count(change)
        result.touched.add(case)
        if change == "new":
            result.opened.add(range(case, case + 1))
        elif change == "changed":  # what is derived is still that of before this file
            result.before.setdefault(case, self._standing(case))
        if change != "same":
            result.moved.add(case)
        numbers = numbers_of(facts)
        seen_again.forget(self._ledger, shop, numbers)
        # The log does not keep that a sync saw something again, and so could not tell what came after it.
        if known_again and facts.digest and len(numbers) == 1 and not (change == "same" and result.part.is_synced):
            self._put_in[facts.ref] = facts.digest

    def _standing(self, case: int) -> CaseStanding:
        """Where a case stood before this import; one that it opened did not stand anywhere."""
        opened = journal.is_new(self._ledger, case)
        return _NOWHERE if opened else CaseStanding(*find.standing(self._ledger, case))

    def _refuse_other_shops(self, requests: Iterable[CaseFacts]) -> None:
        """Raise FileRefused for the first request that another shop has, or on an order of another shop."""
        shop, ledger, some = self._result.shop.name, self._ledger, list(requests)
        refs = [ref for facts in some for ref in numbers_of(facts)]
        known = [facts.order for facts in some if facts.order]
        if not cases.ref_of_another_shop(ledger, shop, refs) and not orders.order_of_another_shop(ledger, shop, known):
            return
        for facts in some:
            if other := cases.ref_of_another_shop(ledger, shop, numbers_of(facts)):
                raise another_shop(self._result.part, "request", other)
            if facts.order and (other := orders.order_of_another_shop(ledger, shop, [facts.order])):
                raise another_shop(self._result.part, "order", other)


def another_shop(part: Part, what: str, other: tuple[str, str]) -> FileRefused:
    """The refusal of a file with an `order` or a `request` that another shop has: its number and that shop."""
    ref, shop = other
    order = tr("order {ref} belongs to shop {shop}", ref=ref, shop=shop)
    request = tr("request {ref} belongs to shop {shop}", ref=ref, shop=shop)
    return FileRefused(
        part.source.label,
        order if what == "order" else request,
        tr("Use --shop {shop} if the file is from that shop; --force takes it for this one.", shop=shop),
    )
