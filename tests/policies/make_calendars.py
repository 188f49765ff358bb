"""Makes the frozen calendars of the markets from the `holidays` package, all but the United Kingdom's, typed by hand.

    python tests/policies/make_calendars.py        # rewrites src/aftersales/policies/data/calendars/

A calendar holds what closes the whole country, besides weekends. What only a part of it keeps, or public offices alone
(bridge days, joint leave, half days, days swapped for a Saturday), is a working day here: whether the platform keeps
it is not known, and such a day can make a deadline too early, never too late.

Years after `known-through` are reckoned: by law and by the moon, before the government has published them. The package
marks most lunar and Islamic dates that may still move as estimated, and so does the calendar, in the day's name; it
marks so too what the package leaves unmarked though the moon or a decree of each year makes it (`UNSETTLED`). Such a
day may come out elsewhere, and move a deadline either way.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import holidays

CALENDARS = Path(__file__).parents[2] / "src" / "aftersales" / "policies" / "data" / "calendars"
FIRST, LAST = 2023, 2030
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHECKED = date(2026, 11, 24)
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
# Viet Nam works on Saturdays here, so a Saturday that is a holiday brings no further day off. Its law gives Tet five
# days and National Day two; the package has one more where one of them falls on a Saturday (of 2025 and 2028 a Saturday
# after the five). The earlier deadline is the safe one.
_WORKED = {
    "vn": {
        date.fromisoformat(day)
        for day in (
            "2023-01-26", "2023-05-03", "2023-09-04", "2024-02-14", "2025-02-01", "2027-02-10", "2027-05-03",
            "2028-01-03", "2028-01-29", "2028-09-04", "2029-11-26", "2030-02-06",
        )
    }
}  # fmt: skip


class Made(NamedTuple):
    """One calendar: what it is called, to which year it is published, and what a reader must know of it."""

    name: str
    known_through: int
    about: str
    unverified: str = ""
    closed: tuple[str, ...] = ("sat", "sun")


# A year is known where the package marks none of its days as estimated and the government has published it, as far as
# the package shows; where laws alone make the days, the next year is taken as known.
MADE = {
    "us": Made("US federal holidays", 2027, "Federal holidays; one on a Saturday is kept on the Friday before."),
    "de": Made("German public holidays", 2027, f"Nationwide holidays only: {_WHOLE_COUNTRY}.", _UNSURE),
    "fr": Made("French public holidays", 2027, f"Without those of Alsace and overseas: {_WHOLE_COUNTRY}.", _UNSURE),
    "it": Made("Italian public holidays", 2027, f"Without the towns' patron saints: {_WHOLE_COUNTRY}.", _UNSURE),
    "es": Made("Spanish national holidays", 2026, f"Without those of the communities: {_WHOLE_COUNTRY}.", _UNSURE),
    "ie": Made("Irish public holidays", 2027, "One on a weekend takes no day out of the week by itself.", _UNSURE),
    "th": Made("Thai public holidays", 2026, "With substitute days, without the government's bridge days.", _UNSURE),
    "vn": Made(
        "Vietnamese public holidays",
        2026,
        "Tet included; days off in lieu of a Saturday, or swapped for one, are working days here.",
        _UNSURE,
        ("sun",),
    ),
    "id": Made("Indonesian public holidays", 2026, "National holidays; joint leave (cuti bersama) is not.", _UNSURE),
    "my": Made("Malaysian federal holidays", 2027, f"Deepavali is not kept in Sarawak: {_WHOLE_COUNTRY}.", _UNSURE),
    "ph": Made("Philippine holidays", 2026, "Regular holidays and special days without work.", _UNSURE),
    "sg": Made("Singapore public holidays", 2027, "One on a Sunday is kept on the Monday.", _UNSURE),
    "br": Made("Brazilian national holidays", 2027, "Carnival and Corpus Christi are optional and not here.", _UNSURE),
    "mx": Made("Mexican public holidays", 2027, "The obligatory days of rest of the labour law.", _UNSURE),
}
HEAD = """\
# {about}
# Made by tests/policies/make_calendars.py; a holiday that falls on a closed weekday is not listed.

name = "{name}"
closed-weekdays = {closed_weekdays}
known-through = {known_through} # later years are reckoned
source = "PyPI holidays {version}, {code}"
checked = {checked}
"""


def days(stem: str) -> dict[date, str]:
    """The closed days of a market, by what the installed package knows; its closed weekdays left out."""
    known = holidays.country_holidays(stem.upper(), years=range(FIRST, LAST + 1), language="en_US")
    closed = set(map(WEEK.index, MADE[stem].closed))
    return {
        day: _NAMES.get(known[day], known[day])
        for day in sorted(known)
        if day.weekday() not in closed and day not in _WORKED.get(stem, ()) and not OFFICES_ONLY.search(known[day])
    }


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
    code = stem.upper()
    closed = ", ".join(f'"{day}"' for day in made.closed)
    head = HEAD.format(
        code=code, version=holidays.__version__, checked=CHECKED, closed_weekdays=f"[{closed}]", **made._asdict()
    )
    if made.unverified:
        head += f'unverified = "{made.unverified}"\n'
    known, beyond = days(stem), made.known_through + 1
    marked = {d: name if d.year < beyond else reckoned(stem, d, name) for d, name in known.items()}
    published, later = (
        "\n\n".join("\n".join(f'"{d}" = "{name}"' for d, name in marked.items() if d.year == year) for year in years)
        for years in (range(FIRST, beyond), range(beyond, LAST + 1))
    )
    return f"{head}\n[days]\n{published}\n\n[reckoned]\n{later}\n"


def main() -> None:
    """Rewrites the calendars."""
    for stem, made in MADE.items():
        (CALENDARS / f"{stem}.toml").write_text(text(stem, made), encoding="utf-8")


if __name__ == "__main__":
    main()
