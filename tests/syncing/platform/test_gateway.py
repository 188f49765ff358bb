"""The gateway's checks, in their order, over real sockets."""

from __future__ import annotations

import json

import pytest

from aftersales.syncing.platform.authorisation import ORDERS, RETURNS
from aftersales.syncing.platform.gateway import sign_of
from platform_client import APP, PlainClient, Reply, plan, running, sign
from tables import of_each

RETURNS_PATH = "/return_refund/202602/returns/search"


def spoiled(client: PlainClient, *faults: str) -> Reply:
    """A search with faults, each of which the gateway finds."""
    path, method, change, headers, cipher, body = RETURNS_PATH, "POST", {}, {}, "own", b'{"locale":"en"}'
    if "path" in faults:
        path = "/return_refund/202602/returns/find"
    if "method" in faults:
        method = "PUT"
    if "app_key" in faults:
        change["app_key"] = "nobody"
    if "timestamp" in faults:
        change["timestamp"] = "1"
    if "sign" in faults:
        change["sign"] = "0" * 64
    if "token" in faults:
        headers["x-tts-access-token"] = "ROW_unknown"
    client.platform.switches.refused_scopes = {RETURNS} if "scope" in faults else set()
    if "cipher" in faults:
        cipher = None
    if "body" in faults:
        body = b"[]"
    return client.call(method, path, body, cipher=cipher, change=change, headers=headers)


ORDER = [
    ("path", 404, 36009009),
    ("method", 405, 36009010),
    ("app_key", 400, 36009004),
    ("timestamp", 400, 36009004),
    ("sign", 401, 106001),
    ("token", 401, 105002),
    ("scope", 403, 105005),
    ("cipher", 400, 106013),
    ("body", 400, 36009004),
]


@of_each("number", range(len(ORDER)))
def test_each_check_comes_before_the_next(number: int) -> None:
    name, status, code = ORDER[number]
    with running() as client:
        alone = spoiled(client, name)
        assert (alone.status, alone.code) == (status, code)
        assert alone.data is None
        assert alone.json["request_id"]
        # What is wrong further on is not heard of.
        both = spoiled(client, *[fault for fault, _, _ in ORDER[number:]])
        assert (both.status, both.code, both.json["message"]) == (status, code, alone.json["message"])


def test_a_stamp_may_be_five_minutes_old_and_half_a_minute_ahead() -> None:
    with running() as client:
        now = client.platform.now()
        codes = {
            seconds: client.call("POST", RETURNS_PATH, {"locale": "en"}, query={"timestamp": str(now + seconds)}).code
            for seconds in (-301, -300, 0, 30, 31)
        }
        assert codes == {-301: 36009004, -300: 0, 0: 0, 30: 0, 31: 36009004}


def test_a_clock_that_is_ahead_shows_in_the_date_and_refuses_right_stamps() -> None:
    with running() as client:
        right = str(client.platform.now())
        client.platform.switches.clock_ahead = 400
        reply = client.call("POST", RETURNS_PATH, {"locale": "en"}, query={"timestamp": right})
        assert reply.code == 36009004
        assert "expired" in reply.json["message"]
        assert reply.headers["Date"] == "Thu, 12 Nov 2026 00:06:40 GMT"


def test_the_sign_is_over_the_bytes_received_and_the_decoded_query() -> None:
    with running() as client:
        body = b'{ "locale" : "vi",  "order_ids": ["576461413038785752"] }'
        assert client.call("POST", RETURNS_PATH, body, query={"page_size": "10"}).code == 0
        query = {"app_key": APP.key, "timestamp": str(client.platform.now()), "shop_cipher": client.cipher}
        squeezed = sign(RETURNS_PATH, query, json.dumps(json.loads(body)).encode(), APP.secret)
        assert client.call("POST", RETURNS_PATH, body, change={"sign": squeezed}).code == 106001
        upper = sign(RETURNS_PATH, query, body, APP.secret).upper()
        assert client.call("POST", RETURNS_PATH, body, change={"sign": upper}).code == 106001


