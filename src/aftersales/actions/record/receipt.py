"""The step of a receipt, with grades and where the goods went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.core.cases.model import Case
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks.derive import Derived
from aftersales.core.modes import grade_suggestion
from aftersales.core.modes.grade_suggestion import GradeSuggestion, Receipt
from aftersales.core.money.amount import Money
from aftersales.core.requests import receipt as receipt_goods
from aftersales.core.requests.receipt import Goods, GradedItem, TypedItem
from aftersales.errors import UsageError
from aftersales.language import tr, trn
from aftersales.ledger.queries import find, stock
from aftersales.named_tuple import NamedTuple

_UNDELIVERED = "returned-to-sender"  # no refund follows from what comes back of it
EVENTS = ("return.received", "return.graded")


class TypedReceipt(NamedTuple):
    """What was said of a receipt: one grade for all, or items; how many units went to stock, and to scrap."""

    grade: str | None = None
    items: Sequence[TypedItem] = ()
    to_stock: int | None = None
    scrap: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing was said but that the goods are accepted."""
        return not (self.grade or self.items or self.to_stock or self.scrap)


def received(
    grade: str | None, items: Sequence[str], to_stock: int | None, scrap: int | None, *, cases: int = 1
) -> StepBuilder:
    """The goods were checked; without a grade, or with any but `wrong`, they are accepted. Raises UsageError."""
    typed = TypedReceipt(
        None if grade is None else receipt_goods.parse_grade(grade),
        tuple(map(receipt_goods.parse_item, items)),
        to_stock,
        scrap,
    )
    if typed.items and not typed._replace(items=()).is_plain:
        raise UsageError(
            tr("--item says the grade, and where it went, of each item; leave out --grade, --to-stock and --scrap.")
        )
    if cases > 1 and (typed.items or to_stock or scrap):
        raise UsageError(tr("--item, --to-stock and --scrap are for one case at a time."))
    return partial(_received, typed)


def _received(typed: TypedReceipt, view: CaseView) -> Step:
    if view.derived.state.parcel == "received":
        _refuse_again(view)
    if typed.is_plain:
        check(view, "return.received")
        return Step("return.received")
    wanted = _goods(view.case, find.stored_case(view.ledger, view.case.id))
    items = _items(view, typed, wanted)
    quick = "quick-refund" in view.derived.state.flags
    data = receipt_goods.kept(items)
    refusable = not quick and view.case.kind != _UNDELIVERED  # nobody sent it back who could be refused
    if refusable and all(item.grade == "wrong" for item in items):
        check(view, "return.graded")
        arrives = view.derived.state.parcel != "delivered"
        notes = [tr("not recorded as accepted: your time to refuse the goods goes on"), *_missing(items, wanted)]
        return Step("return.graded", data, notes, beside=[(view.case.id, "return.delivered", {})] if arrives else [])
    check(view, "return.received")
    return Step("return.received", data, _missing(items, wanted))


def _refuse_again(view: CaseView) -> None:
    """A second receipt is refused; one recorded by hand is corrected by taking it back."""
    number = stock.write_of_receipt(view.ledger, view.case.id, EVENTS)
    if number is None:
        return
    reason = tr(
        "its parcel is received already; to correct that, take it back first: aftersales undo {number}", number=number
    )
    raise view.refusal(reason, "received")


def _asked(case: Case) -> Money | None:
    """The money that a return is about."""
    return case.amount or case.order_amount


def _goods(case: Case, row: StoredCase) -> tuple[Goods, ...]:
    """What is to come back of a case."""
    asked = _asked(case)
    return receipt_goods.goods(row.lines, Goods(row.sku, row.product, row.quantity, asked.minor if asked else None))


# --- which units ----------------------------------------------------------------------------------------------------


def _items(view: CaseView, typed: TypedReceipt, wanted: Sequence[Goods]) -> list[GradedItem]:
    """The items of a receipt as they are recorded. Raises TransitionRefused for more than was to come back."""
    items = [_named(view, one, wanted) for one in typed.items] if typed.items else _of_all(view, typed, wanted)
    for goods in wanted:
        units = [item.quantity or 0 for item in items if item.sku == goods.sku]
        if goods.quantity is not None and sum(units) > goods.quantity:
            raise view.refusal(
                tr(
                    "{came} of {name} is more than the {quantity} that were to come back",
                    came=sum(units),
                    name=goods.name(),
                    quantity=goods.quantity,
                )
            )
    for item in items:
        if item.grade == "wrong" and item.to_stock + item.scrap:
            raise view.refusal(
                tr("what came back is not {name}: a wrong item has no stock here", name=item.sku or tr("the item"))
            )
    return items


