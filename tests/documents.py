"""README and help topics as tests read them: transcripts run anew, tables derived anew.

In a document three kinds of comment direct the tests:

- `<!-- first, at WHEN` and lines of `$ aftersales …` up to `-->`: run before all else, their output is not shown.
- `<!-- anew -->` empties the home again.
- `<!-- file: NAME -->` above a code block: its text is what the file ~/NAME holds for what follows.
- `<!-- copy: NAME TO -->`: the file ~/NAME is copied to ~/TO.
- `<!-- at WHEN -->` above a console block sets the clock for it and the blocks that follow.
- `<!-- derived: NAME -->` to `<!-- end -->`: a table of tests/reference.py.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import reference
from aftersales import language
from aftersales.actions.help_topics import TOPICS, topic_path
from transcripts import ROOT, Shell

README = ROOT / "README.md"
TOPIC_FILES = tuple(topic_path(topic) for topic in TOPICS)
CHINESE_FILES = tuple(sorted(topic_path("times").parent.glob("*.zh.md")))
DOCUMENTS = (README, *TOPIC_FILES, *CHINESE_FILES)

_DERIVED = re.compile(r"(<!-- derived: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_TYPED = re.compile(
    r"<!-- first, at (?P<first>\S+)\n(?P<setup>.*?)-->"
    r"|(?P<anew><!-- anew -->)"
    r"|<!-- file: (?P<file>\S+) -->\n```\w*\n(?P<content>.*?)```\n"
    r"|<!-- copy: (?P<copied>\S+) (?P<copy>\S+) -->\n"
    r"|(?:<!-- at (?P<at>\S+) -->\n)?```console\n(?P<body>.*?)```\n",
    re.DOTALL,
)


def as_it_is_now(path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> str:
    """The document with each transcript and each table made anew, the home written as ~.

    Its console blocks run one after the other in one home, on a terminal of 80 columns (the README: 100).
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100" if path == README else "80")
    monkeypatch.setenv("NO_COLOR", "1")
    shell.terminal = True
    spoken = "zh" if path in CHINESE_FILES else "en"
    monkeypatch.setenv("AFTERSALES_LANG", spoken)

    def replayed(block: re.Match[str]) -> str:
        if block["anew"]:
            for folder in shell.home.iterdir():
                shutil.rmtree(folder)
            return block[0]
        if block["file"] or block["copy"]:
            content = block["content"] or (shell.home / block["copied"]).read_text("utf-8")
            file = shell.home / (block["file"] or block["copy"])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8")
            return block[0]
        shell.now = block["first"] or block["at"] or shell.now
        if block["setup"] is not None:
            for line in block["setup"].splitlines():
                shell.ok(line.removeprefix("$ "))
            return block[0]
        clock = f"<!-- at {block['at']} -->\n" if block["at"] else ""
        return f"{clock}```console\n{_transcript(block['body'], shell)}\n```\n"

    language.use(spoken)
    text = _DERIVED.sub(lambda block: block[1] + reference.derived(block[2]) + block[3], path.read_text("utf-8"))
    language.use("en")
    return _TYPED.sub(replayed, text)


def _transcript(body: str, shell: Shell) -> str:
    """The lines that are typed, each with its output as it is now, stdout before stderr. `echo $?` gives the exit code
    of the line before it.
    """
    lines, code = list[str](), 0
    for typed in (line for line in body.splitlines() if line.startswith("$ ")):
        if typed == "$ echo $?":
            lines += [typed, str(code)]
            continue
        run = shell(typed[2:].replace(" ~/", f" {shell.home}/"))
        code = run.code
        lines += [typed, *(line.rstrip() for line in (run.out + run.err).splitlines())]
    return "\n".join(lines).replace(str(shell.home), "~")


def code_spans(text: str) -> list[str]:
    """What stands between backquotes in the prose, on one line each, and what is typed in transcripts."""
    prose = re.sub(r"^```.*?^```$|<!--.*?-->", "", text, flags=re.MULTILINE | re.DOTALL)
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]


def typed_lines(text: str) -> list[str]:
    """The command lines of the transcripts."""
    return re.findall(r"^\$ (aftersales .*)$", text, re.MULTILINE)
