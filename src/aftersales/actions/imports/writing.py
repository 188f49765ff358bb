"""Parts of files, written in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from aftersales import text
from aftersales.actions.imports import requests
from aftersales.actions.imports.orders import writing as orders_writing
from aftersales.actions.imports.part_result import PartOptions, PartResult
from aftersales.actions.imports.shop_choice import ImportShop
from aftersales.context.rules_in_force import RuleBook, RulesInForce
from aftersales.errors import FileRefused
from aftersales.importing.parse.contents import UnreadSource
from aftersales.importing.parse.parts import Part
from aftersales.importing.parse.rejected import RejectedRows
from aftersales.language import tr
from aftersales.ledger import journal, sqlite
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases, deliveries, imports
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.working_copy import loading, seen_again
from aftersales.policies.find import markets
from aftersales.rendering.fields.imports import Skipped


class ChangedMeanwhile(Exception):
    """What a file tells of was changed after it was found that it need not be read again."""


class EveryRowRejected(Exception):
    """No row of any file could be read, so nothing is written. `results` have the rejected rows."""

    def __init__(self, results: list[PartResult]) -> None:
        super().__init__(results)
        self.results = results


def write_parts(
    ledger: Connection, parts: Sequence[tuple[ImportShop, Part]], options: PartOptions, rule_book: RuleBook
) -> tuple[list[PartResult], list[Skipped]]:
    """Put the facts of parts into the ledger, and say which were left out: files that nobody named and that can't be
    of that shop. What was exported first is written first; the results are in the order of the parts. Raises
    FileRefused for a named one, EveryRowRejected, and ConfigError for a shop that is not there.
    """
    for name in dict.fromkeys(shop.name for shop, _ in parts):
        shop_queries.shop_named(ledger, name)  # another program may have taken it back while the files were read
    by_place: dict[int, PartResult] = {}
    skipped: list[Skipped] = []
    for place, (shop, part) in sorted(enumerate(parts), key=lambda item: _place(item[1][1])):
        try:
            with sqlite.savepoint(ledger):
                by_place[place] = _write(ledger, shop, part, options, rule_book)
        except FileRefused as refused:
            if part.source.named:
                raise
            skipped.append(Skipped(part.source.label, refused.what))
    results = [by_place[place] for place in sorted(by_place)]
    if any(r.rejects for r in results) and not any(r.written for r in results):
        raise EveryRowRejected(results)
    return results, skipped


def _place(part: Part) -> tuple[datetime, datetime, str, str]:
    """By which files are put in order, however they are given."""
    return part.as_of, part.newest or part.as_of, part.source.name, part.sha256


def _write(ledger: Connection, shop: ImportShop, part: Part, options: PartOptions, rule_book: RuleBook) -> PartResult:
    """Put the facts of one part into the ledger. The touched cases are derived afterwards."""
    result = PartResult(part, shop, rejects=RejectedRows(part.misfits))
    if isinstance(part.content, UnreadSource):
        if not imports.is_as_left(ledger, shop.name, part.kept_as, part.content.write):
            raise ChangedMeanwhile
        result.tally.same = part.content.cases
        return result
    if part.form.carries == "orders":
        orders_writing.write(ledger, result, options)
    else:
        requests.write(ledger, result, options, rule_book)
    if result.amounts and sum(result.foreign.values()) == result.amounts and not options.force:
        raise _another_currency(part, shop, result.foreign)
    if result.foreign and not options.force and len(countries := _markets_of(part)) > 1:
        raise _several_markets(part, shop, countries)
    result.last_change = journal.last_change(ledger)
    return result


def settle(ledger: Connection, results: Sequence[PartResult], rule_book: RuleBook, options: PartOptions) -> None:
    """Remember the files and derive what they touched. The rules are read after the files are remembered: a shop's
    first import decides whether recording waits for data, and with it its rules.
    """
    for result in results:
        if isinstance(result.part.content, UnreadSource):
            continue
        # Of what is asked for every half hour, and of what says of no time, only the news are remembered.
        if result.is_news or (result.part.is_dated and not result.part.is_synced):
            _remember(ledger, result, options)
    rules = rule_book.of(ledger)
    names = list(dict.fromkeys(result.shop.name for result in results))
    changed = shop_queries.changed_shops(ledger, {name: rules.fingerprint(name) for name in names})
    # Last, so that what buyers ask for has the lower ids.
    followed = [case for name in names for case in deliveries.follow(ledger, name)]
    if options.catchup:
        for case in followed:
            cases.set_caught_up(ledger, case, options.now)
    for name in changed:
        loading.load_live_cases(ledger, name, options.now)
    touched = set(followed).union(*(_to_derive(result, rules) for result in results))
    store.rederive(ledger, touched, rules)
    store.adopt(ledger, changed, rules, options.now, [touched, *(result.derived for result in results)])
    requests.renew_missing(ledger, results)
    seen_again.store_directly(ledger)
    for result in results:
        if result.at_end is not None:
            result.at_end()
        result.contradicted = find.flagged(ledger, result.moved, "contradicted")


def _to_derive(result: PartResult, rules: RulesInForce) -> set[int]:
    """The cases that a part touched; and those that it opened, where the shop's rules are others than was thought."""
    fits = result.rules in ("", rules.fingerprint(result.shop.name))
    return result.touched if fits else result.touched.union(result.derived)


def read_so(read_as: str, *, force: bool) -> str | None:
    """How a file was read, and whether it was taken in any case, as the ledger keeps it; None where it must be read
    again another time.
    """
    return f"{read_as}|force" if read_as and force else read_as or None


def _remember(ledger: Connection, result: PartResult, options: PartOptions) -> None:
    """Remember the file: the as-of of a whole one says how fresh the shop's data are. A file known already is not
    remembered twice.
    """
    part, tally = result.part, result.tally
    tells_gaps = part.is_whole and part.form.carries == "cases" and not result.rejects
    imports.add(
        ledger,
        imports.ImportedFile(
            shop=result.shop.name,
            file=part.source.name,
            sha256=part.sha256,
            format=part.form.name,
            carries=part.kept_as,
            as_of=part.as_of,
            as_of_from=part.as_of_from,
            rows=part.rows,
            new=tally.new,
            changed=tally.changed,
            same=tally.same,
            rejected=len(result.rejects),
            recorded_at=options.now,
            size=part.size or None,
            read_as=None if result.has_remarks else read_so(part.read_as, force=options.force),
            first_request=result.oldest if tells_gaps else None,
            statuses=json.dumps(sorted(result.statuses)) if tells_gaps else None,
            own_numbers="ref" in part.form.own_ids if tells_gaps else None,
        ),
    )


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
