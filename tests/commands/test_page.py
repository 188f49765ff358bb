"""`page`: the list as one file for a browser. test_page_in_browser.py has how it looks there."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aftersales.actions.due_list import ListOptions
from aftersales.actions.page import desk_page
from aftersales.context.app import App, GlobalOptions
from aftersales.core.deadlines.agenda import CaseLine
from aftersales.rendering.webpage import document
from transcripts import SAMPLES, Shell, prepared

HOSTILE = "<script>alert(1)</script> \x1b[31m \u202eevil ' \" onload=x &lt; {{ 7 * 7 }} " + "w" * 300


@prepared
def filled(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


class Document(HTMLParser):
    """The tags and the visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data

    @property
    def cases(self) -> list[int]:
        """The cases that are listed, in order."""
        ids = [attributes.get("id") or "" for tag, attributes in self.tags if tag == "li"]
        return [int(name.removeprefix("case-")) for name in ids if name.startswith("case-")]

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def page(shell: Shell, words: str = "") -> Document:
    return Document(shell.ok(f"page - {words}").out)


def test_it_has_the_cases_of_the_list_in_their_order(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    for words in ("", "--within 1w", "--all --kind return", "--all --kind delivery"):
        listed = filled.ok(f"due --format table {words}").out
        assert page(filled, words).cases == [int(n) for n in re.findall(r"^ +(\d+)  \S", listed, re.MULTILINE)], words


def test_each_case_says_what_silence_does_what_to_type_and_why(filled: Shell) -> None:
    found = page(filled)
    first = found.cases[0]
    steps = json.loads(filled.ok(f"explain {first} --json").out)[0]["steps"]
    assert steps and all(" ".join(step.split()) in found.words for step in steps)
    html = filled.ok("page -").out
    lines = {line["case"]: line for line in json.loads(filled.ok("due --json").out)}
    for line in map(lines.__getitem__, found.cases):
        part = html.partition(f'id="case-{line["case"]}"')[2].partition("</li>\n<li class=")[0]
        assert line["next"] in part and line["order"] in part
    assert "If you do nothing approved if you don't answer" in found.words
    assert f"aftersales explain {first}" in found.words


def test_cases_after_the_most_urgent_ones_name_the_command(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_page, "EXPLAINED", 2)
    found = page(filled)
    assert len(found.cases) > 3
    assert found.words.count("Why this deadline") == 2
    assert all(f"aftersales explain {case}" in found.words for case in found.cases)


def test_it_tells_one_zone_and_how_fresh_the_data_are(filled: Shell) -> None:
    words = page(filled).words
    assert "Tue 24 Nov 09:00 Times in London" in words
    assert "1 shop, data as of Tue 08:40" in words
    assert "no import since Tue 08:40" not in words
    filled.now = "2026-11-27T09:00:00+00:00"
    assert "uk-main: no import since Tue 08:40" in page(filled).words


def test_without_data_it_never_says_that_nothing_is_due(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    run = shell.ok(["page", str(shell.home / "x.html")])
    assert run.err.endswith("x.html: not known what is to do: data are missing or old. Open it in a browser.\n")
    words = page(shell).words
    assert "Not known what is to do: data are missing or old" in words
    assert "uk-main: no after-sales data from TikTok yet: aftersales import FILE…" in words
    assert "othing to do" not in words
    assert "No money is known to be at risk" in words  # not: none is


def test_what_is_cut_off_is_told(filled: Shell) -> None:
    number = len(page(filled).cases)
    found = page(filled, "--limit 2")
    assert len(found.cases) == 2
    assert f"{number - 2} more cases are not on this page." in found.words
    assert f"{number} to do" in found.words


def test_it_loads_nothing_and_runs_only_its_own_script(filled: Shell) -> None:
    found = page(filled)
    policy = next(a["content"] for tag, a in found.tags if a.get("http-equiv") == "Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [a for _, a in found.tags if "src" in a or "style" in a or any(name.startswith("on") for name in a)]
    assert [tag for tag, a in found.tags if tag == "link" and not str(a["href"]).startswith("data:")] == []
    assert [tag for tag, a in found.tags if tag == "a" and a.get("target")] == []


def test_strangers_texts_stay_texts(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["review", "open", "--stars", "1", "--product", HOSTILE, "--at", "2026-11-23T10:00"])
    html = shell.ok("page - --all").out
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7 * 7 }}" in html  # a text is not a template
    assert not re.search("[\x00-\x09\x0b-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]", html)
    assert len([tag for tag, _ in Document(html).tags if tag == "script"]) == 1


def test_no_control_character_gets_through_wherever_it_stands(filled: Shell) -> None:
    content = desk_page.page_of(App(GlobalOptions(now=filled.now)), ListOptions())
    case, line = next(iter(content.explained.items()))
    evil = line._replace(clock=line.clock._replace(why=("step \u202e\x1b[31m\u2066",)))
    html = document.html(content._replace(explained={case: evil}))
    assert "<li>step [31m</li>" in html
    assert not re.search("[\x1b\u202e\u2066]", html)


def test_a_folder_gets_a_file_of_its_own_that_is_replaced_as_a_whole(filled: Shell) -> None:
    folder = filled.home / "synced"
    folder.mkdir()
    run = filled.ok(["page", str(folder)])
    file = folder / "aftersales.html"
    assert run.out == ""
    assert run.err == f"{file}: 8 cases. Open it in a browser.\n"
    assert [path.name for path in folder.iterdir()] == ["aftersales.html"]
    first = file.read_text(encoding="utf-8")
    assert first.startswith("<!doctype html>\n<html lang=")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o644)
    filled.ok(["page", str(folder), "--within", "1w"])
    assert file.read_text(encoding="utf-8") != first
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("thesis.html", "that file is not a page of this program"),
        ("data/aftersales/ledger.db", "that is the ledger"),
        ("nowhere/page.html", "there is no folder"),
        ("nowhere/", "there is no such folder"),
    ],
)
def test_nothing_of_somebody_else_s_is_overwritten(filled: Shell, name: str, said: str) -> None:
    (filled.home / "thesis.html").write_text("<!doctype html><p>Ten years of work", encoding="utf-8")
    before = {path: path.read_bytes() for path in filled.home.rglob("*") if path.suffix in (".html", ".db", ".toml")}
    run = filled(["page", f"{filled.home}/{name}"])
    assert (run.code, run.out) == (1, "")
    assert said in run.err
    assert {path: path.read_bytes() for path in before} == before
    assert not (filled.home / "nowhere").exists()


