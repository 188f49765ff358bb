"""The view `due_now`, version by version."""

# A migration makes a view by one of these functions, and the words of each stay what they are: a new version is a new
# function.

from __future__ import annotations

from aftersales.ledger import predicates
from aftersales.ledger.views.expressions import NOW, local, major

_SOON = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 days')"
_YESTERDAY = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day')"


def due_now_with_staff() -> list[str]:
    """What must be done within two days, by the last staffed moment or the deadline."""
    return [
        "DROP VIEW IF EXISTS due_now",
        f"""CREATE VIEW due_now AS
                SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind, k.duty, k.owner,
                    c.product, c.sku, c.reason, c.quantity, k.due_at AS due, k.outcome,
                    k.risk AS at_risk_minor, k.risk_currency AS currency, k.confirmed, k.act_by
                FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
                WHERE {predicates.counting_clock()} AND k.owner = 'seller'
                    AND (k.stopped_at IS NULL OR k.confirmed = 0
                        OR k.stopped_at > {NOW})
                    AND {predicates.act_first()} <= {_SOON}
                    AND {predicates.not_lapsed(NOW)}
                    AND {predicates.chain_begun(NOW)}
                ORDER BY {predicates.act_first()}""",
    ]


def due_now_with_openings() -> list[str]:
    """What opens within two days, beside what must be done by then."""
    return _with_openings(NOW)


def due_now_with_winnable() -> list[str]:
    """What has opened for a day too, and what an appeal or a claim can bring back."""
    return _with_openings(_YESTERDAY, ("winnable", "winnable_currency"))


def _with_openings(since: str, columns: tuple[str, ...] = ()) -> list[str]:
    """The view with what opens from an instant on, and these columns of a clock at its end."""
    more = "".join(f", k.{column}" for column in columns)
    return [
        "DROP VIEW IF EXISTS due_now",
        f"""CREATE VIEW due_now AS
                SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind, k.duty, k.owner,
                    c.product, c.sku, c.reason, c.quantity, k.due_at AS due, k.outcome,
                    k.risk AS at_risk_minor, k.risk_currency AS currency, k.confirmed, k.act_by,
                    iif({predicates.opens_later(NOW)}, k.opens_at, NULL) AS opens, k.stake{more}
                FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
                WHERE {predicates.counting_clock()} AND k.owner = 'seller'
                    AND {predicates.not_stopped(NOW)}
                    AND ({predicates.act_first()} <= {_SOON}
                        OR ({predicates.opens_later(since)} AND k.opens_at <= {_SOON}))
                    AND {predicates.not_lapsed(NOW)}
                    AND {predicates.chain_begun(NOW)}
                ORDER BY {predicates.act_first()}""",
    ]


def due_now_with_local_times() -> list[str]:
    """What a person reads at a glance: times in the shop's market, amounts in pounds or dollars, hours that are left,
    and the buyer. The columns before stay what they were.
    """
    zone, staff = "r.zone", "coalesce(r.staff_zone, r.zone)"
    added = [
        "k.winnable",
        "k.winnable_currency",
        "r.zone",
        f"{local('k.due_at', zone)} AS due_local",
        f"{staff} AS staff_zone",
        f"{local('k.act_by', staff)} AS act_by_local",
        f"iif({predicates.opens_later(NOW)}, {local('k.opens_at', zone)}, NULL) AS opens_local",
        "round((julianday(k.due_at) - julianday('now')) * 24, 1) AS hours_left",
        f"{major('k.risk', 'k.risk_currency')} AS at_risk",
        f"{major('k.winnable', 'k.winnable_currency')} AS can_win",
        "c.buyer",
    ]
    return [
        "DROP VIEW IF EXISTS due_now",
        f"""CREATE VIEW due_now AS
                SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind, k.duty, k.owner,
                    c.product, c.sku, c.reason, c.quantity, k.due_at AS due, k.outcome,
                    k.risk AS at_risk_minor, k.risk_currency AS currency, k.confirmed, k.act_by,
                    iif({predicates.opens_later(NOW)}, k.opens_at, NULL) AS opens, k.stake,
                    {", ".join(added)}
                FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
                    LEFT JOIN shop_rules r ON r.shop = c.shop
                WHERE {predicates.counting_clock()} AND k.owner = 'seller'
                    AND {predicates.not_stopped(NOW)}
                    AND ({predicates.act_first()} <= {_SOON}
                        OR ({predicates.opens_later(_YESTERDAY)} AND k.opens_at <= {_SOON}))
                    AND {predicates.not_lapsed(NOW)}
                    AND {predicates.chain_begun(NOW)}
                ORDER BY {predicates.act_first()}""",
    ]
