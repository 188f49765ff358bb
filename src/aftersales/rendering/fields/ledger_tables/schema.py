"""All tables and views of the ledger, in words."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.rendering.fields.ledger_tables.facts import FACT_TABLES
from aftersales.rendering.fields.ledger_tables.others import OTHER_TABLES
from aftersales.rendering.fields.ledger_tables.table_meaning import TableMeaning
from aftersales.rendering.fields.ledger_tables.views import VIEWS

TABLES: Mapping[str, TableMeaning] = {**FACT_TABLES, **OTHER_TABLES}
SCHEMA: Mapping[str, TableMeaning] = {**VIEWS, **TABLES}