def test_with_force_another_file_is_replaced(filled: Shell) -> None:
    file = filled.home / "thesis.html"
    file.write_text("old", encoding="utf-8")
    filled.ok(["page", str(file), "--force"])
    assert "aftersales" in file.read_text(encoding="utf-8")


def test_a_pipe_is_written_and_never_waited_for(filled: Shell) -> None:
    if sys.platform == "win32":
        return
    pipe = filled.home / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    filled.ok(["page", str(pipe)])
    said, _ = reader.communicate(timeout=20)
    assert said.startswith(b"<!doctype html>")


def test_json_tells_what_was_written(filled: Shell) -> None:
    file = filled.home / "page.html"
    told = json.loads(filled.ok(["page", str(file), "--json"]).out)
    assert told == {"file": str(file), "cases": 8, "explained": 8, "bytes": len(file.read_bytes())}
    assert filled("page - --json").code == 2


def test_options_that_are_not_known_are_refused_before_anything_is_written(filled: Shell) -> None:
    assert filled(["page", str(filled.home / "x.html"), "--kind", "retrun"]).code == 2
    assert not (filled.home / "x.html").exists()


@pytest.mark.parametrize(("cases", "most"), [(100, 400_000), (500, 1_500_000)])
def test_a_long_list_stays_small(filled: Shell, cases: int, most: int) -> None:
    """Each case as long as the longest one here, the most urgent hundred with their explanations."""
    content = desk_page.page_of(App(GlobalOptions(now=filled.now)), ListOptions())
    longest = max(content.explained, key=lambda case: len("".join(content.explained[case].clock.why)))
    line = next(line for line in content.agenda.lines if line.action.case == longest)
    lines = [CaseLine(line.action._replace(case=number)) for number in range(1000, 1000 + cases)]
    explained = {one.action.case: content.explained[longest] for one in lines[: desk_page.EXPLAINED]}
    many = content._replace(
        agenda=content.agenda._replace(sections=[("today", lines)], counts={"today": cases}), explained=explained
    )
    html = document.html(many)
    assert len(Document(html).cases) == cases
    assert len(html.encode()) < most


