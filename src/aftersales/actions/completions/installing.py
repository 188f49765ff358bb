"""A completion file put where its shell looks."""

from __future__ import annotations

from aftersales import file_writer
from aftersales.actions.completions.placement import ShellPlace
from aftersales.errors import ConfigError
from aftersales.file_lock import Claim
from aftersales.language import tr

# Every file that this program makes says so near its top.
MARK = "Made by `aftersales completions"


def install(place: ShellPlace, text: str, claim: Claim, *, dry_run: bool = False) -> bool:
    """Put the text of a shell's completion into its place; returns whether that changed anything, or would. Raises
    ConfigError, and changes nothing, where a file of somebody else's is there or it can't be written.
    """
    try:
        before = place.path.read_text(encoding="utf-8") if place.path.exists() else None
    except (OSError, UnicodeDecodeError):
        before = ""
    if before is not None and MARK not in before:
        raise ConfigError(
            tr("{path} was not made by aftersales, and stays as it is. Move it away first.", path=place.path)
        )
    if before == text:
        return False
    if not dry_run:
        with file_writer.alone(place.path, claim) as real:
            file_writer.put(real, text)
    return True


def add_lines(place: ShellPlace) -> None:
    """Put the lines that are lacking at the end of a shell's rc file. Raises ConfigError where it can't be written."""
    lines = "\n".join(["", "# completions of aftersales", *place.lines, ""])
    try:
        place.rc.parent.mkdir(parents=True, exist_ok=True)
        with place.rc.open("a+b") as file:  # what stands there stays, in whatever encoding
            file.seek(0)
            file.write(("" if file.read()[-1:] in (b"", b"\n") else "\n").encode() + lines.encode())
    except OSError as error:
        raise ConfigError(
            tr("{path} can't be written: {reason}.", path=place.rc, reason=file_writer.reason(error))
        ) from None
