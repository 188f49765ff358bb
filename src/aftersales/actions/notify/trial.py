"""A message that only shows whether messages arrive."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.actions.notify.receivers import Directory
from aftersales.actions.notify.run import letter_to, nobody, send_all
from aftersales.context.app import App
from aftersales.context.run_clock import local_zone
from aftersales.rendering.fields.messages.rows import FAILED, SENT, MessageRow
from aftersales.rendering.pages.messages import alerts as alerts_page


def run(app: App, directory: Directory, names: Sequence[str]) -> list[MessageRow]:
    """Send a short message to these receivers, or to all. Raises UsageError for one that is not known, and ConfigError
    where none is set up.
    """
    if not directory.receivers:
        raise nobody()
    message = alerts_page.trial(app.now.astimezone(local_zone()))
    letters = [letter_to(directory, known, message, SENT) for known in directory.named(names, "NAME")]
    rows = [letter.row for letter in letters if letter.parcel is None]
    for letter, failure in send_all(letters):
        rows.append(letter.row._replace(state=FAILED, failure=failure) if failure else letter.row)
    return rows
