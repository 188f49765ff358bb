"""What is said of a command line that can't be read."""

from __future__ import annotations

import re
from typing import Any

from aftersales import text
from aftersales.commandline.manual import page
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.text import excerpt

_LONGEST = 60
_VAST = 1_000_000  # a larger limit of a number only keeps it storable, and nobody needs to know it
_CASES = ("CASE", "CASE…")


def sentence(ctx: Any, error: Any) -> UsageError:
    """An error of Typer's about a command line in words of this program. `error` has no public class."""
    param = getattr(error, "param", None)
    line = f"{page.PROGRAM} {page.words_of(ctx)}".strip()
    kind = type(error).__name__
    if kind == "MissingParameter":
        return UsageError(_missing(ctx, line, param))
    if kind == "BadOptionUsage":
        option = next((p for p in ctx.command.get_params(ctx) if error.option_name in p.opts), None)
        return UsageError(_without_value(ctx, error.option_name, option))
    if kind == "BadParameter" and param is not None:
        return UsageError(bad_value(param, error.message))
    if extra := re.search(r"extra argument\S* \((.*)\)$", error.message):
        return UsageError(_too_many(ctx, line, excerpt(extra[1], _LONGEST)))
    return UsageError(tr("{line}: {message}", line=line, message=error.message))


def bad_value(param: Any, message: str) -> str:
    """The sentence for an invalid value of a parameter; `message` is Typer's and contains the value."""
    name, typed = _name(param), message.partition(" is not ")[0]
    typed = typed if typed.startswith("'") else f"'{typed}'"
    least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
    if "int" not in str(getattr(param.type, "name", "")):
        return tr("{name}: {message}", name=name, message=message)
    if least is None:
        return tr("{name} {typed} is not a whole number.", name=name, typed=typed)
    if most is not None and (most < _VAST or typed.strip("'").isdecimal()):
        return tr(
            "{name} {typed} is not a whole number from {least} to {most}.",
            name=name, typed=typed, least=least, most=most,
        )  # fmt: skip
    return tr("{name} {typed} is not a whole number of {least} or more.", name=name, typed=typed, least=least)


def _name(param: Any) -> str:
    return str(param.opts[0] if param.param_type_name == "option" else str(param.metavar or param.name).strip("[]"))


def _choices(ctx: Any, param: Any) -> str:
    """The few words that a parameter takes; empty where it takes others."""
    from aftersales.commandline.completion import values

    value = values.value_of(param, tuple(page.words_of(ctx).split()))
    return text.listed(word for word, _ in value.choices)


def _missing(ctx: Any, line: str, param: Any) -> str:
    name, choices, example = _name(param), _choices(ctx, param), page.first_example(ctx)
    what = (
        tr("`{line}` needs {name}: {words}.", line=line, name=name, words=choices)
        if choices
        else (
            tr("`{line}` needs {name}: {about}", line=line, name=name, about=tr(param.help))
            if param.help
            else tr("`{line}` needs {name}.", line=line, name=name)
        )
    )
    return tr("{what} Such as: {example}", what=what, example=example) if example else what


def _without_value(ctx: Any, option: str, param: Any) -> str:
    if param is None:
        return tr("{option} takes no value.", option=option)
    if param.is_flag:
        return tr("{option} takes no value; write {option} alone.", option=option)
    choices = _choices(ctx, param)
    if choices:
        return tr("{option} needs a value: {words}.", option=option, words=choices)
    if param.help:
        return tr("{option} needs a value: {about}", option=option, about=tr(param.help))
    return tr("{option} needs a value.", option=option)


def _too_many(ctx: Any, line: str, extra: str) -> str:
    """The sentence for too many words, with what a number or a word of its own may be meant for."""
    arguments = [p for p in ctx.command.params if p.param_type_name == "argument"]
    if not arguments and re.fullmatch(r"\d+", extra):
        if page.words_of(ctx) == "triage":
            return tr(
                "`{line}` takes no case. Type `aftersales triage`, then g and {case}; or see it alone: aftersales show "
                "{case}",
                line=line,
                case=extra,
            )
        return tr("`{line}` takes no case. See one with: aftersales show {case}", line=line, case=extra)
    if not arguments:
        return tr(
            "`{line}` takes options only, and {extra} is none. `{line} --help` lists them.", line=line, extra=extra
        )
    names = " ".join(_name(argument) for argument in arguments)
    if any(argument.metavar in _CASES for argument in arguments):
        return tr(
            "`{line}` takes {names}, and {extra} is too much. Run it for each case.",
            line=line, names=names, extra=extra,
        )  # fmt: skip
    return tr("`{line}` takes {names}, and {extra} is too much.", line=line, names=names, extra=extra)
