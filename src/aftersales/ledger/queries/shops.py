"""The shops, their rules and how fresh their data are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aftersales.core.deadlines.due_list import ShopData
from aftersales.core.time.instants import iso, optional_instant
from aftersales.errors import ConfigError, UsageError
from aftersales.language import mark, tr
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.text import listed
from aftersales.user_input import Place

if TYPE_CHECKING:
    from aftersales.core.deadlines.shared_zone import ShopZones

# The lists of the platform's (`streams`) that have after-sales data.
_OF_CASES = "t.stream IN ('returns', 'cancellations')"
# How fresh they are: as the older of the two, and not at all while one was never read.
_SYNCED = f"""SELECT iif(count(t.until) = 2, min(t.until), NULL) FROM streams t WHERE t.shop = s.name AND {_OF_CASES}"""
# What was synced stands among the imports too, but one of the two lists may have failed then.
_IMPORTED = """SELECT max(as_of) FROM imports i WHERE i.shop = s.name AND i.carries = 'cases'
    AND i.as_of_from <> 'sync'"""
# And the orders to send; those that requests point at say nothing of the others.
_ORDERS = """SELECT max(as_of) FROM imports i WHERE i.shop = s.name AND i.carries = 'orders'
    AND i.as_of_from <> 'sync'"""
_PARCELS = "SELECT t.until FROM streams t WHERE t.shop = s.name AND t.stream = 'parcels'"
_NO_SHOP = mark("the ledger has no shop yet. Add one with `aftersales init --shop NAME --market GB`.")


def shops(connection: Connection) -> dict[str, tuple[str, str]]:
    """Every shop of the ledger: name → (market, channel)."""
    rows = connection.execute(f"SELECT name, market, channel FROM shops WHERE {predicates.existing()} ORDER BY name")
    return {name: (market, channel) for name, market, channel in rows}


def place(connection: Connection, shop: str, zone: ZoneInfo) -> Place:
    """Where the times of a shop are typed."""
    return Place(zone, (shops(connection)[shop][0],), shop)


def shop_named(connection: Connection, name: str | None) -> str:
    """The shop meant: the one named, or the only one. Raises UsageError or ConfigError naming the known ones."""
    known = shops(connection)
    if not known and name is None:
        raise UsageError(tr(_NO_SHOP))
    if not known:
        raise ConfigError(tr(_NO_SHOP))
    if name is None and len(known) > 1:
        raise UsageError(tr("which shop? Say --shop with one of: {known}.", known=listed(known)))
    if name is not None and name not in known:
        from difflib import get_close_matches  # only for a mistake

        if near := get_close_matches(name, known, n=1):
            raise ConfigError(
                tr(
                    "no shop {name!r}; did you mean {near}? Known are {known}.",
                    name=name,
                    near=near[0],
                    known=listed(known),
                )
            )
        raise ConfigError(
            tr(
                "no shop {name!r}; known are {known}. Add one with `aftersales init --shop {name} --market GB`.",
                name=name,
                known=listed(known),
            )
        )
    return name or next(iter(known))


def importing_shops(connection: Connection) -> frozenset[str]:
    """The shops whose after-sales data have been imported or synced at least once: there, what is recorded waits for
    the data.
    """
    rows = connection.execute(
        f"""SELECT name FROM shops s WHERE {predicates.existing("s")}
        AND (EXISTS (SELECT 1 FROM imports i WHERE i.shop = s.name AND i.carries = 'cases')
            OR EXISTS (SELECT 1 FROM streams t WHERE t.shop = s.name AND t.until IS NOT NULL AND {_OF_CASES}))"""
    )
    return frozenset(row[0] for row in rows)


def fingerprints(connection: Connection) -> dict[str, str]:
    """The fingerprint of the rules under which each shop's clocks were made."""
    return dict(connection.execute("SELECT shop, fingerprint FROM shop_rules"))


def policy_names(connection: Connection) -> dict[str, str]:
    """The name of the rule set under which each shop's clocks were made."""
    return dict(connection.execute("SELECT shop, policy FROM shop_rules"))


