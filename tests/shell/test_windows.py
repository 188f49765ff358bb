"""What Windows lacks is not needed: every module is imported, and a morning is run, without it. Windows' own paths,
console and keys are not tried here.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from transcripts import SAMPLES

SCRIPT = r"""
import asyncio, getpass, multiprocessing, os, pkgutil, select, shutil, signal, sqlite3, ssl, subprocess, sys, tempfile
import importlib, types
import openpyxl, pendulum, rich.console, rich.markdown, rich.progress, rich.prompt, sqlite_utils, tomlkit, typer
for name in ("httpx2", "keyring", "tenacity", "icalendar", "jinja2", "babel", "apprise"):
    try:
        importlib.import_module(name)
    except ImportError:
        pass
for name in ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "readline", "syslog"):
    sys.modules[name] = None
msvcrt = types.ModuleType("msvcrt")
msvcrt.LK_NBLCK, msvcrt.locking, msvcrt.getwch, msvcrt.kbhit = 2, lambda *_: None, lambda: "x", lambda: False
sys.modules["msvcrt"] = msvcrt
sys.platform = "win32"
for name in ("SIGHUP", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGPIPE", "SIGALRM", "SIGUSR1", "SIGQUIT"):
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("fork", "getuid", "geteuid", "chown", "fchmod", "O_NOFOLLOW", "O_DIRECTORY", "killpg", "getpgid", "uname"):
    if hasattr(os, name):
        delattr(os, name)
import aftersales
names = [module.name for module in pkgutil.walk_packages(aftersales.__path__, "aftersales.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(len(names), "modules")

from aftersales import cli
def run(*words):
    sys.argv = ["aftersales", *words]
    try:
        cli.main()
    except SystemExit as stop:
        code = stop.code or 0
    else:
        code = 0
    print("->", words[0], code, flush=True)
    return code
samples = sys.argv[1]
assert run("init", "--shop", "uk-main", "--market", "GB") == 0
assert run("import", f"{samples}/orders.csv", f"{samples}/returns.csv", "--as-of", "2026-11-24T08:40") == 0
assert run("due", "--format", "table") == 0
assert run("show", "4", "--format", "table") == 0
assert run("approve", "4") == 0
assert run("config", "set", "costs.handling", "2.00") == 0
assert run("config", "list") == 0
assert run("completions", "install", "--shell", "bash") == 0
assert run("schedule", "install", "--by", "windows", "--dry-run") in (0, 1)
assert run("doctor", "--format", "table") in (0, 1)
assert run("help", "morning") == 0
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the real one")
def test_a_morning_without_what_windows_lacks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("USERNAME", "mia")
    monkeypatch.setenv("LANG", "C.UTF-8")  # else the language is asked of Windows itself
    monkeypatch.setenv("AFTERSALES_NOW", "2026-11-24T09:00:00+00:00")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(SAMPLES)],
        cwd=home, capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    assert "-> help 0" in done.stdout
    assert (home / "localappdata/aftersales/ledger.db").exists()
    assert (home / "appdata/aftersales/config.toml").exists()
    assert "this is a bug" not in done.stderr
    assert "ended as a bug" not in done.stdout
