"""One request and its retries, on a real socket and a clock that is passed in."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import formatdate

import pytest

from aftersales.syncing.endpoints import ENDPOINTS, Endpoint, RequestNotAllowed
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.pacing import Limiter
from aftersales.syncing.signing import sign
from aftersales.syncing.transport import Answer, DeveloperApp, Transport
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from scripted_platform import Received, Reply, Script, ScriptedPlatform, answer, scripted
from tables import of_each

NINE = datetime(2026, 11, 30, 9, tzinfo=UTC).timestamp()
SECRET, TOKEN = Secret("hush-app-secret"), Secret("ROW_hush+token=")
RETURNS = ENDPOINTS["returns"]
PATH = RETURNS.path("202602")
BODY = '{"locale":"é"}'.encode()


class Desk:
    """A transport whose time passes by sleeping alone; the platform's clock is `skew` seconds ahead of it."""

    def __init__(self, replies: list[Reply] | Script, skew: float = 0.0, until: float | None = None) -> None:
        self.now, self.slept, self.skew = NINE, list[float](), skew
        self._replies, self._until = replies, until
        self.platform: ScriptedPlatform

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def _script(self, request: Received) -> Reply:
        replies = self._replies
        reply = replies(request) if callable(replies) else replies[min(len(self.platform.received), len(replies)) - 1]
        return reply._replace(date=self.now + self.skew)

    def ask(self, path: str = PATH, endpoint: Endpoint = RETURNS, times: int = 1) -> Answer:
        with (
            scripted(self._script) as self.platform,
            Wire(self.platform.address, self._until, lambda: self.now) as wire,
        ):
            limiter = Limiter(clock=lambda: self.now, sleep=self.sleep)
            app = DeveloperApp("6key", SECRET)
            self.transport = Transport(app, wire, limiter, lambda: self.now, self.sleep)
            for _ in range(times):
                last = self.transport.send(endpoint, path, {"page_token": "a+b/=="}, BODY, TOKEN, "cipher")
        return last

    def fails(self) -> PlatformFault:
        with pytest.raises(PlatformFault) as fault:
            self.ask()
        return fault.value


def _signed_well(request: Received) -> bool:
    return request.query["sign"] == sign(request.path, request.query, request.body, SECRET.reveal())


def test_a_request_has_its_key_stamp_sign_token_and_body() -> None:
    desk = Desk([answer({"total_count": 0})])
    assert desk.ask() == Answer({"total_count": 0}, "20261130090000A1B2C3", datetime(2026, 11, 30, 9, tzinfo=UTC))
    (request,) = desk.platform.received
    assert (request.method, request.path, request.body) == ("POST", PATH, BODY)
    assert request.headers["x-tts-access-token"] == TOKEN.reveal()
    assert request.headers["content-type"] == "application/json"
    assert request.query["app_key"] == "6key" and request.query["timestamp"] == str(int(NINE))
    assert "access_token" not in request.query and _signed_well(request)


@of_each(
    "trouble",
    [
        answer(code=36009002, status=429),
        answer(code=36009003, status=500),
        answer(code=36009007),
        Reply(b"<html>Bad Gateway</html>", 502),
        Reply(b'{"code": 0, "data": {"return_orders": [{"return', cut=30),
        Reply(b'{"code": 0, "data": {"return_ord'),
        Reply(b"<html>Log in to this hotel's network</html>"),
        Reply(b"[]"),
        Reply(b"\xff\xfe"),
        Reply(b"[" * 100_000),
    ],
)
def test_what_may_pass_is_tried_again_each_time_with_a_new_stamp_and_sign(trouble: Reply) -> None:
    desk = Desk([trouble, trouble, answer({"fine": 1})])
    assert desk.ask().data == {"fine": 1}
    assert len({request.query["sign"] for request in desk.platform.received}) == 3
    assert all(_signed_well(request) for request in desk.platform.received)
    first, second = desk.slept
    assert 1 <= first <= 1.5 and 2 <= second <= 2.5


def test_five_tries_are_all() -> None:
    desk = Desk([Reply(b"<html>", 502)])
    fault = desk.fails()
    assert len(desk.platform.received) == desk.transport.requests == 5
    assert fault.kind is FaultKind.RETRY and "HTTP status 502" in str(fault)
    assert 15 <= sum(desk.slept) <= 17.5


def _send(wire: Wire, slept: list[float]) -> PlatformFault:
    app, limiter = DeveloperApp("6key", SECRET), Limiter(1000, sleep=lambda _: None)
    with pytest.raises(PlatformFault) as fault:
        Transport(app, wire, limiter, lambda: NINE, slept.append).send(RETURNS, PATH, {}, BODY, TOKEN)
    return fault.value


def test_without_any_network_three_tries_in_a_few_seconds_are_all_and_somebody_who_waits_is_told() -> None:
    lines, slept = list[str](), list[float]()
    with Wire("http://127.0.0.1:1", tell=lines.append) as wire:
        assert _send(wire, slept).kind is FaultKind.UNREACHABLE
    assert len(slept) == 2 and sum(slept) <= 4
    assert lines == ["127.0.0.1 can't be reached. Trying again…"]


def test_a_network_that_goes_away_in_the_middle_is_waited_for_as_long_as_any_fault() -> None:
    lines, slept = list[str](), list[float]()
    with scripted(lambda _: answer({})) as platform:
        wire = Wire(platform.address, tell=lines.append)
        wire.send("GET", "/authorization/202309/shops", {}, {})
    wire.address = "http://127.0.0.1:1"
    with wire:
        assert _send(wire, slept).kind is FaultKind.UNREACHABLE
    assert len(slept) == 4 and lines == []


