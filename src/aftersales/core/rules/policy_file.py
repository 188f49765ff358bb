"""Reader of policy files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.core.cases.events import LEFT, NAMES
from aftersales.core.cases.statuses import ARBITRATIONS
from aftersales.core.rules.cost_facts import parse_cost_facts, parse_grade_rules, parse_local_service
from aftersales.core.rules.overlay_file import parse_overlays, unknown_references
from aftersales.core.rules.policy import (
    LIMITS,
    WINDOW_KINDS,
    BuyerWindow,
    Extension,
    Pauses,
    Policy,
    Returnless,
    Rule,
    Term,
)
from aftersales.core.rules.policy_values import PolicyReader, with_own_code
from aftersales.core.time.calendar import Calendar, WorkingWeek
from aftersales.core.time.length import Length
from aftersales.core.time.week_file import working_week
from aftersales.core.vocabulary import (
    CAUSES,
    CLAIM_ON,
    CLAIM_PARCELS,
    CLAIM_REASONS,
    KINDS,
    MODES,
    ORDER_TYPES,
    OUTCOMES,
    OWNERS,
    SHIPPING_TYPES,
    STAKES,
)
from aftersales.language import tr
from aftersales.toml.reader import CONFIDENCES, SOURCE_KEYS, shown
from aftersales.toml.table_cache import TableCache

COUNTED_FROM = ("last-status", "ship-date")
_YES_NO = frozenset({"yes", "no"})
_WHEN = {
    "kind": frozenset(KINDS), "mode": frozenset({*MODES, "undecided"}), "fulfilment": frozenset({"seller", "platform"}),
    "market": None, "cause": frozenset(CAUSES), "ruling": frozenset(ARBITRATIONS),
    "approved-by": frozenset({"seller", "platform", "unknown"}), "quick-refund": _YES_NO,
    "order-type": frozenset(ORDER_TYPES), "shipping-type": frozenset({*SHIPPING_TYPES, "unknown"}),
    "chatbot": _YES_NO, "returnable": frozenset({"yes", "no", "unknown"}),
    "seller": frozenset({"local", "cross-border", "unknown"}),
    "claim-on": frozenset(CLAIM_ON), "claim-because": frozenset(CLAIM_REASONS),
    "claim-parcel": frozenset(CLAIM_PARCELS), "claim-window": _YES_NO,
    "receipt": frozenset({"original", "fault", "unknown"}), "postage": frozenset({"reimbursed", "own"}),
}  # fmt: skip
# extension = { length = "4 days", times = 1 }: before the deadline the seller may move it by this length, this often.
# pauses = { from = […], until = […], most = "3 days" }: an event of `from` pauses the clock, one of `until` resumes it.
#   After `most` the clock resumes by itself. Without it the clock waits for an event of `until` or `stops`.
# value-of = "item": the limits of its terms compare the price of the returned item, not the order's total.
# counted-from = "last-status" or "ship-date": a claim's clock is counted from this instant of the parcel, not from the
#   day on which the claim was recorded. without-claim: the way of shipping for which the platform pays without a claim,
#   by the name that the seller reads. claim-window: whether a rule with duty `claim` is for the claim.
# postage: of refused goods that went back to the buyer: whether what the seller paid for it is to be reimbursed.
# timezone: of its terms, if that is not the market's. stake: what silence costs, if not what is usual for the duty.
_RULE_KEYS = {
    "id", "duty", "owner", "when", "starts", "stops", "outcome", "act-late", "extension", "pauses", "timezone", "note",
    "terms", "weekdays", "remove", "stake", "value-of", "counted-from",
    "without-claim",
}  # fmt: skip
# length: "N hours", "N days", "N weeks" or "N business days". Of an order also "handling", the time that its listing
#   gives the seller, alone or before a length: "handling + 1 business day". An order whose handling time is not known
#   gets no deadline.
# opens = "3 days": the duty can only be done from 3 days after the start on, and `length` is counted from there. An
#   appeal that opens 3 days after the refund and stays open for 7 days is opens = "3 days", length = "7 days".
# runs-from = "start": the length is counted from the start although the duty opens later. Only with opens.
# from (inclusive) and until (exclusive): the local dates of the starting event for which the term holds.
# below, up-to, at-least, above, currency: limits of the order's value.
# started-on = ["sat", "sun"], "closed-day" or "open-day": only for clocks that start on such a day. A term whose
#   started-on matches goes before one without it.
# ends: the closing hour of the last day: "end-of-day" (23:59:59), "23:59", or "mon 12:00" (the first Monday from that
#   day on). It is never at or before the start: then the next such time counts.
# cut-off = "14:00": see `CutOff`. It needs `ends`, and does not go with hours. first-day = "same-day" (default) or
#   "next-day". Viet Nam's dispatch rule ("before 14:00 on a working day the same day, else one working day more, by
#   23:59") is length = "1 business day", cut-off = "14:00", ends = "end-of-day": Mon 13:59 → Mon 23:59:59,
#   Mon 14:00 → Tue 23:59:59, Sat 10:00 → Mon 23:59:59.
#   Without a cut-off, first-day = "same-day" makes the day of the start day 1: 40 days from 1 Feb 2024 end on 11 Mar.
# weekdays = { closed = ["sun"], unsure = ["sat"], source = "…", dated = …, confidence = "low" }: the working weekdays
#   of the term, if they are not the calendar's. It may stand in a rule, for its terms, or at the top, for all rules.
_TERM_KEYS = {
    "length", "opens", "runs-from", "ends", "cut-off", "first-day", "started-on", "timezone", "from", "until", *LIMITS,
    "currency", "weekdays", *SOURCE_KEYS,
}  # fmt: skip
_AMOUNT_KEYS = frozenset({*LIMITS, "currency"})
# checked: the day on which a person last compared the file with its sources. extends: the file that this one changes.
_TOP_KEYS = {
    "market", "name", "checked", "timezone", "currency", "calendar", "rule", "overlay", "buyer-window", "returnless",
    "cost", "grade", "local-service", "extends",
    "weekdays",
}  # fmt: skip


def _term(
    reader: PolicyReader, place: str, table: Mapping[str, Any], zone: ZoneInfo | None, week: WorkingWeek | None
) -> Term:
    reader.keys(place, table, _TERM_KEYS)
    if not table.get("source"):
        reader.wrong(place, tr("source is missing; every term needs its source"))
    since, until = reader.date_range(place, table)
    currency = reader.currency_of(place, table.get("currency"), reader.currency)
    length, handling = reader.term_length(place, table.get("length"))
    ends = reader.ends(place, table.get("ends"))
    return Term(
        length=length,
        source=reader.text(place, "source", table.get("source") or None, needed=False),
        dated=reader.day(place, "dated", table.get("dated")),
        confidence=reader.word(place, "confidence", table.get("confidence"), CONFIDENCES, "low"),
        url=reader.text(place, "url", table.get("url"), needed=False) or None,
        note=reader.text(place, "note", table.get("note"), needed=False),
        since=since,
        until=until,
        ends=ends,
        cut_off=reader.cut_off(place, table, length, ends),
        zone=reader.zone(place, table.get("timezone")) or zone,
        started_on=reader.started_on(place, table.get("started-on")),
        weekdays=working_week(reader, place, table.get("weekdays")) or week,
        limits=tuple((k, reader.amount(place, k, table[k], currency)) for k in LIMITS if k in table),
        currency=currency or None,
        opens=_opens(reader, place, table),
        first_counts=reader.first_counts(place, table, length, ends),
        from_start=_from_start(reader, place, table),
        handling=handling,
    )


def _opens(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> Length | None:
    if "opens" not in table:
        return None
    if "cut-off" in table:
        reader.wrong(place, tr("opens does not go with a cut-off: the term is counted from the opening"))
    return reader.length(place, table["opens"])


def _from_start(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> bool:
    if "runs-from" in table and "opens" not in table:
        reader.wrong(place, tr("runs-from needs opens: without it every term runs from the start"))
    return (
        reader.word(place, "runs-from", table.get("runs-from", "opening"), ("opening", "start"), "opening") == "start"
    )


# A file of the seller's may be for every market, and have thousands of rules.
_FACTS, _RULES = TableCache[tuple[bool, bool]](1 << 15), TableCache[Rule | None](1 << 15)


def _market_facts(table: Mapping[str, Any]) -> tuple[bool, bool]:
    """Whether the table of a rule has conditions on the market, and amounts in its currency."""
    when, terms = table.get("when"), table.get("terms")
    tables = [t for t in terms if isinstance(t, dict)] if isinstance(terms, list) else []
    return isinstance(when, dict) and "market" in when, any(not _AMOUNT_KEYS.isdisjoint(t) for t in tables)


def _market_rule(
    reader: PolicyReader, number: int, table: Mapping[str, Any], file: str, market: Mapping[str, Any]
) -> Rule:
    """The rule of a table in a market. What is the same in others is read once, unless it has a mistake."""
    names_market, has_amounts = _FACTS.get(table, None, lambda: _market_facts(table))
    if names_market:
        return _rule(reader, number, with_own_code(table, market), file)
    currency = reader.currency if has_amounts else ""

    def read() -> Rule | None:
        alone = PolicyReader(file, currency)
        rule = _rule(alone, number, table, file)
        return None if alone.noted else rule

    return _RULES.get(table, (file, currency), read) or _rule(reader, number, table, file)


def _rule(reader: PolicyReader, number: int, table: Mapping[str, Any], file: str) -> Rule:
    reader.where = file
    place = f"rule {table.get('id') or f'number {number}'}"
    reader.keys(place, table, _RULE_KEYS)
    if not table.get("id") or not table.get("duty"):
        reader.wrong(place, tr("id and duty are both needed"))
    zone, week = reader.zone(place, table.get("timezone")), working_week(reader, place, table.get("weekdays"))
    terms = tuple(
        _term(reader, f"{place}, term {n}", t, zone, week)
        for n, t in enumerate(reader.tables(place, "terms", table.get("terms", [])), 1)
    )
    if not terms:
        reader.wrong(place, tr("terms is empty; a rule without a term has no deadline"))
    stops = reader.events(place, "stops", table.get("stops"))
    return Rule(
        id=reader.text(place, "id", table.get("id") or None, needed=False),
        duty=reader.text(place, "duty", table.get("duty") or None, needed=False),
        owner=reader.word(place, "owner", table.get("owner", "seller"), OWNERS, "seller"),
        starts=_with_milestones(reader.events(place, "starts", table.get("starts"))),
        stops=_with_milestones(stops),
        outcome=reader.word(place, "outcome", table.get("outcome", "unknown"), OUTCOMES, "unknown"),
        terms=terms,
        when=_when(reader, place, reader.table(place, "when", table.get("when", {}))),
        act_late=reader.yes(place, "act-late", table.get("act-late", False)),
        extension=_extension(reader, f"{place}, extension", table.get("extension")),
        pauses=_pauses(reader, f"{place}, pauses", table.get("pauses"), stops),
        note=reader.text(place, "note", table.get("note"), needed=False),
        file=file,
        stake=reader.word(place, "stake", table["stake"], STAKES, "") if "stake" in table else "",
        value_of=reader.word(place, "value-of", table.get("value-of", "order"), ("order", "item"), "order"),
        counted_from=reader.word(place, "counted-from", table["counted-from"], COUNTED_FROM, "")
        if "counted-from" in table
        else "",
        without_claim=reader.text(place, "without-claim", table.get("without-claim"), needed=False),
    )


def _with_milestones(events: frozenset[str]) -> frozenset[str]:
    """The events, and where one of them is that an order is ready or dispatched, all that tell this: it may be known
    from the platform's data, be recorded by hand, or be first seen where the carrier has the order.
    """
    return events | LEFT if events & (LEFT - {"order.collected"}) else events


def _extension(reader: PolicyReader, place: str, value: Any) -> Extension | None:
    if value is None:
        return None
    table = reader.table(place, "extension", value)
    reader.keys(place, table, {"length", "times"})
    return Extension(reader.length(place, table.get("length")), reader.times(place, table.get("times", 1)))


def _pauses(reader: PolicyReader, place: str, value: Any, stops: frozenset[str]) -> Pauses | None:
    if value is None:
        return None
    table = reader.table(place, "pauses", value)
    reader.keys(place, table, {"from", "until", "most"})
    since, until = reader.events(place, "from", table.get("from")), reader.events(place, "until", table.get("until"))
    for event in sorted(since & stops | until & stops):
        reader.wrong(
            place,
            tr("{event} is in stops too; it can't both end the clock and pause or resume it", event=event),
        )
    for event in sorted(since & until):
        reader.wrong(place, tr("{event} is in from and in until", event=event))
    return Pauses(since, until, reader.length(place, table["most"]) if "most" in table else None)


def _when(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The conditions of a rule: for each fact the values it may have."""
    inside, when = f"{place}, when", {}
    reader.keys(inside, table, _WHEN)
    for key, value in table.items():
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
            reader.wrong(inside, tr("{key} is {value}; write a list of words", key=key, value=shown(value)))
            continue
        allowed = _WHEN.get(key)
        when[key] = frozenset(n if allowed is None else reader.word(inside, key, n, allowed, n) for n in names)
    return when


