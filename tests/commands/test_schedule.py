"""`schedule`: a timer that is installed, shown, run and removed, with programs of the system's found on PATH."""

from __future__ import annotations

import json
import os
import platform
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales.actions.schedule import crontab, job, pasted, systemd
from aftersales.actions.sync import turn
from aftersales.context.app import App, GlobalOptions
from aftersales.settings.paths import token_file
from transcripts import Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs of POSIX")

CRONTAB = """#!/bin/sh
# As cron's own does: -l prints or says that there is none, - replaces, -r removes.
tab="$HOME/spool"
case "$1" in
  -l) [ -f "$tab" ] && cat "$tab" || { echo "no crontab for mia" >&2; exit 1; } ;;
  -r) rm "$tab" ;;
  -) cat > "$tab.new" && mv "$tab.new" "$tab" ;;
  *) exit 64 ;;
esac
"""
SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$HOME/systemctl.log"
[ -f "$HOME/refuses" ] && case "$*" in *enable*) echo "Unit is masked." >&2; exit 1 ;; esac
exit 0
"""
OTHERS = "MAILTO=mia@example.com\n# my own\n5 4 * * * echo 100\\% 'aftersales schedule'\n@daily backup"


def _program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def desk(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A tied shop, and a computer with a crontab and without a systemd of the user's."""
    shell.ok("init --shop uk-main --market GB")
    for key, value in (("apps.gb.key", "6key"), ("shops.uk-main.app", "gb"), ("shops.uk-main.platform_id", "7495")):
        shell.ok(["config", "set", key, value])
    programs = shell.home / "bin"
    _program(programs, "crontab", CRONTAB)
    _program(programs, "systemctl", "#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return shell


@pytest.fixture
def with_systemd(desk: Shell) -> Shell:
    """The same, where the user's systemd answers."""
    _program(desk.home / "bin", "systemctl", SYSTEMCTL)
    return desk


def _spool(desk: Shell) -> str | None:
    spool = desk.home / "spool"
    return spool.read_text(encoding="utf-8") if spool.exists() else None


# --- cron -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, "", OTHERS, f"{OTHERS}\n", f"\n\n{OTHERS}\n\n"])
def test_a_line_is_added_to_the_crontab_and_exactly_that_is_removed(desk: Shell, before: str | None) -> None:
    if before is not None:
        (desk.home / "spool").write_text(before, encoding="utf-8")
    run = desk.ok("schedule install")
    assert "A line in your crontab runs every 20 minutes while the desk is open." in run.err
    after = _spool(desk)
    assert after is not None and after.startswith(before or "")
    lines = after[len(before or "") :].strip().splitlines()
    assert len(lines) == 3 and lines[0].startswith("# aftersales schedule: begin")
    assert re.fullmatch(r"\d+,\d+,\d+ \* \* \* \* .*-m aftersales .* schedule run --jitter 60", lines[1]), lines
    assert "systemd" not in desk.ok("schedule show").err and lines[1] in desk.ok("schedule show").out
    assert "The timer is removed (cron)." in desk.ok("schedule remove").err
    left = _spool(desk)
    assert left == (None if not before else before if before.endswith("\n") else f"{before}\n")
    assert "There was no timer; nothing changed." in desk.ok("schedule remove").err


def test_a_second_install_replaces_the_first(desk: Shell) -> None:
    (desk.home / "spool").write_text(f"{OTHERS}\n", encoding="utf-8")
    desk.ok("schedule install")
    desk.ok("schedule install --every 30m")
    after = _spool(desk)
    assert after is not None and after.count("schedule: begin") == 1 and after.startswith(OTHERS)
    assert json.loads(desk.ok("schedule show --json").out)["every_minutes"] == 30


@pytest.mark.parametrize("every", ["15m", "17m", "20m", "25m", "30m"])
def test_runs_are_never_further_apart_than_asked_and_each_computer_has_its_minute(
    desk: Shell, every: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(GlobalOptions())
    minutes, offsets = int(every[:-1]), set()
    for number in range(30):
        monkeypatch.setattr(platform, "node", f"desk-{number}".__str__)
        scheduled = job.job_of(app, every)
        line = crontab.block(scheduled, uses_keyring=False).splitlines()[1]
        runs = [int(minute) for minute in line.partition(" ")[0].split(",")]
        gaps = [after - before for before, after in zip(runs, [*runs[1:], runs[0] + 60], strict=True)]
        assert max(gaps) <= minutes and runs[0] < minutes and runs[-1] < 60
        offsets.add(runs[0])
    assert len(offsets) > 3


def test_the_dry_run_shows_what_the_install_then_writes(desk: Shell) -> None:
    shown = desk.ok("schedule install --dry-run").out
    desk.ok("schedule install")
    assert _spool(desk) == shown


def test_the_line_does_what_it_says_as_cron_runs_it(desk: Shell) -> None:
    """With a folder in its name that a shell and cron would read as something else, and cron's bare environment."""
    folder = desk.home / "50% of 'us' $HOME"
    folder.mkdir()
    shutil.copy(desk.home / "config/aftersales/config.toml", folder / "c.toml")
    shutil.copy(desk.home / "data/aftersales/ledger.db", folder / "l.db")
    desk.ok(["config", "set", "shops.uk-main.staff.days", '["sun"]', "--config", str(folder / "c.toml")])
    desk.ok(["schedule", "install", "--config", str(folder / "c.toml"), "--ledger", str(folder / "l.db")])
    line = (_spool(desk) or "").splitlines()[1]
    command = line.split(" ", 5)[5]
    assert "%" in command and not re.search(r"(?<!\\)%", command), "a bare % ends the line for cron"
    closed = command.replace(r"\%", "%").replace("--jitter 60", "--now 2026-11-24T09:00:00+00:00")
    bare = {"HOME": str(desk.home), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(job.__file__).parents[3])}
    done = subprocess.run(["/bin/sh", "-c", closed], capture_output=True, text=True, env=bare, check=False)
    assert (done.returncode, done.stderr) == (0, "The desk is closed; nothing was done.\n"), done


def test_a_place_of_its_own_for_the_tokens_is_told_to_the_timer_and_secrets_are_not(
    desk: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERSALES_APP_SECRET", "hush-secret")
    monkeypatch.setenv("AFTERSALES_TOKENS", str(desk.home / "my tokens.json"))
    run = desk.ok("schedule install")
    spool = _spool(desk) or ""
    assert f"AFTERSALES_TOKENS='{desk.home}/my tokens.json' " in spool and "hush" not in spool
    assert "AFTERSALES_APP_SECRET is set in this session only. The timer doesn't have it." in run.err


def test_where_the_tokens_lie_in_a_keyring_cron_is_told_where_its_bus_is(desk: Shell) -> None:
    token_file().parent.mkdir(parents=True, exist_ok=True)
    token_file().write_text('{"apps": {"6key": {"kept_in": "keyring"}}}', encoding="utf-8")
    desk.ok("schedule install")
    has_bus = f"DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/{os.getuid()}/bus " in (_spool(desk) or "")
    assert has_bus == sys.platform.startswith("linux")


def test_a_crontab_that_refuses_says_so_and_nothing_changed(desk: Shell) -> None:
    (desk.home / "spool").write_text(OTHERS, encoding="utf-8")
    _program(
        desk.home / "bin", "crontab", "#!/bin/sh\necho 'you (mia) are not allowed to use this program' >&2; exit 1\n"
    )
    run = desk("schedule install")
    assert run.code == 1 and "not allowed to use this program. Nothing was changed." in run.err
    assert _spool(desk) == OTHERS


@pytest.mark.skipif(shutil.which("crontab") is None, reason="no crontab on this computer")
def test_the_systems_own_crontab_takes_the_line(desk: Shell, tmp_path: Path) -> None:
    """Only its check of a file (`-T`) is asked: the developer's own crontab stays as it is."""
    program = shutil.which("crontab", path="/usr/bin:/bin")
    if program is None:
        pytest.skip("no crontab of the system's")
    desk.ok("schedule install")
    done = subprocess.run([program, "-T", str(desk.home / "spool")], capture_output=True, text=True, check=False)
    if "invalid option" in done.stderr or "usage" in done.stderr.lower():
        pytest.skip("this crontab checks no files")
    assert done.returncode == 0, done


# --- systemd ----------------------------------------------------------------------------------------------------------


def test_a_timer_of_systemd_is_installed_and_exactly_that_is_removed(with_systemd: Shell) -> None:
    units = systemd.folder()
    units.mkdir(parents=True)
    (units / "other.timer").write_text("[Timer]\n", encoding="utf-8")
    run = with_systemd.ok("schedule install --every 15m")
    assert "A timer of systemd runs every 15 minutes" in run.err and "loginctl enable-linger" in run.err
    assert sorted(p.name for p in units.iterdir()) == [
        "aftersales-sync.service",
        "aftersales-sync.timer",
        "other.timer",
    ]
    log = (with_systemd.home / "systemctl.log").read_text(encoding="utf-8")
    assert "--user daemon-reload\n--user enable aftersales-sync.timer\n--user restart aftersales-sync.timer" in log
    assert json.loads(with_systemd.ok("schedule show --json").out)["every_minutes"] == 15
    assert _spool(with_systemd) is None
    with_systemd.ok("schedule remove")
    assert [p.name for p in units.iterdir()] == ["other.timer"]
    log = (with_systemd.home / "systemctl.log").read_text(encoding="utf-8")
    assert log.endswith("--user disable --now aftersales-sync.timer\n--user daemon-reload\n")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this computer")
def test_systemd_understands_the_units(with_systemd: Shell, tmp_path: Path) -> None:
    folder = with_systemd.home / "50% of $HOME \"x\" 'y'"
    folder.mkdir()
    shutil.copy(with_systemd.home / "config/aftersales/config.toml", folder / "c.toml")
    with_systemd.ok(["schedule", "install", "--config", str(folder / "c.toml")])
    analyze = shutil.which("systemd-analyze") or ""
    timer = systemd.folder() / systemd.TIMER
    done = subprocess.run(
        [analyze, "verify", "--user", str(timer), str(systemd.folder() / systemd.SERVICE)],
        capture_output=True, text=True, check=False, env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    complaints = [line for line in done.stderr.splitlines() if "aftersales-sync" in line]
    assert complaints == [], done.stderr
    calendar = re.search(r"OnCalendar=(.*)", timer.read_text(encoding="utf-8"))
    assert calendar
    done = subprocess.run([analyze, "calendar", calendar[1]], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Normalized form" in done.stdout


def test_a_timer_that_systemd_refuses_leaves_nothing(with_systemd: Shell) -> None:
    (with_systemd.home / "refuses").touch()
    run = with_systemd("schedule install")
    assert run.code == 1 and "systemd refuses: Unit is masked. Nothing was changed." in run.err
    assert list(systemd.folder().iterdir()) == []


def test_a_unit_of_somebody_else_stays(with_systemd: Shell) -> None:
    systemd.folder().mkdir(parents=True)
    mine = systemd.folder() / systemd.TIMER
    mine.write_text("[Timer]\n# my own\n", encoding="utf-8")
    run = with_systemd("schedule install")
    assert run.code == 1 and "was not written by aftersales, and stays as it is" in run.err
    with_systemd.ok("schedule remove")
    assert mine.read_text(encoding="utf-8") == "[Timer]\n# my own\n"


def test_another_kind_of_timer_takes_the_place_of_the_first(with_systemd: Shell) -> None:
    with_systemd.ok("schedule install --by cron")
    with_systemd.ok("schedule install")
    assert _spool(with_systemd) is None and systemd.installed()
    with_systemd.ok("schedule install --by cron")
    assert systemd.installed() is None and crontab.installed()


# --- macOS, Windows, dry runs -----------------------------------------------------------------------------------------


def test_launchd_gets_a_property_list(desk: Shell) -> None:
    run = desk.ok("schedule install --by launchd --every 30m")
    plist = plistlib.loads(run.out.encode())
    assert plist["Label"] == pasted.LABEL and plist["ProgramArguments"][-2:] == ["schedule", "run"]
    minutes = [entry["Minute"] for entry in plist["StartCalendarInterval"]]
    assert len(minutes) == 2 and minutes[1] - minutes[0] == 30
    assert "launchctl load ~/Library/LaunchAgents/aftersales.sync.plist" in " ".join(run.err.split())
    assert _spool(desk) is None


def test_windows_gets_a_command(desk: Shell) -> None:
    run = desk.ok("schedule install --by windows")
    assert re.match(r"schtasks /Create /TN aftersales.sync /SC MINUTE /MO 20 /ST 00:\d\d /TR \".*schedule run", run.out)
    assert "schtasks /Delete /TN aftersales.sync" in " ".join(run.err.split())


@pytest.mark.parametrize("kind", ["cron", "systemd", "launchd", "windows"])
def test_a_dry_run_prints_and_changes_nothing(with_systemd: Shell, kind: str) -> None:
    before = sorted(with_systemd.home.rglob("*"))
    run = with_systemd.ok(f"schedule install --by {kind} --dry-run")
    assert (
        "schedule run" in run.out.replace("</string>\n    <string>", " ") and "Dry run: nothing was changed." in run.err
    )
    as_json = json.loads(with_systemd.ok(f"schedule install --by {kind} --dry-run --json").out)
    assert as_json["dry_run"] is True and as_json["changed"] is False and as_json["by"] == kind
    assert sorted(with_systemd.home.rglob("*")) == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("schedule install --every 5m", "it takes 15m to 30m"),
        ("schedule install --every 2h", "it takes 15m to 30m"),
        ("schedule install --every soon", "is not a duration; write one such as 15m, 20m or 30m."),
        ("schedule install --by crom", "did you mean cron?"),
        ("schedule run --jitter 9999", "not a number of seconds up to 600"),
    ],
)
def test_what_is_typed_wrongly_is_refused(desk: Shell, line: str, says: str) -> None:
    run = desk(line)
    assert run.code == 2 and says in run.err


def test_where_there_is_nothing_to_run_nothing_is_installed(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    run = shell("schedule install --by cron --dry-run")
    assert run.code == 1 and "aftersales login --shop NAME" in run.err and "exports FOLDER" in run.err


# --- The run ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What a timed run starts."""
    commands: list[list[str]] = []

    def start(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr("aftersales.commands.schedule.run.subprocess.run", start)
    return commands


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        ("2026-11-24T08:29:00+00:00", False),  # Tuesday; the staff comes at 09:00
        ("2026-11-24T08:30:00+00:00", True),  # half an hour before
        ("2026-11-24T18:00:00+00:00", True),
        ("2026-11-24T18:01:00+00:00", False),
        ("2026-11-28T12:00:00+00:00", False),  # Saturday
        ("2026-11-25T12:00:00+00:00", False),  # a day off
    ],
)
def test_it_runs_while_the_desk_is_open(desk: Shell, started: list[list[str]], now: str, open_: bool) -> None:
    desk.ok('config set shops.uk-main.staff.hours "09:00-18:00"')
    desk.ok(["config", "set", "shops.uk-main.staff.days_off", '["2026-11-25"]'])
    run = desk("schedule run", now=now)
    assert run.code == (5 if open_ else 0), "the exit code is that of the sync"
    assert [command[-2:] for command in started] == ([["sync", "-q"]] if open_ else [])


def test_one_desk_of_several_is_enough_and_one_without_hours_is_always_open(
    desk: Shell, started: list[list[str]]
) -> None:
    desk.ok('config set shops.uk-main.staff.hours "09:00-18:00"')
    desk.ok("init --shop us-main --market US")
    desk.ok('config set shops.us-main.staff.hours "09:00-17:00"')  # 17:00 to 01:00 in London
    assert desk("schedule run", now="2026-11-24T21:00:00+00:00").code == 5
    assert desk("schedule run", now="2026-11-24T03:00:00+00:00").code == 0
    desk.ok("init --shop sg-main --market SG")
    assert desk("schedule run", now="2026-11-24T03:00:00+00:00").code == 5


def test_a_night_shift_is_open_after_midnight(desk: Shell, started: list[list[str]]) -> None:
    desk.ok('config set shops.uk-main.staff.hours "22:00-06:00"')
    assert desk("schedule run", now="2026-11-25T05:00:00+00:00").code == 5
    assert desk("schedule run", now="2026-11-25T07:00:00+00:00").code == 0


def test_of_two_runs_at_once_one_does_nothing(desk: Shell, started: list[list[str]]) -> None:
    """Whether a timer or a person started the other one."""
    app = App(GlobalOptions())
    with turn.only_run(app.settings.ledger, "sync"):
        run = desk.ok("schedule run")
    assert started == [] and "Another run is under way; nothing was done." in run.err
    assert desk("schedule run").code == 5


def test_a_timed_run_hands_its_turn_to_the_command_that_it_starts(desk: Shell) -> None:
    """In real processes: the sync runs, is not told that another one does, and no lock stays behind."""
    command = [sys.executable, "-m", "aftersales", "schedule", "run"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ)
    assert run.returncode == 1 and "The secret of app gb is not known" in run.stderr, run.stderr
    assert sorted(p.name for p in (desk.home / "data/aftersales").iterdir() if p.name.startswith(".")) == [
        ".ledger.db.last-run"
    ]
    desk.ok("schedule remove")
    assert not [p for p in (desk.home / "data/aftersales").iterdir() if p.name.startswith(".")]


def test_without_a_tied_shop_the_folders_of_exports_are_read(shell: Shell, started: list[list[str]]) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["config", "set", "shops.uk-main.exports", str(shell.home)])
    assert shell("schedule run").code == 5 and started[0][-2:] == ["import", "-q"]
    last = job.last_run(shell.home / "data/aftersales/ledger.db")
    assert last is not None and (last.at.isoformat(), last.code) == ("2026-11-24T09:00:00+00:00", 5)


def test_the_words_of_the_job_are_a_command_that_there_is(desk: Shell) -> None:
    scheduled = job.job_of(App(GlobalOptions()), "20m")
    words = [*scheduled.command[3:], "--help"]
    assert "Run `sync` once, as the timer does" in desk.ok(shlex.join(words)).out


# --- language, warnings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "environment", "configured", "spoken"),
    [
        ("--lang zh", {}, None, "zh"),
        ("", {"AFTERSALES_LANG": "zh"}, None, "zh"),
        ("", {"LC_ALL": "zh_CN.UTF-8"}, None, "zh"),
        ("--lang en", {"LC_ALL": "zh_CN.UTF-8"}, None, "en"),
        ("", {}, "zh", None),  # the timer reads the configuration itself
        ("", {"LC_ALL": "zh_CN.UTF-8"}, "en", None),
        ("--lang en", {}, "zh", "en"),
        ("", {}, None, None),
    ],
)
def test_the_timer_speaks_the_language_that_was_chosen(
    desk: Shell, monkeypatch: pytest.MonkeyPatch, options: str, environment: dict[str, str], configured: str | None,
    spoken: str | None,
) -> None:  # fmt: skip
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "AFTERSALES_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if configured:
        desk.ok(f"config set display.lang {configured}")
    for kind in ("cron", "systemd", "launchd", "windows"):
        out = desk.ok(f"{options} schedule install --by {kind} --dry-run").out
        words = re.sub(r"</?string>|\s+", " ", out).replace("  ", " ")
        assert (f" --lang {spoken} schedule run" in re.sub(" +", " ", words)) == bool(spoken), out
        assert ("--lang" in out) == bool(spoken)


