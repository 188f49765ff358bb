"""What goes wrong with the platform: each ends in a sentence, with the watermark where it was, and nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from aftersales.syncing.platform.switches import Switches, Trouble
from sync_world import DAY, World, known, plan, shown, world
from transcripts import Shell


@pytest.fixture
def gb(shell: Shell) -> Iterator[World]:
    """A shop in GB that was read yesterday."""
    with world(shell, plan(requests=60, orders=70), is_read=True) as one:
        one.move(1)
        one.paths()
        yield one


def sentences(one: World, **options: object) -> tuple[int, dict[str, str]]:
    """The exit code of a sync, and why lists were not read, by list."""
    report = one.sync(**options)  # type: ignore[arg-type]
    return report.exit_code, {one.stream: one.fault.sentence for one in report.lists if one.fault is not None}


# Those that the client's own tests try one by one are tried again in .ci/run alone.
_OFTEN = [
    Trouble.LIMIT,
    Trouble.BAD_GATEWAY,
    Trouble.CUT,
    Trouble.EXPIRED,
    Trouble.NO_DATA,
    Trouble.LOOP,
    Trouble.DRIFT,
]
_SELDOM = [Trouble.LIMIT_SECONDS, Trouble.LIMIT_DATE, Trouble.INTERNAL, Trouble.TIMEOUT, Trouble.HUNG_UP, Trouble.SLOW,
           Trouble.TWICE]  # fmt: skip
PASSING = [*_OFTEN, *(pytest.param(trouble, marks=pytest.mark.slow) for trouble in _SELDOM)]


@pytest.mark.parametrize("trouble", PASSING)
def test_a_trouble_that_passes_is_not_noticed(gb: World, trouble: Trouble) -> None:
    gb.platform.switches.plan(trouble, "returns/search", after=1)
    gb.platform.switches.plan(trouble, "cancellations/search")
    assert sentences(gb) == (0, {})
    assert known(gb) == shown(gb)


STAYING = {
    Trouble.LIMIT: "limits how often",
    Trouble.INTERNAL: "a fault of its own",
    Trouble.BAD_GATEWAY: "not available (HTTP status 502",
    Trouble.CUT: "cut in the middle",
    Trouble.NO_SCOPE: "doesn't include seller.return_refund.basic",
}


@pytest.mark.parametrize(("trouble", "said"), STAYING.items())
def test_one_list_that_can_not_be_read_leaves_the_others(gb: World, trouble: Trouble, said: str) -> None:
    """It is read as far as it was, the others up to now, and what came of it before is kept."""
    before = gb.until("cancellations")
    gb.platform.switches.plan(trouble, "cancellations/search", times=99)
    code, told = sentences(gb)
    assert code == 5
    assert told.keys() == {"cancellations"}
    assert said in told["cancellations"]
    assert (gb.until("cancellations"), gb.until("returns")) == (before, gb.shell.now.replace("+00:00", "Z"))
    assert f"{gb.due()[0]['as_of'][:19]}Z" == before  # as fresh as the older of the two
    gb.platform.switches.troubles.clear()
    assert sentences(gb) == (0, {})
    assert known(gb) == shown(gb)


def test_a_missing_scope_stops_its_own_list_alone(gb: World) -> None:
    gb.platform.switches.refused_scopes.add("seller.order.info")
    code, told = sentences(gb)
    assert (code, told.keys()) == (5, {"orders"})
    assert "seller.order.info" in told["orders"]
    assert "log in again" in told["orders"]
    assert known(gb) == shown(gb)
    gb.platform.switches.refused_scopes.clear()
    assert sentences(gb)[0] == 0
    assert not gb.query("SELECT order_ref FROM cases WHERE order_ref NOT IN (SELECT ref FROM orders)")


WHOLE_SHOP: dict[str, tuple[Callable[[Switches], object], str]] = {
    "shop inactive": (lambda s: s.plan(Trouble.SHOP_INACTIVE, times=99), "The shop is not active on TikTok"),
    "seller inactive": (lambda s: s.plan(Trouble.SELLER_INACTIVE, times=99), "The seller is not active on TikTok"),
    "address": (lambda s: s.plan(Trouble.NOT_ALLOWED, times=99), "allow list"),
    "token": (lambda s: s.plan(Trouble.EXPIRED, times=99), "Log in again"),
}


@pytest.mark.parametrize(("switch", "said"), WHOLE_SHOP.values(), ids=WHOLE_SHOP)
def test_what_stops_the_whole_shop_is_said_once(gb: World, switch: Callable[[Switches], object], said: str) -> None:
    before = gb.until(), gb.until("cancellations"), known(gb)
    switch(gb.platform.switches)
    code, told = sentences(gb)
    assert code == 1
    assert told.keys() == {"returns", "cancellations", "orders", "records"}
    assert len(set(told.values())) == 1
    assert said in told["returns"]
    assert (gb.until(), gb.until("cancellations"), known(gb)) == before
    searches = [path for path in gb.paths() if path.endswith("/search")]
    assert len(searches) <= 2  # the others were not asked


def test_a_wrong_secret_is_told_and_asks_nothing_more(gb: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync_world.APP", gb.client.app._replace(secret="0" * 40))
    code, told = sentences(gb)
    assert code == 1
    assert "the app secret is wrong" in told["returns"]


def test_a_wrong_cipher_is_told(gb: World) -> None:
    gb.ciphers = dict.fromkeys(gb.ciphers, "ROW_nobodys")
    code, told = sentences(gb)
    assert code == 1
    assert "aftersales login" in told["returns"]


@pytest.mark.parametrize("ahead", [60, -86_400, *(pytest.param(s, marks=pytest.mark.slow) for s in (-60, 86_400))])
def test_a_clock_that_is_wrong_is_told_and_loses_nothing(gb: World, ahead: int) -> None:
    """By how much the platform's clock differs from this computer's."""
    gb.platform.switches.clock_ahead = ahead
    report = gb.sync()
    assert report.exit_code == 0
    assert abs(report.skew - ahead) <= 2
    gb.platform.switches.clock_ahead = 0
    for _ in range(3):
        gb.move(0.1)
        gb.sync()
    assert known(gb) == shown(gb)


@pytest.mark.slow
def test_a_clock_set_back_by_a_day_dates_no_answer_before_its_request(shell: Shell) -> None:
    """An answer that is dated before its request would leave the request on the list for ever."""
    behind = 86_400
    with world(shell, plan(requests=300)) as one:
        one.sync()
        one.clock.move(0.4 * DAY - behind)
        one.platform.switches.clock_ahead = one.platform._lived_on = behind
        one.sync()
        one.clock.move(behind)
        one.platform.switches.clock_ahead = one.platform._lived_on = 0
        one.sync()
        assert known(one) == shown(one)
        waiting = {line["ref"] for line in one.due() if line["duty"] == "respond"}
        assert waiting == {ref for ref, (status, _) in shown(one).items() if status.endswith("REQUEST_PENDING")}


def test_no_network_at_all_is_said_once_for_all_shops(shell: Shell) -> None:
    with world(shell, plan(requests=20), plan("US", 2, requests=20)) as two:
        two.sync()
        two.move(0.1)
        before = [two.until(shop=shop) for shop in two.names]
        two.url = "http://127.0.0.1:9"
        code, told = sentences(two)
        assert code == 1
        assert {why.split(". ")[0] for why in told.values()} == {"127.0.0.1 can't be reached"}
        assert [two.until(shop=shop) for shop in two.names] == before


def test_one_shop_that_fails_leaves_the_others(shell: Shell) -> None:
    with world(shell, plan(requests=20), plan("US", 2, requests=20)) as two:
        two.platform.switches.inactive_shops.add(two.names["gb"])
        report = two.sync()
        assert report.exit_code == 5
        assert {one.shop for one in report.failed} == {"gb"}
        assert known(two, "us") == shown(two, "us")


def test_a_shop_that_is_tied_to_another_shops_authorisation_is_refused(shell: Shell) -> None:
    """Every amount is in another currency: nothing of it is written."""
    with world(shell, plan(requests=20), plan("US", 2, requests=20)) as two:
        two.names = {"gb": two.names["us"]}
        code, told = sentences(two)
        assert code in (1, 5)
        assert "every amount in it is in USD, but gb sells in GBP" in told["returns"]
        assert two.query("SELECT count(*) FROM cases") == [(0,)]
        assert two.until() is None


@pytest.mark.slow
def test_a_shop_that_is_tied_to_another_one_later_takes_nothing_over(shell: Shell) -> None:
    """Most of what the other one shows is new here, and nothing of it tells whose it is."""
    with world(shell, plan(requests=90), plan("US", 2, requests=90)) as two:
        two.sync()
        two.move(0.3)
        names, facts = two.names, (known(two), known(two, "us"))
        before = two.query("SELECT shop, stream, until FROM streams ORDER BY 1, 2")
        two.names = {"gb": names["us"], "us": names["gb"]}
        code, told = sentences(two)
        assert code == 1
        assert told["returns"].startswith("TikTok shows none of the ")
        assert two.query("SELECT shop, stream, until FROM streams ORDER BY 1, 2") == before
        assert (known(two), known(two, "us")) == facts
        assert two.query("SELECT 1 FROM cases WHERE missing_since IS NOT NULL") == []
        two.names = names
        assert sentences(two) == (0, {})
        assert (known(two), known(two, "us")) == (shown(two), shown(two, "us"))


@pytest.mark.slow
def test_what_came_before_a_fault_is_kept(shell: Shell) -> None:
    with world(shell, plan(requests=250, days=10)) as one:
        one.sync()
        one.move(3)
        before = known(one)
        one.platform.switches.plan(Trouble.INTERNAL, "returns/search", after=2, times=99)
        code, _ = sentences(one)
        assert code == 5
        after = known(one)
        assert before.items() != after.items()
        one.platform.switches.troubles.clear()
        one.sync()
        assert known(one) == shown(one)
        assert one.query("SELECT count(*) FROM case_refs") == [(len(shown(one)),)]
        one.shell.ok("ledger check --deep")


def test_the_last_fault_is_kept_until_the_list_is_read(gb: World) -> None:
    gb.platform.switches.plan(Trouble.NO_SCOPE, "cancellations/search", times=99)
    gb.sync()
    ((fault, code, request),) = gb.query(
        "SELECT fault, fault_code, request_id FROM streams WHERE stream = 'cancellations'"
    )
    assert "seller.return_refund.basic" in fault
    assert code == "105005"
    assert request
    assert gb.query("SELECT count(*) FROM changes WHERE image LIKE '%seller.return%'") == [(0,)]
    gb.platform.switches.troubles.clear()
    gb.sync()
    assert gb.query("SELECT fault, fault_code FROM streams WHERE fault IS NOT NULL") == []


def test_an_export_read_after_a_sync_neither_lowers_the_age_nor_undoes_a_row(gb: World) -> None:
    gb.sync()
    fresh, facts = gb.due()[0]["as_of"], known(gb)
    old = gb.shell.home / "old.json"
    ref, order = gb.query("SELECT ref, order_ref FROM cases WHERE kind = 'return' AND decision = 'approved'")[0]
    opened = gb.query(f"SELECT unixepoch(opened_at) FROM cases WHERE ref = '{ref}'")[0][0]
    row = {"return_id": ref, "order_id": order, "return_type": "RETURN_AND_REFUND", "create_time": opened,
           "return_status": "RETURN_OR_REFUND_REQUEST_PENDING", "update_time": opened}  # fmt: skip
    old.write_text(json.dumps({"return_orders": [row]}))
    gb.shell.ok(["import", "--shop", "gb", str(old)])
    assert gb.due()[0]["as_of"] == fresh
    assert known(gb) == facts
    assert gb.query(f"SELECT decision FROM cases WHERE ref = '{ref}'") == [("approved",)]


def test_the_platform_is_only_ever_asked(gb: World) -> None:
    gb.sync()
    for path in gb.paths():
        assert path.endswith(("/search", "/orders", "/shops", "/records", "/token/get", "/token/refresh")), path
