"""`notify add`: a receiver, whose address is asked for and kept safely."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from aftersales.actions.notify import receivers
from aftersales.commandline import confirmation
from aftersales.commandline.options import Json
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.errors import Cancelled, NoAnswer, UsageError
from aftersales.language import mark, tr
from aftersales.rendering.fields.messages.kept import KEPT_FIELDS, KeptReceiver
from aftersales.rendering.fields.view import View
from aftersales.vault.secret import Secret

Name = Annotated[str, typer.Argument(metavar="NAME", help=mark("What you call it, such as desk or owner-phone."))]
_MOST = 10_000  # characters; no address is as long


def add(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Keep the address of a mailbox, chat or webhook. It is asked for, or read from stdin, and never shown."""
    app: App = ctx.obj
    extras.require("notify")
    receivers.checked_name(name)
    from aftersales.sending.receiver import open_receiver

    store = receivers.store(app, new=True)
    address = _address(app, name)
    receiver = open_receiver(name, address)
    replaced = name in store.places()
    place = store.keep(name, address)
    if as_json:
        file = str(store.path) if place == receivers.FILE else None
        row = KeptReceiver(name, receiver.service, place, file, replaced)
        app.output.emit_object(View(KEPT_FIELDS, [row]), several=False)
    whom = tr("{name} ({service})", name=name, service=receiver.service)
    app.output.notice(
        tr("{receiver} is kept in the system's keyring.", receiver=whom)
        if place == receivers.KEYRING
        else tr("{receiver} is kept in {path}, which only you can read.", receiver=whom, path=store.path)
    )
    app.output.notice(tr("See whether messages arrive: aftersales notify test {name}", name=name))


def _address(app: App, name: str) -> Secret:
    """The address that is typed, or that stands on the first line of stdin. Raises UsageError and Cancelled."""
    if confirmation.may_ask():
        try:
            answer = app.prompter.secret(
                tr("Address of {name}, such as slack://… (it does not show while you type or paste it):", name=name)
            )
        except NoAnswer:
            answer = None
        if answer is None or not answer.strip():
            app.prompter.tell(tr("Nothing was changed."))
            raise Cancelled(130)
        return Secret(answer.strip())
    line = "" if sys.stdin.isatty() else sys.stdin.readline(_MOST).strip()
    if not line:
        raise UsageError(
            tr(
                "There is no address on stdin, and no terminal to ask for one. Type `aftersales notify add {name}` at "
                "a terminal, or pipe the address into it from a file that only you can read.",
                name=name,
            )
        )
    return Secret(line)
