"""What the tests share: a home of its own for each, the command run in-process, and what `--update` rewrites."""

from __future__ import annotations

import functools
import gc
import os
import runpy
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from aftersales.ledger import definitions, sqlite
from aftersales.ledger.migrations import apply
from transcripts import ROOT, Shell

# Processes that tests start would otherwise compile the whole program each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# No test may touch the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# A shell starts what runs in the background without Ctrl-C, and every process that a test starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@functools.wraps(sqlite.write_safely)
def _write_at_once(connection: sqlite.Connection) -> None:
    """As the program does, but without waiting for the disk: no test takes the power away."""
    sqlite.write_safely.__wrapped__(connection)  # type: ignore[attr-defined]
    connection.execute("PRAGMA synchronous = OFF")


sqlite.write_safely = _write_at_once
os.fsync = lambda fd: None


class _NewLedger(NamedTuple):
    """What the steps make of an empty file: the SQL of tables and of indexes; the rows of each table; views and
    triggers as SQLite keeps them; the version.
    """

    tables: list[str]
    indexes: list[str]
    rows: dict[str, list[tuple[Any, ...]]]
    others: list[tuple[Any, ...]]
    version: int


@functools.cache
def _new_ledger() -> _NewLedger:
    with closing(sqlite.in_memory()) as made:
        apply.migrate.__wrapped__(made)  # type: ignore[attr-defined]
        parts = definitions.schema(made)
        names = [name for name, _, _ in definitions.tables(made)]
        return _NewLedger(
            [sql for kind, _, sql in parts if kind == "table"],
            [sql for kind, _, sql in parts if kind == "index"],
            {name: made.execute(f"SELECT * FROM {name}").fetchall() for name in names},
            made.execute("SELECT * FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY rowid").fetchall(),
            sqlite.version(made),
        )


@functools.wraps(apply.migrate)
def _migrate_or_copy(connection: sqlite.Connection, schema: int | None = None) -> None:
    """As the program does, but an empty file gets at once what the first one got step by step: hundreds of tests begin
    with one.
    """
    if schema is not None or not sqlite.is_empty(connection):
        apply.migrate.__wrapped__(connection, schema)  # type: ignore[attr-defined]
        return
    new = _new_ledger()
    for table in new.tables:
        connection.execute(table)
    for table, content in new.rows.items():
        if content:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(content[0]))})", content)
    for index in new.indexes:
        connection.execute(index)
    # To make them one by one takes longer than all the rest.
    connection.execute("PRAGMA writable_schema = ON")
    connection.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", new.others)
    sqlite.set_version(connection, new.version)
    connection.execute("PRAGMA writable_schema = RESET")  # which reads them


apply.migrate = _migrate_or_copy

try:
    from hypothesis import HealthCheck, settings
except ImportError:  # with the oldest dependencies, where no property is tested
    pass
else:
    # On a busy machine making an example may take long; that says nothing of the program.
    BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("brief", BUSY, max_examples=25)  # each run
    settings.register_profile("thorough", BUSY, max_examples=400)  # .ci/run, once more
    settings.load_profile("brief")


def pytest_configure() -> None:
    """The tests speak Chinese as it is in the source."""
    # Ten thousand tests are found and stay: to look through them again and again for garbage takes seconds.
    gc.disable()
    try:
        from babel import Locale  # noqa: F401  # with the oldest dependencies, where what was installed is tried
    except ImportError:
        return
    compiler = runpy.run_path(str(ROOT / "src/compile_catalogues.py"))
    compiler["compile_all"]()


def pytest_collection_finish() -> None:
    """What was there before the first test is not garbage."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite goldens and everything else that is derived")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether derived files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of the test's own. Its name is always as long, so that what a page breaks does not hang on it."""
    with TemporaryDirectory(prefix="a-", ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


# No test may touch the timers of the computer that it runs on: these programs of the same names do nothing. There is no
# systemd of the user's, and a crontab that is empty and takes what it is given.
NO_TIMERS = TemporaryDirectory(prefix="aftersales-programs-", ignore_cleanup_errors=True)
for _name, _script in (
    ("crontab", '#!/bin/sh\n[ "$1" = -l ] && { echo no crontab >&2; exit 1; }\nexit 0\n'),
    ("systemctl", "#!/bin/sh\nexit 1\n"),
):
    (Path(NO_TIMERS.name) / _name).write_text(_script, encoding="utf-8")
    (Path(NO_TIMERS.name) / _name).chmod(0o755)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: no configuration, no ledger, none of the developer's own settings."""
    for name in [n for n in os.environ if n.startswith(("AFTERSALES_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):  # how the terminal is, not the developer's
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")  # whatever the developer's locale
    monkeypatch.setenv("PAGER", "")  # one would write to the developer's screen, and not to the test's
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", NO_TIMERS.name, prepend=os.pathsep)
    monkeypatch.setenv("LOGNAME", "mia")  # who the log says it was
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def shell(home: Path) -> Shell:
    """Runs `aftersales …` lines in that home, in-process, and gives exit code, stdout and stderr."""
    return Shell(home)
