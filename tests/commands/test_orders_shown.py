"""`--orders` and `[shops.X] orders`: orders to send are folded, listed, or left out of everything."""

from __future__ import annotations

import json
from typing import Any

import pytest

from transcripts import Shell, prepared

ORDERS = range(576461413038780001, 576461413038780006)


@prepared
def desk(shell: Shell) -> None:
    """Two UK shops kept by hand: each has orders to send that are overdue, and the first a return due tomorrow."""
    shell.now = "2026-11-23T10:00:00+00:00"
    for n, shop in enumerate(("one", "two")):
        shell.ok(f"init --shop {shop} --market GB")
        for order in ORDERS:
            shell.ok(
                f"order add {order + 100 * n} --shop {shop} --amount 40 --placed 2026-11-02T10:00 "
                "--status awaiting-shipment"
            )
    shell.ok("order add 576461413038785752 --shop one --amount 40 --placed 2026-11-01T10:00")
    shell.ok("open return --order 576461413038785752 --at 2026-11-20T09:00")


def lines(shell: Shell, options: str = "") -> list[dict[str, Any]]:
    return json.loads(shell.ok(f"due {options} --json").out)


def shops_of_orders(shell: Shell, options: str = "") -> set[str]:
    return {line["shop"] for line in lines(shell, options) if line["kind"] == "delivery"}


def table(shell: Shell, options: str = "") -> str:
    return shell.ok(f"due {options} --format table").out


def test_they_are_folded_by_default_and_listed_where_asked_for(desk: Shell) -> None:
    assert "10 orders to send, 10 overdue" in table(desk)
    assert table(desk).count(" delivery ") == 0
    assert table(desk, "--orders list").count(" delivery ") == 10
    assert "BESIDES" not in table(desk, "--orders list")
    assert lines(desk, "--orders list") == lines(desk, "--orders fold") == lines(desk)


def test_one_shop_s_configuration_lists_its_orders_alone(desk: Shell) -> None:
    before = lines(desk)
    desk.ok("config set shops.two.orders list")
    assert table(desk).count(" delivery ") == 5
    assert "5 orders to send, 5 overdue" in table(desk)
    assert "10 orders to send, 10 overdue" in table(desk, "--orders fold")  # the option beats the configuration
    assert lines(desk) == before


def test_off_leaves_them_out_of_every_format_and_says_so(desk: Shell) -> None:
    assert desk("due --check --format table").code == 4
    for form in ("json", "jsonl", "csv", "tsv", "ids", "table"):
        run = desk(f"due --orders off --check --format {form}")
        assert run.code == 0, form
        assert "576461413038780" not in run.out
    assert shops_of_orders(desk, "--orders off") == set()
    assert "without orders" in table(desk, "--orders off").splitlines()[0]
    assert "without orders" in table(desk, "--orders off --long").splitlines()[0]
    assert desk.ok("due --orders off --json").err == "Orders to send or to trace are left out.\n"


def test_off_for_one_shop_is_gone_from_the_list_the_verdict_status_and_the_calendar(desk: Shell) -> None:
    desk.ok("config set shops.two.orders off")
    assert shops_of_orders(desk) == {"one"}
    assert "without orders of two" in table(desk).splitlines()[0]
    assert desk("due --check").code == 4
    assert desk("due --check --shop two").code == 0
    assert {row["shop"]: row["overdue"] for row in json.loads(desk.ok("status --json").out)} == {"one": 10, "two": 0}
    assert sum(day["due"] for day in json.loads(desk.ok("calendar --json").out)) == 11
    assert shops_of_orders(desk, "--orders fold") == {"one", "two"}


def test_status_says_whose_orders_it_leaves_out(desk: Shell) -> None:
    assert "orders" not in desk.ok("status --short").out + desk.ok("").out + desk.ok("status").err
    desk.ok("config set shops.two.orders off")
    assert desk.ok("status --short").out.endswith(" · without orders of two\n")
    assert " · without orders of two\n" in desk.ok("").out
    sentence = "Orders to send or to trace are left out for two.\n"
    assert desk.ok("status --format table").out.endswith(sentence)
    assert desk.ok("status --json").err == sentence
    assert [row["orders"] for row in json.loads(desk.ok("status --json").out)] == ["fold", "off"]
    desk.ok("config set shops.one.orders off")
    assert desk.ok("status --short").out.endswith(" · without orders\n")
    assert desk.ok("status").err == "Orders to send or to trace are left out.\n"


@pytest.mark.parametrize("asked", ["--kind delivery", "--duty dispatch", "--stake standing", "--kind return,delivery"])
def test_what_is_asked_for_is_listed_whatever_the_configuration_says(desk: Shell, asked: str) -> None:
    desk.ok("config set shops.one.orders off")
    assert shops_of_orders(desk, asked) == {"one", "two"}
    assert table(desk, asked).count(" delivery ") == 10
    assert "without" not in table(desk, asked).splitlines()[0]


def test_an_empty_list_without_orders_is_no_all_clear(desk: Shell) -> None:
    run = desk.ok("due --shop two --orders off")
    assert run.out == ""
    assert run.err.startswith("Orders to send or to trace are left out.\n")
    assert run.err.endswith("Nothing else is due within 2 d.\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("due --orders of", "--orders 'of' is not known; did you mean off?"),
        ("due --orders none", "--orders 'none' is not known; did you mean off?"),
        ("due --orders off --kind delivery", "--orders off leaves out what --kind delivery asks for"),
        ("due --orders off --duty dispatch", "--orders off leaves out what --duty dispatch asks for"),
    ],
)
def test_what_can_t_be_meant_is_refused(desk: Shell, line: str, said: str) -> None:
    run = desk(line)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_a_slip_in_the_configuration_is_named(desk: Shell) -> None:
    run = desk("config set shops.one.orders of")
    assert run.code == 1
    assert "[shops.one] orders is 'of'; did you mean 'off'?" in run.err
