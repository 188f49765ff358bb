"""The layers of a rule set merged into one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from aftersales.errors import Mistake
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies.layers import Layer, parse, quoted_value


class Merged(NamedTuple):
    """A rule set made of its layers.

    `files` gives the file of each rule by its id, `overlays` that of each overlay by its name. `checked_in` is the file
    that says when the rules were checked. `mistakes` are those in how the layers go together.
    """

    tables: dict[str, Any]
    files: dict[str, str]
    overlays: dict[str, str]
    checked_in: str
    mistakes: list[Mistake]


def merged(layers: Sequence[Layer], rules: Iterable[Mapping[str, Any]], source: str) -> Merged:
    """The tables of all layers as one; the first layer is the top one. `rules` are further rules at the bottom, from
    the file `source`.

    Raises PolicyError where a layer is not TOML.
    """
    tables: dict[str, Any] = {}
    ids = {r["id"]: r for r in rules}
    files = dict.fromkeys(ids, source)
    ranges: dict[str, str] = {}
    checked_in = ""
    mistakes: list[Mistake] = []
    for layer in reversed(layers):
        layer_tables, before = parse(layer), set(ids)
        mistakes += _merge_rules(ids, files, layer_tables.get("rule", []), layer, alone=len(layers) == 1)
        overlays = _overlays(tables.get("overlay"), layer_tables.get("overlay"), before - set(ids))
        checked_in = layer.label if "checked" in layer_tables else checked_in
        ranges |= _named(layer_tables.get("overlay"), layer.label)
        lists = _both(tables, layer_tables, "cost") | _both(tables, layer_tables, "grade")
        tables = {**tables, **layer_tables, **({"overlay": overlays} if overlays is not None else {}), **lists}
    tables.pop("extends", None)
    # A market's rules come first, the house rules last.
    order = [r for i, r in ids.items() if files[i] != source] + [r for i, r in ids.items() if files[i] == source]
    return Merged({**tables, "rule": order}, files, ranges, checked_in, mistakes)


def _named(overlays: Any, file: str) -> dict[str, str]:
    """The file by the name of each overlay in it."""
    listed = overlays if isinstance(overlays, list) else []
    return {name: file for o in listed if isinstance(o, dict) and isinstance(name := o.get("name"), str)}


def _overlays(below: Any, above: Any, removed: Collection[str]) -> Any:
    """The overlays of two layers. One with a known name is replaced. Rules that were taken out (`removed`) are
    taken out of the overlays below as well.
    """
    if isinstance(below, list):
        below = [o for o in (_without(o, removed) for o in below) if o is not None]
    if not isinstance(below, list) or not isinstance(above, list):
        return below if above is None else above
    named = {o.get("name") for o in above if isinstance(o, dict)} - {None}
    return [*(o for o in below if not (isinstance(o, dict) and o.get("name") in named)), *above]


def _both(below: Mapping[str, Any], above: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The cost facts or grade rules of two layers under their key. Those above stand first: the first holds."""
    lower, upper = below.get(key), above.get(key)
    return {key: [*upper, *lower]} if isinstance(lower, list) and isinstance(upper, list) else {}


def _without(overlay: Any, removed: Collection[str]) -> Any:
    """An overlay without the rules that were taken out; None where it was for no others."""
    rules = overlay.get("rules") if isinstance(overlay, dict) else None
    if not isinstance(rules, list) or not any(r in removed for r in rules):
        return overlay
    left = [r for r in rules if r not in removed]
    return {**overlay, "rules": left} if left or overlay.get("duties") or overlay.get("windows") else None


def _merge_rules(
    ids: dict[str, Mapping[str, Any]], files: dict[str, str], rules: Any, layer: Layer, *, alone: bool
) -> Iterator[Mistake]:
    """Merge one file's rules into `ids` and `files`. Yields the mistakes; a rule with a mistake is left out."""
    where, below, ids_of_file = layer.label, set(ids), set[str]()
    if not isinstance(rules, list) or not all(isinstance(r, dict) for r in rules):
        yield Mistake(where, "", tr("rule is {value}; write [[rule]] above each rule", value=quoted_value(rules)))
        return
    for number, rule in enumerate(rules, 1):
        id_, place = rule.get("id"), f"rule {rule.get('id')}"
        remove = rule.get("remove", False)
        if not isinstance(id_, str) or not id_:
            yield Mistake(
                where, tr("rule number {number}", number=number), tr("id is missing; write one such as id = 'respond'")
            )
        elif id_ in ids_of_file:
            yield Mistake(where, place, tr("this id is used twice; give each rule its own"))
        elif not isinstance(remove, bool):
            yield Mistake(
                where,
                place,
                tr(
                    "remove is {value}; write true or false, without quotes",
                    value=quoted_value(remove),
                ),
            )
        elif remove and len(rule) > 2:
            yield Mistake(
                where, place, tr("remove is there with other keys; it removes the whole rule, so delete the other keys")
            )
        elif id_ not in below and (remove or (layer.is_own and "starts" not in rule)):
            yield Mistake(where, place, _no_such(id_, () if alone else below, remove))
        elif remove:
            del ids[id_], files[id_]
        else:
            changes = {k: v for k, v in rule.items() if k != "remove"} if "remove" in rule else rule
            # The same table in every market, where nothing is changed: it is read once.
            ids[id_], files[id_] = {**ids[id_], **changes} if id_ in ids else changes, where
        ids_of_file.add(str(id_))


def _no_such(id_: str, below: Collection[str], remove: bool) -> str:
    from difflib import get_close_matches

    what = (
        tr("there is no rule of this name to remove")
        if remove
        else tr("there is no rule of this name to change, and starts is missing for a new one")
    )
    if not below:
        return tr(
            "{what}; this file changes no other rule set: rename it to match one, or add the key extends", what=what
        )
    near = get_close_matches(id_, sorted(below), n=1)
    return (
        tr("{what}; did you mean {near!r}?", what=what, near=near[0])
        if near
        else tr("{what}; `aftersales policy show` lists the rules", what=what)
    )
