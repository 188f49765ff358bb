"""A seller with one GB shop, for the tests of importing."""

from __future__ import annotations

import pytest

from importing.files import Seller
from transcripts import Shell


@pytest.fixture
def seller(shell: Shell) -> Seller:
    """A shop `uk-main` in GB with an empty ledger; it is Tue 24 Nov 2026, 09:00 in London."""
    return Seller(shell)
