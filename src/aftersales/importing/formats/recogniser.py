"""Export formats, recognised by headers or JSON arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from aftersales import __version__
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.format_file import built_in

_HERE = Path(__file__).parent
_RESEMBLING = 2  # so many known columns make a header resemble an export


@cache
def formats() -> tuple[Format, ...]:
    """Every format that the program brings along."""
    import tomllib

    return tuple(built_in(tomllib.loads(p.read_text(encoding="utf-8"))) for p in sorted(_HERE.glob("*.toml")))


def of_header(header: Sequence[str], forms: Sequence[Format] | None = None) -> Format | None:
    """The format whose needed columns are all in this header; of several the one that uses most columns, and of those
    the first.
    """
    fitting = [f for f in _tables(forms) if not f.lacking(header)]
    return max(fitting, key=lambda f: len(f.places(header)), default=None)


def find_header(rows: Sequence[Sequence[str]], forms: Sequence[Format] | None = None) -> int | None:
    """The position of the first row that is the header of a known format, or else of one that lacks columns; None
    where there is none.
    """
    whole = next((n for n, row in enumerate(rows) if of_header(row, forms) is not None), None)
    return whole if whole is not None else next((n for n, row in enumerate(rows) if nearest(row, forms)), None)


def of_array(array: str) -> Format:
    """The format of a JSON answer by the name of its array."""
    return next(f for f in formats() if f.array == array)


def way_of_reading(forms: Sequence[Format] | None, *choices: str) -> str:
    """How files are read, as far as that matters for what they tell: by which version of the program, in which formats
    and with which choices.
    """
    # The order of a set is another in each run.
    marks = [(repr(replace(form, own_ids=frozenset())), sorted(form.own_ids)) for form in forms or formats()]
    return "|".join((__version__, sha256(repr(marks).encode()).hexdigest()[:16], *choices))


def nearest(header: Sequence[str], forms: Sequence[Format] | None = None) -> tuple[Format, list[str]] | None:
    """The format that a header comes nearest to, and the columns it lacks; None where nothing fits at all."""
    scored = [(len(f.places(header)), f) for f in _tables(forms)]
    count, best = max(scored, key=lambda pair: pair[0])
    return (best, best.lacking(header)) if count >= _RESEMBLING else None


def _tables(forms: Sequence[Format] | None) -> list[Format]:
    """The formats of tables, of those given or of all that the program brings along."""
    return [form for form in (formats() if forms is None else forms) if form.columns]
