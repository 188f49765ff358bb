"""Since when a report tells what is new, and its mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from aftersales.actions import due_list
from aftersales.actions.due_list import ListOptions
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.reports.morning import ReportSpan
from aftersales.ledger.facts import report_marks
from aftersales.ledger.facts.report_marks import ReportMark
from aftersales.ledger.log import report_news
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.named_tuple import NamedTuple

MORNING, WEEK = "morning", "week"


class ReportOptions(NamedTuple):
    """What a report is about, as typed: `shop` has names and patterns. `only_new`: what was told before is left out."""

    shop: Sequence[str] = ()
    only_new: bool = False


class ReportScope(NamedTuple):
    """The shops of a report: `filters` narrow the list to them, `names` are all of them; `marked` are those that its
    mark is for, None where it is for all.
    """

    filters: Filters
    names: Sequence[str]
    marked: Sequence[str] | None


def scope_of(app: App, options: ReportOptions) -> ReportScope:
    """The shops meant. Raises ConfigError for one that is not known."""
    filters = due_list.filters_of(app, ListOptions(shop=options.shop))
    known = shop_queries.shops(app.ledger.current()).items()
    names = [name for name, (market, _) in known if filters.admits_shop(name, market)]
    return ReportScope(filters, names, names if filters.shops is not None else None)


def span_of(app: App, report: str, scope: ReportScope, usual: timedelta, *, only_usual: bool = False) -> ReportSpan:
    """Since the mark of that report; without one, or with `only_usual`, since the usual time ago."""
    ledger, zone = app.ledger.current(), display.zone(app, scope.names)
    until = report_news.last_write(ledger)
    known = None if only_usual else report_marks.mark_of(ledger, report, scope.marked)
    if known is not None:
        # A restored backup may have a mark, and fewer writes than it knew.
        return ReportSpan(min(known.at, app.now).astimezone(zone), min(known.write, until), until, is_marked=True)
    since = app.now - usual
    return ReportSpan(since.astimezone(zone), report_news.last_write_by(ledger, since), until)


def put_mark(app: App, report: str, scope: ReportScope, span: ReportSpan) -> None:
    """Remember that everything up to this report was told. Raises LedgerError."""
    with app.ledger.writing() as ledger:
        report_marks.put_mark(ledger, report, scope.marked, ReportMark(span.until, app.now))
