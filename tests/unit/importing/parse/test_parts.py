"""Files judged as a whole, before the ledger."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aftersales.errors import FileRefused
from importing.files import REF, RETURN_COLUMNS, answer, asked, request, returns
from unit.importing.parse.build import NOW, OPTIONS, parts_of

SECOND = "4035312345678905678"


def refusal(*paths: Path) -> str:
    with pytest.raises(FileRefused) as caught, parts_of(paths, OPTIONS):
        pass
    return str(caught.value)


def test_a_file_says_up_to_when_it_knows(tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(asked="20/11/2026 10:00:00"))
    with parts_of([path], OPTIONS) as [part]:
        assert (part.as_of, part.as_of_from) == (
            datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
            "the newest instant in the file",
        )
    later = OPTIONS._replace(as_of=datetime(2026, 11, 23, tzinfo=UTC))
    with parts_of([path], later) as [part]:
        assert (part.as_of, part.as_of_from) == (later.as_of, "--as-of")


def test_a_file_can_t_know_less_than_it_holds(tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(asked="20/11/2026 10:00:00"))
    earlier = OPTIONS._replace(as_of=datetime(2026, 11, 19, tzinfo=UTC))
    with (
        pytest.raises(FileRefused, match="--as-of is before Fri 20 Nov 2026 10:00 GMT"),
        parts_of([path], earlier),
    ):
        pass


def test_without_an_instant_before_now_the_time_of_the_file_counts(tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(asked="30/11/2026 10:00:00"))
    saved = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    with parts_of([path], OPTIONS) as [part]:
        assert (part.as_of, part.as_of_from) == (saved, "the file's modification time")
    os.utime(path, (NOW.timestamp() + 9000, NOW.timestamp() + 9000))
    with parts_of([path], OPTIONS) as [part]:
        assert part.as_of == NOW


def test_of_several_states_of_one_ref_the_newest_comes_last(tmp_path: Path) -> None:
    rows = (asked(REF, updated="2026-11-22 10:00"), asked(SECOND, updated="2026-11-21 10:00"))
    with parts_of([answer(tmp_path / "a.json", *rows)], OPTIONS) as [part]:
        assert [fact.ref for fact in part.content.facts() if not isinstance(fact, list)] == [SECOND, REF]
        assert (part.rows, part.incomplete) == (2, False)


def test_missing_pages_are_known(tmp_path: Path) -> None:
    with parts_of([answer(tmp_path / "a.json", asked(), total_count=7)], OPTIONS) as [part]:
        assert part.incomplete


def test_a_guessed_encoding_is_told_and_a_named_one_is_not(tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(reason="尺码不合适，换货"), encoding="gb18030")
    with parts_of([path], OPTIONS) as [part]:
        assert part.notes == ("read as GB18030 (Chinese); if names look wrong, use --encoding",)
    with parts_of([path], OPTIONS._replace(encoding="gb18030")) as [part]:
        assert part.notes == ()


def test_a_table_of_another_form_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    columns = [column for column in RETURN_COLUMNS if column != "Return Status"]
    assert "has no column Return Status" in refusal(returns(tmp_path / "r.csv", request(), columns=columns))
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert "its columns (a, b) match no known export" in refusal(tmp_path / "x.csv")


def test_an_export_without_rows_is_one_of_nothing(tmp_path: Path) -> None:
    with parts_of([returns(tmp_path / "e.csv")]) as [part]:
        assert (part.rows, part.is_dated) == (0, False)
    with parts_of([returns(tmp_path / "All order-2026-11-23-07_16.csv")]) as [part]:
        assert (part.rows, part.as_of) == (0, datetime(2026, 11, 23, 7, 16, tzinfo=UTC))
