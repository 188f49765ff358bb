"""Three sellers on three mornings each, built with the program itself from the files they would import."""

from __future__ import annotations

import functools
import json
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from transcripts import Shell
from worlds.trade import Good, Shop, Trade

_BEFORE = timedelta(days=12)  # trade begins so long before the first morning


class Morning(NamedTuple):
    """When somebody sits down, and what is done first: command lines, where `{respond.return.uk-main[2]}` is the case
    of the third line of that duty, kind and shop.
    """

    name: str
    now: str
    lines: Sequence[str] = ()
    skipped: frozenset[str] = frozenset()  # shops of which nothing is imported

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.now)


class World(NamedTuple):
    """Shops with their settings, and the mornings, the first one first. `timezone`: that of the machine."""

    name: str
    shops: Sequence[Shop]
    settings: Sequence[str]
    mornings: Sequence[Morning]
    timezone: str

    def build(self, shell: Shell, name: str) -> Shell:
        """Let the mornings pass up to this one. Each is built once in a process."""
        before: Callable[[Shell], object] | None = None
        for morning in self.mornings:
            step = functools.partial(_pass, self, morning, before)
            if morning.name == name:
                shell.begin(step, key=("world", self.name, name))
                shell.now = morning.now
                return shell
            before = functools.partial(_begin, step, ("world", self.name, morning.name))
        raise KeyError(name)


def _begin(step: Callable[[Shell], object], key: tuple[str, ...], shell: Shell) -> None:
    shell.begin(step, key=key)


def _pass(world: World, morning: Morning, before: Callable[[Shell], object] | None, shell: Shell) -> None:
    shell.now = morning.now
    if before is not None:
        before(shell)
        shell.now = morning.now
    else:
        for shop in world.shops:
            shell.ok(f"-q init --shop {shop.name} --market {shop.market}")
        for line in world.settings:
            shell.ok(f"-q config set {line}")
    import_exports(world, morning, shell)
    for line in morning.lines:
        shell.ok(["-q", *shlex.split(_filled(line, shell))])


def import_exports(world: World, morning: Morning, shell: Shell) -> None:
    """Import what each shop's exports show ten minutes before a morning."""
    exported = morning.at - timedelta(minutes=10)
    with TemporaryDirectory() as folder:
        for trade in _trades(world.name):
            if trade.shop.name not in morning.skipped:
                files = [str(path) for path in trade.export(Path(folder), exported)]
                form = "mdy" if trade.shop.market == "US" else "dmy"
                words = ["--shop", trade.shop.name, "--as-of", exported.isoformat(), "--date-format", form]
                shell.ok(["-q", "import", *files, *words])


def _filled(line: str, shell: Shell) -> str:
    """The line with its cases."""
    return re.sub(r"{([a-z.-]+)\[(\d+)\]}", lambda found: str(_cases(shell, found[1])[int(found[2])]), line)


def _cases(shell: Shell, which: str) -> list[int]:
    """The cases of a duty, a kind and a shop, in the order of the list."""
    narrowed = zip(("--duty", "--kind", "--shop"), which.split("."), strict=False)
    run = shell.ok(["-q", "due", "--all", *(word for pair in narrowed for word in pair), "--json"])
    return [line["case"] for line in json.loads(run.out) if line["confirmed"]]


@functools.cache
def _trades(name: str) -> list[Trade]:
    """What happens in the shops of a world."""
    world = WORLDS[name]
    first, last = world.mornings[0].at.date() - _BEFORE, world.mornings[-1].at.date()
    return [Trade(shop, first, last) for shop in world.shops]


# --- the sellers --------------------------------------------------------------------------------------------------

