"""A command line that can't be read is answered in one sentence, which says what to write."""

from __future__ import annotations

import pytest

from transcripts import Shell


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("due --limit x", "--limit 'x' is not a whole number of 0 or more."),
        ("due --limit -1", "--limit '-1' is not a whole number of 0 or more."),
        ("ledger backup --keep 0", "--keep '0' is not a whole number of 1 or more."),
        ("extend 7 --days 99", "--days '99' is not a whole number from 1 to 30."),
        ("review open --order 1 --stars 9", "--stars '9' is not a whole number from 1 to 5."),
        ("due --orders", "--orders needs a value: fold, list, off."),
        ("approve 7 --mode", "--mode needs a value: keep, seller-address, local-service, partial."),
        ("due --check=1", "--check takes no value; write --check alone."),
        ("reject 7 --reason", "--reason needs a value: The reason you gave the buyer (at most 150 characters)."),
        ("reject 7", "`aftersales reject` needs --reason: The reason you gave the buyer (at most "),
        ("open", "`aftersales open` needs KIND: refund, return, replacement, exchange, reshipment, "),
        ("show", "`aftersales show` needs CASE: Short id, ref, order number or tracking number"),
        ("triage 3", "`aftersales triage` takes no case. Type `aftersales triage`, then g and 3; or see it alone: "),
        ("due 3", "`aftersales due` takes no case. See one with: aftersales show 3"),
        ("due foo", "`aftersales due` takes options only, and foo is none. `aftersales due --help` lists them."),
        ("explain 7 8 9", "`aftersales explain` takes CASE, and 8 9 is too much. Run it for each case."),
        ("order cancel 5 6 --by seller", "`aftersales order cancel` takes ORDER, and 6 is too much."),
        ("due --color x", "--color 'x' is not known; it takes auto, always, never."),
        ("due --ledger ''", "--ledger is empty."),
        ("cases --kind a --kind b", "--kind was given twice, but takes one value; "),
    ],
)  # fmt: skip
def test_it_is_one_sentence_that_says_what_to_write(shell: Shell, line: str, said: str) -> None:
    run = shell(line)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"aftersales: {said}")
    assert run.err.count("\n") == 1
