"""The cases with claims and appeals."""

from __future__ import annotations

from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection


def claimed_cases(connection: Connection, shop: str | None = None) -> list[int]:
    """The cases, of one shop or of all, on which a claim was opened."""
    rows = connection.execute(
        f"""SELECT DISTINCT e.case_id FROM events e JOIN cases c ON c.id = e.case_id
        WHERE e.name = 'claim.opened' AND {predicates.existing("e")} AND {predicates.existing_case()}
        AND (:shop IS NULL OR c.shop = :shop) ORDER BY e.case_id""",
        {"shop": shop},
    )
    return [row[0] for row in rows]


def cases_to_recover(connection: Connection) -> list[int]:
    """The cases with a claim or with an appeal about money: those of reviews are about none."""
    rows = connection.execute(
        f"""SELECT DISTINCT e.case_id FROM events e JOIN cases c ON c.id = e.case_id
        WHERE e.name IN ('claim.opened', 'appeal.filed') AND {predicates.existing("e")}
        AND {predicates.existing_case()} AND c.kind <> 'review' ORDER BY e.case_id"""
    )
    return [row[0] for row in rows]
