"""What each code of the platform's stops, and that each says what to do."""

from __future__ import annotations

from aftersales.syncing.faults import FaultKind, of_answer, of_status
from tables import of_each

# sync.md of the field, section 4: official "Common errors" and clients that run on live data.
CODES = {
    FaultKind.RETRY: (36009002, 36009003, 36009007),
    FaultKind.REFRESH: (105002,),
    FaultKind.STREAM: (105005, 36009009, 36009014, 12345),
    FaultKind.SHOP: (101000, 106013, 36009043, 36009044),
    FaultKind.ALL: (106001, 36009033, 36009037),
    FaultKind.OURS: (36009010, 36009022, 36009023, 98001004),
}


@of_each("kind, code", [(kind, code) for kind, codes in CODES.items() for code in codes])
def test_each_code_has_its_kind_and_its_sentence(kind: FaultKind, code: int) -> None:
    fault = of_answer(code, "the platform's words", "2026113009000012AB", scope="seller.order.info")
    assert fault.kind is kind
    assert f"TikTok's words: the platform's words (code {code}, request 2026113009000012AB)" in str(fault)
    assert len(str(fault).split(". ")) >= 2, "says what is wrong, and the platform's words"


@of_each(
    "message, kind",
    [
        ("Expired credentials, the 'timestamp' is too old", FaultKind.CLOCK),
        ("timestamp is in the future", FaultKind.CLOCK),
        ("Invalid app_key", FaultKind.ALL),
        ("shop_cipher is not needed for this api", FaultKind.SHOP),
        ("shop_id invalid", FaultKind.SHOP),
        ("missing sign", FaultKind.OURS),
        ("missing token", FaultKind.REFRESH),
        ("page_token invalid", FaultKind.OURS),
        ("Invalid access-token", FaultKind.REFRESH),
        ("type invalid update_time_ge string, expected int64", FaultKind.OURS),
        ("the version is not supported", FaultKind.STREAM),
        ("nobody has seen this", FaultKind.ALL),
    ],
)
def test_one_code_stands_for_many_faults_that_its_words_tell_apart(message: str, kind: FaultKind) -> None:
    assert of_answer(36009004, message).kind is kind


def test_a_missing_scope_is_named() -> None:
    fault = of_answer(105005, "should apply auth pkg", scope="seller.order.info")
    assert "seller.order.info" in str(fault) and "log in again: aftersales login" in str(fault)


def test_an_unknown_code_with_a_telling_status_is_tried_again() -> None:
    assert of_answer(777, "busy", status=429).kind is FaultKind.RETRY
    assert of_answer(777, "oops", status=503).kind is FaultKind.RETRY


def test_only_an_unknown_path_or_version_asks_for_another_version() -> None:
    assert [code for codes in CODES.values() for code in codes if of_answer(code, "").wants_other_version] == [
        36009009,
        36009014,
    ]


@of_each("status", [200, 404, 429, 502, 503])
def test_what_is_no_answer_of_the_platforms_is_tried_again(status: int) -> None:
    fault = of_status(status)
    assert fault.kind is FaultKind.RETRY and "ry again" in str(fault)


def test_strangers_words_are_cut_and_can_not_steer_a_terminal() -> None:
    fault = of_answer(36009033, "\x1b[2J" + "x" * 5000, "\x1b]0;")
    assert "\x1b" not in str(fault) and len(str(fault)) < 600
