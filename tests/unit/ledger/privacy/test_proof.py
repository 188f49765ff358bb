"""Bytes are searched, whatever they lie in."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.ledger.migrations import apply
from aftersales.ledger.privacy import proof

NAME, LONG = "opal.dawn99", "first words " + "x" * 5000 + " last words"


def _found(path: Path, *texts: str) -> set[str]:
    """The texts of which the file holds a piece; whether it is named as holding one is no other answer."""
    found = proof.texts_of(proof.found_in([path], texts), texts)
    assert [trace.path for trace in proof.traces([path], texts)] == ([path] if found else [])
    return found


def test_a_text_is_found_in_any_case_and_in_any_packing(tmp_path: Path) -> None:
    for name, fill in {
        "plain": lambda path: path.write_bytes(b"\0\1" + NAME.upper().encode() + b"\0"),
        "packed.gz": lambda path: path.write_bytes(gzip.compress(f"a {NAME} b".encode())),
        "book.xlsx": lambda path: zipfile.ZipFile(path, "w").writestr("xl/a.xml", f"<t>{NAME}</t>"),
    }.items():
        fill(tmp_path / name)
        assert _found(tmp_path / name, NAME, "someone.else") == {NAME}


def test_between_two_blocks_and_escaped(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * (proof._BLOCK - 4) + NAME.encode())
    assert _found(tmp_path / "a", NAME) == {NAME}
    (tmp_path / "b").write_text('{"buyer": "say \\"hi\\" \\u8336"}')
    assert _found(tmp_path / "b", 'say "hi" 茶') == {'say "hi" 茶'}


def test_a_long_text_is_found_by_its_ends(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(LONG[-60:])
    assert _found(tmp_path / "page", LONG) == {LONG}


def test_what_can_t_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "cut.gz").write_bytes(gzip.compress(NAME.encode() * 9)[:-6])
    assert [trace.unread for trace in proof.traces([tmp_path / "cut.gz"], [NAME])] == [True]
    assert not proof.traces([tmp_path / "none"], [NAME]) and not proof.found_in([tmp_path / "none"], [NAME])


def test_all_are_looked_for_but_what_is_part_of_many_words() -> None:
    sought = proof.Sought(lambda: ["ok", "fox", NAME, "a lamp"])
    assert (list(sought), sought.count) == ([NAME, "a lamp"], 2)


def test_of_more_texts_than_one_reading_takes_each_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_AT_ONCE", 3)
    there = {f"lane{n:02}@mail.com" for n in range(10)}
    (tmp_path / "all").write_text("".join(sorted(there)))
    assert _found(tmp_path / "all", *there, "wren@mail.com") == there


def test_a_file_that_holds_one_is_named_whatever_the_others_hold(tmp_path: Path) -> None:
    for name, text in (("a", NAME), ("b", f"0{NAME}1"), ("c", "nobody"), ("d", "short fox12")):
        (tmp_path / name).write_text(text)
    traces = proof.traces([tmp_path / name for name in "abcd"], [NAME, "fox12"])
    assert [trace.path.name for trace in traces] == ["a", "b", "d"]


def test_columns_that_have_it_all_the_same() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        db.execute("INSERT INTO removed VALUES ('lamps', 1)")
        found = [word.lower().encode() for word in ("LAMPS", NAME)]
        assert proof.also_in(db, found) == {found[0]: ["removed.tbl"], found[1]: []}


def test_a_long_text_that_begins_as_another_s_is_not_left_over() -> None:
    """Its beginning is found in the file, where another's row has it; so it is with letters that ASCII lacks."""
    mine = "ÉVA'S LAMP, WHICH SHE BOUGHT FOR HER MOTHER, is broken"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        db.execute("INSERT INTO removed VALUES (?, 1)", (f"{mine[:50]} and came late",))
        places = proof.also_in(db, proof._pieces(mine))
    begin, end = mine.encode().lower()[:40], mine.encode().lower()[-40:]
    assert (places[begin], places[end]) == (["removed.tbl"], [])


def test_texts_side_by_side_in_a_row_are_no_parcel() -> None:
    """The log has `insert` and the number of a row beside each other. What stands so is nobody's, and not told."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ledger:
        apply.migrate(ledger)
        ledger.execute("INSERT INTO writes VALUES (1, '2026-11-24T09:00:00Z', 'mia', 'note', NULL, NULL)")
        ledger.execute("INSERT INTO changes VALUES (1, 1, 'events', 'insert', '2003', NULL, 'uk', NULL, NULL)")
        found = proof.also_in(ledger, [b"rt2003", b"mia", b"yt998877"])
    assert found == {b"mia": ["writes.by_whom"], b"yt998877": []}
