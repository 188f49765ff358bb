"""Tables of a TOML file that a person wrote, within bounds."""

from __future__ import annotations

import re
from typing import Any

from aftersales.language import mark, tr

_NESTED = (dict, list)
_DOT = rb"""[\w"'-][ \t]*\.(?=[ \t]*[\w"'-])"""  # between the parts of a key; a row of dots in a comment does not match
_MOST_DOTS = 200  # in one line; the parser's time grows with the square of the parts of a dotted key
_DEEPEST = 50  # tables inside each other
_LARGEST = 2**63  # TOML's limit for whole numbers
_TOO_DEEP = mark("tables or lists stand too deep inside each other")
_TOO_LARGE = mark("a whole number in it has more than 18 digits; nothing here is so large")


class NotToml(Exception):
    """The problems of a file that can't be read as TOML. `repaired` is its text with its dates repaired, or None where
    that is not TOML either.
    """

    def __init__(self, *problems: str, repaired: str | None = None) -> None:
        self.problems, self.repaired = problems, repaired


def parsed(content: bytes) -> dict[str, Any]:
    """The tables in a file's bytes. Raises NotToml, also where reading would take too long."""
    import tomllib  # the hot path of `due` reads no policy: it compares fingerprints

    for number, line in enumerate(content.split(b"\n"), 1):
        if line.count(b".") > _MOST_DOTS and len(re.findall(_DOT, line)) > _MOST_DOTS:
            raise NotToml(
                tr(
                    "line {number} has more than {most_dots} dots; make several lines of it",
                    number=number,
                    most_dots=_MOST_DOTS,
                )
            )
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise NotToml(tr(_TOO_DEEP)) from None
    except UnicodeDecodeError as error:
        broken = content.count(b"\n", 0, error.start) + 1
        raise NotToml(tr("line {number} is not UTF-8 text; save the file as UTF-8", number=broken)) from None
    except tomllib.TOMLDecodeError:
        from aftersales.toml.diagnose import diagnose

        diagnosis = diagnose(content)
        raise NotToml(*diagnosis.problems, repaired=diagnosis.repaired) from None
    except ValueError:  # Python refuses a number of thousands of digits
        raise NotToml(tr(_TOO_LARGE)) from None
    _measure(tables)
    return tables


def _measure(value: Any, depth: int = 0) -> None:
    """Raise NotToml for a whole number larger than TOML allows, and for tables nested too deeply to be shown in a
    message.
    """
    if depth > _DEEPEST:
        raise NotToml(tr(_TOO_DEEP))
    if isinstance(value, _NESTED):
        for part in value.values() if isinstance(value, dict) else value:
            if not isinstance(part, str):  # nearly every value, and a rule set has hundreds
                _measure(part, depth + 1)
    elif isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        raise NotToml(tr(_TOO_LARGE))
