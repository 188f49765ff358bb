"""`aftersales help` and its topics: all are listed, open, and true of this version."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reference
from aftersales.actions.help_topics import TOPICS, topic_path
from aftersales.commandline.manual import answers
from aftersales.core.rules import cost_facts, overlay_file, policy_file
from documents import CHINESE_FILES, TOPIC_FILES, as_it_is_now, code_spans
from transcripts import ROOT, Shell


def _text(topic: str) -> str:
    return topic_path(topic).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", (*TOPIC_FILES, *CHINESE_FILES), ids=lambda p: p.stem)
def test_outputs_and_tables_are_those_of_this_version(
    path: Path, shell: Shell, update: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_text(encoding="utf-8")
    now = as_it_is_now(path, shell, monkeypatch)
    if update:
        path.write_text(now, encoding="utf-8")
    assert now == before or update


def test_every_topic_is_there_in_chinese() -> None:
    assert {path.name.partition(".")[0] for path in CHINESE_FILES} == set(TOPICS)


@pytest.mark.parametrize("path", CHINESE_FILES, ids=lambda p: p.stem)
def test_a_topic_has_the_same_parts_in_chinese(path: Path) -> None:
    """As many headings, and the same transcripts and tables, in the same order; and the same commands and keys."""
    texts = [topic.read_text(encoding="utf-8") for topic in (path, path.with_name(path.name.replace(".zh.md", ".md")))]
    parts = [re.findall(r"^(#+) |^(\$ .*)$|^(<!-- derived: \w+) -->$", text, re.MULTILINE) for text in texts]
    assert parts[0] == parts[1]
    named = [
        {span for span in code_spans(text) if re.match(r"aftersales |--|[a-z]+[_.][a-z]", span)}
        | set(re.findall(r"^    (aftersales .*)$", text, re.MULTILINE))
        for text in texts
    ]
    assert named[0] ^ named[1] == set()


@pytest.mark.parametrize("path", CHINESE_FILES, ids=lambda p: p.stem)
def test_what_is_to_be_copied_is_the_same_in_chinese(path: Path) -> None:
    """Comments apart, and what scripts print."""
    code = [
        [re.sub(r' *#(?!!).*|(?<=echo )".*?"|(?<=print\(f)".*?"', "", block) for block in _to_copy(topic)]
        for topic in (path, path.with_name(path.name.replace(".zh.md", ".md")))
    ]
    assert code[0] == code[1]


@pytest.mark.parametrize("path", CHINESE_FILES, ids=lambda p: p.stem)
def test_chinese_prose_is_set_as_chinese(path: Path) -> None:
    """Nobody is called 您, punctuation is full-width and without spaces, and letters have a space on both sides."""
    prose = re.sub(
        r"^ *```.*?^ *```|<!-- derived.*?<!-- end -->|<!--.*?-->|^    .*?$|\*\*",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    chinese, marks = "[\u4e00-\u9fff]", "[，。；：、！？）”]"
    faults = rf"您|{chinese}[,;:!?()]|[,;:!?()]{chinese}|{chinese}[A-Za-z]|[A-Za-z]{chinese}| {marks}|{marks} (?!\|)"
    assert re.findall(rf".{{0,12}}(?:{faults}).{{0,12}}", re.sub("`[^`]*`", "`…`", prose)) == []


def _to_copy(topic: Path) -> list[str]:
    """The scripts and settings that a topic shows."""
    text = topic.read_text(encoding="utf-8")
    return re.findall(r"^ *```(?!console|text)(?=\w)(.*?)^ *```", text, re.DOTALL | re.MULTILINE)


# --- The command ----------------------------------------------------------------------------------------------------


def test_the_list_has_every_topic_with_its_line(shell: Shell) -> None:
    listed = dict(line.split("\t") for line in shell.ok("help").out.splitlines())
    assert set(listed) == {path.name.partition(".")[0] for path in (ROOT / "src/aftersales/help").iterdir()}
    assert all(line.endswith(".") for line in listed.values())


def test_on_a_terminal_the_list_stands_by_subject(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.terminal = True
    monkeypatch.setenv("PAGER", "")
    run = shell.ok("help --color never")
    assert run.out.startswith("Start here\n  exports ")
    assert "aftersales help TOPIC" in run.out


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_opens_in_a_pipe_as_it_is_written(shell: Shell, topic: str) -> None:
    run = shell.ok(["help", topic])
    assert run.out.startswith("# ")
    assert "<!--" not in run.out
    assert len(run.out.splitlines()) > 3
    assert run.err == ""


def test_a_heading_finds_its_section(shell: Shell) -> None:
    lines = shell.ok("help fields due").out.splitlines()
    assert lines[0] == "## `due`"
    assert any(line.startswith("| `act_by` |") for line in lines)
    assert len([line for line in lines if line.startswith("#")]) == 1
    run = shell("help fields nonsense")
    assert run.code == 2
    assert "Its headings: `due`, " in run.err


def test_a_command_s_help_is_that_of_the_command(shell: Shell) -> None:
    assert shell.ok("help refund").out == shell.ok("refund --help").out
    assert shell.ok("help order add").out == shell.ok("order add --help").out
    assert shell.ok("help order").out == shell.ok("order --help").out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("mornin", "Did you mean `aftersales help morning`?"),
        ("refnd", "Did you mean `aftersales help refund`?"),
        ("order nonsense", "no such command"),
    ],
)
def test_what_is_neither_topic_nor_command_is_a_usage_error(shell: Shell, words: str, hint: str) -> None:
    run = shell(f"help {words}")
    assert (run.code, run.out) == (2, "")
    assert hint in run.err


def test_it_needs_no_ledger_and_no_readable_configuration(shell: Shell, home: Path) -> None:
    (home / "config/aftersales").mkdir(parents=True)
    (home / "config/aftersales/config.toml").write_text("no toml", encoding="utf-8")
    shell.ok("help morning")
    assert not (home / "data").exists()


# --- On a terminal --------------------------------------------------------------------------------------------------


@pytest.fixture
def screen(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A terminal of 80 columns and 24 lines without colours, and no pager."""
    shell.terminal = True
    for name, value in {"COLUMNS": "80", "LINES": "24", "NO_COLOR": "1", "PAGER": "", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    return shell


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_drawn_without_the_marks_of_markdown(screen: Shell, topic: str) -> None:
    out = re.sub(r"\x1b\[[0-9;]*m", "", screen.ok(["help", topic]).out)
    assert not re.search(r"^##+ [A-Z]|^```|^\| ---|(?<![*\w])\*\*\w", out, re.MULTILINE)
    assert _text(topic).splitlines()[0].removeprefix("# ").replace("`", "") in out


def test_transcripts_stand_as_they_are(screen: Shell) -> None:
    out = re.sub(r"\x1b\[[0-9;]*m", "", screen.ok("help morning").out)
    for block in re.findall(r"```console\n(.*?)```", _text("morning"), re.DOTALL):
        for line in block.splitlines():
            assert line in [drawn.rstrip() for drawn in out.splitlines()]


def test_colours_need_no_dark_terminal(screen: Shell) -> None:
    out = screen.ok("help architecture --color always").out
    assert "\x1b[36mpyproject.toml\x1b[0m" in out  # without a background
    assert not re.search(r" +(\x1b\[0m)?$", out, re.MULTILINE)  # nothing to mark and copy at the ends of lines


@pytest.mark.skipif(sys.platform == "win32", reason="the pager is a shell script")
def test_what_is_longer_than_the_screen_goes_to_the_user_s_pager(
    screen: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager = home / "my pager"
    pager.write_text(f'#!/bin/sh\ncat > "{home}/paged"\n', encoding="utf-8")
    pager.chmod(0o755)
    monkeypatch.setenv("PAGER", f"'{pager}' --any")
    assert screen.ok("help morning").out == ""
    assert "A morning with the program" in (home / "paged").read_text(encoding="utf-8")
    (home / "paged").unlink()
    assert "short id" in screen.ok("help naming-cases").out  # it fits
    screen.terminal = False
    assert screen.ok("help morning").out.startswith("# ")  # a pipe is never paged
    assert not (home / "paged").exists()


@pytest.mark.parametrize("pager", ["no-such-pager", "'", "  "])
def test_without_a_pager_it_is_printed(screen: Shell, monkeypatch: pytest.MonkeyPatch, pager: str) -> None:
    monkeypatch.setenv("PAGER", pager)
    assert "A morning with the program" in screen.ok("help morning").out


# --- What the topics say --------------------------------------------------------------------------------------------


def test_every_table_of_fields_is_in_a_topic() -> None:
    """In `fields` or `json`. What `policy show` gives is in three of them."""
    derived = re.findall(r"<!-- derived: (\w+) -->", _text("fields") + _text("json"))
    assert set(derived) - set(reference.TABLES) == set(reference.FIELDS) - {"shownpolicy"}
    assert len(derived) == len(set(derived))
    files = (ROOT / "src/aftersales/rendering/fields").rglob("*.py")
    tables = {
        f"{path.stem}.{name}"
        for path in files
        for name in re.findall(r"^([A-Z_]+_FIELDS)\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {".".join(place.split(".")[-2:]) for place in answers.TABLES.values()} == tables


def test_every_environment_variable_is_in_the_reference() -> None:
    for name in ("AFTERSALES_LEDGER", "AFTERSALES_CONFIG", "AFTERSALES_NOW", "NO_COLOR", "FORCE_COLOR"):
        assert name in _text("commands")


@pytest.mark.skipif(sys.platform == "win32", reason="the topic's script is for a POSIX shell")
@pytest.mark.parametrize(
    ("name", "said", "risk"),
    [
        ("scripts.md", "Something is OVERDUE.", "141.95 GBP at risk"),
        ("scripts.zh.md", "有已逾期的！", "涉及金额 141.95 GBP"),
    ],
)
def test_the_script_and_the_cron_line_run(name: str, said: str, risk: str, shell: Shell, home: Path) -> None:
    text = topic_path("scripts").with_name(name).read_text(encoding="utf-8")
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(ROOT / "sample-data/orders.csv"), str(ROOT / "sample-data/returns.csv")])
    script = re.search(r"<!-- script -->\n```sh\n(.*?)```", text, re.DOTALL)
    cron = re.search(r"```cron\n\S+ \S+ \S+ \S+ \S+  (.*?)\n```", text, re.DOTALL)
    assert script and cron
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "AFTERSALES_NOW": "2026-11-24T09:00:00+00:00"}
    run = subprocess.run(
        ["sh", "-c", script[1]], cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    # By hand: 13.98 (overdue), 27.98 and 99.99 (to answer today). A late dispatch pays nobody.
    assert run.stdout.splitlines() == [said, risk]
    assert not run.stderr
    environment["PATH"] = os.environ["PATH"]
    (home / ".local" / "bin").mkdir(parents=True)
    (home / ".local" / "bin" / "aftersales").symlink_to(Path(sys.executable).parent / "aftersales")
    run = subprocess.run(["sh", "-c", cron[1]], cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert "Tue 24 Nov 09:00 London · 8 to do: 1 overdue, 4 today, 3 soon" in run.stdout
    for line in ("Tue 07:12  answer", "Tue 11:47  answer", "Tue 16:02  answer"):
        assert line in run.stdout
    assert "data as of Tue 08:31" in run.stdout


_RECIPE = re.compile(r"<!-- (?:policy: (\S+)|config) -->\n```toml\n(.*?)```", re.DOTALL)
_RECIPES = _RECIPE.findall(_text("cookbook"))


@pytest.mark.parametrize(
    ("name", "text"), _RECIPES, ids=[f"{n}-{name or 'config'}" for n, (name, _) in enumerate(_RECIPES)]
)
def test_every_recipe_of_the_cookbook_is_without_mistakes(shell: Shell, home: Path, name: str, text: str) -> None:
    shell.ok("init --shop uk-main --market GB")
    if not name:
        config = home / "config/aftersales/config.toml"
        config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")
        shell.ok("config check")
        return
    path = home / "config/aftersales/policies" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    for line in ("policy check", f"policy check {path}"):
        run = shell(line)
        assert (run.code, run.out) == (0, ""), run
    shell.ok("due")


@pytest.mark.parametrize(
    "path",
    [p for p in (*TOPIC_FILES, *CHINESE_FILES) if p.name.startswith(("configuration.", "knows."))],
    ids=lambda p: p.stem,
)
def test_every_configuration_shown_is_without_mistakes(shell: Shell, home: Path, path: Path) -> None:
    blocks = re.findall(r"^ *```toml\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for text in blocks:
        shop = "" if "[shops.uk-main]" in text else '[shops.uk-main]\nmarket = "GB"\n'
        (home / "config/aftersales").mkdir(parents=True, exist_ok=True)
        (home / "config/aftersales/config.toml").write_text(shop + text, encoding="utf-8")
        shell.ok("config check")


@pytest.mark.parametrize(("file", "heading"), [("cookbook.md", "## All keys"), ("cookbook.zh.md", "## 所有的键")])
def test_the_cookbook_names_every_key(file: str, heading: str) -> None:
    keys = policy_file._RULE_KEYS | policy_file._TERM_KEYS | overlay_file._KEYS | policy_file._TOP_KEYS
    keys |= cost_facts._FACT_KEYS | cost_facts._SERVICE_KEYS
    text = topic_path("cookbook").with_name(file).read_text(encoding="utf-8").partition(heading)[2]
    assert {key for key in keys if f"`{key}`" not in text} == set()
    assert {fact for fact in policy_file._WHEN if fact not in text} == set()


def test_the_cookbook_s_new_term_moves_what_it_says(shell: Shell, home: Path) -> None:
    """Two working days more for a request of Friday 20 November 16:02: Thursday 26 in place of Tuesday 24."""
    name, text = _RECIPES[0]
    shell.ok("init --shop uk-main --market GB")
    shell.ok("order add 576000000000000001 --amount 20.00 --placed 2026-11-01T10:00")
    shell.ok("open refund --order 576000000000000001 --at 2026-11-20T16:02")
    (home / name).write_text(text, encoding="utf-8")
    columns = shell.ok(["policy", "impact", str(home / name), "--format", "tsv"]).out.split("\t")
    assert columns[8:10] == ["2026-11-24T16:02:00+00:00", "2026-11-26T16:02:00+00:00"]


# --- The architecture -----------------------------------------------------------------------------------------------


def _exists(path: str) -> bool:
    return any((folder / path).exists() for folder in (ROOT, ROOT / "src/aftersales"))


@pytest.mark.parametrize("file", ["architecture.md", "architecture.zh.md"])
def test_the_paths_and_names_of_the_architecture_exist(file: str) -> None:
    """A path is one of the checkout or of the package. A name behind it, in brackets, stands in that file."""
    text = " ".join(topic_path("architecture").with_name(file).read_text(encoding="utf-8").split())
    paths = re.findall(r"`((?:[\w.-]+/)*[\w.-]+(?:\.py|\.toml|\.md|/))`", text)
    assert len(set(paths)) > 30
    assert [path for path in paths if not _exists(path)] == []
    names = re.findall(r"`([\w./-]+\.py)` \(`(\w+)`\)", text)
    assert len(names) > 8
    for path, name in names:
        code = (ROOT / "src/aftersales" / path).read_text(encoding="utf-8")
        assert re.search(rf"^ *(?:def|class) {name}\b|^{name}\b.* = ", code, re.MULTILINE), (path, name)


@pytest.mark.parametrize("file", ["architecture.md", "architecture.zh.md"])
def test_the_tree_of_the_architecture_has_every_package_and_no_other(file: str) -> None:
    text = topic_path("architecture").with_name(file).read_text(encoding="utf-8")
    (tree,) = re.findall(r"```text\nsrc/aftersales/\n(.*?)```", text, re.DOTALL)
    shown, path = list[str](), list[str]()
    for indent, name in re.findall(r"^( +)(\w+)/ ", tree, re.MULTILINE):
        path = [*path[: len(indent) // 2 - 1], name]
        shown.append("/".join(path))
    source = ROOT / "src/aftersales"
    packages = {str(path.parent.relative_to(source)) for path in source.rglob("__init__.py")} - {"."}
    assert sorted(shown) == sorted({name for name in packages if not name.startswith("commands/")} | {"help"})
