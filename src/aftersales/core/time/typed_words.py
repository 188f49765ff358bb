"""The words with which people type times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple


class TimeWords(NamedTuple):
    """The words of one language, in small letters. `weekdays` count from 0 for Monday, `months` from 1; `days` are days
    from today; `turns` say which weekday is meant: the one before today (-1) or the one after (1); `weeks` are weeks
    from this one, said before a weekday; `this` is said before a weekday of this week and a part of today. `halves` add
    hours to a 12-hour time; `minutes` are said before an hour and added to it; `parts` of a day go from an hour to
    before another; `units` are pendulum's names, and `one` and `half` are numbers of them. Between the words of a
    phrase is a blank.
    """

    now: Sequence[str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    turns: Mapping[str, int]
    weeks: Mapping[str, int]
    this: Sequence[str]
    halves: Mapping[str, int]
    hours: Mapping[str, int]
    midnight: Sequence[str]
    minutes: Mapping[str, int]
    o_clock: Sequence[str]
    parts: Mapping[str, tuple[int, int]]
    parts_of_today: Mapping[str, tuple[int, int]]
    units: Mapping[str, str]
    one: Sequence[str]
    half: Sequence[str]
    ago: Sequence[str]
    ahead: Sequence[str]
    from_now: Sequence[str]
    before_a_time: Sequence[str]
    before_a_day: Sequence[str]
    before_a_date: Sequence[str]
    before_a_month: Sequence[str]
    before_a_part: Sequence[str]
    before_a_city: Sequence[str]


def _numbered(first: int, *names: str) -> dict[str, int]:
    """Each name with its number; several names of one number are written with a bar between them."""
    return {name: number for number, same in enumerate(names, first) for name in same.split("|")}


_SIX = ("mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def from_chinese(text: str) -> str:
    """A time typed in Chinese, such as `昨天 15:00`, `11月24日 周二 16:02`, `下午3点半`, `上周五 9:00` or `2小时前`, in
    the words of ENGLISH. Other text stays as it is. Raises ValueError where the hour is not in the part of the day.
    """
    if text.isascii():
        return text
    import re  # lazy: most times are typed in letters and digits

    def date_of(match: re.Match[str]) -> str:
        year, month, day = match[1], int(match[2]), match[3]
        return f" {day} {_MONTHS[month - 1]} {year or ''} " if 1 <= month <= 12 else match[0]

    def clock_of(match: re.Match[str]) -> str:
        return f" {match[1]}:{'30' if match[2] == '半' else match[3] or '00'} "

    def hour_of_24(match: re.Match[str]) -> str:
        part, hour, minutes = match[1], int(match[2]), match[3]
        meant = {hour % 24, (hour + 12) % 24 if hour <= 12 else hour} & set(range(*_PARTS[part]))
        if len(meant) != 1:
            time = f"{hour}:{minutes}"
            raise ValueError(
                tr("{time} and {word} don't go together; write the hour from 0 to 23", time=time, word=part)
            )
        return f" {meant.pop()}:{minutes} "

    text = re.sub(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]", date_of, text)
    text = re.sub(r"(\d{1,2})\s*[点时](?!间)(?:(半)|(\d{2})\s*分?|整)?", clock_of, text)
    for pattern, english in _CHINESE:
        text = re.sub(pattern, english, text)
    text = re.sub(rf"({'|'.join(_PARTS)})\s*(\d{{1,2}}):(\d{{2}})", hour_of_24, text)
    text = " ".join(re.sub("中午|正午", " noon ", text).split())
    return re.sub(rf"(\d{{1,2}} [a-z]{{3}}(?: \d{{4}})?) ({'|'.join(_SIX)}|sun)\b", r"\2 \1", text)


ENGLISH = TimeWords(
    now=("now",),
    weekdays=_numbered(
        0,
        "mon|monday",
        "tue|tues|tuesday",
        "wed|weds|wednesday",
        "thu|thur|thurs|thursday",
        "fri|friday",
        "sat|saturday",
        "sun|sunday",
    ),
    months=_numbered(
        1,
        "jan|january",
        "feb|february",
        "mar|march",
        "apr|april",
        "may",
        "jun|june",
        "jul|july",
        "aug|august",
        "sep|sept|september",
        "oct|october",
        "nov|november",
        "dec|december",
    ),
    days={
        "today": 0,
        "yesterday": -1,
        "day before yesterday": -2,
        **dict.fromkeys(("tomorrow", "tmrw"), 1),
        "day after tomorrow": 2,
    },
    turns={"last": -1, "next": 1},
    weeks={"last week": -1, "this week": 0, "next week": 1},
    this=("this",),
    halves={"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12},
    hours={"noon": 12, "midday": 12},
    midnight=("midnight",),
    minutes={"half past": 30, "quarter past": 15, "quarter to": -15},
    o_clock=("o'clock", "oclock"),
    parts={"morning": (0, 12), "afternoon": (12, 19), "evening": (16, 24), "night": (18, 24)},
    parts_of_today={"tonight": (16, 24)},
    units={
        **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minutes"),
        **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hours"),
        **dict.fromkeys(("d", "day", "days"), "days"),
        **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "weeks"),
        **dict.fromkeys(("month", "months"), "months"),
    },
    one=("a", "an", "one"),
    half=("half a", "half an"),
    ago=("ago",),
    ahead=("in",),
    from_now=("from now",),
    before_a_time=("at",),
    before_a_day=("on",),
    before_a_date=("the",),
    before_a_month=("of",),
    before_a_part=("in", "the", "at"),
    before_a_city=("in",),
)

# What the hours of a part of the day are, from one to before another.
_PARTS: Mapping[str, tuple[int, int]] = {
    "凌晨": (0, 6), "早上": (4, 12), "上午": (5, 12), "中午": (11, 15), "下午": (12, 20), "傍晚": (16, 21),
    "晚上": (17, 24),
}  # fmt: skip
_CITIES: Mapping[str, str] = {
    "阿姆斯特丹": "amsterdam", "曼谷": "bangkok", "柏林": "berlin", "布鲁塞尔": "brussels", "芝加哥": "chicago",
    "丹佛": "denver", "都柏林": "dublin", "胡志明市": "ho chi minh", "香港": "hong kong", "雅加达": "jakarta",
    "吉隆坡": "kuala lumpur", "伦敦": "london", "洛杉矶": "los angeles", "马德里": "madrid", "马尼拉": "manila",
    "墨西哥城": "mexico city", "纽约": "new york", "巴黎": "paris", "罗马": "rome", "圣保罗": "sao paulo",
    "上海": "shanghai", "北京": "shanghai", "新加坡": "singapore", "台北": "taipei", "东京": "tokyo",
    "维也纳": "vienna", "华沙": "warsaw",
}  # fmt: skip
# Chinese, by its English: patterns in the order in which they are replaced. What begins with another word comes first.
_CHINESE: Sequence[tuple[str, str]] = (
    ("：", ":"),
    ("（", " ("),
    ("）", ") "),
    *(
        (f"{chinese}(?:时间)?", f" {city} ")
        for chinese, city in sorted(_CITIES.items(), key=lambda pair: -len(pair[0]))
    ),
    ("(今|昨|明|前|后)(晚|早)上?", r"\1天\2上"),
    ("(?<!上)上个?(?=(?:周|星期|礼拜)[一二三四五六日天])", " last week "),
    ("[本这]个?(?=(?:周|星期|礼拜)[一二三四五六日天])", " this week "),
    ("(?<!下)下个?(?=(?:周|星期|礼拜)[一二三四五六日天])", " next week "),
    ("大前天", " 3 days ago "),
    ("前天", " day before yesterday "),
    ("昨天|昨日", " yesterday "),
    ("今天|今日", " today "),
    ("明天|明日", " tomorrow "),
    ("大后天", " in 3 days "),
    ("后天", " day after tomorrow "),
    ("现在", " now "),
    *((f"(?:周|星期|礼拜){day}", f" {name} ") for day, name in zip("一二三四五六", _SIX, strict=True)),
    ("(?:周|星期|礼拜)[日天]", " sun "),
    (r"(\d+)\s*个半小时", r" \1.5 hours "),
    (r"半\s*个?小时", " 0.5 hours "),
    (r"(\d+)\s*个?小时", r" \1 hours "),
    (r"(\d+)\s*分钟?", r" \1 minutes "),
    (r"(\d+)\s*天", r" \1 days "),
    (r"(\d+)\s*个?(?:星期|礼拜|周)", r" \1 weeks "),
    (r"(\d+)\s*个月", r" \1 months "),
    (r"(?<=[a-z]) *(?:以前|之前|前)", " ago "),
    (r"(?<=[a-z]) *(?:以后|之后|后)", " from now "),
)
