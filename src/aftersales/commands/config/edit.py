"""`config edit`: the file in the person's own editor."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from aftersales.actions.configuration.editing import ConfigDraft
from aftersales.commandline import confirmation
from aftersales.commandline.options import Json
from aftersales.context.app import App
from aftersales.errors import ConfigError, NoAnswer
from aftersales.language import tr
from aftersales.rendering.fields.setup.config_file import EDIT_FIELDS, ConfigEdit
from aftersales.rendering.fields.view import View
from aftersales.settings.write import replace


def edit(ctx: typer.Context, as_json: Json = False) -> None:
    """Open the file in your editor (VISUAL, EDITOR), and check it afterwards. With a mistake the file stays as it was;
    on a terminal you can go on editing, else what you wrote is kept beside it.
    """
    app: App = ctx.obj
    draft = ConfigDraft(app)
    try:
        changed = _edit(app, draft, as_json=as_json)
    finally:
        draft.close()
    if as_json:
        row = ConfigEdit(str(app.configuration.file), changed)
        app.output.emit_object(View(EDIT_FIELDS, [row]), several=False)
    app.output.notice(
        tr("{file} was changed; no mistakes.", file=app.configuration.file) if changed else tr("Nothing was changed.")
    )


def _edit(app: App, draft: ConfigDraft, *, as_json: bool) -> bool:
    """Whether the file has another text now."""
    file = app.configuration.file
    while True:
        text = draft.edit(on_stderr=as_json)
        if text == draft.before or (not draft.before and not _says_anything(text)):
            return False
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
    return True


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
