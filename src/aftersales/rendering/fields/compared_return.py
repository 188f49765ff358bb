"""A return whose modes are compared, as a page shows it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.modes import describe
from aftersales.core.modes.comparison import Comparison, Mode, RefundRequest
from aftersales.core.modes.figures import Figure
from aftersales.core.modes.past_costs import PastMedian, PastRecovery
from aftersales.core.modes.rule_decision import ModeDecision
from aftersales.core.money.amount import Money
from aftersales.core.requests import buyers
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import BUYER, Field, View, amount, counted, local
from aftersales.toml import keys as toml_keys


class PastFinding(NamedTuple):
    """The figure that past returns show, beside the configured one (None: there is none). `path` is the key that would
    hold the learnt figure; None where there is nothing to take over.
    """

    learnt: PastMedian | PastRecovery
    own_figure: Figure | None
    path: tuple[str, ...] | None

    def beside(self, used: Figure | None) -> str:
        """The figure that the comparison uses and its source, then what past returns show."""
        parts = [tr("not set") if used is None else _with_origin(used)]
        if used is not None and self.own_figure is not None and used.origin != self.own_figure.origin:
            parts.append(tr("yours is {figure}", figure=_with_origin(self.own_figure)))
        return text.clauses([*parts, self.learnt.summary()])

    @property
    def command(self) -> str:
        """The command that takes the learnt figure over."""
        return tr(
            "aftersales config set {key} {amount}",
            key=shell_key(*(self.path or ())),
            amount=self.learnt.as_text(),
        )


class OpenOffer(NamedTuple):
    """A partial refund that the buyer has not answered: how much, since when, and the clocks that each answer would
    start now. `silence` is the clock that runs while there is no answer.
    """

    amount: Money | None
    since: datetime | None
    accepted: tuple[Clock, ...]
    declined: tuple[Clock, ...]
    silence: Clock | None


class ComparedReturn(NamedTuple):
    """A return with its modes compared. `open`: the mode is still to be chosen; then `clocks` has by mode the clocks
    that it would start, and `rule` what the mode rules decide. `postage` and `recovery` are what past returns
    show; while an `offer` stands no mode is recommended.
    """

    case: Case
    row: StoredCase
    derived: Derived
    zone: ZoneInfo
    matter: RefundRequest
    comparison: Comparison
    open: bool
    clocks: dict[str, tuple[Clock, ...]]
    hints: tuple[str, ...]
    notes: tuple[str, ...]
    rule: ModeDecision | None = None
    postage: PastFinding | None = None
    offer: OpenOffer | None = None
    recovery: PastFinding | None = None


def shell_key(*path: str) -> str:
    """A key of the configuration, quoted for a shell."""
    return shlex.quote(text.plain(toml_keys.dotted(path)))


def _with_origin(figure: Figure) -> str:
    return f"{figure.as_text()}  ({text.plain(figure.origin)})"


class ComparedMode(NamedTuple):
    """A mode of a return, among all of them."""

    compared: ComparedReturn
    mode: Mode


def _terms(row: ComparedMode) -> list[dict[str, str]]:
    return [{"name": name, "amount": money.decimal()} for name, money in row.mode.terms]


def _deadlines(row: ComparedMode) -> list[dict[str, str | None]]:
    """What the mode would start."""
    return _clocks(row.compared.clocks.get(row.mode.mode, ()), row.compared.zone)


def _clocks(clocks: Iterable[Clock], zone: ZoneInfo) -> list[dict[str, str | None]]:
    return [{"duty": c.duty, "owner": c.owner, "due": local(c.due, zone)} for c in clocks]


def _offer(row: ComparedReturn) -> dict[str, Any] | None:
    offer, zone = row.offer, row.zone
    if offer is None:
        return None
    silence = _clocks([offer.silence], zone)[0] if offer.silence is not None else None
    return {
        "amount": amount(offer.amount),
        "since": local(offer.since, zone),
        "accepted": _clocks(offer.accepted, zone),
        "declined": _clocks(offer.declined, zone),
        "silence": silence,
    }


def _inputs(inputs: Iterable[Figure]) -> list[dict[str, Any]]:
    """Numbers as decimal text, switches as true or false."""
    return [
        {"name": i.name, "value": i.value if isinstance(i.value, bool) else i.as_text(), "from": text.plain(i.origin)}
        for i in inputs
    ]


# Of rows that are modes of a compared return.
MODE_FIELDS: tuple[Field, ...] = (
    Field("mode", "str", mark("keep, seller-address, local-service or partial"), attrgetter("mode.mode")),
    Field("available", "bool", mark("whether it is available"), attrgetter("mode.available")),
    Field("why_not", "str or null", mark("why it is not"), attrgetter("mode.why_not")),
    Field("cost", "object or null", mark("its expected cost; null where unknown"), lambda row: amount(row.mode.cost)),
    Field(
        "terms",
        "list of object",
        mark("name and amount (decimal text) of each term of the cost; they add up to it"),
        _terms,
    ),
    Field("missing", "list of str", mark("the figures that the cost lacks"), lambda row: list(row.mode.missing)),
    Field(
        "flip_point",
        "object or null",
        mark("the landed cost at which this return costs as much as keep"),
        lambda row: amount(row.mode.break_even),
    ),
    Field(
        "inputs",
        "list of object",
        mark("name, value and from of the figures used for it"),
        lambda row: _inputs(row.mode.inputs),
    ),
    Field("deadlines", "list of object", mark("duty, owner and due of what it starts now"), _deadlines),
    Field(
        "follows",
        "str",
        mark("what it does to the deadlines, in words"),
        lambda row: tr(describe.CONSEQUENCES[row.mode.mode]),
    ),
    Field(
        "seller_center",
        "str",
        mark("what is done for it in Seller Center"),
        lambda row: tr(describe.IN_SELLER_CENTER[row.mode.mode]),
    ),
)


def _modes(row: ComparedReturn) -> list[dict[str, Any]]:
    return list(View(MODE_FIELDS, [ComparedMode(row, mode) for mode in row.comparison.modes]).objects())


def _learnt(row: ComparedReturn) -> dict[str, Any] | None:
    learnt = row.postage.learnt if row.postage else None
    if not isinstance(learnt, PastMedian):
        return None
    return {
        "name": learnt.name,
        "median": learnt.median.decimal(),
        "count": learnt.returns,
        "since": local(learnt.since, row.zone),
        "currency": learnt.median.currency,
    }


def _learnt_recovery(row: ComparedReturn) -> dict[str, Any] | None:
    learnt = row.recovery.learnt if row.recovery else None
    if not isinstance(learnt, PastRecovery):
        return None
    return {
        "name": learnt.name,
        "share": learnt.as_text(),
        "of": learnt.of,
        "to_stock": learnt.to_stock,
        "units": learnt.units,
        "count": learnt.returns,
        "since": local(learnt.since, row.zone),
    }


def _no_rule(decision: ModeDecision | None) -> list[str]:
    """The sentence that none of the mode rules fits, and why."""
    return (
        [tr("None of your mode rules fits: {why}.", why=decision.why)]
        if decision is not None and decision.verdict == "none"
        else []
    )


def _rule(row: ComparedReturn) -> dict[str, Any] | None:
    decision = row.rule
    if decision is None or decision.verdict == "none":
        return None
    return {"id": decision.rule, "mode": decision.mode, "offer": amount(decision.offer), "why": decision.why}


# Of rows that are compared returns.
CHOOSE_FIELDS: tuple[Field, ...] = (
    Field("case", "int", mark("short id"), attrgetter("case.id")),
    Field(
        "refund",
        "object or null",
        mark("the refund owed: amount (decimal text) and currency"),
        lambda row: amount(row.comparison.refund),
    ),
    Field(
        "recommended",
        "str or null",
        mark("the cheapest mode; null where missing figures could change it, or an offer stands"),
        attrgetter("comparison.recommended"),
    ),
    Field("modes", "list of object", mark("each mode, the cheapest first; its fields are below"), _modes),
    Field(
        "flip_point",
        "object or null",
        mark("the landed cost at which the cheapest return costs as much as keep"),
        lambda row: amount(row.comparison.break_even[1]) if row.comparison.break_even else None,
    ),
    Field(
        "flip_mode",
        "str or null",
        mark("which return that is"),
        lambda row: row.comparison.break_even[0] if row.comparison.break_even else None,
    ),
    Field("flip", "str or null", mark("the same in words"), lambda row: describe.break_even_text(row.comparison)),
    Field(
        "inputs",
        "list of object",
        mark("name, value and from (sku SKU, shop SHOP, costs, default, …) of every figure used"),
        lambda row: _inputs(row.comparison.inputs),
    ),
    Field("missing", "list of str", mark("the figures that are missing"), lambda row: list(row.comparison.missing)),
    Field(
        "hints",
        "list of str",
        mark("the keys to set with `config set`, quoted for a shell"),
        lambda row: list(row.hints),
    ),
    Field("notes", "list of str", mark("what else you should know"), lambda row: [*row.notes, *_no_rule(row.rule)]),
    Field(
        "flags",
        "list of str",
        mark("what is special about the case and its buyer"),
        lambda row: [*row.derived.state.flags, *buyers.buyer_flags(row.matter.buyer)],
    ),
    Field("buyer_counts", "object or null", BUYER, lambda row: counted(row.matter.buyer)),
    Field(
        "learnt",
        "object or null",
        mark("name, median (decimal text), count, since and currency of a figure, of past returns"),
        _learnt,
    ),
    Field(
        "rule",
        "object or null",
        mark("what your mode rules say: id, mode (or ask), offer and why; null where none fits"),
        _rule,
    ),
    Field(
        "offer",
        "object or null",
        mark(
            "the offer that the buyer has not answered: amount, since, and the deadlines (duty, owner, due) of each "
            "answer: accepted, declined, silence"
        ),
        _offer,
    ),
    Field(
        "learnt_recovery",
        "object or null",
        mark("name, share, of (SKU or category), to_stock, units, count and since: what graded returns recovered"),
        _learnt_recovery,
    ),
)
