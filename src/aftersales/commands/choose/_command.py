"""`choose`: the modes of settling a return by expected cost."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.actions.modes import apply_rules, choice, compare, open_offer
from aftersales.actions.record import approve as approval
from aftersales.actions.record.case_view import StepBuilder
from aftersales.actions.record.options import WriteOptions
from aftersales.commandline import confirmation, mode_question, rule_decisions
from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import AllOrNothing, At, DryRun, ForceMode, Format, Json, ShopOption
from aftersales.commandline.write_command import record_and_report
from aftersales.commands.choose import backtest, postage
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.vocabulary import UNDECIDED
from aftersales.errors import AftersalesError, NoAnswer, TransitionRefused, UsageError
from aftersales.language import mark, tr
from aftersales.ledger.queries import find
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.case_parts.offered_request import FIELDS_OF_OFFERED, OfferedRequest
from aftersales.rendering.fields.compared_return import CHOOSE_FIELDS, ComparedReturn
from aftersales.rendering.fields.view import View
from aftersales.rendering.formats import PAGES
from aftersales.rendering.reports import mode_comparison

typer_app = single()

_Cases = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CASE…]", help=mark("One case, as for `show`; with --by-rule one or more.")),
]
_Offer = Annotated[
    str | None,
    typer.Option(
        "--offer", metavar="A", help=mark("The partial refund that you would offer, instead of the configured one.")
    ),
]
_ModeOption = Annotated[
    str | None, typer.Option("--mode", metavar="MODE", help=mark("Approve the request with this mode, and record it."))
]
_ByRule = Annotated[
    bool, typer.Option("--by-rule", help=mark("Record what your mode rules decide; what they don't decide stays open."))
]
_Yes = Annotated[bool, typer.Option("--yes", help=mark("With --mode and --by-rule: don't ask again."))]
_RulesTest = Annotated[
    bool,
    typer.Option(
        "--rules-test",
        help=mark("What your mode rules would have decided on past requests, and what that would have cost."),
    ),
]
_Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        help=mark("With --rules-test: only requests decided since then, such as 2026-09-01, 1 Sep or 90d."),
    ),
]


class _Asked(NamedTuple):
    """The options that say what is to be done, as given."""

    cases: list[str]
    offer: str | None
    mode: str | None
    by_rule: bool
    all_or_nothing: bool
    yes: bool
    force: bool
    at: str | None
    dry_run: bool

    @property
    def records(self) -> bool:
        """Whether something is to be recorded."""
        return self.by_rule or self.mode is not None


@typer_app.command(cls=AppCommand)
def choose(
    ctx: typer.Context,
    cases: _Cases = None,
    offer: _Offer = None,
    mode: _ModeOption = None,
    by_rule: _ByRule = False,
    all_or_nothing: AllOrNothing = False,
    yes: _Yes = False,
    force: ForceMode = False,
    at: At = None,
    dry_run: DryRun = False,
    rules_test: _RulesTest = False,
    since: _Since = None,
    shop: ShopOption = None,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Compare the costs of the ways to settle a return: which is cheapest, and at what value that changes."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    asked = _Asked(list(cases or ()), offer, mode, by_rule, all_or_nothing, yes, force, at, dry_run)
    if rules_test and any(asked):
        raise UsageError(tr("--rules-test is about past requests; it takes only --since, --shop and --format."))
    if rules_test:
        backtest.run(app, since, shop, chosen)
        return
    if since is not None or shop is not None:
        raise UsageError(tr("--since and --shop need --rules-test."))
    _refuse_contradictions(asked)
    options = WriteOptions(at, dry_run, form, as_json, sure=True)
    if by_rule:
        ask = _must_confirm(asked, chosen)
        rule_decisions.record(app, asked.cases, options, all_or_nothing=all_or_nothing, ask=ask)
        return
    _run(app, asked, chosen, options)


def _run(app: App, asked: _Asked, form: str, options: WriteOptions) -> None:
    """Compare one case, and record what comes of it. Whoever can be asked is asked here."""
    number = find.find_case(app.ledger.current(), asked.cases[0])
    try:
        compared = choice.compared_return(app, number, asked.offer, force=asked.force)
    except TransitionRefused as refused:
        looks = asked.mode is None and asked.offer is None
        request = open_offer.offered_request(app, number, refused) if looks else None
        if request is None:
            raise
        _show_offer(app, request, form)
        return
    if asked.mode == "partial" and asked.offer is None and compared.open:
        asked, compared = _with_amount(app, asked, compared)
    decide = _one(app, asked, form, compared)
    if decide is not None:
        record_and_report(app, [str(number)], decide, options)
    if asked.mode is None:
        for finding in (compared.postage, compared.recovery):
            postage.offer(app, finding, asks=confirmation.may_ask_about_page(form))


def _refuse_contradictions(asked: _Asked) -> None:
    """Refuse options that don't go together."""
    approval.refuse_unknown_mode(asked.mode)
    if asked.by_rule and (asked.mode is not None or asked.offer is not None or asked.force):
        raise UsageError(
            tr("--by-rule can't be used with --mode, --offer or --force: with --by-rule your mode rules decide.")
        )
    if asked.all_or_nothing and not asked.by_rule:
        raise UsageError(tr("--all-or-nothing needs --by-rule."))
    if not asked.records and (asked.yes or asked.dry_run or asked.at is not None):
        raise UsageError(tr("--yes, --at and --dry-run need --mode or --by-rule."))
    if not asked.cases:
        raise UsageError(tr("a case is missing: name one, or use --rules-test for past requests."))
    if len(asked.cases) > 1 and not asked.by_rule:
        raise UsageError(tr("only one case can be compared at a time; several need --by-rule."))


