"""Values that no command writes, column by column."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales.language import tr, trn
from aftersales.ledger import predicates, triggers
from aftersales.ledger.sqlite import Connection

# Columns that hold an instant, written as `2026-11-24T16:02:00Z`.
INSTANTS = {
    "shops": "added_at",
    "imports": "as_of recorded_at first_request",
    "orders": (
        "placed_at paid_at dispatched_at ready_at collected_at delivered_at cancelled_at as_of dispatch_by collect_by "
        "ready_due collection_due delivery_due deliver_by"
    ),
    "cases": "opened_at caught_up_at missing_since as_of",
    "events": "at recorded_at",
    "observations": "first_seen noticed_at last_seen refunded_at",
    "clocks": "started_at due_at computed_due stamped_due stopped_at lapses_at snoozed_until act_by opens_at",
    "writes": "recorded_at",
    "streams": "until began back_to wide_at fault_at",
    "report_marks": "at",
    "sent_alerts": "due_at sent_at",
    "sent_stale": "sent_at",
    "zone_offsets": "since",
    "forgotten": "at",
}
DAYS = {"shop_rules": "checked", "sent_stale": "day"}
# Columns that hold JSON, and what it is.
JSON = {
    "imports": {"statuses": "array"},
    "cases": {"lines": "array", "flags": "array"},
    "events": {"data": "object"},
    "observations": {"stamps": "array"},  # null where the row did not speak of them
    "clocks": {"flags": "array"},
    "changes": {"image": "any"},  # an object, but a list of the lines of an order
}
# What events keep of these names, and as what.
_EVENT_TEXTS = ("text", "reason", "tracking", "mode", "ref", "by", "until", "since", "duty")
_EVENT_NUMBERS = ("amount",)
_DAY = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
_CLOCK_TIME = "[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"


def odd_values(connection: Connection) -> Iterator[str]:
    """What is wrong with the values of the rows, a sentence for each column, in a file whose structure is sound."""
    yield from _times(connection)
    yield from _days(connection)
    yield from _json(connection)
    yield from _event_data(connection)
    yield from _changes(connection)
    yield from _removed_shops(connection)


def _times(connection: Connection) -> Iterator[str]:
    for table, names in INSTANTS.items():
        for name in names.split():
            odd = f"{name} NOT GLOB '{_DAY}T{_CLOCK_TIME}Z' OR {_no_day(name)}"
            count, example = _invalid(connection, table, name, odd)
            if count:
                yield trn(
                    "{table}.{column}: {count} row has an invalid time: {example!r}",
                    "{table}.{column}: {count} rows have an invalid time: {example!r}",
                    count,
                    table=table,
                    column=name,
                    example=example,
                )


def _days(connection: Connection) -> Iterator[str]:
    for table, name in DAYS.items():
        count, example = _invalid(connection, table, name, f"{name} NOT GLOB '{_DAY}' OR {_no_day(name)}")
        if count:
            yield trn(
                "{table}.{column}: {count} row has an invalid date: {example!r}",
                "{table}.{column}: {count} rows have an invalid date: {example!r}",
                count,
                table=table,
                column=name,
                example=example,
            )


def _json(connection: Connection) -> Iterator[str]:
    for table, kinds in JSON.items():
        for name, kind in kinds.items():
            odd = f"NOT json_valid({name})"
            if kind != "any":  # a CASE: SQLite may look at the other condition first, and fail on what is not JSON
                odd = f"CASE WHEN {odd} THEN 1 ELSE json_type({name}) NOT IN ('{kind}', 'null') END"
            count, example = _invalid(connection, table, name, odd)
            if count:
                yield trn(
                    "{table}.{column}: {count} row has invalid JSON: {example!r}",
                    "{table}.{column}: {count} rows have invalid JSON: {example!r}",
                    count,
                    table=table,
                    column=name,
                    example=example,
                )


def _event_data(connection: Connection) -> Iterator[str]:
    """Events that keep something else than a text, or than a number, where every reader takes it for one."""
    # A CASE looks at one condition after the other: what is not JSON has no type.
    data = "CASE WHEN NOT json_valid(data) THEN '{}' WHEN json_type(data) = 'object' THEN data ELSE '{}' END"
    for names, kind in ((_EVENT_TEXTS, "text"), (_EVENT_NUMBERS, "integer")):
        count, name, example = connection.execute(
            f"""SELECT count(DISTINCT e.id), min(j.key), min(j.value)
            FROM (SELECT id, {data} AS data FROM events WHERE data <> '{{}}') e, json_each(e.data) j
            WHERE j.key IN ({predicates.quoted(names)}) AND j.type NOT IN ('{kind}', 'null')"""
        ).fetchone()
        if count:
            yield trn(
                "events.data: {count} event has an invalid {name}: {example!r}",
                "events.data: {count} events have an invalid {name}: {example!r}",
                count,
                name=name,
                example=str(example)[:40],
            )


def _no_day(name: str) -> str:
    """The condition that a time or a date is none; SQLite takes 31 February for one, and counts on into March."""
    counted_on = f"substr({name}, 9, 2) > '28' AND date(julianday({name})) <> substr({name}, 1, 10)"
    return f"julianday({name}) IS NULL OR ({counted_on})"


def _invalid(connection: Connection, table: str, name: str, condition: str) -> tuple[int, str]:
    """How many values of a column fulfil a condition, and the beginning of one of them."""
    count, example = connection.execute(
        f"SELECT count(*), min({name}) FROM {table} WHERE {name} IS NOT NULL AND ({condition})"
    ).fetchone()
    return count, str(example)[:40]


def _changes(connection: Connection) -> Iterator[str]:
    """What the log says of rows and can't be read: the key of a row, or the name of an event that it put in."""
    tables = ", ".join(f"'{table}'" for table in (*triggers.FACTS, "lines", "changes", "shop_rules", "forgotten"))
    named = ", ".join(f"'{table}'" for table in ("shops", "case_refs", "shop_rules", "forgotten"))
    of_new = " OR ".join(
        f"(tbl = '{table}' AND json_type(image, '$.{columns.split()[0]}') IS NOT 'text')"
        for table, columns in triggers.LOGGED_OF_NEW.items()
    )
    with_image = ", ".join(f"'{table}'" for table in triggers.LOGGED_OF_NEW)
    (count,) = connection.execute(
        f"""SELECT count(*) FROM changes WHERE tbl NOT IN ({tables}) OR op NOT IN ('insert', 'update', 'delete')
        OR (tbl = 'case_refs' AND key NOT LIKE '% %')
        OR (tbl NOT IN ({named}) AND CAST(CAST(key AS INTEGER) AS TEXT) <> key)
        OR (image IS NULL AND (op <> 'insert' OR tbl IN ({with_image})))
        OR CASE WHEN image IS NULL OR NOT json_valid(image) THEN 0 WHEN op = 'insert' THEN {of_new}
            ELSE json_type(image) NOT IN ('object', iif(tbl = 'lines', 'array', 'object')) END"""
    ).fetchone()
    if count:
        yield trn(
            "changes: {count} row of the log can't be read",
            "changes: {count} rows of the log can't be read",
            count,
        )


def _removed_shops(connection: Connection) -> Iterator[str]:
    """Shops whose adding was undone, and that have cases or orders."""
    for (shop,) in connection.execute(
        """SELECT name FROM shops s WHERE taken_back IS NOT NULL AND (
        EXISTS (SELECT 1 FROM cases c WHERE c.shop = s.name AND c.taken_back IS NULL)
        OR EXISTS (SELECT 1 FROM orders o WHERE o.shop = s.name))"""
    ):
        yield tr("shop {shop} was removed, and has cases or orders", shop=shop)
