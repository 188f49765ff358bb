"""Each example of a help page does what it says: it is run on the sample data, and must succeed."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

import reference
from aftersales.commandline.manual.examples import daily, parcels, upkeep
from aftersales.commandline.manual.page import EXAMPLES
from aftersales.commandline.table import COMMANDS
from transcripts import SAMPLES, Shell

LEAVES = dict(reference.leaves())
# These need a person at a terminal, or a shop that is tied to the platform: their words are only read.
ASKS = {
    "triage", "triage --shop uk-main --limit 5", "init", "login --shop uk-main", "login --shop us-main --app us",
    "sync", "sync --shop uk-main --dry-run", "sync --demo", "config edit", "config edit --config other.toml",
    "init --shop uk-main --market GB --staff '09:00-18:00 Asia/Shanghai'", "notify add desk",
    "notify add desk <address.txt", "notify test", "notify test desk", "notify remove desk", "notify remove owner",
}  # fmt: skip
# What must have happened before a command can do what its examples say. A group has what its commands have.
BACK = ("approve 15 --mode seller-address", "shipped 15")
REFUSED = (*BACK, "delivered 15", "refused 15 --reason worn --force --at 2026-11-24T08:45")
BEFORE: Mapping[str, tuple[str, ...]] = {
    "snooze": ("snooze 13 --until 4h",),
    # At that time the desk is closed, so that a run does nothing.
    "schedule": ("config set shops.uk-main.exports ~", "config set shops.uk-main.staff.hours 20:00-21:00"),
    "accepted": ("offer 15 --amount 20 --at 2026-11-24T08:45",),
    "declined": ("offer 15 --amount 20 --at 2026-11-24T08:45",),
    "reopen": ("close 13 --reason over",),
    "shipped": BACK[:1],
    "delivered": BACK,
    "received": (*BACK, "delivered 15"),
    "refused": (*BACK, "delivered 15", "evidence add 15 label.jpg --as photos"),
    "lost": BACK,
    "extend": (*BACK, "delivered 15"),
    "refund": (*BACK, "delivered 15", "received 15"),
    "send-back called": REFUSED,
    "send-back sent": REFUSED,
    "send-back reimbursed": (*REFUSED, "send-back sent 15 --postage 3.50"),
    "send-back dropped": (*REFUSED, "send-back called 15"),
    "stock place": (*BACK, "delivered 15", "received 15 --grade minor"),
    "replaced": ("approve 35",),
    "evidence": ("reject 3 --reason no --force", "dispute 3"),
    "dispute": ("reject 3 --reason no --force --at 2026-11-24T08:45",),
    "ruled": ("reject 3 --reason no --force", "dispute 3"),
    "appeal": ("reject 3 --reason no --force", "dispute 3", "ruled 3 --for buyer"),
    **dict.fromkeys(("claim submit", "claim won", "claim lost"), ("claim 15 --on carrier --because lost",)),
    "config unset": ("config set shops.uk-main.staff.hours 09:00-18:00",),
    **dict.fromkeys(
        ("notify", "notify send", "notify list"),
        ("config set notify.receivers.owner.url_from AFTERSALES_NOTIFY_OWNER",),
    ),
    "ledger check": ("ledger backup backup.db",),
    "ledger restore": ("ledger backup backup.db",),
    "log": ("approve 4",),
    "undo": ("approve 4",),
    "order tracking": ("order dispatched 577044035946081363 577070455685228812",),
    "order returned": ("order dispatched 577044035946081363",),
    "order collected": ("order dispatched 577044035946081363 577070455685228812",),
}
SHORT = {"claim": "claim open", "notify": "notify send"}  # what a group does by itself
# What a due list may say by its exit code; mode rules leave something to the person; no receiver listens here.
# Without --yes a restore asks, and nobody is here.
FINE = {"due": {0, 3, 4}, "approve": {0, 5}, "notify": {0, 1}, "notify send": {0, 1}, "ledger restore": {0, 2}}


@pytest.fixture
def sample(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The sample shop on its second day, with a review, a task, a replacement and the files that examples name."""
    folder = shell.home / "work"

    def build(shell: Shell) -> None:
        shell.ok("init --shop uk-main --market GB")
        orders, returns = (str(SAMPLES / f"{name}.csv") for name in ("orders", "returns"))
        shell.ok(["import", orders, returns, "--as-of", "2026-11-24T08:40"])
        shell.ok("review open --stars 1 --order 576454556102136301 --cause quality --at 2026-11-24T08:00")
        shell.ok("routine add Count --every 7d --at 2026-11-16T09:00")
        shell.ok("config set costs.return_postage 2.90")
        shell.ok(["config", "set", "shops.uk-main.return_address", "1 Dock Road, Leeds LS10 1JJ"])
        with (shell.home / "config/aftersales/config.toml").open("a", encoding="utf-8") as file:
            file.write('\n[[mode-rules]]\nid = "cheap"\nbelow = "10.00"\nmode = "keep"\n')
        shell.ok("order add 577018131857623957 --amount 27.98 --placed 2026-11-18T10:00 --delivered 2026-11-20T10:00")
        shell.ok("open replacement --order 577017576197880835 --at 2026-11-24T08:30")

    shell.begin(build, key="examples")
    folder.mkdir()
    (shell.home / "Downloads").mkdir()
    for path in (folder, shell.home / "Downloads"):
        for name in ("orders.csv", "returns.csv"):
            shutil.copy(SAMPLES / name, path)
    for name in ("label.jpg", "unpacking.mp4"):
        (folder / name).write_bytes(name.encode())
    (folder / "goods.csv").write_text("sku,landed_cost\nLAMP-TOUCH-WH,4.10\n", encoding="utf-8")
    (folder / "warehouse.csv").write_text("RMA;Order;Asked\nR-1;#577000000000000001;20.11.2026\n", encoding="utf-8")
    (folder / "warehouse.toml").write_text(
        'title = "Returns of the warehouse"\ncarries = "cases"\n[columns]\nref = "RMA"\norder = "Order"\n'
        'opened_at = "Asked"\n[constants]\nkind = "return"\nstatus = "pending"\n[dates]\nformat = "DD.MM.YYYY"\n'
        'time = "00:00"\n[ids]\nown = ["ref"]\nprefixes = ["#"]\n',
        encoding="utf-8",
    )
    (folder / "draft.toml").write_text('extends = "tiktok-gb"\n', encoding="utf-8")
    shutil.copy(shell.home / "config/aftersales/config.toml", folder / "other.toml")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("AFTERSALES_NOTIFY_OWNER", "json://127.0.0.1:9/")
    return shell


