"""`approve`: the seller accepts a request, a return with its mode."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from aftersales.actions.modes import settlement
from aftersales.actions.record import approve as approval
from aftersales.actions.record.case_view import CaseView, Step
from aftersales.actions.record.options import WriteOptions
from aftersales.commandline import confirmation
from aftersales.commandline.command import single
from aftersales.commandline.options import AllOrNothing, Cases, ForceMode
from aftersales.commandline.write_command import WriteCommand, record, write_options
from aftersales.context.app import App
from aftersales.core.vocabulary import UNDECIDED
from aftersales.errors import UsageError
from aftersales.language import mark, tr
from aftersales.ledger.queries import find

if TYPE_CHECKING:
    from aftersales.rendering.fields.compared_return import ComparedReturn

    Answer = tuple[ComparedReturn, str]

typer_app = single()


_ModeOption = Annotated[
    str | None,
    typer.Option(
        "--mode",
        metavar="MODE",
        help=mark(
            "How the return is settled: keep (no goods back), seller-address, local-service, partial (an offer)."
        ),
    ),
]
_Amount = Annotated[
    str | None, typer.Option("--amount", metavar="A", help=mark("With --mode partial: what you offer."))
]
_ByRule = Annotated[
    bool,
    typer.Option(
        "--by-rule", help=mark("Answer each request as your mode rules decide; what they don't decide stays open.")
    ),
]


@typer_app.command(cls=WriteCommand)
def approve(
    ctx: typer.Context,
    cases: Cases,
    mode: _ModeOption = None,
    amount: _Amount = None,
    force: ForceMode = False,
    by_rule: _ByRule = False,
    all_or_nothing: AllOrNothing = False,
) -> None:
    """Record that you approved a request. This does not answer the platform: do it in Seller Center too."""
    app: App = ctx.obj
    options = write_options(ctx)
    if by_rule and (mode is not None or amount is not None or force):
        raise UsageError(
            tr("--by-rule can't be used with --mode, --amount or --force: with --by-rule your mode rules decide.")
        )
    _refuse_contradictions(mode, amount, by_rule=by_rule, all_or_nothing=all_or_nothing)
    if by_rule:
        _by_rule(app, cases, options, all_or_nothing=all_or_nothing)
    elif mode is None:
        asks = confirmation.may_ask_about_page(app.output.form(options.format, options.as_json))
        answers = _answers(app, cases, force=force) if asks else {}
        # One key chose the mode, so it is asked whether that is meant.
        record(ctx, cases, partial(_without_mode, app, answers, force), ask=bool(answers))
    else:
        record(ctx, cases, settlement.settled(app, mode, amount, force=force))


def _refuse_contradictions(mode: str | None, amount: str | None, *, by_rule: bool, all_or_nothing: bool) -> None:
    """Raises UsageError for an unknown mode, and for options that exclude each other."""
    approval.refuse_unknown_mode(mode)
    if (mode == "partial") != (amount is not None):
        wrong = UsageError(tr("--mode partial and --amount must be used together: the amount is what you offer."))
        raise wrong.asking("amount") if amount is None else wrong
    if all_or_nothing and not by_rule:
        raise UsageError(tr("--all-or-nothing needs --by-rule."))


def _by_rule(app: App, cases: list[str], options: WriteOptions, *, all_or_nothing: bool) -> None:
    from aftersales.commandline import rule_decisions  # lazy: comparing takes the figures

    ask = len(cases) > 1 and not (options.dry_run or options.sure) and confirmation.may_ask()
    rule_decisions.record(app, cases, options, all_or_nothing=all_or_nothing, ask=ask)


def _without_mode(app: App, answers: Mapping[int, Answer], force: bool, view: CaseView) -> Step:
    """The step where no mode was named: as answered on the terminal, else undecided, with what the mode rules say."""
    compared, answer = answers.get(view.case.id, (None, UNDECIDED))
    if compared is not None and answer != UNDECIDED:
        from aftersales.actions.modes import apply_rules  # lazy: comparing takes the figures

        return apply_rules.answered(app, view, compared, answer, force=force)
    step = approval.approval_step(view, None, None)
    if view.case.kind == "return" and compared is None and app.settings.tables.get("mode-rules"):
        from aftersales.actions.modes import apply_rules

        step.warnings += filter(None, [apply_rules.hint(app, view)])
    return step


def _answers(app: App, cases: list[str], *, force: bool) -> dict[int, Answer]:
    """The mode of each return that is to be approved, as asked on the terminal. Raises Cancelled."""
    from aftersales.actions.modes import choice, compare  # lazy: only where somebody is asked
    from aftersales.commandline import mode_question
    from aftersales.rendering.reports import mode_comparison

    answers = {}
    for number in dict.fromkeys(find.find_case(app.ledger.current(), case) for case in cases):
        if not compare.wants_mode(app, number):
            continue
        compared = choice.compared_return(app, number, force=force)
        mode_comparison.show(compared, app.output, beneath=mode_question.rows(compared))
        later = tr("the return is approved, and its mode stays undecided")
        answer = mode_question.ask_before_recording(app, compared, later)
        if answer is None:
            raise confirmation.nothing_recorded(app, 0)
        answers[number] = compared, answer
    return answers