def _named(view: CaseView, typed: TypedItem, wanted: Sequence[Goods]) -> GradedItem:
    """An item of --item, found among what is to come back."""
    known = [goods for goods in wanted if goods.sku]
    same = [goods for goods in known if str(goods.sku).casefold() == typed.sku.casefold()]
    exact = [goods for goods in same if goods.sku == typed.sku] or same
    if known and len(exact) != 1:
        names = text.listed(str(goods.sku) for goods in known)
        raise view.refusal(tr("{sku} is not in this return, which has {names}", sku=typed.sku, names=names))
    goods = exact[0] if exact else Goods(typed.sku)
    units = goods.quantity if typed.quantity is None else typed.quantity
    if units is None and typed.movement is not None:
        raise view.refusal(
            tr("how many of {sku} came back is not known; write {sku}=N:{grade}", sku=typed.sku, grade=typed.grade)
        )
    placed = {"to-stock": "to_stock", "scrap": "scrap"}.get(typed.movement or "")
    return GradedItem(goods.sku, units, typed.grade, **({placed: units or 0} if placed else {}))


def _of_all(view: CaseView, typed: TypedReceipt, wanted: Sequence[Goods]) -> list[GradedItem]:
    """Everything that was to come back, in one grade."""
    to_stock, scrap = typed.to_stock or 0, typed.scrap or 0
    quantities = [goods.quantity for goods in wanted]
    whole = None if None in quantities else sum(n or 0 for n in quantities)
    if whole is not None and to_stock + scrap > whole:
        raise view.refusal(
            trn(
                "{placed} to stock and scrap is more than the {count} unit that was to come back",
                "{placed} to stock and scrap is more than the {count} units that were to come back",
                whole,
                placed=to_stock + scrap,
            )
        )
    if len(wanted) == 1:
        return [GradedItem(wanted[0].sku, wanted[0].quantity, typed.grade, to_stock, scrap)]
    if to_stock + scrap and (whole is None or max(to_stock, scrap) != whole):
        names = text.listed(goods.name() for goods in wanted)
        raise view.refusal(
            tr("it has several items ({names}); say which: --item SKU=N:GRADE:to-stock or :scrap", names=names)
        )
    return [
        GradedItem(g.sku, g.quantity, typed.grade, (g.quantity or 0) * bool(to_stock), (g.quantity or 0) * bool(scrap))
        for g in wanted
    ]


def _missing(items: Sequence[GradedItem], wanted: Sequence[Goods]) -> list[str]:
    """A warning for what was to come back and is not in the receipt."""
    warnings = []
    for goods in wanted:
        units = [item.quantity for item in items if item.sku == goods.sku]
        left = 0 if goods.quantity is None or None in units else goods.quantity - sum(n or 0 for n in units)
        if left > 0:
            warnings.append(tr("nothing is said of {left} of {name}", left=left, name=goods.name()))
    return warnings


# --- what it suggests -----------------------------------------------------------------------------------------------


def suggestion_of(view: CaseView, step: Step) -> GradeSuggestion | None:
    """What a step suggests that is a receipt with grades; None for any other."""
    items = receipt_goods.items_of(step.data) if step.name in EVENTS else ()
    if not items or view.case.kind == _UNDELIVERED:
        return None
    row, day = find.stored_case(view.ledger, view.case.id), view.at.astimezone(view.zone).date()
    receipt = _receipt(view.case, row, view.derived, items, day)
    return grade_suggestion.suggest(receipt, view.rules_in_force.policy(view.case.shop).grade_rules)


def receipt_of(case: Case, row: StoredCase, derived: Derived, zone: ZoneInfo) -> Receipt | None:
    """The newest receipt of a case, of the attempt that it is in; None where nothing was said of its goods."""
    newest = None
    for event in (happening.event for happening in derived.timeline.happenings):
        if event.name == "request.resubmitted":
            newest = None
        elif event.name in EVENTS:
            newest = event
    items = receipt_goods.items_of(newest.data) if newest else ()
    if newest is None or not items:
        return None
    later = [h.event.data for h in derived.timeline.happenings if h.event.data.get("receipt") == newest.id]
    items = receipt_goods.with_placed(items, (item for data in later for item in receipt_goods.items_of(data)))
    return _receipt(case, row, derived, items, newest.at.astimezone(zone).date())


def _receipt(case: Case, row: StoredCase, derived: Derived, items: Sequence[GradedItem], day: date) -> Receipt:
    quick = "quick-refund" in derived.state.flags
    return Receipt(case.id, case.market, case.kind, quick, _asked(case), _goods(case, row), items, day)
