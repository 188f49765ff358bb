"""The platform's own deadlines beside those of the rules: how far apart, since when, and the term that would fit."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from importing.files import REF, Answer, Seller, answer
from transcripts import Shell

NOW = "2026-11-24T09:00:00+00:00"
FLAT = """
[[rule]]
id = "flat.respond"
duty = "respond"
when = { kind = ["refund", "return"] }
starts = ["request.opened", "request.resubmitted"]
stops = ["request.approved", "request.offered", "request.rejected", "request.withdrawn", "request.resubmitted"]
outcome = "auto-approved"
terms = [{ length = "48 hours", source = "the developer page", confidence = "low" }]

[[rule]]
id = "flat.inspect"
duty = "confirm-receipt"
when = { kind = ["return"] }
starts = ["return.delivered", "return.shipped"]
stops = ["return.received", "return.refused", "return.lost", "request.withdrawn"]
outcome = "refunded"
terms = [{ length = "2 days", source = "the developer page", confidence = "low" }]
"""


def own(home: Path, name: str, text: str) -> Path:
    path = home / "config/aftersales/policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def shop(shell: Shell, market: str) -> Seller:
    """A shop under the flat 48 hours, whatever else is known of its market."""
    own(shell.home, "flat.toml", FLAT)
    seller = Seller(shell, "shop", market)
    shell.ok("config set shops.shop.policy flat")
    return seller


def unix(when: str) -> int:
    return int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp())


def asked(number: int, opened: str, stamp: str | None, amount: str = "49.00", currency: str = "BRL") -> Answer:
    """A request as the API answers it; instants are UTC."""
    told: Answer = {
        "return_id": f"{REF[:-4]}{number:04}",
        "order_id": f"57701234567890{number:04}",
        "return_type": "REFUND",
        "return_status": "RETURN_OR_REFUND_REQUEST_PENDING",
        "return_reason_text": "x",
        "refund_amount": {"currency": currency, "refund_total": amount},
        "create_time": unix(opened),
        "update_time": unix(opened),
    }
    if stamp:
        told["seller_next_action_response"] = [{"action": "SELLER_RESPOND_REFUND", "deadline": unix(stamp)}]
    return told


def rows(seller: Seller, *words: str) -> list[dict[str, Any]]:
    run = seller.run("drift", "--json", *words)
    assert run.code == 0, run
    return list(json.loads(run.out))


# What was seen in Brazil: a request of Tuesday 15 September 13:19:04 due on Friday at the same time, one of Thursday 17
# September 05:37:11 due on Tuesday: three working days, and nothing else gives both. A third of Thursday as well.
BRAZIL = (
    asked(1, "2026-09-15T13:19:04", "2026-09-18T13:19:04"),
    asked(2, "2026-09-17T05:37:11", "2026-09-22T05:37:11"),
    asked(3, "2026-09-17T11:00:00", "2026-09-22T11:00:00"),
)


@pytest.fixture
def brazil(shell: Shell) -> Seller:
    seller = shop(shell, "BR")
    seller.shell.now = "2026-09-17T12:00:00+00:00"
    seller.take(answer(seller.home / "answers.json", *BRAZIL))
    return seller


def test_three_business_days_are_found_in_what_brazil_showed(brazil: Seller) -> None:
    (told,) = rows(brazil)
    assert (told["rule"], told["term"], told["compared"], told["drifting"]) == ("flat.respond", "48 hours", 3, 3)
    # 48 hours end on Thursday 17 13:19:04 and Saturday 19 05:37:11: one day and three days before the platform's.
    assert (told["least_seconds"], told["most_seconds"]) == (86400, 3 * 86400)
    assert told["since"] == "2026-09-15T10:19:04-03:00"
    assert (told["fit"], told["fits"], told["fit_of"], told["also"]) == ("3 business days", 3, 3, [])
    assert (told["file"], told["cases"], told["fit_cases"]) == ("flat-br.toml", [1, 2, 3], 3)


def test_what_it_offers_can_be_written_down_and_then_nothing_differs(brazil: Seller) -> None:
    printed = brazil.run("drift", "--toml").out
    assert printed == (
        "# flat-br.toml\n"
        "[[rule]]\n"
        'id = "flat.respond"\n'
        "\n"
        "[[rule.terms]]\n"
        'length = "48 hours"\n'
        'source = "the developer page"\n'
        'confidence = "low"\n'
        "\n"
        "[[rule.terms]]\n"
        "from = 2026-09-15\n"
        'length = "3 business days"\n'
        'source = "platform deadlines of 3 cases (aftersales drift)"\n'
        'confidence = "low"\n'
        "dated = 2026-09-17\n"
        "\n"
    )
    path = own(brazil.home, "flat-br.toml", printed)
    assert brazil.run("policy", "check", path).code == 0
    assert rows(brazil) == []
    said = "3 platform deadlines compared. None differs by more than 1 h (`--min`).\n"
    assert brazil.run("drift").err == said


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_what_is_to_be_copied_is_never_wrapped(brazil: Seller, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    page = brazil.run("drift", "--format", "table").out
    copied = [line.strip() for line in page.partition("In your policy file flat-br.toml:")[2].splitlines()[1:]]
    printed = [line for line in brazil.run("drift", "--toml").out.splitlines() if not line.startswith("#")]
    assert [line for line in copied if line] == [line for line in printed if line]


def test_drift_writes_nothing(brazil: Seller) -> None:
    brazil.run("due")
    before = brazil.dump()
    brazil.run("drift")
    assert brazil.dump() == before


def test_of_one_deadline_every_term_that_gives_it_is_named(shell: Shell) -> None:
    seller = shop(shell, "BR")
    seller.shell.now = "2026-09-17T12:00:00+00:00"
    seller.take(answer(seller.home / "answers.json", BRAZIL[0]))
    (told,) = rows(seller)
    # Tuesday to Friday at the same time: of hours as the rule is, the plainest; days and working days give it too.
    assert (told["fit"], told["fits"]) == ("72 hours", 1)
    assert {"3 days", "3 business days"} <= set(told["also"])
    assert (told["fit_cases"], told["toml"], told["file"]) == (1, None, None)
    page = " ".join(seller.run("drift", "--format", "table").out.split())
    assert "differing 1 of 1 platform deadline" in page
    assert "would fit 72 hours: 1 of 1 within a minute as well 3 business days; 3 days note" in page
    assert "note only 1 case: too few to change a rule" in page
    assert seller.run("drift", "--toml").out == ""
    assert seller.run("drift").err == ("1 platform deadline compared. 1 differs by more than 1 h (`--min`).\n")


def test_an_hour_at_which_no_day_is_closed_is_no_closing_hour(shell: Shell) -> None:
    """Thursday 14:20:36 to Wednesday 15:20:36 is 145 hours; no day ends at 15:20:36."""
    seller = shop(shell, "GB")
    seller.shell.now = "2026-11-20T12:00:00+00:00"
    seller.take(
        answer(seller.home / "answers.json", asked(1, "2026-11-19T14:20:36", "2026-11-25T15:20:36", currency="GBP"))
    )
    (told,) = rows(seller)
    assert (told["fit"], told["also"]) == ("145 hours", [])


def test_most_is_told_as_so_many_of_so_many(shell: Shell) -> None:
    """Nine requests of Wednesdays at noon: seven due on Monday (three working days), two on Saturday."""
    seller = shop(shell, "GB")
    seller.shell.now = "2026-11-18T13:00:00+00:00"
    odd = [asked(n, f"2026-11-18T12:00:{n:02}", f"2026-11-21T12:00:{n:02}", currency="GBP") for n in range(8, 10)]
    same = [asked(n, f"2026-11-18T12:00:{n:02}", f"2026-11-23T12:00:{n:02}", currency="GBP") for n in range(1, 8)]
    seller.take(answer(seller.home / "answers.json", *same, *odd))
    (told,) = rows(seller)
    # All of one Wednesday, so five days and 120 hours give the same.
    assert (told["fits"], told["fit_of"]) == (7, 9)
    assert "3 business days" in (told["fit"], *told["also"])
    page = seller.run("drift", "--format", "table").out
    assert "7 of 9 within a minute" in page
    assert "median 3 d later, from 1 d later to 3 d later" in " ".join(page.split())


def test_a_closing_hour_is_found(shell: Shell) -> None:
    """Due at the end of the second working day, whatever the hour of the request: Fri → Tue, Mon → Wed."""
    seller = shop(shell, "GB")
    seller.shell.now = "2026-11-23T13:00:00+00:00"
    seller.take(
        answer(
            seller.home / "answers.json",
            asked(1, "2026-11-20T09:30:00", "2026-11-24T23:59:59", currency="GBP"),
            asked(2, "2026-11-23T12:10:00", "2026-11-25T23:59:59", currency="GBP"),
            asked(3, "2026-11-23T12:40:00", "2026-11-25T23:59:59", currency="GBP"),
        )
    )
    (told,) = rows(seller)
    assert (told["fit"], told["fits"], told["also"]) == ("2 business days ending 23:59:59", 3, [])
    assert 'ends = "end-of-day"' in told["toml"]


def test_other_values_keep_their_term(shell: Shell) -> None:
    """Below £100 the platform now gives three working days; what is said of £100 and more stays as it is."""
    seller = Seller(shell, "shop", "GB")
    # In force whatever the built-in rules become: 2 working days below £100, 4 from there on.
    terms = "".join(
        f'[[rule.terms]]\nfrom = 2026-04-01\nlength = "{n} business days"\n{limit} = "100.00"\n'
        'source = "x"\nconfidence = "high"\n'
        for n, limit in ((2, "below"), (4, "at-least"))
    )
    path = own(shell.home, "tiktok-gb.toml", f'[[rule]]\nid = "gb.respond"\n{terms}')
    shell.now = "2026-11-18T13:00:00+00:00"
    seller.take(
        answer(
            seller.home / "answers.json",
            asked(1, "2026-11-17T10:00:00", "2026-11-20T10:00:00", currency="GBP"),
            asked(2, "2026-11-18T11:00:00", "2026-11-23T11:00:00", currency="GBP"),
            asked(3, "2026-11-18T12:00:00", None, "150.00", "GBP"),
            asked(4, "2026-11-18T11:30:00", "2026-11-23T11:30:00", currency="GBP"),
        )
    )
    (told,) = rows(seller)
    assert (told["limits"], told["fit"]) == ("below 100.00 GBP", "3 business days")
    path.write_text(told["toml"], encoding="utf-8")
    assert seller.run("policy", "check").code == 0
    assert rows(seller) == []
    # Wednesday 18 November 12:00 and four working days: Tuesday 24.
    assert json.loads(shell.ok("due --all --json --duty respond").out)[-1]["due"] == "2026-11-24T12:00:00+00:00"


def test_what_differs_by_less_is_left_out(shell: Shell) -> None:
    seller = shop(shell, "GB")
    seller.shell.now = "2026-11-18T13:00:00+00:00"
    seller.take(
        answer(seller.home / "answers.json", asked(1, "2026-11-17T10:00:00", "2026-11-19T10:50:00", currency="GBP"))
    )
    assert rows(seller) == []
    assert rows(seller, "--min", "10m")[0]["median_seconds"] == 3000
    assert seller.run("drift", "--min", "soon").code == 2


def test_what_was_answered_lately_is_looked_at_too(shell: Shell) -> None:
    seller = shop(shell, "BR")
    seller.shell.now = "2026-09-17T12:00:00+00:00"
    seller.take(answer(seller.home / "answers.json", *BRAZIL))
    done = [{**told, "return_status": "RETURN_OR_REFUND_REQUEST_COMPLETE"} for told in BRAZIL]
    for told in done:
        told.pop("seller_next_action_response")
        told["update_time"] = unix("2026-09-18T10:00:00")
    seller.take(answer(seller.home / "later.json", *done), now="2026-09-18T12:00:00+00:00")
    seller.shell.now = "2026-09-18T13:00:00+00:00"
    assert rows(seller)[0]["fits"] == 3
    seller.shell.now = "2027-01-18T13:00:00+00:00"
    assert rows(seller) == []


def test_a_parcel_under_way_is_the_carrier_s_time(shell: Shell) -> None:
    seller = shop(shell, "GB")
    seller.shell.now = "2026-11-18T13:00:00+00:00"
    way = asked(1, "2026-11-10T10:00:00", None, currency="GBP") | {
        "return_type": "RETURN_AND_REFUND",
        "return_status": "BUYER_SHIPPED_ITEM",
        "update_time": unix("2026-11-17T10:00:00"),
        "seller_next_action_response": [
            {"action": "SELLER_RESPOND_RECEIVE_PACKAGE", "deadline": unix("2026-12-17T10:00:00")}
        ],
    }
    seller.take(answer(seller.home / "answers.json", way))
    seller.run("shipped", "1", "--at", "2026-11-17T09:00")
    run = seller.run("drift", "--json")
    assert json.loads(run.out) == []


def test_without_deadlines_of_the_platform_it_says_so(shell: Shell) -> None:
    seller = Seller(shell)
    run = seller.run("drift")
    assert (run.code, run.out) == (0, "")
    assert run.err == "No platform deadline to compare: only API answers have them, exports never do.\n"
