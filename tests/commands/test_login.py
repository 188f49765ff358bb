"""`login`, `login --status` and `logout`, against the test platform on real sockets."""

from __future__ import annotations

import json
import os
import random
import re
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from aftersales.commandline import command, confirmation
from aftersales.errors import NoAnswer
from aftersales.rendering.terminal.keyboard import KeyChoice
from aftersales.settings.paths import token_file
from aftersales.syncing import pacing, tokens
from aftersales.syncing.platform.api import Platform
from aftersales.syncing.platform.server import PlatformServer
from aftersales.syncing.platform.shop import ShopPlan, SimulatedShop
from aftersales.syncing.platform.switches import Trouble
from aftersales.syncing.transport import DeveloperApp
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from platform_client import APP
from terminals import at_terminal
from transcripts import Shell


class Person:
    """Answers in order: a text, a function of what was shown so far, None for Esc, or an exception such as NoAnswer."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.said: list[str] = []
        self.link = ""

    def _next(self, question: str) -> Any:
        self.said.append(question)
        answer = self.answers.pop(0) if self.answers else NoAnswer
        answer = answer(self.link) if callable(answer) and not isinstance(answer, type) else answer
        if isinstance(answer, type) and issubclass(answer, BaseException):
            raise answer
        return answer

    def line(self, question: str) -> str | None:
        return self._next(question)

    def secret(self, question: str) -> str | None:
        return self._next(f"hidden: {question}")

    def confirm(self, question: str) -> bool:
        return bool(self._next(question))

    def choice(self, question: str, choices: Sequence[KeyChoice], hidden: Sequence[str] = ()) -> str | None:
        return self._next(" | ".join([question, *(f"{c.key} {c.word}" for c in choices)]))

    def tell(self, sentence: str) -> None:
        self.said.append(sentence)

    def show(self, line: str) -> None:
        self.link = line
        self.said.append(line)

    @property
    def all_said(self) -> str:
        return "\n".join(self.said)


class Desk:
    """A seller at a terminal, and the platform with shops of theirs."""

    def __init__(self, shell: Shell, person: Person, platform: Platform, url: str) -> None:
        self.shell, self.person, self.platform, self.url = shell, person, platform, url

    def redirected(self, link: str) -> str:
        """Where the browser goes when the seller agrees at a link."""
        found = re.search(r"state=([\w-]+)", link)
        assert found
        return self.platform.authorise(self.platform.apps[0], state=found[1])

    def logs_in(self, *answers: Any, line: str = "login --shop uk-main") -> Any:
        self.person.answers = list(answers)
        return self.shell(line)

    @property
    def config(self) -> str:
        return (self.shell.home / "config/aftersales/config.toml").read_text(encoding="utf-8")


def _plans(*regions: str) -> list[SimulatedShop]:
    start = int(datetime.now(UTC).timestamp()) - 10 * 86400
    return [SimulatedShop(ShopPlan(n, region, n, f"Maomao {n}", start, 20, 12)) for n, region in enumerate(regions, 1)]


@pytest.fixture
def make(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    """A desk for sellers with shops in these regions; the ledger has uk-main (GB) and us-main (US)."""
    person, servers = Person(), list[PlatformServer]()
    monkeypatch.setattr(command, "TerminalPrompter", lambda: person)
    monkeypatch.setattr(confirmation, "may_ask", lambda: True)

    def desk(*regions: str, secret: str = APP.secret) -> Desk:
        shell.now = datetime.now(UTC).isoformat(timespec="seconds")
        platform = Platform(lambda: datetime.now(UTC), _plans(*regions), [APP._replace(secret=secret)])
        server = PlatformServer(platform)
        server.__enter__()
        servers.append(server)
        for shop, market in (("uk-main", "GB"), ("us-main", "US")):
            shell.ok(f"init --shop {shop} --market {market}")
        shell.ok(f"config set sync.base_url {server.url}")
        shell.ok(f"config set sync.auth_url {server.url}")
        return Desk(shell, person, platform, server.url)

    yield desk
    for server in servers:
        server.__exit__(None, None, None)


def _status(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["shop"]: row for row in json.loads(desk.shell.ok("login --status --json").out)}


def test_a_shop_is_logged_in_and_tied(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    assert run.code == 0, (run, desk.person.said)
    shop = desk.platform.shops[0]
    assert f"uk-main is Maomao 1 (GB, {shop.id})." in run.err and "Next: aftersales sync" in run.err
    assert f'app = "gb"\nplatform_id = "{shop.id}"' in desk.config
    assert f'[apps.gb]\nkey = "{APP.key}"\nregion = "row"' in desk.config
    row = _status(desk)["uk-main"]
    assert (row["state"], row["platform_name"], row["seller"]) == ("logged-in", "Maomao 1", "Demo seller")
    assert row["missing_scopes"] == [] and row["access_until"] < row["refresh_until"]
    assert _status(desk)["us-main"]["state"] == "not-tied"
    assert "hidden: App secret (it does not show while you type or paste it):" in desk.person.said
    assert stat.S_IMODE(token_file().stat().st_mode) == 0o600
    assert f"The tokens are kept in {token_file()}, which only you can read." in run.err


def test_the_environment_answers_for_key_and_secret_which_is_not_kept_then(
    make: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make("GB")
    monkeypatch.setenv("AFTERSALES_APP_KEY", APP.key)
    monkeypatch.setenv("AFTERSALES_APP_SECRET_GB", APP.secret)
    run = desk.logs_in("", desk.redirected)
    assert run.code == 0 and "since AFTERSALES_APP_SECRET_GB has it" in run.err
    assert APP.secret not in token_file().read_text(encoding="utf-8")


def test_the_link_that_was_copied_from_the_apps_page_is_used_and_remembered(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    pasted = f"https://services.tiktokshop.com/open/authorize?service_id={APP.service_id}&state=old"
    run = desk.logs_in(APP.key, APP.secret, "https://x.com", pasted, desk.redirected)
    assert run.code == 0
    assert desk.person.link.startswith(
        f"https://services.tiktokshop.com/open/authorize?service_id={APP.service_id}&state="
    )
    assert "state=old" not in desk.person.link and "That is not a link to an authorisation." in desk.person.all_said
    assert f'service_id = "{APP.service_id}"' in desk.config
    run = desk.logs_in("", desk.redirected)
    assert run.code == 0 and desk.person.link.startswith(f"{desk.url}/open/authorize?service_id="), "asked no more"


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("https://localhost/authorised?code=x&state=other", "belongs to another login"),
        ("https://localhost/authorised?code=x", "belongs to another login"),
        ("ROW_x", "There is no code in it"),
        ("https://services.tiktokshop.com/open/authorize?service_id=7&state=x", "That is the link itself"),
    ],
)
def test_what_is_pasted_wrongly_is_asked_for_again(make: Callable[..., Desk], pasted: str, says: str) -> None:
    desk = make("GB")
    assert desk.logs_in(APP.key, APP.secret, "", pasted, "", desk.redirected).code == 0
    assert says in desk.person.all_said


def test_a_code_that_was_used_and_a_secret_that_is_wrong_are_asked_for_again(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    used: list[str] = []

    def again(link: str) -> str:
        used.append(desk.redirected(link))
        code = re.search(r"code=(\w+)", used[-1])
        assert code
        desk.platform.grants._codes.pop(code[1])
        return used[-1]

    run = desk.logs_in(APP.key, "wrong", "", desk.redirected, APP.secret, "", again, desk.redirected)
    assert run.code == 0, (run, desk.person.said)
    assert "TikTok doesn't take the app key or the app secret." in desk.person.all_said
    assert "it works once, for 30 minutes" in desk.person.all_said
    assert "wrong" not in token_file().read_text(encoding="utf-8")


def test_of_several_shops_the_right_ones_are_asked_for(make: Callable[..., Desk]) -> None:
    desk = make("GB", "GB", "US", "VN")
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected, "2", "1")
    ids = [shop.id for shop in desk.platform.shops]
    assert run.code == 0
    assert {name: row["platform_id"] for name, row in _status(desk).items()} == {"uk-main": ids[1], "us-main": ids[2]}
    assert f"Which of the seller's shops is uk-main? | 1 Maomao 1 (GB, {ids[0]}) | 2 Maomao 2" in desk.person.all_said
    assert f"also for Maomao 3 (US, {ids[2]}). Which shop is it? | 1 us-main" in desk.person.all_said


def test_several_apps_in_one_configuration(make: Callable[..., Desk]) -> None:
    desk = make("GB", "US")
    assert desk.logs_in(APP.key, APP.secret, "", desk.redirected, None).code == 0
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected, line="login --shop us-main")
    assert run.code == 0 and "[apps.gb]" in desk.config and "[apps.us]" in desk.config
    assert 'region = "us"' in desk.config.partition("[apps.us]")[2]
    assert {row["state"] for row in _status(desk).values()} == {"logged-in"}


def test_a_shop_that_is_added_later_is_tied_by_the_login_that_is_there(make: Callable[..., Desk]) -> None:
    desk = make("GB", "GB")
    assert desk.logs_in(APP.key, APP.secret, "", desk.redirected, "2").code == 0
    desk.shell.ok("init --shop uk-2 --market GB")
    before, first = len(desk.platform.log), desk.platform.shops[0]
    run = desk.logs_in("1", line="login --shop uk-2")
    assert run.code == 0 and _status(desk)["uk-2"]["platform_id"] == first.id
    assert (
        f"already. Which shop is uk-2? | 1 Maomao 1 (GB, {first.id}) | n none of these: log in anew"
        in desk.person.said[-1]
    )
    assert len(desk.platform.log) == before, "nothing is asked anew"


def test_another_login_can_be_chosen_instead(make: Callable[..., Desk]) -> None:
    desk = make("GB", "GB")
    assert desk.logs_in(APP.key, APP.secret, "", desk.redirected, "2").code == 0
    desk.shell.ok("init --shop uk-2 --market GB")
    assert desk.logs_in("n", "", "", desk.redirected, line="login --shop uk-2").code == 0
    assert desk.logs_in(None, line="login --shop uk-2").code != 1


def test_an_authorisation_without_a_fitting_shop_says_what_it_is_for_and_stays(make: Callable[..., Desk]) -> None:
    desk = make("VN")
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    assert run.code == 1 and "no shop in GB, the market of uk-main. It is for Maomao 1 (VN, " in run.err
    assert "You are logged in, but no shop was tied" in run.err and "platform_id" not in desk.config


def test_a_shop_that_was_another_one_before_is_only_replaced_on_a_yes(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    desk.shell.ok(["config", "set", "shops.uk-main.platform_id", "7999"])
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected, False)
    assert run.code == 130 and 'platform_id = "7999"' in desk.config
    assert "uk-main was tied to another shop on TikTok (7999). Its cases stay." in desk.person.all_said
    assert desk.logs_in(APP.key, APP.secret, "", desk.redirected, True).code == 0
    assert desk.platform.shops[0].id in desk.config


def test_missing_scopes_are_told(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    desk.platform.scopes = ("seller.return_refund.basic", "seller.authorization.info")
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    assert run.code == 0
    row = _status(desk)["uk-main"]
    assert row["missing_scopes"] == ["seller.order.info"]
    table = " ".join(desk.shell.ok("login --status --format table").out.split())
    assert "uk-main: the authorisation lacks seller.order.info. Add it to the app in the Partner Center" in table


def test_where_the_shops_can_not_be_listed_the_login_stays(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    desk.platform.scopes = ("seller.return_refund.basic",)
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    assert run.code == 1 and "doesn't include seller.authorization.info. Add it to the app" in run.err


STEPS = [APP.key, APP.secret, "", "paste"]


@pytest.mark.parametrize("leaving", [NoAnswer, None], ids=["end of input or Ctrl-C", "Esc at every question"])
@pytest.mark.parametrize("step", range(4))
def test_leaving_at_any_question_changes_nothing(make: Callable[..., Desk], step: int, leaving: Any) -> None:
    desk = make("GB")
    before = desk.config
    leaves = [leaving] if leaving is NoAnswer else [None] * (step + 1)
    run = desk.logs_in(*STEPS[:step], *leaves)
    assert run.code == 130 and desk.person.said[-1] == "Nothing was changed."
    assert desk.config == before and not token_file().exists() and desk.platform.log == []


def test_esc_goes_back_to_the_question_before(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    run = desk.logs_in("typo", None, APP.key, "wrong", None, APP.secret, "", desk.redirected)
    assert run.code == 0 and f'key = "{APP.key}"' in desk.config


def test_leaving_at_the_choice_of_a_shop_keeps_the_login_and_ties_nothing(make: Callable[..., Desk]) -> None:
    desk = make("GB", "GB")
    before = desk.config
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected, None)
    assert run.code == 130 and "You are logged in, but no shop was tied" in desk.person.said[-1]
    assert desk.config == before


def test_a_network_that_fails_in_the_exchange_is_told(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    desk.platform.switches.plan(Trouble.CUT, "token/get")
    run = desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    assert run.code == 1 and "was cut in the middle of an answer" in run.err and not token_file().exists()


def test_logout_forgets_and_asks_where_others_go_with_it(make: Callable[..., Desk]) -> None:
    desk = make("GB", "US")
    assert desk.logs_in(APP.key, APP.secret, "", desk.redirected, "1").code == 0
    run = desk.logs_in(False, line="logout --shop uk-main")
    assert run.code == 0 and _status(desk)["uk-main"]["state"] == "logged-in"
    assert "The same login is for us-main too. Log out all of them?" in desk.person.said
    run = desk.logs_in(line="logout --shop uk-main --yes")
    assert run.code == 0 and "Logged out: 1 authorisation is forgotten here." in run.err
    assert {row["state"] for row in _status(desk).values()} == {"logged-out"}
    text = token_file().read_text(encoding="utf-8")
    assert APP.secret not in text and "ROW_" not in text
    assert "Nobody was logged in; nothing changed." in desk.shell.ok("logout").err


def test_a_login_that_has_ended_or_soon_will_says_so(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    later = {days: datetime.fromtimestamp(datetime.now(UTC).timestamp() + days * 86400, UTC) for days in (340, 366)}
    soon = desk.shell.ok("login --status --format table --shop uk-main", now=later[340].isoformat(timespec="seconds"))
    assert "uk-main: the login ends in 24 d" in " ".join(soon.out.split()) or "25 d" in soon.out
    ended = desk.shell.ok("login --status --format table --shop uk-main", now=later[366].isoformat(timespec="seconds"))
    assert "login has ended" in ended.out and "aftersales login --shop uk-main" in ended.out


def test_how_it_stands_is_told_without_a_ledger_too(shell: Shell) -> None:
    config = shell.home / "config/aftersales/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[shops.uk]\nmarket = "GB"\n', encoding="utf-8")
    assert "not tied" in shell.ok("login --status --format table").out
    assert "not tied" in shell.ok("logout --format table").out


@pytest.mark.slow
def test_a_run_without_a_terminal_is_told_the_other_way_and_that_way_works(
    make: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make("GB")
    monkeypatch.setattr(confirmation, "may_ask", lambda: False)
    run = desk.shell("login --shop uk-main")
    assert run.code == 2 and "there is no terminal" in run.err
    lines = re.findall(r"aftersales (config set [\w.-]+ \w+)", " ".join(run.err.split()))
    assert len(lines) == 3, run.err
    for line in lines:
        desk.shell.ok(line.replace("KEY", APP.key).replace("ID", desk.platform.shops[0].id))
    assert _status(desk)["uk-main"]["state"] == "logged-out"
    assert "--shop 'nobody'" in desk.shell("login --shop nobody").err  # and not how to tie that
    assert "--app 'a b' is invalid" in desk.shell("login --shop uk-main --app 'a b'").err
    code = parse_qs(urlsplit(desk.platform.authorise(desk.platform.apps[0], state="x")).query)["code"][0]
    with Wire(desk.url) as wire:
        grant = tokens.exchange(wire, DeveloperApp(APP.key, Secret(APP.secret)), code)
    monkeypatch.setenv("AFTERSALES_APP_SECRET", APP.secret)
    monkeypatch.setenv("AFTERSALES_ACCESS_TOKEN", grant.tokens.access.reveal())
    assert "as of" in desk.shell.ok("sync --format table").out


@pytest.mark.slow
@pytest.mark.parametrize("how", ["ended", "withdrawn"])
def test_a_dead_refresh_token_ends_a_sync_in_a_sentence_that_leads_to_login(
    make: Callable[..., Desk], how: str
) -> None:
    desk = make("GB")
    desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    desk.shell.ok("sync")
    grants, until = desk.platform.grants, desk.shell.ok("status --json").out
    if how == "ended":
        for token in list(grants._by_refresh):
            grants.end_refresh(token)
        grants._by_access.clear()
    else:
        grants.withdraw(APP.key)
    run = desk.shell("sync --format table")
    why = {"ended": "The authorisation has ended.", "withdrawn": "TikTok knows no authorisation for this app"}[how]
    assert run.code == 1 and "uk-main: nothing was read" in run.out
    assert run.err.count(why) == 1 and "Log in again: aftersales login" in run.err
    before, after = ([row["as_of"] for row in json.loads(text)]
                     for text in (until, desk.shell.ok("status --json").out))  # fmt: skip
    assert before == after
    assert desk.logs_in("", "", desk.redirected).code == 0, desk.person.all_said
    desk.shell.ok("sync")


def test_the_address_pasted_too_early_is_not_taken_for_the_link(make: Callable[..., Desk]) -> None:
    desk = make("GB")
    early = "https://localhost/authorised?app_key=6made0up1key2&code=ROW_code_1&state=x"
    assert desk.logs_in(APP.key, APP.secret, early, "", desk.redirected).code == 0
    assert "That is the address to which the browser went, not the link." in desk.person.all_said


def test_on_a_narrow_screen_no_date_stands_without_a_word(
    make: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make("GB")
    desk.logs_in(APP.key, APP.secret, "", desk.redirected)
    monkeypatch.setenv("COLUMNS", "42")
    desk.shell.terminal = True
    lines = desk.shell.ok("login --status").out.splitlines()
    assert all(len(line) <= 42 for line in lines)
    text = " ".join(" ".join(lines).split())
    assert re.search(r"login until [A-Z][a-z]{2} \d", text), lines


@pytest.mark.parametrize("line", ["login --shop nobody", "login --status --shop nobody", "logout --shop nobody"])
def test_a_shop_that_nobody_knows(make: Callable[..., Desk], line: str) -> None:
    assert "--shop 'nobody'" in make("GB").shell(line).err


def test_at_a_real_terminal_the_secret_does_not_show(
    make: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make("GB")
    monkeypatch.undo()
    home = desk.shell.home
    folders = {"HOME": home, "XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data"}
    child = at_terminal(
        ["login", "--shop", "uk-main"], 80, 24, 20, **{name: str(folder) for name, folder in folders.items()}
    )
    child.expect("App key")
    child.send(f"{APP.key}\r")
    child.expect("does not show")
    child.expect("> ")
    child.send(f"{APP.secret}\r")
    child.expect(r"\(40 characters\)")
    child.expect("Authorisation link")
    child.send("\r")
    child.expect(r"state=([\w-]+)\r?\n?([\w-]*)")
    child.expect("Address:")
    said = child.before
    child.sendintr()
    child.expect("Nothing was changed")
    child.wait()
    assert APP.secret not in said and not (desk.shell.home / "data/aftersales/authorisations.json").exists()


# --- No secret anywhere ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_secrets_are_found_nowhere_but_where_they_are_kept(
    make: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Everything that a run leaves or says is searched for the app's secret and both tokens, as they are and
    percent-encoded: the home, ledger, log, backup, configuration, errors of every failure, and `ps` meanwhile.
    """
    secret = f"{random.getrandbits(160):040x}"
    desk = make("GB", secret=secret)
    monkeypatch.setenv("AFTERSALES_DEBUG", "1")
    monkeypatch.setattr(pacing, "backoff", lambda *_: 0.0)
    processes: list[str] = []
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.1):
            processes.append(_own_processes())

    watcher = threading.Thread(target=watch)
    watcher.start()
    said: list[str] = []
    try:
        run = desk.logs_in(APP.key, secret, "", desk.redirected)
        said += [run.out, run.err]
        secrets = {secret, *_tokens()}
        assert len(secrets) == 3
        for trouble in (Trouble.CUT, Trouble.BAD_GATEWAY, Trouble.HUNG_UP, Trouble.NOT_ALLOWED, Trouble.EXPIRED):
            for path in ("token/get", "authorization"):
                desk.platform.switches.plan(trouble, path, times=9)
                run = desk.logs_in("", "", desk.redirected)
                said += [run.out, run.err]
                desk.platform.switches.troubles.clear()
        for line in ("login --status", "login --status --json", "config check", "config get apps.gb", "config get sync",
                     "log", "status", f"ledger backup {tmp_path / 'backup.db'}", "logout --json"):  # fmt: skip
            secrets |= _tokens()
            run = desk.shell(line)
            said += [run.out, run.err]
    finally:
        ended.set()
        watcher.join()
    said.append(desk.person.all_said)
    assert processes
    spelled = [form for text in secrets for form in (text, text.replace("+", "%2B").replace("=", "%3D"))]
    for text in (*said, *processes):
        assert not [text[max(0, text.index(form) - 300) :][:700] for form in spelled if form in text]
    files = [path for path in desk.shell.home.rglob("*") if path.is_file() and path != token_file()]
    assert any(path.name == "backup.db" for path in files) and any(path.name == "ledger.db" for path in files)
    for path in files:
        content = path.read_bytes()
        assert not any(form.encode() in content for form in spelled), path


def _own_processes() -> str:
    """The command lines of this process and of all that it started; others may be testing with the same tokens."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=False).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    own = {str(os.getpid())}
    for _ in range(5):
        own |= {row[0] for row in rows if row[1] in own}
    return "\n".join(row[-1] for row in rows if row[0] in own)


def _tokens() -> set[str]:
    """The tokens that are kept now."""
    tables = json.loads(token_file().read_text(encoding="utf-8"))
    kept = [json.loads(entry["secret"]) for entry in tables["authorisations"].values()]
    return {tokens[key] for tokens in kept for key in ("access", "refresh")}
