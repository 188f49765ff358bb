"""What an error says, and the exit code that goes with it."""

from __future__ import annotations

from pathlib import Path

from aftersales.errors import AftersalesError, FileRefused, Mistake, PolicyError, UsageError


def test_a_refused_file_is_one_sentence_and_what_to_do() -> None:
    error = FileRefused(Path("x.csv"), "the file is empty", "Export it again.")
    assert str(error) == "x.csv: the file is empty. Export it again."
    assert str(FileRefused("x.csv", "the file is empty.")) == "x.csv: the file is empty."


def test_a_mistake_names_file_and_place() -> None:
    assert str(Mistake("x.toml", "rule a", "id is missing")) == "x.toml: rule a: id is missing"
    assert str(Mistake("x.toml", "", "id is missing")) == "x.toml: id is missing"


def test_a_policy_error_holds_every_mistake() -> None:
    mistake = Mistake("x.toml", "", "id is missing")
    error = PolicyError(["a line", mistake])
    assert str(error) == "a line\nx.toml: id is missing"
    assert (error.mistakes, error.noted) == (("a line", "x.toml: id is missing"), (mistake,))


def test_a_wrong_command_line_has_a_code_of_its_own() -> None:
    assert (AftersalesError.exit_code, UsageError.exit_code) == (1, 2)
