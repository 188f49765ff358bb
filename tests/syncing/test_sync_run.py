"""What a sync brings: the platform's requests and their orders, once each, up to an instant that is remembered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from aftersales.actions.sync import batches
from aftersales.syncing.platform.rows import order_row, return_row
from aftersales.syncing.platform.switches import Trouble
from sync_world import DAY, START, World, instant, known, plan, shown, world
from transcripts import Shell

BEGAN = START + 10 * DAY


@pytest.fixture
def gb(shell: Shell) -> Iterator[World]:
    """A shop in GB on its tenth day, not read yet."""
    with world(shell, plan(requests=60, orders=70)) as one:
        yield one


def test_a_first_sync_brings_every_request_with_its_deadline(gb: World) -> None:
    report = gb.sync()
    assert report.exit_code == 0
    assert known(gb) == shown(gb)
    assert gb.until() == gb.until("cancellations") == gb.until("orders") == instant(BEGAN)
    assert gb.query("SELECT command FROM writes ORDER BY id") == [("init",), ("sync",)]


def test_a_first_sync_brings_the_orders_that_requests_point_at_and_no_others(gb: World) -> None:
    gb.sync()
    asked = {row[0] for row in gb.query("SELECT DISTINCT order_ref FROM cases")}
    assert {row[0] for row in gb.query("SELECT ref FROM orders")} == asked
    assert all(len(ref) == 18 for ref in asked)
    assert "/order/202309/orders/search" not in gb.paths()


def test_ids_beyond_what_a_float_holds_stay_whole(gb: World) -> None:
    gb.sync()
    refs = [row[0] for row in gb.query("SELECT ref FROM case_refs")]
    assert min(map(int, refs)) > 2**53
    assert set(refs) == set(shown(gb))


def test_day_after_day_the_ledger_shows_what_the_platform_shows(gb: World) -> None:
    gb.sync()
    for _ in range(4):
        gb.move(1)
        assert gb.sync().exit_code == 0
        assert known(gb) == shown(gb)
    gb.shell.ok("ledger check --deep")


def test_a_run_without_news_moves_the_age_and_leaves_no_entry(gb: World) -> None:
    gb.sync()
    gb.move(0.5)
    gb.sync()
    entries = gb.query("SELECT count(*) FROM writes")
    gb.clock.move(60)
    gb.paths()
    report = gb.sync()
    assert not any(one.file.new + one.file.changed for one in report.lists if one.file is not None)
    assert gb.query("SELECT count(*) FROM writes") == entries
    assert gb.until() == instant(BEGAN + DAY // 2 + 60)
    assert len(gb.paths()) <= 6


def test_each_window_begins_two_hours_before_the_last_one_ended(gb: World) -> None:
    gb.sync()
    gb.move(0.1)
    gb.platform.log.clear()
    gb.sync()
    bodies = [json.loads(entry.request.body) for entry in gb.platform.log if entry.request.path.endswith("/search")]
    now = BEGAN + DAY // 10
    windows = [body for body in bodies if "update_time_ge" in body]
    assert windows == [{"update_time_ge": BEGAN - 7200, "update_time_lt": now}] * 2


@pytest.mark.slow
def test_once_a_day_the_window_reaches_sixty_days_back(gb: World) -> None:
    gb.sync()
    starts = []
    for _ in range(5):
        gb.move(0.4)
        gb.platform.log.clear()
        gb.sync()
        bodies = [json.loads(e.request.body) for e in gb.platform.log if e.request.path.endswith("returns/search")]
        now = int(gb.clock().timestamp())
        starts += [now - b["update_time_ge"] == 60 * DAY for b in bodies if "update_time_ge" in b][:1]
    assert starts == [False, False, True, False, False]  # 28.8 h after the first reading


def test_open_requests_are_asked_for_again_though_they_did_not_change(shell: Shell) -> None:
    """An action may vanish while update_time stays."""
    with world(shell, plan(requests=40, vanishing=1.0)) as one:
        one.sync()
        for _ in range(3):
            one.move(0.5)
            one.sync()
            assert known(one) == shown(one)


@pytest.mark.slow
def test_what_is_seen_late_is_not_lost(shell: Shell) -> None:
    with world(shell, plan(requests=40, orders=40, late=3600)) as one:
        one.sync()
        for _ in range(8):
            one.move(0.25)
            one.sync()
        assert known(one) == shown(one)


@pytest.mark.parametrize("offsets", [pytest.param(False, marks=pytest.mark.slow), True])
def test_rows_that_move_while_pages_are_read_are_not_lost(shell: Shell, offsets: bool) -> None:
    with world(shell, plan(requests=240, orders=240, days=12)) as one:
        one.platform.switches.offsets = offsets
        one.sync()
        one.platform.switches.tick = 120
        for _ in range(3):
            one.move(1)
            one.sync()
            one.catch_up()
        one.platform.switches.tick = 0
        one.sync()
        assert known(one) == shown(one)


def test_what_changes_while_it_is_read_is_as_of_its_change(shell: Shell) -> None:
    """The run began before: then it was not so yet."""
    with world(shell, plan(requests=400, days=4), now=START + 2 * DAY) as one:
        one.sync()
        one.move(0.2)
        began = one.shell.now.replace("+00:00", "Z")
        one.platform.switches.chance = lambda _: one.clock.move(300)
        one.sync()
        young = one.query(
            f"""SELECT o.first_seen, o.noticed_at, o.last_seen, c.as_of FROM observations o
            JOIN cases c ON c.id = o.case_id WHERE o.first_seen > '{began}'"""
        )
        assert len(young) > 3
        assert all(len(set(times)) == 1 for times in young)
        assert one.query(f"SELECT 1 FROM observations WHERE noticed_at = '{began}'")


def test_a_request_that_is_not_shown_is_told_and_stays_open(gb: World) -> None:
    answer = {"return_id": "4039999999999999999", "return_type": "REFUND", "order_id": "577999999999999999",
              "return_status": "RETURN_OR_REFUND_REQUEST_PENDING", "create_time": BEGAN - DAY,
              "update_time": BEGAN - DAY}  # fmt: skip
    file = gb.shell.home / "answer.json"
    file.write_text(json.dumps({"return_orders": [answer]}))
    gb.shell.ok(["import", "--shop", "gb", str(file)])
    gb.sync()
    gb.move(0.1)
    report = gb.sync()
    assert gb.lists(report)["returns"].unseen == (1,)
    assert gb.query("SELECT closed, missing_since IS NOT NULL FROM cases WHERE id = 1") == [(0, 1)]
    gb.move(0.1)
    assert gb.lists(gb.sync())["returns"].unseen == ()  # told once


def test_a_dry_run_tells_the_same_and_writes_nothing(gb: World) -> None:
    before = gb.query("SELECT * FROM sqlite_schema"), gb.query("SELECT count(*) FROM writes")
    dry = gb.sync(keep=False)
    assert (gb.query("SELECT * FROM sqlite_schema"), gb.query("SELECT count(*) FROM writes")) == before
    assert gb.query("SELECT count(*) FROM cases") == gb.query("SELECT count(*) FROM streams") == [(0,)]
    counts = [(one.stream, one.file.new) for one in gb.sync().lists if one.file and one.stream != "orders"]
    assert [(one.stream, one.file.new) for one in dry.lists if one.file and one.stream != "orders"] == counts


def test_undo_moves_the_watermark_back_and_the_next_sync_brings_it_again(gb: World) -> None:
    gb.sync()
    gb.move(1)
    gb.sync()
    facts, entry = known(gb), gb.query("SELECT max(id) FROM writes")[0][0]
    gb.move(0.01)
    gb.sync()  # the age moves on; nothing else does
    gb.shell.ok(f"undo {entry}")
    assert gb.until() == instant(BEGAN)
    assert known(gb) != facts
    gb.sync()
    assert known(gb) == facts == shown(gb)
    gb.shell.ok("ledger check --deep")


def test_an_import_that_is_taken_back_makes_the_next_sync_read_everything(gb: World) -> None:
    """What a sync found as the import had left it would else be lost with it."""
    other = gb.platform.shops[0].returns
    gb.sync(since=datetime.fromtimestamp(BEGAN - 3600, UTC))
    assert len(known(gb)) < len(shown(gb))
    market = gb.platform.shops[0].market
    lives = [other.shown(place) for place in other.places()]
    rows = [return_row(market, life, life.versions[number]) for life, number in lives]
    file = gb.shell.home / "answer.json"
    file.write_text(json.dumps({"return_orders": rows}))
    gb.shell.ok(["import", "--shop", "gb", str(file)])
    entry = gb.query("SELECT max(id) FROM writes")[0][0]
    gb.move(0.01)
    gb.sync()  # it asks for the orders, so it has an entry
    gb.shell.ok(f"undo {entry + 1}")
    gb.shell.ok(f"undo {entry}")
    assert gb.until() is None
    gb.sync()
    assert known(gb) == shown(gb)


def test_a_first_reading_that_was_cut_goes_on_where_it_was(gb: World) -> None:
    gb.platform.switches.plan(Trouble.NO_SCOPE, "returns/search", after=4)
    report = gb.sync()
    assert (report.exit_code, gb.until()) == (5, None)
    assert gb.query("SELECT began, back_to FROM streams WHERE stream = 'returns'") == [
        (instant(BEGAN), instant(BEGAN - 4 * 30 * DAY))
    ]
    assert gb.shell("due --check").code == 6  # not read yet: nobody can say
    gb.move(0.5)
    gb.platform.log.clear()
    assert gb.sync().exit_code == 0
    ends = [json.loads(e.request.body).get("create_time_lt") for e in gb.platform.log
            if e.request.path.endswith("returns/search")]  # fmt: skip
    assert max(end for end in ends if end) == BEGAN - 4 * 30 * DAY
    assert known(gb) == shown(gb)
    assert gb.until() == instant(BEGAN + DAY // 2)


def test_since_reads_from_that_day_on(gb: World) -> None:
    gb.sync(since=datetime.fromtimestamp(BEGAN - 2 * DAY, UTC))
    opened = {row[0] for row in gb.query("SELECT min(opened_at) FROM cases WHERE kind <> 'delivery'")}
    assert opened >= {instant(BEGAN - 2 * DAY)} or min(opened) >= instant(BEGAN - 2 * DAY)
    gb.sync(since=datetime.fromtimestamp(START - DAY, UTC))
    assert known(gb) == shown(gb)


def test_full_reads_everything_anew_and_nothing_twice(gb: World) -> None:
    gb.sync()
    gb.move(0.5)
    gb.sync()
    cases = gb.query("SELECT count(*) FROM cases"), gb.query("SELECT count(*) FROM observations")
    gb.platform.log.clear()
    gb.sync(full=True)
    assert (gb.query("SELECT count(*) FROM cases"), gb.query("SELECT count(*) FROM observations")) == cases
    bodies = [json.loads(e.request.body) for e in gb.platform.log if e.request.path.endswith("returns/search")]
    assert [body for body in bodies if "create_time_ge" not in body and "create_time_lt" in body]  # the first row


def test_the_older_version_is_used_where_the_newer_is_not_known_and_remembered(gb: World) -> None:
    gb.platform.switches.versions = frozenset({"202309"})
    gb.sync()
    truths = gb.platform.shops[0].truth(BEGAN)
    assert known(gb).keys() == {truth.ref for truth in truths if truth.type != "EXCHANGE"}
    gb.move(0.1)
    gb.paths()
    gb.sync()
    assert not [path for path in gb.paths() if "202602" in path]


def test_nothing_personal_is_in_the_ledger(gb: World) -> None:
    gb.platform.keep_answers = True
    gb.sync()
    addresses = [row["recipient_address"] for e in gb.platform.log if "orders" in str(e.request.path) and e.data
                 for row in e.data.get("orders", ()) if "recipient_address" in row]  # fmt: skip
    assert addresses
    content = gb.ledger.read_bytes()
    for address in addresses:
        for text in (address.get("name"), address.get("phone_number"), address.get("full_address")):
            assert not text or text.encode() not in content


def test_orders_under_way_are_read_where_the_shop_wants_them(gb: World) -> None:
    gb.shell.ok("config set shops.gb.parcels true")
    report = gb.sync()
    statuses = dict(gb.query("SELECT status, count(*) FROM orders GROUP BY 1"))
    assert "parcels" in gb.lists(report)
    assert statuses.keys() & {"awaiting-shipment", "awaiting-collection", "in-transit"}
    asked = {row[0] for row in gb.query("SELECT DISTINCT order_ref FROM cases WHERE kind <> 'delivery'")}
    strangers = {status for ref, status in gb.query("SELECT ref, status FROM orders") if ref not in asked}
    assert strangers <= {"on-hold", "awaiting-shipment", "partially-shipping", "awaiting-collection", "in-transit"}
    gb.move(2)
    gb.sync()
    now = {row["id"]: row["status"] for row in _orders(gb)}
    stored = dict(gb.query("SELECT ref, raw_status FROM orders WHERE source = 'api'"))
    assert {ref: now[ref] for ref in stored} == stored


def _orders(one: World) -> list[dict[str, str]]:
    stream = one.platform.shops[0].orders
    lives = [stream.shown(place) for place in stream.places()]
    return [order_row(one.platform.shops[0].market, life, life.versions[number]) for life, number in lives]


def test_a_first_sync_knows_since_when_each_open_return_is_where_it_is(gb: World) -> None:
    """No look is asked for, and what follows starts at the platform's own instants."""
    gb.sync()
    assert not [line for line in gb.due() if line["duty"] == "check"]
    lives = {life.id: life for life in gb.shops["gb"].returns.lives}
    now = int(gb.clock().timestamp())
    dated = 0
    for case, ref in gb.query("SELECT id, ref FROM cases WHERE settled = 0 AND kind = 'return'"):
        events = {e["event"]: e for e in json.loads(gb.shell.ok(f"show {case} --json").out)["timeline"]}
        for version in (v for v in lives[ref].versions if v.at <= now):
            name = {
                "AWAITING_BUYER_SHIP": "request.approved", "BUYER_SHIPPED_ITEM": "return.shipped",
                "REFUND_OR_RETURN_REQUEST_REJECT": "request.rejected",
            }.get(version.status)  # fmt: skip
            if name in events and not version.action and not version.extra.get("arbitration_status"):
                assert (events[name]["inferred"], events[name]["at"]) == (False, _shown(version.at)), (ref, name)
                dated += 1
    assert dated > 5


