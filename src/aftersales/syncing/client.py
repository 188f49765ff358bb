"""What can be asked of the platform for one shop."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.endpoints import ENDPOINTS, Endpoint
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.transport import Answer, Transport, unknown_shape
from aftersales.vault.secret import Secret

MOST_IDS = 50  # of one request
RETURNS_PAGE, ORDERS_PAGE = 50, 100  # rows; the largest pages that the platform gives
_ARRAYS = {
    "returns": "return_orders",
    "cancellations": "cancellations",
    "orders": "orders",
    "orders-by-id": "orders",
    "shops": "shops",
}


class Page(NamedTuple):
    """One page of a search. `total_count` is None where the platform gave none, `answered_at` is UTC."""

    rows: list[dict[str, Any]]
    next_page_token: str
    total_count: int | None
    request_id: str
    answered_at: datetime


class AuthorizedShop(NamedTuple):
    """A shop of an authorisation. `id` is stable, `cipher` is not; `region` is the platform's code of its market."""

    id: str
    cipher: str
    name: str
    region: str
    seller_type: str
    code: str


class Access(Protocol):
    """The access token of an authorisation, and how it is renewed."""

    def token(self) -> Secret:
        """A token that is still good. Raises PlatformFault where none can be had."""

    def renewed(self, refused: Secret) -> Secret:
        """Another token than the one that the platform has just refused. Raises PlatformFault where none can be had."""


class PlatformClient:
    """Asks for one shop of an authorisation. `versions` remembers, by name of endpoint, which version the platform
    knows; the caller may keep it for the next run.
    """

    def __init__(
        self, transport: Transport, access: Access, cipher: str = "", versions: Mapping[str, str] | None = None
    ) -> None:
        self.transport, self._access, self._cipher = transport, access, cipher
        self.versions = dict(versions or {})

    def search_returns(self, body: Mapping[str, Any], page_token: str = "", sort_field: str = "update_time") -> Page:
        """A page of returns that fit the filters in `body`, `sort_field` ascending. Raises PlatformFault."""
        return self._search("returns", RETURNS_PAGE, body, page_token, sort_field)

    def search_cancellations(
        self, body: Mapping[str, Any], page_token: str = "", sort_field: str = "update_time"
    ) -> Page:
        """As `search_returns`, of requests to cancel."""
        return self._search("cancellations", RETURNS_PAGE, body, page_token, sort_field)

    def search_orders(self, body: Mapping[str, Any], page_token: str = "", sort_field: str = "update_time") -> Page:
        """As `search_returns`, of orders."""
        return self._search("orders", ORDERS_PAGE, body, page_token, sort_field)

    def orders_by_id(self, ids: Sequence[str]) -> Page:
        """The orders with these ids, at most 50. Raises PlatformFault, and ValueError for more."""
        if len(ids) > MOST_IDS:
            raise ValueError(len(ids))
        # One parameter, joined by commas: a repeated one breaks the signature.
        return _page("orders-by-id", self._ask("orders-by-id", {"ids": ",".join(ids)}))

    def return_records(self, return_id: str, locale: str = "en") -> list[dict[str, Any]]:
        """The events of a return, as the platform lists them. Raises PlatformFault."""
        return _rows(self._ask("records", {"locale": locale}, row_id=return_id), "records")

    def authorized_shops(self) -> list[AuthorizedShop]:
        """The shops of the authorisation. Raises PlatformFault."""
        return [
            AuthorizedShop(
                *(str(row.get(key) or "") for key in ("id", "cipher", "name", "region", "seller_type", "code"))
            )
            for row in _rows(self._ask("shops", {}), "shops")
        ]

    def _search(self, name: str, page_size: int, body: Mapping[str, Any], page_token: str, sort_field: str) -> Page:
        query = {"page_size": str(page_size), "sort_field": sort_field, "sort_order": "ASC"}
        if page_token:
            query["page_token"] = page_token
        return _page(name, self._ask(name, query, body))

    def _ask(
        self, name: str, query: Mapping[str, str], body: Mapping[str, Any] | None = None, row_id: str = ""
    ) -> Answer:
        """Ask in the newest version that the platform knows. A pass stays with the version of its first page."""
        endpoint = ENDPOINTS[name]
        known = self.versions.get(name)
        versions = [known] if known in endpoint.versions else list(endpoint.versions)
        for version in versions:
            try:
                answer = self._ask_version(endpoint, str(version), query, body, row_id)
            except PlatformFault as fault:
                if version == versions[-1] or not fault.wants_other_version:
                    raise
            else:
                self.versions[name] = str(version)
                return answer
        raise AssertionError(name)

    def _ask_version(
        self, endpoint: Endpoint, version: str, query: Mapping[str, str], body: Mapping[str, Any] | None, row_id: str
    ) -> Answer:
        path = endpoint.path(version, row_id)
        content = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        shop_query = {**query, "shop_cipher": self._cipher} if endpoint.takes_cipher else query
        token = self._access.token()
        try:
            return self.transport.send(endpoint, path, shop_query, content, token, self._cipher)
        except PlatformFault as fault:
            if fault.kind is not FaultKind.REFRESH:
                raise
        return self.transport.send(endpoint, path, shop_query, content, self._access.renewed(token), self._cipher)


def _rows(answer: Answer, array: str) -> list[dict[str, Any]]:
    """The rows of an answer; none where the platform left the array out."""
    rows = answer.data.get(array)
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise unknown_shape(answer.request_id)
    return rows


def _page(name: str, answer: Answer) -> Page:
    total = str(answer.data.get("total_count", ""))
    return Page(
        _rows(answer, _ARRAYS[name]),
        str(answer.data.get("next_page_token") or ""),
        int(total) if total.isascii() and total.isdigit() and len(total) < 16 else None,
        answer.request_id,
        answer.answered_at,
    )