def _one(app: App, asked: _Asked, form: str, compared: ComparedReturn) -> StepBuilder | None:
    """What is to be recorded for one case, after it was shown, asked and answered; None where nothing is."""
    number = compared.case.id
    if asked.mode is not None:
        mode = asked.mode
        if _must_confirm(asked, form):
            mode_question.confirm(app, compared.comparison.mode(mode), number)
        return lambda view: compare.chosen(app, view, mode, asked.offer, force=asked.force)
    # While an offer stands, the buyer is to answer.
    asks = compared.offer is None and compared.open and confirmation.may_ask_about_page(form)
    _show(app, compared, form, beneath=mode_question.rows(compared) if asks else None)
    if not asks:
        return None
    answer = mode_question.ask_before_recording(app, compared, tr("nothing is recorded now"))
    if answer is None or answer == UNDECIDED:
        return None
    mode_question.confirm(app, compared.comparison.mode(answer), number)
    return lambda view: apply_rules.answered(app, view, compared, answer, asked.offer, force=asked.force)


def _with_amount(app: App, asked: _Asked, compared: ComparedReturn) -> tuple[_Asked, ComparedReturn]:
    """The same with the amount of the offer: of a mode rule, as configured, else as asked for on a terminal. Raises
    UsageError where nobody can be asked, Cancelled where nothing is answered.
    """
    if compared.rule is not None and compared.rule.offer is not None:
        return asked._replace(offer=compared.rule.offer.decimal()), compared
    if "offer" in compared.comparison.figures.known:
        return asked, compared
    if not confirmation.may_ask():
        raise UsageError(tr("--mode partial needs an amount: add it with --offer, such as --offer 5.00."))
    question = tr("Offer how much of the {amount} asked for (empty: back):", amount=compared.comparison.refund)
    while True:
        try:
            typed = app.prompter.line(question)
        except NoAnswer:
            raise confirmation.nothing_recorded(app, 130) from None
        if typed is None or not typed.strip():
            raise confirmation.nothing_recorded(app, 0)
        try:
            again = choice.compared_return(app, compared.case.id, typed.strip(), force=asked.force)
        except AftersalesError as error:
            app.prompter.tell(str(error))
            continue
        return asked._replace(offer=typed.strip()), again


def _must_confirm(asked: _Asked, form: str) -> bool:
    """Whether to ask before it is recorded. Raises UsageError where that is not possible."""
    if asked.yes or asked.dry_run:
        return False
    if not confirmation.may_ask_about_page(form):
        raise UsageError(tr("there is no terminal for the question; add --yes to record it."))
    return True


def _show(app: App, compared: ComparedReturn, form: str, *, beneath: int | None) -> None:
    if form == "table":
        mode_comparison.show(compared, app.output, beneath=beneath, configured_pager=display.pager(app))
    elif form in PAGES:
        mode_comparison.show_document(compared, app.output, form)
    else:
        app.output.emit_one(View(CHOOSE_FIELDS, [compared]), form)


def _show_offer(app: App, request: OfferedRequest, form: str) -> None:
    if form in PAGES:
        mode_comparison.show_offer(request, app.output, form)
    else:
        app.output.emit_one(View(FIELDS_OF_OFFERED, [request]), form)
