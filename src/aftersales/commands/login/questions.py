"""The questions of a login, each with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales.actions.sync import environment, login
from aftersales.context.app import App
from aftersales.errors import Cancelled, NoAnswer
from aftersales.language import tr
from aftersales.rendering.terminal.keyboard import KeyChoice
from aftersales.settings.model import ApiApp
from aftersales.syncing.client import AuthorizedShop
from aftersales.text import plain
from aftersales.vault.secret import Secret

_KEYS = "123456789acdefghijklmnopqrstuvwxyz"  # b goes back
MOST_CHOICES = len(_KEYS)


class LoginTalk:
    """What is asked until there is a code. Esc goes back to the question before, and from the first one leaves.

    `secret` is None until it is known; `keeps_secret`: it was typed, and is to be kept.
    """

    def __init__(self, app: App, api_app: ApiApp, kept: Secret | None) -> None:
        self._app, self.api_app = app, api_app
        self.code, self._link, self._state = "", "", login.new_state()
        text = environment.value("APP_SECRET", api_app.name)
        self.secret = Secret(text) if text else None
        self.keeps_secret = not text
        self._kept = kept
        self._steps: list[Callable[[], bool]] = []
        if not api_app.key:
            self._steps.append(self._ask_key)
        if self.secret is None:
            self._steps.append(self._ask_secret)
        if not api_app.service_id:
            self._steps.append(self._ask_link)
        self._steps.append(self._ask_code)
        self._at = 0

    def run(self) -> Secret:
        """Ask what is not known yet; returns the app's secret. Raises Cancelled where the person leaves."""
        while self._at < len(self._steps):
            try:
                answered = self._steps[self._at]()
            except NoAnswer:
                raise left(self._app) from None
            if not answered and self._at == 0:
                raise left(self._app)
            self._at += 1 if answered else -1
        return self.secret or Secret("")

    def ask_secret_again(self) -> bool:
        """Go back to the question for the secret; returns whether it was asked at all."""
        if self._ask_secret not in self._steps:
            return False
        self._at, self._kept = self._steps.index(self._ask_secret), None
        return True

    def ask_code_again(self) -> None:
        """Go back to the last question, with a new link."""
        self._at, self._state = len(self._steps) - 1, login.new_state()

    def _ask_key(self) -> bool:
        while True:
            answer = self._app.prompter.line(tr("App key (on the app's page in the Partner Center):"))
            if answer is None:
                return False
            key = answer.strip()
            if key and key.isascii() and key.isalnum():
                self.api_app = self.api_app._replace(key=key)
                return True
            self._app.prompter.tell(tr("An app key has letters and digits only."))

    def _ask_secret(self) -> bool:
        question = tr("App secret (it does not show while you type or paste it):")
        if self._kept is not None:
            question = tr("App secret (Enter: the one that is kept):")
        while True:
            answer = self._app.prompter.secret(question)
            if answer is None:
                return False
            if text := answer.strip():
                self.secret, self.keeps_secret = Secret(text), True
                return True
            if self._kept is not None:
                self.secret = self._kept
                return True

    def _ask_link(self) -> bool:
        while True:
            answer = self._app.prompter.line(
                tr("Authorisation link (copy it from the app's page; Enter if it shows none):")
            )
            if answer is None:
                return False
            if not answer.strip():
                self._link = ""
                return True
            try:
                self.api_app = login.of_link(self.api_app, answer)
            except login.CodeRefused as refused:
                self._app.prompter.tell(str(refused))
                continue
            self._link = answer.strip()
            return True

    def _ask_code(self) -> bool:
        prompter = self._app.prompter
        prompter.tell(tr("Open this link where you are logged in to Seller Center, and agree:"))
        prompter.show(login.link(self.api_app, self._state, self._link, self._app.settings.sync.auth_url))
        prompter.tell(
            tr(
                "The browser then goes to another page, which may fail to load. Paste its whole address here; it is "
                "good for 30 minutes."
            )
        )
        while True:
            answer = prompter.line(tr("Address:"))
            if answer is None:
                return False
            if not answer.strip():
                continue
            try:
                self.code = login.code_of(answer, self._state)
            except login.CodeRefused as refused:
                prompter.tell(str(refused))
                continue
            return True


def left(app: App, sentence: str | None = None) -> Cancelled:
    """Say that nothing was changed, or another sentence of that kind; returns what to raise."""
    app.prompter.tell(sentence or tr("Nothing was changed."))
    return Cancelled(130)


def which_shop(app: App, names: Sequence[str]) -> str:
    """The shop of the ledger that is to be tied. Raises Cancelled where the person leaves."""
    choices = [KeyChoice(key, name) for key, name in zip(_KEYS, names, strict=False)]
    key = _chosen(app, tr("Which shop do you want to log in?"), choices)
    if key is None:
        raise left(app)
    return names[_KEYS.index(key)]


def which_listed(app: App, shop: str, fitting: Sequence[AuthorizedShop]) -> AuthorizedShop | None:
    """Which shop of the authorisation is a shop of the ledger; None for none of them."""
    if len(fitting) == 1:
        return fitting[0]
    choices = [KeyChoice(key, login.described(listed)) for key, listed in zip(_KEYS, fitting, strict=False)]
    key = _chosen(app, tr("Which of the seller's shops is {shop}?", shop=shop), choices)
    return None if key is None else fitting[_KEYS.index(key)]


def which_known(app: App, shop: str, seller: str, fitting: Sequence[AuthorizedShop]) -> AuthorizedShop | None:
    """Which shop of a login that is there already is a shop of the ledger; None for a new login. Raises Cancelled where
    the person leaves.
    """
    keys = [key for key in _KEYS if key != "n"]
    choices = [KeyChoice(key, login.described(listed)) for key, listed in zip(keys, fitting, strict=False)]
    question = tr("You are logged in as {seller} already. Which shop is {shop}?", seller=plain(seller), shop=shop)
    key = _chosen(app, question, [*choices, KeyChoice("n", tr("none of these: log in anew"))])
    if key is None:
        raise left(app)
    return None if key == "n" else fitting[keys.index(key)]


def which_untied(app: App, listed: AuthorizedShop, names: Sequence[str]) -> str | None:
    """Which shop of the ledger a further shop of the authorisation is; None for none."""
    choices = [KeyChoice(key, name) for key, name in zip(_KEYS, names, strict=False)]
    question = tr("The authorisation is also for {listed}. Which shop is it?", listed=login.described(listed))
    key = _chosen(app, question, choices)
    return None if key is None else names[_KEYS.index(key)]


def replaces_tie(app: App, shop: str, before: str, listed: AuthorizedShop) -> bool:
    """Whether a shop that was tied to another one is to be this one from now on."""
    question = tr(
        "{shop} was tied to another shop on TikTok ({before}). Its cases stay. Is it {listed} from now on?",
        shop=shop,
        before=before,
        listed=login.described(listed),
    )
    try:
        return app.prompter.confirm(question)
    except NoAnswer:
        return False


def _chosen(app: App, question: str, choices: Sequence[KeyChoice]) -> str | None:
    try:
        return app.prompter.choice(question, choices)
    except NoAnswer:
        return None
