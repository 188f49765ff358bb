"""Two calendars at the shell: the platform's clock in London, the staff's days in Shanghai."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aftersales.actions import due_list
from aftersales.context.app import App, GlobalOptions
from aftersales.ledger import connection
from aftersales.ledger.derived import store
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from transcripts import Shell, prepared

DEAR, CHEAP = "576000000000000001", "576000000000000002"
CLOSING = "2026-09-30T18:00:00+08:00"  # the eve of Golden Week: 11:00 in London, on summer time
DUE = "2026-10-05T17:02:00+01:00"


@prepared
def shop(shell: Shell) -> None:
    """A British shop, and a request of £149.99 from Tuesday 29 September 2026, 17:02: four working days to answer,
    Wed 30, Thu 1, Fri 2 and Mon 5 October.
    """
    shell.now = "2026-09-30T08:00:00+01:00"
    shell.ok("init --shop uk --market GB")
    shell.ok(f"order add {DEAR} --amount 149.99 --placed 2026-09-20T10:00 --product Lamp")
    shell.ok(f"open refund --order {DEAR} --at 2026-09-29T17:02")


@pytest.fixture
def staffed(shop: Shell) -> Shell:
    """The same with its staff in Shanghai."""
    shop.ok("config set shops.uk.staff.timezone Asia/Shanghai")
    shop.ok("config set shops.uk.staff.holidays cn")
    return shop


def lines(shell: Shell, options: str = "", *, now: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shell.ok(f"due --json {options}", now=now).out)
    return found


def stored(shell: Shell) -> dict[int, str | None]:
    """Each case's stored act-by, of its first clock."""
    with closing(sqlite3.connect(shell.home / "data/aftersales/ledger.db")) as db:
        return dict(db.execute("SELECT case_id, act_by FROM clocks WHERE n = 0"))


# --- Golden Week -----------------------------------------------------------------------------------------------------


def test_without_a_staff_calendar_it_is_not_in_sight_yet(shop: Shell) -> None:
    assert lines(shop) == []
    (line,) = lines(shop, "--all")
    assert (line["act_by"], line["band"], line["due"]) == (None, "later", DUE)


@pytest.mark.parametrize(
    ("now", "band", "code"),
    [
        ("2026-09-28T10:59:59+01:00", None, 0),  # 48 hours and a second before the office closes
        ("2026-09-28T11:00:00+01:00", "soon", 0),
        ("2026-09-29T23:59:59+01:00", "soon", 0),
        ("2026-09-30T00:00:00+01:00", "today", 3),
        ("2026-09-30T11:00:00+01:00", "today", 3),
        ("2026-10-02T09:00:00+01:00", "today", 3),  # the office is closed: never overdue before it is due
        ("2026-10-05T17:02:00+01:00", "today", 3),
        ("2026-10-05T17:02:01+01:00", "overdue", 4),
    ],
)
def test_a_london_deadline_shows_up_before_the_office_closes(
    staffed: Shell, now: str, band: str | None, code: int
) -> None:
    found = lines(staffed, now=now)
    assert [line["band"] for line in found] == ([band] if band else [])
    assert staffed("due --check --json", now=now).code == code
    for line in found:
        assert (line["act_by"], line["due"]) == (CLOSING, DUE)
        left = (datetime.fromisoformat(DUE) - datetime.fromisoformat(now)).total_seconds()
        assert line["left_seconds"] == left
        assert line["flags"] == []


def test_the_horizon_counts_from_the_act_by(staffed: Shell) -> None:
    # Mon 28 September, 9:00: 50 hours until the office closes.
    monday = "2026-09-28T09:00:00+01:00"
    assert lines(staffed, "--within 49h", now=monday) == []
    assert len(lines(staffed, "--within 50h", now=monday)) == 1
    staffed.terminal = True
    page = staffed.ok("due --within 49h", now=monday).out
    assert "1 more later, act by Wed 18:00:" in page
    assert "aftersales due --within 1w" in page


