"""What the commands share that settle a return: the modes compared for a case, the question which one, and the step
that records the answer.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.commands import approving, confirming, learning, rulings
from aftersales.commands.learning import Finding, typed
from aftersales.commands.recording import Step, Target
from aftersales.context import Desk
from aftersales.core import choices, costs, limits, modes, reasons, stamps, transitions
from aftersales.core.clocks import Derived
from aftersales.core.costs import Figures
from aftersales.core.model import Case, Clock, Event
from aftersales.core.moderules import Decision
from aftersales.core.modes import SERVICE_MARKET, Comparison, Matter, Mode
from aftersales.core.money import Money
from aftersales.errors import TransitionRefused
from aftersales.ledger import buyers, derived, lookup
from aftersales.ledger.derived import Rules
from aftersales.policies import desk as library

LATER = "later"
OFFERED = "a part was offered by now, and the buyer has not answered yet"
NO_RULES = "there are no mode rules ([[mode-rules]] in the configuration)"


class Compared(NamedTuple):
    """What was compared, the comparison, and what the seller's mode rules come to; None where they were not asked, or
    there are none. `own` are the seller's own figures, before what the case itself decides.
    """

    matter: Matter
    found: Comparison
    rule: Decision | None
    own: Figures


class Sight(NamedTuple):
    """A return with its modes compared; while it is still to be said which, the clocks that each would set going now,
    and what the mode rules come to; `postage` is what past returns teach.
    """

    case: Case
    row: dict[str, Any]
    told: Derived
    zone: ZoneInfo
    matter: Matter
    found: Comparison
    clocks: dict[str, tuple[Clock, ...]]
    hints: tuple[str, ...]
    notes: tuple[str, ...]
    rule: Decision | None = None
    postage: Finding | None = None

    @property
    def open(self) -> bool:
        """Whether the mode is still to be said."""
        return said(self.case, self.told) is None


def said(case: Case, told: Derived) -> str | None:
    """Why the mode can't be said any more; None where it still is to be said."""
    asked = stamps.asked(told.clocks)
    if transitions.mode_to_say(case.kind, told.state, asked=asked):
        return None
    return transitions.refusal("request.approved", case.kind, told.state, asked=asked)


def sight(desk: Desk, number: int, offer: str | None = None, *, force: bool = False) -> Sight:
    """Compare the modes for a case as it stands. Raises TransitionRefused where there is nothing to compare."""
    row = lookup.case_row(desk.reader, number)
    case, rules, told = derived.told(desk.reader, number, desk.rules)
    open_ = said(case, told) is None
    at = desk.now if open_ and told.state.decision != "offered" else None
    matter, found, rule, own = compare(desk, desk.reader, case, told, offer, force=force, at=at)
    clocks = {m.mode: _clocks(desk, case, rules, m.mode) for m in found.modes if m.available and open_}
    hints = tuple(_hints(desk, row, matter, found))
    notes = tuple(choices.notes(matter, found, desk.policy(case.shop, case.market).returnless))
    postage = learning.postage(desk, desk.reader, case.shop, own, found.refund.currency)
    return Sight(case, row, told, ZoneInfo(rules.zone), matter, found, clocks, hints, notes, rule, postage)


def wants_mode(desk: Desk, number: int) -> bool:
    """Whether a case is a return whose mode is still to be said."""
    case, _, told = derived.told(desk.reader, number, desk.rules)
    return case.kind == "return" and said(case, told) is None


def compare(
    desk: Desk,
    ledger: sqlite3.Connection,
    case: Case,
    told: Derived,
    offer: str | None,
    *,
    force: bool,
    at: datetime | None = None,
) -> Compared:
    """What is compared, and the comparison; with `at`, the instant of the decision, the mode rules are asked too: what
    they offer is compared where no `offer` is given. Raises TransitionRefused where there is nothing to compare.
    """
    row = lookup.case_row(ledger, case.id)
    refund = _refund(ledger, case, told)
    about, figures = gathered(desk, ledger, case, row, refund)
    rule = None if at is None else rulings.answer(desk, ledger, case, row, goods(row), about, figures, at)
    offered = limits.amount(offer, refund.currency, "--offer") if offer is not None else None
    if offered is not None and offered.minor > refund.minor:
        raise TransitionRefused(f"case {case.id}: an offer of {offered} is more than the {refund} asked for.")
    found = modes.compare(about, rulings.with_offer(figures, rule), offered, force=force)
    return Compared(about, found, rule, figures)


def gathered(
    desk: Desk, ledger: sqlite3.Connection, case: Case, row: dict[str, Any], refund: Money
) -> tuple[Matter, Figures]:
    """What is compared for a refund on a case, and the seller's figures for its goods."""
    own = desk.configured(case.shop, case.market)
    table = library.reasons()
    about = Matter(
        refund,
        case.market,
        bool(own.return_address and own.return_address.strip()),
        reasons.group(case.reason, table),
        reasons.fault(case.reason, table),
        case.quick_refund,
        buyers.counts(ledger, [case.id], library.defective).get(case.id),
    )
    return about, costs.resolve(desk.costs, case.shop, goods(row), refund.currency)


