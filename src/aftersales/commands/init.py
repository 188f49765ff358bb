"""`init`: a shop added to the configuration and the ledger."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import Annotated

import typer

from aftersales.commandline import confirmation
from aftersales.commandline.command import AppCommand, single
from aftersales.context.app import App
from aftersales.errors import Cancelled, ConfigError, LedgerAppeared, NoAnswer, UsageError
from aftersales.language import mark, tr
from aftersales.ledger.derived import store
from aftersales.ledger.facts import records
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies.find import market_code, markets
from aftersales.settings.write import adding_shop

typer_app = single()
_TRIES = 5
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class InitCommand(AppCommand):
    """`init`, which makes the configuration that --config names."""

    may_lack_config = True


@typer_app.command(cls=InitCommand)
def init(
    ctx: typer.Context,
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="SHOP", help=mark("The shop's name, such as uk-main."))
    ] = None,
    market: Annotated[
        str | None, typer.Option("--market", metavar="MARKET", help=mark("Its market, such as GB."))
    ] = None,
    channel: Annotated[
        str, typer.Option("--channel", metavar="CHANNEL", help=mark("The platform it sells on."))
    ] = "tiktok",
) -> None:
    """Set up the ledger and add a shop. The same shop again changes nothing; another shop is added."""
    app: App = ctx.obj
    shops = app.settings.shops  # first: the configuration may add markets
    shop, market = _answers(app, shop, market)
    if not _NAME.fullmatch(shop):
        raise UsageError(
            tr("--shop {shop!r} is invalid: use letters, digits, - and _ only, at most 40, such as uk-main.", shop=shop)
        )
    if channel != "tiktok":
        raise UsageError(tr("--channel {channel!r} is not known; it takes tiktok.", channel=channel))
    code = market_code(market)
    configured = shops.get(shop)
    if configured is not None and market_code(configured.market) != code:
        raise _other_market(shop, configured.market, code)
    # The configuration last: a ledger whose shop it doesn't name works, and `init` again adds it there.
    new = configured is None
    with adding_shop(app.settings.config, shop, code, channel, app.claim) if new else nullcontext():
        known = _add(app, shop, code, channel)
    if known and configured is not None:
        app.output.notice(tr("{shop} ({code}) is already set up; nothing changed.", shop=shop, code=code))
        return
    _show_added(app, shop, code)


def _show_added(app: App, shop: str, code: str) -> None:
    """What was set up, and what to do next."""
    app.output.notice(
        tr(
            "{shop}: {name}, times in {timezone}.",
            shop=shop,
            name=markets()[code].name,
            timezone=markets()[code].timezone,
        )
    )
    app.output.notice(
        tr("Configuration: {config}\nLedger: {ledger}", config=app.settings.config, ledger=app.settings.ledger)
    )
    app.output.notice(tr("Next: aftersales import FILE…   (Seller Center exports, or API answers)"))


def _add(app: App, shop: str, market: str, channel: str) -> bool:
    """Add a shop to the ledger, which is made where there is none; returns whether it was there already."""
    tries = _TRIES
    while True:
        try:
            with app.ledger.writing(making=True) as ledger:
                known = shop_queries.shops(ledger).get(shop)
                if known is not None and known[0] != market:
                    raise _other_market(shop, known[0], market)
                if known is None:
                    records.add_shop(ledger, shop, market, channel, app.now)
                store.adopt(ledger, [shop], app.rules.of(ledger), app.now)
            return known is not None
        except LedgerAppeared:  # of two at once, the second adds its shop to the ledger of the first
            tries -= 1
            if not tries:
                raise


def _answers(app: App, shop: str | None, market: str | None) -> tuple[str, str]:
    lacking = [option for option, value in ((tr("--shop NAME"), shop), (tr("--market GB"), market)) if not value]
    if not lacking:
        return str(shop), str(market)
    if not confirmation.may_ask():
        raise UsageError(tr("init needs {lacking}; there is no terminal for questions.", lacking=" and ".join(lacking)))
    try:
        while not shop or not _NAME.fullmatch(shop):
            shop = app.prompter.line(tr("Name of the shop (letters, digits, - and _; such as uk-main):"), None).strip()
        known = ", ".join(f"{market.code} {market.name}" for market in markets().values())
        app.prompter.tell(tr("Markets: {markets}", markets=known))
        while not market or not _is_market(app, market):
            market = app.prompter.line(tr("Market:"), None).strip()
    except NoAnswer:
        raise Cancelled(130) from None
    return shop, market


def _is_market(app: App, market: str) -> bool:
    try:
        market_code(market)
    except ConfigError as error:
        app.prompter.tell(str(error))
        return False
    return True


def _other_market(shop: str, known: str, asked: str) -> ConfigError:
    return ConfigError(
        tr(
            "shop {shop} has market {known}, not {asked}. A shop's market can't change: its deadlines "
            "depend on it. Add another shop: aftersales init --shop NAME --market {asked}",
            shop=shop,
            known=known,
            asked=asked,
        )
    )