def test_a_request_that_comes_while_nobody_is_in_says_so(staffed: Shell) -> None:
    staffed.ok(f"order add {CHEAP} --amount 20.00 --placed 2026-09-20T10:00")
    friday = "2026-10-02T09:00:00+01:00"
    staffed.ok(f"open refund --order {CHEAP} --at 2026-10-02T08:00", now=friday)  # two working days: Mon, Tue 6
    first, second = lines(staffed, now=friday)
    assert (first["case"], first["due"], first["flags"]) == (1, DUE, [])
    assert (second["case"], second["due"]) == (2, "2026-10-06T08:00:00+01:00")
    assert (second["act_by"], second["flags"], second["band"]) == (CLOSING, ["out-of-hours"], "today")
    page = staffed.ok("due --long --format table", now=friday).out
    assert page.count("no staff before it is due; last staffed Wed 30 Sep 18:00 CST (Shanghai)") == 2
    told = staffed.ok("show 2 --format table", now=friday).out
    assert "no staff before that; last staffed Wed 30 Sep 2026" in " ".join(told.split())


def test_the_act_by_goes_before_the_deadline_in_the_list(staffed: Shell) -> None:
    staffed.ok(f"order add {CHEAP} --amount 20.00 --placed 2026-09-20T10:00")
    # Due Thu 8 October 15:00 in London, 22:00 in Shanghai; the office closes at 18:00, after Golden Week.
    staffed.ok(f"open refund --order {CHEAP} --at 2026-10-06T15:00", now="2026-10-06T16:00:00+01:00")
    found = lines(staffed, "--all", now="2026-10-05T08:00:00+01:00")
    assert [(line["case"], line["act_by"]) for line in found] == [(1, CLOSING), (2, "2026-10-08T18:00:00+08:00")]


def test_a_make_up_day_is_said_to_be_worked(staffed: Shell) -> None:
    """A message of Fri 9 Oct 02:30 in London is to be answered by Sat 02:30, 09:30 in Shanghai."""
    staffed.ok("message 1 --at 2026-10-09T02:30", now="2026-10-09T08:00:00+01:00")
    told = staffed.ok("explain 1 --json", now="2026-10-09T08:00:00+01:00").out
    (steps,) = [c["steps"] for c in json.loads(told) if c["duty"] == "answer-message"]
    assert "The deadline is Sat 10 Oct 2026 09:30 CST (Shanghai), within staffed hours: act by then." in steps
    assert "Sat 10 Oct is a make-up working day (Chinese public holidays)." in steps