def _shown(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).isoformat()


def test_the_steps_of_open_returns_stand_in_their_timeline(gb: World) -> None:
    gb.sync()
    gb.move(0.01)
    gb.sync()
    notes = gb.query("SELECT case_id, at, json_extract(data, '$.text') FROM events WHERE name = 'case.noted'")
    assert notes
    assert len(set(notes)) == len(notes)
    assert {text.partition(": ")[0] for _, _, text in notes} <= {"buyer", "seller", "system", "operator"}
    open_ones = {row[0] for row in gb.query("SELECT id FROM cases WHERE settled = 0 AND kind <> 'cancellation'")}
    assert {case for case, _, _ in notes} <= open_ones
    assert b"The zip is broken" not in gb.ledger.read_bytes()  # the buyer's own words
    gb.clock.move(20)
    gb.paths()
    gb.sync()
    assert gb.query("SELECT count(*) FROM events WHERE name = 'case.noted'") == [(len(notes),)]
    assert not [path for path in gb.paths() if path.endswith("/records")]  # nothing changed


@pytest.mark.slow
def test_more_steps_than_a_run_asks_for_are_asked_for_by_the_next(gb: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_MOST_RECORDS_AT_FIRST", 3)
    monkeypatch.setattr(batches, "_MOST_RECORDS", 4)
    counts = []
    for _ in range(9):
        gb.sync()
        counts.append(sum(path.endswith("/records") for path in gb.paths()))
        gb.clock.move(1)
    assert counts[:2] == [3, 4]
    assert counts[-1] == 0
    assert not [line for line in gb.due() if line["duty"] == "check"]


def test_steps_that_could_not_be_read_are_asked_for_again(gb: World) -> None:
    gb.sync()
    gb.move(0.01)
    gb.sync()
    gb.move(0.5)
    gb.platform.switches.plan(Trouble.NO_SCOPE, "/records", times=99)
    assert gb.sync().exit_code == 5
    before = gb.query("SELECT count(*) FROM events WHERE name = 'case.noted'")
    gb.platform.switches.troubles.clear()
    gb.clock.move(60)
    assert gb.sync().exit_code == 0
    assert gb.query("SELECT count(*) FROM events WHERE name = 'case.noted'") > before


def test_words_that_are_not_known_ask_for_a_look(shell: Shell) -> None:
    with world(shell, plan(requests=40, unknown=1.0)) as one:
        one.sync()
        strange = None
        while strange is None or not strange.strange:
            one.move(0.25)
            strange = one.lists(one.sync())["returns"].file
        assert strange is not None and strange.strange
        looks = [line for line in one.due() if "unknown-status" in line["flags"]]
        assert looks
