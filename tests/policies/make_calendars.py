"""Makes the frozen calendars of the markets from the `holidays` package, all but the United Kingdom's, typed by hand.

    python tests/policies/make_calendars.py        # rewrites src/aftersales/policies/data/calendars/

A calendar holds what closes the whole country, holidays on closed weekdays included: a staff may work on those. What
only a part of the country keeps, or public offices alone (joint leave, half days), is a working day here: whether the
platform keeps it is not known, and such a day can make a deadline too early, never too late. So are Saturdays, where no
text says that they are closed; bridge days, days swapped for a Saturday, and days off in lieu of a holiday on a
Saturday that counts: those stand in `counted`, and `explain` names them.

Years after `known-through` are reckoned: by law and by the moon, before the government has published them. The package
marks most lunar and Islamic dates that may still move as estimated, and so does the calendar, in the day's name; it
marks so too what the package leaves unmarked though the moon or a decree of each year makes it (`UNSETTLED`). Such a
day may come out elsewhere, and move a deadline either way.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import holidays

CALENDARS = Path(__file__).parents[2] / "src" / "aftersales" / "policies" / "data" / "calendars"
FIRST, LAST = 2023, 2030
SATURDAY = 5
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHECKED = date(2026, 11, 29)
# Days that public offices take, and businesses as they like.
OFFICES_ONLY = re.compile(r"Bridge Public Holiday|Day off \(substituted from")
# Days that the package gives for years to come without a mark, by market: lunar ones, and those of a yearly decree.
UNSETTLED = {
    "vn": re.compile("Lunar New Year|Hung Kings"),
    "th": re.compile("Bucha|Buddhist Lent"),
    "sg": re.compile("Diwali"),
    "id": re.compile("Day of Silence|Isra' and Mi'raj|Vesak"),
    "my": re.compile("Birthday of HM Yang di-Pertuan Agong"),
    "ph": re.compile("Chinese New Year|All Souls' Day|Christmas Eve"),
}
# What the package calls 29 Tet, by the number that the day has in a month of 30.
_NAMES = {"29 of Lunar New Year": "Tet, the day before Lunar New Year's Eve"}
_WHOLE_COUNTRY = "the days on which the whole country is closed; those of a part of it are working days here"
_UNSURE = "whether the platform counts its working days by this calendar is not published"
# Of Tet the law gives Viet Nam five days, and the government chooses them: one or two before the new year. Those that
# belong to one choice alone, and the package's days in lieu of a Saturday, may be working days.
_TET = "2023-01-26 2024-02-14 2025-02-01 2027-02-04 2027-02-10 2028-01-24 2028-01-29 2030-01-31 2030-02-06"
_PERHAPS = {"vn": {date.fromisoformat(day): "chosen for Tet or in lieu of a Saturday" for day in _TET.split()}}
# Of two days in lieu, of a Saturday and of the Sunday after it, the first is left where Saturdays count.
_FOR_SUNDAY = {date(2023, 5, 2), date(2024, 7, 22)}
_PERHAPS["vn"][date(2023, 5, 3)] = "in lieu of a Saturday"
# Days that Dutch law lists and that many firms don't keep.
_GOOD_FRIDAYS = "2023-04-07 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14 2029-03-30 2030-04-19"
_PERHAPS["nl"] = {date.fromisoformat(day): "not kept by many firms" for day in _GOOD_FRIDAYS.split()}
_IN_LIEU = re.compile(r" \((observed|in lieu)\)")
# Days that the package leaves out: a holiday on a Sunday moves on, past the day that is a holiday anyway.
_ADDED = {"my": {date(2027, 6, 8): "Islamic New Year (observed, probable)"}}
# What a decree has settled though the package still calls it estimated.
_DECREED = {"id": 2027}
# Days of a published year that no decree has settled yet, besides those that the package calls estimated.
_OPEN = {"vn": (date(2027, 9, 3),), "my": (date(2027, 6, 8),)}


class Week(NamedTuple):
    """The working weekdays of a market: which are closed, which may be, and where that was read."""

    source: str
    dated: date | None = None
    confidence: str = "low"
    note: str = ""
    closed: tuple[str, ...] = ("sun",)
    unsure: tuple[str, ...] = ("sat",)


NOT_PUBLISHED = Week(
    "nothing published was found in November 2026",
    None,
    "low",
    "Whether Saturday is a working day is not known. The earlier deadline is the safe one, so it counts.",
)
WEEKEND = ("sat", "sun")


class Made(NamedTuple):
    """One calendar: what it is called, to which year it is published, and what a reader must know of it."""

    name: str
    known_through: int
    about: str
    unverified: str = ""
    week: Week = NOT_PUBLISHED
    published: str = ""


# A year is known where the package marks none of its days as estimated and the government has published it, as far as
# the package shows; where laws alone make the days, the next year is taken as known.
MADE = {
    "us": Made(
        "US federal holidays",
        2027,
        "Federal holidays; one on a Saturday is kept on the Friday before.",
        "",
        Week(
            "seller-us.tiktok.com, Seller University 8064131472115499 (undated, read November 2026)",
            None,
            "high",
            "",
            WEEKEND,
            (),
        ),
    ),
    "de": Made("German public holidays", 2027, f"Nationwide holidays only: {_WHOLE_COUNTRY}.", _UNSURE),
    "fr": Made("French public holidays", 2027, f"Without those of Alsace and overseas: {_WHOLE_COUNTRY}.", _UNSURE),
    "it": Made("Italian public holidays", 2027, f"Without the towns' patron saints: {_WHOLE_COUNTRY}.", _UNSURE),
    "es": Made("Spanish national holidays", 2026, f"Without those of the communities: {_WHOLE_COUNTRY}.", _UNSURE),
    "ie": Made("Irish public holidays", 2027, "One on a weekend takes no day out of the week by itself.", _UNSURE),
    "at": Made("Austrian public holidays", 2027, f"Nationwide holidays only: {_WHOLE_COUNTRY}.", _UNSURE),
    "be": Made("Belgian public holidays", 2027, "One on a weekend takes no day out of the week by itself.", _UNSURE),
    "nl": Made(
        "Dutch public holidays",
        2027,
        "Good Friday is in the law, and many work on it: it counts as a working day.",
        _UNSURE,
    ),
    "pl": Made("Polish public holidays", 2027, "Days off in lieu of a Saturday count as working days.", _UNSURE),
    "th": Made(
        "Thai public holidays",
        2026,
        "With days in lieu of a Sunday; those in lieu of a Saturday, and bridge days, count as working days.",
        _UNSURE,
        Week(
            "seller-th.tiktok.com, Seller University 4708356737861393, on same-day delivery",
            date(2025, 9, 22),
            "low",
            "There the working days are Monday to Saturday. Whether they are for other duties is not published. "
            "The earlier deadline is the safe one, so Saturday counts.",
        ),
    ),
    "vn": Made(
        "Vietnamese public holidays",
        2027,
        "Tet included; days off in lieu of a Saturday, or swapped for one, count as working days.",
        _UNSURE,
        Week(
            "seller-vn.tiktok.com, Seller University 6024728339744528 (undated, read November 2026), on shipping",
            None,
            "low",
            "There the working days are Monday to Saturday. Whether they are for answers is not published. "
            "The earlier deadline is the safe one, so Saturday counts.",
        ),
        "; labour code, article 112; the notice of 2027 was not read",
    ),
    "id": Made(
        "Indonesian public holidays",
        2027,
        "National holidays; joint leave (cuti bersama) is not.",
        _UNSURE,
        NOT_PUBLISHED,
        "; joint decree of three ministers, September 2026",
    ),
    "my": Made(
        "Malaysian federal holidays",
        2027,
        f"Deepavali is not kept in Sarawak: {_WHOLE_COUNTRY}.",
        _UNSURE,
        Week(
            "100ec.cn, on TikTok's rules for local shops in Malaysia",
            date(2024, 8, 20),
            "medium",
            "In Kedah, Kelantan and Terengganu the working days are Sunday to Thursday.",
            WEEKEND,
            (),
        ),
    ),
    "ph": Made(
        "Philippine holidays",
        2027,
        "Regular holidays and special days without work; those of Eid are proclaimed a few days before.",
        _UNSURE,
        NOT_PUBLISHED,
        "; Proclamation 1427 of 2026-09-08",
    ),
    "sg": Made("Singapore public holidays", 2027, "One on a Sunday is kept on the Monday.", _UNSURE),
    "br": Made(
        "Brazilian national holidays",
        2027,
        "Carnival and Corpus Christi are optional and not here.",
        _UNSURE,
        Week(
            "TikTok's own deadlines for two requests in Brazil, seen in September 2026",
            date(2026, 9, 22),
            "low",
            "They fit three working days at the same time of day where Saturday is none. Nothing is published.",
            WEEKEND,
            (),
        ),
    ),
    "jp": Made("Japanese public holidays", 2027, "One on a Sunday is kept on the next day that is none.", _UNSURE),
    "mx": Made("Mexican public holidays", 2027, "The obligatory days of rest of the labour law.", _UNSURE),
}
HEAD = """\
# {about}
# Made by tests/policies/make_calendars.py.

