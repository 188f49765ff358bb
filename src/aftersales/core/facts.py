"""Decides the shape of what a file tells: the facts of one order or one case, before the ledger has a say. Instants are UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from aftersales.core.model import Money, Stamp


class Line(NamedTuple):
    """One SKU of an order or of a return. `amount` is the line's total in minor units of the whole's currency."""

    sku: str | None
    product: str | None
    variation: str | None = None
    quantity: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What a file or a command says of one order. None: it does not say."""

    ref: str
    source: str
    origin: str
    as_of: datetime
    status: str | None = None
    raw_status: str | None = None
    amount: Money | None = None
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    dispatched_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    buyer: str | None = None
    tracking: str | None = None
    fulfilment: str | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a file says of one request. `known_since` is the instant from which its status is known to hold (API rows)."""

    ref: str
    kind: str
    source: str
    origin: str
    opened_at: datetime
    status: str
    raw: str
    order: str | None = None
    prior_ref: str | None = None
    next_ref: str | None = None
    amount: Money | None = None
    buyer: str | None = None
    reason: str | None = None
    lines: tuple[Line, ...] = ()
    tracking: str | None = None
    quick_refund: bool = False
    keep: bool = False
    refunded_at: datetime | None = None
    known_since: datetime | None = None
    stamps: tuple[Stamp, ...] = ()
    flags: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


class Reject(NamedTuple):
    """A row that could not be read: its number in the file, the column, what stood there, and why that won't do."""

    row: int
    column: str
    value: str
    reason: str
