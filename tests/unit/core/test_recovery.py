"""What claims and appeals of a case bring back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.cases import timeline
from aftersales.core.cases.model import Case, Event
from aftersales.core.money.amount import Money
from aftersales.core.recovery import Recovery, left_to_win_back, postage_paid, recovery, winnable

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _events(*told: tuple[str, dict[str, object]]) -> list[Event]:
    return [Event(name, NOW + n * HOUR, data, id=n) for n, (name, data) in enumerate(told)]


OPENED = ("claim.opened", {"on": "carrier", "because": "lost", "parcel": "return", "amount": 2000})
FILED: tuple[str, dict[str, object]] = ("appeal.filed", {})


def test_a_claim_that_waits_may_still_bring_what_it_asks_for() -> None:
    assert recovery(0, _events(OPENED)) == Recovery(2000, 0, 0, 2000)
    assert recovery(0, _events(OPENED, ("claim.submitted", {}))) == Recovery(2000, 0, 0, 2000)


def test_what_a_claim_did_not_bring_is_lost() -> None:
    assert recovery(0, _events(OPENED, ("claim.won", {"amount": 1500}))) == Recovery(2000, 1500, 500, 0)
    assert recovery(0, _events(OPENED, ("claim.lost", {}))) == Recovery(2000, 0, 2000, 0)


def test_claim_and_appeal_are_for_the_same_money() -> None:
    lost = ("claim.lost", {})
    assert recovery(2000, _events(OPENED, lost, FILED)) == Recovery(2000, 0, 0, 2000)
    assert recovery(2000, _events(OPENED, lost, FILED, ("appeal.ruled", {"for": "buyer"}))).lost == 2000
    won = ("appeal.ruled", {"for": "seller"})
    assert recovery(2000, _events(OPENED, lost, FILED, won)) == Recovery(2000, 2000, 0, 0)


def test_an_appeal_won_without_an_amount_brings_what_is_left() -> None:
    part, won = ("claim.won", {"amount": 500}), ("appeal.ruled", {"for": "seller"})
    assert recovery(2000, _events(OPENED, part, FILED, won)).won == 2000
    assert recovery(2000, _events(FILED, won, OPENED, part)).won == 2000
    assert recovery(2000, _events(FILED, ("appeal.ruled", {"for": "seller", "amount": 700}))).won == 700


def test_what_came_back_can_not_be_won_back_again() -> None:
    assert left_to_win_back(2000, _events(OPENED, ("claim.won", {"amount": 500}))) == 1500
    assert left_to_win_back(2000, _events(OPENED, ("claim.won", {"amount": 2500}))) == 0


def test_postage_is_sought_beside_the_refund() -> None:
    sent = ("send-back.sent", {"amount": 350, "reimbursed": True})
    assert recovery(0, _events(sent)) == Recovery(350, 0, 0, 350)
    assert recovery(0, _events(sent, ("send-back.reimbursed", {"amount": 300}))) == Recovery(350, 300, 50, 0)
    assert recovery(0, _events(sent, ("send-back.dropped", {}))) == Recovery(350, 0, 350, 0)
    assert recovery(0, _events(sent, ("send-back.reimbursed", {"amount": 400}))) == Recovery(400, 400, 0, 0)
    both = _events(OPENED, sent, ("claim.won", {"amount": 2000}), ("send-back.reimbursed", {"amount": 350}))
    assert recovery(2000, both) == Recovery(2350, 2350, 0, 0)
    assert left_to_win_back(2000, both) == 0  # the postage is none of the refund
    assert left_to_win_back(2000, _events(sent, ("send-back.reimbursed", {"amount": 350}))) == 2000


def test_postage_that_nobody_reimburses_is_not_sought() -> None:
    own = ("send-back.sent", {"amount": 350, "reimbursed": False})
    assert recovery(0, _events(own)) == Recovery()
    assert recovery(0, _events(("send-back.sent", {}))) == Recovery()
    assert recovery(0, _events(own, ("send-back.reimbursed", {"amount": 350}))) == Recovery(350, 350, 0, 0)
    assert recovery(0, _events(own, ("send-back.dropped", {}))) == Recovery()
    assert postage_paid(_events(own)) == 350 and postage_paid([]) == 0


_AMOUNTS = st.integers(1, 2000)
_STEPS = st.one_of(
    st.tuples(st.sampled_from(["send-back.sent", "send-back.reimbursed"]), _AMOUNTS),
    st.tuples(st.sampled_from(["send-back.called", "send-back.dropped"]), st.just(0)),
    st.tuples(st.just("refund.issued"), _AMOUNTS),
    st.tuples(st.just("claim.opened"), _AMOUNTS),
    st.tuples(
        st.sampled_from(["claim.submitted", "claim.lost", "appeal.filed", "appeal.won", "appeal.lost"]), st.just(0)
    ),
    st.tuples(st.sampled_from(["claim.won", "appeal.won"]), _AMOUNTS),
)


def _told(name: str, amount: int) -> tuple[str, dict[str, object]]:
    data: dict[str, object] = {"amount": amount} if amount else {}
    if name in ("appeal.won", "appeal.lost"):
        return "appeal.ruled", {**data, "for": "seller" if name == "appeal.won" else "buyer"}
    if name == "claim.opened":
        return name, {**data, "on": "carrier", "because": "lost", "parcel": "return"}
    if name == "send-back.sent":
        return name, {**data, "reimbursed": True}
    return name, data


@given(st.lists(_STEPS, max_size=12), st.randoms())
def test_refund_claim_and_appeal_add_up_to_the_penny_in_every_order(
    steps: list[tuple[str, int]], random: object
) -> None:
    """The steps in any order: what was refunded is what was paid out and nothing else, and what was sought is what was
    won, lost or still may come; in another order as much was refunded and won.
    """
    shuffled = list(steps)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    sums = []
    for some in (steps, shuffled):
        opened = Event("request.opened", NOW - HOUR)
        case = Case(
            1, "shop", "TH", "refund", amount=Money(2000, "THB"), order_amount=Money(2000, "THB"),
            events=(opened, Event("request.approved", NOW - HOUR / 2), *_events(*(_told(*step) for step in some))),
        )  # fmt: skip
        line = timeline.build(case)
        events = [happening.event for happening in line.happenings]
        paid = sum(amount for name, amount in some if name == "refund.issued")
        assert line.state.refunded == paid
        claimless = [e for e in events if not e.name.startswith("claim.")]
        assert timeline.build(case._replace(events=tuple(claimless))).state.money == line.state.money
        back = recovery(line.state.refunded, events)
        assert back.sought == back.won + back.lost + back.pending
        assert min(back) >= 0
        told = sum(amount for name, amount in some if name in ("claim.won", "appeal.won"))
        whole = any(step == ("appeal.won", 0) for step in some)
        of_refund = max(told, paid) if whole else told  # never more than was told, nor more than went out
        postage = sum(amount for name, amount in some if name == "send-back.reimbursed")
        assert back.won == of_refund + postage
        assert left_to_win_back(paid, events) == max(0, paid - of_refund)
        sums.append((line.state.refunded, back.won))
    assert sums[0] == sums[1]


def _winnable(duty: str, *told: tuple[str, dict[str, object]], kind: str = "refund", quick: bool = False) -> str:
    asked = ("request.opened", {})
    events = tuple(_events(asked, *told))
    case = Case(1, "th", "TH", kind, amount=Money(49000, "THB"), quick_refund=quick, events=events)
    line = timeline.build(case)
    return str(winnable(case, duty, line.state, [happening.event for happening in line.happenings]))


APPROVED: tuple[str, dict[str, object]] = ("request.approved", {"by": "platform"})


def test_an_appeal_can_bring_back_what_went_out_or_is_to_go_out() -> None:
    assert _winnable("appeal", APPROVED) == "490.00 THB"
    assert _winnable("appeal", APPROVED, ("refund.issued", {"amount": 30000})) == "300.00 THB"
    assert _winnable("appeal", quick=True) == "490.00 THB"
    assert _winnable("respond", APPROVED) == "None"
    assert _winnable("appeal", kind="review") == "None"


def test_what_was_brought_back_already_is_taken_off() -> None:
    claimed = ("claim.opened", {"on": "platform", "because": "lost", "parcel": "outbound", "amount": 49000})
    won = ("claim.won", {"amount": 20000})
    assert _winnable("claim", claimed) == "490.00 THB"
    assert _winnable("claim-follow-up", claimed, won) == "290.00 THB"
    assert _winnable("appeal", APPROVED, ("refund.issued", {"amount": 49000}), claimed, won) == "290.00 THB"


def test_of_goods_sent_back_the_postage_can_come_back() -> None:
    sent = ("send-back.sent", {"amount": 3500, "reimbursed": True})
    assert _winnable("reclaim-postage", sent, kind="return") == "35.00 THB"
    assert _winnable("reclaim-postage", sent, ("send-back.reimbursed", {"amount": 100}), kind="return") == "None"
    refunded = ("refund.issued", {"amount": 49000})
    back = ("send-back.reimbursed", {"amount": 3500})
    assert _winnable("appeal", APPROVED, refunded, sent, back, kind="return") == "490.00 THB"
