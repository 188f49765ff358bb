"""`draft` at the shell: what it proposes, which facts it fills in, what it marks, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from transcripts import Shell, prepared

BASE = 576000000000000000
LAMP = "Desk lamp"


@prepared
def desk(shell: Shell) -> None:
    """A shop in GB with one case of each kind of request, all asked for on 23 November."""
    shell.ok("init --shop uk-main --market GB")
    for number, (kind, reason) in enumerate(
        [
            ("return", "Item is damaged"), ("refund", "Package not received"), ("replacement", "Item is defective"),
            ("cancellation", "No longer needed"), ("return", "Item is damaged"),
        ],
        1,
    ):  # fmt: skip
        order = BASE + number
        shell.ok(["order", "add", str(order), "--amount", "25.00", "--placed", "2026-11-10T10:00", "--product", LAMP])
        shell.ok(["open", kind, "--order", str(order), "--at", "2026-11-23T10:00", "--reason", reason])


def rows(shell: Shell, line: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shell.ok(f"{line} --json").out)
    return found


def one(shell: Shell, line: str) -> dict[str, Any]:
    (found,) = rows(shell, f"{line} -l en")
    return found


def test_the_message_goes_to_stdout_alone(desk: Shell) -> None:
    run = desk.ok("draft 1 -l en")
    assert run.out == (
        "Hello,\n\n"
        f"We are sorry about the trouble with your Desk lamp (order {BASE + 1}). So that we can help, please send us "
        "here: a photo of the damage, one of the packaging, and one of the label on the parcel.\n\n"
        "We have to answer your request by Wednesday 25 November, 10:00 GMT, so please send it before then.\n"
    )
    told = " ".join(run.err.split())
    assert "This is the draft photos. Others: acknowledge, trace, approve, reject, offer," in told
    assert 'Nothing was sent. After you send it: aftersales note --to-buyer 1 --text "…"' in told


def test_both_languages_unless_one_is_named(desk: Shell) -> None:
    assert [row["language"] for row in rows(desk, "draft 1")] == ["en", "zh"]
    assert desk.ok("draft 1").out.count("\n-----\n") == 1
    zh = rows(desk, "draft 2 -l zh")[0]["text"]
    assert zh.startswith(f"您好！\n\n您购买的“Desk lamp”（订单号 {BASE + 2}）还没有送到您手中")
    assert "11月25日 周三 10:00（GMT）之前答复您" in zh


def test_what_the_draft_needs_is_taken_from_the_case(desk: Shell) -> None:
    desk.ok(["config", "set", "shops.uk-main.return_address", "1 Dock Road, Leeds LS10 1JJ"])
    made = one(desk, "draft 1 --mode seller-address")
    assert made["draft"] == "approve-seller-address"
    assert "Please send it back by Sunday 29 November, 09:00 GMT to this address:\n\n1 Dock Road, Leeds" in made["text"]
    assert "we will refund £25.00." in made["text"]
    assert made["unfilled"] == []
    assert (
        "The buyer's deadline is by rule gb.ship-back, confidence low: compare it with Seller Center."
        in (made["warnings"])
    )
    # Once it is recorded, its own deadline is told, and nothing is left to record.
    desk.ok("approve 1 --mode seller-address")
    later = json.loads(desk.ok("draft 1 -l en --json", now="2026-11-26T09:00:00+00:00").out)[0]
    assert (later["draft"], later["text"]) == ("approve-seller-address", made["text"])
    assert not any("Not recorded yet" in warning for warning in later["warnings"])


def test_what_is_not_known_is_marked_and_said(desk: Shell) -> None:
    run = desk.ok("draft 1 --mode seller-address -l en")
    assert "[RETURN ADDRESS]" in run.out
    told = " ".join(run.err.split())
    assert "Fill in before you send it: [RETURN ADDRESS]" in told
    assert "The return address is not set: aftersales config set shops.uk-main.return_address ADDRESS" in told
    assert "Not recorded yet. When it is done in Seller Center: aftersales approve 1 --mode seller-address" in told
    assert "[RETURN ADDRESS]" in desk.ok("-q draft 1 --mode seller-address -l en").err  # what can't be sent is said
    assert one(desk, "draft 1 offer")["unfilled"] == ["[AMOUNT]"]
    assert one(desk, "draft 1 reject")["unfilled"] == ["[REASON]"]


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("draft 1 approve --mode keep", "approve-keep", "You will get £25.00 back, and you can keep the item"),
        ("draft 1 --mode local-service", "approve-local-service", "TikTok Shop's local return service"),
        ("draft 1 approve", "approve-undecided", "Please do not send anything yet"),
        ("draft 2 approve", "approve-refund", "You will get £25.00 back"),
        ("draft 3 approve", "approve-replacement", "We will send you a new one."),
        ("draft 4 approve", "approve-cancellation", "We have cancelled the order for your Desk lamp"),
        ("draft 1 reject --ground used", "reject-used", "the item has been used or damaged after it was delivered."),
        ("draft 2 reject --ground no-evidence", "reject-no-evidence", "we asked for photos"),
        ("draft 4 reject --ground dispatched", "reject-dispatched", "has already left us"),
        ("draft 1 --ground other", "reject-other", "ask TikTok Shop in the app to step in"),
        ("draft 1 offer --amount 5", "offer", "We would like to refund you £5.00, and you keep the item."),
        ("draft 1 --amount 5", "offer", "If you agree, please accept the offer in the app."),
        ("draft 1 --stage photos", "photos", "a photo of the damage"),
        ("draft 1 trace", "trace-return", "has not reached us yet"),
        ("draft 3 sent", "sent", "The new item for your Desk lamp"),
    ],
)
def test_each_subject_has_its_text(desk: Shell, line: str, name: str, said: str) -> None:
    made = one(desk, line)
    assert made["draft"] == name
    assert said in made["text"]
    assert f"(order {BASE + made['case']})" in made["text"]


@pytest.mark.parametrize(
    ("steps", "name", "said"),
    [
        (
            ["reject 1 --reason 'The seal was broken' --force"],
            "reject-other",
            "cannot approve it: The seal was broken\n",
        ),
        (["approve 1 --mode partial --amount 5"], "offer", "We would like to refund you £5.00"),
        (["approve 1 --mode partial --amount 5", "accepted 1"], "approve-keep", "You will get £5.00 back"),
        (["approve 1 --mode keep", "refund 1"], "refunded", "£25.00 for your Desk lamp"),
        (["approve 1 --mode seller-address", "shipped 1 --tracking RM1"], "underway", "back (tracking number RM1)."),
        (
            ["approve 1 --mode seller-address", "shipped 1", "delivered 1"],
            "checking",
            "We are checking it and will write to you by ",
        ),
        (
            ["approve 1 --mode seller-address", "shipped 1", "delivered 1", "received 1"],
            "accepted",
            "We are refunding £25.00 to you.",
        ),
    ],
)
def test_the_fitting_one_is_proposed_with_what_was_recorded(
    desk: Shell, steps: list[str], name: str, said: str
) -> None:
    for step in steps:
        desk.ok(step)
    made = one(desk, "draft 1")
    assert made["draft"] == name
    assert said in made["text"]
    assert made["unfilled"] == []
    assert not any("Not recorded" in warning for warning in made["warnings"])


@pytest.mark.parametrize("line", ["draft 1", "draft 2", "draft 3", "draft 4"])
def test_what_is_open_is_neither_promised_nor_refused(desk: Shell, line: str) -> None:
    made = one(desk, line)
    assert made["draft"] in ("photos", "trace", "acknowledge")
    assert made["warnings"] == []


@pytest.mark.parametrize(
    "product",
    ["Review us 5 stars and we refund you", "Lamp www.lamp-shop.com", "Lamp, write to lamp@mail.cn", "好评返现红包"],
)
@pytest.mark.parametrize("subject", ["approve --mode keep", "photos", "reject --ground used"])
def test_a_hostile_name_is_left_out(shell: Shell, product: str, subject: str) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["order", "add", str(BASE), "--amount", "9", "--placed", "2026-11-10T10:00", "--product", product])
    shell.ok(f"open return --order {BASE} --at 2026-11-23T10:00")
    for row in rows(shell, f"draft 1 {subject}"):
        assert product not in row["text"]
        assert ("your purchase" in row["text"]) == (row["language"] == "en")
        assert "The product's name is left out: it has words that may not go to a buyer." in row["warnings"]
        shell.ok(["note", "1", "--to-buyer", "--text", row["text"]])


def test_a_name_with_escape_codes_reaches_no_terminal(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    name = "Lamp \x1b[2J‮{amount}"
    shell.ok(["order", "add", str(BASE), "--amount", "9", "--placed", "2026-11-10T10:00", "--product", name])
    shell.ok(f"open return --order {BASE} --at 2026-11-23T10:00")
    told = shell.ok("draft 1 approve --mode keep").out
    assert not {"\x1b", "‮"} & set(told)
    assert "your Lamp [2J {amount} (order" in told


def test_a_reason_that_may_not_be_sent_is_refused(desk: Shell) -> None:
    desk.ok(["reject", "1", "--force", "--reason", "Change your review to 5 stars and we refund you"])
    run = desk("draft 1")
    assert (run.code, run.out) == (1, "")
    assert "the draft can't go to a buyer in GB:" in run.err
    assert run.err.endswith("Give another one with --ground, such as --ground used.\n")
    desk.ok("draft 1 --ground used")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("draft 1 sent", 2, "case 1, return: there is no draft 'sent'; there are acknowledge, photos,"),
        ("draft 1 late", 2, "case 1, return: there is no draft 'late'"),
        ("draft 1 foo", 2, "SUBJECT 'foo' is not known; it takes acknowledge, photos,"),
        ("draft 1 --stage foo", 2, "--stage 'foo' is not known"),
        ("draft 1 photos --stage offer", 2, "SUBJECT and --stage say the same; name one of them."),
        ("draft 1 --mode partial", 2, "--mode 'partial' is not known; it takes keep, seller-address, local-service."),
        ("draft 2 --mode keep", 2, "--mode is for returns, not for this refund."),
        ("draft 1 --ground foo", 2, "--ground 'foo' is not known; it takes delivered,"),
        ("draft 1 approve --amount 5", 2, "--amount is for the draft offer, not for approve."),
        ("draft 1 offer --amount 25.01", 2, "an offer of 25.01 GBP is more than the 25.00 GBP asked for."),
        ("draft 1 offer --amount x", 2, "--amount 'x' is not an amount"),
        ("draft 1 --language fr", 2, "--language 'fr' is not known; it takes en, zh."),
        ("draft 99", 1, "no case 99"),
    ],
)
def test_what_can_not_be_written_is_said(desk: Shell, line: str, code: int, said: str) -> None:
    run = desk(line)
    assert (run.code, run.out) == (code, "")
    assert said in run.err


def test_options_for_requests_are_for_no_review(desk: Shell) -> None:
    desk.ok(f"review open --order {BASE + 1} --stars 1 --text Broken --cause quality")
    assert "--mode, --ground and --amount are for requests, not for this review." in desk("draft 6 --mode keep").err
    made = one(desk, "draft 6")
    assert (made["draft"], made["others"]) == ("quality-contact", ["offer", "solved"])
    assert "review contact 6" in desk.ok("draft 6").err
    assert "case 6, review: there is no draft 'late'; there are contact, offer, solved." in desk("draft 6 late").err


def test_where_nothing_is_left_to_write_a_subject_is_asked_for(desk: Shell) -> None:
    desk.ok("withdrawn 5")
    run = desk("draft 5")
    assert run.code == 1
    assert "case 5: nothing is left to write by where it stands; name a subject: acknowledge," in run.err
    desk.ok("draft 5 acknowledge")
