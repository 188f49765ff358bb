"""What TAB really does: each file is loaded in its own shell, and the shell is asked.

bash is asked through its completion function and with real TABs on a terminal, zsh through its line editor,
fish through `complete -C`. Where a shell is not installed, its tests are skipped and say so.
"""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from aftersales import cli
from aftersales.commandline.completion.tree import Node, Option, tree
from aftersales.commandline.completion.values import CASES, FILES, ORDERS, SHOPS, Value, fixed, usual
from aftersales.core.vocabulary import REQUEST_KINDS
from tables import of_each
from transcripts import ROOT, Shell

try:
    import pty
except ImportError:  # Windows has no terminals of this kind
    pty = None  # type: ignore[assignment]

FOLDER = ROOT / "completions"
SHELL_OF = {"aftersales.bash": "bash", "_aftersales": "zsh", "aftersales.fish": "fish"}
BASH, ZSH, FISH = (FOLDER / name for name in SHELL_OF)
FIXED, USUAL = fixed(), usual()
TREE = tree(cli.root())
NODES = list(TREE.walk())
# A value that holds every character which bash breaks words at.
NOW = "--now 2026-11-24T09:00:00+00:00"
Ask = Callable[[Sequence[str]], list[list[str]]]


def need(shell: str) -> str:
    """The shell's path; skips the test where it is not installed. bash always is, but on Windows."""
    path = shutil.which(shell)
    if path is None:
        assert shell != "bash" or sys.platform == "win32"
        pytest.skip(f"{shell} is not installed")
    return path


def environment(home: Path) -> dict[str, str]:
    """A user's environment: the home of the test, nothing of the developer's own."""
    kept = {k: v for k, v in os.environ.items() if k in ("TMPDIR", "SYSTEMROOT")}
    return kept | {
        "PATH": os.pathsep.join((str(home / "bin"), os.environ.get("PATH", os.defpath))),
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
        "LC_ALL": "C.UTF-8", "TERM": "xterm",
    }  # fmt: skip


