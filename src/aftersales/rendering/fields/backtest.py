"""The fields of a backtest of mode rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from aftersales.core.modes.rule_backtest import BacktestResult
from aftersales.core.money.amount import Money
from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, amount


class BacktestRow(NamedTuple):
    """A past request, and what the mode rules would have done. `decided_at` is in the market's zone; `refund` is None
    if neither the refund asked for nor the order's amount is known; `missing` names what the costs lack.
    """

    case: int
    order: str | None
    shop: str
    sku: str | None
    buyer: str | None
    decided_at: datetime
    refund: Money | None
    done_by: str
    result: BacktestResult
    missing: Sequence[str]
    kind: str = "return"


TRIAL_FIELDS: tuple[Field, ...] = (
    Field("case", "int", mark("short id"), attrgetter("case")),
    Field("order", "str or null", mark("order number"), attrgetter("order")),
    Field("shop", "str", mark("the storefront"), attrgetter("shop")),
    Field("sku", "str or null", mark("the seller's SKU"), attrgetter("sku")),
    Field("buyer", "str or null", mark("the buyer's handle"), attrgetter("buyer")),
    Field("decided_at", "str", mark("when it was decided, ISO 8601"), lambda row: row.decided_at.isoformat()),
    Field("refund", "object or null", mark("the refund asked for"), lambda row: amount(row.refund)),
    Field(
        "done",
        "str",
        mark("the mode it was settled in, or undecided; approve or reject of other kinds"),
        attrgetter("result.done"),
    ),
    Field("done_by", "str", mark("seller, platform or unknown"), attrgetter("done_by")),
    Field(
        "verdict",
        "str",
        mark("decides, ask, conflict or none: what the rules would have decided"),
        attrgetter("result.decision.verdict"),
    ),
    Field("rule", "str or null", mark("id of the rule that decides or asks"), attrgetter("result.decision.rule")),
    Field(
        "mode",
        "str or null",
        mark("the mode by rule, approve, or ask; null where no rule applies"),
        attrgetter("result.decision.mode"),
    ),
    Field(
        "offer",
        "object or null",
        mark("what the rule would have offered"),
        lambda row: amount(row.result.decision.offer),
    ),
    Field("why", "str", mark("why, in words"), attrgetter("result.decision.why")),
    Field(
        "cost_done",
        "object or null",
        mark("expected cost of the mode it was settled in, by today's figures"),
        lambda row: amount(row.result.was),
    ),
    Field("cost_rule", "object or null", mark("the same for the mode by rule"), lambda row: amount(row.result.would)),
    Field(
        "difference",
        "object or null",
        mark("cost_rule less cost_done: below zero where the rule would have cost less"),
        lambda row: amount(row.result.difference),
    ),
    Field(
        "missing",
        "list of str",
        mark("what either cost lacks: figures, mode where not recorded, refund, or the kind where none is priced"),
        lambda row: list(row.missing),
    ),
    Field("kind", "str", mark("the kind of request"), attrgetter("kind")),
)
