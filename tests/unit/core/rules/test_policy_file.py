"""What a policy file may say, with every mistake at once."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from aftersales.core.rules import policy_file
from aftersales.core.rules.policy import YOUR_CONFIGURATION
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import Length
from aftersales.errors import PolicyError
from aftersales.toml.reader import Source
from tables import of_each
from unit.core.rules.build import GB, GOOD, parsed

TERM = GOOD[GOOD.index("[[rule.terms]]") :]


WINDOW = 'length = "7 days"\nstarts = "order.delivered"\nsource = "s"\nurl = "u"\nconfidence = "low"\n'


def _mistakes(text):
    with pytest.raises(PolicyError) as caught:
        parsed(text)
    assert str(caught.value) == "\n".join(caught.value.mistakes)
    assert all(m.startswith("x.toml: ") for m in caught.value.mistakes)
    return caught.value.mistakes


def test_a_good_file_is_read_as_it_stands():
    policy = parsed(GOOD)
    (rule,) = policy.rules
    (term,) = rule.terms
    assert (policy.name, policy.market, policy.timezone, policy.currency) == ("x", "GB", "Europe/London", "GBP")
    assert policy.checked == date(2026, 11, 24)
    assert (rule.id, rule.duty, rule.owner, rule.outcome) == ("x.respond", "respond", "seller", "auto-approved")
    assert rule.starts == {"request.opened", "request.resubmitted"}
    assert rule.stops == {"request.approved", "request.rejected"}
    assert (term.length, term.limits, term.currency) == (Length(2, "business days"), (("below", 10_000),), "GBP")
    assert (term.source, term.dated, term.confidence) == ("somewhere", date(2026, 4, 25), "high")


def test_a_term_may_open_later_and_a_rule_may_say_its_stake():
    text = GOOD.replace('length = "2', 'opens = "3 days"\nlength = "2')
    (rule,) = parsed(text.replace('outcome = "', 'stake = "right"\noutcome = "')).rules
    assert (rule.stake, rule.terms[0].opens) == ("right", Length(3, "days"))
    (rule,) = parsed(GOOD).rules
    assert (rule.stake, rule.terms[0].opens) == ("", None)


@of_each(
    "was, becomes, expected",
    [
        # an opening, a stake
        ('length = "2', 'opens = "soon"\nlength = "2', "rule x.respond, term 1: 'soon' is not a duration"),
        (
            'length = "2',
            'opens = "3 days"\nends = "end-of-day"\ncut-off = "14:00"\nlength = "2',
            "rule x.respond, term 1: opens does not go with a cut-off",
        ),
        ('outcome = "au', 'stake = "mony"\noutcome = "au', "rule x.respond: stake is 'mony'; did you mean 'money'?"),
        # unknown keys, at every level, with the nearest known one
        ('name = "A', 'nmae = "A', "x.toml: unknown key 'nmae'; did you mean 'name'?"),
        ('outcome = "auto', 'outcom = "auto', "rule x.respond: unknown key 'outcom'; did you mean 'outcome'?"),
        ('below = "', 'bellow = "', "rule x.respond, term 1: unknown key 'bellow'; did you mean 'below'?"),
        ("when = { kind =", "when = { knid =", "rule x.respond, when: unknown key 'knid'; did you mean 'kind'?"),
        ('length = "2', 'xyzzy = 1\nlength = "2', "rule x.respond, term 1: unknown key 'xyzzy'"),
        # events
        ("request.approved", "request.aproved", "stops is 'request.aproved'; did you mean 'request.approved'?"),
        ("request.opened", "order.opened", "rule x.respond: starts is 'order.opened'; did you mean"),
        ('starts = ["request.opened", "request.resubmitted"]', "starts = []", "rule x.respond: starts names no event"),
        ('starts = ["request.opened", "request.resubmitted"]', "", "rule x.respond: starts names no event"),
        # lengths
        ("2 business days", "2 buisness days", "term 1: '2 buisness days' is not a duration; write N hours, N days"),
        ('"2 business days"', "2", "term 1: '2' is not a duration"),
        ('length = "2 business days"\n', "", "term 1: 'None' is not a duration"),
        ("2 business days", "0 days", "term 1: '0 days' is not a duration"),
        # dates
        ("dated = 2026-04-25", 'dated = "2026-04-25"', "'2026-04-25'; write a date such as 2026-04-01, without quotes"),
        ("dated = 2026-04-25", 'from = "2026-04-01"', "from is '2026-04-01'; write a date such as"),
        ("dated = 2026-04-25", "from = 2026-04-01T00:00:00", "from is 2026-04-01T00:00:00; write"),
        ("dated = 2026-04-25", "from = 2026-04-01\nuntil = 2026-04-01", "until 2026-04-01 is not after from"),
        ("checked = 2026-11-24", 'checked = "2026-11-24"', "x.toml: checked is '2026-11-24'; write a date"),
        # sources
        ('source = "somewhere"\n', "", "term 1: source is missing; every term needs its source"),
        ('source = "somewhere"', 'source = ""', "term 1: source is missing"),
        ('confidence = "high"', 'confidence = "hihg"', "confidence is 'hihg'; did you mean 'high'?"),
        ('confidence = "high"', "", "confidence is missing; it takes high, low, medium"),
        # limits
        ('below = "100.00"', "below = true", 'below is true; write the amount as text, such as "100.00"'),
        ('below = "100.00"', "below = -1", "below is -1; write the amount as text"),
        ('below = "100.00"', "below = nan", "below is nan; write the amount as text"),
        ('below = "100.00"', "below = inf", "below is inf; write the amount as text"),
        ('below = "100.00"', "below = 1e22", "below is 1e+22; write the amount as text"),
        ('below = "100.00"', "below = 100.001", "below is 100.001; GBP has 2 decimals"),
        ('below = "100.00"', 'below = "-1.00"', "below is '-1.00'; write the amount as text"),
        ('below = "100.00"', 'below = "1_000"', "below is '1_000'; write the amount as text"),
        ('below = "100.00"', 'below = "１００"', "below is '１００'; write the amount as text"),
        ('below = "100.00"', 'below = "1e5000"', "below is '1e5000'; write the amount as text"),
        ('below = "100.00"', 'below = "1e999999999"', "below is '1e999999999'; write the amount as text"),
        ('below = "100.00"', 'below = "1234567890123"', "below is '1234567890123'; write the amount as text"),
        ('below = "100.00"', 'below = "£100"', "below is '£100'; write the amount as text"),
        ('below = "100.00"', 'below = "100.001"', "below is '100.001'; GBP has 2 decimals"),
        ('below = "100.00"', 'below = "1,000.00"', "below is '1,000.00'; write the amount as text"),
        ('below = "100.00"', 'below = "nan"', "below is 'nan'; write the amount as text"),
        ('below = "100.00"', "currency = []\nbelow = 1", 'term 1: currency is []; write its code, such as "GBP"'),
        ("checked =", 'currency = "pounds"\nchecked =', "x.toml: currency is 'pounds'; write its code, such as"),
        ('below = "100.00"', f"below = [{'1,' * 200}]", f"below is [{'1, ' * 33}…; write the amount as text"),
        # texts
        ("dated = 2026-04-25", "url = 5", "term 1: url is 5; it is a text"),
        ("dated = 2026-04-25", "url = nan", "term 1: url is nan; it is a text"),
        ("dated = 2026-04-25", "note = { a = 1 }", "term 1: note is { a = 1 }; it is a text"),
        ('source = "somewhere"', "source = [1]", "term 1: source is [1]; it is a text"),
        ('outcome = "auto-approved"', "note = 7", "rule x.respond: note is 7; it is a text"),
        ('duty = "respond"', "duty = 7", "rule x.respond: duty is 7; it is a text"),
        ('name = "A good one"', "name = ['A']", "x.toml: name is ['A']; it is a text"),
        ('name = "A', 'timezone = 5\nname = "A', "x.toml: timezone is 5; write one such as America/Los_Angeles"),
        ('name = "A', 'market = 5\nname = "A', "x.toml: market is 5; it is a text"),
        ('name = "A', 'market = "US"\nname = "A', "x.toml: it is for market US, not GB"),
        # words of fixed sets
        ('owner = "seller"', 'owner = "sellr"', "owner is 'sellr'; did you mean 'seller'?"),
        ("auto-approved", "auto-aproved", "outcome is 'auto-aproved'; did you mean 'auto-approved'?"),
        ('["refund", "return"]', '["refnd", "return"]', "respond, when: kind is 'refnd'; did you mean 'refund'?"),
        # what a rule can't do without
        ('id = "x.respond"\n', "", "rule number 1: id and duty are both needed"),
        ('duty = "respond"\n', "", "rule x.respond: id and duty are both needed"),
        (TERM, "", "rule x.respond: terms is empty; a rule without a term has no deadline"),
        ('outcome = "auto', 'extension = { length = "4 dais" }\noutcome = "auto', "'4 dais' is not a duration"),
        ('outcome = "auto', 'extension = { lenght = "4 days" }\noutcome = "auto', "did you mean 'length'?"),
        ('outcome = "auto', 'extension = { length = "9 days", times = 100 }\noutcome = "auto', "number from 1 to 99"),
        ("2 business days", "1401 weeks", "term 1: '1401 weeks' is too long; 1400 weeks at most"),
        ("2 business days", "٢ days", "term 1: '٢ days' is not a duration"),
        # the buyer's windows
        ("[[rule]]", f'[[buyer-window]]\nkind = "laws"\n{WINDOW}[[rule]]', "buyer-window 1: kind is 'laws'; did you"),
        ("[[rule]]", f"[buyer-window]\nfrom = 2026-01-02\nuntil = 2026-01-01\n{WINDOW}[[rule]]", "until 2026-01-01 is"),
        *(
            ("[[rule]]", f"[buyer-window]\n{WINDOW.replace(was, becomes)}[[rule]]", f"x.toml: buyer-window: {told}")
            for was, becomes, told in (
                ('url = "u"\n', 'urls = "x"\n', "unknown key 'urls'; did you mean 'url'?"),
                ("7 days", "seven days", "'seven days' is not a duration"),
                ("order.delivered", "order.deliverd", "starts is 'order.deliverd'; did you mean 'order.delivered'?"),
                ("low", "certain", "confidence is 'certain'; it takes high, medium, low"),
                ('"s"', "[]", "source is []; it is a text"),
                ('source = "s"\n', "", "source is missing"),
            )
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_to_write(was, becomes, expected):
    assert was in GOOD
    found = _mistakes(GOOD.replace(was, becomes, 1))
    assert any(expected in m for m in found), found
    assert len(found) <= 2  # what one slip makes wrong beside it, and nothing invented


def test_every_mistake_of_a_file_is_reported_at_once():
    broken = (
        GOOD.replace("[[rule]]", '[[rule]]\nnoet = "hm"', 1)
        .replace("request.approved", "request.aproved")
        .replace("2 business days", "two days")
        .replace('below = "100.00"', 'below = "100,00"')
        .replace("2026-04-25", '"2026-04-25"')
        .replace('source = "somewhere"\n', "")
        .replace("checked = 2026", "cheked = 2026")
    )
    second = GOOD[GOOD.index("[[rule]]") :].replace('confidence = "high"', 'confidence = "sure"')
    found = _mistakes(broken + second)
    wanted = (
        "unknown key 'cheked'; did you mean 'checked'",
        "rule x.respond: unknown key 'noet'; did you mean 'note'",
        "rule x.respond: stops is 'request.aproved'",
        "rule x.respond, term 1: 'two days' is not a duration",
        "rule x.respond, term 1: below is '100,00';",
        "rule x.respond, term 1: dated is '2026-04-25'",
        "rule x.respond, term 1: source is missing",
        "rule x.respond, term 1: confidence is 'sure'",
        "rule x.respond: this id appears twice",
    )
    for text in wanted:
        assert sum(text in m for m in found) == 1, (text, found)
    assert len(found) == len(wanted)


def test_an_id_that_stands_twice():
    twice = GOOD + GOOD[GOOD.index("[[rule]]") :]
    assert _mistakes(twice) == ("x.toml: rule x.respond: this id appears twice",)


@of_each(
    "was, becomes",
    [
        ('below = "100.00"', 'below = "Infinity"'),
        (TERM, 'terms = ["2 days"]'),
        ('when = { kind = ["refund", "return"] }', 'when = "refund"'),
        ('when = { kind = ["refund", "return"] }', "when = { kind = 1 }"),
        ('outcome = "auto-approved"', 'extension = "4 days"'),
        ('outcome = "auto-approved"', 'extension = { length = "4 days", times = "once" }'),
        (GOOD[GOOD.index("[[rule]]") :], 'rule = "none"'),
        ('outcome = "auto-approved"', 'act-late = "false"'),
    ],
)
def test_a_value_of_a_wrong_shape_is_a_mistake_and_no_crash(was, becomes):
    assert was in GOOD
    assert _mistakes(GOOD.replace(was, becomes, 1))


def test_a_limit_in_another_currency_has_that_currencys_decimals():
    text = GOOD.replace('below = "100.00"', 'below = "100.00"\ncurrency = "USD"')
    (rule,) = parsed(text, {"code": "VN", "timezone": "Asia/Ho_Chi_Minh", "currency": "VND"}).rules
    assert rule.terms[0].limits == (("below", 10_000),)


@of_each("limit", ["100", "100.0", '"100"', '"100.0"', '"100.0000"'])
def test_an_amount_may_be_a_number_too(limit):
    (rule,) = parsed(GOOD.replace('"100.00"', limit)).rules
    assert rule.terms[0].limits == (("below", 10_000),)


def test_a_currency_and_a_market_may_be_written_in_any_letters_and_by_another_code():
    uk = {**GB, "also": ["UK"]}
    head = 'market = "uk"\ncurrency = "gbp"\n'
    overlay = """[[overlay]]
    name = "x"
    from = 2026-01-01
    until = 2027-01-01
    duties = ["respond"]
    plus = "1 day"
    market = ["Uk", "US"]
    source = "s"
    confidence = "low"
    """
    text = GOOD.replace("when = {", 'when = { market = ["UK"],').replace("below", 'currency = "Gbp"\nbelow')
    policy = parsed(head + text + overlay, uk)
    assert (policy.currency, policy.rules[0].terms[0].currency) == ("GBP", "GBP")
    assert (policy.rules[0].when["market"], len(policy.overlays)) == ({"GB"}, 1)


def test_only_the_markets_own_rules_are_kept():
    text = GOOD.replace('when = { kind = ["refund", "return"] }', 'when = { market = ["TH", "VN"] }')
    assert parsed(text).rules == ()
    assert len(parsed(text, {**GB, "code": "VN"}).rules) == 1


def test_currencies_without_decimals():
    text = GOOD.replace('"100.00"', '"50000"')
    (rule,) = parsed(text, {"code": "VN", "timezone": "Asia/Ho_Chi_Minh", "currency": "VND"}).rules
    assert rule.terms[0].limits == (("below", 50_000),)
    assert rule.terms[0].limit_text() == "below 50000 VND"


def _week(*closed: str) -> str:
    names = ", ".join(f'"{day}"' for day in closed)
    return f'weekdays = {{ closed = [{names}], source = "the notice board", confidence = "medium" }}\n'


def _closed(text: str, **calendar: object) -> set[int]:
    """The weekdays on which the term of a policy is not counted."""
    policy = parse_policy("x.toml", tomllib.loads(text), GB, Calendar(known=True, **calendar))
    return set(policy.calendar_of(policy.rules[0].terms[0]).closed_weekdays)


def test_a_term_has_weekdays_of_its_own_or_those_of_its_rule_or_file():
    in_file, in_rule = _week("mon") + GOOD, GOOD.replace('owner = "seller"\n', 'owner = "seller"\n' + _week("tue"))
    assert _closed(GOOD) == {5, 6}
    assert _closed(in_file) == {0}
    assert _closed(in_rule) == _closed(_week("mon") + in_rule) == {1}
    assert _closed(in_rule + _week("wed")) == {2}


def test_weekdays_in_the_sellers_configuration_hold_for_every_term():
    mine = {"closed_weekdays": frozenset({4}), "weekdays_source": Source(YOUR_CONFIGURATION, None, "high")}
    assert _closed(GOOD + _week("wed"), **mine) == {4}


def test_a_mistake_in_weekdays_is_told_with_its_rule():
    with pytest.raises(PolicyError) as caught:
        parse_policy("x.toml", tomllib.loads(GOOD + _week("someday")), GB, Calendar(known=True))
    assert caught.value.mistakes[0].startswith("x.toml: rule x.respond, term 1, weekdays: closed is ['someday']")


def test_a_rule_in_many_markets_is_read_once_and_its_amounts_once_a_currency(monkeypatch: pytest.MonkeyPatch) -> None:
    read, places = policy_file._term, []

    def term(reader: Any, place: str, *rest: Any) -> Any:
        places.append(place)
        return read(reader, place, *rest)

    monkeypatch.setattr(policy_file, "_term", term)
    limit = '[[rule]]\nid = "limit"\nduty = "appeal"\nstarts = ["request.rejected"]\nstops = ["appeal.filed"]\n'
    plain = limit.replace("limit", "plain")
    limit += 'terms = [{ length = "2 days", source = "s", confidence = "low", below = "100" }]\n'
    plain += 'terms = [{ length = "3 days", source = "s", confidence = "low" }]\n'
    tables = tomllib.loads(limit + plain)
    policies = [
        parse_policy("x.toml", tables, {"code": code, "timezone": "UTC", "currency": currency}, Calendar())
        for code, currency in (("GB", "GBP"), ("JP", "JPY"), ("DE", "EUR"), ("FR", "EUR"))
    ]
    limits = [(p.rules[0].terms[0].limits, p.rules[0].terms[0].currency) for p in policies]
    assert limits == [((("below", 100_00),), "GBP"), ((("below", 100),), "JPY")] + [((("below", 100_00),), "EUR")] * 2
    assert places == ["rule limit, term 1", "rule plain, term 1", "rule limit, term 1", "rule limit, term 1"]


def test_the_mistakes_of_a_rule_are_told_in_every_market() -> None:
    tables = tomllib.loads(GOOD.replace('owner = "seller"', 'owner = "seler"', 1))
    for code in ("GB", "TH"):
        with pytest.raises(PolicyError, match="did you mean 'seller'"):
            parse_policy("x.toml", tables, GB | {"code": code}, Calendar())