def test_what_a_timed_run_starts_speaks_its_language(desk: Shell, started: list[list[str]]) -> None:
    desk("schedule run --lang zh --report -")
    assert len(started) == 2
    assert all(command[command.index("--lang") + 1] == "zh" for command in started)


@pytest.fixture
def warned(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The same desk with somebody who is warned, and a morning that begins at 9."""
    monkeypatch.setenv("AFTERSALES_NOTIFY_DESK", "json://127.0.0.1:9/")
    desk.ok("config set notify.receivers.desk.any_hour true")
    desk.ok('config set shops.uk-main.staff.hours "09:00-18:00"')
    return desk


@pytest.mark.parametrize("kind", ["cron", "systemd", "launchd", "windows"])
def test_the_timer_also_warns_where_that_is_wanted(warned: Shell, kind: str) -> None:
    line = f"schedule install --by {kind} --dry-run --notify"
    run = warned.ok(line)
    assert "Warnings go out at any hour, except those that can wait until the desk opens." in run.err
    assert "AFTERSALES_NOTIFY_DESK is set in this session only. The timer doesn't have it." in run.err
    assert "127.0.0.1" not in run.out, "an address is a secret"
    assert json.loads(warned.ok(f"{line} --json").out)["does"] == ["notify"]


def test_a_timer_that_warns_is_shown_and_removed(warned: Shell) -> None:
    warned.ok("schedule install --by cron --notify")
    assert "schedule run --notify --jitter 60" in (_spool(warned) or "")
    run = warned.ok("schedule show")
    assert "runs every 20 minutes while the desk is open (cron). Warnings go out at any hour" in " ".join(
        run.err.split()
    )
    warned.ok("schedule install --by cron")
    assert "--notify" not in (_spool(warned) or "")
    warned.ok("schedule remove")
    assert _spool(warned) is None


def test_where_nobody_is_there_to_be_warned_no_timer_is_installed(desk: Shell) -> None:
    run = desk("schedule install --by cron --notify")
    assert run.code == 1
    assert "Nobody is there to be told. Add a receiver: aftersales notify add NAME" in run.err
    assert _spool(desk) is None


def test_a_timer_that_warns_knows_where_the_addresses_are(warned: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = warned.home / "my receivers.json"
    kept.write_text('{"receivers": {"owner": {"kept_in": "keyring"}}}', encoding="utf-8")
    monkeypatch.setenv("AFTERSALES_RECEIVERS", str(kept))
    out = warned.ok("schedule install --by cron --dry-run --notify").out
    assert f"AFTERSALES_RECEIVERS='{kept}' " in out
    if sys.platform.startswith("linux"):
        assert f"DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/{os.getuid()}/bus " in out
    assert "AFTERSALES_RECEIVERS" not in warned.ok("schedule install --by cron --dry-run").out


def test_people_are_warned_also_while_the_desk_is_closed_and_beside_another_run(
    warned: Shell, started: list[list[str]]
) -> None:
    def does(now: str) -> list[str]:
        started.clear()
        warned("schedule run --notify", now=now)
        return [command[command.index("--now") + 2] for command in started]

    ledger = App(GlobalOptions()).settings.ledger
    assert does("2026-11-24T12:00:00+00:00") == ["sync", "notify"], "with the newest data"
    assert does("2026-11-25T03:00:00+00:00") == ["notify"]
    with turn.only_run(ledger, "sync"):
        assert does("2026-11-25T12:00:00+00:00") == ["notify"]
    last = job.last_run(ledger)
    assert last is not None and last.at.isoformat() == "2026-11-25T12:00:00+00:00"


def test_a_quiet_night_does_not_hide_that_the_last_sync_failed(warned: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, int("sync" in command))

    monkeypatch.setattr("aftersales.commands.schedule.run.subprocess.run", start)
    assert warned("schedule run --notify", now="2026-11-24T17:50:00+00:00").code == 1
    assert warned("schedule run --notify", now="2026-11-24T19:00:00+00:00").code == 0
    last = job.last_run(App(GlobalOptions()).settings.ledger)
    assert last is not None and (last.at.isoformat(), last.code) == ("2026-11-24T17:50:00+00:00", 1)