def test_both_zones_on_the_list(staffed: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = staffed.ok("due --long --format table").out
    assert page.startswith("Wed 30 Sep 2026 08:00 BST (15:00 in Shanghai) · 1 to do: 1 today")
    assert "Mon 5 Oct 17:02 BST" in page
    assert "    act by Wed 30 Sep 18:00 CST (Shanghai), 3 h left\n" in page
    monkeypatch.setenv("COLUMNS", "200")
    assert "act by Wed 30 Sep 18:00 CST (Shanghai), 3 h left" in staffed.ok("due --long --format table").out
    late = staffed.ok("due --long --format table", now="2026-10-06T08:00:00+01:00").out
    assert "OVERDUE" in late
    assert "nobody is in" not in late


def test_a_staff_in_the_shops_own_zone_is_told_once(shop: Shell) -> None:
    shop.ok("config set shops.uk.staff.hours 09:00-18:00")
    (line,) = lines(shop, "--all")
    assert line["act_by"] == line["due"] == DUE
    assert "act by" not in shop.ok("due --long --all --format table").out
    shop.ok("config set shops.uk.staff.hours 09:00-17:00")
    assert "act by Mon 5 Oct 17:00 BST, 5 d 9 h left" in shop.ok("due --long --all --format table").out


def test_explain_shows_the_way_back(staffed: Shell) -> None:
    (clock,) = json.loads(staffed.ok("explain 1 --json").out)
    assert clock["act_by"] == CLOSING
    assert clock["steps"][-4:] == [
        "Staff: Mon to Fri, 09:00-18:00, Asia/Shanghai; closed on Chinese public holidays.",
        "The deadline is Tue 6 Oct 2026 00:02 CST (Shanghai).",
        "Thu 1 Oct to Tue 6 Oct: closed (National Day).",
        "Last staffed moment before it: Wed 30 Sep 2026 18:00 CST (Shanghai).",
    ]
    page = staffed.ok("explain 1 --format table").out
    assert "act by             Wed 30 Sep 2026 18:00 CST (Shanghai)" in page
    assert "act by Wed 30 Sep 2026 18:00 CST (Shanghai)" in " ".join(staffed.ok("show 1 --format table").out.split())


def test_the_buyers_time_has_no_act_by(staffed: Shell) -> None:
    staffed.ok(f"order add {CHEAP} --amount 20.00 --placed 2026-09-20T10:00")
    staffed.ok(f"open return --order {CHEAP} --at 2026-09-29T17:02")
    staffed.ok("approve 2 --mode seller-address")
    found = {line["duty"]: line["act_by"] for line in lines(staffed, "--owner any --all")}
    assert found == {"respond": CLOSING, "ship-back": None}
    ship_back = [c for c in json.loads(staffed.ok("explain 2 --json").out) if c["duty"] == "ship-back"]
    assert (ship_back[0]["act_by"], "Staff:" in str(ship_back[0]["steps"])) == (None, False)


# --- What is stored --------------------------------------------------------------------------------------------------


def test_a_change_of_the_staff_table_derives_the_open_cases_anew_and_no_other(shop: Shell) -> None:
    shop.ok(f"order add {CHEAP} --amount 20.00 --placed 2026-09-20T10:00")
    shop.ok(f"open refund --order {CHEAP} --at 2026-09-29T17:02")
    shop.ok("close 2 --reason done")
    shop.ok("config set shops.uk.staff.timezone Asia/Shanghai")
    told = shop.ok("due").err
    assert told.startswith("The rules of uk have changed (the configuration). 1 open case was recalculated. ")
    assert (
        "No deadline moved, 1 act-by moved: case 1 respond: act by Mon 5 Oct 2026 18:00 CST (Shanghai) (was none)"
    ) in told
    assert stored(shop) == {1: "2026-10-05T10:00:00Z", 2: None}
    shop.ok("config set shops.uk.staff.holidays cn")
    shop.ok("config set shops.uk.staff.days_off 2026-09-30")
    (row,) = json.loads(shop.ok("policy impact --json").out)
    moved = ("2026-10-05T18:00:00+08:00", "2026-09-29T18:00:00+08:00")
    assert (row["change"], row["from"], row["to"], row["act_by_from"], row["act_by_to"]) == ("act-by", DUE, DUE, *moved)
    assert "No deadline would move. 1 act-by time would move." in shop.ok("policy impact").err
    assert "act by Tue 29 Sep 2026 18:00 CST (Shanghai) (was Mon 5 Oct 2026 18:00 CST (Shanghai))" in shop("-q due").err
    newest = shop.ok("log --limit 1 --json").out
    assert [json.loads(newest)[0]["moves"][0][name] for name in ("act_by_from", "act_by_to")] == [*moved]
    assert "act by Tue 29 Sep 18:00 CST (Shanghai); it was Mon 5 Oct 18:00 CST (Shanghai)" in " ".join(
        shop.ok(f"log --write {json.loads(newest)[0]['write']} --format table").out.split()
    )
    assert stored(shop) == {1: "2026-09-29T10:00:00Z", 2: None}
    assert "recalculated" not in shop.ok("due").err
    shop.ok("ledger check --deep")
    config = shop.home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8").partition("[shops.uk.staff]")[0], encoding="utf-8")
    (line,) = lines(shop, "--all")
    assert (line["act_by"], stored(shop)) == (None, {1: None, 2: None})


def test_a_ledger_that_can_t_be_written_shows_the_same(staffed: Shell) -> None:
    ledger, config = staffed.home / "data/aftersales/ledger.db", staffed.home / "config/aftersales/config.toml"
    now = datetime(2026, 9, 30, 7, tzinfo=UTC)
    app = App(GlobalOptions(ledger=ledger, config=config, now=now.isoformat()))
    with closing(connection.read(ledger)) as reader:
        assert store.adopt_in_memory(reader, app.rules.of(reader), now) == 1
        (found,) = due_list.actions_due(
            reader, now, timedelta(days=2), due_queries.Filters(), shop_queries.shop_data(reader)
        )
        assert (found.act_by, str(found.staff_zone), found.band) == (
            datetime.fromisoformat(CLOSING), "Asia/Shanghai", "today",
        )  # fmt: skip
    assert stored(staffed) == {1: None}


def test_the_view_for_sql_has_it(staffed: Shell) -> None:
    staffed.ok("due")
    with closing(sqlite3.connect(staffed.home / "data/aftersales/ledger.db")) as db:
        assert db.execute('SELECT "case", due, act_by FROM due_now').fetchall() == [
            (1, "2026-10-05T16:02:00Z", "2026-09-30T10:00:00Z")
        ]


@pytest.mark.parametrize("within", [timedelta(days=2), timedelta(0)])
def test_the_list_and_its_foot_are_read_by_index(staffed: Shell, within: timedelta) -> None:
    now = datetime(2026, 9, 30, 7, tzinfo=UTC)
    plans: list[str] = []

    class Planning(sqlite3.Connection):
        """Keeps the plan of each query over clocks."""

        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            if " clocks k" in sql:
                plans.extend(row[3] for row in super().execute(f"EXPLAIN QUERY PLAN {sql}", parameters))
            return super().execute(sql, parameters)

    staffed.ok("due")
    path = staffed.home / "data/aftersales/ledger.db"
    with closing(sqlite3.connect(path, factory=Planning)) as db:
        due_list.actions_due(db, now, within, due_queries.Filters(), shop_queries.shop_data(db))
        due_queries.later(db, now, now + within, due_queries.Filters(), ())
    clocks = [plan for plan in plans if " k " in plan]
    opening = [plan for plan in clocks if "INDEX clocks_opening (opens_at>" in plan]
    assert (len(clocks), len(opening)) == (5, 2)
    assert all("INDEX clocks_live (<expr>" in plan for plan in clocks if plan not in opening), plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan]


