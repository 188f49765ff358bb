"""Proof: what a step needs, what is kept, handing it in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from aftersales import text
from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.core import choices
from aftersales.core.cases.model import Case, State
from aftersales.core.cases.timeline import Timeline
from aftersales.core.claims.claim import newest_claim
from aftersales.core.deadlines.opening import opening_of_duty
from aftersales.core.requests import evidence, reasons
from aftersales.core.requests.evidence import Item, KeptFile
from aftersales.core.vocabulary import label
from aftersales.errors import FileRefused
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.policies import library
from aftersales.text import clauses

# For which step the proof is that is uploaded with what an event records.
_STEP_OF = {
    "request.rejected": "reject",
    "return.refused": "refuse",
    "dispute.evidence": "dispute",
    "appeal.filed": "appeal",
    "claim.submitted": "claim",
}


def next_proof_step(case: Case, state: State) -> str:
    """The next step of a case that may need proof."""
    if state.claim == "opened":
        return "claim"
    if case.kind == "review":
        return "review-appeal"
    if state.arbitration == "in-progress":
        return "dispute"
    if state.decision in ("pending", "offered") and not case.quick_refund:
        return "reject"
    if state.parcel in ("awaited", "shipped", "delivered") and not case.quick_refund:
        return "refuse"
    return "appeal"


def reason_group(case: Case) -> str:
    """The group of reasons that the buyer's reason belongs to."""
    return reasons.group(case.reason, library.reasons(), case.reason_code)


def proof_group(case: Case, step: str) -> str:
    """The group of reasons by which a step's proof is listed: of a claim, what it is because of."""
    claim = newest_claim(case.events) if step == "claim" else None
    return claim.because if claim is not None else reason_group(case)


def proof_names() -> tuple[str, ...]:
    """The words for a piece of proof that `evidence add --as` takes."""
    return ("other", *(p for p in library.evidence().proofs() if p != "other"))


def checklist(case: Case, step: str) -> Sequence[Item]:
    """What the platform asks for at this step, for the buyer's reason."""
    return library.evidence().checklist(step, proof_group(case, step), case.market)


class KeptProof(NamedTuple):
    """A kept file, which proof it is, and when it was recorded (UTC)."""

    proof: str
    file: KeptFile
    added_at: datetime


def kept_proof(timeline: Timeline) -> Iterator[KeptProof]:
    """Each file that is kept as proof."""
    for happening in timeline.happenings:
        if happening.event.name == "evidence.added":
            for file in happening.event.data.get("files", ()):
                proof = str(happening.event.data.get("proof", "other"))
                yield KeptProof(proof, KeptFile(file["path"], file["sha256"], file["size"]), happening.event.at)


class Upload(NamedTuple):
    """What is uploaded with a step: the names of the `files` that are kept, and the proof that is asked for and
    `missing`, in words.
    """

    files: Sequence[str]
    missing: str


def kept_names(timeline: Timeline) -> list[str]:
    """The names of the files that are kept as proof, each once."""
    return list(dict.fromkeys(Path(kept.file.path).name for kept in kept_proof(timeline)))


def missing_items(case: Case, timeline: Timeline, step: str) -> Sequence[Item]:
    """The mandatory proof of a step that is not kept."""
    kept = {kept.proof for kept in kept_proof(timeline)}
    return library.evidence().missing(step, proof_group(case, step), kept, case.market)


def to_upload(case: Case, timeline: Timeline, event: str) -> Upload:
    """What is uploaded in Seller Center with the step that an event records."""
    step = _STEP_OF.get(event)
    if step is None:
        return Upload((), "")
    if step == "appeal" and case.kind == "review":
        step = "review-appeal"
    return Upload(kept_names(timeline), alternatives(missing_items(case, timeline, step)))


def missing_proof(view: CaseView, step: str, *, force: bool) -> list[str]:
    """Refuse where mandatory proof is missing (TransitionRefused); with `force` give the warning that says so."""
    missing = missing_items(view.case, view.derived.timeline, step)
    if not missing:
        return []
    asked = alternatives(missing)
    if force:
        return [tr("recorded without the required proof: {missing}", missing=asked)]
    raise view.refusal(
        tr(
            "proof is missing: {missing} (`evidence list {case}` says more). Add it with `aftersales "
            "evidence add {case} FILE --as {proof}`, or use --force",
            missing=asked,
            case=view.case.id,
            proof=missing[0].id,
        )
    ).asking("force")


