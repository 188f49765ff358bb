"""The review of a policy file: mistakes, or what it does."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from aftersales.actions.policies import sets
from aftersales.context.app import App
from aftersales.core.rules import lint
from aftersales.errors import AftersalesError, Mistake, PolicyError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies import layers
from aftersales.policies.find import likely_base, stack
from aftersales.policies.load import load as load_policy
from aftersales.policies.own_files import OwnPolicies

_FOREIGN = tr("it is for market ")


class FileReview(NamedTuple):
    """The mistakes of a file; without any, what is good to know of it. `advice` is what more there is to say of
    mistakes, if anything.
    """

    praise: str
    mistakes: list[Mistake]
    advice: str = ""


def review_file(app: App, stem: str, own_policies: OwnPolicies, path: Path) -> FileReview:
    """Review the policy file `stem` of `own_policies`, which lies at `path`."""
    mistakes, over = _read(app, stem, own_policies, path)
    if (mended := layers.with_repaired_dates(own_policies.files[stem])) is not None:  # what else is wrong in it
        mistakes += _read(app, stem, own_policies.with_file(stem, mended), path)[0]
    advice = _advice(app, stem, own_policies, path) if mistakes else ""
    return FileReview(_praise(app, stem, own_policies, path, over), list(dict.fromkeys(mistakes)), advice)


def _read(app: App, stem: str, own_policies: OwnPolicies, path: Path) -> tuple[list[Mistake], Collection[str]]:
    """The mistakes of a file in every rule set and market that it has a part in, and what it is laid over."""
    mistakes, foreign, over = list[Mistake](), list[Mistake](), dict[str, None]()
    duties, fits = sets.duties(app), False
    for name, market in sets.uses(stem, own_policies):
        try:
            policy = load_policy(name, market, app.settings.house, own_policies)
        except AftersalesError as error:
            wrong = mistakes_of(error)
            if any(m.what.startswith(_FOREIGN) for m in wrong):
                foreign += wrong
            else:
                mistakes += wrong
            continue
        fits = True
        over |= dict.fromkeys(x.label for x in stack(name, market, own_policies) if x.file.path != path)
        mistakes += [m for m in lint.lint_policy(policy, duties) if m.where == str(path)]
    return (mistakes if fits or mistakes else foreign), over


def _praise(app: App, stem: str, own_policies: OwnPolicies, path: Path, over: Collection[str]) -> str:
    shops = ", ".join(sets.under(app, stem, own_policies))
    if _lies_there(app, stem, path):
        laid = tr("Laid over {over}.", over=", ".join(over)) if over else tr("It stands alone.")
        return tr(
            "{path}: no mistakes. {laid} {shops}",
            path=path,
            laid=laid,
            shops=f"In force for {shops}." if shops else f"No shop works under {stem} yet.",
        )
    laid = tr("be laid over {over}", over=", ".join(over)) if over else tr("stand alone")
    used = (
        tr(" and be in force for {shops}.", shops=shops)
        if shops
        else tr(". No shop works under {stem} yet.", stem=stem)
    )
    return tr(
        "{path}: no mistakes. As {stem}.toml in {folder} it would {laid}{used}",
        path=path,
        stem=stem,
        folder=folder(app),
        laid=laid,
        used=used,
    )


def _lies_there(app: App, stem: str, path: Path) -> bool:
    """Whether a file counts under this name already."""
    there = app.configuration.own_policies.files.get(stem)
    return there is not None and there.path.resolve() == path.resolve()


def _advice(app: App, stem: str, own_policies: OwnPolicies, path: Path) -> str:
    """Where the file speaks of rules of a set that it isn't laid over: how it could be."""
    missing = likely_base(stem, sets.uses(stem, own_policies), own_policies)
    if missing is None:
        return ""
    rule, home = missing
    if _lies_there(app, stem, path):
        return tr(
            '{rule} is a rule of {home}: name the file {home}.toml, or write extends = "{home}" at its top.',
            rule=rule,
            home=home,
        )
    return tr("{rule} is a rule of {home}: --as {home} takes the file as one of that name.", rule=rule, home=home)


def folder(app: App) -> Path:
    """Where the seller's own policies lie, or would."""
    return app.configuration.own_policies.folder or app.configuration.file.parent / "policies"


def raised_mistakes(ask: Callable[[], object]) -> list[Mistake]:
    """The mistakes that a call raises as an AftersalesError; none where it returns."""
    try:
        ask()
    except AftersalesError as error:
        return mistakes_of(error)
    return []


def mistakes_of(error: AftersalesError) -> list[Mistake]:
    """An error in its parts; one that knows no file is the configuration's."""
    if isinstance(error, PolicyError) and error.noted:
        return list(error.noted)
    return [Mistake("", "", line) for line in str(error).split("\n")]
