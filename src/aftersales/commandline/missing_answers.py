"""Questions for what a command needs and was not given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import typer

from aftersales import text
from aftersales.actions.record import possible
from aftersales.actions.record.options import WriteOptions
from aftersales.commandline import confirmation
from aftersales.commandline.completion import values
from aftersales.commandline.manual import usage
from aftersales.context.app import App
from aftersales.errors import AftersalesError, NoAnswer, UsageError
from aftersales.language import mark, tr
from aftersales.rendering.terminal.keyboard import KeyChoice

FORCE = "force"
_MOST_TOLD = 5
# By command and option: what is asked where the help of the option is not a question.
_QUESTIONS = {
    ("ruled", "--for"): mark("For whom did the platform decide? Nobody: it was closed without a decision"),
    ("review", "offer", "--what"): mark("What did you offer?"),
    ("review", "resolve", "--result"): mark("How did it end?"),
    ("order", "cancel", "--by"): mark("Who cancelled it?"),
    ("open", "KIND"): mark("What does the buyer ask for?"),
}


def answered(ctx: Any, missing: Sequence[Any], options: WriteOptions, run: Callable[[], Any]) -> Any:
    """Ask for the parameters that are `missing`, and run the command. What it then lacks, or would only do if the
    person insists, is asked for too, and an answer that won't do is asked for again. Raises Cancelled where nothing is
    answered.
    """
    app: App = ctx.obj
    asked = list(missing)
    if asked:
        _tell_cases(ctx, app)
    _ask_all(ctx, app, asked)
    while True:
        try:
            return run()
        except AftersalesError as error:
            more = _asked_for(ctx, error, asked, options)
            if not more:
                raise
            app.prompter.tell(str(error))
            if more[0].name == FORCE:
                confirmation.confirm(app, tr("Record it all the same?"))
                ctx.params[FORCE] = True
                continue
            asked += [param for param in more if param not in asked]
            _ask_all(ctx, app, more)


def _asked_for(ctx: Any, error: AftersalesError, asked: Sequence[Any], options: WriteOptions) -> list[Any]:
    """The parameters to ask for after a refusal: what it lacks, else the answers that it complains of."""
    if error.asks_for == FORCE:
        if options.dry_run or options.sure or ctx.params.get(FORCE):
            return []
    elif error.asks_for is None:
        return [p for p in asked if isinstance(error, UsageError) and any(name in str(error) for name in p.opts)]
    return [p for p in ctx.command.params if p.name == error.asks_for]


def _tell_cases(ctx: Any, app: App) -> None:
    """Say which case the question is about. A step that makes no sense is refused before anything is asked. Raises
    TransitionRefused, NoSuchCase.
    """
    typed = ctx.params.get("cases") or [case for case in [ctx.params.get("case")] if case]
    rows = possible.possible_cases(app, typed, " ".join(_path(ctx)))
    for row in rows[:_MOST_TOLD]:
        about = (tr(row.kind), row.asked, row.product, row.reason)
        facts = " · ".join(text.plain(str(fact)) for fact in about if fact)
        app.prompter.tell(tr("case {case}: {facts}", case=row.id, facts=facts))
    if len(rows) > _MOST_TOLD:
        app.prompter.tell(tr("… and {number} more", number=len(rows) - _MOST_TOLD))


def _ask_all(ctx: Any, app: App, params: Sequence[Any]) -> None:
    for param in params:
        ctx.params[param.name] = _ask(ctx, app, param)


def _ask(ctx: Any, app: App, param: Any) -> Any:
    """The value of a parameter as answered. Raises Cancelled."""
    question = _question(ctx, param)
    value = values.value_of(param, _path(ctx))
    while True:
        try:
            answer = (
                _chosen(app, question, [word for word, _ in value.choices])
                if value.choices and value.checked
                else app.prompter.line(tr("{question} (empty: back):", question=question))
            )
        except NoAnswer:
            raise confirmation.nothing_recorded(app, 130) from None
        if answer is None or not answer.strip():
            raise confirmation.nothing_recorded(app, 0)
        if "\ufffd" in answer:
            app.prompter.tell(tr("that could not be read as text; type it again."))
            continue
        try:
            return param.process_value(ctx, answer)
        except typer.BadParameter as error:
            app.prompter.tell(usage.bad_value(param, error.message))


def _chosen(app: App, question: str, answers: Sequence[str]) -> str | None:
    """One of a few words, by one key: its first letter, or its number where letters are not enough."""
    letters = [answer[0] for answer in answers]
    keys = letters if len(set(letters)) == len(answers) else [str(n) for n in range(1, len(answers) + 1)]
    pressed = app.prompter.choice(question, [KeyChoice(key, word) for key, word in zip(keys, answers, strict=True)])
    return None if pressed is None else answers[keys.index(pressed)]


def _question(ctx: Any, param: Any) -> str:
    name = param.opts[0] if param.param_type_name == "option" else str(param.metavar)
    return tr(_QUESTIONS.get((*_path(ctx), name), param.help or name)).rstrip(".")


def _path(ctx: Any) -> tuple[str, ...]:
    """The words that lead to the command."""
    return tuple(str(ctx.command_path).split()[1:])
