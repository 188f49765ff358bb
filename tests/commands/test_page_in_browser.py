"""The page in the browser of the machine: what it loads and runs, how it fits, whether everybody can read it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from transcripts import SAMPLES, Shell
from worlds.mornings import WORLDS

pytestmark = pytest.mark.slow

CHROMIUM = Path("/usr/bin/chromium")
if not CHROMIUM.exists():
    pytest.skip("the page is looked at in Debian's Chromium", allow_module_level=True)
sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e" + "w" * 400


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield chromium
        chromium.close()


class Window:
    """A page opened from its file, at the instant at which it was written or later."""

    def __init__(self, browser: Any, file: Path, later: timedelta = timedelta(), **more: Any) -> None:
        self.noise: list[str] = []
        self.context = browser.new_context(**more)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.noise.append(message.text))
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("dialog", lambda dialog: self.noise.append(dialog.message))
        self.page.on("request", lambda request: self.noise.append(request.url))
        written = re.search('data-written="([^"]+)"', file.read_text(encoding="utf-8"))
        assert written
        self.page.clock.install(time=datetime.fromisoformat(written[1]) + later)
        self.page.goto(file.as_uri())
        assert self.noise.pop(0) == file.as_uri()

    def __enter__(self) -> Window:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.noise == [], "it loads nothing, runs nothing of others', and makes no mistake"

    def violations(self) -> list[str]:
        """What axe finds that somebody could not read or reach."""
        return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in axe.Axe().run(self.page).response["violations"]]

    @property
    def is_too_wide(self) -> bool:
        """Whether it would have to be moved sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def visible(self, selector: str) -> int:
        """How many elements of a kind can be seen."""
        return sum(element.is_visible() for element in self.page.query_selector_all(selector))


@pytest.fixture
def file(shell: Shell) -> Path:
    """The page of a shop with data, and with a review whose product is an attack."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok(["review", "open", "--stars", "1", "--product", HOSTILE, "--at", "2026-11-23T10:00"])
    path = shell.home / "page.html"
    shell.ok(["page", str(path), "--within", "1w"])
    return path


def test_on_a_phone_everybody_can_read_it(browser: Any, file: Path) -> None:
    with Window(browser, file, viewport=PHONE) as window:
        window.page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        for scheme in ("light", "dark"):
            window.page.emulate_media(color_scheme=scheme)
            assert window.violations() == []
        assert not window.is_too_wide


@pytest.mark.slow
def test_the_filter_hides_what_does_not_match_and_says_so(browser: Any, file: Path) -> None:
    with Window(browser, file, viewport=DESK) as window:
        every = window.visible(".case")
        assert every > 4
        order = window.page.locator(".case").first.locator("dd").nth(1).text_content()
        window.page.fill("#words", order)
        assert window.visible(".case") == 1
        assert window.page.text_content("#shown") == f"1 of {every} cases shown"
        window.page.fill("#words", "nothing has this")
        assert window.visible(".case") == 0
        assert window.page.text_content("#shown") == "No case of this page matches."
        window.page.press("#words", "Escape")
        assert window.visible(".case") == every
        assert window.page.text_content("#shown") == ""


@pytest.mark.slow
def test_without_scripts_all_of_it_is_there(browser: Any, file: Path) -> None:
    with Window(browser, file, viewport=DESK) as window:
        cases = window.visible(".case")
    with Window(browser, file, viewport=DESK, java_script_enabled=False) as window:
        assert window.visible(".case") == cases
        assert window.visible("#filter") == 0
        window.page.locator(".case summary").first.click()
        assert window.page.locator(".case .why").first.is_visible()


@pytest.mark.slow
def test_a_page_that_was_opened_later_says_how_old_it_is(browser: Any, file: Path) -> None:
    with Window(browser, file, timedelta(minutes=5), viewport=PHONE) as window:
        assert window.visible("#aged") == 0
        before = window.visible(".overdue .left")
    with Window(browser, file, timedelta(hours=30), viewport=PHONE) as window:
        aged = window.page.text_content("#aged")
        assert aged and aged.startswith("This page was written 1 d ago and does not update by itself.")
        late = [left for left in window.page.locator(".left").all_text_contents() if left.endswith(" late")]
        assert len(late) > before
        assert window.violations() == []


@pytest.mark.slow
def test_a_link_to_a_case_opens_it(browser: Any, file: Path) -> None:
    with Window(browser, file, viewport=PHONE) as window:
        name = window.page.locator(".case[id]").nth(2).get_attribute("id")
        window.page.evaluate(f"location.hash = '{name}'")
        window.page.wait_for_selector(f"#{name} details[open]")


@pytest.mark.slow
def test_paper_is_white_also_where_the_screen_is_dark(browser: Any, file: Path) -> None:
    with Window(browser, file, viewport=DESK, color_scheme="dark") as window:
        style = "getComputedStyle(document.body)"
        assert window.page.evaluate(f"{style}.backgroundColor") == "rgb(18, 19, 20)"
        window.page.emulate_media(media="print")
        assert window.page.evaluate(f"[{style}.backgroundColor, {style}.color]") == [
            "rgb(255, 255, 255)",
            "rgb(0, 0, 0)",
        ]
        assert window.visible("#filter") == window.visible("nav") == window.visible(".case .more") == 0
        # A browser may leave undrawn what is below the screen, and nothing of what goes to paper.
        last = "getComputedStyle(document.querySelector('.cases > :last-child')).contentVisibility"
        assert window.page.evaluate(last) == "visible"
        window.page.emulate_media(media="screen")
        assert window.page.evaluate(last) == "auto"
        window.page.emulate_media(media="print")
        assert window.page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("world", "morning"), [("brand", "christmas"), ("three", "wednesday"), ("agency", "armistice")]
)
def test_three_sellers_on_their_mornings(
    browser: Any, shell: Shell, world: str, morning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", WORLDS[world].timezone)
    time.tzset()
    WORLDS[world].build(shell, morning)
    path = shell.home / "page.html"
    shell.ok(["page", str(path)])
    with Window(browser, path) as window:
        for size in (PHONE, DESK):
            window.page.set_viewport_size(size)
            assert not window.is_too_wide
            for scheme in ("light", "dark"):
                window.page.emulate_media(color_scheme=scheme)
                assert window.violations() == []
    monkeypatch.undo()
    time.tzset()
