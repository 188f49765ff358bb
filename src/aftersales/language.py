"""The door through which every sentence for a person goes."""

from __future__ import annotations


def tr(message: str, /, **values: object) -> str:
    """The sentence in the language of this run, its placeholders filled by name.

    A sentence is written whole, with a name for each thing that it takes in: `tr("no case {case}", case=number)`. From
    halves nobody can make a sentence of another language. Braces that are meant as such are doubled where there are
    values.
    """
    return message.format(**values) if values else message


def mark(message: str, /) -> str:
    """The sentence as it is, for a table or constant; whoever shows it calls `tr` on it.

    A module is imported before the language of the run is known, so `tr` is called inside functions only.
    """
    return message


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """As `tr`, in the form that goes with a count; it fills the placeholder `count`."""
    return (one if count == 1 else many).format(count=count, **values)