def test_a_page_of_one_shop_tells_nothing_of_another(filled: Shell) -> None:
    filled.ok("init --shop us-main --market US")
    filled.ok("order add 577000000000000077 --shop us-main --amount 77.77 --placed 2026-11-20T10:00")
    filled.ok("open refund --order 577000000000000077 --at 2026-11-23T10:00 --reason Secret")
    words = page(filled, "--shop uk-main --all").words
    assert "us-main" not in words and "USD" not in words and "Secret" not in words
    assert "Secret" in page(filled, "--all").words


def test_the_costs_of_requests_stand_by_reason_and_mode(shell: Shell) -> None:
    """Of three requests since Sun 25 October (24 November less 30 days) two are damaged: one is refunded with 13.98 GBP
    and kept by the buyer. One of October 24 is not counted.
    """
    shell.ok("init --shop uk-main --market GB")
    for n, (day, reason) in enumerate(
        (("11-20", "damaged"), ("11-21", "damaged"), ("11-22", "wrong item"), ("10-24", "late"))
    ):
        shell.ok(f"order add 57700000000000000{n} --amount 13.98 --placed 2026-10-20T10:00")
        shell.ok(
            ["open", "return", "--order", f"57700000000000000{n}", "--at", f"2026-{day}T12:00", "--reason", reason]
        )
    shell.ok("approve 1 --mode keep --at 2026-11-20T13:00")
    shell.ok("refund 1 --at 2026-11-20T14:00")
    words = page(shell).words
    assert "3 requests since Sun 25 Oct, and what was refunded on them until now." in words
    assert "By reason Reason Requests Refunded damaged 2 13.98 GBP wrong item 1" in words
    assert "Approved returns, by mode Mode Requests Refunded buyer keeps it 1 13.98 GBP" in words


def test_the_file_can_be_named_from_a_home(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(filled.home))
    filled.ok("page ~/morning.html")
    assert Path(filled.home / "morning.html").is_file()


def test_what_an_appeal_brought_back_stands_beside_what_was_refunded(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok("order add 577018131857623958 --amount 50 --placed 2026-11-01T10:00 --delivered 2026-11-10T10:00")
    shell.ok("open return --order 577018131857623958 --at 2026-11-20T10:00 --reason damaged")
    shell.ok("reject 1 --reason x --at 2026-11-20T11:00 --force")
    shell.ok("dispute 1 --at 2026-11-20T12:00")
    shell.ok("ruled 1 --for buyer --at 2026-11-21T12:00")
    shell.ok("refund 1 --at 2026-11-21T13:00")
    shell.ok("appeal 1 --force --at 2026-11-22T12:00")
    assert "Won back" not in page(shell).words
    shell.ok("ruled 1 --for seller --amount 30 --at 2026-11-23T12:00")
    assert "By reason Reason Requests Refunded Won back damaged 1 50.00 GBP 30.00 GBP" in page(shell).words
    (row,) = json.loads(shell.ok("status --json").out)
    assert row["recovered"] == [{"amount": "30.00", "currency": "GBP"}]


def test_the_script_says_lengths_of_time_in_the_language_of_the_page(filled: Shell) -> None:
    html = filled.ok("page - --lang zh").out
    assert 'data-spans="{days} 天 {hours} 小时|{days} 天|' in html
