from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.cases.facts import OrderFacts, Reject
from aftersales.core.time.instants import iso
from aftersales.importing.formats.recogniser import of_header
from aftersales.importing.parse.exports import order_columns
from aftersales.importing.parse.exports.cells import BadCell, CellPositions, Reading, rejects
from aftersales.importing.parse.exports.order_rows import order_of
from aftersales.importing.parse.staging.rows import OrderRows, StagedRow
from aftersales.importing.parse.times import Times
from samples.make_samples import ORDER_COLUMNS

AS_OF = datetime(2026, 11, 24, 9, tzinfo=UTC)
FORM = of_header(ORDER_COLUMNS)
assert FORM is not None
FACTS = list(FORM.places(ORDER_COLUMNS))
# Of each column what is usual, twice as often as what is rare or wrong.
WORDS = {
    "order": ["577012345678901234", "577012345678901235", "577012345678901000", "5,77E+17", ""],
    "status": ["Shipped", "To ship", "", "Odd"],
    "substatus": ["Delivered", "", "-", "Odd"],
    "order_type": ["Normal", "Pre-order", "", "/"],
    "quantity": ["1", "2.0", "x", "", "9999999"],
    "line_amount": ["GBP 4.00", "", "-4.00", "EUR 1,234", "x"],
    "amount": ["GBP 49.00", "£49", "", "-", "THB 12.00", "-1"],
    "shipping_fee": ["GBP 2.99", "", "x", "-1", "USD 2.00"],
    "placed_at": ["24/11/2026 08:00:00", "24/11/2026 7:59:59 PM", "", "-", "31/02/2026 08:00:00"],
    "paid_at": ["24/11/2026 08:01:00", "", "25/10/2026 01:30:00", "x"],
    "buyer_message": ["", "please", "-"],
    "cancel_reason": ["", "Package delivery failed", "/"],
    "fulfilment": ["Fulfillment by seller", "", "Fulfillment by TikTok", "Odd"],
}


@st.composite
def _groups(draw: st.DrawFn) -> list[list[StagedRow]]:
    groups, number = [], 1
    for _ in range(draw(st.integers(1, 5))):
        cells = {fact: draw(st.sampled_from(WORDS.get(fact, ["", "word"])[:2])) for fact in FACTS}
        for fact in draw(st.lists(st.sampled_from(sorted(WORDS)), max_size=3)):
            cells[fact] = draw(st.sampled_from(WORDS[fact]))
        rows = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            row = dict(cells)
            for fact in draw(st.lists(st.sampled_from([*WORDS, "sku"]), max_size=2)):
                row[fact] = draw(st.sampled_from(WORDS.get(fact, ["", "other"])))
            rows.append(StagedRow(number, [*(row[fact] for fact in FACTS), ""]))
        groups.append(rows)
    return groups


def _row_by_row(reading: Reading, groups: list[list[StagedRow]]) -> list[OrderFacts | list[Reject]]:
    facts: list[OrderFacts | list[Reject]] = []
    for rows in groups:
        try:
            facts.append(order_of(reading, rows, iso(AS_OF)))
        except BadCell as bad:
            facts.append(rejects(reading, rows, bad))
    return facts


@given(_groups(), st.booleans(), st.sets(st.sampled_from(["cancel_reason", "buyer_message", "paid_at", "sku"])))
def test_a_column_says_what_its_cells_say(groups: list[list[StagedRow]], cut_off: bool, lacking: set[str]) -> None:
    assert FORM is not None
    at = CellPositions({fact: n for n, fact in enumerate(FACTS) if fact not in lacking})
    reading = Reading(FORM, "o.csv", at, Times("dmy", ZoneInfo("Europe/London")), "GBP", AS_OF, cut_off)
    [batch] = order_columns.orders(reading, [[_as_staged(rows) for rows in groups]])
    one_by_one = _row_by_row(reading, groups)
    assert list(batch.orders) == [facts for facts in one_by_one if isinstance(facts, OrderFacts)]
    assert list(batch.rejects) == [reject for rejects in one_by_one if isinstance(rejects, list) for reject in rejects]


def _as_staged(rows: list[StagedRow]) -> OrderRows:
    texts = ["\x1f".join(row.cells) for row in rows]
    return OrderRows(str(rows[0].number), [row.number for row in rows], texts)
