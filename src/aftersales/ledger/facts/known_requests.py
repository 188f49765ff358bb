"""Which requests of a file the ledger knows already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from aftersales.ledger import predicates
from aftersales.ledger.facts import forgotten
from aftersales.ledger.sqlite import Connection

if TYPE_CHECKING:
    from aftersales.core.cases.facts import CaseFacts

# A request by itself: no other row, and nothing in the ledger, has anything to do with it. KNOWN: the ledger has one of
# its numbers. ENTANGLED: it may belong to a case that another row of these opens, that was opened by hand or because an
# order told of it, it may depend on what was recorded of its order's delivery, or its buyer is forgotten.
ALONE, KNOWN, ENTANGLED = range(3)


def numbers_of(facts: CaseFacts) -> tuple[str, ...]:
    """The platform's numbers of a request, each once: its own, and those that it is chained to."""
    if facts.prior_ref is None and facts.next_ref is None:
        return (facts.ref,) if facts.ref else ()
    return tuple(dict.fromkeys(ref for ref in (facts.ref, facts.prior_ref, facts.next_ref) if ref))


def sort_out(connection: Connection, shop: str, requests: Sequence[CaseFacts]) -> list[int]:
    """How each of some requests is known: ALONE, KNOWN or ENTANGLED. A few hundred at a time."""
    numbers = [numbers_of(facts) for facts in requests]
    often = Counter(number for some in numbers for number in some)
    known = _known(connection, shop, often)
    nameless = forgotten.numbers(connection, shop, often)
    orders = _told_orders(connection, shop, {facts.order for facts in requests if facts.order})
    standings = []
    for facts, some in zip(requests, numbers, strict=True):
        apart = all(often[number] == 1 for number in some) and nameless.isdisjoint(some)
        if not apart or not facts.ref or facts.order in orders:
            standings.append(ENTANGLED)
        else:
            standings.append(ALONE if known.isdisjoint(some) else KNOWN)
    return standings


def _known(connection: Connection, shop: str, numbers: Iterable[str]) -> set[str]:
    wanted = [*numbers]
    rows = connection.execute(
        f"SELECT ref FROM case_refs WHERE shop = ? AND ref IN ({','.join('?' * len(wanted))})", (shop, *wanted)
    )
    return {row[0] for row in rows}


def _told_orders(connection: Connection, shop: str, orders: Iterable[str]) -> set[str]:
    """Those of the orders with a request that has no number yet, or with a delivery of which something was recorded."""
    wanted = [*orders]
    rows = connection.execute(
        f"""SELECT order_ref FROM cases d WHERE shop = ? AND order_ref IN ({",".join("?" * len(wanted))})
        AND {predicates.existing_case("d")} AND iif(kind = 'delivery', EXISTS (SELECT 1 FROM events e
            WHERE e.case_id = d.id AND e.source = 'hand' AND {predicates.existing("e")}), ref IS NULL)""",
        (shop, *wanted),
    )
    return {row[0] for row in rows}