def unknown(case: Case) -> bool:
    """Whether neither the refund asked for nor the order's amount is known."""
    return case.amount is None and case.order_amount is None


def _refund(ledger: sqlite3.Connection, case: Case, told: Derived) -> Money:
    """What is owed, should the request be approved. Raises TransitionRefused where that is not known or can't be."""
    if case.kind != "return":
        raise TransitionRefused(
            f"case {case.id}: it is a {case.kind}; only returns are settled in one of the modes. "
            f"Answer it with `aftersales approve {case.id}`."
        )
    asked, state = case.amount or case.order_amount, told.state
    if asked is None:
        raise TransitionRefused(
            f"case {case.id}: neither the refund asked for nor the order's amount is known; nothing can be compared. "
            "Import the orders export, or record the order with `aftersales order add`."
        )
    back = 0 if case.quick_refund else state.refunded - state.before
    others = lookup.refunded_on_order(ledger, case.shop, case.order, case.id)
    left = Money(asked.minor - back, asked.currency)
    if left.minor <= 0:
        raise TransitionRefused(f"case {case.id}: it is refunded in full already.")
    before = others + (state.before if case.quick_refund else state.refunded)
    if reason := limits.above_paid(left, case.order_amount, before):
        raise TransitionRefused(f"case {case.id}: {reason}.")
    return left


def goods(row: dict[str, Any]) -> list[tuple[str | None, int]]:
    """What comes back, by a case's row: (SKU, quantity) each."""
    lines = json.loads(row["lines"] or "[]")
    return [(line["sku"], line["quantity"] or 1) for line in lines] or [(row["sku"], row["quantity"] or 1)]


def _clocks(desk: Desk, case: Case, rules: Rules, mode: str) -> tuple[Clock, ...]:
    """The clocks that would run, were this mode recorded now."""
    name = "request.offered" if mode == "partial" else "request.approved"
    event = Event(name, desk.now, {"mode": mode}, recorded_at=desk.now)
    would = rules.derive(replace(case, events=(*case.events, event)))
    fresh = [c for c in would.clocks if c.started_by == name and c.in_sight(desk.now)]
    return tuple(sorted(fresh, key=lambda c: (c.due, c.duty)))


# --- showing --------------------------------------------------------------------------------------------------------


def show(desk: Desk, seen: Sight, *, brief: bool = False) -> None:
    """The comparison as a page on stdout; a `brief` one leaves out where the figures are from and what to type."""
    from aftersales.rendering import terminal
    from aftersales.rendering.choice_page import ChoicePage

    found, case = seen.found, seen.case
    page = ChoicePage(
        title=f"Case {case.id}: return of {found.refund}, order {case.order or 'not known'}{_settled(seen)}",
        about=" · ".join(t for t in (seen.row["product"], case.reason or "no reason known") if t),
        found=found,
        notes=seen.notes,
        deadlines=[
            fact
            for m in found.modes
            if m.available
            for fact in (
                (m.mode, _sets_going(seen, m.mode)),
                ("", f"Seller Center: {choices.IN_SELLER_CENTER[m.mode]}"),
            )
            if fact[0] or not brief
        ],
        hints=[] if brief else [f"aftersales config set {key} VALUE" for key in seen.hints],
        learnt=_learnt(seen),
        rule=seen.rule.told() if seen.rule else "",
        brief=brief,
    )
    terminal.choice(terminal.console(sys.stdout, color=desk.color), page)


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
    return "; ".join([*dates, choices.THEN[mode]]) if dates else choices.FOLLOWS[mode]


def _hints(desk: Desk, row: dict[str, Any], matter: Matter, found: Comparison) -> Iterator[str]:
    """The keys worth setting: of what is missing, then of what keeps a mode from being had; as a shell takes them."""
    shop, currency = ("shops", row["shop"]), matter.refund.currency
    for name in found.missing:
        if name not in ("landed_cost", "recovery"):
            yield typed(*shop, "costs", name)
            continue
        for sku in dict.fromkeys(sku for sku, _ in goods(row)):
            if name not in costs.resolve(desk.costs, row["shop"], [(sku, 1)], currency).known:
                yield typed(*(("skus", sku) if sku else ("costs",)), name)
    address, service = found.mode("seller-address"), found.mode("local-service")
    if not address.available and address.soft:
        yield typed(*shop, "return_address")
    if not service.available and service.soft and matter.market == SERVICE_MARKET and not matter.address:
        yield typed(*shop, "costs", "service_fee")


# --- recording ------------------------------------------------------------------------------------------------------


def chosen(desk: Desk, target: Target, mode: str, offer: str | None, *, force: bool, lenient: bool = False) -> Step:
    """The step of a mode that was chosen: refused where it is not to be had, unless the seller insists (`force`) and
    may; the figures of the moment are kept with it. `lenient`: what is only missing in the configuration is said, and
    no obstacle; that `keep` is barred for a buyer is one all the same.
    """
    told = None if mode == "partial" and offer is None else approving.step(target, mode, offer)
    if told is not None and unknown(target.case):  # nothing can be reckoned; what bars a mode bars it all the same
        _heed(target, told, mode, _barred(desk, target, mode, force=force), force=force, lenient=lenient)
        return told
    found = compare(desk, target.ledger, target.case, target.told, offer, force=force).found
    return _step(target, found, mode, told, force=force, lenient=lenient)


