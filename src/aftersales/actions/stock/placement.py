"""The step that says where goods went that came back before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from aftersales import text
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.core.requests import receipt as receipt_goods
from aftersales.core.requests.receipt import GradedItem, Placement
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.ledger.queries import stock
from aftersales.ledger.queries.stock import ReceiptFilters, StoredReceipt

EVENT = "goods.placed"


def placed(items: Sequence[str], to_stock: int | None, scrap: int | None) -> StepBuilder:
    """Goods that were held went to stock, or were scrapped. Raises UsageError."""
    typed = tuple(map(receipt_goods.parse_placement, items))
    if typed and (to_stock or scrap):
        raise UsageError(tr("--item says where each item went; leave out --to-stock and --scrap."))
    return partial(_placed, typed, to_stock or 0, scrap or 0)


def _placed(typed: Sequence[Placement], to_stock: int, scrap: int, view: CaseView) -> Step:
    check(view, EVENT)
    if not (typed or to_stock or scrap):
        raise view.refusal(tr("say where it went: --to-stock N, --scrap N, or --item SKU=N:to-stock"))
    (receipt,) = stock.receipts(view.ledger, ReceiptFilters(), limit=1, case=view.case.id) or (None,)
    if receipt is None:
        raise view.refusal(tr("its receipt says nothing of its goods: take it back with `undo`, and grade them"))
    if view.at < receipt.at:
        raise view.refusal(tr("its goods came on {then}, after that", then=view.local(receipt.at)))
    items: list[GradedItem] = []
    for one in typed or _of_all(view, receipt, to_stock, scrap):
        items.append(_item(view, receipt, one, items))
    return Step(EVENT, {"receipt": receipt.id, **receipt_goods.kept(items)})


def _of_all(view: CaseView, receipt: StoredReceipt, to_stock: int, scrap: int) -> list[Placement]:
    """The one item that is held, where no item is named."""
    held = [item for item in receipt.standing if item.is_held]
    if len(held) > 1:
        names = text.listed(receipt_goods.in_words(item) for item in held)
        raise view.refusal(
            tr("several items are held ({names}); say which: --item SKU=N:to-stock or :scrap", names=names)
        )
    sku, grade = (held[0].sku, held[0].grade) if held else (None, None)
    places = (("to-stock", to_stock), ("scrap", scrap))
    return [Placement(sku, units, grade, place) for place, units in places if units]


def _item(view: CaseView, receipt: StoredReceipt, one: Placement, before: Sequence[GradedItem]) -> GradedItem:
    """An item as it is recorded. Raises TransitionRefused for what is not held, or more than is."""
    standing = receipt_goods.with_placed(receipt.standing, before)
    same = [item for item in standing if item.is_held and one.names(item)]
    name = one.sku or tr("the item")
    if not same:
        held = text.listed(receipt_goods.in_words(item) for item in standing if item.is_held)
        raise view.refusal(
            tr("{name} is not held; held are {held}", name=name, held=held)
            if held
            else tr("nothing of it is held: all that came back was put to stock or scrap")
        )
    if len(same) > 1:
        grades = text.listed(str(item.grade) for item in same)
        raise view.refusal(
            tr(
                "{name} is held in several grades ({grades}); say which: {name}=N:GRADE:{place}",
                name=name,
                grades=grades,
                place=one.place,
            )
        )
    (item,) = same
    units = item.held if one.quantity is None else one.quantity
    if units is None:
        raise view.refusal(
            tr("how many of {name} came back is not known; write {name}=N:{place}", name=name, place=one.place)
        )
    if item.held is not None and units > item.held:
        raise view.refusal(tr("{units} of {name} is more than the {held} held", units=units, name=name, held=item.held))
    if item.grade == "wrong" and one.place == "to-stock":
        raise view.refusal(tr("what came back is not {name}: a wrong item has no stock here", name=name))
    to_stock, scrap = (units, 0) if one.place == "to-stock" else (0, units)
    return GradedItem(item.sku, units, item.grade, to_stock, scrap)
