"""What API answers tell of return postage, told beside the figure in `choose`, and taken over only where the seller
says so. The medians are worked out by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importing.files import REF, Answer, Seller, answer, asked, request, returns, unix
from transcripts import Shell

KEY = "shops.uk-main.costs.return_postage"
HINT = f"aftersales config set {KEY} 3.10"


def fee(paid: str, currency: str = "GBP", **more: Any) -> list[dict[str, Any]]:
    """What a row says of its postage: an entry per currency."""
    others = {"platform_paid_return_shipping_fee": "1.00", "buyer_paid_return_shipping_fee": "0"}
    return [{"currency": currency, "seller_paid_return_shipping_fee": paid, **others, **more}]


def sent_back(n: int, paid: Any, **told: Any) -> Answer:
    """The nth return, asked for on the nth of October and long complete."""
    usual = {"create_time": unix(f"2026-10-{n:02} 10:00"), "updated": "2026-11-10 10:00"}
    status = "RETURN_OR_REFUND_REQUEST_COMPLETE"
    return asked(f"{REF[:-2]}{n:02}", status, **{"shipping_fee_amount": paid, **usual, **told})


@pytest.fixture
def seller(shell: Shell) -> Seller:
    """A shop with a return address that takes 2.90 for its postage, and a return to settle: the case is 1."""
    seller = Seller(shell)
    shell.ok(["config", "set", "shops.uk-main.return_address", "1 Dock Road, Leeds"])
    shell.ok(f"config set {KEY} 2.90")
    seller.take(answer(shell.home / "open.json", asked(f"{REF[:-2]}99")))
    return seller


def learnt(seller: Seller) -> dict[str, Any] | None:
    run = seller.run("choose", "1", "--json")
    assert run.code == 0, run
    return json.loads(run.out)["learnt"]


def take(seller: Seller, *rows: Answer) -> None:
    seller.take(answer(seller.home / "answer.json", *rows))


def test_the_fee_is_kept_with_the_return(seller: Seller) -> None:
    take(seller, sent_back(1, fee("3.10")), sent_back(2, None), sent_back(3, fee("0")))
    paid = [seller.show(case)["return_postage"] for case in (1, 2, 3, 4)]
    assert paid == [None, {"amount": "3.10", "currency": "GBP"}, None, {"amount": "0.00", "currency": "GBP"}]
    assert "3.10 GBP paid by you for the return" in seller.run("show", "2", "--format", "table").out


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (fee("1.50") + fee("1.60"), "3.10 GBP"), (fee("3.10")[0], "3.10 GBP"), (fee("3.10", "gbp"), "3.10 GBP"),
        (fee("0", "USD") + fee("3.10"), "3.10 GBP"), (fee("2", "USD") + fee("3.10"), None), (fee("-3.10"), None),
        (fee("3,10"), None), (fee("3.105"), None), (fee("lots"), None), (fee("3.10", ""), None), ([], None),
        ([None, 3], None), ("3.10", None), ([{"currency": "GBP"}], None), (fee("57100", "VND"), "57100 VND"),
        ([{"currency": {"a": 1}, "seller_paid_return_shipping_fee": [1]}], None),
    ],
)  # fmt: skip
def test_a_fee_that_can_t_be_read_costs_no_request(seller: Seller, said: Any, kept: str | None) -> None:
    take(seller, sent_back(1, said))
    found = seller.show(2)["return_postage"]
    assert (found and f"{found['amount']} {found['currency']}") == kept


def test_newer_data_beat_older_and_nothing_erases_it(seller: Seller, tmp_path: Path) -> None:
    def paid() -> str | None:
        found = seller.show(2)["return_postage"]
        return found and str(found["amount"])

    take(seller, sent_back(1, fee("3.10")))
    take(seller, sent_back(1, fee("2.00"), updated="2026-11-09 10:00"))
    assert paid() == "3.10"
    take(seller, sent_back(1, None, updated="2026-11-11 10:00"))
    assert paid() == "3.10"
    row = request(f"{REF[:-2]}01", state="Completed", asked="01/10/2026 11:00:00")
    seller.take(returns(tmp_path / "r.csv", row), "--as-of", "2026-11-12T10:00", "--date-format", "dmy")
    assert paid() == "3.10"
    take(seller, sent_back(1, fee("3.40"), updated="2026-11-13 10:00"))
    assert paid() == "3.40"
    seller.run("undo", "--yes")
    assert paid() == "3.10"


def test_of_two_returns_nothing_is_said_and_of_three_the_middle_one(seller: Seller) -> None:
    take(seller, sent_back(1, fee("3.40")), sent_back(2, fee("2.80")), sent_back(3, fee("0")), sent_back(4, None))
    assert learnt(seller) is None
    assert "your last" not in seller.run("choose", "1").err
    take(seller, sent_back(5, fee("3.10")))
    assert learnt(seller) == {
        "name": "return_postage", "median": "3.10", "count": 3, "since": "2026-10-01T11:00:00+01:00", "currency": "GBP",
    }  # fmt: skip
    seller.run("undo", "--yes")
    assert learnt(seller) is None


def test_of_four_the_mean_of_the_two_in_the_middle(seller: Seller) -> None:
    take(seller, *(sent_back(n, fee(paid)) for n, paid in enumerate(("3.10", "2.80", "3.40", "3.21"), 1)))
    found = learnt(seller)
    assert found is not None
    assert (found["median"], found["count"]) == ("3.16", 4)  # (3.10 + 3.21) / 2 = 3.155


def test_the_newest_twenty_by_the_day_they_were_asked_for(seller: Seller) -> None:
    """Five of 9.00 on the first days, then twenty of 1.00: only these are looked at, in whatever order they came."""
    rows = [sent_back(n, fee("9.00" if n <= 5 else "1.00")) for n in range(1, 26)]
    take(seller, *reversed(rows))
    found = learnt(seller)
    assert found is not None
    assert (found["median"], found["count"], found["since"][:10]) == ("1.00", 20, "2026-10-06")


def test_another_currency_kind_or_shop_teaches_nothing(seller: Seller) -> None:
    take(seller, *(sent_back(n, fee("9.00", "USD")) for n in (1, 2, 3)))
    take(seller, *(sent_back(n, fee("9.00"), return_type="REPLACEMENT") for n in (4, 5, 6)))
    assert learnt(seller) is None
    seller.shell.ok("init --shop uk-two --market GB")
    rows = answer(seller.home / "two.json", *(sent_back(n, fee("9.00")) for n in (7, 8, 9)))
    seller.take(rows, "--shop", "uk-two")
    assert learnt(seller) is None
    seller.take(
        answer(seller.home / "more.json", *(sent_back(n, fee("3.10")) for n in (10, 11, 12))), "--shop", "uk-main"
    )
    found = learnt(seller)
    assert found is not None
    assert (found["median"], found["count"]) == ("3.10", 3)


@pytest.fixture
def three(seller: Seller) -> Seller:
    """The same, with three returns that cost 3.10, 2.80 and 3.40."""
    take(seller, *(sent_back(n, fee(paid)) for n, paid in enumerate(("3.10", "2.80", "3.40"), 1)))
    return seller


def test_it_stands_beside_the_figure(three: Seller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    page = three.run("choose", "1", "--format", "table")
    assert "return_postage         2.90  (shop uk-main); your last 3 returns: median 3.10 GBP" in page.out
    assert page.err.strip() == (
        f"return_postage of shop uk-main: your last 3 returns: median 3.10 GBP. To use it: {HINT}"
    )
    assert three.run("-q", "choose", "1").err == ""


def test_where_none_is_set_it_is_offered_too(three: Seller) -> None:
    config = three.home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("return_postage = 2.90\n", ""), encoding="utf-8")
    page = three.run("choose", "1", "--format", "table")
    assert "return_postage         not set; your last 3 returns: median 3.10 GBP" in page.out
    assert HINT in page.err


def test_a_buyer_who_pays_does_not_hide_it(three: Seller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    rows = asked(f"{REF[:-2]}98", return_reason="ecom_no_longer_needed", return_reason_text="Does not suit me")
    three.take(answer(three.home / "mind.json", rows))
    page = three.run("choose", "5", "--format", "table").out
    assert "0  (reason); yours is 2.90  (shop uk-main); your last 3 returns: median 3.10 GBP" in page


def test_nothing_is_learnt_silently_and_the_command_takes_it_over(three: Seller) -> None:
    three.run("choose", "1", "--mode", "keep", "--yes")
    assert three.run("config", "get", KEY).out == "2.90\n"
    three.shell.ok(HINT)
    assert three.run("choose", "1").err == ""  # as it is set: nothing is offered
    found = learnt(three)
    assert found is not None
    assert found["median"] == "3.10"


@pytest.mark.parametrize(
    ("key", "value"), [("skus.LAMP-1.return_postage", "5"), ("shops.uk-main.costs.currency", "USD")]
)
def test_where_it_would_not_hold_it_is_not_offered(three: Seller, key: str, value: str) -> None:
    """A figure of the goods' own stands before the shop's; a table in dollars is not for pounds."""
    item = {"seller_sku": "LAMP-1", "product_name": "Lamp"}
    three.take(answer(three.home / "lamp.json", asked(f"{REF[:-2]}97", return_line_items=[item])))
    assert HINT in three.run("choose", "5").err
    three.shell.ok(f"config set {key} {value}")
    run = three.run("choose", "5", "--format", "table")
    assert run.err == ""
    assert "your last 3 returns: median 3.10 GBP" in " ".join(run.out.split())
