"""The program's client against the test platform: two hands that read the same documents must agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from aftersales.syncing.client import PlatformClient
from aftersales.syncing.endpoints import ORDERS_SCOPE, allowed
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.pacing import Limiter
from aftersales.syncing.platform.switches import Trouble
from aftersales.syncing.transport import DeveloperApp, Transport
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from platform_client import APP, DAY, START, Clock, PlainClient, plan, running
from tables import of_each

EVER = {"update_time_ge": START - 90 * DAY, "locale": "vi – tiếng Việt"}


class Grant:
    """The tokens of the plain client, which renews them."""

    def __init__(self, client: PlainClient) -> None:
        self.client = client

    def token(self) -> Secret:
        return Secret(self.client.token)

    def renewed(self, refused: Secret) -> Secret:
        self.client.get_token("refresh", refresh_token=self.client.refresh_token, grant_type="refresh_token")
        return self.token()


class Desk:
    """The program's client of the platform's first shop; its waits move the platform's clock."""

    def __init__(self, plain: PlainClient, wire: Wire, clock: Clock) -> None:
        self.plain, self.switches, self.clock = plain, plain.platform.switches, clock

        def seconds() -> float:
            return clock().timestamp()

        limiter = Limiter(clock=seconds, sleep=clock.move)
        self.transport = Transport(DeveloperApp(APP.key, Secret(APP.secret)), wire, limiter, seconds, clock.move)
        self.client = PlatformClient(self.transport, Grant(plain), plain.cipher)

    def all_of(self, name: str) -> dict[str, dict[str, Any]]:
        """Every row of a list, by its id."""
        search = getattr(self.client, f"search_{name}")
        rows: dict[str, dict[str, Any]] = {}
        token, total = "", 1
        while len(rows) < total:
            page = search(EVER, token)
            rows |= {row.get("return_id") or row.get("cancel_id") or row["id"]: row for row in page.rows}
            token, total = page.next_page_token, page.total_count
        return rows

    def refused(self, name: str = "returns") -> PlatformFault:
        with pytest.raises(PlatformFault) as fault:
            getattr(self.client, f"search_{name}")(EVER)
        return fault.value


@contextmanager
def desk() -> Iterator[Desk]:
    clock = Clock(START + 19 * DAY)
    with running(plan(requests=240, orders=300), clock=clock) as plain, Wire(plain.server.url) as wire:
        yield Desk(plain, wire, clock)


def test_all_lists_are_read_to_their_end_with_signed_pages() -> None:
    with desk() as its:
        shop = its.plain.platform.shops[0]
        returns, cancellations = its.all_of("returns"), its.all_of("cancellations")
        assert {truth.ref for truth in shop.truth(its.plain.platform.now())} == returns.keys() | cancellations.keys()
        assert len(returns) > 100  # three pages
        orders = its.all_of("orders")
        page = its.client.orders_by_id([row["order_id"] for row in returns.values()][:50])
        assert all(orders[row["id"]] == row for row in page.rows)
        records = its.client.return_records(next(iter(returns)))
        assert records[0]["event"] == "ORDER_RETURN"
        (listed,) = its.client.authorized_shops()
        assert (listed.id, listed.cipher, listed.region) == (shop.id, its.plain.cipher, "GB")
        assert {entry.code for entry in its.plain.platform.log} == {0}


@of_each(
    "trouble, least",
    [
        (Trouble.LIMIT, 1),
        (Trouble.LIMIT_SECONDS, 45),
        (Trouble.LIMIT_DATE, 45),
        (Trouble.INTERNAL, 1),
        (Trouble.TIMEOUT, 1),
        (Trouble.BAD_GATEWAY, 1),
        (Trouble.CUT, 1),
        (Trouble.HUNG_UP, 1),
        (Trouble.SLOW, 0),
        (Trouble.EXPIRED, 0),
        (Trouble.TWICE, 0),
    ],
)
def test_a_trouble_in_mid_paging_costs_time_and_no_row(trouble: Trouble, least: int) -> None:
    with desk() as its:
        calm = its.all_of("returns")
        its.switches.retry_after, its.switches.slow_by = 45, 0.05
        before = its.clock()
        its.switches.plan(trouble, "returns/search", after=1)
        assert its.all_of("returns") == calm
        assert not its.switches.troubles
        assert (its.clock() - before).total_seconds() >= least


@of_each(
    "trouble, kind",
    [
        (Trouble.LIMIT, FaultKind.RETRY),
        (Trouble.EXPIRED, FaultKind.REFRESH),
        (Trouble.NO_SCOPE, FaultKind.STREAM),
        (Trouble.SHOP_INACTIVE, FaultKind.SHOP),
        (Trouble.SELLER_INACTIVE, FaultKind.SHOP),
        (Trouble.NOT_ALLOWED, FaultKind.ALL),
        (Trouble.BAD_GATEWAY, FaultKind.RETRY),
        (Trouble.CUT, FaultKind.RETRY),
    ],
)
def test_a_trouble_that_stays_ends_in_a_sentence(trouble: Trouble, kind: FaultKind) -> None:
    with desk() as its:
        its.switches.plan(trouble, times=99)
        fault = its.refused()
        assert fault.kind is kind
        assert str(fault).endswith((".", ")"))
        assert not [secret for secret in (APP.secret, its.plain.token, its.plain.refresh_token) if secret in str(fault)]


def test_the_older_version_is_asked_where_the_newer_is_not_served() -> None:
    for code in (36009009, 36009014):
        with desk() as its:
            its.switches.versions, its.switches.unknown_version = frozenset({"202309"}), code
            assert its.all_of("cancellations")
            assert its.client.versions["cancellations"] == "202309"
            its.plain.platform.log.clear()
            its.all_of("cancellations")
            assert {entry.code for entry in its.plain.platform.log} == {0}  # not asked for the newer one again


@of_each("ahead", [-3600, -45, 45, 400])
def test_a_wrong_clock_is_corrected_by_the_date_of_the_refusal(ahead: int) -> None:
    with desk() as its:
        its.switches.clock_ahead = ahead
        assert its.all_of("returns")
        assert its.transport.skew == ahead


def test_what_is_refused_says_which_scope_or_key_is_wrong() -> None:
    with desk() as its:
        its.switches.refused_scopes = {ORDERS_SCOPE}
        assert ORDERS_SCOPE in str(its.refused("orders"))
        its.client._cipher = "GCP_of_another_app"
        assert its.refused().kind is FaultKind.SHOP
    with desk() as its:
        its.transport._app = DeveloperApp(APP.key, Secret("wrong"))
        assert (its.refused().kind, its.refused().code) == (FaultKind.ALL, 106001)
        its.transport._app = DeveloperApp("nobody", Secret("wrong"))
        assert its.refused().kind is FaultKind.ALL


def test_only_what_is_in_the_list_was_ever_asked_and_at_most_three_times_a_second() -> None:
    with desk() as its:
        log = its.plain.platform.log
        log.clear()
        ids = list(its.all_of("returns"))
        its.all_of("cancellations")
        its.all_of("orders")
        its.client.return_records(ids[0])
        for entry in log:
            allowed(entry.request.method, entry.request.path)
        times = [entry.at for entry in log]
        assert len(times) > 8
        assert max(times.count(second) for second in set(times)) <= 3