_HOME = (
    Good("LAMP-ARC", "Arc Floor Lamp with Marble Base", "Brass", 12900),
    Good("LAMP-TOUCH", "LED Bedside Touch Lamp, Dimmable", "Oak", 2699),
    Good("THROW", "Wool Throw 130 x 170 cm", "Heather", 5600),
    Good("CANDLE", "Soy Wax Candle 🌸 “Sunday Morning”", "Fig", 1450),
    Good("CASS", "Enamelled Casserole", "24 cm, Teal", 4400),
    Good("UTEN", "Silicone Utensil Set, 10 pieces", "Sage", 1649),
    Good("SHADE", "Handwoven Rattan Pendant Shade", "50 cm", 9999),
    Good("MUG", "Stoneware Mug", "Set of 4", 2400),
)
_KNIT = (
    Good("CARD-M", "Chunky Knit Cardigan 粗针开衫", "Oatmeal, M", 3499),
    Good("CASE-LIL", "Magnetic Silicone Phone Case 磁吸手机壳", "Lilac", 1748),
    Good("THROW-W", "羊毛盖毯 Wool Throw", "Heather", 14000),
    Good("STEAM", "Bamboo Steamer, 2-tier 竹蒸笼", "25 cm", 1899),
    Good("HAT", "Ribbed Beanie 🧢", "Charcoal", 850),
    Good("WOK", "Cast Iron Wok 炒锅", "32 cm", 6400),
)
_THAI = (
    Good("TH-MUG", "แก้วเซรามิก Stoneware Mug", "Indigo", 29000),
    Good("TH-FAN", "Handheld Fan พัดลมพกพา", "White", 45000),
    Good("TH-SANDAL", "รองเท้าแตะหนัง", "Tan, 38", 69000),
    Good("TH-LAMP", "โคมไฟกระดาษ Paper Lantern Lamp", "60 cm", 129000),
)
_AMERICAN = (
    Good("US-CARD", "Chunky Knit Cardigan", "Oatmeal, S", 4200),
    Good("US-CASE", "Clear Shockproof Phone Case for iPhone 15", "Clear", 999),
    Good("US-DINNER", "Stoneware Dinner Set, 12 pieces", "Sand", 11900),
    Good("US-THROW", "Wool Throw 50 x 67 in", "Heather", 6800),
)
_VIETNAMESE = (
    Good("VN-AO", "Áo len dệt kim", "Be, M", 289000),
    Good("VN-DEN", "Đèn ngủ cảm ứng", "Trắng", 219000),
)
_FRENCH = (
    Good("FR-LAMPE", "Lampe à poser en grès émaillé « Été »", "Écru", 5900),
    Good("FR-PLAID", "Plaid en laine 130 × 170 cm", "Bruyère", 6490),
)

_BRAND = World(
    "brand",
    [
        Shop(
            "uk-main", "GB", 40, 2.5, _HOME, frozenset({date(2026, 12, 25), date(2026, 12, 28)}),
            notes=("The base is cracked", "It says oak, it is grey 😞"),
        )
    ],
    [],
    [
        Morning(
            "monday", "2026-12-21T09:00:00+00:00",
            ["routine add 'Count the stock' --every 7d --at 2026-12-14T09:00 --duty stocktake"],
        ),
        Morning("tuesday", "2026-12-22T09:00:00+00:00", ["approve {respond.return[0]} --mode keep"]),
        Morning("christmas", "2026-12-25T09:00:00+00:00", ["snooze {respond[1]} --until 4h"]),
    ],
    "Europe/London",
)  # fmt: skip

