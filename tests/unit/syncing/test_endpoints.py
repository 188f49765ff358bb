"""Only what reads can be asked for."""

from __future__ import annotations

import itertools

import pytest

from aftersales.syncing.endpoints import ENDPOINTS, RequestNotAllowed, allowed
from tables import of_each

WRITING = ("approve", "reject", "cancel", "create", "upload", "message", "update", "delete", "refund", "ship", "send")
# The platform's own paths that write, as its API reference has them.
WRITES = (
    "/return_refund/202309/returns/{id}/approve",
    "/return_refund/202309/returns/{id}/reject",
    "/return_refund/202602/returns/{id}/approve",
    "/return_refund/202309/returns",
    "/return_refund/202309/cancellations",
    "/return_refund/202309/cancellations/{id}/approve",
    "/return_refund/202309/cancellations/{id}/reject",
    "/return_refund/202309/refunds/calculate",
    "/order/202309/orders/{id}/cancel",
    "/fulfillment/202309/packages",
    "/fulfillment/202309/packages/{id}/ship",
    "/product/202309/products",
    "/product/202309/images/upload",
    "/customer_service/202309/images/upload",
    "/customer_service/202309/conversations/{id}/messages",
    "/customer_service/202309/conversations/{id}/messages/read",
    "/event/202309/webhooks",
    "/api/v2/token/get",
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "get", "post", "")


def _paths() -> list[tuple[str, str]]:
    return [
        (e.method, e.path(version, "576461413038785752" if "{id}" in e.template else ""))
        for e in ENDPOINTS.values()
        for version in e.versions
    ]


def test_the_list_only_reads() -> None:
    for endpoint in ENDPOINTS.values():
        assert endpoint.method == "GET" or endpoint.template.endswith("/search"), endpoint
        parts = endpoint.template.replace("/return_refund/", "/").replace("/token/refresh", "").split("/")
        words = {word for part in parts for word in part.replace("cancellations", "").split("_")}
        assert not words & set(WRITING), endpoint


def test_the_list_is_frozen() -> None:
    with pytest.raises(TypeError):
        ENDPOINTS["approve"] = ENDPOINTS["returns"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        ENDPOINTS["returns"].template = "/return_refund/{version}/returns/{id}/approve"  # type: ignore[misc]


@of_each("method, path", _paths())
def test_what_is_in_the_list_can_be_asked(method: str, path: str) -> None:
    assert allowed(method, path).method == method


@of_each("path", WRITES)
def test_what_writes_can_not_be_asked(path: str) -> None:
    for method in METHODS:
        if (method, path) != ("GET", "/api/v2/token/get"):
            with pytest.raises(RequestNotAllowed):
                allowed(method, path.format(id="576461413038785752"))


def test_nothing_beside_the_list_can_be_asked() -> None:
    """Each path of the list with another method, or something more or less than the path."""
    known = set(_paths())
    for (_, path), method in itertools.product(known, METHODS):
        for other in (
            path,
            path + "/",
            path + "/approve",
            "/" + path,
            path[:-1],
            path + "?x=1",
            path + "\n",
            path.upper(),
        ):
            if (method, other) not in known and not (
                method == "GET" and "/records" not in other and (method, other) in known
            ):
                with pytest.raises(RequestNotAllowed):
                    allowed(method, other)


@of_each("row_id", ["1/approve", "..", "1?x", "١", "-1", "5" * 20, "1\n"])
def test_an_id_can_not_lead_to_another_path(row_id: str) -> None:
    with pytest.raises(RequestNotAllowed):
        ENDPOINTS["records"].path("202309", row_id)


def test_a_version_that_nobody_knows_is_not_asked_for() -> None:
    with pytest.raises(RequestNotAllowed):
        ENDPOINTS["returns"].path("202701")
