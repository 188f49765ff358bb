"""Streams that lack characters, as PYTHONIOENCODING or a code page of Windows make them: nothing fails, and nothing is
lost but ornaments and other people's scripts.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from aftersales.actions.help_topics import TOPICS
from aftersales.text import writable
from tables import of_each
from test_golden import replay
from transcripts import GOLDEN, ROOT, SAMPLES, Shell, prepared

ENCODINGS = ("gbk", "cp1252", "cp437")
EACH = [(path, encoding) for path in sorted(GOLDEN.glob("*.txt")) for encoding in ENCODINGS]
FEW = {("by-hand", "cp437"), ("drafts", "cp1252"), ("stale", "gbk")}
# That a message in Chinese is left out; see `test_a_message_to_a_buyer_is_whole_or_left_out`.
LEFT_OUT = re.compile(r"^! The text in .*\n", re.MULTILINE)


def words(text: str, encoding: str) -> Counter[str]:
    """The words and figures of an output, escapes read as what they stand for."""
    read = re.sub(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})", lambda m: chr(int(m[1] or m[2], 16)), LEFT_OUT.sub("", text))
    return Counter(re.findall(r"[A-Za-z0-9]+", writable(read, encoding)))


def without_chinese_messages(golden: str) -> str:
    """A golden without the drafts in Chinese, which stand behind a line of dashes, or alone."""
    runs = re.split(r"^(?=\$ )", golden, flags=re.MULTILINE)
    for n, run in enumerate(runs):
        if run.startswith("$ aftersales draft ") and "--json" not in run:
            line, _, output = run.partition("\n")
            talk = re.findall(r"^(?:! |\[exit ).*", output, re.MULTILINE)
            parts = re.split(
                r"^-----$", re.sub(r"^! .*|^\[exit .*", "", output, flags=re.MULTILINE), flags=re.MULTILINE
            )
            kept = [part for part in parts if not re.search("[\u4e00-\u9fff]", part)]
            runs[n] = "\n".join([line, *kept, *talk, ""]) if kept else ""
    return "".join(runs)


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        pytest.param(path, encoding, marks=() if (path.stem, encoding) in FEW else pytest.mark.slow)
        for path, encoding in EACH
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_a_golden_says_the_same(path: Path, encoding: str, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shell.encoding = encoding
    before = path.read_text(encoding="utf-8")
    after = replay(before, shell)
    assert "[exit 70]" not in after
    before = before if encoding == "gbk" else without_chinese_messages(before)
    lost, more = words(before, encoding) - words(after, encoding), words(after, encoding) - words(before, encoding)
    assert not lost, (lost, more)  # exit codes, which stand in a golden as words, included


@prepared
def desk(shell: Shell) -> None:
    """A shop with this morning's data, and a product in Chinese."""
    shell.ok("init --shop uk-main --market GB", now="2026-11-24T08:45:00+00:00")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok(["note", "4", "--text", "café “磁吸” – £5 → €6"])


@pytest.mark.parametrize("encoding", [*ENCODINGS, "ascii"])
@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_every_kind_of_page_can_be_written(
    desk: Shell, monkeypatch: pytest.MonkeyPatch, encoding: str, terminal: bool
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("AFTERSALES_PAGER", "off")
    desk.encoding, desk.terminal = encoding, terminal
    for line in (
        "due", "due --format csv", "show 4", "explain 4", "log", "log 4", "status", "status --short", "calendar", "",
        "choose 11", "draft 4", "help", "help morning", "--help", "due --help", "config list", "doctor", "policy show",
        "cases 磁吸", "show 999", "reject", "due --kind 退款", "completions fish", "triage --checklist",
    ):  # fmt: skip
        run = desk(line)
        assert run.code in (0, 1, 2), (line, run)


def test_a_pound_is_a_pound(desk: Shell) -> None:
    said = {}
    for encoding in ("utf-8", *ENCODINGS, "ascii"):
        desk.encoding = encoding
        said[encoding] = desk.ok("status --short").out.partition(" at risk")[0].rpartition(" · ")[2].rpartition("- ")[2]
    assert said == {"utf-8": "£476", "gbk": "￡476", "cp1252": "£476", "cp437": "£476", "ascii": "GBP 476"}


def test_a_message_to_a_buyer_is_whole_or_left_out(desk: Shell) -> None:
    whole = desk.ok("draft 7")
    assert "您好" in whole.out
    desk.encoding = "gbk"
    assert desk.ok("draft 7").out == whole.out
    desk.encoding = "cp1252"
    run = desk.ok("draft 7")
    assert run.out == whole.out.partition("\n-----\n")[0]
    assert "The text in Chinese is left out: cp1252 lacks its characters" in run.err
    run = desk("draft 4")  # whose product has a Chinese name
    assert (run.code, run.out) == (1, "")
    assert "cp1252 lacks characters of this message" in run.err


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_topic_can_be_read(shell: Shell, encoding: str) -> None:
    for terminal in (False, True):
        shell.encoding, shell.terminal = encoding, terminal
        for topic in TOPICS:
            shell.ok(f"help {topic}")


@of_each(
    "text, encoding, written",
    [
        ("“Café” – 5 × £2 → …", "ascii", '"Cafe" - 5 x GBP 2 -> ...'),
        ("“Café” – 5 × £2 → …", "cp437", '"Café" - 5 x £2 -> ...'),
        ("“Café” – 5 × £2 → …", "cp1252", "“Café” – 5 × £2 -> …"),
        ("售后 £2 · ★", "gbk", "售后 ￡2 · ★"),
        ("售后（退款）！", "cp1252", "??(??)!"),
        ("₫5 ฿6", "cp437", "?5 ?6"),
    ],
)
def test_what_stands_for_a_character(text: str, encoding: str, written: str) -> None:
    assert writable(text, encoding) == written
    assert written.encode(encoding)
