"""Every refusal that a seller meets: the exit code, nothing on stdout, one sentence on stderr, word for word, and the
ledger as it was, down to the last row.
"""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from transcripts import SAMPLES, Shell

# Today is Tuesday 24 November 2026, 09:00 in London; every case below is number 1, unless it says otherwise.
ORDER, OTHER = "577000000000000001", "577000000000000002"
SHOP = ["init --shop uk-main --market GB"]
SOLD = [*SHOP, f"order add {ORDER} --amount 40.00 --placed 2026-11-01T10:00 --delivered 2026-11-05T10:00"]
ASKED = [*SOLD, f"open return --order {ORDER} --amount 30.00 --at 2026-11-09T10:00 --reason 'Does not suit me'"]
APPROVED = [*ASKED, "approve 1 --mode seller-address --at 2026-11-10T10:00"]
SHIPPED = [*APPROVED, "shipped 1 --tracking EV100000001GB --at 2026-11-20T10:00"]  # to be checked by Sat 28 Nov
FORGOTTEN = [*APPROVED, "shipped 1 --tracking EV100000001GB --at 2026-11-12T10:00"]  # by Fri 20 Nov
OFFERED = [*ASKED, "approve 1 --mode partial --amount 12.00 --at 2026-11-10T10:00"]
REJECTED = [*ASKED, "reject 1 --reason 'Worn and washed' --at 2026-11-10T10:00"]
DISPUTED = [*REJECTED, "dispute 1 --at 2026-11-23T10:00", "evidence add 1 photo.jpg --as photos"]
LOST = [*REJECTED, "dispute 1 --at 2026-11-11T10:00", "ruled 1 --for buyer --at 2026-11-12T10:00"]
APPEALED = [*LOST, "evidence add 1 photo.jpg --as photos", "appeal 1 --at 2026-11-13T10:00"]
PACKED = [*SHOP, f"order add {ORDER} --amount 40.00 --placed 2026-11-23T10:00 --status awaiting-shipment"]
ON_THE_WAY = [*SHOP, f"order add {ORDER} --amount 40.00 --placed 2026-11-20T10:00 --status in-transit"]
REVIEWED = [*SOLD, f"review open --order {ORDER} --stars 1 --cause quality --at 2026-11-23T10:00"]
THAILAND = [
    "init --shop th-main --market TH",
    f"order add {ORDER} --amount 400 --placed 2026-11-01T10:00 --delivered 2026-11-05T10:00",
    f"review open --order {ORDER} --stars 1 --cause quality --at 2026-11-23T10:00",
]
QUICK = [
    *SHOP,
    f"import {SAMPLES / 'api-orders.json'} {SAMPLES / 'api-returns.json'} --as-of 2026-11-24T08:55",
    "shipped 4035333793306771897 --at 2026-11-23T11:40",
]
NAVY = "577072279160448825"  # the order of that quick refund
A_REFUND = f"open refund --order {ORDER} --reason"

# Why a message can't go, by the rule that says so.
_ASK = (
    "In this market a seller may not ask a buyer to change or remove a review, nor pick who is asked. Say what was put "
    "right and leave the review out of it. [ask-change; TikTok Shop UK, rules on reviews as told by cifnews.com, "
    "article 182235, 2025-12-31]"
)
_PAY = (
    "A refund, discount, gift or money may not hang on a review. Put right what went wrong in any case, and say "
    "nothing of the review beside it. [pay-for-review; Digital Markets, Competition and Consumers Act 2024, Schedule "
    "20, paragraph 13, as explained by cms-lawnow and Mills & Reeve, 2025-04-06]"
)
_PRESS = (
    "Threats, ultimatums, guilt and asking again and again are pressure. The buyer decides about a review alone. "
    "[press; tt123.com, guide to TikTok order refunds: nobody may be pressed, 2025-03-05]"
)
_TH = (
    "A refund, discount, gift or money may not hang on a review. Put right what went wrong in any case, and say "
    "nothing of the review beside it. [pay-for-review; tt123.com, guide to TikTok order refunds: the buyer decides, "
    "nobody may be pressed, 2025-03-05]"
)


