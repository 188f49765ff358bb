"""The tables of a shop: facts, staff, house rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aftersales.core.vocabulary import ORDERS
from aftersales.language import tr
from aftersales.settings.config_reader import ConfigReader, is_zone
from aftersales.settings.model import CONFIRM, HOUSE, SELLER_TYPES, Shop
from aftersales.text import labelled
from aftersales.toml.reader import Reader, shown

if TYPE_CHECKING:
    from aftersales.core.auto_rules.auto_rule import AutoRule
    from aftersales.core.time.staff_table import Staff

_SHOP_TEXTS = (
    "market", "channel", "policy", "return_address", "timezone", "export_timezone", "confirm", "seller", "exports",
    "seller_center", "orders", "app", "platform_id",
)  # fmt: skip
SHOP_SWITCHES = ("chatbot", "returnable", "takes_returns", "parcels")
_SHOP_KEYS = (*_SHOP_TEXTS, *SHOP_SWITCHES, "staff", "costs", "house", "overlays", "auto-rules")


def read_shop(reader: ConfigReader, name: str, table: Mapping[str, Any], house: tuple[tuple[str, str], ...]) -> Shop:
    """The shop of that name; `house` are the lengths of the house rules for all shops. Every mistake is noted."""
    place = f"[shops.{name}]"
    for key in table:
        if key not in _SHOP_KEYS:
            reader.unknown_key(place, key, _SHOP_KEYS)
    shop_house = read_house(reader, f"[shops.{name}.house]", table.get("house", {}))
    staff = _staff(reader, f"[shops.{name}.staff]", table.get("staff", {}))
    texts = reader.texts(place, table, _SHOP_TEXTS)
    _check_texts(reader, place, texts)
    merged = tuple(sorted({**dict(house), **dict(shop_house)}.items()))
    switches = {key: reader.yes(place, key, table[key]) for key in SHOP_SWITCHES if key in table}
    return Shop(
        reader.visible(place, tr("the name"), name),
        **texts,
        house=merged,
        staff=staff,
        chatbot=switches.get("chatbot", False),
        returnable=switches.get("returnable"),
        takes_returns=switches.get("takes_returns"),
        parcels=switches.get("parcels"),
        auto_rules=_auto_rules(reader, name, table["auto-rules"]) if "auto-rules" in table else (),
    )


def read_house(reader: ConfigReader, place: str, table: Any) -> tuple[tuple[str, str], ...]:
    """The lengths set for the house rules, in order of the rules' names."""
    if not isinstance(table, dict):
        reader.wrong(
            place, tr('it is {value}; write a table with lengths such as contact = "12 hours"', value=shown(table))
        )
        return ()
    for key in table:
        if key not in HOUSE:
            reader.unknown_key(place, key, HOUSE)
    if not table:
        return ()
    from aftersales.core.time.length import Length

    for name, value in table.items():
        try:
            Length.parse(value if isinstance(value, str) else repr(value))
        except ValueError as error:
            reader.wrong(place, labelled(name, error))
    return tuple(sorted((name, value) for name, value in table.items() if isinstance(value, str)))


def _staff(reader: ConfigReader, place: str, table: Any) -> Staff | None:
    """The staff calendar of a shop; None where nothing of it is set."""
    if not isinstance(table, dict):
        reader.wrong(
            place, tr('it is {value}; write a table with keys such as hours = "09:00-18:00"', value=shown(table))
        )
        return None
    if not table:
        return None
    from aftersales.core.time.staff_table import parse_staff

    staff_reader = Reader(reader.where)
    staff = parse_staff(staff_reader, table)
    for mistake in staff_reader.noted:
        reader.wrong(place, mistake.what)
    if staff.timezone is not None and not is_zone(staff.timezone):
        reader.wrong(
            place,
            tr(
                "timezone is {zone}, which is not a time zone; write one such as Asia/Shanghai",
                zone=shown(staff.timezone),
            ),
        )
    return staff


def _auto_rules(reader: ConfigReader, shop: str, tables: Any) -> tuple[AutoRule, ...]:
    """What Seller Center answers by itself."""
    from aftersales.core.auto_rules.auto_rule_file import parse_auto_rules

    return parse_auto_rules(reader, shop, tables)


def _check_texts(reader: ConfigReader, place: str, texts: Mapping[str, str]) -> None:
    """Note texts of a shop that stand for nothing known."""
    if texts.get("confirm", "import") not in CONFIRM:
        reader.wrong(place, tr("confirm is {value}; write import or trust", value=shown(texts["confirm"])))
    if texts.get("seller", "local") not in SELLER_TYPES:
        reader.wrong(place, tr("seller is {seller!r}; it takes local or cross-border", seller=texts["seller"]))
    if "orders" in texts:
        reader.one_of(place, "orders", texts["orders"], ORDERS)
    for key in ("timezone", "export_timezone"):
        reader.check_zone(place, key, texts.get(key))
    if "seller_center" in texts and not _is_address(texts["seller_center"]):
        reader.wrong(
            place,
            tr(
                "seller_center is {address}; write an address with {{order}} in it, such as "
                "https://seller-us.tiktok.com/order/detail?order_no={{order}}",
                address=shown(texts["seller_center"]),
            ),
        )


def _is_address(text: str) -> bool:
    """Whether a text is an address on the web that names an order."""
    return text.startswith("https://") and text.count("{order}") == 1 and text.isascii() and text.isprintable()
