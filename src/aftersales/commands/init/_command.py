"""`init`: a shop added to the configuration and the ledger."""

from __future__ import annotations

from contextlib import nullcontext
from shlex import quote
from typing import Annotated

import typer

from aftersales import text
from aftersales.actions.configuration import setup_answers
from aftersales.actions.configuration.setup_answers import LOGIN, SetupAnswers
from aftersales.commandline import confirmation
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Json
from aftersales.commands.init import first_list, questions
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.errors import ConfigError, LedgerAppeared, UsageError
from aftersales.language import mark, tr
from aftersales.ledger.derived import store
from aftersales.ledger.facts import records
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies.find import market_code, markets
from aftersales.rendering.fields.setup.shop import SHOP_SETUP_FIELDS, ShopSetup
from aftersales.rendering.fields.view import View
from aftersales.settings.model import Shop
from aftersales.settings.names import NAME
from aftersales.settings.write import adding_shop

typer_app = single()
_TRIES = 5


StaffOption = Annotated[
    str | None,
    typer.Option(
        "--staff", metavar="HOURS", help=mark("Your staff's hours and zone, such as '09:00-18:00 Asia/Shanghai'.")
    ),
]
ExportsOption = Annotated[
    str | None, typer.Option("--exports", metavar="FOLDER", help=mark("Where your browser saves the export files."))
]


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
    takes_returns: Annotated[
        str | None,
        typer.Option(
            "--takes-returns",
            metavar="yes|no",
            help=mark("Whether buyers send returns to an address of yours (default: not known)."),
        ),
    ] = None,
    staff: StaffOption = None,
    exports: ExportsOption = None,
    as_json: Json = False,
) -> None:
    """Set up the ledger and add a shop. Without options it asks at most five questions, and ends with your first list,
    or with the files to export. The same shop again changes nothing; another shop is added.
    """
    app: App = ctx.obj
    _ = app.settings  # first: the configuration may add markets
    days = setup_answers.staff_of(staff) if staff else ()
    folder = setup_answers.exports_of(exports) if exports else None
    typed = SetupAnswers(shop or "", market or "", _yes_or_no(takes_returns), days, folder)
    if as_json and not (shop and market):
        raise UsageError(tr("--json is for scripts, which can't be asked: give --shop NAME and --market GB."))
    answers = typed if shop and market else _asked(app, typed)
    is_new = _set_up(app, typed, answers, channel)
    if as_json:
        app.output.emit_object(View(SHOP_SETUP_FIELDS, [_setup(app, answers.shop, channel, is_new)]), several=False)
    if is_new:
        _what_next(app, answers, asked=answers is not typed)


def _setup(app: App, shop: str, channel: str, added: bool) -> ShopSetup:
    settings = app.settings
    market = app.rules.market_of(settings.shops[shop])
    timezone = settings.shops[shop].timezone or markets()[market].timezone
    return ShopSetup(shop, market, channel, str(timezone), added, str(settings.config), str(settings.ledger))


def _set_up(app: App, typed: SetupAnswers, answers: SetupAnswers, channel: str) -> bool:
    """Add the shop to ledger and configuration; returns whether anything was new."""
    _refuse_unknown(answers.shop, channel)
    shop, code = answers.shop, market_code(answers.market)
    configured = app.settings.shops.get(shop)
    if configured is not None and app.rules.market_of(configured) != code:
        raise _other_market(shop, configured.market, code)
    _refuse_change(configured, typed)
    more = answers.table()
    # The configuration last: a ledger whose shop it doesn't name works, and `init` again adds it there.
    new = configured is None
    made = not app.settings.ledger.exists()
    with adding_shop(app.settings.config, shop, code, channel, app.claim, more) if new else nullcontext():
        known = _add(app, shop, code, channel)
    if known and configured is not None:
        app.output.notice(tr("{shop} ({code}) is already set up; nothing changed.", shop=shop, code=code))
        return False
    _show_added(app, shop, code)
    if made and (warning := _place_warning(app)):
        app.output.warn(warning)
    app.configuration.__dict__.pop("settings", None)  # it says more than before
    return True


def _place_warning(app: App) -> str:
    """What is wrong with where the new ledger lies; empty for nothing. `doctor` says it later on."""
    from aftersales.actions.doctor.data import place_warning

    sentence = place_warning(app.settings.ledger)
    return text.sentence(sentence[0].upper() + sentence[1:]) if sentence else ""


def _what_next(app: App, answers: SetupAnswers, *, asked: bool) -> None:
    """The first list, or what to type to get there."""
    if asked:
        first_list.show(app, answers)
    elif answers.exports and answers.exports != LOGIN:
        app.output.notice(tr("Next: aftersales import"))
    else:
        app.output.notice(tr("Next: aftersales import FILE…   (Seller Center exports, or API answers)"))


def _asked(app: App, typed: SetupAnswers) -> SetupAnswers:
    """What the person answers. Raises UsageError where nobody can be asked."""
    lacking = [
        option for option, value in ((tr("--shop NAME"), typed.shop), (tr("--market GB"), typed.market)) if not value
    ]
    if not confirmation.may_ask():
        raise UsageError(
            tr("init needs {lacking}; there is no terminal for questions.", lacking=text.together(lacking))
        )
    return questions.asked(app, typed)


def _show_added(app: App, shop: str, code: str) -> None:
    """What was set up."""
    app.output.notice(
        tr(
            "{shop}: {name}, times in {timezone}.",
            shop=shop,
            name=tr(markets()[code].name),
            timezone=markets()[code].timezone,
        )
    )
    app.output.notice(
        tr("Configuration: {config}\nLedger: {ledger}", config=app.settings.config, ledger=app.settings.ledger)
    )


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


def _refuse_unknown(shop: str, channel: str) -> None:
    """Raises UsageError for a name that won't do, and for a platform that is not known."""
    if not NAME.fullmatch(shop):
        raise UsageError(
            tr("--shop {shop!r} is invalid: use letters, digits, - and _ only, at most 40, such as uk-main.", shop=shop)
        )
    if channel != "tiktok":
        raise choices.unknown("--channel", channel, ("tiktok",))


def _refuse_change(configured: Shop | None, typed: SetupAnswers) -> None:
    """Raises UsageError where the configuration says something else about a shop than what was typed."""
    if configured is None:
        return
    set_keys = {
        "takes_returns": None if typed.takes_returns is None else typed.takes_returns == configured.takes_returns,
        "exports": None if typed.exports is None else typed.exports == configured.exports,
        "staff": False if typed.staff else None,
    }
    for key, is_same in set_keys.items():
        if is_same is False:
            raise _set_already(configured.name, key, typed)


def _yes_or_no(typed: str | None) -> bool | None:
    if typed is None:
        return None
    if typed.lower() not in ("yes", "no"):
        raise choices.unknown("--takes-returns", typed, ("yes", "no"))
    return typed.lower() == "yes"


def _set_already(shop: str, key: str, typed: SetupAnswers) -> UsageError:
    name, value = {
        "takes_returns": ("takes_returns", "true" if typed.takes_returns else "false"),
        "exports": ("exports", str(typed.exports)),
        "staff": next(((f"staff.{part}", setting) for part, setting in typed.staff), ("staff", "")),
    }[key]
    return UsageError(
        tr(
            "shop {shop} is set up already; change it with: aftersales config set shops.{shop}.{key} {value}",
            shop=shop,
            key=name,
            value=quote(value),
        )
    )


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
