"""What the newest requests have cost, by reason and by mode."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta, tzinfo

from aftersales.context.app import App
from aftersales.core.cases.stored import RequestTotal
from aftersales.core.money.amount import Money, optional_money
from aftersales.core.requests import reasons
from aftersales.ledger.queries import claims as claim_queries
from aftersales.ledger.queries import decisions
from aftersales.policies import library
from aftersales.rendering.webpage.content import CostRow, RequestCosts

DAYS = 30


def costs_of(app: App, shops: Sequence[str], zone: tzinfo) -> RequestCosts:
    """What the requests of these shops that came in within 30 days have cost until now."""
    since = (app.now.astimezone(zone) - timedelta(days=DAYS)).date()
    begins = datetime.combine(since, time(), zone)
    totals = [*decisions.request_totals(app.ledger.current(), begins, shops), *_won(app, shops, begins)]
    table = library.reasons()
    settled = [total for total in totals if total.kind == "return" and total.decision == "approved"]
    return RequestCosts(
        since,
        _rows(totals, lambda total: reasons.group(total.reason, table, total.reason_code)),
        _rows(settled, lambda total: total.mode),
    )


def _won(app: App, shops: Sequence[str], since: datetime) -> Iterator[RequestTotal]:
    """What claims, appeals and postage have brought on these requests, as `status` reckons it; each is counted with
    what was refunded.
    """
    ids = claim_queries.requests_to_recover(app.ledger.current(), since, shops)
    if not ids:  # usual, and what follows loads much
        return
    from aftersales.actions.claims.recovery import recovery_of
    from aftersales.ledger.facts.records import load

    for case in load(app.ledger.current(), ids, trust=True):
        state, brought, currency = recovery_of(case)
        won = optional_money(brought.won, currency)
        yield RequestTotal(case.kind, case.reason, case.reason_code, state.decision, state.mode, 0, None, None, won)


def _rows(totals: Sequence[RequestTotal], name_of: Callable[[RequestTotal], str]) -> list[CostRow]:
    """The totals under their names, the most frequent first."""
    by_name: dict[str, list[RequestTotal]] = {}
    for total in totals:
        by_name.setdefault(name_of(total), []).append(total)
    rows = [
        CostRow(
            name,
            sum(total.requests for total in of_name),
            _sums(total.refunded for total in of_name),
            _sums(total.postage for total in of_name),
            _sums(total.won for total in of_name),
        )
        for name, of_name in by_name.items()
    ]
    return sorted(rows, key=lambda row: (-row.requests, row.name))


def _sums(amounts: Iterable[Money | None]) -> list[Money]:
    """The amounts added up by currency; those of nothing left out."""
    by_currency: dict[str, int] = {}
    for amount in amounts:
        if amount is not None and amount.minor:
            by_currency[amount.currency] = by_currency.get(amount.currency, 0) + amount.minor
    return [Money(minor, currency) for currency, minor in sorted(by_currency.items())]