def _barred(desk: Desk, target: Target, mode: str, *, force: bool) -> tuple[str, bool] | None:
    """What bars a mode where no amount is known: why, and whether the seller may insist."""
    row = lookup.case_row(target.ledger, target.case.id)
    about, figures = gathered(desk, target.ledger, target.case, row, Money(0, target.rules.currency))
    return None if mode == "partial" else modes.why_not(mode, about, figures, force)


def _heed(
    target: Target, told: Step, mode: str, barred: tuple[str, bool] | None, *, force: bool, lenient: bool
) -> None:
    """Refuse a mode that is not to be had, or say that it is recorded all the same where the seller may insist, and
    does.
    """
    if barred is None:
        return
    why, soft = barred
    if not soft or not (force or (lenient and mode != "keep")):
        insist = "; --force records it all the same" if soft and mode != "keep" else ""
        raise target.refuse(f"{mode}: {why}{insist}")
    told.warnings.append(f"{mode} all the same: {why}")


def ruled(desk: Desk, target: Target) -> Step:
    """The step that the mode rules decide. Raises TransitionRefused where they don't."""
    if target.told.state.decision == "offered":
        raise target.refuse(OFFERED)
    about = compare(desk, target.ledger, target.case, target.told, None, force=False, at=target.at)
    rule = about.rule
    if rule is None or not rule.decides:
        raise target.refuse(rule.told() if rule else NO_RULES)
    told = _step(target, about.found, str(rule.mode), force=False)
    told.data = {**told.data, "rule": rule.rule}
    return told


def _step(
    target: Target,
    found: Comparison,
    mode: str,
    told: Step | None = None,
    *,
    force: bool,
    lenient: bool = False,
) -> Step:
    own, keep = found.mode(mode), found.mode("keep")
    if told is None and mode != "partial":
        told = approving.step(target, mode, None)
    elif told is None and (own.available or own.soft):  # the offer that is set
        told = approving.step(target, mode, found.figures.known["offer"].told())
    if mode == "partial" and not keep.available and _whole(found):  # that is to let the buyer keep it, by another name
        mode, own = "keep", keep
    told = told or Step("request.approved")
    barred = None if own.available else (own.why_not or "", own.soft)
    _heed(target, told, mode, barred, force=force, lenient=lenient)
    told.data = {**told.data, "choice": choices.kept(found, forced=force or not own.available)}
    return told


def _whole(found: Comparison) -> bool:
    """Whether what is offered is all that is asked for."""
    offer = found.figures.known.get("offer")
    return offer is not None and Decimal(offer.told()) == Decimal(found.refund.decimal())


# --- asking ---------------------------------------------------------------------------------------------------------


def _typed(prompt: str, default: str) -> str:
    """What is typed at a prompt. Ctrl-C and the end of input leave everything as it was (exit 130)."""
    try:
        return str(typer.prompt(prompt, default=default, show_default=False, prompt_suffix=" ", err=True))
    except typer.Abort:
        raise confirming.left(130) from None


def ask(desk: Desk, seen: Sight, later: str, read: Callable[[str, str], str] = _typed) -> str | None:
    """Ask which mode; None for later, whose meaning `later` tells. `read` gives what is typed at a prompt, else the
    default.
    """
    open_ = [m.mode for m in seen.found.modes if m.available]
    best = seen.rule.mode if seen.rule and seen.rule.decides else seen.found.recommended
    shown = "/".join(f"[{mode}]" if mode == best else mode for mode in [*open_, LATER, "?"])
    while True:
        words = read(f"which mode? {shown}", best or "?").strip().lower()
        fits = [word for word in (*open_, LATER) if word.startswith(words)]
        if words == "?":
            desk.complain(_explained(seen, later))
        elif len(fits) == 1:
            return None if fits == [LATER] else fits[0]
        else:
            desk.complain(_not_that(words, seen.found))


def _not_that(words: str, found: Comparison) -> str:
    barred = next((m for m in found.modes if m.mode == words), None)
    return f"{words} is not to be had: {barred.why_not}." if barred else f"{words!r} is none of them; ? explains them."


def _explained(seen: Sight, later: str) -> str:
    told = []
    for mode in seen.found.modes:
        if mode.available:
            told.append(f"{mode.mode}: {choices.FOLLOWS[mode.mode]}.")
            told.append(f"  In Seller Center: {choices.IN_SELLER_CENTER[mode.mode]}.")
    told += [f"{LATER}: {later}.", "The first letters are enough. Ctrl-C leaves everything as it is."]
    return "\n".join(told)


def confirmed(mode: Mode, case: int) -> None:
    """Ask whether a mode is to be recorded. Raises typer.Exit where the answer is no or there is none."""
    cost = f", expected to cost {mode.cost}" if mode.cost else ""
    confirming.sure(f"Record case {case} as {mode.mode}{cost}?")
