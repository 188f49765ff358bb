"""Facts, clocks, the log, and how far orders are."""

from __future__ import annotations

from sqlite_utils import Database

from aftersales.core.clocks.stake import STAKES_OF_DUTIES
from aftersales.core.vocabulary import UNDER_WAY
from aftersales.ledger import predicates
from aftersales.ledger.migrations.registry import migrations, run
from aftersales.ledger.views import due_now


@migrations()
def m001_facts(db: Database) -> None:
    """Facts. Ids are TEXT (18 digits and more); money is integer minor units; instants are UTC, ISO 8601 with Z."""
    run(
        db,
        [
            """CREATE TABLE shops (
                name TEXT PRIMARY KEY, market TEXT NOT NULL, channel TEXT NOT NULL, added_at TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE imports (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), file TEXT NOT NULL,
                sha256 TEXT NOT NULL, format TEXT NOT NULL, carries TEXT NOT NULL, as_of TEXT NOT NULL,
                as_of_from TEXT NOT NULL, rows INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
                same INTEGER NOT NULL, rejected INTEGER NOT NULL, recorded_at TEXT NOT NULL,
                UNIQUE (shop, sha256, format, as_of)
            ) STRICT""",
            # How fresh a shop's data are is asked on every reading, and a shop is imported every day for years.
            "CREATE INDEX imports_by_shop ON imports (shop, carries, as_of)",
            """CREATE TABLE orders (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), ref TEXT NOT NULL,
                status TEXT, raw_status TEXT, amount INTEGER, currency TEXT, placed_at TEXT, paid_at TEXT,
                dispatched_at TEXT, delivered_at TEXT, cancelled_at TEXT, buyer TEXT, tracking TEXT,
                fulfilment TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL, origin TEXT NOT NULL,
                UNIQUE (shop, ref)
            ) STRICT""",
            """CREATE TABLE lines (
                order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE, n INTEGER NOT NULL, sku TEXT,
                product TEXT, variation TEXT, quantity INTEGER, amount INTEGER, PRIMARY KEY (order_id, n)
            ) STRICT, WITHOUT ROWID""",
            # AUTOINCREMENT: a case's short id is never used again.
            """CREATE TABLE cases (
                id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL REFERENCES shops(name), kind TEXT NOT NULL,
                order_ref TEXT, ref TEXT, amount INTEGER, currency TEXT, paid INTEGER, paid_currency TEXT,
                buyer TEXT, reason TEXT, product TEXT,
                sku TEXT, quantity INTEGER, lines TEXT, tracking TEXT, fulfilment TEXT NOT NULL,
                quick_refund INTEGER NOT NULL DEFAULT 0, opened_at TEXT NOT NULL, caught_up_at TEXT,
                missing_since TEXT, merged_into INTEGER REFERENCES cases(id), source TEXT NOT NULL, as_of TEXT,
                origin TEXT NOT NULL,
                decision TEXT NOT NULL DEFAULT 'pending', parcel TEXT NOT NULL DEFAULT 'none',
                money TEXT NOT NULL DEFAULT 'none', mode TEXT NOT NULL DEFAULT 'undecided',
                attempt INTEGER NOT NULL DEFAULT 1, closed INTEGER NOT NULL DEFAULT 0,
                settled INTEGER NOT NULL DEFAULT 0, refunded INTEGER NOT NULL DEFAULT 0,
                flags TEXT NOT NULL DEFAULT '[]', rules TEXT NOT NULL DEFAULT ''
            ) STRICT""",
            "CREATE INDEX cases_by_order ON cases (order_ref)",
            "CREATE INDEX cases_by_tracking ON cases (tracking) WHERE tracking IS NOT NULL",
            "CREATE INDEX cases_by_buyer ON cases (buyer) WHERE buyer IS NOT NULL",
            "CREATE INDEX cases_open ON cases (shop, as_of) WHERE settled = 0",
            """CREATE TABLE case_refs (
                shop TEXT NOT NULL, ref TEXT NOT NULL, case_id INTEGER NOT NULL REFERENCES cases(id),
                PRIMARY KEY (shop, ref)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX case_refs_by_ref ON case_refs (ref)",
            "CREATE INDEX case_refs_by_case ON case_refs (case_id)",
            """CREATE TABLE events (
                id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), name TEXT NOT NULL,
                at TEXT NOT NULL, data TEXT NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL,
                recorded_at TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX events_by_case ON events (case_id)",
            """CREATE TABLE observations (
                id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), ref TEXT, source TEXT NOT NULL,
                first_seen TEXT NOT NULL, noticed_at TEXT NOT NULL, last_seen TEXT NOT NULL, status TEXT NOT NULL,
                raw TEXT NOT NULL, stamps TEXT NOT NULL, tracking TEXT, keep INTEGER NOT NULL, refunded_at TEXT,
                origin TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX observations_by_case ON observations (case_id)",
        ],
    )


@migrations()
def m002_derived(db: Database) -> None:
    """Derived tables: rebuildable from the facts at any time, never edited. The partial index is what `due` reads."""
    run(
        db,
        [
            """CREATE TABLE shop_rules (
                shop TEXT PRIMARY KEY REFERENCES shops(name), fingerprint TEXT NOT NULL, policy TEXT NOT NULL,
                zone TEXT NOT NULL, currency TEXT NOT NULL, checked TEXT, confirm TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE clocks (
                case_id INTEGER NOT NULL REFERENCES cases(id), n INTEGER NOT NULL, rule TEXT, duty TEXT NOT NULL,
                owner TEXT NOT NULL, policy TEXT NOT NULL, outcome TEXT NOT NULL, attempt INTEGER NOT NULL,
                started_by TEXT NOT NULL, started_at TEXT NOT NULL, due_at TEXT NOT NULL, computed_due TEXT,
                stamped_due TEXT, stopped_at TEXT, stopped_by TEXT, planned INTEGER NOT NULL,
                confirmed INTEGER NOT NULL, lapses_at TEXT,
                chained INTEGER NOT NULL, holds INTEGER NOT NULL, act_late INTEGER NOT NULL, risk INTEGER,
                risk_currency TEXT, flags TEXT NOT NULL, PRIMARY KEY (case_id, n)
            ) STRICT, WITHOUT ROWID""",
            """CREATE INDEX clocks_live ON clocks (due_at, owner, case_id)
                WHERE holds = 1 AND (stopped_at IS NULL OR confirmed = 0 OR planned = 1)""",
            # For sqlite3, Datasette and shell users: what the seller must do within two days, as of the machine's
            # clock.
            """CREATE VIEW due_now AS
                SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind, k.duty, k.owner,
                    c.product, c.sku, c.reason, c.quantity, k.due_at AS due, k.outcome,
                    k.risk AS at_risk_minor, k.risk_currency AS currency, k.confirmed
                FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
                WHERE k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND k.owner = 'seller'
                    AND (k.stopped_at IS NULL OR k.confirmed = 0
                        OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND k.due_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 days')
                    AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                ORDER BY k.due_at""",
        ],
    )


@migrations()
def m003_axes(db: Database) -> None:
    """What the platform promises of an order, its ruling in a dispute, and marks for what was taken back (`undo`):
    a case, an event or a shop is never deleted.
    """
    run(
        db,
        [
            *(f"ALTER TABLE orders ADD COLUMN {column} TEXT" for column in ("dispatch_by", "deliver_by")),
            "ALTER TABLE observations ADD COLUMN arbitration TEXT",
            "ALTER TABLE cases ADD COLUMN arbitration TEXT NOT NULL DEFAULT 'none'",
            "ALTER TABLE cases ADD COLUMN appeal TEXT NOT NULL DEFAULT 'none'",
            *(f"ALTER TABLE {table} ADD COLUMN taken_back INTEGER" for table in ("cases", "events", "shops")),
            # Which parcels are still to be followed is asked after every import of orders.
            f"""CREATE INDEX orders_under_way ON orders (shop, ref) WHERE status IN
                ({predicates.quoted(UNDER_WAY)})""",
        ],
    )


@migrations()
def m004_log(db: Database) -> None:
    """The log: every write, and what it changed in the facts, so that it can be taken back.

    Triggers keep it (`_journal`), so that no write can forget to. Only new orders and an order's lines, which come by
    the hundred thousand, are told by the code that puts them in (`orders`).
    """
    run(
        db,
        [
            """CREATE TABLE writes (
                id INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, by_whom TEXT NOT NULL, command TEXT NOT NULL,
                undoes INTEGER REFERENCES writes(id), undone_by INTEGER REFERENCES writes(id)
            ) STRICT""",
            # `image` is JSON: of an update the columns that changed, and of a delete the row, as they were before; of
            # an order's lines what they were; of an insert what the log tells of it. `ref` is an order's number.
            """CREATE TABLE changes (
                id INTEGER PRIMARY KEY, write_id INTEGER NOT NULL REFERENCES writes(id), tbl TEXT NOT NULL,
                op TEXT NOT NULL, key TEXT NOT NULL, case_id INTEGER, shop TEXT, ref TEXT, image TEXT
            ) STRICT""",
            "CREATE INDEX changes_by_write ON changes (write_id)",
            "CREATE INDEX changes_by_case ON changes (case_id, write_id) WHERE case_id IS NOT NULL",
            # The highest id that was ever taken out of a table: the number of a row is never given to another.
            "CREATE TABLE removed (tbl TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            # What an older version wrote is one write, of which nothing more is known.
            """INSERT INTO writes (recorded_at, by_whom, command)
                SELECT max(at), '', 'migrate' FROM (
                    SELECT recorded_at AS at FROM events UNION ALL SELECT recorded_at FROM imports
                    UNION ALL SELECT added_at FROM shops
                ) WHERE at IS NOT NULL GROUP BY 2""",
        ],
    )


@migrations()
def m005_buyers(db: Database) -> None:
    """A buyer's requests and orders are found by their name, written as `buyers` in the ledger asks for it: without
    case, blanks or an @ before it. And what the seller paid for a return's postage, as API answers tell it.
    """
    key = predicates.buyer_key("")
    run(
        db,
        [
            f"CREATE INDEX orders_by_buyer ON orders ({key}) WHERE buyer IS NOT NULL",
            "DROP INDEX IF EXISTS cases_by_buyer",  # nothing looked a name up as it was written
            f"""CREATE INDEX cases_by_buyer ON cases ({key})
                WHERE buyer IS NOT NULL AND {predicates.request("")}""",
            "ALTER TABLE cases ADD COLUMN return_postage INTEGER",
            "ALTER TABLE cases ADD COLUMN postage_currency TEXT",
            "CREATE INDEX cases_by_postage ON cases (shop, postage_currency, opened_at) WHERE return_postage > 0",
        ],
    )


@migrations()
def m006_snoozes(db: Database) -> None:
    """Until when the list leaves a clock out. It follows from the case's events as the rest of a clock does, and of
    older ledgers nothing does: nobody could snooze.
    """
    run(db, ["ALTER TABLE clocks ADD COLUMN snoozed_until TEXT"])


@migrations()
def m007_staff(db: Database) -> None:
    """The last staffed moment before each of the seller's deadlines, and the zone in which it is told. What comes first
    of it and the deadline decides how urgent a line is, so that is what `due` reads by index: a deadline of next week
    is due today where the office closes until then.
    """
    run(
        db,
        [
            "ALTER TABLE clocks ADD COLUMN act_by TEXT",
            "ALTER TABLE shop_rules ADD COLUMN staff_zone TEXT",
            "DROP INDEX IF EXISTS clocks_live",
            f"""CREATE INDEX clocks_live ON clocks ({predicates.act_first("")}, owner, case_id)
                WHERE {predicates.counting_clock("")}""",
            *due_now.due_now_with_staff(),
        ],
    )


# How far an order is: ready to ship, collected by the carrier; what the platform asks for at each and when it cancels;
# and what else decides how long the seller has. `dispatched_at` is the one instant that older versions kept, of
# whichever was known: it stands for the first.
_OF_MILESTONES = (
    "ready_at", "collected_at", "collect_by", "ready_due", "collection_due", "delivery_due", "order_type",
    "shipping_type", "handling",
)  # fmt: skip

# The platform's own words for a request, and the buyer's.
_OF_TEXTS = (
    "substatus", "dispute_status", "appeal_status", "compensation_status", "compensation_currency", "combined_ref",
    "buyer_note",
)  # fmt: skip


@migrations()
def m008_rules_of_november(db: Database) -> None:
    """From when a duty can be done, where that is not from the start, and what silence on it costs. The view shows what
    opens within two days beside what must be done by then.

    An API row that does not speak of the platform's deadlines is kept apart from one that has none. Older versions
    wrote both alike, and the platform leaves out what it has nothing to say of. The code of a reason stands beside its
    text, which may be in any language.
    """
    run(
        db,
        [
            *(f"ALTER TABLE orders ADD COLUMN {column} TEXT" for column in _OF_MILESTONES),
            "ALTER TABLE clocks ADD COLUMN opens_at TEXT",
            "ALTER TABLE clocks ADD COLUMN stake TEXT NOT NULL DEFAULT 'none'",
            "UPDATE observations SET stamps = 'null' WHERE source = 'api' AND stamps = '[]'",
            "ALTER TABLE cases ADD COLUMN reason_code TEXT",
            "ALTER TABLE cases ADD COLUMN unknown_kind TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE orders ADD COLUMN cancel_asked_at TEXT",
            *(f"ALTER TABLE cases ADD COLUMN {column} TEXT" for column in _OF_TEXTS),
            "ALTER TABLE cases ADD COLUMN compensation INTEGER",
            "ALTER TABLE orders ADD COLUMN buyer_message TEXT",
            "ALTER TABLE orders ADD COLUMN after_sale TEXT",
            "ALTER TABLE orders ADD COLUMN shipping_fee INTEGER",
            "UPDATE clocks SET stake = 'house' WHERE owner = 'seller'",
            *(
                f"UPDATE clocks SET stake = '{stake}' WHERE owner = 'seller' AND duty = '{duty}'"
                for duty, stake in STAKES_OF_DUTIES.items()
            ),
            "UPDATE clocks SET stake = 'money' WHERE duty = 'check' AND stamped_due IS NOT NULL",
            f"""CREATE INDEX clocks_opening ON clocks (opens_at)
                WHERE opens_at IS NOT NULL AND {predicates.counting_clock("")}""",
            # Exchanges and reshipments are kinds of request.
            "DROP INDEX IF EXISTS cases_by_buyer",
            f"""CREATE INDEX cases_by_buyer ON cases ({predicates.buyer_key("")})
                WHERE buyer IS NOT NULL AND {predicates.request("")}""",
            # Which orders somebody must look up is asked after every import of orders.
            f"CREATE INDEX orders_unknown ON orders (shop, ref) WHERE {predicates.unknown_order()}",
            *due_now.due_now_with_openings(),
        ],
    )
