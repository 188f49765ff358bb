"""The options that narrow a list of duties."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from aftersales.actions.due_list import DueRequest, ListOptions
from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import mark, tr

_Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, max=1_000_000_000, help=mark("At most N lines."))
]
# By field of ListOptions, in the order of --help.
_OPTIONS: dict[str, Any] = {
    "within": Annotated[
        str | None,
        typer.Option("--within", metavar="SPAN", help=mark("How far ahead, such as 36h, 2d (default) or 1w.")),
    ],
    "everything": Annotated[bool, typer.Option("--all", help=mark("However far ahead it is due."))],
    "shop": Annotated[
        list[str],
        typer.Option(
            "--shop", metavar="SHOP", help=mark("Only these shops: one or more, or a pattern such as brand-*.")
        ),
    ],
    "market": Annotated[
        list[str], typer.Option("--market", metavar="MARKET", help=mark("Only these markets, such as GB or GB,US."))
    ],
    "kind": Annotated[
        list[str],
        typer.Option("--kind", metavar="KIND", help=mark("Only these kinds, such as refund or refund,return.")),
    ],
    "owner": Annotated[str, typer.Option("--owner", metavar="OWNER", help=mark("seller, buyer, platform or any."))],
    "duty": Annotated[
        list[str], typer.Option("--duty", metavar="DUTY", help=mark("Only these duties, such as respond."))
    ],
    "stake": Annotated[
        list[str],
        typer.Option(
            "--stake",
            metavar="STAKE",
            help=mark("Only what is at stake by silence: money, right, standing, look, house or none."),
        ),
    ],
    "limit": _Limit,
    "before_import": Annotated[
        bool, typer.Option("--before-import", help=mark("Only what had passed before the shop's first import."))
    ],
    "orders": Annotated[
        str | None,
        typer.Option("--orders", metavar="HOW", help=mark("Orders to send or trace: fold (default), list or off.")),
    ],
    "new": Annotated[
        bool, typer.Option("--new", help=mark("Only what came in or changed since the import before the last one."))
    ],
    "since": Annotated[
        str | None,
        typer.Option(
            "--since", metavar="WHEN", help=mark("Only what came in or changed since then, such as fri or 2d.")
        ),
    ],
    "snoozed": Annotated[bool, typer.Option("--snoozed", help=mark("Also show what is snoozed."))],
    "sort": Annotated[
        str,
        typer.Option("--sort", metavar="KEY", help=mark("By urgency (default), due, amount, shop, kind or case.")),
    ],
}

# How a list brings itself up to date first.
Sync = Annotated[bool, typer.Option("--sync", help=mark("Read from TikTok first what changed."))]
NoSync = Annotated[
    bool, typer.Option("--no-sync", help=mark("Read nothing first, whatever the configuration says ([sync] before)."))
]
SyncTimeout = Annotated[
    int,
    typer.Option(
        "--sync-timeout", metavar="SECONDS", min=1, max=600, help=mark("How long the list waits for TikTok: 5.")
    ),
]
SYNC_TIMEOUT = 5


def wants_sync(app: App, command: str, *, sync: bool, no_sync: bool) -> bool:
    """Whether to sync before the list is shown: as typed, else as the configuration says. Raises UsageError if both
    options were typed.
    """
    if sync and no_sync:
        raise UsageError(tr("--sync and --no-sync say two different things; give one of them."))
    return sync or (not no_sync and command in app.settings.sync.before)


def sync_before(app: App, request: DueRequest, sync: bool, seconds: int) -> bool:
    """Read from TikTok what changed in the list's shops. Returns whether anything was read; then the caller must build
    its request again.
    """
    from aftersales.actions.sync import before_list  # most lists wait for nothing

    return before_list.refresh(app, request.filters, seconds, asked=sync)


_Command = Callable[..., None]


def takes_list_options(*, limit: Any = _Limit, without: frozenset[str] = frozenset()) -> Callable[[_Command], _Command]:
    """Give a command the options that narrow a list, before its own ones. Its function gets them as one value, the
    parameter `options`. `limit` is the command's own --limit; `without` names the fields that it does not take.
    """
    frame = [_parameter(name, kind) for name, kind in (_OPTIONS | {"limit": limit}).items() if name not in without]

    def decorate(command: _Command) -> _Command:
        context, _, *others = inspect.signature(command, eval_str=True).parameters.values()
        needed = [parameter for parameter in others if parameter.default is inspect.Parameter.empty]
        parameters = [context, *needed, *frame, *(other for other in others if other not in needed)]

        @wraps(command)
        def narrowed(**arguments: Any) -> None:
            options = ListOptions(**{parameter.name: _fixed(arguments.pop(parameter.name)) for parameter in frame})
            command(options=options, **arguments)

        # Typer reads the options of a command from the signature of its function.
        narrowed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # any function may have it
        narrowed.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return narrowed

    return decorate


def _fixed(value: Any) -> Any:
    """What was typed, several values as a tuple: Typer hands over a list."""
    return tuple(value) if isinstance(value, list) else value


def _parameter(name: str, annotation: Any) -> inspect.Parameter:
    default = ListOptions()._asdict()[name]
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)
