"""Reports sent to whom the rules name for them."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales.actions.notify.plans import NotifyOptions, refuse_unknown_shops
from aftersales.actions.notify.receivers import Directory, KnownReceiver
from aftersales.actions.notify.run import Letter, letter_to, nobody, only_run, send_all
from aftersales.actions.report import morning, span, week
from aftersales.actions.report.span import ReportOptions
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.alerts.alert_rule import Subscription
from aftersales.core.alerts.level import REPORT
from aftersales.core.reports.morning import ReportSpan
from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.messages.rows import FAILED, NOTHING, SENT, WOULD_SEND, MessageRow
from aftersales.rendering.pages.messages import reports as reports_page
from aftersales.rendering.pages.reports import morning as morning_page
from aftersales.rendering.pages.reports import week as week_page
from aftersales.rendering.pages.reports.page import ReportPage

REPORTS = (span.MORNING, span.WEEK)
_Shops = tuple[str, ...]


class WrittenReport(NamedTuple):
    """A report, and what its mark would be."""

    page: ReportPage
    span: ReportSpan
    is_empty: bool


class ReportSending(NamedTuple):
    """Which report is sent. `only_new`: only what is new since the last marked one; `quiet_if_empty`: none where there
    is nothing to tell; `mark`: the next report goes on from here.
    """

    name: str
    only_new: bool = False
    quiet_if_empty: bool = False
    mark: bool = False


def run(app: App, directory: Directory, sending: ReportSending, options: NotifyOptions) -> list[MessageRow]:
    """Send a report to whoever gets reports, each of the shops that the rules say. With `mark` it is marked where all
    of its receivers have it. Raises ConfigError where nobody gets reports, UsageError for words that are not known.
    """
    choices.one_of("--report", sending.name, REPORTS)
    if not directory.receivers:
        raise nobody()
    if not options.dry_run:
        app.ledger.upgrade()
    scopes = _scopes(app, directory, options)
    if not scopes:
        raise ConfigError(tr('No rule sends reports to anybody: levels = ["report"] in one of [[notify.rules]].'))
    if options.dry_run:
        return [row for shops, known in scopes.items() for row in _dry(app, directory, sending, shops, known)]
    with only_run(app.settings.ledger):
        return [row for shops, known in scopes.items() for row in _sent(app, directory, sending, shops, known)]


def _scopes(app: App, directory: Directory, options: NotifyOptions) -> dict[_Shops, list[KnownReceiver]]:
    """The receivers of reports, by the shops of theirs; no shop stands for all."""
    ledger = app.ledger.current()
    refuse_unknown_shops(directory.settings.rules, list(shop_queries.shops(ledger)))
    chosen = span.scope_of(app, ReportOptions(options.shops)).names
    everything = tuple(shop_queries.shops(ledger))
    scopes: dict[_Shops, list[KnownReceiver]] = {}
    for known in directory.named(options.to):
        subscription = Subscription(known.name, directory.settings.rules)
        shops = tuple(shop for shop in chosen if REPORT in subscription.levels(shop))
        if shops:
            scopes.setdefault(() if shops == everything else shops, []).append(known)
    return scopes


def _dry(
    app: App, directory: Directory, sending: ReportSending, shops: _Shops, receivers: list[KnownReceiver]
) -> Iterator[MessageRow]:
    report = _written(app, sending, ReportOptions(shops, sending.only_new))
    yield from (letter.row for letter in _letters(directory, sending, report, receivers, WOULD_SEND))


def _written(app: App, sending: ReportSending, options: ReportOptions) -> WrittenReport:
    """The report as it stands now, in the length of a phone's screen."""
    if sending.name == span.WEEK:
        of_week = week.week_report(app, options)
        return WrittenReport(week_page.page_of(of_week, week_page.PHONE), of_week.span, of_week.is_empty)
    of_morning = morning.morning_report(app, options)
    page = morning_page.page_of(of_morning, morning_page.PHONE)
    return WrittenReport(page, of_morning.span, of_morning.is_empty)


def _letters(
    directory: Directory, sending: ReportSending, report: WrittenReport, receivers: list[KnownReceiver], state: str
) -> list[Letter]:
    """A letter for each; a blank one where there is nothing to tell."""
    if sending.quiet_if_empty and report.is_empty:
        return [Letter(MessageRow(known.name, None, NOTHING)) for known in receivers]
    message = reports_page.message_of(report.page, sending.name)
    return [letter_to(directory, known, message, state) for known in receivers]


def _sent(
    app: App, directory: Directory, sending: ReportSending, shops: _Shops, receivers: list[KnownReceiver]
) -> Iterator[MessageRow]:
    options = ReportOptions(shops, sending.only_new)
    report = _written(app, sending, options)
    letters = _letters(directory, sending, report, receivers, SENT)
    failed = [letter for letter in letters if letter.row.state == FAILED]
    yield from (letter.row for letter in letters if letter.parcel is None)
    for letter, failure in send_all(letters):
        failed += [letter] if failure else []
        yield letter.row._replace(state=FAILED, failure=failure) if failure else letter.row
    if sending.mark and not failed:
        span.put_mark(app, sending.name, span.scope_of(app, options), report.span)
