"""The review of a policy file: mistakes, or what it does."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from aftersales import text
from aftersales.actions.policies import sets
from aftersales.context.app import App
from aftersales.core.rules import lint
from aftersales.errors import AftersalesError, Mistake, PolicyError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies import layers
from aftersales.policies.find import candidate_layers, likely_base, stack, stated_market
from aftersales.policies.load import load as load_policy
from aftersales.policies.own_files import OwnPolicies


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
            if _is_for_another_market(name, market, own_policies):
                foreign += wrong
            else:
                mistakes += wrong
            continue
        fits = True
        over |= dict.fromkeys(x.label for x in stack(name, market, own_policies) if x.file.path != path)
        mistakes += [m for m in lint.lint_policy(policy, duties) if m.where == str(path)]
    return (mistakes if fits or mistakes else foreign), over


def _is_for_another_market(name: str, market: str, own_policies: OwnPolicies) -> bool:
    """Whether the topmost file that states a market states another one."""
    stated = (stated_market(layer.file) for layer in candidate_layers(name, market, own_policies))
    return next(filter(None, stated), market) != market


def _praise(app: App, stem: str, own_policies: OwnPolicies, path: Path, over: Collection[str]) -> str:
    shops, layers_below = text.listed(sets.under(app, stem, own_policies)), text.listed(over)
    in_folder = _lies_there(app, stem, path)
    return text.sentences(
        [
            tr("{path}: no mistakes.", path=path),
            _laid(layers_below) if in_folder else _would_be_laid(app, stem, layers_below),
            _in_force(shops, stem) if in_folder or not shops else tr("It would be in force for {shops}.", shops=shops),
        ]
    )


def _laid(below: str) -> str:
    return tr("It changes {below}.", below=below) if below else tr("It is a rule set of its own.")


def _would_be_laid(app: App, stem: str, below: str) -> str:
    if not below:
        return tr("As {stem}.toml in {folder} it would be a rule set of its own.", stem=stem, folder=folder(app))
    return tr("As {stem}.toml in {folder} it would change {below}.", stem=stem, folder=folder(app), below=below)


def _in_force(shops: str, stem: str) -> str:
    return tr("In force for {shops}.", shops=shops) if shops else tr("No shop works under {stem} yet.", stem=stem)


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
    return tr("{rule} is a rule of {home}: use --as {home} to check the file under that name.", rule=rule, home=home)


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
