"""One run of `notify`: what is due, sent and marked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aftersales import file_lock, file_writer
from aftersales.actions.notify.plans import NotifyOptions, PlannedRun, planned
from aftersales.actions.notify.receivers import Directory, KnownReceiver
from aftersales.context.app import App
from aftersales.core.alerts.message import Message
from aftersales.core.alerts.plan import AlertPlan
from aftersales.errors import AftersalesError, ConfigError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.messages.rows import FAILED, NOTHING, SENT, WOULD_SEND, MessageRow
from aftersales.rendering.pages.messages import alerts as alerts_page

if TYPE_CHECKING:
    from aftersales.sending.delivery import Parcel


class Letter(NamedTuple):
    """A message that is ready for its receiver, or what keeps it from being sent. `plan` is what it tells of."""

    row: MessageRow
    parcel: Parcel | None = None
    plan: AlertPlan | None = None


def run(app: App, directory: Directory, options: NotifyOptions) -> list[MessageRow]:
    """Send what is due to whoever is to hear of it; each message that has arrived is marked at once, so that none is
    sent twice; one whose arrival nobody knows of is sent again. Raises ConfigError where no receiver is set up, and
    where another run is sending.
    """
    if not directory.receivers:
        raise nobody()
    if options.dry_run:
        run_planned = planned(app, directory, options)
        return [letter.row for letter in _letters(directory, run_planned, WOULD_SEND)]
    app.ledger.upgrade()
    with only_run(app.settings.ledger):
        run_planned = planned(app, directory, options)
        return list(_sent(app, _letters(directory, run_planned, SENT), run_planned))


def nobody() -> ConfigError:
    """The error if no receiver is set up."""
    return ConfigError(tr("Nobody is there to be told. Add a receiver: aftersales notify add NAME"))


def send_all(letters: Sequence[Letter]) -> Iterator[tuple[Letter, str]]:
    """Send what can be sent; yields each letter with why it failed, empty where it arrived, as soon as that is
    known.
    """
    from aftersales.sending.delivery import deliver

    ready = [(letter, letter.parcel) for letter in letters if letter.parcel is not None]
    for delivery in deliver([parcel for _, parcel in ready]):
        yield ready[delivery.number][0], delivery.failure


def letter_to(directory: Directory, known: KnownReceiver, message: Message, state: str) -> Letter:
    """A message for a receiver in its mark-up; a failed one where its address is missing or not right."""
    from aftersales.sending import delivery

    row = MessageRow(known.name, None, state, message.title)
    try:
        receiver = directory.open(known)
    except AftersalesError as error:
        return Letter(row._replace(state=FAILED, failure=str(error)))
    parcel = delivery.parcel(receiver, message)
    return Letter(row._replace(service=receiver.service, text=parcel.text, body=parcel.body), parcel)


def _letters(directory: Directory, run_planned: PlannedRun, state: str) -> list[Letter]:
    """A letter for each receiver; also for one who is to hear nothing, but has no address that is right: on the day on
    which it matters it would be too late to notice.
    """
    letters = []
    for known, plan in run_planned.plans:
        message = alerts_page.message(plan, run_planned.around)
        letter = letter_to(directory, known, message, state)
        row = letter.row._replace(alerts=plan.alerts, stale=[fresh.shop for fresh in plan.stale], held=plan.held)
        if plan.is_empty:
            blank = row._replace(title="", text="", body="", state=FAILED if letter.parcel is None else NOTHING)
            letters.append(Letter(blank))
        else:
            letters.append(letter._replace(row=row, plan=plan))
    return letters


def _sent(app: App, letters: Sequence[Letter], run_planned: PlannedRun) -> Iterator[MessageRow]:
    """What became of each message, those first that were not sent at all."""
    yield from (letter.row for letter in letters if letter.parcel is None)
    for letter, failure in send_all(letters):
        if failure:
            yield letter.row._replace(state=FAILED, failure=failure)
        else:
            yield letter.row._replace(failure=_marked(app, letter, run_planned))


def _marked(app: App, letter: Letter, run_planned: PlannedRun) -> str:
    """Mark what has arrived; returns why that failed, empty where it did not."""
    from aftersales.ledger import sent_alerts

    if letter.plan is None:
        return ""
    try:
        with app.ledger.writing() as ledger:
            sent_alerts.put(ledger, letter.plan, app.now, run_planned.today)
    except AftersalesError as error:
        return tr("it arrived, but that can't be marked, so it will be sent once more: {error}", error=error)
    return ""


@contextmanager
def only_run(ledger: Path) -> Iterator[None]:
    """No other run sends until the end of the body. Raises ConfigError where one does: it tells what is due."""
    place = file_lock.place_of(ledger.with_name(f"{ledger.name}-notify"))
    try:
        handle = file_lock.opened(place)
    except OSError as error:
        raise ConfigError(
            tr("{path} can't be opened: {reason}. Check the folder.", path=place, reason=file_writer.reason(error))
        ) from None
    try:
        if not file_lock.taken(handle):
            raise ConfigError(tr("Another run of aftersales notify is sending now. Nothing was sent by this one."))
        yield
    finally:
        os.close(handle)  # this releases the lock; the file stays, so that two can't have one each
