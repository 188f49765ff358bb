"""`reopen`: a closed case goes on where it stood."""

from __future__ import annotations

from aftersales.commands.recording import just, plain_step

app = plain_step("Open a closed case again.", just("case.reopened"))
