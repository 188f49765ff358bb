"""The platform's lists: sizes, filters, order, pages and their tokens."""

from __future__ import annotations

import pytest

from platform_client import DAY, START, plan, running
from tables import of_each

NOW = START + 10 * DAY


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("returns", ["10", "50", None], ["9", "51", "x"]),
        ("cancellations", ["1", "50", None], ["0", "51"]),
        ("orders", ["1", "100"], ["0", "101", None]),
    ],
)
def test_page_sizes_have_bounds(name: str, good: list[str | None], bad: list[str | None]) -> None:
    with running() as client:
        for size in good:
            assert client.search(name, **({"page_size": size} if size else {})).code == 0
        for size in bad:
            assert client.search(name, **({"page_size": size} if size else {})).code == 98001004


def test_ten_rows_and_the_oldest_first_unless_told_otherwise() -> None:
    with running() as client:
        rows = client.search("returns").data["return_orders"]
        created = [row["create_time"] for row in rows]
        assert len(rows) == 10
        assert created == sorted(created)
        orders = client.search("orders", page_size="20").data["orders"]
        created = [row["create_time"] for row in orders]
        assert created == sorted(created, reverse=True)


@of_each("offsets", [False, True])
@of_each("name, size", [("returns", "10"), ("cancellations", "7"), ("orders", "33")])
@of_each("order", ["ASC", "DESC"])
def test_the_pages_hold_every_row_once(name: str, size: str, order: str, offsets: bool) -> None:
    with running() as client:
        client.platform.switches.offsets = offsets
        pages = list(client.pages(name, page_size=size, sort_field="update_time", sort_order=order))
        array = {"returns": "return_orders"}.get(name, name)
        rows = [row for page in pages for row in page.data[array]]
        times = [row["update_time"] for row in rows]
        assert times == sorted(times, reverse=order == "DESC")
        ids = {row.get("return_id") or row.get("cancel_id") or row["id"] for row in rows}
        assert len(ids) == len(rows) == pages[0].data["total_count"] > 10


def test_a_token_holds_what_a_careless_client_spoils_and_is_bound_to_its_search() -> None:
    with running(plan("GB", 1), plan("US", 2)) as client:
        body, order = {"update_time_ge": START}, {"sort_field": "update_time", "page_size": "10"}
        token = client.search("returns", body, **order).data["next_page_token"]
        assert all(sign in token for sign in "+/=")
        assert client.search("returns", body, **order, page_token=token).code == 0
        assert client.search("returns", body, **(order | {"page_size": "20"}), page_token=token).code == 0
        others = [
            client.search("returns", {"update_time_ge": START + 1}, **order, page_token=token),
            client.search("returns", body, page_size="10", page_token=token),
            client.search("returns", body, **order, sort_order="DESC", page_token=token),
            client.search("returns", body, version="202309", **order, page_token=token),
            client.search("cancellations", body, **order, page_token=token),
            client.search("returns", body, **order, page_token=token.replace("+", " ")),
        ]
        client.cipher = client.call("GET", "/authorization/202309/shops", cipher=None).data["shops"][1]["cipher"]
        others.append(client.search("returns", body, **order, page_token=token))
        assert {other.code for other in others} == {98001004}


def test_the_last_page_may_carry_a_token_and_no_rows_leave_the_array_out() -> None:
    with running(plan(requests=8)) as client:
        first = client.search("returns", page_size="10").data
        assert first["next_page_token"]
        after = client.search("returns", page_size="10", page_token=first["next_page_token"]).data
        assert after == {"total_count": first["total_count"], "next_page_token": ""}
        client.platform.switches.last_page_token = False
        assert client.search("returns", page_size="10").data["next_page_token"] == ""
        assert client.search("returns", {"create_time_lt": 5}).data == {"total_count": 0, "next_page_token": ""}


def test_time_filters_are_half_open_numbers_of_the_body() -> None:
    with running() as client:
        row = client.search("cancellations", page_size="50").data["cancellations"][3]
        at = row["update_time"]
        inside = client.search("cancellations", {"update_time_ge": at, "update_time_lt": at + 1}).data
        assert [r["cancel_id"] for r in inside["cancellations"]] == [row["cancel_id"]]
        assert (
            client.search("cancellations", {"update_time_ge": at + 1, "update_time_lt": at + 1}).data["total_count"]
            == 0
        )
        text = client.search("cancellations", {"update_time_ge": str(at)})
        assert text.code == 36009004
        assert "string, expected int64" in text.json["message"]
        assert client.search("cancellations", update_time_ge=str(at)).code == 36009004


