"""What the commands share that need proof: what the platform asks for, what is kept of it, and appeals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aftersales.actions.record.write import Decide, Step, Target, check
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.cases.timeline import Timeline
from aftersales.core.requests import evidence, reasons
from aftersales.core.requests.evidence import Item
from aftersales.errors import FileRefused
from aftersales.policies import library


def comment(words: str, option: str) -> str:
    """A comment as the platform takes it. Raises UsageError with the count where it is longer."""
    return evidence.comment(words, option)


def step_of(case: Case, state: State) -> str:
    """The next step of a case that may need proof."""
    if case.kind == "review":
        return "review-appeal"
    if state.arbitration == "in-progress":
        return "dispute"
    if state.decision in ("pending", "offered") and not case.quick_refund:
        return "reject"
    if state.parcel in ("awaited", "shipped", "delivered") and not case.quick_refund:
        return "refuse"
    return "appeal"


def group_of(case: Case) -> str:
    """The group of reasons that the buyer's reason belongs to."""
    return reasons.group(case.reason, library.reasons())


def known() -> tuple[str, ...]:
    """The words for a piece of proof that `evidence add --as` takes."""
    return ("other", *(p for p in library.evidence().proofs() if p != "other"))


def checklist(case: Case, step: str) -> Sequence[Item]:
    """What the platform asks for at this step, for the buyer's reason."""
    return library.evidence().checklist(step, group_of(case))


def kept(line: Timeline) -> Iterator[tuple[str, dict[str, Any], Event]]:
    """Each file that is kept: which proof it is, its path, size and SHA-256, and the event that recorded it."""
    for happening in line.happenings:
        if happening.event.name == "evidence.added":
            for file in happening.event.data.get("files", ()):
                yield str(happening.event.data.get("proof", "other")), file, happening.event


def needed(target: Target, step: str, *, force: bool) -> list[str]:
    """Refuse where mandatory proof is missing (TransitionRefused); with `force` say so in a warning."""
    have = {proof for proof, _, _ in kept(target.told.timeline)}
    missing = library.evidence().missing(step, group_of(target.case), have)
    if not missing:
        return []
    asked = listed(missing)
    if force:
        return [f"recorded without the proof that is asked for: {asked}"]
    raise target.refuse(
        f"proof is missing: {asked} (`evidence list {target.case.id}` says more). Keep it with "
        f"`aftersales evidence add {target.case.id} FILE --as {missing[0].id}`, or say --force"
    )


def listed(missing: Sequence[Item]) -> str:
    """`photos or packing-video; invoice`: of those that share a name one is enough."""
    groups: dict[str, list[str]] = {}
    for item in missing:
        groups.setdefault(item.any_of or item.id, []).append(item.id)
    return "; ".join(" or ".join(ids) for ids in groups.values())


def appealing(words: str | None, *, force: bool, only: str | None = None) -> Decide:
    """The step of an appeal; `only` is the one kind that the command is for."""
    told = comment(words, "--comment") if words is not None else None

    def decide(target: Target) -> Step:
        if only is not None and target.case.kind != only:
            raise target.refuse(f"it is a {target.case.kind}, not a {only}; `appeal` is the command for it")
        check(target, "appeal.filed")
        step = "review-appeal" if target.case.kind == "review" else "appeal"
        return Step("appeal.filed", {"comment": told} if told else {}, needed(target, step, force=force))

    return decide


def submitting(words: str | None, *, force: bool) -> Decide:
    """The step of handing in the evidence of a dispute."""
    told = comment(words, "--comment") if words is not None else None

    def decide(target: Target) -> Step:
        check(target, "dispute.evidence")
        warnings = needed(target, "dispute", force=force)
        if not force and not any(kept(target.told.timeline)):
            raise target.refuse("no proof is kept for it; `evidence add` keeps files, --force goes without")
        return Step("dispute.evidence", {"comment": told} if told else {}, warnings)

    return decide


def refusing(event: str, step: str, reason: str, *, force: bool, option: str = "--reason") -> Decide:
    """The step of a refusal, with its reason and the proof that `step` needs; `option` names the reason in a mistake
    about it.
    """
    told = comment(reason, option)

    def decide(target: Target) -> Step:
        check(target, event)
        return Step(event, {"reason": told}, needed(target, step, force=force))

    return decide


def described(path: Path) -> dict[str, Any]:
    """A file's path, size in bytes and SHA-256. Raises FileRefused where it can't be read."""
    try:
        if not path.is_file():
            raise FileRefused(path, "it is no file" if path.exists() else "there is no such file", "Check the path.")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as error:
        raise FileRefused(path, f"it can't be read: {error.strerror}", "Check its permissions.") from None
    if size == 0:
        raise FileRefused(path, "it is empty", "Proof of nothing proves nothing.")
    return {"path": str(path.absolute()), "size": size, "sha256": digest}
