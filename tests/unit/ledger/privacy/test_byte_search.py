"""Each text is found wherever it stands, and no other."""

from __future__ import annotations

from aftersales.ledger.privacy.byte_search import ByteSearch

SHORT = [f"{n:05}".encode() for n in range(0, 99_000, 700)]  # more than are looked for one by one
MAILS = [f"{n}{'lane' * (n % 9)}@mail.com".encode() for n in range(40)]
THERE = {*SHORT, b"q" + SHORT[9], *MAILS, b"lane@mail.com", b"mail.com"}
ABSENT = {b"wren@mail.com", b"fox13", b"99001", b"x-mail.com", b"41lane@mail.com"}
DATA = b"".join(b"-" * n + text for n, text in enumerate(sorted(THERE)))


def test_at_any_distance_behind_any_other_text_as_long_as_another_with_the_same_end() -> None:
    search = ByteSearch(THERE | ABSENT)
    search.look(DATA)
    assert (search.found, search.left) == (THERE, ABSENT)


def test_few_short_ones_too() -> None:
    search = ByteSearch([b"fox12", b"fox13", b"opal.dawn99"])
    for block in (b"", b"fox", b"a fox12 and opal.dawn9", b"opal.dawn99"):
        search.look(block)
    assert (search.found, search.left) == ({b"fox12", b"opal.dawn99"}, {b"fox13"})


def test_what_was_found_is_looked_for_again_after_a_reset() -> None:
    search = ByteSearch(THERE)
    search.look(DATA)
    search.reset()
    assert not search.found
    search.look(b"mail.com")
    assert search.found == {b"mail.com"}