def test_a_repeated_key_is_refused() -> None:
    with running() as client:
        path = "/order/202507/orders"
        query = {"app_key": APP.key, "timestamp": str(client.platform.now()), "shop_cipher": client.cipher, "ids": "1"}
        target = "&".join(f"{key}={value}" for key, value in query.items())
        signed = sign(path, query, b"", APP.secret)
        headers = {"x-tts-access-token": client.token}
        assert client.send("GET", f"{path}?{target}&sign={signed}", headers=headers).code == 0
        assert client.send("GET", f"{path}?{target}&ids=1&sign={signed}", headers=headers).code == 106001


def test_the_content_type_must_be_json() -> None:
    with running() as client:
        kinds = {"": 36009022, "text/plain": 36009023, "application/json; charset=utf-8": 0}
        for kind, code in kinds.items():
            assert client.call("POST", RETURNS_PATH, {"locale": "en"}, headers={"Content-Type": kind}).code == code


def test_the_list_of_shops_takes_no_cipher() -> None:
    with running(plan("GB", 1), plan("US", 2), plan("VN", 3, is_cross_border=True)) as client:
        path = "/authorization/202309/shops"
        assert client.call("GET", path).code == 36009004
        shops = client.call("GET", path, cipher=None).data["shops"]
        assert [(s["region"], s["seller_type"]) for s in shops] == [
            ("GB", "LOCAL"),
            ("US", "LOCAL"),
            ("VN", "CROSS_BORDER"),
        ]
        assert len({s["cipher"] for s in shops}) == 3
        for shop, row in zip(client.platform.shops, shops, strict=True):
            assert shop.id == row["id"]


def test_a_shop_that_is_inactive_and_a_scope_that_is_refused_stop_their_own_requests_alone() -> None:
    with running(plan("GB", 1), plan("US", 2)) as client:
        first = client.cipher
        second = client.call("GET", "/authorization/202309/shops", cipher=None).data["shops"][1]["cipher"]
        client.platform.switches.inactive_shops = {client.platform.shops[0].id}
        body = {"locale": "en"}
        assert client.call("POST", RETURNS_PATH, body, cipher=first).code == 36009043
        assert client.call("POST", RETURNS_PATH, body, cipher=second).code == 0
        client.platform.switches.refused_scopes = {ORDERS}
        client.cipher = second
        assert client.search("orders", page_size="20").code == 105005
        assert client.search("cancellations").code == 0


@pytest.mark.parametrize(("code", "status"), [(36009009, 404), (36009014, 400)])
def test_a_version_that_is_not_served(code: int, status: int) -> None:
    with running() as client:
        client.platform.switches.versions = frozenset({"202309"})
        client.platform.switches.unknown_version = code
        reply = client.search("returns", version="202602")
        assert (reply.status, reply.code) == (status, code)
        assert client.search("returns", version="202309").code == 0


def test_one_shop_can_be_behind_with_its_version() -> None:
    with running(plan("GB", 1), plan("VN", 2)) as client:
        second = client.call("GET", "/authorization/202309/shops", cipher=None).data["shops"][1]["cipher"]
        client.platform.switches.old_shops = {client.platform.shops[1].id}
        assert client.search("returns").code == 0
        client.cipher = second
        assert client.search("returns").code == 36009009
        assert client.search("returns", version="202309").code == 0


def test_the_log_holds_every_request_with_what_became_of_it() -> None:
    with running(keep_answers=True) as client:
        spoiled(client, "sign")
        client.search("cancellations", page_size="5")
        *_, refused, answered = client.platform.log
        assert (refused.request.method, refused.request.path, refused.code) == ("POST", RETURNS_PATH, 106001)
        assert answered.request.query["page_size"] == "5"
        assert len(answered.data["cancellations"]) == 5


def test_writing_calls_do_not_exist() -> None:
    with running() as client:
        for path in ("/return_refund/202309/returns/1/approve", "/return_refund/202309/returns/1/reject"):
            assert client.call("POST", path, {"decision": "APPROVE_REFUND"}).status == 404


def test_two_hands_sign_alike() -> None:
    query = {"page_token": "a+b/c==", "app_key": "ä", "sign": "no", "access_token": "no", "B": "2", "a": "1"}
    body = b'{"locale": "vi-VN"}'
    assert sign_of("/a/b", query, body, "s") == sign("/a/b", query, body, "s")
    assert sign_of("/a/b", query, body, "s", "multipart/form-data; x") == sign("/a/b", query, b"", "s")
