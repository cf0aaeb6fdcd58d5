"""`interviewer grade`: judge one answer to one stage, without an interview."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer import bootstrap
from interviewer.bootstrap_model import choose_model, sent_where
from interviewer.content.models import Question, Stage
from interviewer.errors import ContentError, UsageError
from interviewer.grading.assessment import AnswerToGrade, Assessment, Grader

MAX_ANSWER_BYTES = 8_000_000
"""Largest answer file that is read."""
MARKS = {"covered": "✓", "partial": "~", "missing": "·", "wrong": "✗"}


@dataclass(frozen=True, slots=True)
class GradeOptions:
    """The flags of `interviewer grade`."""

    question: str | None = None
    question_file: Path | None = None
    stage: str | None = None
    answer_file: str = "-"
    model: str | None = None
    as_json: bool = False


def run(options: GradeOptions) -> int:
    """Print the assessment; returns the exit code."""
    question, background = find_question(options)
    stage = find_stage(question, options.stage)
    text = read_answer(options.answer_file)
    answer = AnswerToGrade(question=question, stage=stage, turns=(text,), heard=(stage.prompt,))
    assessment = open_grader(options.model, background).grade(answer)
    if options.as_json:
        print(json.dumps(as_data(question, stage, assessment), ensure_ascii=False, indent=2))
    else:
        print(as_text(question, stage, assessment))
    return 0


def open_grader(spec: str | None, background: Sequence[Question]) -> Grader:
    """The offline grader, or a chat model that was named and has passed its exam, with the offline grader behind it."""
    offline = bootstrap.offline_grader(background)
    if spec is None:
        return offline
    from interviewer.commands.judging import open_judge
    from interviewer.grading.offline import OfflineGrader

    choice = choose_model(spec, offline=False)
    if choice.address is None:
        note(f"{choice.complaint}; judged offline")
        return offline
    note(sent_where(choice.address, "the answer, the question and its key points are"))
    assert isinstance(offline, OfflineGrader)
    return open_judge(choice.address, background, offline, note)


def note(line: str) -> None:
    """A remark beside the result."""
    print(f"interviewer: {line}", file=sys.stderr)


def find_question(options: GradeOptions) -> tuple[Question, tuple[Question, ...]]:
    """The question, and all questions the grader may compare it with."""
    if (options.question is None) == (options.question_file is None):
        raise UsageError("name a question or give --question-file FILE, one of the two")
    if options.question_file is not None:
        from interviewer.content.loader import load_question

        question = load_question(options.question_file)
        return question, (question, *other_questions(question.id))
    library = bootstrap.open_library()
    return library.question(str(options.question)), library.questions


def other_questions(but: str) -> tuple[Question, ...]:
    """The bank without one id; empty when it cannot be loaded."""
    try:
        return tuple(q for q in bootstrap.open_library().questions if q.id != but)
    except ContentError:
        return ()


def find_stage(question: Question, stage_id: str | None) -> Stage:
    """The stage asked for; the first when none is named."""
    ids = [s.id for s in question.stages]
    if stage_id is not None and stage_id not in ids:
        raise UsageError(f"{question.id} has no stage {stage_id!r}; choose --stage {' or '.join(ids)}")
    return question.stage(stage_id or ids[0])


def read_answer(source: str) -> str:
    """The answer's text; UsageError when it cannot be read."""
    try:
        data = sys.stdin.buffer.read(MAX_ANSWER_BYTES + 1) if source == "-" else Path(source).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{source}: {reason}; --answer-file takes a text file, or - for standard input") from None
    if len(data) > MAX_ANSWER_BYTES:
        raise UsageError(f"{source}: larger than {MAX_ANSWER_BYTES // 1_000_000} MB; give the answer alone")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{source}:{line}: not UTF-8 text; save the file as UTF-8") from None


def as_data(question: Question, stage: Stage, assessment: Assessment) -> dict[str, object]:
    """The assessment as `--json` prints it."""
    score = assessment.score
    return {
        "question": question.id,
        "stage": stage.id,
        "score": None if score is None else round(score, 4),
        "unscored_reason": assessment.unscored_reason,
        "key_points": [
            {"id": v.id, "verdict": v.verdict, "quote": v.quote, "confidence": round(v.confidence, 3)}
            for v in assessment.key_points
        ],
        "misconceptions": [{"id": m.id, "quote": m.quote} for m in assessment.misconceptions],
        "flags": list(assessment.flags),
        "graded_by": assessment.graded_by,
    }


def as_text(question: Question, stage: Stage, assessment: Assessment) -> str:
    """The assessment for a person."""
    score = "not judged" if assessment.score is None else f"{assessment.score:.0%}"
    lines = [f"{question.title} ({stage.id}): {score}  [{assessment.graded_by}]"]
    if assessment.unscored_reason:
        lines.append(f"  {assessment.unscored_reason}")
    claims = {p.id: p.claim for p in stage.key_points}
    for v in assessment.key_points:
        lines.append(f"  {MARKS[v.verdict]} {v.verdict:8} {v.id}: {claims[v.id]}")
        if v.quote:
            lines.append(f"      “{' '.join(v.quote.split())}”")
    for m in assessment.misconceptions:
        lines.append(f"  ! misconception {m.id}: “{' '.join(m.quote.split())}”")
    lines.extend(f"  note: {flag}" for flag in assessment.flags)
    return "\n".join(lines)
