"""`ledger forget`: buyers' data replaced in place, and proved gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

import typer

from aftersales.commandline import confirmation
from aftersales.commandline.options import Json, ShopOption
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.requests import buyers
from aftersales.errors import AftersalesError, UsageError
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.setup.forgotten_buyers import FORGOTTEN_BUYERS_FIELDS, ForgottenBuyers
from aftersales.rendering.fields.view import View
from aftersales.text import few
from aftersales.user_input import SINCE


def forget(
    ctx: typer.Context,
    buyer: Annotated[
        str | None,
        typer.Argument(metavar="[BUYER]", help=mark("The buyer's name as in `cases`, or one of their order numbers.")),
    ] = None,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="DATE", help=mark("All buyers of what ended before this day.")),
    ] = None,
    shop: ShopOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=mark("Only show what would be forgotten."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=mark("Don't ask."))] = False,
    as_json: Json = False,
) -> None:
    """Replace buyers' names, tracking numbers, notes and messages for good, also in the log. Amounts and deadlines
    stay. The bytes of the ledger are searched for what was replaced. This can't be undone.
    """
    from aftersales.actions.privacy import forgetting
    from aftersales.ledger.queries import shops as shop_queries

    app: App = ctx.obj
    if (buyer is None) == (before is None):
        raise UsageError(tr("say either whom to forget (BUYER) or what (--before DATE)."))
    if buyer is not None and not buyer.strip():
        raise UsageError(tr("{option} is empty.", option="BUYER"))
    app.ledger.upgrade()  # what is to be forgotten is read before anything is written
    named = shop_queries.shop_named(app.ledger.current(), shop) if shop else None
    when = None if before is None else app.times.read(before, "--before", display.place(app, named), SINCE)
    if when is not None:
        _look_at_day(app, when)
    request = forgetting.ForgetRequest(buyer, when, named)
    if not dry_run and not yes:
        _confirm(app, forgetting.extent(app, request))
    done = forgetting.forget(app, request, keep=not dry_run)
    if as_json:
        app.output.emit_object(View(FORGOTTEN_BUYERS_FIELDS, [done]), several=False)
    _tell(app, done)


def _look_at_day(app: App, when: datetime) -> None:
    """Refuse a day to come, which is a slip that costs all names; warn of one that is not long ago."""
    if when > app.now + timedelta(days=1):  # `tomorrow`: all up to now
        raise UsageError(tr("--before takes a day that has passed. To forget all that ended up to now: --before now"))
    if when > app.now - buyers.WINDOW:
        app.output.warn(
            tr(
                "That is less than {days} days ago: what is forgotten no longer counts for buyers who ask often.",
                days=buyers.WINDOW.days,
            )
        )


def _confirm(app: App, would: ForgottenBuyers) -> None:
    """Ask for what would be forgotten. Raises UsageError where there is nobody to ask."""
    if not confirmation.may_ask():
        raise UsageError(
            tr("there is no terminal for the question; add --yes to forget them, or --dry-run to see what goes.")
        )
    if would.orders or would.cases:
        app.prompter.tell(_extent(would))
        confirmation.confirm(app, tr("Forget it for good?"), otherwise=tr("Nothing was forgotten."))


def _extent(done: ForgottenBuyers) -> str:
    if not (done.buyers or done.orders or done.cases):
        return tr("There is nobody to forget: nothing that ended before then still names a buyer.")
    rows = few(
        [
            trn("{count} buyer", "{count} buyers", done.buyers),
            trn("{count} order", "{count} orders", done.orders),
            trn("{count} case", "{count} cases", done.cases),
        ],
        3,
    )
    return tr("Would be forgotten: {rows}.", rows=rows) if done.dry_run else tr("Forgotten: {rows}.", rows=rows)


def _tell(app: App, done: ForgottenBuyers) -> None:
    """Say what was done, what is proved and what is left. Raises AftersalesError where something is left over."""
    app.output.notice(_extent(done))
    for sentence in _beside(done):
        app.output.warn(sentence)
    if done.dry_run:
        return
    if done.lacks_room:
        raise AftersalesError(
            tr(
                "It was replaced, but the bytes of {ledger} still hold some of it, because the disk has no room to "
                "write the file anew. Free as much as the ledger is large, then: aftersales ledger forget --before "
                "2000-01-01 --yes",
                ledger=done.ledger,
            )
        )
    if not done.proved:
        raise AftersalesError(
            tr(
                "It was replaced, but the bytes of {ledger} still hold some of it, because another program uses the "
                "ledger. End that program, then: aftersales ledger forget --before 2000-01-01 --yes",
                ledger=done.ledger,
            )
        )
    if not done.texts:
        app.output.notice(tr("The file was written anew."))
        return
    app.output.notice(
        trn(
            "Looked for {searched} of {count} replaced text in every byte of the ledger: none is left over.",
            "Looked for {searched} of {count} replaced texts in every byte of the ledger: none is left over.",
            done.texts,
            searched=done.searched,
        )
    )


def _beside(done: ForgottenBuyers) -> Iterator[str]:
    """What stays as it is: cases in the ledger, words, other files."""
    if done.open_cases:
        yield trn(
            "Case {cases} is open and stays as it is.",
            "Cases {cases} are open and stay as they are.",
            len(done.open_cases),
            cases=few(done.open_cases, 10),
        )
    if done.elsewhere:
        yield tr(
            "Some of it stands in the ledger all the same, as an ordinary word or as another buyer's: {columns}",
            columns=few(done.elsewhere, 6),
        )
    if done.files:
        yield tr(
            "These files still hold some of it. Delete them, or keep them for as long as you must: {files}",
            files=few(done.files, 20),
        )
    if done.unread:
        yield tr("These files could not be read: {files}", files=few(done.unread))
