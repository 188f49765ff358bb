"""The seller's own policies: which file is laid over which, how rules are merged, and that every mistake is told."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from aftersales.core.log.rule_change import reason_text
from aftersales.core.rules.policy import Policy, Rule
from aftersales.errors import ConfigError, PolicyError
from aftersales.policies.find import names, read_own_policies
from aftersales.policies.fingerprint import changed, fingerprint
from aftersales.policies.load import load as load_policy

TERM = '{ length = "3 days", source = "a letter from TikTok", confidence = "high" }'
WHOLE = f"""
[[rule]]
id = "mine.respond"
duty = "respond"
when = {{ kind = ["refund"] }}
starts = "request.opened"
stops = ["request.approved", "request.rejected"]
outcome = "auto-approved"
terms = [{TERM}]
"""


def reasons(before: str, after: str) -> list[str]:
    """Why two fingerprints differ, in words."""
    return [reason_text(reason) for reason in changed(before, after)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "policies").mkdir()
    return tmp_path / "policies"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, policy: str = "tiktok", market: str = "GB") -> Policy:
    return load_policy(policy, market, own_policies=read_own_policies(folder))


def rule(policy: Policy, name: str) -> Rule:
    return next(r for r in policy.rules if r.id == name)


def mistakes(folder: Path, policy: str = "tiktok", market: str = "GB") -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        load(folder, policy, market)
    return caught.value.mistakes


# --- which files -------------------------------------------------------------------------------------------------


def test_without_a_folder_all_is_as_it_was(tmp_path: Path) -> None:
    assert load(tmp_path / "policies") == load_policy("tiktok", "GB")
    assert fingerprint("tiktok", "GB", own_policies=read_own_policies(tmp_path / "policies")) == fingerprint(
        "tiktok", "GB"
    )


def test_terms_replace_the_list_and_the_other_keys_stay(folder: Path) -> None:
    path = put(folder, "tiktok-gb.toml", f'[[rule]]\nid = "gb.respond"\nterms = [{TERM}]\n')
    ours, own = rule(load_policy("tiktok", "GB"), "gb.respond"), rule(load(folder), "gb.respond")
    assert [str(t.length) for t in own.terms] == ["3 days"]
    assert (own.starts, own.stops, own.outcome, own.when) == (ours.starts, ours.stops, ours.outcome, ours.when)
    assert own.file == str(path)
    assert rule(load(folder), "gb.inspect").file == "tiktok-gb.toml"
    assert rule(load(folder), "house.contact").file == "house/rules.toml"
    assert load(folder).name == "tiktok-gb"


def test_a_rule_is_taken_out_and_another_put_in(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", '[[rule]]\nid = "gb.dispute"\nremove = true\n' + WHOLE)
    before, after = ({r.id for r in p.rules} for p in (load_policy("tiktok", "GB"), load(folder)))
    assert after == before - {"gb.dispute"} | {"mine.respond"}


def test_keys_at_the_top_replace(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", 'checked = 2026-12-01\ntimezone = "Europe/Dublin"\n')
    own = load(folder)
    assert (own.checked, own.timezone, own.title) == (date(2026, 12, 1), "Europe/Dublin", "TikTok Shop, United Kingdom")


OVERLAY = """
[[overlay]]
name = "%s"
from = 2026-11-20
until = 2026-12-01
rules = ["gb.respond", "gb.replacement"]
plus = "%s"
source = "x"
confidence = "high"
"""


def overlays(policy: Policy) -> list[tuple[str, str, int]]:
    return [(o.name, str(o.plus), len(o.rules)) for o in policy.overlays]


def test_an_overlay_of_a_known_name_is_replaced_and_any_other_added(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", OVERLAY % ("Black Friday", "1 day") + OVERLAY % ("Strike", "2 days"))
    put(folder, "mine.toml", 'extends = "tiktok-gb"\n' + OVERLAY % ("Strike", "5 days") + OVERLAY % ("Flood", "1 day"))
    before = len(load_policy("tiktok", "GB").overlays)
    assert overlays(load(folder, "mine"))[before:] == [
        ("Black Friday", "1 day", 2),
        ("Strike", "5 days", 2),
        ("Flood", "1 day", 2),
    ]


def test_an_overlay_says_nothing_any_more_of_a_rule_taken_out(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", OVERLAY % ("Black Friday", "1 day"))
    put(folder, "mine.toml", 'extends = "tiktok-gb"\n[[rule]]\nid = "gb.replacement"\nremove = true\n')
    assert overlays(load(folder, "mine"))[-1] == ("Black Friday", "1 day", 1)


def test_a_house_rule_can_be_changed_too(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", f'[[rule]]\nid = "house.contact"\nterms = [{TERM}]\n')
    assert str(rule(load(folder), "house.contact").terms[0].length) == "3 days"


@pytest.mark.parametrize("name", ["tiktok-uk.toml", "TikTok-GB.toml", "tiktok-gb.TOML"])
def test_a_file_counts_however_its_market_is_written(folder: Path, name: str) -> None:
    put(folder, name, f'[[rule]]\nid = "gb.respond"\nterms = [{TERM}]\n')
    assert str(rule(load(folder), "gb.respond").terms[0].length) == "3 days"


def test_two_files_for_one_name_are_a_mistake(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", "")
    second = put(folder, "tiktok-uk.toml", "")
    assert mistakes(folder) == (
        f"{second}: it has the same name as tiktok-gb.toml for the program; rename one of them, or move it away",
    )


def test_a_market_without_a_file_of_its_own_is_laid_over_the_common_one(folder: Path) -> None:
    put(folder, "tiktok-jp.toml", f'[[rule]]\nid = "any.respond"\nterms = [{TERM}]\n')
    japanese = load(folder, market="JP")
    assert japanese.name == "tiktok-jp"
    assert str(rule(japanese, "any.respond").terms[0].length) == "3 days"
    assert {r.id for r in japanese.rules} == {r.id for r in load_policy("tiktok", "JP").rules}
    assert load(folder, market="MX") == load_policy("tiktok", "MX")


def test_the_common_file_and_that_of_a_market_both_hold(folder: Path) -> None:
    put(folder, "tiktok.toml", f'name = "Mine"\n[[rule]]\nid = "any.respond"\nterms = [{TERM}]\n')
    put(folder, "tiktok-jp.toml", "checked = 2026-12-01\n")
    japanese = load(folder, market="JP")
    assert (japanese.title, japanese.checked) == ("Mine", date(2026, 12, 1))
    assert str(rule(japanese, "any.respond").terms[0].length) == "3 days"
    assert load(folder) == load_policy("tiktok", "GB")  # a market with rules of its own has nothing of the common one


def test_a_rule_set_of_ones_own_stands_alone(folder: Path) -> None:
    put(folder, "mine.toml", WHOLE)
    own = load(folder, "mine")
    assert [r.id for r in own.rules if not r.id.startswith("house.")] == ["mine.respond"]
    assert (own.name, own.market, own.timezone) == ("mine", "GB", "Europe/London")
    assert "mine" in names(read_own_policies(folder))


def test_one_that_extends_has_the_rules_of_the_other(folder: Path) -> None:
    put(folder, "mine.toml", 'extends = "tiktok-gb"\n' + WHOLE)
    own = load(folder, "mine")
    assert {r.id for r in own.rules} == {r.id for r in load_policy("tiktok", "GB").rules} | {"mine.respond"}


def test_it_has_what_the_other_is_in_that_market_ones_own_changes_included(folder: Path) -> None:
    put(folder, "mine.toml", 'extends = "tiktok"\n')
    put(folder, "tiktok-gb.toml", f'[[rule]]\nid = "gb.respond"\nterms = [{TERM}]\n')
    assert str(rule(load(folder, "mine"), "gb.respond").terms[0].length) == "3 days"
    assert {r.id for r in load(folder, "mine", "TH").rules} == {r.id for r in load_policy("tiktok", "TH").rules}


def test_a_file_may_name_what_it_is_laid_over_anyway(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", 'extends = "tiktok-gb"\n')
    assert {r.id for r in load(folder).rules} == {r.id for r in load_policy("tiktok", "GB").rules}


def test_extends_goes_one_level(folder: Path) -> None:
    first = put(folder, "first.toml", 'extends = "second"\n')
    second = put(folder, "second.toml", 'extends = "tiktok"\n')
    assert mistakes(folder, "first") == (
        f"{first}: extends goes one level, and {second} extends 'tiktok' itself; extend that one",
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('extends = "tiktik"', "extends is 'tiktik'; did you mean 'tiktok'?"),
        (
            'extends = "mine"',
            "extends is 'mine'; that is this file itself; name another rule set, or leave extends out",
        ),
        ("extends = 3", "extends is 3; it is the name of a rule set"),
        ('extends = "' + "a" * 300 + '"', "extends is 'aaaa"),
        ('extends = "../../etc/passwd"', "extends is '../../etc/passwd'; known are"),
    ],
)
def test_what_it_extends_must_be_there(folder: Path, line: str, told: str) -> None:
    path = put(folder, "mine.toml", line + "\n")
    assert mistakes(folder, "mine")[0].startswith(f"{path}: {told}")


def test_an_unknown_rule_set_is_answered_with_the_seller_s_own_too(folder: Path) -> None:
    put(folder, "mine.toml", WHOLE)
    with pytest.raises(ConfigError, match="known are mine, tiktok, tt123-2025-03"):
        load(folder, "nine")


DAYS = 'name = "Our days"\nclosed-weekdays = ["sun"]\n[days]\n2026-12-24 = "Stocktaking"\n'


@pytest.mark.parametrize("name", ["ours.toml", "Ours.TOML"])
def test_a_calendar_of_ones_own(folder: Path, name: str) -> None:
    put(folder, f"calendars/{name}", DAYS)
    put(folder, "tiktok-gb.toml", 'calendar = "ours"\n')
    own = load(folder).calendar
    assert own.why_closed(date(2026, 12, 24)) == "Stocktaking"
    assert own.why_closed(date(2026, 12, 26)) is None  # a Saturday


# --- the mark of the rules in force ---------------------------------------------------------------------------------


def mark(folder: Path, policy: str = "tiktok", market: str = "GB") -> str:
    return fingerprint(policy, market, "x", own_policies=read_own_policies(folder))


def test_a_file_that_comes_changes_and_goes_changes_the_mark_of_its_market_alone(folder: Path) -> None:
    marks, german = [mark(folder)], mark(folder, market="DE")
    put(folder, "tiktok-gb.toml", "")
    marks.append(mark(folder))
    put(folder, "tiktok-gb.toml", "# looked at")
    marks.append(mark(folder))
    assert len(set(marks)) == 3
    assert mark(folder, market="DE") == german
    (folder / "tiktok-gb.toml").unlink()
    assert mark(folder) == marks[0]


@pytest.mark.parametrize(
    "line",
    [
        'extends = "base"',
        "extends='base' # as agreed",
        '"extends" = "base"',
        'extends = """base"""',
        '\ufeffextends = "base"',
        '"ext\\u0065nds" = "base"',
        'name = """\nextends = "tiktok"\n"""\n"ext\\U00000065nds" = "b\\u0061se"',
        'extends = "BASE"',
    ],
)
def test_what_a_file_extends_counts_in_its_mark(folder: Path, line: str) -> None:
    put(folder, "base.toml", WHOLE)
    put(folder, "mine.toml", line + "\n")
    assert load(folder, "mine").rules
    before = mark(folder, "mine")
    put(folder, "base.toml", WHOLE + "# changed\n")
    assert mark(folder, "mine") != before


def test_a_file_beside_it_that_it_does_not_extend_leaves_its_mark_as_it_is(folder: Path) -> None:
    put(folder, "base.toml", WHOLE)
    put(folder, "mine.toml", 'name = "Mine, which extends base"\nextends = "base" # and nothing else\n')
    before = mark(folder, "mine")
    put(folder, "other.toml", WHOLE)
    assert mark(folder, "mine") == before


def test_what_parts_the_marks_may_stand_in_a_name(folder: Path) -> None:
    before = mark(folder)
    put(folder, "calendars/a;;b:c.toml", DAYS)
    assert reasons(before, mark(folder)) == ["your own calendars/a;;b:c.toml is new"]


def test_a_calendar_of_ones_own_counts_in_the_mark(folder: Path) -> None:
    before = mark(folder)
    put(folder, "calendars/gb-eng.toml", 'name = "x"\nclosed-weekdays = []\n')
    assert mark(folder) != before


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("tiktok-gb.toml", "", ["your own tiktok-gb.toml is new"]),
        ("calendars/x.toml", "", ["your own calendars/x.toml is new"]),
    ],
)
def test_what_changed_is_said(folder: Path, file: str, text: str, told: list[str]) -> None:
    before = mark(folder)
    put(folder, file, text)
    assert reasons(before, mark(folder)) == told


def test_what_else_changed_is_said(folder: Path) -> None:
    plain = mark(folder)
    assert reasons(plain, plain) == []
    assert reasons(plain, fingerprint("tiktok", "GB", "y")) == ["the configuration"]
    waiting, trusting = (fingerprint("tiktok", "GB", "x", confirm) for confirm in ("import", "trust"))
    assert reasons(trusting, waiting) == ["what is recorded by hand now waits for the platform's data"]
    assert reasons(waiting, trusting) == ["what is recorded by hand now counts at once"]
    assert reasons(plain, mark(folder, "tt123-2025-03")) == ["tt123-2025-03 in place of tiktok-gb"]
    assert reasons("2.0af.trust", plain) == ["this version of aftersales"]
    assert reasons(plain.replace("engine:", "engine:1"), plain) == ["this version of aftersales"]


# --- mistakes ----------------------------------------------------------------------------------------------------


def test_every_mistake_of_a_file_is_told_at_once_with_its_place(folder: Path) -> None:
    path = put(
        folder,
        "tiktok-gb.toml",
        f"""
        calender = "gb-eng"
        calendar = "gb-end"
        [[rule]]
        id = "gb.respnd"
        terms = [{TERM}]
        [[rule]]
        id = "gb.inspect"
        outcome = "refundet"
        terms = [{{ length = "2 bd", source = "x", confidence = "sure" }}]
        [[rule]]
        id = "gb.dispute"
        remove = "yes"
        [[rule]]
        id = "gb.refund"
        remove = true
        owner = "seller"
        [[rule]]
        id = "gb.replacment"
        remove = true
        [[rule]]
        terms = []
        [[rule]]
        id = "gb.inspect"
        """,
    )
    assert mistakes(folder) == tuple(
        f"{path}: {told}"
        for told in (
            "rule gb.respnd: there is no rule of this name to change, and starts is missing for a new one; "
            "did you mean 'gb.respond'?",
            "rule gb.dispute: remove is 'yes'; write true or false, without quotes",
            "rule gb.refund: remove is there with other keys; it removes the whole rule, so delete the other keys",
            "rule gb.replacment: there is no rule of this name to remove; did you mean 'gb.replacement'?",
            "rule number 6: id is missing; write one such as id = 'respond'",
            "rule gb.inspect: this id is used twice; give each rule its own",
            "calendar is 'gb-end'; known are at, be, br, cn, de, es, fr, gb-eng, "
            "id, ie, it, jp, mx, my, nl, ph, pl, sg, th, us, vn",
            "unknown key 'calender'; did you mean 'calendar'?",
            "rule gb.inspect, term 1: '2 bd' is not a duration; write N hours, N days, N weeks or N business days",
            "rule gb.inspect, term 1: confidence is 'sure'; it takes high, low, medium",
            "rule gb.inspect: outcome is 'refundet'; did you mean 'refunded'?",
        )
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[[rule]\n", "not readable as TOML: "),
        (b"\xff\xfe", "not readable as TOML: "),
        (b"rule = 3", "rule is 3; write"),
    ],
)
def test_a_file_that_is_no_policy(folder: Path, content: bytes, told: str) -> None:
    (folder / "tiktok-gb.toml").write_bytes(content)
    assert mistakes(folder)[0].startswith(f"{folder / 'tiktok-gb.toml'}: {told}")


def test_a_folder_in_the_place_of_a_file(folder: Path) -> None:
    (folder / "tiktok-gb.toml").mkdir()
    assert mistakes(folder) == (f"{folder / 'tiktok-gb.toml'}: can't be read: it is a folder",)


TOO_MUCH = "can't be read: it is too large: 1,000,001 bytes, where 1,000,000 are allowed; shorten it, or move it away"


def test_a_file_that_is_too_large(folder: Path) -> None:
    path = put(folder, "tiktok-gb.toml", "#" * 1_000_001)
    assert mistakes(folder) == (f"{path}: {TOO_MUCH}",)
    path.write_text("#" * 1_000_000)
    assert load(folder).rules


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and devices")
def test_what_has_no_end_is_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "tiktok-gb.toml")
    (folder / "calendars").mkdir()
    (folder / "calendars/gb-eng.toml").symlink_to("/dev/zero")
    told = "can't be read: it is a pipe or a device, not a regular file; move it away"
    assert mistakes(folder) == (f"{folder / 'tiktok-gb.toml'}: {told}",)
    (folder / "tiktok-gb.toml").unlink()
    assert mistakes(folder) == (f"{folder / 'calendars/gb-eng.toml'}: {told}",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (".".join("a" * 20_000) + " = 1", "line 1 has more than 200 dots; make several lines of it"),
        ("\n[" + ".".join("a" * 20_000) + "]", "line 2 has more than 200 dots; make several lines of it"),
        ("x = " + "[" * 20_000, "tables or lists stand too deep inside each other"),
        (".".join("a" * 51) + " = 1", "tables or lists stand too deep inside each other"),
        ("x = " + "9" * 5000, "a whole number in it has more than 18 digits; nothing here is so large"),
        ("rule = 0x" + "f" * 9000, "a whole number in it has more than 18 digits; nothing here is so large"),
        ("calendar = [{ x = -9999999999999999999 }]", "a whole number in it has more than 18 digits"),
    ],
)
def test_what_would_take_too_long_to_read_is_told_in_plain_words(folder: Path, text: str, told: str) -> None:
    path = put(folder, "tiktok-gb.toml", text)
    (mistake,) = mistakes(folder)
    assert mistake.startswith(f"{path}: not readable as TOML: {told}")


def test_a_row_of_dots_in_a_comment_is_no_key(folder: Path) -> None:
    put(folder, "tiktok-gb.toml", f"# {'.' * 900}\nchecked = 2026-12-01  # {'. ' * 900}\n")
    assert load(folder).checked == date(2026, 12, 1)


def test_a_file_in_another_encoding_is_told_with_the_line(folder: Path) -> None:
    (folder / "tiktok-gb.toml").write_bytes('# one\nname = "Café"'.encode("latin-1"))
    told = "not readable as TOML: line 2 is not UTF-8 text; save the file as UTF-8"
    assert mistakes(folder) == (f"{folder / 'tiktok-gb.toml'}: {told}",)


@pytest.mark.skipif(os.name == "nt", reason="needs names that are no text")
def test_a_name_that_is_no_text_is_told_and_leaves_a_mark(folder: Path) -> None:
    before = mark(folder)
    (folder / "calendars").mkdir()
    for name in (b"x\xff.toml", b"calendars/q\xff.toml"):
        (folder / os.fsdecode(name)).touch()
    what = "its name is not readable text; rename it"
    assert mistakes(folder) == (f"{folder}/x\\udcff.toml: {what}", f"{folder}/calendars/q\\udcff.toml: {what}")
    assert mark(folder) != before
    mark(folder).encode()


def test_calendars_that_cant_be_looked_into_are_not_taken_as_absent(folder: Path) -> None:
    before = mark(folder)
    (folder / "calendars").symlink_to("calendars")  # a link to itself: it is there, and can't be read
    (told,) = mistakes(folder)
    assert told.startswith(f"{folder / 'calendars'}: this folder can't be read: ")
    assert mark(folder) != before


def test_two_calendars_for_one_name_are_a_mistake(folder: Path) -> None:
    put(folder, "calendars/Ours.toml", DAYS)
    second = put(folder, "calendars/ours.TOML", DAYS)
    assert mistakes(folder) == (
        f"{second}: it has the same name as Ours.toml for the program; rename one of them, or move it away",
    )
