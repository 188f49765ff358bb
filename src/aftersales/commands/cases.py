"""`cases`: finds cases by what is known of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Fields, Format, Json, KindOption, ShopOption
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import CASE_STATES, KINDS
from aftersales.language import mark, tr
from aftersales.ledger.queries import search, stock
from aftersales.ledger.queries import shops as shop_queries
from aftersales.rendering.fields import view
from aftersales.rendering.fields.cases import CASES_FIELDS, CaseRow
from aftersales.rendering.fields.view import Field, View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.reports import tables

_IN_TABLE = 200  # the newest, where nobody says how many: years of cases are no page
_BATCH = 500

typer_app = single()

StateOption = Annotated[
    str | None,
    typer.Option(
        "--state", metavar="STATE", help=mark("open, closed, all, or a state such as approved, shipped, owed.")
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        max=1_000_000_000,
        help=mark("At most N cases (default: all, in a table 200)."),
    ),
]


@typer_app.command(cls=AppCommand)
def cases(
    ctx: typer.Context,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT]",
            help=mark("Text to find in product, variation, SKU, buyer, reason, note, order, ref or tracking number."),
        ),
    ] = None,
    shop: ShopOption = None,
    kind: KindOption = None,
    state: StateOption = None,
    product: Annotated[
        str | None, typer.Option("--product", metavar="TEXT", help=mark("Part of the product's name."))
    ] = None,
    sku: Annotated[str | None, typer.Option("--sku", metavar="SKU", help=mark("Part of the SKU."))] = None,
    buyer: Annotated[
        str | None, typer.Option("--buyer", metavar="HANDLE", help=mark("Part of the buyer's handle."))
    ] = None,
    order: Annotated[str | None, typer.Option("--order", metavar="ORDER", help=mark("The order's number."))] = None,
    tracking: Annotated[
        str | None, typer.Option("--tracking", metavar="T", help=mark("The return parcel's tracking number."))
    ] = None,
    limit: LimitOption = None,
    fields: Fields = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Find cases, newest first. Text matches anywhere; upper and lower case are the same."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json, fields)
    shown = view.chosen(CASES_FIELDS, fields)
    filters = search.CaseFilters(shop, kind, state, product, sku, buyer, order, tracking, text)
    _refuse_unknown(filters)
    _list(app, filters, limit, chosen, shown)


def _list(app: App, filters: search.CaseFilters, limit: int | None, form: str, fields: Sequence[Field]) -> None:
    """Write what was found, and on stderr where it is nothing, or more than a table has."""
    if filters.shop:
        filters = filters._replace(shop=shop_queries.shop_named(app.ledger.current(), filters.shop))
    is_cut = limit is None and form == "table"
    is_empty = _show(app, _matches(app, filters, _IN_TABLE if is_cut else limit), form, fields)
    if is_empty:
        app.output.notice(tr("No case matches."))
    elif is_cut:
        _say_how_many(app, filters)


def _say_how_many(app: App, filters: search.CaseFilters) -> None:
    """Say that there are more cases than the table has, if so."""
    count = search.count(app.ledger.current(), app.now, filters)
    if count > _IN_TABLE:
        app.output.notice(
            tr(
                "The newest {number} of {count} cases. Name more of what you look for, or give --limit {count}.",
                number=_IN_TABLE,
                count=count,
            )
        )


def _matches(app: App, filters: search.CaseFilters, limit: int | None) -> Iterator[CaseRow]:
    """The cases that match, a few hundred in memory at a time."""
    ledger = app.ledger.current()
    zones = {shop.shop: ZoneInfo(shop.zone) for shop in shop_queries.shop_data(ledger).values()}
    matches = search.search(ledger, app.now, filters, limit)
    while some := list(islice(matches, _BATCH)):
        items = stock.items_by_case(ledger, [match.case.id for match in some])
        for match in some:
            yield CaseRow(match.case, match.due, zones[match.case.shop], match.stake, items.get(match.case.id, ()))


def _refuse_unknown(filters: search.CaseFilters) -> None:
    """Raise UsageError for a state or kind that is not known, and for texts that are empty or too long."""
    if filters.state is not None:
        choices.one_of("--state", filters.state, CASE_STATES, few=len(CASE_STATES))
    if filters.kind is not None:
        choices.one_of("--kind", filters.kind, KINDS)
    texts = {"TEXT": filters.text, "--product": filters.product, "--sku": filters.sku, "--buyer": filters.buyer}
    for name, value in texts.items():
        if value is not None:
            entered_money.parse_remark(value, name)


def _show(app: App, matches: Iterator[CaseRow], form: str, fields: Sequence[Field]) -> bool:
    """Write the list; returns whether it is empty."""
    first = list(islice(matches, 1))
    rows = chain(first, matches)
    if form == "table":
        from aftersales.rendering.terminal import console as terminal
        from aftersales.rendering.terminal import lists as terminal_lists

        terminal_lists.cases(terminal.console(sys.stdout, color=app.output.color), list(rows))
    elif form in PAGES and fields is CASES_FIELDS:
        app.output.table(tables.cases(list(rows)), form)
    else:
        app.output.emit_view(View(fields, rows), form)
    return not first
