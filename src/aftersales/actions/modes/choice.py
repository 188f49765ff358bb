"""The comparison of modes for a return, and the choice of one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.modes import compare, past_costs
from aftersales.actions.modes.past_costs import Finding, typed
from aftersales.actions.record import bulk_confirmation
from aftersales.context.app import App
from aftersales.core.cases.model import Case, Event
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.modes import describe, figures
from aftersales.core.modes.comparison import SERVICE_MARKET, Comparison, Mode, RefundRequest
from aftersales.core.modes.rule import ModeDecision
from aftersales.errors import NoAnswer
from aftersales.ledger.derived import store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.queries import find
from aftersales.record import NamedTuple

LATER = "later"


class ComparedReturn(NamedTuple):
    """A return with its modes compared; while it is still to be said which, the clocks that each would set going now,
    and what the mode rules come to; `postage` is what past returns teach.
    """

    case: Case
    row: StoredCase
    derived: Derived
    zone: ZoneInfo
    matter: RefundRequest
    comparison: Comparison
    clocks: dict[str, tuple[Clock, ...]]
    hints: tuple[str, ...]
    notes: tuple[str, ...]
    rule: ModeDecision | None = None
    postage: Finding | None = None

    @property
    def open(self) -> bool:
        """Whether the mode is still to be said."""
        return compare.mode_refusal(self.case, self.derived) is None


def compared_return(app: App, number: int, offer: str | None = None, *, force: bool = False) -> ComparedReturn:
    """Compare the modes for a case as it stands. Raises TransitionRefused where there is nothing to compare."""
    row = find.stored_case(app.ledger.current(), number)
    case, rules, derived = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    open_ = compare.mode_refusal(case, derived) is None
    at = app.now if open_ and derived.state.decision != "offered" else None
    matter, comparison, rule, figures_of_shop = compare.compare(
        app, app.ledger.current(), case, derived, offer, force=force, at=at
    )
    clocks = {m.mode: _clocks(app, case, rules, m.mode) for m in comparison.modes if m.available and open_}
    hints = tuple(_hints(app, row, matter, comparison))
    notes = tuple(describe.comparison_notes(matter, comparison, app.rules.policy(case.shop, case.market).returnless))
    postage = past_costs.postage(app, app.ledger.current(), case.shop, figures_of_shop, comparison.refund.currency)
    return ComparedReturn(
        case, row, derived, ZoneInfo(rules.zone), matter, comparison, clocks, hints, notes, rule, postage
    )


def _clocks(app: App, case: Case, rules: ShopRules, mode: str) -> tuple[Clock, ...]:
    """The clocks that would run, were this mode recorded now."""
    name = "request.offered" if mode == "partial" else "request.approved"
    event = Event(name, app.now, {"mode": mode}, recorded_at=app.now)
    would = rules.derive(case._replace(events=(*case.events, event)))
    fresh = [c for c in would.clocks if c.started_by == name and c.in_sight(app.now)]
    return tuple(sorted(fresh, key=lambda c: (c.due, c.duty)))


# --- showing --------------------------------------------------------------------------------------------------------


def show(app: App, compared: ComparedReturn, *, brief: bool = False) -> None:
    """The comparison as a page on stdout; a `brief` one leaves out where the figures are from and what to type."""
    from aftersales.rendering.pages.mode_comparison import ModeComparisonPage
    from aftersales.rendering.terminal import console as terminal

    comparison, case = compared.comparison, compared.case
    page = ModeComparisonPage(
        title=f"Case {case.id}: return of {comparison.refund}, order {case.order or 'not known'}{_settled(compared)}",
        about=" · ".join(t for t in (compared.row.product, case.reason or "no reason known") if t),
        comparison=comparison,
        notes=compared.notes,
        deadlines=[
            fact
            for m in comparison.modes
            if m.available
            for fact in (
                (m.mode, _sets_going(compared, m.mode)),
                ("", f"Seller Center: {describe.IN_SELLER_CENTER[m.mode]}"),
            )
            if fact[0] or not brief
        ],
        hints=[] if brief else [f"aftersales config set {key} VALUE" for key in compared.hints],
        learnt=_learnt(compared),
        rule=compared.rule.sentence() if compared.rule else "",
        brief=brief,
    )
    terminal.mode_comparison(terminal.console(sys.stdout, color=app.output.color), page)


def _learnt(compared: ComparedReturn) -> tuple[str, str] | None:
    if compared.postage is None:
        return None
    name = compared.postage.learnt.name
    return name, compared.postage.beside(
        next((i for i in compared.comparison.inputs if i.name == name), compared.postage.own_figure)
    )


def _settled(compared: ComparedReturn) -> str:
    """Where it stands already, if the mode is said."""
    state = compared.derived.state
    return "" if compared.open else f" ({state.decision}{'' if state.mode == 'undecided' else f', {state.mode}'})"


def _sets_going(compared: ComparedReturn, mode: str) -> str:
    dates = [
        f"{c.duty}{'' if c.owner == 'seller' else f' ({c.owner})'} by {text.moment(c.due.astimezone(compared.zone))}"
        for c in compared.clocks.get(mode, ())
    ]
    return "; ".join([*dates, describe.LATER_STEPS[mode]]) if dates else describe.CONSEQUENCES[mode]


def _hints(app: App, row: StoredCase, matter: RefundRequest, comparison: Comparison) -> Iterator[str]:
    """The keys worth setting: of what is missing, then of what keeps a mode from being had; as a shell takes them."""
    shop, currency = ("shops", row.shop), matter.refund.currency
    for name in comparison.missing:
        if name not in ("landed_cost", "recovery"):
            yield typed(*shop, "costs", name)
            continue
        for sku in dict.fromkeys(sku for sku, _ in compare.goods(row)):
            if name not in figures.figures_for(app.configuration.costs, row.shop, [(sku, 1)], currency).known:
                yield typed(*(("skus", sku) if sku else ("costs",)), name)
    address, service = comparison.mode("seller-address"), comparison.mode("local-service")
    if not address.available and address.soft:
        yield typed(*shop, "return_address")
    if not service.available and service.soft and matter.market == SERVICE_MARKET and not matter.address:
        yield typed(*shop, "costs", "service_fee")


# --- asking ---------------------------------------------------------------------------------------------------------


def _typed(app: App, prompt: str, default: str) -> str:
    """What is typed at a prompt. Ctrl-C and the end of input leave everything as it was (exit 130)."""
    try:
        return app.prompter.line(prompt, default)
    except NoAnswer:
        raise bulk_confirmation.nothing_recorded(app, 130) from None


def ask(app: App, compared: ComparedReturn, later: str, read: Callable[[str, str], str] | None = None) -> str | None:
    """Ask which mode; None for later, whose meaning `later` tells. `read` gives what is typed at a prompt, else the
    default.
    """
    open_ = [m.mode for m in compared.comparison.modes if m.available]
    best = compared.rule.mode if compared.rule and compared.rule.decides else compared.comparison.recommended
    shown = "/".join(f"[{mode}]" if mode == best else mode for mode in [*open_, LATER, "?"])
    while True:
        question, default = f"which mode? {shown}", best or "?"
        answer = (read(question, default) if read else _typed(app, question, default)).strip().lower()
        fits = [word for word in (*open_, LATER) if word.startswith(answer)]
        if answer == "?":
            app.output.warn(_explained(compared, later))
        elif len(fits) == 1:
            return None if fits == [LATER] else fits[0]
        else:
            app.output.warn(_not_that(answer, compared.comparison))


def _not_that(answer: str, comparison: Comparison) -> str:
    barred = next((m for m in comparison.modes if m.mode == answer), None)
    return (
        f"{answer} is not to be had: {barred.why_not}." if barred else f"{answer!r} is none of them; ? explains them."
    )


def _explained(compared: ComparedReturn, later: str) -> str:
    lines = []
    for mode in compared.comparison.modes:
        if mode.available:
            lines.append(f"{mode.mode}: {describe.CONSEQUENCES[mode.mode]}.")
            lines.append(f"  In Seller Center: {describe.IN_SELLER_CENTER[mode.mode]}.")
    lines += [f"{LATER}: {later}.", "The first letters are enough. Ctrl-C leaves everything as it is."]
    return "\n".join(lines)


def confirmed(app: App, mode: Mode, case: int) -> None:
    """Ask whether a mode is to be recorded. Raises Cancelled where the answer is no or there is none."""
    cost = f", expected to cost {mode.cost}" if mode.cost else ""
    bulk_confirmation.confirm(app, f"Record case {case} as {mode.mode}{cost}?")
