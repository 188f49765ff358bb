"""The end of a first setup: a list, or what to export."""

from __future__ import annotations

from shlex import quote

from aftersales.actions.configuration.setup_answers import LOGIN, SetupAnswers
from aftersales.commandline import confirmation
from aftersales.context.app import App
from aftersales.errors import AftersalesError
from aftersales.language import tr


def show(app: App, answers: SetupAnswers) -> None:
    """Import the files in the shop's folder and show the list. Without such files, show which two to export, click by
    click; for a shop that is read through the API, how to log in.
    """
    if answers.exports == LOGIN:
        app.output.notice(
            tr(
                "Next: aftersales login --shop {shop}   (it asks for the keys of your developer app; how to get one: "
                "`aftersales help sync`), then: aftersales sync",
                shop=answers.shop,
            )
        )
        return
    if answers.exports and _imported(app, answers.shop):
        _list(app)
        return
    for line in _steps(answers):
        app.output.notice(line)


def _imported(app: App, shop: str) -> bool:
    """Import what lies in the shop's folder; returns whether anything did."""
    from aftersales.actions.imports import files as import_action
    from aftersales.actions.imports import history
    from aftersales.actions.imports.part_result import ImportOptions
    from aftersales.rendering.reports import imports as import_report

    ask = confirmation.may_ask_about_page("table")
    try:
        report = import_action.run(app, [], ImportOptions(shop, ask=ask), app.output.progress("table"))
    except AftersalesError as error:
        app.output.warn(str(error))
        return False
    if not report.files:
        return False
    app.ledger.reopen()
    import_report.show(report, app.output, "table")
    if report.past and ask:
        history.ask(app, report.past)
    app.ledger.reopen()
    return report.due is not None


def _list(app: App) -> None:
    """The list of `due`."""
    from aftersales.actions import due_agenda
    from aftersales.rendering.reports import due as due_report

    frame, agenda = due_agenda.whole_list(app)
    due_report.show_agenda(frame, agenda, app.output, "table", paged=True, configured_pager=app.settings.display.pager)


def _steps(answers: SetupAnswers) -> list[str]:
    """Which two files to export in Seller Center, click by click, and what to type then. The menus are those of the
    English interface; where it is Chinese, the names behind them.
    """
    after = (
        tr("3. Type: aftersales import   (it reads {folder})", folder=answers.exports)
        if answers.exports
        else tr("3. Type: aftersales import FILE FILE --shop {shop}", shop=quote(answers.shop))
    )
    return [
        tr("Now export two files in Seller Center, in a browser on a computer:"),
        tr(
            "1. Orders > Manage orders (订单 > 订单管理): choose All and the last 90 days, click Export (导出订单), "
            "choose the SKU list (订单商品列表) and CSV or Excel, and download it from the export history."
        ),
        tr(
            "2. Orders > Manage returns (in some markets: Manage returns/refunds): choose All, not only To process, "
            "and the last 90 days, click Export, and download it."
        ),
        tr("Don't open and save them in Excel: it damages order numbers."),
        after,
        tr("4. Type: aftersales due"),
    ]
