"""`reopen`: a closed case goes on where it stood."""

from __future__ import annotations

from aftersales.commands.recording import plain_step

app = plain_step("case.reopened", "Open a closed case again.")