def run(words: list[str], home: Path, **more: str) -> str:
    """What a program prints; it must succeed and complain of nothing."""
    done = subprocess.run(
        words,
        env=environment(home) | more,
        cwd=home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


# ── asking a shell: lines up to the cursor in, the words that it offers for each out ──


def ask_bash(home: Path, lines: Sequence[str], *, breaks: str = "=:") -> list[list[str]]:
    """Calls the function as bash does: words broken at COMP_WORDBREAKS, the cursor at the end of the last."""
    script = [f"source {BASH}", f"COMP_WORDBREAKS={breaks}"]
    for line in lines:
        words = []
        for word in line.split(" "):
            words += (re.findall("[=:]+|[^=:]+", word) or [""]) if breaks else [word]
        script += [
            f"COMP_WORDS=({' '.join(map(quoted, words))}) COMP_CWORD={len(words) - 1}",
            f"_aftersales aftersales {quoted('' if words[-1] in ('=', ':') else words[-1])} ''",
            'echo "== ${#COMPREPLY[@]}"; ((${#COMPREPLY[@]})) && printf "%s\\n" "${COMPREPLY[@]}"',
        ]
    script.append("true")
    return told(run([need("bash"), "--noprofile", "--norc", "-u", "-c", "\n".join(script)], home), lines)


def ask_fish(home: Path, lines: Sequence[str]) -> list[list[str]]:
    """Asks `complete -C`; the descriptions are left out."""
    script = [f"source {FISH}"]
    for line in lines:
        script += ["echo ==", f"complete -C {quoted(line)}"]
    answers = told(run([need("fish"), "--no-config", "-c", "\n".join(script)], home), lines)
    return [[word.split("\t")[0] for word in answer] for answer in answers]


# Acts as the user: takes each line in turn, completes it, notes what was offered and what became of it.
ZSHRC = r"""
fpath=($COMPLETIONS $fpath)
autoload -Uz compinit
compinit -u -D
aftersales() { : }
compadd() {
  local -a hits
  # With -O, -A or -D it offers nothing, it only sorts out.
  (( ${argv[(I)-[OAD]]} )) || { builtin compadd -O hits "$@"; print -rl -- "  "${^hits} >> $OUT }
  builtin compadd "$@"
}
LISTMAX=1000  # list them without asking first
lines=("${(@f)$(<$LINES_FILE)}")
next() {
  (( $#lines )) || exit 0
  BUFFER=$lines[1] CURSOR=$#BUFFER
  shift lines
  print -r -- '==' >> $OUT
  zle complete-word
  print -r -- "> $BUFFER" >> $OUT
  BUFFER=''
  zle accept-line
}
zle -N zle-line-init next
"""


def zsh_lines(home: Path, lines: Sequence[str]) -> list[list[str]]:
    """Completes lines in zsh's own editor; gives what was offered (after two blanks), then the line."""
    if pty is None:
        pytest.skip("no terminal to drive zsh on")
    out, asked = home / "out", home / "lines"
    (home / ".zshrc").write_text(ZSHRC, encoding="utf-8")
    asked.write_text("\n".join(lines), encoding="utf-8")
    out.write_text("", encoding="utf-8")
    more = {"ZDOTDIR": str(home), "COMPLETIONS": str(FOLDER), "OUT": str(out), "LINES_FILE": str(asked)}
    with Terminal([need("zsh"), "-d", "-i"], home, **more) as terminal:
        terminal.until_end()
    return told(out.read_text(encoding="utf-8"), lines)


def ask_zsh(home: Path, lines: Sequence[str]) -> list[list[str]]:
    """The words that zsh offers."""
    answers = zsh_lines(home, lines)
    return [[word[2:] for word in answer if word.startswith("  ")] for answer in answers]


def told(text: str, lines: Sequence[str]) -> list[list[str]]:
    """The answers, one for each line asked, out of a text in which each begins with `==`."""
    answers = [part.splitlines()[1:] for part in re.split(r"^(?===)", text, flags=re.MULTILINE)[1:]]
    assert len(answers) == len(lines), text
    return answers


def quoted(text: str) -> str:
    """A word for bash and fish, of texts without backslashes."""
    assert "\\" not in text
    assert "'" not in text
    return f"'{text}'"


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, words: list[str], home: Path, **more: str) -> None:
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            words,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment(home) | more,
            cwd=home,
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)

    def type(self, text: str) -> None:
        """Press these keys."""
        os.write(self.ours, text.encode())

    def until(self, text: str) -> None:
        """Wait until this text is shown, and forget what was shown before."""
        self._read(lambda: text in self.seen)
        self.seen = self.seen.partition(text)[2]

    def until_end(self) -> None:
        """Wait until the program has ended."""
        self._read(lambda: self.process.poll() is not None)

    def _read(self, enough: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not enough():
            assert time.monotonic() < end, f"still waiting; the terminal shows: {self.seen!r}"
            if select.select([self.ours], [], [], 0.05)[0]:
                try:
                    self.seen += os.read(self.ours, 65536).decode("utf-8", "replace")
                except OSError:  # Linux's way to say that the other end is closed
                    self.process.wait(timeout=seconds)


# Two of the three shells must be installed first, and all three are asked thousands of words.
ASKS = pytest.mark.parametrize(
    "ask",
    [
        pytest.param(ask_bash, id="bash"),
        pytest.param(ask_zsh, id="zsh", marks=pytest.mark.slow),
        pytest.param(ask_fish, id="fish", marks=pytest.mark.slow),
    ],
)


# ── the files ──


@pytest.mark.parametrize("name", SHELL_OF)
def test_file_is_what_the_command_prints(name: str, shell: Shell, update: bool) -> None:
    made, path = shell.ok(f"completions {SHELL_OF[name]}").out, FOLDER / name
    if update:
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == made, "run pytest with --update, and look at the difference"


@pytest.mark.parametrize(("path", "check"), [(BASH, "bash -n"), (ZSH, "zsh -n"), (FISH, "fish --no-execute")])
def test_syntax(path: Path, check: str, home: Path) -> None:
    shell, flag = check.split()
    assert run([need(shell), flag, str(path)], home) == ""


def test_fixed_sets_are_all_in_use() -> None:
    used = {value.choices for _, _, value in values()}
    assert not [key for key, words in {**FIXED, **USUAL}.items() if words not in used]


def values() -> list[tuple[Node, Option | None, Value]]:
    """Everything that takes a value: of options, and (without one) of arguments."""
    found: list[tuple[Node, Option | None, Value]] = []
    for node in NODES:
        found += [(node, o, o.value) for o in node.options if o.value]
        found += [(node, None, a.value) for a in node.arguments]
    return found


# What is said beside the value in question, where a command can't do without and the set of values is not fixed.
SAMPLES = {
    "--shop": "uk-main", "--order": "57612345678901", "--amount": "1", "--reason": "x", "--text": "x",
    "--placed": "2026-11-24T09:00", "--stars": "1", "--every": "7d", "--news": "x",
    "KEY": "costs.handling", "VALUE": "2", "WORD": "due", "NAME": "desk", "[NAME": "desk",
    "CASE": "1", "ORDER": "57612345678901", "WRITE": "1", "ENTRY": "1", "BUYER": "x", "TEXT": "x",
    "FILE": "proof.jpg", "MONTH": "2026-12",
}  # fmt: skip
FIXED_VALUES = [v for v in values() if v[2].choices]
CHECKED = [v for v in FIXED_VALUES if v[2].checked]


def sample(value: Value, name: str) -> str:
    """Something that may stand there."""
    return value.choices[0][0] if value.choices else SAMPLES[name.removesuffix("…")]


@pytest.mark.slow
@of_each("node, option, value", CHECKED)
def test_the_program_takes_just_the_values_offered(
    node: Node, option: Option | None, value: Value, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program's own refusal of another value lists those that it takes: the same ones."""
    shell("init --shop uk-main --market GB")
    monkeypatch.chdir(shell.home)
    Path("proof.jpg").write_text("x", encoding="utf-8")
    words = [*node.path]
    if node.path == ("export",):
        words += ["book.xlsx"]  # a file that is there would be refused first
    else:
        words += ["nonsense" if a.value == value else sample(a.value, a.value.metavar) for a in node.arguments]
    for other in node.options:
        needed = other.required or (node.path == ("init",) and other.name in ("--shop", "--market"))
        if other != option and needed and other.value:
            words += [other.name, sample(other.value, other.name)]
    words += [option.name, "nonsense"] if option else []
    words += [child.path[-1] for child in node.children[:1]]
    refusal = shell(words)
    listed = re.search(r"(?:it takes|takes|known are) ([\w, -]+?)(?:, not .*)?\.?$", refusal.err.strip(), re.MULTILINE)
    assert listed, refusal
    assert sorted(re.split(r", | or ", listed[1])) == sorted(word for word, _ in value.choices)


# ── what every shell must offer ──


@ASKS
def test_every_command_is_offered(ask: Ask, home: Path) -> None:
    groups = [node for node in NODES if node.group]
    answers = ask(home, [" ".join(["aftersales", *node.path, ""]) for node in groups])
    for node, answer in zip(groups, answers, strict=True):
        assert sorted(answer) == sorted(child.path[-1] for child in node.children)


@ASKS
@pytest.mark.parametrize("before", ["", f"{NOW} -q "], ids=["plain", "after global options"])
def test_every_option_is_offered(ask: Ask, before: str, home: Path) -> None:
    answers = ask(home, [f"aftersales {before}{' '.join([*node.path, '--'])}" for node in NODES])
    for node, answer in zip(NODES, answers, strict=True):
        offered = {o.name for o in node.options}
        if before and not node.path:  # a shell may leave out what was given already
            offered -= {"--now", "--quiet"}
            answer = [word for word in answer if word not in ("--now", "--quiet")]
        assert set(answer) == offered, node.command


@ASKS
def test_short_options_are_offered(ask: Ask, home: Path) -> None:
    for node, answer in zip(NODES, ask(home, [" ".join(["aftersales", *n.path, "-"]) for n in NODES]), strict=True):
        assert {n for o in node.options for n in o.names} == set(answer), node.command


@ASKS
@pytest.mark.parametrize("joint", [" ", "="])
def test_every_fixed_value_is_offered(ask: Ask, joint: str, home: Path) -> None:
    options = [(node, option, value) for node, option, value in FIXED_VALUES if option is not None]
    lines = [f"aftersales {NOW} {' '.join([*node.path, o.name])}{joint}" for node, o, _ in options]
    for line, (_, option, value), answer in zip(lines, options, ask(home, lines), strict=True):
        assert option is not None
        bare = [word.removeprefix(f"{option.name}=") for word in answer]  # fish gives the whole word
        assert sorted(bare) == sorted(word for word, _ in value.choices), line


def line_up_to(node: Node, option: Option | None, value: Value) -> str:
    """The line with the cursor where the value is to be, behind the arguments that come before it."""
    if option is not None:
        return f"aftersales {' '.join([*node.path, option.name])} "
    before = [a.value for a in node.arguments]
    before = before[: before.index(value)]
    return f"aftersales {' '.join([*node.path, *(sample(v, v.metavar) for v in before)])} "


@ASKS
def test_the_other_values(ask: Ask, home: Path) -> None:
    """Files where a file is meant, the configuration's shops, and nothing where anything may be typed."""
    (home / "export one.csv").touch()
    (home / "config" / "aftersales").mkdir(parents=True)
    (home / "config" / "aftersales" / "config.toml").write_text(
        '# shops\n[costs]\ncurrency = "GBP"\n[shops.uk-main]\nmarket = "GB"\n[shops.uk-main.staff]\n'
        '[ shops . "us-2" ] # why\nmarket = "US"\n[shops]\n#[shops.old]\n',
        encoding="utf-8",
    )
    others = [v for v in values() if not v[2].choices and v[2].source not in (CASES, ORDERS)]
    lines = [line_up_to(*other) for other in others]
    for line, (_, option, value), answer in zip(lines, others, ask(home, lines), strict=True):
        if value.source == SHOPS:
            assert sorted(answer) == ["uk-main", "us-2"], line
        elif value.source == FILES:
            assert {word.replace("\\", "") for word in answer} >= {"export one.csv"}, line
        elif option is not None or ask is not ask_fish:
            assert answer == [], line


def a_case_of_each_kind(shell: Shell) -> None:
    """A ledger with a case of every kind, one of them closed, and an order on its way."""
    shell.ok("init --shop uk-main --market GB")
    for number, kind in enumerate(REQUEST_KINDS):
        order = f"5761234567890{number}"
        shell.ok(f"order add {order} --amount 9 --placed 2026-11-20T09:00 --product 'Lamp: \\ $(x)'")
        shell.ok(f"open {kind} --order {order} --at 2026-11-23T09:00")
    shell.ok("open refund --order 57612345678902 --at 2026-11-23T09:00")
    shell.ok("close 7 --reason x")
    shell.ok("order add 57612345678909 --amount 9 --placed 2026-11-24T08:00 --status awaiting-shipment")
    shell.ok("review open --stars 1")
    shell.ok("routine add 'Check stock' --every 7d")


# The program itself, as a line of sh.
PROGRAM = (
    f"PYTHONPATH={shlex.quote(str(ROOT / 'src'))} exec {shlex.quote(sys.executable)} "
    '-c "from aftersales.cli import main; main()" "$@"'
)


def install(home: Path, script: str = PROGRAM) -> None:
    """Puts a program of the name on the user's path."""
    program = home / "bin" / "aftersales"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


@ASKS
def test_cases_and_orders_of_the_ledger(ask: Ask, home: Path, shell: Shell) -> None:
    """The ids of the open cases that a command is for, the newest first; the numbers of the orders on their way."""
    a_case_of_each_kind(shell)
    known = [v for v in values() if v[2].source in (CASES, ORDERS)]
    # The program stands in for itself with what it answers, which is quicker to give many times.
    for asked in {value.filters for _, _, value in known}:
        (home / " ".join(asked)).write_text(shell.ok(["-q", "cases", "--format", "tsv", *asked]).out, encoding="utf-8")
    install(home, '[ "$1 $2 $3 $4" = "-q cases --format tsv" ] && shift 4 && cat "$HOME/$*"')
    lines = [line_up_to(*v) for v in known]
    for line, (_, _, value), answer in zip(lines, known, ask(home, lines), strict=True):
        rows = json.loads(shell.ok(["cases", "--json", *value.filters]).out)
        fitting = [row for row in rows if not value.kinds or row["kind"] in value.kinds]
        assert answer == [str(row[value.source]) for row in fitting], line
        assert answer, line


@ASKS
def test_the_program_is_asked_for_cases(ask: Ask, home: Path, shell: Shell) -> None:
    """The real one, with the ledger and the configuration that the line names, and only where a case can stand."""
    a_case_of_each_kind(shell)
    (home / "other.db").write_bytes((home / "data" / "aftersales" / "ledger.db").read_bytes())
    shell.ok(f"--ledger {home / 'other.db'} close 1 --reason x")
    install(home, f'echo "$@" >> "$HOME/asked"; {PROGRAM}')
    wanted = {
        "aftersales accepted ": ["5", "4", "2", "1"],
        "aftersales shipped 3 ": ["4", "3", "2"],
        "aftersales --ledger other.db accepted ": ["5", "4", "2"],
        "aftersales accepted --ledger=~/other.db ": ["5", "4", "2"],
        "aftersales accepted --config gone.toml ": [],
        "aftersales reopen ": ["7"],
        "aftersales order cancel --by seller 5": ["57612345678909"],
        "aftersales order add 5": [],
        "aftersales show 1 1": [],
        "aftersales show --js": ["--json"],
    }
    assert dict(zip(wanted, ask(home, list(wanted)), strict=True)) == wanted
    assert len((home / "asked").read_text(encoding="utf-8").splitlines()) == 7


def test_duties_of_the_sample_data_are_among_those_offered(shell: Shell) -> None:
    offered = {word for word, _ in USUAL["due --duty"]}
    assert {action["duty"] for action in json.loads(shell.ok("demo --json").out)} <= offered


@ASKS
def test_shops_of_the_configuration_named_on_the_line(ask: Ask, home: Path) -> None:
    (home / "other.toml").write_text("[shops.th-1]\n", encoding="utf-8")
    lines = [
        "aftersales --config other.toml due --shop ",
        "aftersales due --config other.toml --shop ",
        "aftersales due --config=other.toml --shop t",
        "aftersales order add 1 --config ~/other.toml --shop ",
        "aftersales due --shop ",
    ]
    assert ask(home, lines) == [["th-1"]] * 4 + [[]]


@ASKS
def test_only_what_fits_the_place(ask: Ask, home: Path) -> None:
    wanted = {
        "aftersales ex": ["explain", "export", "extend"],
        "aftersales due --wi": ["--within"],
        f"aftersales {NOW} due --wi": ["--within"],
        f"aftersales due {NOW} --limit 3 --wi": ["--within"],
        "aftersales --now=2026-11-24T09:00:00+00:00 --color never due --wi": ["--within"],
        "aftersales --ledger due cases --prod": ["--product"],  # the ledger's file is called due
        "aftersales cases --wi": [],
        "aftersales show 12 --js": ["--json"],
        "aftersales approve 12 13 --mode part": ["partial"],
        "aftersales order a": ["add"],
        "aftersales order add 57612345678901 --status aw": ["awaiting-collection", "awaiting-shipment"],
        "aftersales open re": ["refund", "replacement", "reshipment", "return"],
        "aftersales open --new re": ["refund", "replacement", "reshipment", "return"],
        "aftersales open refund re": [],
        "aftersales cases ex": [],
        "aftersales nonsense ex": [],
        "aftersales due -- --wi": [],
    }
    for (line, words), answer in zip(wanted.items(), ask(home, list(wanted)), strict=True):
        assert sorted(answer) == words, line


# ── what is special to one shell ──


def test_bash_gives_the_whole_word_where_equals_breaks_none(home: Path) -> None:
    lines = ["aftersales due --color=al", f"aftersales {NOW} due --kind=exch"]
    assert ask_bash(home, lines, breaks="") == [["--color=always"], ["--kind=exchange"]]


def test_bash_offers_an_option_once(home: Path) -> None:
    lines = ["aftersales due --all --al", "aftersales due -q --qu", "aftersales -q due --qu"]
    assert ask_bash(home, lines) == [[], [], ["--quiet"]]


def test_bash_needs_nothing_of_newer_versions() -> None:
    """macOS has bash 3.2."""
    assert not re.findall(r"mapfile|readarray|declare -A|local -A|local -n|\$\{\w+[,^]{1,2}\}|\|&", BASH.read_text())


@pytest.mark.skipif(pty is None, reason="no terminal to drive bash on")
def test_bash_on_a_terminal(home: Path) -> None:
    (home / "export one.csv").touch()
    (home / "sub folder").mkdir()
    (home / "sub folder" / "more.csv").touch()
    keys = {
        f"aftersales {NOW} due --wi\t2d": f"{NOW} due --within 2d".split(),
        "aftersales expl\t12": ["explain", "12"],
        "aftersales du --json" + "\x1b[D" * 7 + "\t": ["due", "--json"],  # the cursor is before a word
        "aftersales due --color=al\t": ["due", "--color=always"],
        "aftersales due --market G\t--owner an\t": ["due", "--market", "GB", "--owner", "any"],
        "aftersales import exp\t": ["import", "export one.csv"],
        "aftersales import su\tmo\t": ["import", "sub folder/more.csv"],
        "aftersales --ledger=exp\t": ["--ledger=export one.csv"],
        "aftersales ledger rest\t~/exp\t": ["ledger", "restore", str(home / "export one.csv")],
        "AFTERSALES_LANG=en aftersales due --ki\tcan\t": ["due", "--kind", "cancellation"],
        "aftersales due --js\t2> err\t": ["due", "--json"],
        "true; aftersales sta\t| cat": ["status"],
    }
    with Terminal([need("bash"), "--noprofile", "--norc", "-i"], home, OUT=str(home / "out")) as terminal:
        terminal.type("bind 'set bell-style none'; bind 'set enable-bracketed-paste off'\n")
        terminal.type(f"source {BASH}; aftersales() {{ printf '%s\\n' == \"$@\" >> $OUT; }}; PS1='READY''> '\n")
        terminal.until("READY> ")
        for line in keys:
            terminal.type(f"{line}\n")
            terminal.until("READY> ")
    assert told((home / "out").read_text(encoding="utf-8"), list(keys)) == list(keys.values())


def test_zsh_writes_out_what_is_clear(home: Path) -> None:
    wanted = {
        "aftersales due --wi": "aftersales due --within=",
        "aftersales expl": "aftersales explain ",
        "aftersales order add --sk": "aftersales order add --sku=",
        "aftersales show --js": "aftersales show --json ",
        "aftersales due --market G": "aftersales due --market GB ",
        "aftersales due --color=al": "aftersales due --color=always ",
    }
    answers = zsh_lines(home, list(wanted))
    assert [answer[-1].removeprefix("> ") for answer in answers] == list(wanted.values())


def test_fish_tells_what_each_word_is_for(home: Path, shell: Shell) -> None:
    lines = ["aftersales ", "aftersales accepted ", "aftersales due --wi", "aftersales due --market G"]
    a_case_of_each_kind(shell)
    install(home)
    script = "\n".join([f"source {FISH}", *(f"complete -C {quoted(line)}" for line in lines)])
    shown = run([need("fish"), "--no-config", "-c", script], home).splitlines()
    within = next(o for n in NODES if n.command == "due" for o in n.options if o.name == "--within")
    assert {f"{n.command}\t{n.help}" for n in TREE.children} <= set(shown)
    cases = ["2\treturn, Lamp: \\ $(x)", "1\trefund, Lamp: \\ $(x)"]
    assert shown[-4:] == [*cases, f"--within\t{within.help}", "GB\tUnited Kingdom"]


def test_the_man_page_is_what_the_program_says(shell: Shell, update: bool) -> None:
    """Here, since it changes with the command tree as the files above do; see `test_man_page.py`."""
    path = ROOT / "src/aftersales/commandline/manual/aftersales.1"
    now = shell.ok("help --man").out
    if update:
        path.write_text(now, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == now
    assert now.isascii()
