"""What was recorded by hand, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aftersales import text
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import duty_label, event_text
from aftersales.language import tr, trn
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.write import WriteRow

if TYPE_CHECKING:
    from aftersales.core.modes.grade_suggestion import GradeSuggestion

_MOST_SHOWN = 20


class Recorded(NamedTuple):
    """What was recorded for one case, or would be in a dry run. Every instant is in the market's zone.

    `changed` is False where there was nothing to record. `money` and `until` are what the event itself says,
    `concerned` is the money that the case is about. `only_here`: it must be done in Seller Center too, and no data will
    show it.
    `unconfirmed` and `believed`: it must be done there too, and data will show it; until then `due` keeps the case in
    sight, or counts it as done. `next_duty` is the seller's next duty on the case, and when it is due.
    `buyer_window` says whether the buyer asked in time, `window_notice` in short, where not in every window.
    `suggestion` is what the grades of a receipt suggest.
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
    concerned: Money | None = None
    only_here: bool = False
    unconfirmed: bool = False
    believed: bool = False
    next_duty: tuple[str, datetime] | None = None
    buyer_window: str = ""
    window_notice: str = ""
    suggestion: GradeSuggestion | None = None

    @property
    def row(self) -> WriteRow:
        """What the formats for programs show of it."""
        window = self.buyer_window or None
        return WriteRow(
            self.case, self.event, self.at, self.dry_run, self.changed, self.warnings, window, self.suggestion
        )


def about(recorded: Recorded) -> str:
    """Until when a snooze lasts, by when an answer is due, or the money: `of 27.98 GBP`; empty without any of them."""
    if recorded.until is not None and recorded.event == "chargeback.notified":
        return tr("(answer by {end})", end=text.moment(recorded.until))
    if recorded.until is not None:
        return tr("until {end}", end=text.moment(recorded.until))
    if recorded.money is None:
        return ""
    if recorded.event == "send-back.sent":
        return tr("for {money}", money=recorded.money)
    return tr("of {money}", money=recorded.money)


def suggested(recorded: Recorded) -> Iterator[str]:
    """What the grades of a receipt suggest, why, and the command that records it: lines for a person."""
    suggestion = recorded.suggestion
    if suggestion is None:
        return
    if not suggestion.suggests:
        yield tr("case {case}: {sentence}.", case=recorded.case, sentence=suggestion.sentence)
        return
    yield tr("case {case}: suggested: {suggestion}.", case=recorded.case, suggestion=suggestion.sentence)
    yield from (f"  {step}" for step in suggestion.steps if len(suggestion.steps) > 1)
    for rule in suggestion.rules:
        yield tr("By: {source}.", source=rule.source.summary())
    if suggestion.command:
        yield tr("Nothing is refunded or refused by this. To record it: {command}", command=suggestion.command)


def next_step(recorded: Recorded) -> str:
    """The seller's next duty: `next: refund by Tue 24 Nov 16:02 GMT`; empty where there is none."""
    if recorded.next_duty is None:
        return ""
    duty, due = recorded.next_duty
    return tr("next: {duty} by {due}", duty=duty_label(duty), due=text.moment(due))


def line(recorded: Recorded) -> str:
    """What was recorded, when, and what is next."""
    if not recorded.changed:
        return tr("case {case}: nothing recorded", case=recorded.case)
    event, at = text.beside(_event(recorded), about(recorded)), text.moment(recorded.at)
    if recorded.dry_run:
        done = tr("case {case}: {event}, {at} (dry run)", case=recorded.case, event=event, at=at)
    else:
        done = tr("case {case}: {event}, {at}", case=recorded.case, event=event, at=at)
    return text.clauses(filter(None, (done, next_step(recorded))))


def _event(recorded: Recorded) -> str:
    """The event, with the mode where it says one: `approved (keep)`. An offer is its own word."""
    mode = "" if recorded.event == "request.offered" else recorded.data.get("mode") or ""
    event, rule = event_text(recorded.event), recorded.data.get("rule")
    if mode in ("", "undecided"):
        return tr("{event} (by rule {rule})", event=event, rule=rule) if rule else event
    return (
        tr("{event} ({mode}, by rule {rule})", event=event, mode=mode, rule=rule)
        if rule
        else text.remarked(event, mode)
    )


def preview(several: Sequence[Recorded]) -> Iterator[str]:
    """Lines on what would be recorded for several cases, with totals."""
    for recorded in several[:_MOST_SHOWN]:
        concerned = [str(recorded.concerned)] if recorded.concerned else []
        event = text.enumerated([_event(recorded), *concerned, *recorded.warnings])
        step = tr("case {case}: {event}", case=recorded.case, event=event)
        yield f"  {step}"
    if len(several) > _MOST_SHOWN:
        more = tr("… and {number} more", number=len(several) - _MOST_SHOWN)
        yield f"  {more}"
    by_event: dict[str, list[Recorded]] = {}
    for recorded in several:
        by_event.setdefault(_event(recorded), []).append(recorded)
    for event, same in by_event.items():
        cases = trn("{event}: {count} case", "{event}: {count} cases", len(same), event=event)
        yield text.enumerated([cases, *_totals([r.concerned for r in same if r.concerned is not None])])


def _totals(amounts: Sequence[Money]) -> list[str]:
    """Amounts per currency, never added up over currencies."""
    totals: Counter[str] = Counter()
    for amount in amounts:
        totals[amount.currency] += amount.minor
    return [str(Money(minor, currency)) for currency, minor in totals.items()]


def reminders(several: Sequence[Recorded]) -> Iterator[str]:
    """What is still to be done in Seller Center."""
    if any(recorded.only_here for recorded in several):
        yield tr("Recorded only here. Do it in Seller Center too; no import will show it.")
    dry_run = several[0].dry_run
    if any(recorded.unconfirmed for recorded in several):
        yield (
            tr("Would be recorded only here. Do it in Seller Center; `due` lists it until an import shows it.")
            if dry_run
            else tr("Recorded only here. Now do it in Seller Center; `due` lists it until an import shows it.")
        )
    if any(recorded.believed for recorded in several):
        yield (
            tr(
                "Would be recorded only here. Do it in Seller Center; `due` counts it as done, and "
                "`aftersales triage --checklist` lists it."
            )
            if dry_run
            else tr(
                "Recorded only here. Now do it in Seller Center; `due` counts it as done, and "
                "`aftersales triage --checklist` lists it."
            )
        )
