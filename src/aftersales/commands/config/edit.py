"""`config edit`: the file in the person's own editor."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from aftersales.actions.configuration.editing import ConfigDraft
from aftersales.commandline import confirmation
from aftersales.context.app import App
from aftersales.errors import ConfigError, NoAnswer
from aftersales.language import tr
from aftersales.settings.write import replace


def edit(ctx: typer.Context) -> None:
    """Open the file in your editor (VISUAL, EDITOR), and check it afterwards. With a mistake the file stays as it was;
    on a terminal you can go on editing, else what you wrote is kept beside it.
    """
    app: App = ctx.obj
    draft = ConfigDraft(app)
    try:
        _edit(app, draft)
    finally:
        draft.close()


def _edit(app: App, draft: ConfigDraft) -> None:
    file = app.configuration.file
    while True:
        text = draft.edit()
        if text == draft.before or (not draft.before and not _says_anything(text)):
            app.output.notice(tr("Nothing was changed."))
            return
        if not (mistakes := draft.mistakes(text)):
            break
        if not _goes_on(app, mistakes):
            sentence = tr("{file} stays as it was. What you wrote is in {place}.", file=file, place=draft.keep(text))
            raise ConfigError("\n".join([*mistakes, sentence]))
    if not replace(file, draft.before, text, app.claim):
        raise ConfigError(
            tr(
                "{file} was changed by another program meanwhile, and stays so. What you wrote is in {place}.",
                file=file,
                place=draft.keep(text),
            )
        )
    app.output.notice(tr("{file} was changed; no mistakes.", file=file))


def _says_anything(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _goes_on(app: App, mistakes: Sequence[str]) -> bool:
    """Whether the person wants to correct the mistakes in the editor."""
    if not confirmation.may_ask():
        return False
    for mistake in mistakes:
        app.prompter.tell(mistake)
    try:
        return app.prompter.confirm(tr("Go on editing?"))
    except NoAnswer:
        return False
