"""What goes on beside a request: the buyer's messages and the bank's chargebacks, from the command to the list."""

from __future__ import annotations

import json

import pytest

from transcripts import Shell, prepared

ORDER = "576461413038785752"


@prepared
def case(shell: Shell) -> None:
    """A US shop with one return, asked on Fri 20 Nov 2026 at 09:00 Pacific and looked at on Monday the 23rd."""
    shell.now = "2026-11-23T17:00:00+00:00"
    shell.ok("init --shop us --market US")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-01T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-11-20T09:00")


def _due(shell: Shell, duty: str) -> list[tuple[str, str, str]]:
    found = json.loads(shell.ok("due --all --json").out)
    return [(a["due"], a["source"], a["next"]) for a in found if a["duty"] == duty]


def test_a_message_of_the_weekend_is_due_on_monday_at_noon_with_the_chatbots_on(case: Shell) -> None:
    case.ok("config set shops.us.chatbot true")
    case.ok("message 1 --at 2026-11-21T10:00 --text 'where is it [red]?'")
    assert _due(case, "answer-message") == [("2026-11-23T12:00:00-08:00", "computed", "aftersales note 1")]
    assert "message received: where is it [red]?" in case.ok("show 1 --format table").out


def test_a_message_of_sunday_evening_has_less_than_its_24_hours_with_them(case: Shell) -> None:
    case.ok("config set shops.us.chatbot true")
    case.ok("message 1 --at 2026-11-22T18:00")
    assert _due(case, "answer-message") == [("2026-11-23T12:00:00-08:00", "computed", "aftersales note 1")]
    page = " ".join(case.ok("explain 1 --format table").out.split())
    assert "It ends at 12:00:00 of the first Monday from that day on, which is sooner." in page


def test_without_the_chatbots_the_weekend_counts(case: Shell) -> None:
    case.ok("message 1 --at 2026-11-22T18:00")  # Sunday evening, 24 hours
    assert [due for due, _, _ in _due(case, "answer-message")] == ["2026-11-23T18:00:00-08:00"]


def test_a_day_typed_from_a_notice_is_no_news_of_the_rules(case: Shell) -> None:
    case.ok("chargeback 1 --at 2026-11-23T08:00 --until 2026-12-04T17:00 --reason fraud")
    assert json.loads(case.ok("drift --json").out) == []


@pytest.mark.parametrize("reply", ["note 1 --to-buyer --text 'It left today.'", "done 1"])
def test_a_reply_ends_it(case: Shell, reply: str) -> None:
    case.ok("message 1 --at 2026-11-21T10:00")
    case.ok(reply)
    assert not _due(case, "answer-message")
    assert _due(case, "respond")


def test_a_note_for_the_desk_is_no_reply(case: Shell) -> None:
    case.ok("message 1 --at 2026-11-21T10:00")
    case.ok("note 1 --text 'Asked the warehouse'")
    assert _due(case, "answer-message")


def test_the_day_of_the_notice_beats_the_rules_seven_days(case: Shell) -> None:
    case.ok("chargeback 1 --at 2026-11-23T08:00 --until 2026-12-04T17:00 --reason fraud")
    assert _due(case, "answer-chargeback") == [("2026-12-04T17:00:00-08:00", "stamped", "aftersales show 1")]
    told = next(c for c in json.loads(case.ok("explain 1 --json").out) if c["duty"] == "answer-chargeback")
    assert (told["computed_due"], told["confidence"]) == ("2026-11-30T08:00:00-08:00", "low")
    assert told["drift_seconds"] == (4 * 24 + 9) * 3600  # Mon 30 Nov 08:00 to Fri 4 Dec 17:00
    assert "chargeback received: by Fri 4 Dec 2026 17:00 PST, fraud" in " ".join(
        case.ok("show 1 --format table").out.split()
    )
    case.ok("done 1 --text 'Sent the proof of delivery'")
    assert not _due(case, "answer-chargeback")