_GOLDEN_WEEK = frozenset(date(2026, 10, day) for day in range(1, 8)) | {date(2026, 9, 25)}
_THREE = World(
    "three",
    [
        Shop("uk-store", "GB", 120, 6.5, _KNIT, _GOLDEN_WEEK, api=True, notes=("少了一个盖子", "Too small")),
        Shop("th-store", "TH", 100, 5, _THAI, _GOLDEN_WEEK, notes=("สั่งสองใบ ได้มาใบเดียว",)),
        Shop("us-store", "US", 80, 4, _AMERICAN, _GOLDEN_WEEK),
    ],
    [
        f"shops.{shop}.staff.{key}"
        for shop in ("uk-store", "th-store", "us-store")
        for key in ("timezone Asia/Shanghai", "hours 09:00-18:00", "holidays cn")
    ],
    [
        Morning(
            "monday", "2026-09-28T09:00:00+08:00",
            [
                "routine add 'Check the forwarder' --every 7d --at 2026-09-21T09:00 --shop uk-store --duty forwarder",
                "review open --stars 1 --product 'Cardigan' --shop uk-store --at 2026-09-26T12:00",
                "review open --stars 2 --product 'Lamp' --shop th-store --at 2026-09-27T10:00",
                "review open --stars 1 --product 'Throw' --shop us-store --at 2026-09-26T10:00",
                "message {respond[7]} -m '什么时候退款?' --at 2026-09-27T10:00",
                "chargeback {respond[9]} --at 2026-09-26T10:00",
            ],
        ),
        Morning(
            "wednesday", "2026-09-30T09:00:00+08:00",
            [
                "approve {respond.return[1]} --mode keep",
                "approve {respond.return[2]} --mode keep",
                "approve {respond.return[3]} --mode keep",
                "snooze {respond[15]} --until 2h",
            ],
        ),
        Morning("golden-week", "2026-10-01T09:00:00+08:00"),
    ],
    "Asia/Shanghai",
)  # fmt: skip

_STAFF = {
    "oak-uk": ("Europe/London", "gb-eng"), "harbour-uk": ("Europe/London", "gb-eng"),
    "fjord-de": ("Europe/Berlin", "de"), "fjord-fr": ("Europe/Berlin", "de"),
    "lotus-th": ("Asia/Bangkok", "th"), "lotus-my": ("Asia/Bangkok", "th"),
}  # fmt: skip
_AGENCY = World(
    "agency",
    [
        Shop("oak-uk", "GB", 25, 1.5, _HOME),
        Shop("harbour-uk", "GB", 8, 0.8, _HOME),
        Shop("fjord-de", "DE", 14, 0.8, _HOME),
        Shop("fjord-fr", "FR", 12, 0.8, _FRENCH, frozenset({date(2026, 11, 11)})),
        Shop("fjord-es", "ES", 8, 0.5, _FRENCH),
        Shop("fjord-it", "IT", 8, 0.5, _FRENCH),
        Shop("lotus-th", "TH", 20, 1.5, _THAI),
        Shop("lotus-my", "MY", 8, 0.5, _KNIT),
        Shop("lotus-sg", "SG", 8, 0.5, _KNIT),
        Shop("lotus-vn", "VN", 14, 1, _VIETNAMESE),
        Shop("prairie-outfitters-us", "US", 18, 1, _AMERICAN),
        Shop("prairie-ph", "PH", 8, 0.5, _KNIT),
    ],
    [
        f"shops.{shop}.staff.{key}"
        for shop, (zone, holidays) in _STAFF.items()
        for key in (f"timezone {zone}", "hours 09:00-17:30", f"holidays {holidays}")
    ],
    [
        Morning("monday", "2026-11-09T09:00:00+00:00", skipped=frozenset({"prairie-ph"})),
        Morning(
            "tuesday", "2026-11-10T09:00:00+00:00",
            ["approve {respond.return.oak-uk[0]} --mode keep"],
            skipped=frozenset({"prairie-ph", "fjord-es"}),
        ),
        Morning("armistice", "2026-11-11T09:00:00+00:00", skipped=frozenset({"prairie-ph", "fjord-es", "lotus-vn"})),
    ],
    "Europe/London",
)  # fmt: skip

WORLDS = {world.name: world for world in (_BRAND, _THREE, _AGENCY)}


def every_morning() -> Iterator[tuple[str, str]]:
    """The name of each world with that of each of its mornings."""
    for world in WORLDS.values():
        for morning in world.mornings:
            yield world.name, morning.name
