"""The shop that a file belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts, OrderFacts
from aftersales.errors import ConfigError, FileRefused, UsageError
from aftersales.importing.files.sources import SourceFile, without_tilde
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.parts import ReadOptions, read_source
from aftersales.language import tr
from aftersales.ledger.facts import orders
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import markets
from aftersales.user_input import Place

# Why a file is a shop's.
NAMED, BY_FORMAT, ONLY, BY_FOLDER, BY_NUMBERS, BY_CURRENCY, NO_LEDGER = (
    "named", "format", "only", "folder", "numbers", "currency", "no-ledger",
)  # fmt: skip
_PEEKED = 500  # so many orders and requests of a file tell whose it is


class ImportShop(NamedTuple):
    """A shop, and how its files are read: the zone of the times inside its exports, the currency of its market, and
    the folder of its exports, None where none is set.
    """

    name: str
    market: str
    zone: ZoneInfo
    currency: str
    exports: Path | None

    @property
    def place(self) -> Place:
        """Where the times of its files are typed."""
        return Place(self.zone, (self.market,), self.name)


Reading = Callable[[ImportShop], ReadOptions]


class ChosenShop(NamedTuple):
    """A shop, and why a file is taken for one of it."""

    shop: ImportShop
    why: str


Chooser = Callable[[SourceFile, Reading, Format | None], ChosenShop]


def nobodys(_source: SourceFile, _reading: Reading, form: Format | None = None) -> ChosenShop:
    """A shop without a name, where none is set up yet: times are those of the market that a file's format names, else
    UTC, and amounts that name no currency have none. Raises ConfigError for a market that is none.
    """
    if form is not None and form.market and form.market not in markets():
        raise ConfigError(tr("{path}: the market {market} is not known.", path=form.path, market=form.market))
    if form is None or not (facts := markets().get(form.market)):
        return ChosenShop(ImportShop("", "", ZoneInfo("UTC"), "", None), NO_LEDGER)
    return ChosenShop(ImportShop("", form.market, ZoneInfo(facts.timezone), facts.currency, None), NO_LEDGER)


class Peek(NamedTuple):
    """The numbers of orders and requests at the beginning of a file, and the currencies of its amounts."""

    numbers: Sequence[str]
    currencies: set[str]


def import_shops(app: App) -> dict[str, ImportShop]:
    """Every shop of the ledger, by name. Raises ConfigError."""
    known = shop_queries.shops(app.ledger.current())
    return {name: _import_shop(app, name, market) for name, (market, _) in known.items()}


def _import_shop(app: App, name: str, market: str) -> ImportShop:
    settings, facts = app.rules.shop(name, market), markets()[market]
    zone = ZoneInfo(settings.export_timezone or settings.timezone or facts.timezone)
    exports = without_tilde(Path(settings.exports)) if settings.exports else None
    return ImportShop(name, market, zone, facts.currency, exports)


def export_folders(shops: Mapping[str, ImportShop], name: str | None) -> list[Path]:
    """The folders in which exports lie, of one shop or of all. Raises UsageError where none is set."""
    folders = [shop.exports for shop in shops.values() if shop.exports is not None and name in (None, shop.name)]
    if not folders:
        raise UsageError(
            tr(
                "name the files to import, or set the folder where your browser saves them: "
                "aftersales config set shops.{shop}.exports ~/Downloads",
                shop=name or next(iter(shops), "NAME"),
            )
        )
    return list(dict.fromkeys(folders))


class ShopUnknown(FileRefused):
    """A file of which it can't be told whose it is."""


