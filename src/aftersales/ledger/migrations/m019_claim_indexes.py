"""Indexes of what a claim can be made for."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.ledger import predicates
from aftersales.ledger.migrations.registry import migrations, run


@migrations()
def m019_claim_indexes(db: Database) -> None:
    """The few cases whose parcel is lost, or whose money went out before it came back, and the few events about claims:
    a report looks for them among all cases of a shop.
    """
    run(
        db,
        [
            f"CREATE INDEX cases_claimable ON cases (shop) WHERE {predicates.claimable_parcel('')}",
            f"CREATE INDEX events_of_claims ON events (name, case_id) WHERE {predicates.claim_event('')}",
        ],
    )
