"""The fixed words of a whole ledger's file."""

from __future__ import annotations

FORMAT = "aftersales-ledger"
VERSION = 1  # of the format; the tables in it are those of the schema
OPENING = f'{{"format": "{FORMAT}", '  # how the first line begins
END = "end"  # the key that only the last line has
TABLE = "table"  # the key of every row's line that names its table; no column is called so
