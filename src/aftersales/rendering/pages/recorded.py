"""What was recorded by hand, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales import text
from aftersales.core.money.amount import Money
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.write import WriteRow

_MOST_SHOWN = 20


class Recorded(NamedTuple):
    """What was recorded for one case, or would be in a dry run. Every instant is in the market's zone.

    `changed` is False where there was nothing to record. `money` and `until` are what the event itself says, `stake` is
    the money that the case is about. `only_here`: it must be done in Seller Center too, and no data will show it.
    `unconfirmed` and `believed`: it must be done there too, and data will show it; until then `due` keeps the case in
    sight, or counts it as done. `next_duty` is the seller's next duty on the case, and when it is due.
    """

    case: int
    event: str
    data: Mapping[str, Any]
    at: datetime
    dry_run: bool
    changed: bool
    warnings: Sequence[str]
    money: Money | None = None
    until: datetime | None = None
    stake: Money | None = None
    only_here: bool = False
    unconfirmed: bool = False
    believed: bool = False
    next_duty: tuple[str, datetime] | None = None

    @property
    def row(self) -> WriteRow:
        """What the formats for programs show of it."""
        return WriteRow(self.case, self.event, self.at, self.dry_run, self.changed, self.warnings)


def about(recorded: Recorded) -> str:
    """Until when the event holds, or the money it is about: `of 27.98 GBP`; empty where it says neither."""
    if recorded.until is not None:
        return f"until {text.moment(recorded.until)}"
    return f"of {recorded.money}" if recorded.money is not None else ""


def next_step(recorded: Recorded) -> str:
    """The seller's next duty: `next: refund by Tue 24 Nov 16:02 GMT`; empty where there is none."""
    if recorded.next_duty is None:
        return ""
    duty, due = recorded.next_duty
    return f"next: {duty} by {text.moment(due)}"


def line(recorded: Recorded) -> str:
    """What was recorded, when, and what is next."""
    if not recorded.changed:
        return tr("case {case}: nothing recorded", case=recorded.case)
    event = " ".join(filter(None, (_event(recorded), about(recorded))))
    mark = tr(" (dry run)") if recorded.dry_run else ""
    follows = next_step(recorded)
    return f"case {recorded.case}: {event}, {text.moment(recorded.at)}{mark}{'; ' + follows if follows else ''}"


def _event(recorded: Recorded) -> str:
    """The event, with the mode where it says one: `request.approved (keep)`."""
    mode = recorded.data.get("mode") or ("partial" if recorded.event == "request.offered" else "")
    if not mode:
        return recorded.event
    rule = recorded.data.get("rule")
    return (
        tr("{event} ({mode}, by rule {rule})", event=recorded.event, mode=mode, rule=rule)
        if rule
        else f"{recorded.event} ({mode})"
    )


def preview(several: Sequence[Recorded]) -> Iterator[str]:
    """Lines on what would be recorded for several cases, with totals."""
    for recorded in several[:_MOST_SHOWN]:
        stake = [str(recorded.stake)] if recorded.stake else []
        yield f"  case {recorded.case}: {', '.join([_event(recorded), *stake, *recorded.warnings])}"
    if len(several) > _MOST_SHOWN:
        yield f"  … and {len(several) - _MOST_SHOWN} more"
    for event, count in Counter(map(_event, several)).items():
        stakes = [recorded.stake for recorded in several if _event(recorded) == event]
        yield f"{event}: {count} cases{_totals([stake for stake in stakes if stake is not None])}"


def _totals(amounts: Sequence[Money]) -> str:
    """Amounts per currency, never added up over currencies."""
    totals: Counter[str] = Counter()
    for amount in amounts:
        totals[amount.currency] += amount.minor
    return "".join(f", {Money(minor, currency)}" for currency, minor in totals.items())


def reminders(several: Sequence[Recorded]) -> Iterator[str]:
    """What is still to be done in Seller Center."""
    if any(recorded.only_here for recorded in several):
        yield tr("Recorded here only; do it in Seller Center too, where no data will show it.")
    done = tr("Would be recorded") if several[0].dry_run else "Recorded"
    if any(recorded.unconfirmed for recorded in several):
        yield tr(
            "{done} here only; now do it in Seller Center. Until its data show it, `due` keeps it in sight.", done=done
        )
    if any(recorded.believed for recorded in several):
        yield (
            tr(
                "{done} here only; now do it in Seller Center. `due` counts it as done; `aftersales triage "
                "--checklist` lists it.",
                done=done,
            )
        )
