"""Secrets and keys that the environment gives."""

from __future__ import annotations

import os
from collections.abc import Mapping


def variable(name: str, app: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """The variable that is set for an app: `AFTERSALES_<NAME>_<APP>`, else `AFTERSALES_<NAME>`; None for none."""
    suffix = "".join(c if c.isascii() and c.isalnum() else "_" for c in app).upper()
    for candidate in (f"AFTERSALES_{name}_{suffix}", f"AFTERSALES_{name}"):
        if environ.get(candidate, "").strip():
            return candidate
    return None


def value(name: str, app: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """What that variable holds."""
    candidate = variable(name, app, environ)
    return None if candidate is None else environ[candidate].strip()
