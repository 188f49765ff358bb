"""Records on disk: their order, their text, and what changes their digest."""

from __future__ import annotations

from aftersales.importing.files.answer_records import AnswerRecords, RecordFile, RecordTimes, in_memory


def _kept(*texts: str, updated: tuple[int, ...] = ()) -> AnswerRecords:
    records = AnswerRecords(RecordFile())
    for position, text in enumerate(texts, 1):
        number = records_number(text)
        records.add(position, text, number, RecordTimes(updated[position - 1] if updated else 0, 10 * position))
    return records


def records_number(text: str) -> str:
    return text.partition(":")[2].strip(" }")


def test_records_come_in_the_order_of_the_file_and_the_latest_last() -> None:
    records = _kept('{"a": 1}', '{"a": 2}', '{"a": 3}', '{"a": 1}', updated=(7, 9, 7, 2))
    assert [*records] == [*records] == [(1, {"a": 1}), (2, {"a": 2}), (3, {"a": 3}), (4, {"a": 1})]
    assert [record.position for record in records.latest_last()] == [4, 1, 3, 2]
    assert (len(records), records.different(), records.newest) == (4, 3, 40)
    assert (2, {"a": 2}) in records
    assert (2, {"a": 3}) not in records


def test_texts_of_any_length_are_kept_wherever_they_stand() -> None:
    """Some are in memory, some on the disk, and one may be read before the next comes."""
    file, kept = RecordFile(), []
    for n in range(70):
        text = f"é{n}" * (80_000 if n % 7 == 3 else 5)
        kept.append((file.add(text.encode()), text))
        for place, known in (kept[0], kept[len(kept) // 2], kept[-1]):
            assert file.text(place, len(known.encode())) == known
    assert all(file.text(place, len(text.encode())) == text for place, text in kept)
    assert sum(len(text) for _, text in kept) > 1 << 21


def test_the_same_text_has_the_same_digest() -> None:
    one, other, again = _kept('{"a": 1}', '{"a": 10}', '{"a": 1}').latest_last()
    assert one.digest == again.digest != other.digest
    first, second = in_memory([(1, {"b": 2, "a": 1}), (2, {"a": 1, "b": 2})])
    assert first.digest == second.digest
    assert first.parsed() == {"a": 1, "b": 2}


def test_half_an_emoji_is_kept_and_replaced_when_it_is_read() -> None:
    [record] = _kept(r'{"a": "\ud83d"}').latest_last()
    assert record.parsed() == {"a": "\ufffd"}
    [record] = in_memory([(1, {"a": "\ud83d"})])
    assert record.parsed() == {"a": "\ufffd"}