@of_each("code", [105002, 105005, 36009009, 101000, 106001, 36009033, 36009037, 98001004])
def test_what_another_try_can_not_mend_is_asked_once(code: int) -> None:
    desk = Desk([answer(code=code, message="no")])
    assert desk.fails().code == code
    assert len(desk.platform.received) == 1 and desk.slept == []


@pytest.mark.parametrize("header", ["7", formatdate(NINE + 7, usegmt=True)])
def test_the_wait_that_the_platform_asks_for_is_kept(header: str) -> None:
    desk = Desk([answer(code=36009002, status=429, headers=(("Retry-After", header),)), answer({})])
    desk.ask()
    assert desk.slept == [7.0]


def test_a_date_to_wait_for_is_read_by_the_platforms_clock() -> None:
    header = formatdate(NINE + 3600 + 7, usegmt=True)
    desk = Desk([answer(code=36009002, status=429, headers=(("Retry-After", header),)), answer({})], skew=3600)
    desk.ask()
    assert desk.slept == [7.0]


def test_a_wait_of_hours_is_told_instead_of_kept() -> None:
    desk = Desk([answer(code=36009002, status=429, headers=(("Retry-After", "7200"),))])
    fault = desk.fails()
    assert "asks to wait 2 h before it is asked again" in str(fault)
    assert desk.slept == [] and len(desk.platform.received) == 1


def test_a_clock_that_is_wrong_is_set_by_the_platforms_and_the_request_signed_anew() -> None:
    def gateway(request: Received) -> Reply:
        ahead = int(request.query["timestamp"]) - (NINE - 63)
        return answer({}) if -300 <= ahead <= 30 else answer(code=36009004, message="timestamp is in the future")

    desk = Desk(gateway, skew=-63)
    desk.ask(times=2)
    assert len(desk.platform.received) == 3 and desk.slept == []
    assert desk.transport.skew == -63
    assert desk.transport.now() == datetime.fromtimestamp(NINE - 63, UTC)


def test_a_time_that_the_platform_refuses_though_it_is_its_own_is_an_error() -> None:
    desk = Desk([answer(code=36009004, message="timestamp expired")], skew=-63)
    assert desk.fails().kind is FaultKind.CLOCK
    assert len(desk.platform.received) == 2
    right = Desk([answer(code=36009004, message="timestamp expired")])
    assert "clock is wrong" in str(right.fails())
    assert len(right.platform.received) == 1


def test_a_second_that_the_date_header_cuts_off_is_no_skew() -> None:
    desk = Desk([answer({})], skew=-1.4)
    desk.ask()
    assert desk.transport.skew == 0


def test_no_more_than_three_requests_a_second() -> None:
    desk = Desk([answer({})])
    desk.ask(times=7)
    assert desk.now - NINE == pytest.approx(2)


def test_a_run_whose_time_would_be_over_does_not_wait_for_another_try() -> None:
    desk = Desk([Reply(b"", 503)], until=NINE + 2.4)
    fault = desk.fails()
    assert fault.kind is FaultKind.LATE and len(desk.platform.received) == 2
    assert desk.now < NINE + 2.4


def test_what_is_not_in_the_list_raises_before_it_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    signed: list[str] = []
    monkeypatch.setattr("aftersales.syncing.transport.sign", lambda *a: signed.append("x") or "")
    approve = Endpoint("approve", "POST", "/return_refund/{version}/returns/{id}/approve", "", ("202309",))
    for endpoint, path in ((approve, approve.path("202309", "1")), (RETURNS, PATH + "/approve"), (RETURNS, "/x")):
        desk = Desk([answer({})])
        with pytest.raises(RequestNotAllowed):
            desk.ask(path, endpoint)
        assert desk.platform.received == []
    assert signed == []


def test_a_path_of_another_entry_of_the_list_is_a_bug() -> None:
    with pytest.raises(AssertionError):
        Desk([answer({})]).ask(PATH, ENDPOINTS["cancellations"])


def test_ids_stay_whole_half_emoji_are_replaced_and_no_data_is_no_rows() -> None:
    body = b'{"code":0,"request_id":"x","data":{"id":57646141303878575212345,"a":1.10,"note":"\\ud83d"}}'
    assert Desk([Reply(body)]).ask().data == {"id": 57646141303878575212345, "a": "1.10", "note": "\ufffd"}
    for data in (None, {}):
        desk = Desk([Reply(answer(data).body)])
        assert desk.ask().data == {}


def test_data_of_another_form_stop_the_stream() -> None:
    fault = Desk([answer([1, 2])]).fails()
    assert fault.kind is FaultKind.STREAM and "not in a known form (request 20261130090000A1B2C3)" in str(fault)


def test_the_answers_time_is_the_platforms() -> None:
    assert Desk([Reply(b'{"code":0}')], skew=120).ask().answered_at == datetime.fromtimestamp(NINE + 120, UTC)


def test_secrets_that_the_platform_repeats_are_not_told() -> None:
    message = f"token {TOKEN.reveal()} of {SECRET.reveal()} and access_token=ROW_hush%2Btoken%3D"
    fault = Desk([answer(code=101000, message=message)]).fails()
    error: BaseException | None = fault
    while error is not None:
        assert "hush" not in str(error) and "hush" not in repr(error)
        error = error.__cause__ or error.__context__
    assert "token … of … and access_token=…" in str(fault)