name = "{name}"
closed-weekdays = {closed_weekdays}
known-through = {known_through} # later years are reckoned
source = "PyPI holidays {version}, {code}{published}"
checked = {checked}
"""


def known_days(stem: str) -> dict[date, str]:
    """The days off of a market, by what the installed package knows."""
    known = holidays.country_holidays(stem.upper(), years=range(FIRST, LAST + 1), language="en_US")
    decreed = _DECREED.get(stem, 0)
    names = {day: _NAMES.get(known[day], known[day]) for day in known}
    names = {day: n.replace(" (estimated)", "") if day.year <= decreed else n for day, n in names.items()}
    return dict(sorted({**names, **_ADDED.get(stem, {})}.items()))


def counted(stem: str) -> dict[date, str]:
    """The days that may be closed, and count as working days, each with the reason."""
    known = known_days(stem)
    works = "sat" not in MADE[stem].week.closed
    lieu = {d: "in lieu of a Saturday" for d, n in known.items() if works and _for_saturday(known, d, n)}
    offices = {d: "swapped for a Saturday" if "subst" in n else "bridge day" for d, n in known.items() if _office(n)}
    perhaps = {**lieu, **_PERHAPS.get(stem, {})}
    perhaps = {d: f"{_IN_LIEU.sub('', known[d].partition(';')[0])}, {why}" for d, why in perhaps.items()}
    return {day: why for day, why in sorted({**offices, **perhaps}.items()) if day not in _FOR_SUNDAY}


def _office(name: str) -> bool:
    return OFFICES_ONLY.search(name) is not None


def _for_saturday(known: dict[date, str], day: date, name: str) -> bool:
    """Whether a day off is in lieu of a holiday on a Saturday, and of none on a Sunday."""
    if not _IN_LIEU.search(name):
        return False
    plain = _IN_LIEU.sub("", name.partition(";")[0])
    before = (day - timedelta(days=n) for n in range(1, 6))
    moved = next((d for d in before if d.weekday() >= SATURDAY and plain in known.get(d, "")), None)
    return moved is not None and moved.weekday() == SATURDAY


def days(stem: str) -> dict[date, str]:
    """The closed days of a market, by what the installed package knows."""
    return {day: name for day, name in known_days(stem).items() if day not in counted(stem)}


def reckoned(stem: str, day: date, name: str) -> str:
    """The name of a day in a year that is not published yet, marked where it may still move."""
    return "; ".join(_marked(part) if _unsettled(stem, day, part) else part for part in name.split("; "))


def _unsettled(stem: str, day: date, name: str) -> bool:
    if "estimated" in name:
        return False  # the package marks it itself
    # Of Vietnam's two National Days the government chooses the second: 1 or 3 September.
    chosen = stem == "vn" and name == "National Day" and (day.month, day.day) != (9, 2)
    return chosen or (stem in UNSETTLED and UNSETTLED[stem].search(name) is not None)


def _marked(name: str) -> str:
    return f"{name[:-1]}, estimated)" if name.endswith(")") else f"{name} (estimated)"


def text(stem: str, made: Made) -> str:
    """The file of one calendar."""
    code, week = stem.upper(), made.week
    head = HEAD.format(
        code=code, version=holidays.__version__, checked=CHECKED, closed_weekdays=_list(week.closed), **made._asdict()
    )
    if made.unverified:
        head += f'unverified = "{made.unverified}"\n'
    head += _weekdays(week)
    known, beyond = days(stem), made.known_through + 1
    marked = {d: name if d.year < beyond else reckoned(stem, d, name) for d, name in known.items()}
    marked |= {d: _marked(marked[d]) for d in _OPEN.get(stem, ()) if "prob" not in marked[d]}
    later = {d: n for d, n in marked.items() if d.year >= beyond or d in _OPEN.get(stem, ()) or "estimated" in n}
    published = {d: n for d, n in marked.items() if d not in later}
    parts = {"days": published, "reckoned": later, "counted": counted(stem)}
    return head + "".join(f"\n[{title}]\n{_lines(part)}\n" for title, part in parts.items() if part)


def _list(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _weekdays(week: Week) -> str:
    """The table of the working weekdays."""
    lines = [f"unsure = {_list(week.unsure)}"] if week.unsure else []
    lines.append(f'source = "{week.source}"')
    lines += [f"dated = {week.dated}"] if week.dated else []
    lines.append(f'confidence = "{week.confidence}"')
    lines += [f'note = "{week.note}"'] if week.note else []
    return "\n[weekdays]\n" + "\n".join(lines) + "\n"


def _lines(part: dict[date, str]) -> str:
    """Days with their names, a blank line between the years."""
    years = sorted({day.year for day in part})
    return "\n\n".join("\n".join(f'"{d}" = "{n}"' for d, n in part.items() if d.year == y) for y in years)


def main() -> None:
    """Rewrites the calendars."""
    for stem, made in MADE.items():
        (CALENDARS / f"{stem}.toml").write_text(text(stem, made), encoding="utf-8")


if __name__ == "__main__":
    main()