def _windows(reader: PolicyReader, value: Any) -> tuple[BuyerWindow, ...]:
    """The buyer's windows: one table, or a list of them."""
    if isinstance(value, dict):
        return (_window(reader, "buyer-window", value),)
    tables = enumerate(reader.tables("", "buyer-window", value), 1)
    return tuple(_window(reader, f"buyer-window {number}", table) for number, table in tables)


def _window(reader: PolicyReader, place: str, table: Mapping[str, Any]) -> BuyerWindow:
    reader.keys(place, table, {"kind", "length", "starts", "from", "until", *SOURCE_KEYS})
    delivered = "order.delivered"
    since, until = reader.date_range(place, table)
    return BuyerWindow(
        length=reader.length(place, table.get("length")),
        starts=reader.word(place, "starts", table.get("starts", delivered), NAMES, delivered),
        source=reader.source(place, table),
        kind=reader.word(place, "kind", table.get("kind", "benefit"), WINDOW_KINDS, "benefit"),
        since=since,
        until=until,
    )


def _returnless(reader: PolicyReader, value: Any) -> Returnless:
    table = reader.table("", "returnless", value)
    reader.keys("returnless", table, {"up-to", "currency", *SOURCE_KEYS})
    currency = reader.currency_of("returnless", table.get("currency"), reader.currency)
    limit = reader.amount("returnless", "up-to", table.get("up-to"), currency)
    return Returnless(limit, currency, reader.source("returnless", table))


