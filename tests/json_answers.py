"""What is declared of each command's JSON, compared with what it answers. Each run of a test that gives JSON is."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from typing import Any

from aftersales import cli
from aftersales.commandline.manual import answers
from aftersales.commandline.manual.answer_parts import ANY_KEY
from aftersales.commandline.manual.answers import AnswerKey, CommandAnswer

_TYPES = {"str": "str", "bool": "bool", "int": "int", "object": "dict"}
_MOST = 100  # of the objects of an array
MET = set[str]()  # the keys that answers of this process had


def check(words: Sequence[str], out: str) -> None:
    """Fail where the answer to a command line is not what is declared of that command."""
    name, command = _command(words)
    declared = answers.answers_of(name, command) if command is not None else ()
    if declared:
        wrong = _wrong(declared, words, json.loads(out))
        assert not wrong, f"{' '.join(words)}: {sorted(wrong)}: see commandline/manual/answers.py and answer_parts.py"


def _command(words: Sequence[str]) -> tuple[str, Any]:
    """The command of a line, and the words that lead to it."""
    for start in range(len(words)):
        command, names = _root(), list[str]()
        for word in words[start:]:
            child = command.get_command(None, word) if hasattr(command, "list_commands") else None
            if child is None:
                break
            command, names = child, [*names, word]
        if names:
            return " ".join(names), command
    return "", None


_root = functools.cache(cli.root)
_keys_of = functools.cache(answers.keys_of)


def _wrong(declared: Sequence[CommandAnswer], words: Sequence[str], value: Any) -> set[str]:
    """What is wrong with an answer, by those of the declared answers that may be meant."""
    with_option = [one for one in declared if one.option in words]
    fitting = with_option or [one for one in declared if not one.option.startswith("-")]
    several = [_compared(one, value, whole="--fields" not in words) for one in fitting]
    return set() if not all(several) else min(several, key=len)


def _compared(one: CommandAnswer, value: Any, *, whole: bool) -> set[str]:
    if one.shape == answers.VALUE:
        return set()
    is_array = isinstance(value, list)
    if is_array not in {answers.ARRAY: (True,), answers.OBJECT: (False,), answers.EITHER: (True, False)}[one.shape]:
        return {f"it is no {one.shape}"}
    wrong = set[str]()
    for obj in value[:_MOST] if is_array else [value]:
        wrong |= _in_object(obj, _keys_of(one.table), one.table, whole=whole)
    return wrong


def _in_object(obj: Any, keys: Sequence[AnswerKey], path: str, *, whole: bool = True) -> set[str]:
    if not isinstance(obj, dict):
        return {f"{path} is not an object"}
    declared = {key.name: key for key in keys}
    free = declared.pop(ANY_KEY, None)
    wrong = {f"{path}.{name} is not declared" for name in obj.keys() - declared.keys() if free is None}
    wrong |= {f"{path}.{name} is missing" for name in declared.keys() - obj.keys() if whole}
    for name, value in obj.items():
        if key := declared.get(name, free):
            wrong |= _in_value(value, key, key.type, f"{path}.{key.name}")
    return wrong


def _in_value(value: Any, key: AnswerKey, type_: str, path: str) -> set[str]:
    MET.add(path)
    first, *others = type_.split(" or ")
    if value is None and "null" in others:
        return set()
    if first.startswith("list of ") and isinstance(value, list):
        inner = {"list of objects": "object"}.get(first, first.removeprefix("list of "))
        return set().union(*(_in_value(one, key, " or ".join([inner, *others]), path) for one in value))
    if first != "any" and type(value).__name__ not in [_TYPES.get(kind) for kind in (first, *others)]:
        return {f"{path}: {value!r} is no {type_}"}
    return _in_object(value, key.parts, path) if isinstance(value, dict) and key.parts else set()
