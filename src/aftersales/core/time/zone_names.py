"""Time zones by what people call them: city, abbreviation or offset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from aftersales import text
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

_OFFSET = r"([+-])(\d{2}):?(\d{2})?"


class NamedZone(NamedTuple):
    """The zone that was named, and the abbreviation or the offset that was typed with it, which say which of two equal
    times is meant where the clocks go back.
    """

    zone: tzinfo
    abbreviation: str = ""
    offset: timedelta | None = None

    def instants(self, local: datetime) -> list[datetime]:
        """The instants (UTC) at which clocks there show a naive local time: none where they skip it, two where they
        repeat it.
        """
        both = [local.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1)]
        shown = {one.astimezone(UTC): one for one in both if _shows(one.astimezone(UTC), local, self.zone)}
        return sorted(instant for instant, one in shown.items() if self._fits(one))

    def _fits(self, when: datetime) -> bool:
        if self.offset is not None and when.utcoffset() != self.offset:
            return False
        return not self.abbreviation or (when.tzname() or "").lower() == self.abbreviation


def _shows(instant: datetime, local: datetime, zone: tzinfo) -> bool:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0) == local


def zone_named(typed: str, here: tzinfo, now: datetime) -> NamedZone:
    """The zone that is named after a time, such as `GMT`, `+07`, `CST (Shanghai)` or `in Shanghai`; `here` where
    nothing is. Raises ValueError for a name that none or several zones have.
    """
    name = " ".join(re.sub(r"[()]", " ", typed.lower()).split()).removeprefix("in ")
    name = re.sub(r"^(?:gmt|utc) ?([+-])(\d)(?!\d)", r"\g<1>0\2", name)  # not Etc/GMT+7, which is behind
    name = re.sub(r"^(?:gmt|utc) ?(?=[+-]\d)", "", name)
    if not name:
        return NamedZone(here)
    if match := re.match(_OFFSET, name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) * (-1 if match[1] == "-" else 1)
        if offset.total_seconds() >= 86400 or offset.total_seconds() <= -86400:
            raise ValueError(tr("{offset} is not an offset", offset=match[0]))
        city = name[match.end() :].strip()
        return NamedZone(_city(city, here, now) if city else timezone(offset), offset=offset)
    if name in ("z", "utc"):
        return NamedZone(UTC)
    if name in _abbreviations(here, now):
        return NamedZone(here, name)
    if zone := _find_city(name, here, now):
        return NamedZone(zone)
    abbreviation, _, city = name.partition(" ")
    if city:
        return NamedZone(_city(city.removeprefix("in "), here, now), abbreviation)
    return NamedZone(timezone(_offset_of(abbreviation, now)))


def _offset_of(abbreviation: str, now: datetime) -> timedelta:
    """The offset that an abbreviation means by itself. Raises ValueError where it means none, or several."""
    if (alone := text.SHARED.get(abbreviation.upper())) is not None:
        return alone
    zones = (ZoneInfo(key) for key in available_timezones())
    offsets = {offsets[abbreviation] for zone in zones if abbreviation in (offsets := _abbreviations(zone, now))}
    if not offsets:
        raise ValueError(tr("{name!r} is not a zone; write one such as GMT, +01:00 or London", name=abbreviation))
    if len(offsets) > 1:
        raise ValueError(tr("several zones are called {name}; write the city", name=abbreviation.upper()))
    return offsets.pop()


def _abbreviations(zone: tzinfo, now: datetime) -> dict[str, timedelta]:
    """The abbreviations that a zone has in winter and in summer, with their offsets."""
    return {(when.tzname() or "").lower(): when.utcoffset() or timedelta() for when in _both_halves(zone, now)}


def _both_halves(zone: tzinfo, now: datetime) -> Iterable[datetime]:
    return (datetime(now.year, month, 1, tzinfo=UTC).astimezone(zone) for month in (1, 7))


def _city(name: str, here: tzinfo, now: datetime) -> ZoneInfo:
    zone = _find_city(name, here, now)
    if zone is None:
        raise ValueError(tr("{name!r} is not a city that a time zone is named after, such as London", name=name))
    return zone


def _find_city(name: str, here: tzinfo, now: datetime) -> ZoneInfo | None:
    """The zone with a name such as `Shanghai` or `Asia/Shanghai`; the one `here` first. Raises ValueError where zones
    that differ have it.
    """
    keys = (
        [str(here)] if _is_called(str(here), name) else sorted(k for k in available_timezones() if _is_called(k, name))
    )
    if len({tuple(when.utcoffset() for when in _both_halves(ZoneInfo(key), now)) for key in keys}) > 1:
        raise ValueError(tr("several zones are called {name}: {zones}", name=name, zones=text.few(keys)))
    return ZoneInfo(keys[0]) if keys else None


def _is_called(key: str, name: str) -> bool:
    area, _, city = key.lower().replace("_", " ").rpartition("/")
    return bool(area) and name.replace("_", " ") in (f"{area}/{city}", city)