# --- The configuration -----------------------------------------------------------------------------------------------


def config_of(shell: Shell, staff: str) -> Path:
    path = shell.home / "config/aftersales/config.toml"
    path.write_text(f'[shops.uk]\nmarket = "GB"\n[shops.uk.staff]\n{staff}\n', encoding="utf-8")
    return path


def test_every_mistake_at_once(shop: Shell) -> None:
    path = config_of(shop, 'timezone = "Asia/Shangai"\nhours = "9-6"\ndays = []\nholiday = "cn"\ndays_off = ["x"]')
    place = f"{path}: [shops.uk.staff]"
    for line in ("due", "config check"):
        run = shop(line)
        assert run.code == 1
        assert run.err.removeprefix("aftersales: ").splitlines() == [
            f'{place} hours is \'9-6\'; write spans such as "09:00-18:00" or "09:00-12:00, 13:30-18:00"',
            f"{place} days names no day: without a working day there is no act-by time",
            f"{place} unknown key 'holiday'; did you mean 'holidays'?",
            f"{place} days_off has 'x'; write a date such as 2026-12-24, or a range such as 2026-10-01..2026-10-08",
            f"{place} timezone is 'Asia/Shangai', which is not a time zone; write one such as Asia/Shanghai",
        ]


@pytest.mark.parametrize("name", ["china", "../tiktok", "cn.toml"])
def test_an_unknown_calendar_names_the_known(shop: Shell, name: str) -> None:
    before = (shop.home / "config/aftersales/config.toml").read_bytes()
    run = shop(["config", "set", "shops.uk.staff.holidays", name])
    assert (run.code, run.out) == (1, "")
    assert f"calendar {name!r} is not known; known are" in run.err
    assert ", cn, " in run.err or " cn, " in run.err
    assert (shop.home / "config/aftersales/config.toml").read_bytes() == before
    path = config_of(shop, f'holidays = "{name}"')
    for line in ("due", "config check"):
        assert f"{path}: [shops.uk.staff] holidays: calendar {name!r} is not known" in shop(line).err


def test_keys_are_set_one_by_one_in_any_order(shop: Shell) -> None:
    for key, value in {
        "hours": "09:00-12:00, 13:30-18:00",
        "days": "mon,tue, wed",
        "days_off": "2026-10-08..2026-10-09",
        "holidays": "gb-eng",
        "timezone": "Asia/Shanghai",
    }.items():
        shop.ok(["config", "set", f"shops.uk.staff.{key}", value])
        shop.ok("due --all")
        shop.ok("config check")
    assert shop.ok("config get shops.uk.staff.days").out == "mon,tue,wed\n"
    shop.ok(["config", "set", "shops.uk.staff.days", '["sat"]'])
    assert shop.ok("config get shops.uk.staff.days").out == "sat\n"
    assert shop("config set shops.uk.staff.days frday").code == 1
    assert shop("config set shops.uk.staff.days ,").code == 1


@pytest.mark.parametrize("staff", ['"Asia/Shanghai"', "[1]"])
def test_a_staff_that_is_no_table(shop: Shell, staff: str) -> None:
    path = shop.home / "config/aftersales/config.toml"
    path.write_text(f'[shops.uk]\nmarket = "GB"\nstaff = {staff}\n', encoding="utf-8")
    assert "write a table with keys such as hours" in shop("due").err


def test_an_empty_table_is_no_staff_calendar(shop: Shell) -> None:
    config_of(shop, "")
    (line,) = lines(shop, "--all")
    assert line["act_by"] is None