def alternatives(missing: Sequence[Item]) -> str:
    """`photos or packing-video; invoice`: of those that share a name one is enough."""
    groups: dict[str, list[str]] = {}
    for item in missing:
        groups.setdefault(item.any_of or item.id, []).append(item.id)
    return clauses(text.either(ids) for ids in groups.values())


def appealed(comment: str | None, *, force: bool, only: str | None = None) -> StepBuilder:
    """The seller appeals; `only` is the one kind of case that the command is for. Raises UsageError for a comment that
    is too long; see `missing_proof` for `force`.
    """
    return partial(_appealed, comment_data(comment), force, only)


def _appealed(data: Mapping[str, str], force: bool, only: str | None, view: CaseView) -> Step:
    if only is not None and view.case.kind != only:
        raise view.refusal(
            tr("it is a {kind}, not a {wanted}; use `appeal` instead", kind=label(view.case.kind), wanted=label(only))
        )
    check(view, "appeal.filed")
    early = _before_opening(view, force=force)
    step = "review-appeal" if view.case.kind == "review" else "appeal"
    return Step("appeal.filed", data, [*early, *missing_proof(view, step, force=force)])


def _before_opening(view: CaseView, *, force: bool) -> list[str]:
    """Refuse an appeal that can't be filed yet (TransitionRefused); with `force` give the warning that says so."""
    opens = opening_of_duty(view.derived.clocks, "appeal", view.at)
    if opens is None:
        return []
    moment = view.local(opens)
    if force:
        return [tr("by the rule you can appeal only from {moment}", moment=moment)]
    raise view.refusal(
        tr("you can appeal from {moment}; use --force if the platform took your appeal before that", moment=moment),
        "appeal",
    ).asking("force")


def submitted(comment: str | None, *, force: bool) -> StepBuilder:
    """The evidence of a dispute was handed in. Raises UsageError for a comment that is too long."""
    return partial(_submitted, comment_data(comment), force)


def _submitted(data: Mapping[str, str], force: bool, view: CaseView) -> Step:
    check(view, "dispute.evidence")
    warnings = missing_proof(view, "dispute", force=force)
    if not force and not any(kept_proof(view.derived.timeline)):
        raise view.refusal(tr("it has no proof; add files with `evidence add`, or use --force")).asking("force")
    return Step("dispute.evidence", data, warnings)


def refused(event: str, step: str, reason: str, *, force: bool, option: str = "--reason") -> StepBuilder:
    """The seller refuses, with a reason and the proof that `step` needs; `option` names the reason in a mistake about
    it. Raises UsageError for a reason that is too long.
    """
    return partial(_refused, event, step, evidence.comment(reason, option), force)


def _refused(event: str, step: str, reason: str, force: bool, view: CaseView) -> Step:
    check(view, event)
    return Step(event, {"reason": reason}, missing_proof(view, step, force=force))


def comment_data(comment: str | None) -> dict[str, str]:
    """What an event keeps of a comment for the platform. Raises UsageError for one that is too long."""
    text = evidence.comment(comment, "--comment") if comment is not None else None
    return {"comment": text} if text else {}


def added(files: Sequence[Path], proof: str) -> StepBuilder:
    """Files are kept as proof. Raises UsageError for a word that names no proof, FileRefused for a file that can't be
    read.
    """
    choices.one_of("--as", proof, proof_names())
    return partial(_added, proof, [file_on_disk(path) for path in files])


def _added(proof: str, files: Sequence[KeptFile], view: CaseView) -> Step:
    check(view, "evidence.added")
    kept = {(one.proof, one.file.sha256) for one in kept_proof(view.derived.timeline)}
    fresh = [file for file in files if (proof, file.sha256) not in kept]
    if not fresh:
        return Step("evidence.added", skip=tr("kept already"))
    warnings = [tr("{path} is kept already", path=file.path) for file in files if file not in fresh]
    return Step("evidence.added", {"proof": proof, "files": [file._asdict() for file in fresh]}, warnings)


def file_on_disk(path: Path) -> KeptFile:
    """A file's path, size in bytes and SHA-256. Raises FileRefused where it can't be read."""
    try:
        if not path.is_file():
            raise FileRefused(
                path, tr("it is not a file") if path.exists() else tr("there is no such file"), tr("Check the path.")
            )
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as error:
        raise FileRefused(
            path, tr("it can't be read: {reason}", reason=error.strerror), tr("Check its permissions.")
        ) from None
    if size == 0:
        raise FileRefused(path, tr("it is empty"), tr("An empty file proves nothing."))
    return KeptFile(str(path.absolute()), digest, size)