class ShopChoice:
    """Decides whose file a file is. `wanted` is the shop that was named; None where none was."""

    def __init__(self, app: App, shops: Mapping[str, ImportShop], wanted: str | None) -> None:
        self._ledger, self._shops, self._wanted = app.ledger.current(), shops, wanted
        only = wanted is not None or len(shops) <= 1
        self._only = shops[shop_queries.shop_named(self._ledger, wanted)] if only else None

    def of(self, source: SourceFile, reading: Reading, form: Format | None = None) -> ImportShop:
        """The shop of a file: the one named, the one that its format names, the only one, the one whose folder it lies
        in, else the only one that it fits. Where that can't be told, it raises UsageError for a file that was named,
        FileRefused for others. `reading` says how a shop's files are read, `form` is the file's format where that names
        a shop or a market.
        """
        return self.choose(source, reading, form).shop

    def choose(self, source: SourceFile, reading: Reading, form: Format | None = None) -> ChosenShop:
        """The shop of a file, as `of`, and why it is that one."""
        if self._wanted is None and form is not None and form.shop:
            return ChosenShop(self._shops[shop_queries.shop_named(self._ledger, form.shop)], BY_FORMAT)
        candidates = self._of_market(form) if self._wanted is None else []
        if self._only is not None:
            return ChosenShop(self._only, NAMED if self._wanted is not None else ONLY)
        by_folder = [s for s in candidates if s.exports is not None and _is_in(source.folder, s.exports)]
        if len(by_folder) == 1:
            return ChosenShop(by_folder[0], BY_FOLDER)
        candidates = by_folder or candidates
        if len(candidates) == 1:
            return ChosenShop(candidates[0], BY_FORMAT)
        peeks = {shop.name: _peek(source, reading(shop)) for shop in candidates}
        knowing = [s for s in candidates if orders.knows_any(self._ledger, s.name, peeks[s.name].numbers)]
        fitting = knowing or [s for s in candidates if peeks[s.name].currencies <= {s.currency}]
        if len(fitting) == 1:
            return ChosenShop(fitting[0], BY_NUMBERS if knowing else BY_CURRENCY)
        refused = _unknown(source, [shop.name for shop in fitting or candidates], peeks[candidates[0].name].currencies)
        raise UsageError(str(refused)) if source.named else refused

    def _of_market(self, form: Format | None) -> list[ImportShop]:
        """The shops that may be meant: all, or those of the market that a format names. Raises ConfigError."""
        shops = list(self._shops.values())
        if form is None or not form.market:
            return shops
        fitting = [shop for shop in shops if shop.market == form.market]
        if not fitting:
            raise ConfigError(
                tr("{path} is for the market {market}, and you have no shop there.", path=form.path, market=form.market)
            )
        return fitting


def _unknown(source: SourceFile, names: Sequence[str], currencies: set[str]) -> ShopUnknown:
    if len(currencies) > 1:
        return ShopUnknown(
            source.label,
            tr("it has amounts in {currencies}: several markets", currencies=text.listed(sorted(currencies))),
            tr("Export each market by itself. --shop with --force takes all of it for one shop."),
        )
    return ShopUnknown(
        source.label,
        tr("it can't be told which shop it is from ({names})", names=text.listed(names)),
        tr("Say --shop, or set the folder of each shop's exports (shops.NAME.exports)."),
    )


def _is_in(folder: Path, exports: Path) -> bool:
    try:
        return folder.resolve() == exports.resolve()
    except OSError:
        return False


def _peek(source: SourceFile, reading: ReadOptions) -> Peek:
    """The beginning of a file, read as a shop's file. Raises FileRefused."""
    numbers: list[str] = []
    currencies: set[str] = set()
    with ExitStack() as staged:
        for part in read_source(source, reading, None, staged):
            for facts in islice(part.content.facts(), _PEEKED):
                if isinstance(facts, OrderFacts):
                    numbers.append(facts.ref)
                    currencies |= {facts.currency} if facts.currency else set()
                elif isinstance(facts, CaseFacts):
                    numbers += [number for number in (facts.ref, facts.order) if number]
                    currencies |= {facts.amount.currency} if facts.amount else set()
    return Peek(numbers, currencies)
