"""The receivers with what each of them gets."""

from __future__ import annotations

from aftersales.actions.notify.receivers import Directory, KnownReceiver
from aftersales.context.app import App
from aftersales.core.alerts.alert_rule import Subscription
from aftersales.core.alerts.level import LEVELS, REPORT
from aftersales.errors import AftersalesError
from aftersales.rendering.fields.messages.rows import ReceiverRow


def rows(app: App, directory: Directory) -> list[ReceiverRow]:
    """Every receiver that is known, in the order in which they were added."""
    return [_row(app, directory, known) for known in directory.receivers]


def _row(app: App, directory: Directory, known: KnownReceiver) -> ReceiverRow:
    service = failure = None
    scheme = ""
    try:
        receiver = directory.open(known)
        service, scheme = receiver.service, receiver.scheme
    except AftersalesError as error:
        failure = str(error)
    return ReceiverRow(
        known.name,
        service,
        f"{scheme}://…" if scheme else "",
        known.place,
        known.variable,
        _gets(app, directory, known),
        failure,
    )


def _gets(app: App, directory: Directory, known: KnownReceiver) -> list[str]:
    """`24h:uk-main,us-main`: each level that the receiver gets, with its shops where those are not all."""
    subscription = Subscription(known.name, directory.settings.rules, known.any_hour)
    shops = list(app.settings.shops)
    parts = []
    for level in LEVELS:
        if level == REPORT:
            parts += [REPORT] if subscription.gets_reports else []
            continue
        chosen = [shop for shop in shops if level in subscription.levels(shop)]
        if chosen:
            parts.append(level if chosen == shops else f"{level}:{','.join(chosen)}")
    return parts
