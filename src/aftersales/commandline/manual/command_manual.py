"""The help of a command, taken apart for programs."""

from __future__ import annotations

from typing import Any

from aftersales.commandline.manual import answers, page
from aftersales.commandline.options import param_help
from aftersales.language import tr
from aftersales.rendering.fields.setup.manual import CommandManual


def manual_of(ctx: Any) -> CommandManual:
    """What the help page of a context's command says, and what the command answers in JSON."""
    names, command = page.words_of(ctx), ctx.command
    is_group = page.is_group(command)
    own_params = [] if is_group else [param for param in command.params if param.name not in page.GLOBAL_NAMES]
    return CommandManual(
        names,
        page.about(command),
        page.usage(ctx),
        [_parameter(param) for param in own_params],
        [{"line": f"{page.PROGRAM} {line}", "about": tr(about)} for line, about in page.EXAMPLES.get(names, ())],
        [answers.described(answer) for answer in answers.answers_of(names, command)],
        list(command.commands) if is_group else [],
        page.text(page.parts(ctx)),
    )


def _parameter(param: Any) -> dict[str, Any]:
    is_argument = param.param_type_name == "argument"
    is_switch = not is_argument and bool(param.is_flag or param.count)
    return {
        "names": [] if is_argument else sorted((*param.opts, *param.secondary_opts), key=len),
        "value": None if is_switch else param.metavar or (param.name if is_argument else "N"),
        "required": bool(param.required),
        "about": param_help(param),
    }
