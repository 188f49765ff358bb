"""`notify remove`: the address of a receiver is forgotten."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.notify import receivers
from aftersales.commandline.options import Json
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.errors import ConfigError
from aftersales.language import mark, tr
from aftersales.rendering.fields.messages.kept import FORGOTTEN_FIELDS, ForgottenReceiver
from aftersales.rendering.fields.view import View

Name = Annotated[str, typer.Argument(metavar="NAME", help=mark("The receiver, as in notify list."))]


def remove(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Forget the address of a receiver on this computer."""
    app: App = ctx.obj
    extras.require("notify")
    receivers.checked_name(name)
    directory = receivers.directory(app)
    if not directory.store.forget(name):
        known = list(directory.store.places())
        raise ConfigError(
            tr("No address of {name} is kept here; kept are {known}.", name=name, known=text.listed(known))
            if known
            else tr("No address of {name} is kept here, nor of any other receiver.", name=name)
        )
    is_named = name in receivers.named_in_settings(directory.settings)
    if as_json:
        app.output.emit_object(View(FORGOTTEN_FIELDS, [ForgottenReceiver(name, is_named)]), several=False)
    app.output.notice(tr("The address of {name} is forgotten.", name=name))
    if is_named:
        app.output.notice(tr("The configuration still names {name}, under [notify].", name=name))
