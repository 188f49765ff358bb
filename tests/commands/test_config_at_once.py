"""The configuration is changed by several processes at once, by one that is killed, and on a full disk: nothing that
was said to be set is lost, and what could not be written changes nothing.
"""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from aftersales import file_lock, file_writer
from aftersales.errors import ConfigError
from aftersales.settings.write import adding_shop
from transcripts import Shell

# The system's own lock, taken by a process of its own that says so and then waits.
HOLDS = """
import sys
from pathlib import Path
from aftersales import file_writer
with file_writer.alone(Path(sys.argv[1])) as real:
    real.with_name(f".{real.name}.draft").write_text("half")
    print("held", flush=True)
    sys.stdin.read()
"""


def start(*words: str, **more: Any) -> subprocess.Popen[str]:
    """The program in a process of its own, with the environment of the test."""
    return subprocess.Popen(
        [sys.executable, "-B", "-m", "aftersales", *words],  # a full disk would leave half a file of bytecode
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def ended(running: Sequence[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """The exit code and stderr of each."""
    told = [one.communicate(timeout=60)[1] for one in running]
    return [(one.returncode, err) for one, err in zip(running, told, strict=True)]


@pytest.fixture
def config(shell: Shell) -> Path:
    shell.ok("init --shop uk-main --market GB")
    return shell.home / "config/aftersales/config.toml"


def folder(config: Path) -> list[str]:
    """What lies beside the file: a lock or a draft that was left would."""
    return sorted(p.name for p in config.parent.iterdir())


@pytest.mark.slow
def test_of_values_set_at_once_none_is_lost(config: Path) -> None:
    for r in range(2):
        running = [start("-q", "config", "set", f"skus.S{r}{n}.landed_cost", "1.50") for n in range(6)]
        assert ended(running) == [(0, "")] * 6
    assert len(tomllib.loads(config.read_text())["skus"]) == 12
    assert folder(config) == ["config.toml"]


def test_whoever_writes_the_configuration_waits_for_the_others(config: Path, home: Path) -> None:
    """Of another kind each: shops, figures of goods, a value."""
    goods = home / "goods.csv"
    goods.write_text("sku,landed_cost\n" + "".join(f"G{n},1.5\n" for n in range(40)))
    running = [
        start("-q", "init", "--shop", "us-main", "--market", "US"),
        start("-q", "config", "costs", "import", str(goods)),
        start("-q", "init", "--shop", "de-main", "--market", "DE"),
        start("-q", "config", "set", "costs.handling", "2.90"),
        start("-q", "init", "--shop", "de-main", "--market", "DE"),
    ]
    assert ended(running) == [(0, "")] * 5
    found = tomllib.loads(config.read_text())
    assert {name: shop["market"] for name, shop in found["shops"].items()} == {
        "uk-main": "GB", "us-main": "US", "de-main": "DE",
    }  # fmt: skip
    assert len(found["skus"]) == 40
    assert found["costs"]["handling"] == 2.9


@pytest.mark.slow
def test_who_had_to_wait_reads_again_what_was_written_meanwhile(config: Path) -> None:
    with file_writer.alone(config) as real:
        running = start("-q", "config", "set", "costs.handling", "2.90")
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(1.5)  # long enough for it to have read the file, had it not waited
        file_writer.put(real, real.read_text() + "\n[skus.A]\nlanded_cost = 1.50\n")
    assert ended([running]) == [(0, "")]
    found = tomllib.loads(config.read_text())
    assert (found["costs"]["handling"], found["skus"]["A"]["landed_cost"]) == (2.9, 1.5)


@pytest.mark.slow
def test_a_market_that_another_process_has_set_meanwhile_can_not_change(config: Path) -> None:
    config.write_text("")
    with file_writer.alone(config) as real:
        running = start("-q", "config", "set", "shops.x.market", "US")
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(1.5)
        file_writer.put(real, '[shops.x]\nmarket = "GB"\n')
    [(code, err)] = ended([running])
    assert code == 1
    assert "A shop's market can't change" in err
    assert tomllib.loads(config.read_text()) == {"shops": {"x": {"market": "GB"}}}


def test_a_shop_that_another_process_has_added_meanwhile_stays_as_it_is(config: Path) -> None:
    before = config.read_bytes()
    with adding_shop(config, "uk-main", "GB"):
        pass
    assert config.read_bytes() == before
    with pytest.raises(ConfigError, match="with market GB"), adding_shop(config, "uk-main", "US"):
        pass
    assert config.read_bytes() == before


def test_the_wait_has_an_end(config: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_writer, "PATIENCE", 0.1)
    before = config.read_bytes()
    with file_writer.alone(config):
        run = shell("config set costs.handling 2.90")
    assert run.code == 1
    assert run.err == (
        f"aftersales: {config} is being changed by another aftersales (aftersales, process {os.getpid()}). Nothing was "
        "changed. Try again when it has finished; if it hangs, end it.\n"
    )
    assert config.read_bytes() == before


def test_a_lock_whose_file_is_gone_holds_nobody(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between opening the lock's file and locking it, who held it before may have taken it away."""
    monkeypatch.setattr(file_writer, "PATIENCE", 0.1)
    taken, place = file_lock.taken, config.with_name(".config.toml.lock")

    def late(handle: int) -> bool:
        monkeypatch.setattr(file_lock, "taken", taken)
        place.unlink()
        return taken(handle)

    monkeypatch.setattr(file_lock, "taken", late)
    with file_writer.alone(config), pytest.raises(ConfigError, match="Nothing was changed"), file_writer.alone(config):
        pass


def test_a_link_and_what_it_points_to_are_one_file(config: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_writer, "PATIENCE", 0.1)
    link = shell.home / "link.toml"
    link.symlink_to(config)
    with file_writer.alone(config):
        assert shell(f"--config {link} config set costs.handling 2.90").code == 1
    shell.ok(f"--config {link} config set costs.handling 2.90")
    assert link.is_symlink()
    assert "handling" in config.read_text()


def test_who_is_killed_leaves_no_lock_and_no_draft(config: Path, shell: Shell) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(config)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    assert folder(config) == [".config.toml.draft", ".config.toml.lock", "config.toml"]
    shell.ok("config set costs.handling 2.90")
    assert folder(config) == ["config.toml"]
    assert "handling" in config.read_text()


def _no_room() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_on_a_full_disk_nothing_changes_and_nothing_is_left(config: Path) -> None:
    before = config.read_bytes()
    [(code, err)] = ended([start("config", "set", "costs.handling", "2.90", preexec_fn=_no_room)])
    assert code == 1
    full = "the disk is full, or failing; free some room, or use another disk"
    assert err == f"aftersales: {config} can't be written: {full}. Nothing was changed.\n"
    assert config.read_bytes() == before
    assert folder(config) == ["config.toml"]


def test_where_no_file_can_be_made_one_sentence_says_so(config: Path, shell: Shell) -> None:
    run = shell(f"--config {config}/config.toml init --shop x --market GB")
    assert run.code == 1
    assert run.err.startswith("aftersales: ")
    assert run.err.count("\n") == 1


def test_the_file_keeps_the_mode_that_it_has(config: Path, shell: Shell) -> None:
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    config.chmod(0o640)
    shell.ok("config set costs.handling 2.90")
    assert stat.S_IMODE(config.stat().st_mode) == 0o640


def test_what_is_no_file_is_neither_read_nor_replaced(home: Path, shell: Shell) -> None:
    pipe = home / "pipe"
    os.mkfifo(pipe)
    run = shell(f"--config {pipe} config set costs.handling 2.90")
    assert (run.code, run.err.count("\n")) == (1, 1)
    assert f"{pipe} is not a regular file. Name the configuration file with --config." in run.err
    with pytest.raises(ConfigError, match=r"is not a regular file, and was not changed."), file_writer.alone(pipe):
        pass
    assert pipe.is_fifo()
