"""A case opened by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context.app import App
from aftersales.core.cases.model import Event
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import duty_label
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.named_tuple import NamedTuple


class NewCase(NamedTuple):
    """What was opened, or would be in a dry run. `at` is in the market's zone; `summary` says what was recorded and
    what is next, without a full stop.
    """

    case: int
    event: str
    at: datetime
    summary: str
    dry_run: bool
    warnings: Sequence[str] = ()


class FirstDuty(NamedTuple):
    """The seller's next duty on a case, and when it is due, in the market's zone."""

    duty: str
    due: datetime

    def __str__(self) -> str:
        return tr("{duty} by {due}", duty=duty_label(self.duty), due=text.moment(self.due))


def begin_case(
    app: App, ledger: Connection, case: int, event: Event, zone: ZoneInfo, also: Sequence[int] = ()
) -> FirstDuty | None:
    """Write the event that begins a case, and derive the case; `also` are other cases to which the same event happens.
    Returns the seller's next duty on it.
    """
    for number in (case, *also):
        add_event(ledger, number, event, app.now)
    store.rederive(ledger, [case, *also], app.rules.of(ledger))
    duty = due_queries.next_duty(ledger, case, app.now)
    return FirstDuty(duty[0], duty[1].astimezone(zone)) if duty else None


def future_warnings(app: App, when: datetime, zone: ZoneInfo) -> list[str]:
    """The warning about an instant that is still to come, if it is."""
    return [tr("{moment} is in the future", moment=text.moment(when.astimezone(zone)))] if when > app.now else []


def refuse_bad_ref(ref: str | None) -> None:
    """Raises UsageError for a ref that is not a number as the platform gives them."""
    if ref is not None and not entered_money.is_platform_number(ref):
        raise UsageError(tr("--ref {ref!r} is not a platform number (6 to 25 digits).", ref=ref))
