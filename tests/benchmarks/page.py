"""How large the page for a browser is, how long it takes to write, and how long Chromium takes to draw it.

    python tests/benchmarks/page.py [CASES …] [--runs N]

The ledger has so many cases that are all due (100 and 500 where none are named). Written: the whole process, beside one
that only imports what it can't do without. Drawn: until the browser has parsed, laid out and painted it on a screen of
1440 × 900, as CPU time of its main thread, which a busy machine does not lengthen; the target is 200 ms. Each is the
median of the runs, the first one not counted. Beside it, in the same run, what it is held against: as many bytes of
plain text in one paragraph, which have no list, no colours and nothing folded. Needs Debian's Chromium. No test:
nothing here fails.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from ledgers import NOW, pressing

CHROMIUM = "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
PROGRAM = [sys.executable, "-c", "from aftersales.__main__ import main; main()"]
FLOOR = [sys.executable, "-c", "import typer, sqlite3, jinja2"]
# Two frames after loading, what was laid out has been painted.
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def seconds(words: list[str], runs: int) -> float:
    """The median of how long a command takes, the first run not counted."""
    took = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return median(took[1:])


def drawn(browser: Browser, files: Sequence[Path], runs: int) -> list[float]:
    """The medians of how many milliseconds of CPU the browser needs for each of these pages, drawn in turn."""
    took: dict[Path, list[float]] = {file: [] for file in files}
    for _ in range(runs + 1):
        for file, times in took.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(file.as_uri())
            page.evaluate(PAINTED)
            metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
            times.append(metrics["TaskDuration"] * 1000)
            page.close()
    return [median(times[1:]) for times in took.values()]


def plain(page: Path) -> Path:
    """A page of as many bytes, with the words of this one and nothing else."""
    source = page.read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", source, flags=re.DOTALL).split()).encode()
    size = page.stat().st_size
    target = page.with_name("plain.html")
    target.write_bytes(b"<!doctype html><meta charset=utf-8><p>" + (words * (size // len(words) + 1))[:size])
    return target


def main() -> None:
    """Print a line for each number of cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", type=int, default=[100, 500])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print(f"{'cases':>6} {'kB':>6} {'written':>9} {'floor':>8} {'times':>6} {'drawn':>8} {'text':>8} {'times':>6}")
    floor = seconds(FLOOR, given.runs)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for cases in given.cases:
            with tempfile.TemporaryDirectory(prefix="aftersales-page-") as folder:
                pressing(Path(folder), cases)
                file = Path(folder) / "page.html"
                mine = [
                    "--ledger",
                    f"{folder}/ledger.db",
                    "--config",
                    f"{folder}/config.toml",
                    "--now",
                    NOW.isoformat(),
                ]
                wrote = seconds([*PROGRAM, "page", str(file), "--force", *mine], given.runs)
                shown, least = drawn(browser, (file, plain(file)), given.runs)
                kilobytes = file.stat().st_size / 1000
            print(
                f"{cases:>6} {kilobytes:>6.0f} {wrote:>7.2f} s {floor:>6.2f} s {wrote / floor:>6.1f}"
                f" {shown:>5.0f} ms {least:>5.0f} ms {shown / least:>6.2f}"
            )
        browser.close()


if __name__ == "__main__":
    main()
