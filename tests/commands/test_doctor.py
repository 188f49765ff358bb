"""`doctor`: each fault is planted in a real home, and must be found; a healthy home is told to be one."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from aftersales.actions.doctor import examination, folders
from aftersales.rendering.reports import doctor as doctor_report
from transcripts import SAMPLES, Run, Shell, prepared

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes of files")


@prepared
def desk(shell: Shell) -> None:
    """A shop that is set up, with this morning's data."""
    shell.ok("init --shop uk-main --market GB --takes-returns yes", now="2026-11-24T08:45:00+00:00")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


def ledger(desk: Shell) -> Path:
    return desk.home / "data/aftersales/ledger.db"


def config(desk: Shell) -> Path:
    return desk.home / "config/aftersales/config.toml"


def found(run: Run, check: str) -> list[dict[str, Any]]:
    """What one check found, where that is not ok."""
    return [f for f in json.loads(run.out) if f["check"] == check and f["state"] != "ok"]


def fault(desk: Shell, check: str) -> dict[str, Any]:
    """The one fault that a check must find; the run ends with 1."""
    run = desk("doctor --json")
    assert run.code == 1, run
    (finding,) = found(run, check)
    assert finding["state"] == "fault"
    assert finding["remedy"]
    return finding


def warning(desk: Shell, check: str, now: str | None = None) -> dict[str, Any]:
    """The one warning that a check must find; the run ends with 0."""
    run = desk("doctor --json", now=now)
    assert run.code == 0, run
    (finding,) = found(run, check)
    assert finding["state"] == "warning"
    assert finding["remedy"]
    return finding


def test_a_healthy_home_is_in_order(desk: Shell) -> None:
    run = desk.ok("doctor --format table")
    assert run.out.startswith("All is in order.\n")
    findings = json.loads(desk.ok("doctor --json").out)
    assert {f["state"] for f in findings} == {"ok"}
    assert {f["check"] for f in findings} == set(examination.CHECKS) == set(doctor_report.TITLES)


def test_it_changes_nothing(desk: Shell) -> None:
    def files() -> dict[Path, bytes]:
        # Beside a ledger that is read stand an empty log and SQLite's shared memory.
        kept = (p for p in desk.home.rglob("*") if p.is_file() and not p.name.endswith("-shm"))
        return {p: content for p in kept if (content := p.read_bytes())}

    before = files()
    desk.ok("doctor")
    assert files() == before


def test_a_bare_home_is_told_to_be_set_up(shell: Shell) -> None:
    run = shell("doctor --json")
    assert run.code == 1
    assert [f["remedy"] for f in found(run, "configuration") + found(run, "ledger")] == ["aftersales init"] * 2
    assert not list(shell.home.iterdir())


def test_a_broken_configuration_does_not_hide_the_rest(desk: Shell) -> None:
    config(desk).write_text(config(desk).read_text() + "[costs\nhandling = 2\n")
    ledger(desk).chmod(0o644)
    run = desk("doctor --json")
    assert run.code == 1
    (finding,) = found(run, "configuration")
    assert "is not valid TOML" in finding["finding"]
    assert finding["remedy"] == "aftersales config edit"
    assert found(run, "permissions"), "a second fault is found too"
    assert "not checked" in found(run, "exports")[0]["finding"]
    assert not found(run, "freshness"), "the ledger can be looked at without it"


def test_every_mistake_of_the_configuration_is_told(desk: Shell) -> None:
    mistakes = '[costs]\nhandlng = 2\nrecovery = 3\n[house]\ncontact = "soon"\n'
    config(desk).write_text(config(desk).read_text() + mistakes)
    run = desk("doctor --json")
    assert [f["finding"].partition("config.toml: ")[2].partition(" ")[0] for f in found(run, "configuration")] == [
        "[house]",
        "[costs]:",
        "[costs]:",
    ]


def test_a_ledger_that_is_none(desk: Shell) -> None:
    ledger(desk).write_bytes(b"no database at all" * 100)
    run = desk("doctor --json")
    assert run.code == 1
    assert "is not a ledger, or is damaged" in found(run, "ledger")[0]["finding"]


