"""What can be asked for one shop, and what is asked twice: another version, another token."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from aftersales.syncing.client import AuthorizedShop, PlatformClient
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.pacing import Limiter
from aftersales.syncing.transport import DeveloperApp, Transport
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from scripted_platform import Received, Reply, ScriptedPlatform, answer, scripted
from tables import of_each


class Tokens:
    """An authorisation whose tokens are counted: `t1`, `t2`…"""

    def __init__(self) -> None:
        self.number = 1

    def token(self) -> Secret:
        return Secret(f"t{self.number}")

    def renewed(self, refused: Secret) -> Secret:
        assert refused == self.token()
        self.number += 1
        return self.token()


@contextmanager
def _client(
    script: Callable[[Received], Reply] | list[Reply], versions: dict[str, str] | None = None
) -> Iterator[tuple[PlatformClient, ScriptedPlatform]]:
    with scripted(script) as platform, Wire(platform.address) as wire:
        limiter = Limiter(sleep=lambda seconds: None, clock=iter(range(10**6)).__next__)
        transport = Transport(DeveloperApp("k", Secret("s")), wire, limiter, sleep=lambda seconds: None)
        yield PlatformClient(transport, Tokens(), "GCP_cipher", versions), platform


ROWS = {"return_orders": [{"return_id": "4035227007132664474"}], "next_page_token": "a+/=", "total_count": 7}


def test_a_page_of_returns() -> None:
    with _client([answer(ROWS)]) as (client, platform):
        page = client.search_returns({"update_time_ge": 1, "update_time_lt": 2}, "b+/=")
    assert (page.rows, page.next_page_token, page.total_count) == (ROWS["return_orders"], "a+/=", 7)
    (request,) = platform.received
    assert request.path == "/return_refund/202602/returns/search"
    query = request.query
    assert (query["page_size"], query["sort_field"], query["sort_order"]) == ("50", "update_time", "ASC")
    assert (query["page_token"], query["shop_cipher"]) == ("b+/=", "GCP_cipher")
    assert json.loads(request.body) == {"update_time_ge": 1, "update_time_lt": 2}


def test_the_first_page_names_no_token_and_orders_come_by_the_hundred() -> None:
    with _client([answer({"total_count": 0})]) as (client, platform):
        assert client.search_orders({}).rows == []
        client.search_cancellations({}, sort_field="create_time")
    orders, cancellations = platform.received
    assert orders.query["page_size"] == "100" and "page_token" not in orders.query
    assert cancellations.query["sort_field"] == "create_time" and cancellations.body == b"{}"


def test_ids_are_one_parameter_and_no_more_than_fifty() -> None:
    with _client([answer({"orders": [{"id": "1"}]})]) as (client, platform):
        assert client.orders_by_id(["1", "2"]).rows == [{"id": "1"}]
        with pytest.raises(ValueError, match="51"):
            client.orders_by_id(["1"] * 51)
    (request,) = platform.received
    assert "ids=1%2C2" in request.target and request.body == b""


def test_records_of_a_return() -> None:
    with _client([answer({"records": [{"event": "ORDER_RETURN"}]})]) as (client, platform):
        assert client.return_records("4035227007132664474") == [{"event": "ORDER_RETURN"}]
    assert platform.received[0].path == "/return_refund/202309/returns/4035227007132664474/records"


def test_the_shops_of_an_authorisation_are_asked_without_a_cipher() -> None:
    shop = {"cipher": "GCP_x", "code": "GBLC", "id": "7495", "name": "Maomao", "region": "GB", "seller_type": "LOCAL"}
    with _client([answer({"shops": [shop]})]) as (client, platform):
        assert client.authorized_shops() == [AuthorizedShop("7495", "GCP_x", "Maomao", "GB", "LOCAL", "GBLC")]
    assert "shop_cipher" not in platform.received[0].query


@pytest.mark.parametrize("code", [36009009, 36009014])
def test_an_older_version_is_asked_where_the_newest_is_unknown_and_remembered(code: int) -> None:
    def script(request: Received) -> Reply:
        return answer(code=code, status=404) if "202602" in request.path else answer(ROWS)

    with _client(script) as (client, platform):
        client.search_returns({})
        client.search_returns({}, "a+/=")
    assert [r.path.split("/")[2] for r in platform.received] == ["202602", "202309", "202309"]
    assert client.versions == {"returns": "202309"}
    with _client(script, client.versions) as (later, platform):
        later.search_returns({})
    assert len(platform.received) == 1


def test_a_version_that_was_remembered_and_is_gone_from_the_list_is_forgotten() -> None:
    with _client([answer(ROWS)], {"returns": "202201"}) as (client, platform):
        client.search_returns({})
    assert client.versions == {"returns": "202602"} and "202602" in platform.received[0].path


def test_no_version_is_known() -> None:
    with _client([answer(code=36009009, status=404)]) as (client, platform):
        with pytest.raises(PlatformFault) as fault:
            client.search_returns({})
        assert fault.value.kind is FaultKind.STREAM and client.versions == {} and len(platform.received) == 2


def test_a_token_that_is_refused_is_renewed_once_and_the_request_sent_again() -> None:
    def script(request: Received) -> Reply:
        return answer(ROWS) if request.headers["x-tts-access-token"] == "t2" else answer(code=105002, status=401)

    with _client(script) as (client, platform):
        client.search_returns({})
        client.search_returns({})
    assert [r.headers["x-tts-access-token"] for r in platform.received] == ["t1", "t2", "t2"]


def test_a_new_token_that_is_refused_too_is_an_error() -> None:
    with _client([answer(code=105002, status=401)]) as (client, platform):
        with pytest.raises(PlatformFault) as fault:
            client.search_returns({})
        assert fault.value.kind is FaultKind.REFRESH and "aftersales login" in str(fault.value)
        assert len(platform.received) == 2


@of_each("rows", ["text", {"a": 1}, [1], [None]])
def test_rows_of_another_form_stop_the_stream(rows: object) -> None:
    with _client([answer({"return_orders": rows})]) as (client, _), pytest.raises(PlatformFault) as fault:
        client.search_returns({})
    assert fault.value.kind is FaultKind.STREAM


@of_each("total, count", [(7, 7), ("7", 7), (None, None), ("many", None), (-1, None)])
def test_a_total_that_is_no_number_is_none(total: object, count: int | None) -> None:
    with _client([answer({"total_count": total})]) as (client, _):
        assert client.search_returns({}).total_count == count


def test_the_client_has_no_way_to_write() -> None:
    public = {name for name in dir(PlatformClient) if not name.startswith("_")}
    assert public == {
        "authorized_shops", "orders_by_id", "return_records", "search_cancellations", "search_orders", "search_returns",
    }  # fmt: skip
