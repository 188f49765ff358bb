"""A case's events, one line each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.model import Event
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import optional_instant
from aftersales.language import tr


def events(derived: Derived) -> list[tuple[Event, str]]:
    """Each event with a mark: recorded here only, inferred, or contradicted."""
    line = derived.timeline
    marked = [(h.event, tr("not yet seen in the platform's data") if not h.confirmed else "") for h in line.happenings]
    marked += [(e, tr("contradicted: the platform shows {raw}", raw=o.raw)) for e, o in line.void]
    return sorted(marked, key=lambda pair: pair[0].at)


# The keys of an event's data that a person reads, in the order of a sentence.
_TOLD_DATA = ("for", "by", "mode", "cause", "what", "result", "every", "channel", "tracking", "order", "reason", "text")


def line(event: Event, mark: str, zone: ZoneInfo, currency: str | None) -> str:
    """An event on one line: when, its data, its source, and its mark. Amounts are in minor units of `currency`."""
    when = text.moment(event.at.astimezone(zone))
    if event.inferred:
        when = (
            f"by {when}"
            if event.earliest is None
            else f"between {text.moment(event.earliest.astimezone(zone))} and {when}"
        )
    paid = optional_money(event.data.get("amount"), currency)
    until = optional_instant(event.data.get("until"))
    parts = [str(paid)] if paid else []
    within = "by" if event.name == "chargeback.notified" else "until"
    parts += [f"{within} {text.moment(until.astimezone(zone))}"] if until else []
    parts += ["ended"] if event.data.get("off") else []
    details = ", ".join([*parts, *(str(event.data[k]) for k in _TOLD_DATA if event.data.get(k))])
    details += tr(" by rule {rule}", rule=event.data["rule"]) if event.data.get("rule") else ""
    details += ", ".join(file["path"] for file in event.data.get("files", ()))
    known = event.origin or event.source
    return f"{when}  {event.name}{f': {details}' if details else ''}  [{known}]{f'  {mark}' if mark else ''}"
