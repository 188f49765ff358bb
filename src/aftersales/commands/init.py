"""`init`: a shop added to the configuration and the ledger."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import Annotated

import typer

from aftersales import text
from aftersales.commandline import confirmation
from aftersales.commandline.command import AppCommand, single
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.errors import Cancelled, ConfigError, LedgerAppeared, NoAnswer, UsageError
from aftersales.language import mark, tr
from aftersales.ledger.derived import store
from aftersales.ledger.facts import records
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies.find import market_code, markets
from aftersales.rendering.terminal.keyboard import KeyChoice
from aftersales.settings.write import adding_shop

typer_app = single()
_TRIES = 5
# The keys at the question about returns, and what they say.
_OPEN = "u"
_RETURNS = {"y": True, "n": False, _OPEN: None}
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
    takes_returns: Annotated[
        str | None,
        typer.Option(
            "--takes-returns",
            metavar="yes|no",
            help=mark("Whether buyers send returns to an address of yours (default: not known)."),
        ),
    ] = None,
) -> None:
    """Set up the ledger and add a shop. The same shop again changes nothing; another shop is added."""
    app: App = ctx.obj
    shops = app.settings.shops  # first: the configuration may add markets
    said = _yes_or_no(takes_returns)
    shop, market, said = _answers(app, shop, market, said)
    _refuse_unknown(shop, channel)
    code = market_code(market)
    configured = shops.get(shop)
    if configured is not None and app.rules.market_of(configured) != code:
        raise _other_market(shop, configured.market, code)
    more = _returns(app, shop, said)
    # The configuration last: a ledger whose shop it doesn't name works, and `init` again adds it there.
    new = configured is None
    with adding_shop(app.settings.config, shop, code, channel, app.claim, more) if new else nullcontext():
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


def _answers(app: App, shop: str | None, market: str | None, said: bool | None) -> tuple[str, str, bool | None]:
    """The answers that set-up needs, those that are lacking asked for one after another; at each the person may go back
    to the one before. Raises Cancelled, and UsageError where nobody can be asked.
    """
    lacking = [option for option, value in ((tr("--shop NAME"), shop), (tr("--market GB"), market)) if not value]
    if not lacking:
        return str(shop), str(market), said
    if not confirmation.may_ask():
        raise UsageError(tr("init needs {lacking}; there is no terminal for questions.", lacking=" and ".join(lacking)))
    if shop and _refused_name(app, shop):
        shop = None
    if market and not _is_market(app, market):
        market = None
    answers = {"shop": shop or "", "market": market or "", "returns": ""}
    questions = [name for name in ("shop", "market") if not answers[name]] + (["returns"] if said is None else [])
    place = 0
    while place < len(questions):
        question = questions[place]
        if question == "returns" and answers["shop"] in app.settings.shops:  # it is said there
            break
        # Where returns go is never asked first.
        answer = _asked_about_returns(app) if question == "returns" else _ASK[question](app, is_first=place == 0)
        if answer is not None:
            answers[question] = answer
        place += -1 if answer is None else 1
        if place < 0:
            raise _nothing_set_up(app)
    return answers["shop"], answers["market"], _RETURNS.get(answers["returns"], said)


def _asked_name(app: App, *, is_first: bool) -> str | None:
    """The name of the shop; None to go back."""
    way = tr("Esc: leave") if is_first else tr("Esc: back")
    while True:
        question = tr("Name of the shop (letters, digits, - and _; such as uk-main; {way}):", way=way)
        name = _line(app, question)
        if name is None or not _refused_name(app, name):
            return name


def _refused_name(app: App, name: str) -> bool:
    """Whether a name won't do, which is then said, with one that will."""
    if _NAME.fullmatch(name):
        return False
    better = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")[:40]
    if not name:
        app.prompter.tell(tr("A shop needs a name, such as uk-main."))
    elif better:
        app.prompter.tell(
            tr(
                "{name!r} can't be a name: it takes letters, digits, - and _ only, at most 40. Perhaps {better}?",
                name=text.excerpt(name, 60),
                better=better,
            )
        )
    else:
        app.prompter.tell(
            tr(
                "{name!r} can't be a name: it takes letters, digits, - and _ only, at most 40, such as uk-main.",
                name=text.excerpt(name, 60),
            )
        )
    return True


def _asked_market(app: App, *, is_first: bool) -> str | None:
    """The market; None to go back."""
    known = ", ".join(f"{market.code} {market.name}" for market in markets().values())
    app.prompter.tell(tr("Markets: {markets}", markets=known))
    way = tr("Esc: leave") if is_first else tr("Esc: back")
    while True:
        market = _line(app, tr("Market (code or name; {way}):", way=way))
        if market == "":
            app.prompter.tell(tr("A shop needs a market, such as GB or United Kingdom."))
        elif market is None or _is_market(app, market):
            return market


def _line(app: App, question: str) -> str | None:
    """What was typed, perhaps nothing; None for Esc. Raises Cancelled where the person leaves."""
    try:
        answer = app.prompter.line(question)
    except NoAnswer:
        raise _nothing_set_up(app) from None
    return None if answer is None else answer.strip()


def _nothing_set_up(app: App) -> Cancelled:
    app.prompter.tell(tr("Nothing was set up."))
    return Cancelled(130)


def _refuse_unknown(shop: str, channel: str) -> None:
    """Raises UsageError for a name that won't do, and for a platform that is not known."""
    if not _NAME.fullmatch(shop):
        raise UsageError(
            tr("--shop {shop!r} is invalid: use letters, digits, - and _ only, at most 40, such as uk-main.", shop=shop)
        )
    if channel != "tiktok":
        raise choices.unknown("--channel", channel, ("tiktok",))


def _returns(app: App, shop: str, said: bool | None) -> dict[str, bool]:
    """What the configuration is to say about returns to the seller. Raises UsageError where it says another thing."""
    configured = app.settings.shops.get(shop)
    if configured is not None and said is not None and configured.takes_returns != said:
        raise _set_already(shop, said)
    return {} if said is None else {"takes_returns": said}


def _asked_about_returns(app: App) -> str | None:
    """Whether buyers send returns to an address of the seller's: a key of _RETURNS; None: back. Raises Cancelled."""
    question = tr("Do buyers send returns to an address of yours?")
    choices = [KeyChoice("y", tr("yes")), KeyChoice("n", tr("no")), KeyChoice(_OPEN, tr("not sure yet"))]
    try:
        answer = app.prompter.choice(question, choices)
    except NoAnswer:
        raise _nothing_set_up(app) from None
    if answer == _OPEN:
        app.prompter.tell(tr("Left open; `aftersales choose` says how to set it."))
    return answer


_ASK = {"shop": _asked_name, "market": _asked_market}


def _yes_or_no(typed: str | None) -> bool | None:
    if typed is None:
        return None
    if typed.lower() not in ("yes", "no"):
        raise choices.unknown("--takes-returns", typed, ("yes", "no"))
    return typed.lower() == "yes"


def _set_already(shop: str, said: bool) -> UsageError:
    value = "true" if said else "false"
    return UsageError(
        tr(
            "shop {shop} is set up already; change it with: aftersales config set shops.{shop}.takes_returns {value}",
            shop=shop,
            value=value,
        )
    )


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
