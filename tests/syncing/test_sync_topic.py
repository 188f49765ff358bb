"""The session of the topic `sync`: a login and two syncs against the test platform, as they are now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from aftersales.actions.help_topics import topic_path
from aftersales.actions.sync import accounts, login
from aftersales.commandline import command, confirmation
from aftersales.rendering.terminal import progress
from aftersales.rendering.terminal.keyboard import KeyChoice
from aftersales.syncing.platform.api import Platform
from aftersales.syncing.platform.server import PlatformServer
from aftersales.syncing.platform.shop import SimulatedShop
from documents import CHINESE_FILES
from platform_client import APP, DAY, Clock, plan
from transcripts import Shell

NOW = datetime(2026, 11, 24, 8, 45, tzinfo=UTC)
STATE = "q3Zp"
PATHS = (topic_path("sync"), *(path for path in CHINESE_FILES if path.name == "sync.zh.md"))
BLOCK = re.compile(r"(<!-- on the test platform -->\n).*?(<!-- end -->)", re.DOTALL)


class Typist:
    """Types the answers in order, and writes down what was asked with what was typed."""

    def __init__(self, lines: list[str], answers: Sequence[str]) -> None:
        self.lines, self.answers = lines, list(answers)

    def line(self, question: str) -> str:
        answer = self.answers.pop(0)
        self.lines.append(f"{question} {answer}".rstrip())
        return answer

    def secret(self, question: str) -> str:
        self.lines.append(question)
        return self.answers.pop(0)

    def confirm(self, question: str) -> bool:
        raise AssertionError(question)

    def choice(self, question: str, choices: Sequence[KeyChoice], hidden: Sequence[str] = ()) -> str | None:
        raise AssertionError(question)

    def tell(self, sentence: str) -> None:
        self.lines.append(sentence)

    def show(self, line: str) -> None:
        self.lines.append(line)


def _session(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the terminal shows. The platform's own address stands where this computer's port would."""
    clock = Clock(int(NOW.timestamp()))
    start = int(NOW.timestamp()) - 12 * DAY
    shop = SimulatedShop(plan(start=start, requests=40, orders=50, name="Maple & Fern")._replace(seed=11))
    lines: list[str] = []
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(confirmation, "may_ask", lambda: True)
    monkeypatch.setattr(progress, "_PATIENCE", 999.0)  # a fast machine shows no bar
    monkeypatch.setattr(login, "new_state", lambda: STATE)
    still = partial(accounts.connections, clock=lambda: clock().timestamp(), sleep=clock.move)
    monkeypatch.setattr(accounts, "connections", still)
    with PlatformServer(Platform(clock, [shop], (APP,))) as server:
        pasted = server.platform.authorise(APP, state=STATE, seller="Maple & Fern Ltd")
        monkeypatch.setattr(command, "TerminalPrompter", lambda: Typist(lines, [APP.key, APP.secret, "", pasted]))
        shell.now = NOW.isoformat()
        shell.ok("init --shop uk-main --market GB")
        for key in ("base_url", "auth_url"):
            shell.ok(f"config set sync.{key} {server.url}")
        shell.ok("config set sync.secrets file")
        for line in ("login --shop uk-main", "sync", "due --limit 3 --no-pager"):
            _run(shell, line, lines)
        clock.move(DAY / 2)
        shell.now = clock().isoformat()
        lines.append("")
        for line in ("sync", "status"):
            _run(shell, line, lines)
        text = "\n".join(lines).replace(server.url, "http://127.0.0.1:8765").replace(str(shell.home), "~")
    return re.sub(r"code=ROW_code_\w+", "code=ROW_code_3f9a", text)  # each is another


def _run(shell: Shell, line: str, lines: list[str]) -> None:
    """One command at a terminal of 80 columns; what it says goes after what is written down of its questions."""
    lines.append(f"$ aftersales {line}")
    shell.terminal = True
    run = shell(line)
    assert run.code == 0, "\n".join([*lines, run.err])
    lines += [part.rstrip() for part in (run.out + run.err).splitlines()]


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_the_session_in_the_topic_is_as_it_is_now(
    path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    monkeypatch.setenv("AFTERSALES_LANG", "zh" if path.stem.endswith(".zh") else "en")
    text = path.read_text(encoding="utf-8")
    session = _session(shell, monkeypatch)
    made = BLOCK.sub(lambda block: f"{block[1]}```text\n{session}\n```\n{block[2]}", text)
    if update:
        path.write_text(made, encoding="utf-8")
    assert made == text or update


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_the_topic_holds_no_secret(path: Path) -> None:
    assert APP.secret not in path.read_text(encoding="utf-8")