def test_rows_are_found_by_ids_orders_and_status() -> None:
    with running() as client:
        rows = client.search("returns", page_size="50").data["return_orders"]
        ids = [row["return_id"] for row in rows[:3]]
        assert {
            r["return_id"] for r in client.search("returns", {"return_ids": [*ids, "404"]}).data["return_orders"]
        } == {*ids}
        order = rows[0]["order_id"]
        assert all(
            r["order_id"] == order for r in client.search("returns", {"order_ids": [order]}).data["return_orders"]
        )
        kinds = {"return_types": ["REFUND"], "return_status": ["RETURN_OR_REFUND_REQUEST_COMPLETE"]}
        found = client.search("returns", kinds, page_size="50").data["return_orders"]
        assert {(r["return_type"], r["return_status"]) for r in found} == {
            ("REFUND", "RETURN_OR_REFUND_REQUEST_COMPLETE")
        }
        assert client.search("returns", {"return_ids": [int(ids[0])]}).code == 36009004
        assert client.search("returns", {"return_ids": [str(2**63)]}).code == 98001004


def test_orders_by_their_ids_in_one_parameter() -> None:
    with running() as client:
        ids = [row["id"] for row in client.search("orders", page_size="3").data["orders"]]
        for version in ("202309", "202507"):
            reply = client.call("GET", f"/order/{version}/orders", query={"ids": ",".join([*ids, "12"])})
            assert [row["id"] for row in reply.data["orders"]] == ids
        many = ",".join(["1"] * 51)
        assert client.call("GET", "/order/202309/orders", query={"ids": many}).code == 98001004


def test_rows_that_change_while_they_are_paged_are_skipped_by_an_offset_and_shown_by_a_cursor() -> None:
    """Under an offset a row that changes leaves the window; the rest move up, and one is not shown."""

    def shown(offsets: bool) -> tuple[int, int]:
        with running(plan(days=4)) as client:
            client.platform.switches.offsets = offsets
            client.platform.switches.tick = 8 * 3600
            window = {"update_time_ge": START, "update_time_lt": NOW}
            pages = list(client.pages("returns", window, page_size="10", sort_field="update_time"))
            ids = {row["return_id"] for page in pages for row in page.data["return_orders"]}
            still = client.search("returns", window).data["total_count"]
            last = {
                row["return_id"]
                for page in client.pages("returns", window, page_size="50")
                for row in page.data["return_orders"]
            }
            assert pages[0].data["total_count"] > still  # they move out of the window
            return len(ids), len(last - ids)

    assert shown(offsets=False)[1] == 0
    assert shown(offsets=True)[1] > 0


def test_an_order_beyond_the_asked_times_can_come() -> None:
    with running() as client:
        newest = client.search("orders", page_size="1", sort_field="update_time").data["orders"][0]
        window = {"update_time_ge": START, "update_time_lt": newest["update_time"]}
        strict = client.search("orders", window, page_size="100", sort_field="update_time").data
        client.platform.switches.out_of_range = True
        wide = client.search("orders", window, page_size="100", sort_field="update_time").data
        assert wide["total_count"] > strict["total_count"]


def test_the_versions_name_the_action_of_a_cancellation_differently_and_the_old_one_knows_no_exchange() -> None:
    with running(plan(requests=400)) as client:
        words = {}
        for version in ("202309", "202602"):
            pages = client.pages("cancellations", version=version, page_size="50")
            rows = [row for page in pages for row in page.data["cancellations"]]
            words[version] = {a["action"] for row in rows for a in row.get("seller_next_action_response", [])}
        assert words == {"202309": {"SELLER_RESPOND_CANCEL"}, "202602": {"SELLER_RESPOND_BUYER_CANCEL"}}
        exchanges = {"return_types": ["EXCHANGE"]}
        assert client.search("returns", exchanges, version="202602").data["total_count"] > 0
        assert client.search("returns", exchanges, version="202309").data["total_count"] == 0


def test_keys_can_be_left_out() -> None:
    with running() as client:
        client.platform.switches.omit = frozenset({"role", "refund_amount"})
        row = client.search("returns").data["return_orders"][0]
        assert not {"role", "refund_amount"} & set(row)
