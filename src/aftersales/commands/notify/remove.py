"""`notify remove`: the address of a receiver is forgotten."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.notify import receivers
from aftersales.context.app import App
from aftersales.errors import ConfigError
from aftersales.language import mark, tr

Name = Annotated[str, typer.Argument(metavar="NAME", help=mark("The receiver, as in notify list."))]


def remove(ctx: typer.Context, name: Name) -> None:
    """Forget the address of a receiver on this computer."""
    app: App = ctx.obj
    receivers.require_extra()
    receivers.checked_name(name)
    directory = receivers.directory(app)
    if not directory.store.forget(name):
        known = list(directory.store.places())
        raise ConfigError(
            tr("No address of {name} is kept here; kept are {known}.", name=name, known=", ".join(known))
            if known
            else tr("No address of {name} is kept here, nor of any other receiver.", name=name)
        )
    app.output.notice(tr("The address of {name} is forgotten.", name=name))
    if name in receivers.named_in_settings(directory.settings):
        app.output.notice(tr("The configuration still names {name}, under [notify].", name=name))
