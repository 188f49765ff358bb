"""Files of 10 MB or less that were made to fill memory or time, and what an import of each costs.

python tests/attacks/hostile_files.py [NAME …]      prints size, peak memory, seconds, exit code and sentence of each
"""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

MB = 1 << 20
MOST_MEMORY, MOST_SECONDS = 300 * MB, 20.0
NOW = "2026-11-24T09:00:00+00:00"
HEADER = (
    b"Return Order ID,Order ID,Return Type,Time Requested,Return Status,Return Reason,Return unit price,Return Quantity"
)
ROW = b"4035312345678%06d,577012345678%06d,Refund only,20/11/2026 10:00:00,To process,No,9.00,1\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# What is measured is in the process itself: what its parent held does not count.
_PROGRAM = """
import atexit
def tell():
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    open("peak", "w").write(peak.split()[1])
atexit.register(tell)
import resource
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))  # a fault must not stop the machine
from aftersales.__main__ import main
main()
"""


class Cost(NamedTuple):
    """What an import of a file took: bytes of the file, the most bytes of memory, seconds of CPU, and what it said."""

    size: int
    memory: int
    seconds: float
    code: int
    sentence: str


def filled(head: bytes, piece: bytes, tail: bytes = b"", size: int = 10 * MB) -> bytes:
    """As many pieces between head and tail as fit into the size."""
    return head + piece * ((size - len(head) - len(tail)) // len(piece)) + tail


def rows(make: Callable[[int], bytes], size: int = 10 * MB) -> bytes:
    """A returns export of rows by their number."""
    out, n, length = [HEADER + b"\n"], 0, len(HEADER)
    while length < size - 500:
        out.append(make(n))
        length += len(out[-1])
        n += 1
    return b"".join(out)


def zipped(parts: dict[str, bytes] | Iterator[tuple[str, bytes]]) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(name, data)
    return out.getvalue()


def workbook(sheet: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """A workbook with this XML as its only sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{target}"/>'
        for kind, target in (
            ("worksheet", "worksheets/sheet1.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        )
    )
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets><sheet name="Sheet1" sheetId="1" '
            'r:id="worksheet"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": sheet,
            **(more or {}),
        }
    )


def worksheet(data: bytes, after: bytes = b"") -> bytes:
    """A sheet with the header of a returns export, and then these rows."""
    cells = "".join(f'<c t="str"><v>{name}</v></c>' for name in HEADER.decode().split(","))
    return (
        f'<worksheet xmlns="{MAIN}"><sheetData><row>{cells}</row>'.encode()
        + data
        + b"</sheetData>"
        + after
        + b"</worksheet>"
    )


def _random_text() -> bytes:
    return random.Random(1).randbytes(10 * MB)


def _numbered(piece: str, count: int) -> bytes:
    return "".join(piece % n for n in range(2, count)).encode()


CSV: dict[str, Callable[[], bytes]] = {
    "short-rows.csv": lambda: filled(HEADER + b"\n", b"1\n"),
    "short-rows-of-2-mb.csv": lambda: filled(HEADER + b"\n", b"1\n", size=2 * MB),
    "good-and-short-rows.csv": lambda: rows(lambda n: ROW % (n, n) + b"1\n" * 40 if n % 40 == 0 else b"", 10 * MB),
    "wide-header.csv": lambda: filled(b"", b"a,", b"\n1"),
    "wide-row.csv": lambda: filled(HEADER + b"\n", b"a,"),
    "wide-rows.csv": lambda: filled(HEADER + b"\n", b"a," * 200_000 + b"\n"),
    "one-line.csv": lambda: filled(HEADER, b"a"),
    "one-cell.csv": lambda: filled(HEADER + b'\n"', b"a", b'"\n'),
    "open-quote.csv": lambda: filled(HEADER + b'\n"', b"a,b\n"),
    "cells-over-lines.csv": lambda: filled(HEADER + b"\n", b'"\n",'),
    "blank-lines.csv": lambda: filled(HEADER + b"\n", b"\n"),
    "lines-of-commas.csv": lambda: filled(HEADER + b"\n", b",,,,,,,\n"),
    "one-number.csv": lambda: filled(HEADER + b"\n", ROW % (1, 1)),
    "no-numbers.csv": lambda: filled(HEADER + b"\n", b",,,1/1/2026,,,,\n"),
    "bad-times.csv": lambda: rows(lambda n: (ROW % (n, n)).replace(b"20/11/2026 10:00:00", b"yesterday")),
    "many-days.csv": lambda: rows(lambda n: (ROW % (n, n)).replace(b"20/11/2026 10:00:00", b"%010d" % n)),
    "many-days-of-one.csv": lambda: rows(
        lambda n: (ROW % (n, n)).replace(b"20/11/2026 10:00:00", b"20/11/2026%d 10:00:00" % (n % 9_000))
    ),
    "nul.csv": lambda: bytes(10 * MB),
    "nul-in-rows.csv": lambda: filled(HEADER + b"\n", b"\0,\0,,,,,,\n"),
    "random.csv": _random_text,
    "invalid-utf-8.csv": lambda: filled(HEADER + b"\n", b"\xff,,,,,,,\n"),
    "utf-16.csv": lambda: (HEADER.decode() + "\n" + "1\n" * (2 * MB)).encode("utf-16"),
    "words.csv": lambda: rows(lambda n: (ROW % (n, n)).replace(b"To process", b"word %d" % n), 2 * MB),
}
JSON: dict[str, Callable[[], bytes]] = {
    "empty-objects.json": lambda: filled(b'{"data":{"return_orders":[', b"{},", b"{}]}}"),
    "empty-objects-of-6-mb.json": lambda: filled(b'{"data":{"return_orders":[', b"{},", b"{}]}}", 6 * MB),
    "empty-objects.jsonl": lambda: filled(b'{"return_id":"1"}\n', b"{}\n"),
    "bare-rows.jsonl": lambda: filled(b"", b'{"return_id":"1"}\n'),
    "numbers.json": lambda: filled(b'{"data":{"return_orders":[', b"1,", b"1]}}"),
    "deep-arrays.json": lambda: filled(b"", b"["),
    "deep-objects.json": lambda: filled(b"", b'{"data":'),
    "deep-in-a-row.json": lambda: filled(b'{"data":{"return_orders":[{"return_id":', b"[", size=200_000),
    "long-number.json": lambda: filled(b'{"data":{"return_orders":[{"return_id":', b"1", b"}]}}"),
    "long-text.json": lambda: filled(b'{"data":{"return_orders":[{"return_id":"', b"a", b'"}]}}'),
    "many-keys.json": lambda: b'{"data":{"return_orders":[{' + _numbered('"k%d":1,', 860_000) + b'"return_id":"1"}]}}',
    "many-keys-outside.json": lambda: b"{" + _numbered('"k%d":1,', 860_000) + b'"data":{"return_orders":[]}}',
    "many-items.json": lambda: filled(
        b'{"data":{"orders":[{"id":"577012345678000001","create_time":1795000000,"line_items":[', b"{},", b"{}]}]}}"
    ),
    "many-stamps.json": lambda: filled(
        b'{"data":{"return_orders":[{"return_id":"4035312345678000001","create_time":1795000000,'
        b'"seller_next_action_response":[',
        b'{"action":"A","deadline":1795000000},',
        b'{"action":"B","deadline":1795000000}]}]}}',
    ),
    "escapes.json": lambda: filled(b'{"data":{"return_orders":["', b"\\ud83d", b'"]}}'),
    "cut.json": lambda: filled(b'{"data":{"return_orders":[', b'{"return_id":"4035312345678000001"},'),
    "white-space.json": lambda: filled(b"[", b" ", b"]"),
}
PACKED: dict[str, Callable[[], bytes]] = {
    "zeros.csv.gz": lambda: gzip.compress(bytes(1100 * MB), 6),
    "short-rows.csv.gz": lambda: gzip.compress(filled(HEADER + b"\n", b"1\n", size=60 * MB)),
    "noise-and-blank-lines.csv.gz": lambda: gzip.compress(
        HEADER + b"\n" + random.Random(1).randbytes(2 * MB).hex().encode() + b"\n" + b"\n" * 190 * MB
    ),
    "blank-lines.csv.gz": lambda: gzip.compress(filled(HEADER + b"\n", b"\n", size=60 * MB)),
    "gz-in-gz.gz": lambda: gzip.compress(gzip.compress(gzip.compress(HEADER))),
    "long-rows.csv.gz": lambda: gzip.compress(
        HEADER + b"\n" + b"".join((ROW % (n, n)).replace(b"No", b"a" * 130_000) for n in range(450))
    ),
    "cut.csv.gz": lambda: gzip.compress(_random_text())[:-MB],
    "empty-members.gz": lambda: gzip.compress(b"") * 500_000,
    "zeros.zip": lambda: zipped({"a.csv": bytes(900 * MB)}),
    "many-zeros.zip": lambda: zipped((f"{n}.csv", bytes(60 * MB)) for n in range(16)),
    "many-entries.zip": lambda: zipped((f"{n}", b"") for n in range(60_000)),
    "thousand-entries.zip": lambda: zipped((f"{n}.csv", b"a,b\n") for n in range(1_000)),
    "zip-in-zip.zip": lambda: zipped({"a.zip": zipped({"a.csv": HEADER})}),
}
XLSX: dict[str, Callable[[], bytes]] = {
    "styles.xlsx": lambda: workbook(
        worksheet(b""), {"xl/styles.xml": b"<s><cellXfs>" + b'<xf numFmtId="0"/>' * 1_500_000 + b"</cellXfs></s>"}
    ),
    "formats.xlsx": lambda: workbook(
        worksheet(b""),
        {"xl/styles.xml": b"<s>" + _numbered('<numFmt numFmtId="%d" formatCode="d"/>', 800_000) + b"</s>"},
    ),
    "strings.xlsx": lambda: workbook(
        worksheet(b""), {"xl/sharedStrings.xml": b"<sst>" + _numbered("<si><t>%d</t></si>", 1_500_000) + b"</sst>"}
    ),
    "empty-strings.xlsx": lambda: workbook(
        worksheet(b""), {"xl/sharedStrings.xml": b"<sst>" + b"<si><t></t></si>" * 3_500_000 + b"</sst>"}
    ),
    "long-string.xlsx": lambda: workbook(
        worksheet(b""), {"xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * 60 * MB + b"</t></si></sst>"}
    ),
    "rich-strings.xlsx": lambda: workbook(
        worksheet(b""), {"xl/sharedStrings.xml": b"<sst><si>" + b"<r><t>a</t></r>" * 4_000_000 + b"</si></sst>"}
    ),
    "long-cells.xlsx": lambda: workbook(
        worksheet(b"".join(_LONG % n for n in range(200_000))), {"xl/sharedStrings.xml": _LONG_STRING}
    ),
    "long-cells-of-one.xlsx": lambda: workbook(worksheet(_LONG % 1 * 400), {"xl/sharedStrings.xml": _LONG_STRING}),
    "zeros.xlsx": lambda: workbook(bytes(900 * MB)),
    "spaces.xlsx": lambda: workbook(worksheet(b" " * 60 * MB)),
    "deep.xlsx": lambda: workbook(worksheet(b"<a>" * 20_000_000)),
    "deep-parts.xlsx": lambda: workbook(worksheet(b""), {"xl/styles.xml": b"<a>" * 10_000_000}),
    "long-tag.xlsx": lambda: workbook(worksheet(b'<row a="' + b"x" * 60 * MB + b'"/>')),
    "many-attributes.xlsx": lambda: workbook(worksheet(b"<row " + _numbered('a%d="" ', 3_000_000) + b"/>")),
    "long-cell.xlsx": lambda: workbook(worksheet(b'<row><c t="str"><v>' + b"x" * 60 * MB + b"</v></c></row>")),
    "long-row.xlsx": lambda: workbook(worksheet(b"<row>" + b"<c/>" * 15_000_000 + b"</row>")),
    "comments.xlsx": lambda: workbook(worksheet(b"<!--" + b"x" * 60 * MB + b"-->")),
    "entities.xlsx": lambda: workbook(
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
    ),
    "empty-cells.xlsx": lambda: workbook(worksheet((b"<row><c><v>1</v></c>" + b"<c/>" * 18 + b"</row>") * 600_000)),
    "sparse.xlsx": lambda: workbook(worksheet((b"<row>" + b"<c/>" * 1_000 + b"</row>") * 12_000)),
    "empty-rows.xlsx": lambda: workbook(worksheet(b"<row/>" * 1_048_000)),
    "too-many-rows.xlsx": lambda: workbook(worksheet(b"<row/>" * 9_000_000)),
    "styled-rows.xlsx": lambda: workbook(worksheet(_numbered('<row r="%d"><c s="1"/><c s="1"/></row>', 1_000_000))),
    "short-rows.xlsx": lambda: workbook(worksheet(b"<row><c><v>1</v></c></row>" * 1_000_000)),
    "slow-rows.xlsx": lambda: workbook(worksheet(b"<row><!-- --><c><v>1</v></c></row>" * 1_000_000)),
    "far-cell.xlsx": lambda: workbook(worksheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "many-sheets.xlsx": lambda: workbook(
        worksheet(b""),
        {"xl/workbook.xml": b"<workbook>" + b'<sheet name="a" r:id="worksheet"/>' * 800_000 + b"</workbook>"},
    ),
    "many-relations.xlsx": lambda: workbook(
        worksheet(b""),
        {
            "xl/_rels/workbook.xml.rels": b"<a>"
            + _numbered('<Relationship Id="%d" Type="/worksheet" Target="a"/>', 500_000)
            + b"</a>"
        },
    ),
    "kinds.xlsx": lambda: workbook(worksheet(_numbered('<row><c s="%d"><v>1</v></c></row>', 860_000))),
    "unknown-sheet.xlsx": lambda: workbook(
        b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 1_500_000 + b"</sheetData></worksheet>"
    ),
}
# Rows in which four cells name the longest text that a cell can hold, which stands in the file once.
_LONG_STRING = b"<sst><si><t>" + b"a" * 131_000 + b"</t></si></sst>"
_LONG = (
    b'<row><c t="str"><v>4035312345678%06d</v></c><c t="str"><v>577012345678000001</v></c><c t="s"><v>0</v></c>'
    b'<c t="str"><v>20/11/2026 10:00:00</v></c>' + b'<c t="s"><v>0</v></c>' * 3 + b'<c t="str"><v>1</v></c></row>'
)
FILES = {**CSV, **JSON, **PACKED, **XLSX}


def cost(name: str, home: Path) -> Cost:
    """Import a file of this name in a process of its own, in a home with one shop."""
    path = home / name
    path.write_bytes(FILES[name]())
    (home / "peak").unlink(missing_ok=True)
    before = os.times()
    process = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "import", str(path)],
        cwd=home, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    size = path.stat().st_size
    path.unlink()
    lines = process.stderr.strip().splitlines()
    sentence = next((line for line in lines if line.startswith("aftersales:")), lines[0] if lines else process.stdout)
    if "Traceback" in process.stderr:
        sentence = "Traceback: " + lines[-1]
    return Cost(
        size, int((home / "peak").read_text()) * 1024, seconds, process.returncode, sentence.replace(f"{home}/", "")
    )


def environment(home: Path) -> dict[str, str]:
    """The environment of a seller in this home."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AFTERSALES", "XDG"))}
    return {**kept, "HOME": str(home), "AFTERSALES_NOW": NOW, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "100"}


def new_home(home: Path) -> Path:
    """A home with one GB shop."""
    words = [sys.executable, "-m", "aftersales", "-q", "init", "--shop", "uk-main", "--market", "GB"]
    subprocess.run(words, cwd=home, env=environment(home), check=True, capture_output=True)
    return home


def main(names: list[str]) -> None:
    """Print what the files cost."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names or FILES:
            home = Path(folder) / name
            home.mkdir()
            one = cost(name, new_home(home))
            mark = "" if one.memory <= MOST_MEMORY and one.seconds <= MOST_SECONDS else "  <-- TOO MUCH"
            print(f"{name:28} {one.size / MB:6.2f} MB {one.memory / MB:6.0f} MB {one.seconds:6.1f} s  {one.code}  "
                  f"{one.sentence[:230]}{mark}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