def changed_shops(connection: Connection, rules: Mapping[str, str]) -> list[str]:
    """The shops whose stored clocks were made under other rules than `rules` (shop → fingerprint) says."""
    stored = fingerprints(connection)
    return [shop for shop, fingerprint in rules.items() if stored.get(shop) != fingerprint]


def stamped_cases(connection: Connection, shop: str, since: datetime) -> list[int]:
    """The cases of a shop for which the platform gave a deadline of its own: open ones, and others where it was last
    seen since then.
    """
    rows = connection.execute(
        f"""SELECT c.id FROM cases c WHERE c.shop = :shop AND {predicates.existing_case()}
        AND (EXISTS (SELECT 1 FROM observations o WHERE o.case_id = c.id AND o.stamps NOT IN ('[]', 'null')
                AND ({predicates.open_case()} OR o.last_seen >= :since))
            OR ({predicates.open_case()} AND EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id
                AND k.stamped_due IS NOT NULL AND k.computed_due IS NOT NULL))) ORDER BY c.id""",
        {"shop": shop, "since": iso(since)},
    )
    return [row[0] for row in rows]


def open_cases(connection: Connection, shop: str) -> int:
    """How many cases of a shop are open."""
    row = connection.execute(
        f"SELECT count(*) FROM cases WHERE shop = ? AND {predicates.open_case('')}", (shop,)
    ).fetchone()
    return int(row[0])


def newest_instant(connection: Connection) -> datetime | None:
    """The latest instant at which anything was recorded, or up to which data are known (UTC); None in a new ledger."""
    row = connection.execute(
        """SELECT max(at) FROM (SELECT max(recorded_at) AS at FROM writes UNION ALL SELECT max(as_of) FROM imports
        UNION ALL SELECT max(until) FROM streams)"""
    ).fetchone()
    return optional_instant(row[0])


def zones(connection: Connection) -> dict[str, ShopZones]:
    """The zones of every shop: of its deadlines, and of its staff where it has a staff calendar."""
    from aftersales.core.deadlines.shared_zone import ShopZones  # only for people: JSON tells each in its own zone

    rows = connection.execute(
        f"""SELECT s.name, r.zone, r.staff_zone FROM shops s LEFT JOIN shop_rules r ON r.shop = s.name
        WHERE {predicates.existing("s")} ORDER BY s.name"""
    )
    return {name: ShopZones(ZoneInfo(zone or "UTC"), ZoneInfo(staff) if staff else None) for name, zone, staff in rows}


def shop_data(connection: Connection) -> dict[str, ShopData]:
    """Per shop, the newest as-of of its after-sales data, and the rules it works under. An import counts as all of
    them.
    """
    rows = connection.execute(
        f"""SELECT s.name, ({_IMPORTED}), ({_SYNCED}),
        r.zone, r.policy, r.checked, r.staff_zone,
        NOT EXISTS (SELECT 1 FROM imports i WHERE i.shop = s.name)
            AND NOT EXISTS (SELECT 1 FROM streams t WHERE t.shop = s.name)
            AND EXISTS (SELECT 1 FROM cases c WHERE c.shop = s.name AND {predicates.existing_case()}),
        (SELECT min(as_of) FROM imports i WHERE i.shop = s.name AND i.carries = 'cases'),
        s.market, EXISTS (SELECT 1 FROM streams t WHERE t.shop = s.name),
        ({_ORDERS}), ({_PARCELS})
        FROM shops s LEFT JOIN shop_rules r ON r.shop = s.name
        WHERE {predicates.existing("s")} ORDER BY s.name"""
    )
    return {
        name: ShopData(
            name,
            optional_instant(_newer(imported, read)),
            zone or "UTC",
            policy or "",
            date.fromisoformat(checked) if checked else None,
            staff,
            bool(by_hand),
            optional_instant(first),
            market,
            bool(synced),
            optional_instant(_newer(orders, parcels)),
        )
        for name, imported, read, zone, policy, checked, staff, by_hand, first, market, synced, orders, parcels in rows
    }


def _newer(one: str | None, other: str | None) -> str | None:
    """The later of two instants as the ledger has them; None where both are."""
    return max(filter(None, (one, other)), default=None)
