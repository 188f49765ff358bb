"""The comparison of modes for a return."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from aftersales.actions.modes import compare, open_offer, past_costs
from aftersales.context.app import App
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.clock import Clock
from aftersales.core.modes import describe, figures
from aftersales.core.modes.comparison import Comparison, RefundRequest
from aftersales.ledger.derived import store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.queries import find
from aftersales.rendering.fields.compared_return import ComparedReturn, shell_key


def compared_return(app: App, number: int, offer: str | None = None, *, force: bool = False) -> ComparedReturn:
    """Compare the modes for a case as it stands. Raises TransitionRefused where there is nothing to compare."""
    row = find.stored_case(app.ledger.current(), number)
    case, rules, derived = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    open_ = compare.mode_refusal(case, derived) is None
    at = app.now if open_ and derived.state.decision != "offered" else None
    matter, comparison, rule, figures_of_shop = compare.compare(
        app, app.ledger.current(), case, derived, offer, force=force, at=at
    )
    offered = open_offer.open_offer(case, rules, derived, app.now)
    if offered is not None:
        comparison = comparison._replace(recommended=None)
    clocks = {m.mode: _clocks(app, case, rules, m.mode) for m in comparison.modes if m.choosable and open_}
    hints = tuple(_hints(app, row, matter, comparison))
    policy = app.rules.policy(case.shop, case.market)
    notes = tuple(describe.comparison_notes(matter, comparison, policy.returnless, policy.local_service))
    postage = past_costs.postage(app, app.ledger.current(), case.shop, figures_of_shop, comparison.refund.currency)
    recovery = past_costs.recovery(app, app.ledger.current(), case.shop, compare.goods(row), figures_of_shop)
    return ComparedReturn(
        case,
        row,
        derived,
        ZoneInfo(rules.zone),
        matter,
        comparison,
        open_,
        clocks,
        hints,
        notes,
        rule,
        postage,
        offered,
        recovery=recovery,
    )


def _clocks(app: App, case: Case, rules: ShopRules, mode: str) -> tuple[Clock, ...]:
    """The clocks that would run, were this mode recorded now."""
    name = "request.offered" if mode == "partial" else "request.approved"
    return open_offer.would_start(case, rules, name, {"mode": mode}, app.now)


def _hints(app: App, row: StoredCase, matter: RefundRequest, comparison: Comparison) -> Iterator[str]:
    """The configuration keys worth setting, quoted for a shell: those of missing figures, then those without which a
    mode is not available.
    """
    shop, currency = ("shops", row.shop), matter.refund.currency
    for name in comparison.missing:
        if name not in ("landed_cost", "recovery"):
            yield shell_key(*shop, "costs", name)
            continue
        for sku in dict.fromkeys(sku for sku, _ in compare.goods(row)):
            if name not in figures.figures_for(app.configuration.costs, row.shop, [(sku, 1)], currency).known:
                yield shell_key(*(("skus", sku) if sku else ("costs",)), name)
    address, service = comparison.mode("seller-address"), comparison.mode("local-service")
    if address.unknown:
        yield shell_key(*shop, "takes_returns")
    if not service.available and service.soft and matter.service and not matter.address:
        yield shell_key(*shop, "costs", "service_fee")
