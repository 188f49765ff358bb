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


class Sight(NamedTuple):
    """A return with its modes compared; while it is still to be said which, the clocks that each would set going now,
    and what the mode rules come to; `postage` is what past returns teach.
    """

    case: Case
    row: StoredCase
    told: Derived
    zone: ZoneInfo
    matter: RefundRequest
    found: Comparison
    clocks: dict[str, tuple[Clock, ...]]
    hints: tuple[str, ...]
    notes: tuple[str, ...]
    rule: ModeDecision | None = None
    postage: Finding | None = None

    @property
    def open(self) -> bool:
        """Whether the mode is still to be said."""
        return compare.said(self.case, self.told) is None


def sight(app: App, number: int, offer: str | None = None, *, force: bool = False) -> Sight:
    """Compare the modes for a case as it stands. Raises TransitionRefused where there is nothing to compare."""
    row = find.stored_case(app.ledger.current(), number)
    case, rules, told = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    open_ = compare.said(case, told) is None
    at = app.now if open_ and told.state.decision != "offered" else None
    matter, found, rule, own = compare.compare(app, app.ledger.current(), case, told, offer, force=force, at=at)
    clocks = {m.mode: _clocks(app, case, rules, m.mode) for m in found.modes if m.available and open_}
    hints = tuple(_hints(app, row, matter, found))
    notes = tuple(describe.comparison_notes(matter, found, app.rules.policy(case.shop, case.market).returnless))
    postage = past_costs.postage(app, app.ledger.current(), case.shop, own, found.refund.currency)
    return Sight(case, row, told, ZoneInfo(rules.zone), matter, found, clocks, hints, notes, rule, postage)


def _clocks(app: App, case: Case, rules: ShopRules, mode: str) -> tuple[Clock, ...]:
    """The clocks that would run, were this mode recorded now."""
    name = "request.offered" if mode == "partial" else "request.approved"
    event = Event(name, app.now, {"mode": mode}, recorded_at=app.now)
    would = rules.derive(case._replace(events=(*case.events, event)))
    fresh = [c for c in would.clocks if c.started_by == name and c.in_sight(app.now)]
    return tuple(sorted(fresh, key=lambda c: (c.due, c.duty)))


# --- showing --------------------------------------------------------------------------------------------------------


def show(app: App, seen: Sight, *, brief: bool = False) -> None:
    """The comparison as a page on stdout; a `brief` one leaves out where the figures are from and what to type."""
    from aftersales.rendering.pages.mode_comparison import ChoicePage
    from aftersales.rendering.terminal import console as terminal

    found, case = seen.found, seen.case
    page = ChoicePage(
        title=f"Case {case.id}: return of {found.refund}, order {case.order or 'not known'}{_settled(seen)}",
        about=" · ".join(t for t in (seen.row.product, case.reason or "no reason known") if t),
        found=found,
        notes=seen.notes,
        deadlines=[
            fact
            for m in found.modes
            if m.available
            for fact in (
                (m.mode, _sets_going(seen, m.mode)),
                ("", f"Seller Center: {describe.IN_SELLER_CENTER[m.mode]}"),
            )
            if fact[0] or not brief
        ],
        hints=[] if brief else [f"aftersales config set {key} VALUE" for key in seen.hints],
        learnt=_learnt(seen),
        rule=seen.rule.sentence() if seen.rule else "",
        brief=brief,
    )
    terminal.choice(terminal.console(sys.stdout, color=app.output.color), page)


def _learnt(seen: Sight) -> tuple[str, str] | None:
    if seen.postage is None:
        return None
    name = seen.postage.learnt.name
    return name, seen.postage.beside(next((i for i in seen.found.inputs if i.name == name), seen.postage.own))


def _settled(seen: Sight) -> str:
    """Where it stands already, if the mode is said."""
    state = seen.told.state
    return "" if seen.open else f" ({state.decision}{'' if state.mode == 'undecided' else f', {state.mode}'})"


def _sets_going(seen: Sight, mode: str) -> str:
    dates = [
        f"{c.duty}{'' if c.owner == 'seller' else f' ({c.owner})'} by {text.moment(c.due.astimezone(seen.zone))}"
        for c in seen.clocks.get(mode, ())
    ]
    return "; ".join([*dates, describe.LATER_STEPS[mode]]) if dates else describe.CONSEQUENCES[mode]


def _hints(app: App, row: StoredCase, matter: RefundRequest, found: Comparison) -> Iterator[str]:
    """The keys worth setting: of what is missing, then of what keeps a mode from being had; as a shell takes them."""
    shop, currency = ("shops", row.shop), matter.refund.currency
    for name in found.missing:
        if name not in ("landed_cost", "recovery"):
            yield typed(*shop, "costs", name)
            continue
        for sku in dict.fromkeys(sku for sku, _ in compare.goods(row)):
            if name not in figures.figures_for(app.configuration.costs, row.shop, [(sku, 1)], currency).known:
                yield typed(*(("skus", sku) if sku else ("costs",)), name)
    address, service = found.mode("seller-address"), found.mode("local-service")
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


def ask(app: App, seen: Sight, later: str, read: Callable[[str, str], str] | None = None) -> str | None:
    """Ask which mode; None for later, whose meaning `later` tells. `read` gives what is typed at a prompt, else the
    default.
    """
    open_ = [m.mode for m in seen.found.modes if m.available]
    best = seen.rule.mode if seen.rule and seen.rule.decides else seen.found.recommended
    shown = "/".join(f"[{mode}]" if mode == best else mode for mode in [*open_, LATER, "?"])
    while True:
        question, default = f"which mode? {shown}", best or "?"
        words = (read(question, default) if read else _typed(app, question, default)).strip().lower()
        fits = [word for word in (*open_, LATER) if word.startswith(words)]
        if words == "?":
            app.output.warn(_explained(seen, later))
        elif len(fits) == 1:
            return None if fits == [LATER] else fits[0]
        else:
            app.output.warn(_not_that(words, seen.found))


def _not_that(words: str, found: Comparison) -> str:
    barred = next((m for m in found.modes if m.mode == words), None)
    return f"{words} is not to be had: {barred.why_not}." if barred else f"{words!r} is none of them; ? explains them."


def _explained(seen: Sight, later: str) -> str:
    told = []
    for mode in seen.found.modes:
        if mode.available:
            told.append(f"{mode.mode}: {describe.CONSEQUENCES[mode.mode]}.")
            told.append(f"  In Seller Center: {describe.IN_SELLER_CENTER[mode.mode]}.")
    told += [f"{LATER}: {later}.", "The first letters are enough. Ctrl-C leaves everything as it is."]
    return "\n".join(told)


def confirmed(app: App, mode: Mode, case: int) -> None:
    """Ask whether a mode is to be recorded. Raises Cancelled where the answer is no or there is none."""
    cost = f", expected to cost {mode.cost}" if mode.cost else ""
    bulk_confirmation.confirm(app, f"Record case {case} as {mode.mode}{cost}?")
