"""The answers of a first setup, read and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from aftersales.core.time.staff_table import parse_staff
from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.toml.reader import Reader

LOGIN = "login"  # in the place of a folder: the shop is read through the platform's API


class SetupAnswers(NamedTuple):
    """What is said of a new shop. `staff` are the keys of its staff table that are set, empty for none; `exports` is a
    folder, LOGIN, or empty for neither; None is what nobody said yet.
    """

    shop: str = ""
    market: str = ""
    takes_returns: bool | None = None
    staff: tuple[tuple[str, str], ...] = ()
    exports: str | None = None

    def table(self) -> dict[str, Any]:
        """The keys of the shop's table that these answers set."""
        return {
            **({} if self.takes_returns is None else {"takes_returns": self.takes_returns}),
            **({"exports": self.exports} if self.exports and self.exports != LOGIN else {}),
            **({"staff": dict(self.staff)} if self.staff else {}),
        }


def staff_of(typed: str) -> tuple[tuple[str, str], ...]:
    """The hours and the zone of `09:00-18:00 Asia/Shanghai`, in any order, each or none of them; a zone may be named by
    its city. Raises ConfigError for what is neither.
    """
    hours = re.findall(r"\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}", typed)
    rest = re.sub(r"\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}", " ", typed).replace(",", " ").split()
    staff = {"hours": ", ".join(re.sub(r"\s*[-–]\s*", "-", part) for part in hours)} if hours else {}
    if rest:
        staff["timezone"] = zone_of(" ".join(rest))
    reader = Reader("")
    parse_staff(reader, staff)
    if reader.mistakes:
        raise ConfigError("\n".join(mistake.removeprefix(": ") for mistake in reader.mistakes))
    return tuple(staff.items())


def zone_of(typed: str) -> str:
    """The time zone that is meant by its name, or by its city. Raises ConfigError."""
    from zoneinfo import available_timezones

    wanted = typed.strip().replace(" ", "_").casefold()
    zones = sorted(zone for zone in available_timezones() if not zone.startswith(("posix", "right", "Etc/")))
    if match := [zone for zone in zones if zone.casefold() == wanted]:
        return match[0]
    cities = [zone for zone in zones if "/" in zone and zone.rpartition("/")[2].casefold() == wanted]
    if len(cities) == 1:
        return cities[0]
    if wanted in _BY_NAME:
        return _BY_NAME[wanted]
    raise ConfigError(
        tr("{zone!r} is not a time zone; write one such as Asia/Shanghai, or hours such as 09:00-18:00", zone=typed)
    )


# Places without a zone of their own name, and names in Chinese, where sellers' staff works.
_BY_NAME = {
    "beijing": "Asia/Shanghai", "shenzhen": "Asia/Shanghai", "guangzhou": "Asia/Shanghai", "hangzhou": "Asia/Shanghai",
    "yiwu": "Asia/Shanghai", "china": "Asia/Shanghai", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai",
    "深圳": "Asia/Shanghai", "广州": "Asia/Shanghai", "杭州": "Asia/Shanghai", "中国": "Asia/Shanghai",
    "伦敦": "Europe/London", "uk": "Europe/London", "hanoi": "Asia/Ho_Chi_Minh",
}  # fmt: skip


def exports_of(typed: str) -> str:
    """The folder that is meant, or LOGIN. Raises ConfigError for one that isn't there."""
    if typed.strip().casefold() == LOGIN:
        return LOGIN
    folder = typed.strip().strip("\"'")
    if not Path(folder).expanduser().is_dir():
        raise ConfigError(tr("{folder} is not a folder. Make it first, or name another one.", folder=folder))
    return folder if folder.startswith("~") else str(Path(folder).absolute())


def folder_text(path: Path) -> str:
    """A folder as the configuration has it: `~` for the home."""
    return f"~/{path.relative_to(Path.home()).as_posix()}" if path.is_relative_to(Path.home()) else str(path)
