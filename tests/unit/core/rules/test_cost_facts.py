"""Cost facts: read from a policy file, and when they hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aftersales.core.money.amount import Money
from aftersales.core.rules.cost_facts import CostFact, Settlement, parse_cost_facts, parse_local_service
from aftersales.core.rules.policy_values import PolicyReader
from aftersales.errors import PolicyError
from tables import of_each

SOURCE = {"source": "a page", "confidence": "high", "note": "Half."}
FACT = {"figure": "return_postage_share", "value": "0.5", **SOURCE}


def read(**table: Any) -> CostFact:
    """The fact of a table in a file for the US."""
    reader = PolicyReader("us.toml", "USD")
    facts = parse_cost_facts(reader, [{**FACT, **table}], "us")
    reader.done()
    return facts[0]


def settlement(**more: Any) -> Settlement:
    """A change of mind on 10.00 USD, asked for on 1 November 2026."""
    facts = {"refund": Money(1000, "USD"), "group": "change-of-mind", "fault": "buyer", "seller": "unknown"}
    return Settlement(**{**facts, "day": date(2026, 11, 1), **more})


@of_each(
    "table, about, holds",
    [
        ({}, {}, True),
        ({"when": {"group": ["change-of-mind"]}}, {}, True),
        ({"when": {"group": ["damaged"]}}, {}, False),
        ({"when": {"mode": ["local-service"]}}, {}, False),
        ({"when": {"seller": ["cross-border"]}}, {}, False),
        ({"when": {"seller": ["cross-border"]}}, {"seller": "cross-border"}, True),
        ({"when": {"shipping-type": ["seller", "unknown"]}}, {}, True),
        ({"when": {"shipping-type": ["seller", "unknown"]}}, {"shipping": "platform"}, False),
        ({"up-to": "10.00"}, {}, True),
        ({"up-to": "9.99"}, {}, False),
        ({"up-to": "10.00"}, {"refund": Money(1000, "GBP")}, False),
        ({"from": date(2026, 11, 1)}, {}, True),
        ({"from": date(2026, 11, 2)}, {}, False),
        ({"until": date(2026, 11, 1)}, {}, False),
    ],
)
def test_when_a_fact_holds(table: dict[str, Any], about: dict[str, Any], holds: bool) -> None:
    assert read(**table).applies("seller-address", settlement(**about)) is holds


def test_a_fact_keeps_its_figure_value_and_policy() -> None:
    fact = read()
    assert (fact.figure, fact.value, fact.origin, fact.source.text) == (
        "return_postage_share", Decimal("0.5"), "us", "a page",
    )  # fmt: skip


@of_each(
    "table, mistake",
    [
        ({"figure": "return_postage"}, "figure is 'return_postage'; did you mean 'return_postage_share'?"),
        ({"value": "1.5"}, "value is '1.5'; write a share from 0 to 1"),
        ({"value": None}, "value is None; write a share"),
        ({"when": {"fault": ["byer"]}}, "fault is 'byer'; did you mean 'buyer'?"),
        ({"when": {"reason": ["x"]}}, "unknown key 'reason'"),
        ({"source": ""}, "source"),
        ({"up-to": "ten"}, "up-to"),
    ],
)
def test_mistakes_say_where_and_what(table: dict[str, Any], mistake: str) -> None:
    with pytest.raises(PolicyError) as error:
        read(**table)
    assert "us.toml: cost number 1" in str(error.value)
    assert mistake in str(error.value)


def test_a_service_is_for_its_sellers() -> None:
    reader = PolicyReader("my.toml", "MYR")
    service = parse_local_service(reader, {"seller": ["cross-border"], "goods": "disposed", **SOURCE})
    everybody = parse_local_service(reader, SOURCE)
    reader.done()
    assert (service.serves("cross-border"), service.serves("unknown"), service.goods) == (True, False, "disposed")
    assert (everybody.serves("unknown"), everybody.goods) == (True, "unknown")
