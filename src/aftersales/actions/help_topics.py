"""The help topics that come with the program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from aftersales.language import LANGUAGES, current, mark

# Subject → topic → what it is about. The list, the completions and the README go by this order.
SUBJECTS: Mapping[str, Mapping[str, str]] = {
    mark("Start here"): {
        "exports": mark("Which files to export in Seller Center, click by click."),
        "mapping": mark("Import a spreadsheet of your own, or another program's export, with a mapping."),
        "sync": mark("Data straight from TikTok: log in, sync, and what it does."),
        "morning": mark("The first morning, from setup to the next day's list."),
        "triage": mark("One case after another, one key for each answer."),
        "configuration": mark("Every setting, and where your files are."),
    },
    mark("Answering"): {
        "modes": mark("What each way to settle a return costs, and rules that decide for you."),
        "deliveries": mark("Orders on their way: dispatch, tracking, cancelling."),
        "receipt": mark("What came back: its grade, what that suggests, and your stock."),
        "disputes": mark("Rejections, disputes, proof, appeals, and claims for parcels."),
        "reviews": mark("Bad reviews, and what you may write to the buyer."),
        "routines": mark("Recurring jobs of your own."),
        "messages": mark("Buyers' messages, chargebacks, and wording to send."),
        "undo": mark("How to undo what you recorded, and how to read the log."),
    },
    mark("Deadlines and rules"): {
        "staff": mark("Your staff's hours and days off, and the last moment to act."),
        "policies": mark("Rules: read them, check them, see which deadlines a change would move."),
        "cookbook": mark("Write a rule of your own, with one example for each question."),
        "knows": mark("What the program knows, and what it does not."),
        "markets": mark("Every market: time zone, holidays, times to answer."),
    },
    mark("Reference"): {
        "commands": mark("Every command with its options, and the global options."),
        "naming-cases": mark("How to name a case on the command line."),
        "times": mark("How to write a time, and which zone it is in."),
        "backup": mark("Backups, restoring one, repair, and a copy that follows every write."),
        "notify": mark("Warnings by mail, chat or webhook: who, when, and the address of each service."),
        "scripts": mark("Cron, scripts, lists of ids, completions."),
        "recipes": mark("Ready to use: phone calendar, mail, systemd, jq, fzf, spreadsheets, Datasette."),
        "formats": mark("Output formats: table, TSV, CSV, JSON, ids."),
        "data": mark("Everything in the ledger as files: to keep, to move, for other programs."),
        "schema": mark("The tables, views and columns of the ledger, for your own queries."),
        "page": mark("The list as one HTML file: on the phone, on paper, by itself."),
        "exit-codes": mark("What each exit code means."),
        "fields": mark("The fields of every list in JSON and CSV."),
        "json": mark("What every command answers with --json."),
        "states": mark("Where a case can go, and what the platform's statuses mean."),
        "privacy": mark("Data about people: where they are, what leaves the computer, how to forget."),
        "glossary": mark("The words of the program in English and Chinese."),
        "claims": mark("The source article's 24 claims, each with its command and test."),
    },
    mark("Working on the program"): {
        "architecture": mark("The source tree, its layers and rules, and how to add something."),
    },
}
TOPICS: Mapping[str, str] = {name: line for topics in SUBJECTS.values() for name, line in topics.items()}

FOLDER = Path(__file__).parents[1] / "help"
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def topic_path(topic: str) -> Path:
    """The Markdown file of one of TOPICS, in the language of this run where there is one, such as `times.zh.md`."""
    in_language = FOLDER / f"{topic}.{current()}.md"
    return in_language if current() != LANGUAGES[0] and in_language.exists() else FOLDER / f"{topic}.md"


def topic_text(topic: str) -> str:
    """One of TOPICS as Markdown, without the comments that direct the tests."""
    return _COMMENT.sub("", topic_path(topic).read_text(encoding="utf-8"))


def section_text(text: str, wanted: str) -> str | None:
    """The sections of a topic whose heading contains `wanted`, letter case aside; None where there is none."""
    sections = _sections(text)
    matches = [section for section in sections[1:] if wanted.casefold() in section.partition("\n")[0].casefold()]
    return "\n".join(matches) if matches else None


def section_names(text: str) -> list[str]:
    """The headings below a topic's title."""
    return [section.partition("\n")[0].lstrip("# ") for section in _sections(text)[1:]]


def _sections(text: str) -> list[str]:
    """A topic split before each heading of the second and third level; what stands before the first comes first."""
    fenced = [match.span() for match in _FENCED.finditer(text)]
    starts = [
        match.start()
        for match in re.finditer(r"^#{2,3} ", text, re.MULTILINE)
        if not any(start <= match.start() < end for start, end in fenced)
    ]
    return [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
