"""`login`: an app authorised by the seller, its shops tied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from aftersales import text
from aftersales.actions.sync import accounts, environment, login_status
from aftersales.commandline import confirmation
from aftersales.commandline.command import ChangingCommand, single
from aftersales.commandline.options import Fields, FormatWithoutIds, Json
from aftersales.context import display, extras
from aftersales.context.app import App
from aftersales.errors import AftersalesError, UsageError
from aftersales.language import mark, tr
from aftersales.policies.find import market_code
from aftersales.rendering.fields import view
from aftersales.rendering.fields.platform.login import LOGIN_FIELDS
from aftersales.rendering.reports import login as login_report
from aftersales.settings.model import ApiApp
from aftersales.settings.names import NAME

if TYPE_CHECKING:
    from aftersales.actions.sync.accounts import PlatformConnections
    from aftersales.commands.login.questions import LoginTalk
    from aftersales.syncing.client import AuthorizedShop
    from aftersales.syncing.faults import PlatformFault
    from aftersales.syncing.token_store import Authorisation, TokenStore

typer_app = single()


@typer_app.command(cls=ChangingCommand)
def login(
    ctx: typer.Context,
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help=mark("The shop to tie, or with --status to show."))
    ] = None,
    api_app: Annotated[
        str | None,
        typer.Option(
            "--app", metavar="NAME", help=mark("The developer app, as [apps.NAME] names it (default: one a market).")
        ),
    ] = None,
    status: Annotated[
        bool, typer.Option("--status", help=mark("Only show each shop's login: until when, and which scopes."))
    ] = False,
    fields: Fields = None,
    form: FormatWithoutIds = None,
    as_json: Json = False,
) -> None:
    """Let aftersales read a shop's data from TikTok. It asks for the key and secret of your own developer app, shows
    the link to agree at, and takes the address that the browser then goes to. The variables AFTERSALES_APP_KEY and
    AFTERSALES_APP_SECRET answer for you. The program only reads, and can't write to TikTok.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    shown = view.chosen(LOGIN_FIELDS, fields)
    if not status:
        _log_in(app, shop, api_app)
        app.configuration.__dict__.pop("settings", None)  # it says more than before
    rows = login_status.logins(app, [shop] if shop else None)
    login_report.show(rows, app.output, chosen, app.now, display.zone_of_days(app), shown)


def _log_in(app: App, shop: str | None, app_name: str | None) -> None:
    extras.require("sync")
    if not confirmation.may_ask():
        name = _shop_of(app, shop or next(iter(app.settings.shops), None))
        raise UsageError(_without_terminal(_app_of(app, name, app_name), name))
    from aftersales.commands.login import questions

    name = _shop_of(app, shop)
    api_app = _app_of(app, name, app_name)
    store = accounts.token_store(app, new=True)
    if _tied_by_known(app, store, api_app, name):
        return
    with accounts.connections(app, store=store) as made:
        talk = questions.LoginTalk(app, api_app, store.app_secret(api_app.key) if api_app.key else None)
        authorisation = _authorised(app, made, store, talk)
        app.output.notice(
            tr("The tokens are kept in the system's keyring.")
            if store.uses_keychain()
            else tr("The tokens are kept in {path}, which only you can read.", path=store.path)
        )
        _tie(app, talk.api_app, authorisation, name)
    if not talk.keeps_secret:
        app.output.notice(
            tr(
                "The app secret is not kept, since {variable} has it. It must be set for `sync` too.",
                variable=environment.variable("APP_SECRET", api_app.name),
            )
        )


def _without_terminal(api_app: ApiApp, shop: str) -> str:
    """What to do where no question can be answered: the shop is tied by what `login` would write."""
    return tr(
        "login asks questions, and there is no terminal for them. Log in at a terminal once. Where there is none, tie "
        "the shop by hand: aftersales config set apps.{app}.key KEY; aftersales config set shops.{shop}.app {app}; "
        "aftersales config set shops.{shop}.platform_id ID (the shop's number on TikTok). Then set "
        "AFTERSALES_APP_SECRET and AFTERSALES_ACCESS_TOKEN. `aftersales login --status` shows how it stands.",
        app=api_app.name,
        shop=shop,
    )


def _shop_of(app: App, typed: str | None) -> str:
    """The shop that is to be tied. Raises UsageError for one that nobody knows, Cancelled where the person leaves."""
    from aftersales.commands.login import questions

    shops = list(app.settings.shops)
    if not shops:
        raise UsageError(tr("No shop is set up yet. Add one first: aftersales init --shop NAME --market GB"))
    if typed is not None:
        from aftersales.core.choices import one_of

        return one_of("--shop", typed, shops)
    if len(shops) == 1:
        return shops[0]
    if len(shops) > questions.MOST_CHOICES:
        raise UsageError(tr("There are {count} shops. Name one: --shop SHOP", count=len(shops)))
    return questions.which_shop(app, shops)