def parse_policy(
    where: str,
    tables: Mapping[str, Any],
    market: Mapping[str, Any],
    calendar: Calendar,
    files: Mapping[str, str] | None = None,
) -> Policy:
    """The policy in a file's tables for one market (`code`, `timezone`, `currency`, `also`: its other codes).

    `where` names the file; `files` that of a rule by its id, if it is another. Raises PolicyError with every mistake.
    """
    reader = PolicyReader(where)
    reader.currency = reader.currency_of("", tables.get("currency"), market["currency"])
    reader.keys("", tables, _TOP_KEYS)
    rules = _rules(reader, tables, files or {}, market)
    tables, code = with_own_code({k: v for k, v in tables.items() if k != "rule"}, market), str(market["code"])
    week = working_week(reader, "", tables.get("weekdays"))
    zone, checked = _zone(reader, tables, market), reader.day("", "checked", tables.get("checked"))
    overlays = parse_overlays(reader, tables.get("overlay", []), code)
    for mistake in unknown_references(overlays, rules):
        reader.wrong("", mistake)
    windows = _windows(reader, tables["buyer-window"]) if "buyer-window" in tables else ()
    name = where.rpartition("/")[2].removesuffix(".toml")
    money_facts = _money_facts(reader, tables, name)
    title = reader.text("", "name", tables.get("name"), needed=False) or where
    reader.done()
    return Policy(
        name=name,
        title=title,
        market=code,
        timezone=zone,
        currency=reader.currency,
        calendar=calendar if week is None else calendar.with_week(week),
        rules=tuple(r for r in rules if "market" not in r.when or code in r.when["market"]),
        checked=checked,
        buyer_windows=windows,
        overlays=tuple(overlays),
        **money_facts,
    )