def _typed(line: str, home: Path) -> list[str]:
    """The words as a shell hands them on: a home for ~, and what a file or another program gets left out."""
    return [word.replace("~", str(home)) for word in shlex.split(re.split(" [<>|]", line)[0])]


def test_every_command_has_two_to_four_examples_of_its_own() -> None:
    groups = {name.rpartition(" ")[0] for name in LEAVES} - {""}
    assert set(EXAMPLES) == {*COMMANDS, *LEAVES, *groups}
    for name, examples in EXAMPLES.items():
        assert 2 <= len(examples) <= 4, name
        assert len({line for line, _ in examples}) == len(examples)
        for line, about in examples:
            assert line.startswith(name)
            assert about
            assert not about.endswith(".")


@pytest.mark.parametrize("module", [daily, parcels, upkeep], ids=lambda module: module.__name__)
def test_what_an_example_does_is_said_in_the_language_of_the_run(module: ModuleType) -> None:
    pairs = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Tuple) and node.elts and isinstance(node.elts[0], ast.Constant)
    ]
    assert len(pairs) > 40
    for pair in pairs:
        assert ast.unparse(pair.elts[1]).startswith("mark("), ast.unparse(pair)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_runs_on_the_sample_data(sample: Shell, name: str) -> None:
    for n, (line, _) in enumerate(EXAMPLES[name]):
        copy = _fresh(sample, n)
        typed = f"{line} "
        leaf = max((leaf for leaf in LEAVES if typed.startswith(f"{leaf} ")), key=len, default=SHORT.get(name, name))
        for step in BEFORE.get(leaf, BEFORE.get(leaf.split()[0], ())):
            copy.ok(_typed(step, copy.home))
        words = _typed(line, copy.home)
        if line in ASKS:
            assert "--help" not in copy.ok([*words, "--help"]).err
            continue
        run = copy(words)
        assert run.code in FINE.get(leaf, {0}), (line, run)
        assert run.out or run.err, line


def _fresh(sample: Shell, n: int) -> Shell:
    """The sample for the nth example, as if none had run before."""
    kept, data, config = sample.home / "kept", sample.home / "data", sample.home / "config"
    if not n:
        shutil.copytree(data, kept / "data")
        shutil.copytree(config, kept / "config")
        return sample
    for folder in (data, config):
        shutil.rmtree(folder)
        shutil.copytree(kept / folder.name, folder)
    for name in ("backup.db", "aftersales-monday.db"):
        (Path.cwd() / name).unlink(missing_ok=True)
    return sample
