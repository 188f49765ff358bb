"""Names that sellers give to shops, developer apps and receivers."""

from __future__ import annotations

import re

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")  # in full
