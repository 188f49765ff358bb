"""How large the page for a browser is, how long it takes to write, and how long Chromium takes to draw it.

    python tests/benchmarks/page.py [CASES …] [--runs N]

The ledger has so many cases that are all due (100 and 500 where none are named). Written: the whole process, beside one
that only imports what it can't do without. Drawn: until the browser has parsed, laid out and painted it on a screen of
1440 × 900, as CPU time of its main thread, which a busy machine does not lengthen; the target is 200 ms. Each is the
median of the runs, the first one not counted. Needs Debian's Chromium. No test: nothing here fails.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
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


def drawn(browser: Browser, file: Path, runs: int) -> float:
    """The median of how many milliseconds of CPU the browser needs for the page."""
    took = []
    for _ in range(runs + 1):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(file.as_uri())
        page.evaluate(PAINTED)
        metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        took.append(metrics["TaskDuration"] * 1000)
        page.close()
    return median(took[1:])


def main() -> None:
    """Print a line for each number of cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", type=int, default=[100, 500])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print(f"{'cases':>6} {'kB':>6} {'written':>9} {'floor':>8} {'times':>6} {'drawn':>8}")
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
                shown, kilobytes = drawn(browser, file, given.runs), file.stat().st_size / 1000
            ratio = f"{wrote / floor:.1f}"
            print(f"{cases:>6} {kilobytes:>6.0f} {wrote:>7.2f} s {floor:>6.2f} s {ratio:>6} {shown:>5.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
