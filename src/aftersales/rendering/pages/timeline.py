"""A case's events, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Event
from aftersales.core.money.amount import optional_money
from aftersales.core.requests import receipt
from aftersales.core.time.instants import optional_instant
from aftersales.core.vocabulary import UNDECIDED, event_text, origin_text
from aftersales.language import tr

# The keys of an event's data that a person reads, in the order of a sentence.
_TOLD_DATA = ("for", "by", "mode", "cause", "what", "result", "every", "channel", "tracking", "order", "reason", "text")


def line(event: Event, mark: str, zone: ZoneInfo, currency: str | None) -> str:
    """An event on one line: when, its data, its source, and its mark. Amounts are in minor units of `currency`."""
    said = text.enumerated(details(event.name, event.data, zone, currency))
    name = event_text(event.name)
    known = origin_text(event.origin or event.source)
    parts = [_when(event, zone), text.labelled(name, said) if said else name, f"[{known}]", mark]
    return "  ".join(part for part in parts if part)


def _when(event: Event, zone: ZoneInfo) -> str:
    latest = text.moment(event.at.astimezone(zone))
    if not event.inferred:
        return latest
    if event.earliest is None:
        return tr("by {latest}", latest=latest)
    earliest = text.moment(event.earliest.astimezone(zone))
    return tr("between {earliest} and {latest}", earliest=earliest, latest=latest)


def details(name: str, data: Mapping[str, Any], zone: tzinfo, currency: str | None) -> Iterator[str]:
    """What was said of an event, part by part. Amounts are in minor units of `currency`."""
    paid = optional_money(data.get("amount"), currency)
    until = optional_instant(data.get("until"))
    if paid:
        yield str(paid)
    if until:
        end = text.moment(until.astimezone(zone))
        yield tr("by {end}", end=end) if name == "chargeback.notified" else tr("until {end}", end=end)
    if data.get("off"):
        yield tr("ended")
    yield from (str(data[key]) for key in _TOLD_DATA if data.get(key) and (key, data[key]) != ("mode", UNDECIDED))
    if data.get("rule"):
        yield tr("by rule {rule}", rule=data["rule"])
    yield from map(receipt.in_words, receipt.items_of(data))
    yield from (file["path"] for file in data.get("files", ()))