def _money_facts(reader: PolicyReader, tables: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What the policy says of money, by field of Policy: the advice on refunds without a return, the cost facts, the
    local service, and what goes back by grade.
    """
    service = tables.get("local-service")
    return {
        "returnless": _returnless(reader, tables["returnless"]) if "returnless" in tables else None,
        "cost_facts": parse_cost_facts(reader, tables.get("cost", []), name),
        "local_service": parse_local_service(reader, service) if "local-service" in tables else None,
        "grade_rules": parse_grade_rules(reader, tables.get("grade", []), name),
    }


def _rules(
    reader: PolicyReader, tables: Mapping[str, Any], files: Mapping[str, str], market: Mapping[str, Any]
) -> tuple[Rule, ...]:
    """The rules of all markets, each with the file that it stands in."""
    where = reader.where
    rules = tuple(
        _market_rule(reader, number, table, files.get(str(table.get("id")), where), market)
        for number, table in enumerate(reader.tables("", "rule", tables.get("rule", [])), 1)
    )
    ids: set[str] = set()
    for rule in rules:
        reader.where = rule.file
        if rule.id in ids:
            reader.wrong(f"rule {rule.id}", tr("this id appears twice"))
        ids.add(rule.id)
    reader.where = where
    return rules


def _zone(reader: PolicyReader, tables: Mapping[str, Any], market: Mapping[str, Any]) -> str:
    """The name of the policy's time zone. Notes a file that is for another market."""
    name = reader.text("", "market", tables.get("market", market["code"]))
    if name and name != market["code"]:
        reader.wrong("", tr("it is for market {name}, not {code}", name=name, code=market["code"]))
    zone = reader.zone("", tables.get("timezone", market["timezone"]))
    return zone.key if zone else str(market["timezone"])
