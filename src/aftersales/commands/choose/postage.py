"""The offer to take over a figure that past returns show."""

from __future__ import annotations

from aftersales import text
from aftersales.context.app import App
from aftersales.errors import Cancelled, NoAnswer
from aftersales.language import tr
from aftersales.rendering.fields.compared_return import PastFinding
from aftersales.settings.write import change
from aftersales.toml import keys as toml_keys


def offer(app: App, finding: PastFinding | None, *, asks: bool) -> None:
    """Offer to take over the learnt figure where it differs: as a question, or without `asks` as the command to type.
    Raises Cancelled (130) on Ctrl-C and at the end of input; the figure then stays as it is.
    """
    if finding is None or finding.path is None:
        return
    name, learnt = finding.path[-1], finding.learnt.as_text()
    of = tr("SKU {sku}", sku=finding.path[1]) if finding.path[0] == "skus" else tr("shop {shop}", shop=finding.path[1])
    if not asks:
        app.output.notice(
            tr(
                "{name} of {of}: {summary}. To use it: {command}",
                name=name,
                of=of,
                summary=finding.learnt.summary(),
                command=finding.command,
            )
        )
        return
    try:
        sure = app.prompter.confirm(tr("Use {learnt} as {name} of {of}?", learnt=learnt, name=name, of=text.plain(of)))
    except NoAnswer:
        app.prompter.tell(tr("{name} stays as it is.", name=name))
        raise Cancelled(130) from None
    if sure:
        change(app.settings.config, {finding.path: learnt}, claim=app.claim)
        app.output.notice(f"{toml_keys.dotted(finding.path)} = {learnt}  ({app.settings.config})")
