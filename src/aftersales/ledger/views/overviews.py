"""The views `cases_now` and `money_now`, and what they select."""

# A migration makes a view by one of these functions. Who changes what is selected also adds a migration.

from __future__ import annotations

from aftersales.ledger import predicates
from aftersales.ledger.views.expressions import NOW, local, major


def views_of_cases_and_money() -> list[str]:
    """Every case with where it stands, and the money of each."""
    return [
        "DROP VIEW IF EXISTS cases_now",
        f"CREATE VIEW cases_now AS {cases()}",
        "DROP VIEW IF EXISTS money_now",
        f"CREATE VIEW money_now AS {money()}",
    ]


# A number that is calculated has a type only by CAST: without one, a program that asks for `open = '1'` finds nothing.


def cases(now: str = NOW) -> str:
    """Every case with where it stands at `now`, and its next deadline: the seller's, else another's."""
    return f"""SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind,
        CAST(c.settled = 0 AS INTEGER) AS open,
        c.decision, c.parcel, c.money, c.mode, c.attempt, c.arbitration, c.appeal,
        c.product, c.sku, c.quantity, c.reason, c.buyer, c.tracking,
        {major("c.amount", "c.currency")} AS amount, {major("c.refunded", "c.currency")} AS refunded, c.currency,
        r.zone, c.opened_at AS opened, {local("c.opened_at", "r.zone")} AS opened_local,
        k.duty AS next_duty, k.owner AS next_owner, k.due_at AS next_due,
        {local("k.due_at", "r.zone")} AS next_due_local, k.outcome AS next_outcome, k.stake AS next_stake,
        c.missing_since, c.as_of
        FROM cases c JOIN shops s ON s.name = c.shop LEFT JOIN shop_rules r ON r.shop = c.shop
        LEFT JOIN clocks k ON k.case_id = c.id AND k.n = (SELECT m.n FROM clocks m WHERE m.case_id = c.id
            AND {predicates.in_sight(now, "m")} ORDER BY m.owner <> 'seller', {predicates.act_first("m")}, m.n LIMIT 1)
        WHERE {predicates.existing_case()} ORDER BY c.id"""


def money(now: str = NOW) -> str:
    """The money of each case that is about any: what the buyer paid, asks for and got back, what is owed and what
    silence costs at `now`, what can still be won, and what the return's postage and the platform's compensation were.
    """

    def of_clock(value: str, condition: str) -> str:
        return f"""(SELECT {value} FROM clocks k WHERE k.case_id = c.id AND {condition}
            AND {predicates.in_sight(now)} ORDER BY k.risk DESC, k.n LIMIT 1)"""

    risk, winnable = "k.owner = 'seller' AND k.stake = 'money'", "k.owner = 'seller' AND k.winnable IS NOT NULL"
    owed = "k.duty = 'refund'"  # whoever pays it out
    amount, chance = major("k.risk", "k.risk_currency"), major("k.winnable", "k.winnable_currency")
    return f"""SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind,
        CAST(c.settled = 0 AS INTEGER) AS open, c.money AS state, c.mode, c.currency,
        {major("c.paid", "c.paid_currency")} AS order_total, {major("c.amount", "c.currency")} AS asked,
        {major("c.refunded", "c.currency")} AS refunded,
        {of_clock(amount, owed)} AS owed, {of_clock(amount, risk)} AS at_risk,
        {of_clock("k.due_at", risk)} AS at_risk_from, r.zone,
        {local(of_clock("k.due_at", risk), "r.zone")} AS at_risk_from_local,
        {of_clock(chance, winnable)} AS can_win, {of_clock("k.due_at", winnable)} AS can_win_until,
        {major("c.return_postage", "c.postage_currency")} AS return_postage, c.postage_currency,
        {major("c.compensation", "c.compensation_currency")} AS compensation, c.compensation_currency
        FROM cases c JOIN shops s ON s.name = c.shop LEFT JOIN shop_rules r ON r.shop = c.shop
        WHERE {predicates.existing_case()} AND (c.amount IS NOT NULL OR c.refunded <> 0 OR c.paid IS NOT NULL
            OR c.return_postage IS NOT NULL OR c.compensation IS NOT NULL) ORDER BY c.id"""