def _unfit(*found: tuple[str, str], market: str = "GB") -> str:
    lines = [f"--text can't go to a buyer in {market}:", *(f"“{words}”: {why}" for words, why in found)]
    return "\n".join([*lines, "Nothing was written. `aftersales draft CASE` has wording that may be sent."])


class Refusal(NamedTuple):
    """What was done before, the line that is refused, the exit code, and the sentence."""

    scene: list[str]
    line: str
    code: int
    sentence: str


REFUSALS = {
    # --- Money and time
    "a refund above what was paid": Refusal(
        APPROVED, "refund 1 --amount 40.01", 1,
        "case 1: 40.01 GBP is more than the buyer can get back: 40.00 GBP was paid.",
    ),
    "a request above what was paid": Refusal(
        SOLD, f"open return --order {ORDER} --amount 40.01", 1,
        f"order {ORDER}: 40.01 GBP is more than the buyer can get back: 40.00 GBP was paid. Give the amount asked "
        "with --amount, or check the order.",
    ),
    "two refunds above it together": Refusal(
        [*APPROVED, "refund 1 --amount 25.00"], "refund 1 --amount 15.01", 1,
        "case 1: 15.01 GBP is more than the buyer can get back: 40.00 GBP was paid, and 25.00 GBP of it was "
        "refunded before.",
    ),
    "an offer above the refund asked for": Refusal(
        ASKED, "approve 1 --mode partial --amount 30.01", 1,
        "case 1: an offer of 30.01 GBP is more than the 30.00 GBP asked for.",
    ),
    "a second extension": Refusal(
        [*SHIPPED, "extend 1"], "extend 1", 1,
        "case 1: it was extended already, and the rule allows it once.",
    ),
    "an extension after the deadline": Refusal(
        FORGOTTEN, "extend 1", 1,
        "case 1: its deadline passed on Fri 20 Nov 2026 10:00 GMT; extend before the deadline.",
    ),
    # --- Cases
    "approving a closed case": Refusal(
        [*ASKED, "close 1 --reason 'Settled by telephone'"], "approve 1 --mode keep", 1, "case 1: it is closed.",
    ),
    "a case that is not there": Refusal(ASKED, "approve 2", 1, "no case 2. `aftersales cases` lists them."),
    "one of several that is not there": Refusal(
        ASKED, "approve 1 2", 1, "no case 2. `aftersales cases` lists them.",
    ),
    "a number that nobody has": Refusal(
        ASKED, "show 577999", 1, "no case 577999. `aftersales cases` lists them.",
    ),
    "a long number that nobody has": Refusal(
        ASKED, "show 5779999999", 1,
        "no case with ref, order or tracking number '5779999999'. `aftersales cases` lists them.",
    ),
    "an ambiguous beginning": Refusal(
        [*ASKED, f"order add {OTHER} --amount 9.00 --placed 2026-11-01T10:00", f"open refund --order {OTHER}"],
        "approve 5770000000", 1,
        f"'5770000000' fits several cases:\n1  uk-main  return  order {ORDER}  ref -\n"
        f"2  uk-main  refund  order {OTHER}  ref -\nName one by its id.",
    ),
    # --- Quick refunds and cancellations
    "refusing the parcel of a quick refund": Refusal(
        QUICK, f"refused {NAVY} --reason 'Not ours'", 1,
        "case {case}: it was refunded quickly, before the parcel came; only an appeal can bring the money "
        "back.",
    ),
    "cancelling after collection": Refusal(
        ON_THE_WAY, f"order cancel {ORDER} --by seller", 1,
        f"order {ORDER} can't be cancelled by the seller: it is in transit: after collection only a return or a refund "
        "is possible.",
    ),
    "cancelling twice": Refusal(
        [*PACKED, f"order cancel {ORDER} --by seller"], f"order cancel {ORDER} --by seller", 1,
        f"order {ORDER} is cancelled already, case 2.",
    ),
    "cancelling what the buyer has asked to cancel": Refusal(
        [*PACKED, f"open cancellation --order {ORDER}"], f"order cancel {ORDER} --by seller", 1,
        f"the buyer asked to cancel order {ORDER}: answer case 2 instead.",
    ),
    "cancelling in the buyer's name": Refusal(
        PACKED, f"order cancel {ORDER} --by buyer", 2,
        f"a buyer asks to cancel: aftersales open cancellation --order {ORDER}",
    ),
    # --- Disputes, offers, appeals
    "a ruling without a dispute": Refusal(REJECTED, "ruled 1 --for seller", 1, "case 1: no dispute is in progress."),
    "evidence without a dispute": Refusal(
        [*REJECTED, "evidence add 1 photo.jpg"], "evidence submit 1", 1, "case 1: no dispute is in progress.",
    ),
    "evidence dated before its dispute": Refusal(
        DISPUTED, "evidence submit 1 --at 2026-11-22T10:00", 1,
        "case 1: it follows “dispute opened”, which was on Mon 23 Nov 2026 10:00 GMT, after Sun 22 Nov 2026 10:00 GMT.",
    ),
    "a dispute of what was not refused": Refusal(
        APPROVED, "dispute 1", 1, "case 1: it is approved; a buyer can only dispute what was rejected or refused.",
    ),
    "a second dispute": Refusal(DISPUTED, "dispute 1", 1, "case 1: a dispute is in progress already."),
    "accepting without an offer": Refusal(
        ASKED, "accepted 1", 1, "case 1: no offer waits for the buyer's answer; it is pending.",
    ),
    "accepting twice": Refusal(
        [*OFFERED, "accepted 1"], "accepted 1", 1,
        "case 1: no offer waits for the buyer's answer; it is approved.",
    ),
    "an appeal against nothing": Refusal(
        APPROVED, "appeal 1", 1, "case 1: no decision against you can be appealed.",
    ),
    "a second appeal": Refusal(APPEALED, "appeal 1", 1, "case 1: an appeal was filed already."),
    "a refund before the approval": Refusal(
        ASKED, "refund 1", 1, "case 1: its request is pending; a refund follows an approval.",
    ),
    # --- Proof
    "a rejection without proof": Refusal(
        [*SOLD, f"{A_REFUND} 'Product is defective or doesn''t work'"], "reject 1 --reason 'It works here'", 1,
        "case 1: proof is missing: photos or packing-video (`evidence list 1` says more). Add it with `aftersales "
        "evidence add 1 FILE --as photos`, or use --force.",
    ),
    "a parcel refused without proof": Refusal(
        SHIPPED, "refused 1 --reason 'Worn'", 1,
        "case 1: proof is missing: photos or unpacking-video (`evidence list 1` says more). Add it with `aftersales "
        "evidence add 1 FILE --as photos`, or use --force.",
    ),
    "a review reported without proof": Refusal(
        REVIEWED, "review appeal 1", 1,
        "case 1: proof is missing: chat or photos (`evidence list 1` says more). Add it with `aftersales evidence add "
        "1 FILE --as chat`, or use --force.",
    ),
    "evidence handed in without any": Refusal(
        [*REJECTED, "dispute 1"], "evidence submit 1", 1,
        "case 1: it has no proof; add files with `evidence add`, or use --force.",
    ),
    "a kind of proof that is none": Refusal(
        ASKED, "evidence add 1 photo.jpg --as picture", 2,
        "--as 'picture' is not known; it takes other, photos, unpacking-video, packing-video, proof-of-delivery, "
        "tracking, product-page, chat, invoice, authorisation, serial-number, weight-record, review-screenshot, "
        "carrier-report.",
    ),
    "a file that is not there": Refusal(
        ASKED, "evidence add 1 gone.jpg", 1, "gone.jpg: there is no such file. Check the path.",
    ),
    "an empty file": Refusal(
        ASKED, "evidence add 1 empty.jpg", 1, "empty.jpg: it is empty. An empty file proves nothing.",
    ),
    "a comment of 151 characters": Refusal(
        APPEALED[:-1], f"appeal 1 --comment {'x' * 151}", 2,
        "--comment has 151 characters; the platform takes 150. Shorten it by 1.",
    ),
    "a reason of 151 characters": Refusal(
        ASKED, f"reject 1 --reason {'x' * 151}", 2,
        "--reason has 151 characters; the platform takes 150. Shorten it by 1.",
    ),
    # --- Reviews, and what is written to a buyer
    "a second review on an order": Refusal(
        REVIEWED, f"review open --order {ORDER} --stars 2", 1,
        f"order {ORDER} has an open review already, case 1. Use --new for a second one.",
    ),
    "asking for a better review": Refusal(
        REVIEWED, "review contact 1 --text 'It is mended. Please change your review.'", 1,
        _unfit(("change your review", _ASK)),
    ),
    "asking for it in Chinese": Refusal(
        REVIEWED, "review contact 1 --text 问题已经解决,请您修改评价", 1, _unfit(("修改评价", _ASK)),
    ),
    "asking for it in a note to the buyer": Refusal(
        ASKED, "note 1 --to-buyer --text 'Could you take the review down?'", 1,
        _unfit(("take the review down", _ASK)),
    ),
    "pressing": Refusal(
        REVIEWED, "note 1 --to-buyer --text 'We will sue you.'", 1, _unfit(("sue you", _PRESS)),
    ),
    "pressing in Chinese": Refusal(
        REVIEWED, "review contact 1 --text 否则我们会起诉您", 1, _unfit(("起诉", _PRESS)),
    ),
    "paying for a review": Refusal(
        REVIEWED, "review offer 1 --what refund --text 'We refund 5 pounds if you change your review.'", 1,
        _unfit(("change your review", _ASK), ("pounds if you change your review", _PAY)),
    ),
    "paying for it in Chinese": Refusal(
        REVIEWED, "review offer 1 --what refund --text 如果您修改评价,我们就退款", 1,
        _unfit(("修改评价", _ASK), ("修改评价,我们就退款", _PAY)),
    ),
    "paying for it where a polite word is allowed": Refusal(
        THAILAND, "review contact 1 --text 'Please update your review and we will refund 50 baht.'", 1,
        _unfit(("update your review and we will refund", _TH), market="TH"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_what_can_t_be_is_refused_and_nothing_is_written(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    refusal = REFUSALS[name]
    monkeypatch.chdir(shell.home)
    _live(shell, tuple(refusal.scene))
    before = _everything(shell)
    run = shell(_quoted(refusal.line))
    assert (run.code, run.out) == (refusal.code, "")
    assert _sentence(run.err) == refusal.sentence.format(case=_quick_case(shell) if refusal.scene is QUICK else 1)
    assert _everything(shell) == before


def _live(shell: Shell, scene: tuple[str, ...]) -> None:
    """Let pass what a scene has; what several scenes begin with passes once in a process, but for proof: its path is
    that of this home.
    """
    if any(line.startswith("evidence add") for line in scene):
        _pass(scene, shell)
    else:
        shell.begin(partial(_pass, scene), key=("scene", scene))


def _pass(scene: tuple[str, ...], shell: Shell) -> None:
    if scene:
        _live(shell, scene[:-1])
        shell.ok(_quoted(scene[-1]))
    else:
        Path("photo.jpg").write_bytes(b"a photo")
        Path("empty.jpg").touch()


def _quoted(line: str) -> str:
    """`''` inside single quotes, as SQL and TOML write an apostrophe."""
    return line.replace("''", "'\"'\"'")


def _sentence(err: str) -> str:
    """What is said, without the name of the program and without what would be possible instead."""
    err = re.sub(r"\A(--\w+: .*\n)+(?=aftersales: )", "", err)  # how times were understood
    assert err.startswith("aftersales: ")
    said, _, _ = err.removeprefix("aftersales: ").rstrip().partition(" Possible now: ")
    return "\n".join(line.strip() for line in said.splitlines())


def _everything(shell: Shell) -> list[str]:
    """Every row of every table of the ledger."""
    ledger = sqlite3.connect(f"file:{shell.home / 'data' / 'aftersales' / 'ledger.db'}?mode=ro", uri=True)
    try:
        return list(ledger.iterdump())
    finally:
        ledger.close()


def _quick_case(shell: Shell) -> int:
    return int(shell.ok(f"cases --order {NAVY} --format ids").out)
