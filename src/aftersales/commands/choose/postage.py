"""The offer to take over the postage that past returns show."""

from __future__ import annotations

from aftersales import text
from aftersales.context.app import App
from aftersales.errors import Cancelled, NoAnswer
from aftersales.language import tr
from aftersales.rendering.fields.compared_return import PostageFinding
from aftersales.settings.write import change
from aftersales.toml import keys as toml_keys


def offer(app: App, finding: PostageFinding | None, *, asks: bool) -> None:
    """Offer to take over the learnt figure where it differs: as a question, or without `asks` as the command to type.
    Raises Cancelled (130) on Ctrl-C and at the end of input; the figure then stays as it is.
    """
    if finding is None or finding.path is None:
        return
    *_, shop, _, name = finding.path
    median = finding.learnt.median.decimal()
    if not asks:
        app.output.notice(
            tr(
                "{name} of shop {shop}: {summary}. To use it: {command}",
                name=name,
                shop=shop,
                summary=finding.learnt.summary(),
                command=finding.command,
            )
        )
        return
    try:
        sure = app.prompter.confirm(
            tr("Use {median} as {name} of shop {shop}?", median=median, name=name, shop=text.plain(shop))
        )
    except NoAnswer:
        app.prompter.tell(tr("{name} stays as it is.", name=name))
        raise Cancelled(130) from None
    if sure:
        change(app.settings.config, {finding.path: median}, claim=app.claim)
        app.output.notice(f"{toml_keys.dotted(finding.path)} = {median}  ({app.settings.config})")
