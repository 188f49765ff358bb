"""Options that several commands of `review` take."""

from __future__ import annotations

from typing import Annotated

import typer

from aftersales.core.vocabulary import CAUSES
from aftersales.language import mark

Cause = Annotated[str | None, typer.Option("--cause", metavar="CAUSE", help=f"{', '.join(CAUSES)}.")]
Words = Annotated[
    str | None,
    typer.Option(
        "--text", "-m", metavar="TEXT", help=mark("What you wrote to the buyer; it is checked for forbidden wording.")
    ),
]
