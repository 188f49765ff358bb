"""The first tokens and the next, on a real socket: what is asked, what is read, and what each refusal says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from aftersales.syncing import tokens
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.tokens import TokenGrant, Tokens, until
from aftersales.syncing.transport import DeveloperApp
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from scripted_platform import Reply, answer, scripted
from tables import of_each

NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)
APP = DeveloperApp("6key", Secret("hush-secret"))
OLD = Tokens(Secret("ROW_hush-old"), NINE, Secret("ROW_hush+old=="), NINE + timedelta(days=365))
# As the documentation's own sample has it: ends are absolute seconds, although their names say otherwise.
DATA = {
    "access_token": "ROW_hush-new",
    "access_token_expire_in": int((NINE + timedelta(days=7)).timestamp()),
    "refresh_token": "ROW_hush-next",
    "refresh_token_expire_in": 4890000000,
    "open_id": "7010736057180325637",
    "seller_name": "Jjj test shop",
    "seller_base_region": "GB",
    "user_type": 0,
    "granted_scopes": ["seller.order.info", "seller.return_refund.basic"],
}


def _clock() -> float:
    return NINE.timestamp()


def _exchange(replies: list[Reply]) -> tuple[TokenGrant, list[dict[str, str]]]:
    with scripted(replies) as platform, Wire(platform.address) as wire:
        grant = tokens.exchange(wire, APP, "ROW_code+/=", _clock)
    assert all(request.body == b"" and request.method == "GET" for request in platform.received)
    return grant, [{"path": request.path, **request.query} for request in platform.received]


def _refuses(replies: list[Reply]) -> PlatformFault:
    with pytest.raises(PlatformFault) as refused:
        _exchange(replies)
    assert "hush" not in str(refused.value) and "ROW_code" not in str(refused.value)
    return refused.value


def test_a_code_is_exchanged_for_the_first_pair() -> None:
    grant, asked = _exchange([answer(DATA)])
    assert asked == [
        {
            "path": "/api/v2/token/get",
            "app_key": "6key",
            "app_secret": "hush-secret",
            "auth_code": "ROW_code+/=",
            "grant_type": "authorized_code",
        }
    ]
    assert grant.tokens.access.reveal() == "ROW_hush-new" and grant.tokens.refresh.reveal() == "ROW_hush-next"
    assert grant.tokens.access_until == NINE + timedelta(days=7)
    assert grant.tokens.refresh_until.year == 2124
    assert grant[1:] == ("7010736057180325637", "Jjj test shop", "GB", tuple(DATA["granted_scopes"]))  # type: ignore[arg-type]
    assert "hush" not in repr(grant)


def test_a_refresh_gives_the_next_pair() -> None:
    with scripted([answer(DATA)]) as platform, Wire(platform.address) as wire:
        grant = tokens.refresh(wire, APP, OLD, _clock)
    (request,) = platform.received
    assert request.path == "/api/v2/token/refresh"
    assert request.query == {
        "app_key": "6key",
        "app_secret": "hush-secret",
        "refresh_token": "ROW_hush+old==",
        "grant_type": "refresh_token",
    }
    assert grant.tokens.refresh.reveal() == "ROW_hush-next"


def test_a_refresh_is_tried_again_where_the_network_fails_and_a_code_is_not() -> None:
    slept: list[float] = []
    with scripted([Reply(b"", 502), answer(DATA)]) as platform, Wire(platform.address) as wire:
        tokens.refresh(wire, APP, OLD, _clock, slept.append)
    assert len(platform.received) == 2 and len(slept) == 1
    assert _refuses([Reply(b"", 502), answer(DATA)]).kind is FaultKind.RETRY


@of_each(
    "code, says",
    [
        (36004004, "works once, for 30 minutes"),
        (36004001, "Log in again: aftersales login"),
        (36004005, "the seller withdrew it, or never gave it. Log in again"),
        (105004, "partner.us.tiktokshop.com"),
    ],
)
@of_each("status", [200, 401])
def test_each_refusal_says_what_to_do(code: int, says: str, status: int) -> None:
    fault = _refuses([answer(code=code, message="ROW_code+/= hush-secret", status=status)])
    assert fault.kind is FaultKind.SHOP and fault.code == code and says in str(fault) and f"(code {code}" in str(fault)


def test_another_refusal_is_told_in_the_platforms_words_without_the_secret() -> None:
    fault = _refuses([answer(code=36004099, message="app_secret hush-secret of ROW_code%2B%2F%3D is odd")])
    assert "app_secret … of … is odd (code 36004099" in str(fault)


def test_success_is_the_code_in_the_body_whatever_the_status() -> None:
    assert _exchange([answer(DATA, status=401)])[0].open_id == "7010736057180325637"


@pytest.mark.parametrize("user_type", [1, "2", 3])
def test_only_sellers_can_log_in(user_type: object) -> None:
    assert "not a seller's" in str(_refuses([answer(DATA | {"user_type": user_type})]))


@of_each("key", ["access_token", "refresh_token", "access_token_expire_in", "refresh_token_expire_in"])
@of_each("value", [None, "", "soon"])
def test_an_answer_that_lacks_something_is_refused(key: str, value: object) -> None:
    if value == "soon" and not key.endswith("_in"):
        return
    assert "not in a known form" in str(_refuses([answer(DATA | {key: value})]))


def test_scopes_may_be_left_out() -> None:
    assert _exchange([answer(DATA | {"granted_scopes": None})])[0].scopes == ()


@of_each(
    "value, end",
    [
        (1796000000, datetime(2026, 11, 30, 0, 53, 20, tzinfo=UTC)),  # an instant: 10^9 is 9 September 2001
        ("1796000000", datetime(2026, 11, 30, 0, 53, 20, tzinfo=UTC)),
        (604800, NINE + timedelta(days=7)),  # what a duration of 7 days would be
        (999999999, NINE + timedelta(seconds=999999999)),
        (999999999999, datetime(9999, 12, 31, tzinfo=UTC)),
        (None, None),
        (-5, None),
        ("1.5e9", None),
        ("1" * 400, None),
    ],
)
def test_an_end_is_an_instant_unless_it_is_too_small_for_one(value: object, end: datetime | None) -> None:
    assert until(value, NINE.timestamp()) == end
