"""The switches for trouble: each does what it says, over real sockets."""

from __future__ import annotations

import http.client
import time

import pytest

from aftersales.syncing.platform.switches import Trouble
from platform_client import Clock, running
from tables import of_each


@of_each(
    "trouble, status, code",
    [
        (Trouble.LIMIT, 429, 36009002),
        (Trouble.LIMIT_SECONDS, 429, 36009002),
        (Trouble.LIMIT_DATE, 429, 36009002),
        (Trouble.INTERNAL, 500, 36009003),
        (Trouble.TIMEOUT, 504, 36009007),
        (Trouble.EXPIRED, 401, 105002),
        (Trouble.NO_SCOPE, 403, 105005),
        (Trouble.SHOP_INACTIVE, 403, 36009043),
        (Trouble.SELLER_INACTIVE, 401, 36009044),
        (Trouble.NOT_ALLOWED, 403, 36009033),
    ],
)
def test_an_error_of_the_platform_comes_once(trouble: Trouble, status: int, code: int) -> None:
    with running() as client:
        client.platform.switches.plan(trouble)
        reply = client.search("returns")
        assert (reply.status, reply.code) == (status, code)
        assert client.search("returns").code == 0


def test_retry_after_comes_in_seconds_as_a_date_or_not_at_all() -> None:
    with running(clock=Clock()) as client:
        client.platform.switches.retry_after = 90
        heard = []
        for trouble in (Trouble.LIMIT, Trouble.LIMIT_SECONDS, Trouble.LIMIT_DATE):
            client.platform.switches.plan(trouble)
            heard.append(client.search("returns").headers.get("Retry-After"))
        assert heard == [None, "90", "Thu, 12 Nov 2026 00:01:30 GMT"]


def test_a_bad_gateway_answers_with_a_page() -> None:
    with running() as client:
        client.platform.switches.plan(Trouble.BAD_GATEWAY)
        reply = client.search("returns")
        assert (reply.status, reply.headers["Content-Type"]) == (502, "text/html")
        assert reply.body.startswith(b"<html>")


def test_a_connection_is_cut_in_the_body_or_before_it() -> None:
    with running() as client:
        client.platform.switches.plan(Trouble.CUT)
        with pytest.raises(http.client.IncompleteRead):
            client.search("returns")
        client.platform.switches.plan(Trouble.HUNG_UP)
        with pytest.raises(http.client.RemoteDisconnected):
            client.search("returns")


def test_an_answer_can_be_slow_without_holding_up_others() -> None:
    with running() as client:
        client.platform.switches.slow_by = 0.3
        client.platform.switches.plan(Trouble.SLOW)
        start = time.monotonic()
        assert client.search("returns").code == 0
        assert time.monotonic() - start >= 0.3


def test_trouble_can_wait_for_a_later_request_of_one_path_and_last() -> None:
    with running() as client:
        client.platform.switches.plan(Trouble.EXPIRED, "returns/search", after=1, times=2)
        codes = [client.search(name).code for name in ("returns", "cancellations", "returns", "returns", "returns")]
        assert codes == [0, 0, 105002, 105002, 0]


def test_trouble_can_come_by_chance() -> None:
    with running() as client:
        client.platform.switches.chance = lambda path: Trouble.TIMEOUT if "cancel" in path else None
        assert client.search("cancellations").code == 36009007
        assert client.search("returns").code == 0


def test_a_refresh_whose_answer_is_cut_has_spent_its_token_and_one_behind_a_bad_gateway_has_not() -> None:
    with running() as client:
        refresh = {"refresh_token": client.refresh_token, "grant_type": "refresh_token"}
        client.platform.switches.plan(Trouble.BAD_GATEWAY, "token/refresh")
        assert client.get_token("refresh", **refresh).status == 502
        client.platform.switches.plan(Trouble.CUT, "token/refresh")
        with pytest.raises(http.client.IncompleteRead):
            client.get_token("refresh", **refresh)
        assert client.get_token("refresh", **refresh).code == 36004001


def test_data_can_be_empty() -> None:
    with running() as client:
        client.platform.switches.plan(Trouble.NO_DATA)
        assert client.search("returns").data == {}


def test_a_token_can_lead_back_to_its_own_page() -> None:
    with running() as client:
        client.platform.switches.plan(Trouble.LOOP, times=9)
        first = client.search("returns").data
        second = client.search("returns", page_token=first["next_page_token"]).data
        assert second["return_orders"] == first["return_orders"]
        assert second["next_page_token"] == first["next_page_token"]


def test_a_row_can_come_twice_and_none_is_lost_by_it() -> None:
    with running() as client:
        client.platform.switches.plan(Trouble.TWICE, times=2)
        ids = [r["return_id"] for page in client.pages("returns") for r in page.data["return_orders"]]
        client.platform.switches.troubles.clear()
        total = client.search("returns").data["total_count"]
        assert len(ids) == total + 2
        assert len(set(ids)) == total


def test_a_total_can_drift() -> None:
    with running() as client:
        total = client.search("returns").data["total_count"]
        client.platform.switches.plan(Trouble.DRIFT, times=99)
        totals = [page.data["total_count"] for page in client.pages("returns")]
        assert totals[0] == total + 1
        assert totals == sorted(set(totals))