def test_a_damaged_ledger(desk: Shell) -> None:
    data = bytearray(ledger(desk).read_bytes())
    for page in range(4, len(data) // 4096):  # all behind the schema
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    ledger(desk).write_bytes(data)
    finding = fault(desk, "ledger")
    assert "is damaged" in finding["finding"]
    assert finding["remedy"] == "aftersales ledger check"


def test_a_ledger_of_a_newer_program(desk: Shell) -> None:
    with sqlite3.connect(ledger(desk)) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    run = desk("doctor --json")
    assert "newer aftersales" in found(run, "ledger")[0]["finding"]


def test_a_shop_of_the_configuration_that_the_ledger_lacks(desk: Shell) -> None:
    config(desk).write_text(config(desk).read_text() + '[shops.us-main]\nmarket = "US"\n')
    finding = fault(desk, "shops")
    assert finding["subject"] == "us-main"
    assert finding["remedy"] == "aftersales init --shop us-main --market US"
    desk.ok(finding["remedy"])
    assert not found(desk("doctor --json"), "shops")


def test_a_shop_of_the_ledger_that_the_configuration_lacks(desk: Shell) -> None:
    config(desk).write_text("[display]\n")
    finding = warning(desk, "shops")
    desk.ok(finding["remedy"])
    assert not found(desk("doctor --json"), "shops")


def test_a_mistake_in_an_own_policy_file(desk: Shell) -> None:
    folder = config(desk).parent / "policies"
    folder.mkdir()
    (folder / "tiktok-gb.toml").write_text('extends = "tiktok-gb"\n[[rule]]\nid = "gb.respond"\nlenght = "2 days"\n')
    finding = next(iter(found(desk("doctor --json"), "policies")))
    assert finding["subject"] == "tiktok-gb.toml"
    assert finding["remedy"] == "aftersales policy check"


def test_an_own_policy_file_that_is_not_read(desk: Shell) -> None:
    folder = config(desk).parent / "policies"
    folder.mkdir()
    (folder / "tiktok-gb.toml.txt").write_text('extends = "tiktok-gb"\n')
    assert warning(desk, "policies")["remedy"].startswith("mv ")


def test_holidays_that_end_soon(desk: Shell) -> None:
    """Those of England and Wales are known to the end of 2027."""
    assert not found(desk("doctor --json", now="2027-11-01T09:00:00+00:00"), "calendars")
    soon = found(desk("doctor --json", now="2027-11-03T09:00:00+00:00"), "calendars")
    over = found(desk("doctor --json", now="2028-01-01T09:00:00+00:00"), "calendars")
    assert "end with 2027" in soon[0]["finding"]
    assert "after 2027 are not published" in over[0]["finding"]


def test_holidays_of_staff_that_end_soon(desk: Shell) -> None:
    """China publishes those of 2027 in the November before."""
    desk.ok("config set shops.uk-main.staff.holidays cn")
    finding = warning(desk, "calendars")
    assert "staff of uk-main" in finding["subject"]
    assert "end with 2026" in finding["finding"]


def test_data_that_are_old(desk: Shell) -> None:
    assert not found(desk("doctor --json", now="2026-11-25T08:40:00+00:00"), "freshness")
    finding = warning(desk, "freshness", "2026-11-26T10:40:00+00:00")
    assert (finding["subject"], finding["finding"]) == ("uk-main", "data 2 d 2 h old")
    assert finding["remedy"] == "aftersales import"


def test_data_that_never_came(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    assert "nothing was ever imported" in warning(shell, "freshness")["finding"]


def test_a_clock_that_is_behind_the_ledger(desk: Shell) -> None:
    desk.now = "2026-11-20T09:00:00+00:00"
    assert "times that lie 4 d ahead of now" in fault(desk, "clock")["finding"]


def test_a_time_zone_that_is_none(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Lodnon")
    finding = warning(desk, "clock")
    assert "Europe/Lodnon" in finding["finding"]
    desk.ok(finding["remedy"])


@posix
def test_files_that_others_may_read(desk: Shell) -> None:
    ledger(desk).chmod(0o640)
    ledger(desk).with_name("ledger.db.before-11").write_bytes(ledger(desk).read_bytes())
    ledger(desk).with_name("ledger.db.before-11").chmod(0o604)
    config(desk).chmod(0o644)
    config(desk).parent.chmod(0o755)
    run = desk("doctor --json")
    assert run.code == 1
    assert {(f["subject"], f["state"], f["remedy"].split()[1]) for f in found(run, "permissions")} == {
        ("ledger.db", "fault", "600"),
        ("ledger.db-shm", "fault", "600"),  # SQLite makes them with the mode of the ledger
        ("ledger.db-wal", "fault", "600"),
        ("ledger.db.before-11", "fault", "600"),
        ("config.toml", "warning", "600"),
        ("aftersales", "warning", "700"),
    }
    for finding in found(run, "permissions"):
        assert os.system(finding["remedy"]) == 0
    assert not found(desk.ok("doctor --json"), "permissions")


def tie(desk: Shell) -> Path:
    """Tie the shop to the platform; gives the place of the tokens."""
    with config(desk).open("a") as file:
        file.write('\n[apps.uk]\nkey = "6made0up1key2"\n')
    text = config(desk).read_text()
    config(desk).write_text(text.replace('market = "GB"', 'market = "GB"\napp = "uk"\nplatform_id = "7495"'))
    return desk.home / "data/aftersales/authorisations.json"


SCOPES = ["seller.return_refund.basic", "seller.order.info", "seller.authorization.info"]


def log_in(desk: Shell, until: int, scopes: list[str], **kept: str) -> Path:
    """Put a login into the file, as `login` does; `until` is when it ends, in unix seconds."""
    path = tie(desk)
    tokens = {"access": "TTP_a", "access_until": until, "refresh": "TTP_r", "refresh_until": until}
    entry = {
        "app_key": "6made0up1key2",
        "open_id": "o",
        "scopes": scopes,
        "shops": [{"id": "7495", "cipher": "c", "name": "n", "region": "GB"}],
        "kept_in": "file",
        "secret": json.dumps(tokens),
        **kept,
    }
    path.write_text(json.dumps({"version": 1, "authorisations": {"6made0up1key2/o": entry}}))
    path.chmod(0o600)
    return path


DAY = 86_400
NOW = 1_795_510_800  # 2026-11-24 09:00 UTC, the clock of these tests


def wanted() -> list[str]:
    from aftersales.syncing.endpoints import WANTED_SCOPES

    return list(WANTED_SCOPES)


def test_a_login_that_is_alive(desk: Shell) -> None:
    log_in(desk, NOW + 90 * DAY, wanted())
    run = desk.ok("doctor --json")
    assert not found(run, "logins")
    assert "TTP_" not in run.out


def test_a_shop_that_is_not_logged_in(desk: Shell) -> None:
    tie(desk)
    finding = fault(desk, "logins")
    assert (finding["subject"], finding["remedy"]) == ("uk-main", "aftersales login --shop uk-main")


def test_a_login_that_ended(desk: Shell) -> None:
    log_in(desk, NOW - 2 * DAY, wanted())
    assert fault(desk, "logins")["finding"] == "the login ended 2 d ago"


def test_a_login_that_ends_soon(desk: Shell) -> None:
    log_in(desk, NOW + 5 * DAY, wanted())
    assert warning(desk, "logins")["finding"] == "the login ends in 5 d"


def test_a_login_that_may_not_read_all(desk: Shell) -> None:
    log_in(desk, NOW + 90 * DAY, wanted()[1:])
    assert wanted()[0] in fault(desk, "logins")["finding"]


def test_the_keyring_is_not_asked(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """It might wait for somebody to unlock it."""
    log_in(desk, NOW + 90 * DAY, wanted(), kept_in="keyring", secret="")
    from aftersales.vault.keychain import SystemKeychain

    def never(*_: object) -> None:
        raise AssertionError("the keyring was asked")

    monkeypatch.setattr(SystemKeychain, "get", never)
    assert not found(desk.ok("doctor --json"), "logins")


@posix
def test_tokens_that_others_may_read(desk: Shell) -> None:
    log_in(desk, NOW + 90 * DAY, wanted()).chmod(0o644)
    assert fault(desk, "permissions")["subject"] == "authorisations.json"


def test_tokens_that_are_damaged(desk: Shell) -> None:
    log_in(desk, NOW, wanted()).write_text("{")
    assert "is damaged" in fault(desk, "logins")["finding"]


def test_a_folder_of_exports_that_is_gone(desk: Shell) -> None:
    (desk.home / "exports").mkdir()
    desk.ok(["config", "set", "shops.uk-main.exports", str(desk.home / "exports")])
    assert not found(desk.ok("doctor --json"), "exports")
    (desk.home / "exports").rmdir()
    finding = fault(desk, "exports")
    assert finding["subject"] == "uk-main"
    assert finding["remedy"].startswith("aftersales config set shops.uk-main.exports ")


def test_a_disk_that_is_nearly_full(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 10**7, 10**7))
    run = desk("doctor --json")
    assert run.code == 1
    assert {f["state"] for f in found(run, "disk")} == {"fault"}
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 7 * 10**8, 3 * 10**8))
    assert {f["state"] for f in found(desk.ok("doctor --json"), "disk")} == {"warning"}


def test_a_pager_that_is_not_installed(desk: Shell) -> None:
    desk.ok("config set display.pager moar-or-less")
    assert "moar-or-less" in warning(desk, "pager")["finding"]


def test_a_locale_that_is_not_installed(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "xx_YY.UTF-8")
    assert "xx_YY.UTF-8" in warning(desk, "locale")["finding"]


def test_a_ledger_in_a_synced_folder(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk.home / "Dropbox (Shop)/desk"
    folder.mkdir(parents=True)
    shutil.copy(ledger(desk), folder / "ledger.db")
    monkeypatch.setenv("AFTERSALES_LEDGER", str(folder / "ledger.db"))
    assert "Dropbox (Shop)" in warning(desk, "place")["finding"]


def test_init_says_once_that_a_folder_is_synced(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSALES_LEDGER", str(shell.home / "OneDrive/ledger.db"))
    assert "The ledger is in a synced folder (OneDrive)." in shell.ok("init --shop uk-main --market GB").err
    assert "synced folder" not in shell.ok("init --shop de --market DE").err
    shell.ok(f"--ledger {shell.home}/elsewhere.db init --shop uk-main --market GB")


def test_network_drives() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\nnas:/shop /mnt/my\\040shop nfs4 rw 0 0\n/dev/sdb1 /mnt/my\\040shop/usb ext4 rw 0 0"
    )
    assert folders.network_of(Path("/mnt/my shop/ledger.db"), mounts) == "nfs4"
    assert folders.network_of(Path("/mnt/my shop/usb/ledger.db"), mounts) is None
    assert folders.network_of(Path("/home/mia/ledger.db"), mounts) is None
    listed = "/dev/disk3s1 on / (apfs, local)\n//mia@nas/shop on /Volumes/my shop (smbfs, nodev, nosuid)\n"
    assert folders.network_of(Path("/Volumes/my shop/ledger.db"), folders.of_mac(listed)) == "smbfs"
    assert folders.network_of(Path("/Users/mia/ledger.db"), folders.of_mac(listed)) is None
    assert folders.synced_by(Path("/Users/mia/Library/CloudStorage/Any-mia/ledger.db")) == "CloudStorage"
    assert folders.synced_by(Path("/home/mia/megastore/ledger.db")) is None
    assert folders.synced_by(Path("/home/mia/OneDrive - Lamps Ltd/ledger.db")) == "OneDrive - Lamps Ltd"


def test_a_check_that_ends_as_a_bug_throws_no_other_off(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> list[Any]:
        raise ZeroDivisionError("a buyer's name")

    monkeypatch.setattr(examination, "CHECKS", {"disk": broken, **examination.CHECKS, "pager": broken})
    run = desk("doctor --json")
    assert run.code == 1
    assert len(json.loads(run.out)) > 15
    assert "ZeroDivisionError at test_doctor.py" in found(run, "pager")[0]["finding"]
    assert "buyer" not in run.out.replace("buyers", "")


@pytest.mark.parametrize("columns", [24, 42, 80, 140])
def test_it_fits_the_screen(desk: Shell, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = desk.ok("doctor --format table", now="2026-11-26T10:40:00+00:00").out
    assert shown.startswith("1 warning.\n")
    assert all(len(line) <= columns for line in shown.splitlines())


@pytest.fixture
def timer(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab that lists the file given, with the line that `schedule install` would put there."""
    (desk.home / "exports").mkdir()
    desk.ok(["config", "set", "shops.uk-main.exports", str(desk.home / "exports")])
    table, programs = desk.home / "crontab.txt", desk.home / "programs"
    table.write_text(desk.ok("schedule install --by cron --dry-run").out)
    programs.mkdir()
    (programs / "crontab").write_text(f'#!/bin/sh\ncat "{table}"\n')
    (programs / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    return table


def ended(desk: Shell, at: str, code: int) -> None:
    """Say how the last timed run ended."""
    from datetime import datetime

    from aftersales.actions.schedule import job

    job.put_last_run(ledger(desk), job.LastRun(datetime.fromisoformat(at), code))


@posix
def test_a_timer_that_runs(desk: Shell, timer: Path) -> None:
    def told() -> str:
        (finding,) = [f for f in json.loads(desk.ok("doctor --json").out) if f["check"] == "schedule"]
        assert finding["state"] == "ok"
        return str(finding["finding"])

    assert "has not run yet" in told()
    ended(desk, "2026-11-24T08:50:00+00:00", 0)
    assert told() == "the timer (cron) ran 10 min ago"


@posix
def test_a_timer_whose_last_run_failed(desk: Shell, timer: Path) -> None:
    ended(desk, "2026-11-24T08:50:00+00:00", 1)
    assert "failed 10 min ago (exit code 1)" in fault(desk, "schedule")["finding"]


@posix
def test_a_timer_that_stopped(desk: Shell, timer: Path) -> None:
    ended(desk, "2026-11-23T17:50:00+00:00", 0)
    assert "ran 15 h 10 min ago, and the desk has been open since" in warning(desk, "schedule")["finding"]
    desk.ok("config set shops.uk-main.staff.hours 08:30-18:00")  # the desk opened half an hour ago
    assert not found(desk("doctor --json"), "schedule")


@posix
def test_a_timer_whose_program_is_gone(desk: Shell, timer: Path) -> None:
    timer.write_text(timer.read_text().replace(sys.executable, "/opt/gone/bin/python3"))
    finding = fault(desk, "schedule")
    assert "/opt/gone/bin/python3" in finding["finding"]
    assert finding["remedy"] == "aftersales schedule install"


@posix
def test_a_timer_for_another_ledger(desk: Shell, timer: Path) -> None:
    timer.write_text(timer.read_text().replace("ledger.db", "older.db"))
    assert "another ledger" in warning(desk, "schedule")["finding"]


# --- warnings ---------------------------------------------------------------------------------------------------------

RULE = "\n[[notify.rules]]\nto = ['{to}']\nshops = ['{shop}']\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("configured", "address", "says", "remedy"),
    [
        ("[notify.receivers.owner]", None, "its address is not known, and AFTERSALES_NOTIFY_OWNER is not set",
         "aftersales notify add owner"),
        (RULE.format(to="owner", shop="*"), None, "its address is not known", "aftersales notify add owner"),
        ("[notify.receivers.owner]", "slak://token", "begins with slak://", "aftersales notify add owner"),
        ("[notify.receivers.owner]", "owner@shop.example", "is none that is known", "aftersales notify add owner"),
        (RULE.format(to="owner", shop="brand-*"), "json://127.0.0.1", "names shop 'brand-*', which matches none",
         "aftersales config edit"),
    ],
)  # fmt: skip
def test_a_receiver_that_can_not_be_sent_to(
    desk: Shell, monkeypatch: pytest.MonkeyPatch, configured: str, address: str | None, says: str, remedy: str
) -> None:
    config(desk).write_text(f"{config(desk).read_text()}\n{configured}\n")
    if address:
        monkeypatch.setenv("AFTERSALES_NOTIFY_OWNER", address)
    run = desk("doctor --json")
    assert run.code == 1
    finding = next(f for f in found(run, "receivers") if f["state"] == "fault")
    assert says in finding["finding"]
    assert finding["remedy"] == remedy
    assert "token" not in run.out and "owner@shop" not in run.out, "an address is a secret"


def test_a_rule_that_leaves_a_shop_or_a_receiver_out(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSALES_NOTIFY_OWNER", "json://127.0.0.1")
    monkeypatch.setenv("AFTERSALES_NOTIFY_DESK", "json://127.0.0.1")
    desk.ok("init --shop us-main --market US")
    rules = f"[notify.receivers.desk]\n{RULE.format(to='owner', shop='uk-*')}"
    config(desk).write_text(f"{config(desk).read_text()}\n{rules}")
    findings = [(f["subject"], f["finding"]) for f in found(desk("doctor --json"), "receivers")]
    assert findings == [
        ("desk", "JSON: no rule names it, so it gets nothing"),
        ("us-main", "by the rules nobody is warned of its deadlines"),
    ]


def test_a_rule_that_names_nobody_is_a_mistake_of_the_configuration(desk: Shell) -> None:
    config(desk).write_text(f"{config(desk).read_text()}\n[[notify.rules]]\nto = []\n")
    assert "to is []" in fault(desk, "configuration")["finding"]


def test_addresses_without_what_sends(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERSALES_NOTIFY_OWNER", "json://127.0.0.1")
    config(desk).write_text(f"{config(desk).read_text()}\n[notify.receivers.owner]\n")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    finding = fault(desk, "receivers")
    assert finding["remedy"] == "pip install 'aftersales[notify]'"


@posix
def test_addresses_that_others_may_read_or_that_nobody_can(desk: Shell) -> None:
    kept = desk.home / "data/aftersales/receivers.json"
    kept.write_text('{"receivers": {"owner": {"kept_in": "file", "address": "json://127.0.0.1"}}}')
    kept.chmod(0o644)
    assert found(desk("doctor --json"), "permissions")[0]["remedy"] == f"chmod 600 {kept}"
    kept.chmod(0o600)
    findings = json.loads(desk.ok("doctor --json").out)
    assert next(f for f in findings if f["check"] == "receivers")["subject"] == "owner"
    kept.write_text("[")
    assert "is damaged" in fault(desk, "receivers")["finding"]
