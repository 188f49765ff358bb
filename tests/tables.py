"""A table of cases as one test: a thousand small tests cost more to manage than to run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

Check = Callable[..., None]


def of_each(names: str, rows: Iterable[Any]) -> Callable[[Check], Check]:
    """One test of all rows, which names each row that fails: as `parametrize`, for rows that leave nothing behind.

    What the test takes besides is made once for all rows: a home, a shell.
    """
    keys, rows = [name.strip() for name in names.split(",")], list(rows)

    def decorate(check: Check) -> Check:
        def test(**fixtures: Any) -> None:
            errors: list[Exception] = []
            for row in rows:
                values = dict(zip(keys, row if len(keys) > 1 else [row], strict=True))
                try:
                    check(**fixtures, **values)
                except Exception as error:
                    error.add_note("where " + ", ".join(f"{key} is {value!r:.200}" for key, value in values.items()))
                    errors.append(error)
            if errors:
                raise errors[0] if len(errors) == 1 else ExceptionGroup(f"{len(errors)} of {len(rows)} rows", errors)

        signature = inspect.signature(check)
        test.__dict__.update(check.__dict__)  # its marks
        kept = [parameter for name, parameter in signature.parameters.items() if name not in keys]
        test.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate
