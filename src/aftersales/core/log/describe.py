"""Entries of the log in words."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales import text
from aftersales.core.clocks.moved_deadlines import counts
from aftersales.core.log.entry import BEFORE, NAMED, LogEntry, LogExtent
from aftersales.core.log.rule_change import reason_text
from aftersales.core.vocabulary import event_text
from aftersales.language import tr, trn
from aftersales.text import few


def summary(entry: LogEntry) -> str:
    """What an entry recorded, in a few words."""
    if entry.undoes is not None:
        return tr("undoes entry {entry}", entry=entry.undoes)
    if entry.command == BEFORE:
        return tr("everything that was recorded before there was a log")
    if entry.renewal:
        return _of_rules(entry)
    if entry.forgotten is not None:
        extent = LogExtent(entry.forgotten.cases, entry.forgotten.orders, 0)
        return tr("buyers forgotten: {contents}", contents=contents(extent) or "0")
    files = [tr("{file}: {new} new, {changed} changed", file=f.file, new=f.new, changed=f.changed) for f in entry.files]
    said = text.clauses(files or _by_hand(entry))
    return said or (tr("nothing new") if entry.command in ("import", "sync") else "")


def _of_rules(entry: LogEntry) -> str:
    moved = text.enumerated(counts(move.change for move in entry.moves))
    reasons = few(map(reason_text, entry.renewal.why if entry.renewal else ()))
    if reasons:
        return tr("{shop} ({reasons}): {moved}", shop=entry.shops[0], reasons=reasons, moved=moved)
    return tr("{shop}: {moved}", shop=entry.shops[0], moved=moved)


def _by_hand(entry: LogEntry) -> Iterator[str]:
    """What a person recorded, each event once with its cases; else which order, shop or case is new or changed."""
    events = [(case, name, entry.rules.get(case)) for case, name in entry.events]
    for name, rule in dict.fromkeys((name, rule) for _, name, rule in events):
        cases = list(dict.fromkeys(case for case, *what in events if what == [name, rule]))  # a case may have several
        listed, event = few(cases, NAMED), event_text(name)
        yield (
            trn(
                "case {cases}: {event} by rule {rule}",
                "cases {cases}: {event} by rule {rule}",
                len(cases),
                cases=listed,
                event=event,
                rule=rule,
            )
            if rule
            else trn("case {cases}: {event}", "cases {cases}: {event}", len(cases), cases=listed, event=event)
        )
    if entry.events:
        return
    orders = few(entry.orders, NAMED)
    if orders and "orders" in entry.makes:
        yield trn("order {orders}: recorded", "orders {orders}: recorded", len(entry.orders), orders=orders)
    elif orders:
        yield trn("order {orders}: changed", "orders {orders}: changed", len(entry.orders), orders=orders)
    elif "shops" in entry.makes:
        yield tr("shop {shops}: added", shops=few(entry.shops, NAMED))
    elif entry.cases:
        yield trn("case {cases}: changed", "cases {cases}: changed", len(entry.cases), cases=few(entry.cases, NAMED))


def short(entry: LogEntry) -> str:
    """How another sentence names an entry: `14 (approve, case 7)`."""
    if entry.undoes is not None:
        return tr("{id} (undo of entry {undoes})", id=entry.id, undoes=entry.undoes)
    about = _about(entry)
    if about:
        return tr("{id} ({command}, {about})", id=entry.id, command=entry.command, about=about)
    return tr("{id} ({command})", id=entry.id, command=entry.command)


def _about(entry: LogEntry) -> str:
    if entry.files:
        return few(file.file for file in entry.files)
    if entry.cases:
        return trn("case {cases}", "cases {cases}", len(entry.cases), cases=few(entry.cases))
    if entry.orders:
        return trn("order {orders}", "orders {orders}", len(entry.orders), orders=few(entry.orders))
    return few(entry.shops)


def contents(extent: LogExtent) -> str:
    """`78 cases, 60 orders`; empty where it is about none."""
    parts = [
        trn("{count} shop", "{count} shops", extent.shops) if extent.shops else "",
        trn("{count} case", "{count} cases", extent.cases) if extent.cases else "",
        trn("{count} order", "{count} orders", extent.orders) if extent.orders else "",
    ]
    return text.enumerated(filter(None, parts))