def test_a_chargeback_outlives_a_request_asked_anew(case: Shell) -> None:
    case.ok("chargeback 1 --at 2026-11-23T08:00")
    case.ok("reject 1 --reason 'No proof' --at 2026-11-23T08:10")
    case.ok(f"open return --order {ORDER} --at 2026-11-23T08:30")
    assert [due for due, _, _ in _due(case, "answer-chargeback")] == ["2026-11-30T08:00:00-08:00"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("chargeback 1 --at 2026-11-23T08:00 --until 2026-11-23T08:00", 2, "is not after the notice"),
        ("chargeback 1 --until soon", 2, "--until 'soon'"),
        ("chargeback 7", 1, "7"),
        ("message 1 --at 2026-11-20T08:59", 1, "the buyer asked on Fri 20 Nov 2026 09:00 PST"),
        ("message 1 --text ' '", 2, "--text is empty"),
    ],
)
def test_what_can_t_be_is_refused(case: Shell, line: str, code: int, words: str) -> None:
    run = case(line)
    assert (run.code, run.out) == (code, "")
    assert words in run.err
    assert not _due(case, "answer-message") + _due(case, "answer-chargeback")


def test_a_second_chargeback_waits_for_the_answer_to_the_first(case: Shell) -> None:
    case.ok("chargeback 1 --at 2026-11-23T08:00")
    run = case("chargeback 1 --at 2026-11-23T08:30 --until 2026-11-27T10:00")
    assert (run.code, run.out) == (1, "")
    assert "a chargeback is waiting for your answer already" in run.err
    case.ok("done 1 --at 2026-11-23T08:20")
    case.ok("chargeback 1 --at 2026-11-23T08:30 --until 2026-11-27T10:00")
    assert [due for due, _, _ in _due(case, "answer-chargeback")] == ["2026-11-27T10:00:00-08:00"]


@pytest.mark.parametrize("line", ["message 1", "chargeback 1 --until 2026-12-04T17:00"])
def test_a_dry_run_records_nothing(case: Shell, line: str) -> None:
    case.ok(f"{line} --dry-run")
    assert not _due(case, "answer-message") + _due(case, "answer-chargeback")
    case.ok(line)
    assert _due(case, "answer-message") + _due(case, "answer-chargeback")


def test_the_markets_advice_on_cheap_goods_is_told_with_its_side(shell: Shell) -> None:
    """TikTok suggests in Thailand that goods up to 100 baht need not come back."""
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok("init --shop th --market TH")
    for number, amount in (("576461413038785753", "100.00"), ("576461413038785754", "100.01")):
        shell.ok(f"order add {number} --amount {amount} --placed 2026-11-01T10:00")
        shell.ok(f"open return --order {number} --at 2026-11-24T09:00")
    sides = [json.loads(shell.ok(f"choose {case} --json").out)["notes"][0] for case in (1, 2)]
    assert "this refund of 100.00 THB is within it" in sides[0]
    assert "this refund of 100.01 THB is above it" in sides[1]
    assert all("confidence medium" in side for side in sides)


def test_a_market_without_such_advice_says_nothing_of_it(case: Shell) -> None:
    case.ok("init --shop uk --market GB")
    case.ok("order add 576461413038785755 --shop uk --amount 8 --placed 2026-11-01T10:00")
    case.ok("open return --order 576461413038785755 --at 2026-11-22T09:00")
    assert not [n for n in json.loads(case.ok("choose 2 --json").out)["notes"] if "advice" in n]


@pytest.mark.parametrize(
    ("market", "how", "source"),
    [
        ("GB", "automatic", "changelog"),
        ("VN", "automatic", "0ztueG2I"),
        ("SG", "automatic", "0ztueG2I"),
        ("DE", "request", "overview"),
    ],
)
def test_the_first_hour_on_hold(shell: Shell, market: str, how: str, source: str) -> None:
    """A buyer's cancellation in it is approved by itself where a source says so."""
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok(f"init --shop s --market {market}")
    shell.ok(f"order add {ORDER} --amount 40 --placed 2026-11-23T10:00 --status on-hold")
    buyer = json.loads(shell.ok(f"order cancel-check {ORDER} --json").out)[0]
    assert (buyer["who"], buyer["how"]) == ("buyer", how)
    assert source in buyer["source"]
