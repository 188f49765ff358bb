"""`logout`: tokens and secrets forgotten on this computer."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.sync import accounts, login_status
from aftersales.commandline import confirmation
from aftersales.commandline.command import ChangingCommand, single
from aftersales.commandline.options import FormatWithoutIds, Json
from aftersales.context import display
from aftersales.context.app import App
from aftersales.language import mark, tr, trn
from aftersales.rendering.reports import login as login_report
from aftersales.settings.paths import token_file

typer_app = single()


@typer_app.command(cls=ChangingCommand)
def logout(
    ctx: typer.Context,
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help=mark("Only the login of this shop (default: all)."))
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=mark("Don't ask, also where it logs out other shops too."))
    ] = False,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """Forget tokens and app secrets on this computer. What was read stays, and so does the authorisation at TikTok: the
    seller withdraws that in Seller Center.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    before = login_status.logins(app, [shop] if shop else None)
    gone = _forgotten(app, [row.platform_id for row in before if row.platform_id] if shop else None, yes=yes)
    rows = login_status.logins(app, [shop] if shop else None)
    login_report.show(rows, app.output, chosen, app.now, display.zone_of_days(app))
    app.output.notice(
        trn(
            "Logged out: {count} authorisation is forgotten here. To withdraw it at TikTok too, use Seller Center.",
            "Logged out: {count} authorisations are forgotten here. To withdraw them at TikTok too, use Seller Center.",
            gone,
        )
        if gone
        else tr("Nobody was logged in; nothing changed.")
    )


def _forgotten(app: App, shop_ids: list[str] | None, *, yes: bool) -> int:
    """Forget the authorisations that are for one of these shops, None for all; returns how many. Raises Cancelled where
    other shops would be logged out too and the person does not want that.
    """
    if not token_file().exists():
        return 0
    store = accounts.token_store(app)
    leaving = [
        (app_key, open_id, shops)
        for app_key, open_id, shops in store.about()
        if shop_ids is None or any(listed.id in shop_ids for listed in shops)
    ]
    others = [
        name
        for name, configured in app.settings.shops.items()
        if shop_ids is not None
        and configured.platform_id not in shop_ids
        and any(listed.id == configured.platform_id for *_, shops in leaving for listed in shops)
    ]
    if others and not yes:
        question = tr("The same login is for {shops} too. Log out all of them?", shops=text.listed(others))
        confirmation.confirm(app, question, otherwise=tr("Nobody was logged out."))
    for app_key, open_id, _ in leaving:
        store.forget(app_key, open_id)
    return len(leaving)
