"""Checks of who is warned by mail or chat."""

from __future__ import annotations

import os
from collections.abc import Iterator
from shlex import quote

from aftersales.actions.doctor.finding import fault, ok, warning
from aftersales.actions.doctor.installation import Installation
from aftersales.actions.notify import plans
from aftersales.actions.notify import receivers as known_receivers
from aftersales.actions.notify.receivers import MISSING, Directory, KnownReceiver
from aftersales.context import extras
from aftersales.core.alerts.alert_rule import Subscription
from aftersales.core.alerts.level import OF_WARNINGS
from aftersales.errors import AftersalesError
from aftersales.language import tr
from aftersales.rendering.fields.setup.findings import Finding
from aftersales.settings.load import notify_settings
from aftersales.settings.paths import receivers_file

_EXTRA = "pip install 'aftersales[notify]'"
_EDIT = "aftersales config edit"


def receivers(installation: Installation) -> Iterator[Finding]:
    """Whether warnings can be sent: their packages are installed, each address is known and valid, and the rules name a
    receiver. Nothing is sent.
    """
    path, named = receivers_file(), known_receivers.named_in_settings(notify_settings(installation.settings))
    if not named and not path.exists():
        yield ok(tr("nobody is warned by mail or chat"), "aftersales help notify")
        return
    try:
        extras.require("notify")
    except AftersalesError:
        yield fault(tr("what sends messages is not installed, so nobody is warned"), _EXTRA)
        return
    try:
        directory = known_receivers.directory(installation.app)
    except AftersalesError as error:
        readable = not path.exists() or os.access(path, os.R_OK)
        yield fault(str(error), "aftersales notify add NAME" if readable else f"chmod u+rw {quote(str(path))}")
        return
    for known in directory.receivers:
        yield from _receiver(installation, directory, known)
    yield from _rules(installation, directory)


def _receiver(installation: Installation, directory: Directory, known: KnownReceiver) -> Iterator[Finding]:
    """Whether a message can be sent to a receiver, and whether it gets any."""
    remedy = f"aftersales notify add {quote(known.name)}"
    if known.place == MISSING:
        yield fault(
            tr("its address is not known, and {variable} is not set", variable=known.variable), remedy, known.name
        )
        return
    try:
        service = directory.open(known).service
    except AftersalesError as error:
        yield fault(str(error), remedy, known.name)
        return
    subscription = Subscription(known.name, directory.settings.rules, known.any_hour)
    shops = installation.settings.shops
    if not subscription.gets_reports and not any(subscription.levels(shop) for shop in shops):
        yield warning(tr("{service}: no rule names it, so it gets nothing", service=service), _EDIT, known.name)
    else:
        yield ok(tr("{service}; a test shows whether messages arrive", service=service), subject=known.name)


def _rules(installation: Installation, directory: Directory) -> Iterator[Finding]:
    """Whether the rules leave out a shop, or name one that is not there."""
    rules, shops = directory.settings.rules, list(installation.settings.shops)
    if not rules:
        return
    try:
        plans.refuse_unknown_shops(rules, shops)
    except AftersalesError as error:
        yield fault(str(error), _EDIT)
        return
    able = [known.name for known in directory.receivers if known.place != MISSING]
    for shop in shops:
        levels = {level for name in able for level in Subscription(name, rules, only=OF_WARNINGS).levels(shop)}
        if not levels:
            yield warning(tr("by the rules nobody is warned of its deadlines"), _EDIT, shop)
