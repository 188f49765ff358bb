"""The questions of a first setup, each with a way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from aftersales import text
from aftersales.actions.configuration import setup_answers
from aftersales.actions.configuration.setup_answers import SetupAnswers
from aftersales.context.app import App
from aftersales.errors import Cancelled, ConfigError, NoAnswer
from aftersales.language import tr
from aftersales.policies.find import market_code, markets
from aftersales.rendering.terminal.keyboard import ENTER, KeyChoice
from aftersales.settings.names import NAME

# The keys at the question about returns, and what they say.
_OPEN = "u"
_RETURNS = {"y": True, "n": False, _OPEN: None}


def asked(app: App, answers: SetupAnswers) -> SetupAnswers:
    """The answers that set-up needs, those that are lacking asked for one after another; at each the person may go back
    to the one before. Raises Cancelled where the person leaves.
    """
    talk = _Talk(app, answers)
    place = 0
    while place < len(talk.steps):
        if talk.is_known_shop() and talk.steps[place] not in (talk.name, talk.market):
            break  # the rest is said in the configuration
        try:
            answered = talk.steps[place](place == 0)
        except NoAnswer:
            raise _nothing_set_up(app) from None
        place += 1 if answered else -1
        if place < 0:
            raise _nothing_set_up(app)
    return talk.answers


class _Talk:
    """What is asked: at most five questions. Each returns False to go back."""

    def __init__(self, app: App, answers: SetupAnswers) -> None:
        self._app, self.answers = app, answers
        if answers.shop and self._refused_name(answers.shop):
            self.answers = self.answers._replace(shop="")
        if answers.market and not self._is_market(answers.market):
            self.answers = self.answers._replace(market="")
        lacking: list[tuple[bool, Callable[[bool], bool]]] = [
            (not self.answers.shop, self.name),
            (not self.answers.market, self.market),
            (answers.takes_returns is None, self.returns),
            (not answers.staff, self.staff),
            (answers.exports is None, self.exports),
        ]
        self.steps = [step for is_lacking, step in lacking if is_lacking]

    def is_known_shop(self) -> bool:
        """Whether the shop that was named is in the configuration."""
        return self.answers.shop in self._app.settings.shops

    def name(self, is_first: bool) -> bool:
        """The name of the shop."""
        question = tr("Name of the shop (letters, digits, - and _; such as uk-main; {way}):", way=_way(is_first))
        while True:
            name = self._line(question)
            if name is None:
                return False
            if not self._refused_name(name):
                self.answers = self.answers._replace(shop=name)
                return True

    def market(self, is_first: bool) -> bool:
        """Its market."""
        known = text.listed(f"{market.code} {tr(market.name)}" for market in markets().values())
        self._app.prompter.tell(tr("Markets: {markets}", markets=known))
        while True:
            market = self._line(tr("Market (code or name; {way}):", way=_way(is_first)))
            if market is None:
                return False
            if not market:
                self._app.prompter.tell(tr("A shop needs a market, such as GB or United Kingdom."))
            elif self._is_market(market):
                self.answers = self.answers._replace(market=market)
                return True

    def returns(self, _: bool) -> bool:
        """Whether buyers send returns to an address of the seller's."""
        question = tr("Do buyers send returns to an address of yours?")
        choices = [KeyChoice("y", tr("yes")), KeyChoice("n", tr("no")), KeyChoice(_OPEN, tr("not sure yet (Enter)"))]
        answer = self._app.prompter.choice(question, choices, [ENTER])
        if answer is None:
            return False
        answer = _OPEN if answer == ENTER else answer
        if answer == _OPEN:
            self._app.prompter.tell(tr("Left open; `aftersales choose` says how to set it."))
        self.answers = self.answers._replace(takes_returns=_RETURNS[answer])
        return True

    def staff(self, _: bool) -> bool:
        """When and where the staff works."""
        question = tr("Your staff's hours and zone, such as 09:00-18:00 Shanghai (Enter: not now; Esc: back):")
        while True:
            typed = self._line(question)
            if typed is None:
                return False
            try:
                self.answers = self.answers._replace(staff=setup_answers.staff_of(typed))
            except ConfigError as error:
                self._app.prompter.tell(str(error))
                continue
            return True

    def exports(self, _: bool) -> bool:
        """Where the export files lie, or that the shop is read through the platform's API."""
        usual = self._downloads()
        default = setup_answers.folder_text(usual) if usual else tr("say it later")
        question = tr(
            "Folder with your exports, or `login` for TikTok's API (Enter: {default}; Esc: back):",
            default=default,
        )
        while True:
            typed = self._line(question)
            if typed is None:
                return False
            try:
                folder = setup_answers.exports_of(typed) if typed else setup_answers.folder_text(usual) if usual else ""
            except ConfigError as error:
                self._app.prompter.tell(str(error))
                continue
            self.answers = self.answers._replace(exports=folder)
            return True

    def _downloads(self) -> Path | None:
        """The usual folder of downloads, where it is there and no other shop's."""
        folder = Path.home() / "Downloads"
        others = (shop.exports for shop in self._app.settings.shops.values() if shop.exports)
        taken = any(Path(typed).expanduser() == folder for typed in others)
        return folder if folder.is_dir() and not taken else None

    def _line(self, question: str) -> str | None:
        """What was typed, perhaps nothing; None for Esc. Raises NoAnswer."""
        answer = self._app.prompter.line(question)
        return None if answer is None else answer.strip()

    def _is_market(self, market: str) -> bool:
        try:
            market_code(market)
        except ConfigError as error:
            self._app.prompter.tell(str(error))
            return False
        return True

    def _refused_name(self, name: str) -> bool:
        """Whether a name won't do, which is then said, with one that will."""
        if NAME.fullmatch(name):
            return False
        better = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")[:40]
        if not name:
            self._app.prompter.tell(tr("A shop needs a name, such as uk-main."))
        elif better:
            self._app.prompter.tell(
                tr(
                    "{name!r} can't be a name: it takes letters, digits, - and _ only, at most 40. Perhaps {better}?",
                    name=text.excerpt(name, 60),
                    better=better,
                )
            )
        else:
            self._app.prompter.tell(
                tr(
                    "{name!r} can't be a name: it takes letters, digits, - and _ only, at most 40, such as uk-main.",
                    name=text.excerpt(name, 60),
                )
            )
        return True


def _way(is_first: bool) -> str:
    return tr("Esc: leave") if is_first else tr("Esc: back")


def _nothing_set_up(app: App) -> Cancelled:
    app.prompter.tell(tr("Nothing was set up."))
    return Cancelled(130)