def _app_of(app: App, shop: str, typed: str | None) -> ApiApp:
    """The app that is to read a shop: the one named, else the shop's, else that of its market. It has no key yet where
    it is new and the environment has none. Raises UsageError for a name that won't do.
    """
    configured = app.settings.shops[shop]
    market = market_code(configured.market)
    name = typed or configured.app or market.lower()
    if not NAME.fullmatch(name):
        raise UsageError(tr("--app {name!r} is invalid: use letters, digits, - and _ only.", name=name))
    known = app.settings.apps.get(name, ApiApp(name, "", "us" if market == "US" else "row"))
    return known._replace(key=known.key or environment.value("APP_KEY", name) or "")


def _tied_by_known(app: App, store: TokenStore, api_app: ApiApp, shop: str) -> bool:
    """Tie a new shop by a login that is there already, where one is for a shop that it may be and the person says so;
    returns whether it was tied. Raises Cancelled where the person leaves.
    """
    from aftersales.actions.sync import login as login_action
    from aftersales.commands.login import questions

    if app.settings.shops[shop].platform_id is not None or not api_app.key:
        return False
    for authorisation in store.authorisations():
        if authorisation.app_key != api_app.key or authorisation.grant.tokens.refresh_until <= app.now:
            continue
        try:
            fitting = login_action.fitting(app, authorisation, shop)
        except AftersalesError:
            continue
        listed = questions.which_known(app, shop, authorisation.grant.seller_name, fitting)
        if listed is not None:
            login_action.tie(app, api_app, {shop: listed})
            app.output.notice(tr("{shop} is {listed}.", shop=shop, listed=login_action.described(listed)))
            app.output.notice(tr("Next: aftersales sync"))
            return True
    return False


def _authorised(app: App, made: PlatformConnections, store: TokenStore, talk: LoginTalk) -> Authorisation:
    """The authorisation for what is answered. A code or a secret that is refused is asked for again."""
    from aftersales.actions.sync import login as login_action
    from aftersales.syncing.faults import PlatformFault

    while True:
        secret = talk.run()
        try:
            return login_action.authorise(made, store, talk.api_app, secret, talk.code, keeps_secret=talk.keeps_secret)
        except PlatformFault as fault:
            if not _asks_again(talk, fault):
                raise
            app.prompter.tell(str(fault))


def _asks_again(talk: LoginTalk, fault: PlatformFault) -> bool:
    """Go back to the question whose answer was refused; returns whether there is one."""
    from aftersales.syncing.tokens import WRONG_CODE, WrongKeys

    if fault.code == WRONG_CODE:
        talk.ask_code_again()
        return True
    is_of_keys = isinstance(fault, WrongKeys) or re.search(r"app_?(secret|key)|signature", str(fault), re.IGNORECASE)
    return bool(is_of_keys) and talk.ask_secret_again()


def _tie(app: App, api_app: ApiApp, authorisation: Authorisation, shop: str) -> None:
    """Tie the shop, and further ones of the authorisation that are none of the ledger's yet. Raises ConfigError where
    none fits, and Cancelled where the person leaves: the login stays then.
    """
    from aftersales.actions.sync import login as login_action
    from aftersales.commands.login import questions

    stays = tr("You are logged in, but no shop was tied. To tie one: aftersales login --shop {shop}", shop=shop)
    try:
        fitting = login_action.fitting(app, authorisation, shop)
    except AftersalesError as error:
        raise type(error)(text.sentences([str(error), stays])) from None
    before = app.settings.shops[shop].platform_id
    listed = next((known for known in fitting if known.id == before), None)
    if listed is None:
        listed = questions.which_listed(app, shop, fitting)
        if listed is None or (before is not None and not questions.replaces_tie(app, shop, before, listed)):
            raise questions.left(app, stays)
    ties: dict[str, AuthorizedShop] = {shop: listed}
    for other in authorisation.shops:
        names = login_action.untied(app, other, ties)
        if names and (name := questions.which_untied(app, other, names)) is not None:
            ties[name] = other
    login_action.tie(app, api_app, ties)
    for name, tied in ties.items():
        app.output.notice(tr("{shop} is {listed}.", shop=name, listed=login_action.described(tied)))
    app.output.notice(tr("Next: aftersales sync"))
